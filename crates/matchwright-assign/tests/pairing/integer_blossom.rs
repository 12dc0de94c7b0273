//! On larger populations the total is that of another implementation, the crate `integer-blossom`.

use integer_blossom::max_weight_matching;
use matchwright_assign::{FORBIDDEN, Objective};
use rayon::prelude::*;

use crate::common::{Case, Draw, random_case, solve};
use crate::random::{count, noise};

#[test]
fn random_populations_of_two_hundred_and_fewer() {
    (0..count(1_000)).into_par_iter().for_each(|number| {
        let draw: Draw<'_> = &mut noise(number + 1);
        // Small ones more often: the other implementation takes cubic time.
        let most = [20, 60, 120, 200][draw(4) as usize];
        let people = draw(most) as usize + 1;
        let case = random_case(people, draw);
        let value = case.value(solve(&case).partners());
        assert_eq!(value, other_value(&case), "{number}: {people} people");
    });
}

/// What the other implementation finds: it maximises weights, and leaves somebody alone for 0.
fn other_value(case: &Case) -> (i128, i128) {
    let people = case.people;
    let folded = |one: usize, other: usize| {
        let cost = case.cost(one, other);
        let alone = case.alone[one] + case.alone[other];
        (cost != FORBIDDEN).then(|| i128::from(cost) - i128::from(alone))
    };
    let cells = || (0..people).flat_map(|one| (0..people).map(move |other| (one, other)));
    let largest = cells().filter_map(|(one, other)| folded(one, other)).map(i128::abs).max();
    let bonus = match case.objective {
        Objective::Total => 0,
        _ => (people as i128 + 1) * largest.unwrap_or(0) + 1,
    };
    let weight = |(one, other)| folded(one, other).map_or(0, |cost| bonus - cost);
    let weights: Vec<i128> = cells().map(weight).collect();
    let partners = max_weight_matching(&weights, people);
    let partners: Vec<Option<u32>> =
        partners.into_iter().map(|partner| partner.map(|partner| partner as u32)).collect();
    case.value(&partners)
}
