//! Who is to be paired: costs of pairs, what being alone costs, and the objective.

use std::ops::Range;

use crate::basics::memory::{grow, resize};
use crate::basics::{Cost, Error, FORBIDDEN, Objective, cost_limit};
use crate::costs::{CostSource, rises_within};
use crate::problem::{Columns, RowCosts};

/// Marks a cost that is beyond the limit, between folding it and refusing it.
const TOO_LARGE: Cost = Cost::MIN;

/// Pairs within one population: a square [`CostSource`], the same in both directions, and what surrounds it.
///
/// Everybody is in one pair at most. What the source says of people with themselves is not read. Somebody who
/// is alone costs the unmatched cost of that person, 0 unless said otherwise. With
/// [`Objective::Participation`] there are as many pairs as possible; where one is left over, the unmatched costs
/// decide together with the costs of pairs who that is: whoever sat out last has a high one. With
/// [`Objective::Total`] they decide who is paired at all.
///
/// ```
/// use matchwright_assign::{CostMatrix, Options};
/// use matchwright_assign::general::{Peers, pair};
///
/// // Three people who like each other alike; the first two sat out before.
/// let costs = CostMatrix::from_vec(3, 3, vec![0; 9])?;
/// let peers = Peers::new(&costs).unmatched_cost(vec![2, 1, 0]);
/// assert_eq!(pair(&peers, &Options::default())?.partners(), [Some(1), Some(0), None]);
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone)]
pub struct Peers<'a> {
    costs: &'a dyn CostSource,
    people: usize,
    is_listed: bool,
    unmatched_cost: Option<Vec<Cost>>,
    objective: Objective,
}

impl<'a> Peers<'a> {
    /// Unmatched cost 0, participation first. O(people) where the source lists its pairs.
    #[must_use]
    pub fn new(costs: &'a dyn CostSource) -> Self {
        let people = costs.rows();
        let is_listed = (0..people).all(|person| costs.entries(person).is_some());
        Self { costs, people, is_listed, unmatched_cost: None, objective: Objective::default() }
    }

    /// What it costs to leave each person alone.
    #[must_use]
    pub fn unmatched_cost(mut self, costs: Vec<Cost>) -> Self {
        self.unmatched_cost = Some(costs);
        self
    }

    /// What is optimised.
    #[must_use]
    pub fn objective(mut self, objective: Objective) -> Self {
        self.objective = objective;
        self
    }

    /// Checks the shape; costs are checked when they are first read.
    ///
    /// # Errors
    /// [`Error::NotSquare`], [`Error::Length`] where the unmatched costs are not one for each person, and
    /// [`Error::TooLarge`] beyond 2³² − 1 people.
    pub fn check(&self) -> Result<(), Error> {
        let (rows, columns) = (self.people, self.costs.columns());
        if rows != columns {
            return Err(Error::NotSquare { rows, columns });
        }
        if rows > u32::MAX as usize {
            return Err(Error::TooLarge { rows, columns });
        }
        match self.unmatched_cost.as_ref().map(Vec::len) {
            Some(found) if found != rows => {
                Err(Error::Length { what: "unmatched costs", expected: rows, found })
            }
            _ => Ok(()),
        }
    }

    pub(super) fn people(&self) -> usize {
        self.people
    }

    pub(super) fn goal(&self) -> Objective {
        self.objective
    }

    /// Whether the source lists the pairs of everybody.
    pub(super) fn is_listed(&self) -> bool {
        self.is_listed
    }

    /// Whether the costs are what somebody rounded.
    pub(super) fn is_rounded(&self) -> bool {
        self.costs.exact().is_some()
    }

    /// The largest folded cost, in absolute value.
    pub(super) fn limit(&self) -> Cost {
        cost_limit(self.people, self.people)
    }

    /// The total of the plan without pairs.
    pub(super) fn base(&self) -> i128 {
        self.unmatched_cost.iter().flatten().map(|&cost| i128::from(cost)).sum()
    }

    /// What the pairs of a person with some others add to the plan without pairs: their costs less the unmatched
    /// costs of both.
    ///
    /// # Errors
    /// [`Error::CostTooLarge`] and [`Error::Sparse`].
    pub(super) fn read<'s>(
        &'s self,
        person: usize,
        others: Range<usize>,
        costs: &'s mut Vec<Cost>,
    ) -> Result<RowCosts<'s>, Error> {
        costs.clear();
        let listed = self.costs.entries(person).filter(|_| self.is_listed);
        let columns = if let Some((listed, values)) = listed {
            if listed.len() != values.len() || !rises_within(listed, self.people) {
                return Err(Error::Sparse { row: person });
            }
            let place = |end| listed.partition_point(|&other| (other as usize) < end);
            let span = place(others.start)..place(others.end);
            grow(costs, span.len())?;
            costs.extend_from_slice(&values[span.clone()]);
            let columns = Columns::Listed(&listed[span]);
            self.fold(person, &columns, costs);
            columns
        } else {
            resize(costs, others.len(), FORBIDDEN)?;
            self.block(person, others.clone(), costs);
            Columns::Range(others)
        };
        match costs.iter().position(|&cost| cost == TOO_LARGE) {
            None => Ok(RowCosts { columns, costs }),
            Some(index) => Err(Error::CostTooLarge {
                row: person,
                column: columns.at(index),
                limit: self.limit(),
            }),
        }
    }

    /// The folded costs of a person with a range of others; what is too large is left as a cost that every
    /// reader refuses.
    pub(super) fn block(&self, person: usize, others: Range<usize>, out: &mut [Cost]) {
        self.costs.block(person, others.clone(), out);
        self.fold(person, &Columns::Range(others), out);
    }

    fn fold(&self, person: usize, columns: &Columns<'_>, costs: &mut [Cost]) {
        let limit = self.limit();
        let fits = |cost: &Cost| *cost == FORBIDDEN || (-limit..=limit).contains(cost);
        if self.unmatched_cost.is_some() || !costs.iter().all(fits) {
            let own = i128::from(self.unmatched(person));
            for (index, cost) in costs.iter_mut().enumerate() {
                if *cost != FORBIDDEN {
                    let other = i128::from(self.unmatched(columns.at(index)));
                    let folded = Cost::try_from(i128::from(*cost) - own - other);
                    *cost = folded.ok().filter(|cost| fits(cost)).unwrap_or(TOO_LARGE);
                }
            }
        }
        // Nobody is paired with themselves.
        if let Some(own) = columns.index(person).and_then(|index| costs.get_mut(index)) {
            *own = FORBIDDEN;
        }
    }

    fn unmatched(&self, person: usize) -> Cost {
        let costs = self.unmatched_cost.as_deref();
        costs.and_then(|costs| costs.get(person)).copied().unwrap_or(0)
    }
}
