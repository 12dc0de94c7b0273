//! The name that somebody probably meant.

use super::label_key;

/// The known name that is nearest, where at most one letter in four is another; case and blanks do not count.
/// The first of several. O(names · letters²).
///
/// ```
/// use matchwright_tables::labels::nearest;
///
/// let columns = ["What is your site?", "What is your grade?"];
/// assert_eq!(nearest("what is your sight", columns), Some("What is your site?"));
/// assert_eq!(nearest("What is your major?", columns), None);
/// ```
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = label_key(name);
    let far = |known: &str| strsim::damerau_levenshtein(&name, &label_key(known));
    let (far, known) =
        known.into_iter().map(|known| (far(known), known)).min_by_key(|(far, _)| *far)?;
    let length = name.chars().count();
    (far <= 1 + length / 4 && far < length).then_some(known)
}
