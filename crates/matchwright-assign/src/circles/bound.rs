//! How far a plan can be from the best: prices of members.
//!
//! Let every member have a price `u`. A plan that places `P` members costs the prices of these, and what its circles
//! cost beyond them:
//!
//! ```text
//! total  =  Σ u + Σ (circle − its u)  ≥  the P least u + Σ over columns min(0, least of circle − its u)
//! ```
//!
//! The least is found exactly (`pricing`), so that any prices prove a bound: the dual of a partition into circles
//! (Balas and Padberg 1976), with the columns as Lagrange's relaxation keeps them (Geoffrion 1974). Of columns that are
//! alike, each circle belongs to its first member: no more of these count than there are columns.
//!
//! Prices rise by the subgradient of the bound on a pool of circles (Held, Wolfe and Crowder 1974), which is cheap;
//! then all circles are priced, and those that cost less than the pool knew join it.

use crate::basics::memory::{filled, push};
use crate::basics::{Cost, Error, FORBIDDEN, Monitor, Stage, threads};
use crate::circles::classes::Class;
use crate::circles::company::Company;
use crate::circles::partition::{self, Near};
use crate::circles::pool::{MOST_EXACT, Pool, beyond, cost};
use crate::circles::pricing::{Lowest, Members, Question};
use crate::circles::problem::SCALE;
use crate::circles::state::{NOWHERE, State};
use crate::circles::tables::Tables;

/// Times that all circles are priced: bounds of 300 members stood still after some thirty.
const ROUNDS: usize = 60;

/// Pairs that are weighed in all rounds together, about: half a minute on one thread.
const MOST_WEIGHED: u64 = 1 << 33;

/// Steps on the pool between two rounds.
const STEPS: usize = 300;

/// Steps without a better bound, after which they become shorter by a quarter.
const PATIENCE: usize = 10;

/// Rounds without a better bound, after which there will be none.
const MOST_FAILURES: usize = 6;

/// A step of full length, in parts: it would close the gap if the bound were linear (Polyak 1969).
const FULL: Cost = 1 << 10;

/// Times that the part of the gap is halved in which circles are searched.
const HALVINGS: usize = 6;

/// Circles of all columns that a search goes through at most.
const MOST_NEAR: usize = 1 << 15;

/// What is proven of a plan.
pub(super) struct Proven {
    pub(super) bound: i128,
    /// The columns of members in a better plan, which reaches the bound or is the best that there was time to find.
    pub(super) better: Option<Vec<u32>>,
    pub(super) is_stopped: bool,
}

/// Bounds the total of all plans with as many members in a circle as this one. `company` knows the shares with as
/// many others as the question asks for: see [`others_of`].
pub(super) fn bound(
    state: &State<'_>,
    company: &Company,
    monitor: &Monitor,
) -> Result<Proven, Error> {
    let mut ascent = Ascent::new(state, company)?;
    // At most as many as there are rounds, so that they fit into the positions of any machine.
    let rounds = (MOST_WEIGHED / ascent.weighed().max(1)).min(ROUNDS as u64) as usize;
    monitor.begin(Stage::Certify, rounds);
    let mut is_stopped = monitor.is_stopped();
    let mut failures = 0;
    while !is_stopped && failures < MOST_FAILURES && ascent.round < rounds && !ascent.is_proven() {
        match ascent.next(monitor)? {
            None => is_stopped = true,
            Some(true) => failures = 0,
            Some(false) => failures += 1,
        }
        monitor.advance(1);
    }
    let bound = ascent.bound().min(i128::from(state.total));
    let mut proven = Proven { bound, better: None, is_stopped };
    if !is_stopped && !ascent.is_proven() {
        ascent.close(&mut proven, monitor)?;
    }
    Ok(proven)
}

/// Numbers of others whose shares bounds ask for.
pub(super) fn others_of(tables: &Tables) -> impl Iterator<Item = usize> + '_ {
    tables.sizes.iter().filter(|(_, max)| *max > 0).flat_map(|&(min, max)| {
        let exact = min as usize..=(max as usize).min(MOST_EXACT);
        exact.chain([min as usize, (min as usize).max(MOST_EXACT + 1)]).map(|size| size - 1)
    })
}

/// Prices on their way up.
struct Ascent<'a> {
    tables: &'a Tables,
    company: &'a Company,
    pool: Pool<'a>,
    /// Members who can be in a circle, and how many are.
    able: Vec<u32>,
    placed: usize,
    /// What the plan costs, in parts.
    total: i128,
    /// The best prices so far, and their bound in parts.
    prices: Vec<Cost>,
    best: i128,
    /// What the circles of each list cost at least beyond these.
    lowest: Vec<Cost>,
    /// How long the first steps on the pool are, and how far prices follow it, in eighths.
    length: Cost,
    trust: Cost,
    round: usize,
}

impl<'a> Ascent<'a> {
    fn new(state: &State<'a>, company: &'a Company) -> Result<Self, Error> {
        let tables = state.tables;
        let mut pool = Pool::new(tables)?;
        for column in (0..tables.columns as u32).filter(|&column| state.size(column) > 0) {
            let mut members = Members::from_slice(state.members(column));
            members.sort_unstable();
            pool.offer(&members, None)?;
        }
        let may_be = |row: &u32| {
            let fit = |class: &Class| tables.fit(*row as usize, class.column());
            pool.classes.iter().any(|class| fit(class) != FORBIDDEN)
        };
        let mut ascent = Self {
            tables,
            company,
            able: (0..tables.rows as u32).filter(may_be).collect(),
            pool,
            placed: tables.rows - state.unplaced,
            total: i128::from(state.total) * i128::from(SCALE),
            prices: prices_of(state),
            best: i128::MIN,
            lowest: Vec::new(),
            length: FULL,
            trust: 8,
            round: 0,
        };
        ascent.lowest = ascent.by_company(&ascent.prices);
        ascent.best = ascent.value(&ascent.prices, &ascent.lowest);
        Ok(ascent)
    }

    /// Pairs that one round weighs, about.
    fn weighed(&self) -> u64 {
        let sizes = self.pool.classes.iter().map(|class| self.pool.sizes(class).count() as u64);
        let rows = self.tables.rows as u64;
        sizes.sum::<u64>().saturating_mul(rows).saturating_mul(rows)
    }

    fn bound(&self) -> i128 {
        -(-self.best).div_euclid(i128::from(SCALE))
    }

    fn is_proven(&self) -> bool {
        self.bound() * i128::from(SCALE) >= self.total
    }

    /// Climbs on the pool, then prices all circles; whether the bound is better, `None` where it was stopped.
    fn next(&mut self, monitor: &Monitor) -> Result<Option<bool>, Error> {
        self.round += 1;
        let target = self.climb(monitor)?;
        let mut prices = self.prices.clone();
        for (price, target) in prices.iter_mut().zip(&target) {
            *price += (target - *price) * self.trust / 8;
        }
        let Some(lowest) = self.price(&prices, monitor)? else { return Ok(None) };
        let value = self.value(&prices, &lowest);
        let is_better = value > self.best;
        if is_better {
            (self.best, self.prices, self.lowest) = (value, prices, lowest);
            self.trust = (2 * self.trust).min(8);
        } else {
            self.trust = (self.trust / 2).max(1);
            self.length = (self.length / 2).max(1);
        }
        Ok(Some(is_better))
    }

    /// Prices that the circles of the pool allow, from the best ones so far.
    fn climb(&self, monitor: &Monitor) -> Result<Vec<Cost>, Error> {
        let mut prices = self.prices.clone();
        let (mut best, mut best_prices) = (i128::MIN, prices.clone());
        let (mut length, mut failures) = (self.length, 0);
        for _ in 0..STEPS {
            monitor.check()?;
            let (value, slope) = self.slope(&prices);
            if value > best {
                (best, failures) = (value, 0);
                best_prices.copy_from_slice(&prices);
            } else {
                failures += 1;
            }
            if failures == PATIENCE {
                (length, failures) = (length * 3 / 4, 0);
                prices.copy_from_slice(&best_prices);
                continue;
            }
            let steepness: i128 = slope.iter().map(|&slope| i128::from(slope).pow(2)).sum();
            if steepness == 0 || length == 0 {
                break;
            }
            let step = (self.total - value).max(1) * i128::from(length);
            let step = step / (steepness * i128::from(FULL));
            let most = self.most_price();
            for (price, &slope) in prices.iter_mut().zip(&slope) {
                let next = i128::from(*price) + step * i128::from(slope);
                *price = next.clamp(-i128::from(most), i128::from(most)) as Cost;
            }
        }
        Ok(best_prices)
    }

    /// No member is worth more than four times the largest cost: sums stay within their limit.
    fn most_price(&self) -> Cost {
        self.tables.limit * SCALE * 4
    }

    /// The bound that the pool would prove, and how it changes with each price.
    fn slope(&self, prices: &[Cost]) -> (i128, Vec<Cost>) {
        let mut slope = vec![0; prices.len()];
        for member in self.cheapest_members(prices) {
            slope[member as usize] += 1;
        }
        let (lowest, circles) = self.pool.lowest(prices);
        for list in self.pool.used(&lowest) {
            for &member in circles[list].into_iter().flatten() {
                slope[member as usize] -= 1;
            }
        }
        (self.value(prices, &lowest), slope)
    }

    /// Prices all circles, those of the pool first; what the lists cost at least.
    fn price(&mut self, prices: &[Cost], monitor: &Monitor) -> Result<Option<Vec<Cost>>, Error> {
        let known = self.pool.lowest(prices).0;
        let mut lowest = known.clone();
        let questions: Vec<(usize, usize)> = (0..self.pool.classes.len())
            .flat_map(|class| {
                let sizes = self.pool.sizes(&self.pool.classes[class]);
                sizes.map(move |size| (class, size))
            })
            .collect();
        let answers: Vec<_> = threads::map(questions.clone(), |(class, size)| {
            let question = Question {
                tables: self.tables,
                company: self.company,
                column: self.pool.classes[class].column(),
                size,
                prices,
                known: &known[self.pool.lists_of(class)],
            };
            question.answer(monitor)
        });
        let mut circles = Vec::new();
        for (&(class, _), answer) in questions.iter().zip(answers) {
            let Some(answer) = answer? else { return Ok(None) };
            for Lowest { place, bound, circle } in answer {
                let lowest = &mut lowest[self.pool.lists_of(class).start + place];
                *lowest = bound.min(*lowest);
                circles.extend(circle);
            }
        }
        for members in &circles {
            self.pool.offer(members, Some(prices))?;
        }
        for (class, lists) in self.pool.classes() {
            if self.tables.sizes[class.column()].1 as usize > MOST_EXACT {
                let large = self.company_of(class, MOST_EXACT + 1, prices);
                lowest[lists].iter_mut().for_each(|lowest| *lowest = large.min(*lowest));
            }
        }
        Ok(Some(lowest))
    }

    /// Looks for the best plan among all circles that a better one can have, or that one can have which is nearer to
    /// the bound by some part; where everybody who can be in a circle is in one.
    fn close(&self, proven: &mut Proven, monitor: &Monitor) -> Result<(), Error> {
        let are_exact = |class: &Class| self.tables.sizes[class.column()].1 as usize <= MOST_EXACT;
        let is_small = self.tables.rows <= partition::MOST_MEMBERS && self.round > 0;
        if !is_small || self.placed < self.able.len() || !self.pool.classes.iter().all(are_exact) {
            return Ok(());
        }
        let counts: Vec<usize> =
            self.pool.classes.iter().map(|class| class.columns.len()).collect();
        let mut gap = self.total - self.best;
        let mut least = self.total;
        for _ in 0..HALVINGS {
            if monitor.is_stopped() {
                proven.is_stopped = true;
                break;
            }
            let below = self.best + gap;
            if let Some(near) = self.near(gap as Cost, monitor)? {
                let sums = (self.best, below);
                let best = partition::best(&near, &counts, &self.able, sums, monitor)?;
                let circles = best.circles.iter().flatten().map(|&circle| &near[circle]);
                let total: i128 = circles.clone().map(|circle| i128::from(circle.cost)).sum();
                if best.circles.is_some() && total < least {
                    least = total;
                    proven.better = Some(self.columns_of(circles)?);
                }
                if best.is_complete {
                    let bound = if best.circles.is_some() { total } else { below };
                    proven.bound = proven.bound.max(-(-bound).div_euclid(i128::from(SCALE)));
                    return Ok(());
                }
            }
            gap /= 2;
        }
        Ok(())
    }

    /// The columns of members in some circles.
    fn columns_of<'n>(&self, circles: impl Iterator<Item = &'n Near>) -> Result<Vec<u32>, Error> {
        let mut columns = filled(NOWHERE, self.tables.rows)?;
        let mut taken = filled(0, self.pool.classes.len())?;
        for circle in circles {
            let column = self.pool.classes[circle.class].columns[taken[circle.class]];
            taken[circle.class] += 1;
            for &member in &circle.members {
                columns[member as usize] = column;
            }
        }
        Ok(columns)
    }

    /// The circles that a plan can have which is above the bound by less than a gap; `None` where they are too many.
    ///
    /// A column that does not run adds the price of its class, which is what the last of the lists adds that count,
    /// and a list that does not count adds what it is above that: no part of a plan is below 0.
    fn near(&self, gap: Cost, monitor: &Monitor) -> Result<Option<Vec<Near>>, Error> {
        let mut near = Vec::new();
        for (index, (class, lists)) in self.pool.classes().enumerate() {
            let mut rising: Vec<Cost> =
                self.lowest[lists.clone()].iter().map(|&lowest| lowest.min(0)).collect();
            let all = rising.clone();
            rising.sort_unstable();
            let last = rising.get(class.columns.len() - 1).copied().unwrap_or(0);
            let prices: Vec<Cost> = all.into_iter().map(|lowest| lowest.min(last)).collect();
            let known: Vec<Cost> = prices.iter().map(|price| price + gap).collect();
            for size in self.pool.sizes(class) {
                let question = Question {
                    tables: self.tables,
                    company: self.company,
                    column: class.column(),
                    size,
                    prices: &self.prices,
                    known: &known,
                };
                let Some(circles) = question.all(monitor)? else { return Ok(None) };
                for members in circles {
                    let place = if lists.len() == 1 { 0 } else { members[0] as usize };
                    let Some(cost) = cost(self.tables, class.column(), &members) else { continue };
                    let part = beyond(&members, cost, &self.prices) - prices[place];
                    push(&mut near, Near { members, class: index, cost, part })?;
                }
                if near.len() > MOST_NEAR {
                    return Ok(None);
                }
            }
        }
        Ok(Some(near))
    }

    /// What circles cost at least beyond prices, by the best company of each member.
    fn by_company(&self, prices: &[Cost]) -> Vec<Cost> {
        let mut lowest = vec![0; self.pool.count()];
        for (class, lists) in self.pool.classes() {
            let smallest = self.tables.sizes[class.column()].0 as usize;
            lowest[lists].fill(self.company_of(class, smallest, prices));
        }
        lowest
    }

    /// As [`by_company`](Self::by_company), of the circles of a class of so many members or more.
    fn company_of(&self, class: &Class, size: usize, prices: &[Cost]) -> Cost {
        let (min, max) = self.tables.sizes[class.column()];
        let others = size.max(min as usize) - 1;
        let part = |row: usize| {
            let (fit, share) =
                (self.tables.fit(row, class.column()), self.company.share(row, others));
            let is_allowed = fit != FORBIDDEN && share != FORBIDDEN;
            is_allowed.then(|| (fit + share) * SCALE - prices[row]).filter(|&part| part < 0)
        };
        let mut parts: Vec<Cost> = (0..self.tables.rows).filter_map(part).collect();
        parts.sort_unstable();
        parts.iter().take(max as usize).sum()
    }

    /// The bound that prices prove, where circles of each list cost at least so much beyond them.
    fn value(&self, prices: &[Cost], lowest: &[Cost]) -> i128 {
        let members = self.cheapest_members(prices);
        let prices: i128 = members.map(|member| i128::from(prices[member as usize])).sum();
        let circles = self.pool.used(lowest).into_iter().map(|list| i128::from(lowest[list]));
        prices + circles.sum::<i128>()
    }

    /// As many members as are in a circle, those with the least prices.
    fn cheapest_members(&self, prices: &[Cost]) -> impl Iterator<Item = u32> {
        let mut able = self.able.clone();
        if self.placed < able.len() {
            able.select_nth_unstable_by_key(self.placed, |&row| (prices[row as usize], row));
        }
        able.into_iter().take(self.placed)
    }
}

/// What each member costs in the plan, with half of what its pairs cost; whoever has no circle as much as the dearest.
fn prices_of(state: &State<'_>) -> Vec<Cost> {
    let tables = state.tables;
    let price = |member: u32| {
        let column = state.column(member);
        let circle = if column == NOWHERE { return None } else { state.members(column) };
        let together = tables.together(member as usize);
        let pairs: Cost = circle.iter().map(|&other| together[other as usize]).sum();
        let share = pairs * SCALE / (circle.len() as Cost - 1).max(1);
        Some(tables.fit(member as usize, column as usize) * SCALE + share)
    };
    let prices: Vec<Option<Cost>> = (0..tables.rows as u32).map(price).collect();
    let dearest = prices.iter().flatten().copied().max().unwrap_or(0);
    prices.into_iter().map(|price| price.unwrap_or(dearest)).collect()
}
