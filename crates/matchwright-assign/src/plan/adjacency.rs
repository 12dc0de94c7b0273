//! Who is paired with whom, from both sides.

use crate::problem::Problem;

use super::Pair;

/// The pairs of a plan by row and by column.
#[derive(Debug)]
pub(crate) struct Adjacency {
    /// Columns of each row, rising where the pairs are sorted.
    pub(crate) of_rows: Vec<Vec<u32>>,
    /// Rows of each column, rising where the pairs are sorted.
    pub(crate) of_columns: Vec<Vec<u32>>,
}

impl Adjacency {
    /// `None` where a pair lies outside the problem.
    pub(crate) fn new(problem: &Problem<'_>, pairs: &[Pair]) -> Option<Self> {
        let mut of_rows = vec![Vec::new(); problem.rows()];
        let mut of_columns = vec![Vec::new(); problem.columns()];
        for &Pair { row, column } in pairs {
            of_rows.get_mut(row as usize)?.push(column);
            of_columns.get_mut(column as usize)?.push(row);
        }
        Some(Self { of_rows, of_columns })
    }

    /// Whether a row has a seat left.
    pub(crate) fn has_empty_row(&self, problem: &Problem<'_>, row: usize) -> bool {
        self.of_rows[row].len() < problem.row_seats(row) as usize
    }

    /// Whether a column has a seat left.
    pub(crate) fn has_free_column(&self, problem: &Problem<'_>, column: usize) -> bool {
        self.of_columns[column].len() < problem.column_seats(column) as usize
    }
}
