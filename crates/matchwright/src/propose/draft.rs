//! The programme as it comes about: mapping, criteria and rules, each with its reason.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::facts::Facts;
use crate::error::Error;
use crate::program::Program;
use crate::schema::Side;

/// More criteria than this nobody weighs against each other.
const MOST_CRITERIA: usize = 8;

/// Said of columns for which there is no place any more.
const ENOUGH: &str = "could serve as well; a programme with few criteria is easier to weigh";

/// A part of the mapping, a criterion or a rule.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) why: String,
    pub(super) fields: Map<String, Value>,
    /// The columns that it reads, of the export or new ones, in the order of the fields.
    reads: Vec<String>,
}

/// A new column.
#[derive(Debug, Clone)]
pub(super) struct NewColumn {
    pub(super) why: String,
    pub(super) source: Value,
    /// The columns of the export that it comes from.
    from: BTreeSet<String>,
}

/// Everything that is proposed so far.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Fields of the mapping but for the new columns, each with its reason.
    pub(super) mapping: Vec<(&'static str, Value, String)>,
    pub(super) columns: BTreeMap<String, NewColumn>,
    /// The mentors' column of seats, with its reason.
    pub(super) capacity: Option<(String, String)>,
    pub(super) criteria: Vec<Block>,
    pub(super) rules: Vec<Block>,
    /// What only people can decide.
    pub(super) questions: Vec<String>,
    /// Other forms of a programme that the data suggest.
    pub(super) hints: Vec<String>,
    used: [HashSet<String>; 2],
    /// What no use may take.
    closed: [HashSet<String>; 2],
    reasons: [HashMap<String, String>; 2],
    names: BTreeSet<String>,
}

impl Draft {
    /// Nothing yet, for tables with these columns: no new column takes the place of one.
    pub(super) fn new<'t>(names: impl Iterator<Item = &'t str>) -> Self {
        Self { names: names.map(str::to_lowercase).collect(), ..Self::default() }
    }

    /// Whether no use has been found for a column yet.
    pub(super) fn is_free(&self, side: Side, facts: &Facts<'_>) -> bool {
        let name = facts.name();
        !self.used[side as usize].contains(name) && !self.closed[side as usize].contains(name)
    }

    pub(super) fn take(&mut self, side: Side, columns: &[&Facts<'_>]) {
        self.used[side as usize].extend(columns.iter().map(|facts| facts.name().to_owned()));
    }

    /// Whether a column serves.
    pub(super) fn is_used(&self, side: Side, name: &str) -> bool {
        self.used[side as usize].contains(name)
    }

    /// Says why columns that could serve do not.
    pub(super) fn leave(&mut self, side: Side, columns: &[&Facts<'_>], why: &str) {
        for facts in columns {
            let reason = self.reasons[side as usize].entry(facts.name().to_owned());
            reason.or_insert_with(|| why.to_owned());
        }
    }

    /// Leaves columns out, so that no later use takes them.
    pub(super) fn close(&mut self, side: Side, columns: &[&Facts<'_>], why: &str) {
        self.leave(side, columns, why);
        self.closed[side as usize].extend(columns.iter().map(|facts| facts.name().to_owned()));
    }

    /// Why a column is left out, where a use had a reason for it.
    pub(super) fn reason(&self, side: Side, name: &str) -> Option<&str> {
        self.reasons[side as usize].get(name).map(String::as_str)
    }

    /// Adds a new column under this name, or a similar one that is free; one that comes from the same place
    /// already is taken as it is.
    pub(super) fn new_column(
        &mut self,
        name: Option<String>,
        otherwise: &str,
        source: Value,
        from: &[&Facts<'_>],
        why: impl Into<String>,
    ) -> String {
        if let Some((name, _)) = self.columns.iter().find(|(_, new)| new.source == source) {
            return name.clone();
        }
        let name = name.unwrap_or_else(|| otherwise.to_owned());
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let is_free = |name: &String| !self.names.contains(name);
        let name = std::iter::once(name.clone()).chain(numbered).find(is_free).unwrap_or(name);
        self.names.insert(name.clone());
        let from = from.iter().map(|facts| facts.name().to_owned()).collect();
        self.columns.insert(name.clone(), NewColumn { why: why.into(), source, from });
        name
    }

    /// Adds a criterion with its weight, where there is place; says why not otherwise.
    pub(super) fn criterion(
        &mut self,
        kind: &str,
        fields: Value,
        weight: f64,
        columns: [&[&Facts<'_>]; 2],
        why: impl Into<String>,
    ) {
        let sides = Side::BOTH.into_iter().zip(columns);
        if self.criteria.len() >= MOST_CRITERIA {
            for (side, columns) in sides {
                self.leave(side, columns, ENOUGH);
            }
            return;
        }
        for (side, columns) in sides {
            self.take(side, columns);
        }
        let mut block = Block::new(kind, fields, why);
        block.fields.insert("weight".to_owned(), number(weight));
        self.criteria.push(block);
    }

    /// Adds a rule.
    pub(super) fn rule(
        &mut self,
        kind: &str,
        fields: Value,
        columns: [&[&Facts<'_>]; 2],
        why: impl Into<String>,
    ) {
        let sides = Side::BOTH.into_iter().zip(columns);
        for (side, columns) in sides {
            self.take(side, columns);
        }
        self.rules.push(Block::new(kind, fields, why));
    }

    /// Takes out whatever reads a column, of the export or a new one; whether anything did.
    pub(super) fn drop_column(&mut self, column: &str, why: &str) -> bool {
        let from =
            |(name, new): (&String, &NewColumn)| new.from.contains(column).then(|| name.clone());
        let mut columns: BTreeSet<String> = self.columns.iter().filter_map(from).collect();
        columns.insert(column.to_owned());
        let before = self.criteria.len() + self.rules.len() + usize::from(self.capacity.is_some());
        self.criteria.retain(|block| block.reads_none(&columns));
        self.rules.retain(|block| block.reads_none(&columns));
        self.capacity = self.capacity.take().filter(|(column, _)| !columns.contains(column));
        let after = self.criteria.len() + self.rules.len() + usize::from(self.capacity.is_some());
        if after < before {
            for name in self.columns_behind(&columns) {
                for side in [0, 1] {
                    self.used[side].remove(&name);
                    self.reasons[side].insert(name.clone(), why.to_owned());
                }
            }
        }
        self.drop_unread();
        after < before
    }

    fn columns_behind(&self, columns: &BTreeSet<String>) -> BTreeSet<String> {
        let from =
            columns.iter().filter_map(|name| self.columns.get(name)).flat_map(|new| &new.from);
        from.chain(columns).cloned().collect()
    }

    /// New columns that nothing reads any more.
    pub(super) fn drop_unread(&mut self) {
        let mut read: BTreeSet<&String> = BTreeSet::new();
        read.extend(self.criteria.iter().chain(&self.rules).flat_map(|block| &block.reads));
        read.extend(self.capacity.iter().map(|(column, _)| column));
        let read: BTreeSet<String> = read.into_iter().cloned().collect();
        self.columns.retain(|name, _| read.contains(name));
    }

    /// The mapping as values; `None` where there is nothing to say.
    fn tables(&self) -> Option<Value> {
        let mut tables: Map<String, Value> = Map::new();
        for (key, value, _) in &self.mapping {
            tables.insert((*key).to_owned(), value.clone());
        }
        if !self.columns.is_empty() {
            let columns = self.columns.iter().map(|(name, new)| (name.clone(), new.source.clone()));
            tables.insert("columns".to_owned(), Value::Object(columns.collect()));
        }
        (!tables.is_empty()).then_some(Value::Object(tables))
    }

    /// The programme.
    pub(super) fn program(&self) -> Result<Program, Error> {
        let mut program = Map::new();
        if let Some((column, _)) = &self.capacity {
            program.insert("capacity".to_owned(), json!(column));
        }
        program.extend(self.tables().map(|tables| ("tables".to_owned(), tables)));
        for (family, blocks) in [("criteria", &self.criteria), ("rules", &self.rules)] {
            let blocks = blocks.iter().map(|block| Value::Object(block.fields.clone()));
            program.insert(family.to_owned(), blocks.collect());
        }
        Program::from_json_value(Value::Object(program))
    }
}

/// A number without a point, where it is whole.
pub(super) fn number(number: f64) -> Value {
    if number.fract() == 0.0 { json!(number as i64) } else { json!(number) }
}

impl Block {
    fn new(kind: &str, fields: Value, why: impl Into<String>) -> Self {
        let mut all = Map::new();
        all.insert("kind".to_owned(), json!(kind));
        let mut reads = Vec::new();
        if let Value::Object(fields) = fields {
            for key in ["column", "need", "have", "mentee", "mentor"] {
                match fields.get(key) {
                    Some(Value::String(name)) => reads.push(name.clone()),
                    Some(Value::Object(each)) => {
                        reads.extend(each.values().filter_map(Value::as_str).map(str::to_owned));
                    }
                    _ => {}
                }
            }
            all.extend(fields);
        }
        Self { why: why.into(), fields: all, reads }
    }

    fn reads_none(&self, columns: &BTreeSet<String>) -> bool {
        self.reads.iter().all(|name| !columns.contains(name))
    }

    /// Its kind and its columns.
    pub(super) fn title(&self) -> String {
        let kind = self.fields.get("kind").and_then(Value::as_str).unwrap_or_default();
        let columns: Vec<String> = self.reads.iter().map(|name| format!("{name:?}")).collect();
        format!("{kind} on {}", columns.join(" and "))
    }
}
