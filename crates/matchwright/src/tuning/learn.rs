//! Weights from feedback.

use matchwright_assign::{Monitor, threads};

use super::choose::{Fit, MANY, Target, learned, parts, relearned, targets, without};
use super::comparisons::{Comparisons, Reading};
use super::intervals::shares;
use super::learned::{LearnedWeight, Length};
use super::scorings::Scoring;
use super::{Aspect, EvaluateOptions, Evaluation, Feedback, Labelled, Learned};
use crate::error::{Error, Finding, Findings};
use crate::matching::Matcher;
use crate::program::Program;
use crate::roster::Roster;

/// Mentees whose pairs went differently that are needed at least: of fewer nobody can be held out.
const MENTEES: usize = 5;

/// Comparisons that are needed for each weight, and at least.
const COMPARISONS: [usize; 2] = [2, 12];

/// The part of the sum of the weights that a weight keeps which is learned to be 0: a programme has no weight of 0, and
/// so little is less than a point.
const NEXT_TO_NOTHING: f64 = 1e-7;

/// How weights are learned.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnOptions {
    /// What went better or worse; where it is not said, the aspect by which most pairs of one mentee differ.
    pub aspect: Option<Aspect>,
    /// Learn from whether each pair by itself went well, and not from which of two pairs of one mentee went better: for
    /// feedback with one pair a mentee. Weights then also say who gives good marks.
    pub pointwise: bool,
    /// Learn what the lengths of mentors' lists do beside the weights, so that long lists do not pass for fit; on
    /// unless said otherwise.
    pub list_lengths: bool,
    /// How the evaluation is made.
    pub evaluation: EvaluateOptions,
}

impl Default for LearnOptions {
    fn default() -> Self {
        let evaluation = EvaluateOptions::default();
        Self { aspect: None, pointwise: false, list_lengths: true, evaluation }
    }
}

impl Matcher {
    /// Learns weights from how pairs went.
    ///
    /// Weights are 0 or more, so that they can be read and explained. They make it likely that of two pairs of one mentee
    /// the one that went better has the higher score (a pairwise logistic model, Joachims 2002): what a mentee is like, or
    /// how strictly they judge, counts for both pairs and falls out. They are pulled towards the weights that there are,
    /// towards those by the spread of what is compared and towards equal ones, weakly and strongly, and are the mean of
    /// all these fits. Mentees who are held out in turn say how much each fit counts: few of them leave all in, so that
    /// neither weights by guess nor chance decide; many leave what fits them. What weights may be by the feedback alone stands beside them as 95 % intervals. The evaluation
    /// scores every mentee with weights that were learned from others.
    ///
    /// ```
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::{Person, Table};
    /// use matchwright::tables::mapping::Mapping;
    /// use matchwright::tuning::{Feedback, LearnOptions};
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder()
    ///     .criterion(1.0, Same::new("site"))
    ///     .criterion(1.0, Same::new("team"))
    ///     .build();
    /// let person = |id: String, site, team| Person::new(id).text("site", site).text("team", team);
    /// let mut roster = Roster::builder()
    ///     .mentor(person("m1".into(), "Leeds", "b"))
    ///     .mentor(person("m2".into(), "York", "a"));
    /// let mut said = "mentee_id,mentor_id,fit\n".to_owned();
    /// for number in 0..20 {
    ///     roster = roster.mentee(person(format!("e{number}"), "Leeds", "a"));
    ///     said += &format!("e{number},m1,{}\ne{number},m2,3\n", if number < 16 { 5 } else { 1 });
    /// }
    /// let said = Table::from_csv_reader(said.as_bytes(), "feedback.csv")?;
    /// let feedback = Feedback::read(&said, &Mapping::new())?;
    /// let matcher = Matcher::new(program.clone())?;
    /// let roster = roster.build(&program)?;
    /// let options = LearnOptions::default();
    /// let learned = matcher.learn(&roster, &feedback, &options, &Monitor::new())?;
    /// let [site, team] = learned.weights() else { panic!("there are two") };
    /// assert!(site.estimate > team.estimate, "of five mentees four fit better with one of their site");
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] where there is too little feedback, with how much is needed, those of
    /// [`evaluate`](Self::evaluate), and [`Error::Assign`] where the monitor was cancelled.
    pub fn learn(
        &self,
        roster: &Roster,
        feedback: &Feedback,
        options: &LearnOptions,
        monitor: &Monitor,
    ) -> Result<Learned, Error> {
        let scores = self.scores_watched(roster, monitor)?;
        let asked = (self.program(), roster, &scores);
        let labelled = Labelled::new(asked, feedback, options.aspect, monitor)?;
        let reading = if options.pointwise { Reading::Pointwise } else { Reading::Pairwise };
        let comparisons = Comparisons::new(&labelled, reading, options.list_lengths);
        refuse_few(&labelled, &comparisons, reading)?;
        let current: Vec<f64> = self.program().criteria.iter().map(|term| term.weight).collect();
        let targets = targets(&comparisons, &current);
        let (fit, held_out) = fits(&labelled, &comparisons, &targets, monitor)?;
        let scoring = Scoring { name: "learned", scores: held_out };
        let asked = (self, roster, &scores);
        let evaluation =
            Evaluation::of(asked, &labelled, vec![scoring], &options.evaluation, monitor)?;
        let names: Vec<&str> = scores.criteria().collect();
        let weights = weights(self.program(), &names, &comparisons, &fit);
        Ok(Learned {
            program: with_weights(self.program(), &weights),
            lengths: lengths(&labelled, &comparisons, &fit),
            weights,
            is_pointwise: options.pointwise,
            towards: targets[fit.target()].name,
            telling: comparisons.telling(),
            comparisons: comparisons.len(),
            evaluation,
        })
    }
}

/// Says how much feedback is needed where there is less.
pub(super) fn refuse_few(
    labelled: &Labelled,
    comparisons: &Comparisons,
    reading: Reading,
) -> Result<(), Error> {
    let [each, least] = COMPARISONS;
    let needed = (each * labelled.criteria).max(least);
    let (mentees, found) = (comparisons.telling(), comparisons.len());
    let goods = labelled.outcomes.iter().filter(|outcome| outcome.is_good).count();
    let is_one_kind = reading == Reading::Pointwise && (goods == 0 || goods == labelled.len());
    let mut findings = Findings::default();
    let aspect = labelled.aspect;
    if comparisons.learned.is_empty() && comparisons.len() > 0 {
        let message =
            "no criterion tells these pairs apart: each says the same of all pairs of a mentee";
        findings.push(Finding::new(message).code("too_little_feedback").table("feedback"));
    } else if is_one_kind {
        let message = format!("all pairs went alike ({}), or none did", aspect.good_in_words());
        findings.push(Finding::new(message).code("too_little_feedback").table("feedback"));
    } else if mentees < MENTEES || found < needed {
        let what = match reading {
            Reading::Pairwise => {
                "comparisons (two pairs of one mentee of which one went better; with one pair a mentee there are none)"
            }
            Reading::Pointwise => "pairs",
        };
        let message = format!(
            "{found} {what} of {mentees} mentees are too few: {needed} of at least {MENTEES} mentees are needed for {} \
             weights",
            labelled.criteria
        );
        let finding = Finding::new(message).code("too_little_feedback").table("feedback");
        findings.push(finding.column(aspect.name()));
    }
    Ok(findings.into_result(())?)
}

/// What all mentees say, and the scores of each mentee's pairs by weights that others say.
fn fits(
    labelled: &Labelled,
    comparisons: &Comparisons,
    targets: &[Target],
    monitor: &Monitor,
) -> Result<(Fit, Vec<f64>), Error> {
    let mentees: Vec<usize> = (0..labelled.mentees()).collect();
    let fit = learned(comparisons, &mentees, targets, monitor)?;
    let parts = parts(&mentees);
    let held_out: Vec<Vec<(usize, f64)>> = threads::map::<_, _, Result<_, Error>>(parts, |part| {
        let training = without(&mentees, &part);
        // Where they are many, a part of them hardly moves what all choose.
        let b = if mentees.len() > MANY {
            relearned(comparisons, &training, targets, &fit, monitor)?
        } else {
            learned(comparisons, &training, targets, monitor)?.b
        };
        let pairs = part.iter().flat_map(|&mentee| labelled.of(mentee));
        Ok(pairs.map(|pair| (pair, score(labelled, comparisons, &b, pair))).collect())
    })?;
    let mut scores = vec![0.0; labelled.len()];
    held_out.into_iter().flatten().for_each(|(pair, score)| scores[pair] = score);
    Ok((fit, scores))
}

/// The score of a pair by learned weights, up to its scale.
fn score(labelled: &Labelled, comparisons: &Comparisons, b: &[f64], pair: usize) -> f64 {
    let row = labelled.row(pair);
    let learned = comparisons.learned.iter().zip(&comparisons.spread).zip(b);
    learned.map(|((&criterion, spread), b)| b / spread * row[criterion]).sum()
}

/// The weights at the sum that those of the programme have. Where nothing is learned, they are those of the programme.
fn weights(
    program: &Program,
    names: &[&str],
    comparisons: &Comparisons,
    fit: &Fit,
) -> Vec<LearnedWeight> {
    let own = |criterion: usize| program.criteria[criterion].weight;
    let whole: f64 = comparisons.learned.iter().map(|&criterion| own(criterion)).sum();
    let found: Vec<f64> =
        fit.b.iter().zip(&comparisons.spread).map(|(b, spread)| b / spread).collect();
    let sum: f64 = found.iter().take(comparisons.learned.len()).sum();
    let shares = shares(comparisons);
    let weight = |(criterion, name): (usize, &&str)| {
        let current = own(criterion);
        let at = comparisons.learned.iter().position(|&learned| learned == criterion);
        let interval = at.map(|at| (shares[at].0 * whole, shares[at].1 * whole));
        let estimate = at.filter(|_| sum > 0.0).map(|at| found[at] / sum * whole);
        let estimate = estimate.unwrap_or(current);
        LearnedWeight { criterion: (*name).to_owned(), estimate, interval, current }
    };
    names.iter().enumerate().map(weight).collect()
}

fn with_weights(program: &Program, weights: &[LearnedWeight]) -> Program {
    let mut program = program.clone();
    let sum: f64 = weights.iter().map(|weight| weight.estimate).sum();
    for (term, weight) in program.criteria.iter_mut().zip(weights) {
        term.weight = weight.estimate.max(NEXT_TO_NOTHING * sum);
    }
    program
}

/// What twice as long a list does, in the same unit as the weights' sum.
fn lengths(labelled: &Labelled, comparisons: &Comparisons, fit: &Fit) -> Vec<Length> {
    let learned = comparisons.learned.len();
    let scale = |at: usize| fit.b[at] / comparisons.spread[at];
    let sum: f64 = (0..learned).map(scale).sum();
    let lists = labelled.lists.iter().enumerate();
    let lists = lists.filter(|(at, _)| learned + at < fit.b.len() && comparisons.others > *at);
    lists
        .map(|(at, column)| Length {
            column: column.clone(),
            doubled: if sum > 0.0 {
                scale(learned + at) * std::f64::consts::LN_2 / sum
            } else {
                0.0
            },
        })
        .collect()
}
