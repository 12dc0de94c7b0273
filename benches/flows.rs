//! How long do plans with demands and several objectives take, from scores to the proof?
//!
//! ```text
//! cargo bench --bench flows -- 2000 700 5             mentees, mentors, runs
//! cargo bench --bench flows -- 1000 400 5 leximin     one kind of demand or objective
//! cargo bench --bench flows -- 2000 700 5 all matrix  costs of a drawn matrix in the place of scores
//! ```
//!
//! People and rules are those of the sample programme; scores are computed whenever they are looked at. Mentors
//! have half as many seats again as are needed. The median of all runs is told.

use std::time::Instant;

use matchwright::{Error, Matcher, Program};
use matchwright_assign::{
    Answer, Cost, CostMatrix, CostSource, Demands, FORBIDDEN, Level, Options, Per, Problem, Quota,
    Side, solve_levels,
};
use suite::crowd::crowd;
use suite::instances::mentor_like;
use suite::memory::memory;

const PROGRAM: &str = include_str!("../examples/cohort/program.toml");

/// Points of a score of 1.
const POINTS: f64 = 1e6;

/// A kind of demand or objective.
struct Kind {
    name: &'static str,
    row_seats: u32,
    demands: fn(rows: usize, columns: usize) -> Demands,
    levels: fn(&Lists) -> Vec<Level<'_>>,
}

/// What levels refer to.
struct Lists {
    classes: Vec<u32>,
    ranks: CostMatrix,
}

const KINDS: [Kind; 13] = [
    Kind { name: "total", row_seats: 1, demands: nothing, levels: total },
    Kind { name: "minimum-loads", row_seats: 1, demands: minimum_loads, levels: total },
    Kind { name: "quota-per-partner", row_seats: 1, demands: per_partner, levels: total },
    Kind { name: "quota-over-programme", row_seats: 1, demands: over_programme, levels: total },
    Kind { name: "loads-and-quota", row_seats: 1, demands: loads_and_quota, levels: total },
    Kind { name: "so-many-or-nobody", row_seats: 1, demands: or_none, levels: total },
    Kind { name: "several-mentors", row_seats: 2, demands: nothing, levels: total },
    Kind {
        name: "balance",
        row_seats: 1,
        demands: nothing,
        levels: |_| vec![Level::Participation(&[]), Level::Balance, Level::Total],
    },
    Kind {
        name: "columns-in-use",
        row_seats: 1,
        demands: nothing,
        levels: |_| vec![Level::Participation(&[]), Level::ColumnsInUse, Level::Total],
    },
    Kind {
        name: "worst",
        row_seats: 1,
        demands: nothing,
        levels: |_| vec![Level::Participation(&[]), Level::Worst, Level::Total],
    },
    Kind {
        name: "leximin",
        row_seats: 1,
        demands: nothing,
        levels: |_| vec![Level::Participation(&[]), Level::Leximin(10_000), Level::Total],
    },
    Kind {
        name: "ranks",
        row_seats: 1,
        demands: nothing,
        levels: |lists| vec![Level::Participation(&[]), Level::Ranks(&lists.ranks), Level::Total],
    },
    Kind {
        name: "priority",
        row_seats: 1,
        demands: nothing,
        levels: |lists| vec![Level::Participation(&lists.classes), Level::Total],
    },
];

fn main() -> Result<(), Error> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let number = |place: usize, otherwise| {
        arguments.get(place).and_then(|argument| argument.parse().ok()).unwrap_or(otherwise)
    };
    let (mentees, mentors, runs) = (number(0, 2_000), number(1, 700), number(2, 5));
    let name = arguments.get(3).map_or("all", String::as_str);
    println!("{mentees} mentees, {mentors} mentors, medians of {runs}");
    if arguments.get(4).is_some_and(|source| source == "matrix") {
        let values = mentor_like(mentees, mentors, 1).mapv(|value| (value * POINTS) as Cost);
        let costs = CostMatrix::from_vec(mentees, mentors, values.into_raw_vec_and_offset().0)?;
        measure_all(&costs, name, runs)?;
    } else {
        let program = Program::from_toml_str(PROGRAM)?;
        let roster = crowd(mentees, mentors, 23, &program)?;
        measure_all(&Matcher::new(program)?.scores(&roster)?, name, runs)?;
    }
    Ok(())
}

fn measure_all(costs: &dyn CostSource, name: &str, runs: usize) -> Result<(), Error> {
    let (rows, columns) = (costs.rows(), costs.columns());
    let classes = (0..rows as u32).map(|row| row * 7 % 5).collect();
    let ranks = if name == "all" || name == "ranks" { ranks(costs)? } else { no_ranks()? };
    let lists = Lists { classes, ranks };
    for kind in KINDS.iter().filter(|kind| name == "all" || name == kind.name) {
        let seats = (3 * rows * kind.row_seats as usize).div_ceil(2 * columns) as u32;
        let problem = Problem::new(costs)
            .column_capacity(vec![seats; columns])
            .row_capacity(vec![kind.row_seats; rows]);
        let (demands, levels) = ((kind.demands)(rows, columns), (kind.levels)(&lists));
        let mut seconds = Vec::new();
        let mut last = None;
        for _ in 0..runs {
            let started = Instant::now();
            last = Some(solve_levels(&problem, &demands, &levels, &Options::default())?);
            seconds.push(started.elapsed().as_secs_f64());
        }
        seconds.sort_by(f64::total_cmp);
        let median = seconds.get(runs / 2).copied().unwrap_or_default();
        println!("{}: {median:.3} s, {}, {}", kind.name, words(last), memory().unwrap_or_default());
    }
    Ok(())
}

fn words(answer: Option<Answer>) -> String {
    match answer {
        Some(Answer::Plan(plan)) => {
            let (reached, parts) = (plan.reached(), plan.bounds().len());
            let Some(search) = plan.search() else {
                assert!(plan.is_proven());
                return format!("{reached:?} in {parts} objectives and {} steps", plan.steps());
            };
            let relaxation = search.relaxation();
            assert!(relaxation.is_proven());
            let (relaxed, cases, gap) = (relaxation.reached(), search.nodes(), search.gap());
            format!("{reached:?}, relaxed {relaxed:?}, {cases} cases, {gap:?}")
        }
        Some(Answer::Impossible(shortage)) => {
            format!("impossible: {} needed, {} possible", shortage.needed(), shortage.possible())
        }
        None => "not run".to_owned(),
    }
}

fn nothing(_: usize, _: usize) -> Demands {
    Demands::default()
}

/// Everybody has half the people that there are to a mentor on average.
fn minimum_loads(rows: usize, columns: usize) -> Demands {
    Demands::default().column_minimum(vec![(rows / columns).div_ceil(2) as u32; columns])
}

/// Nobody has fewer people than there are to a mentor on average, unless nobody at all.
fn or_none(rows: usize, columns: usize) -> Demands {
    let minimum = vec![rows.div_ceil(columns) as u32; columns];
    Demands::default().column_minimum(minimum).column_or_none(vec![true; columns])
}

/// No two mentees of one of 40 departments have the same mentor.
fn per_partner(rows: usize, _: usize) -> Demands {
    let group = |group| Quota { max: 1, per: Per::Partner, ..department(rows, 40, group) };
    (0..40).map(group).fold(Demands::default(), Demands::quota)
}

/// No more than nine in ten of each of 10 departments.
fn over_programme(rows: usize, _: usize) -> Demands {
    let group = |group| {
        let quota = department(rows, 10, group);
        Quota { max: quota.members.len() as u32 * 9 / 10, ..quota }
    };
    (0..10).map(group).fold(Demands::default(), Demands::quota)
}

fn loads_and_quota(rows: usize, columns: usize) -> Demands {
    let quotas = over_programme(rows, columns);
    quotas.quotas().iter().cloned().fold(minimum_loads(rows, columns), Demands::quota)
}

fn department(rows: usize, count: usize, group: usize) -> Quota {
    let is_member = |row: &u32| (*row as usize * 7 + *row as usize / 5) % count == group;
    let members = (0..rows as u32).filter(is_member).collect();
    Quota { of: Side::Row, members, min: 0, max: u32::MAX, per: Per::Programme }
}

fn total(_: &Lists) -> Vec<Level<'_>> {
    vec![Level::Participation(&[]), Level::Total]
}

fn no_ranks() -> Result<CostMatrix, matchwright_assign::Error> {
    CostMatrix::from_vec(0, 0, Vec::new())
}

/// Everybody's own first, second, third … choice.
fn ranks(costs: &dyn CostSource) -> Result<CostMatrix, matchwright_assign::Error> {
    let (rows, columns) = (costs.rows(), costs.columns());
    let (mut of_row, mut ranks) = (vec![0; columns], vec![FORBIDDEN; rows * columns]);
    for (row, ranks) in ranks.chunks_exact_mut(columns).enumerate() {
        costs.block(row, 0..columns, &mut of_row);
        let mut order: Vec<usize> =
            (0..columns).filter(|&column| of_row[column] != FORBIDDEN).collect();
        order.sort_by_key(|&column| of_row[column]);
        for (rank, column) in (1..).zip(order) {
            ranks[column] = rank;
        }
    }
    CostMatrix::from_vec(rows, columns, ranks)
}
