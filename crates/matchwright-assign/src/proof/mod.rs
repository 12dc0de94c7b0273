//! The proof that a plan is optimal, checked without any code of a solver.
//!
//! Write `c` for a pair's cost less its row's unmatched cost, `d` and `b` for seats, `P` for the
//! number of pairs. Every pair is used at most once, so for any `λ`, any `u ≤ 0` and any `v ≤ 0`,
//!
//! ```text
//! Σ c·x  ≥  λ·P + Σ d·u + Σ b·v + Σ min(0, c − λ − u − v)
//! ```
//!
//! holds for every plan `x` with `P` pairs (with `λ = 0`, for every plan at all). A plan whose own
//! total equals the right side is therefore optimal, and otherwise the difference bounds what is
//! still to be gained: linear programming duality (Gale, Kuhn, Tucker 1951) in integers. That no plan
//! has more than `P` pairs is shown by a [`Cut`](crate::Cut).

mod changes;
mod finer;
mod near_tight;

use std::ops::{AddAssign, Range};

use pulp::{Simd, WithSimd};
use serde::{Deserialize, Serialize};

use crate::basics::lanes::{arch, equal, lowest, subtract};
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, FORBIDDEN, Fault, Monitor, Objective, PRICE_LIMIT, Stage};
use crate::plan::{Contenders, Pair, Prices, mask};
use crate::problem::{Columns, Problem, RowCosts};

pub(crate) use changes::Touched;
use changes::{Changes, Look};
pub(crate) use finer::Finer;
pub(crate) use near_tight::NearTight;
use near_tight::{AtMost, rounding};

/// Which pairs a certificate has looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Scope {
    /// Every pair of the cost source.
    AllPairs,
    /// Every pair whose cost, or one of whose prices, may have changed for the worse since the plan of a
    /// [`Seed`](crate::Seed) that the caller vouched for. The proof of that plan speaks of the others, and
    /// so does, where the plan was [`restartable`](crate::Options::restartable), what it kept of them.
    Changes,
}

/// What was proven about a plan. Integers only, no names and no costs of single pairs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Total of the plan: costs of its pairs and unmatched costs of its empty seats.
    pub primal: i128,
    /// No plan with as many pairs (with [`Objective::Total`]: no plan) has a total below this.
    pub dual: i128,
    /// Pairs of the plan.
    pub pairs: u64,
    /// No plan has more pairs than this.
    pub most_pairs: u64,
    /// What the plan was to be best at.
    pub objective: Objective,
    /// The pairs that were looked at.
    pub scope: Scope,
    /// By how many units more the exact values of the plan can be above those of the best one, because
    /// costs were rounded; 0 where costs are exact, and where the plan was proven on the exact values.
    #[serde(default)]
    pub rounding: Cost,
}

impl Certificate {
    /// How far the total may be above the best one; 0 where it is the best.
    #[must_use]
    pub fn gap(&self) -> i128 {
        self.primal - self.dual
    }

    /// Whether no plan has more pairs.
    #[must_use]
    pub fn is_fullest(&self) -> bool {
        self.objective == Objective::Total || self.pairs == self.most_pairs
    }

    /// Whether the plan is proven best at its objective, rounding included.
    #[must_use]
    pub fn is_optimal(&self) -> bool {
        self.is_optimal_rounded() && self.rounding == 0
    }

    /// Whether the plan is proven best for the costs as they were rounded.
    #[must_use]
    pub fn is_optimal_rounded(&self) -> bool {
        self.gap() == 0 && self.is_fullest()
    }
}

/// Checks a plan and bounds how far it can be from the best, in one parallel sweep over all pairs.
///
/// `pairs` are sorted by row, then by column. Any prices give a true bound; good ones give a tight
/// one. The prices of a [`Solution`](crate::Solution) bound every other plan of the same problem.
/// O(rows · columns); sums are taken in 128 bits.
///
/// ```
/// use matchwright_assign::{CostMatrix, Options, Pair, Problem, assign, certify};
///
/// let costs = CostMatrix::from_vec(2, 2, vec![1, 2, 4, 8])?;
/// let problem = Problem::new(&costs);
/// let solution = assign(&problem, &Options::default())?;
///
/// // How much worse is the plan that somebody made by hand?
/// let by_hand = [Pair { row: 0, column: 0 }, Pair { row: 1, column: 1 }];
/// assert_eq!(certify(&problem, &by_hand, solution.prices())?.gap(), 3);
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
///
/// # Errors
/// [`Error::Plan`] for a pair that is out of range, forbidden, repeated, out of order or beyond a
/// capacity; [`Error::Price`] and [`Error::Length`] for prices that prove nothing; and the errors of
/// [`Problem::check`] and [`Error::CostTooLarge`].
pub fn certify(
    problem: &Problem<'_>,
    pairs: &[Pair],
    prices: &Prices,
) -> Result<Certificate, Error> {
    Ok(certify_watched(problem, pairs, prices, &Monitor::new())?.certificate)
}

/// A certificate, and what it leaves open.
pub(crate) struct Proof {
    pub(crate) certificate: Certificate,
    /// Where costs were rounded: the pairs that a better plan could use.
    pub(crate) near_tight: NearTight,
}

/// [`certify`] with progress and cancellation.
pub(crate) fn certify_watched(
    problem: &Problem<'_>,
    pairs: &[Pair],
    prices: &Prices,
    monitor: &Monitor,
) -> Result<Proof, Error> {
    prove(problem, pairs, prices, None, monitor)
}

/// [`certify`] for a plan that was mended, with prices in whole units: reads the pairs of rows and columns
/// that were touched and those of the plan; no other pair can be short of its prices. A row whose price has
/// risen is not read where its contenders, and the bound on all others, show that none of its pairs is
/// short either.
///
/// O(touched rows · columns + rows · touched columns).
pub(crate) fn certify_changes(
    problem: &Problem<'_>,
    pairs: &[Pair],
    prices: &Prices,
    touched: &Touched,
    contenders: Option<&Contenders>,
    monitor: &Monitor,
) -> Result<Proof, Error> {
    let changes = Changes::new(touched, contenders, prices);
    prove(problem, pairs, prices, Some(&changes), monitor)
}

fn prove(
    problem: &Problem<'_>,
    pairs: &[Pair],
    prices: &Prices,
    changes: Option<&Changes<'_>>,
    monitor: &Monitor,
) -> Result<Proof, Error> {
    monitor.begin(Stage::Certify, problem.rows());
    problem.check()?;
    check_prices(problem, prices)?;
    check_plan(problem, pairs)?;
    let inside = mask(&prices.cut.rows, problem.rows());
    let served = mask(&prices.cut.columns, problem.columns());
    let mut sums = seat_sums(problem, prices, &inside, &served);
    let columns = problem.seated_columns();
    let is_outside = |column: &usize| !served[*column] && problem.column_seats(*column) > 0;
    // Without rows in the cut nobody asks what is outside it.
    let asked = if prices.cut.rows.is_empty() { 0..0 } else { columns.clone() };
    let outside: Vec<usize> = asked.filter(is_outside).collect();
    let (inside, outside, limit) =
        (&inside, &outside, problem.limit().min(PRICE_LIMIT / prices.scale));
    let rounding = if problem.exact().is_some() { rounding(problem, pairs) } else { 0 };
    let near = (rounding > 0).then(|| (rounding + 1).saturating_mul(prices.scale).min(PRICE_LIMIT));
    let reader = Reader { problem, pairs, prices, inside, outside, columns, limit, near };
    // Any other cut than all seats of a side speaks of pairs that were not touched; and so does
    // rounding, where nothing is known of them.
    let is_plain = outside.is_empty();
    let changes = changes.filter(|changes| is_plain && (near.is_none() || changes.know_all()));
    let cells = changes.map_or(problem.pairs_a_row(), |changes| changes.columns.len() + 1);
    let starts = (0..problem.rows()).step_by(ROWS_AT_ONCE);
    let mut near_tight = NearTight::default();
    for strip in sweep(starts, ROWS_AT_ONCE * cells, |costs, start| {
        let rows = start..problem.rows().min(start + ROWS_AT_ONCE);
        let (mut sums, mut near_tight) = (Sums::default(), NearTight::default());
        for row in rows.clone() {
            monitor.check()?;
            sums += match changes {
                Some(changes) => reader.read_changes(row, changes, costs, &mut near_tight)?,
                None => reader.read(row, costs, &mut near_tight)?,
            };
        }
        monitor.advance(rows.len());
        Ok::<_, Error>((sums, near_tight))
    }) {
        let (strip, near) = strip?;
        sums += strip;
        near_tight.append(near)?;
    }
    let per_pairs = i128::from(prices.per_pair) * pairs.len() as i128;
    let mut certificate = Certificate {
        primal: problem.base() + sums.primal,
        dual: problem.base() + whole(sums.dual + per_pairs, prices.scale),
        pairs: pairs.len() as u64,
        most_pairs: sums.most_pairs,
        objective: problem.goal(),
        scope: if changes.is_some() { Scope::Changes } else { Scope::AllPairs },
        rounding,
    };
    if certificate.is_optimal_rounded() && near_tight.are_only(pairs, problem) {
        certificate.rounding = 0;
    }
    Ok(Proof { certificate, near_tight })
}

/// Rows that one task reads.
const ROWS_AT_ONCE: usize = 64;

/// What the seats, or some rows of pairs, add to the two sides of the proof and to the cut.
#[derive(Default)]
struct Sums {
    primal: i128,
    dual: i128,
    most_pairs: u64,
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.primal += other.primal;
        self.dual += other.dual;
        self.most_pairs = self.most_pairs.saturating_add(other.most_pairs);
    }
}

/// The least whole number that is not below `sum ÷ scale`: totals are whole.
fn whole(sum: i128, scale: Cost) -> i128 {
    let scale = i128::from(scale);
    sum.div_euclid(scale) + i128::from(sum.rem_euclid(scale) > 0)
}

fn check_prices(problem: &Problem<'_>, prices: &Prices) -> Result<(), Error> {
    if !(1..=PRICE_LIMIT).contains(&prices.scale) {
        return Err(Error::Price { what: "scale", index: 0 });
    }
    let per_pair =
        if problem.goal() == Objective::Total { 0..=0 } else { -PRICE_LIMIT..=PRICE_LIMIT };
    if !per_pair.contains(&prices.per_pair) {
        return Err(Error::Price { what: "pair", index: 0 });
    }
    check_seat_prices("row", &prices.rows, problem.rows())?;
    check_seat_prices("column", &prices.columns, problem.columns())
}

fn check_seat_prices(what: &'static str, prices: &[Cost], expected: usize) -> Result<(), Error> {
    if prices.len() != expected {
        return Err(Error::Length { what, expected, found: prices.len() });
    }
    match prices.iter().position(|price| !(-PRICE_LIMIT..=0).contains(price)) {
        Some(index) => Err(Error::Price { what, index }),
        None => Ok(()),
    }
}

fn check_plan(problem: &Problem<'_>, pairs: &[Pair]) -> Result<(), Error> {
    let mut rows = vec![0_u32; problem.rows()];
    let mut columns = vec![0_u32; problem.columns()];
    let mut previous = None;
    for pair in pairs {
        let fault = |fault| Err(Error::Plan { row: pair.row, column: pair.column, fault });
        let row = rows.get_mut(pair.row as usize);
        let (Some(row), Some(column)) = (row, columns.get_mut(pair.column as usize)) else {
            return fault(Fault::OutOfRange);
        };
        if previous.replace(*pair).is_some_and(|previous| previous >= *pair) {
            return fault(Fault::OutOfOrder);
        }
        *row += 1;
        *column += 1;
        if *row > problem.row_seats(pair.row as usize) {
            return fault(Fault::RowFull);
        }
        if *column > problem.column_seats(pair.column as usize) {
            return fault(Fault::ColumnFull);
        }
    }
    Ok(())
}

/// `Σ d·u + Σ b·v`, and the seats of the cut: of rows outside it and of columns within it.
fn seat_sums(problem: &Problem<'_>, prices: &Prices, inside: &[bool], served: &[bool]) -> Sums {
    let mut sums = Sums::default();
    for (row, (&price, &inside)) in prices.rows.iter().zip(inside).enumerate() {
        let seats = problem.row_seats(row);
        sums.dual += i128::from(seats) * i128::from(price);
        sums.most_pairs += if inside { 0 } else { u64::from(seats) };
    }
    for (column, (&price, &served)) in prices.columns.iter().zip(served).enumerate() {
        let seats = problem.column_seats(column);
        sums.dual += i128::from(seats) * i128::from(price);
        sums.most_pairs += if served { u64::from(seats) } else { 0 };
    }
    sums
}

/// Everything that reading one row of pairs needs.
struct Reader<'a> {
    problem: &'a Problem<'a>,
    pairs: &'a [Pair],
    prices: &'a Prices,
    /// Rows of the cut.
    inside: &'a [bool],
    /// Columns with seats outside the cut, rising.
    outside: &'a [usize],
    /// The columns that are read.
    columns: Range<usize>,
    /// The largest cost that can be scaled.
    limit: Cost,
    /// Where costs were rounded: the reduced cost up to which a pair is near tight, in steps of prices.
    near: Option<Cost>,
}

impl Reader<'_> {
    /// One row's share. A row without seats has no pair in any plan and adds nothing.
    fn read(
        &self,
        row: usize,
        costs: &mut Vec<Cost>,
        near_tight: &mut NearTight,
    ) -> Result<Sums, Error> {
        if self.problem.row_seats(row) == 0 {
            return Ok(Sums::default());
        }
        let read = RowCosts::read(self.problem, self.limit, row, self.columns.clone(), costs)?;
        let price = self.prices.per_pair + self.prices.rows[row];
        Ok(Sums {
            primal: self.primal(row, &read)?,
            dual: match self.near {
                Some(near) => self.near_shortfall((row, price, near), &read, near_tight)?,
                None => self.shortfall(price, &read),
            },
            most_pairs: if self.inside[row] { self.crossing(&read) } else { 0 },
        })
    }

    /// One row's share where something is known of it.
    fn read_changes(
        &self,
        row: usize,
        changes: &Changes<'_>,
        costs: &mut Vec<Cost>,
        near_tight: &mut NearTight,
    ) -> Result<Sums, Error> {
        if self.problem.row_seats(row) == 0 {
            return Ok(Sums::default());
        }
        let price = self.prices.per_pair + self.prices.rows[row];
        let listed = match changes.look(row) {
            Look::Touched => return self.read_touched(row, price, changes.columns),
            Look::Contenders => changes.contenders(row, price + self.near.unwrap_or(0)),
            Look::All => None,
        };
        let Some(listed) = listed else { return self.read(row, costs, near_tight) };
        let mut sums = Sums::default();
        for pair in self.pairs_of(row) {
            sums.primal += i128::from(allowed(*pair, self.cost(row, pair.column)?)?);
        }
        let listed = listed.filter(|&(column, _)| self.problem.column_seats(column) > 0);
        sums.dual = self.fall((row, price, self.near.unwrap_or(-1)), listed, near_tight)?;
        Ok(sums)
    }

    /// One row's share where only its pairs of the plan and those with `columns` can count.
    fn read_touched(&self, row: usize, price: Cost, columns: &[u32]) -> Result<Sums, Error> {
        let mut sums = Sums::default();
        let fall = |column: u32, cost: Cost| {
            let is_usable = cost != FORBIDDEN && self.problem.column_seats(column as usize) > 0;
            i128::from(if is_usable {
                self.reduced(price, column as usize, cost).min(0)
            } else {
                0
            })
        };
        let used = self.pairs_of(row);
        for pair in used {
            let cost = allowed(*pair, self.cost(row, pair.column)?)?;
            sums.primal += i128::from(cost);
            sums.dual += fall(pair.column, cost);
        }
        let is_unused = |column: &&u32| used.iter().all(|pair| pair.column != **column);
        for &column in columns.iter().filter(is_unused) {
            sums.dual += fall(column, self.cost(row, column)?);
        }
        Ok(sums)
    }

    /// The cost of one pair.
    fn cost(&self, row: usize, column: u32) -> Result<Cost, Error> {
        let (mut cost, column) = ([FORBIDDEN], column as usize);
        self.problem.folded_block_within(self.limit, row, column..column + 1, &mut cost)?;
        Ok(cost[0])
    }

    /// The plan's pairs in a row.
    fn pairs_of(&self, row: usize) -> &[Pair] {
        let start = self.pairs.partition_point(|pair| (pair.row as usize) < row);
        let count = self.pairs[start..].iter().take_while(|pair| pair.row as usize == row).count();
        &self.pairs[start..start + count]
    }

    /// Costs of the plan's pairs in this row.
    fn primal(&self, row: usize, read: &RowCosts<'_>) -> Result<i128, Error> {
        let mut sum = 0;
        for pair in self.pairs_of(row) {
            sum += i128::from(allowed(*pair, read.cost(pair.column as usize))?);
        }
        Ok(sum)
    }

    /// What a pair costs beyond its prices, in steps of a price. Saturation keeps a forbidden pair, 2⁶³ − 1,
    /// above every sum of prices.
    fn reduced(&self, price: Cost, column: usize, cost: Cost) -> Cost {
        let scaled = if cost == FORBIDDEN { cost } else { cost * self.prices.scale };
        scaled.saturating_sub(self.prices.columns[column]).saturating_sub(price)
    }

    /// `Σ min(0, c − λ − u − v)` over the pairs of a row that a plan may use.
    fn shortfall(&self, price: Cost, read: &RowCosts<'_>) -> i128 {
        if let Columns::Range(columns) = &read.columns {
            let (costs, scale) = (read.costs, self.prices.scale);
            let prices = &self.prices.columns[columns.clone()];
            if arch().dispatch(Lowest { costs, prices, scale }) >= price {
                return 0;
            }
        }
        let falls =
            self.usable(read).map(|(column, cost)| self.reduced(price, column, cost).min(0));
        falls.map(i128::from).sum()
    }

    /// [`shortfall`](Self::shortfall) of a row at its price, where pairs up to a reduced cost are kept.
    fn near_shortfall(
        &self,
        (row, price, near): (usize, Cost, Cost),
        read: &RowCosts<'_>,
        near_tight: &mut NearTight,
    ) -> Result<i128, Error> {
        let Columns::Range(columns) = &read.columns else {
            return self.fall((row, price, near), self.usable(read), near_tight);
        };
        let (costs, scale) = (read.costs, self.prices.scale);
        let prices = &self.prices.columns[columns.clone()];
        let mut found = Vec::new();
        arch().dispatch(AtMost { costs, prices, scale, most: price + near, found: &mut found });
        let pairs =
            found.iter().map(|&place| (columns.start + place as usize, costs[place as usize]));
        let usable = pairs.filter(|&(column, _)| self.problem.column_seats(column) > 0);
        self.fall((row, price, near), usable, near_tight)
    }

    /// `Σ min(0, c − λ − u − v)` over pairs of a row, of which those up to a reduced cost are kept.
    fn fall(
        &self,
        (row, price, near): (usize, Cost, Cost),
        pairs: impl Iterator<Item = (usize, Cost)>,
        near_tight: &mut NearTight,
    ) -> Result<i128, Error> {
        let mut fall = 0;
        for (column, cost) in pairs {
            let reduced = self.reduced(price, column, cost);
            fall += i128::from(reduced.min(0));
            if reduced <= near && self.near.is_some() {
                near_tight.push(row, column, cost)?;
            }
        }
        Ok(fall)
    }

    /// The pairs of a row that some plan may use: columns and costs.
    fn usable(&self, read: &RowCosts<'_>) -> impl Iterator<Item = (usize, Cost)> {
        read.allowed().filter(|&(column, _)| self.problem.column_seats(column) > 0)
    }

    /// Usable pairs of a row with columns outside the cut.
    fn crossing(&self, read: &RowCosts<'_>) -> u64 {
        let is_outside = |&(column, _): &(usize, Cost)| self.outside.binary_search(&column).is_ok();
        let is_allowed = |column: &&usize| read.cost(**column) != FORBIDDEN;
        let crossing = match read.columns {
            Columns::Range(_) => self.outside.iter().filter(is_allowed).count(),
            Columns::Listed(_) => read.allowed().filter(is_outside).count(),
        };
        crossing as u64
    }
}

/// The cost of a pair of the plan.
fn allowed(pair: Pair, cost: Cost) -> Result<Cost, Error> {
    if cost != FORBIDDEN {
        return Ok(cost);
    }
    let Pair { row, column } = pair;
    Err(Error::Plan { row, column, fault: Fault::Forbidden })
}

/// The lowest cost after the price of the column, in steps of prices; [`FORBIDDEN`] where nothing is
/// allowed. Compiled once for each instruction set.
struct Lowest<'a> {
    costs: &'a [Cost],
    prices: &'a [Cost],
    scale: Cost,
}

impl WithSimd for Lowest<'_> {
    type Output = Cost;

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "has to be compiled for the instruction set")]
    fn with_simd<S: Simd>(self, simd: S) -> Cost {
        let (forbidden, scale) = (simd.splat_i64s(FORBIDDEN), simd.splat_i64s(self.scale));
        let (costs, last_costs) = S::as_simd_i64s(self.costs);
        let (prices, last_prices) = S::as_simd_i64s(self.prices);
        let (mut least, is_whole) = (forbidden, self.scale == 1);
        let mut meet = |cost, price| {
            // Prices of most methods are whole, and multiplying takes longer than all the rest.
            let scaled = if is_whole { cost } else { simd.mul_i64s(cost, scale) };
            let reduced = subtract(simd, scaled, price);
            let reduced = simd.select_i64s(equal(simd, cost, forbidden), forbidden, reduced);
            least = simd.min_i64s(least, reduced);
        };
        for (&cost, &price) in costs.iter().zip(prices) {
            meet(cost, price);
        }
        for (&cost, &price) in last_costs.iter().zip(last_prices) {
            meet(simd.splat_i64s(cost), simd.splat_i64s(price));
        }
        lowest::<S>(least)
    }
}
