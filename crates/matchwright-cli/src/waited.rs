//! How many rounds mentees have waited, from the file of the round before into their table.

use std::collections::HashMap;

use matchwright::roster::{Cell, Table, WAITED_COLUMN, id_key};
use matchwright::tables::mapping::no_such_column;
use matchwright::{Error, Finding, Findings};

/// The people with the column `rounds_waited` of the file, by the ids in a column of theirs; nothing for who is not
/// there.
pub(crate) fn with_waited(
    mut people: Table,
    id: Option<&str>,
    waited: &Table,
) -> Result<Table, Error> {
    let Some(ids) = id.and_then(|id| people.column(id)) else {
        return Err(refused("ids have to stand in one column, so that people are found by them"));
    };
    if people.column(WAITED_COLUMN).is_some() {
        return Err(refused("the people's table has a column rounds_waited already"));
    }
    let column =
        |name: &str| waited.column(name).ok_or_else(|| refused(&no_such_column(waited, name)));
    let (known, rounds) = (column("id")?, column(WAITED_COLUMN)?);
    let known = known.iter().zip(rounds).filter_map(|(id, rounds)| Some((key(id)?, rounds)));
    let known: HashMap<String, &Cell> = known.collect();
    let cell = |id: &Cell| key(id).and_then(|key| known.get(&key).copied()).cloned();
    let cells = ids.iter().map(|id| cell(id).unwrap_or_default()).collect();
    people.insert(WAITED_COLUMN, cells);
    Ok(people)
}

fn key(id: &Cell) -> Option<String> {
    id.as_text().map(|text| id_key(&text))
}

fn refused(message: &str) -> Error {
    Error::Input(Findings::from_iter([Finding::new(message).table("--waited")]))
}
