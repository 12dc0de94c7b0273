//! Straight lines through what was seen (least squares).

/// A straight line in some features.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The constant, then a slope for each feature.
    coefficients: Vec<f64>,
}

/// A small weight on the size of the slopes, against features that say the same (Hoerl and Kennard 1970).
const RIDGE: f64 = 1e-6;

impl Line {
    /// Through answers, each with its features and its weight. `None` where they are no more than the numbers of
    /// the line. O(answers · features²).
    pub(super) fn fitted<'a>(seen: impl Iterator<Item = (&'a [f64], f64, f64)>) -> Option<Self> {
        let (mut matrix, mut right) = (Vec::new(), Vec::new());
        let mut count = 0;
        for (features, weight, answer) in seen {
            let row: Vec<f64> = [1.0].into_iter().chain(features.iter().copied()).collect();
            matrix.resize_with(row.len(), || vec![0.0; row.len()]);
            right.resize(row.len(), 0.0);
            for (at, x) in row.iter().enumerate() {
                right[at] += weight * x * answer;
                for (sum, other) in matrix[at].iter_mut().zip(&row) {
                    *sum += weight * x * other;
                }
            }
            count += 1;
        }
        for (at, row) in matrix.iter_mut().enumerate().skip(1) {
            row[at] += RIDGE * (row[at] + f64::EPSILON);
        }
        let coefficients = (count > right.len()).then(|| solved(matrix, right)).flatten()?;
        Some(Self { coefficients })
    }

    /// What it says of features.
    pub(super) fn says(&self, features: &[f64]) -> f64 {
        let slopes = self.coefficients.iter().skip(1);
        let along: f64 = slopes.zip(features).map(|(slope, feature)| slope * feature).sum();
        self.coefficients.first().copied().unwrap_or_default() + along
    }

    /// How many numbers it has.
    pub(super) fn len(&self) -> usize {
        self.coefficients.len()
    }
}

/// Solves a system of equations whose matrix is symmetric and positive definite (Cholesky). `None` where it is not.
///
/// A handful of equations do not weigh up a library for linear algebra among what everybody has to build.
pub(super) fn solved(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let size = right.len();
    for row in 0..size {
        for column in 0..=row {
            let known: f64 = (0..column).map(|at| matrix[row][at] * matrix[column][at]).sum();
            let rest = matrix[row][column] - known;
            matrix[row][column] = if row == column {
                Some(rest.sqrt()).filter(|root| root.is_finite() && *root > 0.0)?
            } else {
                rest / matrix[column][column]
            };
        }
        let known: f64 = (0..row).map(|at| matrix[row][at] * right[at]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|at| matrix[at][row] * right[at]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    Some(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations_are_solved() {
        let matrix = vec![vec![4.0, 2.0], vec![2.0, 3.0]];
        let found = solved(matrix, vec![10.0, 9.0]).unwrap_or_default();
        assert!((found[0] - 1.5).abs() < 1e-12 && (found[1] - 2.0).abs() < 1e-12, "{found:?}");
        assert_eq!(solved(vec![vec![1.0, 1.0], vec![1.0, 1.0]], vec![1.0, 1.0]), None);
    }

    #[test]
    fn a_line_goes_through_what_lies_on_it() {
        let seen = [[0.0], [1.0], [2.0]].map(|x| (x, 1.0, 3.0 + 2.0 * x[0]));
        let line = Line::fitted(seen.iter().map(|(x, weight, y)| (&x[..], *weight, *y)));
        assert!(line.is_some_and(|line| (line.says(&[5.0]) - 13.0).abs() < 1e-4));
    }
}
