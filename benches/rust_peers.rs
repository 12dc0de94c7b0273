//! How long do the assignment solvers of other crates take on the same matrix, in one process?
//!
//! `benches/peers/run.py` calls this with a matrix that it has written, and puts the answers into its
//! table: `rust_peers FILE ROWS COLUMNS REPEAT PEER…`. Called without arguments it has nothing to do.
//! Prints what `benches/peers/measure.py` prints: JSON lines, which solver starts, then what it took.

use std::error::Error;
use std::fs;
use std::time::Instant;

use matchwright_assign::{Cost, CostSource, CostView, Objective, Options, Problem, Sense, assign};
use ndarray::Array2;
use pathfinding::kuhn_munkres::kuhn_munkres_min;
use pathfinding::matrix::Matrix;
use serde_json::{Value, json};

/// Where a run takes microseconds, as many runs as fill these seconds; at most so many.
const SECONDS: f64 = 0.3;
const RUNS: usize = 2_000;

/// A run of so many seconds is not repeated: noise is small beside it.
const LONG: f64 = 10.0;

/// Column of each row.
type Plan = Result<Vec<usize>, Box<dyn Error>>;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [file, rows, columns, repeat, peers @ ..] = arguments.as_slice() else {
        println!("rust_peers: benches/peers/run.py calls this with a matrix");
        return Ok(());
    };
    let values: Vec<f64> =
        fs::read(file)?.as_chunks().0.iter().map(|&bytes| f64::from_le_bytes(bytes)).collect();
    let values = Array2::from_shape_vec((rows.parse()?, columns.parse()?), values)?;
    let repeat = repeat.parse()?;
    measure("Matchwright", &values, repeat, || ours(&values));
    for peer in peers {
        match peer.as_str() {
            "pathfinding" => {
                let weights = whole(&values)?;
                measure(peer, &values, repeat, || Ok(kuhn_munkres_min(&weights).1));
            }
            "lapjv crate" => {
                let shape = (values.nrows(), values.ncols());
                let copy = values.iter().copied().collect();
                let copy = lapjv::Matrix::from_shape_vec(shape, copy)?;
                measure(peer, &values, repeat, || Ok(lapjv::lapjv(&copy)?.0));
            }
            other => return Err(format!("no peer is called {other}").into()),
        }
    }
    Ok(())
}

/// From floats to a plan that is proven, as in `assigning.rs`.
fn ours(values: &Array2<f64>) -> Plan {
    let (sense, objective) = (Sense::Minimize, Objective::Participation);
    let costs = CostView::new(values.view(), sense, objective)?;
    let solution = assign(&Problem::new(&costs), &Options::default())?;
    Ok(solution.pairs().iter().map(|pair| pair.column as usize).collect())
}

/// The costs in whole numbers, which `pathfinding` wants: those of our own grid, ready before the
/// clock starts.
fn whole(values: &Array2<f64>) -> Result<Matrix<Cost>, Box<dyn Error>> {
    let (sense, objective) = (Sense::Minimize, Objective::Participation);
    let costs = CostView::new(values.view(), sense, objective)?;
    let (rows, columns) = values.dim();
    let mut whole = vec![0; rows * columns];
    for (row, out) in whole.chunks_mut(columns).enumerate() {
        costs.block(row, 0..columns, out);
    }
    Ok(Matrix::from_vec(rows, columns, whole)?)
}

/// Runs a solver, and prints the median of its seconds and the total of its plan.
fn measure(name: &str, values: &Array2<f64>, repeat: usize, solve: impl Fn() -> Plan) {
    println!("{}", json!({ "start": name }));
    let mut seconds = Vec::new();
    let mut plan = Ok(Vec::new());
    while plan.is_ok() && is_worth_repeating(&seconds, repeat) {
        let started = Instant::now();
        plan = solve();
        seconds.push(started.elapsed().as_secs_f64());
    }
    println!("{}", result(name, values, seconds, plan));
}

fn is_worth_repeating(seconds: &[f64], repeat: usize) -> bool {
    let (runs, total) = (seconds.len(), seconds.iter().sum::<f64>());
    total < LONG && (runs < repeat || (total < SECONDS && runs < RUNS))
}

fn result(name: &str, values: &Array2<f64>, mut seconds: Vec<f64>, plan: Plan) -> Value {
    match plan {
        Err(error) => json!({ "solver": name, "failure": format!("fails: {error}") }),
        Ok(columns) => {
            seconds.sort_by(f64::total_cmp);
            let median = seconds[seconds.len() / 2];
            let pairs = columns.into_iter().enumerate();
            let total: f64 = pairs.map(|pair| values[pair]).sum();
            json!({ "solver": name, "seconds": median, "total": total })
        }
    }
}
