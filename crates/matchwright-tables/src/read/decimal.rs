//! Decimal commas: `3,5` where the separator is not the comma.
//!
//! A column is read so where at least half of its answers are numbers, all of them in one way of
//! writing. `1,234` may be a thousand and more: a column with nothing but such is left as written.

use crate::reading::Reading;
use crate::table::{Cell, Table};

/// Digits of a group where thousands are set apart.
const GROUP: usize = 3;

/// Turns decimal commas into points, column by column. `is_said` where the caller named the comma.
pub(super) fn commas(table: &mut Table, reading: &mut Reading, is_said: bool) {
    for (name, cells) in table.columns_mut() {
        match look(cells, is_said) {
            Look::Commas => {
                cells.iter_mut().for_each(point);
                reading.decimal_comma.push(name.clone());
            }
            Look::Unclear => reading.note(format!(
                "the commas of column {name:?} may part decimals or thousands, so they stay; the option decimal says which"
            )),
            Look::Other => {}
        }
    }
}

enum Look {
    Commas,
    /// All commas stand before exactly three digits.
    Unclear,
    Other,
}

/// Numbers with a comma, others, and answers without a digit.
fn look(cells: &[Cell], is_said: bool) -> Look {
    let (mut numbers, mut texts, mut commas, mut clear) = (0_usize, 0_usize, false, is_said);
    for cell in cells {
        let Cell::Text(text) = cell else { continue };
        let text = text.trim();
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            texts += 1;
            continue;
        }
        let Some((whole, decimals)) = parts(text, is_said) else { return Look::Other };
        numbers += 1;
        commas |= decimals.is_some() || whole.contains('.');
        clear |= decimals.is_some_and(|decimals| !may_be_thousands(whole, decimals));
    }
    match (commas && numbers >= texts, clear) {
        (false, _) => Look::Other,
        (true, true) => Look::Commas,
        (true, false) => Look::Unclear,
    }
}

/// The digits before and behind the comma; `None` for what is no such number. Points between groups of
/// thousands are taken only where the caller named the comma.
fn parts(text: &str, is_said: bool) -> Option<(&str, Option<&str>)> {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, decimals) = text.split_once(',').map_or((text, None), |(w, d)| (w, Some(d)));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or_default();
    let grouped = groups.clone().all(|group| is_digits(group) && group.len() == GROUP);
    let is_whole =
        is_digits(first) && (groups.next().is_none() || is_said && grouped && first.len() <= GROUP);
    (is_whole && decimals.is_none_or(is_digits)).then_some((whole, decimals))
}

fn may_be_thousands(whole: &str, decimals: &str) -> bool {
    decimals.len() == GROUP && whole.len() <= GROUP && !whole.starts_with('0')
}

fn point(cell: &mut Cell) {
    let Cell::Text(text) = cell else { return };
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        *text = text.replace('.', "").replace(',', ".");
    }
}
