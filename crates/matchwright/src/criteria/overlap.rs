//! `overlap`: both list the same things.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Criterion, Evaluator};
use crate::compare::Grouped;
use crate::compare::listings::Listings;
use crate::compare::postings::starts;
use crate::lanes::widest;
use crate::roster::{Entry, Kind, LabelId, Lists, Read, Roster};
use crate::schema::Columns;

/// Both list the same things: interests, languages, hobbies.
///
/// With A and B the lists of mentee and mentor and |·| the sum of the weights of a list's labels:
///
/// | `measure` | value | says |
/// |---|---|---|
/// | `jaccard` | \|A ∩ B\| / \|A ∪ B\| | how alike the two lists are |
/// | `coverage` | \|A ∩ B\| / \|A\| | how much of the mentee's list the mentor has |
/// | `dice` | 2 · \|A ∩ B\| / (\|A\| + \|B\|) | how alike, kinder to lists of different length |
/// | `cosine` | √((\|A ∩ B\| / \|A\|) · (\|A ∩ B\| / \|B\|)) | how alike, kinder still |
///
/// Every label weighs 1, or with `rarity` ln(1 + N / n), rounded to 1/256, where n of the N people
/// of both tables who answered list it: to share a rare interest says more than to share a common
/// one (inverse document frequency, Spärck Jones 1972). No opinion where one list is empty;
/// levels do not matter.
///
/// A mentee who lists chess and rowing shares chess with a mentor who lists chess, golf and opera:
/// jaccard 1/4, coverage 1/2, dice 2/5, cosine √(1/2 · 1/3) ≈ 0.408.
///
/// ```
/// use matchwright::criteria::{Measure, Overlap};
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// for (measure, value) in [(Measure::Jaccard, 0.25), (Measure::Coverage, 0.5), (Measure::Dice, 0.4)] {
///     let overlap = Overlap::new("interests").measure(measure);
///     let program = Program::builder().criterion(1.0, overlap).build();
///     let roster = Roster::builder()
///         .mentee(Person::new("e1").list("interests", ["chess", "rowing"]))
///         .mentor(Person::new("m1").list("interests", ["Chess", "golf", "opera"]))
///         .build(&program)?;
///     let scores = Matcher::new(program)?.scores(&roster)?;
///     assert_eq!(scores.row(0), [value]);
/// }
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// Compiling takes O(n log n) for n entries of lists; a mentee with all mentors takes
/// O(mentors + entries that the mentors share with the mentee).
///
/// # In a programme
///
/// ```toml
/// [[criteria]]
/// kind = "overlap"
/// column = "interests"
/// measure = "dice"
/// ```
///
/// | id | interests | value |
/// |---|---|---|
/// | e1 | chess; rowing | |
/// | m1 | chess; golf; opera | 0.4 |
/// | m2 | film | 0 |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Overlap {
    /// The column of lists, one name for both tables or one for each.
    pub column: Columns,
    /// How two lists are compared.
    #[serde(default)]
    pub measure: Measure,
    /// Whether a label weighs the more the fewer people list it.
    #[serde(default)]
    pub rarity: bool,
}

/// How [`Overlap`] compares two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// What both list over what either lists.
    #[default]
    Jaccard,
    /// What both list over what the mentee lists.
    Coverage,
    /// What both list over the mean length of the two lists.
    Dice,
    /// What both list over the geometric mean length of the two lists.
    Cosine,
}

impl Overlap {
    /// Compares the lists in `column` by [`Measure::Jaccard`], every label weighing the same.
    pub fn new(column: impl Into<Columns>) -> Self {
        Self { column: column.into(), measure: Measure::default(), rarity: false }
    }

    /// Compares by another measure.
    #[must_use]
    pub fn measure(self, measure: Measure) -> Self {
        Self { measure, ..self }
    }

    /// Whether a label weighs the more the fewer people list it.
    #[must_use]
    pub fn rarity(self, rarity: bool) -> Self {
        Self { rarity, ..self }
    }
}

impl Criterion for Overlap {
    fn reads(&self) -> Vec<Read> {
        self.column.reads(&Kind::List)
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
        let mentees = roster.mentees().lists(self.column.mentee());
        let mentors = roster.mentors().lists(self.column.mentor());
        let weights = if self.rarity { rarities(&mentees, &mentors) } else { BTreeMap::new() };
        let weigh = |entry: &Entry| weights.get(&entry.label).copied().unwrap_or(1.0);
        let weighed = |entry: &Entry| (entry.label, weigh(entry));
        let prepare = |mentors: Vec<&[Entry]>| Shared {
            measure: self.measure,
            mentees: mentees.iter().map(|list| list.iter().map(weighed)).collect(),
            sizes: mentors.iter().map(|list| list.iter().map(weigh).sum()).collect(),
            starts: starts(&mentors),
            mentors: Listings::new(&mentors),
        };
        Box::new(Grouped::new(mentors.iter().collect(), |list| key(list), prepare))
    }
}

/// Steps of a rarity. Sums of multiples of 1/256 are exact in f32 for lists of up to 1,000 entries
/// (each below 32, so that a sum of two lists stays below 2²⁴ steps), so that no order of
/// addition can matter; and rounding to them hides the last bit of the logarithm, in which
/// machines may differ.
const RARITY_STEPS: f64 = 256.0;

fn rarities(mentees: &Lists<Entry>, mentors: &Lists<Entry>) -> BTreeMap<LabelId, f32> {
    let mut counts: BTreeMap<LabelId, f64> = BTreeMap::new();
    let mut people = 0.0;
    for list in mentees.iter().chain(mentors.iter()).filter(|list| !list.is_empty()) {
        people += 1.0;
        for entry in list {
            *counts.entry(entry.label).or_default() += 1.0;
        }
    }
    let rarity = |count: f64| ((people / count).ln_1p() * RARITY_STEPS).round() / RARITY_STEPS;
    counts.into_iter().map(|(label, count)| (label, rarity(count) as f32)).collect()
}

/// Equal for lists of the same labels.
fn key(list: &[Entry]) -> Vec<LabelId> {
    let mut labels: Vec<LabelId> = list.iter().map(|entry| entry.label).collect();
    labels.sort_unstable();
    labels
}

struct Shared {
    measure: Measure,
    /// The labels of each mentee with their weights.
    mentees: Lists<(LabelId, f32)>,
    mentors: Listings,
    /// Sums of weights per mentor.
    sizes: Vec<f32>,
    starts: Vec<f32>,
}

impl Evaluator for Shared {
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        let labels = self.mentees.of(mentee);
        if labels.is_empty() {
            out.fill(f32::NAN);
            return;
        }
        out.copy_from_slice(&self.starts[mentors.clone()]);
        for &(label, weight) in labels {
            self.mentors.add(label, &mentors, |_| weight, out);
        }
        let own = labels.iter().map(|&(_, weight)| weight).sum();
        widest((self.measure, own, &self.sizes[mentors], out), measure_all);
    }
}

#[inline(always)]
fn measure_all((measure, own, sizes, values): (Measure, f32, &[f32], &mut [f32])) {
    for (value, &other) in values.iter_mut().zip(sizes) {
        *value = measure.value(*value, own, other);
    }
}

impl Measure {
    /// From the weight that two lists share, and that of each. The weights are exact, so equal
    /// lists give exactly 1.
    #[inline]
    fn value(self, shared: f32, own: f32, other: f32) -> f32 {
        match self {
            Self::Jaccard => shared / (own + other - shared),
            Self::Coverage => shared / own,
            Self::Dice => 2.0 * shared / (own + other),
            Self::Cosine => ((shared / own) * (shared / other)).sqrt(),
        }
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::Program;
    use crate::roster::Person;

    #[test]
    fn rarer_labels_weigh_more() -> Result<(), crate::Error> {
        let overlap = Overlap::new("likes").rarity(true);
        let program = Program::builder().criterion(1.0, overlap).build();
        let roster = Roster::builder()
            .mentee(Person::new("e1").list("likes", ["film", "chess"]))
            .mentee(Person::new("e2"))
            .mentor(Person::new("m1").list("likes", ["film", "chess"]))
            .mentor(Person::new("m2").list("likes", ["film"]));
        let roster = roster.build(&program)?;
        let [mentees, mentors] =
            [roster.mentees(), roster.mentors()].map(|people| people.lists("likes"));
        let weights = rarities(&mentees, &mentors);
        let weight = |label| weights[&roster.labels().clone().intern(label)];
        // Three people answered; all list film, two list chess.
        assert_abs_diff_eq!(weight("film"), 2.0_f32.ln(), epsilon = 0.5 / 256.0);
        assert_abs_diff_eq!(weight("chess"), 2.5_f32.ln(), epsilon = 0.5 / 256.0);
        Ok(())
    }

    #[test]
    fn equal_lists_give_exactly_one_by_every_measure() {
        for size in [0.703_125, 1.0, 3.0, 1_000.0 * 21.996_094] {
            for measure in [Measure::Jaccard, Measure::Coverage, Measure::Dice, Measure::Cosine] {
                assert_eq!(measure.value(size, size, size).to_bits(), 1.0_f32.to_bits());
            }
        }
    }
}
