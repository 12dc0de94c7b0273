//! An outcome as a file.
//!
//! The file holds what the match was asked and the plan that was found, and nothing that follows from
//! them: scores, ranks, reasons and the proof are worked out again, so that no file can say of a plan
//! what does not hold.

use std::path::Path;
use std::sync::Arc;

use matchwright_assign::{Error as AssignError, Monitor, Solution};
use matchwright_tables::{read_text, write_text};
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Outcome, Promise, Timings};
use crate::criteria::AnyCriterion;
use crate::error::{Error, Finding, Findings};
use crate::given::entry;
use crate::matching::{Found, Matcher, Standing};
use crate::program::Program;
use crate::roster::{Roster, SavedRoster};
use crate::rules::AnyRule;

/// The form of the file that this version writes.
const VERSION: u32 = 2;

/// The forms that it reads. The first has no terms.
const READ: std::ops::RangeInclusive<u32> = 1..=VERSION;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    version: u32,
    program: Program,
    roster: SavedRoster,
    /// The plan of an assignment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    solution: Option<Solution>,
    /// Any other plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    plan: Option<Found>,
    /// On which terms told pairs were kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    promise: Option<Promise>,
    seconds: Timings,
}

impl Outcome {
    /// Writes the outcome to a JSON file, compressed where the name ends in `.gz`.
    ///
    /// The file holds the programme and the answers that it reads of everybody, and names where the programme's
    /// `[tables]` has a `name`: treat it like the tables. [`load`](Self::load) gives an outcome that is equal and
    /// answers the same.
    ///
    /// ```no_run
    /// # use matchwright::{Matcher, Outcome, Program, Roster};
    /// # fn example(outcome: &Outcome) -> Result<(), matchwright::Error> {
    /// outcome.save("spring.json.gz")?;
    /// assert_eq!(Outcome::load("spring.json.gz")?, *outcome);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] where the programme holds a criterion or a rule of the caller's own, which no
    /// file can hold, and [`Error::Read`].
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        Ok(write_text(path, &self.to_json_string()?)?)
    }

    /// Reads an outcome that [`save`](Self::save) has written. Everything but the plan is worked out
    /// again, the proof included: O(mentees · mentors).
    ///
    /// # Errors
    /// [`Error::Read`], also where it is no such file or its parts do not belong together, and those of [`Matcher::run`].
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::load_with(path, &Arc::default())
    }

    /// As [`load`](Self::load), watched.
    ///
    /// # Errors
    /// As [`load`](Self::load), and [`Error::Assign`] where the work was cancelled.
    pub fn load_with(path: impl AsRef<Path>, monitor: &Arc<Monitor>) -> Result<Self, Error> {
        let text = read_text(&path)?;
        read(&text, &path.as_ref().display().to_string(), monitor)
    }

    /// The text that [`save`](Self::save) writes.
    ///
    /// # Errors
    /// [`Error::Input`], as there.
    pub fn to_json_string(&self) -> Result<String, Error> {
        let text = serde_json::to_string(&Saved::of(self)?);
        text.map_err(|error| not_saved("outcome", &error.to_string()))
    }

    /// Reads the text that [`save`](Self::save) writes, watched.
    ///
    /// # Errors
    /// As [`load_with`](Self::load_with).
    pub fn from_json_str(text: &str, monitor: &Arc<Monitor>) -> Result<Self, Error> {
        read(text, "outcome", monitor)
    }
}

/// As [`Outcome::save`] writes it.
impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Saved::of(self).map_err(S::Error::custom)?.serialize(serializer)
    }
}

/// As [`Outcome::load`] reads it.
impl<'de> Deserialize<'de> for Outcome {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let saved = Saved::deserialize(deserializer)?;
        saved.restored("outcome", &Arc::default()).map_err(D::Error::custom)
    }
}

fn read(text: &str, origin: &str, monitor: &Arc<Monitor>) -> Result<Outcome, Error> {
    let saved: Saved =
        serde_json::from_str(text).map_err(|error| not_saved(origin, &error.to_string()))?;
    saved.restored(origin, monitor)
}

impl Saved {
    fn of(outcome: &Outcome) -> Result<Self, Findings> {
        let program = outcome.program();
        Ok(Self {
            version: VERSION,
            roster: outcome.roster.saved(&program.schema()),
            solution: outcome.solution().cloned(),
            plan: outcome.solution().is_none().then(|| outcome.found.clone()),
            promise: outcome.promise.clone(),
            seconds: outcome.timings,
            program: of_text(program).into_result(program.clone())?,
        })
    }

    fn restored(self, origin: &str, monitor: &Arc<Monitor>) -> Result<Outcome, Error> {
        if !READ.contains(&self.version) {
            let message = format!("version {} cannot be read by this Matchwright", self.version);
            return Err(not_saved(origin, &message));
        }
        let matcher = Matcher::new(self.program)?;
        let roster = Roster::restored(self.roster, &matcher.program().schema())
            .map_err(|message| not_saved(origin, &message))?;
        matcher.program().inspect(&roster).into_result(())?;
        let mut scores = matcher.scores_watched(&roster, monitor)?;
        if let Some(promise) = &self.promise {
            if !promise.is_sound(matcher.program()) {
                return Err(not_saved(origin, "prices of told pairs that cannot be"));
            }
            let standing = Standing::new(&matcher, &roster, &scores, &promise.terms.earlier)?;
            scores.tell(promise.told(matcher.program(), &standing));
        }
        let found = self.solution.map(Found::Assignment).or(self.plan);
        let found = found.filter(|found| found.is_for(matcher.program()));
        let found =
            found.ok_or_else(|| not_saved(origin, "no plan that the programme asks for"))?;
        let found =
            found.certified(&matcher, &roster, &scores, monitor).map_err(|error| match error {
                Error::Assign(AssignError::Cancelled | AssignError::OutOfMemory { .. }) => error,
                Error::Assign(wrong) => not_saved(origin, &wrong.to_string()),
                other => other,
            })?;
        let outcome = Outcome::new(&matcher, &roster, scores, self.promise, found, monitor)?;
        Ok(Outcome { timings: self.seconds, ..outcome })
    }
}

/// What keeps a programme from being written as text.
pub(crate) fn of_text(program: &Program) -> Findings {
    let own = |field: &str, position: usize, name: &str| {
        let message = format!("{name:?} is the caller's own, and no file can hold it");
        Finding::new(message)
            .table("programme")
            .column(format!("{field}{}", entry(position, None)))
            .code("programme")
    };
    let criteria = program.criteria.iter().enumerate();
    let criteria = criteria.filter(|(_, term)| matches!(term.criterion, AnyCriterion::Custom(_)));
    let rules = program.rules.iter().enumerate();
    let rules = rules.filter(|(_, clause)| matches!(clause.rule, AnyRule::Custom(_)));
    let mut findings = Findings::default();
    findings.extend(criteria.map(|(at, term)| own("criteria", at, &term.name())));
    findings.extend(rules.map(|(at, clause)| own("rules", at, &clause.name())));
    findings
}

fn not_saved(origin: &str, message: &str) -> Error {
    Error::syntax(origin, format!("not an outcome as it was saved: {message}"))
}
