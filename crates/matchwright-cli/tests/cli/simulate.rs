//! `simulate`: files that every other command reads.

use std::io;

use crate::run_dir::{RunDir, root};

#[test]
fn people_who_do_not_exist_can_be_matched() -> io::Result<()> {
    let dir = RunDir::new()?;
    let wanted = "simulate --mentees 40 --mentors 20 --seats 2 --departments 3,1 --popularity 0.5 \
                  --missing 0 --wishes 1 --noise 0 --seed 5 --out people";
    let text = dir.run(wanted)?.done();
    let files =
        "people: mentees.csv (40), mentors.csv (20) and truth.csv (40 pairs who should meet).\n";
    assert_eq!(text, files);
    let mut command = dir.command(
        "match --mentees people/mentees.csv --mentors people/mentors.csv --out pairs.csv --program",
    );
    command.arg(root().join("examples/cohort/program.toml"));
    crate::run_dir::Run::from(command.output()?).done();
    let pairs = |name: &str| -> io::Result<Vec<String>> {
        let text = dir.read(name)?;
        let pair = |line: &str| line.split(',').take(2).collect::<Vec<_>>().join(",");
        Ok(text.lines().map(pair).collect())
    };
    assert_eq!(pairs("pairs.csv")?, pairs("people/truth.csv")?);
    Ok(())
}

#[test]
fn equal_seeds_write_equal_files_and_old_ones_stay() -> io::Result<()> {
    let dir = RunDir::new()?;
    let read = || -> io::Result<Vec<String>> {
        ["mentees.csv", "mentors.csv", "truth.csv"].iter().map(|name| dir.read(name)).collect()
    };
    dir.run("simulate --mentees 5 --mentors 5 --seed 1")?.done();
    let first = read()?;
    let error = dir.run("simulate --mentees 5 --mentors 5 --seed 2")?.refused();
    assert!(error.contains("mentees.csv"), "{error}");
    assert_eq!(read()?, first);
    dir.run("simulate --mentees 5 --mentors 5 --seed 2 --force")?.done();
    assert_ne!(read()?, first);
    dir.run("simulate --mentees 5 --mentors 5 --seed 1 --force")?.done();
    assert_eq!(read()?, first);
    Ok(())
}

#[test]
fn numbers_out_of_range_are_refused() -> io::Result<()> {
    let dir = RunDir::new()?;
    let error = dir.run("simulate --mentees 0 --mentors 5 --noise 2")?.refused();
    for field in ["mentees", "noise"] {
        assert!(error.contains(&format!("simulation, column {field:?}: must be")), "{error}");
    }
    assert_eq!(dir.files()?, [""; 0]);
    Ok(())
}
