//! What another plan would have been worth, from the outcomes of pairs that chance has chosen.
//!
//! Each mentee is a decision whose options have known propensities. Inverse propensity scores weigh an outcome by
//! how much likelier the policy would have made its pair (IPS: Horvitz and Thompson 1952); the self-normalised
//! estimate divides by the sum of the weights (SNIPS: Swaminathan and Joachims 2015); the doubly robust one adds
//! the weighted errors of a model to what the model says of the policy's pairs (Dudík et al. 2011), with the model
//! fitted on other draws than those of which it speaks (Chernozhukov et al. 2018).

mod choices;
mod estimates;
mod model;
mod table;

use matchwright_assign::{Monitor, Stage};
use matchwright_tables::{Table, counted};
use serde::Serialize;

pub use choices::{Choices, Observed, PolicyPairs};

use super::statistics::Estimate;
use crate::error::{Error, Finding, Findings};
use estimates::Decision;

/// What a plan is estimated to be worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PolicyValue {
    /// The estimates, the one that assumes least first.
    pub estimates: Vec<Valued>,
    /// Pairs whose outcome was used.
    pub pairs: usize,
    /// Independent draws among them; a pair without a coin counts as one.
    pub draws: usize,
    /// Pairs that met and of whom no outcome is known.
    pub unknown: usize,
    /// Pairs left aside because the policy's pair could not have been drawn.
    pub uncovered: usize,
    /// What is to be known about the numbers.
    pub notes: Vec<String>,
}

/// An estimate by one method.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Valued {
    /// How it was made.
    pub estimator: Estimator,
    /// The mean outcome of a pair; `None` where the method cannot say.
    pub estimate: Option<Estimate>,
}

/// How a value is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Estimator {
    /// The mean over the pairs that met and that the policy has: no correction.
    Observed,
    /// Inverse propensity scores.
    Ips,
    /// The same, divided by the sum of the weights.
    Snips,
    /// Doubly robust: a model, corrected by weighted errors.
    Dr,
}

impl Estimator {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Observed, Self::Ips, Self::Snips, Self::Dr];

    /// The name in tables and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Observed => "observed",
            Self::Ips => "ips",
            Self::Snips => "snips",
            Self::Dr => "dr",
        }
    }
}

/// Estimates the mean outcome of a policy's pairs, for people like these.
///
/// `observed` has the outcomes of pairs that met, `choices` every pair that could have met with its propensity, and
/// `policy` the pairs whose value is asked for: the plan before the experiment where it is `None`. Intervals are of
/// 95 % and treat draws as independent, not pairs: two pairs of one draw share a coin.
///
/// O(pairs · model columns²).
///
/// ```
/// use matchwright::assign::Monitor;
/// use matchwright::roster::Table;
/// use matchwright::tracking::{Choices, Observed, policy_value};
///
/// let csv = "mentee_id,mentor_id,draw,propensity,planned,drawn,score\n\
///            e1,m1,1,0.5,1,1,0.9\ne1,m2,1,0.5,0,0,0.8\n\
///            e2,m2,1,0.5,1,1,0.9\ne2,m1,1,0.5,0,0,0.8\n";
/// let choices = Choices::read(&Table::from_csv_reader(csv.as_bytes(), "choices")?, &["score"])?;
/// let feedback = "mentee_id,mentor_id,fit\ne1,m1,5\ne2,m2,4\n";
/// let feedback = Table::from_csv_reader(feedback.as_bytes(), "feedback")?;
/// let value = policy_value(&Observed::read(&feedback, "fit")?, &choices, None, &Monitor::new())?;
/// let snips = value.estimates[2].estimate.expect("two pairs were seen");
/// assert_eq!((snips.value, value.pairs, value.draws), (4.5, 2, 1));
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] where no pair that met has an outcome; [`Error::Assign`] where the monitor was cancelled.
pub fn policy_value(
    observed: &Observed,
    choices: &Choices,
    policy: Option<&PolicyPairs>,
    monitor: &Monitor,
) -> Result<PolicyValue, Error> {
    let (decisions, counts) = estimates::decisions(observed, choices, policy);
    if decisions.is_empty() {
        let message = "no pair that met, and could be of the policy, has an outcome";
        let mut findings = Findings::default();
        findings.push(Finding::new(message).table("feedback").code("nothing_known"));
        return Err(Error::Input(findings));
    }
    monitor.begin(Stage::Outcome, Estimator::ALL.len());
    let mut estimates = Vec::new();
    for estimator in Estimator::ALL {
        monitor.check()?;
        let estimate = estimates::estimate(estimator, &decisions);
        estimates.push(Valued { estimator, estimate });
        monitor.advance(1);
    }
    Ok(PolicyValue {
        estimates,
        pairs: decisions.len(),
        draws: estimates::draws(&decisions),
        unknown: counts.unknown,
        uncovered: counts.uncovered,
        notes: notes(&decisions, counts),
    })
}

/// What is to be known about the numbers.
fn notes(decisions: &[Decision], counts: estimates::Counts) -> Vec<String> {
    let mut notes = Vec::new();
    if decisions.iter().any(|decision| decision.propensity.is_none()) {
        notes.push(
            "Propensities are not known: only pairs that were chosen have outcomes, and the mean of these says \
             nothing about pairs that were not. Make an experiment, and give its choices."
                .to_owned(),
        );
    } else if decisions.iter().all(|decision| decision.propensity == Some(1.0)) {
        notes.push(
            "Nothing was left to chance: only the plan that there was can be valued.".to_owned(),
        );
    } else if decisions.iter().any(|decision| !decision.is_whole) {
        notes.push(
            "The other pairs that could have been are not listed, so that no model can speak of them: there is no \
             doubly robust estimate."
                .to_owned(),
        );
    }
    if counts.unknown > 0 {
        let known = decisions.len() + counts.uncovered;
        notes.push(format!(
            "{} of {} that met {} no outcome. The estimates are of those that have one.",
            counts.unknown,
            counted(known + counts.unknown, "pair", "pairs"),
            if counts.unknown == 1 { "has" } else { "have" }
        ));
    }
    if counts.uncovered > 0 {
        notes.push(format!(
            "For {} the policy wants somebody who could not have been drawn: left aside.",
            counted(counts.uncovered, "pair", "pairs")
        ));
    }
    notes
}

impl PolicyValue {
    /// Reads the tables and estimates: `feedback` with the column `value`, and `choices` as
    /// [`Experiment::frame`](super::Experiment::frame) writes them, or the feedback itself where it is `None`.
    ///
    /// # Errors
    /// [`Error::Input`] with everything that is wrong with the tables, and those of [`policy_value`].
    pub fn read(
        feedback: &Table,
        value: &str,
        choices: Option<&Table>,
        policy: Option<&PolicyPairs>,
        model: &[&str],
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let own = choices.unwrap_or(feedback);
        let model = if choices.is_some() { model } else { &[] };
        let choices = Choices::read(own, model)?;
        policy_value(&Observed::read(feedback, value)?, &choices, policy, monitor)
    }
}
