//! Vocabularies from O*NET's files: tab-separated text with a header line.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use super::{Vocabulary, Word};
use crate::error::Error;
use crate::finding::{Finding, Findings};

impl Vocabulary {
    /// Reads O*NET's `Technology Skills.txt`: each example (a program, a language) with its
    /// commodity title as the broader term. Where an example is itself the title of a commodity,
    /// it is that and nothing narrower.
    ///
    /// # Errors
    /// [`Error::File`], [`Error::Syntax`], and [`Error::Input`] where a column is missing.
    pub fn from_onet_skills(path: impl AsRef<Path>) -> Result<Self, Error> {
        let rows = read(path.as_ref(), ["Example", "Commodity Title"])?;
        let titles: BTreeSet<String> =
            rows.iter().map(|[_, title]| crate::labels::label_key(title)).collect();
        Self::new(rows.into_iter().map(|[example, title]| {
            let is_title = titles.contains(&crate::labels::label_key(&example));
            let word = Word::new(example);
            if is_title { word } else { word.broader(title) }
        }))
    }

    /// Reads O*NET's `Alternate Titles.txt` and `Occupation Data.txt`: every alternate title is
    /// another name for the occupation's title.
    ///
    /// # Errors
    /// As [`Vocabulary::from_onet_skills`].
    pub fn from_onet_titles(
        alternate_titles: impl AsRef<Path>,
        occupations: impl AsRef<Path>,
    ) -> Result<Self, Error> {
        const CODE: &str = "O*NET-SOC Code";
        let occupations = read(occupations.as_ref(), [CODE, "Title"])?;
        let titles: HashMap<&str, &str> =
            occupations.iter().map(|[code, title]| (code.as_str(), title.as_str())).collect();
        let names = titles.values().map(|&title| Word::new(title));
        let alternates = read(alternate_titles.as_ref(), [CODE, "Alternate Title"])?;
        let others = alternates.into_iter().filter_map(|[code, alternate]| {
            titles.get(code.as_str()).map(|&title| Word::new(alternate).preferred(title))
        });
        Self::new(names.chain(others))
    }
}

/// Two columns of a file. Quotes mean nothing there.
fn read(path: &Path, columns: [&str; 2]) -> Result<Vec<[String; 2]>, Error> {
    let origin = path.display().to_string();
    let failed = |source| Error::File { path: origin.clone(), source };
    let text = std::fs::read_to_string(path).map_err(failed)?;
    let mut lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let header = lines.next().unwrap_or_default();
    let place = |name: &str| header.iter().position(|have| have.trim() == name);
    let mut findings = Findings::default();
    for name in columns.iter().filter(|name| place(name).is_none()) {
        let message = "there is no such column; is it the O*NET file that the call is for?";
        findings.push(Finding::new(message).table(&origin).column(*name));
    }
    findings.into_result(())?;
    let places = columns.map(|name| place(name).unwrap_or_default());
    let cell = |cells: &[&str], at: usize| cells.get(at).map_or("", |cell| cell.trim()).to_owned();
    Ok(lines.map(|cells| places.map(|at| cell(&cells, at))).collect())
}
