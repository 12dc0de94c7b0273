//! Ratings, in words of agreement or with a number before the words.

use matchwright_tables::mapping::rating;

use super::super::facts::Facts;
use super::{Found, Meaning, each};

/// Forms have seldom other numbers of steps; the usual ones first.
const STEPS: [u8; 6] = [5, 7, 4, 3, 6, 10];

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    each(columns, |facts| Some(Meaning::Rating(steps_of(facts)?)))
}

/// Numbers alone are no rating: they count as what they are.
fn steps_of(facts: &Facts<'_>) -> Option<u8> {
    let has_words = facts.looked_at().any(|text| text.parse::<f64>().is_err());
    if !has_words || facts.answers.len() < 2 || facts.answers.len() > usize::from(STEPS[5]) {
        return None;
    }
    let begins_with_number = facts.are(1.0, |text| text.starts_with(|c: char| c.is_ascii_digit()));
    if begins_with_number {
        let number = |text| rating(text, STEPS[5]);
        let numbers: Vec<f64> = facts.looked_at().map(number).collect::<Option<_>>()?;
        let top = numbers.into_iter().fold(0.0, f64::max);
        // Two answers with one number are no steps.
        let is_step =
            |text: &str| text.split(|c: char| c.is_ascii_digit()).any(|rest| rest.len() > 3);
        return (facts.answers.len() as f64 <= top && top >= 2.0 && facts.are(0.5, is_step))
            .then_some(top as u8);
    }
    STEPS.into_iter().find(|&steps| facts.are(1.0, |text| rating(text, steps).is_some()))
}
