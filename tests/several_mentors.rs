//! Where a mentee may meet several mentors, the plan is the best of all plans, and what is said of it holds: judged
//! by trying every set of pairs.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use std::sync::Arc;

use matchwright::assign::{Monitor, Options};
use matchwright::criteria::Matrix;
use matchwright::program::Level;
use matchwright::roster::{Person, Side};
use matchwright::rules::Block;
use matchwright::{Keep, Matcher, Outcome, Program, Roster};
use ndarray::Array2;
use proptest::prelude::*;

/// A small programme: scores in hundredths, seats of both sides, blocked pairs, and what counts first.
#[derive(Debug, Clone)]
struct Case {
    points: Vec<Vec<u8>>,
    of_mentees: Vec<u32>,
    of_mentors: Vec<u32>,
    blocked: Vec<(usize, usize)>,
    pinned: Vec<(usize, usize)>,
    objective: Level,
}

/// A set of pairs, one bit each.
type Plan = u32;

impl Case {
    fn mentors(&self) -> usize {
        self.of_mentors.len()
    }

    fn bit(&self, (mentee, mentor): (usize, usize)) -> Plan {
        1 << (mentee * self.mentors() + mentor)
    }

    fn program(&self) -> Program {
        let (rows, columns) = (self.of_mentees.len(), self.mentors());
        let values = Array2::from_shape_fn((rows, columns), |(row, column)| {
            f32::from(self.points[row][column]) / 100.0
        });
        let ids = |letter: char, count: usize| {
            (0..count).map(|at| format!("{letter}{at}")).collect::<Vec<_>>()
        };
        let named =
            |&(mentee, mentor): &(usize, usize)| (format!("e{mentee}"), format!("m{mentor}"));
        let matrix = Matrix::new(ids('e', rows), ids('m', columns), values);
        let builder = Program::builder()
            .criterion(1.0, matrix)
            .rule(Block::new(self.blocked.iter().map(named)))
            .capacity("seats")
            .mentors_per_mentee("wants")
            .objective(self.objective);
        let mut program = builder.build();
        program.pinned = self.pinned.iter().map(named).collect();
        program
    }

    fn roster(&self, program: &Program) -> Roster {
        let mut roster = Roster::builder();
        for (at, &seats) in self.of_mentees.iter().enumerate() {
            roster = roster.mentee(Person::new(format!("e{at}")).number("wants", seats.into()));
        }
        for (at, &seats) in self.of_mentors.iter().enumerate() {
            roster = roster.mentor(Person::new(format!("m{at}")).number("seats", seats.into()));
        }
        roster.build(program).expect("a roster")
    }

    fn solved(&self) -> Result<Outcome, matchwright::Error> {
        let program = self.program();
        Matcher::new(program.clone())?.run(&self.roster(&program))
    }

    /// What a plan is worth, the most important first; `None` where it is none.
    fn worth(&self, plan: Plan) -> Option<(i64, i64)> {
        let (mut rows, mut columns) = (vec![0; self.of_mentees.len()], vec![0; self.mentors()]);
        let (mut pairs, mut points) = (0, 0);
        for (mentee, row) in rows.iter_mut().enumerate() {
            for (mentor, column) in columns.iter_mut().enumerate() {
                if plan & self.bit((mentee, mentor)) == 0 {
                    continue;
                }
                if self.blocked.contains(&(mentee, mentor)) {
                    return None;
                }
                *row += 1;
                *column += 1;
                pairs += 1;
                points += i64::from(self.points[mentee][mentor]);
            }
        }
        let fits = |taken: &[u32], seats: &[u32]| taken.iter().zip(seats).all(|(a, b)| a <= b);
        let fits = fits(&rows, &self.of_mentees) && fits(&columns, &self.of_mentors);
        let counted = if self.objective == Level::Participation { pairs } else { 0 };
        (fits && self.pinned.iter().all(|&pair| plan & self.bit(pair) != 0))
            .then_some((counted, points))
    }

    fn best_pairs(&self) -> u32 {
        let plans = 0..1_u32 << (self.of_mentees.len() * self.mentors());
        let plans = plans.filter(|&plan| self.worth(plan).is_some());
        plans.map(u32::count_ones).max().expect("a plan")
    }

    /// The best that a plan with these pairs is worth.
    fn best_with(&self, with: Plan) -> Option<(i64, i64)> {
        let plans = 0..1_u32 << (self.of_mentees.len() * self.mentors());
        plans.filter(|plan| plan & with == with).filter_map(|plan| self.worth(plan)).max()
    }

    fn plan_of(&self, outcome: &Outcome) -> Plan {
        let place = |id: &str| id[1..].parse::<usize>().expect("a position");
        let pairs = outcome.pairs().iter();
        let pairs = pairs.map(|pair| (place(pair.mentee()), place(pair.mentor())));
        pairs.fold(0, |plan, pair| {
            assert_eq!(plan & self.bit(pair), 0, "nobody meets the same person twice");
            plan | self.bit(pair)
        })
    }
}

fn cases() -> impl Strategy<Value = Case> {
    (1..4_usize, 1..4_usize).prop_flat_map(|(mentees, mentors)| {
        let pairs = || prop::collection::vec((0..mentees, 0..mentors), 0..3);
        (
            prop::collection::vec(prop::collection::vec(0..20_u8, mentors), mentees),
            prop::collection::vec(0..4_u32, mentees),
            prop::collection::vec(0..4_u32, mentors),
            (pairs(), pairs()),
            prop::sample::select(vec![Level::Participation, Level::Total]),
        )
            .prop_map(
                |(points, of_mentees, of_mentors, (blocked, mut pinned), objective)| {
                    pinned.sort_unstable();
                    pinned.dedup();
                    Case { points, of_mentees, of_mentors, blocked, pinned, objective }
                },
            )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_plan_is_the_best_of_all_and_what_pairs_cost_is_exact(case in cases()) {
        let Some(best) = case.best_with(0) else {
            prop_assert!(case.solved().is_err(), "pinned pairs that cannot be");
            return Ok(());
        };
        let outcome = case.solved().expect("an outcome");
        prop_assert_eq!(case.worth(case.plan_of(&outcome)), Some(best));
        prop_assert!(outcome.certificate().is_optimal());
        let monitor = Arc::new(Monitor::new());
        for mentee in 0..case.of_mentees.len() {
            for mentor in 0..case.mentors() {
                let why = outcome
                    .why_not(&format!("e{mentee}"), &format!("m{mentor}"), &monitor)
                    .expect("an answer");
                let with = case.best_with(case.bit((mentee, mentor)));
                let is_pinned = case.pinned.contains(&(mentee, mentor));
                if let Some(with) = with.filter(|_| !is_pinned) {
                    let cost = (why.cost.expect("a cost") * 100.0).round() as i64;
                    prop_assert_eq!((i64::from(why.pairs_lost), cost), (best.0 - with.0, best.1 - with.1));
                } else {
                    prop_assert!(why.meet || why.cost.is_none());
                }
            }
        }
        outcome.explanations(Side::Mentee, &monitor).expect("explanations");
        let quality = outcome.quality(&monitor).expect("a report");
        let greedy = quality.greedy.expect("a greedy plan");
        prop_assert!(greedy.pairs <= f64::from(case.best_pairs()));
    }

    #[test]
    fn told_pairs_are_kept(case in cases(), points in prop::collection::vec(0..20_u8, 9)) {
        let case = Case { pinned: Vec::new(), ..case };
        let before = case.solved().expect("an outcome");
        let told = case.plan_of(&before);
        let mentors = case.mentors();
        let mut points = points.into_iter().cycle();
        let points = case.points.iter().map(|_| points.by_ref().take(mentors).collect()).collect();
        let now = Case { points, ..case };
        let program = now.program();
        let roster = now.roster(&program);
        let again = |keep| {
            let matcher = Matcher::new(program.clone()).expect("a programme");
            matcher.rematch(&before, &roster, keep, &Options::default()).expect("an outcome")
        };
        let kept = again(Keep::Told);
        prop_assert_eq!(now.plan_of(&kept) & told, told);
        prop_assert_eq!(now.worth(now.plan_of(&kept)), now.best_with(told));
        let free = again(Keep::Price(0.0));
        prop_assert_eq!(now.worth(now.plan_of(&free)), now.best_with(0));
        let changes = free.changes().expect("changes");
        prop_assert_eq!(changes.told as u32, told.count_ones());
        prop_assert_eq!(changes.kept as u32, (told & now.plan_of(&free)).count_ones());
    }
}

#[test]
fn a_mentee_with_fewer_mentors_than_before_keeps_who_fits_best() {
    let case = Case {
        points: vec![vec![5, 9, 7]],
        of_mentees: vec![3],
        of_mentors: vec![1, 1, 1],
        blocked: Vec::new(),
        pinned: Vec::new(),
        objective: Level::Participation,
    };
    let before = case.solved().expect("an outcome");
    let now = Case { of_mentees: vec![2], ..case };
    let program = now.program();
    let matcher = Matcher::new(program.clone()).expect("a programme");
    let again = matcher
        .rematch(&before, &now.roster(&program), Keep::Told, &Options::default())
        .expect("an outcome");
    assert_eq!(now.plan_of(&again), now.bit((0, 1)) | now.bit((0, 2)));
    let changes = again.changes().expect("changes");
    assert_eq!((changes.told, changes.kept, changes.impossible), (3, 2, 1));
    assert_eq!(changes.mentees[0].reason, "may meet fewer mentors");
}
