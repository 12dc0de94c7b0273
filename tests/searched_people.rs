//! A search finds whom its rule says, in the order that it says, by working the rule out person by person.

use matchwright::criteria::{Overlap, Text};
use matchwright::roster::{Cell, Person, Table};
use matchwright::search::{Found, Hit, How, Search};
use matchwright::tables::mapping::{Active, Mapping, Source};
use matchwright::vocabulary::{Vocabulary, Word};
use matchwright::{Error, Program};
use proptest::prelude::*;

type Failure = Box<dyn std::error::Error>;

fn program() -> Program {
    Program::builder()
        .criterion(1.0, Overlap::new("skills"))
        .criterion(1.0, Text::new("about"))
        .build()
}

fn ids(found: &Found) -> Vec<&str> {
    found.people().iter().map(Hit::id).collect()
}

/// python < scripting > ruby, and two names for one.
fn vocabulary() -> Result<Vocabulary, matchwright::tables::Error> {
    Vocabulary::new([
        Word::new("python").broader("scripting"),
        Word::new("ruby").broader("scripting"),
        Word::new("presenting").preferred("public speaking"),
    ])
}

const LABELS: [&str; 6] =
    ["python", "ruby", "scripting", "public speaking", "presenting", "speaking"];

/// What one of the labels is worth as an answer to another, in millionths.
fn worth(asked: &str, listed: &str) -> i64 {
    let meaning = |label| if label == "presenting" { "public speaking" } else { label };
    match (meaning(asked), meaning(listed)) {
        (asked, listed) if asked == listed => 1_000_000,
        ("scripting", "python" | "ruby")
        | ("python" | "ruby", "scripting")
        | ("speaking", "public speaking") => 500_000,
        ("python", "ruby") | ("ruby", "python") => 250_000,
        _ => 0,
    }
}

type Listed = Vec<(usize, Option<u8>)>;

/// The person's mean and the levels of what answers best.
fn by_hand(asked: &[(usize, Option<u8>)], listed: &Listed, about: &str) -> (i64, i64) {
    let best = asked.iter().map(|&(want, need)| {
        let answers = listed.iter().map(|&(have, level)| {
            let points = worth(LABELS[want], LABELS[have]);
            let part = match (need, level) {
                (Some(need), Some(level)) if level < need => {
                    (points as f64 * (f64::from(level) / f64::from(need))) as i64
                }
                _ => points,
            };
            let is_words = LABELS[want] == "speaking" && LABELS[have] != "speaking";
            // Of answers that are worth as much the surest counts: the label, then what is near it, then words.
            (part, !is_words, points, i64::from(level.unwrap_or(0)))
        });
        let written = LABELS[want].split(' ').all(|word| about.split(' ').any(|own| own == word));
        let text = written.then_some((500_000, false, 0, 0));
        answers.chain(text).max().unwrap_or_default()
    });
    let best: Vec<(i64, bool, i64, i64)> = best.collect();
    let points = best.iter().map(|(points, ..)| points).sum();
    let levels = best.iter().filter(|(points, ..)| *points > 0).map(|(.., level)| level).sum();
    (points, levels)
}

fn written(labels: &[(usize, Option<u8>)]) -> Vec<String> {
    let text = |&(label, level): &(usize, Option<u8>)| match level {
        Some(level) => format!("{}:{level}", LABELS[label]),
        None => LABELS[label].to_owned(),
    };
    labels.iter().map(text).collect()
}

fn label() -> impl Strategy<Value = (usize, Option<u8>)> {
    (0..LABELS.len(), prop::option::of(1..6_u8))
}

/// Labels that mean different things.
fn labels(most: usize) -> impl Strategy<Value = Listed> {
    prop::collection::vec(label(), 0..most).prop_map(|mut labels| {
        labels.sort_unstable();
        labels.dedup_by_key(|(label, _)| *label);
        let has_both = [3, 4].iter().all(|name| labels.iter().any(|(label, _)| label == name));
        labels.retain(|(label, _)| !has_both || *label != 4);
        labels
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn people_are_found_by_the_rule(
        asked in labels(4).prop_filter("somebody asks", |asked| !asked.is_empty()),
        people in prop::collection::vec(
            (labels(5), prop::sample::select(vec!["", "python", "speaking in public", "i like ruby"])),
            1..7,
        ),
        k in 1..8_usize,
    ) {
        let table: Table = people.iter().enumerate().map(|(at, (listed, about))| {
            Person::new(format!("p{at}")).text("skills", written(listed).join(";")).text("about", *about)
        }).collect();
        let program = Program { fuzzy: matchwright::program::Fuzzy::OFF, ..program() };
        let vocabulary = vocabulary().map_err(|error| TestCaseError::fail(error.to_string()))?;
        let search = Search::labels(written(&asked)).with_program(&program);
        let found = search.with_vocabulary(&vocabulary).with_k(k).run(&table);
        let found = found.map_err(|error| TestCaseError::fail(error.to_string()))?;

        let scores = people.iter().map(|(listed, about)| by_hand(&asked, listed, about));
        let mut expected: Vec<(usize, (i64, i64))> = scores.enumerate().collect();
        expected.retain(|(_, (points, _))| *points > 0);
        expected.sort_by_key(|&(at, (points, levels))| (-points, -levels, at));
        expected.truncate(k);
        let expected: Vec<(String, i64)> = expected
            .into_iter()
            .map(|(at, (points, _))| (format!("p{at}"), points / asked.len() as i64))
            .collect();
        let found: Vec<(String, i64)> = found
            .people()
            .iter()
            .map(|hit| (hit.id().to_owned(), (hit.score() * 1e6).round() as i64))
            .collect();
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn every_way_of_answering_is_named() -> Result<(), Failure> {
    let vocabulary = vocabulary()?;
    let skills = [
        ("p1", "Python"),
        ("p2", "pyhton:2"),
        ("p3", "scripting"),
        ("p4", "ruby"),
        ("p5", "python programming"),
    ];
    let table = Table::from_iter(skills.map(|(id, skills)| Person::new(id).text("skills", skills)));
    let program = program();
    let search =
        |text| Search::new(text).with_program(&program).with_vocabulary(&vocabulary).run(&table);
    let how = |found: &Found| -> Vec<(String, String, How)> {
        let hits = found.people().iter();
        hits.map(|hit| (hit.id().into(), hit.matches()[0].listed().into(), hit.matches()[0].how()))
            .collect()
    };
    let row = |id: &str, listed: &str, how| (id.to_owned(), listed.to_owned(), how);
    assert_eq!(
        how(&search("PYTHON")?),
        [
            row("p2", "pyhton", How::Slip),
            row("p1", "Python", How::Exact),
            row("p3", "scripting", How::Wider),
            row("p5", "python programming", How::Words),
            row("p4", "ruby", How::Related),
        ]
    );
    assert_eq!(how(&search("scripting")?)[2], row("p1", "Python", How::Narrower));
    assert_eq!(how(&search("pythons")?)[1], row("p1", "Python", How::Plural));
    let table = Table::from_iter([Person::new("p1").text("skills", "public speaking")]);
    let found = Search::new("presenting")
        .with_program(&program)
        .with_vocabulary(&vocabulary)
        .run(&table)?;
    assert_eq!(how(&found), [row("p1", "public speaking", How::Alias)]);
    Ok(())
}

#[test]
fn the_inactive_are_left_out_and_filters_hold_together() -> Result<(), Failure> {
    let mapping = Mapping::new()
        .with_id("Staff no")
        .with_active(Active::new("Joining?"))
        .with_name("Who")
        .with_column("skills", Source::from("I can teach").with_separator(","))
        .with_column("hours", Source::from("A question of the mentees alone"));
    let program = Program { tables: Some(mapping), ..program() };
    let people = "Staff no,Who,Joining?,I can teach,Site,Grade\n\
                  7,Ada,yes,\"SQL, Rust\",Leeds,3\n\
                  8,Ben,no,SQL,Leeds,3\n\
                  9,Cy,yes,SQL,York,3\n\
                  10,Di,yes,SQL,leeds ,4\n";
    let people = Table::from_csv_reader(people.as_bytes(), "people")?;
    let search = || Search::new("sql").with_program(&program);
    assert_eq!(ids(&search().run(&people)?), ["10", "7", "9"]);
    let leeds = search().with_filter("Site", "LEEDS");
    assert_eq!(ids(&leeds.clone().run(&people)?), ["10", "7"]);
    let found = leeds.with_cell("Grade", Cell::Number(3.0)).run(&people)?;
    assert_eq!((ids(&found), found.looked_through(), found.people()[0].row()), (vec!["7"], 1, 0));
    assert_eq!(found.frame().names().collect::<Vec<_>>()[..3], ["rank", "id", "name"]);
    let unknown = search().with_filter("Sites", "Leeds").run(&people);
    let Err(Error::Input(findings)) = unknown else { return Err("a column nobody has".into()) };
    assert!(findings.to_string().contains("did you mean \"Site\""), "{findings}");
    let by_number = Program { tables: Some(Mapping::new().with_id("Number")), ..program.clone() };
    let Err(Error::Input(findings)) = Search::new("sql").with_program(&by_number).run(&people)
    else {
        return Err("a column of ids that is not there".into());
    };
    assert_eq!(findings.as_slice().len(), 1);
    assert!(findings.to_string().starts_with("people, column \"Number\""), "{findings}");
    assert!(!format!("{found:?} {:?}", found.people()[0].matches()).contains("SQL"));
    Ok(())
}

#[test]
fn columns_are_recognised_where_nobody_describes_them() -> Result<(), Failure> {
    let people = "id,Full name,Gender,E-mail,I can teach,Site,Tell us about you\n\
                  1,Ada Sql,f,ada@x.org,\"SQL, Rust\",Leeds,I knit\n\
                  2,Ben Roy,m,ben@x.org,\"Rust, Go\",York,SQL was my first job.\n\
                  3,Cy Fox,m,cy@x.org,Go,York,\n";
    let people = Table::from_csv_reader(people.as_bytes(), "people")?;
    let found = Search::new("SQL").run(&people)?;
    assert_eq!(ids(&found), ["1", "2"]);
    assert_eq!(found.people()[1].matches()[0].listed(), "Tell us about you");
    let looked_at: Vec<&str> = found.columns().iter().map(String::as_str).collect();
    assert!(["Full name", "Gender", "E-mail"].iter().all(|name| !looked_at.contains(name)));
    assert_eq!(ids(&Search::new("york").run(&people)?), ["2", "3"]);
    Ok(())
}

#[test]
fn what_cannot_be_looked_for_is_said() -> Result<(), Failure> {
    let text = |found: Result<Found, Error>| {
        found.map_or_else(|error| error.to_string(), |_| String::new())
    };
    let people = Table::from_csv_reader("id,skills\np1,sql\np1,go\n".as_bytes(), "people")?;
    assert!(text(Search::new(" ;, ").run(&people)).contains("at least one label"));
    let twice = text(Search::new("sql").run(&people));
    assert!(twice.starts_with("people, row 3 (id p1)"), "{twice}");
    let numbers = Table::from_csv_reader("id,years\np1,3\n".as_bytes(), "people")?;
    assert!(text(Search::new("sql").run(&numbers)).contains("no column holds labels"));
    Ok(())
}
