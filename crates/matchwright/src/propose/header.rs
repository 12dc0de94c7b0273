//! The name of a column as words: what its question is about.

/// A column's name, and its words in small letters.
#[derive(Debug, Clone)]
pub(super) struct Header<'t> {
    pub(super) text: &'t str,
    words: Vec<String>,
}

impl<'t> Header<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, words: words(text) }
    }

    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether one of the phrases stands in the name, word by word; a plural counts as its singular.
    pub(super) fn says(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.place_of(phrase).is_some())
    }

    /// Whether the name is one of the phrases and nothing else but words that say nothing.
    pub(super) fn is(&self, phrases: &[&str]) -> bool {
        let said: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let said: Vec<&str> = said.into_iter().filter(|word| !EMPTY.contains(word)).collect();
        phrases.iter().any(|phrase| phrase.split(' ').eq(said.iter().copied()))
    }

    fn place_of(&self, phrase: &str) -> Option<usize> {
        let length = phrase.split(' ').count();
        self.words.windows(length).position(|words| phrase.split(' ').zip(words).all(is_word))
    }

    /// A short name for what the column holds, in the letters that TOML takes without quotes.
    pub(super) fn slug(&self) -> Option<String> {
        let is_plain = |word: &&String| word.bytes().all(|c| c.is_ascii_alphanumeric());
        let is_said = |word: &&String| !EMPTY.contains(&word.as_str());
        let words: Vec<&str> =
            self.words.iter().filter(is_said).filter(is_plain).map(String::as_str).collect();
        let slug = words.join("_");
        (!slug.is_empty() && slug.len() <= LONGEST_SLUG).then_some(slug)
    }
}

/// Longer names are questions, and no names.
const LONGEST_SLUG: usize = 24;

/// Words that say nothing about what is asked.
const EMPTY: &[&str] = &[
    "what",
    "which",
    "is",
    "are",
    "your",
    "you",
    "the",
    "a",
    "an",
    "please",
    "enter",
    "of",
    "do",
    "s",
    "mentee",
    "mentees",
    "mentor",
    "mentors",
    "participant",
    "employee",
    "student",
    "their",
    "in",
    "to",
    "have",
    "list",
    "i",
    "my",
    "me",
    "we",
];

fn is_word((wanted, word): (&str, &String)) -> bool {
    word == wanted
        || word.strip_suffix('s') == Some(wanted)
        || word.strip_suffix("ies").is_some_and(|stem| wanted.strip_suffix('y') == Some(stem))
}

/// Words are parted by all that is no letter and no digit, and where a capital follows a small letter.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in text.chars() {
        let is_part = c.is_alphanumeric() || c == '\'' || c == '’';
        if !is_part || (was_small && c.is_uppercase()) {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        was_small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_word_by_word() {
        let header = Header::new("What is your ResponseId (Skills)?");
        assert_eq!(header.words(), ["what", "is", "your", "response", "id", "skills"]);
        assert!(header.says(&["response id"]) && header.says(&["skill"]));
        assert!(!header.says(&["is id"]) && !header.says(&["kill"]));
        assert!(Header::new("Hobbies").says(&["hobby"]), "a plural is its singular");
        assert!(Header::new("Don't you?").says(&["dont"]));
    }

    #[test]
    fn a_name_is_a_phrase_or_a_question_about_it() {
        assert!(Header::new("What is your first name?").is(&["first name"]));
        assert!(!Header::new("First name of your manager").is(&["first name"]));
        assert_eq!(Header::new("What is your home office?").slug().as_deref(), Some("home_office"));
        assert_eq!(Header::new("💡 ?").slug(), None);
    }
}
