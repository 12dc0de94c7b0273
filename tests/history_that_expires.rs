//! Meetings of long ago count no more where a programme says so.

use matchwright::criteria::Same;
use matchwright::roster::{Cell, Person, Table};
use matchwright::rules::{History, Met};
use matchwright::{Error, Matcher, Program, Roster};

/// Which of three mentors a mentee may meet, who met them one after another.
fn may_meet(history: History) -> Result<Vec<bool>, Error> {
    let program = Program::builder().criterion(1.0, Same::new("site")).rule(history).build();
    let person = |id: &str| Person::new(id).text("site", "Leeds");
    let roster = Roster::builder()
        .mentee(person("e1"))
        .mentor(person("m1"))
        .mentor(person("m2"))
        .mentor(person("m3"))
        .build(&program)?;
    let row = Matcher::new(program)?.scores(&roster)?.row(0);
    Ok(row.into_iter().map(|score| !score.is_nan()).collect())
}

fn met(times: [Met; 3]) -> History {
    History::new([("e1", "m1"), ("e1", "m2"), ("e1", "m3")]).met(times)
}

fn text(time: &str) -> Met {
    Met::Text(time.to_owned())
}

#[test]
fn rounds_before_the_last_ones() -> Result<(), Error> {
    let rounds = || met([Met::Round(1), Met::Round(3), text("4")]);
    assert_eq!(may_meet(rounds())?, [false; 3]);
    for (last, expected) in [
        (1, [true, true, false]),
        (2, [true, false, false]),
        (3, [true, false, false]),
        (4, [false; 3]),
    ] {
        assert_eq!(may_meet(rounds().rounds(last))?, expected, "{last}");
    }
    Ok(())
}

#[test]
fn days_before_a_day() -> Result<(), Error> {
    let days = || met([text("2026-02-28"), text("2026-03-01 10:30:00"), text("2026-06-01")]);
    assert_eq!(may_meet(days().days(92, "2026-06-01"))?, [true, true, false]);
    assert_eq!(may_meet(days().days(93, "2026-06-01"))?, [true, false, false]);
    assert_eq!(may_meet(days().days(94, "2026-06-01"))?, [false; 3]);
    // Whoever is to meet after that day has met as well.
    assert_eq!(may_meet(days().days(1, "2026-01-01"))?, [false; 3]);
    Ok(())
}

#[test]
fn what_cannot_be_counted_is_said() {
    let rounds = || met([Met::Round(1), Met::Round(3), Met::Round(4)]);
    let short = History { met: vec![Met::Round(1)], ..rounds() };
    let wrong = [
        (short, "met"),
        (rounds().rounds(0), "rounds"),
        (rounds().days(90, "2026-06-01"), "met"),
        (rounds().rounds(1).days(90, "2026-06-01"), "rounds"),
        (met([text("2026-02-28"), text("2026-03-01"), text("soon")]).days(9, "2026-06-01"), "met"),
        (met([text("2026-02-28"), text("2026-03-01"), text("x")]).rounds(2), "met"),
        (History::new([("e1", "m1")]).days(9, "June"), "date"),
        (History { days: Some(9), ..History::new([("e1", "m1")]) }, "date"),
    ];
    for (history, field) in wrong {
        let error = may_meet(history).map_or_else(|error| error.to_string(), |_| String::new());
        assert!(error.contains(&format!("rules 1 (history).{field}")), "{field}: {error}");
    }
}

#[test]
fn a_table_says_when() -> Result<(), Error> {
    let row = |mentor: &str, round: f64| {
        let cells = [("mentee_id", "e1"), ("mentor_id", mentor)];
        let row = cells.into_iter().fold(Person::new(mentor), |row, (name, id)| row.text(name, id));
        row.cell("round", Cell::Number(round))
    };
    let table = Table::from_iter([row("m1", 1.0), row("m2", 3.0), row("m3", 4.0)]);
    let history = History::from_table(&table, "earlier")?;
    assert_eq!(may_meet(history.rounds(2))?, [true, false, false]);
    Ok(())
}

#[test]
fn a_programme_as_text_says_when() -> Result<(), Error> {
    let program = Program::from_toml_str(
        "[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n[[rules]]\nkind = \"history\"\n\
         pairs = [[\"e1\", \"m1\"], [\"e1\", \"m2\"]]\nmet = [1, \"2026-03-02\"]\n",
    )?;
    let again = Program::from_toml_str(&program.to_toml_string()?)?;
    assert_eq!(again, program);
    Ok(())
}
