//! Ranked ids that nobody on the other side has.

use super::alike::Known;
use super::look::Look;
use crate::error::Finding;
use crate::roster::{Kind, Read, together};

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    let rankings = look.reads.iter().filter(|read| read.kind == Kind::Ranking);
    rankings.flat_map(|read| of_column(look, read)).collect()
}

fn of_column(look: &Look<'_>, read: &Read) -> Vec<Finding> {
    let others = look.roster.side(read.side.other());
    let mut known = Known::new(others.ids());
    let mut findings = Vec::new();
    for (row, cell) in look.cells(read) {
        let entries = cell.ids(&look.program.list_separator);
        let ids: Vec<String> =
            entries.iter().flat_map(|entry| together(entry, others.ids())).collect();
        let unknown: Vec<&String> = ids.iter().filter(|id| others.position(id).is_err()).collect();
        let table = read.side.other().table();
        if !ids.is_empty() && unknown.len() == ids.len() {
            let message = format!("none of the ranked ids is among the {table}");
            let finding = look.at_row(read.side, row, message);
            findings.push(finding.column(&read.column).code("wishes_lost"));
        }
        for id in unknown {
            let message = format!("ranked ids that are not among the {table}");
            let finding = look.at_row(read.side, row, message).column(&read.column);
            let finding = finding.code("unknown_wish").value(id);
            findings.push(known.likeliest(id).into_iter().fold(finding, Finding::alike));
        }
    }
    findings
}
