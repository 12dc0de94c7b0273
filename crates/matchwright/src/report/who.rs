//! How a page and a letter call somebody.

use matchwright_tables::plain;

use crate::outcome::Outcome;
use crate::roster::Side;

/// A person: the name where there is one, else the id.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Who {
    pub(super) main: String,
    /// The id beside a name.
    pub(super) id: Option<String>,
}

impl Who {
    pub(super) fn new(outcome: &Outcome, side: Side, position: usize) -> Self {
        let people = outcome.roster().side(side);
        let id = people.ids().get(position).map(|id| plain(id)).unwrap_or_default();
        match people.name(position) {
            Some(name) => Self { main: plain(name), id: Some(id) },
            None => Self { main: id, id: None },
        }
    }

    /// By id.
    pub(super) fn find(outcome: &Outcome, side: Side, id: &str) -> Self {
        match outcome.roster().side(side).position(id) {
            Ok(position) => Self::new(outcome, side, position),
            Err(_) => Self { main: plain(id), id: None },
        }
    }
}
