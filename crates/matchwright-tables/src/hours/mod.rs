//! A week in quarters of an hour: how its slots are written, and what people write of days and times.

mod clock;

pub(crate) use clock::{DAY, Span, day, span};

use clock::DAYS;

use crate::table::{Cell, Item};

/// Quarters of an hour in a week, from Monday 0:00 on.
pub(crate) const WEEK: usize = 7 * DAY;

/// Slots as a programme reads them, a day at a time: `mon 09:00-12:00`. Missing where there is none.
pub(crate) fn slots(week: &[bool]) -> Cell {
    let mut items = Vec::new();
    for (name, quarters) in DAYS.iter().zip(week.chunks(DAY)) {
        for (from, to) in runs(quarters) {
            let day = name.get(..3).unwrap_or(name);
            items.push(Item::new(format!("{day} {}-{}", clock(from), clock(to))));
        }
    }
    if items.is_empty() { Cell::Missing } else { Cell::List(items) }
}

/// From where to where it is true.
pub(crate) fn runs(quarters: &[bool]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in quarters.iter().enumerate().filter(|(_, is_in)| **is_in) {
        match runs.last_mut() {
            Some((_, to)) if *to == at => *to = at + 1,
            _ => runs.push((at, at + 1)),
        }
    }
    runs
}

pub(crate) fn clock(quarter: usize) -> String {
    format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15)
}

/// Fills a slot into a week: a day or a span of days, and a span of time, such as `mon-fri 09:00-17:00`. `None` for
/// anything else, which fills nothing.
#[must_use]
pub(crate) fn fill(week: &mut [bool], slot: &str) -> Option<()> {
    let slot = slot.trim();
    let (days, times) = slot.split_at(slot.find(|c: char| c.is_ascii_digit())?);
    let Span { from, to } = span(times)?;
    let to = to?;
    let (first, last) = match days.split_once(['-', '\u{2013}']) {
        Some((first, last)) => (day(first)?, day(last)?),
        None => (day(days)?, day(days)?),
    };
    for at in first..=first + (last + 7 - first) % 7 {
        for quarter in from..to {
            if let Some(quarter) = week.get_mut((at * DAY + quarter) % WEEK) {
                *quarter = true;
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for (slot, written) in [
            (
                "mon-fri 09:00-10:00",
                "mon 09:00-10:00; tue 09:00-10:00; wed 09:00-10:00; \
              thu 09:00-10:00; fri 09:00-10:00",
            ),
            ("Tuesday 9-17", "tue 09:00-17:00"),
            ("sun 22:30-24:00", "sun 22:30-24:00"),
            ("sun 23-01", "mon 00:00-01:00; sun 23:00-24:00"),
            ("sat-sun 00:00-24:00", "sat 00:00-24:00; sun 00:00-24:00"),
        ] {
            let mut week = vec![false; WEEK];
            assert!(fill(&mut week, slot).is_some(), "{slot}");
            assert_eq!(slots(&week).to_string(), written, "{slot}");
            let mut again = vec![false; WEEK];
            assert!(written.split("; ").all(|slot| fill(&mut again, slot).is_some()));
            assert_eq!(week, again, "{slot}");
        }
    }

    #[test]
    fn what_is_no_slot_fills_nothing() {
        for slot in ["", "mon", "9-17", "noday 9-12", "mon 9", "mon 9:05-12", "mon-xyz 9-12"] {
            let mut week = vec![false; WEEK];
            assert!(fill(&mut week, slot).is_none(), "{slot:?}");
            assert_eq!(slots(&week), Cell::Missing, "{slot:?}");
        }
    }
}
