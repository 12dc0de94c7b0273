//! What a plan is worth, counted from the costs alone and without any code of what made it.

use crate::basics::memory::filled;
use crate::basics::{Cost, Error, FORBIDDEN, Fault};
use crate::circles::{CirclePlan, Circles};
use crate::costs::CostSource;

/// What a plan reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// Members in a circle.
    pub placed: usize,
    /// What all circles cost.
    pub total: i128,
}

/// Recomputes a plan: it keeps to sizes and to `mix`, nobody is where or beside whom they may not be, and it says
/// what it reaches and bounds that hold together. The bounds themselves are proven where they are made.
///
/// O(members + pairs within circles + members of mixed groups).
///
/// # Errors
/// Those of [`value`]; [`Error::Stated`] where the plan says something else.
pub fn check(circles: &Circles<'_>, plan: &CirclePlan) -> Result<(), Error> {
    let found = value(circles, &plan.columns)?;
    let columns = circles.fit.columns();
    let claims = [
        ("number of columns", plan.count as i128, columns as i128),
        ("members in a circle", plan.placed as i128, found.placed as i128),
        ("total", plan.total, found.total),
        ("bound on members", plan.most_placed.max(plan.placed) as i128, plan.most_placed as i128),
        ("bound on the total", plan.bound.min(plan.total), plan.bound),
    ];
    match claims.into_iter().find(|(_, stated, counted)| stated != counted) {
        Some((what, _, _)) => Err(Error::Stated { what }),
        None => Ok(()),
    }
}

/// What a plan reaches that says the column of each member.
///
/// ```
/// use matchwright_assign::circles::{Circles, value};
/// use matchwright_assign::{CostFn, Error};
///
/// let fit = CostFn::new(3, 1, |_, _| 10);
/// let together = CostFn::new(3, 3, |one, other| (one + other) as i64);
/// let circles = Circles::new(&fit).together(&together).sizes(vec![(2, 3)]);
/// assert_eq!(value(&circles, &[Some(0), None, Some(0)])?.total, 10 + 10 + 2 + 2);
/// assert!(matches!(value(&circles, &[Some(0), None, None]), Err(Error::Demands { .. })));
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
///
/// # Errors
/// Those of [`Circles::check`]; [`Error::Length`]; [`Error::Plan`] for a column that does not exist or a member that
/// may not be there; [`Error::Apart`] for two who may not be in one circle; [`Error::Demands`] for the size of a
/// column or a mixed group.
pub fn value(circles: &Circles<'_>, columns: &[Option<u32>]) -> Result<Value, Error> {
    circles.check()?;
    let (expected, found) = (circles.fit.rows(), columns.len());
    if expected != found {
        return Err(Error::Length { what: "columns of members", expected, found });
    }
    let mut members = filled(Vec::new(), circles.fit.columns())?;
    for (row, &column) in (0..).zip(columns) {
        let Some(column) = column else { continue };
        match members.get_mut(column as usize) {
            Some(members) => members.push(row),
            None => return Err(Error::Plan { row, column, fault: Fault::OutOfRange }),
        }
    }
    mixed(circles, columns)?;
    let mut value = Value::default();
    for (column, members) in members.iter().enumerate().filter(|(_, members)| !members.is_empty()) {
        let (min, max) = circles.size(column);
        if members.len() < min as usize || members.len() > max as usize {
            return Err(Error::Demands { what: "column", index: column });
        }
        value.placed += members.len();
        value.total += fit(circles, column, members)? + together(circles, members)?;
    }
    Ok(value)
}

fn mixed(circles: &Circles<'_>, columns: &[Option<u32>]) -> Result<(), Error> {
    for (index, mix) in circles.mix.iter().enumerate() {
        let mut counts = filled(0_u32, circles.fit.columns())?;
        for column in mix.members.iter().filter_map(|&member| columns[member as usize]) {
            counts[column as usize] += 1;
            if counts[column as usize] > mix.max {
                return Err(Error::Demands { what: "quota", index });
            }
        }
    }
    Ok(())
}

fn fit(circles: &Circles<'_>, column: usize, members: &[u32]) -> Result<i128, Error> {
    let mut sum = 0;
    for &row in members {
        let cost = cost(circles.fit, row, column);
        if cost == FORBIDDEN {
            return Err(Error::Plan { row, column: column as u32, fault: Fault::Forbidden });
        }
        sum += i128::from(cost);
    }
    Ok(sum)
}

fn together(circles: &Circles<'_>, members: &[u32]) -> Result<i128, Error> {
    let Some(costs) = circles.together else { return Ok(0) };
    let mut sum = 0;
    for (place, &other) in members.iter().enumerate() {
        for &one in &members[..place] {
            let cost = cost(costs, one, other as usize);
            if cost == FORBIDDEN {
                return Err(Error::Apart { one, other });
            }
            sum += i128::from(cost);
        }
    }
    Ok((2 * sum).div_euclid((members.len() as i128 - 1).max(1)))
}

fn cost(source: &dyn CostSource, row: u32, column: usize) -> Cost {
    let mut cost = [FORBIDDEN];
    source.block(row as usize, column..column + 1, &mut cost);
    cost[0]
}
