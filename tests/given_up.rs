//! What a plan gave up is its own measure beside the best that any plan has, found here by trying all plans.

use std::sync::Arc;

use matchwright::assign::Monitor;
use matchwright::criteria::Matrix;
use matchwright::roster::{Person, Roster, RosterBuilder};
use matchwright::{Error, Matcher, Program};
use ndarray::Array2;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use suite::answers::person_id;

/// Mentees with mentors; tenths, of which 0 is below the floor.
type Tenths = Array2<u8>;

/// Each mentee's mentor, or none.
type Plan = Vec<Option<usize>>;

const MEASURES: [&str; 5] = ["participation", "mentors_in_use", "total", "worst", "first_choices"];

/// All plans in which each mentor has two mentees at most.
fn plans(tenths: &Tenths) -> Vec<Plan> {
    let (mentees, mentors) = tenths.dim();
    let all = (mentors + 1).pow(u32::try_from(mentees).unwrap_or_default());
    let plan = |number: usize| -> Plan {
        let place = |mentee: usize| {
            let digit = number / (mentors + 1).pow(u32::try_from(mentee).unwrap_or_default());
            Some(digit % (mentors + 1)).filter(|&mentor| mentor < mentors)
        };
        (0..mentees).map(place).collect()
    };
    let is_allowed = |plan: &Plan| {
        let load = |mentor| plan.iter().filter(|&&one| one == Some(mentor)).count();
        let fits = |(mentee, mentor): (usize, &Option<usize>)| {
            mentor.is_none_or(|mentor| tenths[(mentee, mentor)] > 0)
        };
        (0..mentors).all(|mentor| load(mentor) <= 2) && plan.iter().enumerate().all(fits)
    };
    (0..all).map(plan).filter(is_allowed).collect()
}

/// The measures of a plan, the scores in tenths.
fn measured(tenths: &Tenths, plan: &Plan) -> [u32; 5] {
    let pairs: Vec<(usize, usize)> =
        plan.iter().enumerate().filter_map(|(mentee, mentor)| Some((mentee, (*mentor)?))).collect();
    let scores: Vec<u32> = pairs.iter().map(|&pair| u32::from(tenths[pair])).collect();
    let mut used: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    used.sort_unstable();
    used.dedup();
    let is_first = |&&(mentee, mentor): &&(usize, usize)| {
        tenths.row(mentee).iter().all(|&other| other <= tenths[(mentee, mentor)])
    };
    let count = |number: usize| u32::try_from(number).unwrap_or_default();
    [
        count(pairs.len()),
        count(used.len()),
        scores.iter().sum(),
        scores.iter().copied().min().unwrap_or_default(),
        count(pairs.iter().filter(is_first).count()),
    ]
}

#[test]
fn each_measure_stands_beside_the_best() -> Result<(), Error> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(18);
    for _ in 0..40 {
        let tenths = Tenths::from_shape_fn((4, 3), |_| random.random_range(0..10));
        let ids = |side, count| (0..count).map(|at| person_id(side, at)).collect::<Vec<_>>();
        let (mentees, mentors) = (ids("e", 4), ids("m", 3));
        let values = tenths.mapv(|tenths| f32::from(tenths) / 10.0);
        let matrix = Matrix::new(mentees.clone(), mentors.clone(), values);
        let program = Program::builder().criterion(1.0, matrix).capacity(2).min_score(0.05).build();
        let people = mentees.iter().map(|id| Person::new(id.as_str()));
        let people = people.fold(Roster::builder(), RosterBuilder::mentee);
        let others = mentors.iter().map(|id| Person::new(id.as_str()));
        let roster = others.fold(people, RosterBuilder::mentor).build(&program)?;
        let outcome = Matcher::new(program)?.run(&roster)?;
        let given_up = outcome.given_up(&Arc::new(Monitor::new()))?;

        let mut plan: Plan = vec![None; 4];
        for pair in outcome.pairs() {
            let mentor = roster.mentors().position(pair.mentor())?;
            plan[roster.mentees().position(pair.mentee())?] = Some(mentor);
        }
        let all: Vec<[u32; 5]> =
            plans(&tenths).iter().map(|plan| measured(&tenths, plan)).collect();
        let own = measured(&tenths, &plan);
        let best = |at: usize| all.iter().map(|plan| plan[at]).max().unwrap_or_default();
        let most = best(0);
        let fullest = all.iter().filter(|plan| plan[0] == most);
        let worst = fullest.map(|plan| plan[3]).max().unwrap_or_default();
        let with_choice = tenths.rows().into_iter().filter(|row| row.iter().any(|&one| one > 0));
        let first = u32::try_from(with_choice.count()).unwrap_or_default();
        let expected = [best(0), best(1), best(2), worst, first];
        for (at, measure) in MEASURES.iter().enumerate() {
            let found = given_up.iter().find(|one| one.measure == *measure);
            let unit = if ["total", "worst"].contains(measure) { 10.0 } else { 1.0 };
            let shown = |value: f64| (value * unit * 1e5).round() / 1e5;
            let found = found.map(|one| (shown(one.value), shown(one.best)));
            let wanted = (f64::from(own[at]), f64::from(expected[at]));
            assert_eq!(found, Some(wanted), "{measure} of {tenths}");
        }
    }
    Ok(())
}
