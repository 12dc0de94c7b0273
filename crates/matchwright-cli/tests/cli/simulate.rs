//! `simulate`: files that every other command reads.

use std::io;

use crate::desk::{Desk, root};

#[test]
fn people_who_do_not_exist_can_be_matched() -> io::Result<()> {
    let desk = Desk::new()?;
    let wanted = "simulate --mentees 40 --mentors 20 --seats 2 --departments 3,1 --popularity 0.5 \
                  --missing 0 --wishes 1 --noise 0 --seed 5 --out people";
    let text = desk.run(wanted)?.done();
    let files =
        "people: mentees.csv (40), mentors.csv (20) and truth.csv (40 pairs who should meet).\n";
    assert_eq!(text, files);
    let mut command = desk.command(
        "match --mentees people/mentees.csv --mentors people/mentors.csv --out pairs.csv --program",
    );
    command.arg(root().join("examples/cohort/program.toml"));
    crate::desk::Run::from(command.output()?).done();
    let pairs = |name: &str| -> io::Result<Vec<String>> {
        let text = desk.read(name)?;
        let pair = |line: &str| line.split(',').take(2).collect::<Vec<_>>().join(",");
        Ok(text.lines().map(pair).collect())
    };
    assert_eq!(pairs("pairs.csv")?, pairs("people/truth.csv")?);
    Ok(())
}

#[test]
fn equal_seeds_write_equal_files_and_old_ones_stay() -> io::Result<()> {
    let desk = Desk::new()?;
    let read = || -> io::Result<Vec<String>> {
        ["mentees.csv", "mentors.csv", "truth.csv"].iter().map(|name| desk.read(name)).collect()
    };
    desk.run("simulate --mentees 5 --mentors 5 --seed 1")?.done();
    let first = read()?;
    let error = desk.run("simulate --mentees 5 --mentors 5 --seed 2")?.refused();
    assert!(error.contains("mentees.csv"), "{error}");
    assert_eq!(read()?, first);
    desk.run("simulate --mentees 5 --mentors 5 --seed 2 --force")?.done();
    assert_ne!(read()?, first);
    desk.run("simulate --mentees 5 --mentors 5 --seed 1 --force")?.done();
    assert_eq!(read()?, first);
    Ok(())
}

#[test]
fn numbers_out_of_range_are_refused() -> io::Result<()> {
    let desk = Desk::new()?;
    let error = desk.run("simulate --mentees 0 --mentors 5 --noise 2")?.refused();
    for field in ["mentees", "noise"] {
        assert!(error.contains(&format!("simulation, column {field:?}: must be")), "{error}");
    }
    assert_eq!(desk.files()?, [""; 0]);
    Ok(())
}
