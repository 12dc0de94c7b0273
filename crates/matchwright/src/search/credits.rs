//! Which labels answer one that is asked for, and how well.

use std::collections::HashMap;

use matchwright_tables::labels::{LabelId, words_of_text};
use matchwright_tables::vocabulary::Because;

use super::How;
use crate::roster::{Asked, Directory};
use crate::scores::GRID;

/// What words are worth: a label that holds the words of another may mean something else, and a text may say that
/// somebody would like to learn it.
pub(super) const WORDS: i32 = GRID / 2;

/// What a label is worth as an answer to one that is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Credit {
    /// The place of the label that is asked for.
    pub(super) asked: usize,
    /// In millionths.
    pub(super) points: i32,
    pub(super) how: How,
}

/// For each label that answers anything what it answers, the best of each.
pub(super) type Credits = HashMap<LabelId, Vec<Credit>>;

/// O(labels · words), once for all people.
pub(super) fn credits(directory: &Directory) -> Credits {
    let mut credits = Credits::new();
    let mut add = |label: LabelId, credit: Credit| {
        let own = credits.entry(label).or_default();
        match own.iter_mut().find(|have| have.asked == credit.asked) {
            Some(have) if have.points < credit.points => *have = credit,
            Some(_) => {}
            None => own.push(credit),
        }
    };
    for (place, asked) in directory.asked().iter().enumerate() {
        let of = |points, how| Credit { asked: place, points, how };
        add(asked.label, of(GRID, how(asked)));
        for &(label, relation) in directory.related().of(asked.label) {
            let points = (f64::from(relation) * f64::from(GRID)).round() as i32;
            add(label, of(points, direction(directory, asked.label, label)));
        }
    }
    for number in 0..directory.labels().len() {
        let label = LabelId(number as u32);
        let words = words_of_text(directory.labels().text(label));
        for (place, asked) in directory.asked().iter().enumerate() {
            let is_held = !asked.words.is_empty() && asked.words.iter().all(|w| words.contains(w));
            if is_held {
                add(label, Credit { asked: place, points: WORDS, how: How::Words });
            }
        }
    }
    credits
}

/// How what is asked for stands for its label.
fn how(asked: &Asked) -> How {
    asked.because.as_ref().map_or(How::Exact, reason)
}

pub(super) fn reason(because: &Because) -> How {
    match because {
        Because::Case => How::Exact,
        Because::Plural => How::Plural,
        Because::Alias { .. } => How::Alias,
        Because::Fuzzy(_) => How::Slip,
    }
}

fn direction(directory: &Directory, asked: LabelId, listed: LabelId) -> How {
    let is_above = |upper: LabelId, lower: LabelId| {
        directory.related().wider(lower).iter().any(|&(term, _)| term == upper)
    };
    if is_above(listed, asked) {
        How::Wider
    } else if is_above(asked, listed) {
        How::Narrower
    } else {
        How::Related
    }
}
