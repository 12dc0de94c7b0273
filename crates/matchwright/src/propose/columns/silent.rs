//! Columns that say nothing: nobody answered, or the name stands twice.

use super::super::facts::Facts;
use super::{Found, Meaning, each};

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    each(columns, |facts| {
        if facts.is_twice {
            Some(Meaning::Unused("the name stands twice in the table, so that it names no column"))
        } else if facts.people == 0 {
            Some(Meaning::Unused("nobody has answered yet"))
        } else if facts.answers.is_empty() {
            Some(Meaning::Unused("nobody answered"))
        } else {
            None
        }
    })
}
