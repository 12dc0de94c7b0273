//! Ranked lists of ids: people at one rank, in text, in lists of lists and with levels, and lists of everybody.

use matchwright::criteria::Preference;
use matchwright::roster::{Cell, Item, Person};
use matchwright::{Error, Matcher, Program, Roster};
use suite::looks::{look, shown};

const IDS: [&str; 4] = ["cn=kim,ou=hr", "m1", "m2", "m3"];

/// The mentee's values with everybody in [`IDS`].
fn row(wishes: Cell) -> Result<Vec<f64>, Error> {
    let program = Program::builder().criterion(1.0, Preference::of_mentees("wishes")).build();
    let roster = Roster::builder().mentee(Person::new("e1").cell("wishes", wishes));
    let roster = IDS.into_iter().fold(roster, |roster, id| roster.mentor(Person::new(id)));
    let roster = roster.build(&program)?;
    Ok(Matcher::new(program)?.scores(&roster)?.row(0))
}

#[test]
fn every_way_of_writing_a_tie_says_the_same() -> Result<(), Error> {
    let list = |ids: &[&str]| Cell::List(ids.iter().map(|&id| Item::new(id)).collect());
    let ranks = [("m3", 1.0), ("m1", 1.0), ("m2", 2.0)];
    for wishes in [
        Cell::Text("m3 = m1; m2".into()),
        Cell::Text("m1=m3;m2;m1".into()),
        Cell::Lists(vec![list(&["m3", "m1"]), Cell::Text("m2".into())]),
        Cell::List(ranks.map(|(id, rank)| Item::with_level(id, rank)).to_vec()),
    ] {
        assert_eq!(row(wishes.clone())?, [0.1, 1.0, 0.82, 1.0], "{wishes:?}");
    }
    assert_eq!(row(Cell::Text("gone = left; m2".into()))?, [0.1, 0.1, 0.82, 0.1]);
    assert_eq!(row(Cell::Text("; m2".into()))?, [0.1, 0.1, 0.82, 0.1], "no first choice");
    assert_eq!(row(Cell::Text("m2; cn=kim,ou=hr".into()))?, [0.82, 0.1, 1.0, 0.1]);
    Ok(())
}

#[test]
fn a_rank_is_a_whole_number_from_1() {
    for rank in [0.0, 1.5, 10_001.0, f64::NAN] {
        let found = row(Cell::List(vec![Item::with_level("m1", rank)]));
        let text = found.map_or_else(|error| error.to_string(), |_| "read".to_owned());
        let expected = "mentees, row 1 (id e1), column \"wishes\": ranks must be whole numbers from 1 to \
                        10,000";
        assert_eq!(text, expected);
    }
}

#[test]
fn a_list_may_rank_ten_thousand() -> Result<(), Error> {
    let ids = |count: usize| (0..count).map(|at| format!("x{at}")).collect::<Vec<_>>();
    assert_eq!(row(Cell::Text(ids(10_000).join("; ")))?, [0.1; 4]);
    for text in [ids(10_001).join("; "), ids(10_001).join("=")] {
        let error = row(Cell::Text(text)).map_or_else(|error| error.to_string(), |_| String::new());
        assert!(error.ends_with("must list at most 10,000 entries, not 10001"), "{error}");
    }
    Ok(())
}

#[test]
fn who_is_unknown_is_named_alone() -> Result<(), Box<dyn std::error::Error>> {
    let program = "[[criteria]]\nkind = \"preference\"\nmentee = \"wishes\"\n";
    let mentees = "id,wishes\ne1,m1 = m99; m2\ne2,m98\n";
    let found = shown(&look(program, mentees, "id\nm1\nm2\n")?);
    assert!(found.contains("\"m99\"") && !found.contains('='), "{found}");
    Ok(())
}
