//! `min_shared_hours`: both must have time at the same hours of the week.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Judge, Rule, Verdict};
use crate::compare::hours::{Times, Weeks};
use crate::compare::words::{both, hours};
use crate::roster::{Read, Roster};
use crate::schema::Columns;

/// Both must have time at the same hours of the week: somebody on the night shift cannot meet
/// somebody who works mornings.
///
/// Forbids a pair with fewer than `hours` shared hours in an ordinary week; cannot tell where
/// somebody names no slot, or no zone. Slots and zones are those of
/// [`SharedTime`](crate::criteria::SharedTime).
///
/// With 1 hour a mentee with time on Mondays from 9 to 12 may meet a mentor from 11 on, but none
/// from 11:30 on.
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::Person;
/// use matchwright::rules::MinSharedHours;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder()
///     .criterion(1.0, Same::new("site"))
///     .rule(MinSharedHours::new("free", 1.0))
///     .build();
/// let person = |id, free| Person::new(id).text("site", "Leeds").text("free", free);
/// let roster = Roster::builder()
///     .mentee(person("e1", "mon 9-12"))
///     .mentor(person("m1", "mon-wed 11-15"))
///     .mentor(person("m2", "mon 11:30-15; tue 9-12"))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?.row(0);
/// assert!(scores[0] == 1.0 && scores[1].is_nan());
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// # In a programme
///
/// ```toml
/// [[rules]]
/// kind = "min_shared_hours"
/// column = "free"
/// hours = 1
/// ```
///
/// | id | free | verdict |
/// |---|---|---|
/// | e1 | mon 9-12 | |
/// | m1 | mon-wed 11-15 | may meet |
/// | m2 | mon 11:30-15; tue 9-12 | may not |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MinSharedHours {
    /// The column of slots, one name for both tables or one for each.
    pub column: Columns,
    /// The fewest hours a week that are allowed; above 0, up to 168.
    pub hours: f64,
    /// The column of time zones, where not everybody goes by the same clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Columns>,
    /// The day on which zones are looked up by name, such as 2026-03-02.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

impl MinSharedHours {
    /// Asks for `hours` a week that lie in the slots of both.
    pub fn new(column: impl Into<Columns>, hours: f64) -> Self {
        Self { column: column.into(), hours, zone: None, date: None }
    }

    /// Reads each person's slots by the clock of their zone.
    #[must_use]
    pub fn zone(self, column: impl Into<Columns>) -> Self {
        Self { zone: Some(column.into()), ..self }
    }

    /// Lets zones be names, with their offset on this day (`2026-03-02`).
    #[must_use]
    pub fn date(self, date: impl Into<String>) -> Self {
        Self { date: Some(date.into()), ..self }
    }

    fn times(&self) -> Times<'_> {
        let Self { column, hours, zone, date } = self;
        Times { column, hours: *hours, zone: zone.as_ref(), date: date.as_deref() }
    }
}

impl Rule for MinSharedHours {
    fn reads(&self) -> Vec<Read> {
        self.times().reads()
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        self.times().check()
    }

    fn sentence(&self) -> Option<String> {
        Some(format!(
            "They are free at the same time for at least {} a week ({}).",
            hours(self.hours),
            both(&self.column)
        ))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Judge> {
        Box::new(self.times().compile(roster))
    }
}

impl Judge for Weeks {
    fn verdicts(&self, mentee: usize, mentors: Range<usize>, out: &mut [Verdict]) {
        let (own, others) = self.of(mentee, mentors);
        for (verdict, other) in out.iter_mut().zip(others) {
            *verdict = if own.is_empty() || other.is_empty() {
                Verdict::Unknown
            } else {
                Verdict::forbid_if(own.shared_hours(other) < self.needed)
            };
        }
    }
}
