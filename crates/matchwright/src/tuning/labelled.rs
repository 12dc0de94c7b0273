//! The pairs of which feedback says how they went, with what the criteria say of them.

use std::collections::BTreeMap;

use matchwright_assign::{Monitor, threads};

use super::aspect::Outcome;
use super::places::Places;
use super::{Aspect, Feedback};
use crate::error::{Error, Finding, Findings};
use crate::program::Program;
use crate::roster::{Kind, Read, Roster, Side};
use crate::scores::{Scores, to_score};

/// Pairs that are looked at between two looks at the monitor: about a millisecond.
const AT_ONCE: usize = 256;

/// The pairs, those of one mentee side by side, in the order of the ids.
pub(super) struct Labelled {
    pub(super) aspect: Aspect,
    /// The positions of mentee and mentor.
    pub(super) places: Vec<(usize, usize)>,
    pub(super) outcomes: Vec<Outcome>,
    /// Where the pairs of each mentee end.
    pub(super) ends: Vec<usize>,
    /// The scores of the programme.
    pub(super) scores: Vec<f64>,
    /// For each pair the value of every criterion, with what counts where there is no opinion.
    pub(super) values: Vec<f64>,
    pub(super) criteria: usize,
    /// For each pair ln(1 + length) of the mentor's lists that criteria read.
    pub(super) lengths: Vec<f64>,
    /// The columns of these lists.
    pub(super) lists: Vec<String>,
    /// Rows about people who are in no table.
    pub(super) strangers: usize,
}

impl Labelled {
    /// The pairs with an answer of this kind, or of the kind that tells most pairs of one mentee apart.
    pub(super) fn new(
        (program, roster, scores): (&Program, &Roster, &Scores),
        feedback: &Feedback,
        aspect: Option<Aspect>,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let (found, strangers) = found(roster, feedback);
        let aspect = aspect.unwrap_or_else(|| most_telling(&found));
        let mut told: Vec<(usize, usize, f64)> = found
            .iter()
            .filter_map(|(place, row)| Some((place.0, place.1, row.answer(aspect)?)))
            .collect();
        told.sort_by(|one, other| {
            (one.0, one.1).cmp(&(other.0, other.1)).then(one.2.total_cmp(&other.2))
        });
        refuse_nothing(feedback, &told, aspect)?;
        let places: Vec<(usize, usize)> = told.iter().map(|pair| (pair.0, pair.1)).collect();
        let answers: Vec<f64> = told.iter().map(|pair| pair.2).collect();
        let (own, values) = said(scores, &places, monitor)?;
        let lists = lists(program);
        Ok(Self {
            aspect,
            outcomes: aspect.outcomes(&answers),
            ends: ends(&places),
            scores: own,
            criteria: scores.criteria().count(),
            values,
            lengths: lengths(roster, &lists, &places),
            lists,
            places,
            strangers,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// How many mentees have pairs here.
    pub(super) fn mentees(&self) -> usize {
        self.ends.len()
    }

    /// The pairs of a mentee.
    pub(super) fn of(&self, mentee: usize) -> std::ops::Range<usize> {
        let start = mentee.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[mentee]
    }

    /// The values of a pair, a criterion each.
    pub(super) fn row(&self, pair: usize) -> &[f64] {
        &self.values[pair * self.criteria..][..self.criteria]
    }

    /// The lengths of the mentor's lists.
    pub(super) fn lengths_of(&self, pair: usize) -> &[f64] {
        &self.lengths[pair * self.lists.len()..][..self.lists.len()]
    }

    /// The scores of all pairs by other weights.
    pub(super) fn scored_by(&self, weights: &[f64]) -> Vec<f64> {
        let score =
            |row: &[f64]| row.iter().zip(weights).map(|(value, weight)| value * weight).sum();
        self.values.chunks_exact(self.criteria).map(score).collect()
    }
}

type Found<'f> = Vec<((usize, usize), &'f super::feedback::Row)>;

/// The rows whose people are both in the roster, and how many others there are.
fn found<'f>(roster: &Roster, feedback: &'f Feedback) -> (Found<'f>, usize) {
    let (mentees, mentors) = (Places::new(roster.mentees()), Places::new(roster.mentors()));
    let place = |row: &'f super::feedback::Row| {
        Some(((mentees.find(&row.mentee)?, mentors.find(&row.mentor)?), row))
    };
    let found: Found<'f> = feedback.rows().iter().filter_map(place).collect();
    let strangers = feedback.len() - found.len();
    (found, strangers)
}

/// The aspect by which most pairs of one mentee differ; of equals the first.
fn most_telling(found: &Found<'_>) -> Aspect {
    let told = |aspect: Aspect| {
        let mut answers: BTreeMap<usize, BTreeMap<u64, usize>> = BTreeMap::new();
        for (place, row) in found {
            if let Some(answer) = row.answer(aspect) {
                *answers.entry(place.0).or_default().entry(answer.to_bits()).or_default() += 1;
            }
        }
        let pairs = |count: usize| count * count.saturating_sub(1) / 2;
        let apart = |counts: &BTreeMap<u64, usize>| {
            pairs(counts.values().sum()) - counts.values().map(|&count| pairs(count)).sum::<usize>()
        };
        (answers.values().map(apart).sum::<usize>(), answers.len())
    };
    // The last of equals is taken: the list is gone through from its end.
    Aspect::ALL.into_iter().rev().max_by_key(|&aspect| told(aspect)).unwrap_or(Aspect::Fit)
}

fn refuse_nothing(
    feedback: &Feedback,
    told: &[(usize, usize, f64)],
    aspect: Aspect,
) -> Result<(), Error> {
    let mut findings = Findings::default();
    if told.is_empty() {
        let message = if feedback.is_empty() {
            "there is no row".to_owned()
        } else {
            let name = aspect.name();
            format!(
                "no row has an answer (in {name:?}) and the ids of a mentee and a mentor who are in the tables"
            )
        };
        findings.push(Finding::new(message).code("no_feedback").table("feedback"));
    }
    Ok(findings.into_result(())?)
}

/// Where the pairs of each mentee end.
pub(super) fn ends(places: &[(usize, usize)]) -> Vec<usize> {
    let groups = places.chunk_by(|one, other| one.0 == other.0);
    let end = |end: &mut usize, group: &[(usize, usize)]| {
        *end += group.len();
        Some(*end)
    };
    groups.scan(0, end).collect()
}

/// The scores of the pairs, and the values of all criteria. Where a criterion leaves the score without an
/// opinion, the mean of its values here stands for it: then it says nothing for or against a pair.
fn said(
    scores: &Scores,
    places: &[(usize, usize)],
    monitor: &Monitor,
) -> Result<(Vec<f64>, Vec<f64>), Error> {
    let parts: Vec<&[(usize, usize)]> = places.chunks(AT_ONCE).collect();
    let parts: Vec<Vec<_>> = threads::map::<_, _, Result<_, _>>(parts, |part| {
        monitor.check()?;
        let parts = part.iter().map(|&(mentee, mentor)| scores.parts(mentee, mentor));
        Ok::<_, matchwright_assign::Error>(parts.collect())
    })?;
    scores.check_criteria()?;
    let own = parts.iter().flatten().map(|parts| to_score(parts.total())).collect();
    let mut stand_ins: Vec<Option<f64>> = scores.stand_ins().collect();
    for (at, stand_in) in stand_ins.iter_mut().enumerate().filter(|(_, it)| it.is_none()) {
        let known = parts.iter().flatten().filter_map(|parts| parts.values[at]);
        let (sum, count) =
            known.fold((0.0, 0.0), |(sum, count), it| (sum + f64::from(it), count + 1.0));
        *stand_in = Some(if count > 0.0 { sum / count } else { 0.5 });
    }
    let value = |(value, stand_in): (&Option<f32>, &Option<f64>)| {
        value.map(f64::from).or(*stand_in).unwrap_or(0.5)
    };
    let rows = parts.iter().flatten();
    let values = rows.flat_map(|parts| parts.values.iter().zip(&stand_ins).map(value)).collect();
    Ok((own, values))
}

/// The mentors' columns of lists that criteria read.
fn lists(program: &Program) -> Vec<String> {
    let is_list = |read: &Read| read.side == Side::Mentor && read.kind == Kind::List;
    let reads = program.criteria.iter().flat_map(|term| term.criterion.reads());
    let mut columns: Vec<String> = reads.filter(is_list).map(|read| read.column).collect();
    columns.sort();
    columns.dedup();
    columns
}

fn lengths(roster: &Roster, lists: &[String], places: &[(usize, usize)]) -> Vec<f64> {
    let read = lists.iter().map(|column| roster.mentors().lists(column));
    let read: Vec<_> = read.collect();
    let length =
        |mentor: usize| read.iter().map(move |lists| libm::log1p(lists.of(mentor).len() as f64));
    places.iter().flat_map(|place| length(place.1)).collect()
}
