//! Names of the people themselves.

use super::super::facts::Facts;
use super::{Found, Meaning, Part, each};

const FIRST: &[&str] = &["first name", "firstname", "given name", "forename", "name given name"];
const LAST: &[&str] = &["last name", "lastname", "surname", "family name", "name family name"];
const FULL: &[&str] = &["name", "full name", "fullname", "first and last name", "name formatted"];
const OTHER: &[&str] = &[
    "nickname",
    "nick name",
    "preferred name",
    "display name",
    "displayname",
    "middle name",
    "maiden name",
    "webform username",
    "screen name",
];

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    let parts =
        [(FIRST, Part::First), (LAST, Part::Last), (FULL, Part::Full), (OTHER, Part::Other)];
    each(columns, |facts| {
        let (_, part) = parts.iter().find(|(names, _)| facts.header.is(names))?;
        Some(Meaning::Name(*part))
    })
}
