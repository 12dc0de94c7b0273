//! A scorer as bytes.

use serde::{Deserialize, Serialize};

use super::Scorer;
use super::bytes::{self, Kind, broken};
use crate::error::Error;
use crate::matching::Matcher;
use crate::program::Program;
use crate::roster::{Basis, SavedBasis};
use crate::scores::{Learned, SavedTerm};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    /// As JSON, which every member of a programme knows how to be.
    program: String,
    basis: SavedBasis,
    learned: Vec<SavedTerm>,
}

impl Scorer {
    /// The scorer as bytes, for [`from_bytes`](Self::from_bytes). They hold the answers that the programme reads of
    /// the mentors, labels that anybody has written, and words of their texts: treat them like the tables. O(people).
    ///
    /// # Errors
    /// [`Error::Read`] where the programme cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let program = self.program();
        let program_text = serde_json::to_string(program);
        let saved = Saved {
            program: program_text.map_err(|error| broken(Kind::Scorer, &error.to_string()))?,
            basis: self.basis.saved(&program.schema()),
            learned: self.learned.saved(),
        };
        bytes::written(Kind::Scorer, &saved)
    }

    /// The scorer that [`to_bytes`](Self::to_bytes) has written. O(bytes) time and memory, whatever they are.
    ///
    /// # Errors
    /// [`Error::Read`] where they are no such bytes, have been cut or changed, are of another version, or do not
    /// hold together; [`Error::Input`] where the programme in them does not.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let broken = |message: &str| broken(Kind::Scorer, message);
        let saved: Saved = bytes::read(Kind::Scorer, bytes)?;
        let program: Program =
            serde_json::from_str(&saved.program).map_err(|error| broken(&error.to_string()))?;
        let matcher = Matcher::new(program)?;
        super::refused::findings(matcher.program()).into_result(())?;
        let learned = Learned::restored(saved.learned, matcher.program().criteria.len())
            .ok_or_else(|| broken("weights of labels or means that cannot be"))?;
        let basis = Basis::restored(saved.basis, &matcher.program().schema());
        let basis = basis.map_err(|message| broken(&message))?;
        Self { matcher, basis, learned }.prepared()
    }
}
