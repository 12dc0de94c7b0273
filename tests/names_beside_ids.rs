//! Names of people stand beside their ids in what is handed out, where `[tables]` says where they are; they
//! never score, and stand in no error, `Debug`, certificate or JSON of facts.

use matchwright::assign::Monitor;
use matchwright::report::html;
use matchwright::roster::{Side, Table};
use matchwright::scores::ranked_frame;
use matchwright::tables::{Frame, Values};
use matchwright::validate::validate_with;
use matchwright::{Error, Matcher, Outcome, PeopleTables, Program, Vocabulary};

type Failure = Box<dyn std::error::Error>;

/// Begins as a formula does, so that somebody says so.
const CANARY: &str = "=Zanzibar7q";

const PROGRAM: &str = "capacity = 1\n\
    criteria = [{ kind = \"overlap\", column = \"topics\" }]\n\
    [tables]\nname = [\"First\", \"Last\"]\n";

fn mentees() -> String {
    format!("id,First,Last,topics\ne1,{CANARY},<b>,SQL; Rust\ne2,,,SQL\ne3,Cy,,Go\n")
}

fn mentors() -> String {
    format!("id,Last,First,topics\nm1,Roy,Ben,SQL\nm2,{CANARY},Dee,Rust\n")
}

fn tables(mentees: &str, mentors: &str) -> PeopleTables<Table, Error> {
    let read = |text: &str, name| Ok(Table::from_csv_reader(text.as_bytes(), name)?);
    PeopleTables::Each([read(mentees, "mentees"), read(mentors, "mentors")])
}

fn outcome(program: &str) -> Result<Outcome, Failure> {
    let program = Program::from_toml_str(program)?;
    let people = tables(&mentees(), &mentors());
    let (matcher, roster) = Matcher::with_people(program, people, "id", &Vocabulary::default())?;
    Ok(matcher.run(&roster)?)
}

/// The names in a column; nothing where it is not one of names.
fn names(frame: &Frame, column: &str) -> Vec<Option<String>> {
    match frame.columns().iter().find(|(name, _)| name == column) {
        Some((_, Values::Optional(names))) => names.clone(),
        _ => Vec::new(),
    }
}

fn frames(outcome: &Outcome) -> Result<[Frame; 4], Failure> {
    let prices = outcome.seat_prices(&Monitor::new())?;
    let lists = outcome.scores().recommend(Side::Mentee, 1, &Monitor::new())?;
    let lists: Vec<_> = lists.into_iter().enumerate().collect();
    Ok([
        outcome.pairs_frame(),
        outcome.unmatched_frame(),
        outcome.loads_frame(&prices),
        ranked_frame(outcome.roster(), Side::Mentee, &lists),
    ])
}

#[test]
fn every_frame_has_them_and_nobody_needs_one() -> Result<(), Failure> {
    let with = outcome(PROGRAM)?;
    let again = Outcome::from_json_str(&with.to_json_string()?, &std::sync::Arc::default())?;
    for outcome in [with, again] {
        let [pairs, unmatched, loads, listed] = frames(&outcome)?;
        let columns: Vec<&str> = pairs.names().take(5).collect();
        assert_eq!(columns, ["mentee_id", "mentee_name", "mentor_id", "mentor_name", "score"]);
        let canary = Some(format!("{CANARY} <b>"));
        assert_eq!(names(&pairs, "mentee_name"), [canary.clone(), None]);
        assert_eq!(
            names(&pairs, "mentor_name"),
            [Some(format!("Dee {CANARY}")), Some("Ben Roy".to_owned())]
        );
        assert_eq!(names(&unmatched, "name"), [Some("Cy".to_owned())]);
        assert_eq!(names(&loads, "mentor_name").len(), 2);
        assert_eq!(names(&listed, "mentee_name"), [canary, None, Some("Cy".to_owned())]);
        let mut csv = Vec::new();
        pairs.write_csv(&mut csv)?;
        let csv = String::from_utf8(csv)?;
        assert!(csv.contains("\ne2,,m1,Ben Roy,"), "{csv}");
        let page = html(&outcome)?;
        assert!(page.contains("Ben Roy <small>m1"), "{page}");
        assert!(page.contains("=Zanzibar7q &#60;b&#62; <small>e1"), "{page}");
    }
    Ok(())
}

#[test]
fn without_a_name_in_the_programme_there_are_none() -> Result<(), Failure> {
    let without = outcome(&PROGRAM.replace("name = [\"First\", \"Last\"]", ""))?;
    for frame in frames(&without)? {
        assert!(frame.names().all(|name| !name.contains("name")), "{frame:?}");
    }
    assert!(!html(&without)?.contains("Zanzibar"));
    assert!(!without.to_json_string()?.contains("Zanzibar"));
    // They decide nothing.
    assert_eq!(outcome(PROGRAM)?.facts(), without.facts());
    Ok(())
}

#[test]
fn nothing_else_shows_them() -> Result<(), Failure> {
    let outcome = outcome(PROGRAM)?;
    let program = Program::from_toml_str(PROGRAM)?;
    let wrong = Program::from_toml_str(&PROGRAM.replace("topics", "topic"))?;
    let words = Vocabulary::default();
    let refused = Matcher::with_people(wrong, tables(&mentees(), &mentors()), "id", &words).err();
    let twice = mentees().replace("e2", "e1");
    let people = tables(&twice, &mentors());
    let twice = Matcher::with_people(program.clone(), people, "id", &words).err();
    let people = tables(&mentees(), &mentors());
    let found = validate_with(&program, people, "id", &words, &Monitor::new())?;
    let texts = [
        format!("{outcome:?} {:?}", outcome.roster()),
        serde_json::to_string(&outcome.facts())?,
        serde_json::to_string(outcome.certificate())?,
        format!("{:?}", outcome.explain("e1", &Monitor::new())?),
        outcome.roster().readings().to_string(),
        refused.map(|error| format!("{error} {error:?}")).ok_or("refused")?,
        twice.map(|error| format!("{error} {error:?}")).ok_or("refused")?,
        format!("{} {:?}", found.suspicions, found.suspicions),
        serde_json::to_string(&found.suspicions)?,
    ];
    for text in texts {
        assert!(!text.is_empty() && !text.contains("Zanzibar"), "{text}");
    }
    // Only the look at the input shows what a spreadsheet would run.
    let told = found.suspicions.as_slice().iter().filter(|finding| finding.code == "formula");
    let told: Vec<String> = told.map(matchwright::Finding::shown).collect();
    assert!(told.iter().any(|text| text.contains(CANARY)), "{told:?}");
    Ok(())
}

#[test]
fn a_file_with_too_few_names_is_refused() -> Result<(), Failure> {
    let text = outcome(PROGRAM)?.to_json_string()?;
    let altered = text.replacen(",null,", ",", 1);
    assert_ne!(altered, text);
    let refused = Outcome::from_json_str(&altered, &std::sync::Arc::default()).err();
    let message = refused.map(|error| error.to_string()).unwrap_or_default();
    assert!(message.contains("not a name for everybody"), "{message}");
    Ok(())
}
