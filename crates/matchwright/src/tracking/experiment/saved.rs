//! An experiment as a file: the plan before it, the two pairs of each draw, and how its coin fell.
//!
//! Propensities, scores and costs follow from these and are worked out again.

use std::path::Path;
use std::sync::Arc;

use matchwright_assign::{Monitor, Options};
use matchwright_tables::{read_text, write_text};
use serde::{Deserialize, Serialize};

use super::swaps::{Plan, Swaps};
use super::{Draw, Experiment, ExperimentOptions};
use crate::error::Error;
use crate::outcome::Outcome;

/// The form of the file.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    version: u32,
    options: ExperimentOptions,
    wanted: usize,
    draws: Vec<SavedDraw>,
    /// The text that an outcome is saved as.
    before: String,
}

/// Two pairs of the plan before, each a mentee's id and a mentor's.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedDraw {
    pairs: [(String, String); 2],
    swapped: bool,
}

impl Experiment {
    /// Writes the experiment to a JSON file, compressed where the name ends in `.gz`; as
    /// [`Outcome::save`] it holds the answers that the programme reads.
    ///
    /// # Errors
    /// Those of [`Outcome::save`].
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        Ok(write_text(path, &self.to_json_string()?)?)
    }

    /// Reads what [`save`](Self::save) has written. Scores and the proof are worked out again, as is whether each
    /// draw keeps to the rules, the seats and the band.
    ///
    /// # Errors
    /// Those of [`Outcome::load`](crate::Outcome::load), and [`Error::Read`] where a draw is none of that plan.
    pub fn load(path: impl AsRef<Path>, monitor: &Arc<Monitor>) -> Result<Self, Error> {
        let text = read_text(&path)?;
        Self::from_json_str(&text, monitor)
    }

    /// The text that [`save`](Self::save) writes.
    ///
    /// # Errors
    /// As there.
    pub fn to_json_string(&self) -> Result<String, Error> {
        let saved = Saved {
            version: VERSION,
            options: self.options,
            wanted: self.wanted,
            draws: self.saved_draws(),
            before: self.before.to_json_string()?,
        };
        serde_json::to_string(&saved).map_err(|error| not_saved(&error.to_string()))
    }

    /// Reads the text that [`save`](Self::save) writes.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn from_json_str(text: &str, monitor: &Arc<Monitor>) -> Result<Self, Error> {
        let saved: Saved =
            serde_json::from_str(text).map_err(|error| not_saved(&error.to_string()))?;
        if saved.version != VERSION {
            return Err(not_saved("its version is not known"));
        }
        let before = Outcome::from_json_str(&saved.before, monitor)?;
        saved.options.check(&before)?;
        let plan = Plan::new(&before)?;
        let draws = restored(&saved.draws, &before, &plan, &saved.options)?;
        let run = Options::default().with_monitor(Arc::clone(monitor));
        Self::new(&before, &plan, &draws, (saved.options, saved.wanted), &run)
    }

    fn saved_draws(&self) -> Vec<SavedDraw> {
        let mut pairs = vec![Vec::with_capacity(2); self.draws.len()];
        for choice in self.choices.iter().filter(|choice| choice.is_planned) {
            if let Some(draw) = choice.draw {
                pairs[draw as usize - 1].push((choice.mentee.clone(), choice.mentor.clone()));
            }
        }
        let draws = pairs.into_iter().zip(&self.draws);
        let whole = |(pairs, (_, swapped)): (Vec<_>, &(i64, bool))| {
            let pairs = <[_; 2]>::try_from(pairs).ok()?;
            Some(SavedDraw { pairs, swapped: *swapped })
        };
        draws.filter_map(whole).collect()
    }
}

/// The draws, each checked as when it was made.
fn restored(
    saved: &[SavedDraw],
    before: &Outcome,
    plan: &Plan,
    options: &ExperimentOptions,
) -> Result<Vec<Draw>, Error> {
    let mut swaps = Swaps::new(before, plan, options)?;
    let place = |(mentee, mentor): &(String, String)| {
        let mentee = before.roster().mentees().position(mentee).ok()?;
        let mentor = before.roster().mentors().position(mentor).ok()?;
        plan.pairs.binary_search(&(mentee, mentor)).ok()
    };
    let draw = |saved: &SavedDraw| {
        let pairs = [place(&saved.pairs[0])?, place(&saved.pairs[1])?];
        swaps.take(pairs).then_some(Draw { pairs, is_swapped: saved.swapped })
    };
    let draws: Option<Vec<Draw>> = saved.iter().map(draw).collect();
    draws.ok_or_else(|| not_saved("a draw that its plan does not allow"))
}

fn not_saved(message: &str) -> Error {
    Error::syntax("experiment", format!("not an experiment as it was saved: {message}"))
}
