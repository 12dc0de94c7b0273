//! One table of people, read for somebody who looks for labels and words.

use matchwright_tables::labels::{LabelId, Labels, words_of_text};
use matchwright_tables::mapping::MappedTable;
use matchwright_tables::vocabulary::{Because, Meanings, Merge, Merges, Related, Vocabulary};
use matchwright_tables::{Cell, Item, Table};

use super::check::Checker;
use super::texts::{Words, texts_of};
use super::{People, meanings, writer};
use crate::error::{Error, Findings};
use crate::schema::{Schema, Side};

/// People of one table, and what is asked for among what they wrote.
pub(crate) struct Directory {
    people: People,
    labels: Labels,
    merges: Merges,
    related: Related,
    asked: Vec<Asked>,
    /// For each person the places of labels that stand in texts of theirs, each with that of the column.
    in_texts: Vec<Vec<(usize, usize)>>,
}

/// A label that is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// As it was asked for.
    pub(crate) item: Item,
    /// What it stands for.
    pub(crate) label: LabelId,
    /// Why it stands for that; `None` where it is the label itself.
    pub(crate) because: Option<Because>,
    /// Its words in the form in which words are compared.
    pub(crate) words: Vec<String>,
}

impl Directory {
    /// Reads what the schema reads of the mentors, as a roster does, and what is asked for beside it: of several
    /// labels that stand for the same the first. Of texts only those are taken apart that can hold what is asked
    /// for. O(cells).
    ///
    /// # Errors
    /// What is wrong in the table, as where a roster is read.
    pub(crate) fn read(
        table: &Table,
        schema: &Schema,
        texts: &[String],
        vocabulary: &Vocabulary,
        asked: &[Item],
    ) -> Result<Self, Error> {
        let (mut findings, mut words) = (Findings::default(), Words::default());
        let mut labels = Labels::apart(&schema.apart);
        let mut checker = Checker::new(Side::Mentor, table, schema, &mut findings);
        for read in schema.reads() {
            let separator = &schema.list_separator;
            checker.column(read, &[], separator, &mut labels, &mut words, &mut findings);
        }
        let ids: Vec<LabelId> = asked.iter().map(|item| labels.ask(&item.label)).collect();
        let meanings = meanings(&mut labels, vocabulary, schema);
        let people = checker.finish(&meanings);
        let mut known: Vec<Asked> = Vec::new();
        for (item, id) in asked.iter().zip(ids) {
            let one = Asked::new(item, id, &meanings);
            if known.iter().all(|have| have.label != one.label) {
                known.push(one);
            }
        }
        let in_texts = in_texts(&known, table, texts, people.rows());
        let Meanings { merges, related, .. } = meanings;
        let directory = Self { people, labels, merges, related, asked: known, in_texts };
        Ok(findings.into_result(directory)?)
    }

    /// Adds what `[tables]` knows of each row beside its cells.
    pub(crate) fn with_mapped(mut self, mapped: &MappedTable) -> Self {
        self.people.add_mapped(mapped);
        self
    }

    pub(crate) fn people(&self) -> &People {
        &self.people
    }

    pub(crate) fn labels(&self) -> &Labels {
        &self.labels
    }

    pub(crate) fn related(&self) -> &Related {
        &self.related
    }

    pub(crate) fn asked(&self) -> &[Asked] {
        &self.asked
    }

    /// The labels, by their places among those asked for, whose words all stand in a text of a person, each with
    /// the place of its column.
    pub(crate) fn in_texts(&self, person: usize) -> &[(usize, usize)] {
        self.in_texts.get(person).map_or(&[], Vec::as_slice)
    }

    /// How a person wrote a label that they list in another way, and why it counts. O(merges · log people).
    pub(crate) fn written(&self, person: usize, label: LabelId) -> Option<&Merge> {
        let row = *self.people.rows.get(person)?;
        let into = self.labels.text(label);
        self.merges.of(writer(Side::Mentor, row)).find(|merge| merge.into == into)
    }
}

impl Asked {
    fn new(item: &Item, id: LabelId, meanings: &Meanings) -> Self {
        Self {
            item: item.clone(),
            label: meanings.of(id),
            because: meanings.because(id).cloned(),
            words: words_of_text(&item.label),
        }
    }
}

/// For each person, whose rows these are, what stands in their texts.
fn in_texts(
    asked: &[Asked],
    table: &Table,
    columns: &[String],
    rows: &[usize],
) -> Vec<Vec<(usize, usize)>> {
    let mut found = vec![Vec::new(); rows.len()];
    for (column, name) in columns.iter().enumerate() {
        let cells = table.column(name).unwrap_or_default();
        for (found, &row) in found.iter_mut().zip(rows) {
            let cell = cells.get(row).unwrap_or(&Cell::Missing);
            for text in texts_of(cell).unwrap_or_default() {
                let held = asked.iter().enumerate().filter(|(_, one)| holds(&text, &one.words));
                found.extend(held.map(|(place, _)| (place, column)));
            }
        }
    }
    found
}

/// Whether all of some words stand in a text. None do where there are none.
fn holds(text: &str, words: &[String]) -> bool {
    let is_plain = text.is_ascii() && !text.contains('&');
    let begins = |word: &String| {
        let beginning = &word.as_bytes()[..word.len().min(BEGINNING)];
        text.as_bytes()
            .windows(beginning.len().max(1))
            .any(|own| own.eq_ignore_ascii_case(beginning))
    };
    if words.is_empty() || (is_plain && !words.iter().all(begins)) {
        return false;
    }
    let own = words_of_text(text);
    words.iter().all(|word| own.contains(word))
}

/// A word of a plain text begins with so many letters of the form that its plural shares. Taking words apart takes
/// ten times as long as looking for how they begin.
const BEGINNING: usize = 3;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The quick look passes over no word.
        #[test]
        fn words_are_found_as_where_texts_are_taken_apart(
            text in "((studi|box|bus|AX|cas|sk|R&D|é|x)(es|ies|y|e|s|)[ ,&]){0,4}",
            label in "(studi|box|bus|ax|cas|sk|r|d|and|é|x)(es|ies|y|e|s|)( (box|axe)s?)?",
        ) {
            let (own, words) = (words_of_text(&text), words_of_text(&label));
            let expected = !words.is_empty() && words.iter().all(|word| own.contains(word));
            prop_assert_eq!(holds(&text, &words), expected);
        }
    }
}
