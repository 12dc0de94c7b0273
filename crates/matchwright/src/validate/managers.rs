//! Managers who are in neither table, so that a rule about them cannot hold.

use matchwright_tables::counted;
use std::collections::BTreeSet;

use super::alike::Known;
use super::look::Look;
use crate::error::Finding;
use crate::roster::{Kind, Read, Roster};

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    look.program.rules.iter().flat_map(|clause| of_rule(look, &clause.reads())).collect()
}

fn of_rule(look: &Look<'_>, reads: &[Read]) -> Vec<Finding> {
    let reads: Vec<&Read> = reads.iter().filter(|read| read.kind == Kind::Reference).collect();
    let columns = reads.iter().map(|read| look.roster.side(read.side).references(&read.column));
    let columns: Vec<Vec<Option<String>>> = columns.collect();
    let managers: BTreeSet<&String> = columns.iter().flatten().flatten().collect();
    let others = reads.iter().flat_map(|read| look.roster.inactive().of(&read.column));
    let others: BTreeSet<&str> = others.map(|(id, _)| id).collect();
    let is_known = |id: &str| others.contains(id) || is_known(look.roster, id);
    let missing: BTreeSet<&String> = managers.iter().copied().filter(|id| !is_known(id)).collect();
    let message = message(managers.len(), missing.len());
    let ids = [look.roster.mentees(), look.roster.mentors()].map(crate::roster::People::ids);
    let mut known = Known::new(ids.into_iter().flatten());
    let mut findings = Vec::new();
    for (read, managers) in reads.iter().zip(&columns) {
        let people = managers.iter().enumerate();
        for (person, id) in people.filter_map(|(person, id)| Some((person, id.as_ref()?))) {
            if missing.contains(id) {
                let finding = look.at(read.side, person, &message).column(&read.column);
                let finding = finding.code("unknown_manager").value(id);
                findings.push(known.likeliest(id).into_iter().fold(finding, Finding::alike));
            }
        }
    }
    findings
}

fn is_known(roster: &Roster, id: &str) -> bool {
    roster.mentees().position(id).is_ok() || roster.mentors().position(id).is_ok()
}

fn message(managers: usize, missing: usize) -> String {
    match managers - missing {
        0 => format!(
            "none of the {} is an id of either table, so the rule can forbid nothing",
            counted(managers, "manager", "managers")
        ),
        found if missing == 1 => {
            format!("{found} of {managers} managers found: the other one is an id of neither table")
        }
        found => {
            format!("{found} of {managers} managers found: the others are an id of neither table")
        }
    }
}
