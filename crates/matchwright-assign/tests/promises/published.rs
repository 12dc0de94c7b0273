//! Published instances have their published optimum.

use std::path::PathBuf;
use std::{env, fs};

use matchwright_assign::{CostMatrix, Options, Problem, assign};

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
