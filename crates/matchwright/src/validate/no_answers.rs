//! Texts that look like no answer, and count as a label that people share.

use std::collections::HashSet;

use matchwright_tables::labels::answer_key;
use matchwright_tables::mapping::NO_ANSWER;

use super::look::Look;
use crate::error::Finding;

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    // Whoever lists them has decided.
    if look.program.tables.as_ref().is_some_and(|tables| tables.no_answer.is_some()) {
        return Vec::new();
    }
    let silence: HashSet<String> = NO_ANSWER.into_iter().map(answer_key).collect();
    let said = look.labels().filter(|wrote| silence.contains(&answer_key(&wrote.item.label)));
    let message = "texts that look like no answer, and count as labels; [tables] no_answer lists \
                   those that are silence";
    said.map(|wrote| look.at_label(&wrote, message).code("no_answer")).collect()
}
