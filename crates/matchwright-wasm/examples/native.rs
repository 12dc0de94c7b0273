//! What the tests and benches of the npm package compare it with: the same matrices, solved on this machine.
//!
//! ```text
//! native cases COUNT SEED              random matrices and their plans, a line of JSON each
//! native matrix KIND SIZE SEED FILE    one matrix as little-endian floats
//! native solve SIZE FILE               for each line on standard input: solves it; seconds and total
//! ```

use std::error::Error;
use std::fs;
use std::io::{self, BufRead as _, Write as _};
use std::time::Instant;

use matchwright_assign::{CostView, Objective, Options, Problem, Sense, assign};
use ndarray::Array2;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use serde_json::json;

// The matrices of the benches, without all that their crate needs.
#[path = "../../../tests/support/instances.rs"]
#[expect(unreachable_pub, reason = "it is a module of a library where it comes from")]
mod instances;
use instances::{mentor_like, uniform};

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["cases", count, seed] => cases(count.parse()?, seed.parse()?),
        ["matrix", kind, size, seed, file] => matrix(kind, size.parse()?, seed.parse()?, file),
        ["solve", size, file] => solve(size.parse()?, file),
        _ => Err("see the head of crates/matchwright-wasm/examples/native.rs".into()),
    }
}

fn cases(count: usize, seed: u64) -> Result<(), Failure> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut out = io::stdout().lock();
    for number in 0..count {
        let (rows, columns) = (random.random_range(1..=12), random.random_range(1..=12));
        let maximize = random.random();
        let forbidden = if maximize { f64::NEG_INFINITY } else { f64::INFINITY };
        // In turn: floats, whole numbers with many ties, and floats of any size; some pairs may not meet.
        let draw = |random: &mut Xoshiro256PlusPlus| match number % 3 {
            _ if random.random_bool(0.1) => forbidden,
            0 => random.random(),
            1 => f64::from(random.random_range(-3..=3)),
            _ => (random.random::<f64>() - 0.5) * 10.0_f64.powi(random.random_range(-6..=6)),
        };
        let costs = Array2::from_shape_simple_fn((rows, columns), || draw(&mut random));
        let (pairs, total) = solved(&costs, maximize)?;
        let data: Vec<Option<f64>> =
            costs.iter().map(|&cost| cost.is_finite().then_some(cost)).collect();
        let case = json!({ "rows": rows, "columns": columns, "maximize": maximize, "data": data,
                           "pairs": pairs, "total": total });
        writeln!(out, "{case}")?;
    }
    Ok(())
}

/// The pairs, and the sum of their costs.
fn solved(costs: &Array2<f64>, maximize: bool) -> Result<(Vec<(u32, u32)>, f64), Failure> {
    let sense = if maximize { Sense::Maximize } else { Sense::Minimize };
    let view = CostView::new(costs.view(), sense, Objective::Participation)?;
    let solution = assign(&Problem::new(&view), &Options::default())?;
    let pairs: Vec<_> = solution.pairs().iter().map(|pair| (pair.row, pair.column)).collect();
    let total = view.sum(pairs.iter().map(|&(row, column)| (row, column, 1)));
    Ok((pairs, total + 0.0))
}

fn matrix(kind: &str, size: usize, seed: u64, file: &str) -> Result<(), Failure> {
    let costs = match kind {
        "uniform" => uniform(size, size, seed),
        "mentor_like" => mentor_like(size, size, seed),
        _ => return Err("the kinds are uniform and mentor_like".into()),
    };
    let bytes: Vec<u8> = costs.iter().flat_map(|cost| cost.to_le_bytes()).collect();
    Ok(fs::write(file, bytes)?)
}

fn solve(size: usize, file: &str) -> Result<(), Failure> {
    let bytes = fs::read(file)?;
    let (numbers, _) = bytes.as_chunks::<8>();
    let numbers = numbers.iter().copied().map(f64::from_le_bytes).collect();
    let costs = Array2::from_shape_vec((size, size), numbers)?;
    for line in io::stdin().lock().lines() {
        line?;
        let start = Instant::now();
        let (_, total) = solved(&costs, false)?;
        println!("{} {total}", start.elapsed().as_secs_f64());
    }
    Ok(())
}
