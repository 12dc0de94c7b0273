//! A row for a seat: the shortest path, backwards, to a row with an empty seat, or to a seat of a column
//! that is cheapest to leave free.

use crate::basics::Error;

use super::lists::Lists;
use super::search::{End, NOWHERE, Search};
use super::state::State;

impl Search {
    /// Settles one free seat of a column.
    pub(super) fn fill_column(
        &mut self,
        start: u32,
        state: &mut State<'_>,
        lists: &mut Lists,
    ) -> Result<(), Error> {
        self.begin();
        self.leave_column(start, 0, NOWHERE, state);
        self.look_beyond(state, lists);
        while self.backward.radius() < self.exit.0 {
            self.grow_backward(state, lists)?;
        }
        let (distance, end) = self.exit;
        self.settle(distance, distance, state, lists);
        let steps = match end {
            End::Row(row) => self.steps_of_row(row, None),
            End::Column(column) => self.steps_of_column(column),
            End::MeetingRow(_) | End::MeetingColumn(_) => Vec::new(),
        };
        state.walk(&steps)
    }
}
