//! Shared depth: how far two paths run together from the widest part on.
//!
//! Every part of a path becomes an entry that stands for the whole way up to it, so that two
//! people share as many entries as their paths run together.

use std::collections::HashMap;

use matchwright_tables::vocabulary::Related;

use super::Evaluator;
use super::coverage::{Coverage, Want};
use crate::roster::{Entry, LabelId, Lists};

/// Shared depth / depth of the mentee's path.
pub(super) fn shared_depth(
    mentees: &Lists<LabelId>,
    mentors: &Lists<LabelId>,
) -> Box<dyn Evaluator> {
    let mut ways = Ways::default();
    let own = mentees.iter().map(|path| ways.of(path).map(want).collect::<Vec<_>>()).collect();
    let others: Lists<Entry> =
        mentors.iter().map(|path| ways.of(path).map(entry).collect::<Vec<_>>()).collect();
    Coverage::compile(own, &others, &Related::default())
}

fn want(label: LabelId) -> Want {
    Want { label, weight: 1.0, target: 0.0, current: 0.0 }
}

fn entry(label: LabelId) -> Entry {
    Entry { label, level: None }
}

/// A number for each way from the widest part: for (the way to the part before, the part).
#[derive(Default)]
struct Ways(HashMap<(Option<LabelId>, LabelId), LabelId>);

impl Ways {
    /// The way to each part of a path.
    fn of(&mut self, path: &[LabelId]) -> impl Iterator<Item = LabelId> {
        path.iter().scan(None, |before, &part| {
            let new = LabelId(self.0.len() as u32);
            let way = *self.0.entry((*before, part)).or_insert(new);
            *before = Some(way);
            Some(way)
        })
    }
}
