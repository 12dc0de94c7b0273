//! A scorer as bytes.
//!
//! Four fields, and then CBOR (RFC 8949), since it is compact, says of every value what it is, and holds numbers
//! that JSON cannot:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `MWSCORER` |
//! | 4 | the version of the form |
//! | 8 | how many bytes follow the checksum |
//! | 4 | their CRC-32 |
//!
//! Numbers stand with the lowest byte first.

use serde::{Deserialize, Serialize};

use super::Scorer;
use crate::error::Error;
use crate::matching::Matcher;
use crate::program::Program;
use crate::roster::{Basis, SavedBasis};
use crate::scores::{Learned, SavedTerm};

const MAGIC: &[u8; 8] = b"MWSCORER";

/// The form that this version writes and reads.
const VERSION: u32 = 1;

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
        let saved = Saved {
            program: serde_json::to_string(program).map_err(|error| broken(&error.to_string()))?,
            basis: self.basis.saved(&program.schema()),
            learned: self.learned.saved(),
        };
        let mut content = Vec::new();
        ciborium::into_writer(&saved, &mut content).map_err(|error| broken(&error.to_string()))?;
        let mut bytes = Vec::with_capacity(HEADER + content.len());
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&(content.len() as u64).to_le_bytes());
        bytes.extend_from_slice(&crc32fast::hash(&content).to_le_bytes());
        bytes.append(&mut content);
        Ok(bytes)
    }

    /// The scorer that [`to_bytes`](Self::to_bytes) has written. O(bytes) time and memory, whatever they are.
    ///
    /// # Errors
    /// [`Error::Read`] where they are no such bytes, have been cut or changed, are of another version, or do not
    /// hold together; [`Error::Input`] where the programme in them does not.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut content = content(bytes).map_err(broken)?;
        let saved: Saved = ciborium::from_reader(&mut content)
            .map_err(|_| broken("its content cannot be read"))?;
        if !content.is_empty() {
            return Err(broken("something follows its content"));
        }
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

/// How many bytes stand before the content.
const HEADER: usize = 24;

/// The bytes behind the four fields, if these are right.
fn content(bytes: &[u8]) -> Result<&[u8], &'static str> {
    const CUT: &str = "it has been cut";
    let content = bytes.strip_prefix(MAGIC).ok_or("it begins with something else")?;
    let (version, content) = content.split_first_chunk().ok_or(CUT)?;
    if u32::from_le_bytes(*version) != VERSION {
        return Err("its version cannot be read by this Matchwright");
    }
    let (length, content) = content.split_first_chunk().ok_or(CUT)?;
    let (checksum, content) = content.split_first_chunk().ok_or(CUT)?;
    if u64::from_le_bytes(*length) != content.len() as u64 {
        return Err(CUT);
    }
    if u32::from_le_bytes(*checksum) != crc32fast::hash(content) {
        return Err("it has been changed");
    }
    Ok(content)
}

fn broken(message: &str) -> Error {
    Error::syntax("scorer", format!("not a scorer as it was written: {message}"))
}
