//! Vocabularies: what labels mean.

use std::sync::Arc;

use matchwright::tables::Error;
use matchwright::vocabulary::{Merge, Vocabulary as CoreVocabulary, Word};
use numpy::PyReadonlyArray2;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::array::array;
use crate::border::guard;
use crate::errors;
use crate::watch::Watch;

/// A vocabulary, shared by the calls that use it.
#[pyclass(frozen, module = "matchwright._core")]
pub(crate) struct Vocabulary(Arc<CoreVocabulary>);

impl Vocabulary {
    /// The given vocabulary, or an empty one.
    pub(crate) fn or_empty(given: Option<&Self>) -> Arc<CoreVocabulary> {
        given.map_or_else(Arc::default, |given| Arc::clone(&given.0))
    }
}

#[pymethods]
impl Vocabulary {
    /// From (label, preferred, broader), each a fact.
    #[staticmethod]
    fn from_words(
        py: Python<'_>,
        words: Vec<(String, Option<String>, Option<String>)>,
    ) -> PyResult<Self> {
        read(py, move || CoreVocabulary::new(words.into_iter().map(word)))
    }

    /// Reads a file by its ending.
    #[staticmethod]
    fn from_file(py: Python<'_>, path: String) -> PyResult<Self> {
        read(py, move || CoreVocabulary::from_file(path))
    }

    /// Reads O*NET's alternate titles with its occupations.
    #[staticmethod]
    fn from_onet_titles(
        py: Python<'_>,
        alternate_titles: String,
        occupations: String,
    ) -> PyResult<Self> {
        read(py, move || CoreVocabulary::from_onet_titles(alternate_titles, occupations))
    }

    /// The same words with a vector for each label.
    #[expect(clippy::needless_pass_by_value, reason = "Python hands arrays over by value")]
    fn with_vectors(
        &self,
        py: Python<'_>,
        labels: Vec<String>,
        vectors: PyReadonlyArray2<'_, f32>,
        threshold: f64,
    ) -> PyResult<Self> {
        let rows = vectors.as_array().outer_iter().map(|row| row.to_vec()).collect::<Vec<_>>();
        let vocabulary = CoreVocabulary::clone(&self.0);
        read(py, move || vocabulary.with_vectors(labels.into_iter().zip(rows), threshold))
    }

    /// The preferred name of what a label means.
    fn meaning(&self, label: &str) -> Option<&str> {
        self.0.meaning(label)
    }

    /// How many things have a name.
    fn __len__(&self) -> usize {
        self.0.len()
    }
}

fn word((label, preferred, broader): (String, Option<String>, Option<String>)) -> Word {
    let word = Word::new(label);
    let word = preferred.into_iter().fold(word, Word::preferred);
    broader.into_iter().fold(word, Word::broader)
}

fn read(
    py: Python<'_>,
    read: impl FnOnce() -> Result<CoreVocabulary, Error> + Send + 'static,
) -> PyResult<Vocabulary> {
    guard(py, || {
        let read = Watch::new(None).run_apart(py, &Arc::default(), |_| read())?;
        let read = read.map_err(|error| errors::from_error(py, error.into()))?;
        Ok(Vocabulary(Arc::new(read)))
    })
}

/// The report on merges, as columns.
pub(crate) fn columns<'py>(py: Python<'py>, merges: &[Merge]) -> PyResult<Bound<'py, PyDict>> {
    let texts = |text: fn(&Merge) -> String| merges.iter().map(text).collect::<Vec<_>>();
    let people = array(py, merges.iter().map(|merge| merge.people as i64));
    let columns = PyDict::new(py);
    columns.set_item("label", texts(|merge| merge.label.clone()))?;
    columns.set_item("into", texts(|merge| merge.into.clone()))?;
    columns.set_item("because", texts(|merge| merge.because.to_string()))?;
    columns.set_item("people", people)?;
    Ok(columns)
}
