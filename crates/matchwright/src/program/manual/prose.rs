//! Rust's documentation, for readers of programmes.

use crate::criteria::AnyCriterion;
use crate::rules::AnyRule;

/// Documentation without its examples in Rust, and links as what they say.
pub(super) fn prose(text: &str) -> String {
    let kept: String = text.split("```").step_by(2).collect();
    let paragraphs = kept.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    unlinked(&paragraphs.collect::<Vec<_>>().join("\n\n"))
}

fn unlinked(text: &str) -> String {
    let (mut plain, mut rest) = (String::new(), text);
    while let Some((before, (label, after))) =
        rest.split_once('[').and_then(|(before, link)| Some((before, link.split_once(']')?)))
    {
        plain.push_str(before);
        let target = after.strip_prefix('(').and_then(|target| target.split_once(')'));
        let is_link = target.is_some() || label.starts_with('`');
        if is_link {
            plain += &kind_of(label);
        } else {
            plain.extend(["[", label, "]"]);
        }
        rest = target.map_or(after, |(_, after)| after);
    }
    plain + rest
}

/// The kind in place of a type in one of the lists: that is what programmes call it.
fn kind_of(label: &str) -> String {
    let is_type = |kind: &&str| {
        let name = label.trim_matches('`').to_lowercase();
        label.starts_with('`') && kind.replace('_', "") == name
    };
    let kind = AnyCriterion::KINDS.iter().chain(AnyRule::KINDS).find(|kind| is_type(kind));
    kind.map_or_else(|| label.to_owned(), |kind| format!("`{kind}`"))
}
