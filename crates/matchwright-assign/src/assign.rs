//! The door: one call from problem to certified solution.

use std::sync::Arc;
use std::time::Duration;

use crate::basics::sweep::threads_for;
use crate::basics::{Error, Method, Moment, Monitor, threads};
use crate::options::Options;
use crate::plan::whole::whole;
use crate::plan::{Pair, Prices};
use crate::problem::Problem;
use crate::proof::{Finer, NearTight, Proof, certify_by_blocks, certify_changes, certify_watched};
use crate::solution::Solution;
use crate::solver::choose::{choose, from_scratch};
use crate::solver::warm_start::Seatless;
use crate::solver::{self, Plan, Stats, WarmStart};

/// More threads than any machine of today has cores serve nobody, and may exhaust the system.
const THREAD_LIMIT: usize = 1024;

/// Finds the best plan and proves it; where it is stopped, the best plan so far, with a proof of how far
/// that can be from the best.
///
/// The plan is a function of the problem and the method: neither the number of threads nor the
/// machine shows. Everybody staying unmatched is a plan like any other, so
/// a problem without allowed pairs is solved, not refused.
///
/// With `R` rows and `C` columns, turned so that the side with fewer seats searches, the Hungarian
/// method takes O(S · R · C) time for `S` seats and 8 · R · C bytes.
///
/// ```
/// use matchwright_assign::{CostMatrix, Options, Problem, assign};
///
/// let costs = CostMatrix::from_vec(3, 3, vec![4, 1, 3, 2, 0, 5, 3, 2, 2])?;
/// let solution = assign(&Problem::new(&costs), &Options::default())?;
/// assert_eq!(solution.total(), 5);
/// assert_eq!(solution.certificate().gap(), 0);
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
///
/// # Errors
/// The errors of [`Problem::check`], [`Error::CostTooLarge`], [`Error::Cancelled`],
/// [`Error::Unsupported`], [`Error::OutOfMemory`], [`Error::Threads`], [`Error::NoClock`].
pub fn assign(problem: &Problem<'_>, options: &Options) -> Result<Solution, Error> {
    in_pool(problem.pairs(), options, || assign_here(problem, options))
}

/// Runs `work` on as many threads as the options ask for. Without a wish, a small problem stays on the
/// thread of the caller; a large one goes to the global pool as a whole, within which work is shared
/// more quickly than from outside.
pub(crate) fn in_pool<T: Send>(
    pairs: usize,
    options: &Options,
    work: impl FnOnce() -> Result<T, Error> + Send,
) -> Result<T, Error> {
    let Some(count) = options.threads else {
        let is_small = threads_for(pairs) == 1;
        return if is_small { work() } else { threads::run(work) };
    };
    if count > THREAD_LIMIT {
        return Err(Error::Threads { reason: format!("{count} are more than {THREAD_LIMIT}") });
    }
    threads::run_on(count, work)
}

/// [`assign`] on the threads of the caller.
pub(crate) fn assign_here(problem: &Problem<'_>, options: &Options) -> Result<Solution, Error> {
    let idle = Monitor::new();
    let monitor = options.monitor.as_deref().unwrap_or(&idle);
    if let Some(limit) = options.time_limit {
        monitor.stop_after(limit)?;
    }
    let warm_start = options.warm_start.as_deref();
    solve_and_prove(problem, warm_start, options, monitor).map_err(|error| match error {
        Error::OutOfMemory { .. } => Error::OutOfMemory { bytes: problem.memory(options).into() },
        error => error,
    })
}

fn solve_and_prove(
    problem: &Problem<'_>,
    warm_start: Option<&WarmStart>,
    options: &Options,
    monitor: &Monitor,
) -> Result<Solution, Error> {
    problem.check()?;
    warm_start.map_or(Ok(()), |warm_start| warm_start.check(problem))?;
    let method = choose(options.method, problem, warm_start);

    let started = Moment::now();
    let mut plan = solver::solve(method, problem, warm_start, monitor)?;
    let mut solved = started.seconds();
    let mut proof = prove(problem, &mut plan, monitor)?;
    let is_refuted = plan.finished && !proof.certificate.is_optimal_rounded() && !monitor.is_late();
    if plan.method == Method::Repair && is_refuted {
        // The warm start was vouched for, and is not what it seems.
        plan = solver::solve(from_scratch(problem), problem, None, monitor)?;
        solved = started.seconds();
        proof = prove(problem, &mut plan, monitor)?;
    }
    monitor.keep(Duration::ZERO);
    let exact = best_of_exact(problem, &plan, &mut proof, monitor)?;

    let restart_lists = match plan.restart_lists.take() {
        _ if !options.restartable || !proof.certificate.is_optimal_rounded() => None,
        None => solver::restart_lists(problem, &plan.prices, monitor)?,
        known => known,
    };

    let Stats { prepare_seconds, scan_seconds, .. } = plan.stats;
    let stats = Stats {
        threads: threads_for(problem.pairs()),
        memory: problem.memory(options),
        solve_seconds: solved - prepare_seconds - scan_seconds,
        certify_seconds: started.seconds() - solved,
        ..plan.stats
    };
    let (pairs, rounded_pairs) = match exact {
        Some(exact) => (exact, Some(plan.pairs)),
        None => (plan.pairs, None),
    };
    Ok(Solution {
        pairs,
        rounded_pairs,
        prices: plan.prices,
        certificate: proof.certificate,
        method: plan.method,
        seatless: Seatless::of(problem),
        stats,
        restart_lists: restart_lists.map(Arc::new),
    })
}

/// The best plan for the exact values, where rounding hides whether that is this one, and another one is;
/// its proof is what the certificate then says.
fn best_of_exact(
    problem: &Problem<'_>,
    plan: &Plan,
    proof: &mut Proof,
    monitor: &Monitor,
) -> Result<Option<Vec<Pair>>, Error> {
    if proof.certificate.rounding == 0 || !proof.certificate.is_optimal_rounded() {
        return Ok(None);
    }
    let near_tight = std::mem::take(&mut proof.near_tight);
    let read = |finer: &Finer<'_>, _: &Problem<'_>, solution: &Solution| {
        let is_proven = solution.certificate.is_optimal();
        Ok(is_proven.then(|| finer.with_settled(&solution.pairs)))
    };
    let exact = with_finer(problem, &plan.pairs, &plan.prices, near_tight, monitor, read)?;
    let Some(pairs) = exact.flatten() else { return Ok(None) };
    proof.certificate.rounding = 0;
    Ok((pairs != plan.pairs).then_some(pairs))
}

/// Reads something off the problem that rounding leaves open, and off its solution.
pub(crate) fn with_finer<T>(
    problem: &Problem<'_>,
    pairs: &[Pair],
    prices: &Prices,
    near_tight: NearTight,
    monitor: &Monitor,
    read: impl FnOnce(&Finer<'_>, &Problem<'_>, &Solution) -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    let Some(values) = problem.exact() else { return Ok(None) };
    let finer = Finer::new(problem, values, pairs, prices, near_tight)?;
    let Some(open) = finer.problem(problem.goal()) else { return Ok(None) };
    let solution = solve_and_prove(&open, None, &Options::default(), monitor)?;
    read(&finer, &open, &solution).map(Some)
}

/// Proves a plan, with prices in whole units where those prove it as well: everything later is simpler with them.
fn prove(problem: &Problem<'_>, plan: &mut Plan, monitor: &Monitor) -> Result<Proof, Error> {
    if plan.prices.scale > 1
        && plan.finished
        && let Some(whole) = whole(problem, &plan.pairs, &plan.prices)?
    {
        let scaled = std::mem::replace(&mut plan.prices, whole);
        let proof = prove_as_it_is(problem, plan, monitor)?;
        if proof.certificate.is_optimal_rounded() || monitor.is_late() {
            return Ok(proof);
        }
        plan.prices = scaled;
    }
    prove_as_it_is(problem, plan, monitor)
}

fn prove_as_it_is(problem: &Problem<'_>, plan: &Plan, monitor: &Monitor) -> Result<Proof, Error> {
    match &plan.touched {
        Some(touched) => {
            let restart_lists = plan.restart_lists.as_ref();
            certify_changes(problem, &plan.pairs, &plan.prices, touched, restart_lists, monitor)
        }
        None => match plan.digest.as_ref().or(problem.digest()) {
            Some(digest) => certify_by_blocks(problem, &plan.pairs, &plan.prices, digest, monitor),
            None => certify_watched(problem, &plan.pairs, &plan.prices, monitor),
        },
    }
}
