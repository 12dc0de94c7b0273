//! What a solve is estimated to hold is what it holds, within a factor of two.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use matchwright_assign::{
    Cost, CostFn, CostSource, CsrMatrix, Method, Objective, Options, Problem, assign,
};

/// Counts what is held, and the most that was.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

fn add(bytes: usize) {
    let held = HELD.fetch_add(bytes, Ordering::Relaxed) + bytes;
    PEAK.fetch_max(held, Ordering::Relaxed);
}

// SAFETY: every call is passed on as it is to the allocator of the system; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        // SAFETY: the caller's promise about the layout.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        // SAFETY: the caller's promise about the layout.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promise about pointer and layout.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// The estimate, and how many times what a solve held at most it is.
fn compare(name: &str, problem: &Problem<'_>, method: Method) -> f64 {
    let options = Options::default().with_method(method).with_threads(2);
    let estimate = problem.memory(&options);
    let before = HELD.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let solution = assign(problem, &options).expect("a plan");
    let measured = PEAK.load(Ordering::Relaxed) - before;
    assert!(solution.certificate().is_optimal(), "{name}");
    assert_eq!(solution.method(), method, "{name}");
    assert_eq!(solution.stats().memory, estimate, "{name}");
    let ratio = estimate as f64 / measured as f64;
    println!("{name}: estimated {estimate}, held {measured}, ratio {ratio:.2}");
    ratio
}

/// Costs below 2²⁰ that look random (the finaliser of `SplitMix64`, Steele, Lea and Flood 2014).
fn noise(row: usize, column: usize) -> Cost {
    let mut bits = ((row as u64) << 32 | column as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    (bits >> 44) as Cost
}

fn dense(rows: usize, columns: usize) -> impl CostSource {
    CostFn::new(rows, columns, noise)
}

fn listed(rows: usize, columns: usize, entries: usize) -> CsrMatrix {
    let (mut starts, mut indices, mut costs) = (vec![0], Vec::new(), Vec::new());
    for row in 0..rows {
        let column = |k: usize| (noise(row, k).unsigned_abs() as usize * (k + 1)) % columns;
        let mut listed: Vec<u32> = (0..entries).map(|k| column(k) as u32).collect();
        listed.push((row % columns) as u32);
        listed.sort_unstable();
        listed.dedup();
        costs.extend(listed.iter().map(|&column| noise(column as usize, row)));
        indices.extend(listed);
        starts.push(indices.len());
    }
    CsrMatrix::new(columns, starts, indices, costs).expect("a matrix")
}

// One test, so that nothing else allocates meanwhile.
#[test]
fn no_less_than_is_held_and_at_most_twice_as_much() {
    let mut ratios = Vec::new();
    let mut check = |name: &'static str, problem: &Problem<'_>, method| {
        ratios.push((name, compare(name, problem, method)));
    };
    check("hungarian, square", &Problem::new(&dense(900, 900)), Method::Hungarian);
    check("hungarian, wide", &Problem::new(&dense(300, 3_000)), Method::Hungarian);
    check("hungarian, tall", &Problem::new(&dense(3_000, 300)), Method::Hungarian);
    check("sparse, square", &Problem::new(&dense(6_000, 6_000)), Method::Auction);
    let seats = |columns| vec![4; columns];
    let (few, crowded) = (dense(6_000, 1_800), dense(4_000, 1_000));
    check("sparse, seats", &Problem::new(&few).column_capacity(seats(1_800)), Method::Auction);
    check(
        "sparse, crowded",
        &Problem::new(&crowded).column_capacity(vec![3; 1_000]),
        Method::Auction,
    );
    let (square, tall) = (listed(50_000, 50_000, 12), listed(50_000, 20_000, 12));
    check("listed, square", &Problem::new(&square), Method::Auction);
    check("listed, crowded", &Problem::new(&tall), Method::Auction);
    let total = Problem::new(&square).objective(Objective::Total).unmatched_cost(vec![0; 50_000]);
    check("listed, total first", &total, Method::Auction);
    check("reference", &Problem::new(&dense(250, 300)), Method::Reference);
    for (name, ratio) in ratios {
        assert!((1.0..=2.0).contains(&ratio), "{name}: {ratio}");
    }
}
