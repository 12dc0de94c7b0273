//! What fuzzing has found stays mended: every file of the corpora in `fuzz/corpus/` runs through the target that it is
//! for, and no target is without a corpus.

#![expect(clippy::expect_used, clippy::panic, reason = "a target stops where a promise is broken")]

#[path = "../fuzz/targets/mod.rs"]
mod targets;

use std::fs;
use std::path::{Path, PathBuf};

type Failure = Box<dyn std::error::Error>;

/// More would not be small any more, in a repository that everybody copies.
const MOST_BYTES: usize = 300_000;

fn files_in(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let files = fs::read_dir(folder)?.map(|file| Ok(file?.path()));
    let mut files = files.collect::<Result<Vec<PathBuf>, Failure>>()?;
    files.sort();
    Ok(files)
}

#[test]
fn every_file_of_every_corpus() -> Result<(), Failure> {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let mut bytes = 0;
    for (name, run) in targets::ALL {
        let files = files_in(&corpora.join(name))?;
        assert!(!files.is_empty(), "{name} has no corpus");
        for file in files {
            // The last line before a failure says which file it was.
            println!("{}", file.display());
            let data = fs::read(&file)?;
            bytes += data.len();
            run(&data);
        }
    }
    assert!(bytes <= MOST_BYTES, "{bytes}");
    Ok(())
}

#[test]
fn every_target_has_a_program_and_no_corpus_is_left_out() -> Result<(), Failure> {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = fs::read_to_string(fuzz.join("Cargo.toml"))?;
    let programs = manifest.split("[[bin]]").skip(1);
    let programs: Vec<_> = programs.filter_map(|text| text.split('"').nth(1)).collect();
    let targets = targets::ALL.map(|(name, _)| name);
    assert_eq!(programs, targets);
    let corpora = files_in(&fuzz.join("corpus"))?;
    assert!(
        corpora
            .iter()
            .map(|path| path.file_name().and_then(|name| name.to_str()))
            .eq(targets.map(Some))
    );
    Ok(())
}
