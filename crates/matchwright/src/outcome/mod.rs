//! The answer: who meets whom and how well they fit, who stays unmatched and why, and the proof.

mod ranks;
mod reasons;
mod run;

use matchwright_assign::{Certificate, Method, Monitor, WarmStart, Solution, Stage};
use matchwright_tables::vocabulary::Merge;
use serde::{Serialize, Serializer};

use crate::error::Error;
use crate::matching::Pinned;
use crate::program::Program;
use crate::roster::{Roster, Side};
use crate::scores::{Scores, to_score};

use reasons::Alone;
pub use reasons::{Reason, Unmatched};

/// Everything that a match has to say. Lists stand in the order of the ids, whatever the order of
/// the rows, and do not depend on the number of threads.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    summary: Summary,
    criteria: Vec<String>,
    pairs: Vec<Pair>,
    unmatched: Vec<Unmatched>,
    loads: Vec<Load>,
    merges: Vec<Merge>,
    certificate: Certificate,
    #[serde(skip)]
    solution: Solution,
    #[serde(skip)]
    timings: Timings,
}

/// A mentee and a mentor who meet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    mentee: String,
    mentor: String,
    #[serde(serialize_with = "as_score")]
    score: i32,
    rank_for_mentee: u32,
    rank_for_mentor: u32,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pinned: bool,
    #[serde(serialize_with = "as_scores")]
    contributions: Vec<i32>,
}

/// Seats that a mentor offers and that are taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Load {
    /// The mentor's id.
    pub mentor: String,
    /// Seats offered.
    pub capacity: u32,
    /// Seats taken.
    pub load: u32,
}

/// The outcome in a few numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// The programme's name.
    pub program: String,
    /// Mentees in the roster.
    pub mentees: usize,
    /// Mentors in the roster.
    pub mentors: usize,
    /// Seats offered.
    pub seats: u64,
    /// Pairs made, those that were pinned included.
    pub pairs: usize,
    /// Pairs that were pinned.
    pub pinned: usize,
    /// Matched mentees over mentees, from 0 to 1.
    pub participation: f64,
    /// Sum of the scores.
    pub total: f64,
    /// Mean score of the pairs; `None` where there is none.
    pub mean: Option<f64>,
    /// The solver's method.
    pub method: Method,
}

/// Seconds per stage.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Timings {
    /// Preparing criteria and rules for the roster.
    pub prepare: f64,
    /// Scoring, solving and certifying.
    pub assign: f64,
    /// Ranks and reasons.
    pub outcome: f64,
    /// All of it.
    pub total: f64,
}

impl Outcome {
    fn new(
        program: &Program,
        roster: &Roster,
        scores: &Scores,
        (pinned, solution): (&Pinned, Solution),
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let found = solution.pairs().iter().map(|pair| (pair.row as usize, pair.column as usize));
        let mut plan: Vec<(usize, usize)> = found.chain(pinned.pairs().iter().copied()).collect();
        plan.sort_unstable();
        let capacities = roster.capacities(&program.capacity);
        let alone = Alone::new(scores, &plan, &capacities);
        monitor.begin(Stage::Outcome, scores.mentees() * scores.mentors() + alone.pairs());
        let pairs = pairs(roster, scores, &plan, pinned, monitor)?;
        let loads = loads(roster, &capacities, &plan);
        Ok(Self {
            summary: summarize(program, roster, &pairs, &loads, solution.method()),
            criteria: scores.criteria().map(str::to_owned).collect(),
            unmatched: alone.explain(roster, scores, monitor)?,
            merges: roster.merges().to_vec(),
            certificate: solution.certificate().clone(),
            timings: Timings::default(),
            pairs,
            loads,
            solution,
        })
    }

    /// The pairs, by the mentee's id.
    #[must_use]
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// Who meets nobody and why: mentees, then mentors, by id.
    #[must_use]
    pub fn unmatched(&self) -> &[Unmatched] {
        &self.unmatched
    }

    /// Seats offered and taken, by the mentor's id.
    #[must_use]
    pub fn loads(&self) -> &[Load] {
        &self.loads
    }

    /// Every way of writing a label that counts as another one, in the order of the texts.
    #[must_use]
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// The names of the criteria, in the order of [`Pair::contributions`].
    #[must_use]
    pub fn criteria(&self) -> &[String] {
        &self.criteria
    }

    /// The outcome in a few numbers.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// The proof that no plan is better. It is about everybody who is not pinned, and the seats that
    /// are left to them.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// What the outcome, made for `before`, knows of a match of `after`: a plan to start from with
    /// [`Options::with_warm_start`](crate::assign::Options::with_warm_start). People are recognised by their ids.
    ///
    /// ```
    /// use matchwright::assign::Options;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Person;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let person = |id: &str, site: &str| Person::new(id).text("site", site);
    /// let roster = |site: &str| {
    ///     let roster = Roster::builder().mentee(person("e1", "York")).mentee(person("e2", site));
    ///     roster.mentor(person("m1", "Leeds")).mentor(person("m2", "York")).build(&program)
    /// };
    /// let matcher = Matcher::new(program.clone())?;
    /// let before = roster("Bath")?;
    /// let outcome = matcher.run(&before)?;
    ///
    /// let after = roster("Leeds")?;
    /// let options = Options::default().with_warm_start(outcome.warm_start(&before, &after));
    /// let again = matcher.run_with(&after, &options)?;
    /// assert_eq!(again.summary().total, 2.0);
    /// assert!(again.certificate().is_optimal());
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    #[must_use]
    pub fn warm_start(&self, before: &Roster, after: &Roster) -> WarmStart {
        let places = |side| {
            let before = before.side(side);
            let ids = after.side(side).ids().iter();
            ids.map(|id| before.position(id).ok().map(|place| place as u32)).collect()
        };
        WarmStart::new(&self.solution).rows(places(Side::Mentee)).columns(places(Side::Mentor))
    }

    /// What the solver said.
    pub(crate) fn solution(&self) -> &Solution {
        &self.solution
    }

    /// Where the time went. Not part of the JSON form, which is equal for equal input.
    #[must_use]
    pub fn timings(&self) -> &Timings {
        &self.timings
    }

    /// The mentor ids that a mentee meets.
    pub fn mentors_of<'a>(&'a self, mentee: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |pair| pair.mentee == mentee).map(Pair::mentor)
    }
}

impl Pair {
    /// The mentee's id.
    #[must_use]
    pub fn mentee(&self) -> &str {
        &self.mentee
    }

    /// The mentor's id.
    #[must_use]
    pub fn mentor(&self) -> &str {
        &self.mentor
    }

    /// How well they fit, from 0 to 1 in steps of a millionth.
    #[must_use]
    pub fn score(&self) -> f64 {
        to_score(self.score)
    }

    /// What each criterion adds to the score, in the order of [`Outcome::criteria`]; the sum of
    /// the millionths is exactly the score's.
    pub fn contributions(&self) -> impl Iterator<Item = f64> {
        self.contributions.iter().copied().map(to_score)
    }

    /// 1 where the mentee fits with nobody better among those who are allowed.
    #[must_use]
    pub fn rank_for_mentee(&self) -> u32 {
        self.rank_for_mentee
    }

    /// 1 where the mentor fits with nobody better among those who are allowed.
    #[must_use]
    pub fn rank_for_mentor(&self) -> u32 {
        self.rank_for_mentor
    }

    /// Whether the programme pinned the pair.
    #[must_use]
    pub fn is_pinned(&self) -> bool {
        self.pinned
    }
}

fn pairs(
    roster: &Roster,
    scores: &Scores,
    plan: &[(usize, usize)],
    pinned: &Pinned,
    monitor: &Monitor,
) -> Result<Vec<Pair>, Error> {
    let ranks = ranks::ranks(scores, plan, monitor)?;
    let pairs = plan
        .iter()
        .zip(ranks)
        .map(|(&(mentee, mentor), (rank_for_mentee, rank_for_mentor))| {
            let parts = scores.parts(mentee, mentor);
            Pair {
                mentee: roster.mentees().ids()[mentee].clone(),
                mentor: roster.mentors().ids()[mentor].clone(),
                score: parts.total(),
                rank_for_mentee,
                rank_for_mentor,
                pinned: pinned.pairs().binary_search(&(mentee, mentor)).is_ok(),
                contributions: parts.points,
            }
        })
        .collect();
    Ok(pairs)
}

fn loads(roster: &Roster, capacities: &[u32], plan: &[(usize, usize)]) -> Vec<Load> {
    let mut taken = vec![0; capacities.len()];
    for &(_, mentor) in plan {
        taken[mentor] += 1;
    }
    let mentors = roster.side(Side::Mentor).ids().iter().zip(capacities).zip(taken);
    mentors
        .map(|((mentor, &capacity), load)| Load { mentor: mentor.clone(), capacity, load })
        .collect()
}

fn summarize(
    program: &Program,
    roster: &Roster,
    pairs: &[Pair],
    loads: &[Load],
    method: Method,
) -> Summary {
    let mut matched: Vec<&str> = pairs.iter().map(Pair::mentee).collect();
    matched.dedup();
    let points: i64 = pairs.iter().map(|pair| i64::from(pair.score)).sum();
    let total = points as f64 / f64::from(crate::scores::GRID);
    Summary {
        program: program.name.clone(),
        mentees: roster.mentees().len(),
        mentors: roster.mentors().len(),
        seats: loads.iter().map(|load| u64::from(load.capacity)).sum(),
        pairs: pairs.len(),
        pinned: pairs.iter().filter(|pair| pair.pinned).count(),
        participation: matched.len() as f64 / roster.mentees().len() as f64,
        total,
        mean: (!pairs.is_empty()).then(|| total / pairs.len() as f64),
        method,
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn as_score<S: Serializer>(points: &i32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(to_score(*points))
}

fn as_scores<S: Serializer>(points: &[i32], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(points.iter().copied().map(to_score))
}
