//! One column, or several whose answers are joined in order.

use super::super::report::Report;
use super::super::sheet::{NoColumn, Sheet};
use super::answers::{Answer, Asking};
use super::entries::{Entry, join, split};
use super::{Answers, Kind, Part, Person, Place, Source};
use crate::table::{Cell, Item};

struct From<'m> {
    columns: &'m [String],
    source: &'m Source,
    answers: Answers<'m>,
}

/// Where the source is of this kind.
pub(super) fn of(source: &Source) -> Option<Box<dyn Kind + '_>> {
    let columns = source.from.as_ref()?.as_slice();
    Some(Box::new(From { columns, source, answers: Answers::new(source) }))
}

impl Kind for From<'_> {
    fn check(&self) -> Vec<(&'static str, String)> {
        let is_wrong =
            self.columns.is_empty() || self.columns.iter().any(|name| name.trim().is_empty());
        let message = "must be the name of a column, or a list of names".to_owned();
        is_wrong.then_some(("from", message)).into_iter().collect()
    }

    fn columns<'t>(&self, sheet: &Sheet<'t>) -> Result<Vec<Part<'t>>, NoColumn> {
        let part = |name: &String| {
            sheet.column(name).map(|column| Part { column, label: column.name.to_owned() })
        };
        self.columns.iter().map(part).collect()
    }

    fn cells(&self, places: &[Place<'_, '_>], report: &mut Report) -> Vec<Vec<Cell>> {
        let read = |place: &Place<'_, '_>, report: &mut Report| {
            let mut asking = Asking::new(&self.answers, place);
            let cells =
                place.people.iter().map(|person| self.cell(place, person, &mut asking)).collect();
            asking.finish(place, report);
            cells
        };
        places.iter().map(|place| read(place, report)).collect()
    }
}

impl From<'_> {
    fn cell(&self, place: &Place<'_, '_>, person: &Person, asking: &mut Asking<'_>) -> Cell {
        if let [part] = place.parts.as_slice() {
            return self.alone(&part.column.cells[person.row], place, person, asking);
        }
        let mut entries = Vec::new();
        for (at, part) in place.parts.iter().enumerate() {
            let mut said = self.entries(&part.column.cells[person.row], at, person, asking);
            // A choice that is not made keeps its place.
            if said.is_empty() {
                said.push(None);
            }
            entries.append(&mut said);
        }
        join(entries, place.separator)
    }

    /// The one cell of a person: a list where it is one, otherwise one answer.
    fn alone(
        &self,
        cell: &Cell,
        place: &Place<'_, '_>,
        person: &Person,
        asking: &mut Asking<'_>,
    ) -> Cell {
        match cell {
            Cell::Text(text) if self.separator_of(text, place.separator).is_none() => {
                if let Some(item) = self.answers.levelled(text) {
                    return join(vec![Some(item)], place.separator);
                }
                match asking.answer(text, 0, person) {
                    None => Cell::Missing,
                    Some(Answer::Number(number)) => Cell::Number(number),
                    Some(Answer::Text(text)) => Cell::Text(text),
                }
            }
            Cell::Text(text) => {
                let separator = self.separator_of(text, place.separator).unwrap_or_default();
                join(self.parts(text, separator, 0, person, asking), place.separator)
            }
            Cell::Number(number) => match asking.number(*number, 0, person) {
                None => Cell::Missing,
                Some(Answer::Number(number)) => Cell::Number(number),
                Some(Answer::Text(text)) => Cell::Text(text),
            },
            Cell::List(_) => join(self.entries(cell, 0, person, asking), place.separator),
            Cell::Lists(parts) => {
                let part = |cell| self.alone(cell, place, person, asking);
                Cell::Lists(parts.iter().map(part).collect())
            }
            Cell::Missing | Cell::Numbers(_) => cell.clone(),
        }
    }

    /// What parts the entries of a text: the source's separator, or the programme's where an entry may
    /// start with what is taken away or be silence.
    fn separator_of<'a>(&'a self, text: &str, common: &'a str) -> Option<&'a str> {
        let looks_at_entries = self.answers.is_plain() || self.answers.strips();
        let has_entries = !common.is_empty() && text.contains(common);
        let has_levels = || text.split(common).any(|part| self.answers.levelled(part).is_some());
        let is_list = has_entries && (looks_at_entries || has_levels());
        self.source.separator.as_deref().or_else(|| is_list.then_some(common))
    }

    /// The entries of one cell; those that say nothing are passed over.
    fn entries(
        &self,
        cell: &Cell,
        part: usize,
        person: &Person,
        asking: &mut Asking<'_>,
    ) -> Vec<Entry> {
        match cell {
            Cell::Missing => Vec::new(),
            Cell::Text(text) => match &self.source.separator {
                Some(separator) => self.parts(text, separator, part, person, asking),
                None => entry(asking.answer(text, part, person)).into_iter().map(Some).collect(),
            },
            Cell::Number(number) => {
                entry(asking.number(*number, part, person)).into_iter().map(Some).collect()
            }
            Cell::List(items) => {
                let labels: Vec<&str> = items.iter().map(|item| item.label.as_str()).collect();
                let said = self.said(&labels, part, person, asking).into_iter().zip(items);
                let read = said.filter_map(|(said, item)| {
                    let Item { label, level } = said?;
                    Some(Item { label, level: item.level.or(level) })
                });
                read.map(Some).collect()
            }
            Cell::Lists(parts) => {
                parts.iter().flat_map(|cell| self.entries(cell, part, person, asking)).collect()
            }
            Cell::Numbers(numbers) => {
                let said = numbers.iter().filter_map(|n| entry(asking.number(*n, part, person)));
                said.map(Some).collect()
            }
        }
    }

    fn parts(
        &self,
        text: &str,
        separator: &str,
        part: usize,
        person: &Person,
        asking: &mut Asking<'_>,
    ) -> Vec<Entry> {
        let parts = split(text, separator, &self.source.whole);
        self.said(&parts, part, person, asking).into_iter().flatten().map(Some).collect()
    }

    /// What each entry of a list says.
    fn said(
        &self,
        entries: &[&str],
        part: usize,
        person: &Person,
        asking: &mut Asking<'_>,
    ) -> Vec<Entry> {
        let have_levels = entries.iter().any(|text| self.answers.levelled(text).is_some());
        let read = |&text: &&str| {
            if have_levels {
                asking.levelled(text, part, person)
            } else {
                entry(asking.answer(text, part, person))
            }
        };
        entries.iter().map(read).collect()
    }
}

fn entry(answer: Option<Answer>) -> Entry {
    Some(match answer? {
        Answer::Number(number) => Item::new(number.to_string()),
        Answer::Text(text) => Item::new(text),
    })
}
