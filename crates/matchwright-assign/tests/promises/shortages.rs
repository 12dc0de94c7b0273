//! Demands that cannot be met come back with what a person would say, and nothing else.

use matchwright_assign::{
    Answer, Constraint, Cost, CostMatrix, Count, Demands, FORBIDDEN, Level, Options, Pair, Per,
    Problem, Quota, Shortage, Side, solve_levels,
};

const X: Cost = FORBIDDEN;

fn shortage(problem: &Problem<'_>, demands: &Demands) -> Shortage {
    let levels = [Level::Pairs, Level::Total];
    match solve_levels(problem, demands, &levels, &Options::default()).expect("a sound problem") {
        Answer::Impossible(shortage) => {
            assert_eq!(shortage.holds(problem, demands), Ok(true), "{shortage:?}");
            shortage
        }
        Answer::Plan(plan) => panic!("{plan:?}"),
    }
}

fn matrix(rows: usize, columns: usize, costs: &[Cost]) -> CostMatrix {
    CostMatrix::from_vec(rows, columns, costs.to_vec()).expect("shape")
}

fn columns(numbers: &[(u32, u32)]) -> Vec<Count> {
    let count = |&(column, pairs): &(u32, u32)| Count { of: Constraint::Column(column), pairs };
    numbers.iter().map(count).collect()
}

fn rows(numbers: &[(u32, u32)]) -> Vec<Count> {
    let count = |&(row, pairs): &(u32, u32)| Count { of: Constraint::Row(row), pairs };
    numbers.iter().map(count).collect()
}

#[test]
fn a_column_that_the_rules_leave_too_few() {
    let costs = matrix(3, 2, &[1, 1, X, 1, X, 1]);
    let problem = Problem::new(&costs).column_capacity(vec![3, 3]);
    let found = shortage(&problem, &Demands::default().column_minimum(vec![2, 0]));
    assert_eq!(found.minimums, columns(&[(0, 2)]));
    assert_eq!((found.maximums.len() + found.pairs.len(), found.possible()), (1, 1));
}

#[test]
fn columns_that_compete_for_the_same_rows_without_the_others() {
    // Columns 0 and 1 need two each and may meet rows 0 to 2 alone; column 2 has everything it needs.
    let costs = matrix(5, 3, &[1, 1, 1, 1, 1, 1, 1, 1, 1, X, X, 1, X, X, 1]);
    let problem = Problem::new(&costs).column_capacity(vec![3; 3]);
    let found = shortage(&problem, &Demands::default().column_minimum(vec![2, 2, 1]));
    assert_eq!(found.minimums, columns(&[(0, 2), (1, 2)]));
    assert_eq!(
        (found.maximums.clone(), found.pairs.clone()),
        (rows(&[(0, 1), (1, 1), (2, 1)]), Vec::new())
    );
}

#[test]
fn rows_that_need_more_partners_than_there_are_seats() {
    let costs = matrix(2, 2, &[1, 1, 1, 1]);
    let problem = Problem::new(&costs).row_capacity(vec![2, 2]).column_capacity(vec![1, 2]);
    let found = shortage(&problem, &Demands::default().row_minimum(vec![2, 2]));
    assert_eq!(found.needed(), 4);
    assert_eq!(found.possible(), 3);
}

#[test]
fn a_quota_that_needs_more_than_its_members_can_have() {
    let costs = matrix(3, 1, &[1, 1, 1]);
    let problem = Problem::new(&costs).column_capacity(vec![5]);
    let members = vec![0, 2];
    let quota = Quota { of: Side::Row, members, min: 3, max: u32::MAX, per: Per::Programme };
    let found = shortage(&problem, &Demands::default().quota(quota));
    let of = Constraint::Quota { quota: 0, partner: None };
    assert_eq!(found.minimums, [Count { of, pairs: 3 }]);
    let named = found.maximums.len() + found.pairs.len();
    assert_eq!((named, found.possible()), (2, 2));
}

#[test]
fn a_quota_per_partner_against_a_minimum() {
    // The column needs three rows, and may have one of a department of three.
    let costs = matrix(4, 1, &[1, 1, 1, 1]);
    let problem = Problem::new(&costs).column_capacity(vec![4]);
    let members = vec![0, 1, 2];
    let quota = Quota { of: Side::Row, members, min: 0, max: 1, per: Per::Partner };
    let demands = Demands::default().quota(quota).column_minimum(vec![3]);
    let found = shortage(&problem, &demands);
    assert_eq!(found.minimums, columns(&[(0, 3)]));
    let of = Constraint::Quota { quota: 0, partner: Some(0) };
    assert!(found.maximums.contains(&Count { of, pairs: 1 }), "{found:?}");
    assert_eq!(found.possible(), 2);
}

#[test]
fn a_minimum_above_its_own_maximum() {
    let costs = matrix(3, 1, &[1, 1, 1]);
    let found = shortage(&Problem::new(&costs), &Demands::default().column_minimum(vec![2]));
    assert_eq!(found.minimums, columns(&[(0, 2)]));
    assert_eq!(found.maximums, columns(&[(0, 1)]));
}

#[test]
fn everything_forbidden_and_nobody_there() {
    let costs = matrix(2, 2, &[X; 4]);
    let found = shortage(&Problem::new(&costs), &Demands::default().row_minimum(vec![0, 1]));
    assert_eq!((found.minimums.clone(), found.possible()), (rows(&[(1, 1)]), 0));
    let nobody = matrix(0, 1, &[]);
    let found = shortage(&Problem::new(&nobody), &Demands::default().column_minimum(vec![1]));
    assert_eq!((found.minimums.clone(), found.possible()), (columns(&[(0, 1)]), 0));
}

#[test]
fn a_shortage_that_was_altered_does_not_hold() {
    let costs = matrix(3, 2, &[1, 5, 1, 7, X, 2]);
    let problem = Problem::new(&costs).column_capacity(vec![3, 3]);
    let demands = Demands::default().column_minimum(vec![2, 2]);
    let found = shortage(&problem, &demands);
    let mut altered = vec![found.clone(); 4];
    altered[0].maximums.pop();
    altered[1].minimums.pop();
    altered[2].minimums[0].pairs += 1;
    altered[3].pairs.push(Pair { row: 0, column: 0 });
    altered[3].maximums[0].pairs -= 1;
    for altered in altered {
        assert_eq!(altered.holds(&problem, &demands), Ok(false), "{altered:?}");
    }
}
