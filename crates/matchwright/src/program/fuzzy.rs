//! When two labels count as one although they are written differently.

use serde::{Deserialize, Serialize};

/// From which likeness on a label in a list counts as a slip of another: a number from 0 to 1, or
/// "off".
///
/// A label is taken for a slip of one that is written more often, or that the vocabulary knows,
/// where both have the same words but for one, this word has at least five letters and no digit or sign
/// in both, starts with the same letter, and differs by one letter: missing, too many, another, or
/// swapped with its neighbour. The likeness (Jaro–Winkler, 0 to 1) of the two forms of this word
/// has to reach the number. Where the label has fewer than ten letters, the other one has to be written by
/// three times as many people, or to stand in the vocabulary. A label that the vocabulary knows is never a
/// slip, and no common English word is one of another ("driving" and "diving").
///
/// Before that, labels in lists that differ in nothing but the number of English words count as one
/// ("Spreadsheets" and "spreadsheet"); with "off" they do not either. Single answers, such as a job title or a
/// site, are compared as they are written.
///
/// At the default of 0.93 "Kubernets" is "Kubernetes" (0.98), and where three people write "python", one
/// with "pyhton" means that (0.95); but "reach" is not "react" (0.92). Among the 877 preferred labels of ESCO's
/// digital skills no two are merged; of the 158 plurals and 76 slips among the 4,976 labels with all
/// alternative ones, all but one plural join labels of one skill.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged, expecting = "expected a number from 0 to 1, or \"off\"")]
pub enum Fuzzy {
    /// Slips that are at least this much alike.
    From(f64),
    /// No slips.
    Off(Off),
}

/// The word `"off"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Off {
    /// Do not look for slips.
    Off,
}

impl Fuzzy {
    /// Labels count as one only by their key and by the vocabulary.
    pub const OFF: Self = Self::Off(Off::Off);

    pub(crate) fn threshold(self) -> Option<f64> {
        match self {
            Self::From(threshold) => Some(threshold),
            Self::Off(_) => None,
        }
    }

    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl Default for Fuzzy {
    /// 0.93: above the likeness of five-letter words that end in different letters.
    fn default() -> Self {
        Self::From(0.93)
    }
}
