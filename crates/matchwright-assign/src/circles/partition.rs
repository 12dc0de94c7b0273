//! The best plan of circles that are near enough to their prices, exactly.
//!
//! What a plan costs above the bound is a sum of parts none of which is below 0: of each of its circles what it costs
//! beyond the prices of its members and of its column. So a better plan has only circles whose part is below the gap
//! (reduced costs; Baldacci, Christofides and Mingozzi 2008 for vehicle routes). Where these are few, a search over
//! them finds the best plan, and proves it. Where they are many, those below a part of the gap are searched: if no plan
//! is that near, the bound rises by it.

use crate::basics::memory::{collected, push};
use crate::basics::{Cost, Error, Monitor};
use crate::circles::pricing::Members;

/// Circles that one search looks through in all: half a second.
const MOST_WORK: usize = 1 << 25;

/// A set holds no members beyond these.
pub(super) const MOST_MEMBERS: usize = 64 * WORDS;

/// Words of a set.
const WORDS: usize = 8;

/// A circle that a better plan may have.
pub(super) struct Near {
    pub(super) members: Members,
    /// The class of its column.
    pub(super) class: usize,
    pub(super) cost: Cost,
    /// Its part of what a plan costs above the bound.
    pub(super) part: Cost,
}

/// What a search through circles found.
pub(super) struct Best {
    /// Positions of the circles of the best plan, where it is better than the one that is known.
    pub(super) circles: Option<Vec<usize>>,
    /// Whether no other is better.
    pub(super) is_complete: bool,
}

/// The best plan in which everybody of `all` is in one of these circles, of each class no more than it has columns, at
/// less than `total`. `bound` is what the parts are above.
pub(super) fn best(
    near: &[Near],
    columns: &[usize],
    all: &[u32],
    (bound, total): (i128, i128),
    monitor: &Monitor,
) -> Result<Best, Error> {
    let mut rising: Vec<usize> = collected(0..near.len())?;
    rising.sort_unstable_by_key(|&circle| (near[circle].part, circle));
    let sets = collected(near.iter().map(|near| Set::of(&near.members)))?;
    let mut search = Search {
        near,
        sets,
        left: columns.to_vec(),
        all: all.to_vec(),
        bound,
        total,
        chosen: Vec::new(),
        best: None,
        work: 0,
        monitor,
    };
    search.cover(Set::of(&[]), &rising, (0, 0))?;
    Ok(Best { circles: search.best, is_complete: search.work <= MOST_WORK })
}

/// Members, one bit each.
#[derive(Clone, Copy)]
struct Set([u64; WORDS]);

impl Set {
    fn of(members: &[u32]) -> Self {
        let mut set = Self([0; WORDS]);
        for &member in members {
            set.0[member as usize / 64] |= 1 << (member % 64);
        }
        set
    }

    fn has(&self, member: u32) -> bool {
        self.0[member as usize / 64] >> (member % 64) & 1 == 1
    }

    fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(one, other)| one & other != 0)
    }

    fn with(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one |= other);
        self
    }
}

struct Search<'n> {
    near: &'n [Near],
    sets: Vec<Set>,
    /// Columns of each class that are left.
    left: Vec<usize>,
    all: Vec<u32>,
    bound: i128,
    /// What the best plan so far costs.
    total: i128,
    chosen: Vec<usize>,
    best: Option<Vec<usize>>,
    work: usize,
    monitor: &'n Monitor,
}

impl Search<'_> {
    /// Completes a plan that covers some members, from circles of others in the order of their parts. The circles that
    /// are chosen have come to so much, and their parts to so much.
    fn cover(
        &mut self,
        covered: Set,
        circles: &[usize],
        (cost, parts): (i128, i128),
    ) -> Result<(), Error> {
        self.monitor.check()?;
        if self.all.iter().all(|&member| covered.has(member)) {
            if cost < self.total {
                (self.total, self.best) = (cost, Some(self.chosen.clone()));
            }
            return Ok(());
        }
        self.work += circles.len();
        if self.work > MOST_WORK || self.monitor.is_stopped() {
            self.work = MOST_WORK + 1;
            return Ok(());
        }
        let Some(member) = self.scarcest(&covered, circles, parts) else { return Ok(()) };
        for &circle in circles {
            if !self.sets[circle].has(member) {
                continue;
            }
            let Near { class, cost: own, part, .. } = self.near[circle];
            let parts = parts + i128::from(part);
            let covered = covered.with(&self.sets[circle]);
            if self.left[class] == 0 || self.bound + parts >= self.total {
                continue;
            }
            self.left[class] -= 1;
            let fits = |other: &usize| {
                let near = &self.near[*other];
                let is_near = self.bound + parts + i128::from(near.part) < self.total;
                !self.sets[*other].meets(&covered) && self.left[near.class] > 0 && is_near
            };
            let mut rest = Vec::new();
            for circle in circles.iter().copied().filter(fits) {
                push(&mut rest, circle)?;
            }
            self.chosen.push(circle);
            self.cover(covered, &rest, (cost + i128::from(own), parts))?;
            self.chosen.pop();
            self.left[class] += 1;
        }
        Ok(())
    }

    /// The member whom the fewest circles have; `None` where somebody cannot be covered at less than the best plan:
    /// each is in one circle, and has at least the least share of its part.
    fn scarcest(&self, covered: &Set, circles: &[usize], parts: i128) -> Option<u32> {
        let mut counts = [(0_u32, Cost::MAX); MOST_MEMBERS];
        for &circle in circles {
            let members = &self.near[circle].members;
            let share = self.near[circle].part / members.len() as Cost;
            for &member in members {
                let (count, least) = &mut counts[member as usize];
                (*count, *least) = (*count + 1, share.min(*least));
            }
        }
        let open = || self.all.iter().copied().filter(|&member| !covered.has(member));
        let least: i128 = open().map(|member| i128::from(counts[member as usize].1)).sum();
        if self.bound + parts + least >= self.total {
            return None;
        }
        open().min_by_key(|&member| counts[member as usize].0)
    }
}
