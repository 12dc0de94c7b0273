//! Levels in words, which count as part of the label: "Python: high".

use matchwright_tables::labels::{step_key, with_level};

use super::look::Look;
use crate::error::Finding;
use crate::roster::Kind;

/// Words that say how well somebody knows something, in the form of a step's key.
const LEVELS: [&str; 22] = [
    "advanced",
    "basic",
    "basics",
    "beginner",
    "competent",
    "elementary",
    "excellent",
    "expert",
    "fluent",
    "good",
    "high",
    "intermediate",
    "low",
    "medium",
    "mid",
    "native",
    "none",
    "novice",
    "proficient",
    "strong",
    "verygood",
    "weak",
];

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    let lists = look.labels().filter(|wrote| wrote.read.kind == Kind::List);
    let in_words = lists.filter(|wrote| {
        with_level(&wrote.item.label).any(|(_, level)| LEVELS.contains(&step_key(level).as_str()))
    });
    let message = "levels in words count as part of the label; [tables.columns] scale lists such words, the \
                   lowest first";
    in_words.map(|wrote| look.at_label(&wrote, message).code("level_word")).collect()
}
