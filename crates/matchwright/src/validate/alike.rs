//! The id that somebody probably meant.

use matchwright_tables::labels::person_key;

/// Ids at least this alike may be slips of the keyboard (Jaro–Winkler on their keys, 0 to 1).
const RESEMBLES: f64 = 0.85;

/// How many pairs of ids are compared at most: a fraction of a second.
const COMPARED: usize = 2_000_000;

/// The ids that there are.
pub(super) struct Known<'a> {
    /// What two ways of typing an id have in common, with the id; in this order.
    ids: Vec<(String, &'a str)>,
    /// How many comparisons are left.
    left: usize,
}

impl<'a> Known<'a> {
    pub(super) fn new(ids: impl IntoIterator<Item = &'a String>) -> Self {
        let ids = ids.into_iter().map(|id| (person_key(id), id.as_str()));
        let mut ids: Vec<_> = ids.collect();
        ids.sort_unstable();
        Self { ids, left: COMPARED }
    }

    /// The likeliest id for a text that is none: typed in another way, as a word of the text, as the number
    /// that a spreadsheet made of it, or with a slip. O(ids) for slips, until enough are compared.
    pub(super) fn likeliest(&mut self, text: &str) -> Option<&'a str> {
        let is_mark = |c: char| c.is_whitespace() || "()[]<>,;".contains(c);
        let words = text.split(is_mark).filter(|word| !word.is_empty());
        let typed = [text, text.strip_suffix(".0").unwrap_or(text)];
        let exact = typed.into_iter().chain(words).find_map(|text| self.typed(&person_key(text)));
        exact.or_else(|| self.resembling(&person_key(text)))
    }

    fn typed(&self, key: &str) -> Option<&'a str> {
        let at = self.ids.binary_search_by(|(have, _)| have.as_str().cmp(key)).ok()?;
        self.ids.get(at).map(|(_, id)| *id)
    }

    fn resembling(&mut self, key: &str) -> Option<&'a str> {
        // A number that is a digit away is somebody else's.
        if !key.contains(char::is_alphabetic) {
            return None;
        }
        self.left = self.left.checked_sub(self.ids.len())?;
        let alike = self.ids.iter().map(|(have, id)| (strsim::jaro_winkler(have, key), *id));
        let near = alike.filter(|(alike, _)| *alike >= RESEMBLES);
        // Of several the first, as `max_by` would take the last.
        near.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, id)| id)
    }
}
