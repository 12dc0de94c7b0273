//! One table of people, read for somebody who looks for labels and words.

use matchwright_tables::labels::{LabelId, Labels, words_of_text};
use matchwright_tables::mapping::MappedTable;
use matchwright_tables::vocabulary::{Because, Meanings, Merge, Merges, Related, Vocabulary};
use matchwright_tables::{Item, Table};

use super::check::Checker;
use super::texts::Words;
use super::{People, writer};
use crate::error::{Error, Findings};
use crate::schema::{Schema, Side};

/// People of one table, and what is asked for among what they wrote.
pub(crate) struct Directory {
    people: People,
    labels: Labels,
    merges: Merges,
    related: Related,
    asked: Vec<Asked>,
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
    /// The same among the words of texts; `None` where one of them stands in no text.
    pub(crate) in_texts: Option<Vec<LabelId>>,
}

impl Directory {
    /// Reads what the schema reads of the mentors, as a roster does, and what is asked for beside it: of several
    /// labels that stand for the same the first.
    ///
    /// # Errors
    /// What is wrong in the table, as where a roster is read.
    pub(crate) fn read(
        table: &Table,
        schema: &Schema,
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
        let meanings = Meanings::new(&mut labels, vocabulary, schema.fuzzy, &schema.apart);
        let people = checker.finish(&meanings);
        let mut known: Vec<Asked> = Vec::new();
        for (item, id) in asked.iter().zip(ids) {
            let one = Asked::new(item, id, &meanings, &words);
            if known.iter().all(|have| have.label != one.label) {
                known.push(one);
            }
        }
        let Meanings { merges, related, .. } = meanings;
        Ok(findings.into_result(Self { people, labels, merges, related, asked: known })?)
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

    /// How a person wrote a label that they list in another way, and why it counts. O(merges · log people).
    pub(crate) fn written(&self, person: usize, label: LabelId) -> Option<&Merge> {
        let row = *self.people.rows.get(person)?;
        let into = self.labels.text(label);
        self.merges.of(writer(Side::Mentor, row)).find(|merge| merge.into == into)
    }
}

impl Asked {
    fn new(item: &Item, id: LabelId, meanings: &Meanings, texts: &Words) -> Self {
        let words = words_of_text(&item.label);
        let in_texts = words.iter().map(|word| texts.find(word)).collect();
        Self {
            item: item.clone(),
            label: meanings.of(id),
            because: meanings.because(id).cloned(),
            words,
            in_texts,
        }
    }
}
