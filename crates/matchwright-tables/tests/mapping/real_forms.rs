//! Exports as they come, and what public reports of bugs expect: read where the files are.
use std::collections::HashMap;
use std::fs;

use crate::support::{Failure, mentees, shared, table, texts, told};
use matchwright_tables::labels::label_key;
use matchwright_tables::mapping::{Mapped, Mapping, Tables};
use matchwright_tables::{Cell, Table, Withheld};
use serde_json::Value;

fn form(name: &str) -> Result<Option<Table>, Failure> {
    let path = shared(name, "MATCHWRIGHT_DATA", "data/forms")
        .or_else(|| shared(&format!("forms/{name}"), "MATCHWRIGHT_DATA", "data"));
    Ok(path.map(Table::from_csv).transpose()?)
}

/// The inputs of a case by its name.
fn case(name: &str) -> Result<Option<Value>, Failure> {
    let Some(path) = shared("cases.jsonl", "MATCHWRIGHT_CASES", "cases") else { return Ok(None) };
    let cases: HashMap<String, Value> = fs::read_to_string(path)?
        .lines()
        .map(|line| {
            let case: Value = serde_json::from_str(line)?;
            Ok((case["id"].as_str().unwrap_or_default().to_owned(), case["input"].clone()))
        })
        .collect::<Result<_, serde_json::Error>>()?;
    Ok(cases.get(name).cloned())
}

fn both(mapping: &str, input: &Value) -> Result<Mapped, Failure> {
    let side = |name: &str| table(input[name].as_str().unwrap_or_default());
    let mapping: Mapping = toml::from_str(mapping)?;
    let id = input["id_column"].as_str().unwrap_or("id");
    Ok(mapping.apply(&Tables::sides(&side("mentees")?, &side("mentors")?).with_ids(id, id))?)
}

#[test]
fn a_grid_of_google_forms_and_ranked_choices() -> Result<(), Failure> {
    let Some(people) = form("google_forms_teams.csv")? else { return Ok(()) };
    let mapping: Mapping = toml::from_str(
        r#"
        id = "What is your email address?"
        latest = "Timestamp"
        name = ["What is your first name?", "What is your last name?"]
        [columns]
        choices = { from = ["Please rank your top choices from the options below. [Top choice]", "Please rank your top choices from the options below. [Choice 2]", "Please rank your top choices from the options below. [Choice 3]"] }
        hours = { busy = "Check the times that you will be UNAVAILABLE for group work. [*]" }
        programming = { from = "What is your personal experience with computer programming?", likert = 4 }
        "#,
    )?;
    let mapped = mapping.apply(&Tables::sides(&people, &people))?;
    assert!(mapped.findings.is_empty(), "{:?}", told(&mapped));
    let mentees = &mapped.mentees;
    assert_eq!(
        (mentees.table.rows(), &*mentees.rows),
        (people.rows(), &*(0..people.rows()).collect::<Vec<_>>())
    );
    assert_eq!(
        texts(&mentees.table, "choices")[0],
        "Autonomous Rover; Drone Swarm; Smart Greenhouse"
    );
    assert_eq!(texts(&mentees.table, "programming")[..2], ["4", "2"]);
    assert_eq!(mentees.names[0].as_ref().map(Withheld::as_str), Some("Araceli Andrzejewski"));
    // The first: 8AM;9AM;10AM;1PM;2PM;3PM;4PM;7PM;8PM;9PM on Sundays, of 8AM to 9PM.
    let hours = &texts(&mentees.table, "hours")[0];
    assert!(hours.ends_with("sun 11:00-13:00; sun 17:00-19:00"), "{hours}");
    assert!(hours.starts_with("mon 13:00-15:00; tue 17:00-19:00"), "{hours}");
    Ok(())
}

#[test]
fn people_who_answered_a_google_form_twice() -> Result<(), Failure> {
    let Some(people) = form("google_forms_duplicates.csv")? else { return Ok(()) };
    let id = "id = \"What is your Northeastern email address?\"";
    let once = toml::from_str::<Mapping>(id)?.apply(&Tables::sides(&people, &people))?;
    let refused = once.findings.as_slice();
    assert_eq!(refused.len(), 6, "three people twice, in each of the two tables: {refused:?}");
    assert!(refused.iter().all(|finding| finding.code == "id_twice"));

    let latest = format!("{id}\nlatest = \"Timestamp\"");
    let latest = toml::from_str::<Mapping>(&latest)?.apply(&Tables::sides(&people, &people))?;
    let notes: Vec<_> = latest.notes.iter().filter(|note| note.code == "replaced").collect();
    let left = people.rows() - latest.mentees.table.rows();
    assert_eq!(left, 3, "{:?}", told(&latest));
    let told: usize = notes.iter().map(|note| note.rows.len()).sum();
    let undecided = latest.findings.as_slice().iter().filter(|f| f.code == "same_moment").count();
    assert_eq!(told + undecided, 2 * left);
    Ok(())
}

#[test]
fn seats_in_words_prefixes_and_sites_of_microsoft_forms() -> Result<(), Failure> {
    let (Some(mentees), Some(mentors)) =
        (form("ms_forms_mentees.csv")?, form("ms_forms_mentors.csv")?)
    else {
        return Ok(());
    };
    let mapping: Mapping = toml::from_str(
        r#"
        id = "WWID"
        latest = "Completion time"
        name = ["First Name", "Last Name"]
        [columns]
        skills = { from = "Which of these do you think are good at?" }
        needs = { from = "Part 3 of 3 Which of these mentor skills are important to you?", strip = "Skill: " }
        seats = { from = "How many mentees are you willing to mentor?", read = { "One mentee only, please!" = 1, "I'm willing to take on two mentees." = 2, "I can handle this! Give me three mentees." = 3 } }
        sites = { ticked = ["Fort Washington (Consumer Inc)", "Malvern (Janssen)", "Spring House (Janssen)", "West Chester (DePuy Synthes)", "Horsham (Janssen)"], read = { "Definitely Yes" = 2, "Not my first preference, but I'd make it work." = 1, No = 0 } }
        wishes = { from = "WWIDs of Preferred Mentor", separator = " ", strip = "," }
        "#,
    )?;
    let mapped = mapping.apply(&Tables::sides(&mentees, &mentors))?;
    assert!(mapped.findings.is_empty(), "{:?}", told(&mapped));
    assert_eq!(texts(&mapped.mentors.table, "seats"), ["1", "1", "2", "1", "3"]);
    assert_eq!(texts(&mapped.mentees.table, "needs")[0], "Public Speaking; Managing Up");
    let mentors = texts(&mapped.mentors.table, "sites");
    assert_eq!(
        mentors[4],
        "Fort Washington (Consumer Inc):2; Malvern (Janssen):1; Horsham (Janssen):2"
    );
    assert_eq!(texts(&mapped.mentees.table, "wishes")[..2], ["123456789; 234567891", "123456789"]);
    assert_eq!(mapped.mentees.table.rows(), 7);
    assert!(mapped.mentors.table.column("needs").is_none());
    Ok(())
}

#[test]
fn rw17_answered_twice() -> Result<(), Failure> {
    let Some(input) = case("RW17")? else { return Ok(()) };
    let csv = input["mentees"].as_str().unwrap_or_default();
    let refused = mentees("", csv)?;
    let rows: Vec<_> = refused.findings.as_slice().iter().map(|f| (f.code, f.row)).collect();
    assert_eq!(rows, [("id_twice", Some(3)), ("id_twice", Some(5))]);
    let first = refused.findings.as_slice()[0].to_string();
    assert!(first.contains("row 2") && first.contains("row 3"), "{first}");
    let latest = mentees("latest = \"Timestamp\"", csv)?;
    assert!(latest.findings.is_empty());
    assert_eq!(texts(&latest.mentees.table, "site"), ["Leeds", "York", "York"]);
    Ok(())
}

#[test]
fn rw23_one_column_an_option() -> Result<(), Failure> {
    let Some(input) = case("RW23")? else { return Ok(()) };
    let mapped = both("columns.topics = { ticked = [\"Leadership\", \"Career growth\"] }", &input)?;
    assert_eq!(texts(&mapped.mentees.table, "topics"), ["Leadership", "Career growth"]);
    assert_eq!(
        texts(&mapped.mentors.table, "topics"),
        ["Leadership; Career growth", "Career growth"]
    );
    let why = both("columns.why = { from = \"💡 Motivation Why?\" }", &input)?;
    assert_eq!(texts(&why.mentees.table, "why"), ["To learn", ""], "a name that runs over lines");
    let other = both("columns.other = { from = \"Other\" }", &input);
    assert!(other.is_err_and(|error| error.to_string().contains("more than once")));
    Ok(())
}

#[test]
fn rw24_ids_that_went_through_a_spreadsheet() -> Result<(), Failure> {
    let Some(input) = case("RW24")? else { return Ok(()) };
    let mapped = both("", &input["csv"])?;
    assert_eq!(texts(&mapped.mentors.table, "id"), ["597449", "42"]);
    let wishes = texts(&mapped.mentees.table, "prefers");
    assert_eq!(wishes, ["597449.0; 00042"], "the mapping guesses nothing about ids");
    Ok(())
}

#[test]
fn rw25_none_is_no_answer() -> Result<(), Failure> {
    let Some(input) = case("RW25")? else { return Ok(()) };
    let mapped = both("", &input)?;
    assert_eq!(texts(&mapped.mentees.table, "interests"), ["", "", ""]);
    assert_eq!(texts(&mapped.mentors.table, "interests"), ["", " Chess", ""]);
    assert_eq!(mapped.notes.iter().map(|note| note.rows.len()).sum::<usize>(), 6, "and it is told");
    Ok(())
}

#[test]
fn rw26_trailing_semicolons_and_prefixes() -> Result<(), Failure> {
    let Some(input) = case("RW26")? else { return Ok(()) };
    let mapped = both("columns.needs = { from = \"needs\", strip = \"Skill: \" }", &input)?;
    assert_eq!(texts(&mapped.mentees.table, "needs"), ["Public Speaking; Excel: 2016; SQL:3"]);
    Ok(())
}

#[test]
fn rw29_differences_that_nobody_sees() -> Result<(), Failure> {
    let Some(input) = case("RW29")? else { return Ok(()) };
    // The mentors have no wishes, which is no reason to refuse them.
    let mapping = "[columns]\nskills = { from = \"skills\", separator = \";\" }\n\
                   prefers = { from = \"prefers\", separator = \";\" }";
    let mapped = both(mapping, &input)?;
    let tables = [&mapped.mentees.table, &mapped.mentors.table];
    let labels = tables.map(|table| {
        let cells = table.column("skills").unwrap_or_default().iter();
        let labels =
            |cell: &Cell| cell.items(";").iter().map(|item| label_key(&item.label)).collect();
        cells.map(labels).collect::<Vec<Vec<String>>>()
    });
    assert_eq!(labels[0], [vec!["datascience", "statistics"], vec!["datascience"]]);
    assert_eq!(labels[1], labels[0]);
    assert_eq!(texts(&mapped.mentees.table, "prefers")[0], "m1");
    Ok(())
}
