//! What a proof says of costs that were rounded: where a better plan could hide, and where none can.

use std::ops::Range;

use crate::basics::{Cost, Error, FORBIDDEN, Monitor};
use crate::costs::exact::shifted;
use crate::costs::{CostMatrix, CostSource, ExactCosts};
use crate::plan::{Cut, ListedPair, Pair, Prices, Reading, RestartLists};
use crate::problem::Problem;

use super::{NearTight, Scope, Touched, certify, certify_changes};

/// Costs that are taken for rounded ones.
struct Rounded(CostMatrix);

impl CostSource for Rounded {
    fn rows(&self) -> usize {
        self.0.rows()
    }

    fn columns(&self) -> usize {
        self.0.columns()
    }

    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        self.0.block(row, columns, out);
    }

    fn exact(&self) -> Option<&dyn ExactCosts> {
        Some(self)
    }
}

impl ExactCosts for Rounded {
    fn unit(&self) -> i32 {
        0
    }

    fn offset(&self) -> i64 {
        0
    }

    fn units(&self, row: usize, columns: &[u32], exponent: i32, out: &mut [i64]) {
        for (out, &column) in out.iter_mut().zip(columns) {
            self.block(row, column as usize..column as usize + 1, std::slice::from_mut(out));
            *out = shifted(*out, -exponent);
        }
    }

    fn finest(&self, _: usize, _: &[u32]) -> Option<i32> {
        Some(0)
    }
}

fn pair((row, column): (u32, u32)) -> Pair {
    Pair { row, column }
}

/// Two rows that may change places at no cost, as far as rounded costs tell.
fn alike() -> Result<(Rounded, [Pair; 2], Prices), Error> {
    let costs = Rounded(CostMatrix::from_vec(2, 2, vec![0; 4])?);
    let prices = Prices { rows: vec![0; 2], columns: vec![0; 2], ..Prices::default() };
    Ok((costs, [(0, 0), (1, 1)].map(pair), prices))
}

#[test]
fn nothing_is_known_of_pairs_that_were_not_touched() -> Result<(), Error> {
    let (costs, pairs, prices) = alike()?;
    let (problem, touched) = (Problem::new(&costs), Touched::default());
    let proof = certify_changes(&problem, &pairs, &prices, &touched, None, &Monitor::new())?;
    assert_eq!((proof.certificate.scope, proof.certificate.rounding), (Scope::AllPairs, 4));
    Ok(())
}

#[test]
fn kept_lists_say_which_pairs_are_near_their_prices() -> Result<(), Error> {
    let (costs, pairs, prices) = alike()?;
    let (problem, touched) = (Problem::new(&costs), Touched::default());
    let mut reading = Reading::new(vec![Some(0); 2], 2, 4)?;
    for _ in 0..2 {
        reading.push([0, 1].map(|column| ListedPair { cost: 0, column }).into_iter(), FORBIDDEN);
    }
    let lists = RestartLists::of_all(reading);
    let proof =
        certify_changes(&problem, &pairs, &prices, &touched, Some(&lists), &Monitor::new())?;
    assert_eq!((proof.certificate.scope, proof.certificate.rounding), (Scope::Changes, 4));
    Ok(())
}

/// Two costs that are each off by nearly one, in opposite ways, and prices that are below by a third.
#[test]
fn pairs_are_near_as_far_as_rounding_can_hide() -> Result<(), Error> {
    let costs = Rounded(CostMatrix::from_vec(2, 1, vec![-10, -9])?);
    let problem = Problem::new(&costs);
    let cut = Cut::of_seats(&problem);
    let prices =
        Prices { scale: 3, rows: vec![0; 2], columns: vec![-31], cut, ..Prices::default() };
    let certificate = certify(&problem, &[pair((0, 0))], &prices)?;
    assert!(certificate.is_optimal_rounded());
    assert_eq!(certificate.rounding, 2);
    Ok(())
}

/// Settles a plan for prices at which these pairs, in any order, are near.
fn settled(
    problem: &Problem<'_>,
    plan: &[Pair],
    prices: &Prices,
    near: Cost,
    pairs: &[(u32, u32)],
) -> Result<NearTight, Error> {
    let mut all = NearTight::default();
    for &(row, column) in pairs {
        let (at, to) = (row as usize, column as usize);
        let cost = problem.cost_within(problem.limit(), at, to)?;
        let price = prices.per_pair + prices.rows[at] + prices.columns[to];
        let reduced = cost * prices.scale - price;
        all.extend(at, near, [(to, cost, reduced)].into_iter())?;
    }
    all.settle(problem, plan, prices, near)?;
    Ok(all)
}

fn places(all: &NearTight) -> Vec<(u32, u32)> {
    all.pairs.iter().map(|(pair, _)| (pair.row, pair.column)).collect()
}

#[test]
fn pairs_may_come_in_the_order_of_kept_lists() -> Result<(), Error> {
    let (costs, plan, prices) = alike()?;
    let problem = Problem::new(&costs);
    let all = settled(&problem, &plan, &prices, 4, &[(0, 1), (0, 0), (1, 1), (1, 0)])?;
    assert_eq!(places(&all), [(0, 0), (0, 1), (1, 0), (1, 1)]);
    assert_eq!(all.settled, []);
    Ok(())
}

/// Whatever a pair and its seats cost: one that is far below its prices is in every plan, and so the others with its row
/// and column are in none.
#[test]
fn a_pair_far_below_its_prices_is_in_every_plan() -> Result<(), Error> {
    let mut costs = vec![15; 9];
    costs[8] = 0;
    let costs = CostMatrix::from_vec(3, 3, costs)?;
    let problem = Problem::new(&costs);
    let plan = [(0, 0), (1, 1), (2, 2)].map(pair);
    let (rows, columns) = (vec![-6; 3], vec![-9; 3]);
    let prices = Prices { scale: 3, per_pair: 60, rows, columns, ..Prices::default() };
    let every: Vec<(u32, u32)> = (0..9).map(|cell| (cell / 3, cell % 3)).collect();
    let all = settled(&problem, &plan, &prices, 9, &every)?;
    assert_eq!(places(&all), [(0, 0), (0, 1), (1, 0), (1, 1)]);
    assert_eq!(all.settled, [pair((2, 2))]);
    Ok(())
}

/// Rows with a seat to spare and a column with one: no plan with as many pairs leaves one of these out.
#[test]
fn empty_seats_of_rows_are_not_those_of_columns() -> Result<(), Error> {
    let costs = CostMatrix::from_vec(2, 1, vec![0; 2])?;
    let problem = Problem::new(&costs).row_capacity(vec![2; 2]).column_capacity(vec![3]);
    let plan = [(0, 0), (1, 0)].map(pair);
    let prices = Prices { rows: vec![0; 2], columns: vec![0], ..Prices::default() };
    let all = settled(&problem, &plan, &prices, 4, &[(0, 0), (1, 0)])?;
    assert_eq!((places(&all), all.settled), (vec![], plan.to_vec()));
    Ok(())
}

/// A row could take the free seat of one column, but its own seat in the other one is worth too much.
#[test]
fn free_seats_are_not_those_of_the_last_column() -> Result<(), Error> {
    let costs = CostMatrix::from_vec(2, 2, vec![0, -5, FORBIDDEN, FORBIDDEN])?;
    let problem = Problem::new(&costs);
    let prices = Prices { rows: vec![0; 2], columns: vec![0, -5], ..Prices::default() };
    let all = settled(&problem, &[pair((0, 1))], &prices, 2, &[(0, 0), (0, 1)])?;
    assert_eq!(places(&all), []);
    Ok(())
}
