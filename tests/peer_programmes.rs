//! Pairs within one population are the best of all, whoever sits out is the right one, and a three is the best that
//! the pairs allow: judged by trying all pairings.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use std::collections::BTreeSet;

use matchwright::assign::{Monitor, Options};
use matchwright::criteria::Matrix;
use matchwright::outcome::Status;
use matchwright::program::{Combined, Level, Odd, Peers};
use matchwright::roster::{Person, Table};
use matchwright::rules::Block;
use matchwright::{Keep, Matcher, Outcome, Program, Roster};
use ndarray::Array2;
use proptest::prelude::*;

#[derive(Debug, Clone)]
struct Case {
    /// In hundredths, how well each person fits each other one.
    points: Vec<Vec<i64>>,
    blocked: Vec<(usize, usize)>,
    pinned: Option<(usize, usize)>,
    waited: Vec<u8>,
    combined: Combined,
    odd: Odd,
    level: Level,
}

type Pairs = BTreeSet<(usize, usize)>;

/// The best pairing is sought among thousands, so that they are values alone: pairs, the least waiting of those who
/// are left over, the total.
type Value = (i64, i64, i64);

impl Case {
    fn people(&self) -> usize {
        self.points.len()
    }

    fn outcome(&self) -> Outcome {
        let people = self.people();
        let ids: Vec<String> = (0..people).map(|at| format!("p{at}")).collect();
        let values = Array2::from_shape_fn((people, people), |(row, column)| {
            self.points[row][column] as f32 / 100.0
        });
        let named = |&(one, other): &(usize, usize)| (format!("p{one}"), format!("p{other}"));
        let mut program = Program::builder()
            .criterion(1.0, Matrix::new(ids.clone(), ids.clone(), values))
            .rule(Block::new(self.blocked.iter().map(named)))
            .pinned(self.pinned.iter().map(named))
            .objective(self.level)
            .peers(Peers { score: self.combined, odd: self.odd })
            .build();
        program.priority = (self.level == Level::Participation).then(|| "waited".to_owned());
        let person = |(at, id): (usize, &String)| {
            Person::new(id).number("waited", f64::from(self.waited[at]))
        };
        let table: Table = ids.iter().enumerate().map(person).collect();
        let roster = Roster::new(&table, &table, &program).expect("a sound roster");
        Matcher::new(program).expect("a sound programme").run(&roster).expect("an outcome")
    }

    fn may_meet(&self, one: usize, other: usize) -> bool {
        !self.blocked.contains(&(one, other)) && !self.blocked.contains(&(other, one))
    }

    /// In half points.
    fn worth(&self, one: usize, other: usize) -> i64 {
        let (own, other) = (10_000 * self.points[one][other], 10_000 * self.points[other][one]);
        match self.combined {
            Combined::Mean => own + other,
            Combined::Min => 2 * own.min(other),
            Combined::Harmonic if own + other == 0 => 0,
            Combined::Harmonic => 4 * own * other / (own + other),
        }
    }

    /// The best value of all pairings that may be, from the first person who is not placed yet.
    fn best(&self, placed: u32, value: Value) -> Option<Value> {
        let first = (!placed).trailing_zeros() as usize;
        if first >= self.people() {
            return Some(value);
        }
        let pinned = |person: usize| {
            let (one, other) = self.pinned?;
            [(one, other), (other, one)]
                .into_iter()
                .find(|pair| pair.0 == person)
                .map(|pair| pair.1)
        };
        let counted = self.level == Level::Participation;
        let mut best = None;
        if pinned(first).is_none() {
            let waited = if counted { i64::from(self.waited[first]) } else { 0 };
            best = self.best(placed | 1 << first, (value.0, value.1 - waited, value.2));
        }
        for other in first + 1..self.people() {
            let is_free = placed >> other & 1 == 0 && self.may_meet(first, other);
            let is_kept = pinned(first).is_none_or(|one| one == other)
                && pinned(other).is_none_or(|one| one == first);
            if is_free && is_kept {
                let pair = (i64::from(counted), self.worth(first, other));
                let value = (value.0 + pair.0, value.1, value.2 + pair.1);
                best = best.max(self.best(placed | 1 << first | 1 << other, value));
            }
        }
        best
    }

    /// Pairs, the least waiting of those who are left over, the total.
    fn value(&self, pairs: &Pairs) -> Value {
        let total = pairs.iter().map(|&(one, other)| self.worth(one, other)).sum();
        if self.level == Level::Total {
            return (0, 0, total);
        }
        let is_alone = |person: &usize| !pairs.iter().any(|&(a, b)| a == *person || b == *person);
        let alone = (0..self.people()).filter(is_alone);
        (pairs.len() as i64, -alone.map(|at| i64::from(self.waited[at])).sum::<i64>(), total)
    }
}

/// Each pair once; both directions have to be there.
fn pairs_of(outcome: &Outcome) -> Pairs {
    let place = |id: &str| id[1..].parse::<usize>().expect("a number");
    let directed: BTreeSet<(usize, usize)> =
        outcome.pairs().iter().map(|pair| (place(pair.mentee()), place(pair.mentor()))).collect();
    assert!(directed.iter().all(|&(one, other)| directed.contains(&(other, one))));
    directed.into_iter().filter(|(one, other)| one < other).collect()
}

prop_compose! {
    fn cases()(people in 1..11_usize)(
        points in prop::collection::vec(
            prop::collection::vec(prop_oneof![0..=100_i64, Just(0), Just(70)], people), people),
        blocked in prop::collection::btree_set((0..people, 0..people), 0..people),
        pinned in prop::option::weighted(0.3, (0..people, 0..people)),
        waited in prop::collection::vec(0..3_u8, people),
        combined in prop::sample::select(vec![Combined::Mean, Combined::Min, Combined::Harmonic]),
        odd in prop::sample::select(vec![Odd::Three, Odd::SitsOut]),
        level in prop::sample::select(vec![Level::Participation, Level::Total]),
    ) -> Case {
        let may = |(a, b): &(usize, usize)| {
            a != b && !blocked.contains(&(*a, *b)) && !blocked.contains(&(*b, *a))
        };
        // Classes are counted from the lowest number that anybody gave.
        let lowest = waited.iter().copied().min().unwrap_or_default();
        let mut known: Vec<u8> = waited.clone();
        known.sort_unstable();
        known.dedup();
        let class = |waited: u8| known.iter().position(|&one| one == waited).unwrap_or_default() as u8 + 1;
        let waited = waited.into_iter().map(|one| class(one.max(lowest))).collect();
        Case {
            pinned: pinned.filter(may), blocked: blocked.into_iter().collect(), points, waited, combined, odd,
            level,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, ..ProptestConfig::default() })]

    #[test]
    fn no_pairing_is_better(case in cases()) {
        let outcome = case.outcome();
        let mut found = pairs_of(&outcome);
        let best = case.best(0, (0, 0, 0)).expect("nobody with anybody");
        let count = |person: usize| found.iter().filter(|&&(a, b)| a == person || b == person).count();
        let threes: Vec<usize> = (0..case.people()).filter(|&person| count(person) == 2).collect();
        // One of the three joined; with each of them away the others are a pair.
        let joined = threes.iter().copied().filter(|&person| {
            let rest: Pairs = found.iter().copied().filter(|&(a, b)| a != person && b != person).collect();
            case.value(&rest) == best && case.pinned.is_none_or(|(a, b)| a != person && b != person)
        });
        let joined: Vec<usize> = joined.collect();
        if threes.len() == 3 {
            prop_assert!(case.odd == Odd::Three && case.people() % 2 == 1);
            prop_assert!(!joined.is_empty(), "{found:?}");
            found.retain(|&(a, b)| a != joined[0] && b != joined[0]);
        } else {
            prop_assert!(threes.is_empty(), "{found:?}");
        }
        prop_assert_eq!(case.value(&found), best);
        prop_assert_eq!(outcome.status(), Status::Optimal);
        let text = outcome.to_json_string().expect("written");
        prop_assert!(Outcome::from_json_str(&text, &std::sync::Arc::default()).expect("read") == outcome);
    }

    #[test]
    fn what_was_told_stays(case in cases()) {
        let case = Case { odd: Odd::SitsOut, ..case };
        let before = case.outcome();
        let matcher = Matcher::new(before.program().clone()).expect("a programme");
        let after = matcher.rematch(&before, before.roster(), Keep::Told, &Options::default());
        let after = after.expect("an outcome");
        prop_assert!(pairs_of(&before).is_subset(&pairs_of(&after)));
    }
}

#[test]
fn everybody_is_asked_about_by_their_id() {
    let case = Case {
        points: vec![vec![0, 90, 20], vec![90, 0, 30], vec![20, 30, 0]],
        blocked: Vec::new(),
        pinned: None,
        waited: vec![1; 3],
        combined: Combined::Mean,
        odd: Odd::Three,
        level: Level::Participation,
    };
    let outcome = case.outcome();
    assert_eq!(outcome.summary().pairs, 3);
    assert!((outcome.summary().total - 1.4).abs() < 1e-9);
    let explanation = outcome.explain("p2", &Monitor::new()).expect("an explanation");
    let meets: Vec<&str> = explanation.meets.iter().map(|one| one.mentor.as_str()).collect();
    assert_eq!(meets, ["p0", "p1"]);
}
