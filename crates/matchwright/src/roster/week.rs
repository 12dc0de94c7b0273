//! Weekly hours: when somebody has time, in an ordinary week.

use serde::{Deserialize, Serialize};

/// How long the steps are in which times are counted. Every time zone in use is whole quarters of
/// an hour away from UTC.
const QUARTER: usize = 15;
const DAY: usize = 24 * 60 / QUARTER;
const WEEK: usize = 7 * DAY;

/// The days by their names; their first letters will do.
const DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Days that are meant where a slot names none.
const WORKING_DAYS: [usize; 2] = [0, 4];

/// When somebody has time in an ordinary week, by quarters of an hour.
///
/// ```
/// use matchwright::roster::Week;
///
/// let week = |slots: &[&str]| Week::parse(slots).unwrap();
/// let mentee = week(&["mon 09-12", "Tuesday 14:00-16:30"]);
/// assert_eq!(mentee.hours(), 5.5);
/// assert_eq!(mentee.shared_hours(&week(&["mon-fri 11-15"])), 2.0);
/// assert_eq!(week(&["9-17"]), week(&["mon-fri 09:00-17:00"]));
/// assert!(Week::parse(&["mornings"]).is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Week {
    /// One bit a quarter, from Monday 0:00 on.
    quarters: [u64; WEEK.div_ceil(64)],
}

impl Week {
    /// A week with the given slots. A slot is one day or a span of days and a span of time, `mon
    /// 09-12` or `mon-fri 14:00-16:30`; without a day it is from Monday to Friday, and `22-06` ends
    /// on the next day. `None` where a slot is anything else.
    #[must_use]
    pub fn parse<S: AsRef<str>>(slots: &[S]) -> Option<Self> {
        let mut week = Self::default();
        for slot in slots {
            let (days, from, length) = parse_slot(slot.as_ref())?;
            for day in days {
                (0..length).for_each(|quarter| week.insert(day * DAY + from + quarter));
            }
        }
        Some(week)
    }

    /// Whether there is no time at all, which also stands for a missing answer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.quarters.iter().all(|&word| word == 0)
    }

    /// How many hours.
    #[must_use]
    pub fn hours(&self) -> f64 {
        self.shared_hours(self)
    }

    /// How many hours lie in both weeks; a multiple of 1/4.
    #[must_use]
    #[inline]
    pub fn shared_hours(&self, other: &Self) -> f64 {
        let words = self.quarters.iter().zip(&other.quarters);
        let shared: u32 = words.map(|(own, other)| (own & other).count_ones()).sum();
        f64::from(shared) / 4.0
    }

    /// The same time by a clock that is so many hours ahead, in multiples of 1/4.
    #[must_use]
    pub fn ahead(&self, hours: f64) -> Self {
        let ahead = (hours * 4.0) as i64;
        let mut week = Self::default();
        for quarter in (0..WEEK).filter(|&quarter| self.contains(quarter)) {
            week.insert((quarter as i64 + ahead).rem_euclid(WEEK as i64) as usize);
        }
        week
    }

    fn insert(&mut self, quarter: usize) {
        let quarter = quarter % WEEK;
        self.quarters[quarter / 64] |= 1 << (quarter % 64);
    }

    /// Whether no quarter lies beyond the end of the week.
    pub(super) fn is_sound(&self) -> bool {
        (WEEK..64 * self.quarters.len()).all(|quarter| !self.contains(quarter))
    }

    fn contains(&self, quarter: usize) -> bool {
        self.quarters[quarter / 64] >> (quarter % 64) & 1 == 1
    }
}

/// The days of a slot, its first quarter on each of them, and how many quarters it lasts.
fn parse_slot(slot: &str) -> Option<(Vec<usize>, usize, usize)> {
    // Spreadsheets like to make a dash of a hyphen.
    let slot = slot.trim().to_lowercase().replace('–', "-");
    let (days, times) = slot.split_at(slot.find(|c: char| c.is_ascii_digit())?);
    let (from, to) = times.split_once('-')?;
    let (from, to) = (parse_time(from)?, parse_time(to)?);
    let length = if from < to { to - from } else { to + DAY - from };
    (from != to && from < DAY).then_some((parse_days(days.trim())?, from, length))
}

fn parse_days(days: &str) -> Option<Vec<usize>> {
    let days = days.trim_end_matches(':');
    let [first, last] = match days.split_once('-') {
        _ if days.is_empty() => WORKING_DAYS,
        Some((first, last)) => [parse_day(first)?, parse_day(last)?],
        None => [parse_day(days)?; 2],
    };
    let count = (last + 7 - first) % 7 + 1;
    Some((first..first + count).map(|day| day % 7).collect())
}

fn parse_day(name: &str) -> Option<usize> {
    let name = name.trim();
    DAYS.iter().position(|day| name.len() >= 2 && day.starts_with(name))
}

/// Quarters since midnight: `9`, `09:30`, `24:00`.
fn parse_time(time: &str) -> Option<usize> {
    let (hours, minutes) = time.trim().split_once(':').unwrap_or((time.trim(), "00"));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit()) && text.len() <= 2;
    let is_plain = digits(hours) && digits(minutes) && minutes.len() == 2;
    let minutes: usize = is_plain.then(|| minutes.parse().ok())??;
    let quarters = hours.parse::<usize>().ok()? * 4 + minutes / QUARTER;
    (minutes < 60 && minutes.is_multiple_of(QUARTER) && quarters <= DAY).then_some(quarters)
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    fn week(slots: &[&str]) -> Week {
        Week::parse(slots).unwrap_or_default()
    }

    #[test]
    fn slots_as_people_write_them() {
        for (slot, hours) in [
            ("mon 09-12", 3.0),
            ("Mon: 9:00 - 12:00", 3.0),
            ("thursday 9–9:15", 0.25),
            ("tu-th 00-24", 72.0),
            ("sat-mon 10-11", 3.0),
            ("09-17", 40.0),
            ("fr 22-06", 8.0),
        ] {
            assert_abs_diff_eq!(week(&[slot]).hours(), hours);
        }
    }

    #[test]
    fn what_is_no_slot_is_refused() {
        let wrong = [
            "",
            "mon",
            "9",
            "mon 9",
            "mon 9-",
            "m 9-12",
            "mon 9-25",
            "mon 9-9",
            "mon 24-3",
            "mon 09:10-12",
            "mon 9:60-12",
            "mon 9:5-12",
            "mon 9.30-12",
            "mon -9-12",
            "noday 9-12",
            "mon 9am-12",
            "mon 9-12-15",
            "mon 009-12",
            "mon tue 9-12",
            "mon- 9-12",
            "é9-12",
        ];
        for slot in wrong {
            assert_eq!(Week::parse(&[slot]), None, "{slot:?}");
        }
    }

    #[test]
    fn slots_overlap_and_run_into_the_next_week() {
        assert_abs_diff_eq!(week(&["mon 9-12", "mon 11-13"]).hours(), 4.0);
        let night = week(&["sun 22-02"]);
        assert_abs_diff_eq!(night.shared_hours(&week(&["mon 0-1"])), 1.0);
    }

    #[test]
    fn clocks_that_are_ahead() {
        let monday = week(&["mon 09-12"]);
        assert_eq!(monday.ahead(0.0), monday);
        assert_eq!(monday.ahead(2.0), week(&["mon 11-14"]));
        assert_eq!(monday.ahead(5.75), week(&["mon 14:45-17:45"]));
        assert_eq!(monday.ahead(-10.0), week(&["sun 23-2"]));
        assert_eq!(monday.ahead(14.0).ahead(-14.0), monday);
    }
}
