//! What a text means: `strip`, then `read`, `scale` and `likert`, then silence. In a list, a step of the scale may
//! stand behind a label.

use std::collections::HashMap;

use super::super::report::Unread;
use super::super::silence::{Bites, Silence};
use super::likert;
use super::{Place, ReadAs, Report, Source};
use crate::labels::{answer_key, visible, with_level};
use crate::table::Item;

/// How the texts of one source are read.
pub(in super::super) struct Answers<'m> {
    strip: &'m [String],
    read: HashMap<String, &'m ReadAs>,
    steps: HashMap<String, usize>,
    likert: Option<u8>,
    /// Whether every answer has to be a number or one of the texts of `read`.
    is_closed: bool,
}

/// What somebody said.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Answer {
    Number(f64),
    Text(String),
}

impl<'m> Answers<'m> {
    pub(super) fn new(source: &'m Source) -> Self {
        let read = source.read.iter().map(|(text, value)| (answer_key(text), value)).collect();
        let steps = source.scale.iter().enumerate();
        let has_numbers = source.read.values().any(|value| matches!(value, ReadAs::Number(_)));
        Self {
            strip: source.strip.as_ref().map_or(&[], |strip| strip.as_slice()),
            read,
            steps: steps.map(|(place, step)| (answer_key(step), place + 1)).collect(),
            likert: source.likert,
            is_closed: has_numbers || !source.scale.is_empty() || source.likert.is_some(),
        }
    }

    /// Whether texts are taken as they are.
    pub(super) fn is_plain(&self) -> bool {
        self.strip.is_empty() && self.read.is_empty() && !self.is_closed
    }

    /// Whether entries have to be looked at one by one, even where no separator is given.
    pub(super) fn strips(&self) -> bool {
        !self.strip.is_empty()
    }

    /// What cannot be read is told like this.
    fn complaint(&self) -> &'static str {
        match (self.likert, self.steps.is_empty()) {
            (Some(_), _) => "cannot be read as a rating of `likert`; say in `read` what it means",
            (None, false) => "is no step of `scale`; say in `read` what it means",
            (None, true) => "is no number; say in `read` what it means",
        }
    }

    /// The text as it is without what `strip` takes away.
    pub(super) fn stripped<'t>(&self, text: &'t str) -> &'t str {
        let text = text.trim();
        let prefix = self.strip.iter().find_map(|prefix| {
            let start = text.get(..prefix.trim().len())?;
            (start.to_lowercase() == prefix.trim().to_lowercase()).then_some(start.len())
        });
        prefix.and_then(|length| text.get(length..)).map_or(text, str::trim)
    }

    /// The label of an entry and the step of the scale behind it: `Python: high`, `Python (high)`.
    pub(super) fn levelled(&self, text: &str) -> Option<Item> {
        with_level(self.stripped(text)).find_map(|(label, step)| {
            let step = *self.steps.get(&answer_key(step))?;
            Some(Item::with_level(label, step as f64))
        })
    }

    /// What the mapping says that a text means.
    fn meaning(&self, text: &str) -> Option<Answer> {
        if self.is_plain() {
            return None;
        }
        let key = answer_key(text);
        if let Some(&value) = self.read.get(&key) {
            return Some(match value {
                ReadAs::Number(number) => Answer::Number(*number),
                ReadAs::Text(text) => Answer::Text(text.clone()),
            });
        }
        let step = self.steps.get(&key).map(|&step| step as f64);
        let number = step
            .or_else(|| self.likert.and_then(|steps| likert::rating(&key, steps)))
            .or_else(|| text.parse().ok().filter(|&number| self.takes(number)));
        number.map(Answer::Number)
    }

    /// Whether a number stands for itself.
    fn takes(&self, number: f64) -> bool {
        self.is_closed && number.is_finite() && self.steps.is_empty() && self.likert.is_none()
    }
}

/// Reads the cells of one place, and collects what it cannot read and what is silence.
pub(super) struct Asking<'a> {
    answers: &'a Answers<'a>,
    silence: &'a Silence,
    pub(super) bites: Bites,
    unread: Vec<Unread>,
}

impl<'a> Asking<'a> {
    pub(super) fn new(answers: &'a Answers<'a>, place: &Place<'a, '_>) -> Self {
        let unread = place.parts.iter();
        let unread = unread
            .map(|part| Unread::new("unknown_text", part.column.name, answers.complaint()))
            .collect();
        Self { answers, silence: place.silence, bites: Bites::default(), unread }
    }

    /// Whether answers are read as numbers.
    pub(super) fn has_levels(&self) -> bool {
        self.answers.is_closed
    }

    /// What a text says; `part` is the column that it stands in, by its place.
    pub(super) fn answer(
        &mut self,
        text: &str,
        part: usize,
        person: &super::Person,
    ) -> Option<Answer> {
        let seen = visible(text);
        let text = self.answers.stripped(&seen);
        if text.is_empty() {
            return None;
        }
        if let Some(said) = self.answers.meaning(text) {
            return Some(said);
        }
        // What the mapping gives a meaning to is no silence.
        if let Some(silent) = self.silence.find(text) {
            self.bites.add(silent, person.row);
            return None;
        }
        if self.answers.is_closed {
            self.refuse(text, part, person);
            return None;
        }
        Some(Answer::Text(text.to_owned()))
    }

    /// An entry of a list in which others have a step behind a colon: with one, or a label alone.
    pub(super) fn levelled(
        &mut self,
        text: &str,
        part: usize,
        person: &super::Person,
    ) -> Option<Item> {
        let seen = visible(text);
        let said = self.answers.levelled(&seen);
        let label = self.answers.stripped(&seen);
        if said.is_some() || label.is_empty() {
            return said;
        }
        if let Some(silent) = self.silence.find(label) {
            self.bites.add(silent, person.row);
            return None;
        }
        if label.contains(':') {
            self.refuse(label, part, person);
            return None;
        }
        Some(Item::new(label))
    }

    /// What a number from a typed source says.
    pub(super) fn number(
        &mut self,
        number: f64,
        part: usize,
        person: &super::Person,
    ) -> Option<Answer> {
        let text = number.to_string();
        match self.answers.meaning(&text) {
            None if self.answers.is_closed => {
                self.refuse(&text, part, person);
                None
            }
            said => said.or(Some(Answer::Number(number))),
        }
    }

    fn refuse(&mut self, text: &str, part: usize, person: &super::Person) {
        if let Some(unread) = self.unread.get_mut(part) {
            unread.add(text, person);
        }
    }

    pub(super) fn finish(self, place: &Place<'_, '_>, report: &mut Report) {
        report.silence(place.sheet, place.name, self.silence, self.bites);
        for unread in self.unread {
            report.refuse(place.sheet, unread);
        }
    }
}
