//! Whose calendars they are.

use std::collections::HashMap;
use std::sync::Arc;

use super::lines::Lines;
use super::weeks::{Span, taken};
use super::zones::{Clock, Zones};
use super::{DAY, EPOCH};
use crate::hours::slots;
use crate::labels::person_key;
use crate::table::Cell;

/// Who owns a calendar, as far as it says it.
pub(super) struct Owner {
    id: Option<String>,
    name: Option<String>,
}

impl Owner {
    pub(super) fn of_calendar(lines: &Lines<'_>) -> Self {
        let called = lines.text("X-WR-CALNAME").or_else(|| lines.text("NAME"));
        let owner = lines.text("X-OWNER").map(|owner| bare(&owner).to_owned());
        let name = lines.param("X-OWNER", "CN").or_else(|| called.clone());
        let id = owner.or(called);
        Self { name: name.filter(|name| id.as_ref() != Some(name)), id }
    }

    /// The one who is asked, or who says it without being asked.
    pub(super) fn of_reply(lines: &Lines<'_>, calendar: &Lines<'_>) -> Self {
        let named = ["ATTENDEE", "ORGANIZER"].into_iter().find_map(|name| {
            let id = bare(&lines.text(name)?).to_owned();
            Some(Self { id: Some(id), name: lines.param(name, "CN") })
        });
        named.unwrap_or_else(|| Self::of_calendar(calendar))
    }
}

/// An address without its scheme.
fn bare(address: &str) -> &str {
    match address.split_at_checked("mailto:".len()) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto:") => rest.trim(),
        _ => address,
    }
}

pub(super) struct Person {
    owner: Owner,
    pub(super) home: Arc<Clock>,
    zone: String,
    /// Days that were looked at, and times that are taken, by the clock of the person.
    pub(super) windows: Vec<Span>,
    pub(super) spans: Vec<Span>,
}

#[derive(Default)]
pub(super) struct People {
    people: Vec<Person>,
    at: HashMap<String, usize>,
}

impl People {
    pub(super) fn len(&self) -> usize {
        self.people.len()
    }

    /// The person of a calendar. Their first calendar says by which clock they live, at a moment where the zone has
    /// no name that others know. Calendars of nobody are people of their own.
    pub(super) fn person(&mut self, owner: &Owner, zones: &Zones, moment: i64) -> &mut Person {
        let new = self.people.len();
        let at = match &owner.id {
            Some(id) => *self.at.entry(person_key(id)).or_insert(new),
            None => new,
        };
        if at == new {
            let zone = zones.name.clone();
            self.people.push(Person {
                owner: Owner { id: owner.id.clone(), name: owner.name.clone() },
                zone: zone.unwrap_or_else(|| offset(zones.home.ahead(moment))),
                home: Arc::clone(&zones.home),
                windows: Vec::new(),
                spans: Vec::new(),
            });
        }
        &mut self.people[at]
    }

    pub(super) fn rows(self) -> Vec<Vec<(String, Cell)>> {
        self.people.into_iter().map(Person::row).collect()
    }
}

impl Person {
    fn row(self) -> Vec<(String, Cell)> {
        let from = self.windows.iter().map(|window| window.from).min().unwrap_or_default();
        let to = self.windows.iter().map(|window| window.to).max().unwrap_or_default();
        let busy = match slots(&taken(self.windows, self.spans)) {
            Cell::Missing => Cell::List(Vec::new()),
            slots => slots,
        };
        let text = |text: Option<String>| text.map_or(Cell::Missing, Cell::Text);
        let row = [
            ("id", text(self.owner.id)),
            ("name", text(self.owner.name)),
            ("busy", busy),
            ("zone", Cell::Text(self.zone)),
            ("from", text(day(from))),
            ("to", text(day(to - 1))),
        ];
        row.into_iter().map(|(name, cell)| (name.to_owned(), cell)).collect()
    }
}

/// `+05:30`.
fn offset(seconds: i64) -> String {
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The day of a moment; none beyond the years that are written.
fn day(seconds: i64) -> Option<String> {
    let days = i32::try_from(seconds.div_euclid(DAY)).ok()?;
    let day = EPOCH.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    Some(day.to_string())
}
