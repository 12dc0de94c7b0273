//! Seats, their prices, and who has them.
//!
//! Every seat has a price of its own, and a column offers the highest of them (prices are 0 or below, so
//! that is the least to pay). Two additions make rows and seats balance:
//!
//! - the column *unmatched*, after the last one of the problem, with a seat for every seat of a row;
//! - *spare* bidders, one for every seat of a column, to whom all seats cost nothing: they keep the
//!   seats that nobody else wants, always those of the highest prices, within ε.
//!
//! A *ticket* is one seat of a row that looks for a seat of a column.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::basics::{Cost, Error, Monitor, Objective};
use crate::plan::Pair;
use crate::problem::Problem;

use super::row_scan::CLOSED;
use super::start::Start;

/// Nobody has the seat, or the ticket has none.
pub(super) const NOBODY: u32 = u32::MAX;

/// A spare bidder has the seat.
pub(super) const SPARE: u32 = u32::MAX - 1;

/// Columns that are opened between two questions to the monitor.
const COLUMNS_AT_ONCE: usize = 1 << 14;

/// Seats by falling price. Where a price falls the seat is pushed again; entries with an older price are
/// passed over.
#[derive(Clone, Default)]
struct Queue(BinaryHeap<(Cost, Reverse<u32>)>);

impl Queue {
    fn push(&mut self, price: Cost, seat: u32) {
        self.0.push((price, Reverse(seat)));
    }

    /// The first seat that still has the price of its entry and is `wanted`.
    fn peek(&mut self, seats: &[Seat], wanted: impl Fn(u32) -> bool) -> Option<u32> {
        while let Some(&(price, Reverse(seat))) = self.0.peek() {
            if seats[seat as usize].price == price && wanted(seat) {
                return Some(seat);
            }
            self.0.pop();
        }
        None
    }

    /// Takes out the first seat as [`peek`](Self::peek) shows it.
    fn pop(&mut self, seats: &[Seat], wanted: impl Fn(u32) -> bool) -> Option<u32> {
        let seat = self.peek(seats, wanted);
        self.0.pop();
        seat
    }
}

/// What a bid reads of a seat, in one place: with a million rows every look is far from the caches.
#[derive(Clone, Copy)]
struct Seat {
    price: Cost,
    holder: u32,
    column: u32,
}

/// What a bid reads of a ticket.
struct Ticket {
    row: u32,
    seat: u32,
}

pub(super) struct Seats {
    /// What a seat of each column costs at present; the last is that of staying unmatched.
    pub(super) offers: Vec<Cost>,
    all: Vec<Seat>,
    firsts: Vec<u32>,
    /// Seats by price, for columns with several.
    queues: Vec<Queue>,
    tickets: Vec<Ticket>,
    first_tickets: Vec<u32>,
    /// Columns of the tickets of rows with several; in the order of the tickets.
    held: Vec<u32>,
    single: bool,
    /// Spare bidders without a seat.
    idle: u32,
    /// Seats that no spare bidder has, while `is_contested`.
    contested: Queue,
    is_contested: bool,
}

impl Seats {
    pub(super) fn new(
        problem: &Problem<'_>,
        start: &Start,
        shift: u32,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let (rows, columns) = (problem.rows(), problem.columns());
        let ticket = |row| Ticket { row, seat: NOBODY };
        let (tickets, first_tickets) = spread((0..rows).map(|row| problem.row_seats(row)), ticket);
        let count = tickets.len() as u32;
        let capacities = (0..columns).map(|column| problem.column_seats(column));
        let seat = |column| Seat { price: 0, holder: NOBODY, column };
        let (all, firsts) = spread(capacities.chain([count]), seat);
        monitor.check()?;
        let mut seats = Self {
            offers: vec![CLOSED; columns + 1],
            idle: all.len() as u32 - count,
            all,
            firsts,
            queues: vec![Queue::default(); columns + 1],
            held: vec![NOBODY; tickets.len()],
            single: (0..rows).all(|row| problem.row_seats(row) <= 1),
            tickets,
            first_tickets,
            is_contested: false,
            contested: Queue::default(),
        };
        for (column, price) in start.columns.iter().enumerate() {
            if column.is_multiple_of(COLUMNS_AT_ONCE) {
                monitor.check()?;
            }
            seats.open(column, price << shift);
        }
        seats.open_unmatched(0);
        monitor.check()?;
        Ok(seats)
    }

    /// Puts all seats of a column at one price.
    fn open(&mut self, column: usize, price: Cost) {
        let seats = self.firsts[column]..self.firsts[column + 1];
        if !seats.is_empty() {
            self.offers[column] = price;
        }
        for seat in &mut self.all[seats.start as usize..seats.end as usize] {
            seat.price = price;
        }
        if seats.len() > 1 {
            self.queues[column] = Queue(seats.map(|seat| (price, Reverse(seat))).collect());
        }
    }

    pub(super) fn open_unmatched(&mut self, price: Cost) {
        self.open(self.unmatched() as usize, price);
    }

    /// The column that stands for staying unmatched.
    pub(super) fn unmatched(&self) -> u32 {
        self.offers.len() as u32 - 1
    }

    pub(super) fn unmatched_price(&self) -> Cost {
        self.offers[self.offers.len() - 1]
    }

    pub(super) fn tickets(&self) -> usize {
        self.tickets.len()
    }

    /// The row of a ticket.
    pub(super) fn owner(&self, ticket: u32) -> u32 {
        self.tickets[ticket as usize].row
    }

    pub(super) fn column_of(&self, ticket: u32) -> Option<u32> {
        let seat = self.tickets[ticket as usize].seat;
        (seat != NOBODY).then(|| self.all[seat as usize].column)
    }

    /// The columns that a row with several seats has; nothing where every row has one.
    pub(super) fn siblings(&self, row: usize) -> &[u32] {
        if self.single {
            return &[];
        }
        &self.held[self.first_tickets[row] as usize..self.first_tickets[row + 1] as usize]
    }

    /// The price of the seat that a ticket has.
    pub(super) fn price_of(&self, ticket: u32) -> Cost {
        self.all[self.tickets[ticket as usize].seat as usize].price
    }

    /// How much more the second cheapest seat of a column costs than the cheapest; `None` where it
    /// has no other.
    pub(super) fn step(&mut self, column: u32) -> Option<Cost> {
        let column = column as usize;
        if !self.has_several(column) {
            return None;
        }
        let cheapest = self.queues[column].pop(&self.all, |_| true)?;
        // One seat may have two entries of the same price.
        let second = self.queues[column].peek(&self.all, |seat| seat != cheapest);
        let price = self.all[cheapest as usize].price;
        self.queues[column].push(price, cheapest);
        second.map(|second| price - self.all[second as usize].price)
    }

    /// Gives a ticket the cheapest seat of a column and lowers its price by `rise`. A ticket that
    /// had the seat joins `waiting`; a spare bidder who had it is idle.
    pub(super) fn take(&mut self, column: u32, ticket: u32, rise: Cost, waiting: &mut Vec<u32>) {
        let seat = self.cheapest(column as usize);
        if self.all[seat as usize].holder == SPARE {
            self.idle += 1;
        }
        self.vacate(seat, waiting);
        self.all[seat as usize].holder = ticket;
        self.tickets[ticket as usize].seat = seat;
        if !self.single {
            self.held[ticket as usize] = column;
        }
        self.reprice(seat, self.offers[column as usize] - rise);
    }

    /// Frees the seat of a ticket.
    pub(super) fn leave(&mut self, ticket: u32) {
        let seat = std::mem::replace(&mut self.tickets[ticket as usize].seat, NOBODY);
        self.all[seat as usize].holder = NOBODY;
        if !self.single {
            self.held[ticket as usize] = NOBODY;
        }
    }

    /// Sends the ticket that has a seat away.
    fn vacate(&mut self, seat: u32, waiting: &mut Vec<u32>) {
        let ticket = self.all[seat as usize].holder;
        if ticket < SPARE {
            self.leave(ticket);
            waiting.push(ticket);
        }
    }

    /// Whether a column has more than one seat, and so a queue of them.
    fn has_several(&self, column: usize) -> bool {
        self.firsts[column + 1] - self.firsts[column] > 1
    }

    /// The seat of a column with the highest price.
    fn cheapest(&mut self, column: usize) -> u32 {
        let first = self.firsts[column];
        if !self.has_several(column) {
            return first;
        }
        self.queues[column].peek(&self.all, |_| true).unwrap_or(first)
    }

    /// Lowers the price of a seat.
    fn reprice(&mut self, seat: u32, price: Cost) {
        let Seat { holder, column, .. } = self.all[seat as usize];
        self.all[seat as usize].price = price;
        if self.is_contested && holder != SPARE {
            self.contested.push(price, seat);
        }
        let column = column as usize;
        if self.has_several(column) {
            self.queues[column].push(price, seat);
        }
        let cheapest = self.cheapest(column);
        self.offers[column] = self.all[cheapest as usize].price;
    }

    /// Spare bidders leave the seats that are further than ε from the highest price elsewhere.
    pub(super) fn release_spare(&mut self, epsilon: Cost) {
        self.is_contested = false;
        let others = self.all.iter().filter(|seat| seat.holder != SPARE);
        let Some(highest) = others.map(|seat| seat.price).max() else { return };
        for seat in &mut self.all {
            if seat.holder == SPARE && seat.price < highest - epsilon {
                seat.holder = NOBODY;
                self.idle += 1;
            }
        }
    }

    /// Lets idle spare bidders have the seats of the highest prices: a free one as it is, another at
    /// a price ε below the next.
    pub(super) fn seat_spare(&mut self, epsilon: Cost, waiting: &mut Vec<u32>) {
        while self.idle > 0 {
            if !self.is_contested || self.contested.0.len() > 4 * self.all.len() {
                self.collect_contested();
            }
            let seats = &self.all;
            let is_open = |seat: u32| seats[seat as usize].holder != SPARE;
            let Some(seat) = self.contested.pop(seats, is_open) else { return };
            let next = self.contested.peek(seats, |next| next != seat && is_open(next));
            let next = next.map_or(Cost::MAX, |next| seats[next as usize].price);
            let Seat { price, holder, .. } = seats[seat as usize];
            self.vacate(seat, waiting);
            self.all[seat as usize].holder = SPARE;
            self.idle -= 1;
            if holder != NOBODY {
                self.reprice(seat, price.min(next.saturating_sub(epsilon)));
            }
        }
    }

    /// Puts all seats that no spare bidder has in order. Done only when one of them has to move.
    fn collect_contested(&mut self) {
        self.is_contested = true;
        let open = self.all.iter().zip(0..).filter(|(seat, _)| seat.holder != SPARE);
        self.contested = Queue(open.map(|(seat, place)| (seat.price, Reverse(place))).collect());
    }

    /// The price that counts as 0: the highest of a seat that no spare bidder has, including the seats
    /// in which rows stay unmatched where that is free.
    pub(super) fn level(&self, goal: Objective) -> Cost {
        let counted = match goal {
            Objective::Total => self.all.len(),
            Objective::Participation => self.firsts[self.unmatched() as usize] as usize,
        };
        let open = self.all[..counted].iter().filter(|seat| seat.holder != SPARE);
        open.map(|seat| seat.price).max().unwrap_or(0)
    }

    /// Whether a seat of a column stays free.
    pub(super) fn has_spare(&self, column: usize) -> bool {
        let seats = self.firsts[column] as usize..self.firsts[column + 1] as usize;
        self.all[seats].iter().any(|seat| seat.holder == SPARE)
    }

    /// The pairs, sorted.
    pub(super) fn pairs(&self) -> Vec<Pair> {
        let mut pairs: Vec<Pair> = (0..self.tickets() as u32)
            .filter_map(|ticket| {
                Some(Pair { row: self.owner(ticket), column: self.column_of(ticket)? })
            })
            .filter(|pair| pair.column != self.unmatched())
            .collect();
        pairs.sort_unstable();
        pairs
    }
}

/// What is made for each seat of its owner, in order, and the first of each owner.
fn spread<T>(seats: impl Iterator<Item = u32>, of: impl Fn(u32) -> T) -> (Vec<T>, Vec<u32>) {
    let (mut all, mut starts) = (Vec::new(), vec![0]);
    for (owner, seats) in (0..).zip(seats) {
        all.extend((0..seats).map(|_| of(owner)));
        starts.push(all.len() as u32);
    }
    (all, starts)
}
