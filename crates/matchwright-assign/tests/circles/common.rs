//! Random problems, and the best plan in the plainest way.

use matchwright_assign::circles::{CirclePlan, Circles, check, value};
use matchwright_assign::{Cost, CostMatrix, FORBIDDEN};

use crate::random::noise;

/// A problem as lists.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) fit: Vec<Cost>,
    pub(crate) together: Option<Vec<Cost>>,
    pub(crate) sizes: Vec<(u32, u32)>,
    pub(crate) mix: Vec<(Vec<u32>, u32)>,
}

/// How much of each kind a random problem has.
pub(crate) struct Kind {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) spread: u64,
    /// Eighths of all pairs that may not be.
    pub(crate) forbidden: [u64; 2],
    pub(crate) is_between: bool,
    pub(crate) is_alike: bool,
}

impl Case {
    /// Up to so many members and up to three or four circles; ties, negative costs, forbidden pairs, sizes that
    /// nobody can fill, groups that cross.
    pub(crate) fn small(seed: u64, most: u64) -> Self {
        let mut below = noise(seed);
        let rows = below(most + 1) as usize;
        let kind = Kind {
            rows,
            columns: (1 + below(if rows > 7 { 3 } else { 4 })) as usize,
            spread: [2, 5, 40, 1_000_000][below(4) as usize],
            forbidden: [below(4), below(4)],
            is_between: below(4) > 0,
            is_alike: below(4) == 0,
        };
        let mut case = Self::random(&kind, &mut below);
        for _ in 0..below(3) {
            let members = (0..rows as u32).filter(|_| below(2) == 0).collect();
            case.mix.push((members, below(4) as u32));
        }
        let least = |below: &mut dyn FnMut(u64) -> u64| below(5) as u32;
        case.sizes = if kind.is_alike {
            let min = least(&mut below);
            vec![(min, min + below(4) as u32); kind.columns]
        } else {
            let size = |_| {
                let min = least(&mut below);
                (min, min + below(4) as u32)
            };
            (0..kind.columns).map(size).collect()
        };
        case
    }

    pub(crate) fn random(kind: &Kind, below: &mut impl FnMut(u64) -> u64) -> Self {
        let Kind { rows, columns, spread, .. } = *kind;
        let mut cost = |forbidden| {
            let is_forbidden = below(8) < forbidden;
            let cost = below(spread) as Cost - spread as Cost / 4;
            if is_forbidden { FORBIDDEN } else { cost }
        };
        let mut fit: Vec<Cost> = (0..rows * columns).map(|_| cost(kind.forbidden[0])).collect();
        if kind.is_alike {
            (0..fit.len()).for_each(|place| fit[place] = fit[place / columns * columns]);
        }
        let mut together = vec![FORBIDDEN; rows * rows];
        for one in 0..rows {
            for other in 0..one {
                let cost = cost(kind.forbidden[1]);
                together[one * rows + other] = cost;
                together[other * rows + one] = cost;
            }
        }
        let together = kind.is_between.then_some(together);
        Self { rows, columns, fit, together, sizes: vec![(1, 4); columns], mix: Vec::new() }
    }

    /// Asks something of the problem.
    pub(crate) fn ask<T>(&self, question: impl FnOnce(&Circles<'_>) -> T) -> T {
        let matrix = |columns, costs: &Vec<Cost>| {
            CostMatrix::from_vec(self.rows, columns, costs.clone()).expect("shape")
        };
        let fit = matrix(self.columns, &self.fit);
        let together = self.together.as_ref().map(|costs| matrix(self.rows, costs));
        let mut circles = Circles::new(&fit).sizes(self.sizes.clone());
        for (members, max) in &self.mix {
            circles = circles.mix(members.clone(), *max);
        }
        if let Some(together) = &together {
            circles = circles.together(together);
        }
        question(&circles)
    }

    /// Whether a plan is what it says, and worth what is counted here.
    pub(crate) fn is_sound(&self, plan: &CirclePlan) -> bool {
        let counted = self.worth(plan.columns());
        let (placed, total) = counted.expect("a plan");
        let stated = (plan.placed(), plan.total());
        self.ask(|circles| {
            let value = value(circles, plan.columns()).expect("a plan");
            check(circles, plan) == Ok(()) && (value.placed, value.total) == (placed, total)
        }) && (placed, total) == stated
            && plan.bound() <= total
            && plan.most_placed() >= placed
    }

    /// Members in a circle and the total of a plan, or `None` where it is none.
    pub(crate) fn worth(&self, plan: &[Option<u32>]) -> Option<(usize, i128)> {
        let (mut placed, mut total) = (0, 0);
        for column in 0..self.columns {
            let members: Vec<usize> =
                (0..self.rows).filter(|&row| plan[row] == Some(column as u32)).collect();
            total += self.circle(column, &members)?;
            placed += members.len();
        }
        Some((placed, total))
    }

    /// What a circle costs that may be.
    pub(crate) fn circle(&self, column: usize, members: &[usize]) -> Option<i128> {
        let (min, max) = self.sizes[column];
        let is_size = (min as usize..=max as usize).contains(&members.len());
        if members.is_empty() {
            return Some(0);
        }
        let is_mixed = self.mix.iter().all(|(group, most)| {
            members.iter().filter(|&&row| group.contains(&(row as u32))).count() <= *most as usize
        });
        let fits = members.iter().map(|&row| self.fit[row * self.columns + column]);
        let pairs = members.iter().flat_map(|&one| members.iter().map(move |&other| (one, other)));
        let between = pairs.filter(|(one, other)| one != other).map(|(one, other)| {
            self.together.as_ref().map_or(0, |costs| costs[one * self.rows + other])
        });
        let may_be = |cost: Cost| cost != FORBIDDEN;
        if !is_size || !is_mixed || !fits.clone().chain(between.clone()).all(may_be) {
            return None;
        }
        let fit: i128 = fits.map(i128::from).sum();
        // Each pair from both of its members: the mean of each member, rounded down once.
        let between: i128 = between.map(i128::from).sum();
        Some(fit + between.div_euclid((members.len() as i128 - 1).max(1)))
    }

    /// The most members in a circle, and the least total then: every plan is tried, member by member.
    pub(crate) fn brute_force(&self) -> (usize, i128) {
        let count = 1_usize << self.rows;
        let members =
            |set: usize| (0..self.rows).filter(|row| set >> row & 1 == 1).collect::<Vec<_>>();
        // The best for each set of members that are in a circle, column after column.
        let mut best = vec![None; count];
        best[0] = Some(0_i128);
        for column in 0..self.columns {
            let circles: Vec<Option<i128>> =
                (0..count).map(|set| self.circle(column, &members(set))).collect();
            let mut next = vec![None; count];
            for (set, next) in next.iter_mut().enumerate() {
                for circle in (0..count).filter(|circle| circle & !set == 0) {
                    if let (Some(cost), Some(rest)) = (circles[circle], best[set & !circle]) {
                        let total: i128 = cost + rest;
                        *next = Some(next.map_or(total, |least: i128| least.min(total)));
                    }
                }
            }
            best = next;
        }
        let placed = |set: usize| set.count_ones() as usize;
        let plans =
            best.iter().enumerate().filter_map(|(set, cost)| Some((placed(set), -(*cost)?)));
        let (placed, total) = plans.max().expect("nobody is in a circle in one plan");
        (placed, -total)
    }
}
