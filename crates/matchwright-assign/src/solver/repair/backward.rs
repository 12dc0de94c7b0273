//! The front that grows backwards from columns with a free seat: to the rows that could take a column, and
//! to the columns that they would leave.

use crate::basics::{Cost, Error, FORBIDDEN};

use super::lists::Lists;
use super::search::{End, Event, NOWHERE, Search};
use super::state::{State, Step, cost};

impl Search {
    /// Grows the backward front by its nearest event.
    pub(super) fn grow_backward(
        &mut self,
        state: &State<'_>,
        lists: &mut Lists,
    ) -> Result<(), Error> {
        match self.backward.next_current() {
            Some((_, Event::Column(column))) => self.reach_rows(column, state, lists),
            Some((_, Event::Row(row))) => {
                self.move_row(row, state);
                Ok(())
            }
            Some((distance, Event::Beyond(row)))
                if distance < self.backward.rows.distance[row as usize] =>
            {
                self.reach_row_again(row, state, lists)
            }
            Some((_, Event::Beyond(_))) | None => Ok(()),
        }
    }

    /// To the rows that could take a column.
    fn reach_rows(
        &mut self,
        column: u32,
        state: &State<'_>,
        lists: &mut Lists,
    ) -> Result<(), Error> {
        if let Some(takers) = lists.takers(column) {
            for (row, cost) in takers {
                self.reach_row(row, column, cost, state);
            }
            return Ok(());
        }
        lists.scans += 1;
        for row in (0..state.rows.len()).filter(|&row| state.problem.row_seats(row) > 0) {
            let cost = cost(state.problem, row, column as usize)?;
            if cost != FORBIDDEN {
                self.reach_row(row as u32, column, cost, state);
            }
        }
        Ok(())
    }

    /// To a row by the pairs that were not on its list.
    fn reach_row_again(
        &mut self,
        row: u32,
        state: &State<'_>,
        lists: &mut Lists,
    ) -> Result<(), Error> {
        self.visits += 1;
        lists.lengthen(row as usize, state.problem)?;
        for entry in lists.entries(row as usize) {
            if self.backward.columns.distance[entry.column as usize] < self.exit.0 {
                self.reach_row(row, entry.column, entry.cost, state);
            }
        }
        if let Some(distance) = beyond(row, state, lists) {
            self.backward.push(distance, Event::Beyond(row));
        }
        Ok(())
    }

    /// Queues every row with pairs beyond its list, where columns know their takers from the lists.
    pub(super) fn look_beyond(&mut self, state: &State<'_>, lists: &Lists) {
        if lists.have_takers() {
            let rows = 0..state.rows.len() as u32;
            let rows = rows.filter_map(|row| Some((beyond(row, state, lists)?, row)));
            self.backward.push_beyond(rows);
        }
    }

    /// To a row that could take a column.
    fn reach_row(&mut self, row: u32, column: u32, cost: Cost, state: &State<'_>) {
        let (index, here) = (row as usize, self.backward.columns.distance[column as usize]);
        let distance = here + state.slack(index, column as usize, cost);
        if distance >= self.exit.0
            || state.uses(index, column)
            || !self.backward.rows.reach(row, distance, column)
        {
            return;
        }
        if state.has_empty(index) && !state.wants_seat(index) {
            self.exit_at(distance, End::Row(row));
            return;
        }
        self.end_at(self.forward.rows.distance[index] + distance, End::MeetingRow(row));
        self.backward.push(distance, Event::Row(row));
    }

    /// To the columns that a row has.
    fn move_row(&mut self, row: u32, state: &State<'_>) {
        self.visits += 1;
        let distance = self.backward.rows.distance[row as usize];
        for seat in &state.used[row as usize] {
            let distance = distance + state.parting(row, seat.column);
            self.leave_column(seat.column, distance, row, state);
        }
    }

    /// To a column from which the front goes on, or which may as well stay free.
    pub(super) fn leave_column(
        &mut self,
        column: u32,
        distance: Cost,
        row: u32,
        state: &State<'_>,
    ) {
        if distance >= self.exit.0 || !self.backward.columns.reach(column, distance, row) {
            return;
        }
        let index = column as usize;
        self.exit_at(distance + state.spare - state.prices[index], End::Column(column));
        self.end_at(self.forward.columns.distance[index] + distance, End::MeetingColumn(column));
        self.backward.push(distance, Event::Column(column));
    }

    /// Who moves once the backward front has led to a row that has left a column. The row takes
    /// another column, whose row takes another, and so on up to the free seat.
    pub(super) fn steps_of_row(&self, row: u32, left: Option<u32>) -> Vec<Step> {
        let (mut steps, mut row, mut leaves) = (Vec::new(), row, left);
        loop {
            let takes = self.backward.rows.from[row as usize];
            steps.push(Step { row, leaves, takes: Some(takes) });
            row = self.backward.columns.from[takes as usize];
            leaves = Some(takes);
            if row == NOWHERE {
                return steps;
            }
        }
    }

    /// Who moves once it has led to a column: the row through which the column was reached takes
    /// another.
    pub(super) fn steps_of_column(&self, column: u32) -> Vec<Step> {
        match self.backward.columns.from[column as usize] {
            NOWHERE => Vec::new(),
            row => self.steps_of_row(row, Some(column)),
        }
    }
}

/// A lower bound on the distance between a row and any column, by the pairs beyond its list.
fn beyond(row: u32, state: &State<'_>, lists: &Lists) -> Option<Cost> {
    let bound = lists.bound(row as usize)?;
    Some((bound - state.rows[row as usize]).max(0))
}
