//! Tiny problems drawn from bytes, and every plan that they have.

use arbitrary::{Result, Unstructured};
use matchwright::assign::{
    Cost, CostMatrix, Error, FORBIDDEN, Objective, Pair, Problem, cost_limit,
};

/// A problem as plain data, small enough to try every plan.
#[derive(Debug)]
pub(super) struct Tiny {
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) costs: Vec<Cost>,
    pub(super) row_seats: Vec<u32>,
    pub(super) column_seats: Vec<u32>,
    pub(super) unmatched: Vec<Cost>,
    pub(super) objective: Objective,
}

/// Rows and columns, at most twelve pairs: either side can be the longer one, or have nobody.
pub(super) fn shape(bytes: &mut Unstructured<'_>) -> Result<(usize, usize)> {
    let long = bytes.int_in_range(0..=6)?;
    let short = bytes.int_in_range(0..=if long > 4 { 2 } else { 3 })?;
    Ok(if bytes.arbitrary()? { (long, short) } else { (short, long) })
}

pub(super) fn objective(bytes: &mut Unstructured<'_>) -> Result<Objective> {
    Ok(if bytes.arbitrary()? { Objective::Total } else { Objective::Participation })
}

/// So many values, each drawn anew.
pub(super) fn list<T>(count: usize, mut draw: impl FnMut() -> Result<T>) -> Result<Vec<T>> {
    (0..count).map(|_| draw()).collect()
}

/// Mostly few different costs, so that plans tie; seldom one at a limit or beyond it.
pub(super) fn cost(bytes: &mut Unstructured<'_>, limit: Cost) -> Result<Cost> {
    let drawn: u8 = bytes.arbitrary()?;
    Ok(match drawn {
        0..=199 => Cost::from(drawn % 8) - 3,
        200..=234 => FORBIDDEN,
        235..=244 => bytes.arbitrary::<i32>()?.into(),
        245..=246 => limit,
        247..=248 => -limit,
        249 => limit + 1,
        250 => Cost::MIN,
        251 => FORBIDDEN - 1,
        252.. => bytes.arbitrary()?,
    })
}

/// Mostly one seat.
pub(super) fn seats(bytes: &mut Unstructured<'_>) -> Result<u32> {
    Ok(match bytes.arbitrary::<u8>()? {
        0..=159 => 1,
        160..=189 => 2,
        190..=219 => 0,
        220..=249 => 3,
        250.. => u32::MAX,
    })
}

impl Tiny {
    pub(super) fn draw(bytes: &mut Unstructured<'_>) -> Result<Self> {
        let (rows, columns) = shape(bytes)?;
        let limit = cost_limit(rows, columns);
        let objective = objective(bytes)?;
        let [has_seats, has_unmatched] = bytes.arbitrary()?;
        let costs = list(rows * columns, || cost(bytes, limit))?;
        let mut seats = |count| list(count, || if has_seats { seats(bytes) } else { Ok(1) });
        let (row_seats, column_seats) = (seats(rows)?, seats(columns)?);
        let unmatched = list(rows, || if has_unmatched { cost(bytes, limit) } else { Ok(0) })?;
        Ok(Self { rows, columns, costs, row_seats, column_seats, unmatched, objective })
    }

    pub(super) fn matrix(&self) -> CostMatrix {
        CostMatrix::from_vec(self.rows, self.columns, self.costs.clone()).expect("a shape")
    }

    pub(super) fn problem<'a>(&self, matrix: &'a CostMatrix) -> Problem<'a> {
        Problem::new(matrix)
            .row_capacity(self.row_seats.clone())
            .column_capacity(self.column_seats.clone())
            .unmatched_cost(self.unmatched.clone())
            .objective(self.objective)
    }

    pub(super) fn cost(&self, pair: Pair) -> Cost {
        self.costs[pair.row as usize * self.columns + pair.column as usize]
    }

    /// Whether the cost of a pair is said to be too large, and is.
    pub(super) fn is_refused(&self, error: &Error) -> bool {
        let &Error::CostTooLarge { row, column, limit } = error else { return false };
        let cost = self.costs[row * self.columns + column];
        let added = i128::from(cost) - i128::from(self.unmatched[row]);
        cost != FORBIDDEN && added.abs() > i128::from(limit)
    }

    pub(super) fn total(&self, pairs: &[Pair]) -> i128 {
        let mut total = 0;
        for (row, (&seats, &unmatched)) in self.row_seats.iter().zip(&self.unmatched).enumerate() {
            let taken = pairs.iter().filter(|pair| pair.row as usize == row).count() as u32;
            total += i128::from(seats - taken) * i128::from(unmatched);
        }
        total + pairs.iter().map(|&pair| i128::from(self.cost(pair))).sum::<i128>()
    }

    /// Calls `look` with every plan.
    pub(super) fn every_plan(&self, mut look: impl FnMut(&[Pair])) {
        let mut seats = (self.row_seats.clone(), self.column_seats.clone());
        self.plans_from(0, &mut seats, &mut Vec::new(), &mut look);
    }

    fn plans_from(
        &self,
        first: usize,
        seats: &mut (Vec<u32>, Vec<u32>),
        pairs: &mut Vec<Pair>,
        look: &mut impl FnMut(&[Pair]),
    ) {
        look(pairs);
        for cell in first..self.costs.len() {
            let (row, column) = (cell / self.columns, cell % self.columns);
            if self.costs[cell] == FORBIDDEN || seats.0[row] == 0 || seats.1[column] == 0 {
                continue;
            }
            (seats.0[row], seats.1[column]) = (seats.0[row] - 1, seats.1[column] - 1);
            pairs.push(Pair { row: row as u32, column: column as u32 });
            self.plans_from(cell + 1, seats, pairs, look);
            pairs.pop();
            (seats.0[row], seats.1[column]) = (seats.0[row] + 1, seats.1[column] + 1);
        }
    }

    /// The best total for each number of pairs, up to the most that a plan has.
    pub(super) fn best(&self) -> Vec<i128> {
        let mut best = Vec::new();
        self.every_plan(|pairs| {
            let total = self.total(pairs);
            // A plan is looked at after the one that lacks its last pair.
            match best.get_mut(pairs.len()) {
                Some(known) => *known = total.min(*known),
                None => best.push(total),
            }
        });
        best
    }

    /// Number of pairs and total of the best plan; without the number where only the total counts.
    pub(super) fn goal(&self, best: &[i128]) -> (Option<usize>, i128) {
        if self.objective == Objective::Participation {
            return (Some(best.len() - 1), best[best.len() - 1]);
        }
        (None, *best.iter().min().expect("the plan without pairs"))
    }
}
