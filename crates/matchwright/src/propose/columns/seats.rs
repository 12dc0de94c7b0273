//! How many mentees a mentor takes, in numbers or in words.

use super::super::facts::Facts;
use super::super::header::{Header, words};
use super::{Found, Meaning, each};

/// What the answers mean.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in super::super) struct Seats {
    /// Texts with the number that they are read as; none where all answers are whole numbers.
    pub(in super::super) read: Vec<(String, u32)>,
    /// Those of the texts that leave it open; the number is then the lowest that they can mean.
    pub(in super::super) open: Vec<String>,
}

const NAMES: &[&str] = &["seat", "capacity", "slot", "max mentees", "maximum mentees"];

const COUNTS: &[&str] = &["how many", "number of", "max", "maximum", "no of"];

/// Questions about earlier rounds.
const EARLIER: &[&str] =
    &["had", "previous", "previously", "so far", "before", "already", "have you mentored"];

/// Questions about the fewest.
const FEWEST: &[&str] = &["min", "minimum", "fewest"];

/// More different texts than this are no options.
const TEXTS: usize = 20;

/// Nobody takes more.
const MOST: u32 = 1_000;

const NUMBERS: [&str; 11] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    each(columns, |facts| {
        let is_named = is_about_seats(&facts.header) && !facts.answers.is_empty();
        is_named.then(|| seats_of(facts)).flatten().map(Meaning::Seats)
    })
}

fn is_about_seats(header: &Header<'_>) -> bool {
    let counts_mentees = header.says(COUNTS) && header.says(&["mentee", "protege", "people"]);
    (header.says(NAMES) || counts_mentees) && !header.says(EARLIER) && !header.says(FEWEST)
}

fn seats_of(facts: &Facts<'_>) -> Option<Seats> {
    if let Some(numbers) = facts.numbers() {
        let is_count =
            |number: &f64| number.fract() == 0.0 && (0.0..=f64::from(MOST)).contains(number);
        return numbers.iter().all(is_count).then(Seats::default);
    }
    if facts.answers.len() > TEXTS {
        return None;
    }
    let mut seats = Seats::default();
    let mut texts: Vec<&str> = facts.looked_at().collect();
    texts.sort_unstable();
    for text in texts {
        let numbers = numbers_in(text);
        let lowest = numbers.iter().copied().min().or_else(|| says_none(text).then_some(0));
        let is_open = numbers.len() > 1 || text.contains('+') || Header::new(text).says(AT_LEAST);
        if lowest.is_none() || is_open {
            seats.open.push(text.to_owned());
        }
        seats.read.push((text.to_owned(), lowest.unwrap_or(1)));
    }
    // Where no text says a number, the question is another one.
    (seats.open.len() < seats.read.len() || seats.read.iter().any(|(_, number)| *number > 1))
        .then_some(seats)
}

const AT_LEAST: &[&str] =
    &["or more", "at least", "more than", "up to", "depends", "few", "several"];

fn says_none(text: &str) -> bool {
    Header::new(text).says(&["none", "no", "cannot", "cant", "not"])
}

/// The whole numbers that a text names, in digits or in words; each once.
fn numbers_in(text: &str) -> Vec<u32> {
    let number = |word: &String| {
        let named = NUMBERS.iter().position(|name| name == word).map(|place| place as u32);
        named.or_else(|| word.parse().ok()).filter(|&number| number <= MOST)
    };
    let mut numbers: Vec<u32> = words(text).iter().filter_map(number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_in_words_and_in_digits() {
        assert_eq!(numbers_in("One mentee only, please!"), [1]);
        assert_eq!(numbers_in("I can handle this! Give me three mentees."), [3]);
        assert_eq!(numbers_in("2-3"), [2, 3]);
        assert!(numbers_in("as many as anyone needs").is_empty());
    }
}
