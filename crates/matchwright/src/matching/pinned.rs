//! Pinned pairs: decided by the organiser, before the solver is asked.
//!
//! The plan is the pinned pairs and the best plan for everybody else, in the seats that are left. That
//! is the best of all plans with the pinned pairs in it, and is proven as any other.

use std::collections::BTreeMap;

use crate::error::{Error, Finding, Findings};
use crate::program::Program;
use crate::roster::{Roster, Side};
use crate::scores::Scores;

/// The pairs of a roster that are decided, as positions, by mentee: those that the organiser pinned, and
/// those that people were told and that are kept in any case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Pinned {
    decided: Vec<(usize, usize)>,
    by_organiser: Vec<(usize, usize)>,
}

impl Pinned {
    /// Finds the pinned people, and what contradicts their meeting.
    ///
    /// # Errors
    /// [`Error::Input`] where somebody is not there, a rule forbids a pair, what a criterion requires
    /// or the floor does, or a mentor has fewer seats than pinned mentees.
    pub(crate) fn new(program: &Program, roster: &Roster, scores: &Scores) -> Result<Self, Error> {
        let mut pinned = Self::organisers(program, roster, scores)?;
        if let Some(told) = scores.told() {
            pinned.decided.extend(&told.decided);
            pinned.decided.sort_unstable();
        }
        Ok(pinned)
    }

    /// As [`new`](Self::new), without what people were told.
    ///
    /// # Errors
    /// As there.
    pub(super) fn organisers(
        program: &Program,
        roster: &Roster,
        scores: &Scores,
    ) -> Result<Self, Error> {
        let mut findings = Findings::default();
        let mut pairs = Vec::with_capacity(program.pinned.len());
        for (mentee_id, mentor_id) in &program.pinned {
            let mentee = roster.mentees().position(mentee_id);
            match (mentee, roster.mentors().position(mentor_id)) {
                (Ok(mentee), Ok(mentor)) => {
                    pairs.push((mentee, mentor));
                    let barriers = scores.barriers(mentee, mentor);
                    findings.extend(barriers.iter().map(|barrier| {
                        let rule = scores.barrier_name(barrier);
                        finding(mentee_id, &format!("pinned to {mentor_id}, which {rule} forbids"))
                    }));
                }
                (mentee, mentor) => {
                    let unknown = [mentee.err(), mentor.err()].into_iter().flatten();
                    findings.extend(unknown.map(|error| finding(mentee_id, &error.to_string())));
                }
            }
        }
        if program.has_one_population() {
            // Each of the two meets the other.
            pairs.extend(pairs.clone().into_iter().map(|(one, other)| (other, one)));
        }
        pairs.sort_unstable();
        let pinned = Self { decided: pairs.clone(), by_organiser: pairs };
        pinned.refuse_more_than_seats(program, roster, &mut findings);
        Ok(findings.into_result(pinned)?)
    }

    fn refuse_more_than_seats(&self, program: &Program, roster: &Roster, findings: &mut Findings) {
        for side in [Side::Mentee, Side::Mentor] {
            let seats = program.seats(roster, side);
            let mut taken: BTreeMap<usize, u32> = BTreeMap::new();
            for pair in &self.decided {
                *taken.entry(of(side, *pair)).or_default() += 1;
            }
            let too_many = taken.into_iter().filter(|&(person, taken)| taken > seats[person]);
            findings.extend(too_many.map(|(person, taken)| {
                let (others, may) = match side {
                    Side::Mentee => ("mentors", "mentors that the mentee may meet"),
                    Side::Mentor => ("mentees", "seats offered"),
                };
                let may = format!("{may}: {}", seats[person]);
                let message = format!("pinned to this many {others}: {taken}; {may}");
                finding(&roster.side(side).ids()[person], &message)
            }));
        }
    }

    /// The pinned pairs of people who are there, by mentee.
    pub(super) fn listed(program: &Program, roster: &Roster) -> Vec<(usize, usize)> {
        let position = |(mentee, mentor): &(String, String)| {
            let mentee = roster.mentees().position(mentee).ok()?;
            Some((mentee, roster.mentors().position(mentor).ok()?))
        };
        let mut pairs: Vec<_> = program.pinned.iter().filter_map(position).collect();
        pairs.sort_unstable();
        pairs
    }

    /// Those whose people are both there, of a roster of some of the mentees: what contradicts them was said where all
    /// are.
    pub(crate) fn of_some(program: &Program, roster: &Roster) -> Self {
        let listed = Self::listed(program, roster);
        Self { decided: listed.clone(), by_organiser: listed }
    }

    /// The pairs that are decided, by mentee.
    pub(crate) fn pairs(&self) -> &[(usize, usize)] {
        &self.decided
    }

    /// The pairs that the organiser pinned, by mentee.
    pub(super) fn by_organiser(&self) -> &[(usize, usize)] {
        &self.by_organiser
    }

    /// Whether the organiser pinned a pair.
    pub(crate) fn is_by_organiser(&self, pair: (usize, usize)) -> bool {
        self.by_organiser.binary_search(&pair).is_ok()
    }

    /// What decided pairs leave of a side's seats.
    pub(crate) fn seats_left(&self, side: Side, mut seats: Vec<u32>) -> Vec<u32> {
        for pair in &self.decided {
            let person = of(side, *pair);
            seats[person] = seats[person].saturating_sub(1);
        }
        seats
    }
}

/// The person of a side in a pair.
fn of(side: Side, (mentee, mentor): (usize, usize)) -> usize {
    if side == Side::Mentee { mentee } else { mentor }
}

fn finding(id: &str, message: &str) -> Finding {
    Finding::new(message).table("programme").id(id).column("pinned").code("pinned")
}
