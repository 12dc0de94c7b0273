//! Whatever stands in a table, a proposal for it can be read again, is the same for every order of the rows,
//! and comes for many people and many columns.

use std::fmt::Write as _;

use matchwright::propose::Proposal;
use matchwright::roster::{Cell, Table};
use matchwright::tables::mapping::Tables;
use matchwright::{Error, Program};
use proptest::prelude::*;

type Failure = Box<dyn std::error::Error>;

fn read(text: &str) -> Result<Table, Error> {
    Ok(Table::from_csv_reader(text.as_bytes(), "people.csv")?)
}

/// The text of a proposal, which has to say what the programme says.
fn text(tables: &Tables<'_>) -> Result<String, Error> {
    let proposal = Proposal::new(tables)?;
    assert_eq!(
        Program::from_toml_str(proposal.to_toml())?,
        *proposal.program(),
        "{}",
        proposal.to_toml()
    );
    Ok(proposal.to_toml().to_owned())
}

#[test]
fn tables_with_hardly_anything_in_them() -> Result<(), Failure> {
    let nothing = Table::new(0);
    assert!(text(&Tables::sides(&nothing, &nothing))?.contains("A programme needs a criterion"));
    assert!(text(&Tables::people(&nothing))?.contains("Who is mentee"));
    let ids = read("id\ne1\ne2\n")?;
    assert!(text(&Tables::sides(&ids, &ids))?.contains("A programme needs a criterion"));
    let named =
        text(&Tables::sides(&read("who\ne1\n")?, &read("who\nm1\n")?).with_ids("who", "who"))?;
    assert!(named.contains("id = \"who\""), "{named}");
    Ok(())
}

#[test]
fn names_of_columns_cannot_break_the_text() -> Result<(), Failure> {
    let hostile = "\"a\n[[rules]]\"\"\u{7f}\u{1}''' \u{2028}\\\"";
    let table = read(&format!("id,{hostile}\ne1,x\ne2,y\n"))?;
    let text = text(&Tables::sides(&table, &table))?;
    let program = Program::from_toml_str(&text)?;
    assert_eq!(
        program.criteria[0].criterion.reads()[0].column,
        "a\n[[rules]]\"\u{7f}\u{1}''' \u{2028}\\"
    );
    assert!(program.rules.is_empty());
    Ok(())
}

#[test]
fn sixteen_thousand_columns() -> Result<(), Failure> {
    let names: Vec<String> = (0..16_000).map(|number| format!("Topic {number}")).collect();
    let row = |id: &str| format!("{id}{}\n", ",Yes".repeat(names.len()));
    let table = read(&format!("id,{}\n{}{}", names.join(","), row("e1"), row("e2")))?;
    let text = text(&Tables::sides(&table, &table))?;
    assert!(text.len() < 1024 * 1024, "{}", text.len());
    Ok(())
}

#[test]
fn a_hundred_thousand_people() -> Result<(), Failure> {
    let mut csv = "Timestamp,Staff ID,Full name,Site,Years of experience,Skills,Notes\n".to_owned();
    for n in 0..100_000_u32 {
        let (site, years) = (["Leeds", "York", "Hull"][n as usize % 3], n % 31);
        let _ = writeln!(
            csv,
            "2026-01-{:02} 09:00,{},Person {n},{site},{years},SQL; Skill {}; Skill {},Note {n} of one's own",
            n % 28 + 1,
            100_000 + n,
            n % 97,
            n % 13
        );
    }
    let table = read(&csv)?;
    let text = text(&Tables::sides(&table, &table))?;
    for part in ["id = \"Staff ID\"", "kind = \"overlap\"", "kind = \"same\"", "kind = \"gap\""] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    Ok(())
}

/// Names and answers as they come, with what could be taken for something.
fn word() -> impl Strategy<Value = String> {
    let known = [
        "id",
        "ID",
        "Role",
        "Mentor",
        "Mentee",
        "Both",
        "Timestamp",
        "2026-01-02",
        "Yes",
        "No",
        "Maybe",
        "SQL; Rust",
        "a, b",
        "A (b, c), d",
        "8AM;9AM",
        "Free [Monday]",
        "Free [Tuesday]",
        "1st choice",
        "2nd choice",
        "3+",
        "2-3",
        "How many mentees?",
        "Years of experience",
        "7",
        "Junior",
        "Senior",
        "Skill: x;",
        "Which skills do you want?",
        "Skills",
        "N/A",
        "?",
        "Strongly agree",
        "5 - always",
        "Manager",
        "Languages",
        "Other",
        "*",
        "a [*]",
    ];
    prop_oneof![4 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,6}", 1 => ".{0,4}"]
}

fn table() -> impl Strategy<Value = Vec<(String, Vec<String>)>> {
    (0..6_usize).prop_flat_map(|rows| {
        prop::collection::vec((word(), prop::collection::vec(word(), rows)), 0..8)
    })
}

fn built(columns: &[(String, Vec<String>)], is_reversed: bool) -> Table {
    let mut table = Table::new(columns.first().map_or(0, |(_, cells)| cells.len()));
    for (name, cells) in columns {
        let mut cells: Vec<Cell> = cells.iter().cloned().map(Cell::Text).collect();
        if is_reversed {
            cells.reverse();
        }
        table.insert(name.clone(), cells);
    }
    table
}

proptest! {
    #[test]
    fn anything_is_proposed_for_and_the_order_of_rows_does_not_show(mentees in table(), mentors in table()) {
        let [own, other] = [&mentees, &mentors].map(|columns| built(columns, false));
        let [turned, others] = [&mentees, &mentors].map(|columns| built(columns, true));
        prop_assert_eq!(text(&Tables::sides(&own, &other))?, text(&Tables::sides(&turned, &others))?);
        prop_assert_eq!(text(&Tables::people(&own))?, text(&Tables::people(&turned))?);
    }

    #[test]
    fn what_is_wrong_with_a_proposal_is_wrong_with_the_people(mentees in table(), mentors in table()) {
        let [own, other] = [&mentees, &mentors].map(|columns| built(columns, false));
        let proposal = Proposal::new(&Tables::sides(&own, &other))?;
        let codes = ["", "programme", "no_rows", "no_id", "id_twice", "same_moment", "unknown_moment", "ambiguous_dates", "column_twice", "no_such_column", "mapping"];
        for finding in proposal.problems().as_slice() {
            prop_assert!(codes.contains(&finding.code), "{} ({})\n{}", finding, finding.code, proposal.to_toml());
        }
    }
}
