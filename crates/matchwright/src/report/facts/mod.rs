//! What charts and tables show, computed once: the page, the workbook and plots read the same numbers.

mod heatmap;
mod loads;
mod ranks;
mod scores;

use matchwright_assign::Monitor;
use matchwright_tables::Frame;

pub(super) use heatmap::{Cell, Heatmap};
pub(super) use loads::{Load, Loads};
pub(super) use ranks::Ranks;
pub(super) use scores::{Bin, Spread};

use crate::error::Error;
use crate::outcome::Outcome;

/// A chart of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plot {
    /// How the scores of the pairs are distributed, beside the best that each mentee could have had.
    Scores,
    /// How far up in their own lists both sides' partners stand.
    Ranks,
    /// Seats offered and taken, and what they are worth.
    Loads,
    /// The scores of everybody with everybody, and the pairs that were made.
    Heatmap,
}

impl Plot {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Scores, Self::Ranks, Self::Loads, Self::Heatmap];

    /// The name under which it is asked for.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Scores => "scores",
            Self::Ranks => "ranks",
            Self::Loads => "loads",
            Self::Heatmap => "heatmap",
        }
    }

    /// The numbers that the chart draws, as columns.
    ///
    /// | chart | columns | a row is |
    /// |---|---|---|
    /// | `scores` | `score_from`, `score_to`, `pairs`, `best_possible` | a twentieth of the scores from 0 to 1: pairs that were made, and mentees whose best allowed mentor scores there |
    /// | `ranks` | `rank`, `mentees`, `mentors` | a rank, or several: pairs in which the partner stands there |
    /// | `loads` | those of [`Outcome::loads_frame`] | a mentor |
    /// | `heatmap` | `mentees`, `mentors`, `mean_score`, `allowed`, `pairs` | a mentee with a mentor; beyond 200 of either a group with a group |
    ///
    /// The heat map has the mentors in the order of their ids and the mentees in the order of their mentors, so
    /// that the pairs lie along a diagonal. One look at all pairs of people for `scores` and `heatmap`; for
    /// `loads` as [`Outcome::seat_prices`].
    ///
    /// ```
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Same;
    /// use matchwright::report::Plot;
    /// use matchwright::roster::Person;
    /// use matchwright::tables::Values;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("e1").text("site", "Leeds"))
    ///     .mentor(Person::new("m1").text("site", "Leeds"))
    ///     .build(&program)?;
    /// let ranks = Plot::Ranks.frame(&Matcher::new(program)?.run(&roster)?, &Monitor::new())?;
    /// assert_eq!(ranks.columns()[1].1, Values::Whole(vec![1, 0, 0]));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Assign`] where the work was cancelled or memory ran out.
    pub fn frame(self, outcome: &Outcome, monitor: &Monitor) -> Result<Frame, Error> {
        Ok(match self {
            Self::Scores => Spread::new(outcome, &Heatmap::new(outcome, monitor)?).frame(),
            Self::Ranks => Ranks::new(outcome).frame(),
            Self::Loads => outcome.loads_frame(&outcome.seat_prices(monitor)?),
            Self::Heatmap => Heatmap::new(outcome, monitor)?.frame(outcome),
        })
    }
}

/// All of it.
pub(super) struct Facts {
    pub(super) spread: Spread,
    pub(super) ranks: Ranks,
    pub(super) loads: Loads,
    pub(super) heatmap: Heatmap,
}

impl Facts {
    pub(super) fn new(outcome: &Outcome, monitor: &Monitor) -> Result<Self, Error> {
        let heatmap = Heatmap::new(outcome, monitor)?;
        Ok(Self {
            spread: Spread::new(outcome, &heatmap),
            ranks: Ranks::new(outcome),
            loads: Loads::new(outcome, outcome.seat_prices(monitor)?),
            heatmap,
        })
    }
}
