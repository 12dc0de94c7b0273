//! When another method takes over from searches that become long.

/// How long searches may become.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::solver) enum Patience {
    /// Until another method is known to be faster.
    Fair,
    /// As long as they have to.
    Endless,
}

impl Patience {
    /// Whether searches are too long: more than half of the rows stayed without a column, and a quarter of their
    /// searches has scanned so many rows that the others, which only become longer, would scan many times as many.
    ///
    /// At 500² and 1,000² of 17 structures the quarter scanned 0.012 to 0.039 times rows × rows with products, sums
    /// and low rank, where an auction then took a quarter to nine tenths of the time that the searches would have
    /// taken, and at most 0.010 with distances, powers and whole numbers, where it took up to nine times as long. One
    /// structure is judged wrongly, the lesser of two numbers: it takes up to three quarters longer.
    pub(super) fn is_over(self, rows: usize, searches: usize, done: usize, scans: u64) -> bool {
        self == Self::Fair
            && 2 * searches > rows
            && done == searches / 4
            && scans > (rows * rows / 100) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::Patience;

    #[test]
    fn patience_ends_after_a_quarter_of_many_searches_that_were_long() {
        let ends = |(searches, done, scans)| Patience::Fair.is_over(100, searches, done, scans);
        assert!(ends((60, 15, 101)));
        for fair in [(60, 15, 100), (60, 14, 101), (60, 16, 101), (50, 12, 101)] {
            assert!(!ends(fair), "{fair:?}");
        }
        assert!(!Patience::Endless.is_over(100, 60, 15, 101));
    }
}
