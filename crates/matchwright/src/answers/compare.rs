//! Two plans side by side, on one scale: what is kept, what is new, who gains and who loses.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use matchwright_assign::Monitor;
use matchwright_tables::{Frame, Values};
use serde::Serialize;

use crate::error::Error;
use crate::matching::Matcher;
use crate::outcome::{Outcome, Pair};
use crate::program::{Capacity, Program};
use crate::roster::Side;
use crate::scores::sum_of_scores;

/// Two outcomes, and what is different. Made by [`compare`] and [`Outcome::what_if`]; its text is a sentence
/// with the numbers.
#[derive(Debug, Clone)]
pub struct Comparison {
    before: Outcome,
    after: Outcome,
    facts: ComparisonFacts,
}

/// What a comparison says, to be written as JSON.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparisonFacts {
    /// The comparison in a few numbers.
    pub summary: ComparisonSummary,
    /// The pairs of both plans, by the mentee's id, then the mentor's.
    pub pairs: Vec<ComparedPair>,
    /// Everybody, mentees first, by id.
    pub people: Vec<ComparedPerson>,
}

/// A comparison in a few numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparisonSummary {
    /// The name of the programme by which both plans are scored.
    pub scored_by: String,
    /// The first plan.
    pub before: PlanNumbers,
    /// The second plan.
    pub after: PlanNumbers,
    /// Pairs of both plans.
    pub kept: usize,
    /// Pairs of the second plan alone.
    pub new: usize,
    /// Pairs of the first plan alone.
    pub ended: usize,
    /// Mentees and mentors whose score is higher in the second plan.
    pub gain: [usize; 2],
    /// Mentees and mentors whose score is lower.
    pub lose: [usize; 2],
}

/// A plan in a few numbers, scored by the programme of the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PlanNumbers {
    /// How many pairs.
    pub pairs: usize,
    /// Matched mentees over mentees, from 0 to 1.
    pub participation: f64,
    /// Sum of the scores.
    pub total: f64,
    /// Mean score of the pairs; `None` where there is none.
    pub mean: Option<f64>,
}

/// A pair of one of the plans, or of both.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedPair {
    /// The mentee's id.
    pub mentee: String,
    /// The mentor's id.
    pub mentor: String,
    /// In which of the plans.
    pub change: PairChange,
    /// The score with the answers of the first outcome, where the pair is of its plan.
    pub score_before: Option<f64>,
    /// The score with the answers of the second outcome, where the pair is of its plan.
    pub score_after: Option<f64>,
}

/// In which of two plans a pair stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PairChange {
    /// In both.
    Kept,
    /// In the second alone.
    New,
    /// In the first alone.
    Ended,
}

/// One person in both plans.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedPerson {
    /// "mentee" or "mentor".
    pub side: Side,
    /// The person's id.
    pub id: String,
    /// Whom they meet in the first plan.
    pub partners_before: Vec<String>,
    /// Whom they meet in the second plan.
    pub partners_after: Vec<String>,
    /// What is different for them.
    pub change: PersonChange,
    /// The sum of their scores in the first plan; `None` where they meet nobody.
    pub score_before: Option<f64>,
    /// The sum of their scores in the second plan.
    pub score_after: Option<f64>,
    /// The difference, where nobody counts 0.
    pub gain: f64,
}

/// What is different for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonChange {
    /// They meet the same people.
    Kept,
    /// They meet others.
    Changed,
    /// They met nobody, or were not there.
    New,
    /// They meet nobody, or are not there any more.
    Ended,
    /// They meet nobody in either plan.
    Nobody,
}

impl PairChange {
    /// The name in tables and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::New => "new",
            Self::Ended => "ended",
        }
    }
}

impl PersonChange {
    /// The name in tables and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Changed => "changed",
            Self::New => "new",
            Self::Ended => "ended",
            Self::Nobody => "nobody",
        }
    }

    fn of<T: PartialEq>(before: &[T], after: &[T]) -> Self {
        match (before.is_empty(), after.is_empty()) {
            (true, true) => Self::Nobody,
            (true, false) => Self::New,
            (false, true) => Self::Ended,
            _ if before == after => Self::Kept,
            _ => Self::Changed,
        }
    }
}

/// Compares two outcomes: of two programmes, of two rounds, of before and after a change. Both plans are scored
/// by one programme, that of the first outcome unless another one is given; each with the answers that its own
/// outcome has. People and pairs are recognised by their ids. O(pairs + people · log people).
///
/// ```
/// use matchwright::answers::compare;
/// use matchwright::criteria::Same;
/// use matchwright::roster::Person;
/// use matchwright::rules::MustDiffer;
/// use matchwright::{Matcher, Program, Roster};
///
/// let open = Program::builder().criterion(1.0, Same::new("site")).build();
/// let strict = Program::builder().criterion(1.0, Same::new("site")).rule(MustDiffer::new("team")).build();
/// let person = |id: &str, site: &str| Person::new(id).text("site", site).text("team", site);
/// let roster = Roster::builder()
///     .mentee(person("e1", "Leeds"))
///     .mentor(person("m1", "Leeds"))
///     .mentor(person("m2", "York"))
///     .build(&strict)?;
/// let [open, strict] = [open, strict].map(|program| Matcher::new(program)?.run(&roster));
/// let comparison = compare(&open?, &strict?, None)?;
/// assert_eq!((comparison.summary().new, comparison.summary().ended), (1, 1));
/// assert_eq!(comparison.people()[0].gain, -1.0);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] where an outcome does not have the columns that the programme's criteria read, or the programme does
/// not hold together.
pub fn compare(
    before: &Outcome,
    after: &Outcome,
    scored_by: Option<&Program>,
) -> Result<Comparison, Error> {
    Comparison::new(before, after, scored_by)
}

impl Comparison {
    pub(super) fn new(
        before: &Outcome,
        after: &Outcome,
        scored_by: Option<&Program>,
    ) -> Result<Self, Error> {
        let matcher = Matcher::new(scored_by.unwrap_or(before.program()).clone())?;
        let matcher = Matcher::new(scores_of(matcher.program()))?;
        let plans = [Plan::new(before, &matcher)?, Plan::new(after, &matcher)?];
        let pairs = pairs(&plans);
        let people: Vec<ComparedPerson> =
            Side::BOTH.into_iter().flat_map(|side| people(&plans, side)).collect();
        let summary = summary(&matcher, &plans, &pairs, &people);
        let facts = ComparisonFacts { summary, pairs, people };
        Ok(Self { before: before.clone(), after: after.clone(), facts })
    }

    /// The first outcome.
    #[must_use]
    pub fn before(&self) -> &Outcome {
        &self.before
    }

    /// The second outcome.
    #[must_use]
    pub fn after(&self) -> &Outcome {
        &self.after
    }

    /// What it says, to be written as JSON; nobody's answers are in it.
    #[must_use]
    pub fn facts(&self) -> &ComparisonFacts {
        &self.facts
    }

    /// The comparison in a few numbers.
    #[must_use]
    pub fn summary(&self) -> &ComparisonSummary {
        &self.facts.summary
    }

    /// The pairs of both plans, by the mentee's id, then the mentor's.
    #[must_use]
    pub fn pairs(&self) -> &[ComparedPair] {
        &self.facts.pairs
    }

    /// Everybody, mentees first, by id.
    #[must_use]
    pub fn people(&self) -> &[ComparedPerson] {
        &self.facts.people
    }

    /// The pairs of both plans: `mentee_id`, `mentor_id`, `change` (`kept`, `new`, `ended`), `score_before`,
    /// `score_after`. Ids are texts.
    #[must_use]
    pub fn pairs_frame(&self) -> Frame {
        let pairs = self.pairs();
        Frame::new([
            ("mentee_id", Values::texts(pairs, |pair| &pair.mentee)),
            ("mentor_id", Values::texts(pairs, |pair| &pair.mentor)),
            ("change", Values::texts(pairs, |pair| pair.change.name())),
            ("score_before", Values::numbers(pairs, |pair| pair.score_before)),
            ("score_after", Values::numbers(pairs, |pair| pair.score_after)),
        ])
    }

    /// Everybody: `side`, `id`, `partners_before`, `partners_after` (ids with `; ` between them), `change`
    /// (`kept`, `changed`, `new`, `ended`, `nobody`), `score_before`, `score_after` (the sum over partners),
    /// `gain`. Ids are texts.
    #[must_use]
    pub fn people_frame(&self) -> Frame {
        let people = self.people();
        let partners = |of: fn(&ComparedPerson) -> &Vec<String>| {
            Values::Texts(people.iter().map(|person| of(person).join("; ")).collect())
        };
        Frame::new([
            ("side", Values::texts(people, |person| person.side.noun())),
            ("id", Values::texts(people, |person| &person.id)),
            ("partners_before", partners(|person| &person.partners_before)),
            ("partners_after", partners(|person| &person.partners_after)),
            ("change", Values::texts(people, |person| person.change.name())),
            ("score_before", Values::numbers(people, |person| person.score_before)),
            ("score_after", Values::numbers(people, |person| person.score_after)),
            ("gain", Values::numbers(people, |person| Some(person.gain))),
        ])
    }
}

impl fmt::Display for ComparisonSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { before, after, kept, new, ended, gain, lose, .. } = self;
        let change = after.total - before.total;
        write!(f, "Pairs: {} before, {} after; kept: {kept}, ", before.pairs, after.pairs)?;
        write!(f, "new: {new}, ended: {ended}. Total score: {:.3} before, ", before.total)?;
        write!(f, "{:.3} after ({change:+.3}). Mentees who gain: {}, ", after.total, gain[0])?;
        write!(f, "who lose: {}; mentors who gain: {}, who lose: {}.", lose[0], gain[1], lose[1])
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.summary().fmt(f)
    }
}

/// What of a programme says how well people fit. An outcome can be scored by it without the columns of its
/// rules.
fn scores_of(program: &Program) -> Program {
    let mut scores = Program {
        capacity: Capacity::default(),
        mentors_per_mentee: Capacity::default(),
        rules: Vec::new(),
        ..program.clone()
    };
    scores.pinned.clear();
    scores
}

/// A plan, with the points of its pairs by the programme of the comparison.
struct Plan<'a> {
    outcome: &'a Outcome,
    points: BTreeMap<(&'a str, &'a str), i64>,
}

impl<'a> Plan<'a> {
    fn new(outcome: &'a Outcome, matcher: &Matcher) -> Result<Self, Error> {
        let ids = |pair: &'a Pair| (pair.mentee(), pair.mentor());
        let pairs = outcome.pairs().iter();
        if matcher.program().criteria == outcome.program().criteria {
            let points = pairs.map(|pair| (ids(pair), pair.points().into())).collect();
            return Ok(Self { outcome, points });
        }
        let roster = outcome.roster();
        let scores = matcher.scores_watched(roster, &Monitor::new())?;
        let points = pairs.map(|pair| {
            let mentee = roster.mentees().position(pair.mentee())?;
            let mentor = roster.mentors().position(pair.mentor())?;
            Ok((ids(pair), scores.parts(mentee, mentor).total().into()))
        });
        let points = points.collect::<Result<_, Error>>()?;
        scores.check_criteria()?;
        Ok(Self { outcome, points })
    }

    fn numbers(&self) -> PlanNumbers {
        let (pairs, total) = (self.points.len(), sum_of_scores(self.points.values().sum::<i64>()));
        let participation = self.outcome.summary().participation;
        let mean = (pairs > 0).then(|| total / pairs as f64);
        PlanNumbers { pairs, participation, total, mean }
    }

    /// For everybody on a side who meets somebody, whom, and the points.
    fn partners(&self, side: Side) -> BTreeMap<&'a str, (Vec<&'a str>, i64)> {
        let mut partners: BTreeMap<&str, (Vec<&str>, i64)> = BTreeMap::new();
        for (&(mentee, mentor), points) in &self.points {
            let (own, other) =
                if side == Side::Mentee { (mentee, mentor) } else { (mentor, mentee) };
            let (others, sum) = partners.entry(own).or_default();
            others.push(other);
            *sum += points;
        }
        partners
    }
}

fn pairs(plans: &[Plan<'_>; 2]) -> Vec<ComparedPair> {
    let all: BTreeSet<(&str, &str)> =
        plans.iter().flat_map(|plan| plan.points.keys().copied()).collect();
    let compared = |pair: (&str, &str)| {
        let [before, after] =
            [0, 1].map(|plan| plans[plan].points.get(&pair).copied().map(sum_of_scores));
        let change = match (before, after) {
            (Some(_), Some(_)) => PairChange::Kept,
            (Some(_), None) => PairChange::Ended,
            _ => PairChange::New,
        };
        let (mentee, mentor) = (pair.0.to_owned(), pair.1.to_owned());
        ComparedPair { mentee, mentor, change, score_before: before, score_after: after }
    };
    all.into_iter().map(compared).collect()
}

fn people(plans: &[Plan<'_>; 2], side: Side) -> Vec<ComparedPerson> {
    let ids = plans.iter().flat_map(|plan| plan.outcome.roster().side(side).ids());
    let ids: BTreeSet<&String> = ids.collect();
    let partners = [plans[0].partners(side), plans[1].partners(side)];
    let compared = |id: &String| {
        let nobody = (Vec::new(), 0);
        let of = |plan: usize| partners[plan].get(id.as_str()).unwrap_or(&nobody);
        let ((before, points_before), (after, points_after)) = (of(0), of(1));
        let sum =
            |partners: &[&str], points: i64| (!partners.is_empty()).then(|| sum_of_scores(points));
        let owned = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect();
        ComparedPerson {
            side,
            id: id.clone(),
            partners_before: owned(before),
            partners_after: owned(after),
            change: PersonChange::of(before, after),
            score_before: sum(before, *points_before),
            score_after: sum(after, *points_after),
            gain: sum_of_scores(points_after - points_before),
        }
    };
    ids.into_iter().map(compared).collect()
}

fn summary(
    matcher: &Matcher,
    plans: &[Plan<'_>; 2],
    pairs: &[ComparedPair],
    people: &[ComparedPerson],
) -> ComparisonSummary {
    let count = |change| pairs.iter().filter(|pair| pair.change == change).count();
    let who = |sign: f64| {
        Side::BOTH.map(|side| {
            let own = people.iter().filter(|person| person.side == side);
            own.filter(|person| person.gain * sign > 0.0).count()
        })
    };
    ComparisonSummary {
        scored_by: matcher.program().name.clone(),
        before: plans[0].numbers(),
        after: plans[1].numbers(),
        kept: count(PairChange::Kept),
        new: count(PairChange::New),
        ended: count(PairChange::Ended),
        gain: who(1.0),
        lose: who(-1.0),
    }
}
