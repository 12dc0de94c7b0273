//! What goes from machine to machine, as bytes.
//!
//! Four fields, and then CBOR (RFC 8949), since it is compact, says of every value what it is, and holds numbers
//! that JSON cannot:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | what it is, such as `MWSCORER` |
//! | 4 | the version of the form |
//! | 8 | how many bytes follow the checksum |
//! | 4 | their CRC-32 |
//!
//! Numbers stand with the lowest byte first.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Error;

/// The form that this version writes and reads.
const VERSION: u32 = 1;

/// How many bytes stand before the content.
const HEADER: usize = 24;

/// What bytes hold.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Scorer,
    /// What is asked about a match.
    Query,
    /// What some mentees reply to it.
    Reply,
}

impl Kind {
    fn magic(self) -> &'static [u8; 8] {
        match self {
            Self::Scorer => b"MWSCORER",
            Self::Query => b"MWQUERY_",
            Self::Reply => b"MWREPLY_",
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Scorer => "scorer",
            Self::Query => "query",
            Self::Reply => "reply",
        }
    }
}

/// A value as bytes, for [`read`].
pub(super) fn written(kind: Kind, value: &impl Serialize) -> Result<Vec<u8>, Error> {
    let mut content = Vec::new();
    ciborium::into_writer(value, &mut content).map_err(|error| broken(kind, &error.to_string()))?;
    let mut bytes = Vec::with_capacity(HEADER + content.len());
    bytes.extend_from_slice(kind.magic());
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&(content.len() as u64).to_le_bytes());
    bytes.extend_from_slice(&crc32fast::hash(&content).to_le_bytes());
    bytes.append(&mut content);
    Ok(bytes)
}

/// The value that [`written`] has written. O(bytes) time and memory, whatever they are.
pub(super) fn read<T: DeserializeOwned>(kind: Kind, bytes: &[u8]) -> Result<T, Error> {
    let mut content = content(kind, bytes).map_err(|message| broken(kind, message))?;
    let value = ciborium::from_reader(&mut content);
    let value = value.map_err(|_| broken(kind, "its content cannot be read"))?;
    if !content.is_empty() {
        return Err(broken(kind, "something follows its content"));
    }
    Ok(value)
}

/// The bytes behind the four fields, if these are right.
fn content(kind: Kind, bytes: &[u8]) -> Result<&[u8], &'static str> {
    const CUT: &str = "it has been cut";
    let content = bytes.strip_prefix(kind.magic()).ok_or("it begins with something else")?;
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

pub(super) fn broken(kind: Kind, message: &str) -> Error {
    let noun = kind.noun();
    let article = if noun.starts_with('a') { "an" } else { "a" };
    Error::syntax(noun, format!("not {article} {noun} as it was written: {message}"))
}
