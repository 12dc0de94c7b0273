//! Circles: members and the mentor who leads them, or peers among themselves.
//!
//! What a member is worth in a circle is the fit with the leader and the mean fit with the other members, in the
//! shares that the programme says. Costs are whole numbers: half points, times hundredths of the share.

use std::collections::BTreeMap;
use std::ops::Range;

use matchwright_assign::circles::{CirclePlan, Circles, assign, check};
use matchwright_assign::{Cost, CostSource, Error as AssignError, FORBIDDEN, Monitor, Options};

use super::dense::{Dense, NEVER};
use super::{Matcher, infeasible};
use crate::error::Error;
use crate::program::Program;
use crate::roster::{LabelId, Roster, Side};
use crate::schema::Seats;
use crate::scores::{GRID, Scores};

/// Steps of a share that add up to all of it.
const SHARES: Cost = 100;

/// Half points, times steps of a share, in a score of 1.
const UNIT: Cost = 2 * SHARES * GRID as Cost;

/// What the solver of circles is asked.
pub(crate) struct Members {
    fit: Fit,
    /// What two members are worth beside each other, in half points with the sign turned.
    together: Option<Beside>,
    sizes: Vec<(u32, u32)>,
    mix: Vec<(Vec<u32>, u32)>,
    pinned: Vec<(usize, usize)>,
}

impl Members {
    /// Two passes over all pairs; 4 bytes for each of a member with a leader, and of two members.
    ///
    /// # Errors
    /// [`Error::Input`] where pinned pairs cannot meet, and [`Error::Assign`] where the work was cancelled or memory
    /// ran out.
    pub(crate) fn new(
        matcher: &Matcher,
        roster: &Roster,
        scores: &Scores,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let program = matcher.program();
        let mix = program.circles.mix.iter().flat_map(|mix| {
            alike(&roster.mentees().labels(&mix.column)).into_iter().map(|who| (who, mix.max))
        });
        let pinned = matcher.pinned(roster, scores)?.by_organiser().to_vec();
        let (fit, together) = if program.has_one_population() {
            (Fit::of_nobody(program, scores), Some(beside(scores, SHARES, monitor)?))
        } else {
            let told = scores.told().map_or(&[][..], |told| told.first());
            let share = share_of_members(program);
            let kept = [&pinned, told].concat();
            let fit = Fit::read(scores, SHARES - share, kept, monitor)?;
            let among = matcher.scores_among(roster, monitor)?;
            (fit, among.map(|scores| beside(&scores, share, monitor)).transpose()?)
        };
        let (sizes, mix) = (sizes(program, roster, &fit), mix.collect());
        Ok(Self { fit, together, sizes, mix, pinned })
    }

    /// The best circles that are found, with a bound on all others.
    ///
    /// # Errors
    /// [`Error::Infeasible`] where a pinned pair is not among them, and those of the solver.
    pub(crate) fn solve(&self, options: &Options) -> Result<CirclePlan, Error> {
        let plan = assign(&self.circles(), options)?;
        let lost = self.pinned.iter().filter(|pair| !holds(&plan, **pair)).count();
        if lost > 0 {
            let why = infeasible::of_pins(lost, self.pinned.len());
            return Err(Error::Infeasible(Box::new(why)));
        }
        Ok(plan)
    }

    /// What a plan is worth beside the pairs that come before everything else, and the most that any with as many
    /// of these could be, as sums of scores.
    pub(crate) fn worth(&self, plan: &CirclePlan) -> [f64; 2] {
        let kept = self.fit.kept.iter().filter(|pair| holds(plan, **pair)).count();
        let first = i128::from(self.fit.bonus) * kept as i128;
        [plan.total(), plan.bound()].map(|cost| score_of(cost + first))
    }

    /// A plan that was read back, refused where it is none of these people or says something else than it is. What
    /// bounds all plans takes the search again.
    ///
    /// # Errors
    /// Those of [`check`] and of the solver.
    pub(crate) fn certified(
        &self,
        plan: CirclePlan,
        options: &Options,
    ) -> Result<CirclePlan, Error> {
        check(&self.circles(), &plan)?;
        Ok(plan.bounded_by(&self.solve(options)?))
    }

    fn circles(&self) -> Circles<'_> {
        let circles = Circles::new(&self.fit).sizes(self.sizes.clone());
        let circles = match &self.together {
            Some(together) => circles.together(together),
            None => circles,
        };
        self.mix.iter().fold(circles, |circles, (who, max)| circles.mix(who.clone(), *max))
    }
}

/// Whether a member is with a leader.
fn holds(plan: &CirclePlan, (member, leader): (usize, usize)) -> bool {
    plan.columns().get(member).copied().flatten() == u32::try_from(leader).ok()
}

/// A cost as a score.
fn score_of(cost: i128) -> f64 {
    // Not `-0.0` where there is nothing.
    (0 - cost) as f64 / UNIT as f64
}

/// What a member costs with each leader.
struct Fit {
    rows: usize,
    columns: usize,
    /// `None` where nobody leads.
    points: Option<Dense>,
    /// What a point counts.
    share: Cost,
    /// Pairs that come before whatever else counts, by member.
    kept: Vec<(usize, usize)>,
    /// What such a pair costs less.
    bonus: Cost,
}

impl Fit {
    fn read(
        scores: &Scores,
        share: Cost,
        mut kept: Vec<(usize, usize)>,
        monitor: &Monitor,
    ) -> Result<Self, AssignError> {
        kept.sort_unstable();
        kept.dedup();
        let (rows, columns) = (scores.mentees(), scores.mentors());
        let points = Dense::new((rows, columns), monitor, |row, out| {
            for (out, points) in out.iter_mut().zip(scores.points(row)) {
                *out = points.unwrap_or(NEVER);
            }
        })?;
        // More than all members are worth together.
        let bonus = (rows as Cost + 1) * UNIT;
        Ok(Self { rows, columns, points: Some(points), share, kept, bonus })
    }

    /// As many circles as could fill, which nobody leads.
    fn of_nobody(program: &Program, scores: &Scores) -> Self {
        let rows = scores.mentees();
        let least = match program.circles.size.min {
            Seats::Same(least) => least.max(1) as usize,
            Seats::Column(_) => 1,
        };
        Self { rows, columns: rows / least, points: None, share: 0, kept: Vec::new(), bonus: 0 }
    }
}

impl CostSource for Fit {
    fn rows(&self) -> usize {
        self.rows
    }

    fn columns(&self) -> usize {
        self.columns
    }

    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        let Some(points) = &self.points else { return out.fill(0) };
        for (column, out) in columns.zip(out) {
            *out = match points.at(row, column) {
                NEVER => FORBIDDEN,
                points => -2 * self.share * Cost::from(points),
            };
            if *out != FORBIDDEN && self.kept.binary_search(&(row, column)).is_ok() {
                *out -= self.bonus;
            }
        }
    }
}

/// What two members cost beside each other: the same in both directions.
struct Beside {
    half_points: Dense,
    share: Cost,
}

fn beside(scores: &Scores, share: Cost, monitor: &Monitor) -> Result<Beside, AssignError> {
    let people = scores.mentees();
    let directed = Dense::new((people, people), monitor, |row, out| {
        for (out, points) in out.iter_mut().zip(scores.points(row)) {
            *out = points.unwrap_or(NEVER);
        }
    })?;
    let half_points = Dense::new((people, people), monitor, |row, out| {
        for (column, out) in out.iter_mut().enumerate() {
            let [own, other] = [directed.at(row, column), directed.at(column, row)];
            if own != NEVER && other != NEVER {
                *out = own + other;
            }
        }
    })?;
    Ok(Beside { half_points, share })
}

impl CostSource for Beside {
    fn rows(&self) -> usize {
        self.half_points.rows()
    }

    fn columns(&self) -> usize {
        self.half_points.columns()
    }

    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        for (column, out) in columns.zip(out) {
            *out = match self.half_points.at(row, column) {
                NEVER => FORBIDDEN,
                points => -self.share * Cost::from(points),
            };
        }
    }
}

/// The mean, over the members of a circle, of the mean score of each with the others, by scores of members with
/// members; `None` for one member alone. O(members²).
pub(crate) fn member_fit(scores: &Scores, members: &[usize]) -> Option<f64> {
    let others = |one: usize| members.iter().filter(move |&&other| other != one);
    let directed = members.iter().flat_map(|&one| others(one).map(move |&other| (one, other)));
    let points: i64 = directed.map(|(one, other)| i64::from(scores.points_of(one, other))).sum();
    let count = members.len() * members.len().saturating_sub(1);
    (count > 0).then(|| points as f64 / count as f64 / f64::from(GRID))
}

impl Matcher {
    /// How well members fit each other by criteria of their own; `None` where there are none.
    pub(crate) fn scores_among(
        &self,
        roster: &Roster,
        monitor: &Monitor,
    ) -> Result<Option<Scores>, AssignError> {
        let among = self.program().among_members();
        among.map(|program| Scores::new(&program, &roster.members(), monitor)).transpose()
    }
}

/// Steps of the share that the other members decide.
fn share_of_members(program: &Program) -> Cost {
    let decides = !program.circles.criteria.is_empty();
    if decides { (program.circles.share * SHARES as f64).round() as Cost } else { 0 }
}

/// The fewest and the most members of each circle.
fn sizes(program: &Program, roster: &Roster, fit: &Fit) -> Vec<(u32, u32)> {
    let size = &program.circles.size;
    if let (Seats::Same(min), Seats::Same(max)) = (&size.min, &size.max) {
        return vec![(*min, *max); fit.columns];
    }
    let [min, max] = [&size.min, &size.max].map(|seats| roster.seats(Side::Mentor, seats));
    // A leader who takes fewer than a circle needs leads none.
    min.into_iter().zip(max).map(|(min, max)| if min > max { (0, 0) } else { (min, max) }).collect()
}

/// Members who gave the same answer.
fn alike(answers: &[Option<LabelId>]) -> Vec<Vec<u32>> {
    let mut groups: BTreeMap<LabelId, Vec<u32>> = BTreeMap::new();
    for (member, answer) in (0..).zip(answers) {
        if let Some(answer) = answer {
            groups.entry(*answer).or_default().push(member);
        }
    }
    groups.into_values().collect()
}
