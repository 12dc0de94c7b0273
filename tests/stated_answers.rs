//! Every number that an answer states holds when everybody is matched again.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use std::collections::BTreeSet;
use std::sync::Arc;

use matchwright::answers::{Lift, Relaxation, WhyNot};
use matchwright::assign::Monitor;
use matchwright::criteria::Matrix;
use matchwright::program::{Clause, Level, Term};
use matchwright::roster::{Cell, Person, RosterBuilder, Side};
use matchwright::rules::Block;
use matchwright::scores::GRID;
use matchwright::{Error, Matcher, Outcome, Program, Roster};
use ndarray::Array2;
use proptest::prelude::*;
use suite::answers::person_id;

/// A small programme of two criteria and two rules, as plain values.
#[derive(Debug, Clone)]
struct Case {
    /// Tenths.
    values: [Array2<u8>; 2],
    weights: [u8; 2],
    /// The pairs that each rule forbids.
    blocked: [Vec<(usize, usize)>; 2],
    seats: Vec<u8>,
    /// Tenths.
    floor: u8,
    objective: Level,
}

fn ids(side: &str, count: usize) -> Vec<String> {
    (0..count).map(|position| person_id(side, position)).collect()
}

impl Case {
    fn size(&self) -> (usize, usize) {
        self.values[0].dim()
    }

    fn matrix(&self, criterion: usize, raised: Option<((usize, usize), f32)>) -> Matrix {
        let (mentees, mentors) = self.size();
        let mut values = self.values[criterion].mapv(|tenths| f32::from(tenths) / 10.0);
        if let Some((pair, value)) = raised {
            values[pair] = value;
        }
        Matrix::new(ids("e", mentees), ids("m", mentors), values)
    }

    /// The programme, with one value of a criterion raised.
    fn program(&self, raised: Option<(usize, (usize, usize), f32)>) -> Program {
        let term = |at: usize| {
            let raised = raised.filter(|(criterion, ..)| *criterion == at);
            let matrix = self.matrix(at, raised.map(|(_, pair, value)| (pair, value)));
            Term {
                name: Some(format!("criterion {at}")),
                ..Term::new(f64::from(self.weights[at]), matrix)
            }
        };
        let clause = |at: usize| {
            let pairs = self.blocked[at].iter();
            let pairs = pairs.map(|&(e, m)| (person_id("e", e), person_id("m", m)));
            Clause { name: Some(format!("rule {at}")), ..Clause::new(Block::new(pairs)) }
        };
        Program::builder()
            .term(term(0))
            .term(term(1))
            .clause(clause(0))
            .clause(clause(1))
            .capacity("seats")
            .min_score(f64::from(self.floor) / 10.0)
            .objective(self.objective)
            .build()
    }

    /// The people, with a seat more of one mentor.
    fn roster(&self, program: &Program, seat: Option<usize>) -> Result<Roster, Error> {
        let mentees = ids("e", self.size().0).into_iter().map(Person::new);
        let mentors = ids("m", self.size().1).into_iter().enumerate().map(|(at, id)| {
            let seats = self.seats[at] + u8::from(seat == Some(at));
            Person::new(id).cell("seats", Cell::Number(seats.into()))
        });
        let builder = mentees.fold(Roster::builder(), RosterBuilder::mentee);
        mentors.fold(builder, RosterBuilder::mentor).build(program)
    }

    fn matched(&self, program: Program, seat: Option<usize>) -> Result<Outcome, Error> {
        let roster = self.roster(&program, seat)?;
        Matcher::new(program)?.run(&roster)
    }
}

fn cases() -> impl Strategy<Value = Case> {
    (1..=4_usize, 1..=4_usize, 1..=10_u8).prop_flat_map(|(mentees, mentors, most)| {
        let values = || {
            prop::collection::vec(0..=most, mentees * mentors).prop_map(move |values| {
                Array2::from_shape_vec((mentees, mentors), values).expect("shape")
            })
        };
        let pairs = || prop::collection::vec((0..mentees, 0..mentors), 0..=mentees);
        (
            [values(), values()],
            [1..=5_u8, 1..=5_u8],
            [pairs(), pairs()],
            prop::collection::vec(0..=2_u8, mentors),
            prop::sample::select(vec![0, 0, 3, 6]),
            prop::sample::select(vec![Level::Participation, Level::Total]),
        )
            .prop_map(|(values, weights, blocked, seats, floor, objective)| Case {
                values,
                weights,
                blocked,
                seats,
                floor,
                objective,
            })
    })
}

/// Pairs and points.
fn worth(outcome: &Outcome) -> (i64, i64) {
    let points = outcome.pairs().iter().map(|pair| (pair.score() * f64::from(GRID)).round() as i64);
    (outcome.pairs().len() as i64, points.sum())
}

fn points(score: f64) -> i64 {
    (score * f64::from(GRID)).round() as i64
}

fn place(id: &str) -> usize {
    id[1..].parse().expect("a number")
}

/// The best plan with a pair in it; `None` where there is none.
fn with_pair(
    case: &Case,
    program: Program,
    (mentee, mentor): (usize, usize),
) -> Option<(i64, i64)> {
    let pinned = vec![(person_id("e", mentee), person_id("m", mentor))];
    let outcome = case.matched(Program { pinned, ..program }, None).ok()?;
    Some(worth(&outcome))
}

fn check_why_not(case: &Case, outcome: &Outcome, pair: (usize, usize), why: &WhyNot) {
    let (before, forced) = (worth(outcome), with_pair(case, case.program(None), pair));
    let Some(forced) = forced else {
        assert!(why.cost.is_none() && !why.blocked_by.is_empty() && why.needs.is_empty());
        return;
    };
    assert!(why.blocked_by.is_empty());
    assert_eq!(why.cost.map(points), Some(before.1 - forced.1));
    let counts_pairs = case.objective == Level::Participation;
    assert_eq!(i64::from(why.pairs_lost), if counts_pairs { before.0 - forced.0 } else { 0 });

    let mut plan: BTreeSet<(String, String)> =
        outcome.pairs().iter().map(|p| (p.mentee().to_owned(), p.mentor().to_owned())).collect();
    for step in &why.moves {
        let at = |mentor: &Option<String>| Some((step.mentee.clone(), mentor.clone()?));
        assert!(at(&step.from).is_none_or(|pair| plan.remove(&pair)));
        assert!(at(&step.to).is_none_or(|pair| plan.insert(pair)));
    }
    let scores = outcome.scores();
    let moved = plan.iter().map(|(e, m)| i64::from(scores.parts(place(e), place(m)).total()));
    assert_eq!(moved.sum::<i64>(), forced.1, "{why:?}");
    assert!(plan.contains(&(person_id("e", pair.0), person_id("m", pair.1))));
}

/// Raised by the stated need the pair is as good; by the least bit less it is not.
fn check_needs(case: &Case, outcome: &Outcome, pair: (usize, usize), why: &WhyNot) {
    let before = worth(outcome);
    for (criterion, need) in why.needs.iter().enumerate() {
        let value = f32::from(case.values[criterion][pair]) / 10.0;
        let with = |value: f32| {
            let program = case.program(Some((criterion, pair, value)));
            let worth = with_pair(case, program, pair).expect("an allowed pair");
            if case.objective == Level::Total { worth.1 >= before.1 } else { worth >= before }
        };
        match need.more {
            None => assert!(!with(1.0), "{need:?}"),
            Some(more) => {
                let raised = (f64::from(value) + more) as f32;
                assert!(with(raised), "{need:?}");
                assert!(more == 0.0 || !with(raised.next_down()), "{need:?}");
            }
        }
    }
}

/// What is changed by a relaxation, matched again.
fn again(case: &Case, change: &Relaxation) -> Result<Outcome, Error> {
    let mut program = case.program(None);
    match change.kind {
        Lift::Rule => program.rules.retain(|clause| clause.name() != change.what),
        Lift::MinScore => program.min_score = change.to.expect("a floor"),
        Lift::Participation => program.objective = Level::Participation.into(),
        Lift::Seat => return case.matched(program, Some(place(&change.what))),
        _ => unreachable!("no criterion requires anything"),
    }
    case.matched(program, None)
}

fn meets_somebody(outcome: &Outcome, side: Side, id: &str) -> bool {
    let of = |pair: &matchwright::outcome::Pair| match side {
        Side::Mentee => pair.mentee() == id,
        Side::Mentor => pair.mentor() == id,
    };
    outcome.pairs().iter().any(of)
}

fn check_gains(case: &Case, outcome: &Outcome, change: &Relaxation) -> Outcome {
    let (before, after) = (worth(outcome), again(case, change).expect("a plan"));
    let gains = (worth(&after).0 - before.0, worth(&after).1 - before.1);
    assert_eq!((change.pairs.unwrap_or(gains.0), points(change.total)), gains, "{change:?}");
    assert!(change.pairs.is_some() || change.kind == Lift::Seat && case.objective == Level::Total);
    after
}

fn check_helps(case: &Case, outcome: &Outcome, side: Side, id: &str, changes: &[Relaxation]) {
    for change in changes {
        let after = check_gains(case, outcome, change);
        assert!(meets_somebody(&after, side, id), "{id}: {change:?}");
        if change.kind == Lift::MinScore {
            let higher = change.to.expect("a floor") + 1e-6;
            let program = Program { min_score: higher, ..case.program(None) };
            let after = case.matched(program, None).expect("a plan");
            assert!(!meets_somebody(&after, side, id), "{id}: {change:?}");
        }
    }
    let named =
        |kind: Lift, what: &str| changes.iter().any(|it| it.kind == kind && it.what == what);
    for rule in ["rule 0", "rule 1"] {
        let mut program = case.program(None);
        program.rules.retain(|clause| clause.name() != rule);
        let after = case.matched(program, None).expect("a plan");
        assert_eq!(meets_somebody(&after, side, id), named(Lift::Rule, rule), "{id}: {rule}");
    }
    if side == Side::Mentee && !changes.iter().any(|change| change.kind == Lift::Seat) {
        for mentor in 0..case.size().1 {
            let after = case.matched(case.program(None), Some(mentor)).expect("a plan");
            assert!(!meets_somebody(&after, side, id), "{id}: a seat of {mentor}");
        }
    }
    let at_none =
        case.matched(Program { min_score: 0.0, ..case.program(None) }, None).expect("a plan");
    if case.floor > 0 && meets_somebody(&at_none, side, id) {
        assert!(named(Lift::MinScore, "min_score"), "{id}: any floor");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_a_pair_costs_and_needs(case in cases()) {
        let outcome = case.matched(case.program(None), None)?;
        for mentee in 0..case.size().0 {
            let any = outcome.why_not_any(&person_id("e", mentee), &Monitor::new())?;
            for mentor in 0..case.size().1 {
                let (e, m) = (person_id("e", mentee), person_id("m", mentor));
                let why = outcome.why_not(&e, &m, &Arc::new(Monitor::new()))?;
                check_why_not(&case, &outcome, (mentee, mentor), &why);
                check_needs(&case, &outcome, (mentee, mentor), &why);
                let cost = any.columns()[2].1.text(mentor);
                prop_assert_eq!(cost.parse().ok(), why.cost);
                prop_assert_eq!(any.columns()[4].1.text(mentor), why.blocked_by.join("; "));
            }
        }
    }

    #[test]
    fn what_helps_whom(case in cases()) {
        let (outcome, monitor) = (case.matched(case.program(None), None)?, Arc::new(Monitor::new()));
        for person in outcome.unmatched() {
            let why = outcome.why_unmatched(&person.id, &monitor)?;
            prop_assert_eq!(why.reason, Some(person.reason));
            check_helps(&case, &outcome, person.side, &person.id, &why.relaxations);
        }
    }

    #[test]
    fn what_each_change_gains(case in cases()) {
        let (outcome, monitor) = (case.matched(case.program(None), None)?, Arc::new(Monitor::new()));
        let found = outcome.relaxations(&monitor)?;
        let gains: Vec<(i64, i64)> =
            found.iter().map(|one| (one.pairs.unwrap_or_default(), points(one.total))).collect();
        prop_assert!(gains.iter().rev().is_sorted());
        for change in &found {
            check_gains(&case, &outcome, change);
        }
        let of_floor = found.iter().find(|change| change.kind == Lift::MinScore);
        let free = case.matched(Program { min_score: 0.0, ..case.program(None) }, None)?;
        let gain = of_floor.map_or((0, 0), |it| (it.pairs.unwrap_or_default(), points(it.total)));
        prop_assert_eq!((worth(&outcome).0 + gain.0, worth(&outcome).1 + gain.1), worth(&free));
    }

    #[test]
    fn how_far_a_weight_may_change(case in cases()) {
        let (outcome, monitor) = (case.matched(case.program(None), None)?, Arc::new(Monitor::new()));
        let stays = |criterion: usize, weight: f64| -> Result<bool, Error> {
            let mut program = case.program(None);
            program.criteria[criterion].weight = weight;
            let best = case.matched(program, None)?;
            let places = outcome.pairs().iter().map(|pair| (place(pair.mentee()), place(pair.mentor())));
            let allowed = |&(mentee, mentor): &(usize, usize)| !best.scores().row(mentee)[mentor].is_nan();
            let places: Vec<_> = places.collect();
            let total = |&(e, m): &(usize, usize)| i64::from(best.scores().parts(e, m).total());
            let own = (places.len() as i64, places.iter().map(total).sum::<i64>());
            let is_best = if case.objective == Level::Total { own.1 == worth(&best).1 } else { own == worth(&best) };
            Ok(is_best && places.iter().all(allowed))
        };
        for (criterion, range) in outcome.weights(&monitor)?.iter().enumerate() {
            prop_assert!(range.low <= range.weight && range.high.is_none_or(|high| high >= range.weight));
            // Nothing below a millionth of the weight is tried.
            let low = range.low.max(range.weight / 1e6);
            for weight in [low, range.high.unwrap_or(1e6), range.weight] {
                prop_assert!(stays(criterion, weight)?, "{} of {:?}", weight, range);
            }
            for weight in [range.changes_below, range.changes_above].into_iter().flatten() {
                prop_assert!(!stays(criterion, weight)?, "{} of {:?}", weight, range);
            }
        }
    }

    #[test]
    fn for_whom_another_plan_is_as_good(case in cases()) {
        let outcome = case.matched(case.program(None), None)?;
        let monitor = Arc::new(Monitor::new());
        let tied = outcome.tied(&monitor)?;
        prop_assert_eq!(outcome.unique(&monitor)?, Some(tied.is_empty()));
        for (mentee, id) in outcome.roster().mentees().ids().iter().enumerate() {
            let others = (0..case.size().1).filter_map(|mentor| {
                let why = outcome.why_not(id, &person_id("m", mentor), &monitor).ok()?;
                (!why.meet && why.cost == Some(0.0) && why.pairs_lost == 0).then_some(())
            });
            let is_tied = tied.contains(&id.as_str());
            prop_assert!(others.count() == 0 || is_tied, "{}", mentee);
            prop_assert_eq!(outcome.explain(id, &monitor)?.unique, Some(!is_tied));
        }
    }

    #[test]
    fn explanations_add_up_and_agree(case in cases()) {
        let outcome = case.matched(case.program(None), None)?;
        let monitor = Arc::new(Monitor::new());
        for side in Side::BOTH {
            let all = outcome.explanations(side, &monitor)?;
            prop_assert_eq!(all.len(), outcome.roster().side(side).len());
            for explanation in all {
                let alone = outcome.explain_one(side, &explanation.id, &monitor)?;
                prop_assert_eq!(&alone, &explanation);
                for meeting in &explanation.meets {
                    let parts: i64 = meeting.parts.iter().map(|part| points(part.points)).sum();
                    prop_assert_eq!(parts, points(meeting.score));
                }
                for other in &explanation.alternatives {
                    let why = outcome.why_not(&other.why_not.mentee, &other.why_not.mentor, &monitor)?;
                    prop_assert_eq!(&other.why_not, &why);
                }
                prop_assert_eq!(explanation.meets.is_empty(), explanation.unmatched.is_some());
            }
        }
    }
}
