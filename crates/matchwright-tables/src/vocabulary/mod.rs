//! Which labels mean the same, and which mean something wider.
//!
//! ```text
//! csv, esco, onet  →  Word  →  Vocabulary  →  Meanings        →  Merge    the report
//! readers             facts    checked         of a roster's      Related  wider and narrower
//!                                              labels
//! ```
//!
//! A vocabulary is the caller's, and stands beside the two tables: the programme says what is
//! wanted of people, whoever they are; a vocabulary says what their words mean. It is read where
//! the tables are read. The labels in lists are looked up in it once per distinct label, never per pair
//! of people; single answers (a site, a manager) are compared by their key alone.
//!
//! What the vocabulary does not know can still be a plural, or a slip of the keyboard: see
//! [`Meanings::new`]. Every merge stands in the report, [`Merge`].

mod apart;
mod common;
#[cfg(feature = "csv")]
mod csv;
#[cfg(feature = "json")]
mod esco;
#[cfg(all(feature = "csv", feature = "json"))]
mod file;
mod hierarchy;
mod meanings;
mod merge;
mod onet;
mod related;
mod slips;
mod vectors;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use meanings::Meanings;
pub use merge::{Because, Merge, Merges};
pub use related::Related;
pub use vectors::{Near, Task};

use crate::error::{Error, ask_for};
use crate::finding::{Finding, Findings};
use crate::labels::label_key;
use hierarchy::Hierarchy;
use vectors::Vectors;

/// One fact about a label, as a line of a vocabulary says it.
///
/// ```
/// use matchwright_tables::vocabulary::Word;
///
/// let facts = [
///     Word::new("Kubernetes").broader("containers"),
///     Word::new("k8s").preferred("Kubernetes"),
/// ];
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    label: String,
    preferred: Option<String>,
    broader: Option<String>,
}

impl Word {
    /// A label that stands for itself.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), preferred: None, broader: None }
    }

    /// The label means the same as this one, which is the better name.
    #[must_use]
    pub fn preferred(self, preferred: impl Into<String>) -> Self {
        Self { preferred: Some(preferred.into()), ..self }
    }

    /// What the label means is a kind of this, or a part of it.
    #[must_use]
    pub fn broader(self, broader: impl Into<String>) -> Self {
        Self { broader: Some(broader.into()), ..self }
    }

    /// The label that names the meaning.
    fn name(&self) -> &str {
        self.preferred.as_deref().unwrap_or(&self.label)
    }
}

/// Labels with their meanings: preferred names, other names for them, wider terms, and vectors.
///
/// Labels are compared as in a roster, by [`label_key`]. A label that is
/// preferred somewhere keeps its own meaning wherever else it stands. A label that is another name
/// for several things means the one whose name it resembles most (Jaro–Winkler; of equals the
/// first by name), and the [`Merge`] says what else it could mean. Neither depends on the order of
/// the facts.
///
/// ```
/// use matchwright_tables::vocabulary::{Vocabulary, Word};
///
/// let vocabulary = Vocabulary::new([
///     Word::new("Kubernetes").broader("containers"),
///     Word::new("k8s").preferred("Kubernetes"),
/// ])?;
/// assert_eq!(vocabulary.meaning("K8s"), Some("Kubernetes"));
/// assert_eq!(vocabulary.meaning("cubernetes"), None);
/// # Ok::<(), matchwright_tables::Error>(())
/// ```
///
/// Building takes O(n log n) for n facts.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// The preferred names, in the order of their keys.
    names: Vec<String>,
    /// What each key can mean, the likeliest first; never empty.
    by_key: HashMap<String, Vec<u32>>,
    hierarchy: Hierarchy,
    vectors: Vectors,
}

impl Vocabulary {
    /// A vocabulary from facts.
    ///
    /// # Errors
    /// [`Error::Input`] where a label is blank, or broader terms lead back to where they started.
    pub fn new(facts: impl IntoIterator<Item = Word>) -> Result<Self, Error> {
        Self::of_rows(facts, |fact| fact + 1)
    }

    /// A vocabulary from facts, each of which stands in a row.
    fn of_rows(
        facts: impl IntoIterator<Item = Word>,
        row: impl Fn(usize) -> usize,
    ) -> Result<Self, Error> {
        let facts: Vec<Word> = facts.into_iter().collect();
        ask_for(bytes_of(&facts))?;
        refuse_blanks(&facts, row)?;
        let names = names_in(&facts);
        let by_key = meanings_of(&facts, &names);
        let meant = |label: &str| by_key.get(&label_key(label))?.first().copied();
        let edges = facts
            .iter()
            .filter_map(|fact| Some((meant(fact.name())?, meant(fact.broader.as_deref()?)?)));
        let edges = edges.collect();
        let names: Vec<String> = names.into_values().map(str::to_owned).collect();
        let hierarchy = Hierarchy::new(&names, edges)?;
        Ok(Self { names, by_key, hierarchy, vectors: Vectors::default() })
    }

    /// Adds a vector for each of some labels, from any model: two labels are related by the cosine
    /// of their vectors where that is at least `threshold`.
    ///
    /// `vectors` holds one row of equal length for each label. The labels need not have a meaning
    /// in the vocabulary. Finding who is related takes O(n² · length) for n labels with a vector
    /// that people wrote, shared out over the threads.
    ///
    /// ```
    /// use matchwright_tables::vocabulary::Vocabulary;
    ///
    /// let vectors = vec![("Python", vec![1.0, 0.0]), ("Ruby", vec![0.8, 0.6])];
    /// let vocabulary = Vocabulary::default().with_vectors(vectors, 0.7)?;
    /// # Ok::<(), matchwright_tables::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] where the vectors differ in length, a number is not finite, a vector is
    /// nothing but zeros, or the threshold is not above 0 and at most 1.
    pub fn with_vectors<L: Into<String>>(
        self,
        vectors: impl IntoIterator<Item = (L, Vec<f32>)>,
        threshold: f64,
    ) -> Result<Self, Error> {
        Ok(Self { vectors: Vectors::new(vectors, threshold)?, ..self })
    }

    /// The preferred name of what a label means; `None` where the vocabulary does not know it.
    #[must_use]
    pub fn meaning(&self, label: &str) -> Option<&str> {
        self.meanings(&label_key(label)).first().map(|&meant| self.name(meant))
    }

    /// How many things have a name.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether nothing has a name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Everything that a key can mean, the likeliest first.
    fn meanings(&self, key: &str) -> &[u32] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", String::as_str)
    }
}

/// Bytes that building takes at most for each letter of a fact's texts and, beside them, for each fact: the
/// keys of labels, names and broader terms stand in maps and in sets.
const BYTES_A_LETTER: usize = 8;
const BYTES_A_FACT: usize = 1_000;

fn bytes_of(facts: &[Word]) -> usize {
    let letters = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let texts = |fact: &Word| fact.label.len() + letters(&fact.preferred) + letters(&fact.broader);
    facts.iter().map(|fact| texts(fact) * BYTES_A_LETTER + BYTES_A_FACT).sum()
}

fn refuse_blanks(facts: &[Word], row: impl Fn(usize) -> usize) -> Result<(), Error> {
    let mut findings = Findings::default();
    for (position, fact) in facts.iter().enumerate() {
        let parts = [
            ("label", Some(&fact.label)),
            ("preferred", fact.preferred.as_ref()),
            ("broader", fact.broader.as_ref()),
        ];
        for (column, text) in parts {
            if text.is_some_and(|text| text.trim().is_empty()) {
                let finding = Finding::new("must not be blank").table("vocabulary");
                findings.push(finding.row(row(position)).column(column));
            }
        }
    }
    Ok(findings.into_result(())?)
}

/// The preferred names by their keys. A broader term is one of them unless it is another name for
/// something. Of several spellings the first in the order of texts stays, so that the order of the
/// facts cannot matter.
fn names_in(facts: &[Word]) -> BTreeMap<String, &str> {
    let labels: BTreeSet<String> = facts.iter().map(|fact| label_key(&fact.label)).collect();
    let broader = facts.iter().filter_map(|fact| fact.broader.as_deref());
    let broader = broader.filter(|broader| !labels.contains(&label_key(broader)));
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for name in facts.iter().map(Word::name).chain(broader).map(str::trim) {
        let have = names.entry(label_key(name)).or_insert(name);
        *have = name.min(have);
    }
    names
}

/// What each key can mean, by the position of the name, the likeliest first.
fn meanings_of(facts: &[Word], names: &BTreeMap<String, &str>) -> HashMap<String, Vec<u32>> {
    let numbers: HashMap<&str, u32> = names.keys().map(String::as_str).zip(0..).collect();
    let own = numbers.iter().map(|(&key, &number)| (key.to_owned(), vec![number]));
    let mut by_key: HashMap<String, Vec<u32>> = own.collect();
    let mut aliases: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for fact in facts {
        aliases.entry(label_key(&fact.label)).or_default().insert(label_key(fact.name()));
    }
    for (key, others) in aliases {
        let others = by_likeness(&key, &others, &numbers);
        let meanings = by_key.entry(key).or_default();
        let own = meanings.first().copied();
        meanings.extend(others.into_iter().filter(|&other| own != Some(other)));
    }
    by_key
}

/// The numbers of the meanings of a key, those first whose name it resembles most.
fn by_likeness(key: &str, names: &BTreeSet<String>, numbers: &HashMap<&str, u32>) -> Vec<u32> {
    let alike =
        |name: &String| Some((strsim::jaro_winkler(key, name), *numbers.get(name.as_str())?));
    let mut alike: Vec<(f64, u32)> = names.iter().filter_map(alike).collect();
    alike.sort_by(|(a, first), (b, second)| b.total_cmp(a).then(first.cmp(second)));
    alike.into_iter().map(|(_, number)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alias(label: &str, preferred: &str) -> Word {
        Word::new(label).preferred(preferred)
    }

    #[test]
    fn a_preferred_label_keeps_its_own_meaning() -> Result<(), Error> {
        let facts = [alias("SQL", "databases"), alias("structured query language", "SQL")];
        let vocabulary = Vocabulary::new(facts)?;
        assert_eq!(vocabulary.meaning("sql"), Some("SQL"));
        assert_eq!(vocabulary.meanings("sql").len(), 2, "what else it can mean is kept");
        Ok(())
    }

    #[test]
    fn of_several_meanings_the_most_alike_comes_first_in_any_order() -> Result<(), Error> {
        let mut facts = vec![alias("photoshop elements", "graphics editors")];
        facts.push(alias("photoshop elements", "Adobe Photoshop Elements CS"));
        facts.push(alias("photoshop elements", "Photoshop"));
        for _ in 0..facts.len() {
            facts.rotate_left(1);
            let vocabulary = Vocabulary::new(facts.clone())?;
            assert_eq!(vocabulary.meaning("Photoshop Elements"), Some("Photoshop"));
        }
        Ok(())
    }

    #[test]
    fn a_broader_term_may_be_called_by_another_of_its_names() -> Result<(), Error> {
        let facts = [alias("JS", "JavaScript"), Word::new("React").broader("js")];
        assert_eq!(Vocabulary::new(facts)?.len(), 2);
        Ok(())
    }

    #[test]
    fn blanks_are_refused_with_their_place() {
        let blank = Vocabulary::new([Word::new("SQL"), Word::new("SQL").broader(" ")]);
        let text = blank.map_or_else(|error| error.to_string(), |_| String::new());
        assert_eq!(text, "vocabulary, row 2, column \"broader\": must not be blank");
    }
}
