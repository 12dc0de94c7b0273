//! The certificate notices every fault that is planted in an answer.

use matchwright_assign::{
    Certificate, CostMatrix, Cut, FORBIDDEN, Objective, Options, Pair, Prices, Problem, Scope,
    Solution, assign, certify, recover_prices,
};

use crate::common::OBJECTIVES;
use crate::random::noise;

/// A matrix without ties, some of it forbidden; nobody is left out without need.
fn matrix() -> CostMatrix {
    let mut below = noise(23);
    let costs = (0..20 * 24).map(|cell| {
        let cost = -(below(1 << 30) as i64) - 1;
        if cell % 5 == 3 { FORBIDDEN } else { cost }
    });
    CostMatrix::from_vec(20, 24, costs.collect()).expect("shape")
}

/// What a fault may change.
fn checked(
    objective: Objective,
    fault: impl Fn(&mut Vec<Pair>, &mut Prices),
) -> (Certificate, Solution) {
    let matrix = matrix();
    let problem = Problem::new(&matrix).objective(objective);
    let solution = assign(&problem, &Options::default()).expect("a solution");
    let (mut pairs, mut prices) = (solution.pairs().to_vec(), solution.prices().clone());
    fault(&mut pairs, &mut prices);
    (certify(&problem, &pairs, &prices).expect("a valid plan"), solution)
}

#[test]
fn without_a_fault_it_is_optimal() {
    for objective in OBJECTIVES {
        let (certificate, solution) = checked(objective, |_, _| ());
        assert!(certificate.is_optimal());
        assert_eq!(&certificate, solution.certificate());
        assert_eq!((certificate.gap(), certificate.scope), (0, Scope::AllPairs));
    }
}

#[test]
fn a_wrong_pair() {
    for objective in OBJECTIVES {
        let (certificate, solution) = checked(objective, |pairs, _| {
            let free = (0..24).find(|column| {
                let used = pairs.iter().any(|pair| pair.column == *column);
                !used && *column != pairs[0].column && column % 5 != 3
            });
            pairs[0].column = free.expect("24 columns and 20 rows");
        });
        assert!(certificate.gap() > 0 && !certificate.is_optimal());
        assert_eq!(certificate.dual, solution.certificate().dual);
    }
}

#[test]
fn a_dropped_pair() {
    for objective in OBJECTIVES {
        let (certificate, _) = checked(objective, |pairs, _| {
            pairs.pop();
        });
        assert!(!certificate.is_optimal());
        assert_eq!(certificate.is_fullest(), objective == Objective::Total);
    }
}

#[test]
fn a_changed_price() {
    for objective in OBJECTIVES {
        for step in [-1, 1] {
            let (certificate, _) = checked(objective, |_, prices| {
                // Prices of seats are never above 0, so that one that is 0 can only fall.
                let row = prices.rows.iter().position(|price| *price < 0).expect("a priced row");
                prices.rows[row] += step;
            });
            assert_eq!(certificate.gap(), 1, "{objective:?} {step}");
        }
    }
}

#[test]
fn every_changed_price_of_a_column() {
    let solution = checked(Objective::Participation, |_, _| ()).1;
    for column in 0..24 {
        let (certificate, _) =
            checked(Objective::Participation, |_, prices| prices.columns[column] -= 1 << 40);
        assert!(certificate.gap() > 0, "{column}: {solution:?}");
    }
}

#[test]
fn a_changed_cut() {
    // Three rows want one column: two of them cannot have any.
    let costs = [1, FORBIDDEN, FORBIDDEN].repeat(3);
    let matrix = CostMatrix::from_vec(3, 3, costs).expect("shape");
    let problem = Problem::new(&matrix);
    let solution = assign(&problem, &Options::default()).expect("a solution");
    let bound = |cut: Cut| {
        let prices = Prices { cut, ..solution.prices().clone() };
        certify(&problem, solution.pairs(), &prices).expect("valid").most_pairs
    };
    let cut = &solution.prices().cut;
    assert_eq!(bound(cut.clone()), 1);
    assert_eq!(bound(Cut::default()), 3);
    assert_eq!(bound(Cut { rows: vec![0], ..cut.clone() }), 3);
    assert_eq!(bound(Cut { columns: Vec::new(), ..cut.clone() }), 3);
    assert_eq!(bound(Cut { columns: vec![0, 1], ..cut.clone() }), 2);
    assert_eq!(bound(Cut { rows: vec![0, 1, 2, 9], columns: vec![0, 7] }), 1, "nobody there");
}

#[test]
fn prices_of_a_plan_made_by_somebody_else() {
    for objective in OBJECTIVES {
        let matrix = matrix();
        let problem = Problem::new(&matrix).objective(objective);
        let solution = assign(&problem, &Options::default()).expect("a solution");
        let found = recover_prices(&problem, solution.pairs()).expect("a valid plan");
        let prices = found.expect("an optimal plan");
        assert!(certify(&problem, solution.pairs(), &prices).expect("valid").is_optimal());
        let fewer = &solution.pairs()[1..];
        assert_eq!(recover_prices(&problem, fewer), Ok(None), "{objective:?}");
    }
}
