//! The programme in numbers.

use serde::Serialize;

use super::checkins::CheckIn;
use super::{ByPair, People, State, TrackedPair, TrackedPairs};
use crate::answers::wilson;
use crate::roster::Side;
use crate::tracking::compared::FEWEST;
use crate::tracking::statistics::Estimate;

/// A number about the programme.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KeyFigure {
    /// Its name.
    pub name: String,
    /// The number; `None` where nobody said anything, and of what became of people where fewer than ten are known: they are
    /// shown nowhere one by one.
    pub value: Option<f64>,
    /// Lower end of the 95 % interval: of shares Wilson's (1927), of means by Student's distribution. `None` of
    /// plain counts.
    pub low: Option<f64>,
    /// Its upper end.
    pub high: Option<f64>,
    /// How many pairs or people it is about.
    pub of: usize,
    /// Whether it is a share, from 0 to 1.
    pub is_share: bool,
}

/// All figures, in the order in which they are shown.
pub(super) fn figures(
    pairs: &TrackedPairs,
    states: &[TrackedPair],
    by_pair: &ByPair<'_>,
    people: Option<&People>,
) -> Vec<KeyFigure> {
    let count = |state| states.iter().filter(|pair| pair.state == state).count();
    let said = |met: &TrackedPair| met.meetings;
    let met: Vec<f64> = states.iter().filter_map(said).collect();
    let goals: Vec<bool> = states.iter().filter_map(|pair| pair.goal_reached).collect();
    let mut figures = vec![
        counted("pairs", Some(states.len()), states.len()),
        counted("relationships", relationships(states), states.len()),
    ];
    figures.extend(participation(pairs, people));
    figures.extend([
        share("on_track", count(State::OnTrack), states.len()),
        share("needs_a_word", count(State::NeedsAWord), states.len()),
        share("ended", count(State::Ended), states.len()),
        averaged("meetings", &met),
        averaged("satisfaction", &satisfaction(by_pair)),
        share("goal_reached", goals.iter().filter(|goal| **goal).count(), goals.len()),
    ]);
    figures.extend(people.into_iter().flat_map(of_people));
    figures
}

/// Pairs that have met at least once; `None` where nobody says whether they meet.
fn relationships(states: &[TrackedPair]) -> Option<usize> {
    let mut met = states.iter().filter_map(|pair| pair.meetings).peekable();
    met.peek()?;
    Some(met.filter(|met| *met > 0.0).count())
}

/// Matched people among all: of the outcome's mentees, or of the people of the table.
fn participation(pairs: &TrackedPairs, people: Option<&People>) -> Option<KeyFigure> {
    let name = "participation";
    if let Some(all) = pairs.mentees {
        return Some(share(name, pairs.of_side(Side::Mentee).len(), all));
    }
    let groups = people?.is_matched.iter().flatten();
    let (matched, all) =
        groups.fold((0, 0), |(matched, all), own| (matched + usize::from(*own), all + 1));
    Some(share(name, matched, all))
}

/// The mean satisfaction of each pair: pairs differ from each other, and answers of one pair less.
fn satisfaction(by_pair: &ByPair<'_>) -> Vec<f64> {
    let of_pair = |own: &Vec<&CheckIn>| {
        let answers: Vec<f64> = own.iter().filter_map(|one| one.satisfaction).collect();
        crate::tracking::statistics::mean(&answers)
    };
    by_pair.values().filter_map(of_pair).collect()
}

/// What became of matched people; nothing of so few that it would be somebody's own answer.
fn of_people(people: &People) -> Vec<KeyFigure> {
    let figure = |(name, answers): &(String, Vec<Option<f64>>)| {
        let own = answers.iter().zip(&people.is_matched).filter(|(_, own)| **own == Some(true));
        let answers: Vec<f64> = own.filter_map(|(answer, _)| *answer).collect();
        let is_share = answers.iter().all(|answer| [0.0, 1.0].contains(answer));
        if answers.len() < FEWEST {
            return KeyFigure { of: answers.len(), is_share, ..counted(name, None, 0) };
        }
        if is_share {
            let count = answers.iter().filter(|answer| **answer > 0.5).count();
            return share(name, count, answers.len());
        }
        averaged(name, &answers)
    };
    people.outcomes.iter().map(figure).collect()
}

fn counted(name: &str, count: Option<usize>, of: usize) -> KeyFigure {
    let value = count.map(|count| count as f64);
    KeyFigure { name: name.to_owned(), value, low: None, high: None, of, is_share: false }
}

fn share(name: &str, count: usize, of: usize) -> KeyFigure {
    let value = (of > 0).then(|| count as f64 / of as f64);
    let (low, high) = value.map(|value| wilson(value, of as f64)).unzip();
    KeyFigure { name: name.to_owned(), value, low, high, of, is_share: true }
}

fn averaged(name: &str, numbers: &[f64]) -> KeyFigure {
    let mean = Estimate::mean(numbers);
    KeyFigure {
        name: name.to_owned(),
        value: mean.map(|mean| mean.value),
        low: mean.and_then(|mean| mean.low),
        high: mean.and_then(|mean| mean.high),
        of: numbers.len(),
        is_share: false,
    }
}
