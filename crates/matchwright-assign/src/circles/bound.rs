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

use std::collections::HashSet;

use crate::basics::memory::filled;
use crate::basics::{Cost, Error, FORBIDDEN, Monitor, Stage, threads};
use crate::circles::classes::{Class, classes};
use crate::circles::company::Company;
use crate::circles::pricing::{Lowest, Members, Question};
use crate::circles::problem::SCALE;
use crate::circles::state::{NOWHERE, State};
use crate::circles::tables::{Tables, mean};

/// Circles of more members are bounded by their best company alone.
pub(super) const MOST_EXACT: usize = 12;

/// Times that all circles are priced: bounds of 300 members stood still after some thirty.
const ROUNDS: usize = 60;

/// Pairs that are weighed in all rounds together, about: half a minute on one thread.
const MOST_WEIGHED: usize = 1 << 33;

/// Steps on the pool between two rounds.
const STEPS: usize = 300;

/// Steps without a better bound, after which they become shorter by a quarter.
const PATIENCE: usize = 10;

/// Rounds without a better bound, after which there will be none.
const MOST_FAILURES: usize = 6;

/// A step of full length, in parts: it would close the gap if the bound were linear (Polyak 1969).
const FULL: Cost = 1 << 10;

/// What is proven of a plan.
pub(super) struct Proven {
    pub(super) bound: i128,
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
    let rounds = ROUNDS.min(MOST_WEIGHED / ascent.weighed().max(1));
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
    Ok(Proven { bound: ascent.bound().min(i128::from(state.total)), is_stopped })
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
    classes: Vec<Class>,
    /// Where the circles of each class begin in the pool, and where those of the last one end: one list for a column
    /// alone, and one for each first member for columns that are alike.
    starts: Vec<usize>,
    pool: Vec<Vec<(Members, Cost)>>,
    seen: HashSet<(usize, Members)>,
    /// Members who can be in a circle, and how many are.
    able: Vec<u32>,
    placed: usize,
    /// What the plan costs, in parts.
    total: i128,
    /// The best prices so far, and their bound in parts.
    prices: Vec<Cost>,
    best: i128,
    /// How long the first steps on the pool are, and how far prices follow it, in eighths.
    length: Cost,
    trust: Cost,
    round: usize,
}

impl<'a> Ascent<'a> {
    fn new(state: &State<'a>, company: &'a Company) -> Result<Self, Error> {
        let tables = state.tables;
        let classes = classes(tables);
        let lists = |class: &Class| if class.columns.len() == 1 { 1 } else { tables.rows };
        let mut starts = vec![0];
        starts.extend(classes.iter().scan(0, |end, class| {
            *end += lists(class);
            Some(*end)
        }));
        let may_be = |row: &u32| {
            classes.iter().any(|class| tables.fit(*row as usize, class.column()) != FORBIDDEN)
        };
        let mut ascent = Self {
            tables,
            company,
            pool: filled(Vec::new(), starts.last().copied().unwrap_or(0))?,
            starts,
            seen: HashSet::new(),
            able: (0..tables.rows as u32).filter(may_be).collect(),
            classes,
            placed: tables.rows - state.unplaced,
            total: i128::from(state.total) * i128::from(SCALE),
            prices: prices_of(state),
            best: i128::MIN,
            length: FULL,
            trust: 8,
            round: 0,
        };
        for column in (0..tables.columns as u32).filter(|&column| state.size(column) > 0) {
            let mut members = Members::from_slice(state.members(column));
            members.sort_unstable();
            ascent.offer(&members, None);
        }
        ascent.best = ascent.value(&ascent.prices, &ascent.by_company(&ascent.prices));
        Ok(ascent)
    }

    /// Pairs that one round weighs, about.
    fn weighed(&self) -> usize {
        let sizes = self.classes.iter().map(|class| self.sizes(class).count());
        sizes.sum::<usize>().saturating_mul(self.tables.rows).saturating_mul(self.tables.rows)
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
            (self.best, self.prices) = (value, prices);
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
        let mut lowest = vec![0; self.pool.len()];
        let mut circles = vec![None; self.pool.len()];
        for ((list, lowest), circle) in self.pool.iter().zip(&mut lowest).zip(&mut circles) {
            for (members, cost) in list {
                let beyond = beyond(members, *cost, prices);
                if beyond < *lowest {
                    (*lowest, *circle) = (beyond, Some(members));
                }
            }
        }
        for (class, lists) in self.lists() {
            for list in lowest_lists(&lowest[lists.clone()], class.columns.len()) {
                let members = circles[lists.start + list];
                members.into_iter().flatten().for_each(|&member| slope[member as usize] -= 1);
            }
        }
        (self.value(prices, &lowest), slope)
    }

    /// Prices all circles, those of the pool first; what the lists cost at least.
    fn price(&mut self, prices: &[Cost], monitor: &Monitor) -> Result<Option<Vec<Cost>>, Error> {
        let of_list = |list: &Vec<(Members, Cost)>| {
            let costs = list.iter().map(|(members, cost)| beyond(members, *cost, prices));
            costs.min().unwrap_or(0).min(0)
        };
        let mut lowest: Vec<Cost> = self.pool.iter().map(of_list).collect();
        let known = lowest.clone();
        let questions: Vec<(usize, usize)> = (0..self.classes.len())
            .flat_map(|class| self.sizes(&self.classes[class]).map(move |size| (class, size)))
            .collect();
        let answers: Vec<_> = threads::map(questions.clone(), |(class, size)| {
            let question = Question {
                tables: self.tables,
                company: self.company,
                column: self.classes[class].column(),
                size,
                prices,
                known: &known[self.starts[class]..self.starts[class + 1]],
            };
            question.answer(monitor)
        });
        let mut circles = Vec::new();
        for (&(class, _), answer) in questions.iter().zip(answers) {
            let Some(answer) = answer? else { return Ok(None) };
            for Lowest { place, bound, circle } in answer {
                let lowest = &mut lowest[self.starts[class] + place];
                *lowest = bound.min(*lowest);
                circles.extend(circle);
            }
        }
        for members in &circles {
            self.offer(members, Some(prices));
        }
        for (class, lists) in self.lists() {
            if self.tables.sizes[class.column()].1 as usize > MOST_EXACT {
                let large = self.company_of(class, MOST_EXACT + 1, prices);
                lowest[lists].iter_mut().for_each(|lowest| *lowest = large.min(*lowest));
            }
        }
        Ok(Some(lowest))
    }

    /// Puts a circle into the lists of all columns where it may be, and costs less than its members' prices.
    fn offer(&mut self, members: &Members, prices: Option<&[Cost]>) {
        for (index, class) in self.classes.iter().enumerate() {
            let column = class.column();
            let Some(cost) = cost(self.tables, column, members) else { continue };
            let is_single = class.columns.len() == 1;
            let first = members.first().map_or(0, |&first| first as usize);
            let list = self.starts[index] + if is_single { 0 } else { first };
            let is_worth = prices.is_none_or(|prices| beyond(members, cost, prices) < 0);
            if is_worth && self.seen.insert((list, members.clone())) {
                self.pool[list].push((members.clone(), cost));
            }
        }
    }

    /// The sizes of a class that are priced exactly.
    fn sizes(&self, class: &Class) -> std::ops::RangeInclusive<usize> {
        let (min, max) = self.tables.sizes[class.column()];
        min as usize..=(max as usize).min(MOST_EXACT)
    }

    /// The classes, with the places of their lists.
    fn lists(&self) -> impl Iterator<Item = (&Class, std::ops::Range<usize>)> {
        let ends = self.starts.windows(2).map(|ends| ends[0]..ends[1]);
        self.classes.iter().zip(ends)
    }

    /// What circles cost at least beyond prices, by the best company of each member.
    fn by_company(&self, prices: &[Cost]) -> Vec<Cost> {
        let mut lowest = vec![0; self.pool.len()];
        for (class, lists) in self.lists() {
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
        let circles = self.lists().flat_map(|(class, lists)| {
            let lowest = &lowest[lists];
            lowest_lists(lowest, class.columns.len()).into_iter().map(|list| lowest[list])
        });
        prices + circles.map(i128::from).sum::<i128>()
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

/// The places of the lowest costs below 0, so many at most.
fn lowest_lists(costs: &[Cost], count: usize) -> Vec<usize> {
    let mut places: Vec<usize> = (0..costs.len()).filter(|&place| costs[place] < 0).collect();
    if count < places.len() {
        places.select_nth_unstable_by_key(count, |&place| (costs[place], place));
        places.truncate(count);
    }
    places
}

/// What a circle costs beyond the prices of its members.
fn beyond(members: &Members, cost: Cost, prices: &[Cost]) -> Cost {
    cost - members.iter().map(|&member| prices[member as usize]).sum::<Cost>()
}

/// What a circle costs, in parts; `None` where it may not be.
fn cost(tables: &Tables, column: usize, members: &Members) -> Option<Cost> {
    let (mut fit, mut pairs) = (0, 0);
    for (place, &member) in members.iter().enumerate() {
        let cost = tables.fit(member as usize, column);
        fit += if cost == FORBIDDEN { return None } else { cost };
        let together = tables.together(member as usize);
        pairs += members[..place].iter().map(|&other| together[other as usize]).sum::<Cost>();
    }
    let may_be = tables.may_have(column, members.len());
    may_be.then(|| SCALE * (fit + mean(pairs, members.len())))
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
