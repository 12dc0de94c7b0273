//! A seat for a row: the shortest path from it to a free seat of a column, or to a seat of a row that is
//! cheapest to leave empty.
//!
//! Where the lists of all rows are at hand, two fronts grow towards each other (Pohl 1971): two
//! balls of half the radius hold far fewer nodes than one. Let the fronts have grown to `a` and
//! `b`, with a path no longer than `a + b`. The potential of each node then changes by how much
//! closer it is to its front's start than the front has grown. A path that ends where no backward front
//! began, at a free seat that nobody wants or a seat that stays empty, has nothing behind it: there the
//! forward front has to grow along all of it.

use crate::basics::{Cost, Error};

use super::lists::Lists;
use super::search::{End, Event, NOWHERE, Search};
use super::state::{State, Step};

impl Search {
    /// Settles one empty seat of a row.
    pub(super) fn seat_row(
        &mut self,
        start: u32,
        state: &mut State<'_>,
        lists: &mut Lists,
    ) -> Result<(), Error> {
        self.begin();
        self.open_backward(state, lists);
        self.forward.rows.reach(start, 0, NOWHERE);
        self.visit_row(start, state, lists)?;
        loop {
            if self.forward.radius() + self.behind() < self.end.0 {
                let is_narrow = self.backward.breadth() < self.forward.breadth();
                if is_narrow && self.backward_radius() < self.exit.0 {
                    self.grow_backward(state, lists)?;
                } else {
                    self.grow_forward(state, lists)?;
                }
            } else if self.forward.radius_beyond() < self.end.0 {
                // A pair that is on no list may lead right from one front to the other.
                if let Some((_, Event::Beyond(row))) = self.forward.next_beyond() {
                    self.leave_row_again(row, state, lists)?;
                }
            } else {
                break;
            }
        }
        let steps = self.steps();
        self.settle(self.end.0, self.behind().min(self.end.0), state, lists);
        state.walk(&steps)
    }

    /// Starts the backward front from every column whose free seat is worth filling.
    fn open_backward(&mut self, state: &State<'_>, lists: &Lists) {
        if !lists.have_takers() {
            self.exit_at(0, End::Row(0));
            return;
        }
        let wanting = (0..state.prices.len()).filter(|&column| state.wants_row(column));
        for column in wanting {
            self.leave_column(column as u32, 0, NOWHERE, state);
        }
        if self.backward.breadth() == 0 {
            self.exit_at(0, End::Row(0));
            return;
        }
        self.look_beyond(state, lists);
    }

    /// How much of the nearest path can lie behind the backward front.
    fn behind(&self) -> Cost {
        match self.end.1 {
            End::MeetingRow(_) | End::MeetingColumn(_) => self.backward_radius(),
            End::Row(_) | End::Column(_) => 0,
        }
    }

    /// How far the backward front has grown.
    fn backward_radius(&self) -> Cost {
        self.backward.radius().min(self.exit.0)
    }

    /// Changes potentials so that the path of this length has no slack, of which so much lies behind the
    /// backward front.
    pub(super) fn settle(
        &mut self,
        distance: Cost,
        behind: Cost,
        state: &mut State<'_>,
        lists: &mut Lists,
    ) {
        let (rows, prices) = (&mut state.rows, &mut state.prices);
        self.forward.rows.settle(distance - behind, |row, closer| rows[row] += closer);
        self.forward.columns.settle(distance - behind, |column, closer| prices[column] -= closer);
        self.backward.rows.settle(behind, |row, closer| rows[row] -= closer);
        self.backward.columns.settle(behind, |column, closer| {
            prices[column] += closer;
            lists.raise(column, prices[column]);
        });
    }

    /// Who moves along the path, from its far end to the row where it starts.
    fn steps(&self) -> Vec<Step> {
        let left_by = |row: u32| {
            // The start was reached through no column.
            Some(self.forward.rows.from[row as usize]).filter(|column| *column != NOWHERE)
        };
        let (mut steps, mut free) = match self.end.1 {
            End::Row(row) => (vec![Step { row, leaves: left_by(row), takes: None }], left_by(row)),
            End::Column(column) => (Vec::new(), Some(column)),
            End::MeetingRow(row) => (self.steps_of_row(row, left_by(row)), left_by(row)),
            End::MeetingColumn(column) => (self.steps_of_column(column), Some(column)),
        };
        while let Some(column) = free {
            let row = self.forward.columns.from[column as usize];
            free = left_by(row);
            steps.push(Step { row, leaves: free, takes: Some(column) });
        }
        steps
    }
}
