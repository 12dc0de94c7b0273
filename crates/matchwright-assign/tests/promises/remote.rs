//! A plan whose pairs are read in parts is the plan, and its certificate is the one over all pairs.

use matchwright_assign::remote::{Exchange, RowQuery, Shortlist};
use matchwright_assign::{
    CostMatrix, Error, FORBIDDEN, Method, Monitor, Objective, Options, Scope, Solution, certify,
};
use proptest::prelude::*;

use crate::common::{Case, OBJECTIVES, cases, solve};

/// The replies of all rows, read in parts of so many.
fn replies(case: &Case, query: &RowQuery, part: usize) -> Vec<Shortlist> {
    let parts = case.costs.chunks((case.columns * part).max(1)).zip(case.row_capacity.chunks(part));
    let read = |(costs, seats): (&[i64], &[u32])| {
        let matrix = CostMatrix::from_vec(seats.len(), case.columns, costs.to_vec());
        query.shortlists(&matrix.expect("a shape"), seats.to_vec(), &Monitor::new())
    };
    parts.flat_map(|part| read(part).expect("replies")).collect()
}

fn exchange(case: &Case, keep: u32) -> Exchange {
    let (rows, columns) = (case.row_capacity.clone(), case.column_capacity.clone());
    Exchange::new(rows, columns, case.objective, keep)
}

/// The plan, and how many queries it took.
fn solved(case: &Case, keep: u32, part: usize) -> (Solution, usize) {
    let mut exchange = exchange(case, keep);
    for query in 1..=case.rows * case.columns + 2 {
        let lists = replies(case, exchange.query(), part);
        if let Some(solution) = exchange.take(&lists, &Options::default()).expect("a plan or none")
        {
            return (solution, query);
        }
    }
    panic!("no end: {case:?}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn it_is_the_best_plan_with_the_certificate_over_all_pairs(
        case in cases(), keep in 0_u32..3, part in 1_usize..4,
    ) {
        let case = Case { unmatched: vec![0; case.rows], ..case };
        prop_assume!(case.rows > 0 && case.columns > 0);
        let (solution, _) = solved(&case, keep, part);
        prop_assert_eq!(case.value(&solution), case.value(&solve(&case, Method::Auto)));
        let matrix = case.matrix();
        let problem = case.problem(&matrix);
        let certificate = certify(&problem, solution.pairs(), solution.prices()).expect("sound");
        prop_assert!(certificate.is_optimal());
        prop_assert_eq!(&certificate, solution.certificate());
        prop_assert_eq!(certificate.scope, Scope::AllPairs);
    }
}

/// Everybody wants the same few columns most.
fn popular(rows: usize, columns: usize, objective: Objective) -> Case {
    let mut below = crate::random::noise(7);
    let cost = |cell: usize| match below(1000) {
        0..300 => FORBIDDEN,
        noise => ((cell % columns) * 40) as i64 + noise as i64 - 2_000,
    };
    let costs = (0..rows * columns).map(cost).collect();
    Case { column_capacity: vec![2; columns], ..Case::new(rows, columns, costs, objective) }
}

#[test]
fn neither_parts_nor_lists_show() {
    for objective in OBJECTIVES {
        let case = popular(120, 70, objective);
        let (all, _) = solved(&case, 70, 120);
        for (keep, part) in [(1, 7), (4, 1), (4, 120), (16, 50)] {
            let (solution, queries) = solved(&case, keep, part);
            assert_eq!(case.value(&solution), case.value(&all));
            assert!((2..40).contains(&queries), "{queries} queries with {keep}");
        }
    }
}

#[test]
fn nobody_at_all() {
    for (rows, columns) in [(0, 3), (3, 0), (0, 0)] {
        let case = Case::new(rows, columns, Vec::new(), Objective::Total);
        let mut exchange = exchange(&case, 4);
        let costs = CostMatrix::from_vec(rows, columns, Vec::new()).expect("a shape");
        let mut take = || {
            let lists = exchange.query().shortlists(&costs, vec![1; rows], &Monitor::new());
            exchange.take(&lists.expect("lists"), &Options::default()).expect("a plan or none")
        };
        assert_eq!(take(), None);
        let solution = take().expect("a proof");
        assert!(solution.pairs().is_empty() && solution.certificate().is_optimal());
    }
}

#[test]
fn what_is_no_reply_is_refused() {
    let case = popular(9, 8, Objective::Participation);
    let (mut exchange, options) = (exchange(&case, 2), Options::default());
    let lists = replies(&case, exchange.query(), 9);
    let missing = exchange.take(&lists[1..], &options);
    assert!(matches!(missing, Err(Error::Length { expected: 9, found: 8, .. })));
    assert_eq!(exchange.take(&lists, &options), Ok(None));
    // A batch that comes once more proves nothing of the next query.
    assert_eq!(exchange.take(&lists, &options), Err(Error::Unproven));

    let dearer = Case {
        costs: case.costs.iter().map(|cost| cost.saturating_add(1)).collect(),
        ..case.clone()
    };
    let lists = replies(&dearer, exchange.query(), 9);
    assert!(matches!(exchange.take(&lists, &options), Err(Error::Changed { row: 0, .. })));

    let few = CostMatrix::from_vec(1, 7, vec![0; 7]).expect("a shape");
    let refused = exchange.query().shortlists(&few, vec![1], &Monitor::new());
    assert!(matches!(refused, Err(Error::Length { expected: 7, found: 8, .. })));
}
