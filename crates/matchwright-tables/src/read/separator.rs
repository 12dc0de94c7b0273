//! What stands between two cells of a text file.
//!
//! A separator fits where the first records have equally many cells, at least two, and no quote is out
//! of place. Where one fits, it is the one. Where several do, one with at least twice the cells of the
//! others is; otherwise nobody can know, and the file is refused with both.

use super::quotes::Records;

/// Those that are found, in the order in which ties are broken.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Records that are looked at.
const LOOKED_AT: usize = 200;

/// So many times the cells of every other reading make one clear.
const CLEAR: usize = 2;

/// The separator that a first line `sep=;` names, and the text below it. Excel writes and hides it.
pub(super) fn named(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end_matches('\r').trim_matches('"');
    let (key, separator) = first.split_at_checked(4)?;
    let is_one = key.eq_ignore_ascii_case("sep=") && separator.len() == 1;
    let &separator = separator.as_bytes().first()?;
    (is_one && separator != b'"').then_some((separator, rest))
}

/// The separator of a text; `prefer` wins among several that fit.
///
/// # Errors
/// Where several fit, a message that names them.
pub(super) fn found(text: &str, prefer: Option<u8>) -> Result<u8, String> {
    let looked: Vec<(u8, Look)> =
        SEPARATORS.map(|separator| (separator, look(text, separator))).into();
    let mut fitting: Vec<&(u8, Look)> = looked.iter().filter(|(_, look)| look.fits).collect();
    fitting.sort_by_key(|(_, look)| std::cmp::Reverse(look.cells));
    let preferred = fitting.iter().find(|(separator, _)| Some(*separator) == prefer);
    match (preferred, fitting.as_slice()) {
        (Some((separator, _)), _) | (None, [(separator, _)]) => Ok(*separator),
        (None, [(first, most), (second, next), ..]) => {
            if most.cells >= CLEAR * next.cells {
                Ok(*first)
            } else {
                Err(unclear(*first, *second))
            }
        }
        // Rows of unequal length are refused later, with the line; this is what they are measured by.
        (None, []) => {
            let most = looked.iter().rev().max_by_key(|(_, look)| look.cells);
            Ok(most.map_or(b',', |(separator, _)| *separator))
        }
    }
}

fn unclear(first: u8, second: u8) -> String {
    let [first, second] = [first, second].map(sign);
    format!(
        "the cells may be separated by {first} or by {second}: the option separator says by which"
    )
}

/// A separator in words that can be read.
pub(super) fn sign(separator: u8) -> String {
    match separator {
        b'\t' => "tab".to_owned(),
        other => char::from(other).to_string(),
    }
}

struct Look {
    /// Cells of the first record.
    cells: usize,
    fits: bool,
}

fn look(text: &str, separator: u8) -> Look {
    let records = Records::new(text, separator)
        .filter(|record| record.as_ref().map_or(true, |record| !record.is_blank));
    let mut cells = None;
    let mut fits = true;
    for record in records.take(LOOKED_AT) {
        let Ok(record) = record else {
            // A quote out of place: the first line says how many cells there were meant to be.
            let first = text.lines().next().unwrap_or_default();
            cells.get_or_insert(first.split(char::from(separator)).count());
            fits = false;
            break;
        };
        fits &= *cells.get_or_insert(record.cells) == record.cells;
    }
    let cells = cells.unwrap_or(0);
    Look { cells, fits: fits && cells > 1 }
}
