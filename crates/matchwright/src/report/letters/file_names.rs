//! Names of files for people, whatever their ids are.

use std::collections::BTreeSet;

use crate::roster::Side;

/// Bytes of an id that a name keeps: systems allow 255 with everything else in the name.
const KEPT: usize = 80;

/// The names that were given. They differ in more than their capitals, which some systems do not tell apart.
#[derive(Default)]
pub(super) struct FileNames(BTreeSet<String>);

impl FileNames {
    /// `mentee-e1`; what is no ASCII letter, digit, `-`, `_` or `.` is `-`, and a name that is taken gets a number.
    pub(super) fn of(&mut self, side: Side, id: &str) -> String {
        let safe = |letter: char| match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' => letter,
            _ => '-',
        };
        let kept: String = id.chars().map(safe).take(KEPT).collect();
        let stem = format!("{}-{kept}", side.noun());
        let numbered = (2..).map(|number| format!("{stem}-{number}"));
        let free = |name: &String| self.0.insert(name.to_lowercase());
        std::iter::once(stem.clone()).chain(numbered).find(free).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_unique_whatever_the_ids_are() {
        let long = "x".repeat(5_000);
        let ids = [
            "e1",
            "E1",
            "../../etc/passwd",
            "..",
            ".",
            "",
            "a/b",
            "a\\b",
            "a\nb",
            "a\0b",
            "e1-2",
            "con",
            "安藤",
            "王",
            " ",
            "é",
            "a:b",
            "a*b?",
            &long,
            &format!("{long}y"),
            "-rf",
            "~",
            "$(x)",
            "e1.",
        ];
        let mut names = FileNames::default();
        let made: Vec<String> = ids.iter().map(|id| names.of(Side::Mentee, id)).collect();
        let mut seen = BTreeSet::new();
        for name in &made {
            assert!(name.starts_with("mentee-") && name.len() < 100, "{name}");
            assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)), "{name}");
            assert!(seen.insert(name.to_lowercase()), "{name} twice");
        }
        assert_eq!(made[..3], ["mentee-e1", "mentee-E1-2", "mentee-..-..-etc-passwd"]);
        assert_eq!(names.of(Side::Mentor, "e1"), "mentor-e1");
    }
}
