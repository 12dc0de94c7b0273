//! A grid of weekdays and hours: one column a day, with hours in the cells, or the other way round.

use std::collections::BTreeMap;

use matchwright_tables::mapping::{is_hours, is_weekday};

use super::super::facts::Facts;
use super::super::header::Header;
use super::{Found, Meaning};

/// The pattern of the columns' names, and whether people ticked when they have no time.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct Week {
    pub(in super::super) pattern: String,
    pub(in super::super) is_busy: bool,
}

const BUSY: &[&str] = &[
    "unavailable",
    "busy",
    "not available",
    "not free",
    "cannot",
    "cant",
    "can not",
    "no time",
    "conflict",
];

/// What stands between the entries of a cell.
const MARKS: [char; 3] = [';', ',', '\n'];

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    let mut grids: BTreeMap<String, Vec<(usize, &Facts<'_>)>> = BTreeMap::new();
    for &(at, facts) in columns {
        if let Some(pattern) = pattern_of(facts.name()) {
            grids.entry(pattern).or_default().push((at, facts));
        }
    }
    let grids = grids.into_iter().filter(|(_, columns)| columns.len() > 1 && hold_times(columns));
    grids
        .map(|(pattern, columns)| {
            let is_busy = Header::new(&pattern).says(BUSY);
            let columns = columns.into_iter().map(|(at, _)| at).collect();
            Found { columns, meaning: Meaning::Week(Week { pattern, is_busy }) }
        })
        .collect()
}

/// Whether what people ticked are times (or days, where times are columns), if they ticked anything.
fn hold_times(columns: &[(usize, &Facts<'_>)]) -> bool {
    columns.iter().all(|(_, facts)| {
        let is_time = |entry: &str| entry.trim().is_empty() || is_hours(entry) || is_weekday(entry);
        let are_times = |text: &str| text.split(MARKS).all(is_time);
        facts.answers.is_empty() || facts.are(1.0, are_times)
    })
}

/// The name with a star for what stands in brackets at its end, or for its last word, if that is a day or
/// a time; other stars would be taken for that one.
fn pattern_of(name: &str) -> Option<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.contains('*') {
        return None;
    }
    let bracket = name.strip_suffix(']').and_then(|name| name.rsplit_once('['));
    let (start, star, end) = if let Some((start, star)) = bracket {
        (format!("{start}["), star, "]")
    } else {
        let (start, star) = name.rsplit_once(' ')?;
        (format!("{start} "), star, "")
    };
    (is_weekday(star) || is_hours(star)).then(|| format!("{start}*{end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_the_day() {
        assert_eq!(pattern_of("Free? [Monday]").as_deref(), Some("Free? [*]"));
        assert_eq!(pattern_of("Time on Tue").as_deref(), Some("Time on *"));
        assert_eq!(pattern_of("Free? [Leeds]"), None);
        assert_eq!(pattern_of("Monday"), None);
    }
}
