//! Chance on purpose: some pairs change partners by a coin, so that the next round's outcomes can be compared.
//!
//! Outcomes are known of pairs that met, and these were chosen for their scores. Where a coin has chosen among
//! pairs that fit about as well, the outcomes of what was not chosen can be estimated (Bottou et al. 2013):
//! each pair's propensity is known. Draws share nobody's seat, so that each coin is thrown by itself.

mod saved;
mod swaps;
mod table;

use matchwright_tables::counted;
use std::fmt;

use matchwright_assign::{Monitor, Options};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Finding, Findings};
use crate::matching::Matcher;
use crate::outcome::{Outcome, Pair};
use crate::program::Form;
use crate::roster::Side;
use crate::scores::{GRID, sum_of_scores};
use swaps::{Plan, Swaps};

/// How an experiment is made.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ExperimentOptions {
    /// The share of the pairs about which a coin decides, above 0 and at most 1. About half of them change.
    pub share: f64,
    /// How much lower than before a pair of anybody concerned may score, 0 or more.
    pub within: f64,
    /// The seed of the random numbers.
    pub seed: u64,
}

impl Default for ExperimentOptions {
    /// A tenth of the pairs, within 0.02, seed 0.
    fn default() -> Self {
        Self { share: 0.1, within: 0.02, seed: 0 }
    }
}

/// An experiment: the plan before it, the plan with what the coins have decided, and every pair that could have
/// been, with its propensity.
#[derive(Debug, Clone)]
pub struct Experiment {
    before: Outcome,
    after: Outcome,
    options: ExperimentOptions,
    wanted: usize,
    choices: Vec<Choice>,
    /// What a swap costs in points, and whether it was made, for each draw.
    draws: Vec<(i64, bool)>,
}

/// A pair that could have been.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The mentee's id.
    pub mentee: String,
    /// The mentor's id.
    pub mentor: String,
    /// The draw that decided about it, counted from 1; `None` where none did.
    pub draw: Option<u32>,
    /// How likely it was: 1 without a draw.
    pub propensity: f64,
    /// Whether it is a pair of the plan before.
    pub is_planned: bool,
    /// Whether it was drawn: whether the two meet.
    pub is_drawn: bool,
    /// How well they fit.
    pub score: f64,
    /// What each criterion adds to the score and each rule that weakens takes from it.
    pub contributions: Vec<f64>,
}

/// Two pairs of a plan, by their places in it, whose mentors can change places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Draw {
    pairs: [usize; 2],
    is_swapped: bool,
}

impl Outcome {
    /// Makes an experiment of the plan: a share of the pairs is put into twos whose mentors could change places,
    /// and for each two a fair coin decides whether they do.
    ///
    /// Two pairs come together only where the rules and the floor allow both new pairs and nobody of the four
    /// would have a pair that scores more than `within` less. Pinned pairs and pairs that people were told stay;
    /// everybody keeps their number of pairs, and quotas hold. Where the band has too few such twos, fewer pairs
    /// are drawn ([`wanted`](Experiment::wanted), [`draws`](Experiment::draws)). Which twos are tried in which order
    /// and how coins fall depend on the seed alone, and neither on the order of the rows nor on threads.
    ///
    /// One pass over the mentors for each pair that is tried, and a match in which every pair is pinned.
    ///
    /// ```
    /// use matchwright::assign::Options;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Person;
    /// use matchwright::tracking::ExperimentOptions;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let mut roster = Roster::builder();
    /// for number in 0..8 {
    ///     roster = roster.mentee(Person::new(format!("e{number}")).text("site", "Leeds"));
    ///     roster = roster.mentor(Person::new(format!("m{number}")).text("site", "Leeds"));
    /// }
    /// let outcome = Matcher::new(program.clone())?.run(&roster.build(&program)?)?;
    /// let options = ExperimentOptions { share: 1.0, ..ExperimentOptions::default() };
    /// let experiment = outcome.experiment(&options, &Options::default())?;
    /// assert_eq!((experiment.draws(), experiment.cost()), (4, 0.0));
    /// let drawn = experiment.choices().iter().filter(|choice| choice.is_drawn);
    /// assert!(drawn.clone().count() == 8 && drawn.clone().all(|choice| choice.propensity == 0.5));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] where `share` or `within` is out of range or the programme makes no pairs of mentees and mentors,
    /// and those of [`Matcher::run_with`](crate::Matcher::run_with).
    pub fn experiment(
        &self,
        options: &ExperimentOptions,
        run: &Options,
    ) -> Result<Experiment, Error> {
        options.check(self)?;
        let plan = Plan::new(self)?;
        let wanted = (options.share * self.pairs().len() as f64 / 2.0).round() as usize;
        let idle = Monitor::new();
        let monitor = run.monitor.as_deref().unwrap_or(&idle);
        let draws = Swaps::new(self, &plan, options)?.draw(wanted, monitor)?;
        Experiment::new(self, &plan, &draws, (*options, wanted), run)
    }
}

impl ExperimentOptions {
    fn check(&self, outcome: &Outcome) -> Result<(), Error> {
        let mut findings = Findings::default();
        let mut refuse = |name: &str, message: &str| {
            findings.push(Finding::new(message).table("experiment").column(name).code("option"));
        };
        if !(self.share > 0.0 && self.share <= 1.0) {
            refuse("share", "must be above 0 and at most 1");
        }
        if !(self.within >= 0.0 && self.within.is_finite()) {
            refuse("within", "must be 0 or a number above it");
        }
        if outcome.program().form != Form::Pairs {
            refuse("form", "only pairs of mentees and mentors can change partners");
        }
        Ok(findings.into_result(())?)
    }
}

impl Experiment {
    fn new(
        before: &Outcome,
        plan: &Plan,
        draws: &[Draw],
        (options, wanted): (ExperimentOptions, usize),
        run: &Options,
    ) -> Result<Self, Error> {
        let choices = choices(before, plan, draws);
        let mut program = before.program().clone();
        let meets = choices.iter().filter(|choice| choice.is_drawn);
        program.pinned =
            meets.map(|choice| (choice.mentee.clone(), choice.mentor.clone())).collect();
        let after = Matcher::new(program)?.run_with(before.roster(), run)?;
        let draws = draws.iter().map(|draw| (plan.cost(before, *draw), draw.is_swapped)).collect();
        Ok(Self { before: before.clone(), after, options, wanted, choices, draws })
    }

    /// The plan before the experiment.
    #[must_use]
    pub fn before(&self) -> &Outcome {
        &self.before
    }

    /// The plan as it was drawn. Every pair of it is pinned, so that nothing is decided again.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        &self.after
    }

    /// How it was made.
    #[must_use]
    pub fn options(&self) -> &ExperimentOptions {
        &self.options
    }

    /// Every pair that could have been, by the mentee's id, then the mentor's.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// How many coins were thrown; each decides about two pairs.
    #[must_use]
    pub fn draws(&self) -> usize {
        self.draws.len()
    }

    /// How many draws the share asks for.
    #[must_use]
    pub fn wanted(&self) -> usize {
        self.wanted
    }

    /// How many swaps the coins have made.
    #[must_use]
    pub fn swaps(&self) -> usize {
        self.draws.iter().filter(|(_, is_swapped)| *is_swapped).count()
    }

    /// What the total score has lost, exactly: the total of [`before`](Self::before) less that of
    /// [`outcome`](Self::outcome).
    #[must_use]
    pub fn cost(&self) -> f64 {
        let made = self.draws.iter().filter(|(_, is_swapped)| *is_swapped);
        sum_of_scores(made.map(|(cost, _)| cost).sum::<i64>())
    }

    /// What the total score was expected to lose before the coins were thrown.
    #[must_use]
    pub fn expected_cost(&self) -> f64 {
        sum_of_scores(self.draws.iter().map(|(cost, _)| cost).sum::<i64>()) / 2.0
    }
}

impl PartialEq for Experiment {
    fn eq(&self, other: &Self) -> bool {
        let own = (&self.before, &self.after, &self.options, &self.choices);
        own == (&other.before, &other.after, &other.options, &other.choices)
    }
}

impl fmt::Display for Experiment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs = self.before.pairs().len();
        let (draws, swaps) = (self.draws(), self.swaps());
        writeln!(
            f,
            "{} of {} were left to chance, in {} of two.",
            2 * draws,
            counted(pairs, "pair", "pairs"),
            counted(draws, "draw", "draws")
        )?;
        if draws < self.wanted {
            let missing = counted(self.wanted - draws, "draw", "draws");
            writeln!(f, "{missing} fewer than asked for: no more within the band.")?;
        }
        let (cost, expected) = (self.cost(), self.expected_cost());
        let swaps = counted(swaps, "draw", "draws");
        writeln!(f, "{swaps} changed partners; the rest stays as it was.")?;
        writeln!(f, "The total score is lower by {cost:.6}; {expected:.6} was to be expected.")
    }
}

/// Every pair of the plan, and those that draws could have made.
fn choices(outcome: &Outcome, plan: &Plan, draws: &[Draw]) -> Vec<Choice> {
    let roster = outcome.roster();
    let choice = |(mentee, mentor): (usize, usize), draw: Option<u32>, planned, drawn| {
        let points = outcome.scores().parts(mentee, mentor).points;
        Choice {
            mentee: roster.side(Side::Mentee).ids()[mentee].clone(),
            mentor: roster.side(Side::Mentor).ids()[mentor].clone(),
            propensity: if draw.is_some() { 0.5 } else { 1.0 },
            draw,
            is_planned: planned,
            is_drawn: drawn,
            score: f64::from(points.iter().sum::<i32>()) / f64::from(GRID),
            contributions: points.iter().map(|&part| f64::from(part) / f64::from(GRID)).collect(),
        }
    };
    let mut of_pair = vec![None; plan.pairs.len()];
    let mut choices = Vec::new();
    for (number, draw) in (1..).zip(draws) {
        for (pair, swapped) in draw.pairs.iter().zip(plan.swapped(draw.pairs)) {
            of_pair[*pair] = Some((number, draw.is_swapped));
            choices.push(choice(swapped, Some(number), false, draw.is_swapped));
        }
    }
    choices.extend(plan.pairs.iter().zip(of_pair).map(|(&pair, draw)| {
        let is_drawn = draw.is_none_or(|(_, is_swapped)| !is_swapped);
        choice(pair, draw.map(|(number, _)| number), true, is_drawn)
    }));
    choices.sort_by(|one, other| (&one.mentee, &one.mentor).cmp(&(&other.mentee, &other.mentor)));
    choices
}

/// The points of a pair.
fn points(pair: &Pair) -> i32 {
    pair.points()
}
