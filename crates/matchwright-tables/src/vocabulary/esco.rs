//! Vocabularies from ESCO's skills, as JSON.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use serde::Deserialize;

use super::{Vocabulary, Word};
use crate::error::Error;

/// What is read of a skill; its other fields are passed over.
#[derive(Deserialize)]
struct Skill {
    label: String,
    #[serde(default, rename = "altLabel")]
    alternatives: Vec<String>,
}

impl Vocabulary {
    /// Reads ESCO skills from a JSON array of objects with `label` and `altLabel` (a list of other
    /// names), compressed where the file's name ends in `.gz`.
    ///
    /// # Errors
    /// [`Error::File`], and [`Error::Syntax`] where it is no such array.
    pub fn from_esco(path: impl AsRef<Path>) -> Result<Self, Error> {
        let origin = path.as_ref().display().to_string();
        let failed = |source| Error::File { path: origin.clone(), source };
        let file = BufReader::new(File::open(&path).map_err(failed)?);
        let compressed =
            path.as_ref().extension().is_some_and(|end| end.eq_ignore_ascii_case("gz"));
        let mut text = String::new();
        let read =
            if compressed { unzip(file, &mut text) } else { { file }.read_to_string(&mut text) };
        read.map_err(failed)?;
        let skills: Vec<Skill> = serde_json::from_str(&text)
            .map_err(|error| Error::Syntax { origin, message: error.to_string() })?;
        Self::new(skills.into_iter().flat_map(facts))
    }
}

#[cfg(feature = "gzip")]
fn unzip(file: impl Read, text: &mut String) -> io::Result<usize> {
    flate2::read::GzDecoder::new(file).read_to_string(text)
}

#[cfg(not(feature = "gzip"))]
fn unzip(_: impl Read, _: &mut String) -> io::Result<usize> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "compressed files need the feature `gzip`"))
}

fn facts(skill: Skill) -> impl Iterator<Item = Word> {
    let Skill { label, alternatives } = skill;
    let own = Word::new(label.clone());
    let others = alternatives.into_iter().map(move |other| Word::new(other).preferred(&label));
    std::iter::once(own).chain(others)
}
