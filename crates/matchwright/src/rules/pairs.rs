//! Pairs by name: what `avoid`, `block` and `history` have in common.

use std::ops::Range;

use super::{Judge, Verdict};
use crate::compare::Groups;
use crate::compare::postings::Postings;
use crate::roster::Roster;

/// Ids of mentees with ids of mentors.
pub(super) fn named<E: Into<String>, M: Into<String>>(
    pairs: impl IntoIterator<Item = (E, M)>,
) -> Vec<(String, String)> {
    pairs.into_iter().map(|(mentee, mentor)| (mentee.into(), mentor.into())).collect()
}

/// `One pair`, `3 pairs`.
pub(super) fn counted(pairs: usize) -> String {
    match pairs {
        1 => "One pair".to_owned(),
        pairs => format!("{pairs} pairs"),
    }
}

/// Forbids the listed pairs; ids that are not in the roster are passed over.
pub(super) fn judge<'a>(
    roster: &Roster,
    pairs: impl IntoIterator<Item = &'a (String, String)>,
) -> Box<dyn Judge> {
    let positions = |(mentee, mentor): &(String, String)| {
        let mentee = roster.mentees().position(mentee).ok()?;
        Some((mentee as u32, roster.mentors().position(mentor).ok()? as u32))
    };
    judge_of(roster, pairs.into_iter().filter_map(positions).collect())
}

/// Forbids pairs of positions.
pub(super) fn judge_of(roster: &Roster, pairs: Vec<(u32, u32)>) -> Box<dyn Judge> {
    let pairs = pairs.into_iter().map(|(mentee, mentor)| (mentee, mentor, ()));
    Box::new(Listed {
        pairs: Postings::new(pairs.collect()),
        everybody: Groups::new(roster.mentors().ids().iter().map(|_| ())),
    })
}

struct Listed {
    /// The mentors whom each mentee must not meet: exceptions from the group of everybody.
    pairs: Postings<()>,
    everybody: Option<Groups>,
}

impl Judge for Listed {
    fn verdicts(&self, mentee: usize, mentors: Range<usize>, out: &mut [Verdict]) {
        out.fill(Verdict::Allowed);
        for (position, ()) in self.pairs.within(mentee as u32, &mentors) {
            out[position] = Verdict::Forbidden;
        }
    }

    fn groups(&self) -> Option<&Groups> {
        self.everybody.as_ref()
    }

    fn group_verdicts(&self, _: usize, out: &mut [Verdict]) {
        out.fill(Verdict::Allowed);
    }

    fn exceptions(&self, mentee: usize, found: &mut Vec<u32>) {
        found.extend(self.pairs.of(mentee as u32).iter().map(|(mentor, ())| mentor));
    }
}
