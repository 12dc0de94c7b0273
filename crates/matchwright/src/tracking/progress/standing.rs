//! How each pair stands: on track, in need of a word, ended.

use matchwright_tables::counted;
use serde::Serialize;

use super::checkins::CheckIn;
use super::{ByPair, TrackOptions, TrackedPairs};
use crate::tracking::reading::Day;

/// How a pair stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// They meet, and nobody is unhappy.
    OnTrack,
    /// Somebody should ask how it goes.
    NeedsAWord,
    /// It is over.
    Ended,
}

impl State {
    /// The name in tables and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OnTrack => "on_track",
            Self::NeedsAWord => "needs_a_word",
            Self::Ended => "ended",
        }
    }
}

/// A pair, and how it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrackedPair {
    /// The mentee's id.
    pub mentee: String,
    /// The mentor's id.
    pub mentor: String,
    /// Its place among the pairs that were given, counted from 0.
    #[serde(skip)]
    pub row: usize,
    /// How it stands.
    pub state: State,
    /// Why, in a few words; empty where it is on track.
    pub reason: String,
    /// How many check-ins there were.
    pub check_ins: usize,
    /// The day of the latest.
    pub latest: Option<String>,
    /// Meetings that were reported; `None` where nobody said.
    pub meetings: Option<f64>,
    /// The latest satisfaction.
    pub satisfaction: Option<f64>,
    /// Whether a goal was reached; `None` where nobody said.
    pub goal_reached: Option<bool>,
}

/// The states of all pairs, by the mentee's id, then the mentor's.
pub(super) fn states(
    pairs: &TrackedPairs,
    by_pair: &ByPair<'_>,
    as_of: Option<Day>,
    options: &TrackOptions,
) -> Vec<TrackedPair> {
    let mut order: Vec<_> = pairs.pairs.iter().enumerate().collect();
    order.sort_by_key(|(_, pair)| *pair);
    let state = |(row, (mentee, mentor, started)): (usize, &(String, String, Option<Day>))| {
        let own = by_pair.get(&(mentee.as_str(), mentor.as_str())).map_or(&[][..], Vec::as_slice);
        let (state, reason) = judged(own, *started, as_of, options);
        let goals: Vec<bool> = own.iter().filter_map(|one| one.has_reached_goal).collect();
        TrackedPair {
            mentee: mentee.clone(),
            mentor: mentor.clone(),
            row,
            state,
            reason,
            check_ins: own.len(),
            latest: own.iter().filter_map(|one| one.day).max().map(|day| day.to_string()),
            meetings: own.iter().filter_map(|one| one.met).reduce(|sum, met| sum + met),
            satisfaction: latest(own, |one| one.satisfaction),
            goal_reached: (!goals.is_empty()).then(|| goals.contains(&true)),
        }
    };
    order.into_iter().map(state).collect()
}

/// The latest answer that there is.
fn latest<T>(own: &[&CheckIn], answer: impl Fn(&CheckIn) -> Option<T>) -> Option<T> {
    own.iter().rev().find_map(|one| answer(one))
}

/// The first of these that holds: it ended; nobody has checked in; not for long; they do not meet; somebody is
/// unhappy.
fn judged(
    own: &[&CheckIn],
    started: Option<Day>,
    as_of: Option<Day>,
    options: &TrackOptions,
) -> (State, String) {
    if let Some(end) = own.iter().find(|one| one.has_ended == Some(true)) {
        let day = end.day.map_or_else(String::new, |day| format!(" by {day}"));
        let reached = own.iter().any(|one| one.has_reached_goal == Some(true));
        let goal = if reached { ", goal reached" } else { "" };
        return (State::Ended, format!("ended{day}{goal}"));
    }
    let word = |reason: String| (State::NeedsAWord, reason);
    let seen = own.iter().filter_map(|one| one.day).max().or(started);
    let silent = seen.zip(as_of).map(|(seen, as_of)| as_of.since(seen));
    let is_overdue = silent.is_some_and(|days| days > i64::from(options.overdue));
    match (own.is_empty(), silent) {
        (true, Some(days)) if !is_overdue => {
            return (State::OnTrack, format!("began {} ago", counted(days, "day", "days")));
        }
        (true, _) => return word("no check-in yet".to_owned()),
        (false, Some(days)) if is_overdue => {
            return word(format!("no check-in for {}", counted(days, "day", "days")));
        }
        (false, _) => {}
    }
    let mut met = own.iter().rev().filter_map(|one| one.met);
    let (last, before) = (met.next(), met.next());
    if last == Some(0.0) && before.is_none_or(|before| before == 0.0) {
        let times = if before.is_some() { "the last two check-ins" } else { "the only check-in" };
        return word(format!("no meeting at {times}"));
    }
    match latest(own, |one| one.satisfaction) {
        Some(satisfaction) if satisfaction <= options.low => {
            word(format!("satisfaction {satisfaction}"))
        }
        _ => (State::OnTrack, String::new()),
    }
}
