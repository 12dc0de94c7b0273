//! Who is mentee and who mentor, in one table of both.

use std::collections::BTreeSet;

use matchwright_tables::labels::answer_key;

use super::super::facts::Facts;
use super::super::header::{Header, words};
use super::{Found, Meaning, each};

/// The answers of each role.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in super::super) struct Role {
    pub(in super::super) mentee: Vec<String>,
    pub(in super::super) mentor: Vec<String>,
    pub(in super::super) both: Vec<String>,
    /// Answers that name no role: "none", a cell of totals.
    pub(in super::super) neither: Vec<String>,
}

/// A question about roles has few answers, but for how they are written.
const MOST: usize = 8;

/// Where more than this share of the answers name no role, the column is about something else.
const NEITHER: f64 = 0.2;

/// In a column that is called so, any share may name none: an HR system lists everybody.
const NAMES: &[&str] = &["role", "mentor", "mentee", "mentoring", "programme", "program"];

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

/// The roles that the answers of a column name, where most answers name one, and there are both. Of answers
/// that differ in capitals and blanks the most frequent stands for all.
pub(in super::super) fn role_of(facts: &Facts<'_>) -> Option<Role> {
    let is_short = |text: &str| text.len() <= LONGEST;
    if !facts.are(1.0, is_short) {
        return None;
    }
    let (mut role, mut keys, mut named) = (Role::default(), BTreeSet::new(), 0);
    for answer in &facts.answers {
        let sides = sides(&answer.text);
        let texts = match sides {
            [true, true] => &mut role.both,
            [true, false] => &mut role.mentee,
            [false, true] => &mut role.mentor,
            [false, false] => &mut role.neither,
        };
        if keys.insert(answer_key(&answer.text)) {
            texts.push(answer.text.clone().into_owned());
        }
        named += if sides == [false; 2] { 0 } else { answer.people };
        // A column of a hundred thousand different answers is not looked through.
        if keys.len() > MOST {
            return None;
        }
    }
    let Role { mentee, mentor, both, neither } = &mut role;
    for texts in [mentee, mentor, both, neither] {
        texts.sort_unstable();
    }
    let most = (facts.answered as f64) * (1.0 - NEITHER);
    let is_role = named as f64 >= most || (named > 0 && facts.header.says(NAMES));
    let are_both = !role.mentee.is_empty() && !role.mentor.is_empty();
    (is_role && are_both).then_some(role)
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
