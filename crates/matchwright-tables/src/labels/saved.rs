//! Labels as they are saved: their names, and every spelling. Who wrote what is forgotten.

use serde::{Deserialize, Serialize};

use super::{LabelId, Labels, label_key};

#[derive(Serialize, Deserialize)]
pub(super) struct Saved {
    texts: Vec<String>,
    /// In the order of reading.
    spellings: Vec<(String, LabelId)>,
}

impl From<Labels> for Saved {
    fn from(labels: Labels) -> Self {
        let spellings =
            labels.spellings.into_iter().map(|spelling| (spelling.text, spelling.label));
        Self { texts: labels.texts, spellings: spellings.collect() }
    }
}

impl TryFrom<Saved> for Labels {
    type Error = &'static str;

    /// The first spelling of a key is the one that other spellings join, as when they were read.
    fn try_from(saved: Saved) -> Result<Self, Self::Error> {
        let mut labels = Self { texts: saved.texts, ..Self::default() };
        for (text, label) in saved.spellings {
            if label.0 as usize >= labels.texts.len() || labels.by_text.contains_key(&text) {
                return Err("every spelling is listed once, with one of the labels");
            }
            labels.by_key.entry(label_key(&text)).or_insert(label);
            labels.spell(&text, label);
        }
        Ok(labels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_as_before() -> Result<(), &'static str> {
        let mut labels = Labels::apart(&[vec!["US".into(), "us".into()]]);
        for text in ["US", "us", "Us", "SQL", "sql", "Rust"] {
            labels.intern(text);
        }
        let again = Labels::try_from(Saved::from(labels.clone()))?;
        for text in ["US", "us", "uS", "sQl", "Rust", "rust", "Go"] {
            let found =
                |labels: &Labels| labels.find(text).map(|id| (id, labels.text(id).to_owned()));
            assert_eq!(found(&again), found(&labels), "{text}");
        }
        let unknown = Saved { texts: vec![], spellings: vec![("SQL".to_owned(), LabelId(0))] };
        assert!(Labels::try_from(unknown).is_err());
        Ok(())
    }
}
