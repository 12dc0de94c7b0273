//! Independent parts of a problem: groups of people that no allowed pair connects.
//!
//! Parts solved one by one are cheaper than the whole: with a cubic method ten equal parts take a
//! hundredth of the work, and they run side by side. One pass over the pairs finds them.

use std::ops::Range;

use crate::basics::memory::{append, filled, grow, push, resize, room};
use crate::basics::sweep::{sweep, threads_for};
use crate::basics::trees::Trees;
use crate::basics::{Error, Monitor};
use crate::problem::{Problem, RowCosts};

/// Rows that one task reads, so that the rows which meet almost everybody share one mask.
const ROWS_AT_ONCE: usize = 64;

/// Rows and columns with seats that pairs connect, both rising.
#[derive(Clone, Default)]
pub(super) struct Part {
    pub(super) rows: Vec<u32>,
    pub(super) columns: Vec<u32>,
}

impl Part {
    /// The rows and columns that have a seat.
    pub(super) fn whole(problem: &Problem<'_>) -> Self {
        let is_seated = |&row: &u32| problem.row_seats(row as usize) > 0;
        Self { rows: chosen(0..problem.rows(), is_seated), columns: seated_columns(problem) }
    }

    /// Whether this is solved before its parts would be found.
    pub(super) fn is_small(&self) -> bool {
        threads_for(self.rows.len().saturating_mul(self.columns.len())) == 1
    }
}

/// The independent parts of the whole in the order of their first rows, without the rows and columns
/// that no pair can use.
pub(super) fn parts(
    problem: &Problem<'_>,
    whole: Part,
    monitor: &Monitor,
) -> Result<Vec<Part>, Error> {
    let strips = whole.rows.chunks(ROWS_AT_ONCE);
    let cells = ROWS_AT_ONCE * problem.pairs_a_row();
    let reads = sweep(strips, cells, |costs, rows| Reach::read(problem, rows, costs, monitor));
    let mut reach = Reach::default();
    for read in reads {
        reach.add(read?)?;
    }
    if reach.narrow.is_empty() { Ok(vec![whole]) } else { reach.split(&whole.columns) }
}

fn seated_columns(problem: &Problem<'_>) -> Vec<u32> {
    chosen(problem.seated_columns(), |&column| problem.column_seats(column as usize) > 0)
}

/// The positions of a range that are wanted, in a list that never has to grow.
fn chosen(positions: Range<usize>, is_wanted: impl Fn(&u32) -> bool) -> Vec<u32> {
    let mut chosen = Vec::with_capacity(positions.len());
    chosen.extend(positions.map(|position| position as u32).filter(is_wanted));
    chosen
}

/// Whom rows may meet. A row is *wide* where it may meet more than half of the columns: any two such
/// rows share a column, so that one mask stands for all of them and only the others need lists.
#[derive(Default)]
struct Reach {
    wide: Vec<u32>,
    /// Empty where no row is wide.
    wide_columns: Vec<bool>,
    narrow: Vec<(u32, Vec<u32>)>,
}

impl Reach {
    fn read(
        problem: &Problem<'_>,
        rows: &[u32],
        costs: &mut Vec<i64>,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        monitor.check()?;
        let mut reach = Self::default();
        if monitor.is_late() {
            // The caller looks at the time, too.
            return Ok(reach);
        }
        let columns = problem.seated_columns();
        for &row in rows {
            let (row, limit) = (row as usize, problem.limit());
            let read = RowCosts::read(problem, limit, row, columns.clone(), costs)?;
            let open = read.allowed().filter(|&(column, _)| problem.column_seats(column) > 0);
            let open = open.map(|(column, _)| column as u32);
            let count = open.clone().count();
            if 2 * count > columns.len() {
                push(&mut reach.wide, row as u32)?;
                resize(&mut reach.wide_columns, problem.columns(), false)?;
                open.for_each(|column| reach.wide_columns[column as usize] = true);
            } else {
                let mut known = room(count, 1)?;
                known.extend(open);
                push(&mut reach.narrow, (row as u32, known))?;
            }
        }
        Ok(reach)
    }

    fn add(&mut self, mut other: Self) -> Result<(), Error> {
        append(&mut self.wide, &mut other.wide)?;
        if self.wide_columns.len() < other.wide_columns.len() {
            resize(&mut self.wide_columns, other.wide_columns.len(), false)?;
        }
        for (mine, theirs) in self.wide_columns.iter_mut().zip(other.wide_columns) {
            *mine |= theirs;
        }
        append(&mut self.narrow, &mut other.narrow)
    }

    fn split(self, columns: &[u32]) -> Result<Vec<Part>, Error> {
        let is_wide = |&column: &u32| self.wide_columns.get(column as usize) == Some(&true);
        let wide_columns: Vec<u32> = columns.iter().copied().filter(is_wide).collect();
        let (mut rows, mut groups) = (vec![self.wide], vec![wide_columns]);
        grow(&mut rows, self.narrow.len())?;
        grow(&mut groups, self.narrow.len())?;
        for (row, columns) in self.narrow {
            rows.push(vec![row]);
            groups.push(columns);
        }
        let (mut trees, group_of_column) = connected(&groups, columns)?;
        let mut parts = filled(Part::default(), groups.len())?;
        for ((group, mut rows), columns) in (0..).zip(rows).zip(&groups) {
            // A group without columns belongs nowhere.
            if !columns.is_empty() {
                append(&mut parts[trees.root(group) as usize].rows, &mut rows)?;
            }
        }
        for &column in columns {
            if let Some(group) = group_of_column[column as usize] {
                push(&mut parts[trees.root(group) as usize].columns, column)?;
            }
        }
        parts.retain(|part| !part.rows.is_empty());
        for part in &mut parts {
            part.rows.sort_unstable();
        }
        parts.sort_unstable_by_key(|part| part.rows[0]);
        Ok(parts)
    }
}

/// Which groups share columns, one with another or through others, and the first group of each column.
fn connected(groups: &[Vec<u32>], columns: &[u32]) -> Result<(Trees, Vec<Option<u32>>), Error> {
    let mut group_of_column = filled(None, columns.last().map_or(0, |&last| last as usize + 1))?;
    let mut trees = Trees::new(groups.len())?;
    for (group, columns) in (0..).zip(groups) {
        for &column in columns {
            let first = *group_of_column[column as usize].get_or_insert(group);
            trees.join(first, group);
        }
    }
    Ok((trees, group_of_column))
}

#[cfg(test)]
mod tests {
    use super::{Part, ROWS_AT_ONCE, parts};
    use crate::basics::{Error, FORBIDDEN, Monitor};
    use crate::costs::CostFn;
    use crate::problem::Problem;

    /// A row that may meet the first columns, and one of another task that may meet the last ones, where all others have
    /// a part of their own.
    #[test]
    fn rows_that_meet_most_columns_are_of_one_part() -> Result<(), Error> {
        let rows = ROWS_AT_ONCE + 1;
        let costs = CostFn::new(rows, 6, |row, column| {
            let meets = match row {
                0 => column < 4,
                ROWS_AT_ONCE => (1..5).contains(&column),
                _ => column == 5,
            };
            if meets { 0 } else { FORBIDDEN }
        });
        let problem = Problem::new(&costs);
        let found = parts(&problem, Part::whole(&problem), &Monitor::new())?;
        let columns: Vec<Vec<u32>> = found.iter().map(|part| part.columns.clone()).collect();
        assert_eq!(columns, [vec![0, 1, 2, 3, 4], vec![5]]);
        let counts: Vec<usize> = found.iter().map(|part| part.rows.len()).collect();
        assert_eq!(counts, [2, rows - 2]);
        Ok(())
    }
}
