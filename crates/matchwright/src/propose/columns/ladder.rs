//! Steps of a scale: grades that are known, and levels with numbers in them.

use std::collections::BTreeSet;

use matchwright_tables::labels::step_key;

use super::super::facts::Facts;
use super::super::header::Header;
use super::{Found, Meaning, each};

/// Scales that everybody knows, the lowest step first.
const LADDERS: [&[&str]; 10] = [
    &["AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS1", "SCS2", "SCS3", "SCS4"],
    &[
        "Intern",
        "Trainee",
        "Junior",
        "Associate",
        "Professional",
        "Mid-level",
        "Senior",
        "Lead",
        "Principal",
        "Manager",
        "Senior Manager",
        "Director",
        "Vice President",
        "President",
    ],
    &["Entry", "Junior", "Mid", "Senior", "Lead", "Executive"],
    &["Entry level", "Mid-level", "Senior level", "Executive"],
    &["Beginner", "Intermediate", "Advanced", "Expert"],
    &["Novice", "Beginner", "Competent", "Proficient", "Expert"],
    &["None", "Basic", "Intermediate", "Good", "Advanced", "Proficient", "Fluent", "Expert"],
    &["Low", "Medium", "High"],
    &["High school", "Bachelor", "Master", "Doctorate"],
    &["Freshman", "Sophomore", "Junior", "Senior", "Graduate"],
];

/// What a column of levels with numbers is called, or its answers are.
const LEVELS: &[&str] = &[
    "level",
    "grade",
    "band",
    "year",
    "experience",
    "seniority",
    "tier",
    "tenure",
    "rank",
    "stage",
];

/// More steps than this no scale has.
const STEPS: usize = 20;

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    each(columns, |facts| {
        // Numbers alone count as what they are.
        let are_texts = facts.answers.len() <= STEPS && facts.numbers().is_none();
        let texts: Vec<&str> = facts.looked_at().take(STEPS).collect();
        are_texts.then(|| ladder_of(&facts.header, &texts)).flatten().map(Meaning::Ladder)
    })
}

/// The scale that answers stand on, the lowest step first: a known one, or their own in the order of the
/// first number in each, where the name or every answer speaks of levels.
pub(in super::super) fn ladder_of(header: &Header<'_>, texts: &[&str]) -> Option<Vec<String>> {
    if texts.len() < 2 {
        return None;
    }
    known(texts).or_else(|| {
        let are_levels = texts.iter().all(|text| Header::new(text).says(LEVELS));
        (header.says(LEVELS) || are_levels).then(|| numbered(texts)).flatten()
    })
}

/// A scale that everybody knows, on which all of these stand.
pub(super) fn known(texts: &[&str]) -> Option<Vec<String>> {
    let ladder = LADDERS.iter().find(|ladder| {
        let steps: BTreeSet<String> = ladder.iter().map(|step| step_key(step)).collect();
        texts.iter().all(|text| steps.contains(&step_key(text)))
    })?;
    Some(ladder.iter().map(|&step| step.to_owned()).collect())
}

fn numbered(texts: &[&str]) -> Option<Vec<String>> {
    let number = |text: &&str| Some((first_number(text)?, (*text).to_owned()));
    let mut steps: Vec<(u64, String)> = texts.iter().map(number).collect::<Option<_>>()?;
    steps.sort_unstable();
    let is_clear = steps.windows(2).all(|pair| pair[0].0 < pair[1].0);
    is_clear.then(|| steps.into_iter().map(|(_, text)| text).collect())
}

/// The first number of a text; "less than 1" lies below 1.
fn first_number(text: &str) -> Option<u64> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let digits: String = text[start..].chars().take_while(char::is_ascii_digit).collect();
    let number = digits.parse::<u64>().ok()?.checked_mul(2)?;
    let before = text[..start].to_lowercase();
    let is_below =
        ["<", "less", "under", "below", "up to"].iter().any(|word| before.contains(word));
    let is_above = ["more than", "over", ">"].iter().any(|word| before.contains(word));
    Some(if is_below { number.saturating_sub(1) } else { number + u64::from(is_above) })
}
