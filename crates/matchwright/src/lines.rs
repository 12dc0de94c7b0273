//! Texts in lines of a width.

/// A text in lines between words; a word that is longer than a line goes on in the next.
pub(crate) fn broken(text: &str, width: usize) -> Vec<String> {
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for word in text.split_whitespace() {
        let signs: Vec<char> = word.chars().collect();
        for (at, piece) in signs.chunks(width.max(1)).enumerate() {
            let blank = usize::from(used > 0);
            if at > 0 || used + blank + piece.len() > width {
                if used > 0 {
                    lines.push(std::mem::take(&mut line));
                }
                used = 0;
            } else if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.extend(piece);
            used += piece.len();
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_within_long_ones() {
        assert_eq!(broken("one two three", 7), ["one two", "three"]);
        assert_eq!(broken("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(broken("", 5), [""]);
    }
}
