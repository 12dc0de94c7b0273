//! `text`: they write about the same things.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::overlap::Measure;
use super::{Compiled, Criterion, Evaluator, Learned, best};
use crate::compare::words::both;
use crate::roster::{Kind, Read, Roster, Side};
use crate::schema::Columns;

/// They write about the same things: the words of texts, compared without a model.
///
/// value = A · B / √((A · A) · (B · B)), the cosine of two texts, where A and B have for each word how often it
/// stands there times its rarity: ln(1 + N / n), where n of all N texts have the word. Words that everybody uses
/// hardly count, so that there is no list of words to leave out (Spärck Jones 1972). Case, accents and marks do
/// not count, and an English plural is its singular. No opinion where one text has no words.
///
/// A person may have up to 100 texts: a list of them, in frames and in JSON. Each of a mentee's is then
/// compared with each of a mentor's, and the value is the mean of the `best` values, or of all where there are
/// fewer.
///
/// Words in common are not what texts have in common: a model that knows what words mean sees more, and its
/// vectors are read by [`Vector`](super::Vector).
///
/// Of three texts two have "chess" and one each "rowing", "club" and "opera", so that chess weighs
/// ln(1 + 3 / 2) ≈ 0.916 and each of the others ln(1 + 3) ≈ 1.386. A mentee who writes "Chess! Rowing!" and a
/// mentor with "chess club" come to 0.916² / (0.916² + 1.386²) ≈ 0.304.
///
/// ```
/// use matchwright::criteria::Text;
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder().criterion(1.0, Text::new("about_me")).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("about_me", "Chess! Rowing!"))
///     .mentor(Person::new("m1").text("about_me", "chess club"))
///     .mentor(Person::new("m2").text("about_me", "Opera"))
///     .build(&program)?;
/// assert_eq!(Matcher::new(program)?.scores(&roster)?.row(0), [0.304045, 0.0]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// A mentor with several texts is as near as the best of them.
///
/// ```
/// use matchwright::criteria::Text;
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder().criterion(1.0, Text::new("papers").best(1)).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("papers", "soil and water"))
///     .mentor(Person::new("m1").list("papers", ["rivers", "Water and soils"]))
///     .build(&program)?;
/// assert_eq!(Matcher::new(program)?.scores(&roster)?.row(0), [1.0]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// Compiling takes O(n log n) for n words of texts; a text with all those of mentors takes
/// O(texts + words that they share with it). Of the words only numbers are kept.
///
/// # In a programme
///
/// ```toml
/// [[criteria]]
/// kind = "text"
/// column = "about_me"
/// ```
///
/// | id | about_me | value |
/// |---|---|---|
/// | e1 | Chess! Rowing! | |
/// | m1 | chess club | 0.304045 |
/// | m2 | Opera | 0 |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The column of texts, one name for both tables or one for each.
    pub column: Columns,
    /// How many of the best values count where people have several texts; from 1 to 100.
    #[serde(default = "best::default", skip_serializing_if = "best::is_default")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub best: usize,
}

impl Text {
    /// Compares the texts in `column`.
    pub fn new(column: impl Into<Columns>) -> Self {
        Self { column: column.into(), best: best::BEST }
    }

    /// Counts the mean of so many of the best where people have several texts.
    #[must_use]
    pub fn best(self, best: usize) -> Self {
        Self { best, ..self }
    }
}

impl Criterion for Text {
    fn reads(&self) -> Vec<Read> {
        self.column.reads(&Kind::Text)
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        best::check(self.best).into_iter().collect()
    }

    fn sentence(&self) -> Option<String> {
        Some(format!(
            "They wrote about the same things in {}; rare words count more.",
            both(&self.column)
        ))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
        self.compile_with(roster, None).evaluator
    }

    fn compile_with(&self, roster: &Roster, learned: Option<&Learned>) -> Compiled {
        let parted = |side| roster.side(side).texts(self.column.of(side)).parted();
        let [(mentees, of_mentees), (mentors, of_mentors)] = Side::BOTH.map(parted);
        let given = (true, BTreeMap::new());
        let Compiled { evaluator, learned } =
            Measure::Cosine.compile(&mentees, || mentors, given, learned);
        let evaluator = best::of_pairs(evaluator, [of_mentees, of_mentors], self.best);
        Compiled { evaluator, learned }
    }
}
