//! What became of people: the columns that say it, as numbers.

use std::collections::BTreeSet;

use matchwright_tables::labels::label_key;

use super::OUTCOMES;
use crate::tracking::reading::Sheet;

/// Lists of skills before and after.
pub(super) const LISTS: [&str; 2] = ["skills_before", "skills_after"];

/// The outcomes that are wanted, or those that are there.
pub(super) fn outcomes(
    sheet: &mut Sheet<'_>,
    wanted: &[String],
) -> Vec<(String, Vec<Option<f64>>)> {
    let names: Vec<String> = if wanted.is_empty() {
        OUTCOMES.iter().map(|name| (*name).to_owned()).collect()
    } else {
        wanted.to_vec()
    };
    let mut found = Vec::new();
    for name in names {
        if name == OUTCOMES[2] && !sheet.has(&name) {
            found.extend(gained(sheet).map(|answers| (name, answers)));
        } else if !wanted.is_empty() || sheet.has(&name) {
            let answers = sheet.amounts(&name);
            found.push((name, answers));
        }
    }
    found
}

/// How many skills somebody lists after that they did not list before; of those who gave both lists.
fn gained(sheet: &Sheet<'_>) -> Option<Vec<Option<f64>>> {
    let [before, after] = LISTS.map(|name| sheet.lists_if_any(name));
    let keys = |labels: &Vec<String>| -> BTreeSet<String> {
        labels.iter().map(|label| label_key(label)).collect()
    };
    let new = |(before, after): (Vec<String>, Vec<String>)| {
        let are_there = !before.is_empty() && !after.is_empty();
        are_there.then(|| keys(&after).difference(&keys(&before)).count() as f64)
    };
    Some(before?.into_iter().zip(after?).map(new).collect())
}
