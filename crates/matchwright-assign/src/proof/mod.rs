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

mod blocks;
mod certificate;
mod changes;
mod finer;
mod levels;
mod near_tight;
mod rows;
mod shortlists;
mod sound;
mod steps;

use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, Monitor, Objective, PRICE_LIMIT, Stage};
use crate::costs::{BLOCK, Digest};
use crate::plan::{Pair, Prices, RestartLists, mask};
use crate::problem::Problem;

pub use certificate::{Certificate, Scope};
use changes::Changes;
pub(crate) use changes::Touched;
pub(crate) use finer::Finer;
pub use levels::{Role, StepBound, StepProof, certify_levels};
pub(crate) use levels::{certify_levels_watched, classes, ranks};
pub(crate) use near_tight::NearTight;
use near_tight::rounding;
use rows::{Reader, Scratch, Sums, allowed};
pub use shortlists::{RowQuery, Shortlist};
pub(crate) use shortlists::{certify_shortlists, value};
use sound::{check_plan, check_prices};
pub(crate) use steps::{Bins, Outline, REQUIRED, rank_steps, seat_steps};

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

/// A certificate, and the pairs that it leaves open.
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
    prove(problem, pairs, prices, &Reading::All, monitor)
}

/// [`certify`] where the lowest costs of blocks are known: it reads the pairs of the plan, and the blocks with a pair
/// that could cost less than its prices. No price is above 0, so that no pair of another block does.
///
/// O(rows · columns ÷ 64) and the blocks that are read.
pub(crate) fn certify_by_blocks(
    problem: &Problem<'_>,
    pairs: &[Pair],
    prices: &Prices,
    digest: &Digest,
    monitor: &Monitor,
) -> Result<Proof, Error> {
    prove(problem, pairs, prices, &Reading::Blocks(digest), monitor)
}

/// [`certify`] for a plan that was mended, with prices in whole units. It reads the pairs of the
/// plan and those of touched rows and columns: no other pair can cost less than its prices. A row
/// whose price has risen is not read where its kept list and the bound on all others show the same
/// of its pairs.
///
/// O(touched rows · columns + rows · touched columns).
pub(crate) fn certify_changes(
    problem: &Problem<'_>,
    pairs: &[Pair],
    prices: &Prices,
    touched: &Touched,
    restart_lists: Option<&RestartLists>,
    monitor: &Monitor,
) -> Result<Proof, Error> {
    let changes = Changes::new(touched, restart_lists, prices);
    prove(problem, pairs, prices, &Reading::Changes(changes), monitor)
}

/// Which pairs have to be read, since nothing else is known of them.
enum Reading<'a> {
    All,
    /// Those of blocks whose lowest cost is not enough.
    Blocks(&'a Digest),
    /// Those of rows and columns that were touched.
    Changes(Changes<'a>),
}

impl Reading<'_> {
    /// Pairs of a row that are read, on average.
    fn pairs_a_row(&self, problem: &Problem<'_>) -> usize {
        match self {
            Self::All => problem.pairs_a_row(),
            Self::Blocks(_) => problem.columns() / BLOCK + BLOCK,
            Self::Changes(changes) => changes.columns.len() + 1,
        }
    }
}

fn prove(
    problem: &Problem<'_>,
    pairs: &[Pair],
    prices: &Prices,
    reading: &Reading<'_>,
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
    // Any cut but all seats of one side also depends on other pairs. So does rounding, where nothing is known of
    // pairs that were not touched.
    let is_enough = outside.is_empty()
        && match reading {
            Reading::Changes(changes) => near.is_none() || changes.know_all(),
            _ => true,
        };
    let reading = if is_enough { reading } else { &Reading::All };
    let cells = reading.pairs_a_row(problem);
    let starts = (0..problem.rows()).step_by(ROWS_AT_ONCE);
    let mut near_tight = NearTight::default();
    for strip in sweep(starts, ROWS_AT_ONCE * cells, |scratch: &mut Scratch, start| {
        let rows = start..problem.rows().min(start + ROWS_AT_ONCE);
        let mut sums = Sums::default();
        for row in rows.clone() {
            monitor.check()?;
            if monitor.is_late() {
                return Ok(None);
            }
            sums += match reading {
                Reading::All => reader.read(row, scratch)?,
                Reading::Blocks(digest) => reader.read_blocks(row, digest, scratch)?,
                Reading::Changes(changes) => reader.read_changes(row, changes, scratch)?,
            };
        }
        monitor.advance(rows.len());
        Ok::<_, Error>(Some((sums, std::mem::take(&mut scratch.near_tight))))
    }) {
        let Some((strip, near)) = strip? else {
            let certificate = not_checked(problem, pairs, rounding, monitor)?;
            return Ok(Proof { certificate, near_tight: NearTight::default() });
        };
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
        scope: if matches!(reading, Reading::Changes(_)) {
            Scope::Changes
        } else {
            Scope::AllPairs
        },
        rounding,
    };
    if let Some(near) = near.filter(|_| certificate.is_optimal_rounded()) {
        near_tight.settle(problem, pairs, prices, near)?;
        if near_tight.pairs.is_empty() {
            certificate.rounding = 0;
        }
    }
    Ok(Proof { certificate, near_tight })
}

/// What is true of a plan whose proof there was no time for: its total, and how low a total can be when
/// nothing is known but the largest cost. O(pairs of the plan).
fn not_checked(
    problem: &Problem<'_>,
    pairs: &[Pair],
    rounding: Cost,
    monitor: &Monitor,
) -> Result<Certificate, Error> {
    let (limit, mut primal) = (problem.limit(), problem.base());
    for &pair in pairs {
        monitor.check()?;
        let cost = problem.cost_within(limit, pair.row as usize, pair.column as usize)?;
        primal += i128::from(allowed(pair, cost)?);
    }
    let most_pairs = problem.all_row_seats().min(problem.all_column_seats());
    let counted = match problem.goal() {
        Objective::Participation => pairs.len() as u64,
        Objective::Total => most_pairs,
    };
    Ok(Certificate {
        primal,
        dual: problem.base() - i128::from(limit) * i128::from(counted),
        pairs: pairs.len() as u64,
        most_pairs,
        objective: problem.goal(),
        scope: Scope::NotChecked,
        rounding,
    })
}

/// Rows that one task reads.
const ROWS_AT_ONCE: usize = 64;

/// The least whole number that is not below `sum ÷ scale`: totals are whole.
fn whole(sum: i128, scale: Cost) -> i128 {
    let scale = i128::from(scale);
    sum.div_euclid(scale) + i128::from(sum.rem_euclid(scale) > 0)
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

#[cfg(test)]
mod rounded_tests;

#[cfg(test)]
mod tests {
    use super::{not_checked, whole};
    use crate::basics::{Error, Monitor, Objective};
    use crate::costs::CostMatrix;
    use crate::plan::Pair;
    use crate::problem::Problem;

    #[test]
    fn bounds_are_rounded_up() {
        assert_eq!([-4, -3, -1, 0, 1, 3, 4].map(|sum| whole(sum, 3)), [-1, -1, 0, 0, 1, 1, 2]);
    }

    /// What is said of a plan that there was no time to look at holds: its total, and a bound below all totals.
    #[test]
    fn without_time_the_total_is_known_and_the_bound_is_the_largest_cost() -> Result<(), Error> {
        let costs = CostMatrix::from_vec(2, 2, vec![5, 7, 2, 3])?;
        let problem = Problem::new(&costs).unmatched_cost(vec![1, 2]);
        let pairs = [Pair { row: 0, column: 1 }, Pair { row: 1, column: 0 }];
        let limit = i128::from(problem.limit());
        let known = not_checked(&problem, &pairs, 0, &Monitor::new())?;
        assert_eq!((known.primal, known.dual), (9, 3 - 2 * limit));
        let problem = problem.objective(Objective::Total);
        let known = not_checked(&problem, &pairs[..1], 0, &Monitor::new())?;
        assert_eq!((known.primal, known.dual, known.most_pairs), (9, 3 - 2 * limit, 2));
        Ok(())
    }
}
