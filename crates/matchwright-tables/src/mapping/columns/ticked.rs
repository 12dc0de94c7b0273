//! One column an option: what is ticked is the list.

use super::super::report::Report;
use super::super::sheet::{NoColumn, Sheet};
use super::answers::{Answer, Asking};
use super::pattern::{columns, is_pattern};
use super::{Answers, Kind, Part, Person, Place, Source};
use crate::labels::answer_key;
use crate::table::{Cell, Item};

/// Texts that say that an option is not ticked.
const NOT_TICKED: [&str; 8] =
    ["no", "n", "false", "0", "off", "unchecked", "notselected", "notchecked"];

struct Ticked<'m> {
    patterns: &'m [String],
    source: &'m Source,
    answers: Answers<'m>,
}

/// Where the source is of this kind.
pub(super) fn of(source: &Source) -> Option<Box<dyn Kind + '_>> {
    let patterns = source.ticked.as_ref()?.as_slice();
    Some(Box::new(Ticked { patterns, source, answers: Answers::new(source) }))
}

impl Kind for Ticked<'_> {
    fn check(&self) -> Vec<(&'static str, String)> {
        let mut wrong = Vec::new();
        let is_name = |name: &String| !name.contains('*') && !name.trim().is_empty();
        if self.patterns.is_empty()
            || !self.patterns.iter().all(|name| is_name(name) || is_pattern(name))
        {
            let message =
                "must be a pattern with one star such as \"Topic: *\", or names of columns";
            wrong.push(("ticked", message.to_owned()));
        }
        if self.source.separator.is_some() {
            wrong.push(("separator", "is for lists in one cell, not for `ticked`".to_owned()));
        }
        wrong
    }

    fn columns<'t>(&self, sheet: &Sheet<'t>) -> Result<Vec<Part<'t>>, NoColumn> {
        let mut parts = Vec::new();
        for pattern in self.patterns {
            parts.append(&mut columns(pattern, sheet)?);
        }
        Ok(parts)
    }

    fn cells(&self, places: &[Place<'_, '_>], report: &mut Report) -> Vec<Vec<Cell>> {
        let read = |place: &Place<'_, '_>, report: &mut Report| {
            let mut asking = Asking::new(&self.answers, place);
            let cells =
                place.people.iter().map(|person| list(place, person, &mut asking)).collect();
            asking.finish(place, report);
            cells
        };
        places.iter().map(|place| read(place, report)).collect()
    }
}

fn list(place: &Place<'_, '_>, person: &Person, asking: &mut Asking<'_>) -> Cell {
    let mut items = Vec::new();
    for (at, part) in place.parts.iter().enumerate() {
        let said = match &part.column.cells[person.row] {
            Cell::Missing => None,
            Cell::Number(number) => asking.number(*number, at, person),
            other => asking.answer(&other.to_string(), at, person),
        };
        items.extend(said.and_then(|said| item(&part.label, &said, asking.has_levels())));
    }
    if items.is_empty() { Cell::Missing } else { Cell::List(items) }
}

/// The option, where it is ticked.
fn item(label: &str, said: &Answer, has_levels: bool) -> Option<Item> {
    let is_ticked = match said {
        Answer::Number(number) => *number != 0.0,
        Answer::Text(text) => !NOT_TICKED.contains(&answer_key(text).as_str()),
    };
    let item = match said {
        Answer::Number(level) if has_levels => Item::with_level(label, *level),
        Answer::Number(_) | Answer::Text(_) => Item::new(label),
    };
    is_ticked.then_some(item)
}
