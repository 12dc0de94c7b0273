//! Demands and levels that make no sense are refused, and what is merely empty is solved.

use std::sync::Arc;

use matchwright_assign::{
    CostFn, CostMatrix, Demands, Error, FORBIDDEN, Level, Monitor, Options, Pair, Per, Problem,
    Quota, Side, solve_levels,
};

const LEVELS: [Level<'_>; 8] = [
    Level::Pairs,
    Level::Participation(&[]),
    Level::ColumnsInUse,
    Level::Worst,
    Level::Leximin(1),
    Level::Total,
    Level::Balance,
    Level::Leximin(0),
];

fn error(demands: &Demands, levels: &[Level<'_>]) -> Option<Error> {
    let costs = CostMatrix::from_vec(3, 3, vec![1; 9]).expect("shape");
    solve_levels(&Problem::new(&costs), demands, levels, &Options::default()).err()
}

fn quota(members: &[u32]) -> Quota {
    Quota { of: Side::Row, members: members.to_vec(), min: 0, max: 1, per: Per::Partner }
}

#[test]
fn what_is_refused() {
    let none = Demands::default();
    let short = none.clone().row_minimum(vec![1]);
    let length = |what, expected, found| Some(Error::Length { what, expected, found });
    assert_eq!(error(&short, &[]), length("row minimums", 3, 1));
    let twice = none.clone().quota(quota(&[0, 0]));
    assert_eq!(error(&twice, &[]), Some(Error::Members { quota: 0 }));
    let outside = none.clone().quota(quota(&[3]));
    assert_eq!(error(&outside, &[]), Some(Error::Members { quota: 0 }));
    let crossing = none.clone().quota(quota(&[0, 1])).quota(quota(&[1, 2]));
    assert_eq!(error(&crossing, &[]), Some(Error::Crossing { quota: 1, other: 0 }));
    let apart = none.clone().quota(quota(&[0, 1]));
    let apart = apart.quota(Quota { per: Per::Programme, ..quota(&[1, 2]) });
    assert_eq!(error(&apart, &[]), None, "they count differently");
    let falling = none.clone().column_seat_costs(vec![vec![], vec![2, 1], vec![]]);
    assert_eq!(error(&falling, &[]), Some(Error::SeatCosts { what: "column", index: 1 }));
    let huge = none.clone().row_seat_costs(vec![vec![i64::MAX]; 3]);
    assert_eq!(error(&huge, &[]), Some(Error::SeatCosts { what: "row", index: 0 }));
    let classes = [Level::Participation(&[1, 2])];
    assert_eq!(error(&none, &classes), length("classes of priority", 3, 2));
    let ranks = CostFn::new(3, 2, |_, _| 1);
    assert_eq!(error(&none, &[Level::Ranks(&ranks)]), length("columns of ranks", 3, 2));
}

#[test]
fn what_is_empty_is_solved() {
    let shapes = [(0, 0), (0, 3), (3, 0), (2, 2)];
    for (rows, columns) in shapes {
        let costs = CostMatrix::from_vec(rows, columns, vec![FORBIDDEN; rows * columns]);
        let costs = costs.expect("shape");
        let seats = Problem::new(&costs).row_capacity(vec![0; rows]);
        for problem in [Problem::new(&costs), seats] {
            let answer = solve_levels(&problem, &Demands::default(), &LEVELS, &Options::default());
            let answer = answer.expect("a sound problem");
            let plan = answer.plan().expect("nothing is demanded");
            assert!(plan.pairs().is_empty() && plan.is_proven(), "{rows} by {columns}: {plan:?}");
        }
    }
}

#[test]
fn a_group_without_seats_is_left_out() {
    let costs = CostMatrix::from_vec(3, 1, vec![1, 2, 3]).expect("shape");
    let problem = Problem::new(&costs).column_capacity(vec![3]);
    let closed = Quota { max: 0, per: Per::Programme, ..quota(&[0, 1]) };
    for quota in [closed.clone(), Quota { per: Per::Partner, ..closed }] {
        let demands = Demands::default().quota(quota);
        let answer = solve_levels(&problem, &demands, &LEVELS, &Options::default());
        let answer = answer.expect("a sound problem");
        let plan = answer.plan().expect("nothing is demanded");
        assert_eq!(plan.pairs(), [Pair { row: 2, column: 0 }]);
        assert!(plan.is_proven());
    }
}

#[test]
fn cancelling_ends_it() {
    let monitor = Arc::new(Monitor::new());
    monitor.cancel();
    let costs = CostFn::new(300, 100, |row, column| (row * column % 97) as i64);
    let options = Options::default().with_monitor(monitor);
    let answer = solve_levels(&Problem::new(&costs), &Demands::default(), &LEVELS, &options);
    assert_eq!(answer.err(), Some(Error::Cancelled));
}
