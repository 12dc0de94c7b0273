//! The cells of one sheet, as they come, put together to rows.
//!
//! A cell that is merged over several rows stands for each of them that holds something else: four people
//! beside one merged site all have that site. Cells merged from the first row on are titles, and stay one.

use std::collections::HashMap;

use calamine::{DataRef, Dimensions};

use super::value::{Value, value};
use crate::error::Error;
use crate::read::limits::too_much;
use crate::read::rows::{Row, Rows};
use crate::table::{Cell, Table};

/// What a spreadsheet can have.
const MAX_ROWS: u32 = 1 << 20;
const MAX_COLUMNS: u32 = 1 << 14;

pub(super) struct Cells<'a> {
    rows: Rows<'a>,
    origin: &'a str,
    skip_rows: usize,
    /// The last row of cells that are merged over several, by the first row and the column.
    merged: HashMap<(u32, u32), u32>,
    /// Merged cells that reach further down: column, last row, cell.
    open: Vec<(usize, u32, Cell)>,
    first: Option<u32>,
    at: u32,
    row: Row,
    /// Formulas without a value.
    pub(super) unworked: usize,
    errors: usize,
    filled: usize,
}

impl<'a> Cells<'a> {
    pub(super) fn new(
        rows: Rows<'a>,
        merged: Vec<Dimensions>,
        skip_rows: usize,
        origin: &'a str,
    ) -> Self {
        let tall = merged.into_iter().filter(|merged| merged.end.0 > merged.start.0);
        Self {
            rows,
            origin,
            skip_rows,
            merged: tall.map(|merged| (merged.start, merged.end.0)).collect(),
            open: Vec::new(),
            first: None,
            at: 0,
            row: Row::new(),
            unworked: 0,
            errors: 0,
            filled: 0,
        }
    }

    /// The next cell; rows come in order, the cells of a row in any.
    pub(super) fn push(&mut self, at: (u32, u32), data: &DataRef<'_>) -> Result<(), Error> {
        let (row, column) = at;
        if row >= MAX_ROWS {
            return Err(too_much(self.origin, "rows", MAX_ROWS));
        }
        if column >= MAX_COLUMNS {
            return Err(too_much(self.origin, "columns", MAX_COLUMNS));
        }
        let cell = match value(data) {
            Value::Cell(cell) => cell,
            Value::Error => {
                self.errors += 1;
                return Ok(());
            }
            Value::Nothing => return Ok(()),
        };
        if row as usize >= self.skip_rows {
            self.place(row, column, cell)?;
        }
        Ok(())
    }

    fn place(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), Error> {
        if row < self.at {
            let message = "the rows of the sheet are not in order".to_owned();
            return Err(Error::Syntax { origin: self.origin.to_owned(), message });
        }
        if row > self.at {
            self.end_row()?;
            self.at = row;
        }
        let first = *self.first.get_or_insert(row);
        if let Some(&last) = self.merged.get(&(row, column)).filter(|_| row > first) {
            self.open.retain(|(open, ..)| *open != column as usize);
            self.open.push((column as usize, last, cell.clone()));
        }
        self.row.push((column as usize, cell));
        Ok(())
    }

    /// Hands on the row that is complete.
    fn end_row(&mut self) -> Result<(), Error> {
        if self.row.is_empty() {
            return Ok(());
        }
        let mut row = std::mem::take(&mut self.row);
        row.sort_by_key(|(column, _)| *column);
        row.dedup_by_key(|(column, _)| *column);
        let own = row.len();
        let reaching = self.open.iter().filter(|(_, last, _)| *last >= self.at);
        let fill: Row = reaching
            .filter(|(column, ..)| row.binary_search_by_key(column, |(have, _)| *have).is_err())
            .map(|(column, _, cell)| (*column, cell.clone()))
            .collect();
        row.extend(fill);
        self.filled += row.len() - own;
        row.sort_by_key(|(column, _)| *column);
        self.open.retain(|(_, last, _)| *last > self.at);
        self.rows.push(self.at as usize + 1, row)
    }

    pub(super) fn finish(mut self) -> Result<Table, Error> {
        self.end_row()?;
        let notes = [
            (self.errors, "hold an error such as #N/A and count as empty"),
            (self.unworked, "hold a formula that was never worked out and count as empty"),
            (self.filled, "are filled from a merged cell that reaches over them"),
        ];
        for (count, what) in notes {
            if count > 0 {
                self.rows.note(format!("cells that {what}: {count}"));
            }
        }
        self.rows.finish()
    }
}
