//! An experiment as a table.

use matchwright_tables::{Frame, Values};

use super::{Choice, Experiment};
use crate::roster::Side;

impl Experiment {
    /// Every pair that could have been: `mentee_id`, `mentor_id`, `draw` (missing where no coin decided),
    /// `propensity`, `planned` and `drawn` (0 or 1), `score`, and a column per criterion. Whoever meets has 1 in
    /// `drawn`. Names stand behind the ids where the programme has them.
    #[must_use]
    pub fn frame(&self) -> Frame {
        let (choices, roster) = (self.choices(), self.before().roster());
        let mentees = roster.who_of(Side::Mentee, choices.iter().map(|pair| pair.mentee.as_str()));
        let mentors = roster.who_of(Side::Mentor, choices.iter().map(|pair| pair.mentor.as_str()));
        let numbers = [
            ("draw", Values::numbers(choices, |choice| choice.draw.map(f64::from))),
            ("propensity", Values::numbers(choices, |choice| Some(choice.propensity))),
            ("planned", Values::whole(choices, |choice| u32::from(choice.is_planned))),
            ("drawn", Values::whole(choices, |choice| u32::from(choice.is_drawn))),
            ("score", Values::numbers(choices, |choice| Some(choice.score))),
        ];
        let part = |at: usize| move |choice: &Choice| choice.contributions.get(at).copied();
        let criteria = self.before().criteria().iter().enumerate();
        let criteria =
            criteria.map(|(at, name)| (name.as_str(), Values::numbers(choices, part(at))));
        Frame::new(mentees.into_iter().chain(mentors).chain(numbers).chain(criteria))
    }
}
