//! What `validate` says of the number of pairs is exact: as many as a match makes, and why no more.

use matchwright::program::Level;
use matchwright::roster::Table;
use matchwright::{Matcher, Program, Roster};
use proptest::prelude::*;
use suite::looks::{look, of_kind, shown};

type Failure = Box<dyn std::error::Error>;

const PROGRAM: &str = "capacity = \"seats\"\n\
    [[criteria]]\nkind = \"same\"\ncolumn = \"grade\"\n\
    [[rules]]\nkind = \"must_equal\"\ncolumn = \"site\"\n";

/// People at so many sites.
fn people(noun: char, sites: &[u8], seats: &[u8]) -> String {
    let rows = sites.iter().enumerate().map(|(row, site)| {
        let seats = seats.get(row).copied().unwrap_or(1);
        format!("{noun}{row},site {site},{},{seats}\n", row % 3)
    });
    let rows: String = rows.collect();
    format!("id,site,grade,seats\n{rows}")
}

#[test]
fn the_bottleneck_is_named_by_its_size() -> Result<(), Failure> {
    let mentees = people('e', &[[0_u8; 20].as_slice(), &[1; 5]].concat(), &[]);
    let mentors = people('m', &[0, 0, 0, 1, 1, 1], &[4, 4, 4, 9, 9, 9]);
    let found = look(PROGRAM, &mentees, &mentors)?;
    let [finding] = of_kind(&found, "few_pairs")[..] else { return Err(shown(&found).into()) };
    let told = "at most 17 pairs: 20 mentees may meet only 3 mentors with 12 seats";
    assert_eq!((finding.message.as_str(), finding.count()), (told, 20));
    Ok(())
}

fn most_told(mentees: &str, mentors: &str, seats: u64) -> Result<u64, Failure> {
    let found = look(PROGRAM, mentees, mentors)?;
    let told = of_kind(&found, "few_pairs");
    let limit = seats.min(found.mentees.unwrap_or_default() as u64);
    let number = told.first().and_then(|finding| finding.message.split(' ').nth(2)?.parse().ok());
    Ok(number.unwrap_or(limit))
}

fn most_matched(mentees: &str, mentors: &str) -> Result<u64, Failure> {
    let mut program = Program::from_toml_str(PROGRAM)?;
    program.objective = Level::Participation.into();
    let read = |text: &str| Table::from_csv_reader(text.as_bytes(), "people");
    let roster = Roster::new(&read(mentees)?, &read(mentors)?, &program)?;
    Ok(Matcher::new(program)?.run(&roster)?.pairs().len() as u64)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn as_many_as_a_match_makes(
        mentees in prop::collection::vec(0_u8..4, 1..12),
        mentors in prop::collection::vec((0_u8..4, 0_u8..3), 1..8),
    ) {
        let (sites, seats): (Vec<u8>, Vec<u8>) = mentors.into_iter().unzip();
        let all = seats.iter().map(|&seats| u64::from(seats)).sum();
        let (mentees, mentors) = (people('e', &mentees, &[]), people('m', &sites, &seats));
        let told = most_told(&mentees, &mentors, all).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let made = most_matched(&mentees, &mentors).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(told, made);
    }
}
