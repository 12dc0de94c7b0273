//! Ranked ids, and ids to avoid, that nobody on the other side has.

use super::alike::Known;
use super::look::Look;
use crate::error::Finding;
use crate::roster::{Kind, Read, together};

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    let rankings = look.reads.iter().filter(|read| read.kind == Kind::Ranking);
    rankings.flat_map(|read| of_column(look, read)).collect()
}

/// Whether a rule reads the column: whom somebody does not want to meet.
fn is_of_rule(look: &Look<'_>, read: &Read) -> bool {
    look.program.rules.iter().any(|clause| clause.reads().contains(read))
}

fn of_column(look: &Look<'_>, read: &Read) -> Vec<Finding> {
    let is_unwanted = is_of_rule(look, read);
    let others = look.roster.side(read.side.other());
    let mut known = Known::new(others.ids());
    let mut findings = Vec::new();
    for (row, cell) in look.cells(read) {
        let entries = cell.ids(&look.program.list_separator);
        let ids: Vec<String> =
            entries.iter().flat_map(|entry| together(entry, others.ids())).collect();
        let unknown: Vec<&String> = ids.iter().filter(|id| others.position(id).is_err()).collect();
        let table = read.side.other().table();
        if !ids.is_empty() && unknown.len() == ids.len() && !is_unwanted {
            let message = format!("none of the ranked ids is among the {table}");
            let finding = look.at_row(read.side, row, message);
            findings.push(finding.column(&read.column).code("wishes_lost"));
        }
        for id in unknown {
            let (message, code) = if is_unwanted {
                (format!("ids to avoid that are not among the {table}"), "unknown_avoided")
            } else {
                (format!("ranked ids that are not among the {table}"), "unknown_wish")
            };
            let finding = look.at_row(read.side, row, message).column(&read.column);
            let finding = finding.code(code).value(id);
            findings.push(known.likeliest(id).into_iter().fold(finding, Finding::alike));
        }
    }
    findings
}
