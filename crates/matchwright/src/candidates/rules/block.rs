//! `block`: these two must not meet.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Judge, Rule, Verdict};
use crate::criteria::Groups;
use crate::criteria::postings::Postings;
use crate::roster::{Read, Roster};

/// These two must not meet: a conflict, a past pair, a request of either.
///
/// Forbids each of the listed pairs of a mentee's and a mentor's id. Ids that are not in the roster
/// are passed over: people leave between the list and the match.
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::Person;
/// use matchwright::rules::Block;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder()
///     .criterion(1.0, Same::new("site"))
///     .rule(Block::new([("e1", "m2"), ("e1", "m9")]))
///     .build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("site", "Leeds"))
///     .mentor(Person::new("m1").text("site", "Leeds"))
///     .mentor(Person::new("m2").text("site", "Leeds"))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?.row(0);
/// assert!(scores[0] == 1.0 && scores[1].is_nan());
/// # Ok::<(), matchwright::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Pairs of a mentee's id and a mentor's id.
    pub pairs: Vec<(String, String)>,
}

impl Block {
    /// Blocks pairs of a mentee's id and a mentor's id.
    pub fn new<E: Into<String>, M: Into<String>>(pairs: impl IntoIterator<Item = (E, M)>) -> Self {
        let pairs = pairs.into_iter().map(|(mentee, mentor)| (mentee.into(), mentor.into()));
        Self { pairs: pairs.collect() }
    }
}

impl Rule for Block {
    fn reads(&self) -> Vec<Read> {
        Vec::new()
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Judge> {
        let positions = |(mentee, mentor): &(String, String)| {
            let mentee = roster.mentees().position(mentee).ok()?;
            Some((mentee as u32, roster.mentors().position(mentor).ok()? as u32, ()))
        };
        Box::new(Blocked {
            pairs: Postings::new(self.pairs.iter().filter_map(positions).collect()),
            everybody: Groups::new(roster.mentors().ids().iter().map(|_| ())),
        })
    }
}

struct Blocked {
    /// The mentors whom each mentee must not meet: exceptions from the group of everybody.
    pairs: Postings<()>,
    everybody: Option<Groups>,
}

impl Judge for Blocked {
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
