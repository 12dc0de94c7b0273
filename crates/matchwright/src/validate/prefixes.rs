//! Labels that are others' with something before a colon: one side's options name their group.

use std::collections::{BTreeMap, BTreeSet};

use matchwright_tables::labels::label_key;

use super::look::Look;
use crate::error::Finding;

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    let labels: BTreeSet<String> = look.labels().map(|wrote| wrote.item.label).collect();
    let keys: BTreeMap<String, &String> =
        labels.iter().map(|label| (label_key(label), label)).collect();
    let prefixed: BTreeMap<&String, &String> =
        labels.iter().filter_map(|label| Some((label, *keys.get(&behind(label)?)?))).collect();
    let found = look.labels().filter_map(|wrote| {
        let alike = prefixed.get(&wrote.item.label)?;
        let message = "labels that are others' but for what stands before the colon";
        Some(look.at_label(&wrote, message).alike(*alike).code("label_prefix"))
    });
    found.collect()
}

/// The key of what stands behind a label's first colon.
fn behind(label: &str) -> Option<String> {
    let (before, behind) = label.split_once(':')?;
    let is_label = !before.trim().is_empty() && behind.chars().any(char::is_alphabetic);
    is_label.then(|| label_key(behind))
}
