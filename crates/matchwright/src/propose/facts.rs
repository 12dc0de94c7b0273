//! What a column holds: its different answers, and how many gave each. Every column is looked at once.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use matchwright_tables::labels::answer_key;
use matchwright_tables::mapping::NO_ANSWER;

use super::header::Header;
use crate::roster::Cell;

/// How many different answers of a column are looked at one by one. A column with more is no question
/// with options, and what it is shows in these.
const LOOKED: usize = 2_000;

/// Texts that are answers to nobody, beside those that a mapping passes over anyway.
const MORE_SILENCE: [&str; 9] =
    ["No answer", "Don't know", "Not sure", "Unknown", "Nil", "Null", "NaN", "TBD", "?"];

/// Longer texts are answers.
const LONGEST_SILENCE: usize = 24;

/// A column of one side.
#[derive(Debug)]
pub(super) struct Facts<'t> {
    pub(super) header: Header<'t>,
    pub(super) cells: &'t [Cell],
    /// How many people there are.
    pub(super) people: usize,
    /// How many of them answered.
    pub(super) answered: usize,
    /// Each different answer, the most frequent first, then in the order of their letters: not in the
    /// order of the rows, which must not show.
    pub(super) answers: Vec<Answer<'t>>,
    /// Texts without a meaning that only a list of its own passes over.
    pub(super) silence: BTreeSet<&'static str>,
    /// Whether another column has the same name, so that no programme can read it.
    pub(super) is_twice: bool,
}

/// One answer.
#[derive(Debug)]
pub(super) struct Answer<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) people: usize,
}

impl<'t> Facts<'t> {
    /// Looks at the cells of some rows. O(rows), and a sort of the different answers.
    pub(super) fn new(name: &'t str, cells: &'t [Cell], rows: &[usize]) -> Self {
        let mut counts: HashMap<Cow<'t, str>, usize> = HashMap::new();
        for text in rows.iter().filter_map(|&row| text_of(cells.get(row)?)) {
            *counts.entry(text).or_default() += 1;
        }
        let mut silence = BTreeSet::new();
        counts.retain(|text, _| !is_silent(text, &mut silence));
        let answered = counts.values().sum();
        let answers = counts.into_iter().map(|(text, people)| Answer { text, people });
        let mut answers: Vec<Answer<'t>> = answers.collect();
        answers.sort_unstable_by(|a, b| b.people.cmp(&a.people).then(a.text.cmp(&b.text)));
        let header = Header::new(name);
        Self { header, cells, people: rows.len(), answered, answers, silence, is_twice: false }
    }

    /// The answers that are looked at one by one.
    pub(super) fn looked_at(&self) -> impl Iterator<Item = &str> {
        self.answers.iter().take(LOOKED).map(|answer| answer.text.as_ref())
    }

    /// Whether so large a share of the different answers is like this; false where nobody answered.
    pub(super) fn are(&self, share: f64, is_like: impl Fn(&str) -> bool) -> bool {
        let looked = self.answers.len().min(LOOKED);
        let like = self.looked_at().filter(|text| is_like(text)).count();
        looked > 0 && like as f64 >= share * looked as f64
    }

    /// Whether all answers are different, and everybody answered.
    pub(super) fn is_unique(&self) -> bool {
        self.people > 0 && self.answers.len() == self.people
    }

    /// Whether hardly two people gave the same answer.
    pub(super) fn is_mostly_different(&self) -> bool {
        self.answered >= FEW && self.answers.len() as f64 > DIFFERENT * self.answered as f64
    }

    /// Whether people chose from few answers: on average each was given twice or more.
    pub(super) fn has_options(&self) -> bool {
        !self.answers.is_empty() && 2 * self.answers.len() <= self.answered
    }

    /// The numbers, one a person, in ascending order; `None` where an answer is none.
    pub(super) fn numbers(&self) -> Option<Vec<f64>> {
        let mut numbers = Vec::with_capacity(self.answered);
        for Answer { text, people } in &self.answers {
            let number: f64 = text.parse().ok().filter(|number: &f64| number.is_finite())?;
            numbers.extend(std::iter::repeat_n(number, *people));
        }
        numbers.sort_unstable_by(f64::total_cmp);
        Some(numbers)
    }

    pub(super) fn name(&self) -> &'t str {
        self.header.text
    }
}

/// Where more than this share of the answers are different, they are names or free text.
const DIFFERENT: f64 = 0.8;

/// Below this many answers a share says nothing.
const FEW: usize = 10;

fn text_of(cell: &Cell) -> Option<Cow<'_, str>> {
    let text = match cell {
        Cell::Missing => return None,
        Cell::Text(text) => Cow::Borrowed(text.trim()),
        Cell::Number(number) => Cow::Owned(number.to_string()),
        Cell::List(_) | Cell::Numbers(_) | Cell::Lists(_) => Cow::Owned(cell.to_string()),
    };
    (!text.is_empty()).then_some(text)
}

/// Whether a text means that somebody gave no answer.
fn is_silent(text: &str, silence: &mut BTreeSet<&'static str>) -> bool {
    if text.len() > LONGEST_SILENCE {
        return false;
    }
    let Some(own) = SILENCE.get(&answer_key(text)) else { return false };
    silence.extend(*own);
    true
}

/// Texts that mean silence by their keys, with those that a mapping has to be told.
static SILENCE: LazyLock<HashMap<String, Option<&'static str>>> = LazyLock::new(|| {
    let more = MORE_SILENCE.iter().map(|&text| (answer_key(text), Some(text)));
    more.chain(NO_ANSWER.iter().map(|text| (answer_key(text), None))).collect()
});
