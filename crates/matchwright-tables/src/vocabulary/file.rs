//! Vocabularies from files, by their ending.

use std::path::Path;

use super::Vocabulary;
use crate::error::Error;

impl Vocabulary {
    /// Reads a vocabulary by the ending of its name:
    ///
    /// | ending | content | as |
    /// |---|---|---|
    /// | `.csv` | one's own words | [`Vocabulary::from_csv`] |
    /// | `.json`, `.json.gz` | ESCO's skills | [`Vocabulary::from_esco`] |
    /// | `.txt` | O*NET's `Technology Skills.txt` | [`Vocabulary::from_onet_skills`] |
    ///
    /// # Errors
    /// Those of the reader, and [`Error::Syntax`] for any other ending.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let name = path.as_ref().to_string_lossy().to_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        if ends(&[".csv"]) {
            Self::from_csv(path)
        } else if ends(&[".json", ".json.gz"]) {
            Self::from_esco(path)
        } else if ends(&[".txt"]) {
            Self::from_onet_skills(path)
        } else {
            let origin = path.as_ref().display().to_string();
            let message = "a vocabulary's name ends in .csv, .json, .json.gz or .txt".to_owned();
            Err(Error::Syntax { origin, message })
        }
    }
}
