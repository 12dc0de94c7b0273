//! Whatever the tables and the mapping are, nothing panics, and nobody is lost without a word.

use std::collections::BTreeSet;

use matchwright_tables::mapping::{Active, Mapped, Mapping, ReadAs, Role, Source, Tables, Texts};
use matchwright_tables::{Cell, Error, Item, Table};
use proptest::prelude::*;

/// Names that meet one another, and some that nobody has.
const NAMES: [&str; 8] =
    ["id", "ID ", "role", "at", "Day [Monday]", "Day [9-12]", "T: a", "\u{200b}"];

const TEXTS: [&str; 26] = [
    "",
    " ",
    "a",
    "A",
    "a\u{200b}",
    "b",
    "both",
    "Mentee",
    "mentor",
    "yes",
    "No",
    "None",
    "n/a; x",
    "1",
    "2-3",
    "4 - agree",
    "1/2/2026",
    "2/1/2026 3:04PM EST",
    "2026-01-10T09:00Z",
    "46000.5",
    "8AM;noon",
    "9-12, 14:00-16:00",
    "Mon",
    "é, \u{feff};;",
    "1e999",
    "x:4; y:5",
];

fn cell() -> impl Strategy<Value = Cell> {
    let text = prop_oneof![
        6 => prop::sample::select(&TEXTS[..]).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
        1 => "[0-9:/.\\-apm ]{0,12}",
    ];
    prop_oneof![
        1 => Just(Cell::Missing),
        8 => text.clone().prop_map(Cell::Text),
        1 => any::<f64>().prop_map(Cell::Number),
        1 => prop::collection::vec((text, prop::option::of(any::<f64>())), 0..3)
            .prop_map(|items| Cell::List(items.into_iter().map(|(label, level)| Item { label, level }).collect())),
        1 => prop::collection::vec(any::<f64>(), 0..3).prop_map(Cell::Numbers),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => prop::sample::select(&NAMES[..]).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
    ]
}

fn table() -> impl Strategy<Value = Table> {
    (0usize..8, prop::collection::vec((name(), prop::collection::vec(cell(), 8)), 0..9)).prop_map(
        |(rows, columns)| {
            let mut table = Table::new(rows);
            let mut names = BTreeSet::new();
            for (name, cells) in columns {
                // Most tables say everything once, so that most mappings can be applied.
                if names.insert(name.clone()) || name.len() > 3 {
                    table.insert(name, cells);
                }
            }
            table
        },
    )
}

fn texts() -> impl Strategy<Value = Texts> {
    let text = prop::sample::select(&TEXTS[..]).prop_map(str::to_owned);
    prop::collection::vec(text, 1..3).prop_map(Texts::Several)
}

fn names() -> impl Strategy<Value = Texts> {
    prop_oneof![
        name().prop_map(Texts::One),
        prop::collection::vec(name(), 0..3).prop_map(Texts::Several)
    ]
}

fn source() -> impl Strategy<Value = Source> {
    let kind = prop_oneof![
        3 => names().prop_map(Source::from),
        1 => Just(Source::ticked("T: *")),
        1 => names().prop_map(Source::ticked),
        1 => Just(Source::busy("Day [*]")),
        1 => Just(Source::free("Day [*]")),
    ];
    let separator = prop::option::of(prop::sample::select(&[",", ";", " ", "é", ""][..]));
    let read = prop::collection::vec(
        (prop::sample::select(&TEXTS[..]), prop::option::of(any::<f64>())),
        0..3,
    );
    (kind, separator, texts(), read, 0u8..8).prop_map(
        |(mut source, separator, texts, read, how)| {
            source.separator = separator.map(str::to_owned);
            if how & 1 == 1 && source.separator.is_some() {
                source.whole = texts.as_slice().to_vec();
            }
            match how {
                2 => source.strip = Some(texts),
                3 => source.scale = TEXTS[2..].iter().map(|&text| text.to_owned()).collect(),
                4 => source.likert = Some(5),
                5 => source.scale = texts.as_slice().to_vec(),
                _ => {
                    source.read = read
                        .into_iter()
                        .map(|(text, number)| {
                            (text.to_owned(), number.map_or_else(|| text.into(), ReadAs::Number))
                        })
                        .collect();
                }
            }
            source
        },
    )
}

fn mapping() -> impl Strategy<Value = Mapping> {
    let role = prop::option::of((texts(), texts(), prop::option::of(texts())));
    let some = (prop::option::of(names()), role, prop::option::of(Just("at")), any::<[bool; 3]>());
    (some, prop::collection::vec(("[a-c]", source()), 0..3)).prop_map(
        |((id, role, latest, [usual, active, silent]), columns)| {
            let mut mapping = Mapping::new();
            mapping.id = id;
            mapping.role = role.map(|(mentee, mentor, both)| {
                let role = Role::new("role", mentee, mentor);
                both.into_iter().fold(role, Role::with_both)
            });
            if usual {
                mapping.id = None;
                mapping.role = Some(Role::new("role", "Mentee", "mentor").with_both("both"));
            }
            mapping.latest = latest.map(str::to_owned);
            mapping.active = active.then(|| Active::new("T: a"));
            mapping.no_answer = silent.then(|| vec!["x".to_owned(), "a".to_owned()]);
            columns
                .into_iter()
                .fold(mapping, |mapping, (name, source)| mapping.with_column(name, source))
        },
    )
}

/// How many rows of a table came out, were told of, or had to be mended.
fn accounted(mapped: &Mapped, table: &str, rows: &[&[usize]]) -> usize {
    let mut known: BTreeSet<usize> = rows.iter().flat_map(|rows| rows.iter().copied()).collect();
    let left_out = mapped.notes.iter().filter(|note| note.table == table);
    let left_out =
        left_out.filter(|note| ["inactive", "replaced", "repeated_rows"].contains(&note.code));
    known.extend(left_out.flat_map(|note| note.rows.iter().map(|row| row - 1)));
    let findings = mapped.findings.as_slice().iter();
    let findings: Vec<_> =
        findings.filter(|finding| finding.table.as_deref() == Some(table)).collect();
    let about_people =
        ["no_id", "no_role", "id_twice", "unknown_moment", "same_moment", "ambiguous_dates"];
    for finding in &findings {
        if about_people.contains(&finding.code) {
            known.extend(finding.row.map(|row| row - 1));
            // The other rows of the same person stand in the text.
            known.extend(numbers(&finding.message).into_iter().map(|row| row - 1));
        }
    }
    let unknown = findings.iter().filter(|finding| finding.code == "unknown_role");
    known.extend(unknown.flat_map(|finding| numbers(&finding.message)).map(|row| row - 1));
    known.len()
}

/// The rows that a text names behind the word: tables here have fewer than a text lists.
fn numbers(message: &str) -> Vec<usize> {
    let Some((_, rows)) = message.split_once("row") else { return Vec::new() };
    let digits = |c: char| !c.is_ascii_digit();
    let end = rows.find([';', ')']).unwrap_or(rows.len());
    rows[..end].split(digits).filter_map(|number| number.parse().ok()).collect()
}

fn check(mapped: Result<Mapped, Error>, tables: [(&str, &Table); 2]) -> Result<(), TestCaseError> {
    let Ok(mapped) = mapped else { return Ok(()) };
    let sides = [&mapped.mentees, &mapped.mentors];
    for side in sides {
        prop_assert_eq!(side.rows.len(), side.table.rows());
        prop_assert!(side.names.is_empty() || side.names.len() == side.rows.len());
        prop_assert_eq!(side.table.names().next(), Some("id"));
    }
    let [(mentees, first), (mentors, second)] = tables;
    if mentees == mentors {
        let rows = [&*mapped.mentees.rows, &*mapped.mentors.rows];
        prop_assert_eq!(accounted(&mapped, mentees, &rows), first.rows());
    } else {
        prop_assert_eq!(accounted(&mapped, mentees, &[&mapped.mentees.rows]), first.rows());
        prop_assert_eq!(accounted(&mapped, mentors, &[&mapped.mentors.rows]), second.rows());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn nobody_is_lost_without_a_word(first in table(), second in table(), mapping in mapping()) {
        let one = mapping.apply(&Tables::people(&first).with_separator(";"));
        check(one, [("people", &first), ("people", &first)])?;
        let mut mapping = mapping;
        mapping.role = None;
        let two = mapping.apply(&Tables::sides(&first, &second));
        check(two, [("mentees", &first), ("mentors", &second)])?;
    }
}
