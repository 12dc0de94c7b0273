//! People with several texts or vectors: the mean of what fits best.

use std::ops::Range;

use super::Evaluator;
use crate::roster::{MAX_SEVERAL, Several};

/// How many of the best count unless the programme says otherwise: one alone may be chance, and what two people
/// have in common is lost in the mean of all. Where texts were scored by experts the mean of three to five agreed
/// with them best.
pub(super) const BEST: usize = 3;

pub(super) fn default() -> usize {
    BEST
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
pub(super) fn is_default(best: &usize) -> bool {
    *best == BEST
}

pub(super) fn check(best: usize) -> Option<(&'static str, String)> {
    let fits = (1..=MAX_SEVERAL).contains(&best);
    (!fits).then(|| ("best", "must be from 1 to 100".to_owned()))
}

/// Pairs of people, from an evaluator that compares what they have several of, one by one.
pub(super) fn of_pairs(
    each: Box<dyn Evaluator>,
    [mentees, mentors]: [Several<()>; 2],
    best: usize,
) -> Box<dyn Evaluator> {
    if [&mentees, &mentors].into_iter().all(Several::all_have_one) {
        each
    } else {
        Box::new(Best { each, mentees, mentors, counted: best })
    }
}

struct Best {
    each: Box<dyn Evaluator>,
    mentees: Several<()>,
    mentors: Several<()>,
    /// How many of the best.
    counted: usize,
}

/// Mentors at a time, so that the values of all that they have stay in the cache.
const AT_ONCE: usize = 128;

impl Evaluator for Best {
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        let (mut values, mut best) = (Vec::new(), Vec::new());
        for (start, out) in mentors.step_by(AT_ONCE).zip(out.chunks_mut(AT_ONCE)) {
            let last = start + out.len() - 1;
            let all = self.mentors.of(start).start..self.mentors.of(last).end;
            let own = self.mentees.of(mentee);
            values.resize(own.len() * all.len(), 0.0);
            for (own, values) in own.zip(values.chunks_exact_mut(all.len())) {
                self.each.values(own, all.clone(), values);
            }
            for (value, mentor) in out.iter_mut().zip(start..) {
                let theirs = self.mentors.of(mentor);
                let theirs = theirs.start - all.start..theirs.end - all.start;
                let rows = values.chunks_exact(all.len());
                best.clear();
                best.extend(rows.flat_map(|row| &row[theirs.clone()]).filter(|v| !v.is_nan()));
                *value = mean_of_best(&mut best, self.counted);
            }
        }
    }
}

/// NaN where there is none.
fn mean_of_best(values: &mut [f32], best: usize) -> f32 {
    values.sort_unstable_by(|one, other| other.total_cmp(one));
    let best = &values[..best.min(values.len())];
    let sum: f64 = best.iter().copied().map(f64::from).sum();
    (sum / best.len() as f64) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_count_or_all_where_there_are_fewer() {
        let mean = |values: &[f32], best| mean_of_best(&mut values.to_vec(), best).to_bits();
        assert_eq!(mean(&[0.25, 1.0, 0.5], 1), 1.0_f32.to_bits());
        assert_eq!(mean(&[0.25, 1.0, 0.5], 2), 0.75_f32.to_bits());
        assert_eq!(mean(&[0.25, 0.75], 3), 0.5_f32.to_bits());
        assert_eq!(mean(&[0.1], 3), 0.1_f32.to_bits(), "one is what it is");
        assert!(mean_of_best(&mut [], 3).is_nan());
    }
}
