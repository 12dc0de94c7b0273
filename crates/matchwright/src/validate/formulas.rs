//! Ids, names and labels that a spreadsheet would run as formulas when it opens the plan.

use super::look::Look;
use crate::error::Finding;
use crate::roster::Side;

/// What a formula begins with.
const BEGINS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    let ids = Side::BOTH.into_iter().flat_map(|side| of_ids(look, side));
    let labels = look.labels().filter(|wrote| is_formula(&wrote.item.label)).map(|wrote| {
        look.at_label(&wrote, "labels that a spreadsheet would run as formulas").code("formula")
    });
    let names = Side::BOTH.into_iter().flat_map(|side| of_names(look, side));
    ids.chain(names).chain(labels).collect()
}

fn of_names(look: &Look<'_>, side: Side) -> Vec<Finding> {
    let people = look.roster.side(side);
    let names = (0..people.len()).filter_map(|person| Some((person, people.name(person)?)));
    let formulas = names.filter(|(_, name)| is_formula(name));
    formulas
        .map(|(person, name)| {
            let message = "names that a spreadsheet would run as formulas";
            look.at(side, person, message).code("formula").value(name)
        })
        .collect()
}

fn of_ids(look: &Look<'_>, side: Side) -> Vec<Finding> {
    let ids = look.roster.side(side).ids().iter().enumerate();
    let formulas = ids.filter(|(_, id)| id.starts_with(BEGINS));
    formulas
        .map(|(person, id)| {
            let message = "ids that a spreadsheet would run as formulas";
            let finding = look.at(side, person, message).column(look.ids.of(side));
            finding.code("formula").value(id)
        })
        .collect()
}

/// A number with a sign, and a mark that stands alone, are none.
fn is_formula(label: &str) -> bool {
    let rest = label.trim_start_matches(BEGINS);
    label.starts_with(BEGINS) && !rest.trim().is_empty() && label.parse::<f64>().is_err()
}
