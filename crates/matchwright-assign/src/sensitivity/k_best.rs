//! The best plan, the next best, and so on.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::assign::{assign_here, in_pool};
use crate::basics::memory::check_memory;
use crate::basics::{Cost, Error, Moment, Monitor, Stage};
use crate::options::Options;
use crate::plan::Pair;
use crate::problem::Problem;
use crate::proof::{Proof, Scope, certify_watched};
use crate::solution::Solution;
use crate::solver::Stats;

use super::Residual;
use super::network::Network;
use super::second_best::{Exchange, Part};
use super::whole::whole_prices;

/// Lists of one number for each row and column that a plan and the two parts of its part hold, and the
/// search and the proof until they are done.
const LISTS_A_PLAN: usize = 32;

/// The `k` best plans, or all where there are fewer, in the order of rising totals.
///
/// The first is that of [`assign`](crate::assign), and the answer for a smaller `k` is a beginning
/// of the answer for a larger one. Two plans differ where their sets of pairs do. With
/// [`Objective::Participation`](crate::Objective::Participation) only plans with the most pairs
/// count. Plans with the same total stand in an order that depends on the problem alone, not on the
/// machine or the number of threads.
///
/// The plans not listed yet are divided into parts, each with its best plan and the *second* best,
/// which is the best one changed along the shortest cycle of the residual graph (Hamacher and
/// Queyranne 1985; for assignments Chegireddy and Hamacher 1987, for flows Hamacher 1995). The
/// least second best of all parts is listed next; a pair that only one of the two plans uses then
/// divides its part in two, in which that pair is settled. Prices are handed down, as Miller, Stone
/// and Cox (1997) do for Murty's partition (1968), so that nothing is solved again: one shortest
/// path makes the plan, and looking for the shortest cycle takes a search from each row, which ends
/// where it cannot be shorter than the shortest so far.
///
/// O(k · rows² · columns) time at worst, and far less where the next plans are close. The costs
/// have to fit into memory, 8 · rows · columns bytes, and for each plan 8 · (rows + columns) + 16 ·
/// pairs more.
///
/// Each plan comes with the prices of the best and a certificate over all pairs, whose
/// [`gap`](crate::Certificate::gap) is exactly how much worse than the best it is: 0 for those that
/// are as good. That no plan is left out in between is the method's promise and not part of the
/// certificate. Where the source rounds its costs, the first plan is the best of the exact values; the
/// others stand in the order of the rounded costs, and their certificates say how much
/// [`rounding`](crate::Certificate::rounding) can hide.
///
/// A limit of time ends the list early; where it ends the search for the best plan already, the
/// plan of that search is all there is.
///
/// ```
/// use matchwright_assign::{CostMatrix, Options, Problem, k_best};
///
/// let costs = CostMatrix::from_vec(2, 3, vec![1, 2, 9, 4, 8, 9])?;
/// let plans = k_best(&Problem::new(&costs), 3, &Options::default())?;
/// let totals: Vec<i128> = plans.iter().map(|plan| plan.total()).collect();
/// assert_eq!(totals, [6, 9, 10]); // of six plans
/// assert_eq!(plans[2].certificate().gap(), 4);
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
///
/// # Errors
/// Those of [`assign`](crate::assign), [`Error::OutOfMemory`] included, whatever the method.
pub fn k_best(problem: &Problem<'_>, k: usize, options: &Options) -> Result<Vec<Solution>, Error> {
    if k == 0 {
        return Ok(Vec::new());
    }
    in_pool(problem.pairs(), options, || {
        let idle = Monitor::new();
        let monitor = options.monitor.as_deref().unwrap_or(&idle);
        let best = assign_here(problem, options)?;
        if k == 1 || !best.certificate().is_optimal_rounded() {
            return Ok(vec![best]);
        }
        let mut ranking = Ranking::new(problem, &best, monitor)?;
        let rounded = best.rounded_pairs.is_some().then(|| best.rounded_pairs().to_vec());
        let mut next = rounded.map(|pairs| proven(problem, &best, pairs, monitor));
        let mut plans = vec![best];
        while plans.len() < k && !monitor.is_stopped() {
            check_memory::<Cost>(LISTS_A_PLAN, problem.rows() + problem.columns())?;
            monitor.begin(Stage::Solve, k);
            monitor.advance(plans.len());
            let plan = match next.take() {
                Some(plan) => Some(plan?),
                None => ranking.solution(problem, &plans[0], monitor)?,
            };
            // What was not proven in time is not the next best for certain.
            let is_proven = |plan: &Solution| plan.certificate.scope != Scope::NotChecked;
            let Some(plan) = plan.filter(is_proven) else { break };
            // The best of the exact values is one of those that come next for the rounded ones.
            if plan.pairs != plans[0].pairs {
                plans.push(plan);
            }
        }
        Ok(plans)
    })
}

/// A plan with its proof.
fn proven(
    problem: &Problem<'_>,
    best: &Solution,
    pairs: Vec<Pair>,
    monitor: &Monitor,
) -> Result<Solution, Error> {
    let started = Moment::now();
    let prices = best.prices().clone();
    let Proof { certificate, .. } = certify_watched(problem, &pairs, &prices, monitor)?;
    let stats = Stats {
        threads: best.stats().threads,
        certify_seconds: started.seconds(),
        ..Stats::default()
    };
    Ok(Solution {
        pairs,
        rounded_pairs: None,
        prices,
        certificate,
        method: best.method(),
        seatless: best.seatless.clone(),
        stats,
        restart_lists: None,
    })
}

/// The plans that are not listed yet, in parts.
struct Ranking {
    network: Network,
    /// Parts whose second best plan is known.
    parts: Vec<Option<(Part, Exchange)>>,
    /// Totals of those plans, less that of the best, with the positions of their parts.
    queue: BinaryHeap<Reverse<(i128, usize)>>,
    /// Parts whose second best plan is looked for before the next plan is listed.
    new: Vec<Part>,
}

impl Ranking {
    fn new(problem: &Problem<'_>, best: &Solution, monitor: &Monitor) -> Result<Self, Error> {
        let prices = whole_prices(problem, best)?;
        let residual = Residual::new(problem, best.rounded_pairs(), &prices)?;
        let network = Network::read(&residual, monitor)?;
        let whole = Part::whole(best.rounded_pairs().to_vec(), &residual);
        Ok(Self { network, parts: Vec::new(), queue: BinaryHeap::new(), new: vec![whole] })
    }

    /// The next plan with its proof; `None` where there is none.
    fn solution(
        &mut self,
        problem: &Problem<'_>,
        best: &Solution,
        monitor: &Monitor,
    ) -> Result<Option<Solution>, Error> {
        let started = Moment::now();
        let searches = self.network.searches();
        let Some(pairs) = self.next(monitor)? else { return Ok(None) };
        let solve_seconds = started.seconds();
        let mut solution = proven(problem, best, pairs, monitor)?;
        solution.stats.searches = self.network.searches() - searches;
        solution.stats.solve_seconds = solve_seconds;
        Ok(Some(solution))
    }

    /// Takes the least second best plan of all parts and divides its part.
    fn next(&mut self, monitor: &Monitor) -> Result<Option<Vec<Pair>>, Error> {
        for part in std::mem::take(&mut self.new) {
            if let Some(exchange) = part.second_best(&mut self.network, monitor)? {
                let total = part.excess + i128::from(exchange.length);
                self.queue.push(Reverse((total, self.parts.len())));
                self.parts.push(Some((part, exchange)));
            }
        }
        let Some(Reverse((_, position))) = self.queue.pop() else { return Ok(None) };
        let Some((part, exchange)) = self.parts[position].take() else { return Ok(None) };
        let [best, second] = part.divide(&mut self.network, exchange)?;
        let pairs = second.pairs.clone();
        self.new = vec![best, second];
        Ok(Some(pairs))
    }
}
