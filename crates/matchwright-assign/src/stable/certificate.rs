//! Whether a plan is stable, checked pair by pair and without any code of what made it.

use crate::basics::memory::{filled, resize};
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, FORBIDDEN, Fault};
use crate::plan::Pair;
use crate::stable::{Preferences, Side};

/// Rows that one task reads.
const ROWS_AT_ONCE: usize = 64;

/// What was found of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stability {
    /// Pairs that are not in the plan although both would rather meet each other, by their costs alone, than
    /// somebody whom they have, or than nobody where they have an empty seat.
    pub blocking_pairs: u64,
    /// The first of them, by row, then by column.
    pub first: Option<Pair>,
}

impl Stability {
    /// Whether no two would both rather meet each other.
    #[must_use]
    pub fn is_stable(&self) -> bool {
        self.blocking_pairs == 0
    }
}

/// Counts the blocking pairs of a plan, in one parallel sweep over all pairs. `pairs` are sorted by row, then by
/// column. O(rows · columns).
///
/// ```
/// use matchwright_assign::stable::{Preferences, certify};
/// use matchwright_assign::{CostMatrix, Pair};
///
/// let liked = CostMatrix::from_vec(2, 2, vec![1, 2, 1, 2])?;
/// let preferences = Preferences::new(&liked, &liked);
/// let crossed = [Pair { row: 0, column: 1 }, Pair { row: 1, column: 0 }];
/// assert_eq!(certify(&preferences, &crossed)?.first, Some(Pair { row: 0, column: 0 }));
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
///
/// # Errors
/// [`Error::Plan`] for a pair that is out of range, forbidden, out of order or beyond the seats, and those of
/// [`Preferences::check`].
pub fn certify(preferences: &Preferences<'_>, pairs: &[Pair]) -> Result<Stability, Error> {
    preferences.check()?;
    let bars = Bars::new(preferences, pairs)?;
    let (rows, columns) = (preferences.count(Side::Rows), preferences.count(Side::Columns));
    let strips = (0..rows).step_by(ROWS_AT_ONCE);
    let found = sweep(strips, ROWS_AT_ONCE * columns, |(own, theirs): &mut Scratch, first| {
        let strip = first..rows.min(first + ROWS_AT_ONCE);
        resize(theirs, columns * strip.len(), FORBIDDEN)?;
        for (column, costs) in theirs.chunks_exact_mut(strip.len()).enumerate() {
            preferences.block(Side::Columns, column, strip.clone(), costs);
        }
        let mut found = Stability::default();
        resize(own, columns, FORBIDDEN)?;
        for row in strip.clone() {
            preferences.block(Side::Rows, row, 0..columns, own);
            let theirs = theirs[row - first..].iter().step_by(strip.len());
            found.add(bars.blocking(row, own.iter().zip(theirs), pairs));
        }
        Ok::<_, Error>(found)
    });
    let mut stability = Stability::default();
    for strip in found {
        stability.add(strip?);
    }
    Ok(stability)
}

/// The costs of a row, and those of some rows to each column.
type Scratch = (Vec<Cost>, Vec<Cost>);

impl Stability {
    fn add(&mut self, later: Self) {
        self.blocking_pairs += later.blocking_pairs;
        self.first = self.first.or(later.first);
    }
}

/// What a pair has to cost less than, for somebody to rather have it.
struct Bars {
    rows: Vec<Cost>,
    columns: Vec<Cost>,
}

impl Bars {
    fn new(preferences: &Preferences<'_>, pairs: &[Pair]) -> Result<Self, Error> {
        check_order(preferences, pairs)?;
        Ok(Self {
            rows: bars(preferences, Side::Rows, pairs)?,
            columns: bars(preferences, Side::Columns, pairs)?,
        })
    }

    /// The blocking pairs of a row, from what it and each column think of each other.
    fn blocking<'c>(
        &self,
        row: usize,
        costs: impl Iterator<Item = (&'c Cost, &'c Cost)>,
        pairs: &[Pair],
    ) -> Stability {
        let bar = self.rows[row];
        let mut found = Stability::default();
        for ((column, &theirs), (&own, &cost)) in (0..).zip(&self.columns).zip(costs) {
            let pair = Pair { row: row as u32, column };
            if own < bar && cost < theirs && pairs.binary_search(&pair).is_err() {
                found.add(Stability { blocking_pairs: 1, first: Some(pair) });
            }
        }
        found
    }
}

fn check_order(preferences: &Preferences<'_>, pairs: &[Pair]) -> Result<(), Error> {
    let (rows, columns) = (preferences.count(Side::Rows), preferences.count(Side::Columns));
    let mut previous = None;
    for &pair in pairs {
        let Pair { row, column } = pair;
        if row as usize >= rows || column as usize >= columns {
            return Err(Error::Plan { row, column, fault: Fault::OutOfRange });
        }
        if previous.replace(pair).is_some_and(|previous| previous >= pair) {
            return Err(Error::Plan { row, column, fault: Fault::OutOfOrder });
        }
    }
    Ok(())
}

/// What everybody on a side has at worst: any pair that may meet is better than an empty seat, and none than no
/// seat at all.
fn bars(preferences: &Preferences<'_>, side: Side, pairs: &[Pair]) -> Result<Vec<Cost>, Error> {
    let count = preferences.count(side);
    let (mut bars, mut taken) = (filled(Cost::MIN, count)?, filled(0_u32, count)?);
    for &Pair { row, column } in pairs {
        let fault = |fault| Err(Error::Plan { row, column, fault });
        let (position, other, full) = match side {
            Side::Rows => (row as usize, column as usize, Fault::RowFull),
            Side::Columns => (column as usize, row as usize, Fault::ColumnFull),
        };
        let cost = preferences.cost(side, position, other);
        if cost == FORBIDDEN {
            return fault(Fault::Forbidden);
        }
        taken[position] += 1;
        if taken[position] > preferences.seats(side, position) {
            return fault(full);
        }
        bars[position] = bars[position].max(cost);
    }
    for (position, (bar, taken)) in bars.iter_mut().zip(taken).enumerate() {
        if taken < preferences.seats(side, position) {
            *bar = FORBIDDEN;
        }
    }
    Ok(bars)
}
