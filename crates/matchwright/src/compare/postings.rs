//! An inverted index: for each key (a label, a mentee) the mentors who name it.
//!
//! Two lists are compared without looking at what they do not share: a mentee's entry is looked up
//! once, and only the mentors who name it are visited. Memory grows with the entries that people
//! wrote, not with labels × mentors.

use std::ops::Range;

use crate::roster::Entry;

/// For each key, the mentors who name it in ascending order, with what each says about it.
pub(crate) struct Postings<T> {
    /// Where each key's entries end.
    ends: Vec<u32>,
    entries: Vec<(u32, T)>,
}

impl<T: Copy> Postings<T> {
    /// From (key, mentor, what the mentor says) in any order, each key and mentor once.
    /// O(entries · log entries).
    pub(crate) fn new(mut named: Vec<(u32, u32, T)>) -> Self {
        named.sort_by_key(|&(key, mentor, _)| (key, mentor));
        let mut ends = vec![0; named.last().map_or(0, |&(key, ..)| key as usize + 1)];
        for &(key, ..) in &named {
            ends[key as usize] += 1;
        }
        let mut end = 0;
        for count in &mut ends {
            end += *count;
            *count = end;
        }
        Self { ends, entries: named.into_iter().map(|(_, mentor, said)| (mentor, said)).collect() }
    }

    /// One more than the largest key that anybody names.
    pub(crate) fn keys(&self) -> usize {
        self.ends.len()
    }

    /// Forgets the keys that `keep` does not want.
    pub(crate) fn retain(&mut self, keep: impl Fn(u32) -> bool) {
        let mut kept = Vec::new();
        let ends = (0..self.ends.len() as u32).map(|key| {
            if keep(key) {
                kept.extend_from_slice(self.of(key));
            }
            kept.len() as u32
        });
        self.ends = ends.collect();
        self.entries = kept;
    }

    /// The mentors in a range who name `key`, as positions within the range.
    pub(crate) fn within(
        &self,
        key: u32,
        mentors: &Range<usize>,
    ) -> impl Iterator<Item = (usize, T)> {
        let first = mentors.start;
        let all = self.of(key);
        let from = all.partition_point(|&(mentor, _)| (mentor as usize) < mentors.start);
        let to = all.partition_point(|&(mentor, _)| (mentor as usize) < mentors.end);
        all[from..to].iter().map(move |&(mentor, said)| (mentor as usize - first, said))
    }

    /// All mentors who name `key`.
    pub(crate) fn of(&self, key: u32) -> &[(u32, T)] {
        let key = key as usize;
        let Some(&end) = self.ends.get(key) else { return &[] };
        let start = key.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.entries[start as usize..end as usize]
    }
}

impl Postings<f32> {
    /// Who lists which label at which level; infinity where no level is given, because whoever
    /// names a skill and no level is taken to have what anybody needs of it.
    pub(crate) fn of_lists<'a>(lists: impl IntoIterator<Item = &'a [Entry]>) -> Self {
        let entries = lists.into_iter().enumerate().flat_map(|(mentor, list)| {
            let level = |entry: &Entry| entry.level.unwrap_or(f32::INFINITY);
            list.iter().map(move |entry| (entry.label.0, mentor as u32, level(entry)))
        });
        Self::new(entries.collect())
    }
}

/// For each person, the value from which to count upwards: 0, or NaN where their list is empty, so
/// that every sum that starts there says "no opinion".
pub(crate) fn starts(lists: &[&[Entry]]) -> Vec<f32> {
    lists.iter().map(|list| if list.is_empty() { f32::NAN } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentors_are_found_within_any_range() {
        let postings = Postings::new(vec![(2, 5, 'c'), (0, 9, 'x'), (2, 1, 'a'), (2, 3, 'b')]);
        let within = |key, range| postings.within(key, &range).collect::<Vec<_>>();
        assert_eq!(within(2, 0..10), [(1, 'a'), (3, 'b'), (5, 'c')]);
        assert_eq!(within(2, 2..5), [(1, 'b')]);
        assert_eq!(within(2, 4..4), []);
        assert_eq!(within(1, 0..10), [], "a key that nobody names");
        assert_eq!(within(7, 0..10), [], "a key beyond all others");
    }
}
