//! The scores of everybody with everybody, small enough to be drawn.

use matchwright_assign::{Monitor, threads};
use matchwright_tables::{Frame, Values};

use crate::error::Error;
use crate::outcome::Outcome;
use crate::roster::Side;
use crate::scores::{GRID, Scores};

/// Cells along one side: more are smaller than the pixels of a page.
const MOST: usize = 200;

/// Mentees × mentors, in at most 200 groups of each. One pass over all pairs of people.
pub(in crate::report) struct Heatmap {
    pub(in crate::report) rows: usize,
    pub(in crate::report) columns: usize,
    /// Row by row.
    pub(in crate::report) cells: Vec<Cell>,
    /// The highest points that any allowed mentor has with each mentee, in the order of the ids.
    pub(in crate::report) best: Vec<Option<i32>>,
    /// The mentees in the order of the rows.
    order: Vec<usize>,
}

/// A mentee with a mentor, or a group with a group.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::report) struct Cell {
    points: i64,
    /// Pairs of people who may meet.
    pub(in crate::report) allowed: u32,
    /// Pairs that were made.
    pub(in crate::report) pairs: u32,
}

impl Cell {
    fn add(&mut self, points: i32) {
        self.points += i64::from(points);
        self.allowed += 1;
    }

    /// The mean score of those who may meet.
    pub(in crate::report) fn mean(self) -> Option<f64> {
        let points = self.points as f64 / f64::from(GRID);
        (self.allowed > 0).then(|| points / f64::from(self.allowed))
    }
}

impl Heatmap {
    pub(super) fn new(outcome: &Outcome, monitor: &Monitor) -> Result<Self, Error> {
        let scores = outcome.scores();
        let order = order(outcome);
        let (rows, columns) = (order.len().min(MOST), scores.mentors().min(MOST));
        let read = |row| Row::read(scores, &order[range(row, rows, order.len())], columns, monitor);
        let read: Result<Vec<Row>, Error> = threads::map(0..rows, read);
        let mut map = Self { rows, columns, cells: vec![], best: vec![None; order.len()], order };
        let places = map.order.iter();
        let read = read?;
        for (&mentee, best) in places.zip(read.iter().flat_map(|row| &row.best)) {
            map.best[mentee] = *best;
        }
        map.cells = read.into_iter().flat_map(|row| row.cells).collect();
        map.mark(outcome);
        Ok(map)
    }

    /// Counts the pairs that were made.
    fn mark(&mut self, outcome: &Outcome) {
        let roster = outcome.roster();
        let mut place = vec![0; self.order.len()];
        self.order.iter().enumerate().for_each(|(at, &mentee)| place[mentee] = at);
        for pair in outcome.pairs() {
            let mentee = roster.mentees().position(pair.mentee());
            let mentor = roster.mentors().position(pair.mentor());
            let (Ok(mentee), Ok(mentor)) = (mentee, mentor) else { continue };
            let row = group(place[mentee], self.rows, self.order.len());
            let column = group(mentor, self.columns, roster.mentors().len());
            self.cells[row * self.columns + column].pairs += 1;
        }
    }

    /// Whether each cell is one pair of people.
    pub(in crate::report) fn is_whole(&self, outcome: &Outcome) -> bool {
        (self.rows, self.columns) == (outcome.scores().mentees(), outcome.scores().mentors())
    }

    /// As [`Plot::frame`](super::Plot::frame) has it.
    pub(super) fn frame(&self, outcome: &Outcome) -> Frame {
        let roster = outcome.roster();
        let names = |side, places: Vec<usize>, groups| {
            let ids = roster.side(side).ids();
            let name = |group| label(&places[range(group, groups, places.len())], ids);
            (0..groups).map(name).collect::<Vec<String>>()
        };
        let mentees = names(Side::Mentee, self.order.clone(), self.rows);
        let mentors = names(Side::Mentor, (0..roster.mentors().len()).collect(), self.columns);
        let of_row = |at: usize| mentees[at / self.columns].clone();
        let of_column = |at: usize| mentors[at % self.columns].clone();
        let cells = &self.cells;
        Frame::new([
            ("mentees", Values::Texts((0..cells.len()).map(of_row).collect())),
            ("mentors", Values::Texts((0..cells.len()).map(of_column).collect())),
            ("mean_score", Values::numbers(cells, |cell| cell.mean())),
            ("allowed", Values::whole(cells, |cell| cell.allowed)),
            ("pairs", Values::whole(cells, |cell| cell.pairs)),
        ])
    }
}

/// What one row of cells is made of.
struct Row {
    cells: Vec<Cell>,
    best: Vec<Option<i32>>,
}

impl Row {
    fn read(
        scores: &Scores,
        mentees: &[usize],
        columns: usize,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let mentors = scores.mentors();
        let column: Vec<usize> = (0..mentors).map(|at| group(at, columns, mentors)).collect();
        let mut cells = vec![Cell::default(); columns];
        let mut best = Vec::with_capacity(mentees.len());
        for &mentee in mentees {
            monitor.check()?;
            let mut highest = scores.floor() - 1;
            scores.visit(mentee, |first, points| {
                for (&points, &column) in points.iter().zip(&column[first..]) {
                    if points >= scores.floor() {
                        cells[column].add(points);
                        highest = highest.max(points);
                    }
                }
            });
            best.push((highest >= scores.floor()).then_some(highest));
        }
        Ok(Self { cells, best })
    }
}

/// The mentees in the order of their mentors; those without one at the end.
fn order(outcome: &Outcome) -> Vec<usize> {
    let roster = outcome.roster();
    let mut mentor = vec![usize::MAX; roster.mentees().len()];
    for pair in outcome.pairs().iter().rev() {
        let mentee = roster.mentees().position(pair.mentee());
        if let (Ok(mentee), Ok(of)) = (mentee, roster.mentors().position(pair.mentor())) {
            mentor[mentee] = of;
        }
    }
    let mut order: Vec<usize> = (0..mentor.len()).collect();
    order.sort_by_key(|&mentee| mentor[mentee]);
    order
}

/// The group of a place, where so many places are divided into so many groups.
fn group(place: usize, groups: usize, places: usize) -> usize {
    place * groups / places.max(1)
}

/// The places of a group.
fn range(at: usize, groups: usize, places: usize) -> std::ops::Range<usize> {
    let start = |at: usize| (at * places).div_ceil(groups.max(1));
    start(at)..start(at + 1)
}

/// `e1`, or `e1 – e25`.
fn label(places: &[usize], ids: &[String]) -> String {
    match places {
        [] => String::new(),
        [one] => ids[*one].clone(),
        [first, .., last] => format!("{} – {}", ids[*first], ids[*last]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_in_the_group_whose_range_holds_it() {
        for places in 1..50 {
            for groups in 1..=places {
                for place in 0..places {
                    let own = group(place, groups, places);
                    assert!(own < groups && range(own, groups, places).contains(&place));
                }
                assert_eq!(range(groups - 1, groups, places).end, places);
            }
        }
    }
}
