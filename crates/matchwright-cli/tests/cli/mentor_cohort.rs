//! The civil-service cohorts that others published: 50 + 50 and 500 + 500 people, straight from
//! their files.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::error::Error;
use std::path::PathBuf;

use crate::run_dir::{RunDir, root};

/// Lowest first.
const GRADES: [&str; 11] =
    ["AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS1", "SCS2", "SCS3", "SCS4"];

/// Their lists are written with a comma and a blank.
const PROGRAM: &str = r#"
    name = "Civil service"
    list_separator = ", "

    [[criteria]]
    name = "profession"
    kind = "same"
    column = "profession"
    weight = 2

    [[criteria]]
    name = "identity"
    kind = "overlap"
    column = { mentee = "identity to match", mentor = "characteristics" }
    measure = "coverage"
    when = { column = "match with similar identity", equals = "yes" }
    missing = 0.5

    [[rules]]
    kind = "must_differ"
    column = "organisation"

    [[rules]]
    kind = "min_gap"
    column = "grade"
    gap = 1
"#;

type Row = BTreeMap<String, String>;

#[test]
fn every_mentee_of_the_small_cohort_with_an_allowed_mentor_is_matched() -> Result<(), Box<dyn Error>>
{
    cohort("small")
}

#[test]
fn every_mentee_of_the_large_cohort_with_an_allowed_mentor_is_matched() -> Result<(), Box<dyn Error>>
{
    cohort("large")
}

fn cohort(size: &str) -> Result<(), Box<dyn Error>> {
    let Some(folder) = folder() else { return Ok(()) };
    let [mentees, mentors] =
        ["mentees", "mentors"].map(|side| folder.join(format!("{size}-{side}.csv")));
    let dir = RunDir::new()?;
    dir.write("program.toml", &format!("{PROGRAM}    scale = {GRADES:?}\n"))?;
    let mut command = dir.command("match --program program.toml --out pairs.csv");
    command.args(["--mentee-id", "email address", "--mentor-id", "email address"]);
    command.arg("--mentees").arg(&mentees).arg("--mentors").arg(&mentors);
    let text = crate::run_dir::Run::from(command.output()?).done();
    assert!(text.contains("Proven optimal: no plan has more than"), "{text}");

    let (mentees, mentors) = (rows(&mentees, "email address")?, rows(&mentors, "email address")?);
    let pairs = rows(&dir.path("pairs.csv"), "mentee_id")?;
    let expected: BTreeSet<&String> = mentees
        .iter()
        .filter(|(_, mentee)| mentors.values().any(|mentor| allowed(mentee, mentor)))
        .map(|(id, _)| id)
        .collect();
    assert_eq!(pairs.keys().collect::<BTreeSet<_>>(), expected);
    let taken: BTreeSet<&String> = pairs.values().map(|pair| &pair["mentor_id"]).collect();
    assert_eq!(taken.len(), pairs.len(), "one seat each");
    for (id, pair) in &pairs {
        let (mentee, mentor) = (&mentees[id], &mentors[&pair["mentor_id"]]);
        assert!(allowed(mentee, mentor), "{id}");
        assert_eq!(pair["score"], score(mentee, mentor), "{id}");
    }
    Ok(())
}

/// As the programme says, read from the rows themselves.
fn allowed(mentee: &Row, mentor: &Row) -> bool {
    let grade = |person: &Row| GRADES.iter().position(|grade| *grade == person["grade"]);
    mentee["organisation"] != mentor["organisation"] && grade(mentor) > grade(mentee)
}

/// Two thirds for the profession; one third for the identity where it is asked for and found, and
/// the neutral half of it where it is not asked for or not answered.
fn score(mentee: &Row, mentor: &Row) -> &'static str {
    let profession = mentee["profession"] == mentor["profession"];
    let [wanted, offered] = [&mentee["identity to match"], &mentor["characteristics"]];
    let asks = mentee["match with similar identity"] == "yes";
    let identity = (asks && !wanted.is_empty() && !offered.is_empty())
        .then(|| offered.split(", ").any(|offer| offer == wanted));
    match (profession, identity) {
        (true, Some(true)) => "1",
        (true, None) => "0.833334",
        (true, Some(false)) => "0.666667",
        (false, Some(true)) => "0.333333",
        (false, None) => "0.166667",
        (false, Some(false)) => "0",
    }
}

/// Rows by the value of one column.
fn rows(path: &std::path::Path, key: &str) -> Result<BTreeMap<String, Row>, csv::Error> {
    let rows = csv::Reader::from_path(path)?
        .into_deserialize::<Row>()
        .map(|row| row.map(|row| (row[key].clone(), row)))
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Where the published cohorts lie, or a message that the test is skipped.
fn folder() -> Option<PathBuf> {
    let data = env::var_os("MATCHWRIGHT_DATA")
        .map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let folder = data.join("mentor_cohort");
    let found = folder.is_dir();
    if !found {
        eprintln!("skipped: the data folder mentor_cohort is absent");
    }
    found.then_some(folder)
}
