//! A seat for a row: the shortest path from it to a free seat of a column, or to a seat of a row that is
//! cheapest to leave empty.

use crate::error::Error;

use super::lists::Lists;
use super::search::{End, Event, Search};
use super::state::State;

impl Search {
    /// Settles one empty seat of a row.
    pub(super) fn seat_row(
        &mut self,
        start: u32,
        state: &mut State<'_>,
        lists: &mut Lists,
    ) -> Result<(), Error> {
        self.begin();
        self.rows.reach(start, 0, start);
        self.push(0, Event::Row(start));
        while let Some((distance, event)) = self.next() {
            match event {
                Event::Row(row) if distance == self.rows.distance[row as usize] => {
                    self.visit_row(row, state, lists)?;
                }
                Event::Beyond(row) => {
                    lists.lengthen(row as usize, state)?;
                    self.leave_row(row, state, lists)?;
                }
                Event::Column(column) if distance == self.columns.distance[column as usize] => {
                    self.part_column(column, state, lists)?;
                }
                Event::Row(_) | Event::Column(_) => {}
            }
        }
        let (distance, end) = self.end;
        self.rows.settle(distance, |row, closer| state.rows[row] += closer);
        self.columns.settle(distance, |column, closer| state.prices[column] -= closer);
        self.seat(start, end, state)
    }

    /// From a row to its empty seat, and on.
    fn visit_row(&mut self, row: u32, state: &State<'_>, lists: &mut Lists) -> Result<(), Error> {
        let index = row as usize;
        let distance = self.rows.distance[index];
        self.end_at(distance + state.empty - state.rows[index], End::Row(row));
        self.leave_row(row, state, lists)
    }

    /// To the columns that a row could take.
    fn leave_row(&mut self, row: u32, state: &State<'_>, lists: &mut Lists) -> Result<(), Error> {
        self.visits += 1;
        let index = row as usize;
        let here = self.rows.distance[index];
        let base = here - state.rows[index];
        let (list, lifted) = lists.of(index, state)?;
        for entry in &list.entries {
            if base + entry.floor - lifted >= self.end.0 {
                return Ok(());
            }
            let distance = here + state.slack(index, entry.column as usize, entry.cost);
            if distance < self.end.0
                && !state.uses(index, entry.column)
                && self.columns.reach(entry.column, distance, row)
            {
                if state.has_spare(entry.column as usize) {
                    self.end_at(distance, End::Column(entry.column));
                } else {
                    self.push(distance, Event::Column(entry.column));
                }
            }
        }
        if let Some(bound) = lists.bound(index) {
            self.push(here.max(base + bound), Event::Beyond(row));
        }
        Ok(())
    }

    /// To the rows that have a seat of a column, or to its free seat.
    fn part_column(
        &mut self,
        column: u32,
        state: &State<'_>,
        lists: &mut Lists,
    ) -> Result<(), Error> {
        let distance = self.columns.distance[column as usize];
        for &row in &state.members[column as usize] {
            let farther = distance + state.parting(row, column);
            if !self.rows.reach(row, farther, column) {
                continue;
            }
            if farther == distance {
                self.visit_row(row, state, lists)?;
            } else {
                self.push(farther, Event::Row(row));
            }
        }
        Ok(())
    }

    /// Moves everybody along the path by one seat.
    fn seat(&self, start: u32, end: End, state: &mut State<'_>) -> Result<(), Error> {
        let mut column = match end {
            End::Row(row) if row == start => return Ok(()),
            End::Row(row) => self.vacate(row, state),
            End::Column(column) => column,
        };
        loop {
            let row = self.columns.from[column as usize];
            state.pair(row, column)?;
            if row == start {
                return Ok(());
            }
            column = self.vacate(row, state);
        }
    }

    /// Takes from a row the seat through which it was reached.
    fn vacate(&self, row: u32, state: &mut State<'_>) -> u32 {
        let column = self.rows.from[row as usize];
        state.part(row, column);
        column
    }
}
