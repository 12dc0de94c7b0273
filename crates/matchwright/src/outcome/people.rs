//! Everybody on a side after a round: who meets somebody, and how many rounds the others have waited.

use std::collections::BTreeSet;

use matchwright_tables::{Frame, Values};
use serde::Serialize;

use super::Outcome;
use crate::roster::{Side, WAITED_COLUMN};

/// Somebody after a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AfterRound {
    /// The person's id.
    pub id: String,
    /// Whether they meet somebody.
    pub matched: bool,
    /// How many rounds in a row they have met nobody, this one included; 0 where they meet somebody. Who pauses
    /// keeps the number that they came with.
    pub rounds_waited: u32,
}

impl Outcome {
    /// Everybody on a side, those first who take part, and then those who pause (`active` in the programme's
    /// `[tables]`), each in the order of the ids.
    ///
    /// `rounds_waited` is read from the column of that name in the side's table, where it is there, and counts on: to
    /// carry a waiting list from round to round, the next round's table takes it over by the ids.
    ///
    /// ```
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::{Person, Side};
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let person = |id: &str| Person::new(id).text("site", "Leeds");
    /// let roster = Roster::builder()
    ///     .mentee(person("e1"))
    ///     .mentee(person("e2").number("rounds_waited", 1.0))
    ///     .mentor(person("m1"))
    ///     .build(&program)?;
    /// let mentees = Matcher::new(program)?.run(&roster)?.people(Side::Mentee);
    /// assert_eq!((mentees[0].matched, mentees[0].rounds_waited), (true, 0));
    /// assert_eq!((mentees[1].matched, mentees[1].rounds_waited), (false, 2));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    #[must_use]
    pub fn people(&self, side: Side) -> Vec<AfterRound> {
        let id = |pair: &'_ super::Pair| match side {
            Side::Mentee => pair.mentee().to_owned(),
            Side::Mentor => pair.mentor().to_owned(),
        };
        let met: BTreeSet<String> = self.pairs().iter().map(id).collect();
        let waiting = self.roster().waiting();
        let here = self.roster().side(side).ids().iter().map(|id| {
            let matched = met.contains(id);
            let rounds_waited = if matched { 0 } else { waiting.of(side, id) + 1 };
            AfterRound { id: id.clone(), matched, rounds_waited }
        });
        let paused = waiting.paused(side).iter().map(|person| AfterRound {
            id: person.id.clone(),
            matched: false,
            rounds_waited: person.rounds,
        });
        here.chain(paused).collect()
    }

    /// The same as a table: `id`, `matched` (`yes` or `no`), `rounds_waited`. Ids are numbers where all of them
    /// came as numbers.
    #[must_use]
    pub fn people_frame(&self, side: Side) -> Frame {
        let people = self.people(side);
        let ids = people.iter().map(|person| person.id.as_str());
        let matched = |person: &AfterRound| if person.matched { "yes" } else { "no" };
        Frame::new([
            ("id", self.roster().side(side).ids_of(ids)),
            ("matched", Values::texts(&people, matched)),
            (WAITED_COLUMN, Values::whole(&people, |person| person.rounds_waited)),
        ])
    }
}
