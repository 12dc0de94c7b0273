//! Text that is safe to show on a terminal. Ids, names of columns and paths come from files of other
//! people, and a terminal obeys what stands in them: colours, titles, text that runs backwards.

/// A text for one line, in which nothing is obeyed: a line break or a tab is a blank, and another control
/// character or one that turns the direction of writing is shown as `�`. O(length).
///
/// Everything that Matchwright shows goes through this: errors of the library, what the command says,
/// what prints in Python. Files hold what people wrote.
///
/// ```
/// assert_eq!(matchwright_tables::plain("e1\u{1b}[31m"), "e1\u{fffd}[31m");
/// assert_eq!(matchwright_tables::plain("Zoë 安藤 👩\u{200d}💻"), "Zoë 安藤 👩\u{200d}💻");
/// ```
#[must_use]
pub fn plain(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ").replace(is_obeyed, "\u{fffd}")
}

/// As [`plain`], for a text of several lines.
///
/// ```
/// assert_eq!(matchwright_tables::plain_lines("e1\u{7}\ne2\n"), "e1\u{fffd}\ne2\n");
/// ```
#[must_use]
pub fn plain_lines(text: &str) -> String {
    text.replace(|c| c != '\n' && is_obeyed(c), "\u{fffd}")
}

/// Control characters of ASCII and Latin-1, Unicode's marks of direction (UAX #9) and its ends of lines.
fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}
