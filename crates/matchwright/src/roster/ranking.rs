//! Ranked lists of ids: who stands at which rank.

use std::collections::HashSet;

use matchwright_tables::Item;
use matchwright_tables::labels::id_key;
use serde::{Deserialize, Serialize};

use super::columns::NOBODY;

/// Somebody of the other side on a ranked list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked {
    /// The position on the other side; [`u32::MAX`] for an id that nobody there has.
    pub person: u32,
    /// From 1; people who are wanted alike share one.
    pub rank: u32,
}

/// The longest list in a cell, and the lowest rank.
pub(super) const LOWEST_RANK: u32 = 10_000;

/// Everybody on a list, each once, at the first rank where they stand; `None` where a rank is no whole number
/// from 1 to [`LOWEST_RANK`]. Without ranks the entries are one rank apart. A choice that was not made and an id
/// that nobody has keep their rank: people leave between the questionnaire and the match, and a second choice
/// stays one.
pub(super) fn ranked(entries: &[Item], other_ids: &[String]) -> Option<Vec<Ranked>> {
    let mut known = HashSet::with_capacity(entries.len());
    let (mut list, mut rank) = (Vec::with_capacity(entries.len()), 0);
    for entry in entries {
        let mut ids = together(&entry.label, other_ids);
        let is_choice = !ids.is_empty();
        ids.retain(|id| known.insert(id.clone()));
        if is_choice && ids.is_empty() {
            continue;
        }
        rank = rank_of(entry.level.unwrap_or_else(|| f64::from(rank + 1)))?;
        let position = |id: &String| other_ids.binary_search(id).map_or(NOBODY, |at| at as u32);
        list.extend(ids.iter().map(|id| Ranked { person: position(id), rank }));
    }
    Some(list)
}

fn rank_of(level: f64) -> Option<u32> {
    let is_rank = level.fract() == 0.0 && (1.0..=f64::from(LOWEST_RANK)).contains(&level);
    is_rank.then_some(level as u32)
}

/// The ids of an entry: `m3 = m7` are two, unless that is the id of somebody.
pub(crate) fn together(entry: &str, other_ids: &[String]) -> Vec<String> {
    let whole = id_key(entry);
    if whole.is_empty() {
        return Vec::new();
    }
    if !whole.contains('=') || other_ids.binary_search(&whole).is_ok() {
        return vec![whole];
    }
    whole.split('=').map(id_key).filter(|id| !id.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranks(entries: &[Item]) -> Option<Vec<(u32, u32)>> {
        let ids = ["cn=kim", "m1", "m2", "m3"].map(str::to_owned);
        let list = ranked(entries, &ids)?;
        Some(list.iter().map(|ranked| (ranked.person, ranked.rank)).collect())
    }

    fn written(text: &str) -> Option<Vec<(u32, u32)>> {
        ranks(&text.split(';').map(Item::new).collect::<Vec<_>>())
    }

    #[test]
    fn people_joined_by_an_equals_sign_share_a_rank() {
        assert_eq!(written("m3 = m1; m2"), Some(vec![(3, 1), (1, 1), (2, 2)]));
        assert_eq!(written("m3=; =m1=m2"), Some(vec![(3, 1), (1, 2), (2, 2)]));
        assert_eq!(written("cn=kim; m1"), Some(vec![(0, 1), (1, 2)]), "somebody's id");
    }

    #[test]
    fn everybody_counts_once_and_who_has_left_keeps_the_rank() {
        assert_eq!(written("m1; m9; m1; m2"), Some(vec![(1, 1), (NOBODY, 2), (2, 3)]));
        assert_eq!(written("m1; m1 = m2"), Some(vec![(1, 1), (2, 2)]));
        assert_eq!(written("="), Some(vec![]));
        assert_eq!(
            written("; m2; ; m1;"),
            Some(vec![(2, 2), (1, 4)]),
            "no first and no third choice"
        );
    }

    #[test]
    fn levels_are_ranks() {
        let level = |id: &str, level| Item::with_level(id, level);
        let entries = [level("m1", 2.0), level("m2", 2.0), Item::new("m3")];
        assert_eq!(ranks(&entries), Some(vec![(1, 2), (2, 2), (3, 3)]));
        for wrong in [0.0, 1.5, -1.0, 10_001.0, f64::NAN, f64::INFINITY] {
            assert_eq!(ranks(&[level("m1", wrong)]), None, "{wrong}");
        }
    }
}
