//! Who is to be in circles: costs, sizes, and whom no circle may have too many of.

use crate::basics::{Cost, Error};
use crate::costs::CostSource;

/// Bits that bound every sum of a search: see [`Circles::limit`].
const SUM_BITS: u32 = 58;

/// Parts of a cost in which prices of members are counted: the finer they are, the nearer a bound comes to a total.
pub(super) const SCALE: Cost = 1 << 8;

/// Members who are to be in circles: what each costs in each of them, and what two of them cost in the same one.
///
/// Rows are members and columns are circles: a column is a leader, or an empty circle of peers who need none. A circle
/// of at least two costs the sum of its members' `fit` and, for each member, the mean of its `together` with the
/// others: twice the sum over its pairs, divided by its size less one and rounded down once for the circle. A circle
/// of one costs its fit.
///
/// Wanted are the most members in a circle, then the least total.
///
/// ```
/// use matchwright_assign::circles::{Circles, assign};
/// use matchwright_assign::{CostFn, Options};
///
/// // Six peers at two ages, and two circles of three.
/// let age = |member: usize| [20, 50, 21, 51, 22, 52][member];
/// let fit = CostFn::new(6, 2, |_, _| 0);
/// let together = CostFn::new(6, 6, |one, other| i64::abs(age(one) - age(other)));
/// let circles = Circles::new(&fit).together(&together).sizes(vec![(3, 3); 2]);
/// let plan = assign(&circles, &Options::default())?;
///
/// assert_eq!(plan.circles(), [[0, 2, 4], [1, 3, 5]]);
/// assert_eq!((plan.total(), plan.is_proven()), (8, true)); // twice 2 · (1 + 1 + 2) ÷ 2
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone)]
pub struct Circles<'a> {
    pub(super) fit: &'a dyn CostSource,
    pub(super) together: Option<&'a dyn CostSource>,
    pub(super) sizes: Option<Vec<(u32, u32)>>,
    pub(super) mix: Vec<Mix>,
}

/// Members of whom at most so many may be in one circle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mix {
    /// Positions, rising.
    pub(super) members: Vec<u32>,
    pub(super) max: u32,
}

impl<'a> Circles<'a> {
    /// From what each member costs in each circle. Circles have any size, and nothing is between members.
    #[must_use]
    pub fn new(fit: &'a dyn CostSource) -> Self {
        Self { fit, together: None, sizes: None, mix: Vec::new() }
    }

    /// What two members cost in the same circle: a square, the same in both directions;
    /// [`FORBIDDEN`](crate::FORBIDDEN) where they may not be in one. The diagonal is not read.
    #[must_use]
    pub fn together(mut self, costs: &'a dyn CostSource) -> Self {
        self.together = Some(costs);
        self
    }

    /// The fewest and the most members of each column; a circle that has none does not run. A minimum of 0 is 1, and
    /// a maximum of 0 closes the column.
    #[must_use]
    pub fn sizes(mut self, sizes: Vec<(u32, u32)>) -> Self {
        self.sizes = Some(sizes);
        self
    }

    /// With one more group of members, of whom at most `max` may be in one circle. Groups may share members.
    #[must_use]
    pub fn mix(mut self, members: Vec<u32>, max: u32) -> Self {
        self.mix.push(Mix { members, max });
        self
    }

    /// Checks lengths, sizes and members; costs are checked when they are read.
    ///
    /// # Errors
    /// [`Error::TooLarge`] beyond 2³² − 2 rows or columns, [`Error::NotSquare`] and [`Error::Length`] for costs
    /// between members of another number, [`Error::Length`] where there is not one size for each column,
    /// [`Error::Sizes`] for a minimum above its maximum, and [`Error::Members`].
    pub fn check(&self) -> Result<(), Error> {
        let (rows, columns) = (self.fit.rows(), self.fit.columns());
        if rows.max(columns) >= u32::MAX as usize {
            return Err(Error::TooLarge { rows, columns });
        }
        if let Some(together) = self.together {
            let (own, others) = (together.rows(), together.columns());
            if own != others {
                return Err(Error::NotSquare { rows: own, columns: others });
            }
            length("members with costs between them", rows, own)?;
        }
        let sizes = self.sizes.as_deref().unwrap_or_default();
        if self.sizes.is_some() {
            length("sizes of circles", columns, sizes.len())?;
        }
        if let Some(column) = sizes.iter().position(|&(min, max)| min > max) {
            return Err(Error::Sizes { column });
        }
        self.mix.iter().enumerate().try_for_each(|(quota, mix)| {
            let is_within = mix.members.last().is_none_or(|&last| (last as usize) < rows);
            let is_sound = is_within && mix.members.is_sorted_by(|a, b| a < b);
            if is_sound { Ok(()) } else { Err(Error::Members { quota }) }
        })
    }

    /// The fewest and the most members of a column, 1 and 0 at least.
    pub(super) fn size(&self, column: usize) -> (u32, u32) {
        let given = self.sizes.as_deref().and_then(|sizes| sizes.get(column));
        let (min, max) = given.copied().unwrap_or((1, u32::MAX));
        let members = u32::try_from(self.fit.rows()).unwrap_or(u32::MAX);
        (min.max(1), max.min(members))
    }

    /// What two cost together who may not be in one circle, where sums are kept: see
    /// [`Tables::apart`](super::tables::Tables::apart).
    pub(super) fn apart(&self) -> Cost {
        4 * self.limit() * Cost::from(self.largest().max(1))
    }

    /// The most members of any column.
    fn largest(&self) -> u32 {
        (0..self.fit.columns()).map(|column| self.size(column).1).max().unwrap_or(0)
    }

    /// The largest cost, in absolute value: sums over all members, and over all pairs of a circle, stay below 2⁶³ in
    /// the parts that prices are counted in, also where each holds ten prices and costs.
    pub(super) fn limit(&self) -> Cost {
        let largest = u64::from(self.largest());
        let terms = (largest * largest).max(self.fit.rows() as u64).saturating_add(1);
        ((1 << SUM_BITS) / SCALE.unsigned_abs() / terms).max(1) as Cost
    }
}

fn length(what: &'static str, expected: usize, found: usize) -> Result<(), Error> {
    if expected == found { Ok(()) } else { Err(Error::Length { what, expected, found }) }
}
