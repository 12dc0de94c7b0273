//! A record holds for the people whom it is of, in any order, and says of everybody else what is different.

use matchwright::assign::Monitor;
use matchwright::criteria::Same;
use matchwright::roster::{Roster, Table};
use matchwright::rules::MustEqual;
use matchwright::{Error, Matcher, Program};

const MENTEES: &str = "id,site,team\ne1,York,a\ne2,Leeds,a\ne3,Hull,a\n";
const MENTORS: &str = "id,site,team,seats\nm1,York,a,1\nm2,Leeds,a,2\n";

fn program() -> Program {
    Program::builder()
        .criterion(1.0, Same::new("site"))
        .rule(MustEqual::new("team"))
        .capacity("seats")
        .build()
}

fn roster(mentees: &str, mentors: &str) -> Result<Roster, Error> {
    let mentees = Table::from_csv_reader(mentees.as_bytes(), "mentees")?;
    let mentors = Table::from_csv_reader(mentors.as_bytes(), "mentors")?;
    Roster::new(&mentees, &mentors, &program())
}

/// Whom a finding is about, and its code.
type Named = (String, &'static str);

/// What differs, and whether the proof was checked again.
fn differences(mentees: &str, mentors: &str) -> Result<(Vec<Named>, bool), Error> {
    let monitor = Monitor::new();
    let outcome = Matcher::new(program())?.run(&roster(MENTEES, MENTORS)?)?;
    let record = outcome.record(&monitor)?;
    let found = record.verify(&roster(mentees, mentors)?, &monitor)?;
    assert_eq!((found.pairs, found.holds()), (3, found.findings.is_empty()));
    let finding = |one: &matchwright::Finding| (one.id.clone().unwrap_or_default(), one.code);
    Ok((found.findings.as_slice().iter().map(finding).collect(), found.certificate.is_some()))
}

#[test]
fn it_holds_for_the_same_people() -> Result<(), Error> {
    assert_eq!(differences(MENTEES, MENTORS)?, (Vec::new(), true));
    let turned = "id,team,site\ne3,a,Hull\ne2,a,Leeds\ne1,a,York\n";
    assert_eq!(differences(turned, MENTORS)?, (Vec::new(), true));
    Ok(())
}

#[test]
fn what_differs_is_named() -> Result<(), Error> {
    for (from, to, expected, is_proven) in [
        (
            "e3,Hull,a\n",
            "",
            vec![("e3", "gone"), ("m1", "other_scores"), ("m2", "other_scores")],
            false,
        ),
        ("m2,Leeds,a,2", "m2,Leeds,a,3", vec![("m2", "other_seats")], true),
        ("m2,Leeds,a,2\n", "m2,Leeds,a,2\nm3,Bath,a,1\n", vec![("m3", "new")], false),
    ] {
        let (mentees, mentors) = (MENTEES.replace(from, to), MENTORS.replace(from, to));
        let (found, is_checked) = differences(&mentees, &mentors)?;
        for (id, code) in &expected {
            assert!(
                found.contains(&((*id).to_owned(), code)),
                "{to:?}: {found:?} lacks {id} {code}"
            );
        }
        assert_eq!(is_checked, is_proven, "{to:?}: {found:?}");
    }
    Ok(())
}

#[test]
fn other_answers_are_other_scores() -> Result<(), Error> {
    let (found, _) = differences(&MENTEES.replace("e2,Leeds", "e2,York"), MENTORS)?;
    // Of the mentors, both have other scores with e2.
    for (id, code) in [
        ("e2", "other_scores"),
        ("e2", "other_score"),
        ("m1", "other_scores"),
        ("m2", "other_scores"),
    ] {
        assert!(found.contains(&(id.to_owned(), code)), "{found:?} lacks {id} {code}");
    }
    assert!(!found.iter().any(|(id, _)| id == "e1" || id == "e3"), "{found:?}");
    let (found, _) = differences(&MENTEES.replace("e2,Leeds,a", "e2,Leeds,b"), MENTORS)?;
    assert!(found.contains(&("e2".to_owned(), "forbidden")), "{found:?}");
    Ok(())
}
