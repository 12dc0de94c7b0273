//! A balance as a table and as text.

use std::fmt;

use matchwright_tables::{Frame, Values, counted};

use super::{Balance, Difference, LARGE, SMALL};

/// Lines of the text; the table has all.
const LISTED: usize = 20;

impl Balance {
    /// A row for each column and label: `column`, `level`, `matched`, `unmatched` (means or shares), `difference`
    /// (standardised), `weighted` (the same after weighting, where there is any), `variance_ratio`, `flag` (`look`
    /// above 0.1, `large` above 0.25, else empty).
    #[must_use]
    pub fn frame(&self) -> Frame {
        frame(&self.rows.iter().collect::<Vec<_>>())
    }

    /// The same in the order of a love plot: the largest difference first (Love 2004).
    #[must_use]
    pub fn love_frame(&self) -> Frame {
        frame(&self.by_size())
    }

    /// The rows, the largest difference first.
    pub(crate) fn by_size(&self) -> Vec<&Difference> {
        let mut rows: Vec<&Difference> = self.rows.iter().collect();
        let size = |row: &Difference| row.difference.map_or(0.0, f64::abs);
        rows.sort_by(|one, other| size(other).total_cmp(&size(one)));
        rows
    }
}

impl Difference {
    /// The column, with its label behind it.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.level {
            Some(level) => format!("{}: {level}", self.column),
            None => self.column.clone(),
        }
    }

    /// How large the difference is, before weighting: `large`, `look`, or nothing.
    #[must_use]
    pub fn flag(&self) -> &'static str {
        match self.difference.map_or(0.0, f64::abs) {
            large if large > LARGE => "large",
            small if small > SMALL => "look",
            _ => "",
        }
    }
}

fn frame(rows: &[&Difference]) -> Frame {
    let number = |number: fn(&Difference) -> Option<f64>| Values::numbers(rows, |row| number(row));
    Frame::new([
        ("column", Values::texts(rows, |row| &row.column)),
        ("level", Values::Optional(rows.iter().map(|row| row.level.clone()).collect())),
        ("matched", number(|row| row.matched)),
        ("unmatched", number(|row| row.unmatched)),
        ("difference", number(|row| row.difference)),
        ("weighted", number(|row| row.weighted)),
        ("variance_ratio", number(|row| row.variance_ratio)),
        ("flag", Values::texts(rows, |row| row.flag())),
    ])
}

impl fmt::Display for Balance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let matched = counted(self.matched, "matched person", "matched people");
        writeln!(f, "{matched} beside {}", counted(self.unmatched, "other", "others"))?;
        writeln!(f, "Standardised differences: above 0.1 worth a look, above 0.25 large.")?;
        let rows = self.by_size();
        for row in rows.iter().take(LISTED) {
            let Some(difference) = row.difference else { continue };
            let weighted = row
                .weighted
                .map_or_else(String::new, |after| format!(", {after:+.3} after weighting"));
            let flag = if row.flag().is_empty() { "" } else { "  " };
            writeln!(f, "- {}: {difference:+.3}{weighted}{flag}{}", row.name(), row.flag())?;
        }
        match rows.len().checked_sub(LISTED) {
            Some(more) if more > 0 => writeln!(f, "… and {more} more"),
            _ => Ok(()),
        }
    }
}
