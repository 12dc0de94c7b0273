//! A roster as a file holds it, and what has to hold when it is read back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use matchwright_tables::Withheld;
use matchwright_tables::labels::{LabelId, Labels, id_key};
use matchwright_tables::vocabulary::{Merges, Related};
use serde::{Deserialize, Serialize};

use super::check::MAX_TEXT;
use super::columns::{Column, Entry, Lists, NOBODY, are_ends};
use super::inactive::Inactive;
use super::ranking::{LOWEST_RANK, Ranked};
use super::waiting::Waiting;
use super::week::Week;
use super::{People, Roster};
use crate::schema::{Kind, MAX_SEATS, Read, Schema, Side};

/// Ids and answers of both sides, and what the labels among them mean.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SavedRoster {
    mentees: SavedPeople,
    mentors: SavedPeople,
    labels: Labels,
    merges: Merges,
    related: Related,
    #[serde(default, skip_serializing_if = "Inactive::is_empty")]
    inactive: Inactive,
    #[serde(default, skip_serializing_if = "Waiting::is_empty")]
    waiting: Waiting,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SavedPeople {
    ids: Vec<String>,
    rows: Vec<usize>,
    /// Whether every id came as a number.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    are_numbers: bool,
    /// Names, where the programme's `[tables]` says where they stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    names: Vec<Option<String>>,
    /// What the schema reads of this side, in its order.
    columns: Vec<Column>,
}

impl Roster {
    /// What a schema reads of the roster.
    pub(crate) fn saved(&self, schema: &Schema) -> SavedRoster {
        let [mentees, mentors] = Side::BOTH.map(|side| self.side(side).saved(schema));
        let (labels, merges) = ((*self.labels).clone(), (*self.merges).clone());
        let (related, inactive) = ((*self.related).clone(), (*self.inactive).clone());
        let waiting = (*self.waiting).clone();
        SavedRoster { mentees, mentors, labels, merges, related, inactive, waiting }
    }

    /// The roster of a file; what does not hold together is refused.
    pub(crate) fn restored(saved: SavedRoster, schema: &Schema) -> Result<Self, String> {
        let SavedRoster { mentees, mentors, labels, merges, related, inactive, waiting } = saved;
        if !related.is_among(labels.len()) {
            return Err("relations of labels that are not there".to_owned());
        }
        let (few, many) = (mentees.ids.len(), mentors.ids.len());
        let sizes = |people, others| Sizes { people, others, labels: labels.len() };
        let mentees = mentees.restored(Side::Mentee, schema, &sizes(few, many))?;
        let mentors = mentors.restored(Side::Mentor, schema, &sizes(many, few))?;
        let mut people = [mentees, mentors];
        renumber_words(&mut people);
        let related = related.renumbered(labels.len());
        let roster = Self::shared(people, labels, merges, related);
        Ok(Self { inactive: Arc::new(inactive), waiting: Arc::new(waiting), ..roster })
    }
}

/// Gives the words of all texts the smallest numbers again: a file may hold any, and numbers take room.
fn renumber_words(people: &mut [People; 2]) {
    let lists = |column: &Column| match column {
        Column::Texts { words, .. } => words.iter().flatten().map(|word| word.label).collect(),
        _ => Vec::new(),
    };
    let columns = people.iter().flat_map(|side| side.columns.values());
    let words: BTreeSet<LabelId> = columns.flat_map(lists).collect();
    let numbers: BTreeMap<LabelId, LabelId> = words.into_iter().zip((0..).map(LabelId)).collect();
    let numbered = |word: &Entry| Entry { label: numbers[&word.label], level: word.level };
    for column in people.iter_mut().flat_map(|side| side.columns.values_mut()) {
        if let Column::Texts { words, .. } = column {
            *words =
                words.iter().map(|text| text.iter().map(numbered).collect::<Vec<_>>()).collect();
        }
    }
}

/// What a schema reads of one side.
fn reads_of(schema: &Schema, side: Side) -> impl Iterator<Item = &Read> {
    schema.reads().iter().filter(move |read| read.side == side)
}

impl People {
    pub(super) fn saved(&self, schema: &Schema) -> SavedPeople {
        let reads = reads_of(schema, self.side);
        let columns = reads.filter_map(|read| self.column(&read.column, read.kind.clone()));
        let columns = columns.cloned().collect();
        let names = 0..self.names.len();
        SavedPeople {
            ids: self.ids.clone(),
            rows: self.rows.clone(),
            are_numbers: self.are_numbers,
            names: names.map(|person| self.name(person).map(str::to_owned)).collect(),
            columns,
        }
    }
}

impl SavedPeople {
    /// How many.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(super) fn restored(
        self,
        side: Side,
        schema: &Schema,
        sizes: &Sizes,
    ) -> Result<People, String> {
        let table = side.table();
        if !are_ids(&self.ids) {
            return Err(format!("{table}: ids that are missing, repeated or out of order"));
        }
        if !is_permutation(&self.rows, self.ids.len()) {
            return Err(format!("{table}: rows that are missing or repeated"));
        }
        if self.are_numbers && !self.ids.iter().all(|id| id.parse::<f64>().is_ok()) {
            return Err(format!("{table}: ids that are no numbers, and are said to be"));
        }
        if !self.names.is_empty() && self.names.len() != self.ids.len() {
            return Err(format!("{table}: not a name for everybody"));
        }
        let reads: Vec<&Read> = reads_of(schema, side).collect();
        if reads.len() != self.columns.len() {
            return Err(format!("{table}: not the columns that the programme reads"));
        }
        let mut people = People {
            side,
            ids: self.ids,
            rows: self.rows,
            sheet_rows: Vec::new(),
            given_rows: Vec::new(),
            are_numbers: self.are_numbers,
            names: self.names.into_iter().map(|name| name.map(Withheld::new)).collect(),
            columns: BTreeMap::new(),
        };
        for (read, column) in reads.into_iter().zip(self.columns) {
            if !column.fits(&read.kind, sizes) {
                return Err(format!("{table}: not the answers of the column {:?}", read.column));
            }
            people.columns.insert((read.column.clone(), read.kind.clone()), column);
        }
        Ok(people)
    }
}

/// How many there are of what positions in a column can mean.
pub(super) struct Sizes {
    pub(super) people: usize,
    pub(super) others: usize,
    pub(super) labels: usize,
}

impl Sizes {
    fn has(&self, label: LabelId) -> bool {
        (label.0 as usize) < self.labels
    }
}

impl Column {
    /// Whether reading a table as this kind could have given it.
    fn fits(&self, kind: &Kind, sizes: &Sizes) -> bool {
        let people = sizes.people;
        match (self, kind) {
            (Self::Labels(labels), Kind::Label) => {
                labels.len() == people && labels.iter().flatten().all(|&label| sizes.has(label))
            }
            (Self::Paths(paths), Kind::Path(_)) => {
                paths.is_sound(people, |&label| sizes.has(label))
            }
            (Self::Lists(lists), Kind::List) => are_lists(lists, sizes),
            (Self::Rankings(lists), Kind::Ranking) => {
                let known = |ranked: &Ranked| Some(ranked.person).filter(|&who| who != NOBODY);
                let fits = |ranked: &Ranked| {
                    (1..=LOWEST_RANK).contains(&ranked.rank)
                        && known(ranked).is_none_or(|who| (who as usize) < sizes.others)
                };
                lists.is_sound(people, fits)
                    && lists.iter().all(|list| are_distinct(list.iter().filter_map(known)))
            }
            (Self::Weeks(weeks), Kind::Hours) => {
                weeks.len() == people && weeks.iter().all(Week::is_sound)
            }
            (Self::Vectors { rows, ends }, Kind::Vector(dimensions)) => {
                let is_answer = |row: ndarray::ArrayView1<'_, f32>| {
                    row.iter().all(|x| x.is_finite()) || row.iter().all(|x| x.is_nan())
                };
                rows.ncols() == *dimensions
                    && are_ends(ends, people, rows.nrows())
                    && rows.rows().into_iter().all(is_answer)
            }
            (Self::Texts { words, ends }, Kind::Text) => {
                // No text has a word more often than it has bytes.
                let is_count = |word: &Entry| {
                    word.level.is_some_and(|count| (1.0..=MAX_TEXT as f32).contains(&count))
                };
                are_ends(ends, people, words.len())
                    && words.is_sound(words.len(), is_count)
                    && words
                        .iter()
                        .all(|words| words.is_sorted_by(|one, other| one.label < other.label))
            }
            (Self::References(ids), Kind::Reference) => ids.len() == people,
            (Self::Seats(seats), Kind::Seats) => {
                seats.len() == people && seats.iter().all(|&seats| seats <= MAX_SEATS)
            }
            (Self::Numbers(numbers), kind) => {
                numbers.len() == people && numbers.iter().flatten().all(|&x| is_number(x, kind))
            }
            _ => false,
        }
    }
}

fn is_number(number: f64, kind: &Kind) -> bool {
    match kind {
        Kind::Number | Kind::Zone(_) => number.is_finite(),
        Kind::Within(bounds) => (bounds.low..=bounds.high).contains(&number),
        Kind::Scale(labels) => {
            number.fract() == 0.0 && (0.0..labels.len() as f64).contains(&number)
        }
        _ => false,
    }
}

fn are_lists(lists: &Lists<Entry>, sizes: &Sizes) -> bool {
    let is_level = |level: f32| level.is_finite() && level >= 0.0;
    lists.is_sound(sizes.people, |entry| sizes.has(entry.label) && entry.level.is_none_or(is_level))
        && lists.iter().all(|list| are_distinct(list.iter().map(|entry| entry.label)))
}

fn are_distinct<T: Ord>(list: impl Iterator<Item = T>) -> bool {
    let mut list: Vec<T> = list.collect();
    list.sort_unstable();
    list.windows(2).all(|pair| pair[0] != pair[1])
}

pub(super) fn are_ids(ids: &[String]) -> bool {
    !ids.is_empty()
        && ids.iter().all(|id| !id.is_empty() && id_key(id) == *id)
        && ids.is_sorted_by(|first, second| first < second)
}

fn is_permutation(rows: &[usize], people: usize) -> bool {
    rows.len() == people
        && rows.iter().all(|&row| row < people)
        && are_distinct(rows.iter().copied())
}
