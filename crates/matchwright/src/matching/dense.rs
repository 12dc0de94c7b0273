//! A number for each pair, kept: what is compared again and again.

use std::ops::Range;

use matchwright_assign::{Cost, CostSource, Error, FORBIDDEN, Monitor, check_memory, threads};

/// A number for each pair that may meet, row by row, in 4 bytes.
pub(super) struct Dense {
    rows: usize,
    columns: usize,
    numbers: Vec<i32>,
}

/// Of a pair that may not meet.
pub(super) const NEVER: i32 = i32::MAX;

impl Dense {
    /// Fills row after row, in parallel; whatever `fill` leaves is a pair that may not meet.
    pub(super) fn new(
        (rows, columns): (usize, usize),
        monitor: &Monitor,
        fill: impl Fn(usize, &mut [i32]) + Sync + Send,
    ) -> Result<Self, Error> {
        check_memory::<i32>(rows, columns)?;
        let mut numbers = vec![NEVER; rows * columns];
        let strips: Vec<(usize, &mut [i32])> =
            numbers.chunks_mut(columns.max(1)).enumerate().collect();
        threads::map::<_, _, Result<(), Error>>(strips, |(row, strip)| {
            monitor.check()?;
            fill(row, strip);
            Ok::<(), Error>(())
        })?;
        Ok(Self { rows, columns, numbers })
    }

    /// The number of a pair.
    pub(super) fn at(&self, row: usize, column: usize) -> i32 {
        self.numbers[row * self.columns + column]
    }

    /// Column by column.
    pub(super) fn turned(&self, monitor: &Monitor) -> Result<Self, Error> {
        Self::new((self.columns, self.rows), monitor, |column, strip| {
            for (row, number) in strip.iter_mut().enumerate() {
                *number = self.at(row, column);
            }
        })
    }
}

impl CostSource for Dense {
    fn rows(&self) -> usize {
        self.rows
    }

    fn columns(&self) -> usize {
        self.columns
    }

    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        let numbers = &self.numbers[row * self.columns..][columns];
        for (out, &number) in out.iter_mut().zip(numbers) {
            *out = if number == NEVER { FORBIDDEN } else { Cost::from(number) };
        }
    }
}
