//! Labels that count as others: told by `validate`, never silent in `match`, and vetoed in the
//! programme.

use std::io;

use crate::run_dir::{RunDir, words};

const MENTEES: &str = "id,wants\ne1,k8s; kubernets\ne2,PYTHON\n";
const MENTORS: &str = "id,skills\nm1,Kubernetes\nm2,containers; Python\nm3,Python\n";
const PROGRAM: &str =
    "[[criteria]]\nkind = \"skill_coverage\"\nneed = \"wants\"\nhave = \"skills\"\n";
const WORDS: &str = "label,preferred,broader\nk8s,Kubernetes,containers\n";
const FILES: &str = "--mentees mentees.csv --mentors mentors.csv --program program.toml";

fn dir() -> io::Result<RunDir> {
    let people = [("mentees.csv", MENTEES), ("mentors.csv", MENTORS)];
    RunDir::with(&[&people[..], &[("program.toml", PROGRAM), ("words.csv", WORDS)]].concat())
}

#[test]
fn every_merge_is_listed_with_its_reason() -> io::Result<()> {
    let text = dir()?.run(&format!("validate {FILES} --vocabulary words.csv"))?.done();
    let merges = "merged: \"PYTHON\" counts as \"Python\" (case), people: 1\n\
        merged: \"k8s\" counts as \"Kubernetes\" (alias), people: 1\n\
        merged: \"kubernets\" counts as \"Kubernetes\" (fuzzy 0.98), people: 1\n";
    assert!(text.contains(merges), "{text}");
    Ok(())
}

#[test]
fn a_match_says_that_labels_were_merged_and_writes_them() -> io::Result<()> {
    let dir = dir()?;
    let command = format!("match {FILES} --vocabulary words.csv --out pairs.csv --json all.json");
    let text = dir.run(&command)?.done();
    assert!(words(&text).contains("count as another label: 3; `validate` lists them."), "{text}");
    assert!(dir.read("all.json")?.contains("\"because\": \"fuzzy 0.98\""));
    assert!(dir.read("pairs.csv")?.contains("e1,m1,1,1,1,1\n"), "{}", dir.read("pairs.csv")?);
    Ok(())
}

#[test]
fn an_explanation_says_what_both_wrote_and_how_it_was_read() -> io::Result<()> {
    let dir = dir()?;
    dir.write("mentors.csv", "id,skills\nm1,KUBERNETES\nm2,Kubernetes\nm3,Kubernetes\n")?;
    let command = format!("explain {FILES} --vocabulary words.csv --mentee e1 --json e1.json");
    let text = dir.run(&command)?.done();
    let merges = "e1 wrote \"k8s\", which counts as \"Kubernetes\" (alias).\n\
        e1 wrote \"kubernets\", which counts as \"Kubernetes\" (fuzzy 0.98).\n\
        m1 wrote \"KUBERNETES\", which counts as \"Kubernetes\" (case).\n\
        The plan for 2 mentees and 3 mentors is proven optimal.\n";
    assert!(text.ends_with(merges), "{text}");
    assert!(dir.read("e1.json")?.contains("\"because\": \"fuzzy 0.98\""));
    let text = dir.run(&format!("explain {FILES} --mentee e2"))?.done();
    assert!(!text.contains("e2 wrote"), "{text}");
    Ok(())
}

#[test]
fn a_programme_can_keep_labels_apart() -> io::Result<()> {
    let dir = dir()?;
    let vetoes = "fuzzy = \"off\"\napart = [[\"k8s\", \"Kubernetes\"], [\"Python\", \"PYTHON\"]]\n";
    dir.write("program.toml", &format!("{vetoes}{PROGRAM}"))?;
    let text = dir.run(&format!("validate {FILES} --vocabulary words.csv"))?.done();
    assert!(!text.contains("merged"), "{text}");

    dir.write("program.toml", &format!("fuzzy = 2\napart = [[\"k8s\"]]\n{PROGRAM}"))?;
    let error = dir.run(&format!("validate {FILES}"))?.refused();
    for part in ["must be a number from 0 to 1, or \"off\"", "at least two labels"] {
        assert!(error.contains(part), "{part:?} is missing in\n{error}");
    }
    Ok(())
}

#[test]
fn a_vocabulary_that_is_none_is_refused() -> io::Result<()> {
    let dir = dir()?;
    dir.write("circle.csv", "label,broader\na,b\nb,a\n")?;
    dir.write("other.csv", "label,narrower\na,b\n")?;
    for (file, part) in [
        ("circle.csv", "vocabulary, column \"broader\": must not lead in a circle: a → b → a"),
        ("other.csv", "column \"narrower\": is not a column of vocabularies"),
        ("program.toml", "a vocabulary's name ends in .csv, .json, .json.gz or .txt"),
        ("absent.csv", "absent.csv"),
        ("words.xml", "a vocabulary's name ends in .csv, .json, .json.gz or .txt"),
    ] {
        let error = dir.run(&format!("match {FILES} --vocabulary {file}"))?.refused();
        assert!(error.contains(part), "{part:?} is missing in\n{error}");
    }
    Ok(())
}
