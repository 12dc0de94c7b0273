//! An experiment keeps to what the programme demands, however its coins fall: pinned pairs and those that people were
//! told stay, nobody meets whom they may not, and quotas hold.

use std::collections::BTreeMap;

use matchwright::assign::Options;
use matchwright::roster::Side;
use matchwright::tracking::{Choice, Experiment, ExperimentOptions};
use matchwright::{Error, Keep, Matcher, Outcome};
use rayon::prelude::*;

use crate::case::{Case, Plan};
use crate::draw::{Draw, count, minimums, noise, pinned, plain, quotas, several_mentors};

fn case(draw: &mut Draw) -> Case {
    let mut case = plain(draw);
    if draw(3) == 0 {
        several_mentors(&mut case, draw);
    }
    quotas(&mut case, 2, 2, draw);
    pinned(&mut case, draw);
    if draw(3) == 0 {
        minimums(&mut case, Side::Mentor, 2, draw);
    }
    case
}

/// Every plan that coins could have made.
fn all_plans(case: &Case, experiment: &Experiment) -> Vec<Plan> {
    let place = |id: &str| id[1..].parse::<usize>().expect("a number");
    let bit = |choice: &Choice| case.bit((place(&choice.mentee), place(&choice.mentor)));
    let fixed = experiment.choices().iter().filter(|choice| choice.draw.is_none());
    let mut plans = vec![fixed.fold(0, |plan, choice| plan | bit(choice))];
    let mut draws: BTreeMap<u32, [Plan; 2]> = BTreeMap::new();
    for choice in experiment.choices() {
        if let Some(draw) = choice.draw {
            draws.entry(draw).or_default()[usize::from(choice.is_planned)] |= bit(choice);
        }
    }
    for either in draws.values() {
        plans = plans.iter().flat_map(|plan| either.map(|pairs| plan | pairs)).collect();
    }
    plans
}

/// The draws of an experiment in which everything may change, where the programme has a plan.
fn check(number: u64, case: &Case, told: Plan, outcome: Result<Outcome, Error>) -> usize {
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(Error::Infeasible(_)) => return 0,
        Err(error) => panic!("{number}: {error}"),
    };
    let options = ExperimentOptions { share: 1.0, within: 1.0, seed: number };
    let experiment = outcome.experiment(&options, &Options::default()).expect("an experiment");
    let before = case.plan_of(&outcome);
    for plan in all_plans(case, &experiment) {
        let is_sound = case.plans().any(|one| one == plan);
        assert!(is_sound, "{number}: {plan:b} from {before:b} {case:?}");
        let is_kept = before & told & !plan == 0;
        assert!(is_kept, "{number}: {plan:b} from {before:b} {case:?}");
    }
    let found = case.plan_of(experiment.outcome());
    let is_one = all_plans(case, &experiment).contains(&found);
    assert!(is_one, "{number}: {found:b} from {before:b} {case:?}");
    experiment.draws()
}

#[test]
fn swaps_keep_to_quotas_and_pinned_pairs() {
    let draws: usize = (0..count(5_000))
        .into_par_iter()
        .map(|number| {
            let case = case(&mut noise(number + 1));
            let program = case.program();
            let roster = case.roster(&program);
            let outcome = Matcher::new(program).expect("a programme").run(&roster);
            check(number, &case, 0, outcome)
        })
        .sum();
    assert!(draws as u64 > count(5_000) / 20, "hardly any draws: {draws}");
}

#[test]
fn swaps_keep_to_pairs_that_were_told() {
    let draws: usize = (0..count(5_000))
        .into_par_iter()
        .map(|number| {
            let now = case(&mut noise(number + 1));
            let mut earlier = Case { bounds: Vec::new(), pinned: Vec::new(), ..now.clone() };
            earlier.seats.iter_mut().flatten().for_each(|seats| seats.0 = 0);
            // Only every second mentee was told of somebody.
            for mentee in (0..now.mentees()).step_by(2) {
                let all = (0..now.mentors()).map(|mentor| (mentee, mentor));
                earlier.blocked.extend(all.filter(|pair| !now.blocked.contains(pair)));
            }
            let program = earlier.program();
            let roster = earlier.roster(&program);
            let previous = Matcher::new(program).expect("a programme").run(&roster);
            let previous = previous.expect("nothing is demanded in the first round");
            let program = now.program();
            let roster = now.roster(&program);
            let matcher = Matcher::new(program).expect("a programme");
            let outcome = matcher.rematch(&previous, &roster, Keep::Told, &Options::default());
            check(number, &now, now.plan_of(&previous), outcome)
        })
        .sum();
    assert!(draws as u64 > count(5_000) / 100, "hardly any draws: {draws}");
}
