//! Whichever table or long list of an assignment the memory is refused for: the call ends with the error that says so,
//! and the next one works.
//!
//! The allocator of this program grants so many large pieces of memory and then none, for every number of them up to
//! what a call takes.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::fmt::Debug;
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};

use matchwright_assign::{
    Cost, CostFn, CostMatrix, CostView, CsrMatrix, Error, Method, Monitor, Objective, Options,
    Problem, Sense, Solution, Switches, WarmStart, alternatives, assign, certify, k_best,
    seat_prices,
};
use ndarray::Array2;

struct Refusing;

/// Large pieces that are still granted.
static GRANTED: AtomicUsize = AtomicUsize::new(usize::MAX);
/// Large pieces that were asked for.
static ASKED: AtomicUsize = AtomicUsize::new(0);

/// Bytes of what counts as large: a table of pairs, or a list of many; no list of a few pairs for each row of the cases
/// below.
const LARGE: usize = 90_000;

fn is_granted(bytes: usize) -> bool {
    if bytes < LARGE {
        return true;
    }
    ASKED.fetch_add(1, Ordering::Relaxed);
    let one_less = |granted: usize| match granted {
        usize::MAX => Some(granted),
        _ => granted.checked_sub(1),
    };
    GRANTED.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less).is_ok()
}

// SAFETY: every call is passed on as it is to the allocator of the system, or answered as one that has no memory left.
unsafe impl GlobalAlloc for Refusing {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise about the layout.
        if is_granted(layout.size()) { unsafe { System.alloc(layout) } } else { ptr::null_mut() }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !is_granted(layout.size()) {
            return ptr::null_mut();
        }
        // SAFETY: the caller's promise about the layout.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if !is_granted(size) {
            return ptr::null_mut();
        }
        // SAFETY: the caller's promise about pointer, layout and size.
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise about pointer and layout.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static REFUSING: Refusing = Refusing;

/// Costs that look random (the finaliser of `SplitMix64`, Steele, Lea and Flood 2014), below 2¹².
fn noise(row: usize, column: usize) -> Cost {
    let mut bits = ((row as u64) << 32 | column as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    (bits >> 52) as Cost
}

fn matrix(rows: usize, columns: usize) -> CostMatrix {
    let costs = (0..rows * columns).map(|cell| noise(cell / columns, cell % columns)).collect();
    CostMatrix::from_vec(rows, columns, costs).expect("a shape")
}

/// Every eighth pair, and the diagonal.
fn listed(rows: usize, columns: usize) -> CsrMatrix {
    let (mut starts, mut indices, mut costs) = (vec![0], Vec::new(), Vec::new());
    for row in 0..rows {
        let is_listed = |column: &usize| column % 8 == row % 8 || *column == row % columns;
        indices.extend((0..columns).filter(is_listed).map(|column| column as u32));
        costs.extend((0..columns).filter(is_listed).map(|column| noise(row, column)));
        starts.push(indices.len());
    }
    CsrMatrix::new(columns, starts, indices, costs).expect("a matrix")
}

/// Refuses each large piece of a call in turn, and then none.
fn check<T: PartialEq + Debug>(name: &str, call: impl Fn() -> Result<T, Error>) {
    let expected = call().expect(name);
    let before = ASKED.load(Ordering::Relaxed);
    assert_eq!(call().as_ref(), Ok(&expected), "{name}");
    let pieces = ASKED.load(Ordering::Relaxed) - before;
    println!("{name}: {pieces} large pieces");
    for granted in 0..pieces {
        GRANTED.store(granted, Ordering::Relaxed);
        let answer = call();
        GRANTED.store(usize::MAX, Ordering::Relaxed);
        match answer {
            Err(Error::OutOfMemory { bytes }) => assert!(bytes > 0, "{name}"),
            // What did without a piece is as good as what had it.
            Ok(answer) => assert_eq!(answer, expected, "{name}, after {granted}"),
            Err(other) => assert_eq!(Err(other), Ok(&expected), "{name}, after {granted}"),
        }
    }
    assert_eq!(call(), Ok(expected), "{name}, at last");
}

type Plan = (usize, i128);

fn plan(problem: &Problem<'_>, options: &Options) -> Result<Plan, Error> {
    let solution = assign(problem, options)?;
    assert!(solution.certificate().is_optimal());
    Ok((solution.pairs().len(), solution.total()))
}

fn assignments() {
    let by = |method| Options::default().with_method(method).with_threads(1);
    let shapes = [("square", 200, 200, 1), ("wide", 120, 600, 1), ("seats", 400, 100, 4)];
    for (shape, rows, columns, seats) in shapes {
        let (dense, sparse) = (matrix(rows, columns), listed(rows, columns));
        let computed = CostFn::new(rows, columns, noise);
        // The library behind the reference copies its table twice: we ask for that beforehand, and cannot refuse it there.
        let own = Method::ALL.iter().filter(|&&method| method != Method::Reference);
        for &method in own {
            let seated = |problem: Problem<'_>| {
                plan(&problem.column_capacity(vec![seats; columns]), &by(method))
            };
            check(&format!("{method}, {shape}, matrix"), || seated(Problem::new(&dense)));
            check(&format!("{method}, {shape}, computed"), || seated(Problem::new(&computed)));
            check(&format!("{method}, {shape}, sparse"), || seated(Problem::new(&sparse)));
            check(&format!("{method}, {shape}, total"), || {
                seated(
                    Problem::new(&dense)
                        .objective(Objective::Total)
                        .unmatched_cost(vec![900; rows]),
                )
            });
        }
    }
}

fn numbers() {
    let values = Array2::from_shape_fn((150, 300), |(row, column)| 0.1 * noise(row, column) as f64);
    let read = |turned: bool| {
        let values = if turned { values.t() } else { values.view() };
        let costs = CostView::new(values, Sense::Maximize, Objective::Participation)?;
        plan(&Problem::new(&costs), &Options::default().with_threads(1))
    };
    check("numbers", || read(false));
    check("numbers, turned", || read(true));
}

fn restarts() {
    let dense = matrix(300, 300);
    let problem = Problem::new(&dense);
    let options = Options::default().with_threads(1).restartable();
    check("restartable", || plan(&problem, &options));
    let solution = assign(&problem, &options).expect("a plan");
    check("restart", || {
        plan(&problem, &options.clone().with_warm_start(WarmStart::new(&solution)))
    });
    check("vouched for", || {
        let warm_start = WarmStart::new(&solution).unchanged();
        plan(&problem, &options.clone().with_warm_start(warm_start))
    });
}

fn answers() {
    let (dense, monitor) = (matrix(150, 150), Monitor::new());
    let problem = Problem::new(&dense);
    let solution = assign(&problem, &Options::default()).expect("a plan");
    check("certify", || certify(&problem, solution.pairs(), solution.prices()));
    check("alternatives", || alternatives(&problem, &solution, &monitor));
    let alike = CostFn::new(200, 200, |_, _| 0);
    let tied = Problem::new(&alike);
    let any = assign(&tied, &Options::default()).expect("a plan");
    check("alternatives of ties", || alternatives(&tied, &any, &monitor));
    check("seat prices", || seat_prices(&problem, &solution, &monitor));
    check("k best", || {
        let plans = k_best(&problem, 40, &Options::default().with_threads(1))?;
        Ok(plans.iter().map(Solution::total).collect::<Vec<_>>())
    });
    check("switches", || Switches::for_many(&problem, &solution, &monitor)?.of_row(3, &monitor));
}

// One test, so that nothing else asks for memory meanwhile.
#[test]
fn a_refusal_is_an_error() {
    ASKED.store(0, Ordering::Relaxed);
    assignments();
    numbers();
    restarts();
    answers();
    assert!(ASKED.load(Ordering::Relaxed) > 100, "too few pieces are large");
}
