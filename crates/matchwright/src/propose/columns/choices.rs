//! Choices in order, one a column: "1st choice", "2nd choice"; "Your choices [Choice 2]".

use std::collections::BTreeMap;

use super::super::facts::Facts;
use super::{Found, Meaning};

/// What columns of choices speak of.
const NAMES: &[&str] =
    &["choice", "preference", "preferred", "wish", "priority", "rank", "pick", "favourite"];

/// Words of the first places.
const PLACES: [&[&str]; 6] = [
    &["1", "1st", "first", "top", "primary"],
    &["2", "2nd", "second", "secondary"],
    &["3", "3rd", "third"],
    &["4", "4th", "fourth"],
    &["5", "5th", "fifth"],
    &["6", "6th", "sixth"],
];

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    let mut groups: BTreeMap<Vec<&str>, BTreeMap<usize, usize>> = BTreeMap::new();
    for &(at, facts) in
        columns.iter().filter(|(_, facts)| facts.header.says(NAMES) && !facts.is_twice)
    {
        if let Some((stem, place)) = stem(facts.header.words()) {
            groups.entry(stem).or_default().entry(place).or_insert(at);
        }
    }
    let is_ranking = |places: &BTreeMap<usize, usize>| {
        places.len() > 1 && places.keys().copied().eq(0..places.len())
    };
    let groups = groups.into_values().filter(is_ranking);
    groups
        .map(|places| Found { columns: places.into_values().collect(), meaning: Meaning::Choices })
        .collect()
}

/// The words of a name without the last that says a place, and that place, from 0.
fn stem(words: &[String]) -> Option<(Vec<&str>, usize)> {
    let place = |word: &String| PLACES.iter().position(|names| names.contains(&word.as_str()));
    let (at, place) =
        words.iter().enumerate().rev().find_map(|(at, word)| Some((at, place(word)?)))?;
    let others = words.iter().enumerate().filter(|&(other, _)| other != at);
    Some((others.map(|(_, word)| word.as_str()).collect(), place))
}

#[cfg(test)]
mod tests {
    use super::super::super::header::words;
    use super::*;

    #[test]
    fn a_place_is_taken_out_of_the_name() {
        let top = words("Rank your top choices. [Top choice]");
        let second = words("Rank your top choices. [Choice 2]");
        assert_eq!(stem(&top), Some((stem(&second).unwrap_or_default().0, 0)));
        assert_eq!(stem(&words("3rd wish")), Some((vec!["wish"], 2)));
        assert_eq!(stem(&words("Favourite colour")), None);
    }
}
