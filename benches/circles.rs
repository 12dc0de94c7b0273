//! How long do circles take, how far can they be from the best, and how much are they better than pairs first?
//!
//! `cargo bench --bench circles -- MEMBERS COLUMNS INSTANCES`: one large problem, 300 members with 60 leaders unless
//! said otherwise; then so many problems of 20 to 300 members, with leaders and of peers, and the median gap of each
//! kind. Circles have three to six members. Members fit leaders as mentees fit mentors; two members fit each other as
//! the mean of both directions.

use std::time::Instant;

use matchwright_assign::circles::{Circles, assign, check, pairs_first, value};
use matchwright_assign::{Cost, CostMatrix, Error, Options};
use ndarray::Array2;
use suite::instances::mentor_like;

const MEMBERS: usize = 300;
const COLUMNS: usize = 60;
const INSTANCES: usize = 10;

/// Sizes between 20 and 300 members, one after the other.
const SIZES: [usize; 10] = [20, 30, 40, 50, 60, 80, 100, 150, 200, 300];

/// Shares of the total, in percent.
struct Measured {
    gap: f64,
    gained: f64,
    seconds: f64,
}

fn main() -> Result<(), Error> {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse().ok());
    let mut next = |otherwise| numbers.next().unwrap_or(otherwise);
    let (members, columns, instances) = (next(MEMBERS), next(COLUMNS), next(INSTANCES));
    measure(members, columns, true, 1)?;
    for has_leaders in [true, false] {
        let sizes = SIZES.iter().cycle().take(instances);
        let measured = sizes
            .zip(2..)
            .map(|(&members, seed)| measure(members, members.div_ceil(5), has_leaders, seed));
        let measured = measured.collect::<Result<Vec<_>, _>>()?;
        let median = |of: fn(&Measured) -> f64| {
            let mut values: Vec<f64> = measured.iter().map(of).collect();
            values.sort_by(f64::total_cmp);
            values.get(values.len() / 2).copied().unwrap_or_default()
        };
        let (gap, gained) = (median(|of| of.gap), median(|of| of.gained));
        let seconds = median(|of| of.seconds);
        let kind = if has_leaders { "leaders" } else { "peers" };
        println!("{kind}, median: gap {gap:.2} %, {gained:.1} % below pairs first, {seconds:.2} s");
    }
    Ok(())
}

/// Solves a problem and checks the plan.
fn measure(
    members: usize,
    columns: usize,
    has_leaders: bool,
    seed: u64,
) -> Result<Measured, Error> {
    let drawn = mentor_like(members, columns, seed);
    let fit = matrix(
        members,
        columns,
        |row, column| if has_leaders { drawn[[row, column]] } else { 0.0 },
    )?;
    let drawn: Array2<f64> = mentor_like(members, members, seed + 1_000);
    let mean = |one, other| f64::midpoint(drawn[[one, other]], drawn[[other, one]]);
    let together = matrix(members, members, mean)?;
    let circles = Circles::new(&fit).together(&together).sizes(vec![(3, 6); columns]);
    let first = value(&circles, &pairs_first(&circles, &Options::default())?)?;
    let started = Instant::now();
    let plan = assign(&circles, &Options::default())?;
    let seconds = started.elapsed().as_secs_f64();
    check(&circles, &plan)?;
    assert!(
        (plan.placed(), -plan.total()) >= (first.placed, -first.total),
        "worse than pairs first"
    );
    let percent = |part: i128| 100.0 * part as f64 / plan.total() as f64;
    let (gap, gained) = (percent(plan.gap()), percent(first.total - plan.total()));
    let kind = if has_leaders { "leaders" } else { "circles of peers" };
    println!(
        "{members} members, {columns} {kind}: {seconds:.2} s, {} of {} placed, gap {gap:.2} %, {gained:.1} % below pairs first",
        plan.placed(),
        plan.most_placed(),
    );
    Ok(Measured { gap, gained, seconds })
}

/// Costs in millionths.
fn matrix(
    rows: usize,
    columns: usize,
    cost: impl Fn(usize, usize) -> f64,
) -> Result<CostMatrix, Error> {
    let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let costs = cells.map(|(row, column)| (cost(row, column) * 1e6).round() as Cost);
    CostMatrix::from_vec(rows, columns, costs.collect())
}
