//! Vocabularies from ESCO's skills, as JSON.

use std::path::Path;

use serde::Deserialize;

use super::{Vocabulary, Word};
use crate::error::Error;
use crate::read::read_text;

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
        let text = read_text(&path)?;
        let origin = path.as_ref().display().to_string();
        let skills: Vec<Skill> = serde_json::from_str(&text)
            .map_err(|error| Error::Syntax { origin, message: error.to_string() })?;
        Self::new(skills.into_iter().flat_map(facts))
    }
}

fn facts(skill: Skill) -> impl Iterator<Item = Word> {
    let Skill { label, alternatives } = skill;
    let own = Word::new(label.clone());
    let others = alternatives.into_iter().map(move |other| Word::new(other).preferred(&label));
    std::iter::once(own).chain(others)
}
