//! What happens next in a search, and when: the time is how far prices have been shifted.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::basics::memory::out_of_memory;
use crate::basics::{Cost, Error};

/// When prices have been shifted by `time`, a pair of somebody in an outer node becomes tight; or, where `to` is
/// [`NONE`](super::nodes::NONE), the price of the set `from` becomes 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Event {
    pub(super) time: Cost,
    pub(super) from: u32,
    pub(super) to: u32,
    /// What the pair costs.
    pub(super) cost: Cost,
}

/// Events by time, then by position, and the earliest known end of the search.
#[derive(Default)]
pub(super) struct Events {
    open: BinaryHeap<Reverse<Event>>,
    /// The pair that leads to somebody who is free; or the person whose price becomes 0, with [`NONE`](super::nodes::NONE).
    end: Option<Event>,
}

impl Events {
    pub(super) fn clear(&mut self) {
        self.open.clear();
        self.end = None;
    }

    /// Notes an event. What comes no earlier than the end does not matter.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub(super) fn push(&mut self, event: Event) -> Result<(), Error> {
        if self.end.is_none_or(|end| event.time < end.time) {
            let count = self.open.len() + 1;
            self.open.try_reserve(1).map_err(|_| out_of_memory::<Event>(count, 1))?;
            self.open.push(Reverse(event));
        }
        Ok(())
    }

    /// Notes a possible end; of several at the same time the one that was found first counts.
    pub(super) fn push_end(&mut self, event: Event) {
        if self.end.is_none_or(|end| event.time < end.time) {
            self.end = Some(event);
        }
    }

    /// The next event before the end.
    pub(super) fn pop(&mut self) -> Option<Event> {
        let Reverse(event) = self.open.pop()?;
        self.end.is_none_or(|end| event.time < end.time).then_some(event)
    }

    /// The end: there always is one, since the prices of outer nodes rise up to 0.
    pub(super) fn end(&self) -> Option<Event> {
        self.end
    }
}
