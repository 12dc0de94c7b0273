//! Small groups are hidden, and whatever they could be computed from.
//!
//! What is published of people are sums over sets of them: over everybody, over the groups of each attribute, and over
//! the cells in which the groups of all attributes meet. A cell or group of fewer than [`LEAST`] people is
//! hidden. Then, as statistical offices do it (Willenborg and de Waal 2001, chapter 4), others are hidden with it:
//!
//! 1. In each sum that is shown, the parts that are hidden are at least two, with at least [`LEAST`] people in all: what
//!    is left of the sum when the parts that are shown are taken off speaks of no small set of people.
//! 2. No number that is hidden is a linear combination of those that are shown. This covers what several sums say
//!    together; it is decided by elimination over the hidden cells.
//!
//! The next to be hidden is always the smallest. Each step hides one more, so that it ends.

use std::collections::{BTreeMap, BTreeSet};

/// People whom a group that is shown has at least.
pub(super) const LEAST: u64 = 10;

/// People, parted along one or more axes.
pub(super) struct Cells {
    /// How many groups each axis has.
    pub(super) sizes: Vec<usize>,
    /// The cells with somebody in them; others are known to be empty.
    pub(super) cells: Vec<Cell>,
}

/// Where the groups of all axes meet.
pub(super) struct Cell {
    /// The group along each axis.
    pub(super) at: Vec<usize>,
    /// The people in it.
    pub(super) count: u64,
    /// Whether it is of a group that is hidden elsewhere: nobody sees it, whatever it holds.
    pub(super) is_unseen: bool,
}

/// What is hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hidden {
    /// The sum over everybody.
    pub(super) all: bool,
    /// The groups of each axis.
    pub(super) groups: Vec<Vec<bool>>,
    /// The cells.
    pub(super) cells: Vec<bool>,
}

impl Hidden {
    /// Nothing is hidden.
    pub(super) fn nothing(cells: &Cells) -> Self {
        Self {
            all: false,
            groups: cells.sizes.iter().map(|&size| vec![false; size]).collect(),
            cells: vec![false; cells.cells.len()],
        }
    }

    /// Hides what is small, beside what is hidden already, and what it could be computed from.
    pub(super) fn extended(&self, cells: &Cells) -> Self {
        let mut table = Table::new(cells, self);
        for (item, count) in table.counts.clone().into_iter().enumerate() {
            table.hidden[item] |= (1..LEAST).contains(&count);
        }
        table.settle();
        table.result(cells)
    }

    /// The cells to be hidden where the sums over groups are published elsewhere as they are. A cell that follows
    /// from these sums alone stays, for it says nothing new.
    pub(super) fn of_cells(cells: &Cells) -> Vec<bool> {
        let mut table = Table::new(cells, &Self::nothing(cells));
        table.fix_sums();
        for item in table.first_cell..table.counts.len() {
            let is_small = (1..LEAST).contains(&table.counts[item]);
            table.hidden[item] = table.unseen[item] || (table.may_hide[item] && is_small);
        }
        table.settle();
        table.result(cells).cells
    }
}

/// Everything that is published: the sum over everybody, then the groups, then the cells.
struct Table {
    counts: Vec<u64>,
    hidden: Vec<bool>,
    /// What can be hidden, and then is a secret.
    may_hide: Vec<bool>,
    /// What nobody sees anyway, and is no secret.
    unseen: Vec<bool>,
    /// The cells that each number is the sum of.
    atoms: Vec<Vec<usize>>,
    /// Numbers that are sums of others.
    lines: Vec<(usize, Vec<usize>)>,
    first_cell: usize,
}

impl Table {
    fn new(cells: &Cells, hidden: &Hidden) -> Self {
        let groups: usize = cells.sizes.iter().sum();
        let first_cell = 1 + groups;
        let there = |cell: &Cell| cell.count > 0 || cell.is_unseen;
        let mut atoms = vec![Vec::new(); first_cell];
        let mut lines = vec![Vec::new(); first_cell];
        let mut start = 1;
        let mut sides = Vec::new();
        for (axis, &size) in cells.sizes.iter().enumerate() {
            for (place, cell) in cells.cells.iter().enumerate().filter(|(_, cell)| there(cell)) {
                atoms[start + cell.at[axis]].push(place);
                lines[start + cell.at[axis]].push(first_cell + place);
            }
            sides.push((0, (start..start + size).collect()));
            start += size;
        }
        atoms[0] = (0..cells.cells.len()).filter(|&place| there(&cells.cells[place])).collect();
        atoms.extend((0..cells.cells.len()).map(|place| vec![place]));
        let count = |of: &Vec<usize>| of.iter().map(|&place| cells.cells[place].count).sum();
        let counts: Vec<u64> = atoms.iter().map(count).collect();
        let flat = [hidden.all].into_iter().chain(hidden.groups.iter().flatten().copied());
        let lines = (1..).zip(lines.into_iter().skip(1)).chain(sides).collect();
        let hidden: Vec<bool> = flat.chain(hidden.cells.iter().copied()).collect();
        let sums = std::iter::repeat_n(false, first_cell);
        let unseen = sums.chain(cells.cells.iter().map(|cell| cell.is_unseen)).collect();
        let may_hide = vec![true; hidden.len()];
        Self { counts, hidden, may_hide, unseen, atoms, lines, first_cell }
    }

    /// The sums are published elsewhere, and with them the cells that follow from them.
    fn fix_sums(&mut self) {
        self.may_hide[..self.first_cell].fill(false);
        let span = Span::new(self.atoms[..self.first_cell].iter().cloned());
        for item in self.first_cell..self.counts.len() {
            self.may_hide[item] = !self.unseen[item] && !span.contains(&self.atoms[item]);
        }
    }

    fn settle(&mut self) {
        while self.hide_in_a_line() || self.hide_what_follows() {}
    }

    /// Keeps the first rule in one more line.
    fn hide_in_a_line(&mut self) -> bool {
        let next = self.lines.iter().find_map(|(whole, parts)| self.next_in(*whole, parts));
        next.is_some_and(|item| self.hide(item))
    }

    /// What is to be hidden in a line, if anything is.
    fn next_in(&self, whole: usize, parts: &[usize]) -> Option<usize> {
        let hidden = || {
            let parts = parts.iter().filter(|&&part| self.hidden[part]);
            parts.filter(|&&part| self.counts[part] > 0 || self.unseen[part])
        };
        let people: u64 = hidden().map(|&part| self.counts[part]).sum();
        let is_open = match (self.hidden[whole], hidden().count()) {
            (true, count) => count == 0 && self.counts[whole] > 0,
            (false, _) if hidden().all(|&part| self.unseen[part]) => false,
            (false, count) => count == 1 || people < LEAST,
        };
        let smallest = || self.smallest(parts.iter().copied());
        is_open.then(|| smallest().or_else(|| self.smallest([whole].into_iter())))?
    }

    /// The smallest number that is shown and may be hidden.
    fn smallest(&self, items: impl Iterator<Item = usize>) -> Option<usize> {
        let is_shown =
            |&item: &usize| !self.hidden[item] && self.may_hide[item] && self.counts[item] > 0;
        items.filter(is_shown).min_by_key(|&item| (self.counts[item], item))
    }

    fn hide(&mut self, item: usize) -> bool {
        self.hidden[item] = true;
        true
    }

    /// Keeps the second rule for one more number.
    fn hide_what_follows(&mut self) -> bool {
        let shown = (0..self.counts.len()).filter(|&item| !self.hidden[item]);
        let span = Span::new(shown.map(|item| self.unknown(item)));
        let follows = |&item: &usize| {
            self.hidden[item]
                && self.may_hide[item]
                && self.counts[item] > 0
                && span.contains(&self.unknown(item))
        };
        let found = (0..self.counts.len()).find(follows);
        let next = found.and_then(|item| self.next_beside(item));
        next.is_some_and(|item| self.hide(item))
    }

    /// The cells that are hidden among those that a number is the sum of.
    fn unknown(&self, item: usize) -> Vec<usize> {
        let is_hidden = |&place: &usize| self.hidden[self.first_cell + place];
        self.atoms[item].iter().copied().filter(is_hidden).collect()
    }

    /// The smallest number that is shown in a line with this one, or has a part in common with it; then the smallest
    /// of all.
    fn next_beside(&self, item: usize) -> Option<usize> {
        let atoms: BTreeSet<usize> = self.atoms[item].iter().copied().collect();
        let touches = |other: &usize| self.atoms[*other].iter().any(|place| atoms.contains(place));
        let beside = self.lines.iter().filter(|(whole, _)| touches(whole) && *whole > 0);
        let beside = beside.flat_map(|(_, parts)| parts.iter().copied());
        let sums = || (1..self.first_cell).filter(touches);
        let all = || 0..self.counts.len();
        self.smallest(beside).or_else(|| self.smallest(sums())).or_else(|| self.smallest(all()))
    }

    fn result(self, cells: &Cells) -> Hidden {
        let mut rest = self.hidden.into_iter();
        Hidden {
            all: rest.next().unwrap_or_default(),
            groups: cells.sizes.iter().map(|&size| rest.by_ref().take(size).collect()).collect(),
            cells: rest.collect(),
        }
    }
}

/// The prime 2⁶¹ − 1. Ranks are those over the rationals unless it divides a minor of a matrix of zeros and
/// ones, which for one of these sizes would be a wonder.
const PRIME: u64 = (1 << 61) - 1;

/// All linear combinations of some sums, as the reduced echelon form of their matrix: by their first place, rows
/// that begin with 1 there, where no other row has anything.
#[derive(Default)]
struct Span(BTreeMap<usize, Row>);

/// The places of a row that are not 0, in ascending order.
type Row = Vec<(usize, u64)>;

impl Span {
    fn new(sums: impl Iterator<Item = Vec<usize>>) -> Self {
        let distinct: BTreeSet<Vec<usize>> = sums.collect();
        let mut span = Self::default();
        for sum in &distinct {
            span.add(sum);
        }
        span
    }

    fn add(&mut self, sum: &[usize]) {
        let rest = self.reduced(sum);
        let Some(&(first, value)) = rest.first() else { return };
        let inverse = power(value, PRIME - 2);
        let row: Row = rest.iter().map(|&(at, value)| (at, times(value, inverse))).collect();
        for other in self.0.values_mut() {
            if let Ok(place) = other.binary_search_by_key(&first, |entry| entry.0) {
                *other = minus(other, &row, other[place].1);
            }
        }
        self.0.insert(first, row);
    }

    fn contains(&self, sum: &[usize]) -> bool {
        self.reduced(sum).is_empty()
    }

    /// What is left of a sum when the rows are taken off.
    fn reduced(&self, sum: &[usize]) -> Row {
        let mut left: Row = sum.iter().map(|&at| (at, 1)).collect();
        for row in sum.iter().filter_map(|at| self.0.get(at)) {
            left = minus(&left, row, 1);
        }
        left
    }
}

/// `one − factor · other`, entry by entry.
fn minus(one: &[(usize, u64)], other: &[(usize, u64)], factor: u64) -> Row {
    let (mut result, mut others) = (Vec::with_capacity(one.len()), other.iter().peekable());
    let negative = |value| (PRIME - times(value, factor)) % PRIME;
    for &(at, value) in one {
        while let Some(&(place, value)) = others.next_if(|entry| entry.0 < at) {
            result.push((place, negative(value)));
        }
        let same = others.next_if(|entry| entry.0 == at).map_or(0, |entry| negative(entry.1));
        result.push((at, (value + same) % PRIME));
    }
    result.extend(others.map(|&(place, value)| (place, negative(value))));
    result.retain(|entry| entry.1 != 0);
    result
}

fn times(one: u64, other: u64) -> u64 {
    (u128::from(one) * u128::from(other) % u128::from(PRIME)) as u64
}

fn power(base: u64, mut exponent: u64) -> u64 {
    let (mut base, mut result) = (base, 1);
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        exponent /= 2;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_from_sums_is_found() {
        let span = Span::new([vec![0, 1], vec![1, 2], vec![0, 2]].into_iter());
        assert!([vec![0], vec![1, 2], vec![0, 1, 2]].iter().all(|sum| span.contains(sum)));
        let span = Span::new([vec![0, 1], vec![2, 3], vec![0, 2], vec![1, 3]].into_iter());
        assert!(span.contains(&[0, 1, 2, 3]) && !span.contains(&[0]) && !span.contains(&[0, 3]));
    }

    /// Two by two, of which one cell is small: no other cell is large enough to stay alone.
    #[test]
    fn a_small_cell_takes_its_rows_and_columns_with_it() {
        let cell = |one, other, count| Cell { at: vec![one, other], count, is_unseen: false };
        let cells = vec![cell(0, 0, 3), cell(0, 1, 30), cell(1, 0, 40), cell(1, 1, 50)];
        let cells = Cells { sizes: vec![2, 2], cells };
        let hidden = Hidden::nothing(&cells).extended(&cells);
        assert_eq!(hidden.cells, [true; 4]);
        assert_eq!(hidden.groups, [[false; 2]; 2]);
        assert_eq!(Hidden::of_cells(&cells), [true; 4]);
    }
}
