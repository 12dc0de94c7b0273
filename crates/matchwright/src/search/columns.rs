//! The people who take part, and where their labels and words stand.

use std::borrow::Cow;
use std::collections::BTreeSet;

use matchwright_tables::mapping::{MappedTable, Mapping};
use matchwright_tables::{Item, Table};

use crate::error::{Error, Finding, Findings};
use crate::program::{Fuzzy, Program};
use crate::propose::{Searched, searched};
use crate::roster::Directory;
use crate::schema::{ID_COLUMN, Kind, LIST_SEPARATOR, Read, Schema, Side};
use crate::vocabulary::Vocabulary;

/// A table of people, and the columns of it that are looked at.
pub(super) struct Looked<'t> {
    people: Cow<'t, Table>,
    /// What a mapping knows beside the cells.
    mapped: Option<MappedTable>,
    id: String,
    pub(super) lists: Vec<String>,
    pub(super) texts: Vec<String>,
    pub(super) separator: String,
    fuzzy: Option<f64>,
    apart: Vec<Vec<String>>,
}

impl<'t> Looked<'t> {
    /// What a programme reads; what holds labels or words where there is none.
    ///
    /// # Errors
    /// What is wrong with the mapping or with the people that it reads; that no column holds labels or words.
    pub(super) fn new(
        people: &'t Table,
        id: &str,
        program: Option<&Program>,
    ) -> Result<Self, Error> {
        let looked = match program {
            Some(program) => Self::by_program(people, id, program)?,
            None => Self::recognised(people, id)?,
        };
        if looked.lists.is_empty() && looked.texts.is_empty() {
            let message = "no column holds labels or words that could be looked for";
            let finding = Finding::new(message).table("people").code("nothing_to_search");
            return Err(Findings::from_iter([finding]).into());
        }
        Ok(looked)
    }

    fn by_program(people: &'t Table, id: &str, program: &Program) -> Result<Self, Error> {
        let schema = program.schema();
        let mut looked = Self {
            people: Cow::Borrowed(people),
            mapped: None,
            id: id.to_owned(),
            lists: Vec::new(),
            texts: Vec::new(),
            separator: schema.list_separator.clone(),
            fuzzy: schema.fuzzy,
            apart: schema.apart.clone(),
        };
        if let Some(mapping) = &program.tables {
            let read = Side::BOTH.into_iter().flat_map(|side| schema.columns(side));
            looked = looked.mapped_by(mapping, read.collect())?;
        }
        // A programme reads some columns of mentees, some of mentors, and some of both.
        let there = |kind: &Kind| {
            let reads = schema.reads().iter().filter(|read| read.kind == *kind);
            let names: BTreeSet<&String> = reads.map(|read| &read.column).collect();
            let is_there = |name: &&String| looked.people.column(name).is_some();
            names.into_iter().filter(is_there).cloned().collect()
        };
        (looked.lists, looked.texts) = (there(&Kind::List), there(&Kind::Text));
        Ok(looked)
    }

    fn recognised(people: &'t Table, id: &str) -> Result<Self, Error> {
        let Searched { mapping, lists, texts } = searched(people, id)?;
        let looked = Self {
            people: Cow::Borrowed(people),
            mapped: None,
            id: id.to_owned(),
            lists,
            texts,
            separator: LIST_SEPARATOR.to_owned(),
            fuzzy: Fuzzy::default().threshold(),
            apart: Vec::new(),
        };
        if mapping == Mapping::default() {
            return Ok(looked);
        }
        let all = people.names().map(str::to_owned).collect();
        looked.mapped_by(&mapping, all)
    }

    fn mapped_by(self, mapping: &Mapping, read: BTreeSet<String>) -> Result<Self, Error> {
        let mut mapped = mapping.apply_alone(&self.people, &self.id, &self.separator, read)?;
        let people = Cow::Owned(std::mem::take(&mut mapped.table));
        Ok(Self { people, mapped: Some(mapped), id: ID_COLUMN.to_owned(), ..self })
    }

    /// The people who take part.
    pub(super) fn table(&self) -> &Table {
        &self.people
    }

    /// Reads the columns, and what is asked for beside them.
    pub(super) fn directory(
        &self,
        vocabulary: &Vocabulary,
        asked: &[Item],
    ) -> Result<Directory, Error> {
        let lists = self.lists.iter().map(|column| Read::mentor(column, Kind::List));
        let mut schema = Schema::new(lists).with_ids(self.id.as_str());
        schema.list_separator.clone_from(&self.separator);
        schema.apart.clone_from(&self.apart);
        schema.fuzzy = self.fuzzy;
        let texts = &self.texts;
        let directory = Directory::read(&self.people, &schema, texts, vocabulary, asked)?;
        Ok(match &self.mapped {
            Some(mapped) => directory.with_mapped(mapped),
            None => directory,
        })
    }
}
