//! Everything a search reads, read once: costs as dense tables, sizes, groups that are mixed.

use crate::basics::memory::{filled, zeros};
use crate::basics::{Cost, Error, FORBIDDEN, Monitor, Stage};
use crate::circles::Circles;
use crate::costs::CostSource;

/// The problem in memory: 8 · rows · (rows + columns) bytes, or 8 · rows · columns where nothing is between members.
pub(super) struct Tables {
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// The largest cost.
    pub(super) limit: Cost,
    /// By row.
    fit: Vec<Cost>,
    /// What two cost together who may not be in one circle: more than twice as much, in absolute value, as anybody
    /// costs with a whole circle, so that a sum shows it.
    pub(super) apart: Cost,
    /// By row, where anything is between members; nobody costs anything with themselves.
    together: Option<Vec<Cost>>,
    /// The row of a member beside whom nobody costs anything.
    nothing: Vec<Cost>,
    /// The fewest and the most members of each column that anybody may fill; the others have no seat.
    pub(super) sizes: Vec<(u32, u32)>,
    /// The most members of each group in one circle, where costs do not say it.
    pub(super) most: Vec<u32>,
    /// The groups of each member.
    pub(super) groups: Vec<Vec<u32>>,
}

impl Tables {
    /// # Errors
    /// [`Error::CostTooLarge`], [`Error::Asymmetric`], [`Error::OutOfMemory`], [`Error::Cancelled`].
    pub(super) fn read(circles: &Circles<'_>, monitor: &Monitor) -> Result<Self, Error> {
        let (rows, columns) = (circles.fit.rows(), circles.fit.columns());
        monitor.begin(Stage::Prepare, 2 * rows);
        let limit = circles.limit();
        let fit = dense(circles.fit, limit, false, monitor)?;
        let together = match circles.together {
            Some(costs) => {
                let mut costs = symmetric(dense(costs, limit, true, monitor)?, rows, monitor)?;
                let forbidden = costs.iter_mut().filter(|cost| **cost == FORBIDDEN);
                forbidden.for_each(|cost| *cost = circles.apart());
                Some(costs)
            }
            None => None,
        };
        let sizes = (0..columns).map(|column| circles.size(column)).collect();
        let (most, groups) = (Vec::new(), filled(Vec::new(), rows)?);
        let nothing = zeros(1, rows)?;
        let mut tables = Self {
            rows,
            columns,
            limit,
            apart: circles.apart(),
            fit,
            together,
            nothing,
            sizes,
            most,
            groups,
        };
        circles.mix.iter().for_each(|mix| tables.keep_mixed(&mix.members, mix.max));
        tables.close_columns();
        Ok(tables)
    }

    /// Of a group that may have nobody anywhere nobody fits; of one that may have one in a circle no two do.
    fn keep_mixed(&mut self, members: &[u32], max: u32) {
        let (rows, columns) = (self.rows, self.columns);
        match (max, &mut self.together) {
            (0, _) => members.iter().for_each(|&member| {
                let row = member as usize * columns;
                self.fit[row..row + columns].fill(FORBIDDEN);
            }),
            (1, Some(together)) => members.iter().for_each(|&one| {
                for &other in members.iter().filter(|&&other| other != one) {
                    together[one as usize * rows + other as usize] = self.apart;
                }
            }),
            _ if members.len() > max as usize => {
                let group = self.most.len() as u32;
                self.most.push(max);
                for &member in members {
                    self.groups[member as usize].push(group);
                }
            }
            _ => (),
        }
    }

    /// Takes the seats of columns that too few may fill.
    fn close_columns(&mut self) {
        for column in 0..self.columns {
            let able = (0..self.rows).filter(|&row| self.fit(row, column) != FORBIDDEN).count();
            let (min, max) = &mut self.sizes[column];
            *max = (*max).min(able as u32);
            if min > max {
                *max = 0;
            }
        }
    }

    pub(super) fn fit(&self, row: usize, column: usize) -> Cost {
        self.fit[row * self.columns + column]
    }

    /// Whether anything is between members.
    pub(super) fn is_between(&self) -> bool {
        self.together.is_some()
    }

    /// Whether a column can run.
    pub(super) fn is_open(&self, column: usize) -> bool {
        self.sizes[column].1 > 0
    }

    /// What a member costs together with each of all; `apart` where they may not be in one circle.
    pub(super) fn together(&self, row: usize) -> &[Cost] {
        match &self.together {
            Some(costs) => &costs[row * self.rows..(row + 1) * self.rows],
            None => &self.nothing,
        }
    }

    /// Whether a circle may have so many members.
    pub(super) fn may_have(&self, column: usize, members: usize) -> bool {
        let (min, max) = self.sizes[column];
        members == 0 || (min as usize..=max as usize).contains(&members)
    }

    /// Whether somebody may join a circle, as far as groups go.
    pub(super) fn mixes(&self, member: u32, others: &(impl Iterator<Item = u32> + Clone)) -> bool {
        self.groups[member as usize].iter().all(|group| {
            let is_in = |other: &u32| self.groups[*other as usize].contains(group);
            others.clone().filter(is_in).count() < self.most[*group as usize] as usize
        })
    }
}

/// What pairs that cost so much together add to a circle of so many.
pub(super) fn mean(pairs: Cost, size: usize) -> Cost {
    if size < 2 { 0 } else { (2 * pairs).div_euclid(size as Cost - 1) }
}

fn dense(
    source: &dyn CostSource,
    limit: Cost,
    is_between: bool,
    monitor: &Monitor,
) -> Result<Vec<Cost>, Error> {
    let (rows, columns) = (source.rows(), source.columns());
    let mut costs = zeros(rows, columns)?;
    for (row, out) in costs.chunks_exact_mut(columns.max(1)).enumerate() {
        monitor.check()?;
        source.block(row, 0..columns, out);
        if is_between {
            out[row] = 0;
        }
        let fits = |cost: &Cost| *cost == FORBIDDEN || (-limit..=limit).contains(cost);
        if let Some(column) = out.iter().position(|cost| !fits(cost)) {
            return Err(Error::CostTooLarge { row, column, limit });
        }
        monitor.advance(1);
    }
    Ok(costs)
}

fn symmetric(costs: Vec<Cost>, rows: usize, monitor: &Monitor) -> Result<Vec<Cost>, Error> {
    for row in 0..rows {
        monitor.check()?;
        let differs = |&column: &usize| costs[row * rows + column] != costs[column * rows + row];
        if let Some(column) = (0..row).find(differs) {
            return Err(Error::Asymmetric { row, column });
        }
    }
    Ok(costs)
}
