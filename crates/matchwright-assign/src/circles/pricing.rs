//! The circle that costs least beyond the prices of its members, exactly.
//!
//! With `a` for what a member fits less its price, a circle of `k` costs `Σ a + 2 Σ t ÷ (k − 1)` beyond prices. Each
//! member is in `k − 1` pairs: that is `Σ (a + a′ + 2t) ÷ (k − 1)` over pairs, and the question is which `k` members
//! have the lightest pairs (a clique of least edge weight; bounds as in Macambira and de Souza 2000). Half the sum of a member's
//! lightest pairs bounds its part. Members whose part is too much leave, which makes others' parts larger; few
//! are left for the search.

use smallvec::SmallVec;

use crate::basics::memory::filled;
use crate::basics::{Cost, Error, FORBIDDEN, Monitor};
use crate::circles::company::Company;
use crate::circles::problem::SCALE;
use crate::circles::tables::Tables;

/// Nodes of one search: most take a few hundred.
const MOST_NODES: usize = 1 << 15;

/// The members of one circle, rising; most have at most eight.
pub(super) type Members = SmallVec<[u32; 8]>;

/// The circles of one size in one column that are looked for.
pub(super) struct Question<'q> {
    pub(super) tables: &'q Tables,
    pub(super) company: &'q Company,
    pub(super) column: usize,
    pub(super) size: usize,
    /// What members are worth, in parts of a cost.
    pub(super) prices: &'q [Cost],
    /// What circles are known to cost beyond prices, 0 at most: of all together, or of those with each first member.
    /// Only lower ones are looked for.
    pub(super) known: &'q [Cost],
}

/// What was found of the circles of a first member, or of all.
pub(super) struct Lowest {
    pub(super) place: usize,
    /// No circle costs less beyond prices.
    pub(super) bound: Cost,
    /// The one that costs least, where it is below what was known.
    pub(super) circle: Option<Members>,
}

impl Question<'_> {
    /// Whether circles are told apart by their first members.
    fn is_by_first(&self) -> bool {
        self.known.len() > 1
    }

    /// What is lower than known, or may be; the rest is as known. `None` where it was stopped.
    pub(super) fn answer(&self, monitor: &Monitor) -> Result<Option<Vec<Lowest>>, Error> {
        if self.size == 1 {
            return Ok(Some(self.alone()));
        }
        let mut found = Vec::new();
        let is_done = self.search(false, monitor, |place, search| {
            let bound = search.best.min(search.unseen);
            if bound < self.known[place] {
                found.push(Lowest { place, bound, circle: search.circles.pop() });
            }
        })?;
        Ok(is_done.then_some(found))
    }

    /// All circles below what is said to be known; `None` where there are too many of them, or it was stopped.
    pub(super) fn all(&self, monitor: &Monitor) -> Result<Option<Vec<Members>>, Error> {
        let (mut circles, mut is_complete) = (Vec::new(), true);
        if self.size == 1 {
            let place = |row: usize| if self.is_by_first() { row } else { 0 };
            let is_below =
                |row: &usize| self.beyond(*row).is_some_and(|cost| cost < self.known[place(*row)]);
            let rows = (0..self.tables.rows).filter(is_below);
            return Ok(Some(rows.map(|row| Members::from_slice(&[row as u32])).collect()));
        }
        let is_done = self.search(true, monitor, |_, search| {
            circles.append(&mut search.circles);
            is_complete &= search.unseen == Cost::MAX;
        })?;
        Ok((is_done && is_complete).then_some(circles))
    }

    /// A search through all circles, or one for each first member; `false` where it was stopped.
    fn search(
        &self,
        is_collecting: bool,
        monitor: &Monitor,
        mut take: impl FnMut(usize, &mut Search<'_>),
    ) -> Result<bool, Error> {
        let Some(highest) = self.known.iter().copied().max() else { return Ok(true) };
        let root = Root::new(self, self.limit(highest), monitor)?;
        let starts = if self.is_by_first() { root.members.len() } else { 1 };
        for start in 0..starts {
            monitor.check()?;
            if monitor.is_stopped() {
                return Ok(false);
            }
            let place = if self.is_by_first() { root.members[start] as usize } else { 0 };
            let mut search = Search::new(self, &root, self.known[place], monitor);
            search.is_collecting = is_collecting;
            if self.is_by_first() {
                search.with_first(start)?;
            } else {
                search.with_any()?;
            }
            take(place, &mut search);
        }
        Ok(true)
    }

    /// Circles of one.
    fn alone(&self) -> Vec<Lowest> {
        let mut found: Vec<Lowest> = Vec::new();
        for row in 0..self.tables.rows {
            let place = if self.is_by_first() { row } else { 0 };
            let Some(bound) = self.beyond(row) else { continue };
            let best = found.last().filter(|last| last.place == place).map(|last| last.bound);
            if bound < best.unwrap_or(self.known[place]) {
                let circle = Some(Members::from_slice(&[row as u32]));
                found.retain(|lowest| lowest.place != place);
                found.push(Lowest { place, bound, circle });
            }
        }
        found
    }

    /// What a member fits less its price, in parts of a cost.
    fn beyond(&self, row: usize) -> Option<Cost> {
        let fit = self.tables.fit(row, self.column);
        (fit != FORBIDDEN).then(|| fit * SCALE - self.prices[row])
    }

    fn others(&self) -> Cost {
        self.size as Cost - 1
    }

    /// Twice the weight of pairs from which on a circle costs no less than this, rounding included.
    fn limit(&self, cost: Cost) -> Cost {
        2 * (self.others() * cost + SCALE * (self.others() - 1))
    }

    /// The least cost of circles whose pairs weigh half of this at least.
    fn least(&self, double: Cost) -> Cost {
        (double.div_euclid(2) - SCALE * (self.others() - 1)).div_euclid(self.others())
    }
}

/// The members that can be in a circle which is looked for.
struct Root {
    members: Vec<u32>,
    beyond: Vec<Cost>,
    /// The weight of each pair, by row; [`FORBIDDEN`] on the diagonal and where two may not be in one circle.
    weights: Vec<Cost>,
    /// By member: the sum of its lightest pairs, for each number of them below the size.
    lightest: Vec<Cost>,
    size: usize,
}

impl Root {
    fn new(question: &Question<'_>, limit: Cost, monitor: &Monitor) -> Result<Self, Error> {
        let mut root = Self {
            members: Vec::new(),
            beyond: Vec::new(),
            weights: Vec::new(),
            lightest: Vec::new(),
            size: question.size,
        };
        for row in 0..question.tables.rows {
            if let Some(beyond) = question.beyond(row) {
                root.members.push(row as u32);
                root.beyond.push(beyond);
            }
        }
        root.keep(&root.parts_by_company(question), limit);
        loop {
            let before = root.members.len();
            root.weigh(question, monitor)?;
            root.keep(&root.parts(), limit);
            if root.members.len() == before {
                return Ok(root);
            }
        }
    }

    /// The parts of members, from the best company anywhere and the members that fit best.
    fn parts_by_company(&self, question: &Question<'_>) -> Vec<Cost> {
        let others = self.size - 1;
        let mut least = self.beyond.clone();
        least.sort_unstable();
        let least: Cost = least.iter().take(others).sum();
        let part = |(&member, &beyond): (&u32, &Cost)| {
            let share = question.company.share(member as usize, others);
            let together = || 2 * SCALE * others as Cost * share;
            if share == FORBIDDEN {
                FORBIDDEN
            } else {
                others as Cost * beyond + least + together()
            }
        };
        self.members.iter().zip(&self.beyond).map(part).collect()
    }

    /// The parts of members: the sums of their lightest pairs.
    fn parts(&self) -> Vec<Cost> {
        self.lightest.iter().skip(self.size - 1).step_by(self.size).copied().collect()
    }

    /// Keeps the members whose part, with the least ones of others, is below the limit.
    fn keep(&mut self, parts: &[Cost], limit: Cost) {
        let mut rising: Vec<Cost> =
            parts.iter().copied().filter(|&part| part != FORBIDDEN).collect();
        rising.sort_unstable();
        if rising.len() < self.size {
            self.members.clear();
            self.beyond.clear();
            return;
        }
        let others: Cost = rising[..self.size - 1].iter().sum();
        let highest = rising[self.size - 1];
        let keeps = |part: Cost| part != FORBIDDEN && others + part.max(highest) < limit;
        let mut parts_of = parts.iter();
        self.members.retain(|_| parts_of.next().is_some_and(|&part| keeps(part)));
        let mut parts_of = parts.iter();
        self.beyond.retain(|_| parts_of.next().is_some_and(|&part| keeps(part)));
    }

    /// Weighs all pairs.
    fn weigh(&mut self, question: &Question<'_>, monitor: &Monitor) -> Result<(), Error> {
        let (count, size) = (self.members.len(), self.size);
        self.weights = filled(FORBIDDEN, count.saturating_mul(count))?;
        self.lightest = filled(0, count.saturating_mul(size))?;
        let mut least = vec![FORBIDDEN; size - 1];
        let rows = self.weights.chunks_exact_mut(count.max(1));
        for ((one, row), sums) in rows.enumerate().zip(self.lightest.chunks_exact_mut(size)) {
            monitor.check()?;
            let together = question.tables.together(self.members[one] as usize);
            least.fill(FORBIDDEN);
            for (other, weight) in row.iter_mut().enumerate() {
                let cost = together[self.members[other] as usize];
                if other != one && cost != question.tables.apart {
                    *weight = self.beyond[one] + self.beyond[other] + 2 * SCALE * cost;
                    insert(&mut least, *weight);
                }
            }
            if least.contains(&FORBIDDEN) {
                sums.fill(FORBIDDEN);
            } else {
                let mut sum = 0;
                for (sums, &least) in sums[1..].iter_mut().zip(&least) {
                    sum += least;
                    *sums = sum;
                }
            }
        }
        Ok(())
    }

    fn weights(&self, member: usize) -> &[Cost] {
        &self.weights[member * self.members.len()..(member + 1) * self.members.len()]
    }
}

/// Puts a cost among the least ones, which rise.
fn insert(least: &mut [Cost], cost: Cost) {
    let Some((highest, others)) = least.split_last_mut() else { return };
    if cost < *highest {
        *highest = cost;
        let place = others.partition_point(|&other| other <= cost);
        least[place..].rotate_right(1);
    }
}

/// A search through circles, member by member.
struct Search<'q> {
    question: &'q Question<'q>,
    root: &'q Root,
    monitor: &'q Monitor,
    /// What the best circle so far costs beyond prices, and what those cost at least that were not looked at.
    best: Cost,
    unseen: Cost,
    /// Whether all circles below a cost are wanted, and not the best one alone.
    is_collecting: bool,
    circles: Vec<Members>,
    /// Who is in the circle at hand: places among the root's members.
    chosen: Vec<usize>,
    nodes: usize,
}

/// Somebody who may join: twice the weight of its pairs with those who are in, and at least what it adds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Joining {
    adds: Cost,
    member: usize,
    pairs: Cost,
}

impl<'q> Search<'q> {
    fn new(question: &'q Question<'q>, root: &'q Root, known: Cost, monitor: &'q Monitor) -> Self {
        Self {
            question,
            root,
            monitor,
            best: known,
            unseen: Cost::MAX,
            is_collecting: false,
            circles: Vec::new(),
            chosen: Vec::new(),
            nodes: 0,
        }
    }

    fn with_any(&mut self) -> Result<(), Error> {
        let all = (0..self.root.members.len()).map(|member| (member, 0)).collect();
        self.join(0, all)
    }

    fn with_first(&mut self, first: usize) -> Result<(), Error> {
        let later = (first + 1..self.root.members.len()).map(|member| (member, 0)).collect();
        self.chosen.push(first);
        let later = self.rest(first, later);
        self.join(0, later)
    }

    /// Completes a circle whose pairs weigh half of `double`, with some of those who may join it.
    fn join(&mut self, double: Cost, joining: Vec<(usize, Cost)>) -> Result<(), Error> {
        let left = self.question.size - self.chosen.len();
        if left == 1 {
            for (member, pairs) in joining {
                self.complete(member, double + pairs);
            }
            return Ok(());
        }
        let joining = self.rising(&joining, left);
        for first in 0..(joining.len() + 1).saturating_sub(left) {
            self.monitor.check()?;
            let adds: Cost = joining[first..first + left].iter().map(|joining| joining.adds).sum();
            if double + adds >= self.question.limit(self.best) {
                break;
            }
            self.nodes += 1;
            if self.nodes + self.circles.len() > MOST_NODES {
                self.unseen = self.unseen.min(self.question.least(double + adds));
                break;
            }
            let Joining { member, pairs, .. } = joining[first];
            self.chosen.push(member);
            let later = joining[first + 1..].iter().map(|of| (of.member, of.pairs)).collect();
            let rest = self.rest(member, later);
            self.join(double + pairs, rest)?;
            self.chosen.pop();
        }
        Ok(())
    }

    /// Those who may join by what they add at least, when so many do.
    fn rising(&self, joining: &[(usize, Cost)], left: usize) -> Vec<Joining> {
        let adds = |member: usize| self.root.lightest[member * self.question.size + left - 1];
        let joining = joining.iter();
        let mut joining: Vec<Joining> = joining
            .map(|&(member, pairs)| Joining { adds: pairs + adds(member), member, pairs })
            .collect();
        joining.sort_unstable();
        joining
    }

    /// Of some who may join, those who still may when somebody has.
    fn rest(&self, member: usize, mut joining: Vec<(usize, Cost)>) -> Vec<(usize, Cost)> {
        let weights = self.root.weights(member);
        let members = &self.root.members;
        let chosen = || self.chosen.iter().map(|&place| members[place]);
        joining.retain_mut(|(other, pairs)| {
            let may = weights[*other] != FORBIDDEN
                && self.question.tables.mixes(members[*other], &chosen());
            if may {
                *pairs += 2 * weights[*other];
            }
            may
        });
        joining
    }

    /// Compares a whole circle, rounded as circles are, with the best one.
    fn complete(&mut self, member: usize, double: Cost) {
        if double >= self.question.limit(self.best) {
            return;
        }
        let places = || self.chosen.iter().copied().chain([member]);
        let beyond: Cost = places().map(|place| self.root.beyond[place]).sum();
        let others = self.question.others();
        let pairs = (double / 2 - others * beyond) / SCALE;
        let cost = beyond + SCALE * pairs.div_euclid(others);
        if cost >= self.best {
            return;
        }
        if !self.is_collecting {
            self.best = cost;
            self.circles.clear();
        }
        let mut circle: Members = places().map(|place| self.root.members[place]).collect();
        circle.sort_unstable();
        self.circles.push(circle);
    }
}
