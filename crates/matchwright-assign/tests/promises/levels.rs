//! With demands and levels of every kind, a small problem has the plan that is found by trying all of them, and
//! the proof says so; where there is none, the shortage can be counted.
//!
//! `MATCHWRIGHT_CASES` says how many problems; case number `k` is the same in every run.

use matchwright_assign::{
    Answer, Cost, CostMatrix, Demands, FORBIDDEN, Level, LevelPlan, Monitor, Options, Pair, Per,
    Problem, Quota, Side, solve_levels,
};
use rayon::prelude::*;

use crate::random::{count, noise};

/// Numbers below what is asked for.
pub(crate) type Draw<'a> = &'a mut dyn FnMut(u64) -> u64;

/// A problem with demands as plain data.
#[derive(Clone, Debug, Default)]
pub(crate) struct Case {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) costs: Vec<Cost>,
    pub(crate) ranks: [Vec<Cost>; 2],
    pub(crate) classes: Vec<u32>,
    pub(crate) row_seats: Vec<u32>,
    pub(crate) column_seats: Vec<u32>,
    pub(crate) unmatched: Vec<Cost>,
    pub(crate) row_minimum: Vec<u32>,
    pub(crate) column_minimum: Vec<u32>,
    pub(crate) row_or_none: Vec<bool>,
    pub(crate) column_or_none: Vec<bool>,
    pub(crate) row_seat_costs: Vec<Vec<Cost>>,
    pub(crate) column_seat_costs: Vec<Vec<Cost>>,
    pub(crate) quotas: Vec<Quota>,
    pub(crate) may_cross: bool,
    pub(crate) levels: Vec<Kind>,
}

/// A level without what it borrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Pairs,
    Participation,
    ColumnsInUse,
    Total,
    Worst,
    Leximin(Cost),
    /// With one of the lists of ranks.
    Ranks(usize),
    Balance,
}

pub(crate) const KINDS: [Kind; 10] = [
    Kind::Pairs,
    Kind::Participation,
    Kind::ColumnsInUse,
    Kind::Total,
    Kind::Worst,
    Kind::Leximin(1),
    Kind::Leximin(3),
    Kind::Ranks(0),
    Kind::Ranks(1),
    Kind::Balance,
];

impl Case {
    pub(crate) fn demands(&self) -> Demands {
        let demands = Demands::default()
            .row_minimum(self.row_minimum.clone())
            .column_minimum(self.column_minimum.clone())
            .row_or_none(self.row_or_none.clone())
            .column_or_none(self.column_or_none.clone())
            .row_seat_costs(self.row_seat_costs.clone())
            .column_seat_costs(self.column_seat_costs.clone());
        let demands = if self.may_cross { demands.may_cross() } else { demands };
        self.quotas.iter().cloned().fold(demands, Demands::quota)
    }

    /// Runs `check` with all that the case stands for.
    pub(crate) fn with<T>(
        &self,
        check: impl FnOnce(&Problem<'_>, &Demands, &[Level<'_>]) -> T,
    ) -> T {
        let matrix = |values: &Vec<Cost>| {
            CostMatrix::from_vec(self.rows, self.columns, values.clone()).expect("shape")
        };
        let costs = matrix(&self.costs);
        let ranks = self.ranks.each_ref().map(matrix);
        let problem = Problem::new(&costs)
            .row_capacity(self.row_seats.clone())
            .column_capacity(self.column_seats.clone())
            .unmatched_cost(self.unmatched.clone());
        let level = |kind: &Kind| match *kind {
            Kind::Pairs => Level::Pairs,
            Kind::Participation => Level::Participation(&self.classes),
            Kind::ColumnsInUse => Level::ColumnsInUse,
            Kind::Total => Level::Total,
            Kind::Worst => Level::Worst,
            Kind::Leximin(step) => Level::Leximin(step),
            Kind::Ranks(of) => Level::Ranks(&ranks[of]),
            Kind::Balance => Level::Balance,
        };
        let levels: Vec<Level<'_>> = self.levels.iter().map(level).collect();
        check(&problem, &self.demands(), &levels)
    }

    pub(crate) fn answer(&self) -> Answer {
        self.with(|problem, demands, levels| {
            solve_levels(problem, demands, levels, &Options::default())
                .unwrap_or_else(|error| panic!("{error}: {self:?}"))
        })
    }

    fn counts(&self, plan: &Plan, side: Side) -> Vec<u32> {
        let (length, of): (usize, fn(&Pair) -> u32) = match side {
            Side::Row => (self.rows, |pair| pair.row),
            Side::Column => (self.columns, |pair| pair.column),
        };
        let mut counts = vec![0; length];
        for pair in plan {
            counts[of(pair) as usize] += 1;
        }
        counts
    }

    fn cell(&self, pair: Pair) -> usize {
        pair.row as usize * self.columns + pair.column as usize
    }

    /// Whether a plan keeps to seats and demands.
    pub(crate) fn is_kept(&self, plan: &Plan) -> bool {
        let within = |side, least: &[u32], or_none: &[bool], most: &[u32]| {
            let is_within = |(index, &pairs): (usize, &u32)| {
                pairs <= most[index] && (least[index] <= pairs || (or_none[index] && pairs == 0))
            };
            self.counts(plan, side).iter().enumerate().all(is_within)
        };
        within(Side::Row, &self.row_minimum, &self.row_or_none, &self.row_seats)
            && within(Side::Column, &self.column_minimum, &self.column_or_none, &self.column_seats)
            && self.quotas.iter().all(|quota| self.keeps_quota(plan, quota))
    }

    fn keeps_quota(&self, plan: &Plan, quota: &Quota) -> bool {
        let sides = |pair: &Pair| match quota.of {
            Side::Row => (pair.row, pair.column),
            Side::Column => (pair.column, pair.row),
        };
        let partners = if quota.of == Side::Row { self.columns } else { self.rows } as u32;
        let count = |partner: Option<u32>| {
            let counted = plan.iter().map(sides).filter(|(own, other)| {
                quota.members.contains(own) && partner.is_none_or(|partner| partner == *other)
            });
            (quota.min..=quota.max).contains(&(counted.count() as u32))
        };
        match quota.per {
            Per::Programme => count(None),
            Per::Partner => (0..partners).all(|partner| count(Some(partner))),
        }
    }

    /// What a plan is worth at a level, lower being better, and what the level reports.
    fn value(&self, plan: &Plan, kind: Kind) -> (Vec<i128>, Option<i128>) {
        let folded = |pair: &Pair| {
            i128::from(self.costs[self.cell(*pair)] - self.unmatched[pair.row as usize])
        };
        let rows = self.counts(plan, Side::Row);
        let columns = self.counts(plan, Side::Column);
        let most = plan.iter().map(folded).max();
        let one = |value: i128| (vec![value], Some(value));
        let gained = |value: usize| (vec![-(value as i128)], Some(value as i128));
        match kind {
            Kind::Pairs => gained(plan.len()),
            Kind::Participation => {
                let met = |class: u32| {
                    let met =
                        rows.iter().zip(&self.classes).filter(|(n, c)| **n > 0 && **c == class);
                    -(met.count() as i128)
                };
                let met: Vec<i128> = (0..4).rev().map(met).collect();
                let all = -met.iter().sum::<i128>();
                (met, Some(all))
            }
            Kind::ColumnsInUse => gained(columns.iter().filter(|count| **count > 0).count()),
            Kind::Total => one(self.total(plan)),
            Kind::Worst => (vec![most.unwrap_or(i128::MIN)], most),
            Kind::Leximin(step) => {
                let bin = |cost: i128| (cost - 1).div_euclid(i128::from(step));
                let mut bins: Vec<i128> = plan.iter().map(|pair| bin(folded(pair))).collect();
                bins.sort_unstable_by(|a, b| b.cmp(a));
                let end = bins.first().map(|bin| (bin + 1) * i128::from(step));
                (bins, end)
            }
            Kind::Ranks(of) => {
                let ranks = &self.ranks[of];
                let of = |rank| {
                    let ranked = plan.iter().filter(|pair| ranks[self.cell(**pair)] == rank);
                    -(ranked.count() as i128)
                };
                let least = ranks.iter().copied().filter(|&rank| rank != FORBIDDEN).min();
                ((0..5).map(of).collect(), least.map(|least| -of(least)))
            }
            Kind::Balance => one(columns.iter().map(|&count| i128::from(count).pow(2)).sum()),
        }
    }

    fn total(&self, plan: &Plan) -> i128 {
        let pairs: i128 = plan.iter().map(|pair| i128::from(self.costs[self.cell(*pair)])).sum();
        let rows = self.counts(plan, Side::Row);
        let empty = |row: usize| {
            i128::from(self.row_seats[row] - rows[row]) * i128::from(self.unmatched[row])
        };
        let seats = |counts: &[u32], lists: &[Vec<Cost>]| -> i128 {
            let of = |(&count, list): (&u32, &Vec<Cost>)| -> i128 {
                let seat =
                    |seat: u32| list.get(seat as usize).or(list.last()).copied().unwrap_or(0);
                (0..count).map(|number| i128::from(seat(number))).sum()
            };
            counts.iter().zip(lists).map(of).sum()
        };
        pairs
            + (0..self.rows).map(empty).sum::<i128>()
            + seats(&rows, &self.row_seat_costs)
            + seats(&self.counts(plan, Side::Column), &self.column_seat_costs)
    }

    /// What the best plan is worth at all levels, of all plans; `None` where none keeps to the demands.
    pub(crate) fn best(&self) -> Option<Vec<Vec<i128>>> {
        let allowed: Vec<Pair> = (0..self.costs.len())
            .filter(|&cell| self.costs[cell] != FORBIDDEN)
            .map(|cell| Pair {
                row: (cell / self.columns) as u32,
                column: (cell % self.columns) as u32,
            })
            .collect();
        let plan = |set: u32| -> Plan {
            let chosen = (0..allowed.len()).filter(|&place| set >> place & 1 == 1);
            chosen.map(|place| allowed[place]).collect()
        };
        (0..1_u32 << allowed.len())
            .map(plan)
            .filter(|plan| self.is_kept(plan))
            .map(|plan| self.values(&plan))
            .min()
    }

    pub(crate) fn values(&self, plan: &Plan) -> Vec<Vec<i128>> {
        self.levels.iter().map(|&kind| self.value(plan, kind).0).collect()
    }
}

pub(crate) type Plan = Vec<Pair>;

/// Compares the answer to a case with trying all plans.
fn check(number: u64, case: &Case) -> bool {
    match (case.answer(), case.best()) {
        (Answer::Impossible(shortage), None) => {
            let holds = case.with(|problem, demands, _| shortage.holds(problem, demands));
            assert_eq!(holds, Ok(true), "{number}: {shortage:?} {case:?}");
            false
        }
        (Answer::Plan(found), Some(best)) => {
            let plan = found.pairs().to_vec();
            assert!(case.is_kept(&plan), "{number}: {found:?} {case:?}");
            assert_eq!(case.values(&plan), best, "{number}: {found:?} {case:?}");
            assert!(found.is_proven(), "{number}: {found:?} {case:?}");
            let reported = case.levels.iter().map(|&kind| case.value(&plan, kind).1);
            assert!(reported.eq(found.reached().iter().copied()), "{number}: {found:?} {case:?}");
            assert_eq!(read_back(case, &found), found, "{number}: {case:?}");
            true
        }
        (answer, best) => panic!("{number}: {answer:?}, {best:?} {case:?}"),
    }
}

/// The plan as it is written, read and checked again.
fn read_back(case: &Case, plan: &LevelPlan) -> LevelPlan {
    let text = serde_json::to_string(plan).expect("plain data");
    let read: LevelPlan = serde_json::from_str(&text).expect("as it was written");
    assert!(!read.is_proven(), "nothing has been checked");
    let monitor = Monitor::new();
    case.with(|problem, demands, levels| {
        read.certified_watched(problem, demands, levels, &monitor).expect("a plan of the case")
    })
}

/// Cases of every kind, with some of their parts; how many of them have a plan.
fn check_all(default: u64, parts: &[Part], levels: impl Fn(Draw<'_>) -> Vec<Kind> + Sync) {
    let cases = count(default);
    let solved = (0..cases).into_par_iter().filter(|&number| {
        let draw: Draw<'_> = &mut noise(number + 1);
        let mut case = random_case(draw);
        for part in parts {
            part(&mut case, draw);
        }
        case.levels = levels(draw);
        check(number, &case)
    });
    let solved = solved.count() as u64;
    println!("{solved} of {cases} have a plan");
    assert!(solved > cases / 20, "nearly nothing was compared");
}

/// Adds something to a case.
pub(crate) type Part = fn(&mut Case, Draw<'_>);

pub(crate) fn pick(draw: Draw<'_>) -> Kind {
    KINDS[draw(KINDS.len() as u64) as usize]
}

/// Costs with ties, some pairs forbidden, up to three seats, and nothing else.
pub(crate) fn random_case(draw: Draw<'_>) -> Case {
    let (rows, columns) = (draw(4) as usize + 1, draw(4) as usize + 1);
    let columns = if rows == 4 { columns.min(3) } else { columns };
    let spread = [1, 3, 10][draw(3) as usize];
    let forbidden = [0, 1, 3][draw(3) as usize];
    let cost = |draw: Draw<'_>| {
        if draw(8) < forbidden { FORBIDDEN } else { draw(2 * spread + 1) as Cost - spread as Cost }
    };
    let costs: Vec<Cost> = (0..rows * columns).map(|_| cost(draw)).collect();
    let most = draw(4);
    let mut seats =
        |length| (0..length).map(|_| (1 + draw(most + 1)).min(3) as u32).collect::<Vec<_>>();
    let (row_seats, column_seats) = (seats(rows), seats(columns));
    Case {
        // The second list is one of pins: most pairs have no rank in it.
        ranks: [
            (0..rows * columns).map(|_| draw(4) as Cost).collect(),
            (0..rows * columns).map(|_| [0, 1, FORBIDDEN][draw(5).min(2) as usize]).collect(),
        ],
        classes: vec![0; rows],
        row_seats,
        column_seats,
        unmatched: vec![0; rows],
        row_minimum: vec![0; rows],
        column_minimum: vec![0; columns],
        row_or_none: vec![false; rows],
        column_or_none: vec![false; columns],
        row_seat_costs: vec![Vec::new(); rows],
        column_seat_costs: vec![Vec::new(); columns],
        rows,
        columns,
        costs,
        ..Case::default()
    }
}

pub(crate) fn loads(case: &mut Case, draw: Draw<'_>) {
    for list in [&mut case.row_minimum, &mut case.column_minimum] {
        if draw(3) > 0 {
            for least in list {
                *least = u32::from(draw(3) == 0) + u32::from(draw(6) == 0);
            }
        }
    }
}

pub(crate) fn unmatched(case: &mut Case, draw: Draw<'_>) {
    case.unmatched.iter_mut().for_each(|cost| *cost = draw(7) as Cost - 3);
}

pub(crate) fn priority(case: &mut Case, draw: Draw<'_>) {
    case.classes.iter_mut().for_each(|class| *class = draw(3) as u32);
}

pub(crate) fn seat_costs(case: &mut Case, draw: Draw<'_>) {
    for list in case.row_seat_costs.iter_mut().chain(&mut case.column_seat_costs) {
        *list = (0..draw(4)).map(|_| draw(7) as Cost - 3).collect();
        list.sort_unstable();
    }
}

/// For one side and way of counting after another, a group, another one within it, and one beside it.
pub(crate) fn quotas(case: &mut Case, draw: Draw<'_>) {
    for of in [Side::Row, Side::Column] {
        for per in [Per::Programme, Per::Partner] {
            if draw(2) == 0 {
                continue;
            }
            let people = if of == Side::Row { case.rows } else { case.columns } as u32;
            let members: Vec<u32> = (0..people).filter(|_| draw(3) > 0).collect();
            let within: Vec<u32> = members.iter().copied().filter(|_| draw(2) > 0).collect();
            let beside: Vec<u32> = (0..people).filter(|person| !members.contains(person)).collect();
            for members in [within, members, beside] {
                if draw(3) > 0 {
                    let min = u32::from(draw(6) == 0);
                    let max = min.max(draw(4) as u32) + u32::from(draw(3) == 0);
                    case.quotas.push(Quota { of, members, min, max, per });
                }
            }
        }
    }
}

#[test]
fn minimum_and_maximum_loads() {
    check_all(1_000, &[loads], |draw| vec![Kind::Pairs, Kind::Total, pick(draw)]);
    check_all(1_000, &[loads, unmatched], |_| vec![Kind::Total]);
}

#[test]
fn quotas_on_both_sides() {
    check_all(1_000, &[quotas], |_| vec![Kind::Pairs, Kind::Total]);
    check_all(1_000, &[quotas, loads, unmatched], |_| vec![Kind::Total]);
}

#[test]
fn costs_of_seats() {
    check_all(1_000, &[seat_costs, loads], |_| vec![Kind::Pairs, Kind::Total]);
    check_all(1_000, &[seat_costs, quotas], |_| vec![Kind::Total]);
}

#[test]
fn each_level_alone() {
    for kind in KINDS {
        check_all(300, &[priority, unmatched], |_| vec![kind]);
        check_all(300, &[priority, loads, quotas], |_| vec![Kind::Pairs, kind]);
    }
}

#[test]
fn two_lists_of_ranks() {
    let pins_first = [Kind::Ranks(1), Kind::Pairs, Kind::Ranks(0)];
    check_all(1_000, &[loads], |_| pins_first.to_vec());
    check_all(1_000, &[quotas, unmatched], |draw| {
        [pins_first.as_slice(), &[Kind::Total, pick(draw)]].concat()
    });
}

#[test]
fn levels_after_each_other() {
    let distinct = |draw: Draw<'_>| {
        let levels = [pick(draw), pick(draw), pick(draw)];
        let participation = levels.iter().filter(|kind| **kind == Kind::Participation).count();
        if participation > 1 { vec![levels[0]] } else { levels.to_vec() }
    };
    check_all(1_500, &[priority, unmatched, seat_costs], distinct);
    check_all(1_500, &[priority, loads, quotas, seat_costs], distinct);
}
