//! Nobody would rather meet somebody who would rather meet them, and of all such plans it is the best one for each
//! of those who ask.

use std::sync::Arc;

use matchwright::assign::Monitor;
use matchwright::criteria::Matrix;
use matchwright::outcome::Status;
use matchwright::program::{Level, Term};
use matchwright::roster::{Person, Roster, Side};
use matchwright::rules::Block;
use matchwright::{Error, Matcher, Outcome, Program};
use ndarray::Array2;
use rayon::prelude::*;

use crate::case::{Case, Plan};
use crate::draw::{Draw, count, noise, plain};

/// What both sides think of each pair, in hundredths.
struct Wishes {
    case: Case,
    of: [Vec<Vec<i64>>; 2],
    proposes: Side,
    has_ties: bool,
}

impl Wishes {
    fn new(draw: &mut Draw) -> Self {
        let mut case = plain(draw);
        for (_, most) in &mut case.seats[1] {
            *most = (*most).min(2);
        }
        let (rows, columns) = (case.mentees(), case.mentors());
        let has_ties = draw(3) == 0;
        let mut numbers = || -> Vec<Vec<i64>> {
            let mut all: Vec<i64> = (0..100).collect();
            let mut one = || {
                if has_ties {
                    10 * draw(4) as i64
                } else {
                    all.swap_remove(draw(all.len() as u64) as usize)
                }
            };
            (0..rows).map(|_| (0..columns).map(|_| one()).collect()).collect()
        };
        let of = [numbers(), numbers()];
        let proposes = if draw(2) == 0 { Side::Mentee } else { Side::Mentor };
        Self { case, of, proposes, has_ties }
    }

    fn program(&self) -> Program {
        let (rows, columns) = (self.case.mentees(), self.case.mentors());
        let ids = |letter: char, count: usize| {
            (0..count).map(|at| format!("{letter}{at}")).collect::<Vec<_>>()
        };
        let named =
            |&(mentee, mentor): &(usize, usize)| (format!("e{mentee}"), format!("m{mentor}"));
        let mut program = Program::builder()
            .rule(Block::new(self.case.blocked.iter().map(named)))
            .capacity("max")
            .objective(Level::Stable)
            .build();
        for side in Side::BOTH {
            let values = Array2::from_shape_fn((rows, columns), |(row, column)| {
                self.of[side as usize][row][column] as f32 / 100.0
            });
            let matrix = Matrix::new(ids('e', rows), ids('m', columns), values);
            let mut term = Term::new(1.0, matrix);
            term.voice = Some(side);
            term.name = Some(format!("of {}", side.table()));
            program.criteria.push(term);
        }
        program.proposes = self.proposes;
        program
    }

    fn roster(&self, program: &Program) -> Roster {
        let mut roster = Roster::builder();
        for at in 0..self.case.mentees() {
            roster = roster.mentee(Person::new(format!("e{at}")));
        }
        for (at, (_, most)) in self.case.seats[1].iter().enumerate() {
            roster = roster.mentor(Person::new(format!("m{at}")).number("max", f64::from(*most)));
        }
        roster.build(program).expect("a sound roster")
    }

    fn wish(&self, side: Side, (mentee, mentor): (usize, usize)) -> i64 {
        self.of[side as usize][mentee][mentor]
    }

    fn pairs(&self, plan: Plan) -> Vec<(usize, usize)> {
        let columns = self.case.mentors();
        let all = (0..self.case.mentees()).flat_map(|e| (0..columns).map(move |m| (e, m)));
        all.filter(|&pair| plan & self.case.bit(pair) != 0).collect()
    }

    /// Whether nobody would leave somebody or an empty seat for somebody who would do the same.
    fn is_stable(&self, plan: Plan) -> bool {
        let pairs = self.pairs(plan);
        let would = |side: Side, pair: (usize, usize)| {
            let own: Vec<_> = pairs
                .iter()
                .filter(|other| match side {
                    Side::Mentee => other.0 == pair.0,
                    Side::Mentor => other.1 == pair.1,
                })
                .collect();
            let at = if side == Side::Mentee { pair.0 } else { pair.1 };
            (own.len() as u32) < self.case.seats[side as usize][at].1
                || own.iter().any(|other| self.wish(side, **other) < self.wish(side, pair))
        };
        let columns = self.case.mentors();
        let all = (0..self.case.mentees()).flat_map(|e| (0..columns).map(move |m| (e, m)));
        let mut open = all
            .filter(|pair| plan & self.case.bit(*pair) == 0 && !self.case.blocked.contains(pair));
        !open.any(|pair| would(Side::Mentee, pair) && would(Side::Mentor, pair))
    }

    /// What each of those who ask has, from their best partner on; nobody is the worst.
    fn of_askers(&self, plan: Plan) -> Vec<Vec<i64>> {
        let pairs = self.pairs(plan);
        let count = self.case.seats[self.proposes as usize].len();
        let own = |at: usize| {
            let is_own = |pair: &&(usize, usize)| match self.proposes {
                Side::Mentee => pair.0 == at,
                Side::Mentor => pair.1 == at,
            };
            let own = pairs.iter().filter(is_own);
            let mut own: Vec<i64> = own.map(|&pair| self.wish(self.proposes, pair)).collect();
            own.sort_unstable_by(|a, b| b.cmp(a));
            own.resize(2, -1);
            own
        };
        (0..count).map(own).collect()
    }

    fn check(&self, number: u64) {
        let program = self.program();
        let roster = self.roster(&program);
        let outcome = Matcher::new(program).expect("a programme").run(&roster).expect("a plan");
        let plan = self.case.plan_of(&outcome);
        assert_eq!(outcome.status(), Status::Stable, "{number}");
        assert!(self.case.plans().any(|one| one == plan), "{number}");
        assert!(self.is_stable(plan), "{number}: {plan:b} {:?}", self.of);
        let blocking = blocking_pairs(&outcome).expect("answers");
        assert!(blocking.iter().all(|&count| count == 0.0), "{number}: {blocking:?}");
        if self.has_ties {
            return;
        }
        let found = self.of_askers(plan);
        for other in self.case.plans().filter(|&other| self.is_stable(other)) {
            let others = self.of_askers(other);
            let is_best = found.iter().zip(&others).all(|(own, other)| own >= other);
            assert!(is_best, "{number}: {plan:b} {other:b} {:?}", self.of);
        }
    }
}

/// How many pairs would rather meet, by each of the answers that count them.
fn blocking_pairs(outcome: &Outcome) -> Result<[f64; 3], Error> {
    let listed = outcome.blocking_pairs(&Monitor::new())?.len();
    let counted = outcome.quality(&Monitor::new())?.blocking_pairs;
    let given_up = outcome.given_up(&Arc::default())?;
    let given_up = given_up.iter().find(|one| one.measure == "blocking_pairs");
    Ok([listed as f64, counted as f64, given_up.map_or(f64::NAN, |one| one.value)])
}

#[test]
fn no_two_would_rather_meet_and_those_who_ask_have_their_best() {
    (0..count(5_000)).into_par_iter().for_each(|number| {
        Wishes::new(&mut *noise(number + 1)).check(number);
    });
}
