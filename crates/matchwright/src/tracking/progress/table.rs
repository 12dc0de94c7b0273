//! Tracking as tables and as text.

use std::fmt;

use matchwright_tables::{Frame, Values, counted};

use super::{KeyFigure, Reached, State, TrackedPair, Tracking};
use crate::tracking::compared::Compared;
use crate::tracking::statistics::Estimate;

/// Pairs that the text lists; the table has all.
const LISTED: usize = 20;

/// What stands below every difference.
pub(crate) const NO_CAUSE: &str =
    "A difference, not a cause: who is matched may differ from others in what no column shows.";

impl Tracking {
    /// A pair a row: `mentee_id`, `mentor_id`, `state` (`on_track`, `needs_a_word`, `ended`), `reason`, `check_ins`,
    /// `latest`, `meetings`, `satisfaction`, `goal_reached` (1 or 0).
    #[must_use]
    pub fn pairs_frame(&self) -> Frame {
        let pairs = &self.pairs;
        let goal = |pair: &TrackedPair| pair.goal_reached.map(|goal| f64::from(u8::from(goal)));
        Frame::new([
            ("mentee_id", Values::texts(pairs, |pair| &pair.mentee)),
            ("mentor_id", Values::texts(pairs, |pair| &pair.mentor)),
            ("state", Values::texts(pairs, |pair| pair.state.name())),
            ("reason", Values::texts(pairs, |pair| &pair.reason)),
            ("check_ins", Values::numbers(pairs, |pair| Some(pair.check_ins as f64))),
            ("latest", Values::Optional(pairs.iter().map(|pair| pair.latest.clone()).collect())),
            ("meetings", Values::numbers(pairs, |pair| pair.meetings)),
            ("satisfaction", Values::numbers(pairs, |pair| pair.satisfaction)),
            ("goal_reached", Values::numbers(pairs, goal)),
        ])
    }

    /// A figure a row: `figure`, `value`, `low`, `high`, `of`.
    #[must_use]
    pub fn figures_frame(&self) -> Frame {
        let figures = &self.figures;
        Frame::new([
            ("figure", Values::texts(figures, |figure| &figure.name)),
            ("value", Values::numbers(figures, |figure| figure.value)),
            ("low", Values::numbers(figures, |figure| figure.low)),
            ("high", Values::numbers(figures, |figure| figure.high)),
            ("of", Values::numbers(figures, |figure| Some(figure.of as f64))),
        ])
    }

    /// A target a row: `figure`, `wanted`, `value`, `share`, `by`, `state`.
    #[must_use]
    pub fn targets_frame(&self) -> Frame {
        let targets = &self.targets;
        Frame::new([
            ("figure", Values::texts(targets, |target| &target.figure)),
            ("wanted", Values::numbers(targets, |target| Some(target.wanted))),
            ("value", Values::numbers(targets, |target| target.value)),
            ("share", Values::numbers(targets, |target| target.share)),
            ("by", Values::Optional(targets.iter().map(|target| target.by.clone()).collect())),
            ("state", Values::texts(targets, |target| target.state)),
        ])
    }

    /// What became of matched and unmatched people, an outcome a row: `outcome`, `matched`, `unmatched`, `weighted`,
    /// `difference`, `std_error`, `low`, `high`, `matched_people`, `unmatched_people`.
    #[must_use]
    pub fn compared_frame(&self) -> Frame {
        let rows = &self.compared;
        let of = |number: fn(&Compared) -> Option<f64>| Values::numbers(rows, number);
        let estimate = |number: fn(Estimate) -> Option<f64>| {
            Values::numbers(rows, |row| row.difference.and_then(number))
        };
        Frame::new([
            ("outcome", Values::texts(rows, |row| &row.outcome)),
            ("matched", of(|row| row.matched)),
            ("unmatched", of(|row| row.unmatched)),
            ("weighted", of(|row| row.weighted)),
            ("difference", estimate(|difference| Some(difference.value))),
            ("std_error", estimate(|difference| difference.std_error)),
            ("low", estimate(|difference| difference.low)),
            ("high", estimate(|difference| difference.high)),
            ("matched_people", of(|row| Some(row.matched_people as f64))),
            ("unmatched_people", of(|row| Some(row.unmatched_people as f64))),
        ])
    }
}

impl KeyFigure {
    /// The number as a reader is to see it, with its interval.
    #[must_use]
    pub fn text(&self) -> String {
        let Some(value) = self.value else { return "not known".to_owned() };
        let shown = |value: f64| match (self.is_share, self.low) {
            (true, _) => format!("{:.0} %", 100.0 * value),
            (false, None) => format!("{value:.0}"),
            (false, Some(_)) => format!("{value:.2}"),
        };
        let interval = self.low.zip(self.high);
        let interval = interval.map_or_else(String::new, |(low, high)| {
            format!(" ({} to {})", shown(low), shown(high))
        });
        format!("{}{interval}", shown(value))
    }
}

impl Reached {
    /// Where it stands, in a sentence.
    #[must_use]
    pub fn text(&self) -> String {
        let name = spaced(&self.figure);
        let by = self.by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
        let shown = |number: f64| {
            if self.is_share { format!("{} %", short(100.0 * number)) } else { short(number) }
        };
        let value = self.value.map_or_else(|| "not known".to_owned(), shown);
        format!("{name}: {value} of {}{by}, {}", shown(self.wanted), self.state)
    }
}

impl Compared {
    /// The difference in a sentence, which names no cause.
    #[must_use]
    pub fn text(&self) -> String {
        let name = spaced(&self.outcome);
        let mean = |value: Option<f64>| value.map_or_else(|| "not known".to_owned(), short);
        let (matched, unmatched) = (mean(self.matched), mean(self.unmatched));
        let Some(Estimate { value, low: Some(low), high: Some(high), .. }) = self.difference else {
            return format!(
                "{name}: {matched} of matched people, {unmatched} of others; not compared"
            );
        };
        format!(
            "{name}: {matched} of matched people, {} of others who resemble them; {} ({} to {})",
            mean(self.weighted),
            signed(value),
            signed(low),
            signed(high)
        )
    }
}

/// A name with blanks.
pub(crate) fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

/// A number with at most two decimals.
pub(crate) fn short(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

pub(crate) fn signed(number: f64) -> String {
    format!("{number:+.3}")
}

impl fmt::Display for Tracking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(day) = &self.as_of {
            writeln!(f, "As of {day}")?;
        }
        for figure in &self.figures {
            writeln!(f, "- {}: {}, of {}", spaced(&figure.name), figure.text(), figure.of)?;
        }
        for target in &self.targets {
            writeln!(f, "- target, {}", target.text())?;
        }
        let word: Vec<_> =
            self.pairs.iter().filter(|pair| pair.state == State::NeedsAWord).collect();
        writeln!(f, "{} a word.", counted(word.len(), "pair needs", "pairs need"))?;
        for pair in word.iter().take(LISTED) {
            writeln!(f, "- {} and {}: {}", pair.mentee, pair.mentor, pair.reason)?;
        }
        if word.len() > LISTED {
            writeln!(f, "… and {} more", word.len() - LISTED)?;
        }
        self.write_compared(f)?;
        self.notes.iter().try_for_each(|note| writeln!(f, "{note}"))
    }
}

impl Tracking {
    fn write_compared(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(comparability) = &self.comparability else { return Ok(()) };
        write!(f, "{}", comparability.balance)?;
        comparability.warnings.iter().try_for_each(|warning| writeln!(f, "! {warning}"))?;
        self.compared.iter().try_for_each(|row| writeln!(f, "- {}", row.text()))?;
        if self.compared.iter().any(|row| row.difference.is_some()) {
            writeln!(f, "{NO_CAUSE}")?;
        }
        Ok(())
    }
}
