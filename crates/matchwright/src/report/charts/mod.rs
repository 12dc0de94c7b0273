//! Charts as SVG within the page: one chart a file, from the facts alone.
//!
//! Colours are classes, so that the page decides about light and dark. Every chart says in a title and a
//! description what it shows; its numbers stand below it as a table.

mod heatmap;
mod loads;
pub(super) mod love;
mod ranks;
mod scores;
pub(super) mod svg;

use matchwright_tables::{Frame, Values};

use super::facts::{Facts, Plot};
use super::table::TableView;
use crate::outcome::Outcome;

/// A chart with what stands around it.
pub(super) struct Figure {
    pub(super) title: &'static str,
    pub(super) svg: String,
    /// What the colours mean: a class, and a text.
    pub(super) key: Vec<(String, String)>,
    /// What is to be seen, in a sentence or two.
    pub(super) caption: String,
    /// The numbers.
    pub(super) table: TableView,
}

/// All charts of an outcome.
pub(super) fn figures(outcome: &Outcome, facts: &Facts) -> [Figure; 4] {
    Plot::ALL.map(|plot| match plot {
        Plot::Scores => scores::figure(outcome, &facts.spread),
        Plot::Ranks => ranks::figure(outcome, &facts.ranks),
        Plot::Loads => loads::figure(outcome, &facts.loads),
        Plot::Heatmap => heatmap::figure(outcome, &facts.heatmap),
    })
}

/// The steps of an axis that ends at or above `most`: at most five, each 1, 2 or 5 times a power of ten.
fn axis(most: u32) -> (u32, u32) {
    let round =
        |power| [1, 2, 5].map(|digit: u32| digit.saturating_mul(10_u32.saturating_pow(power)));
    let step = (0..10).flat_map(round).find(|step| step.saturating_mul(4) >= most).unwrap_or(1);
    (step, step.saturating_mul(most.div_ceil(step).max(1)))
}

/// A name in as many letters as find room. Names differ at their beginnings or at their ends: it is cut between.
pub(super) fn cut(name: &str, letters: usize) -> String {
    let signs: Vec<char> = name.chars().collect();
    if signs.len() <= letters {
        return name.to_owned();
    }
    let (first, last) = (letters / 2, letters - letters / 2 - 1);
    let ends = [&signs[..first], &['…'], &signs[signs.len() - last..]];
    ends.concat().into_iter().collect()
}

/// A frame under the names that a reader sees.
pub(super) fn named(title: &str, frame: &Frame, names: &[&str]) -> TableView {
    let columns =
        names.iter().zip(frame.columns()).map(|(name, (_, values))| (*name, values.clone()));
    TableView::new(title, &Frame::new(columns.collect::<Vec<(&str, Values)>>()))
}

#[cfg(test)]
mod tests {
    use super::{axis, cut};

    #[test]
    fn names_that_differ_at_an_end_stay_apart() {
        assert_eq!(cut("skill_coverage_wants", 20), "skill_coverage_wants");
        assert_eq!(cut("skill_coverage_wants_to_learn", 16), "skill_co…o_learn");
        assert_eq!(cut("skill_coverage_wants_to_teach", 16), "skill_co…o_teach");
        assert_eq!(cut("ééééé", 4), "éé…é");
    }

    #[test]
    fn an_axis_has_few_round_steps() {
        for (most, expected) in [
            (0, (1, 1)),
            (3, (1, 3)),
            (4, (1, 4)),
            (5, (2, 6)),
            (92, (50, 100)),
            (1_700, (500, 2_000)),
        ] {
            assert_eq!(axis(most), expected, "{most}");
        }
        assert!(axis(u32::MAX).0 > 0);
    }
}
