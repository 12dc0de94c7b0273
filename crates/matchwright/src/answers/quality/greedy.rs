//! What most people do by hand: the best pair first, then the best of those who are left.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use matchwright_assign::{Error as AssignError, Monitor, threads};

use super::{OtherPlan, total};
use crate::error::Error;
use crate::matching::Pinned;
use crate::outcome::Outcome;
use crate::roster::Side;
use crate::scores::Scores;

/// Mentors whom each mentee's first list holds; where all of them are taken, the next one is twice as long.
const FIRST: usize = 16;

/// The longest list, which bounds memory where everybody wants the same mentors.
const LONGEST: usize = 1024;

/// The greedy plan, of equal scores the first by position, without a list of all pairs: each mentee keeps the
/// best of the mentors who are free, and reads the row again where none of these is left.
pub(super) fn greedy(
    outcome: &Outcome,
    pinned: &Pinned,
    monitor: &Monitor,
) -> Result<OtherPlan, Error> {
    let (roster, scores) = (outcome.roster(), outcome.scores());
    let [mut wanted, mut left] =
        [Side::Mentee, Side::Mentor].map(|side| outcome.matcher().seats_left(roster, pinned, side));
    let mut met: BTreeSet<(usize, usize)> = pinned.pairs().iter().copied().collect();
    let points = |&(mentee, mentor): &(usize, usize)| scores.parts(mentee, mentor).total();
    let mut points = pinned.pairs().iter().map(|pair| i64::from(points(pair))).sum();
    let list = |mentee: usize| {
        monitor.check()?;
        let is_open = |mentor| left[mentor] > 0 && !met.contains(&(mentee, mentor));
        let found = (wanted[mentee] > 0).then(|| Wishes::new(scores, mentee, is_open, FIRST));
        Ok(found.unwrap_or_default())
    };
    let lists: Result<Vec<Wishes>, AssignError> = threads::map(0..scores.mentees(), list);
    let mut lists = lists?;
    let next =
        |(mentee, list): (usize, &Wishes)| Some((Reverse(*list.list.last()?), Reverse(mentee)));
    let mut heap: BinaryHeap<_> = lists.iter().enumerate().filter_map(next).collect();
    while let Some((Reverse((negative, mentor)), Reverse(mentee))) = heap.pop() {
        monitor.check()?;
        let pair = (mentee, mentor as usize);
        if left[pair.1] > 0 && !met.contains(&pair) {
            left[pair.1] -= 1;
            wanted[mentee] -= 1;
            met.insert(pair);
            points -= i64::from(negative);
        }
        let is_open = |mentor| left[mentor] > 0 && !met.contains(&(mentee, mentor));
        let next = (wanted[mentee] > 0).then(|| lists[mentee].next(scores, mentee, is_open));
        heap.extend(next.flatten().map(|wish| (Reverse(wish), Reverse(mentee))));
    }
    scores.check_criteria()?;
    let total = total(points);
    Ok(OtherPlan { pairs: met.len() as f64, total, highest_total: total })
}

/// Negative points and a mentor: a smaller one comes first.
type Wish = (i32, u32);

/// The mentors whom a mentee wants most of those who were free when the row was read, the best last.
#[derive(Default)]
struct Wishes {
    list: Vec<Wish>,
    /// How many were asked for.
    count: usize,
    /// Whether more were free than that.
    is_cut: bool,
}

impl Wishes {
    fn new(scores: &Scores, mentee: usize, is_open: impl Fn(usize) -> bool, count: usize) -> Self {
        let mut list: Vec<Wish> = Vec::new();
        scores.visit(mentee, |first, points| {
            for (mentor, &points) in (first..).zip(points) {
                if points >= scores.floor() && is_open(mentor) {
                    list.push((-points, mentor as u32));
                }
            }
        });
        let is_cut = list.len() > count;
        if is_cut {
            list.select_nth_unstable(count);
            list.truncate(count);
        }
        list.sort_unstable_by(|one, other| other.cmp(one));
        list.shrink_to_fit();
        Self { list, count, is_cut }
    }

    /// The best wish that is still open.
    fn next(
        &mut self,
        scores: &Scores,
        mentee: usize,
        is_open: impl Fn(usize) -> bool,
    ) -> Option<Wish> {
        while self.list.last().is_some_and(|wish| !is_open(wish.1 as usize)) {
            self.list.pop();
        }
        if self.list.is_empty() && self.is_cut {
            *self = Self::new(scores, mentee, is_open, (2 * self.count).min(LONGEST));
        }
        self.list.last().copied()
    }
}
