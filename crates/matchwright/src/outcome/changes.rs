//! What is new since an earlier outcome: whom something else has to be told now, and why.

use std::collections::BTreeMap;
use std::fmt;

use matchwright_tables::{Frame, Values};
use serde::Serialize;

use super::Outcome;
use crate::matching::{Earlier, Obstacle, Standing};
use crate::roster::Roster;
use crate::scores::{Barrier, Scores, sum_of_scores};

/// What is new since the outcome that people were told; its text is a sentence with the numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Changes {
    /// Pairs that people were told.
    pub told: usize,
    /// Those of them that are kept.
    pub kept: usize,
    /// Those that are no longer possible, or for which their mentors have no seat left.
    pub impossible: usize,
    /// Those that could be kept and are not.
    pub broken: usize,
    /// Mentees who have joined.
    pub joined: usize,
    /// Mentees who have left.
    pub left: usize,
    /// Every mentee for whom something is new, by id.
    pub mentees: Vec<Change>,
}

/// What is new for one mentee.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// The mentee's id.
    pub mentee: String,
    /// Whom they were told to meet.
    pub mentor_before: Option<String>,
    /// Whom they meet now.
    pub mentor_after: Option<String>,
    /// What has changed.
    pub change: Changed,
    /// Why, in plain words.
    pub reason: String,
}

/// What has changed for a mentee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Changed {
    /// They were not there before.
    Joined,
    /// They are no longer there.
    Left,
    /// They meet somebody else.
    Moved,
    /// They met nobody and meet somebody now.
    Matched,
    /// They met somebody and meet nobody now.
    Unmatched,
}

impl Changed {
    /// The name in tables and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Joined => "joined",
            Self::Left => "left",
            Self::Moved => "moved",
            Self::Matched => "matched",
            Self::Unmatched => "unmatched",
        }
    }
}

impl Outcome {
    /// What is new since the earlier outcome; `None` where there was none. See
    /// [`rematch`](crate::Matcher::rematch).
    #[must_use]
    pub fn changes(&self) -> Option<&Changes> {
        self.changes.as_ref()
    }

    /// The mentees for whom something is new: `mentee_id`, `mentor_before`, `mentor_after`, `change`
    /// (`joined`, `left`, `moved`, `matched`, `unmatched`), `reason`. Ids are texts.
    #[must_use]
    pub fn changes_frame(&self) -> Frame {
        let rows = self.changes.as_ref().map(|changes| changes.mentees.as_slice());
        let rows = rows.unwrap_or_default();
        let mentors = |mentor: fn(&Change) -> &Option<String>| {
            Values::Optional(rows.iter().map(|row| mentor(row).clone()).collect())
        };
        Frame::new([
            ("mentee_id", Values::texts(rows, |row| &row.mentee)),
            ("mentor_before", mentors(|row| &row.mentor_before)),
            ("mentor_after", mentors(|row| &row.mentor_after)),
            ("change", Values::texts(rows, |row| row.change.name())),
            ("reason", Values::texts(rows, |row| &row.reason)),
        ])
    }
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { told, kept, impossible, broken, joined, left, .. } = self;
        write!(f, "Told pairs: {told}; kept: {kept}, no longer possible: {impossible}, ")?;
        write!(f, "broken for a better plan: {broken}. ")?;
        write!(f, "Mentees who joined: {joined}, who left: {left}.")
    }
}

impl Changes {
    /// Of a plan, which is sorted. O((pairs + mentees) · log people).
    pub(super) fn new(
        roster: &Roster,
        scores: &Scores,
        earlier: &Earlier,
        standing: &Standing,
        plan: &[(usize, usize)],
    ) -> Self {
        let gains = Gains::new(scores, standing, plan);
        let view = View { roster, scores, plan, gains };
        let mut told: BTreeMap<&str, Vec<Told<'_>>> = BTreeMap::new();
        for ((mentee, mentor), fate) in earlier.pairs.iter().zip(&standing.pairs) {
            told.entry(mentee).or_default().push(Told { mentor, fate: *fate });
        }
        let now = roster.mentees().ids().iter();
        let gone = earlier.mentees.iter().filter(|id| roster.mentees().position(id).is_err());
        let mut ids: Vec<&String> = now.chain(gone).collect();
        ids.sort_unstable();
        let was_there = |id: &String| earlier.mentees.binary_search(id).is_ok();
        let of_mentee = |id: &&String| {
            let told = told.get(id.as_str()).map_or(&[][..], Vec::as_slice);
            view.changes(id, was_there(id), told)
        };
        let mentees: Vec<Change> = ids.iter().flat_map(of_mentee).collect();
        let count = |kind: Changed| {
            let rows = mentees.chunk_by(|one, next| one.mentee == next.mentee);
            rows.filter(|rows| rows[0].change == kind).count()
        };
        let is_kept =
            |fate: &&Result<(usize, usize), Obstacle>| fate.is_ok_and(|pair| view.meet(pair));
        let (told, kept) = (standing.pairs.len(), standing.pairs.iter().filter(is_kept).count());
        let lost = standing.pairs.iter().filter(|fate| fate.is_err()).count();
        let impossible = lost + view.gains.without_seat.len();
        Self {
            told,
            kept,
            impossible,
            broken: told - kept - impossible,
            joined: count(Changed::Joined),
            left: count(Changed::Left),
            mentees,
        }
    }
}

/// A mentor of whom a mentee was told, and what became of it.
struct Told<'a> {
    mentor: &'a String,
    fate: Result<(usize, usize), Obstacle>,
}

/// What is to be seen of the plan.
struct View<'a> {
    roster: &'a Roster,
    scores: &'a Scores,
    plan: &'a [(usize, usize)],
    gains: Gains,
}

impl View<'_> {
    fn meet(&self, pair: (usize, usize)) -> bool {
        self.plan.binary_search(&pair).is_ok()
    }

    /// What is new for a mentee, a row for each mentor who is new or gone: one who comes beside one who goes.
    fn changes(&self, id: &str, was_there: bool, told: &[Told<'_>]) -> Vec<Change> {
        let mentee = self.roster.mentees().position(id).ok();
        let now: Vec<&String> = mentee.map_or_else(Vec::new, |mentee| self.mentors_of(mentee));
        let ended: Vec<&Told<'_>> =
            told.iter().filter(|told| !now.contains(&told.mentor)).collect();
        let was_told = |mentor: &&String| told.iter().any(|told| told.mentor == *mentor);
        let new: Vec<&String> = now.iter().filter(|mentor| !was_told(mentor)).copied().collect();
        let is_news = mentee.is_none() || !was_there;
        let rows = ended.len().max(new.len()).max(usize::from(is_news));
        let row = |at: usize| {
            let (ended, new) = (ended.get(at), new.get(at));
            let change = match (mentee, ended, new) {
                (None, ..) => Changed::Left,
                (Some(_), None, _) if !was_there => Changed::Joined,
                (_, Some(_), Some(_)) => Changed::Moved,
                (_, Some(_), None) => Changed::Unmatched,
                (_, None, _) => Changed::Matched,
            };
            let reason = match ended {
                _ if is_news => change.name().to_owned(),
                Some(told) => self.reason(told),
                None if told.is_empty() => "met nobody before".to_owned(),
                None => "had a mentor fewer before".to_owned(),
            };
            Change {
                mentee: id.to_owned(),
                mentor_before: ended.map(|told| told.mentor.clone()),
                mentor_after: new.map(|&mentor| mentor.clone()),
                change,
                reason,
            }
        };
        (0..rows).map(row).collect()
    }

    fn mentors_of(&self, mentee: usize) -> Vec<&String> {
        let start = self.plan.partition_point(|&(row, _)| row < mentee);
        let own = self.plan[start..].iter().take_while(|&&(row, _)| row == mentee);
        own.map(|&(_, mentor)| &self.roster.mentors().ids()[mentor]).collect()
    }

    /// Why a told pair does not meet.
    fn reason(&self, told: &Told<'_>) -> String {
        let mentor = told.mentor;
        match told.fate {
            Err(Obstacle::MenteeLeft) => "left".to_owned(),
            Err(Obstacle::MentorLeft) => format!("mentor {mentor} left"),
            Err(Obstacle::NoSeat) => format!("mentor {mentor} offers fewer seats"),
            Err(Obstacle::FewerMentors) => "may meet fewer mentors".to_owned(),
            Err(Obstacle::Pinned(pin)) => {
                format!("pinned to {}", self.roster.mentors().ids()[pin])
            }
            Err(Obstacle::Forbidden(barrier)) => self.barrier(barrier),
            Ok(pair) if self.gains.has_no_seat(pair) => {
                format!("mentor {mentor} offers fewer seats")
            }
            Ok((mentee, _)) => self.gains.reason(mentee),
        }
    }

    fn barrier(&self, barrier: Barrier) -> String {
        let name = self.scores.barrier_name(barrier);
        match barrier {
            Barrier::Rule(_) => format!("the rule {name} forbids it now"),
            Barrier::Required(_) => format!("it is below the {name} now"),
            Barrier::Floor => "it scores below min_score now".to_owned(),
        }
    }
}

/// What people gain who change places with each other: those whom pairs join that are new, or that could be
/// kept and are not.
struct Gains {
    /// The group of each mentee.
    groups: Vec<usize>,
    /// For each group, points and pairs.
    of: BTreeMap<usize, (i64, i64)>,
    /// Told pairs for which their mentors have no seat left, whatever the plan, by mentee.
    without_seat: Vec<(usize, usize)>,
}

impl Gains {
    fn new(scores: &Scores, standing: &Standing, plan: &[(usize, usize)]) -> Self {
        let points =
            |(mentee, mentor): (usize, usize)| i64::from(scores.parts(mentee, mentor).total());
        let mut told: Vec<(usize, usize)> = standing.pairs.iter().flatten().copied().collect();
        told.sort_unstable();
        let is_in = |list: &[(usize, usize)], pair| list.binary_search(pair).is_ok();
        let broken: Vec<(usize, usize)> =
            told.iter().filter(|pair| !is_in(plan, pair)).copied().collect();
        let without_seat = without_seat(standing, &broken, points);
        let new = plan.iter().filter(|pair| !is_in(&told, pair)).map(|&pair| (pair, 1));
        let old = broken.iter().filter(|pair| !is_in(&without_seat, pair)).map(|&pair| (pair, -1));
        let moves: Vec<((usize, usize), i64)> = new.chain(old).collect();
        let mentees = scores.mentees();
        let mut people = Groups((0..mentees + scores.mentors()).collect());
        for &((mentee, mentor), _) in &moves {
            people.join(mentee, mentees + mentor);
        }
        let groups: Vec<usize> = (0..mentees).map(|mentee| people.root(mentee)).collect();
        let mut of: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
        for (pair, sign) in moves {
            let gain = of.entry(groups[pair.0]).or_default();
            *gain = (gain.0 + sign * points(pair), gain.1 + sign);
        }
        Self { groups, of, without_seat }
    }

    fn has_no_seat(&self, pair: (usize, usize)) -> bool {
        self.without_seat.binary_search(&pair).is_ok()
    }

    /// What breaking a mentee's pair is good for.
    fn reason(&self, mentee: usize) -> String {
        let gain = self.of.get(&self.groups[mentee]).copied().unwrap_or_default();
        let score = sum_of_scores(gain.0);
        match gain.1 {
            0 => format!("better for the whole: {score:+.3}"),
            pairs => format!("better for the whole: {pairs:+} in pairs, {score:+.3} in score"),
        }
    }
}

/// Of the pairs that are broken at mentors who offer fewer seats than they had pairs, as many as there are
/// seats too few, those who fit least first.
fn without_seat(
    standing: &Standing,
    broken: &[(usize, usize)],
    points: impl Fn((usize, usize)) -> i64,
) -> Vec<(usize, usize)> {
    let is_short = |pair: &&(usize, usize)| standing.short_by(pair.1) > 0;
    let mut short: Vec<(usize, usize)> = broken.iter().filter(is_short).copied().collect();
    short.sort_by_key(|&pair| (pair.1, points(pair), pair.0));
    let by_mentor = short.chunk_by(|one, next| one.1 == next.1);
    let few = by_mentor.flat_map(|pairs| pairs.iter().take(standing.short_by(pairs[0].1)));
    let mut without: Vec<(usize, usize)> = few.copied().collect();
    without.sort_unstable();
    without
}

/// For each person, somebody of the same group; the first of a group names itself.
struct Groups(Vec<usize>);

impl Groups {
    fn root(&mut self, mut person: usize) -> usize {
        while self.0[person] != person {
            self.0[person] = self.0[self.0[person]];
            person = self.0[person];
        }
        person
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}
