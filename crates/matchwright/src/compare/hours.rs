//! Weekly hours by one clock: what `shared_time` and `min_shared_hours` have in common.
//!
//! Both spell their four fields out: `hours` says another thing in each, and serde cannot refuse
//! unknown fields beside a flattened struct.

use std::ops::Range;

use super::Grouped;
use crate::roster::{Kind, Read, Roster, Side, Week, check_date};
use crate::schema::Columns;

/// Hours in a week.
const LONGEST: f64 = 168.0;

/// Where the hours of both sides stand.
pub(crate) struct Times<'a> {
    pub(crate) column: &'a Columns,
    /// How many they need together.
    pub(crate) hours: f64,
    pub(crate) zone: Option<&'a Columns>,
    pub(crate) date: Option<&'a str>,
}

impl Times<'_> {
    pub(crate) fn reads(&self) -> Vec<Read> {
        let zone = Kind::Zone(self.date.map(str::to_owned));
        let zones = self.zone.map(|columns| columns.reads(&zone)).unwrap_or_default();
        self.column.reads(&Kind::Hours).into_iter().chain(zones).collect()
    }

    pub(crate) fn check(&self) -> Vec<(&'static str, String)> {
        let mut wrong = Vec::new();
        if !(self.hours > 0.0 && self.hours <= LONGEST) {
            wrong.push(("hours", "must be a number above 0, up to 168".to_owned()));
        }
        if self.date.is_some() && self.zone.is_none() {
            wrong.push(("date", "says nothing without `zone`".to_owned()));
        }
        wrong.extend(self.date.and_then(check_date).map(|message| ("date", message)));
        wrong
    }

    /// Everybody's week, ready to be compared.
    pub(crate) fn compile(&self, roster: &Roster) -> Grouped<Weeks> {
        let [mentees, mentors] = Side::BOTH.map(|side| self.weeks(roster, side));
        let prepare = |mentors| Weeks { mentees, mentors, needed: self.hours };
        Grouped::new(mentors, |week| *week, prepare)
    }

    /// The weeks of a side by the clock of UTC, or all by one clock without zones; empty where the hours
    /// or the zone are missing.
    fn weeks(&self, roster: &Roster, side: Side) -> Vec<Week> {
        let people = roster.side(side);
        let weeks = people.weeks(self.column.of(side));
        let Some(zone) = self.zone else { return weeks };
        let zones = people.zones(zone.of(side), self.date);
        let by_utc = |(week, ahead): (&Week, Option<f64>)| {
            ahead.map_or_else(Week::default, |ahead| week.ahead(-ahead))
        };
        weeks.iter().zip(zones).map(by_utc).collect()
    }
}

/// The weeks of mentees and of mentors.
pub(crate) struct Weeks {
    mentees: Vec<Week>,
    mentors: Vec<Week>,
    /// How many hours they need together.
    pub(crate) needed: f64,
}

impl Weeks {
    /// The week of a mentee, and those of some mentors.
    pub(crate) fn of(&self, mentee: usize, mentors: Range<usize>) -> (&Week, &[Week]) {
        (&self.mentees[mentee], &self.mentors[mentors])
    }
}
