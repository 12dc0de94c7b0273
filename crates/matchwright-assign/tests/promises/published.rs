//! Published instances have their published optimum.

use std::fs::File;
use std::path::PathBuf;
use std::{env, fs};

use approx::assert_abs_diff_eq;
use flate2::read::GzDecoder;
use matchwright_assign::{
    CostMatrix, CostView, Grid, Objective, Options, Problem, Sense, Solution, assign,
};
use ndarray::{Array0, Array2};
use ndarray_npy::NpzReader;

/// The folder of instances, or `None` with a message where it is absent.
fn folder(name: &str) -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let data = env::var_os("MATCHWRIGHT_DATA").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    let folder = data.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: no {name} in the data folder (MATCHWRIGHT_DATA)");
    None
}

/// The proven best plan for costs in floats, and the way back to them.
fn solve(costs: &Array2<f64>) -> (Solution, Grid) {
    let costs = CostView::new(costs.view(), Sense::Minimize, Objective::Participation)
        .expect("finite or forbidden");
    let grid = *costs.grid();
    let solution = assign(&Problem::new(&costs), &Options::default()).expect("a solution");
    assert!(solution.certificate().is_optimal());
    (solution, grid)
}

#[test]
fn or_library() {
    let Some(folder) = folder("or_library_assign") else { return };
    let optima = [305, 475, 626, 804, 991, 1_176, 1_362, 1_552];
    for (size, optimum) in (100..=800).step_by(100).zip(optima) {
        let text = fs::read_to_string(folder.join(format!("assign{size}.txt"))).expect("readable");
        let mut numbers = text.split_ascii_whitespace().map(|word| word.parse().expect("a number"));
        assert_eq!(numbers.next(), Some(size));
        let size = size as usize;
        let costs = CostMatrix::from_vec(size, size, numbers.collect()).expect("a square");
        let solution = assign(&Problem::new(&costs), &Options::default()).expect("a solution");
        assert_eq!(solution.total(), optimum, "{size}");
        assert!(solution.certificate().is_optimal(), "{size}");
    }
}

/// Forbidden pairs are NaN there; the optimum stands in the file and in what was published.
#[test]
fn lapsolver_dense() {
    let Some(folder) = folder("lapsolver_dense") else { return };
    let optima = [5_010, 8_352, 4_508, 6_036, 1_329, 867, 492, 2_989, 257, 677, 7_764];
    for (number, optimum) in optima.into_iter().enumerate() {
        let file = File::open(folder.join(format!("costs{number}.npz"))).expect("readable");
        let mut stored = NpzReader::new(file).expect("an archive");
        let costs: Array2<f64> = stored.by_name("costs").expect("a matrix");
        let total: Array0<f64> = stored.by_name("total_cost").expect("a number");
        let (solution, grid) =
            solve(&costs.mapv(|cost| if cost.is_nan() { f64::INFINITY } else { cost }));
        assert!(grid.exact(), "{number}: whole numbers");
        let found = grid.total(solution.total(), solution.pairs().len());
        assert_eq!((found, found), (f64::from(optimum), total.into_scalar()), "{number}");
    }
}

/// Floats on which reductions in floating point can run for ever.
#[test]
fn lap_hard() {
    let Some(folder) = folder("lap_hard") else { return };
    let file = File::open(folder.join("cost_eps.csv.gz")).expect("readable");
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(GzDecoder::new(file));
    let values: Vec<f64> =
        rows.deserialize().flat_map(|row| row.map(Vec::into_iter).expect("numbers")).collect();
    let costs = Array2::from_shape_vec((368, 368), values).expect("a square");
    let (solution, grid) = solve(&costs);
    let pairs = solution.pairs();
    let total: f64 =
        pairs.iter().map(|pair| costs[[pair.row as usize, pair.column as usize]]).sum();
    assert_eq!(pairs.len(), 368);
    // As many digits as were published.
    assert_abs_diff_eq!(total, 224.889_950_729_465, epsilon = 1e-11);
    let bound = grid.rounding_bound(pairs.len());
    assert_abs_diff_eq!(total, grid.total(solution.total(), pairs.len()), epsilon = bound);
}
