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
    fn peek(&mut self, prices: &[Cost], wanted: impl Fn(u32) -> bool) -> Option<u32> {
        while let Some(&(price, Reverse(seat))) = self.0.peek() {
            if prices[seat as usize] == price && wanted(seat) {
                return Some(seat);
            }
            self.0.pop();
        }
        None
    }

    /// Takes out the first seat as [`peek`](Self::peek) shows it.
    fn pop(&mut self, prices: &[Cost], wanted: impl Fn(u32) -> bool) -> Option<u32> {
        let seat = self.peek(prices, wanted);
        self.0.pop();
        seat
    }
}

pub(super) struct Seats {
    /// What a seat of each column costs at present; the last is that of staying unmatched.
    pub(super) offers: Vec<Cost>,
    prices: Vec<Cost>,
    holders: Vec<u32>,
    column_of_seat: Vec<u32>,
    firsts: Vec<u32>,
    /// Seats by price, for columns with several.
    queues: Vec<Queue>,
    owners: Vec<u32>,
    first_tickets: Vec<u32>,
    taken: Vec<u32>,
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
        let (owners, first_tickets) = spread((0..rows).map(|row| problem.row_seats(row)));
        let tickets = owners.len() as u32;
        let capacities = (0..columns).map(|column| problem.column_seats(column));
        let (column_of_seat, firsts) = spread(capacities.chain([tickets]));
        monitor.check()?;
        let mut seats = Self {
            offers: vec![CLOSED; columns + 1],
            prices: vec![0; column_of_seat.len()],
            holders: vec![NOBODY; column_of_seat.len()],
            idle: column_of_seat.len() as u32 - tickets,
            column_of_seat,
            firsts,
            queues: vec![Queue::default(); columns + 1],
            taken: vec![NOBODY; owners.len()],
            held: vec![NOBODY; owners.len()],
            single: (0..rows).all(|row| problem.row_seats(row) <= 1),
            owners,
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
        self.prices[seats.start as usize..seats.end as usize].fill(price);
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
        self.owners.len()
    }

    /// The row of a ticket.
    pub(super) fn owner(&self, ticket: u32) -> u32 {
        self.owners[ticket as usize]
    }

    pub(super) fn column_of(&self, ticket: u32) -> Option<u32> {
        let seat = self.taken[ticket as usize];
        (seat != NOBODY).then(|| self.column_of_seat[seat as usize])
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
        self.prices[self.taken[ticket as usize] as usize]
    }

    /// How much more the second cheapest seat of a column costs than the cheapest; `None` where it
    /// has no other.
    pub(super) fn step(&mut self, column: u32) -> Option<Cost> {
        let column = column as usize;
        let cheapest = self.queues[column].pop(&self.prices, |_| true)?;
        // One seat may have two entries of the same price.
        let second = self.queues[column].peek(&self.prices, |seat| seat != cheapest);
        let price = self.prices[cheapest as usize];
        self.queues[column].push(price, cheapest);
        second.map(|second| price - self.prices[second as usize])
    }

    /// Gives a ticket the cheapest seat of a column and lowers its price by `rise`. A ticket that
    /// had the seat joins `waiting`; a spare bidder who had it is idle.
    pub(super) fn take(&mut self, column: u32, ticket: u32, rise: Cost, waiting: &mut Vec<u32>) {
        let seat = self.cheapest(column as usize);
        if self.holders[seat as usize] == SPARE {
            self.idle += 1;
        }
        self.vacate(seat, waiting);
        self.holders[seat as usize] = ticket;
        self.taken[ticket as usize] = seat;
        self.held[ticket as usize] = column;
        self.reprice(seat, self.offers[column as usize] - rise);
    }

    /// Frees the seat of a ticket.
    pub(super) fn leave(&mut self, ticket: u32) {
        let seat = std::mem::replace(&mut self.taken[ticket as usize], NOBODY);
        self.holders[seat as usize] = NOBODY;
        self.held[ticket as usize] = NOBODY;
    }

    /// Sends the ticket that has a seat away.
    fn vacate(&mut self, seat: u32, waiting: &mut Vec<u32>) {
        let ticket = self.holders[seat as usize];
        if ticket < SPARE {
            self.leave(ticket);
            waiting.push(ticket);
        }
    }

    /// The seat of a column with the highest price.
    fn cheapest(&mut self, column: usize) -> u32 {
        self.queues[column].peek(&self.prices, |_| true).unwrap_or(self.firsts[column])
    }

    /// Lowers the price of a seat.
    fn reprice(&mut self, seat: u32, price: Cost) {
        self.prices[seat as usize] = price;
        if self.is_contested && self.holders[seat as usize] != SPARE {
            self.contested.push(price, seat);
        }
        let column = self.column_of_seat[seat as usize] as usize;
        if self.firsts[column + 1] - self.firsts[column] > 1 {
            self.queues[column].push(price, seat);
        }
        let cheapest = self.cheapest(column);
        self.offers[column] = self.prices[cheapest as usize];
    }

    /// Spare bidders leave the seats that are further than ε from the highest price elsewhere.
    pub(super) fn release_spare(&mut self, epsilon: Cost) {
        self.is_contested = false;
        let others = self.prices.iter().zip(&self.holders).filter(|(_, holder)| **holder != SPARE);
        let Some(highest) = others.map(|(&price, _)| price).max() else { return };
        for (&price, holder) in self.prices.iter().zip(&mut self.holders) {
            if *holder == SPARE && price < highest - epsilon {
                *holder = NOBODY;
                self.idle += 1;
            }
        }
    }

    /// Lets idle spare bidders have the seats of the highest prices: a free one as it is, another at
    /// a price ε below the next.
    pub(super) fn seat_spare(&mut self, epsilon: Cost, waiting: &mut Vec<u32>) {
        while self.idle > 0 {
            if !self.is_contested || self.contested.0.len() > 4 * self.prices.len() {
                self.collect_contested();
            }
            let holders = &self.holders;
            let is_open = |seat: u32| holders[seat as usize] != SPARE;
            let Some(seat) = self.contested.pop(&self.prices, is_open) else { return };
            let next = self.contested.peek(&self.prices, |next| next != seat && is_open(next));
            let next = next.map_or(Cost::MAX, |next| self.prices[next as usize]);
            let is_free = self.holders[seat as usize] == NOBODY;
            self.vacate(seat, waiting);
            self.holders[seat as usize] = SPARE;
            self.idle -= 1;
            if !is_free {
                let price = self.prices[seat as usize];
                self.reprice(seat, price.min(next.saturating_sub(epsilon)));
            }
        }
    }

    /// Puts all seats that no spare bidder has in order. Done only when one of them has to move.
    fn collect_contested(&mut self) {
        self.is_contested = true;
        let seats = self.prices.iter().zip(&self.holders).zip(0..);
        let open = seats.filter(|((_, holder), _)| **holder != SPARE);
        self.contested = Queue(open.map(|((&price, _), seat)| (price, Reverse(seat))).collect());
    }

    /// The price that counts as 0: the highest of a seat that no spare bidder has, including the seats
    /// in which rows stay unmatched where that is free.
    pub(super) fn level(&self, goal: Objective) -> Cost {
        let counted = match goal {
            Objective::Total => self.prices.len(),
            Objective::Participation => self.firsts[self.unmatched() as usize] as usize,
        };
        let open = self.prices[..counted].iter().zip(&self.holders);
        let open = open.filter(|(_, holder)| **holder != SPARE);
        open.map(|(&price, _)| price).max().unwrap_or(0)
    }

    /// Whether a seat of a column stays free.
    pub(super) fn has_spare(&self, column: usize) -> bool {
        let seats = self.firsts[column] as usize..self.firsts[column + 1] as usize;
        self.holders[seats].contains(&SPARE)
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

/// Owners of numbered seats, and the first seat of each owner.
fn spread(seats: impl Iterator<Item = u32>) -> (Vec<u32>, Vec<u32>) {
    let (mut owners, mut starts) = (Vec::new(), vec![0]);
    for (owner, seats) in seats.enumerate() {
        owners.resize(owners.len() + seats as usize, owner as u32);
        starts.push(owners.len() as u32);
    }
    (owners, starts)
}
