//! The little of linear algebra that a Newton step over at most 200 columns needs.

/// A symmetric matrix with its lower triangle filled, row by row.
#[derive(Debug, Clone)]
pub(super) struct Symmetric {
    pub(super) width: usize,
    cells: Vec<f64>,
}

impl Symmetric {
    pub(super) fn zeros(width: usize) -> Self {
        Self { width, cells: vec![0.0; width * width] }
    }

    pub(super) fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row.max(column) * self.width + row.min(column)]
    }

    pub(super) fn add_at(&mut self, row: usize, column: usize, number: f64) {
        self.cells[row.max(column) * self.width + row.min(column)] += number;
    }

    /// Adds `factor · x xᵀ`.
    pub(super) fn add_square(&mut self, factor: f64, x: &[f64]) {
        for (row, cells) in self.cells.chunks_exact_mut(self.width).enumerate() {
            let scaled = factor * x[row];
            for (cell, other) in cells[..=row].iter_mut().zip(x) {
                *cell += scaled * other;
            }
        }
    }

    pub(super) fn divide(&mut self, by: f64) {
        self.cells.iter_mut().for_each(|cell| *cell /= by);
    }

    /// The rows and columns with these numbers.
    pub(super) fn part(&self, kept: &[usize]) -> Self {
        let mut part = Self::zeros(kept.len());
        for (row, &from) in kept.iter().enumerate() {
            for (column, &other) in kept[..=row].iter().enumerate() {
                part.add_at(row, column, self.at(from, other));
            }
        }
        part
    }

    /// The lower triangle L with L Lᵀ, row by row (Cholesky). What is not positive is taken as a tiny number, so that
    /// a column that nothing is known of moves nothing.
    pub(super) fn factor(mut self) -> Factor {
        let width = self.width;
        let tiny = 1e-12 * (0..width).map(|at| self.at(at, at)).fold(1e-300, f64::max);
        for row in 0..width {
            for column in 0..=row {
                let (above, own) = (column * width, row * width);
                let done: f64 =
                    (0..column).map(|at| self.cells[own + at] * self.cells[above + at]).sum();
                let left = self.cells[own + column] - done;
                self.cells[own + column] = if row == column {
                    left.max(tiny).sqrt()
                } else {
                    left / self.cells[above + column]
                };
            }
        }
        Factor(self)
    }
}

/// A factored matrix, by which equations are solved.
pub(super) struct Factor(Symmetric);

impl Factor {
    /// The solution of `L y = x`: its squares sum to `xᵀ A⁻¹ x`.
    pub(super) fn half(&self, x: &[f64], out: &mut Vec<f64>) {
        let Self(Symmetric { width, cells }) = self;
        out.clear();
        for row in 0..*width {
            let own = &cells[row * width..];
            let done: f64 = own.iter().zip(&*out).map(|(cell, known)| cell * known).sum();
            out.push((x[row] - done) / own[row]);
        }
    }

    /// The solution of `Lᵀ y = x`.
    pub(super) fn other_half(&self, mut x: Vec<f64>) -> Vec<f64> {
        let Self(Symmetric { width, cells }) = self;
        for row in (0..*width).rev() {
            let done: f64 =
                (row + 1..*width).map(|below| cells[below * width + row] * x[below]).sum();
            x[row] = (x[row] - done) / cells[row * width + row];
        }
        x
    }

    /// The solution of `A y = x`.
    pub(super) fn solve(&self, x: &[f64]) -> Vec<f64> {
        let mut half = Vec::with_capacity(x.len());
        self.half(x, &mut half);
        self.other_half(half)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations_are_solved() {
        let mut matrix = Symmetric::zeros(3);
        for (factor, x) in [(2.0, [1.0, 2.0, 0.0]), (1.0, [0.0, 1.0, 3.0]), (0.5, [1.0, 0.0, 1.0])]
        {
            matrix.add_square(factor, &x);
        }
        let known = [3.0, -1.0, 0.5];
        let product = |row| (0..3).map(|column| matrix.at(row, column) * known[column]).sum();
        let right: Vec<f64> = (0..3).map(product).collect();
        let solved = matrix.clone().factor().solve(&right);
        assert!(
            solved.iter().zip(known).all(|(one, other)| (one - other).abs() < 1e-12),
            "{solved:?}"
        );
        assert_eq!(matrix.part(&[2, 0]).at(0, 1).to_bits(), matrix.at(2, 0).to_bits());
    }

    #[test]
    fn a_column_of_which_nothing_is_known_moves_nothing() {
        let mut matrix = Symmetric::zeros(2);
        matrix.add_square(1.0, &[1.0, 0.0]);
        let solved = matrix.factor().solve(&[2.0, 0.0]);
        assert_eq!(solved, [2.0, 0.0]);
    }
}
