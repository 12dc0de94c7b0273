//! What single criteria say, for those who weigh them anew.

use super::Scores;

impl Scores {
    /// What counts where each criterion has no opinion; `None` where it leaves the score.
    pub(crate) fn stand_ins(&self) -> impl Iterator<Item = Option<f64>> {
        self.kernel.terms.iter().map(|term| term.missing.map(f64::from))
    }

    /// The values of one criterion for a mentee with every mentor; NaN where it has no opinion. O(mentors).
    pub(crate) fn values_of(&self, criterion: usize, mentee: usize, out: &mut [f32]) {
        match self.kernel.terms.get(criterion) {
            Some(term) => term.values(mentee, 0..out.len(), out),
            None => out.fill(f32::NAN),
        }
    }
}
