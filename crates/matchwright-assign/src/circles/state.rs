//! A plan that changes: what each circle costs, and what it would cost with somebody else, without counting again.

use crate::basics::memory::{filled, zeros};
use crate::basics::{Cost, Error, FORBIDDEN};
use crate::circles::tables::{Tables, mean};

/// The column of whoever is in no circle.
pub(super) const NOWHERE: u32 = u32::MAX;

/// Circles, and for each member what joining each of them would add.
pub(super) struct State<'t> {
    pub(super) tables: &'t Tables,
    /// The column of each member.
    columns: Vec<u32>,
    circles: Vec<Circle>,
    /// By column: what each member costs together with those who are in it.
    beside: Vec<Cost>,
    /// By column: how many of each group are in it.
    mixed: Vec<u32>,
    pub(super) unplaced: usize,
    pub(super) total: Cost,
}

#[derive(Clone, Default)]
struct Circle {
    members: Vec<u32>,
    fit: Cost,
    /// What all pairs cost together.
    pairs: Cost,
    cost: Cost,
}

impl<'t> State<'t> {
    /// Nobody is in a circle. O(rows · columns) memory.
    pub(super) fn new(tables: &'t Tables) -> Result<Self, Error> {
        let (rows, columns) = (tables.rows, tables.columns);
        Ok(Self {
            tables,
            columns: filled(NOWHERE, rows)?,
            circles: filled(Circle::default(), columns)?,
            beside: zeros(columns, rows)?,
            mixed: filled(0, columns.saturating_mul(tables.most.len()))?,
            unplaced: rows,
            total: 0,
        })
    }

    /// Everybody who has a column is there.
    pub(super) fn of(tables: &'t Tables, columns: &[u32]) -> Result<Self, Error> {
        let mut state = Self::new(tables)?;
        for (member, &column) in (0..).zip(columns) {
            if column != NOWHERE {
                state.add(member, column);
            }
        }
        Ok(state)
    }

    pub(super) fn columns(&self) -> &[u32] {
        &self.columns
    }

    pub(super) fn column(&self, member: u32) -> u32 {
        self.columns[member as usize]
    }

    pub(super) fn members(&self, column: u32) -> &[u32] {
        &self.circles[column as usize].members
    }

    pub(super) fn size(&self, column: u32) -> usize {
        self.members(column).len()
    }

    /// Whether a column runs and has an empty seat.
    pub(super) fn has_seat(&self, column: u32) -> bool {
        let (min, max) = self.tables.sizes[column as usize];
        (min as usize..max as usize).contains(&self.size(column))
    }

    /// Whether a column runs and goes on with one member fewer.
    pub(super) fn can_spare(&self, column: u32) -> bool {
        self.size(column) > self.tables.sizes[column as usize].0 as usize
    }

    /// Puts somebody who is in no circle into a column; who may be there is the caller's to ask.
    pub(super) fn add(&mut self, member: u32, column: u32) {
        self.turn(member, column, 1);
        let circle = &mut self.circles[column as usize];
        circle.members.push(member);
        self.columns[member as usize] = column;
        self.unplaced -= 1;
        self.recount(column);
    }

    /// Takes somebody out of a circle.
    pub(super) fn remove(&mut self, member: u32) {
        let column = std::mem::replace(&mut self.columns[member as usize], NOWHERE);
        self.turn(member, column, -1);
        self.circles[column as usize].members.retain(|&other| other != member);
        self.unplaced += 1;
        self.recount(column);
    }

    /// Takes members out of their circles and puts them into others.
    pub(super) fn put(&mut self, members: &[u32], columns: &[u32]) {
        for &member in members {
            if self.column(member) != NOWHERE {
                self.remove(member);
            }
        }
        for (&member, &column) in members.iter().zip(columns) {
            if column != NOWHERE {
                self.add(member, column);
            }
        }
    }

    /// Takes everybody out of a column.
    pub(super) fn empty(&mut self, column: u32) -> Vec<u32> {
        let members = self.members(column).to_vec();
        for &member in &members {
            self.remove(member);
        }
        members
    }

    /// Counts somebody in, or out, in all sums of a column.
    fn turn(&mut self, member: u32, column: u32, sign: Cost) {
        let (rows, column, row) = (self.tables.rows, column as usize, member as usize);
        let (fit, beside) = (self.tables.fit(row, column), self.beside[column * rows + row]);
        let circle = &mut self.circles[column];
        circle.fit += sign * fit;
        circle.pairs += sign * beside;
        if self.tables.is_between() {
            let sums = &mut self.beside[column * rows..(column + 1) * rows];
            // The limit on costs bounds these sums. All steps wait for this loop: it has no check and no product.
            let costs = sums.iter_mut().zip(self.tables.together(row));
            if sign > 0 {
                costs.for_each(|(sum, cost)| *sum = sum.wrapping_add(*cost));
            } else {
                costs.for_each(|(sum, cost)| *sum = sum.wrapping_sub(*cost));
            }
        }
        for &group in &self.tables.groups[row] {
            let count = &mut self.mixed[column * self.tables.most.len() + group as usize];
            *count = count.wrapping_add_signed(sign as i32);
        }
    }

    fn recount(&mut self, column: u32) {
        let circle = &mut self.circles[column as usize];
        let cost = circle.fit + mean(circle.pairs, circle.members.len());
        self.total += cost - std::mem::replace(&mut circle.cost, cost);
    }

    /// What a circle would cost more with one member more; `None` where that may not be. Seats are not asked.
    pub(super) fn joining(&self, member: u32, column: u32) -> Option<Cost> {
        let place = column as usize * self.tables.rows + member as usize;
        let fit = self.tables.fit(member as usize, column as usize);
        let is_apart = self.beside[place] > self.tables.apart / 2;
        if fit == FORBIDDEN || is_apart || !self.mixes(member, column, None) {
            return None;
        }
        let circle = &self.circles[column as usize];
        let pairs = circle.pairs + self.beside[place];
        Some(circle.fit + fit + mean(pairs, circle.members.len() + 1) - circle.cost)
    }

    /// What a circle would cost more without somebody: less, mostly.
    pub(super) fn leaving(&self, member: u32, column: u32) -> Cost {
        let circle = &self.circles[column as usize];
        let place = column as usize * self.tables.rows + member as usize;
        let fit = circle.fit - self.tables.fit(member as usize, column as usize);
        fit + mean(circle.pairs - self.beside[place], circle.members.len() - 1) - circle.cost
    }

    /// What a circle would cost more with somebody in another one's place; `None` where that may not be.
    pub(super) fn replacing(&self, old: u32, new: u32, column: u32) -> Option<Cost> {
        let (rows, at) = (self.tables.rows, column as usize);
        let fit = self.tables.fit(new as usize, at);
        let between = self.tables.together(old as usize)[new as usize];
        let beside = self.beside[at * rows + new as usize] - between;
        let is_apart = beside > self.tables.apart / 2;
        if fit == FORBIDDEN || is_apart || !self.mixes(new, column, Some(old)) {
            return None;
        }
        let circle = &self.circles[at];
        let pairs = circle.pairs - self.beside[at * rows + old as usize] + beside;
        let fit = circle.fit - self.tables.fit(old as usize, at) + fit;
        Some(fit + mean(pairs, circle.members.len()) - circle.cost)
    }

    /// Whether groups leave room for somebody, when another one has left.
    fn mixes(&self, member: u32, column: u32, without: Option<u32>) -> bool {
        let first = column as usize * self.tables.most.len();
        self.tables.groups[member as usize].iter().all(|group| {
            let left = without.is_some_and(|old| self.tables.groups[old as usize].contains(group));
            let count = self.mixed[first + *group as usize] - u32::from(left);
            count < self.tables.most[*group as usize]
        })
    }

    /// What two columns would cost more with each other's members; `None` where that may not be.
    pub(super) fn exchanging(&self, one: u32, other: u32) -> Option<Cost> {
        let (one, other) = (one as usize, other as usize);
        let fit = |from: usize, to: usize| {
            let members = &self.circles[from].members;
            let costs = members.iter().map(|&member| self.tables.fit(member as usize, to));
            let fit =
                costs.map(|cost| (cost != FORBIDDEN).then_some(cost)).sum::<Option<Cost>>()?;
            self.tables.may_have(to, members.len()).then_some(fit)
        };
        let fits = fit(one, other)? + fit(other, one)?;
        Some(fits - self.circles[one].fit - self.circles[other].fit)
    }

    /// Gives two columns each other's members.
    pub(super) fn exchange(&mut self, one: u32, other: u32) {
        for (members, column) in [(self.empty(one), other), (self.empty(other), one)] {
            for member in members {
                self.add(member, column);
            }
        }
    }
}
