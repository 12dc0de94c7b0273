//! Numbers with the word that fits them.

use std::fmt::Display;

/// A number and what it counts: `1 row is`, `2 rows are`. O(length).
///
/// ```
/// use matchwright_tables::counted;
///
/// assert_eq!(counted(1, "person", "people"), "1 person");
/// assert_eq!(counted(0, "person", "people"), "0 people");
/// ```
#[must_use]
pub fn counted<N: Copy + Display + From<u8> + PartialEq>(
    number: N,
    one: &str,
    many: &str,
) -> String {
    let noun = if number == N::from(1) { one } else { many };
    format!("{number} {noun}")
}
