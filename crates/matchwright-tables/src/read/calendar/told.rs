//! What was passed over while calendars were read.

use std::collections::BTreeMap;

use crate::counted::counted;
use crate::error::Error;
use crate::read::limits::too_much;
use crate::reading::Reading;

/// Days that rules of recurrence may go through: a hundred thousand events that started years ago, a few
/// seconds of work.
const MAX_DAYS: u64 = 1 << 28;

/// How many instances of one event may be moved.
pub(super) const MAX_MOVED: usize = 1_000;

#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) events: usize,
    pub(super) replies: usize,
    /// Events that take no time.
    pub(super) cancelled: usize,
    pub(super) transparent: usize,
    /// Events without a start.
    pub(super) untimed: usize,
    /// Rules of recurrence that are not followed.
    pub(super) rules: usize,
    /// Times in zones that nobody defines.
    pub(super) zones: usize,
    /// Lines and periods that cannot be read.
    pub(super) lines: usize,
    pub(super) periods: usize,
    /// Replies about more days than are read.
    pub(super) long: usize,
    /// Days that rules have gone through.
    pub(super) days: u64,
    /// Whether instances of one event were moved too often.
    pub(super) is_moved_too_often: bool,
    /// Components that say nothing about time, by their names.
    pub(super) others: BTreeMap<String, usize>,
}

impl Told {
    /// Counts a component that says nothing about time.
    pub(super) fn pass(&mut self, kind: &str) {
        let kind = if kind.is_empty() { "a part without a name" } else { kind };
        *self.others.entry(kind.to_owned()).or_default() += 1;
    }

    /// Whether rules go through more days than are followed.
    pub(super) fn is_too_long(&self) -> bool {
        self.days > MAX_DAYS
    }

    pub(super) fn refuse_too_many(&self, origin: &str) -> Result<(), Error> {
        if self.is_too_long() {
            return Err(too_much(origin, "days of events that repeat", MAX_DAYS));
        }
        if self.is_moved_too_often {
            return Err(too_much(origin, "moved instances of one event", MAX_MOVED));
        }
        Ok(())
    }

    /// Notes what was read and what was not.
    pub(super) fn tell(&self, people: usize, date: Option<&str>, reading: &mut Reading) {
        let of = format!(
            "{} and {} of {}",
            counted(self.events, "event", "events"),
            counted(self.replies, "free/busy reply", "free/busy replies"),
            counted(people, "person", "people"),
        );
        let days = match date {
            Some(date) if self.events > 0 => format!(": four weeks from {date}"),
            _ => String::new(),
        };
        reading.note(format!("{of}{days}; busy is what is taken in half of the weeks or more"));
        for (count, one, many) in self.passed_over().into_iter().filter(|(count, ..)| *count > 0) {
            reading.note(counted(count, one, many));
        }
        if !self.others.is_empty() {
            let others = self.others.iter().map(|(kind, count)| format!("{count} × {kind}"));
            reading.note(format!("not read: {}", others.collect::<Vec<_>>().join(", ")));
        }
    }

    /// What was not read as it stands: how many, and a note about one and about several.
    fn passed_over(&self) -> [(usize, &'static str, &'static str); 8] {
        [
            (self.cancelled, "cancelled event passed over", "cancelled events passed over"),
            (
                self.transparent,
                "event during which somebody is free passed over",
                "events during which somebody is free passed over",
            ),
            (
                self.untimed,
                "event without a start passed over",
                "events without a start passed over",
            ),
            (
                self.rules,
                "rule of recurrence not followed: the event counts once",
                "rules of recurrence not followed: the events count once",
            ),
            (
                self.zones,
                "time zone that nobody defines: by the calendar's own clock, or by UTC",
                "times in zones that nobody defines: by the calendar's own clock, or by UTC",
            ),
            (
                self.lines,
                "line that cannot be read passed over",
                "lines that cannot be read passed over",
            ),
            (
                self.periods,
                "period that cannot be read passed over",
                "periods that cannot be read passed over",
            ),
            (
                self.long,
                "free/busy reply read for its first 13 weeks",
                "free/busy replies read for their first 13 weeks",
            ),
        ]
    }
}
