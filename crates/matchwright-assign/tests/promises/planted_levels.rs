//! A plan with demands whose proof, or whose problem, was altered is never called the best where it is not.

use matchwright_assign::{Cost, LevelPlan, Monitor, Pair, PairCost, Role, StepProof};
use serde_json::json;

use crate::levels::{Case, Draw, Kind, loads, priority, quotas, random_case, seat_costs};
use crate::random::{count, noise};

/// An answer and its problem, of which something was altered.
#[derive(Clone, Debug)]
struct Planted {
    case: Case,
    pairs: Vec<Pair>,
    proof: Vec<StepProof>,
}

type Fault = fn(&mut Planted, Draw<'_>);

const FAULTS: [(&str, Fault); 14] = [
    ("price", |planted, draw| {
        let step = draw(planted.proof.len() as u64) as usize;
        let prices = &mut planted.proof[step].prices;
        if !prices.is_empty() {
            let place = draw(prices.len() as u64) as usize;
            prices[place] += [1, -1, 40][draw(3) as usize];
        }
    }),
    ("prices left out", |planted, draw| {
        let step = draw(planted.proof.len() as u64) as usize;
        planted.proof[step].prices.clear();
    }),
    ("objective left out", |planted, draw| {
        planted.proof.remove(draw(planted.proof.len() as u64) as usize);
    }),
    ("objective moved", |planted, draw| {
        let count = planted.proof.len() as u64;
        planted.proof.swap(draw(count) as usize, draw(count) as usize);
    }),
    ("objective of another kind", |planted, draw| {
        let step = draw(planted.proof.len() as u64) as usize;
        planted.proof[step].role = Role::Positive;
    }),
    ("step of costs moved", |planted, draw| {
        let place = draw(planted.proof.len() as u64) as usize;
        let by = [1, -1][draw(2) as usize];
        // The next one begins where this one ends, as if nothing had happened.
        for (at, is_above) in [(place, true), (place + 1, false)] {
            let step = planted.proof.get_mut(at).map(|proof| &mut proof.step.pairs);
            if let Some(PairCost::Between(above, to)) = step {
                *(if is_above { above } else { to }) += by;
            }
        }
    }),
    ("levels in another order", |planted, draw| {
        let count = planted.case.levels.len() as u64;
        planted.case.levels.rotate_left(draw(count) as usize);
    }),
    ("pair taken out", |planted, draw| {
        if !planted.pairs.is_empty() {
            planted.pairs.remove(draw(planted.pairs.len() as u64) as usize);
        }
    }),
    ("pair moved", |planted, draw| {
        if !planted.pairs.is_empty() {
            let place = draw(planted.pairs.len() as u64) as usize;
            planted.pairs[place].column = draw(planted.case.columns as u64) as u32;
            planted.pairs.sort_unstable();
        }
    }),
    ("minimum", |planted, draw| {
        let minimum = &mut planted.case.column_minimum;
        let place = draw(minimum.len() as u64) as usize;
        minimum[place] = if minimum[place] == 0 { 1 } else { minimum[place] - 1 };
    }),
    ("seats", |planted, draw| {
        let seats = &mut planted.case.column_seats;
        let place = draw(seats.len() as u64) as usize;
        seats[place] = if seats[place] == 1 { 2 } else { seats[place] - 1 };
    }),
    ("quota", |planted, draw| {
        let quotas = &mut planted.case.quotas;
        if !quotas.is_empty() {
            let place = draw(quotas.len() as u64) as usize;
            quotas[place].max += 1;
        }
    }),
    ("seat cost", |planted, draw| {
        let case = &mut planted.case;
        let lists = case.row_seat_costs.iter_mut().chain(&mut case.column_seat_costs);
        let mut lists: Vec<&mut Vec<Cost>> = lists.filter(|list| !list.is_empty()).collect();
        if !lists.is_empty() {
            let place = draw(lists.len() as u64) as usize;
            lists[place][0] -= 2;
        }
    }),
    ("cost", |planted, draw| {
        let place = draw(planted.case.costs.len() as u64) as usize;
        let cost = &mut planted.case.costs[place];
        *cost = if *cost == Cost::MAX { 0 } else { *cost - 1 };
    }),
];

const LEVELS: [&[Kind]; 5] = [
    &[Kind::Pairs, Kind::Total],
    &[Kind::Total],
    &[Kind::Participation, Kind::ColumnsInUse, Kind::Total],
    &[Kind::Pairs, Kind::Balance, Kind::Leximin(2)],
    &[Kind::Ranks(1), Kind::Ranks(0), Kind::Total],
];

/// Whether everything is called proven of the plan as it is read.
fn is_proven(planted: &Planted) -> bool {
    let Planted { case, pairs, proof } = planted;
    let text = json!({"pairs": pairs, "reached": [], "proof": proof, "steps": 0});
    let read: LevelPlan = serde_json::from_value(text).expect("a plan");
    let monitor = Monitor::new();
    let checked = case.with(|problem, demands, levels| {
        read.certified_watched(problem, demands, levels, &monitor)
    });
    checked.is_ok_and(|plan| plan.is_proven())
}

/// Whether the plan is the best of the problem.
fn is_best(planted: &Planted) -> bool {
    let Planted { case, pairs, .. } = planted;
    let meets = |pair: &Pair| {
        case.costs[pair.row as usize * case.columns + pair.column as usize] != Cost::MAX
    };
    let is_plan = pairs.is_sorted_by(|a, b| a < b) && pairs.iter().all(meets);
    is_plan && case.is_kept(pairs) && case.best() == Some(case.values(pairs))
}

fn planted(case: &Case, plan: &LevelPlan) -> Planted {
    Planted { case: case.clone(), pairs: plan.pairs().to_vec(), proof: plan.proof().to_vec() }
}

#[test]
fn every_fault_that_breaks_a_proof_is_caught() {
    let mut caught = [0_u32; FAULTS.len()];
    for number in 0..count(600) {
        let draw: Draw<'_> = &mut noise(number + 1);
        let mut case = random_case(draw);
        for part in [priority, loads, quotas, seat_costs] {
            part(&mut case, draw);
        }
        case.levels = LEVELS[draw(LEVELS.len() as u64) as usize].to_vec();
        let answer = case.answer();
        let Some(plan) = answer.plan() else { continue };
        for (caught, (name, plant)) in caught.iter_mut().zip(FAULTS) {
            let mut planted = planted(&case, plan);
            plant(&mut planted, draw);
            let proven = is_proven(&planted);
            assert!(!proven || is_best(&planted), "{number}, {name}: {planted:?}");
            *caught += u32::from(!proven);
        }
    }
    for (count, (name, _)) in caught.iter().zip(FAULTS) {
        println!("{name}: {count} broke the proof and were caught");
        assert!(*count > 20, "{name} was planted too seldom to say anything: {count}");
    }
}
