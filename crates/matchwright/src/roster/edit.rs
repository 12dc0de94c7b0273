//! A roster with something changed: somebody left out, other seats, another answer.
//!
//! What labels mean was decided when the tables were read, from what everybody wrote, and stays so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use matchwright_tables::labels::{LabelId, Labels};
use matchwright_tables::vocabulary::{Meanings, Merge};
use matchwright_tables::{Cell, Table};

use super::check::Checker;
use super::columns::Column;
use super::texts::Words;
use super::{People, Person, Roster, writer};
use crate::error::{Finding, Findings};
use crate::schema::{ID_COLUMN, Kind, Read, Schema, Side};

impl Roster {
    /// Without some of the mentees and some of the mentors, by position. O(answers).
    pub(crate) fn without(&self, [mentees, mentors]: [&BTreeSet<usize>; 2]) -> Self {
        let mentees = Stay::new(&self.mentees, mentees);
        let mentors = Stay::new(&self.mentors, mentors);
        let merges = self.merges.with_writers(|number| {
            let stay = if number % 2 == 0 { &mentees } else { &mentors };
            let side = if number % 2 == 0 { Side::Mentee } else { Side::Mentor };
            let row = stay.rows.get(&(number as usize / 2))?;
            Some(writer(side, *row))
        });
        Self {
            mentees: Arc::new(self.mentees.stay(&mentees, &mentors)),
            mentors: Arc::new(self.mentors.stay(&mentors, &mentees)),
            merges: Arc::new(merges),
            ..self.clone()
        }
    }

    /// With these seats in a column of the mentors.
    pub(crate) fn with_seats(mut self, column: &str, seats: Vec<u32>) -> Self {
        let mentors = Arc::make_mut(&mut self.mentors);
        mentors.columns.insert((column.to_owned(), Kind::Seats), Column::Seats(seats));
        self
    }

    /// With another answer of one person, read as the schema reads the column; a label in a list that stands
    /// for another one does so here too.
    ///
    /// # Errors
    /// What is wrong with the answer, as where a table is read; texts, whose words no roster keeps.
    pub(crate) fn with_answer(
        mut self,
        schema: &Schema,
        (side, person): (Side, usize),
        column: &str,
        cell: Cell,
    ) -> Result<Self, Findings> {
        let reads: Vec<Read> = schema
            .reads()
            .iter()
            .filter(|read| read.side == side && read.column == column)
            .cloned()
            .collect();
        let id = self.side(side).ids()[person].clone();
        if reads.iter().any(|read| read.kind == Kind::Text) {
            let message = "a text cannot be changed here: the words of the others are not kept; \
                           match the changed tables, and compare";
            let place = Finding::new(message).table(side.table()).id(id).column(column);
            return Err(one(place.code("not_kept")));
        }
        let stands_for = self.stands_for();
        let mut read = Answer {
            table: Table::from_iter([Person::new(&id).cell(column, cell)]),
            schema,
            labels: self.open_labels(),
            others: self.side(side.other()).ids(),
        };
        let columns = read.columns(side, &reads, &stands_for)?;
        self.labels = Arc::new(read.labels);
        let people = match side {
            Side::Mentee => Arc::make_mut(&mut self.mentees),
            Side::Mentor => Arc::make_mut(&mut self.mentors),
        };
        for (read, answer) in reads.into_iter().zip(columns) {
            if let Some(all) = people.columns.get_mut(&(read.column, read.kind)) {
                let own = |at| if at == person { (&answer, 0) } else { (&*all, at) };
                let spliced = all.gathered(&(0..people.ids.len()).map(own).collect::<Vec<_>>());
                *all = spliced;
            }
        }
        Ok(self)
    }

    /// The labels, to read more: a new one gets a number that no label has, and no wider term that nobody lists.
    pub(super) fn open_labels(&self) -> Labels {
        let mut labels = (*self.labels).clone();
        labels.leave_room(self.related.end());
        labels
    }

    /// Labels in lists that stand for another one.
    pub(super) fn stands_for(&self) -> BTreeMap<LabelId, LabelId> {
        let pair = |merge: &Merge| {
            let [from, into] = [&merge.label, &merge.into].map(|text| self.labels.find(text));
            Some((from?, into?))
        };
        let pairs = self.merges().iter().filter_map(pair);
        pairs.filter(|(from, into)| from != into).collect()
    }
}

/// One answer, as a table with one row.
struct Answer<'a> {
    table: Table,
    schema: &'a Schema,
    labels: Labels,
    others: &'a [String],
}

impl Answer<'_> {
    /// The answer as each of these reads it.
    fn columns(
        &mut self,
        side: Side,
        reads: &[Read],
        stands_for: &BTreeMap<LabelId, LabelId>,
    ) -> Result<Vec<Column>, Findings> {
        let (mut findings, mut words) = (Findings::default(), Words::default());
        let schema = self.schema.clone().with_ids(ID_COLUMN);
        let mut checker = Checker::new(side, &self.table, &schema, &mut findings);
        for read in reads {
            let (separator, labels) = (&schema.list_separator, &mut self.labels);
            checker.column(read, self.others, separator, labels, &mut words, &mut findings);
        }
        if !findings.is_empty() {
            return Err(without_rows(findings));
        }
        let mut columns = checker.finish(&Meanings::default()).columns;
        let columns = reads
            .iter()
            .filter_map(|read| columns.remove(&(read.column.clone(), read.kind.clone())));
        let resolved = |mut column: Column| {
            column.stand_for(stands_for);
            column
        };
        Ok(columns.map(resolved).collect())
    }
}

fn one(finding: Finding) -> Findings {
    let mut findings = Findings::default();
    findings.push(finding);
    findings
}

/// The answer stands in no row that anybody has.
fn without_rows(findings: Findings) -> Findings {
    let mut all = Findings::default();
    all.extend(findings.into_iter().map(|finding| Finding { row: None, ..finding }));
    all
}

/// Who stays of one side.
struct Stay {
    /// Positions, in ascending order.
    people: Vec<usize>,
    /// For each position, the new one.
    places: Vec<Option<u32>>,
    /// For each row of those who stay, the new one.
    rows: BTreeMap<usize, usize>,
}

impl Stay {
    fn new(people: &People, gone: &BTreeSet<usize>) -> Self {
        let stay: Vec<usize> = (0..people.len()).filter(|at| !gone.contains(at)).collect();
        let mut places = vec![None; people.len()];
        stay.iter().zip(0..).for_each(|(&person, place)| places[person] = Some(place));
        let rows: BTreeSet<usize> = stay.iter().map(|&person| people.rows[person]).collect();
        Self { people: stay, places, rows: rows.into_iter().zip(0..).collect() }
    }

    fn of<T: Clone>(&self, all: &[T]) -> Vec<T> {
        self.people.iter().filter_map(|&person| all.get(person).cloned()).collect()
    }
}

impl People {
    fn stay(&self, own: &Stay, others: &Stay) -> Self {
        let column = |column: &Column| {
            let places: Vec<_> = own.people.iter().map(|&person| (column, person)).collect();
            column.gathered(&places).with_others(&others.places)
        };
        let columns = self.columns.iter().map(|(key, all)| (key.clone(), column(all)));
        let rows = own.of(&self.rows);
        Self {
            side: self.side,
            ids: own.of(&self.ids),
            rows: rows.iter().map(|row| own.rows[row]).collect(),
            sheet_rows: own.of(&self.sheet_rows),
            given_rows: own.of(self.given_rows()),
            are_numbers: self.are_numbers,
            names: own.of(&self.names),
            columns: columns.collect(),
        }
    }
}
