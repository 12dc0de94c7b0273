//! Labels with half a bracket: the separator stood between the other half and it.

use super::look::Look;
use crate::error::Finding;

/// Marks that come in pairs.
const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    let cut = look.labels().filter(|wrote| is_cut(&wrote.item.label));
    let message = "labels with a bracket that is not closed or not opened: does the separator stand \
                   within a label?";
    cut.map(|wrote| look.at_label(&wrote, message).code("label_cut")).collect()
}

fn is_cut(label: &str) -> bool {
    BRACKETS.iter().any(|&(open, close)| {
        let mut depth = 0_i32;
        let closes_first = label.chars().any(|c| {
            depth += i32::from(c == open) - i32::from(c == close);
            depth < 0
        });
        closes_first || depth > 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_brackets_are_not_cut() {
        for label in ["Excel (2016)", "a [b (c)]", "plain", ""] {
            assert!(!is_cut(label), "{label}");
        }
        for label in ["Design (print", "web)", "{x", ")("] {
            assert!(is_cut(label), "{label}");
        }
    }
}
