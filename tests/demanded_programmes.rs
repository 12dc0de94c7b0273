//! A plan of a programme with minimums, quotas, priority and levels is the best of all plans that keep to them, and
//! where there is none, the witness says so: judged by trying every set of pairs.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use matchwright::criteria::Matrix;
use matchwright::outcome::Status;
use matchwright::program::{Capacity, Level, Quota, Seats};
use matchwright::roster::{Person, Side};
use matchwright::rules::Block;
use matchwright::{Error, Matcher, Outcome, Program, Roster};
use ndarray::Array2;
use proptest::prelude::*;

/// Hundredths in a step of leximin.
const STEP: i64 = 10;

#[derive(Debug, Clone)]
struct Case {
    /// In hundredths, mentee by mentee.
    points: Vec<Vec<i64>>,
    /// The fewest and the most partners of everybody.
    mentees: Vec<(u32, u32)>,
    mentors: Vec<(u32, u32)>,
    teams: Vec<Option<bool>>,
    sites: Vec<Option<bool>>,
    waited: Vec<Option<u8>>,
    blocked: Vec<(usize, usize)>,
    pinned: Vec<(usize, usize)>,
    /// Bounds on all pairs of the mentees of each team, and of those with each mentor.
    team: Option<(u32, u32)>,
    team_per_mentor: Option<u32>,
    /// A bound on the pairs of the mentors of each site with each mentee.
    site_per_mentee: Option<u32>,
    levels: Vec<Level>,
    has_priority: bool,
}

/// A set of pairs, one bit each.
type Plan = u32;

impl Case {
    fn program(&self) -> Program {
        let (rows, columns) = (self.mentees.len(), self.mentors.len());
        let values = Array2::from_shape_fn((rows, columns), |(row, column)| {
            self.points[row][column] as f32 / 100.0
        });
        let ids = |letter: char, count: usize| {
            (0..count).map(|at| format!("{letter}{at}")).collect::<Vec<_>>()
        };
        let named =
            |&(mentee, mentor): &(usize, usize)| (format!("e{mentee}"), format!("m{mentor}"));
        let seats = || Capacity { min: Seats::from("min"), max: Seats::from("max") };
        let mut program = Program::builder()
            .criterion(1.0, Matrix::new(ids('e', rows), ids('m', columns), values))
            .rule(Block::new(self.blocked.iter().map(named)))
            .capacity(seats())
            .mentors_per_mentee(seats())
            .pinned(self.pinned.iter().map(named))
            .step(STEP as f64 / 100.0)
            .build();
        program.objective = matchwright::program::Objective::new(self.levels.clone());
        program.priority = self.has_priority.then(|| "waited".to_owned());
        let team = || Quota::new(Side::Mentee, "team");
        program.quotas.extend(self.team.map(|(min, max)| team().at_least(min).at_most(max)));
        let of_mentor = |max| team().at_most(max).per_partner();
        program.quotas.extend(self.team_per_mentor.map(of_mentor));
        let of_mentee = |max| Quota::new(Side::Mentor, "site").at_most(max).per_partner();
        program.quotas.extend(self.site_per_mentee.map(of_mentee));
        program
    }

    fn roster(&self, program: &Program) -> Roster {
        let label = |flag: Option<bool>| flag.map_or("", |flag| if flag { "red" } else { "blue" });
        let seats = |person: Person, (min, max): (u32, u32)| {
            person.number("min", f64::from(min)).number("max", f64::from(max))
        };
        let mut roster = Roster::builder();
        for (at, &bounds) in self.mentees.iter().enumerate() {
            let person = seats(Person::new(format!("e{at}")), bounds);
            let person = person.text("team", label(self.teams[at]));
            roster = roster.mentee(match self.waited[at] {
                Some(waited) => person.number("waited", f64::from(waited)),
                None => person.text("waited", ""),
            });
        }
        for (at, &bounds) in self.mentors.iter().enumerate() {
            let person = seats(Person::new(format!("m{at}")), bounds);
            roster = roster.mentor(person.text("site", label(self.sites[at])));
        }
        roster.build(program).expect("a sound roster")
    }

    fn has(&self, plan: Plan, mentee: usize, mentor: usize) -> bool {
        plan >> (mentee * self.mentors.len() + mentor) & 1 == 1
    }

    fn pairs(&self, plan: Plan) -> Vec<(usize, usize)> {
        let all =
            (0..self.mentees.len()).flat_map(|e| (0..self.mentors.len()).map(move |m| (e, m)));
        all.filter(|&(mentee, mentor)| self.has(plan, mentee, mentor)).collect()
    }

    fn is_allowed(&self, plan: Plan) -> bool {
        let pairs = self.pairs(plan);
        let count = |test: &dyn Fn(&(usize, usize)) -> bool| {
            pairs.iter().filter(|pair| test(pair)).count() as u32
        };
        let is_within = |bounds: (u32, u32), count: u32| (bounds.0..=bounds.1).contains(&count);
        let loads = (0..self.mentees.len())
            .all(|at| is_within(self.mentees[at], count(&|pair| pair.0 == at)))
            && (0..self.mentors.len())
                .all(|at| is_within(self.mentors[at], count(&|pair| pair.1 == at)));
        let colours = [true, false];
        let team = |colour| {
            let members = self.teams.contains(&Some(colour));
            let of_team = count(&|pair| self.teams[pair.0] == Some(colour));
            self.team.is_none_or(|bounds| !members || is_within(bounds, of_team))
                && self.team_per_mentor.is_none_or(|most| {
                    (0..self.mentors.len()).all(|at| {
                        count(&|pair| pair.1 == at && self.teams[pair.0] == Some(colour)) <= most
                    })
                })
        };
        let site = |colour| {
            self.site_per_mentee.is_none_or(|most| {
                (0..self.mentees.len()).all(|at| {
                    count(&|pair| pair.0 == at && self.sites[pair.1] == Some(colour)) <= most
                })
            })
        };
        loads
            && colours.into_iter().all(team)
            && colours.into_iter().all(site)
            && pairs.iter().all(|pair| !self.blocked.contains(pair))
            && self.pinned.iter().all(|pair| pairs.contains(pair))
    }

    /// What a plan is worth at all levels, one after the other: more is better.
    fn worth(&self, plan: Plan) -> Vec<i64> {
        let pairs = self.pairs(plan);
        let scores: Vec<i64> = pairs.iter().map(|&(e, m)| self.points[e][m]).collect();
        let matched = |mentee: usize| i64::from(pairs.iter().any(|pair| pair.0 == mentee));
        let load = |mentor: usize| pairs.iter().filter(|pair| pair.1 == mentor).count() as i64;
        let mut worth = Vec::new();
        for level in self.levels.iter().copied().chain([Level::Total]) {
            match level {
                Level::Participation => {
                    for class in (0..4).rev() {
                        let is_of = |&at: &usize| {
                            let own = self.waited[at].map_or(0, |waited| waited + 1);
                            !self.has_priority || own == class
                        };
                        worth.push((0..self.mentees.len()).filter(is_of).map(matched).sum());
                    }
                    worth.push(pairs.len() as i64);
                }
                Level::MentorsInUse => {
                    worth.push((0..self.mentors.len()).map(|at| load(at).min(1)).sum());
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
                        let better = (0..self.mentors.len()).filter(|&other| {
                            !self.blocked.contains(&(e, other))
                                && self.points[e][other] > self.points[e][m]
                        });
                        better.count()
                    };
                    for wanted in 0..self.mentors.len() {
                        worth.push(pairs.iter().filter(|pair| rank(pair) == wanted).count() as i64);
                    }
                }
                Level::Balance => {
                    worth.push(-(0..self.mentors.len()).map(|at| load(at).pow(2)).sum::<i64>());
                }
                _ => unreachable!("not asked for here"),
            }
        }
        worth
    }

    fn best(&self) -> Option<Vec<i64>> {
        let all = 0..1 << (self.mentees.len() * self.mentors.len());
        all.filter(|&plan| self.is_allowed(plan)).map(|plan| self.worth(plan)).max()
    }

    fn plan_of(&self, outcome: &Outcome) -> Plan {
        let place = |id: &str| id[1..].parse::<usize>().expect("a number");
        let bit = |pair: &matchwright::outcome::Pair| {
            1 << (place(pair.mentee()) * self.mentors.len() + place(pair.mentor()))
        };
        outcome.pairs().iter().map(bit).sum()
    }
}

/// Levels that say something of a plan without pairs come after one that wants pairs.
fn levels() -> impl Strategy<Value = Vec<Level>> {
    let first = [Level::Participation, Level::MentorsInUse, Level::Total, Level::Ranks];
    let further = [
        Level::Worst,
        Level::Leximin,
        Level::Balance,
        Level::MentorsInUse,
        Level::Ranks,
        Level::Participation,
    ];
    let further = prop::sample::subsequence(further.to_vec(), 0..3).prop_shuffle();
    (prop::sample::select(first.to_vec()), further).prop_map(|(first, further)| {
        let further = further.into_iter().filter(|level| *level != first);
        std::iter::once(first).chain(further).collect()
    })
}

prop_compose! {
    fn cases()(rows in 1..5_usize, columns in 1..4_usize)(
        points in prop::collection::vec(
            prop::collection::vec(prop_oneof![0..=100_i64, Just(50), Just(80)], columns), rows),
        mentees in prop::collection::vec((0..2_u32, 1..3_u32), rows),
        mentors in prop::collection::vec((0..3_u32, 0..4_u32), columns),
        has_minimums in (any::<bool>(), any::<bool>()),
        teams in prop::collection::vec(prop::option::of(any::<bool>()), rows),
        sites in prop::collection::vec(prop::option::of(any::<bool>()), columns),
        waited in prop::collection::vec(prop::option::of(0..3_u8), rows),
        blocked in prop::collection::btree_set((0..rows, 0..columns), 0..3),
        pinned in prop::collection::btree_set((0..rows, 0..columns), 0..2),
        team in prop::option::weighted(0.3, (0..3_u32, 2..6_u32)),
        team_per_mentor in prop::option::weighted(0.3, 1..3_u32),
        site_per_mentee in prop::option::weighted(0.3, 1..2_u32),
        levels in levels(),
        has_priority in any::<bool>(),
    ) -> Case {
        let lowered = |bounds: Vec<(u32, u32)>, keep: bool| -> Vec<(u32, u32)> {
            bounds.into_iter().map(|(min, max)| (if keep { min.min(max) } else { 0 }, max)).collect()
        };
        let has_priority = has_priority && levels.contains(&Level::Participation);
        let mentees = lowered(mentees, has_minimums.0);
        let mentors = lowered(mentors, has_minimums.1);
        let pinned = pinned.into_iter().filter(|pair| !blocked.contains(pair) && mentors[pair.1].1 > 0);
        Case {
            points, mentees, teams, sites, waited, pinned: pinned.collect(),
            blocked: blocked.into_iter().collect(), team, team_per_mentor, site_per_mentee, levels,
            has_priority, mentors,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, ..ProptestConfig::default() })]

    #[test]
    fn the_plan_is_the_best_of_all(case in cases()) {
        let program = case.program();
        let roster = case.roster(&program);
        let found = Matcher::new(program).expect("a sound programme").run(&roster);
        match (found, case.best()) {
            (Ok(outcome), Some(best)) => {
                let plan = case.plan_of(&outcome);
                prop_assert!(case.is_allowed(plan), "{:?}", outcome.pairs());
                prop_assert_eq!(case.worth(plan), best);
                prop_assert_eq!(outcome.status(), Status::Optimal);
                let text = outcome.to_json_string().expect("written");
                let read = Outcome::from_json_str(&text, &std::sync::Arc::default()).expect("read");
                prop_assert!(read == outcome);
            }
            (Err(Error::Infeasible(why)), None) => prop_assert!(why.needed > why.possible, "{why}"),
            (found, best) => prop_assert!(false, "{:?} where the best is {best:?}", found.map(|it| it.pairs().to_vec())),
        }
    }
}
