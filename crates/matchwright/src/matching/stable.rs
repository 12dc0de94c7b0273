//! A programme that asks for a stable plan: what each side would rather have.

use matchwright_assign::stable::{self, Preferences, Stability};
use matchwright_assign::{CostSource, Error as AssignError, FORBIDDEN, Monitor, Options, Pair};

use super::Matcher;
use super::dense::{Dense, NEVER};
use crate::error::Error;
use crate::program::Program;
use crate::roster::{Roster, Side};
use crate::scores::Scores;

/// Everybody's wishes, and the seats that decided pairs leave.
pub(crate) struct Wishes {
    of_mentees: Dense,
    of_mentors: Dense,
    seats: [Vec<u32>; 2],
    proposes: stable::Side,
}

impl Wishes {
    /// One pass over all pairs, two where a criterion is one side's own; 8 bytes a pair.
    ///
    /// # Errors
    /// [`Error::Input`] where pinned pairs cannot meet, and [`Error::Assign`] where the work was cancelled or
    /// memory ran out.
    pub(crate) fn new(
        matcher: &Matcher,
        roster: &Roster,
        scores: &Scores,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let pinned = matcher.pinned(roster, scores)?;
        let of = |side| {
            let own = matcher.seen_by(side, roster, monitor)?;
            wishes(scores, own.as_ref(), monitor)
        };
        let of_mentees = of(Side::Mentee)?;
        Ok(Self {
            of_mentors: of(Side::Mentor)?.turned(monitor)?,
            of_mentees,
            seats: Side::BOTH.map(|side| matcher.seats_left(roster, &pinned, side)),
            proposes: match matcher.program().proposes {
                Side::Mentee => stable::Side::Rows,
                Side::Mentor => stable::Side::Columns,
            },
        })
    }

    /// The stable plan that is best for the side that proposes.
    ///
    /// # Errors
    /// Those of the solver; limits of time are refused.
    pub(crate) fn solve(&self, options: &Options) -> Result<Vec<Pair>, Error> {
        Ok(stable::assign(&self.preferences(), options)?)
    }

    /// Whether two would both rather meet each other.
    ///
    /// # Errors
    /// Where the plan is none of these people.
    pub(crate) fn certify(&self, plan: &[Pair]) -> Result<Stability, Error> {
        Ok(stable::certify(&self.preferences(), plan)?)
    }

    fn preferences(&self) -> Preferences<'_> {
        let [mentees, mentors] = self.seats.clone();
        Preferences::new(&self.of_mentees, &self.of_mentors)
            .row_capacity(mentees)
            .column_capacity(mentors)
            .proposes(self.proposes)
    }
}

impl Matcher {
    /// How well everybody fits in the eyes of one side; `None` where both sides see the same. Who may meet is said by
    /// the whole programme.
    pub(crate) fn seen_by(
        &self,
        side: Side,
        roster: &Roster,
        monitor: &Monitor,
    ) -> Result<Option<Scores>, AssignError> {
        let seen = self.program().seen_by(side);
        seen.map(|program| Scores::new(&program, roster, monitor)).transpose()
    }
}

impl Program {
    /// What a side's own ranking is made of; `None` where both sides rank by all criteria alike. Who may meet is
    /// said by the whole programme.
    fn seen_by(&self, side: Side) -> Option<Self> {
        if self.criteria.iter().all(|term| term.voice.is_none()) {
            return None;
        }
        let mut seen = Self { min_score: 0.0, rules: Vec::new(), ..self.clone() };
        seen.criteria.retain(|term| term.voice.is_none_or(|voice| voice == side));
        seen.criteria.iter_mut().for_each(|term| term.required = None);
        Some(seen)
    }
}

/// What a side thinks of each pair, as costs: by its own scores, where there are such, and of the pairs that may
/// meet.
fn wishes(scores: &Scores, own: Option<&Scores>, monitor: &Monitor) -> Result<Dense, AssignError> {
    let columns = scores.mentors();
    Dense::new((scores.mentees(), columns), monitor, |row, out| {
        let mut allowed = vec![FORBIDDEN; columns];
        scores.block(row, 0..columns, &mut allowed);
        let mut wishes = allowed.clone();
        if let Some(own) = own {
            own.block(row, 0..columns, &mut wishes);
        }
        for ((out, allowed), wish) in out.iter_mut().zip(allowed).zip(wishes) {
            if allowed != FORBIDDEN && wish != FORBIDDEN {
                *out = i32::try_from(wish).unwrap_or(NEVER - 1);
            }
        }
    })
}
