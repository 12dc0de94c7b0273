//! Means with 95 % intervals, of people who come in clusters.

use serde::Serialize;

use crate::student::student;

/// A number that was estimated. The interval is of 95 %; it is missing where there is too little to say how far
/// the truth may be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub std_error: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
}

/// Fewer clusters than these say too little about how much they differ.
const FEWEST: usize = 5;

impl Estimate {
    /// Without an interval.
    pub(super) fn bare(value: f64) -> Self {
        Self { value, std_error: None, low: None, high: None }
    }

    /// With the interval of Student's distribution.
    pub(super) fn with_error(value: f64, std_error: f64, freedom: f64) -> Self {
        let half = student(freedom) * std_error;
        Self {
            value,
            std_error: Some(std_error),
            low: Some(value - half),
            high: Some(value + half),
        }
    }

    /// With the interval that clusters give. `sums` holds for each cluster the sum of what its members deviate,
    /// each over the number of all members (Liang and Zeger 1986; the correction for few clusters as in `MacKinnon`
    /// and White 1985).
    pub(super) fn of_clusters(value: f64, sums: &[f64]) -> Self {
        let clusters = sums.len() as f64;
        if sums.len() < FEWEST {
            return Self::bare(value);
        }
        let squares: f64 = sums.iter().map(|sum| sum * sum).sum();
        let error = (squares * clusters / (clusters - 1.0)).sqrt();
        Self::with_error(value, error, clusters - 1.0)
    }

    /// The mean of independent numbers; nothing where there is none.
    pub(super) fn mean(numbers: &[f64]) -> Option<Self> {
        let count = numbers.len() as f64;
        let mean = mean(numbers)?;
        let sums: Vec<f64> = numbers.iter().map(|number| (number - mean) / count).collect();
        Some(Self::of_clusters(mean, &sums))
    }
}

/// The mean; nothing of nothing.
pub(super) fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}

/// The variance of a sample; 0 of fewer than two.
pub(super) fn variance(numbers: &[f64]) -> f64 {
    let Some(mean) = mean(numbers) else { return 0.0 };
    let squares: f64 = numbers.iter().map(|number| (number - mean).powi(2)).sum();
    squares / (numbers.len() as f64 - 1.0).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_clusters_have_no_interval() {
        assert_eq!(Estimate::mean(&[1.0, 2.0]).map(|mean| mean.low), Some(None));
        let mean = Estimate::mean(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        assert!(mean.is_some_and(|mean| (mean.value - 3.0).abs() < 1e-12 && mean.low.is_some()));
    }
}
