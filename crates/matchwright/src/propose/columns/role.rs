//! Who is mentee and who mentor, in one table of both.

use super::super::facts::Facts;
use super::super::header::{Header, words};
use super::{Found, Meaning, each};

/// The answers of each role.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in super::super) struct Role {
    pub(in super::super) mentee: Vec<String>,
    pub(in super::super) mentor: Vec<String>,
    pub(in super::super) both: Vec<String>,
}

/// A question about roles has few answers.
const MOST: usize = 6;

/// Longer answers are texts.
const LONGEST: usize = 80;

const MENTEES: &[&str] = &[
    "mentee",
    "protege",
    "protégé",
    "find a mentor",
    "have a mentor",
    "get a mentor",
    "need a mentor",
    "want a mentor",
    "looking for a mentor",
    "look for a mentor",
    "be mentored",
];
const MENTORS: &[&str] = &["mentor", "be a mentor", "become a mentor"];
const BOTH: &[&str] = &["both"];

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    each(columns, |facts| role_of(facts).map(Meaning::Role))
}

/// The roles that the answers of a column name, where every answer names one, and there are both.
pub(in super::super) fn role_of(facts: &Facts<'_>) -> Option<Role> {
    if facts.answers.len() > MOST || facts.answers.iter().any(|answer| answer.text.len() > LONGEST)
    {
        return None;
    }
    let mut role = Role::default();
    for text in facts.looked_at() {
        match sides(text) {
            [true, true] => role.both.push(text.to_owned()),
            [true, false] => role.mentee.push(text.to_owned()),
            [false, true] => role.mentor.push(text.to_owned()),
            [false, false] => return None,
        }
    }
    for texts in [&mut role.mentee, &mut role.mentor, &mut role.both] {
        texts.sort_unstable();
    }
    (!role.mentee.is_empty() && !role.mentor.is_empty()).then_some(role)
}

/// Whether an answer names a mentee, and whether a mentor.
fn sides(text: &str) -> [bool; 2] {
    let header = Header::new(text);
    if header.says(BOTH) {
        return [true; 2];
    }
    let is_mentee = header.says(MENTEES);
    let looks_for_one = is_mentee && !words(text).iter().any(|word| word.starts_with("mentee"));
    let offers = header.says(&MENTORS[1..]);
    [is_mentee, if looks_for_one { offers } else { header.says(MENTORS) }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_name_roles() {
        for (text, expected) in [
            ("Mentee", [true, false]),
            ("Mentor", [false, true]),
            ("Both", [true, true]),
            ("Mentor and mentee", [true, true]),
            ("I am looking for a mentor", [true, false]),
            ("I want to be a mentor", [false, true]),
            ("Yes", [false, false]),
        ] {
            assert_eq!(sides(text), expected, "{text}");
        }
    }
}
