//! `shared_time`: both have time at the same hours of the week.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Criterion, Evaluator};
use crate::compare::hours::{Times, Weeks};
use crate::compare::words::{both, hours};
use crate::lanes::widest;
use crate::roster::{Read, Roster, Week};
use crate::schema::Columns;

/// Both have time at the same hours of the week.
///
/// value = min(shared hours / `hours`, 1), where the shared hours are those of an ordinary week
/// that lie in the slots of both; no opinion where somebody names no slot.
///
/// A slot is a day, or a span of days, and a span of time, in whole quarters of an hour: `mon
/// 09-12; tue-thu 14:00-16:30`. Without a day it is from Monday to Friday, so that `09:00-17:00`
/// are working hours; `22-06` ends on the next day. People in several places have a column for
/// their time zone besides: an offset (`UTC+2`, `-03:30`), or, if `date` says on which day they are
/// looked up, a name (`Europe/London`): most zones change their offset twice a year, and not on the
/// same days. No opinion where the zone is missing.
///
/// A mentee with time on Monday from 9 to 12 shares one hour, of two that are needed, with a mentor
/// from 11 to 17: 0.5. Where the mentee is in Berlin and the mentor in London, 11 there is 12 in
/// Berlin, and they share none.
///
/// ```
/// use matchwright::criteria::SharedTime;
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let here = SharedTime::new("free", 2.0);
/// let there = here.clone().zone("zone").date("2026-03-02");
/// for (shared_time, value) in [(here, 0.5), (there, 0.0)] {
///     let program = Program::builder().criterion(1.0, shared_time).build();
///     let roster = Roster::builder()
///         .mentee(Person::new("e1").text("free", "mon 09-12").text("zone", "Europe/Berlin"))
///         .mentor(Person::new("m1").text("free", "11:00-17:00").text("zone", "Europe/London"))
///         .build(&program)?;
///     assert_eq!(Matcher::new(program)?.scores(&roster)?.row(0), [value]);
/// }
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// Computed in f64 and rounded to f32 once. A mentee with all mentors takes O(different weeks).
///
/// # In a programme
///
/// ```toml
/// [[criteria]]
/// kind = "shared_time"
/// column = "free"
/// hours = 2
/// ```
///
/// | id | free | value |
/// |---|---|---|
/// | e1 | mon 09-12 | |
/// | m1 | 11:00-17:00 | 0.5 |
/// | m2 | mon-tue 8-11 | 1 |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SharedTime {
    /// The column of slots, one name for both tables or one for each.
    pub column: Columns,
    /// The hours a week that are enough; above 0, up to 168.
    pub hours: f64,
    /// The column of time zones, where not everybody goes by the same clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Columns>,
    /// The day on which zones are looked up by name, such as 2026-03-02.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

impl SharedTime {
    /// Compares the slots in `column`, of which `hours` a week are enough.
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

impl Criterion for SharedTime {
    fn reads(&self) -> Vec<Read> {
        self.times().reads()
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        self.times().check()
    }

    fn sentence(&self) -> Option<String> {
        Some(format!(
            "Both are free at the same time ({}): {} a week are enough.",
            both(&self.column),
            hours(self.hours)
        ))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
        Box::new(self.times().compile(roster))
    }
}

impl Evaluator for Weeks {
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        let (own, others) = self.of(mentee, mentors);
        if own.is_empty() {
            out.fill(f32::NAN);
        } else {
            widest((own, others, self.needed, out), share_all);
        }
    }
}

#[inline(always)]
fn share_all((own, others, needed, values): (&Week, &[Week], f64, &mut [f32])) {
    for (value, other) in values.iter_mut().zip(others) {
        let shared = (own.shared_hours(other) / needed).min(1.0) as f32;
        *value = if other.is_empty() { f32::NAN } else { shared };
    }
}
