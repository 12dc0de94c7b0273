//! The answer: who meets whom and how well they fit, who stays unmatched and why, and the proof.

mod changes;
mod facts;
mod known;
mod pair;
mod partners;
mod people;
mod promise;
mod ranks;
mod reasons;
mod rematch;
mod run;
mod saved;
mod status;
mod table;

use std::sync::Arc;

use matchwright_assign::{Certificate, Method, Monitor, Options, Solution, Stage, WarmStart};
use matchwright_tables::vocabulary::Merge;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Finding, Findings};
use crate::matching::{Matcher, Standing};
use crate::program::Program;
use crate::roster::{Roster, Side};
use crate::scores::Scores;

pub use changes::{Change, Changed, Changes};
pub use facts::Facts;
use known::Known;
pub use pair::Pair;
pub use people::AfterRound;
use promise::{Promise, Proof};
use reasons::WithoutPair;
pub use reasons::{Reason, Unmatched};
pub(crate) use saved::of_text;
pub use status::{Bound, Status};

/// Everything that a match has to say, and what it needs to be asked more: the programme, the
/// people and their scores, which a clone shares.
///
/// Lists stand in the order of the ids, whatever the order of the rows, and do not depend on the
/// number of threads. Two outcomes are equal where the same programme says the same: their
/// [facts](Self::facts) are equal.
#[derive(Debug, Clone)]
pub struct Outcome {
    matcher: Matcher,
    roster: Roster,
    scores: Arc<Scores>,
    solution: Solution,
    proof: Proof,
    /// On which terms told pairs were kept, where there was an earlier outcome.
    promise: Option<Promise>,
    changes: Option<Changes>,
    summary: Summary,
    criteria: Vec<String>,
    pairs: Vec<Pair>,
    unmatched: Vec<Unmatched>,
    loads: Vec<Load>,
    timings: Timings,
    known: Arc<Known>,
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
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
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
        matcher: &Matcher,
        roster: &Roster,
        scores: Scores,
        promise: Option<Promise>,
        solution: Solution,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let kept = promise.as_ref().map(|promise| {
            Standing::new(matcher, roster, &scores, &promise.terms.earlier)
                .map(|standing| (promise, standing))
        });
        let kept = kept.transpose()?;
        let proof = proof(kept.as_ref(), &solution)?;
        let pinned = matcher.pinned(roster, &scores)?;
        let found = solution.pairs().iter().map(|pair| (pair.row as usize, pair.column as usize));
        let mut plan: Vec<(usize, usize)> = found.chain(pinned.pairs().iter().copied()).collect();
        plan.sort_unstable();
        let program = matcher.program();
        let capacities = program.seats(roster, Side::Mentor);
        let without_pair = WithoutPair::new(roster, &scores, &capacities, &plan, monitor);
        let pairs_read = scores.mentees() * scores.mentors() + without_pair.pairs();
        monitor.begin(Stage::Outcome, pairs_read);
        let pairs = pair::pairs(roster, &scores, &plan, &pinned, monitor)?;
        let loads = loads(roster, &capacities, &plan);
        let changes = kept.as_ref().map(|(promise, standing)| {
            Changes::new(roster, &scores, &promise.terms.earlier, standing, &plan)
        });
        Ok(Self {
            summary: summarize(program, roster, &pairs, &loads, solution.method()),
            criteria: scores.criteria().chain(scores.weakening()).map(str::to_owned).collect(),
            unmatched: without_pair.reasons()?,
            matcher: matcher.clone(),
            roster: roster.clone(),
            scores: Arc::new(scores),
            solution,
            proof,
            changes,
            promise,
            pairs,
            loads,
            timings: Timings::default(),
            known: Arc::default(),
        })
    }

    /// What it says, to be written as JSON: equal for equal input, and without what people answered.
    #[must_use]
    pub fn facts(&self) -> Facts<'_> {
        Facts::new(self)
    }

    /// The programme.
    #[must_use]
    pub fn program(&self) -> &Program {
        self.matcher.program()
    }

    /// The people.
    #[must_use]
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// How well everybody fits with everybody.
    #[must_use]
    pub fn scores(&self) -> &Scores {
        &self.scores
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
        self.roster.merges()
    }

    /// The names of the criteria, and then those of rules that weaken (`history` with `weaken`), in the order of
    /// [`Pair::contributions`].
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
    /// are left to them. After a [`rematch`](Matcher::rematch) it is about those whose pair was not decided
    /// by what they were told, and counts what a told pair is worth on its terms.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.proof.certificate
    }

    /// How sure it is that no plan is better.
    #[must_use]
    pub fn status(&self) -> Status {
        self.proof.status
    }

    /// How far the plan can be from the best on the same terms; nothing where it is proven best.
    #[must_use]
    pub fn bound(&self) -> Bound {
        self.proof.bound
    }

    /// What the outcome knows of a match of other people: a plan to start from with
    /// [`Options::with_warm_start`](crate::assign::Options::with_warm_start). People are recognised by their
    /// ids.
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
    /// let outcome = matcher.run(&roster("Bath")?)?;
    ///
    /// let after = roster("Leeds")?;
    /// let options = Options::default().with_warm_start(outcome.warm_start(&after));
    /// let again = matcher.run_with(&after, &options)?;
    /// assert_eq!(again.summary().total, 2.0);
    /// assert!(again.certificate().is_optimal());
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    #[must_use]
    pub fn warm_start(&self, people: &Roster) -> WarmStart {
        let places = |side| {
            let before = self.roster.side(side);
            let ids = people.side(side).ids().iter();
            ids.map(|id| before.position(id).ok().map(|place| place as u32)).collect()
        };
        WarmStart::new(&self.solution).rows(places(Side::Mentee)).columns(places(Side::Mentor))
    }

    /// Options that start from this outcome, unless they say where to start.
    pub(crate) fn warm(&self, people: &Roster, options: &Options) -> Options {
        let warm_start = || Arc::new(self.warm_start(people));
        let warm_start = options.warm_start.clone().unwrap_or_else(warm_start);
        Options { warm_start: Some(warm_start), ..options.clone() }
    }

    /// The match of a programme and people that resemble those of this outcome, on the same terms. It starts
    /// from this outcome.
    pub(crate) fn again(
        &self,
        matcher: &Matcher,
        roster: &Roster,
        options: &Options,
    ) -> Result<Self, Error> {
        let terms = self.promise.as_ref().map(|promise| &promise.terms);
        matcher.run_on(roster, terms, &self.warm(roster, options))
    }

    /// The checked programme.
    pub(crate) fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    /// What the solver said.
    pub(crate) fn solution(&self) -> &Solution {
        &self.solution
    }

    /// Where the time went. Not part of the facts, which are equal for equal input.
    #[must_use]
    pub fn timings(&self) -> &Timings {
        &self.timings
    }

    /// The mentor ids that a mentee meets.
    pub fn mentors_of<'a>(&'a self, mentee: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |pair| pair.mentee() == mentee).map(Pair::mentor)
    }
}

impl PartialEq for Outcome {
    fn eq(&self, other: &Self) -> bool {
        self.program() == other.program() && self.facts() == other.facts()
    }
}

/// What is proven of a solution, on its terms where there are any.
fn proof(kept: Option<&(&Promise, Standing)>, solution: &Solution) -> Result<Proof, Error> {
    let Some((promise, standing)) = kept else {
        return Ok(Proof::new(solution.certificate().clone()));
    };
    promise.proof(standing, solution).ok_or_else(|| {
        let mut findings = Findings::default();
        let message = "more pairs are broken that people were told than its terms allow";
        findings.push(Finding::new(message).code("broken_terms"));
        Error::Input(findings)
    })
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
    let points: i64 = pairs.iter().map(|pair| i64::from(pair.points())).sum();
    let total = points as f64 / f64::from(crate::scores::GRID);
    Summary {
        program: program.name.clone(),
        mentees: roster.mentees().len(),
        mentors: roster.mentors().len(),
        seats: loads.iter().map(|load| u64::from(load.capacity)).sum(),
        pairs: pairs.len(),
        pinned: pairs.iter().filter(|pair| pair.is_pinned()).count(),
        participation: matched.len() as f64 / roster.mentees().len() as f64,
        total,
        mean: (!pairs.is_empty()).then(|| total / pairs.len() as f64),
        method,
    }
}
