//! Circles keep to their sizes and to whom they may not have too many of, hold the most members that any could, and
//! what is said of how well they fit is true: judged by trying every way to make them.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use std::collections::BTreeMap;
use std::sync::Arc;

use matchwright::criteria::{Matrix, Overlap};
use matchwright::outcome::{CirclesProof, Proof, Status};
use matchwright::program::{Capacity, Circles, Form, Mix, Term};
use matchwright::roster::{Person, Table};
use matchwright::{Matcher, Outcome, Program, Roster};
use ndarray::Array2;
use proptest::prelude::*;

#[derive(Debug, Clone)]
struct Case {
    /// In hundredths, how well each member fits each leader; or, without leaders, each other member.
    points: Vec<Vec<i64>>,
    /// Interests of the members, one bit each.
    interests: Vec<u8>,
    teams: Vec<Option<bool>>,
    size: (u32, u32),
    leaders: usize,
    /// In hundredths; members do not count for each other where there is none.
    share: Option<i64>,
    mix: Option<u32>,
    pinned: Option<usize>,
}

impl Case {
    fn members(&self) -> usize {
        self.interests.len()
    }

    fn columns(&self) -> usize {
        if self.leaders > 0 { self.leaders } else { self.members() / self.size.0 as usize }
    }

    fn outcome(&self) -> Result<Outcome, matchwright::Error> {
        let (rows, has_leaders) = (self.members(), self.leaders > 0);
        let columns = if has_leaders { self.leaders } else { rows };
        let ids = |letter: char, count: usize| {
            (0..count).map(|at| format!("{letter}{at}")).collect::<Vec<_>>()
        };
        let values = Array2::from_shape_fn((rows, columns), |(row, column)| {
            self.points[row][column] as f32 / 100.0
        });
        let others = if has_leaders { ids('m', columns) } else { ids('e', rows) };
        let mut program = Program::builder()
            .criterion(1.0, Matrix::new(ids('e', rows), others, values))
            .form(Form::Circles)
            .build();
        program.circles = Circles {
            size: Capacity::from(self.size.1).at_least(self.size.0),
            leaders: u32::from(has_leaders),
            criteria: Vec::new(),
            share: self.share.unwrap_or(50) as f64 / 100.0,
            mix: self.mix.iter().map(|&max| Mix { column: "team".into(), max }).collect(),
        };
        if has_leaders && self.share.is_some() {
            program.circles.criteria.push(Term::new(1.0, Overlap::new("interests").rarity(false)));
        }
        if has_leaders && let Some(leader) = self.pinned {
            program.pinned.push(("e0".to_owned(), format!("m{leader}")));
        }
        let person = |at: usize| {
            let interests = (0..8).filter(|bit| self.interests[at] >> bit & 1 == 1);
            let interests: Vec<String> = interests.map(|bit| format!("i{bit}")).collect();
            let team = self.teams[at].map_or("", |red| if red { "red" } else { "blue" });
            Person::new(format!("e{at}")).text("interests", interests.join(";")).text("team", team)
        };
        let members: Table = (0..rows).map(person).collect();
        let leaders: Table = (0..columns).map(|at| Person::new(format!("m{at}"))).collect();
        let roster =
            Roster::new(&members, if has_leaders { &leaders } else { &members }, &program)?;
        Matcher::new(program)?.run(&roster)
    }

    /// How much members are alike, in points: Jaccard's share, as the criterion rounds it.
    fn alike(&self, one: usize, other: usize) -> i64 {
        if self.leaders == 0 {
            return 10_000 * (self.points[one][other] + self.points[other][one]);
        }
        let (a, b) = (self.interests[one], self.interests[other]);
        let (shared, all) = ((a & b).count_ones(), (a | b).count_ones());
        2 * (f64::from(shared as f32 / all as f32) * 1e6).round() as i64
    }

    /// Members placed and what the circles are worth, in half points times hundredths; `None` where they may not be.
    fn worth(&self, columns: &[Option<usize>]) -> Option<(usize, i64)> {
        let mut circles: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (member, column) in columns.iter().enumerate() {
            if let Some(column) = column {
                circles.entry(*column).or_default().push(member);
            }
        }
        let share = if self.leaders == 0 { 100 } else { self.share.unwrap_or(0) };
        let mut worth = 0;
        for (&column, members) in &circles {
            let count = members.len() as i64;
            if !(i64::from(self.size.0)..=i64::from(self.size.1)).contains(&count) {
                return None;
            }
            for team in [true, false] {
                let of_team = members.iter().filter(|&&at| self.teams[at] == Some(team)).count();
                if self.mix.is_some_and(|most| of_team > most as usize) {
                    return None;
                }
            }
            if self.leaders > 0 {
                let fit = members.iter().map(|&at| 20_000 * self.points[at][column]).sum::<i64>();
                worth += (100 - share) * fit;
            }
            if share > 0 && count > 1 {
                let pairs = members.iter().enumerate().flat_map(|(at, &one)| {
                    members[at + 1..].iter().map(move |&other| share * self.alike(one, other))
                });
                let sum: i64 = pairs.sum();
                worth += -((-2 * sum).div_euclid(count - 1));
            }
        }
        Some((columns.iter().flatten().count(), worth))
    }

    /// The best of all ways to share the members among the circles: circle after circle, for each set of members who
    /// are placed so far.
    fn best(&self) -> (usize, i64) {
        let all = 1_usize << self.members();
        let mut best: Vec<Option<(usize, i64)>> = vec![None; all];
        best[0] = Some((0, 0));
        for column in 0..self.columns() {
            let own: Vec<Option<(usize, i64)>> =
                (0..all).map(|members| self.circle(column, members)).collect();
            let mut next = best.clone();
            for placed in 1..all {
                let mut circle = placed;
                while circle > 0 {
                    if let (Some(own), Some(before)) = (own[circle], best[placed & !circle]) {
                        next[placed] = next[placed].max(Some((before.0 + own.0, before.1 + own.1)));
                    }
                    circle = (circle - 1) & placed;
                }
            }
            best = next;
        }
        best.into_iter().flatten().max().unwrap_or_default()
    }

    /// What one circle of these members is worth, where it may be.
    fn circle(&self, column: usize, members: usize) -> Option<(usize, i64)> {
        let is_member = |at: usize| members >> at & 1 == 1;
        let is_pinned_elsewhere =
            self.leaders > 0 && is_member(0) && self.pinned.is_some_and(|leader| leader != column);
        if members == 0 || is_pinned_elsewhere {
            return None;
        }
        let columns: Vec<Option<usize>> =
            (0..self.members()).map(|at| is_member(at).then_some(column)).collect();
        self.worth(&columns)
    }
}

fn proof(outcome: &Outcome) -> &CirclesProof {
    match outcome.certificate() {
        Proof::Circles(proof) => Some(proof),
        _ => None,
    }
    .expect("circles")
}

prop_compose! {
    fn cases()(members in 1..10_usize, leaders in 0..4_usize)(
        points in prop::collection::vec(prop::collection::vec(0..=100_i64, leaders.max(members)), members),
        interests in prop::collection::vec(1..=255_u8, members),
        teams in prop::collection::vec(prop::option::of(any::<bool>()), members),
        size in (1..4_u32, 0..3_u32),
        share in prop::option::of(prop::sample::select(vec![0_i64, 30, 50, 100])),
        mix in prop::option::weighted(0.4, 1..3_u32),
        leaders in Just(leaders),
    ) -> Case {
        let least = if leaders == 0 { size.0.max(2) } else { size.0 };
        Case { points, interests, teams, size: (least, least + size.1), leaders, share, mix, pinned: None }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, ..ProptestConfig::default() })]

    #[test]
    fn no_circles_are_better(case in cases()) {
        let outcome = case.outcome().expect("circles");
        let proof = proof(&outcome);
        let (placed, worth) = case.best();
        prop_assert_eq!(proof.members, placed);
        prop_assert!((proof.fit - worth as f64 / 2e8).abs() < 1e-9, "{proof:?} {worth}");
        prop_assert_eq!(outcome.status(), Status::Optimal);
        let sizes = outcome.circles().iter().map(|circle| circle.members.len());
        prop_assert_eq!(sizes.sum::<usize>(), placed);
        let text = outcome.to_json_string().expect("written");
        let read = Outcome::from_json_str(&text, &Arc::default()).expect("read");
        prop_assert!(read == outcome);
    }
}

#[test]
fn a_pinned_member_is_with_their_leader() {
    let case = Case {
        points: vec![vec![10, 90], vec![90, 10], vec![80, 20], vec![50, 50]],
        interests: vec![1, 1, 2, 2],
        teams: vec![None; 4],
        size: (2, 3),
        leaders: 2,
        share: Some(50),
        mix: None,
        pinned: Some(0),
    };
    let outcome = case.outcome().expect("circles");
    let with = outcome.mentors_of("e0").collect::<Vec<_>>();
    assert_eq!(with, ["m0"]);
    // What comes first is no part of how well members fit, of whom there are four.
    let proof = proof(&outcome);
    assert!(proof.fit < 4.0 && proof.most_fit < 4.0, "{proof:?}");
    // With three at least, the one who is left over would be pinned to a circle that does not run.
    let alone = Case { size: (3, 3), leaders: 2, pinned: Some(0), ..case.clone() };
    let apart = Case { points: vec![vec![10, 90]; 2], interests: vec![1; 2], ..alone };
    let apart = Case { teams: vec![None; 2], ..apart };
    assert!(matches!(apart.outcome(), Err(matchwright::Error::Infeasible(_))));
}

#[test]
fn nobody_can_be_in_a_circle_that_does_not_fill() {
    let case = Case {
        points: vec![vec![90], vec![90]],
        interests: vec![1, 1],
        teams: vec![None; 2],
        size: (3, 6),
        leaders: 1,
        share: None,
        mix: None,
        pinned: None,
    };
    let outcome = case.outcome().expect("no circle");
    assert!(outcome.circles().is_empty());
    assert_eq!(outcome.unmatched()[0].reason.name(), "held_back");
}
