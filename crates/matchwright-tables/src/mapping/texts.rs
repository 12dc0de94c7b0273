//! One text, or several.

use serde::{Deserialize, Serialize};

/// One text or a list of texts, as `"Mentee"` or `["Mentee", "I look for a mentor"]`.
///
/// ```
/// use matchwright_tables::mapping::Texts;
///
/// assert_eq!(Texts::from("Mentee").as_slice(), ["Mentee"]);
/// assert_eq!(Texts::from(["First name", "Last name"]).as_slice().len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged, expecting = "must be one text or a list of texts")]
pub enum Texts {
    /// One.
    One(String),
    /// Several, in this order.
    Several(Vec<String>),
}

impl Texts {
    /// All of them, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[String] {
        match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::Several(texts) => texts,
        }
    }
}

impl From<&str> for Texts {
    fn from(text: &str) -> Self {
        Self::One(text.to_owned())
    }
}

impl From<String> for Texts {
    fn from(text: String) -> Self {
        Self::One(text)
    }
}

impl<T: Into<String>> From<Vec<T>> for Texts {
    fn from(texts: Vec<T>) -> Self {
        Self::Several(texts.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<String>, const N: usize> From<[T; N]> for Texts {
    fn from(texts: [T; N]) -> Self {
        Self::Several(texts.into_iter().map(Into::into).collect())
    }
}
