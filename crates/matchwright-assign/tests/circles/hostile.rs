//! Sizes and costs that make no sense are refused or answered, and nothing panics.

use matchwright_assign::circles::{CirclePlan, Circles, assign, pairs_first};
use matchwright_assign::{Cost, CostFn, Error, FORBIDDEN, Options};

fn solve(circles: &Circles<'_>) -> Result<CirclePlan, Error> {
    let plan = assign(circles, &Options::default())?;
    assert_eq!(matchwright_assign::circles::check(circles, &plan), Ok(()));
    let first = pairs_first(circles, &Options::default())?;
    let first = matchwright_assign::circles::value(circles, &first)?;
    assert!((first.placed, -first.total) <= (plan.placed(), -plan.total()));
    Ok(plan)
}

#[test]
fn nobody_and_nothing() {
    for (rows, columns) in [(0, 0), (0, 5), (5, 0), (40, 0), (0, 10_000)] {
        let (fit, together) =
            (CostFn::new(rows, columns, |_, _| 1), CostFn::new(rows, rows, |_, _| 1));
        for circles in [Circles::new(&fit), Circles::new(&fit).together(&together)] {
            let plan = solve(&circles).expect("an empty plan");
            assert_eq!((plan.placed(), plan.total()), (0, 0));
            assert!(plan.is_proven() && plan.circles().len() == columns);
        }
    }
}

#[test]
fn circles_that_nobody_can_fill() {
    let nobody = |fit: Cost, between: Cost, size: (u32, u32), rows: usize, max: u32| {
        let fit = CostFn::new(rows, 12, move |_, _| fit);
        let together = CostFn::new(rows, rows, move |_, _| between);
        let members = (0..rows as u32).collect();
        let circles =
            Circles::new(&fit).together(&together).sizes(vec![size; 12]).mix(members, max);
        let plan = solve(&circles).expect("an empty plan");
        assert_eq!((plan.placed(), plan.total()), (0, 0), "{size:?} {rows}");
        assert_eq!(plan.bound(), 0);
        plan
    };
    for rows in [6, 40] {
        assert!(nobody(FORBIDDEN, 0, (1, 5), rows, 9).is_proven());
        assert!(nobody(0, 0, (rows as u32 + 1, u32::MAX), rows, 9).is_proven());
        assert!(nobody(0, 0, (0, 0), rows, 9).is_proven());
        assert!(nobody(0, 0, (1, 5), rows, 0).is_proven());
        // Whether anybody has company is known of few members alone, and of all where it is nobody.
        assert!(nobody(0, FORBIDDEN, (2, 5), rows, 9).is_proven());
        assert!(nobody(0, 0, (2, 5), rows, 1).is_proven());
    }
}

#[test]
fn circles_of_any_size_and_of_one() {
    for rows in [9, 40] {
        let fit = CostFn::new(rows, 3, |row, column| ((row * 7 + column * 5) % 11) as Cost);
        let together = CostFn::new(rows, rows, |one, other| ((one + other) % 5) as Cost - 2);
        for sizes in [vec![(0, u32::MAX); 3], vec![(1, 1); 3], vec![(20, 20); 3]] {
            for mixed in [1, 2, 30] {
                let circles = Circles::new(&fit).sizes(sizes.clone());
                let circles = circles.mix((0..rows as u32).step_by(3).collect(), mixed);
                solve(&circles).expect("a plan");
                solve(&circles.together(&together)).expect("a plan");
            }
        }
    }
}

#[test]
fn misuse_is_refused() {
    let fit = CostFn::new(4, 2, |_, _| 0);
    let refused = |circles: &Circles<'_>| assign(circles, &Options::default()).expect_err("misuse");
    let circles = Circles::new(&fit);
    let sizes = refused(&circles.clone().sizes(vec![(1, 2), (3, 2)]));
    assert_eq!(sizes, Error::Sizes { column: 1 });
    assert!(matches!(refused(&circles.clone().sizes(vec![(1, 2)])), Error::Length { .. }));
    for members in [vec![1, 1], vec![2, 1], vec![4]] {
        assert_eq!(refused(&circles.clone().mix(members, 1)), Error::Members { quota: 0 });
    }
    let (wide, fewer) = (CostFn::new(4, 3, |_, _| 0), CostFn::new(3, 3, |_, _| 0));
    let not_square = Error::NotSquare { rows: 4, columns: 3 };
    assert_eq!(refused(&circles.clone().together(&wide)), not_square);
    assert!(matches!(refused(&circles.clone().together(&fewer)), Error::Length { .. }));
    let crooked = CostFn::new(4, 4, |one, other| Cost::from(one > other));
    let asymmetric = Error::Asymmetric { row: 1, column: 0 };
    assert_eq!(refused(&circles.clone().together(&crooked)), asymmetric);
    for cost in [Cost::MIN, Cost::MAX - 1, 1 << 50] {
        let large = CostFn::new(4, 4, move |_, _| cost);
        let too_large = refused(&circles.clone().together(&large));
        assert!(matches!(too_large, Error::CostTooLarge { row: 0, column: 1, .. }));
        let large = CostFn::new(4, 2, move |_, _| cost);
        let too_large = refused(&Circles::new(&large));
        assert!(matches!(too_large, Error::CostTooLarge { row: 0, column: 0, .. }));
    }
}

#[test]
fn the_largest_costs_are_summed_exactly() {
    for rows in [6, 30] {
        let circles_of = |cost: Cost| {
            let fit =
                CostFn::new(rows, rows / 3, move |row, _| if row % 2 == 0 { cost } else { -cost });
            let together =
                CostFn::new(
                    rows,
                    rows,
                    move |one, other| if (one + other) % 3 == 0 { cost } else { -cost },
                );
            let sizes = vec![(3, 3); rows / 3];
            solve(&Circles::new(&fit).together(&together).sizes(sizes))
        };
        let limit = match circles_of(1 << 52) {
            Err(Error::CostTooLarge { limit, .. }) => limit,
            _ => 0,
        };
        assert!(limit > 1_000_000, "{limit}");
        assert!(circles_of(limit).expect("a plan").placed() == rows);
    }
}
