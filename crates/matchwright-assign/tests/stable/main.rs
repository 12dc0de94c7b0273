//! What stable plans promise, through the public API only: no two would both rather meet each other, and of all such
//! plans the proposing side gets the best one.
//!
//! `MATCHWRIGHT_CASES` says how many random cases; number `k` is the same in every run.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

#[path = "../support/random.rs"]
mod random;

use std::sync::Arc;
use std::time::Duration;

use matchwright_assign::stable::{Preferences, Side, assign, certify};
use matchwright_assign::{
    Cost, CostFn, CostMatrix, Error, FORBIDDEN, Fault, Monitor, Options, Pair,
};
use random::{count, noise};

const SIDES: [Side; 2] = [Side::Rows, Side::Columns];

/// Both sides' costs, by row, then by column, and their seats.
#[derive(Debug)]
struct Case {
    costs: [Vec<Vec<Cost>>; 2],
    seats: [Vec<u32>; 2],
}

impl Case {
    fn random(seed: u64) -> Self {
        let mut below = noise(seed);
        let (rows, columns) = (1 + below(4) as usize, 1 + below(4) as usize);
        let spread = [2, 4, 100][below(3) as usize];
        let forbidden = below(4);
        let mut costs = |rows: usize, columns: usize| {
            let mut cost = || {
                if below(8) < forbidden { FORBIDDEN } else { below(spread) as Cost - 1 }
            };
            (0..rows).map(|_| (0..columns).map(|_| cost()).collect()).collect()
        };
        let costs = [costs(rows, columns), costs(columns, rows)];
        let most = [2, 3][below(2) as usize];
        let mut seats =
            |count| (0..count).map(|_| below(most) as u32 + u32::from(most == 2)).collect();
        Self { costs, seats: [seats(rows), seats(columns)] }
    }

    fn counts(&self) -> [usize; 2] {
        [self.costs[0].len(), self.costs[1].len()]
    }

    fn cost(&self, side: usize, pair: (usize, usize)) -> Cost {
        let places = [pair.0, pair.1];
        self.costs[side][places[side]][places[1 - side]]
    }

    fn may_meet(&self, pair: (usize, usize)) -> bool {
        self.cost(0, pair) != FORBIDDEN && self.cost(1, pair) != FORBIDDEN
    }

    /// How good a pair is for one of the two: lower costs first, then lower positions.
    fn key(&self, side: usize, pair: (usize, usize)) -> (Cost, usize) {
        (self.cost(side, pair), [pair.1, pair.0][side])
    }

    /// Partners of somebody, the best first.
    fn partners(
        &self,
        side: usize,
        position: usize,
        plan: &[(usize, usize)],
    ) -> Vec<(Cost, usize)> {
        let own = plan.iter().filter(|pair| [pair.0, pair.1][side] == position);
        let mut keys: Vec<_> = own.map(|&pair| self.key(side, pair)).collect();
        keys.sort_unstable();
        keys
    }

    fn is_plan(&self, plan: &[(usize, usize)]) -> bool {
        (0..2).all(|side| {
            let fits = |position| {
                self.partners(side, position, plan).len() <= self.seats[side][position] as usize
            };
            (0..self.counts()[side]).all(fits)
        })
    }

    /// Whether somebody of a pair would rather have it, by a comparison of its key with that of the worst partner.
    fn wants(
        &self,
        side: usize,
        pair: (usize, usize),
        plan: &[(usize, usize)],
        rather: fn((Cost, usize), (Cost, usize)) -> bool,
    ) -> bool {
        let position = [pair.0, pair.1][side];
        let (partners, seats) = (self.partners(side, position, plan), self.seats[side][position]);
        let is_rather = |worst: &(Cost, usize)| rather(self.key(side, pair), *worst);
        seats > 0 && (partners.len() < seats as usize || partners.last().is_some_and(is_rather))
    }

    fn blocking(
        &self,
        plan: &[(usize, usize)],
        rather: fn((Cost, usize), (Cost, usize)) -> bool,
    ) -> Vec<(usize, usize)> {
        let [rows, columns] = self.counts();
        let pairs = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let blocks = |pair: &(usize, usize)| {
            let are_wanting = (0..2).all(|side| self.wants(side, *pair, plan, rather));
            !plan.contains(pair) && self.may_meet(*pair) && are_wanting
        };
        pairs.filter(blocks).collect()
    }

    /// Every plan.
    fn plans(&self) -> Vec<Vec<(usize, usize)>> {
        let [rows, columns] = self.counts();
        let pairs = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let mut plans = vec![Vec::new()];
        for pair in pairs.filter(|pair| self.may_meet(*pair)) {
            let with = |plan: &Vec<_>| [plan.clone(), vec![pair]].concat();
            let more: Vec<_> = plans.iter().map(with).filter(|plan| self.is_plan(plan)).collect();
            plans.extend(more);
        }
        plans
    }

    fn solve(&self, side: Side) -> Vec<(usize, usize)> {
        let [rows, columns] = self.counts();
        let matrix = |side: usize| {
            let cells = self.costs[side].concat();
            let (rows, columns) = if side == 0 { (rows, columns) } else { (columns, rows) };
            CostMatrix::from_vec(rows, columns, cells).expect("shape")
        };
        let (row_costs, column_costs) = (matrix(0), matrix(1));
        let preferences = Preferences::new(&row_costs, &column_costs)
            .row_capacity(self.seats[0].clone())
            .column_capacity(self.seats[1].clone())
            .proposes(side);
        let pairs = assign(&preferences, &Options::default()).expect("a plan");
        assert!(certify(&preferences, &pairs).expect("a plan").is_stable(), "{self:?}");
        // The checker counts what is counted here in the plainest way, whatever the plan.
        let plan: Vec<_> =
            pairs.iter().map(|pair| (pair.row as usize, pair.column as usize)).collect();
        for other in self.plans().iter().take(40) {
            let mut pairs: Vec<Pair> = other
                .iter()
                .map(|&(row, column)| Pair { row: row as u32, column: column as u32 })
                .collect();
            pairs.sort_unstable();
            let found = certify(&preferences, &pairs).expect("a plan");
            let blocking = self.blocking(other, |one, other| one.0 < other.0);
            assert_eq!(found.blocking_pairs, blocking.len() as u64, "{other:?} {self:?}");
            let first = found.first.map(|pair| (pair.row as usize, pair.column as usize));
            assert_eq!(first, blocking.first().copied(), "{other:?} {self:?}");
        }
        plan
    }
}

#[test]
fn the_best_stable_plan_for_those_who_propose() {
    for seed in 1..=count(1_500) {
        let case = Case::random(seed);
        let plans = case.plans();
        let is_stable = |plan: &&Vec<_>| case.blocking(plan, |one, other| one < other).is_empty();
        let stable: Vec<_> = plans.iter().filter(is_stable).collect();
        for (side, proposes) in SIDES.into_iter().enumerate() {
            let mut plan = case.solve(proposes);
            plan.sort_unstable();
            assert!(stable.contains(&&plan), "{seed}: {plan:?} {case:?}");
            for other in &stable {
                for position in 0..case.counts()[side] {
                    let own = case.partners(side, position, &plan);
                    let theirs = case.partners(side, position, other);
                    assert_eq!(own.len(), theirs.len(), "{seed}: {case:?}");
                    // Nobody would choose anybody of the other plan over those of this one.
                    let both = [own.clone(), theirs].concat();
                    let better = both.iter().filter(|key| own.iter().all(|own| *key < own));
                    assert_eq!(better.count(), 0, "{seed}: {other:?} {plan:?} {case:?}");
                }
            }
        }
    }
}

#[test]
fn two_thousand_people_with_seats_on_both_sides() {
    let cost = |one: usize, other: usize, salt: usize| {
        ((one * 7_919 + salt) ^ (other * 104_729)) as Cost % 1_009
    };
    let rows = CostFn::new(2_000, 700, |row, column| cost(row, column, 1));
    let columns = CostFn::new(700, 2_000, |column, row| cost(column, row, 2));
    for side in SIDES {
        let preferences = Preferences::new(&rows, &columns)
            .row_capacity((0..2_000).map(|row| row % 3).collect())
            .column_capacity((0..700).map(|column| column % 5).collect())
            .proposes(side);
        let plan = assign(&preferences, &Options::default()).expect("a plan");
        assert!(certify(&preferences, &plan).expect("a plan").is_stable());
        assert!(plan.len() > 1_000, "{}", plan.len());
    }
}

#[test]
fn misuse_is_refused() {
    let (wide, square) = (CostFn::new(2, 3, |_, _| 0), CostFn::new(2, 2, |_, _| 0));
    let length = |preferences: &Preferences<'_>| {
        matches!(assign(preferences, &Options::default()), Err(Error::Length { .. }))
    };
    assert!(length(&Preferences::new(&wide, &square)));
    assert!(length(&Preferences::new(&wide, &wide)));
    let fine = Preferences::new(&square, &square);
    assert!(length(&fine.clone().row_capacity(vec![1])));
    assert!(length(&fine.clone().column_capacity(vec![1; 3])));

    let limit = Options::default().with_time_limit(Duration::from_secs(1));
    assert!(matches!(assign(&fine, &limit), Err(Error::Unsupported { .. })));
    let monitor = Arc::new(Monitor::new());
    monitor.cancel();
    let cancelled = assign(&fine, &Options::default().with_monitor(monitor));
    assert_eq!(cancelled, Err(Error::Cancelled));

    let pair = |row, column| Pair { row, column };
    let refused = [
        (vec![pair(0, 2)], Fault::OutOfRange),
        (vec![pair(1, 0), pair(0, 1)], Fault::OutOfOrder),
        (vec![pair(0, 0), pair(0, 0)], Fault::OutOfOrder),
        (vec![pair(0, 0), pair(0, 1)], Fault::RowFull),
        (vec![pair(0, 0), pair(1, 0)], Fault::ColumnFull),
    ];
    for (pairs, expected) in refused {
        match certify(&fine, &pairs) {
            Err(Error::Plan { fault, .. }) => assert_eq!(fault, expected, "{pairs:?}"),
            other => assert!(other.is_err(), "{pairs:?}: {other:?}"),
        }
    }
    let never = CostFn::new(2, 2, |_, _| FORBIDDEN);
    let plan = assign(&Preferences::new(&square, &never), &Options::default());
    assert_eq!(plan, Ok(Vec::new()));
    let nobody = CostFn::new(0, 0, |_, _| 0);
    assert_eq!(assign(&Preferences::new(&nobody, &nobody), &Options::default()), Ok(Vec::new()));
}
