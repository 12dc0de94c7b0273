//! The door: one call from people to a certified pairing.

use crate::assign::in_pool;
use crate::basics::{Cost, Error, Monitor, Objective};
use crate::general::certificate::certify_watched;
use crate::general::folded::Folded;
use crate::general::start::start;
use crate::general::{Pairing, Peers, solver};
use crate::options::Options;
use crate::problem::Problem;

/// Pairs that each person lists at first. Of 2,000 people, points in the plane, of low rank or uniform, lists of 16 left
/// no pair missing; with 8 up to 25 were, and two passes over all pairs more. The time is much the same up to 48.
const AT_FIRST: usize = 24;

/// Finds the best pairs within one population and proves them; where it is stopped, the best so far, with a
/// proof of how far that can be from the best.
///
/// The pairing is a function of the costs and the method: neither the number of threads nor the machine shows.
/// Which of several best pairings it is, is not promised. Everybody being alone is a plan like any other, so
/// that people who may not meet are an answer, not an error. With an odd number one person at least is
/// [`alone`](Pairing::alone), and may join the pair that suits best.
///
/// The assignment of people to themselves ([`assign`](crate::assign), by the method of the options) comes first
/// and takes most of the time. Then O(n³ log n) for n people at worst, and far less where few odd cycles are left; no
/// matrix is stored. A limit of time does not end the reading of costs and the proof. `warm_start` and `restartable`
/// of the options do not matter here.
///
/// ```
/// use matchwright_assign::{CostMatrix, FORBIDDEN, Objective, Options};
/// use matchwright_assign::general::{Peers, pair};
///
/// // Three friends and somebody whom only the last of them may meet.
/// let (x, costs) = (FORBIDDEN, [-5, -4, -3, -1]);
/// let [a, b, c, d] = costs;
/// let costs = CostMatrix::from_vec(4, 4, vec![
///     x, a, b, x,
///     a, x, c, x,
///     b, c, x, d,
///     x, x, d, x,
/// ])?;
/// let pairing = pair(&Peers::new(&costs), &Options::default())?;
/// assert_eq!(pairing.partners(), [Some(1), Some(0), Some(3), Some(2)]);
/// assert!(pairing.certificate().is_optimal());
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
///
/// # Errors
/// Those of [`Peers::check`] and [`assign`](crate::assign), and [`Error::Asymmetric`].
pub fn pair(peers: &Peers<'_>, options: &Options) -> Result<Pairing, Error> {
    peers.check()?;
    let people = peers.people();
    in_pool(people.saturating_mul(people), options, || pair_here(peers, options))
}

fn pair_here(peers: &Peers<'_>, options: &Options) -> Result<Pairing, Error> {
    let idle = Monitor::new();
    let monitor = options.monitor.as_deref().unwrap_or(&idle);
    if let Some(limit) = options.time_limit {
        monitor.stop_after(limit)?;
    }
    let (folded, largest) = Folded::new(peers, monitor)?;
    let worth = worth_of_a_pair(peers, largest);
    let inner =
        Options { method: options.method, monitor: options.monitor.clone(), ..Options::default() };
    let start = start(peers, &folded, (worth, largest), &inner)?;
    let (partners, prices) =
        solver::solve(&Problem::new(&folded), start, 2 * worth, AT_FIRST, monitor)?;
    let certificate = certify_watched(peers, &partners, &prices, monitor)?;
    Ok(Pairing { partners, prices, certificate })
}

/// What one pair more is worth where participation comes first: more than any two plans with `k` and `k + 1` pairs
/// can differ by, `(2k + 1)` times the largest cost, for `2k` below the number of people.
fn worth_of_a_pair(peers: &Peers<'_>, largest: Cost) -> Cost {
    match peers.goal() {
        Objective::Total => 0,
        Objective::Participation => (peers.people() as Cost + 1) * largest + 1,
    }
}
