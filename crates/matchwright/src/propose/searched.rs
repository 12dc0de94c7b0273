//! Which columns of a table of people hold labels, and which hold words: for whoever looks for somebody in data
//! that nobody has described.

use matchwright_tables::Table;
use matchwright_tables::mapping::Mapping;
use serde_json::{Map, Value, json};

use super::columns::{Meaning, list_of};
use super::draft::Draft;
use super::facts::Facts;
use super::side::Side;
use super::uses::Listed;
use crate::error::Error;

/// Where labels and words can be looked for.
pub(crate) struct Searched {
    /// How lists are parted that are not written with `;`.
    pub(crate) mapping: Mapping,
    /// The columns of labels, one or several in a cell.
    pub(crate) lists: Vec<String>,
    /// The columns of free text.
    pub(crate) texts: Vec<String>,
}

/// Looks at the columns but for that of the ids. Names, addresses, numbers and protected attributes are left
/// out. O(cells), and a sort of the different answers of each column.
pub(crate) fn searched(people: &Table, id: &str) -> Result<Searched, Error> {
    let rows: Vec<usize> = (0..people.rows()).collect();
    let side = Side::new(people, &rows);
    let mut draft = Draft::new(people.names());
    let (mut lists, mut texts) = (Vec::new(), Vec::new());
    for (meaning, columns) in side.findings() {
        if columns.iter().any(|facts| facts.name() == id || facts.is_twice) {
            continue;
        }
        match meaning {
            Meaning::Text(_) => texts.extend(columns.iter().map(|facts| facts.name().to_owned())),
            _ => lists.extend(labels(meaning, columns, &mut draft)),
        }
    }
    let sources = draft.columns.into_iter().map(|(name, column)| (name, column.source));
    let mapping = json!({ "columns": sources.collect::<Map<String, Value>>() });
    let mapping = serde_json::from_value(mapping);
    let mapping = mapping.map_err(|error| Error::syntax("columns", error.to_string()))?;
    Ok(Searched { mapping, lists, texts })
}

/// The column in which the labels of these can be read.
fn labels(meaning: &Meaning, columns: Vec<&Facts<'_>>, draft: &mut Draft) -> Option<String> {
    let several = columns.first().and_then(|facts| list_of(facts));
    let meaning = match meaning {
        Meaning::Choices => return None,
        Meaning::Constant => &several.map_or(Meaning::Label, Meaning::List),
        Meaning::Ladder(_) => &Meaning::Label,
        other => other,
    };
    Some(Listed::new(meaning, columns)?.column("lists", draft))
}
