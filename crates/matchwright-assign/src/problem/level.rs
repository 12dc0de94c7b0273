//! What is wanted, in order.

use std::fmt;

use crate::basics::{Cost, Error};
use crate::costs::CostSource;
use crate::problem::Problem;

/// One of several objectives in order: each is made as good as the ones before it allow.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Level<'a> {
    /// The most pairs.
    Pairs,
    /// The most rows with a pair. With a class of priority for each row, first the most rows of the highest
    /// class, then of the next one below, …; a row without a class is of class 0.
    Participation(&'a [u32]),
    /// The most columns with a pair.
    ColumnsInUse,
    /// The least total: costs of pairs and seats, and unmatched costs of empty seats of rows.
    Total,
    /// The least highest cost of a pair, less its row's unmatched cost.
    Worst,
    /// The fewest pairs with the highest costs, then with the next lower ones, …: costs, less the row's
    /// unmatched cost, count as equal within steps that begin above multiples of this number, 1 or more.
    Leximin(Cost),
    /// The most pairs of the lowest rank, then of the next one, …: ranks in the place of costs, in as many
    /// rows and columns (rank-maximal, Irving et al. 2006). A pair whose rank is
    /// [`FORBIDDEN`](crate::FORBIDDEN) has none. Several levels of ranks each have their own.
    Ranks(&'a dyn CostSource),
    /// The least sum of the squared numbers of pairs of columns.
    Balance,
}

impl Level<'_> {
    /// Whether classes and ranks fit the problem, and there are not two levels with classes.
    pub(crate) fn check(levels: &[Self], problem: &Problem<'_>) -> Result<(), Error> {
        let mut with_classes = 0;
        for level in levels {
            match level {
                Level::Participation(classes) if !classes.is_empty() => {
                    with_classes += 1;
                    length("classes of priority", problem.rows(), classes.len())?;
                }
                Level::Ranks(ranks) => {
                    length("rows of ranks", problem.rows(), ranks.rows())?;
                    length("columns of ranks", problem.columns(), ranks.columns())?;
                }
                _ => (),
            }
        }
        length("levels with classes of priority", with_classes.min(1), with_classes)
    }
}

fn length(what: &'static str, expected: usize, found: usize) -> Result<(), Error> {
    if found == expected { Ok(()) } else { Err(Error::Length { what, expected, found }) }
}

impl fmt::Debug for Level<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Pairs => "Pairs",
            Self::Participation(_) => "Participation",
            Self::ColumnsInUse => "ColumnsInUse",
            Self::Total => "Total",
            Self::Worst => "Worst",
            Self::Leximin(_) => "Leximin",
            Self::Ranks(_) => "Ranks",
            Self::Balance => "Balance",
        })
    }
}
