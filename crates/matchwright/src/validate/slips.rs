//! Labels that one person wrote and that resemble a label of several people.

use std::collections::BTreeMap;

use super::look::Look;
use crate::error::Finding;
use crate::roster::{Kind, LabelId, Read, Roster, Side, label_key};

/// Labels at least this alike (Jaro–Winkler on their keys, 0 to 1) may be slips of the keyboard:
/// "pyhton" and "python" come to 0.95, "java" and "javascript" to 0.88.
const RESEMBLES: f64 = 0.93;

/// Shorter labels resemble each other by chance ("Go", "Git").
const SHORTEST: usize = 5;

/// More distinct labels than this in a column are not compared with each other: it would take
/// seconds, and such a column is free text.
const COMPARED: usize = 5_000;

/// Who wrote each label.
type Writers = BTreeMap<LabelId, Vec<(Side, usize)>>;

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut columns: BTreeMap<&str, Vec<&Read>> = BTreeMap::new();
    for read in look.reads.iter().filter(|read| matches!(read.kind, Kind::List | Kind::Label)) {
        columns.entry(&read.column).or_default().push(read);
    }
    let mut findings = Vec::new();
    for (column, reads) in columns {
        let found = of_column(look, &writers_of(look.roster, &reads));
        findings.extend(found.into_iter().map(|finding| finding.column(column)));
    }
    findings
}

fn of_column(look: &Look<'_>, writers: &Writers) -> Vec<Finding> {
    let text = |label: LabelId| look.roster.labels().text(label);
    let (mut odd, mut common) = (Vec::new(), Vec::new());
    for (&label, people) in writers {
        match people.as_slice() {
            [person] => odd.push((label, label_key(text(label)), *person)),
            _ => common.push((label, label_key(text(label)))),
        }
    }
    if writers.len() > COMPARED {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (label, key, (side, person)) in odd.into_iter().filter(|(_, key, _)| key.len() >= SHORTEST)
    {
        if look.monitor.is_cancelled() {
            break;
        }
        let alike =
            common.iter().map(|(common, other)| (strsim::jaro_winkler(&key, other), common));
        let near = alike.filter(|(alike, _)| *alike >= RESEMBLES);
        if let Some((_, &common)) = near.max_by(|(a, _), (b, _)| a.total_cmp(b)) {
            let message = "labels that nobody else wrote, and that resemble one of several people";
            let finding = look.at(side, person, message).code("label_alike");
            findings.push(finding.value(text(label)).alike(text(common)));
        }
    }
    findings
}

/// Who wrote each label in the given columns.
fn writers_of(roster: &Roster, reads: &[&Read]) -> Writers {
    let mut writers = Writers::new();
    for read in reads {
        let people = roster.side(read.side);
        let mut add = |label, person| writers.entry(label).or_default().push((read.side, person));
        if read.kind == Kind::List {
            for (person, list) in people.lists(&read.column).iter().enumerate() {
                for entry in list {
                    add(entry.label, person);
                }
            }
        } else {
            for (person, label) in people.labels(&read.column).into_iter().enumerate() {
                if let Some(label) = label {
                    add(label, person);
                }
            }
        }
    }
    writers
}
