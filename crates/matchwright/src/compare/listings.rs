//! Who lists what: for each label, the mentors who list it, with their levels.
//!
//! A label that many list is a row of codes over all mentors, one byte each, that is read straight
//! through; any other label is an inverted index, and only the mentors who list it are visited.

use std::ops::Range;

use super::postings::Postings;
use crate::lanes::{TABLE, add_entries};
use crate::roster::{Entry, LabelId};

/// A label gets a row where one mentor in so many lists it: to visit a mentor through the index takes
/// as long as to read some tens of codes. A row costs at most so many bytes for each entry that it
/// replaces, where the index would cost 8.
const ROW: usize = 32;

/// The mentors' lists, label by label.
pub(crate) struct Listings {
    /// For each label, its place among the rows, or [`NO_ROW`].
    row_of: Vec<u32>,
    rows: Vec<Row>,
    others: Postings<f32>,
}

const NO_ROW: u32 = u32::MAX;

struct Row {
    /// The levels that mentors give, without the code 0, which says that the label is not listed.
    levels: Vec<f32>,
    codes: Vec<u8>,
}

impl Listings {
    /// One list per mentor. O(entries · log entries).
    pub(crate) fn new(lists: &[&[Entry]]) -> Self {
        let mut by_label = Postings::of_lists(lists.iter().copied());
        let mut row_of = vec![NO_ROW; by_label.keys()];
        let mut rows = Vec::new();
        for (label, row_of) in row_of.iter_mut().enumerate() {
            let row = Row::new(by_label.of(label as u32), lists.len());
            if let Some(row) = row {
                *row_of = rows.len() as u32;
                rows.push(row);
            }
        }
        by_label.retain(|label| row_of[label as usize] == NO_ROW);
        Self { row_of, rows, others: by_label }
    }

    /// Adds `part(level)` to the sum of each mentor in the range who lists the label. The level is
    /// infinite where the mentor gives none.
    pub(crate) fn add(
        &self,
        label: LabelId,
        mentors: &Range<usize>,
        part: impl Fn(f32) -> f32,
        sums: &mut [f32],
    ) {
        let row = self.row_of.get(label.0 as usize).and_then(|&row| self.rows.get(row as usize));
        if let Some(row) = row {
            let mut table = [0.0; TABLE];
            for (entry, &level) in table[1..].iter_mut().zip(&row.levels) {
                *entry = part(level);
            }
            add_entries(&table, &row.codes[mentors.clone()], sums);
        } else {
            for (position, level) in self.others.within(label.0, mentors) {
                sums[position] += part(level);
            }
        }
    }
}

impl Row {
    /// `None` where few list the label, or they give more levels than there are codes.
    fn new(listed: &[(u32, f32)], mentors: usize) -> Option<Self> {
        if listed.len() * ROW < mentors {
            return None;
        }
        let mut row = Self { levels: Vec::new(), codes: vec![0; mentors] };
        for &(mentor, level) in listed {
            let known = row.levels.iter().position(|&known| known.to_bits() == level.to_bits());
            let place = known.unwrap_or(row.levels.len());
            if place == row.levels.len() {
                row.levels.push(level);
            }
            if row.levels.len() >= TABLE {
                return None;
            }
            row.codes[mentor as usize] = place as u8 + 1;
        }
        Some(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Label 0 is on every list, label 1 on few, label 2 on many with more levels than codes.
    #[test]
    fn rows_and_index_agree_in_any_range() {
        let entry = |label, level| Entry { label: LabelId(label), level };
        let list = |mentor: usize| {
            let mut list =
                vec![entry(0, (!mentor.is_multiple_of(3)).then_some((mentor % 5) as f32))];
            if mentor.is_multiple_of(40) {
                list.push(entry(1, Some(2.0)));
            }
            if mentor.is_multiple_of(2) {
                list.push(entry(2, Some(mentor as f32)));
            }
            list
        };
        let lists: Vec<Vec<Entry>> = (0..200).map(list).collect();
        let lists: Vec<&[Entry]> = lists.iter().map(Vec::as_slice).collect();
        let listings = Listings::new(&lists);
        assert_eq!(listings.row_of, [0, NO_ROW, NO_ROW]);
        let part = |level: f32| level.min(7.0) / 3.0;
        for range in [0..200, 3..5, 39..121, 77..77] {
            for label in 0..4 {
                let mut sums = vec![1.0; range.len()];
                listings.add(LabelId(label), &range, part, &mut sums);
                let expected = lists[range.clone()].iter().map(|list| {
                    let entry = list.iter().find(|entry| entry.label.0 == label);
                    1.0 + entry.map_or(0.0, |entry| part(entry.level.unwrap_or(f32::INFINITY)))
                });
                assert_eq!(sums, expected.collect::<Vec<f32>>(), "label {label} in {range:?}");
            }
        }
    }
}
