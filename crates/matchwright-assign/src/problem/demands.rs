//! What a plan has to keep to beyond seats: minimums, bounds on groups, and what single seats cost.

use std::collections::BTreeMap;

use crate::basics::{Cost, Error};
use crate::problem::{Constraint, Problem, check_length, nesting};

/// One of the two sides of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The rows.
    Row,
    /// The columns.
    Column,
}

/// What a [`Quota`] counts the pairs of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Per {
    /// All pairs of the group together.
    Programme,
    /// The pairs of the group with each single partner of the other side.
    Partner,
}

/// Bounds on the pairs of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quota {
    /// The side of the group.
    pub of: Side,
    /// Positions of the members, rising.
    pub members: Vec<u32>,
    /// The fewest pairs.
    pub min: u32,
    /// The most pairs; `u32::MAX` is no limit.
    pub max: u32,
    /// All pairs, or those of each partner.
    pub per: Per,
}

/// What a plan has to keep to beyond the seats of a [`Problem`], and what seats cost.
///
/// Quotas of one side with the same [`Per`] have to be nested: of any two groups one holds the other, or
/// they share nobody. Each side of the problem is a tree then, and pairs run between the trees. Where they
/// [may cross](Self::may_cross), a search finds the plan.
///
/// ```
/// use matchwright_assign::{
///     CostMatrix, Demands, Level, Options, Pair, Per, Problem, Quota, Side, solve_levels,
/// };
///
/// // Three mentees; the first two are colleagues, and both would rather meet the first mentor.
/// let costs = CostMatrix::from_vec(3, 2, vec![1, 5, 1, 7, 2, 2])?;
/// let problem = Problem::new(&costs).column_capacity(vec![3, 3]);
/// let colleagues = vec![0, 1];
/// let apart = Quota { of: Side::Row, members: colleagues, min: 0, max: 1, per: Per::Partner };
/// let demands = Demands::default().quota(apart);
/// let levels = [Level::Pairs, Level::Total];
/// let answer = solve_levels(&problem, &demands, &levels, &Options::default())?;
/// let plan = answer.plan().expect("nothing is demanded that cannot be");
/// assert_eq!(plan.pairs()[..2], [Pair { row: 0, column: 1 }, Pair { row: 1, column: 0 }]);
/// assert!(plan.is_proven());
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Demands {
    pub(crate) row_minimum: Option<Vec<u32>>,
    pub(crate) column_minimum: Option<Vec<u32>>,
    pub(crate) row_or_none: Option<Vec<bool>>,
    pub(crate) column_or_none: Option<Vec<bool>>,
    /// Bounds that a search has decided, in the place of those that are demanded.
    pub(crate) decided: BTreeMap<Constraint, (u32, u32)>,
    pub(crate) quotas: Vec<Quota>,
    pub(crate) may_cross: bool,
    pub(crate) row_seat_costs: Option<Vec<Vec<Cost>>>,
    pub(crate) column_seat_costs: Option<Vec<Vec<Cost>>>,
}

impl Demands {
    /// The fewest pairs of each row.
    #[must_use]
    pub fn row_minimum(mut self, pairs: Vec<u32>) -> Self {
        self.row_minimum = Some(pairs);
        self
    }

    /// The fewest pairs of each column.
    #[must_use]
    pub fn column_minimum(mut self, pairs: Vec<u32>) -> Self {
        self.column_minimum = Some(pairs);
        self
    }

    /// Rows that may have no pair at all in the place of their fewest: so many, or nobody.
    #[must_use]
    pub fn row_or_none(mut self, or_none: Vec<bool>) -> Self {
        self.row_or_none = Some(or_none);
        self
    }

    /// Columns that may have no pair at all in the place of their fewest: a circle that does not fill does not
    /// run.
    ///
    /// Such plans are found by a search: [`LevelPlan::search`](crate::LevelPlan::search) says what it has
    /// shown.
    ///
    /// ```
    /// use matchwright_assign::{CostMatrix, Demands, Level, Options, Problem, solve_levels};
    ///
    /// // Two circles of at least two; the third mentee would rather be in the second one.
    /// let costs = CostMatrix::from_vec(3, 2, vec![1, 9, 1, 9, 5, 3])?;
    /// let problem = Problem::new(&costs).column_capacity(vec![3, 3]);
    /// let demands = Demands::default().column_minimum(vec![2, 2]).column_or_none(vec![true, true]);
    /// let levels = [Level::Participation(&[]), Level::Total];
    /// let answer = solve_levels(&problem, &demands, &levels, &Options::default())?;
    /// let plan = answer.plan().expect("nobody at all is possible");
    /// assert!(plan.pairs().iter().all(|pair| pair.column == 0));
    /// assert!(plan.search().is_some_and(|search| search.gap().is_none()));
    /// # Ok::<(), matchwright_assign::Error>(())
    /// ```
    #[must_use]
    pub fn column_or_none(mut self, or_none: Vec<bool>) -> Self {
        self.column_or_none = Some(or_none);
        self
    }

    /// With one more quota.
    #[must_use]
    pub fn quota(mut self, quota: Quota) -> Self {
        self.quotas.push(quota);
        self
    }

    /// Lets quotas of one side cross.
    ///
    /// The best plan is then no flow, and found by a search: [`LevelPlan::search`](crate::LevelPlan::search)
    /// says what it has shown. Quotas that are nested among those before them stay part of the flow.
    ///
    /// ```
    /// use matchwright_assign::{
    ///     CostMatrix, Demands, Level, Options, Per, Problem, Quota, Side, solve_levels,
    /// };
    ///
    /// // One column with three seats, which takes one of the first two rows, and one of the last two.
    /// let costs = CostMatrix::from_vec(3, 1, vec![5, 1, 5])?;
    /// let problem = Problem::new(&costs).column_capacity(vec![3]);
    /// let one_of = |members| Quota { of: Side::Row, members, min: 0, max: 1, per: Per::Partner };
    /// let demands = Demands::default().quota(one_of(vec![0, 1])).quota(one_of(vec![1, 2]));
    /// let levels = [Level::Pairs, Level::Total];
    /// assert!(solve_levels(&problem, &demands, &levels, &Options::default()).is_err());
    ///
    /// let answer = solve_levels(&problem, &demands.may_cross(), &levels, &Options::default())?;
    /// let plan = answer.plan().expect("nobody at all is possible");
    /// assert_eq!(plan.reached(), [Some(2), Some(10)]); // the first row and the last one
    /// # Ok::<(), matchwright_assign::Error>(())
    /// ```
    #[must_use]
    pub fn may_cross(mut self) -> Self {
        self.may_cross = true;
        self
    }

    /// What the first, the second, … pair of each row adds to the total, falling nowhere; the last cost is
    /// that of all further pairs, and no costs are 0.
    #[must_use]
    pub fn row_seat_costs(mut self, costs: Vec<Vec<Cost>>) -> Self {
        self.row_seat_costs = Some(costs);
        self
    }

    /// As [`row_seat_costs`](Self::row_seat_costs), of each column.
    #[must_use]
    pub fn column_seat_costs(mut self, costs: Vec<Vec<Cost>>) -> Self {
        self.column_seat_costs = Some(costs);
        self
    }

    /// The quotas, in the order in which they were given.
    #[must_use]
    pub fn quotas(&self) -> &[Quota] {
        &self.quotas
    }

    /// Checks lengths, members, nesting and the order of seat costs.
    ///
    /// # Errors
    /// [`Error::Length`], [`Error::Members`], [`Error::Crossing`], [`Error::SeatCosts`].
    pub fn check(&self, problem: &Problem<'_>) -> Result<(), Error> {
        let (rows, columns) = (problem.rows(), problem.columns());
        check_length("row minimums", self.row_minimum.as_deref(), rows)?;
        check_length("column minimums", self.column_minimum.as_deref(), columns)?;
        check_length("rows or none", self.row_or_none.as_deref(), rows)?;
        check_length("columns or none", self.column_or_none.as_deref(), columns)?;
        let (row_costs, column_costs) =
            (self.row_seat_costs.as_deref(), self.column_seat_costs.as_deref());
        check_length("row seat costs", row_costs, rows)?;
        check_length("column seat costs", column_costs, columns)?;
        self.check_seat_costs(problem.limit())?;
        for (index, quota) in self.quotas.iter().enumerate() {
            let count = if quota.of == Side::Row { rows } else { columns };
            let is_within = quota.members.last().is_none_or(|&last| (last as usize) < count);
            if !quota.members.is_sorted_by(|a, b| a < b) || !is_within {
                return Err(Error::Members { quota: index });
            }
        }
        if self.may_cross { Ok(()) } else { self.check_nesting(problem) }
    }

    /// Refuses quotas of one side that count alike and cross.
    pub(super) fn check_nesting(&self, problem: &Problem<'_>) -> Result<(), Error> {
        for side in [Side::Row, Side::Column] {
            for per in [Per::Programme, Per::Partner] {
                nesting::Nesting::new(self, side, per, problem.count(side))?;
            }
        }
        Ok(())
    }

    /// Refuses seat costs that fall, or are beyond a limit.
    pub(crate) fn check_seat_costs(&self, limit: Cost) -> Result<(), Error> {
        let is_sound = |costs: &Vec<Cost>| {
            costs.is_sorted() && costs.iter().all(|cost| (-limit..=limit).contains(cost))
        };
        for (what, lists) in [("row", &self.row_seat_costs), ("column", &self.column_seat_costs)] {
            let refused = lists.iter().flatten().position(|costs| !is_sound(costs));
            refused.map_or(Ok(()), |index| Err(Error::SeatCosts { what, index }))?;
        }
        Ok(())
    }

    /// Whether seats cost anything.
    pub(crate) fn has_seat_costs(&self) -> bool {
        self.row_seat_costs.is_some() || self.column_seat_costs.is_some()
    }

    /// Whether anything has a minimum, which it may not leave for nobody.
    pub(crate) fn has_minimum(&self) -> bool {
        let of_side = |minimum: &Option<Vec<u32>>, or_none: &Option<Vec<bool>>| {
            let is_optional = |index: usize| {
                or_none.as_ref().and_then(|flags| flags.get(index)).copied().unwrap_or(false)
            };
            let mut minimum = minimum.iter().flatten().enumerate();
            minimum.any(|(index, &least)| least > 0 && !is_optional(index))
        };
        of_side(&self.row_minimum, &self.row_or_none)
            || of_side(&self.column_minimum, &self.column_or_none)
            || self.quotas.iter().any(|quota| quota.min > 0)
            || self.decided.values().any(|(least, _)| *least > 0)
    }
}
