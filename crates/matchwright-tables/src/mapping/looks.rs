//! What a text looks like to a mapping: for whoever looks for the columns that one could read.

use super::columns;
use super::moments::is_stamp;
use crate::hours;
use crate::labels::answer_key;

/// Whether a text is a date, with or without a time, as forms and spreadsheets write it.
///
/// ```
/// use matchwright_tables::mapping::is_moment;
///
/// assert!(is_moment("2018/02/07 3:48:34PM EST") && is_moment("10.1.2026 9:05"));
/// assert!(!is_moment("Level 20-29") && !is_moment("2026"));
/// ```
#[must_use]
pub fn is_moment(text: &str) -> bool {
    is_stamp(text)
}

/// Whether a text names a day of the week.
///
/// ```
/// assert!(matchwright_tables::mapping::is_weekday("Monday"));
/// assert!(!matchwright_tables::mapping::is_weekday("month"));
/// ```
#[must_use]
pub fn is_weekday(text: &str) -> bool {
    hours::day(text).is_some()
}

/// Whether a text is a time of the day, or a span of it.
///
/// ```
/// assert!(matchwright_tables::mapping::is_hours("8AM"));
/// assert!(matchwright_tables::mapping::is_hours("14:00-16:30"));
/// ```
#[must_use]
pub fn is_hours(text: &str) -> bool {
    hours::span(text).is_some()
}

/// The rating from 1 to `steps` that a text is read as, where it is one.
///
/// ```
/// use matchwright_tables::mapping::rating;
///
/// assert_eq!(rating("Strongly agree", 5), Some(5.0));
/// assert_eq!(rating("4. A few times", 4), Some(4.0));
/// assert_eq!(rating("Leeds", 5), None);
/// ```
#[must_use]
pub fn rating(text: &str, steps: u8) -> Option<f64> {
    columns::rating(&answer_key(text), steps)
}
