//! A plan that starts from an earlier one is the best plan, proven, whatever has changed since.

use matchwright_assign::{
    Cost, CostMatrix, Error, FORBIDDEN, Method, Objective, Options, Problem, Scope, Solution,
    WarmStart, assign, certify,
};
use proptest::prelude::*;

use crate::common::{Case, brute_force, cases, solve};
use crate::random::noise;

/// Methods that make the earlier plan: their prices are of different kinds.
const BEFORE: [Method; 4] = [Method::Hungarian, Method::Auction, Method::Repair, Method::Reference];

/// What happens to a problem.
#[derive(Clone, Debug)]
struct Change {
    /// Rows and columns of the new problem: where they were.
    rows: Vec<Option<u32>>,
    columns: Vec<Option<u32>>,
    /// The new problem.
    after: Case,
}

/// Some rows and columns of a case leave, in any order of the others, and some come.
fn changes() -> impl Strategy<Value = (Case, Change)> {
    (cases(), cases()).prop_flat_map(|(before, donor)| {
        let (rows, columns) = (before.rows as u32, before.columns as u32);
        let place = |count: u32| prop::collection::vec(prop::option::of(0..count), 1..=5);
        (Just(before), Just(donor), place(rows), place(columns)).prop_map(
            |(before, donor, rows, columns)| {
                let (rows, columns) = (once(rows), once(columns));
                let after = changed(&before, &donor, &rows, &columns);
                (before, Change { rows, columns, after })
            },
        )
    })
}

/// The same places, each only the first time.
fn once(mut places: Vec<Option<u32>>) -> Vec<Option<u32>> {
    for index in 0..places.len() {
        if places[index].is_some() && places[..index].contains(&places[index]) {
            places[index] = None;
        }
    }
    places
}

/// A case with the costs, seats and unmatched costs of `before` where both sides were there, and otherwise
/// those of `donor`.
fn changed(before: &Case, donor: &Case, rows: &[Option<u32>], columns: &[Option<u32>]) -> Case {
    let mut costs = Vec::new();
    for (row, was) in rows.iter().enumerate() {
        for (column, stood) in columns.iter().enumerate() {
            costs.push(match (was, stood) {
                (Some(row), Some(column)) => {
                    before.costs[*row as usize * before.columns + *column as usize]
                }
                _ => donor.costs[(row * 5 + column) % donor.costs.len()],
            });
        }
    }
    let pick = |old: &[u32], new: &[u32], places: &[Option<u32>]| -> Vec<u32> {
        let place = |(index, was): (usize, &Option<u32>)| {
            was.map_or(new[index % new.len()], |was| old[was as usize])
        };
        places.iter().enumerate().map(place).collect()
    };
    let unmatched = (rows.iter().enumerate())
        .map(|(index, was)| match was {
            Some(was) => before.unmatched[*was as usize],
            None => donor.unmatched[index % donor.unmatched.len()],
        })
        .collect();
    Case {
        rows: rows.len(),
        columns: columns.len(),
        costs,
        row_capacity: pick(&before.row_capacity, &donor.row_capacity, rows),
        column_capacity: pick(&before.column_capacity, &donor.column_capacity, columns),
        unmatched,
        objective: before.objective,
    }
}

/// Solves a case from a start and compares with trying all plans.
fn check(case: &Case, start: WarmStart, scope: Option<Scope>) {
    let matrix = case.matrix();
    let problem = case.problem(&matrix);
    let solution =
        assign(&problem, &Options::default().with_warm_start(start)).expect("a valid start");
    assert!(solution.certificate().is_optimal(), "{solution:?} {case:?}");
    assert_eq!(case.value(&solution), brute_force(case), "{solution:?} {case:?}");
    if solution.method() == Method::Repair {
        assert!(scope.is_none_or(|scope| solution.certificate().scope == scope));
    }
    // What the certificate of the changes says holds for all pairs.
    let all = certify(&problem, solution.pairs(), solution.prices()).expect("valid");
    assert!(all.is_optimal(), "{solution:?} {case:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn rows_and_columns_come_and_go((before, change) in changes(), method in 0..BEFORE.len()) {
        let start = WarmStart::new(&solve(&before, BEFORE[method]));
        let start = start.rows(change.rows.clone()).columns(change.columns.clone());
        check(&change.after, start.clone(), Some(Scope::AllPairs));
        check(&change.after, start.unchanged(), None);
        let start = WarmStart::new(&kept(&before, BEFORE[method])).rows(change.rows);
        check(&change.after, start.columns(change.columns).unchanged(), None);
    }

    #[test]
    fn prices_are_of_ordinary_size(
        (before, after) in (cases(), cases()),
        method in 0..BEFORE.len(),
    ) {
        let after = resized(&after, &before);
        let last = solve(&before, BEFORE[method]);
        check_size(&[&before], &last);
        let matrix = after.matrix();
        let options = Options::default().with_warm_start(WarmStart::new(&last));
        // A restart keeps the earlier prices that still prove, and those are of the earlier costs' size.
        check_size(&[&before, &after], &solved(&after.problem(&matrix), &options));
    }

    #[test]
    fn anything_changes((before, after) in (cases(), cases()), method in 0..BEFORE.len()) {
        let after = resized(&after, &before);
        let start = WarmStart::new(&solve(&before, BEFORE[method]));
        check(&after, start, Some(Scope::AllPairs));
    }

    #[test]
    fn capacities_change(
        (before, other) in (cases(), cases()),
        method in 0..BEFORE.len(),
    ) {
        let other = resized(&other, &before);
        let after = Case {
            row_capacity: other.row_capacity,
            column_capacity: other.column_capacity,
            ..before.clone()
        };
        let start = WarmStart::new(&solve(&before, BEFORE[method]));
        check(&after, start.clone(), Some(Scope::AllPairs));
        check(&after, start.unchanged(), None);
        check(&after, WarmStart::new(&kept(&before, BEFORE[method])).unchanged(), None);
    }
}

/// No price is further from 0 than some paths through everybody can lead, at the costs of the cases that
/// the prices come from: an auction takes an empty seat to be worth 16 times the range of costs.
fn check_size(cases: &[&Case], solution: &Solution) {
    let costs = cases.iter().flat_map(|case| case.costs.iter().chain(&case.unmatched));
    let ordinary = costs.filter(|cost| **cost != FORBIDDEN).map(|cost| cost.abs());
    let (largest, people) = (ordinary.max().unwrap_or(0), cases[0].rows.min(cases[0].columns));
    let prices = solution.prices();
    let path = 32 * (people as Cost + 2) * (largest + 1) * prices.scale;
    let all = prices.rows.iter().chain(&prices.columns).chain([&prices.per_pair]);
    assert!(all.copied().all(|price| price.abs() <= path), "{path} {solution:?} {cases:?}");
}

/// The plan of a case that keeps what a restart needs.
fn kept(case: &Case, method: Method) -> Solution {
    let matrix = case.matrix();
    solved(&case.problem(&matrix), &Options::default().with_method(method).restartable())
}

/// A case in the size of another, its own values repeated.
fn resized(case: &Case, like: &Case) -> Case {
    let repeat = |list: &[u32], count: usize| list.iter().copied().cycle().take(count).collect();
    Case {
        rows: like.rows,
        columns: like.columns,
        costs: case.costs.iter().copied().cycle().take(like.costs.len()).collect(),
        row_capacity: repeat(&case.row_capacity, like.rows),
        column_capacity: repeat(&case.column_capacity, like.columns),
        unmatched: case.unmatched.iter().copied().cycle().take(like.rows).collect(),
        objective: case.objective,
    }
}

/// A matrix of costs below `spread`, some forbidden.
fn costs(start: u64, rows: usize, columns: usize, spread: u64) -> Vec<Cost> {
    let mut noise = noise(start);
    let mut cost = || if noise(50) == 0 { FORBIDDEN } else { noise(spread) as Cost };
    (0..rows * columns).map(|_| cost()).collect()
}

fn solved(problem: &Problem<'_>, options: &Options) -> Solution {
    assign(problem, options).expect("valid")
}

#[test]
fn larger_problems_are_mended_again_and_again() {
    for (number, (rows, columns, seats, spread)) in
        [(150, 150, 1, 1_000), (150, 50, 3, 30), (150, 200, 1, 100_000), (200, 60, 2, 1_000)]
            .into_iter()
            .enumerate()
    {
        for objective in [Objective::Participation, Objective::Total] {
            mend_often(number as u64, (rows, columns, seats), spread, objective);
        }
    }
}

/// Restarts in a row: more than there are readings of lists before all rows are read anew.
const ROUNDS: u64 = 20;

/// People leave, those behind them move up, and others come at the end; now and then a column changes too.
#[test]
fn restarts_follow_people_who_move() {
    let (rows, columns, spread) = (300, 320, 100_000);
    let mut values: Vec<Vec<Cost>> =
        costs(5, rows, columns, spread).chunks(columns).map(<[Cost]>::to_vec).collect();
    let mut random = noise(6);
    let case =
        |values: &[Vec<Cost>]| Case::new(rows, columns, values.concat(), Objective::Participation);
    let mut last = kept(&case(&values), Method::Auction);
    for round in 0..2 * ROUNDS {
        let mut places: Vec<Option<u32>> = (0..rows as u32).map(Some).collect();
        for index in 0..3 {
            let gone = random(rows as u64) as usize;
            places.remove(gone);
            values.remove(gone);
            places.push(None);
            values.push(costs(1_000 + 3 * round + index, 1, columns, spread));
        }
        let mut stood: Vec<Option<u32>> = (0..columns as u32).map(Some).collect();
        if round % 7 == 6 {
            let column = random(columns as u64) as usize;
            stood[column] = None;
            for row in &mut values {
                row[column] = random(spread) as Cost;
            }
        }
        let case = case(&values);
        let matrix = case.matrix();
        let problem = case.problem(&matrix);
        let start = WarmStart::new(&last).rows(places).columns(stood).unchanged();
        last = solved(&problem, &Options::default().with_warm_start(start).restartable());
        assert_eq!(last.total(), solved(&problem, &Options::default()).total());
        assert_eq!(last.certificate().scope, Scope::Changes);
        let all = certify(&problem, last.pairs(), last.prices()).expect("valid");
        assert!(all.is_optimal());
    }
}

fn mend_often(number: u64, shape: (usize, usize, u32), spread: u64, objective: Objective) {
    let (rows, columns, seats) = shape;
    let mut values = costs(number, rows, columns, spread);
    let mut case = Case::new(rows, columns, values.clone(), objective);
    case.column_capacity.fill(seats);
    case.unmatched.fill(spread as Cost / 3);
    let (mut last, mut kept) = (solve(&case, Method::Auction), kept(&case, Method::Auction));
    let mut mended = [0; 3];
    for round in 0..ROUNDS {
        let other = costs(100 * number + round, rows, columns, spread);
        let new: Vec<usize> =
            (0..3).map(|index| (7 * round as usize + 31 * index) % rows).collect();
        for &row in &new {
            let cells = row * columns..(row + 1) * columns;
            values[cells.clone()].copy_from_slice(&other[cells]);
        }
        case.costs.clone_from(&values);
        let matrix = case.matrix();
        let problem = case.problem(&matrix);
        let known = |row| (!new.contains(&row)).then_some(row as u32);
        let places: Vec<Option<u32>> = (0..rows).map(known).collect();
        let vouched = |last| WarmStart::new(last).rows(places.clone()).unchanged();
        let quick = solved(&problem, &Options::default().with_warm_start(vouched(&last)));
        let quickest = Options::default().with_warm_start(vouched(&kept)).restartable();
        kept = solved(&problem, &quickest);
        let full = solved(&problem, &Options::default().with_warm_start(WarmStart::new(&last)));
        let anew = solved(&problem, &Options::default());
        for (again, mended) in [&quick, &full, &kept].into_iter().zip(&mut mended) {
            assert_eq!(again.pairs().len(), anew.pairs().len());
            assert_eq!(again.total(), anew.total());
            *mended += u32::from(again.method() == Method::Repair);
        }
        for again in [&quick, &kept] {
            let all = certify(&problem, again.pairs(), again.prices()).expect("valid");
            assert!(all.is_optimal());
        }
        last = quick;
    }
    // One in ten may be solved from scratch, as where both sides have free seats and more pairs are possible.
    let often = mended.iter().all(|mended| 10 * *mended >= 9 * ROUNDS as u32);
    assert!(often, "{mended:?}, each of {ROUNDS} mended: {shape:?} {objective:?}");
}

#[test]
fn who_had_no_seat_was_not_proven() {
    let one = CostMatrix::from_vec(1, 1, vec![-5]).expect("shape");
    let before = solved(&Problem::new(&one).row_capacity(vec![0]), &Options::default());
    let two = CostMatrix::from_vec(2, 1, vec![-5, -4]).expect("shape");
    let start = WarmStart::new(&before).rows(vec![Some(0), None]).unchanged();
    let after = solved(&Problem::new(&two), &Options::default().with_warm_start(start));
    assert_eq!(after.total(), -5);

    let costs = CostMatrix::from_vec(1, 2, vec![1, 9]).expect("shape");
    let before = Problem::new(&costs).column_capacity(vec![0, 1]);
    let start = WarmStart::new(&solved(&before, &Options::default())).unchanged();
    let after = solved(&Problem::new(&costs), &Options::default().with_warm_start(start));
    assert_eq!(after.total(), 1);
}

#[test]
fn a_plan_without_a_proof_cannot_be_vouched_for() {
    let costs = CostMatrix::from_vec(2, 2, vec![1, 2, 4, 8]).expect("shape");
    let problem = Problem::new(&costs);
    let mut text = serde_json::to_value(solved(&problem, &Options::default())).expect("JSON");
    text["pairs"] = serde_json::json!([{"row": 0, "column": 0}, {"row": 1, "column": 1}]);
    text["certificate"]["primal"] = 9.into();
    let unproven: Solution = serde_json::from_value(text).expect("a solution");
    let start = WarmStart::new(&unproven).unchanged();
    let after = solved(&problem, &Options::default().with_warm_start(start));
    assert_eq!((after.total(), after.certificate().scope), (6, Scope::AllPairs));
}

#[test]
fn a_row_that_changed_behind_the_callers_back_is_not_read() {
    let before = CostMatrix::from_vec(2, 2, vec![1, 2, 4, 8]).expect("shape");
    let last = solved(&Problem::new(&before), &Options::default());
    let after = CostMatrix::from_vec(2, 2, vec![1, 2, 0, 8]).expect("shape");
    let problem = Problem::new(&after);
    let vouched =
        solved(&problem, &Options::default().with_warm_start(WarmStart::new(&last).unchanged()));
    assert_eq!(vouched.certificate().scope, Scope::Changes);
    let checked = solved(&problem, &Options::default().with_warm_start(WarmStart::new(&last)));
    assert_eq!((checked.total(), checked.certificate().scope), (2, Scope::AllPairs));
}

#[test]
fn places_that_were_not_there_are_refused() {
    let costs = CostMatrix::from_vec(2, 2, vec![1, 2, 4, 8]).expect("shape");
    let problem = Problem::new(&costs);
    let start = WarmStart::new(&solved(&problem, &Options::default()));
    let refusal = |start| assign(&problem, &Options::default().with_warm_start(start)).err();
    let at = |what, index| Some(Error::WarmStart { what, index });
    assert_eq!(
        refusal(start.clone().rows(vec![Some(0), Some(2)])),
        at("rows of the warm start", 1)
    );
    assert_eq!(
        refusal(start.clone().columns(vec![Some(1), Some(1)])),
        at("columns of the warm start", 1)
    );
    let short = Error::Length { what: "rows of the warm start", expected: 2, found: 1 };
    assert_eq!(refusal(start.rows(vec![None])), Some(short));
}
