//! Lines of managers are followed through everybody; those that cannot be are refused, by table, row, id and
//! column.

use matchwright::assign::Monitor;
use matchwright::criteria::Same;
use matchwright::roster::Table;
use matchwright::rules::NotInReportingLine;
use matchwright::validate::validate_with;
use matchwright::{Error, Matcher, Outcome, PeopleTables, Program, Roster, Vocabulary};

/// What is found in two tables of ids and managers.
fn findings(mentees: &str, mentors: &str) -> Result<Vec<String>, Error> {
    let read = |text: &str| {
        let text = format!("id,boss,site\n{text}");
        Table::from_csv_reader(text.as_bytes(), "table")
    };
    let program = Program::builder()
        .criterion(1.0, Same::new("site"))
        .rule(NotInReportingLine::new("boss"))
        .build();
    match Roster::new(&read(mentees)?, &read(mentors)?, &program) {
        Ok(_) => Ok(Vec::new()),
        Err(Error::Input(found)) => Ok(found.as_slice().iter().map(ToString::to_string).collect()),
        Err(other) => Err(other),
    }
}

#[test]
fn a_ring_is_named_once_by_its_first_person() -> Result<(), Error> {
    // Through both tables; e2 reports into the ring and is not on it.
    let found = findings("e2,m1,\ne1,m1,\n", "m1,m2,\nm2,e1,\nm3,m3,\n")?;
    let ring = "mentees, row 3 (id e1), column \"boss\": the line of managers leads back to this \
                person (steps: 3)";
    assert_eq!(found, [ring]);
    Ok(())
}

#[test]
fn who_is_their_own_manager_stands_at_the_top() -> Result<(), Error> {
    assert_eq!(findings("e1,m1,\n", "m1,boss,\nboss,boss,\nm2,boss,\n")?, [""; 0]);
    Ok(())
}

#[test]
fn one_person_has_one_manager() -> Result<(), Error> {
    let found = findings("a,x,\nb,y,\n", "a,y,\nb,y,\nc,x,\n")?;
    let torn = "mentors, row 2 (id a), column \"boss\": has another manager in row 2 of the \
                mentees, under the same id";
    assert_eq!(found, [torn]);
    // An answer in one of the tables is enough.
    assert_eq!(findings("a,x,\nb,,\n", "a,,\nb,y,\n")?, [""; 0]);
    Ok(())
}

#[test]
fn lines_of_any_depth_are_followed() -> Result<(), Error> {
    let line = |from: usize, to: usize| {
        let rows = (from..to).map(|person| format!("p{person},p{},\n", person + 1));
        rows.collect::<String>()
    };
    assert_eq!(findings(&line(0, 20_000), &line(20_000, 40_000))?, [""; 0]);
    let back = "p40000,p0,\n";
    let found = findings(&line(0, 20_000), &(line(20_000, 40_000) + back))?;
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with("(steps: 40001)"), "{found:?}");
    Ok(())
}

#[test]
fn a_line_leads_through_people_who_take_no_part() -> Result<(), Box<dyn std::error::Error>> {
    let program = Program::from_toml_str(
        "[tables]\ncolumns.boss = { from = \"manager\" }\nrole = { column = \"role\", mentee = \"e\", mentor = \"m\" }\n\
         active = { column = \"role\", yes = [\"e\", \"m\"] }\n\
         [[criteria]]\nkind = \"different\"\ncolumn = \"id\"\n\
         [[rules]]\nkind = \"not_in_reporting_line\"\ncolumn = \"boss\"\n",
    )?;
    let people = Table::from_csv_reader(
        "id,role,manager\nlow,e,mid\nmid,,up\nup,none,boss\nboss,m,\nother,m,boss\nx,,y\ny,,x\n"
            .as_bytes(),
        "people.csv",
    )?;
    let both = || PeopleTables::<_, Error>::Both(Ok(&people));
    let words = Vocabulary::default();
    let found = validate_with(&program, both(), "id", &words, &Monitor::new())?;
    assert!(found.errors.is_empty(), "{}", found.errors);
    let codes: Vec<_> = found.suspicions.as_slice().iter().map(|finding| finding.code).collect();
    assert!(!codes.contains(&"unknown_manager"), "{codes:?}");
    let (matcher, roster) = Matcher::with_people(program, both(), "id", &words)?;
    let may_meet = |scores: &[f64]| scores.iter().map(|score| !score.is_nan()).collect::<Vec<_>>();
    let outcome = matcher.run(&roster)?;
    assert_eq!(may_meet(&outcome.scores().row(0)), [false, true], "boss is above, two steps up");
    let saved = serde_json::to_string(&outcome)?;
    let read: Outcome = serde_json::from_str(&saved)?;
    assert_eq!(may_meet(&read.scores().row(0)), [false, true], "a file knows it too");
    Ok(())
}
