//! `personality`: their traits go together.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Criterion, Evaluator};
use crate::compare::words::both;
use crate::lanes::widest;
use crate::roster::{Bounds, Kind, People, Read, Roster, Side};
use crate::schema::Columns;

/// Their traits go together: answers on scales, such as those of a Big Five questionnaire.
///
/// value = Σ weight · fit / Σ weight over the traits, where the fit of a trait with answers a and b
/// on a scale from low to high is
///
/// | `fit` | fit | says |
/// |---|---|---|
/// | `similar` | 1 − \|a − b\| / (high − low) | the nearer the better |
/// | `complementary` | \|a − b\| / (high − low) | the further apart the better: one leads |
///
/// and 1/2 where one of the two does not answer, which is the same with everybody. No opinion where
/// they have no trait that both answer.
///
/// Alike in deep-level traits predicts good mentoring better than alike on the surface (Eby et al.
/// 2013), which speaks for `similar` unless you know better.
///
/// With openness alike and extraversion complementary, both on scales from 1 to 5 and openness
/// twice as important, a mentee with 4 and 2 gets (2 · (1 − 1/4) + 1 · 3/4) / 3 = 0.75 with a
/// mentor with 5 and 5, and (2 · (1 − 1/4) + 1 · 1/2) / 3 = 2/3 with one with 5 and no answer.
///
/// ```
/// use matchwright::criteria::{Fit, Personality, Trait};
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let traits = [
///     Trait::new("openness", (1.0, 5.0)).weight(2.0),
///     Trait::new("extraversion", (1.0, 5.0)).fit(Fit::Complementary),
/// ];
/// let program = Program::builder().criterion(1.0, Personality::new(traits)).build();
/// let mentee = Person::new("e1").number("openness", 4.0).number("extraversion", 2.0);
/// let roster = Roster::builder()
///     .mentee(mentee)
///     .mentor(Person::new("m1").number("openness", 5.0).number("extraversion", 5.0))
///     .mentor(Person::new("m2").number("openness", 5.0).text("extraversion", ""))
///     .build(&program)?;
/// assert_eq!(Matcher::new(program)?.scores(&roster)?.row(0), [0.75, 0.666667]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// Answers are scaled to [0, 1] in f64; sums are of f32, in the order of the traits. A mentee with
/// all mentors takes O(mentors · traits).
///
/// # In a programme
///
/// ```toml
/// [[criteria]]
/// kind = "personality"
/// traits = [
///     { column = "openness", range = [1, 5], weight = 2 },
///     { column = "extraversion", range = [1, 5], fit = "complementary" },
/// ]
/// ```
///
/// | id | openness | extraversion | value |
/// |---|---|---|---|
/// | e1 | 4 | 2 | |
/// | m1 | 5 | 5 | 0.75 |
/// | m2 | 4 | 2 | 0.666667 |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Personality {
    /// The traits, from 1 to 64.
    pub traits: Vec<Trait>,
}

/// One trait of [`Personality`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Trait {
    /// The column of numbers, one name for both tables or one for each.
    pub column: Columns,
    /// The lowest and the highest answer, the lower first.
    pub range: (f64, f64),
    /// Whether equal or different answers go together.
    #[serde(default)]
    pub fit: Fit,
    /// How much it counts beside the other traits; above 0.
    #[serde(default = "one")]
    pub weight: f64,
}

/// Which answers to a [`Trait`] go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// Equal ones.
    #[default]
    Similar,
    /// Those from the two ends of the scale.
    Complementary,
}

/// The traits that somebody answers are the bits of one word.
const MAX_TRAITS: usize = 64;

fn one() -> f64 {
    1.0
}

impl Personality {
    /// Compares the given traits.
    pub fn new(traits: impl IntoIterator<Item = Trait>) -> Self {
        Self { traits: traits.into_iter().collect() }
    }

    /// The answers of a side, trait by trait, scaled to [0, 1]; NaN where one is missing.
    fn answers(&self, people: &People) -> Vec<Vec<f32>> {
        self.traits.iter().map(|each| each.answers(people)).collect()
    }
}

impl Trait {
    /// A trait in which people are to be similar, with its lowest and its highest answer.
    pub fn new(column: impl Into<Columns>, range: (f64, f64)) -> Self {
        Self { column: column.into(), range, fit: Fit::default(), weight: one() }
    }

    /// Says which answers go together.
    #[must_use]
    pub fn fit(self, fit: Fit) -> Self {
        Self { fit, ..self }
    }

    /// Lets the trait count for more or less.
    #[must_use]
    pub fn weight(self, weight: f64) -> Self {
        Self { weight, ..self }
    }

    fn bounds(&self) -> Bounds {
        Bounds { low: self.range.0, high: self.range.1 }
    }

    fn answers(&self, people: &People) -> Vec<f32> {
        let Bounds { low, high } = self.bounds();
        let answers = people.within(self.column.of(people.side()), self.bounds());
        let scaled = |answer: f64| ((answer - low) / (high - low)) as f32;
        answers.into_iter().map(|answer| answer.map_or(f32::NAN, scaled)).collect()
    }

    fn check(&self) -> Option<&'static str> {
        let Bounds { low, high } = self.bounds();
        if !(low < high && (high - low).is_finite()) {
            Some("each `range` must be two finite numbers, the lower first")
        } else if !(self.weight > 0.0 && self.weight <= 1e6) {
            Some("each `weight` must be a number above 0, up to 1,000,000")
        } else {
            None
        }
    }
}

impl Criterion for Personality {
    fn reads(&self) -> Vec<Read> {
        let reads = |each: &Trait| each.column.reads(&Kind::Within(each.bounds()));
        self.traits.iter().flat_map(reads).collect()
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        let count = (self.traits.is_empty() || self.traits.len() > MAX_TRAITS)
            .then_some("must be 1 to 64 traits");
        let wrong = count.or_else(|| self.traits.iter().find_map(Trait::check));
        wrong.into_iter().map(|message| ("traits", message.to_owned())).collect()
    }

    fn sentence(&self) -> Option<String> {
        let columns: Vec<String> = self.traits.iter().map(|one| both(&one.column)).collect();
        Some(format!("Their answers on character go together: {}.", columns.join(", ")))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
        let [mentees, mentors] = Side::BOTH.map(|side| self.answers(roster.side(side)));
        Box::new(Traits {
            fits: self.traits.iter().map(|each| (each.fit, each.weight as f32)).collect(),
            total: self.traits.iter().map(|each| each.weight as f32).sum(),
            has_answered: [&mentees, &mentors].map(|answers| answered(answers)),
            mentees,
            mentors,
        })
    }
}

/// For each person, the traits that they answer, as bits.
fn answered(answers: &[Vec<f32>]) -> Vec<u64> {
    let mut people = vec![0; answers.first().map_or(0, Vec::len)];
    for (position, answers) in answers.iter().enumerate() {
        for (bits, answer) in people.iter_mut().zip(answers) {
            *bits |= u64::from(!answer.is_nan()) << (position % MAX_TRAITS);
        }
    }
    people
}

struct Traits {
    /// For each trait, which answers go together, and its weight.
    fits: Vec<(Fit, f32)>,
    /// The sum of the weights.
    total: f32,
    /// Answers trait by trait.
    mentees: Vec<Vec<f32>>,
    mentors: Vec<Vec<f32>>,
    /// Which traits each mentee, and each mentor, answers.
    has_answered: [Vec<u64>; 2],
}

impl Evaluator for Traits {
    /// A sum of parts rounds to no more than the sum of the wholes in the same order, so that no
    /// value exceeds 1.
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        out.fill(0.0);
        for (position, &(fit, weight)) in self.fits.iter().enumerate() {
            let own = self.mentees[position][mentee];
            let others = &self.mentors[position][mentors.clone()];
            widest((fit, weight, own, others, &mut *out), add_fits);
        }
        let [mentees, others] = &self.has_answered;
        widest((mentees[mentee], &others[mentors], self.total, out), divide);
    }
}

#[inline(always)]
fn add_fits((fit, weight, own, others, sums): (Fit, f32, f32, &[f32], &mut [f32])) {
    for (sum, &other) in sums.iter_mut().zip(others) {
        let apart = (own - other).abs();
        let fits = if fit == Fit::Similar { 1.0 - apart } else { apart };
        *sum += weight * if fits.is_nan() { 0.5 } else { fits };
    }
}

#[inline(always)]
fn divide((own, others, total, sums): (u64, &[u64], f32, &mut [f32])) {
    for (sum, &other) in sums.iter_mut().zip(others) {
        *sum = if own & other == 0 { f32::NAN } else { *sum / total };
    }
}
