//! The pairs that searches know of: the cheapest of each person at first, then those that the prices do not cover.

use crate::basics::memory::{append, collected, push};
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, Monitor};
use crate::general::listed::Listed;
use crate::general::nodes::Nodes;
use crate::general::shared::Shared;
use crate::problem::{Problem, RowCosts};

/// Rows that one task reads.
const ROWS_AT_ONCE: usize = 16;

/// Pairs of a person that are added in one pass over all pairs.
const AT_ONCE: usize = 8;

/// A pair of people, the lower position first, and its cost as [`Listed`] has it.
pub(super) type Priced = (u32, u32, Cost);

/// Reads pairs of a problem of people with themselves.
pub(super) struct Reader<'a> {
    pub(super) problem: &'a Problem<'a>,
    pub(super) nodes: &'a Nodes,
    pub(super) monitor: &'a Monitor,
}

#[derive(Default)]
struct Scratch {
    costs: Vec<Cost>,
    shared: Shared,
    found: Least,
}

/// Slack of a pair, steps from the person to the other one, and cost.
type Found = (Cost, u32, Cost);

/// The least of what it is given, so many of them.
#[derive(Default)]
struct Least {
    keep: usize,
    /// What is not below this does not belong to them.
    bar: Found,
    found: Vec<Found>,
}

impl Least {
    fn clear(&mut self, keep: usize, below: Cost) {
        self.found.clear();
        (self.keep, self.bar) = (keep, (below, 0, Cost::MIN));
    }

    fn add(&mut self, found: Found) -> Result<(), Error> {
        if found < self.bar {
            push(&mut self.found, found)?;
            if self.found.len() / 4 > self.keep {
                self.cut();
            }
        }
        Ok(())
    }

    fn cut(&mut self) {
        if self.found.len() > self.keep {
            let (_, &mut bar, _) = self.found.select_nth_unstable(self.keep);
            self.bar = bar;
            self.found.truncate(self.keep);
        }
    }
}

impl Reader<'_> {
    /// The pairs of each person that cost least beyond their prices, in both directions, without repetition.
    pub(super) fn shortlists(
        &self,
        listed: &Listed,
        at_first: usize,
    ) -> Result<Vec<Priced>, Error> {
        let few = self.problem.pairs() <= self.nodes.people().saturating_mul(2 * at_first);
        let most = if few { usize::MAX } else { at_first };
        let mut pairs = self.each_person(|scratch, person| {
            scratch.found.clear(most, Cost::MAX);
            self.read(person, 0, listed, scratch)
        })?;
        pairs.sort_unstable();
        pairs.dedup_by_key(|&mut (one, other, _)| (one, other));
        Ok(pairs)
    }

    /// Pairs that cost less than their prices, some of each person; none where the prices cover all pairs.
    pub(super) fn uncovered(&self, listed: &Listed) -> Result<Vec<Priced>, Error> {
        self.each_person(|scratch, person| {
            scratch.found.clear(AT_ONCE, 0);
            self.read(person, person as usize + 1, listed, scratch)
        })
    }

    fn each_person(
        &self,
        read: impl Fn(&mut Scratch, u32) -> Result<Vec<Priced>, Error> + Sync + Send,
    ) -> Result<Vec<Priced>, Error> {
        let people = self.nodes.people();
        let starts = (0..people).step_by(ROWS_AT_ONCE);
        let mut pairs = Vec::new();
        let cells = ROWS_AT_ONCE * self.problem.pairs_a_row();
        for strip in sweep(starts, cells, |scratch: &mut Scratch, start| {
            let mut pairs = Vec::new();
            for person in start..people.min(start + ROWS_AT_ONCE) {
                self.monitor.check()?;
                append(&mut pairs, &mut read(scratch, person as u32)?)?;
            }
            Ok::<_, Error>(pairs)
        }) {
            append(&mut pairs, &mut strip?)?;
        }
        Ok(pairs)
    }

    /// The pairs of a person, with others from one on, that have the least slack. Of equal ones, those a few steps
    /// on: where all pairs are alike, everybody lists others.
    fn read(
        &self,
        person: u32,
        first: usize,
        listed: &Listed,
        scratch: &mut Scratch,
    ) -> Result<Vec<Priced>, Error> {
        let (nodes, people) = (self.nodes, self.nodes.people());
        let Scratch { costs, shared, found } = scratch;
        shared.read(nodes, person);
        let limit = self.problem.limit();
        let read = RowCosts::read(self.problem, limit, person as usize, first..people, costs)?;
        let own = nodes.price[person as usize];
        for (other, cost) in read.allowed() {
            let cost = listed.cost(cost);
            let slack = cost - own - nodes.price[other] - shared.prices[other];
            let before = if other < person as usize { people } else { 0 };
            found.add((slack, (other + before - person as usize) as u32, cost))?;
        }
        found.cut();
        let people = people as u64;
        let pair = |&(_, steps, cost): &Found| {
            let other = ((u64::from(person) + u64::from(steps)) % people) as u32;
            (person.min(other), person.max(other), cost)
        };
        collected(found.found.iter().map(pair))
    }
}
