//! A level in words behind a label.

/// The ways in which a label can be parted from a level behind it: "Python: high", "Python (high)",
/// "Python - high". Whether the words are a level, the caller knows.
///
/// ```
/// use matchwright_tables::labels::with_level;
///
/// assert_eq!(with_level("Python (high)").next(), Some(("Python", "high")));
/// assert_eq!(with_level("C: ANSI - low").collect::<Vec<_>>(), [("C", "ANSI - low"), ("C: ANSI", "low")]);
/// assert_eq!(with_level("Python").next(), None);
/// ```
pub fn with_level(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let in_brackets = text.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let parts = [text.rsplit_once(':'), in_brackets, text.rsplit_once(" - ")];
    let parts = parts.into_iter().flatten().map(|(label, level)| (label.trim(), level.trim()));
    parts.filter(|(label, level)| !label.is_empty() && !level.is_empty())
}
