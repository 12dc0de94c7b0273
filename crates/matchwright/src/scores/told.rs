//! Pairs that people were told: what it is worth to keep them, beside how well they fit.
//!
//! Only the solver sees it: what a pair costs is less where it was told. Scores stay what they are.

use std::ops::Range;

use matchwright_assign::{Cost, FORBIDDEN};

/// What counts beside the points when a plan is sought.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told {
    /// Pairs that are decided, by mentee.
    pub(crate) decided: Vec<(usize, usize)>,
    /// The other told pairs that can be kept, by mentee.
    pub(crate) open: Vec<(usize, usize)>,
    /// Points that keeping an open pair is worth.
    pub(crate) price: i64,
    /// Whether keeping open pairs comes before whatever the programme wants, as a level of its own.
    pub(crate) is_first: bool,
    /// Points that any pair is worth; 0 where the objective counts pairs by itself.
    pub(crate) every: i64,
    /// Mentors, in ascending order, whose seats are for their open pairs alone.
    pub(crate) reserved: Vec<usize>,
}

impl Told {
    /// The pairs that are kept before anything else, by mentee.
    pub(crate) fn first(&self) -> &[(usize, usize)] {
        if self.is_first { &self.open } else { &[] }
    }

    /// Whether keeping the pair is worth something.
    pub(crate) fn is_open(&self, pair: (usize, usize)) -> bool {
        self.open.binary_search(&pair).is_ok()
    }

    /// Changes the costs of a mentee with mentors from `first` on.
    pub(super) fn change(&self, mentee: usize, first: usize, costs: &mut [Cost]) {
        let allowed = |cost: &&mut Cost| **cost != FORBIDDEN;
        if self.every != 0 {
            costs.iter_mut().filter(allowed).for_each(|cost| *cost -= self.every);
        }
        let mentors = first..first + costs.len();
        for &mentor in &self.reserved[within(&self.reserved, &mentors, |&mentor| mentor)] {
            if !self.is_open((mentee, mentor)) {
                costs[mentor - first] = FORBIDDEN;
            }
        }
        // Whoever may meet several people meets nobody of them twice.
        close(&self.decided, mentee, first, costs);
        let pairs = (mentee, mentors.start)..(mentee, mentors.end);
        for &(_, mentor) in &self.open[within(&self.open, &pairs, |&pair| pair)] {
            Some(&mut costs[mentor - first]).filter(allowed).into_iter().for_each(|cost| {
                *cost -= self.price;
            });
        }
    }
}

/// Forbids the listed pairs, by mentee, among a mentee's pairs with mentors from `first` on.
pub(super) fn close(pairs: &[(usize, usize)], mentee: usize, first: usize, costs: &mut [Cost]) {
    let range = (mentee, first)..(mentee, first + costs.len());
    for &(_, mentor) in &pairs[within(pairs, &range, |&pair| pair)] {
        costs[mentor - first] = FORBIDDEN;
    }
}

/// The places in a sorted list whose keys lie in a range.
fn within<T, K: Ord>(list: &[T], keys: &Range<K>, key: impl Fn(&T) -> K) -> Range<usize> {
    let before = |end: &K| list.partition_point(|entry| key(entry) < *end);
    before(&keys.start)..before(&keys.end)
}
