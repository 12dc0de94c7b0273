//! Findings of one kind as one finding: how many rows, which, and what stands there how often.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::mem::take;

use super::{Finding, Findings, Withheld, rows};

/// How many distinct values a group shows.
const SHOWN: usize = 5;

/// What makes findings one: the code, the table and the column; without a code the message as well.
type Kind = (&'static str, Option<String>, Option<String>, String);

/// Findings of one kind.
struct Group {
    /// The finding of the first row.
    first: Finding,
    rows: Vec<usize>,
    /// The rows of each value, as it is shown.
    values: BTreeMap<String, Vec<usize>>,
    /// Whether not all say the same.
    differ: bool,
}

impl Findings {
    /// One finding for each code, table and column, in the order of the first of each: with every row, and
    /// with the values in it and how often each stands there. What is about neither a row nor a value, or
    /// about several rows already, stays as it is.
    ///
    /// ```
    /// use matchwright_tables::{Finding, Findings};
    ///
    /// let mut findings = Findings::default();
    /// let wrong = Finding::new("must be a whole number").table("mentors").code("not_seats");
    /// findings.push(wrong.clone().row(5).value("2-3"));
    /// findings.push(wrong.clone().row(9).value("2-3"));
    /// findings.push(wrong.row(7).value("many"));
    /// let grouped = findings.grouped();
    /// let finding = &grouped.as_slice()[0];
    /// assert_eq!(grouped.to_string(), "mentors, 3 rows (rows 5, 7, 9): must be a whole number");
    /// assert!(finding.shown().ends_with("written: \"2-3\" × 2: rows 5, 9; \"many\" × 1: row 7"));
    /// ```
    #[must_use]
    pub fn grouped(self) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        let mut known: HashMap<Kind, usize> = HashMap::new();
        for finding in self {
            let kind = can_join(&finding).then(|| kind(&finding));
            if let Some(&group) = kind.as_ref().and_then(|kind| known.get(kind)) {
                groups[group].add(finding);
            } else {
                known.extend(kind.map(|kind| (kind, groups.len())));
                groups.push(Group::of(finding));
            }
        }
        Self(groups.into_iter().map(Group::finish).collect())
    }
}

/// Whether others can be told with it: it is about one cell, or one value of the programme.
fn can_join(finding: &Finding) -> bool {
    finding.rows.is_empty() && (finding.row.is_some() || finding.value.is_some())
}

fn kind(finding: &Finding) -> Kind {
    let message = if finding.code.is_empty() { finding.message.clone() } else { String::new() };
    (finding.code, finding.table.clone(), finding.column.clone(), message)
}

impl Group {
    fn of(mut finding: Finding) -> Self {
        let mut group = Self {
            rows: take(&mut finding.rows),
            values: BTreeMap::new(),
            differ: false,
            first: finding,
        };
        group.rows.extend(group.first.row.filter(|_| group.rows.is_empty()));
        if let Some(value) = shown(&group.first) {
            group.values.insert(value, group.rows.clone());
        }
        group
    }

    fn add(&mut self, finding: Finding) {
        if let Some(value) = shown(&finding) {
            self.values.entry(value).or_default().extend(finding.row);
        }
        self.differ |= finding.message != self.first.message;
        self.rows.extend(finding.row);
        if finding.row < self.first.row {
            self.first = finding;
        }
    }

    fn finish(mut self) -> Finding {
        in_order(&mut self.rows);
        self.values.values_mut().for_each(in_order);
        let mut finding = self.first;
        if self.differ {
            finding.message.push_str(", and the like in other rows");
        }
        finding.value = values(self.values).map(|values| Withheld(values.into()));
        finding.alike = None;
        if self.rows.len() > 1 { finding.rows(self.rows) } else { finding }
    }
}

fn in_order(rows: &mut Vec<usize>) {
    rows.sort_unstable();
    rows.dedup();
}

/// `"m99" (like "m9")`.
fn shown(finding: &Finding) -> Option<String> {
    let value = finding.value.as_ref()?.as_str();
    Some(match &finding.alike {
        Some(alike) => format!("{value:?} (like {:?})", alike.as_str()),
        None => format!("{value:?}"),
    })
}

/// The values, those that stand there most often first.
fn values(values: BTreeMap<String, Vec<usize>>) -> Option<String> {
    let mut values: Vec<(String, Vec<usize>)> = values.into_iter().collect();
    if let [(value, places)] = values.as_slice()
        && places.len() <= 1
    {
        return Some(value.clone());
    }
    values.sort_by_key(|(_, places)| Reverse(places.len()));
    let more = values.len().saturating_sub(SHOWN);
    let mut texts: Vec<String> = values.iter().take(SHOWN).map(counted).collect();
    if more > 0 {
        texts.push(format!("and {more} other values"));
    }
    (!texts.is_empty()).then(|| texts.join("; "))
}

fn counted((value, places): &(String, Vec<usize>)) -> String {
    match places.as_slice() {
        [] => value.clone(),
        places => format!("{value} × {}: {}", places.len(), rows(places)),
    }
}
