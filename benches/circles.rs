//! How long do circles take, how far can they be from the best, and how much are they better than pairs first?
//!
//! `cargo bench --bench circles -- MEMBERS COLUMNS INSTANCES`: one large problem, 300 members with 60 leaders unless
//! said otherwise; then so many problems of 20 to 300 members, with leaders and of peers, and the median gap of each
//! kind; and ten times as many of 6 to 12 members, of which it counts those that are proven within a second. Circles have three to six members. Members fit leaders as mentees fit mentors; two members fit each other as
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

/// Sizes of which all are to be proven within a second.
const SMALL_SIZES: [usize; 7] = [6, 7, 8, 9, 10, 11, 12];

/// Shares of the total, in percent.
struct Measured {
    gap: f64,
    gained: f64,
    seconds: f64,
    is_proven: bool,
}

fn main() -> Result<(), Error> {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse().ok());
    let mut next = |otherwise| numbers.next().unwrap_or(otherwise);
    let (members, columns, instances) = (next(MEMBERS), next(COLUMNS), next(INSTANCES));
    println!("{}", measure(members, columns, true, 1)?.1);
    for has_leaders in [true, false] {
        let kind = if has_leaders { "leaders" } else { "peers" };
        let measured = measure_all(&SIZES, instances, has_leaders)?;
        let (gap, gained) = (median(&measured, |of| of.gap), median(&measured, |of| of.gained));
        let seconds = median(&measured, |of| of.seconds);
        println!("{kind}, median: gap {gap:.2} %, {gained:.1} % below pairs first, {seconds:.2} s");
        let small = measure_all(&SMALL_SIZES, 10 * instances, has_leaders)?;
        let proven = small.iter().filter(|of| of.is_proven && of.seconds < 1.0).count();
        let slowest = small.iter().map(|of| of.seconds).fold(0.0, f64::max);
        println!(
            "{kind}, 6 to 12 members: {proven} of {} proven within a second, the slowest in {slowest:.3} s",
            small.len()
        );
    }
    Ok(())
}

/// So many problems of some sizes; those of more members than any small one are told one by one.
fn measure_all(sizes: &[usize], count: usize, has_leaders: bool) -> Result<Vec<Measured>, Error> {
    let sizes = sizes.iter().cycle().take(count).zip(2..);
    sizes
        .map(|(&members, seed)| {
            let (measured, line) = measure(members, members.div_ceil(5), has_leaders, seed)?;
            if members >= SIZES[0] {
                println!("{line}");
            }
            Ok(measured)
        })
        .collect()
}

fn median(measured: &[Measured], of: fn(&Measured) -> f64) -> f64 {
    let mut values: Vec<f64> = measured.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Solves a problem and checks the plan; the second is a line that says it.
fn measure(
    members: usize,
    columns: usize,
    has_leaders: bool,
    seed: u64,
) -> Result<(Measured, String), Error> {
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
    let percent = |part: i128| 100.0 * part as f64 / (plan.total() as f64).max(1.0);
    let (gap, gained) = (percent(plan.gap()), percent(first.total - plan.total()));
    let kind = if has_leaders { "leaders" } else { "circles of peers" };
    let line = format!(
        "{members} members, {columns} {kind}: {seconds:.2} s, {} of {} placed, gap {gap:.2} %, {gained:.1} % below pairs first",
        plan.placed(),
        plan.most_placed(),
    );
    Ok((Measured { gap, gained, seconds, is_proven: plan.is_proven() }, line))
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
