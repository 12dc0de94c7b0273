//! Attributes by which nobody is to be matched unawares.
//!
//! Likeness in them changes what people report, and not what they achieve (Blake-Beard et al. 2011). Whether a
//! programme treats everybody alike is asked afterwards, with these attributes in a table of their own.

use super::super::facts::Facts;
use super::super::header::words;
use super::{Found, Meaning, each};

const WHY: &str = "a protected attribute: it belongs to the audit of a plan, and to no score";

/// In the name of a column.
const NAMES: &[&str] = &[
    "age",
    "birth",
    "birthday",
    "birthdate",
    "dob",
    "born",
    "gender",
    "sex",
    "male",
    "female",
    "woman",
    "pronoun",
    "ethnic",
    "ethnicity",
    "race",
    "racial",
    "religion",
    "religious",
    "faith",
    "nationality",
    "citizenship",
    "country of origin",
    "disability",
    "disabled",
    "sexual",
    "sexuality",
    "orientation",
    "lgbt",
    "lgbtq",
    "lgbtqia",
    "marital",
    "married",
    "children",
    "maternity",
    "paternity",
    "parental",
    "pregnancy",
    "pregnant",
    "menopause",
    "andropause",
    "health",
    "minority",
    "heritage",
    "identity",
    "veteran",
    "caste",
    "transgender",
    "first generation",
];

/// In the answers, where the name does not say it.
const ANSWERS: &[&str] = &[
    "male",
    "female",
    "man",
    "woman",
    "non binary",
    "nonbinary",
    "transgender",
    "gay",
    "lesbian",
    "bisexual",
    "asexual",
    "queer",
    "heterosexual",
    "muslim",
    "christian",
    "catholic",
    "jewish",
    "hindu",
    "buddhist",
    "atheist",
    "hispanic",
    "latino",
    "latina",
    "latinx",
    "caucasian",
    "multiracial",
    "married",
    "divorced",
    "widowed",
    "she her",
    "he him",
    "they them",
];

/// Where at least this share of the answers name such an attribute, the column is about one.
const SHARE: f64 = 0.5;

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    let is_named = |answer: &str| {
        let words = words(answer);
        ANSWERS.iter().any(|phrase| {
            words.windows(phrase.split(' ').count()).any(|at| phrase.split(' ').eq(at.iter()))
        })
    };
    // Longer answers are texts in which the words may stand for something else.
    let is_short = |answer: &str| answer.len() <= LONGEST;
    let is_protected = |facts: &Facts<'_>| {
        facts.header.says(NAMES) || (facts.are(1.0, is_short) && facts.are(SHARE, is_named))
    };
    each(columns, |facts| is_protected(facts).then_some(Meaning::Unused(WHY)))
}

const LONGEST: usize = 120;
