//! Programmes as TOML and JSON.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use matchwright_tables::Error as ReadError;
use serde::Deserialize as _;

use super::Program;
use crate::error::Error;
use crate::given::Given;

/// The longest programme text, in bytes. The largest real programme is a few KiB; the bound keeps
/// a wrong file (a roster, a log) from being parsed for minutes. Values that are in memory already have
/// no such bound.
const MAX_PROGRAM_TEXT: usize = 1024 * 1024;

impl Program {
    /// Reads a programme file: TOML (feature `toml`), or JSON where the name ends in `.json`.
    ///
    /// # Errors
    /// [`Error::Read`] where it cannot be read, otherwise as [`Program::from_toml_str`].
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let origin = path.as_ref().display().to_string();
        let failed = |source| ReadError::File { path: origin.clone(), source };
        // No more is read than is needed to see that a text is too long: not every file has an end.
        let mut bytes = Vec::new();
        let start = File::open(&path).map_err(failed)?.take(MAX_PROGRAM_TEXT as u64 + 1);
        { start }.read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() > MAX_PROGRAM_TEXT {
            return Err(too_long(&origin));
        }
        let text = String::from_utf8(bytes)
            .map_err(|_| failed(io::Error::new(io::ErrorKind::InvalidData, "is not UTF-8")))?;
        if path.as_ref().extension().is_some_and(|end| end.eq_ignore_ascii_case("json")) {
            parse(&text, &origin, from_json)
        } else {
            parse(&text, &origin, from_toml)
        }
    }

    /// Parses a programme in TOML. Feature `toml`.
    ///
    /// # Errors
    /// [`Error::Read`] where the text is longer than 1 MiB, is not TOML, or has a field or a
    /// kind that does not exist; the message names what does.
    #[cfg(feature = "toml")]
    pub fn from_toml_str(text: &str) -> Result<Self, Error> {
        parse(text, "programme", from_toml)
    }

    /// Parses a programme in JSON.
    ///
    /// # Errors
    /// As [`Program::from_toml_str`].
    pub fn from_json_str(text: &str) -> Result<Self, Error> {
        parse(text, "programme", from_json)
    }

    /// Reads a programme from values that are in memory already, however long its lists are.
    ///
    /// ```
    /// use matchwright::Program;
    /// use matchwright::rules::History;
    ///
    /// let met = (0..60_000).map(|number| (format!("mentee-{number}"), "m1"));
    /// let program = Program::builder().rule(History::new(met)).build();
    /// assert_eq!(Program::from_json_value(program.to_json_value()?)?, program);
    /// assert!(program.to_json_string().is_err());
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Read`] where there is a field or a kind that does not exist.
    pub fn from_json_value(value: serde_json::Value) -> Result<Self, Error> {
        Self::deserialize(Given(value)).map_err(|wrong| no_text(&wrong.to_string()))
    }

    /// The programme as values, however long its lists are.
    ///
    /// # Errors
    /// [`Error::Read`] where it holds a criterion or a rule of the caller's own.
    pub fn to_json_value(&self) -> Result<serde_json::Value, Error> {
        serde_json::to_value(self).map_err(|error| no_text(&error.to_string()))
    }

    /// The programme in TOML, which [`Program::from_toml_str`] reads. Feature `toml`.
    ///
    /// # Errors
    /// [`Error::Read`] where it holds a criterion or a rule of the caller's own, and where the text
    /// would be longer than the 1 MiB that are read: such a programme is kept in a saved
    /// [`Outcome`](crate::Outcome), or built anew from its lists.
    #[cfg(feature = "toml")]
    pub fn to_toml_string(&self) -> Result<String, Error> {
        readable(toml::to_string(self).map_err(|error| no_text(&error.to_string()))?)
    }

    /// The programme in JSON, which [`Program::from_json_str`] reads.
    ///
    /// # Errors
    /// As [`Program::to_toml_string`].
    pub fn to_json_string(&self) -> Result<String, Error> {
        readable(serde_json::to_string_pretty(self).map_err(|error| no_text(&error.to_string()))?)
    }

    /// The JSON Schema of a programme.
    #[cfg(feature = "schema")]
    #[must_use]
    pub fn json_schema() -> serde_json::Value {
        schemars::schema_for!(Self).to_value()
    }
}

fn parse(
    text: &str,
    origin: &str,
    read: impl FnOnce(&str) -> Result<Given, String>,
) -> Result<Program, Error> {
    if text.len() > MAX_PROGRAM_TEXT {
        return Err(too_long(origin));
    }
    let program = |given: Given| Program::deserialize(given).map_err(|wrong| wrong.to_string());
    read(text).and_then(program).map_err(|message| Error::syntax(origin, message))
}

fn from_json(text: &str) -> Result<Given, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[cfg(feature = "toml")]
fn from_toml(text: &str) -> Result<Given, String> {
    toml::from_str(text).map_err(|error| error.to_string())
}

#[cfg(not(feature = "toml"))]
fn from_toml(_: &str) -> Result<Given, String> {
    Err("TOML is read with the feature `toml`, which was left out; JSON is read anyway".to_owned())
}

fn too_long(origin: &str) -> Error {
    Error::syntax(origin, "longer than 1 MiB")
}

/// Refuses a text that no reader would take back.
fn readable(text: String) -> Result<String, Error> {
    if text.len() > MAX_PROGRAM_TEXT {
        return Err(no_text("longer as a text than the 1 MiB that can be read again"));
    }
    Ok(text)
}

fn no_text(message: &str) -> Error {
    Error::syntax("programme", message)
}
