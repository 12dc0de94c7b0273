//! Typed columns: what a criterion or a rule gets of what it says it reads.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use matchwright_tables::labels::LabelId;
use matchwright_tables::vocabulary::Meanings;
use ndarray::{ArcArray2, Array2, Axis};
use serde::{Deserialize, Serialize};

use super::ranking::Ranked;
use super::week::Week;

/// A checked column, one value per person in the roster's order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Column {
    Labels(Vec<Option<LabelId>>),
    Paths(Lists<LabelId>),
    Lists(Lists<Entry>),
    Numbers(Vec<Option<f64>>),
    Rankings(Lists<Ranked>),
    Weeks(Vec<Week>),
    /// Vectors × dimensions, and where each person's end.
    Vectors {
        #[serde(with = "super::rows")]
        rows: ArcArray2<f32>,
        ends: Vec<u32>,
    },
    /// How often each word stands in each text, and where each person's texts end.
    Texts {
        words: Lists<Entry>,
        ends: Vec<u32>,
    },
    References(Vec<Option<String>>),
    Seats(Vec<u32>),
}

/// In a ranking, the place of an id that nobody on the other side has.
pub(crate) const NOBODY: u32 = u32::MAX;

impl Column {
    /// Replaces the labels in lists by what they stand for.
    pub(super) fn resolve(&mut self, meanings: &Meanings) {
        self.relabel(|label| meanings.of(label));
    }

    /// The same by a list of labels that stand for others.
    pub(super) fn stand_for(&mut self, others: &BTreeMap<LabelId, LabelId>) {
        self.relabel(|label| others.get(&label).copied().unwrap_or(label));
    }

    /// Whether texts hold none but the first so many words.
    pub(super) fn has_words_below(&self, count: usize) -> bool {
        let Self::Texts { words, .. } = self else { return true };
        words.iter().flatten().all(|word| (word.label.0 as usize) < count)
    }

    fn relabel(&mut self, meaning: impl Fn(LabelId) -> LabelId) {
        if let Self::Lists(lists) = self {
            let resolved = |entry: &Entry| Entry { label: meaning(entry.label), ..*entry };
            *lists = lists.iter().map(|list| joined(list.iter().map(resolved))).collect();
        }
    }
}

impl Column {
    /// The answers at these places, each in a column of this kind. O(answers).
    pub(super) fn gathered(&self, places: &[(&Self, usize)]) -> Self {
        macro_rules! values {
            ($kind:ident) => {
                Self::$kind(gather(places, |column, at| match column {
                    Self::$kind(values) => values.get(at).cloned(),
                    _ => None,
                }))
            };
        }
        macro_rules! lists {
            ($kind:ident) => {
                Self::$kind(gather(places, |column, at| match column {
                    Self::$kind(lists) => Some(lists.of(at).to_vec()),
                    _ => None,
                }))
            };
        }
        match self {
            Self::Labels(_) => values!(Labels),
            Self::Numbers(_) => values!(Numbers),
            Self::Weeks(_) => values!(Weeks),
            Self::References(_) => values!(References),
            Self::Seats(_) => values!(Seats),
            Self::Paths(_) => lists!(Paths),
            Self::Lists(_) => lists!(Lists),
            Self::Rankings(_) => lists!(Rankings),
            Self::Vectors { rows, .. } => {
                let own = |column: &Self, at| match column {
                    Self::Vectors { rows, ends } => {
                        let own = rows.slice_axis(Axis(0), span(ends, at).into());
                        Some((own.nrows(), own.iter().copied().collect::<Vec<f32>>()))
                    }
                    _ => None,
                };
                let own: Vec<(usize, Vec<f32>)> = gather(places, own);
                let ends = ends_of(own.iter().map(|(rows, _)| *rows));
                let numbers: Vec<f32> = own.into_iter().flat_map(|(_, numbers)| numbers).collect();
                let shape = (ends.last().map_or(0, |&end| end as usize), rows.ncols());
                let rows = Array2::from_shape_vec(shape, numbers).unwrap_or_default();
                Self::Vectors { rows: rows.into_shared(), ends }
            }
            Self::Texts { .. } => {
                let own = |column: &Self, at| match column {
                    Self::Texts { words, ends } => {
                        Some(span(ends, at).map(|text| words.of(text).to_vec()).collect())
                    }
                    _ => None,
                };
                let own: Vec<Vec<Vec<Entry>>> = gather(places, own);
                let ends = ends_of(own.iter().map(Vec::len));
                Self::Texts { words: own.into_iter().flatten().collect(), ends }
            }
        }
    }

    /// With people of the other side in other places; who is gone is nobody.
    pub(super) fn with_others(self, places: &[Option<u32>]) -> Self {
        let Self::Rankings(lists) = self else { return self };
        let moved = |ranked: &Ranked| {
            let place = places.get(ranked.person as usize).copied().flatten();
            Ranked { person: place.unwrap_or(NOBODY), rank: ranked.rank }
        };
        Self::Rankings(
            lists.iter().map(|list| list.iter().map(moved).collect::<Vec<_>>()).collect(),
        )
    }
}

fn gather<T, A: FromIterator<T>>(
    places: &[(&Column, usize)],
    answer: impl Fn(&Column, usize) -> Option<T>,
) -> A {
    places.iter().filter_map(|&(column, at)| answer(column, at)).collect()
}

/// Where a person's stand among what all have.
fn span(ends: &[u32], person: usize) -> Range<usize> {
    let start = person.checked_sub(1).map_or(0, |before| ends[before]);
    start as usize..ends[person] as usize
}

/// Where each person's end who have so many.
fn ends_of(counts: impl Iterator<Item = usize>) -> Vec<u32> {
    let sums = counts.scan(0, |end, count| {
        *end += count as u32;
        Some(*end)
    });
    sums.collect()
}

/// A label in a list cell, with the level behind it where the person gave one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Which label.
    pub label: LabelId,
    /// The level; not negative.
    pub level: Option<f32>,
}

/// A list with each label once, where it stands first, with its highest level.
pub(super) fn joined(entries: impl Iterator<Item = Entry>) -> Vec<Entry> {
    let mut places = HashMap::new();
    let mut list: Vec<Entry> = Vec::new();
    for entry in entries {
        let place = *places.entry(entry.label).or_insert(list.len());
        match list.get_mut(place) {
            Some(have) => have.level = higher(have.level, entry.level),
            None => list.push(entry),
        }
    }
    list
}

fn higher(have: Option<f32>, new: Option<f32>) -> Option<f32> {
    match (have, new) {
        (Some(have), Some(new)) => Some(have.max(new)),
        (have, new) => have.or(new),
    }
}

/// What people may have several of, such as texts, stored end to end. Everybody has one at least: where the
/// answer is missing it says nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Several<T> {
    /// Everybody's, in the roster's order.
    pub all: T,
    pub(super) ends: Vec<u32>,
}

impl<T> Several<T> {
    /// Where a person's stand.
    #[must_use]
    pub fn of(&self, person: usize) -> Range<usize> {
        span(&self.ends, person)
    }

    /// Whether nobody has more than one.
    pub(crate) fn all_have_one(&self) -> bool {
        self.ends.last().is_none_or(|&end| end as usize == self.ends.len())
    }

    /// What people have, and where each person's stand.
    pub(crate) fn parted(self) -> (T, Several<()>) {
        (self.all, Several { all: (), ends: self.ends })
    }
}

/// Whether so many people have one at least, and so many all together.
pub(super) fn are_ends(ends: &[u32], people: usize, all: usize) -> bool {
    let starts = std::iter::once(&0).chain(ends);
    ends.len() == people
        && ends.last().map_or(0, |&end| end as usize) == all
        && starts.zip(ends).all(|(start, end)| start < end)
}

/// One list per person, stored end to end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lists<T> {
    ends: Vec<u32>,
    entries: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), entries: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// Adds the next person's list.
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.entries.extend(list);
        self.ends.push(self.entries.len() as u32);
    }

    /// Whether there is one list for each of so many people, of such entries.
    pub(super) fn is_sound(&self, people: usize, fits: impl Fn(&T) -> bool) -> bool {
        let whole = self.ends.last().map_or(0, |&end| end as usize) == self.entries.len();
        whole && self.ends.len() == people && self.ends.is_sorted() && self.entries.iter().all(fits)
    }

    /// How many lists.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A person's list; empty where the answer is missing.
    #[must_use]
    pub fn of(&self, person: usize) -> &[T] {
        let start = person.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.entries[start..self.ends[person] as usize]
    }

    /// All lists in the roster's order.
    pub fn iter(&self) -> impl Iterator<Item = &[T]> {
        (0..self.ends.len()).map(|person| self.of(person))
    }
}

impl<T, I: IntoIterator<Item = T>> FromIterator<I> for Lists<T> {
    /// One list per person, in the roster's order.
    fn from_iter<L: IntoIterator<Item = I>>(people: L) -> Self {
        let mut lists = Self::default();
        people.into_iter().for_each(|list| lists.push(list));
        lists
    }
}
