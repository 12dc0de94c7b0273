//! An outcome as tables: which columns there are, in which order, under which names.
//!
//! Files and frames are made of these, so that they have the same columns.

use matchwright_tables::{Frame, Values};

use super::{Circle, Outcome, Pair, Unmatched};
use crate::roster::Side;

impl Outcome {
    /// Who meets whom: `mentee_id`, `mentor_id`, `score`, `rank_for_mentee`, `rank_for_mentor`, and a
    /// column per criterion with what it adds to the score, and per rule that weakens with what it takes. Ids are numbers where all of them came as numbers;
    /// `mentee_name` and `mentor_name` stand beside them where the programme's `[tables]` has a `name`.
    ///
    /// A criterion's column has the criterion's name, and `_points` behind it where another column
    /// has that name.
    ///
    /// ```
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Person;
    /// use matchwright::tables::Values;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("e1").text("site", "Leeds"))
    ///     .mentor(Person::new("m1").text("site", "Leeds"))
    ///     .build(&program)?;
    /// let pairs = Matcher::new(program)?.run(&roster)?.pairs_frame();
    /// let fixed = ["mentee_id", "mentor_id", "score", "rank_for_mentee", "rank_for_mentor"];
    /// assert_eq!(pairs.names().collect::<Vec<_>>(), [&fixed[..], &["same_site"]].concat());
    /// assert_eq!(pairs.columns()[2].1, Values::Numbers(vec![1.0]));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    #[must_use]
    pub fn pairs_frame(&self) -> Frame {
        let (pairs, roster) = (self.pairs(), self.roster());
        let mentees = roster.who_of(Side::Mentee, pairs.iter().map(Pair::mentee));
        let mentors = roster.who_of(Side::Mentor, pairs.iter().map(Pair::mentor));
        let numbers = [
            ("score", Values::numbers(pairs, |pair| Some(pair.score()))),
            ("rank_for_mentee", Values::whole(pairs, Pair::rank_for_mentee)),
            ("rank_for_mentor", Values::whole(pairs, Pair::rank_for_mentor)),
        ];
        let criteria = self.criteria().iter().enumerate().map(|(position, name)| {
            (name.as_str(), Values::numbers(pairs, |pair| pair.contributions().nth(position)))
        });
        Frame::new(mentees.into_iter().chain(mentors).chain(numbers).chain(criteria))
    }

    /// Who is in which circle, member by member: `circle`, `mentee_id`, where mentors lead `mentor_id`, and the circle's
    /// `leader_fit` and `member_fit`; names behind ids as in [`pairs_frame`](Self::pairs_frame).
    #[must_use]
    pub fn circles_frame(&self) -> Frame {
        let members: Vec<(&Circle, &str)> = self.circles().iter().flat_map(Circle::each).collect();
        let roster = self.roster();
        let own = roster.who_of(Side::Mentee, members.iter().map(|&(_, id)| id));
        let leaders: Vec<&str> =
            members.iter().filter_map(|(circle, _)| circle.leader.as_deref()).collect();
        let leaders = if leaders.is_empty() {
            Vec::new()
        } else {
            roster.who_of(Side::Mentor, leaders.into_iter())
        };
        let number = ("circle", Values::whole(&members, |member| member.0.number as u32));
        let fits = [
            ("leader_fit", Values::numbers(&members, |member| member.0.leader_fit)),
            ("member_fit", Values::numbers(&members, |member| member.0.member_fit)),
        ];
        Frame::new([number].into_iter().chain(own).chain(leaders).chain(fits))
    }

    /// Who meets nobody and why: `side`, `id`, `reason`, `detail`; `name` behind the id as in
    /// [`pairs_frame`](Self::pairs_frame).
    #[must_use]
    pub fn unmatched_frame(&self) -> Frame {
        let people: &[Unmatched] = self.unmatched();
        let ids: Vec<(Side, &str)> =
            people.iter().map(|person| (person.side, person.id.as_str())).collect();
        let side = ("side", Values::texts(people, |person| person.side.noun()));
        let why = [
            ("reason", Values::texts(people, |person| person.reason.name())),
            ("detail", Values::texts(people, |person| &person.detail)),
        ];
        Frame::new([side].into_iter().chain(self.roster().who(&ids)).chain(why))
    }
}
