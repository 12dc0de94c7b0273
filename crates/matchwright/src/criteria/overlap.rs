//! `overlap`: both list the same things.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{CommonGround, Compiled, Criterion, Evaluator, Learned};
use crate::compare::Grouped;
use crate::compare::amounts::{Weights, amount, amounts, whole};
use crate::compare::listings::Listings;
use crate::compare::postings::starts;
use crate::compare::words::both;
use crate::lanes::widest;
use crate::roster::{Entry, Kind, LabelId, Lists, Read, Roster, Side};
use crate::schema::Columns;

/// Both list the same things: interests, languages, hobbies.
///
/// With A and B the lists of mentee and mentor, |·| the sum of the weights of a list's labels, and A · B the
/// sum of their squares over the labels in both:
///
/// | `measure` | value | says |
/// |---|---|---|
/// | `jaccard` | \|A ∩ B\| / \|A ∪ B\| | how alike the two lists are |
/// | `coverage` | \|A ∩ B\| / \|A\| | how much of the mentee's list the mentor has |
/// | `dice` | 2 · \|A ∩ B\| / (\|A\| + \|B\|) | how alike, kinder to lists of different length |
/// | `cosine` | A · B / √((A · A) · (B · B)) | how alike, kinder still |
///
/// A label weighs ln(1 + N / n), where n of the N people of both tables who answered list it: to share a
/// rare interest says more than to share a common one (inverse document frequency, Spärck Jones 1972). With
/// `rarity = false` every label weighs 1, and `weights` gives labels a weight of their own. With
/// `counts = true` the level of a label says how much of it there is, such as how often a word occurs in a
/// text or how important a skill is in a job: a list has as much of `python:3` as of three labels without
/// a level, two lists share the smaller amount (in the cosine, the product), and a level of 0 is no entry.
/// Otherwise levels do not matter.
///
/// With a [vocabulary](matchwright_tables::vocabulary::Vocabulary), wider terms that two people have in
/// common are in both lists: half of what stands under them, a quarter two steps up. No opinion where one
/// list is empty. Sums are whole numbers of steps, 2²² of them on the longest list.
///
/// Without rarities, a mentee who lists chess and rowing shares chess with a mentor who lists chess, golf and
/// opera: jaccard 1/4, coverage 1/2, dice 2/5, cosine 1 / √(2 · 3) ≈ 0.408.
///
/// ```
/// use matchwright::criteria::{Measure, Overlap};
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// for (measure, value) in [(Measure::Jaccard, 0.25), (Measure::Coverage, 0.5), (Measure::Dice, 0.4)] {
///     let overlap = Overlap::new("interests").measure(measure).rarity(false);
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
/// Compiling takes O(n log n) for n entries of lists, wider terms included; a mentee with all mentors takes
/// O(mentors + entries that the mentors share with the mentee).
///
/// # In a programme
///
/// ```toml
/// [[criteria]]
/// kind = "overlap"
/// column = "interests"
/// measure = "dice"
/// rarity = false
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
    #[serde(default = "yes")]
    pub rarity: bool,
    /// Whether a label's level says how much of it there is.
    #[serde(default)]
    pub counts: bool,
    /// What labels weigh, by their texts, in place of their rarity or of 1; 0 for one that says nothing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub weights: BTreeMap<String, f64>,
}

fn yes() -> bool {
    true
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
    /// Compares the lists in `column` by [`Measure::Jaccard`], rare labels weighing more.
    pub fn new(column: impl Into<Columns>) -> Self {
        Self {
            column: column.into(),
            measure: Measure::default(),
            rarity: true,
            counts: false,
            weights: BTreeMap::new(),
        }
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

    /// Whether a label's level says how much of it there is.
    #[must_use]
    pub fn counts(self, counts: bool) -> Self {
        Self { counts, ..self }
    }

    /// What a label weighs, in place of its rarity or of 1.
    #[must_use]
    pub fn weigh(mut self, label: impl Into<String>, weight: f64) -> Self {
        self.weights.insert(label.into(), weight);
        self
    }

    /// Weights that the caller gives to labels that somebody lists.
    fn given(&self, roster: &Roster) -> BTreeMap<LabelId, f32> {
        let find =
            |(label, &weight): (&String, &f64)| Some((roster.labels().find(label)?, weight as f32));
        self.weights.iter().filter_map(find).collect()
    }
}

/// Weights up to this size can be squared, and summed, without losing what a list of others adds.
const MOST_WEIGHT: f64 = 1_000_000.0;

impl Criterion for Overlap {
    fn reads(&self) -> Vec<Read> {
        self.column.reads(&Kind::List)
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        let fits = |weight: &f64| (0.0..=MOST_WEIGHT).contains(weight);
        if self.weights.values().all(fits) {
            return Vec::new();
        }
        vec![("weights", format!("must be numbers from 0 to {MOST_WEIGHT}"))]
    }

    fn common_ground(&self) -> Option<CommonGround> {
        Some(CommonGround::shared(&self.column))
    }

    fn sentence(&self) -> Option<String> {
        let what = match self.measure {
            Measure::Coverage => "The mentor lists what the mentee lists in",
            _ => "They have entries in common in",
        };
        let rare =
            if self.rarity { "; a rare one counts more than one that many have" } else { "" };
        Some(format!("{what} {}{rare}.", both(&self.column)))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
        self.compile_with(roster, None).evaluator
    }

    fn compile_with(&self, roster: &Roster, learned: Option<&Learned>) -> Compiled {
        let lists = |side| {
            let lists = roster.side(side).lists(self.column.of(side));
            let amounts = |list: &[Entry]| amounts(list, self.counts, roster.related());
            lists.iter().map(amounts).collect()
        };
        let mentees: Lists<Entry> = lists(Side::Mentee);
        let given = (self.rarity, self.given(roster));
        self.measure.compile(&mentees, || lists(Side::Mentor), given, learned)
    }
}

impl Measure {
    /// Compares lists of amounts, in ascending order of the labels. `given` says whether a label weighs the more the
    /// fewer list it, and which weights are the caller's. Of the mentors' lists nothing is asked where it was learned.
    pub(super) fn compile(
        self,
        mentees: &Lists<Entry>,
        mentors: impl FnOnce() -> Lists<Entry>,
        (rarity, callers): (bool, BTreeMap<LabelId, f32>),
        learned: Option<&Learned>,
    ) -> Compiled {
        let known = learned.and_then(|learned| learned.weights.clone());
        let (weights, mentors) = if let Some(weights) = known {
            let weights = weights.with(callers);
            let offered = || Offered::new(self, &mentors(), &weights);
            let mentors = Learned::mentors_or(learned, offered);
            (weights, mentors)
        } else {
            let mentors = mentors();
            let lists = [mentees, &mentors];
            let weights = Weights::new(lists, rarity, callers);
            let weights = weights.in_steps(lists, |weight, amount| self.part(weight, amount));
            let mentors = Arc::new(Offered::new(self, &mentors, &weights));
            (weights, mentors)
        };
        let evaluator = Shared::by(self, mentees, &weights, &mentors);
        Compiled { evaluator, learned: Learned::of_mentors(&mentors).with_weights(weights) }
    }

    /// What each list shares with itself.
    fn sizes(self, lists: &Lists<Entry>, weights: &Weights) -> Vec<f32> {
        let share = |entry| self.share(self.wanted(entry, weights), self.offered(entry, weights));
        lists.iter().map(|list| list.iter().map(share).sum()).collect()
    }
}

/// Equal for lists that share as much with any other.
fn key(list: &[Entry]) -> Vec<(LabelId, u32)> {
    list.iter().map(|entry| (entry.label, amount(entry).to_bits())).collect()
}

/// What mentors list.
struct Offered {
    lists: Listings,
    /// What each list shares with itself.
    sizes: Vec<f32>,
    starts: Vec<f32>,
}

impl Offered {
    fn new(measure: Measure, mentors: &Lists<Entry>, weights: &Weights) -> Grouped<Self> {
        let sizes = measure.sizes(mentors, weights);
        let offered = |entry: &Entry| Entry {
            label: entry.label,
            level: Some(measure.offered(entry, weights)),
        };
        let mentors: Lists<Entry> = mentors.iter().map(|list| list.iter().map(offered)).collect();
        let keyed = mentors.iter().zip(sizes).collect();
        let prepare = |mentors: Vec<(&[Entry], f32)>| {
            let (lists, sizes): (Vec<&[Entry]>, Vec<f32>) = mentors.into_iter().unzip();
            Self { starts: starts(&lists), lists: Listings::new(&lists), sizes }
        };
        Grouped::new(keyed, |(list, _)| key(list), prepare)
    }
}

struct Shared {
    measure: Measure,
    /// The labels of each mentee with what they [share](Measure::share) by.
    mentees: Lists<(LabelId, f32)>,
    /// What each mentee's list shares with itself.
    own_sizes: Vec<f32>,
    mentors: Arc<Grouped<Offered>>,
}

impl Shared {
    fn by(
        measure: Measure,
        mentees: &Lists<Entry>,
        weights: &Weights,
        mentors: &Arc<Grouped<Offered>>,
    ) -> Box<dyn Evaluator> {
        let wanted = |entry: &Entry| (entry.label, measure.wanted(entry, weights));
        Box::new(mentors.with(Self {
            measure,
            own_sizes: measure.sizes(mentees, weights),
            mentees: mentees.iter().map(|list| list.iter().map(wanted)).collect(),
            mentors: Arc::clone(mentors),
        }))
    }
}

impl Evaluator for Shared {
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        let own = self.own_sizes[mentee];
        if own == 0.0 {
            out.fill(f32::NAN);
            return;
        }
        let Offered { lists, sizes, starts } = &self.mentors.inner;
        out.copy_from_slice(&starts[mentors.clone()]);
        for &(label, wanted) in self.mentees.of(mentee) {
            lists.add(label, &mentors, |offered| self.measure.share(wanted, offered), out);
        }
        widest((self.measure, own, &sizes[mentors], out), measure_all);
    }
}

#[inline(always)]
fn measure_all((measure, own, sizes, values): (Measure, f32, &[f32], &mut [f32])) {
    for (value, &other) in values.iter_mut().zip(sizes) {
        *value = measure.value(*value, own, other);
    }
}

impl Measure {
    /// What a list shares with itself by a label of this weight that it has in this amount.
    fn part(self, weight: f32, amount: f32) -> f32 {
        match self {
            Self::Jaccard | Self::Coverage | Self::Dice => weight * amount,
            Self::Cosine => (weight * amount) * (weight * amount),
        }
    }

    /// A mentee's side of what two lists share by a label.
    fn wanted(self, entry: &Entry, weights: &Weights) -> f32 {
        let (weight, amount) = (weights.of(entry.label), amount(entry));
        match self {
            Self::Jaccard | Self::Coverage | Self::Dice => whole(weights.steps(weight * amount)),
            Self::Cosine => weights.steps(weight * weight * amount),
        }
    }

    /// A mentor's side of it.
    fn offered(self, entry: &Entry, weights: &Weights) -> f32 {
        match self {
            Self::Jaccard | Self::Coverage | Self::Dice => self.wanted(entry, weights),
            Self::Cosine => amount(entry),
        }
    }

    /// What two lists share by a label, in whole steps: the smaller of both, or the product.
    #[inline]
    fn share(self, wanted: f32, offered: f32) -> f32 {
        match self {
            Self::Jaccard | Self::Coverage | Self::Dice => wanted.min(offered),
            Self::Cosine => whole(wanted * offered),
        }
    }

    /// From what two lists share, and what each shares with itself. Equal lists give exactly 1. No opinion
    /// where nothing on the mentor's list has a weight.
    #[inline]
    fn value(self, shared: f32, own: f32, other: f32) -> f32 {
        let value = match self {
            Self::Jaccard => shared / (own + other - shared),
            Self::Coverage => shared / own,
            Self::Dice => 2.0 * shared / (own + other),
            // Whole steps may be more than the product of sides that were rounded as well.
            Self::Cosine => ((shared / own) * (shared / other)).sqrt().min(1.0),
        };
        if other == 0.0 { f32::NAN } else { value }
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::Program;
    use crate::roster::Person;

    fn values(overlap: Overlap, mentee: &str, mentors: &[&str]) -> Result<Vec<f64>, crate::Error> {
        let program = Program::builder().criterion(1.0, overlap).build();
        let mut roster = Roster::builder().mentee(Person::new("e1").text("x", mentee));
        for (at, mentor) in mentors.iter().enumerate() {
            roster = roster.mentor(Person::new(format!("m{at}")).text("x", *mentor));
        }
        let roster = roster.build(&program)?;
        Ok(crate::Matcher::new(program)?.scores(&roster)?.row(0))
    }

    #[test]
    fn the_cosine_is_that_of_counts_times_rarities() -> Result<(), crate::Error> {
        let overlap = Overlap::new("x").measure(Measure::Cosine).counts(true);
        let found =
            values(overlap, "film:2; chess", &["film; chess:3", "film:4; chess:2", "golf"])?;
        // Four people answered: three list film, three chess.
        let (film, chess) = ((7.0_f64 / 3.0).ln(), (7.0_f64 / 3.0).ln());
        let cosine = |a: [f64; 2], b: [f64; 2]| {
            let dot =
                |a: [f64; 2], b: [f64; 2]| a[0] * b[0] * film * film + a[1] * b[1] * chess * chess;
            dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
        };
        assert_abs_diff_eq!(found[0], cosine([2.0, 1.0], [1.0, 3.0]), epsilon = 1e-5);
        assert_abs_diff_eq!(found[1], 1.0, epsilon = 1e-6);
        assert_abs_diff_eq!(found[2], 0.0, epsilon = 1e-6);
        Ok(())
    }

    #[test]
    fn lists_share_the_smaller_amount() -> Result<(), crate::Error> {
        let overlap = Overlap::new("x").counts(true).rarity(false);
        // Both have two of film and one of chess: 3 of the 2 + 3 + 1 that either has.
        let found = values(overlap, "film:2; chess:3", &["film:3; chess"])?;
        assert_abs_diff_eq!(found[0], 3.0 / 6.0, epsilon = 1e-6);
        Ok(())
    }

    #[test]
    fn the_callers_weights_go_first() -> Result<(), crate::Error> {
        let overlap = || Overlap::new("x").rarity(false).weigh("Film", 3.0).weigh("golf", 0.0);
        let found = values(overlap(), "film; chess; golf", &["film", "chess; golf", "golf"])?;
        assert_eq!(found, [0.75, 0.25, 0.5]);
        // Golf says nothing: a list of it alone is no answer.
        let overlap = overlap().rarity(true);
        assert_eq!(values(overlap, "golf", &["golf; film"])?, [0.5]);
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
