//! `block`: these two must not meet.

use serde::{Deserialize, Serialize};

use super::{Judge, Rule, pairs};
use crate::roster::{Read, Roster};

/// These two must not meet: a conflict, a friendship, a request of either. Pairs of earlier rounds
/// belong in [`History`](super::History), so that the reason tells one from the other.
///
/// Forbids each of the listed pairs of a mentee's and a mentor's id. Ids that are not in the roster
/// are passed over: people leave between the list and the match.
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::Person;
/// use matchwright::rules::Block;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder()
///     .criterion(1.0, Same::new("site"))
///     .rule(Block::new([("e1", "m2"), ("e1", "m9")]))
///     .build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("site", "Leeds"))
///     .mentor(Person::new("m1").text("site", "Leeds"))
///     .mentor(Person::new("m2").text("site", "Leeds"))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?.row(0);
/// assert!(scores[0] == 1.0 && scores[1].is_nan());
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// # In a programme
///
/// ```toml
/// [[rules]]
/// kind = "block"
/// pairs = [["e1", "m2"], ["e1", "m9"]]
/// ```
///
/// | id | verdict |
/// |---|---|
/// | e1 | |
/// | m1 | may meet |
/// | m2 | may not |
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Pairs of a mentee's id and a mentor's id.
    pub pairs: Vec<(String, String)>,
}

impl Block {
    /// Blocks pairs of a mentee's id and a mentor's id.
    pub fn new<E: Into<String>, M: Into<String>>(pairs: impl IntoIterator<Item = (E, M)>) -> Self {
        Self { pairs: pairs::named(pairs) }
    }
}

impl Rule for Block {
    fn reads(&self) -> Vec<Read> {
        Vec::new()
    }

    fn sentence(&self) -> Option<String> {
        Some(format!("{} are kept apart by name.", pairs::counted(self.pairs.len())))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Judge> {
        pairs::judge(roster, &self.pairs)
    }
}
