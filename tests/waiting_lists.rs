//! Rounds in which somebody met nobody are counted, and carried from one round to the next.

use matchwright::assign::{Monitor, Options};
use matchwright::criteria::Same;
use matchwright::outcome::AfterRound;
use matchwright::roster::{Person, Side, Table, WAITED_COLUMN};
use matchwright::tables::mapping::{Active, Mapping, Role};
use matchwright::{Error, Keep, Matcher, Outcome, Program, Roster};

fn program() -> Program {
    Program::builder()
        .criterion(1.0, Same::new("site"))
        .min_score(0.5)
        .capacity_column("seats")
        .build()
}

fn person(id: &str, site: &str) -> Person {
    Person::new(id).text("site", site).number("seats", 1.0)
}

/// Ids, whether they are matched, and their rounds.
fn after(outcome: &Outcome, side: Side) -> Vec<(String, bool, u32)> {
    let row = |AfterRound { id, matched, rounds_waited }| (id, matched, rounds_waited);
    outcome.people(side).into_iter().map(row).collect()
}

fn row(id: &str, matched: bool, rounds: u32) -> (String, bool, u32) {
    (id.to_owned(), matched, rounds)
}

#[test]
fn rounds_count_on_until_somebody_is_met() -> Result<(), Error> {
    let mentees = |waited: &[AfterRound], leeds: &str| -> Table {
        let rounds = |id: &str| waited.iter().find(|one| one.id == id).map(|one| one.rounds_waited);
        let mentee = |id: &str| {
            let person = person(id, if id == leeds { "Leeds" } else { "York" });
            rounds(id)
                .into_iter()
                .fold(person, |one, rounds| one.number(WAITED_COLUMN, rounds.into()))
        };
        ["e1", "e2", "e3"].map(mentee).into_iter().collect()
    };
    let mentors = Table::from_iter([person("m1", "Leeds"), person("m2", "Hull")]);
    let (mut waited, mut counts) = (Vec::new(), Vec::new());
    for leeds in ["e1", "e2", "e1", "nobody"] {
        let roster = Roster::new(&mentees(&waited, leeds), &mentors, &program())?;
        let outcome = Matcher::new(program())?.run(&roster)?;
        waited = outcome.people(Side::Mentee);
        counts.push(waited.iter().map(|one| one.rounds_waited).collect::<Vec<_>>());
        let (mentors, is_met) = (after(&outcome, Side::Mentor), leeds != "nobody");
        assert_eq!(mentors, [row("m1", is_met, u32::from(!is_met)), row("m2", false, 1)]);
    }
    assert_eq!(counts, [[0, 1, 1], [1, 0, 2], [0, 1, 3], [1, 2, 4]]);
    Ok(())
}

#[test]
fn who_pauses_keeps_the_number() -> Result<(), Error> {
    let mapping = Mapping::new()
        .with_id("who")
        .with_role(Role::new("role", "mentee", "mentor"))
        .with_active(Active::new("joins"));
    let program = Program { tables: Some(mapping), ..program() };
    let people = "who,role,joins,site,seats,rounds_waited\n\
                  7,mentee,yes,Leeds,1,\n\
                  5,mentee,yes,York,1,2\n\
                  6,mentee,no,York,1,4\n\
                  3,mentee,no,York,1,\n\
                  8,neither,no,York,1,9\n\
                  1,mentor,no,Leeds,1,2\n\
                  2,mentor,yes,Leeds,1,0\n";
    let people = Table::from_csv_reader(people.as_bytes(), "people")?;
    let tables = matchwright::PeopleTables::Both(Ok::<_, Error>(people));
    let vocabulary = matchwright::Vocabulary::default();
    let (matcher, roster) = Matcher::with_people(program, tables, "id", &vocabulary)?;
    let outcome = matcher.run(&roster)?;
    let mentees = [row("5", false, 3), row("7", true, 0), row("3", false, 0), row("6", false, 4)];
    assert_eq!(after(&outcome, Side::Mentee), mentees);
    assert_eq!(after(&outcome, Side::Mentor), [row("2", true, 0), row("1", false, 2)]);
    assert_eq!(roster.paused(Side::Mentee), (vec!["3", "6"], vec![3, 2]));

    let saved = Outcome::from_json_str(&outcome.to_json_string()?, &Monitor::new())?;
    assert_eq!(after(&saved, Side::Mentee), mentees);
    let frame = outcome.people_frame(Side::Mentee);
    assert_eq!(frame.names().collect::<Vec<_>>(), ["id", "matched", "rounds_waited"]);
    let texts: Vec<String> = (0..3).map(|at| frame.columns()[at].1.text(1)).collect();
    assert_eq!(texts, ["7", "yes", "0"]);
    Ok(())
}

#[test]
fn a_rematch_counts_on_as_well() -> Result<(), Error> {
    let roster = |mentees: &[Person]| {
        let mentees: Table = mentees.iter().cloned().collect();
        Roster::new(&mentees, &Table::from_iter([person("m1", "Leeds")]), &program())
    };
    let matcher = Matcher::new(program())?;
    let before = matcher.run(&roster(&[person("e1", "Leeds"), person("e2", "Leeds")])?)?;
    assert_eq!(after(&before, Side::Mentee), [row("e1", true, 0), row("e2", false, 1)]);
    let waited = person("e2", "Leeds").number(WAITED_COLUMN, 1.0);
    let now = roster(&[person("e1", "Leeds"), waited])?;
    let after_it = matcher.rematch(&before, &now, Keep::Told, &Options::default())?;
    assert_eq!(after(&after_it, Side::Mentee), [row("e1", true, 0), row("e2", false, 2)]);
    Ok(())
}

#[test]
fn what_is_no_number_of_rounds_is_refused() {
    for wrong in ["-1", "1.5", "two", "100001"] {
        let mentees = Table::from_iter([person("e1", "Leeds").text(WAITED_COLUMN, wrong)]);
        let roster = Roster::new(&mentees, &Table::from_iter([person("m1", "Leeds")]), &program());
        let text = roster.map_or_else(|error| error.to_string(), |_| String::new());
        assert!(text.contains("(id e1), column \"rounds_waited\""), "{wrong}: {text}");
        assert!(!text.contains("two"), "{text}");
    }
}
