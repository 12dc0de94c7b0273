//! Ratings: a number with or without a text behind it, or the usual words of agreement.

/// From full disagreement to full agreement, without blanks and in small letters; texts of one step
/// share a list.
const WORDS: [&[&str]; 7] = [
    &["stronglydisagree", "disagreestrongly", "completelydisagree", "totallydisagree"],
    &["disagree"],
    &["somewhatdisagree", "slightlydisagree", "disagreesomewhat", "disagreeslightly"],
    &["neutral", "neitheragreenordisagree", "neitherdisagreenoragree", "undecided"],
    &["somewhatagree", "slightlyagree", "agreesomewhat", "agreeslightly"],
    &["agree"],
    &["stronglyagree", "agreestrongly", "completelyagree", "totallyagree"],
];

/// The steps of a rating that has words for all of them, from 1 on.
fn places(steps: u8) -> &'static [usize] {
    match steps {
        2 => &[1, 5],
        3 => &[1, 3, 5],
        4 => &[0, 1, 5, 6],
        5 => &[0, 1, 3, 5, 6],
        6 => &[0, 1, 2, 4, 5, 6],
        7 => &[0, 1, 2, 3, 4, 5, 6],
        _ => &[],
    }
}

/// The rating from 1 to `steps` that a text without blanks and in small letters stands for.
pub(in super::super) fn rating(key: &str, steps: u8) -> Option<f64> {
    let words = places(steps).iter().position(|&place| WORDS[place].contains(&key));
    let number = words.map(|place| place + 1).or_else(|| number_of(key))?;
    (1..=usize::from(steps)).contains(&number).then_some(number as f64)
}

/// The whole number that a text starts with, or ends with in brackets: `4-agree`, `agree(4)`.
fn number_of(key: &str) -> Option<usize> {
    let digits = key.len() - key.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        let (number, rest) = key.split_at(digits);
        let is_part = rest.strip_prefix(['.', ',', '-', '/', ':']);
        // `4.5`, `4-5` and `4/5` are other numbers, aside from `4.0` as some frames write it.
        let is_whole = rest == ".0"
            || !is_part.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        return number.parse().ok().filter(|_| is_whole);
    }
    let (_, bracket) = key.strip_suffix(')')?.rsplit_once('(')?;
    bracket.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratings_as_forms_write_them() {
        for (key, steps, number) in [
            ("1-stronglydisagree", 5, 1.0),
            ("5", 5, 5.0),
            ("5.0", 5, 5.0),
            ("4.ihavewrittenprograms", 5, 4.0),
            ("stronglyagree(5)", 5, 5.0),
            ("neitheragreenordisagree", 5, 3.0),
            ("agree", 4, 3.0),
            ("agree", 7, 6.0),
            ("10-always", 10, 10.0),
        ] {
            assert_eq!(rating(key, steps), Some(number), "{key}");
        }
        for (key, steps) in [
            ("6", 5),
            ("0", 5),
            ("4.5", 5),
            ("4-5", 5),
            ("4/5", 5),
            ("neutral", 4),
            ("", 5),
            ("()", 5),
        ] {
            assert_eq!(rating(key, steps), None, "{key}");
        }
        assert_eq!(rating("99999999999999999999999", 5), None);
    }
}
