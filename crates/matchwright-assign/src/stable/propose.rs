//! Deferred acceptance.

use std::collections::BinaryHeap;

use crate::basics::memory::{append, filled, out_of_memory, room};
use crate::basics::{Cost, Error, FORBIDDEN, Monitor, Stage};
use crate::options::Options;
use crate::plan::Pair;
use crate::stable::{Preferences, Side};

/// Favourites that are looked up at once: most proposers need a few, and reading everybody's costs again is cheap
/// beside keeping all lists.
const AT_ONCE: usize = 32;

/// A cost and the position it is of: lower is better.
type Wish = (Cost, u32);

/// The stable plan that is best for the proposing side, sorted by row, then by column.
///
/// Ties go to the lower position on both sides; a plan that is stable then is stable by the costs alone. Everybody
/// has as many pairs as in every other plan that is stable with these ties (Roth 1986), so that who is left over does
/// not depend on the side that proposes. The plan is a function of the preferences.
///
/// O(pairs) proposals at worst; a row is read once for every 32 of its own. Of the options only the monitor counts:
/// a plan that is stopped early would not be stable, so that limits of time are refused.
///
/// ```
/// use matchwright_assign::stable::{Preferences, assign, certify};
/// use matchwright_assign::{CostMatrix, Options};
///
/// // Both rows would rather have column 1, which has one seat and would rather have row 1.
/// let rows = CostMatrix::from_vec(2, 2, vec![7, 3, 9, 4])?;
/// let columns = CostMatrix::from_vec(2, 2, vec![1, 2, 8, 5])?;
/// let preferences = Preferences::new(&rows, &columns);
/// let plan = assign(&preferences, &Options::default())?;
/// let columns: Vec<u32> = plan.iter().map(|pair| pair.column).collect();
/// assert_eq!(columns, [0, 1]);
/// assert!(certify(&preferences, &plan)?.is_stable());
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
///
/// # Errors
/// Those of [`Preferences::check`], [`Error::Cancelled`], [`Error::OutOfMemory`], and [`Error::Unsupported`] for a
/// limit of time.
pub fn assign(preferences: &Preferences<'_>, options: &Options) -> Result<Vec<Pair>, Error> {
    preferences.check()?;
    if options.time_limit.is_some() {
        let what = "limits of time for stable plans";
        return Err(Error::Unsupported { method: options.method, what });
    }
    let idle = Monitor::new();
    let monitor = options.monitor.as_deref().unwrap_or(&idle);
    let side = preferences.proposes;
    monitor.begin(Stage::Solve, preferences.count(side));
    let mut proposals = Proposals::new(preferences, side)?;
    for position in 0..preferences.count(side) as u32 {
        proposals.fill(position, monitor)?;
        monitor.advance(1);
    }
    proposals.pairs()
}

struct Proposals<'a> {
    preferences: &'a Preferences<'a>,
    side: Side,
    proposers: Vec<Proposer>,
    /// Whom each of those who are asked has kept, the worst on top.
    kept: Vec<BinaryHeap<Wish>>,
    /// What a proposer thinks of all others, and which of them it would have next.
    costs: Vec<Cost>,
    wishes: Vec<Wish>,
}

#[derive(Clone, Default)]
struct Proposer {
    /// The next favourites, the best last.
    favourites: Vec<Wish>,
    /// The last one who was looked up.
    last: Option<Wish>,
    /// Seats that somebody has accepted.
    taken: u32,
}

impl<'a> Proposals<'a> {
    fn new(preferences: &'a Preferences<'a>, side: Side) -> Result<Self, Error> {
        let others = preferences.count(side.other());
        Ok(Self {
            preferences,
            side,
            proposers: filled(Proposer::default(), preferences.count(side))?,
            kept: filled(BinaryHeap::new(), others)?,
            costs: filled(FORBIDDEN, others)?,
            wishes: room(others, 1)?,
        })
    }

    /// Lets somebody propose, and then whoever is refused in turn, until nobody has both an empty seat and a wish.
    fn fill(&mut self, position: u32, monitor: &Monitor) -> Result<(), Error> {
        let mut open = vec![position];
        while let Some(&position) = open.last() {
            monitor.check()?;
            let seats = self.preferences.seats(self.side, position as usize);
            let is_full = self.proposers[position as usize].taken >= seats;
            match if is_full { None } else { self.favourite(position)? } {
                Some(other) => open.extend(self.ask(position, other)?),
                None => drop(open.pop()),
            }
        }
        Ok(())
    }

    /// Asks one of the others; whoever has to go for it.
    fn ask(&mut self, position: u32, other: u32) -> Result<Option<u32>, Error> {
        let asked = self.side.other();
        let cost = self.preferences.cost(asked, other as usize, position as usize);
        let seats = self.preferences.seats(asked, other as usize) as usize;
        if cost == FORBIDDEN || seats == 0 {
            return Ok(None);
        }
        let kept = &mut self.kept[other as usize];
        let worst = kept.peek().copied().filter(|_| kept.len() >= seats);
        if worst.is_some_and(|worst| worst < (cost, position)) {
            return Ok(None);
        }
        self.proposers[position as usize].taken += 1;
        let (_, refused) = worst.and_then(|_| kept.pop()).unzip();
        let more = kept.len() + 1;
        kept.try_reserve(1).map_err(|_| out_of_memory::<Wish>(more, 1))?;
        kept.push((cost, position));
        if let Some(refused) = refused {
            self.proposers[refused as usize].taken -= 1;
        }
        Ok(refused)
    }

    /// The next favourite of a proposer, each once.
    fn favourite(&mut self, position: u32) -> Result<Option<u32>, Error> {
        let proposer = &mut self.proposers[position as usize];
        if proposer.favourites.is_empty() {
            let (others, wishes) = (0..self.costs.len(), &mut self.wishes);
            self.preferences.block(self.side, position as usize, others, &mut self.costs);
            let is_next = |wish: &Wish| wish.0 != FORBIDDEN && Some(*wish) > proposer.last;
            wishes.clear();
            wishes.extend(self.costs.iter().copied().zip(0..).filter(is_next));
            if wishes.len() > AT_ONCE {
                wishes.select_nth_unstable(AT_ONCE);
                wishes.truncate(AT_ONCE);
            }
            wishes.sort_unstable_by(|one, other| other.cmp(one));
            proposer.last = wishes.first().copied().or(proposer.last);
            append(&mut proposer.favourites, wishes)?;
        }
        Ok(proposer.favourites.pop().map(|(_, other)| other))
    }

    fn pairs(self) -> Result<Vec<Pair>, Error> {
        let count = self.kept.iter().map(BinaryHeap::len).sum();
        let mut pairs = room(count, 1)?;
        for (other, kept) in (0..).zip(self.kept) {
            pairs.extend(kept.into_iter().map(|(_, position)| match self.side {
                Side::Rows => Pair { row: position, column: other },
                Side::Columns => Pair { row: other, column: position },
            }));
        }
        pairs.sort_unstable();
        Ok(pairs)
    }
}
