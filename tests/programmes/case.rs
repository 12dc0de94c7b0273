//! A small programme as plain data, every plan of which is tried.

use std::sync::Arc;

use matchwright::criteria::Matrix;
use matchwright::outcome::{Proof, Searched, Status};
use matchwright::program::{Capacity, Level, Objective, Quota, Seats};
use matchwright::roster::{Person, Side};
use matchwright::rules::Block;
use matchwright::{Error, Matcher, Outcome, Program, Roster};
use ndarray::Array2;
use rayon::prelude::*;

use crate::draw::{Draw, count, noise};

/// Hundredths in a step of leximin.
pub(crate) const STEP: i64 = 10;

/// The columns by which people are grouped: areas hold whole teams, and clubs cross both.
pub(crate) const COLUMNS: [&str; 3] = ["team", "area", "club"];

#[derive(Debug, Clone, Default)]
pub(crate) struct Case {
    /// In hundredths, mentee by mentee.
    pub(crate) points: Vec<Vec<i64>>,
    /// The fewest and the most partners of everybody: mentees, mentors.
    pub(crate) seats: [Vec<(u32, u32)>; 2],
    pub(crate) or_none: [bool; 2],
    /// What people answer in each of the columns.
    pub(crate) answers: [Vec<[Option<u8>; 3]>; 2],
    pub(crate) waited: Vec<Option<u8>>,
    pub(crate) blocked: Vec<(usize, usize)>,
    pub(crate) pinned: Vec<(usize, usize)>,
    pub(crate) bounds: Vec<Bounds>,
    pub(crate) levels: Vec<Level>,
    pub(crate) has_priority: bool,
}

/// A quota.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub(crate) of: Side,
    pub(crate) column: usize,
    pub(crate) value: Option<u8>,
    pub(crate) min: u32,
    pub(crate) max: Option<u32>,
    pub(crate) per_partner: bool,
}

/// A set of pairs, one bit each.
pub(crate) type Plan = u32;

/// Pairs that are counted, with how many there may be; or none, where that is possible too.
struct Counted {
    pairs: Plan,
    least: u32,
    most: u32,
    or_none: bool,
}

impl Case {
    pub(crate) fn mentees(&self) -> usize {
        self.seats[0].len()
    }

    pub(crate) fn mentors(&self) -> usize {
        self.seats[1].len()
    }

    pub(crate) fn bit(&self, (mentee, mentor): (usize, usize)) -> Plan {
        1 << (mentee * self.mentors() + mentor)
    }

    /// The pairs of some people of each side.
    fn pairs_of(&self, mentees: impl Fn(usize) -> bool, mentors: impl Fn(usize) -> bool) -> Plan {
        let mut pairs = 0;
        for mentee in (0..self.mentees()).filter(|&at| mentees(at)) {
            for mentor in (0..self.mentors()).filter(|&at| mentors(at)) {
                pairs |= self.bit((mentee, mentor));
            }
        }
        pairs
    }

    pub(crate) fn program(&self) -> Program {
        let (rows, columns) = (self.mentees(), self.mentors());
        let values = Array2::from_shape_fn((rows, columns), |(row, column)| {
            self.points[row][column] as f32 / 100.0
        });
        let ids = |letter: char, count: usize| {
            (0..count).map(|at| format!("{letter}{at}")).collect::<Vec<_>>()
        };
        let named =
            |&(mentee, mentor): &(usize, usize)| (format!("e{mentee}"), format!("m{mentor}"));
        let seats = |side: Side| Capacity {
            min: Seats::from("min"),
            max: Seats::from("max"),
            or_none: self.or_none[side as usize],
        };
        let mut program = Program::builder()
            .criterion(1.0, Matrix::new(ids('e', rows), ids('m', columns), values))
            .rule(Block::new(self.blocked.iter().map(named)))
            .capacity(seats(Side::Mentor))
            .mentors_per_mentee(seats(Side::Mentee))
            .pinned(self.pinned.iter().map(named))
            .step(STEP as f64 / 100.0)
            .build();
        program.objective = Objective::new(self.levels.clone());
        program.priority = self.has_priority.then(|| "waited".to_owned());
        program.quotas = self.bounds.iter().map(Bounds::quota).collect();
        program
    }

    pub(crate) fn roster(&self, program: &Program) -> Roster {
        let person = |side: Side, at: usize| {
            let (least, most) = self.seats[side as usize][at];
            let id = format!("{}{at}", if side == Side::Mentee { 'e' } else { 'm' });
            let person = Person::new(id).number("min", f64::from(least));
            let person = person.number("max", f64::from(most));
            let answers = COLUMNS.iter().zip(self.answers[side as usize][at]);
            answers.fold(person, |person, (column, answer)| {
                person.text(*column, answer.map_or_else(String::new, label))
            })
        };
        let mut roster = Roster::builder();
        for (at, waited) in self.waited.iter().enumerate() {
            let person = person(Side::Mentee, at);
            roster = roster.mentee(match waited {
                Some(waited) => person.number("waited", f64::from(*waited)),
                None => person.text("waited", ""),
            });
        }
        for at in 0..self.mentors() {
            roster = roster.mentor(person(Side::Mentor, at));
        }
        roster.build(program).expect("a sound roster")
    }

    fn counted(&self) -> Vec<Counted> {
        let mut counted = Vec::new();
        for (at, &(least, most)) in self.seats[0].iter().enumerate() {
            let pairs = self.pairs_of(|mentee| mentee == at, |_| true);
            counted.push(Counted { pairs, least, most, or_none: self.or_none[0] });
        }
        for (at, &(least, most)) in self.seats[1].iter().enumerate() {
            let pairs = self.pairs_of(|_| true, |mentor| mentor == at);
            counted.push(Counted { pairs, least, most, or_none: self.or_none[1] });
        }
        counted.extend(self.bounds.iter().flat_map(|bounds| bounds.counted(self)));
        counted
    }

    /// Every plan that keeps to everything.
    pub(crate) fn plans(&self) -> impl Iterator<Item = Plan> {
        let counted = self.counted();
        let bits = |pairs: &[(usize, usize)]| -> Plan {
            pairs.iter().map(|&pair| self.bit(pair)).fold(0, |plan, bit| plan | bit)
        };
        let (blocked, pinned) = (bits(&self.blocked), bits(&self.pinned));
        let all = 0..1 << (self.mentees() * self.mentors());
        all.filter(move |plan| {
            let is_kept = |Counted { pairs, least, most, or_none }: &Counted| {
                let count = (plan & pairs).count_ones();
                (*least..=*most).contains(&count) || (*or_none && count == 0)
            };
            plan & blocked == 0 && plan & pinned == pinned && counted.iter().all(is_kept)
        })
    }

    /// What a plan is worth at all levels, one after the other: more is better.
    pub(crate) fn worth(&self, plan: Plan) -> Vec<i64> {
        let all = (0..self.mentees()).flat_map(|e| (0..self.mentors()).map(move |m| (e, m)));
        let pairs: Vec<(usize, usize)> = all.filter(|&pair| plan & self.bit(pair) != 0).collect();
        let scores: Vec<i64> = pairs.iter().map(|&(e, m)| self.points[e][m]).collect();
        let mut worth = Vec::new();
        for level in self.levels.iter().copied().chain([Level::Total]) {
            self.level(level, &pairs, &scores, &mut worth);
        }
        worth
    }

    fn level(&self, level: Level, pairs: &[(usize, usize)], scores: &[i64], worth: &mut Vec<i64>) {
        let load = |mentor: usize| pairs.iter().filter(|pair| pair.1 == mentor).count() as i64;
        match level {
            Level::Participation => self.participation(pairs, worth),
            Level::MentorsInUse => {
                worth.push((0..self.mentors()).map(|at| load(at).min(1)).sum());
            }
            Level::Total => worth.push(scores.iter().sum()),
            Level::Worst => worth.push(scores.iter().copied().min().unwrap_or(i64::MAX)),
            Level::Leximin => {
                for step in 0..=100 / STEP {
                    let within = |score: &&i64| **score / STEP == step;
                    worth.push(-(scores.iter().filter(within).count() as i64));
                }
            }
            Level::Ranks => {
                let rank = |&(e, m): &(usize, usize)| {
                    let is_better = |&other: &usize| {
                        !self.blocked.contains(&(e, other))
                            && self.points[e][other] > self.points[e][m]
                    };
                    (0..self.mentors()).filter(is_better).count()
                };
                for wanted in 0..self.mentors() {
                    worth.push(pairs.iter().filter(|pair| rank(pair) == wanted).count() as i64);
                }
            }
            Level::Balance => {
                worth.push(-(0..self.mentors()).map(|at| load(at).pow(2)).sum::<i64>());
            }
            _ => unreachable!("not asked for here"),
        }
    }

    fn participation(&self, pairs: &[(usize, usize)], worth: &mut Vec<i64>) {
        let matched = |mentee: usize| i64::from(pairs.iter().any(|pair| pair.0 == mentee));
        for class in (0..4).rev() {
            let is_of = |&at: &usize| {
                let own = self.waited[at].map_or(0, |waited| waited + 1);
                !self.has_priority || own == class
            };
            worth.push((0..self.mentees()).filter(is_of).map(matched).sum());
        }
        worth.push(pairs.len() as i64);
    }

    pub(crate) fn best(&self) -> Option<Vec<i64>> {
        self.plans().map(|plan| self.worth(plan)).max()
    }

    pub(crate) fn plan_of(&self, outcome: &Outcome) -> Plan {
        let place = |id: &str| id[1..].parse::<usize>().expect("a number");
        let pairs = outcome.pairs().iter();
        let pairs = pairs.map(|pair| (place(pair.mentee()), place(pair.mentor())));
        pairs.fold(0, |plan, pair| plan | self.bit(pair))
    }

    /// Solves it, and holds the outcome against all plans.
    fn check(&self, number: u64) -> Found {
        let program = self.program();
        let roster = self.roster(&program);
        let found = Matcher::new(program).expect("a sound programme").run(&roster);
        match (found, self.best()) {
            (Ok(outcome), Some(best)) => {
                let plan = self.plan_of(&outcome);
                assert!(self.plans().any(|one| one == plan), "{number}: {plan:b} {self:?}");
                assert_eq!(self.worth(plan), best, "{number}: {plan:b} {self:?}");
                assert_eq!(outcome.status(), Status::Optimal, "{number}: {self:?}");
                let search = searched(&outcome);
                assert!(search.is_none_or(|search| search.gap.is_none()), "{number}: {search:?}");
                if number.is_multiple_of(8) {
                    let text = outcome.to_json_string().expect("written");
                    let read = Outcome::from_json_str(&text, &Arc::default()).expect("read");
                    assert!(read == outcome, "{number}: {self:?}");
                }
                if search.is_some() { Found::Searched } else { Found::Flow }
            }
            (Err(Error::Infeasible(why)), None) => {
                let is_counted = why.needed > why.possible;
                assert!(is_counted || why.witness.contains("cases were tried"), "{number}: {why}");
                Found::Nothing
            }
            (found, best) => {
                let found = found.map(|found| found.pairs().to_vec());
                panic!("{number}: {found:?} where the best is {best:?}: {self:?}")
            }
        }
    }
}

/// What became of a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// The best plan of a flow.
    Flow,
    /// Another plan.
    Searched,
    Nothing,
}

/// What a search has shown, where there was one.
pub(crate) fn searched(outcome: &Outcome) -> Option<Searched> {
    match outcome.certificate() {
        Proof::Levels(proof) => proof.search,
        _ => None,
    }
}

/// What was tried: all programmes, those whose plan a search found, and those that have none.
pub(crate) struct Tried {
    pub(crate) all: usize,
    pub(crate) searched: usize,
    pub(crate) nothing: usize,
}

/// Tries as many programmes as are asked for.
pub(crate) fn check_all(default: u64, case: impl Fn(&mut Draw) -> Case + Sync) -> Tried {
    let found: Vec<Found> = (0..count(default))
        .into_par_iter()
        .map(|number| case(&mut noise(number + 1)).check(number))
        .collect();
    let of = |kind: Found| found.iter().filter(|found| **found == kind).count();
    let tried =
        Tried { all: found.len(), searched: of(Found::Searched), nothing: of(Found::Nothing) };
    let Tried { all, searched, nothing } = tried;
    println!("{all} programmes: {searched} plans by a search, {nothing} without a plan");
    assert!(nothing < all * 9 / 10, "hardly any has a plan");
    tried
}

fn label(value: u8) -> String {
    format!("l{value}")
}

impl Bounds {
    fn quota(&self) -> Quota {
        let mut quota = Quota::new(self.of, COLUMNS[self.column]).at_least(self.min);
        quota.max = self.max;
        quota.value = self.value.map(label);
        if self.per_partner { quota.per_partner() } else { quota }
    }

    fn counted(&self, case: &Case) -> Vec<Counted> {
        let answer = |at: usize| case.answers[self.of as usize][at][self.column];
        let people = case.seats[self.of as usize].len();
        let mut values: Vec<u8> = (0..people).filter_map(answer).collect();
        if let Some(value) = self.value {
            values = vec![value];
        }
        values.sort_unstable();
        values.dedup();
        let partners = case.seats[self.of.other() as usize].len();
        let mut counted = Vec::new();
        for value in values {
            let is_member = |at: usize| answer(at) == Some(value);
            let of_partner = |partner: Option<usize>| {
                let is_partner = |at: usize| partner.is_none_or(|partner| partner == at);
                match self.of {
                    Side::Mentee => case.pairs_of(is_member, is_partner),
                    Side::Mentor => case.pairs_of(is_partner, is_member),
                }
            };
            let each =
                if self.per_partner { (0..partners).map(Some).collect() } else { vec![None] };
            counted.extend(each.into_iter().map(|partner| Counted {
                pairs: of_partner(partner),
                least: self.min,
                most: self.max.unwrap_or(u32::MAX),
                or_none: false,
            }));
        }
        counted
    }
}
