//! What is said of one person, one seat or one pair is said in the singular, whatever says it.

use std::error::Error;
use std::sync::Arc;

use matchwright::assign::Monitor;
use matchwright::report::Report;
use matchwright::roster::Table;
use matchwright::tracking::{TrackOptions, TrackedPairs, track};
use matchwright::{Matcher, Outcome, Program, Roster};
use suite::looks::{look, shown};

const ONE: &str = "id,site\ne1,York\n";
const OTHER: &str = "id,site\nm1,York\n";
const PROGRAM: &str = "[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n";

/// Words of which there are several.
const PLURALS: &[&str] = &[
    "mentees", "mentors", "people", "others", "pairs", "seats", "rows", "ids", "days", "draws",
    "tests", "cases", "groups", "managers",
];

/// Where a text counts one of several.
fn wrong(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || "<>".contains(c)).collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let is_wrong = |two: &&[&str]| two[0] == "1" && PLURALS.contains(&bare(two[1]).as_str());
    words.windows(2).filter(is_wrong).map(|two| two.join(" ")).collect()
}

fn outcome(program: &str, mentees: &str, mentors: &str) -> Result<Outcome, Box<dyn Error>> {
    let program = Program::from_toml_str(program)?;
    let mentees = Table::from_csv_reader(mentees.as_bytes(), "mentees")?;
    let mentors = Table::from_csv_reader(mentors.as_bytes(), "mentors")?;
    let roster = Roster::new(&mentees, &mentors, &program)?;
    Ok(Matcher::new(program)?.run(&roster)?)
}

#[test]
fn somebody_with_one_possible_partner() -> Result<(), Box<dyn Error>> {
    let outcome = outcome(PROGRAM, ONE, OTHER)?;
    let explained = outcome.explain("e1", &Monitor::new())?;
    let expected = "Of 1 mentor who could be yours, this is number 1 in your own list.";
    assert!(explained.for_person.contains(expected), "{}", explained.for_person);
    assert_eq!(wrong(&explained.for_organiser), [""; 0]);
    Ok(())
}

#[test]
fn reports_about_one_pair() -> Result<(), Box<dyn Error>> {
    let (outcome, monitor) = (outcome(PROGRAM, ONE, OTHER)?, Monitor::new());
    let report = Report::new(&outcome, &monitor)?;
    assert_eq!(wrong(&report.html()), [""; 0]);
    assert_eq!(wrong(&report.text()), [""; 0]);
    let table = Table::from_csv_reader("mentee_id,mentor_id\ne1,m1\n".as_bytes(), "pairs")?;
    let none = Table::from_csv_reader("mentee_id,mentor_id\n".as_bytes(), "check-ins")?;
    let pairs = TrackedPairs::read(&table)?;
    let tracked = track(&pairs, &none, None, &TrackOptions::default(), &monitor)?.to_string();
    assert!(tracked.contains("1 pair needs a word."), "{tracked}");
    assert_eq!(wrong(&tracked), [""; 0]);
    Ok(())
}

#[test]
fn reasons_about_one_mentor() -> Result<(), Box<dyn Error>> {
    let rules = format!("{PROGRAM}[[rules]]\nkind = \"must_equal\"\ncolumn = \"site\"\n");
    let outcome = outcome(&rules, "id,site\ne1,Hull\n", OTHER)?;
    let detail = outcome.why_unmatched("e1", &Arc::new(Monitor::new()))?.to_string();
    assert!(detail.contains("excludes 1 of 1 mentor"), "{detail}");
    assert_eq!(wrong(&detail), [""; 0]);
    Ok(())
}

#[test]
fn findings_about_one_of_each() -> Result<(), Box<dyn Error>> {
    let listed = format!("{PROGRAM}[[rules]]\nkind = \"block\"\npairs = [[\"e9\", \"m9\"]]\n");
    let found = shown(&look(&listed, "id,site\ne1,York\ne2,York\n", OTHER)?);
    assert!(found.contains("1 seat for 2 mentees"), "{found}");
    assert_eq!(wrong(&found), [""; 0]);
    Ok(())
}
