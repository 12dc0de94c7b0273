//! How good is the plan, and for whom? The quality report.

mod blocking;
mod distribution;
mod greedy;
mod random;
mod table;

use matchwright_assign::Monitor;
use serde::Serialize;

pub use blocking::BlockingPair;
pub use distribution::Distribution;
pub(in crate::answers) use distribution::quantile;

use super::standing::{Plan, Standings};
use crate::error::Error;
use crate::outcome::{Outcome, Pair};
use crate::roster::Side;
use crate::scores::GRID;

/// The quality report of an outcome: scores, ranks, loads, and what other ways of matching make of the same
/// people. Printed, it is the report as text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quality {
    /// Pairs made.
    pub pairs: usize,
    /// Sum of the scores.
    pub total: f64,
    /// Mean score; `None` where there is no pair.
    pub mean: Option<f64>,
    /// The scores of the pairs.
    pub scores: Distribution,
    /// The pair with the lowest score; of several the first by the ids.
    pub worst: Option<WorstPair>,
    /// How the mentees fare.
    pub mentees: SideQuality,
    /// How the mentors fare.
    pub mentors: SideQuality,
    /// How evenly the mentors are loaded.
    pub load: Balance,
    /// Pairs who may meet and do not, though both would rather have each other; see
    /// [`Outcome::blocking_pairs`].
    pub blocking_pairs: u64,
    /// Plans at random: mentees come in random order, and each gets a free seat of a mentor who is allowed,
    /// drawn evenly among these seats. The mean of [`RANDOM_PLANS`](Self::RANDOM_PLANS) seeded draws. `None` for
    /// peers, whose pairs are no seats.
    pub random: Option<OtherPlan>,
    /// The greedy plan: whoever fit best of all meet, then the best of those who are left, and so on; of equal
    /// scores the first by the ids. `None` for peers.
    pub greedy: Option<OtherPlan>,
}

/// The pair that fits worst.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WorstPair {
    /// The mentee's id.
    pub mentee: String,
    /// The mentor's id.
    pub mentor: String,
    /// Their score.
    pub score: f64,
}

/// What one side's people get, beside what they could get.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SideQuality {
    /// People.
    pub people: usize,
    /// Those who meet somebody.
    pub matched: usize,
    /// Those who meet nobody.
    pub unmatched: usize,
    /// Pairs with their first choice over all pairs, in the people's own lists of scores; `None` where there
    /// is no pair, or a limit of time ended the match before ranks were counted. So are the next two.
    pub first_choice: Option<f64>,
    /// Pairs with one of the first three choices over all pairs.
    pub top_three: Option<f64>,
    /// Mean rank of the partner.
    pub mean_rank: Option<f64>,
    /// The best score that each person could have with anybody who is allowed; people who are allowed nobody
    /// are left out.
    pub best_attainable: Distribution,
    /// Mean, over the pairs, of the person's own best score less the score of the pair.
    pub mean_gap_to_best: Option<f64>,
    /// Pairs in which the person's own best score is reached, over all pairs.
    pub at_own_best: Option<f64>,
}

/// How evenly pairs are spread over the mentors who offer a seat.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Balance {
    /// Mentors who offer a seat.
    pub mentors: usize,
    /// Those of them who meet nobody.
    pub idle: usize,
    /// Seats taken over seats offered; `None` where none is.
    pub seats_taken: Option<f64>,
    /// The most mentees that one mentor has.
    pub max: u32,
    /// Mean number of mentees.
    pub mean: Option<f64>,
    /// Gini's coefficient of the loads: `Σᵢ Σⱼ |xᵢ − xⱼ| / (2 n² x̄)` for loads x of n mentors with the mean
    /// x̄; 0 where all are loaded alike, and near 1 where one mentor has everybody.
    pub gini: Option<f64>,
}

/// What another way of matching makes of the same people, seats, rules and pinned pairs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct OtherPlan {
    /// Pairs, the mean where there are several plans.
    pub pairs: f64,
    /// Total score, likewise.
    pub total: f64,
    /// The highest total of any of them.
    pub highest_total: f64,
}

impl Quality {
    /// Plans that are drawn at random.
    pub const RANDOM_PLANS: u32 = 10;
}

impl Outcome {
    /// The quality report.
    ///
    /// Looks at all pairs of people about twice, without storing them: O(mentees · mentors) time, and memory
    /// O(mentees + mentors) on every thread. Where many mentees want the same few mentors, the greedy plan looks at
    /// some rows more often. The report is the same on any number of threads.
    ///
    /// ```
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Person;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("e1").text("site", "Leeds"))
    ///     .mentee(Person::new("e2").text("site", "York"))
    ///     .mentor(Person::new("m1").text("site", "Leeds"))
    ///     .mentor(Person::new("m2").text("site", "Bath"))
    ///     .build(&program)?;
    /// let quality = Matcher::new(program)?.run(&roster)?.quality(&Monitor::new())?;
    /// assert_eq!((quality.total, quality.mentees.first_choice), (1.0, Some(1.0)));
    /// assert_eq!((quality.greedy.map(|plan| plan.total), quality.blocking_pairs), (Some(1.0), 0));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Assign`] where the work was cancelled or memory ran out, and those of
    /// [`Scores::check_criteria`](crate::scores::Scores::check_criteria).
    pub fn quality(&self, monitor: &Monitor) -> Result<Quality, Error> {
        let plan = Plan::new(self, monitor)?;
        let standings = Standings::new(self, &plan, monitor)?;
        let pinned = self.matcher().pinned(self.roster(), self.scores())?;
        let points: Vec<i32> = plan.pairs.iter().map(|pair| pair.2).collect();
        let summary = self.summary();
        let sides = !self.program().has_one_population();
        Ok(Quality {
            pairs: summary.pairs,
            total: summary.total,
            mean: summary.mean,
            scores: Distribution::new(points),
            worst: worst(self.pairs()),
            mentees: side(self, Side::Mentee, &plan, &standings),
            mentors: side(self, Side::Mentor, &plan, &standings),
            load: balance(&plan),
            blocking_pairs: standings.blocking,
            random: sides.then(|| random::random(self, &pinned, monitor)).transpose()?,
            greedy: sides.then(|| greedy::greedy(self, &pinned, monitor)).transpose()?,
        })
    }
}

fn worst(pairs: &[Pair]) -> Option<WorstPair> {
    let pair = pairs.iter().min_by_key(|pair| pair.points())?;
    Some(WorstPair {
        mentee: pair.mentee().to_owned(),
        mentor: pair.mentor().to_owned(),
        score: pair.score(),
    })
}

fn side(outcome: &Outcome, side: Side, plan: &Plan, standings: &Standings) -> SideQuality {
    let (load, standing) = (plan.load(side), standings.of(side));
    let (people, matched) = (load.len(), load.iter().filter(|&&load| load > 0).count());
    let pairs = outcome.pairs();
    let ranks: Vec<u32> = pairs.iter().map(|pair| rank(pair, side)).filter(|&r| r > 0).collect();
    let within = |most| share(ranks.iter().filter(|&&rank| rank <= most).count(), ranks.len());
    let gaps: Vec<i64> = plan.pairs.iter().map(|&pair| gap(pair, side, standings)).collect();
    let sum_of_ranks: u64 = ranks.iter().map(|&rank| u64::from(rank)).sum();
    let best = (0..people).filter_map(|person| standing.best(person));
    SideQuality {
        people,
        matched,
        unmatched: people - matched,
        first_choice: within(1),
        top_three: within(3),
        mean_rank: mean(sum_of_ranks as f64, ranks.len()),
        best_attainable: Distribution::new(best.collect()),
        mean_gap_to_best: mean(gaps.iter().sum::<i64>() as f64 / f64::from(GRID), gaps.len()),
        at_own_best: share(gaps.iter().filter(|&&gap| gap == 0).count(), gaps.len()),
    }
}

/// The rank of a pair for one side; 0 where it was not counted.
fn rank(pair: &Pair, side: Side) -> u32 {
    match side {
        Side::Mentee => pair.rank_for_mentee(),
        Side::Mentor => pair.rank_for_mentor(),
    }
}

/// The points that a person's own best has above a pair.
fn gap((mentee, mentor, points): (usize, usize, i32), side: Side, standings: &Standings) -> i64 {
    let person = if side == Side::Mentee { mentee } else { mentor };
    let best = standings.of(side).best(person).unwrap_or(points);
    i64::from(best) - i64::from(points)
}

fn balance(plan: &Plan) -> Balance {
    let offering = plan.load(Side::Mentor).iter().zip(&plan.seats).filter(|(_, seats)| **seats > 0);
    let mut loads: Vec<u32> = offering.map(|(&load, _)| load).collect();
    loads.sort_unstable();
    let seats: u64 = plan.seats.iter().map(|&seats| u64::from(seats)).sum();
    let sum: u64 = loads.iter().map(|&load| u64::from(load)).sum();
    let count = loads.len();
    // With the loads in ascending order, the double sum is one sum of ranks.
    let weighted = (1..)
        .zip(&loads)
        .map(|(rank, &load)| (2 * rank - count as i64 - 1) as f64 * f64::from(load));
    let weighted: f64 = weighted.sum();
    Balance {
        mentors: count,
        idle: loads.iter().filter(|&&load| load == 0).count(),
        seats_taken: (seats > 0).then(|| sum as f64 / seats as f64),
        max: loads.last().copied().unwrap_or_default(),
        mean: mean(sum as f64, count),
        gini: (sum > 0).then(|| weighted / (count as f64 * sum as f64)),
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    mean(part as f64, whole)
}

fn mean(sum: f64, count: usize) -> Option<f64> {
    (count > 0).then(|| sum / count as f64)
}

/// A plan's points as a score.
fn total(points: i64) -> f64 {
    points as f64 / f64::from(GRID)
}
