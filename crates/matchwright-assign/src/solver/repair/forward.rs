//! The front that grows from a row with an empty seat: to the columns that a row could take, and to the
//! rows that would have to part with them.

use crate::basics::{Cost, Error};

use super::lists::Lists;
use super::search::{End, Event, Search};
use super::state::State;

impl Search {
    /// Grows the forward front by its nearest event.
    pub(super) fn grow_forward(
        &mut self,
        state: &State<'_>,
        lists: &mut Lists,
    ) -> Result<(), Error> {
        match self.forward.next_current() {
            Some((_, Event::Row(row))) => self.visit_row(row, state, lists),
            Some((_, Event::Column(column))) => self.part_column(column, state, lists),
            Some((_, Event::Beyond(row))) => self.leave_row_again(row, state, lists),
            None => Ok(()),
        }
    }

    /// To the columns of a row that were not on its list.
    pub(super) fn leave_row_again(
        &mut self,
        row: u32,
        state: &State<'_>,
        lists: &mut Lists,
    ) -> Result<(), Error> {
        lists.lengthen(row as usize, state.problem)?;
        self.leave_row(row, state, lists)
    }

    /// From a row to its empty seat, and on.
    pub(super) fn visit_row(
        &mut self,
        row: u32,
        state: &State<'_>,
        lists: &mut Lists,
    ) -> Result<(), Error> {
        let index = row as usize;
        let distance = self.forward.rows.distance[index];
        self.end_at(distance + state.empty - state.rows[index], End::Row(row));
        self.leave_row(row, state, lists)
    }

    /// To the columns that a row could take.
    fn leave_row(&mut self, row: u32, state: &State<'_>, lists: &mut Lists) -> Result<(), Error> {
        self.visits += 1;
        let index = row as usize;
        let here = self.forward.rows.distance[index];
        let base = here - state.rows[index];
        let lifted = lists.lifted();
        lists.read(index, state.problem)?;
        for entry in lists.entries(index) {
            if base + entry.floor - lifted >= self.end.0 {
                return Ok(());
            }
            let distance = here + state.slack(index, entry.column as usize, entry.cost);
            if distance < self.end.0 && !state.uses(index, entry.column) {
                self.take_column(entry.column, distance, row, state);
            }
        }
        if let Some(bound) = lists.bound(index) {
            self.forward.push(here.max(base + bound), Event::Beyond(row));
        }
        Ok(())
    }

    /// From a row to a column that it could take.
    fn take_column(&mut self, column: u32, distance: Cost, row: u32, state: &State<'_>) {
        if !self.forward.columns.reach(column, distance, row) {
            return;
        }
        if state.has_spare(column as usize) {
            self.end_at(distance, End::Column(column));
            return;
        }
        let rest = self.backward.columns.distance[column as usize];
        self.end_at(distance + rest, End::MeetingColumn(column));
        self.forward.push(distance, Event::Column(column));
    }

    /// To the rows that have a seat of a column.
    fn part_column(
        &mut self,
        column: u32,
        state: &State<'_>,
        lists: &mut Lists,
    ) -> Result<(), Error> {
        let distance = self.forward.columns.distance[column as usize];
        for &row in &state.members[column as usize] {
            let farther = distance + state.parting(row, column);
            if !self.forward.rows.reach(row, farther, column) {
                continue;
            }
            let rest = self.backward.rows.distance[row as usize];
            self.end_at(farther + rest, End::MeetingRow(row));
            if farther == distance {
                self.visit_row(row, state, lists)?;
            } else if farther < self.end.0 {
                self.forward.push(farther, Event::Row(row));
            }
        }
        Ok(())
    }
}
