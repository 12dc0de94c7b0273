//! A column of slots that are taken, such as calendars are read as, and the hours out of which they are taken:
//! free is what is left.

use super::super::report::{Report, Unread};
use super::super::sheet::{NoColumn, Sheet};
use super::pattern::columns;
use super::{Kind, Part, Place, Source};
use crate::counted::counted;
use crate::hours::{WEEK, fill, slots};
use crate::table::Cell;

struct Within<'m> {
    column: &'m str,
    hours: &'m [String],
    source: &'m Source,
}

/// Where the source is of this kind.
pub(super) fn of(source: &Source) -> Option<Box<dyn Kind + '_>> {
    let hours = source.within.as_ref()?.as_slice();
    Some(Box::new(Within { column: source.busy.as_deref()?, hours, source }))
}

impl Kind for Within<'_> {
    fn check(&self) -> Vec<(&'static str, String)> {
        let mut wrong = Vec::new();
        if self.column.contains('*') || self.column.trim().is_empty() {
            let message =
                "is one column of slots where `within` says the hours: a name without a star";
            wrong.push(("busy", message.to_owned()));
        }
        let mut week = vec![false; WEEK];
        if self.hours.is_empty() || !self.hours.iter().all(|slot| fill(&mut week, slot).is_some()) {
            wrong.push(("within", "must be hours such as \"mon-fri 09:00-17:00\"".to_owned()));
        }
        let others = [
            ("scale", !self.source.scale.is_empty()),
            ("likert", self.source.likert.is_some()),
            ("read", !self.source.read.is_empty()),
            ("strip", self.source.strip.is_some()),
            ("whole", !self.source.whole.is_empty()),
        ];
        for (field, _) in others.into_iter().filter(|(_, is_given)| *is_given) {
            wrong.push((field, "says nothing about slots".to_owned()));
        }
        wrong
    }

    fn columns<'t>(&self, sheet: &Sheet<'t>) -> Result<Vec<Part<'t>>, NoColumn> {
        columns(self.column, sheet)
    }

    fn cells(&self, places: &[Place<'_, '_>], report: &mut Report) -> Vec<Vec<Cell>> {
        let mut hours = vec![false; WEEK];
        let _ = self.hours.iter().try_for_each(|slot| fill(&mut hours, slot));
        places.iter().map(|place| self.left(place, &hours, report)).collect()
    }
}

impl Within<'_> {
    /// What is left to everybody of a place.
    fn left(&self, place: &Place<'_, '_>, hours: &[bool], report: &mut Report) -> Vec<Cell> {
        let Some(part) = place.parts.first() else { return Vec::new() };
        let message = "is no slot such as mon 09:00-12:00";
        let mut unread = Unread::new("unknown_time", part.column.name, message);
        let separator = self.source.separator.as_deref().unwrap_or(place.separator);
        let mut cells = Vec::with_capacity(place.people.len());
        let mut busy = Vec::new();
        for person in place.people {
            // An empty list says that nothing is taken; no list says nothing.
            let said = part.column.cells.get(person.row).filter(|cell| **cell != Cell::Missing);
            let Some(cell) = said else {
                cells.push(Cell::Missing);
                continue;
            };
            let mut taken = vec![false; WEEK];
            for slot in cell.ids(separator) {
                if fill(&mut taken, &slot).is_none() {
                    unread.add(&slot, person);
                }
            }
            let left: Vec<bool> =
                hours.iter().zip(&taken).map(|(is_in, taken)| *is_in && !taken).collect();
            cells.push(slots(&left));
            if cells.last() == Some(&Cell::Missing) {
                busy.push(person.row);
            }
        }
        report.refuse(place.sheet, unread);
        if !busy.is_empty() {
            let people = counted(busy.len(), "person has", "people have");
            let message = format!("{people} no time at all, which counts as no answer");
            report.note("no_time", place.sheet, Some(place.name), message, busy);
        }
        cells
    }
}
