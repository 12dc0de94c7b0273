//! The answer: who meets whom and how well they fit, who stays unmatched and why, and the proof.

mod changes;
mod circle;
mod facts;
mod known;
mod pair;
mod partners;
mod people;
mod promise;
mod proof;
mod ranks;
mod reasons;
mod rematch;
mod run;
mod saved;
mod status;
mod table;

use std::sync::Arc;

use matchwright_assign::{Monitor, Options, Solution, Stage, WarmStart};
use matchwright_tables::vocabulary::Merge;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Finding, Findings};
use crate::matching::{Found, Matcher, Standing};
use crate::program::Program;
use crate::roster::{Roster, Side};
use crate::scores::Scores;

pub use changes::{Change, Changed, Changes};
pub use circle::Circle;
pub use facts::Facts;
use known::Known;
pub use pair::Pair;
pub use people::AfterRound;
use promise::Promise;
use proof::Proven;
pub use proof::{CirclesProof, LevelGap, LevelsProof, Proof, Reached, Searched, StableProof};
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
    found: Found,
    proven: Proven,
    /// On which terms told pairs were kept, where there was an earlier outcome.
    promise: Option<Promise>,
    changes: Option<Changes>,
    summary: Summary,
    criteria: Vec<String>,
    pairs: Vec<Pair>,
    unmatched: Vec<Unmatched>,
    loads: Vec<Load>,
    circles: Vec<Circle>,
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
    /// The method that found the plan: of those of an assignment, or `flow`, `deferred_acceptance`, `blossoms`,
    /// `circles`.
    pub method: &'static str,
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
        found: Found,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let kept = promise.as_ref().map(|promise| {
            Standing::new(matcher, roster, &scores, &promise.terms.earlier)
                .map(|standing| (promise, standing))
        });
        let kept = kept.transpose()?;
        let program = matcher.program();
        let proven = proven(program, kept.as_ref(), &found)?;
        let pinned = matcher.pinned(roster, &scores)?;
        let plan = found.pairs(program, &pinned);
        let capacities = seats(program, roster, &plan);
        let without_pair =
            WithoutPair::new(roster, &scores, program.keeps_first(), &capacities, &plan, monitor);
        let pairs_read = scores.mentees() * scores.mentors() + without_pair.pairs();
        monitor.begin(Stage::Outcome, pairs_read);
        let pairs = pair::pairs(roster, &scores, &plan, &pinned, monitor)?;
        let loads = loads(roster, &capacities, &plan);
        let circles = circle::circles(matcher, roster, &scores, &plan, monitor)?;
        let changes = kept.as_ref().map(|(promise, standing)| {
            Changes::new(roster, &scores, &promise.terms.earlier, standing, &plan)
        });
        Ok(Self {
            summary: summarize(program, roster, &pairs, &loads, found.method()),
            criteria: scores.criteria().chain(scores.weakening()).map(str::to_owned).collect(),
            unmatched: unmatched(program, without_pair.reasons()?),
            matcher: matcher.clone(),
            roster: roster.clone(),
            scores: Arc::new(scores),
            found,
            proven,
            changes,
            promise,
            pairs,
            loads,
            circles,
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

    /// The circles, where the programme makes such: of peers their pairs and threes.
    #[must_use]
    pub fn circles(&self) -> &[Circle] {
        &self.circles
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

    /// What proves the plan. Where the programme asks for an assignment, it is about everybody who is not pinned,
    /// and the seats that are left to them; after a [`rematch`](Matcher::rematch) about those whose pair was not
    /// decided by what they were told, and it counts what a told pair is worth on its terms.
    #[must_use]
    pub fn certificate(&self) -> &Proof {
        &self.proven.proof
    }

    /// How sure it is that no plan is better.
    #[must_use]
    pub fn status(&self) -> Status {
        self.proven.status
    }

    /// How far the plan can be from the best on the same terms; nothing where it is proven best.
    #[must_use]
    pub fn bound(&self) -> Bound {
        self.proven.bound
    }

    /// What the outcome knows of a match of other people: a plan to start from with
    /// [`Options::with_warm_start`](crate::assign::Options::with_warm_start). People are recognised by their
    /// ids. `None` where the programme asks for more than an assignment: such a match starts anew.
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
    /// let start = outcome.warm_start(&after).expect("an assignment has one");
    /// let again = matcher.run_with(&after, &Options::default().with_warm_start(start))?;
    /// assert_eq!(again.summary().total, 2.0);
    /// assert!(again.certificate().is_optimal());
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    #[must_use]
    pub fn warm_start(&self, people: &Roster) -> Option<WarmStart> {
        let places = |side| {
            let before = self.roster.side(side);
            let ids = people.side(side).ids().iter();
            ids.map(|id| before.position(id).ok().map(|place| place as u32)).collect()
        };
        let start = WarmStart::new(self.found.solution()?);
        Some(start.rows(places(Side::Mentee)).columns(places(Side::Mentor)))
    }

    /// Options that start from this outcome, unless they say where to start.
    pub(crate) fn warm(&self, people: &Roster, options: &Options) -> Options {
        let own = || self.warm_start(people).map(Arc::new);
        Options { warm_start: options.warm_start.clone().or_else(own), ..options.clone() }
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

    /// What the solver of assignments said, where it was asked.
    pub(crate) fn solution(&self) -> Option<&Solution> {
        self.found.solution()
    }

    /// The same where it is proven best: then it is known what each other plan costs.
    pub(crate) fn best_assignment(&self) -> Option<&Solution> {
        self.solution().filter(|_| self.certificate().is_optimal())
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

/// What is proven of a plan, on its terms where there are any.
fn proven(
    program: &Program,
    kept: Option<&(&Promise, Standing)>,
    found: &Found,
) -> Result<Proven, Error> {
    let Some((promise, standing)) = kept else { return Ok(Proven::of(found)) };
    promise.proven(program, standing, found).ok_or_else(|| {
        let mut findings = Findings::default();
        let message = "more pairs are broken that people were told than its terms allow";
        findings.push(Finding::new(message).code("broken_terms"));
        Error::Input(findings)
    })
}

/// The seats of each mentor. One of three peers has two.
fn seats(program: &Program, roster: &Roster, plan: &[(usize, usize)]) -> Vec<u32> {
    let mut seats = program.seats(roster, Side::Mentor);
    if program.has_one_population() {
        let mut taken = vec![0; seats.len()];
        for &(_, mentor) in plan {
            taken[mentor] += 1;
        }
        seats.iter_mut().zip(taken).for_each(|(seats, taken)| *seats = taken.max(*seats));
    }
    seats
}

/// Whoever is on both sides is named once.
fn unmatched(program: &Program, mut people: Vec<Unmatched>) -> Vec<Unmatched> {
    people.retain(|person| !program.has_one_population() || person.side == Side::Mentee);
    people
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
    method: &'static str,
) -> Summary {
    let mut matched: Vec<&str> = pairs.iter().map(Pair::mentee).collect();
    matched.dedup();
    let points: i64 = pairs.iter().map(|pair| i64::from(pair.points())).sum();
    // Peers meet each other: each pair is there twice.
    let times = if program.has_one_population() { 2 } else { 1 };
    let total = points as f64 / f64::from(crate::scores::GRID) / f64::from(times);
    let count = pairs.len() / times as usize;
    Summary {
        program: program.name.clone(),
        mentees: roster.mentees().len(),
        mentors: roster.mentors().len(),
        seats: loads.iter().map(|load| u64::from(load.capacity)).sum(),
        pairs: count,
        pinned: pairs.iter().filter(|pair| pair.is_pinned()).count() / times as usize,
        participation: matched.len() as f64 / roster.mentees().len() as f64,
        total,
        mean: (count > 0).then(|| total / count as f64),
        method,
    }
}
