//! A row for a seat: the shortest path, backwards, to a row with an empty seat, or to a seat of a column
//! that is cheapest to leave free.

use crate::cost::FORBIDDEN;
use crate::error::Error;

use super::lists::Lists;
use super::search::{End, Event, Search};
use super::state::{State, cost};

impl Search {
    /// Settles one free seat of a column.
    pub(super) fn fill_column(
        &mut self,
        start: u32,
        state: &mut State<'_>,
        lists: &mut Lists,
    ) -> Result<(), Error> {
        self.begin();
        self.columns.reach(start, 0, start);
        self.push(0, Event::Column(start));
        while let Some((distance, event)) = self.next() {
            match event {
                Event::Column(column) if distance == self.columns.distance[column as usize] => {
                    let free = distance + state.spare - state.prices[column as usize];
                    self.end_at(free, End::Column(column));
                    lists.looks += 1;
                    self.reach_rows(column, state)?;
                }
                Event::Row(row) if distance == self.rows.distance[row as usize] => {
                    self.move_row(row, state);
                }
                _ => {}
            }
        }
        let (distance, end) = self.end;
        self.columns.settle(distance, |column, closer| state.prices[column] += closer);
        self.rows.settle(distance, |row, closer| state.rows[row] -= closer);
        lists.lifted += distance;
        self.fill(start, end, state)
    }

    /// To the rows that could take a column.
    fn reach_rows(&mut self, column: u32, state: &State<'_>) -> Result<(), Error> {
        let (index, base) = (column as usize, self.columns.distance[column as usize]);
        for row in 0..state.rows.len() {
            if state.problem.row_seats(row) == 0 || state.uses(row, column) {
                continue;
            }
            let cost = cost(state.problem, row, index)?;
            if cost == FORBIDDEN {
                continue;
            }
            let distance = base + state.slack(row, index, cost);
            if distance < self.end.0 && self.rows.reach(row as u32, distance, column) {
                self.push(distance, Event::Row(row as u32));
            }
        }
        Ok(())
    }

    /// To the columns that a row has, or to its empty seat.
    fn move_row(&mut self, row: u32, state: &State<'_>) {
        let distance = self.rows.distance[row as usize];
        if state.has_empty(row as usize) {
            self.end_at(distance, End::Row(row));
            return;
        }
        for seat in &state.used[row as usize] {
            let distance = distance + state.parting(row, seat.column);
            if self.columns.reach(seat.column, distance, row) {
                self.push(distance, Event::Column(seat.column));
            }
        }
    }

    /// Moves everybody along the path by one seat.
    fn fill(&self, start: u32, end: End, state: &mut State<'_>) -> Result<(), Error> {
        let mut row = match end {
            End::Column(column) if column == start => return Ok(()),
            End::Column(column) => self.clear(column, state),
            End::Row(row) => row,
        };
        loop {
            let column = self.rows.from[row as usize];
            state.pair(row, column)?;
            if column == start {
                return Ok(());
            }
            row = self.clear(column, state);
        }
    }

    /// Takes from a column the row through which it was reached.
    fn clear(&self, column: u32, state: &mut State<'_>) -> u32 {
        let row = self.columns.from[column as usize];
        state.part(row, column);
        row
    }
}
