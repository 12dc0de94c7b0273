//! Vectors for labels, from a model of the caller's.

use std::collections::HashMap;

use crate::error::Error;
use crate::finding::{Finding, Findings};
use crate::labels::label_key;

/// The positions of two labels that are related, the first the smaller, and their cosine.
pub type Near = (usize, usize, f32);

/// Which labels are related to the one at a position, of those behind it.
pub type Task<'t> = dyn Fn(usize) -> Vec<Near> + Sync + 't;

/// Vectors of length 1, by the key of their label.
#[derive(Debug, Clone, Default)]
pub(super) struct Vectors {
    by_key: HashMap<String, Vec<f32>>,
    /// The cosine from which two labels are related.
    threshold: f32,
}

impl Vectors {
    pub(super) fn new<L: Into<String>>(
        vectors: impl IntoIterator<Item = (L, Vec<f32>)>,
        threshold: f64,
    ) -> Result<Self, Error> {
        let mut findings = Findings::default();
        let mut refuse = |column: &str, row: Option<usize>, message: &str| {
            let finding = Finding::new(message).table("vocabulary").column(column);
            findings.push(row.into_iter().fold(finding, |finding, row| finding.row(row + 1)));
        };
        if !(threshold > 0.0 && threshold <= 1.0) {
            refuse("threshold", None, "must be a number above 0, up to 1");
        }
        let mut by_key = HashMap::new();
        let mut dimensions = None;
        for (row, (label, vector)) in vectors.into_iter().enumerate() {
            if vector.len() != *dimensions.get_or_insert(vector.len()) {
                refuse("vectors", Some(row), "must be as long as the first vector");
            }
            match of_length_one(&vector) {
                Some(vector) => {
                    by_key.insert(label_key(&label.into()), vector);
                }
                None => refuse("vectors", Some(row), "must be finite numbers, not all of them 0"),
            }
        }
        Ok(findings.into_result(Self { by_key, threshold: threshold as f32 })?)
    }

    /// Every two of the given keys that are related, as their positions in them.
    pub(super) fn related(
        &self,
        keys: &[String],
        share: impl Fn(usize, &Task<'_>) -> Vec<Vec<Near>>,
    ) -> Vec<Near> {
        let known: Vec<(usize, &Vec<f32>)> = keys
            .iter()
            .enumerate()
            .filter_map(|(position, key)| Some((position, self.by_key.get(key)?)))
            .collect();
        let of = |nth: usize| {
            let (left, vector) = known[nth];
            let others = known[nth + 1..].iter();
            let cosines = others.map(|&(right, other)| (left, right, dot(vector, other)));
            cosines.filter(|&(.., cosine)| cosine >= self.threshold).collect()
        };
        share(known.len(), &of).into_iter().flatten().collect()
    }
}

/// The vector at length 1; `None` where it has no direction.
fn of_length_one(vector: &[f32]) -> Option<Vec<f32>> {
    let length = vector.iter().map(|&x| f64::from(x) * f64::from(x)).sum::<f64>().sqrt();
    let usable = length.is_finite() && length > 0.0;
    usable.then(|| vector.iter().map(|&x| (f64::from(x) / length) as f32).collect())
}

/// Sums of eight at a time, in an order that does not depend on the machine; at most 1, so that no
/// value of a criterion exceeds it.
fn dot(left: &[f32], right: &[f32]) -> f32 {
    const LANES: usize = 8;
    let mut sums = [0.0_f32; LANES];
    for (left, right) in left.chunks(LANES).zip(right.chunks(LANES)) {
        for ((sum, left), right) in sums.iter_mut().zip(left).zip(right) {
            *sum += left * right;
        }
    }
    sums.iter().sum::<f32>().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cosine_decides() -> Result<(), Error> {
        let vectors = [("a", vec![2.0, 0.0]), ("b", vec![0.3, 0.4]), ("c", vec![0.0, 9.0])];
        let vectors = Vectors::new(vectors, 0.7)?;
        let keys = ["c", "x", "a", "b"].map(str::to_owned);
        let related = vectors.related(&keys, |count, task| (0..count).map(task).collect());
        assert_eq!(related, [(0, 3, 0.8)]);
        Ok(())
    }

    #[test]
    fn vectors_without_direction_or_of_other_length_are_refused() {
        for (vectors, threshold) in [
            (vec![("a", vec![0.0, 0.0])], 0.7),
            (vec![("a", vec![f32::NAN, 0.0])], 0.7),
            (vec![("a", vec![1.0]), ("b", vec![1.0, 0.0])], 0.7),
            (vec![("a", vec![1.0])], 0.0),
            (vec![("a", vec![1.0])], f64::NAN),
        ] {
            assert!(Vectors::new(vectors.clone(), threshold).is_err(), "{vectors:?} {threshold}");
        }
    }
}
