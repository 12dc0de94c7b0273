//! `init` hints at other forms of a programme where the data suggest them, and nowhere else; what it proposes stays as
//! it is.

use matchwright::Program;
use matchwright::propose::Proposal;
use matchwright::roster::Table;
use matchwright::tables::mapping::Tables;

type Failure = Box<dyn std::error::Error>;

fn read(text: &str) -> Result<Table, Failure> {
    Ok(Table::from_csv_reader(text.as_bytes(), "people.csv")?)
}

/// Mentees with another column, and mentors with one.
fn two_tables(
    mentees: usize,
    [of_mentees, of_mentors]: [(&str, &str); 2],
    mentors: usize,
) -> Result<Proposal, Failure> {
    let skills = ["SQL", "Rust", "Go"];
    let table = |count: usize, letter: char, skill: &str, (column, value): (&str, &str)| {
        let head = format!("id,{skill}{}{column}\n", if column.is_empty() { "" } else { "," });
        let rows = (0..count).map(|at| {
            let value = value.replace('#', &(at % 3).to_string());
            let end = if column.is_empty() { "" } else { "," };
            format!("{letter}{at},{}{end}{value}\n", skills[at % 3])
        });
        read(&(head + &rows.collect::<String>()))
    };
    let mentees = table(mentees, 'e', "I want to learn", of_mentees)?;
    let mentors = table(mentors, 'm', "I can teach", of_mentors)?;
    let proposal = Proposal::new(&Tables::sides(&mentees, &mentors))?;
    assert_eq!(Program::from_toml_str(proposal.to_toml())?, *proposal.program());
    for hint in proposal.hints() {
        let comments = proposal.to_toml().lines().filter_map(|line| line.strip_prefix('#'));
        let text: Vec<&str> = comments.flat_map(str::split_whitespace).collect();
        let words: Vec<&str> = hint.split_whitespace().collect();
        assert!(text.windows(words.len()).any(|window| window == words), "{hint}");
    }
    Ok(proposal)
}

fn has(proposal: &Proposal, text: &str) -> bool {
    proposal.hints().iter().any(|hint| hint.contains(text))
}

const NONE: (&str, &str) = ("", "");

#[test]
fn nothing_is_suggested_without_a_reason() -> Result<(), Failure> {
    let proposal = two_tables(6, [NONE, NONE], 6)?;
    assert!(proposal.hints().is_empty(), "{:?}", proposal.hints());
    assert!(!proposal.to_toml().contains("suggest"));
    Ok(())
}

#[test]
fn rounds_that_somebody_has_waited_suggest_a_priority() -> Result<(), Failure> {
    let proposal = two_tables(6, [("rounds_waited", "#"), NONE], 6)?;
    assert!(has(&proposal, "priority = \"rounds_waited\""), "{:?}", proposal.hints());
    let left = proposal.left_out().iter().find(|left| left.column == "rounds_waited");
    assert!(left.is_some_and(|left| left.why.contains("waited")));
    let text = two_tables(6, [("rounds_waited", "long"), NONE], 6)?;
    assert!(!has(&text, "priority ="), "no numbers");
    Ok(())
}

#[test]
fn few_seats_suggest_circles_and_many_a_minimum() -> Result<(), Failure> {
    let few = two_tables(9, [NONE, ("How many mentees?", "1")], 6)?;
    assert!(has(&few, "9 mentees and 6 seats, so that 3"), "{:?}", few.hints());
    assert!(has(&few, "form = \"circles\""));
    let many = two_tables(9, [NONE, ("How many mentees?", "3")], 6)?;
    assert!(has(&many, "18 seats for 9 mentees"), "{:?}", many.hints());
    assert!(has(&many, "capacity = { min = 1, max = \"How many mentees?\" }"));
    let program = Program::from_toml_str(&format!(
        "capacity = {{ min = 1, max = \"How many mentees?\" }}\n{}",
        many.to_toml().replace("capacity = \"How many mentees?\"", "")
    ))?;
    assert!(program.check().is_empty());
    Ok(())
}

#[test]
fn a_column_of_the_fewest_suggests_a_minimum_and_is_no_capacity() -> Result<(), Failure> {
    let proposal = two_tables(9, [NONE, ("Minimum number of mentees", "2")], 6)?;
    assert!(has(&proposal, "capacity = { min = \"Minimum number of mentees\""), "{proposal:?}");
    assert!(has(&proposal, "or_none = true"));
    assert!(proposal.to_toml().contains("\ncapacity = 1\n"));
    Ok(())
}

#[test]
fn one_table_of_equals_suggests_peers() -> Result<(), Failure> {
    let rows = |role: &str| -> String {
        (0..8).map(|at| format!("p{at},{role},SQL;Rust,Rust\n")).collect::<Vec<_>>().concat()
    };
    let alone = read(&format!("id,Team,Skills,Goals\n{}", rows("red")))?;
    let proposal = Proposal::new(&Tables::people(&alone))?;
    assert!(has(&proposal, "8 of the 8 people"), "{:?}", proposal.hints());
    assert!(has(&proposal, "form = \"peers\""));
    let both =
        format!("id,Role,Skills,Goals\n{}q1,Mentor,SQL,SQL\nq2,Mentee,Go,Go\n", rows("Both"));
    let proposal = Proposal::new(&Tables::people(&read(&both)?))?;
    assert!(has(&proposal, "8 of the 10 people"), "{:?}", proposal.hints());
    let role = |at| if at % 2 == 0 { "Mentor" } else { "Mentee" };
    let apart: Vec<String> = (0..8).map(|at| format!("p{at},{},SQL,Rust\n", role(at))).collect();
    let apart = apart.concat();
    let proposal =
        Proposal::new(&Tables::people(&read(&format!("id,Role,Skills,Goals\n{apart}"))?))?;
    assert!(!has(&proposal, "peers"), "{:?}", proposal.hints());
    Ok(())
}
