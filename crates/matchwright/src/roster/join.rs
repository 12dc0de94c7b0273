//! A roster with one person more.
//!
//! What labels mean was decided when the tables were read, from what everybody wrote, and stays so.

use std::collections::BTreeMap;
use std::sync::Arc;

use matchwright_tables::Table;
use matchwright_tables::labels::Labels;

use super::columns::Column;
use super::late::Late;
use super::texts::Words;
use super::{People, Roster};
use crate::error::{Error, Finding, Findings};
use crate::schema::{Kind, Schema, Side};

/// People who could join one side, read as the schema reads it.
pub(crate) struct Joiners {
    people: People,
    /// Those of the roster, and what the joiners wrote.
    labels: Arc<Labels>,
}

impl Joiners {
    /// In ascending order.
    pub(crate) fn ids(&self) -> &[String] {
        self.people.ids()
    }

    /// The row of each in their table.
    pub(crate) fn rows(&self) -> &[usize] {
        self.people.rows()
    }
}

impl Roster {
    /// Reads people who could join a side; a label in a list that stands for another one does so here too.
    ///
    /// # Errors
    /// What is wrong in the table, as where a roster is read; ids that somebody has; texts, whose words no
    /// roster keeps.
    pub(crate) fn joiners(
        &self,
        schema: &Schema,
        side: Side,
        table: &Table,
        id: &str,
    ) -> Result<Joiners, Error> {
        let (mut findings, schema) = (Findings::default(), schema.clone().with_ids(id));
        let mut late = Late {
            schema: &schema,
            others: self.side(side.other()).ids(),
            labels: self.open_labels(),
            words: Words::default(),
            stands_for: &self.stands_for(),
        };
        for read in schema.reads().iter().filter(|read| read.side == side) {
            if read.kind == Kind::Text {
                let message = "texts of somebody new cannot be read here: the words of the others are not \
                               kept; match the longer table, and compare";
                let place = Finding::new(message).table(side.table()).column(&read.column);
                findings.push(place.code("not_kept"));
            }
        }
        let people = late.read(side, table, &mut findings);
        for id in people.ids().iter().filter(|id| self.side(side).position(id).is_ok()) {
            let message = format!("a {} of the outcome has this id", side.noun());
            findings.push(Finding::new(message).table(side.table()).id(id).code("id_twice"));
        }
        let labels = Arc::new(late.labels);
        Ok(findings.into_result(Joiners { people, labels })?)
    }

    /// With one of them. O(answers).
    pub(crate) fn joined_by(&self, joiners: &Joiners, joiner: usize) -> Self {
        let mut roster = self.clone();
        roster.labels = Arc::clone(&joiners.labels);
        let side = joiners.people.side;
        let place = self.side(side).place_of(&joiners.people.ids[joiner]);
        let (own, others) = match side {
            Side::Mentee => (&mut roster.mentees, &mut roster.mentors),
            Side::Mentor => (&mut roster.mentors, &mut roster.mentees),
        };
        let moved: Vec<Option<u32>> =
            (0..own.len()).map(|at| Some((at + usize::from(at >= place)) as u32)).collect();
        *own = Arc::new(own.with(&joiners.people, joiner, place));
        let others = Arc::make_mut(others);
        let columns = std::mem::take(&mut others.columns).into_iter();
        others.columns = columns.map(|(key, all)| (key, all.with_others(&moved))).collect();
        roster
    }
}

impl People {
    /// Where an id that nobody has would stand.
    fn place_of(&self, id: &str) -> usize {
        self.ids.partition_point(|own| own.as_str() < id)
    }

    /// With somebody else's answers in a place; their row is behind all others.
    fn with(&self, others: &Self, joiner: usize, place: usize) -> Self {
        let column = |(key, all): (&(String, Kind), &Column)| {
            let theirs = others.columns.get(key).map(|column| (column, joiner));
            let mut places: Vec<_> = (0..self.len()).map(|at| (all, at)).collect();
            places.splice(place..place, theirs);
            (key.clone(), all.gathered(&places))
        };
        let columns: BTreeMap<_, _> = self.columns.iter().map(column).collect();
        let mut longer = Self { columns, ..self.clone() };
        longer.ids.insert(place, others.ids[joiner].clone());
        longer.are_numbers &= others.are_numbers;
        longer.rows.insert(place, self.len());
        let last = self.sheet_rows.iter().max().map_or(0, |last| last + 1);
        insert_where_kept(&mut longer.sheet_rows, place, last);
        let last = self.given_rows.iter().max().map_or(0, |last| last + 1);
        insert_where_kept(&mut longer.given_rows, place, last);
        insert_where_kept(&mut longer.names, place, None);
        longer
    }
}

/// Lists that nobody has an entry in stay empty.
fn insert_where_kept<T>(list: &mut Vec<T>, place: usize, value: T) {
    if !list.is_empty() {
        list.insert(place, value);
    }
}
