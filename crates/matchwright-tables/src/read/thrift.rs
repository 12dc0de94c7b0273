//! What a Parquet file says of itself, before anybody believes it: no list is longer than the bytes that are left
//! for it. Whoever reads lists of nothing counts as far as the file says, two thousand million times and more.
//!
//! Source: the compact protocol of Apache Thrift.

/// How deep structs and lists lie in each other at most; the footer of a file has less than ten levels.
const DEPTH: usize = 64;

/// The kinds of values that are told apart here.
const BYTE: u8 = 3;
const WHOLE_FIRST: u8 = 4;
const WHOLE_LAST: u8 = 6;
const DOUBLE: u8 = 7;
const TEXT: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;
const UUID: u8 = 13;

/// Whether the bytes begin with a struct whose lists and texts fit. O(bytes).
pub(super) fn is_sound(bytes: &[u8]) -> bool {
    Walk(bytes).fields(DEPTH, &mut |_, _| ()).is_some()
}

/// The whole numbers of the struct that the bytes begin with, each with the ids of the fields on the way to it,
/// two levels deep, and how many bytes the struct takes; `None` where it is not sound.
pub(super) fn numbers(bytes: &[u8]) -> Option<(Numbers, usize)> {
    let (mut walk, mut found) = (Walk(bytes), Vec::new());
    walk.fields(DEPTH, &mut |path, number| found.push((path, number)))?;
    Some((found, bytes.len() - walk.0.len()))
}

/// Whole numbers, each with the ids of the fields that lead to it.
type Numbers = Vec<([u16; 2], i64)>;

/// Takes a number and the ids of the fields that lead to it.
type Take<'a> = &'a mut dyn FnMut([u16; 2], i64);

/// What is left to walk through.
struct Walk<'a>(&'a [u8]);

impl Walk<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn skip(&mut self, count: usize) -> Option<()> {
        self.0 = self.0.get(count..)?;
        Some(())
    }

    /// A number of at most 64 bits, seven in each byte.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..70).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A length that the bytes which are left can have.
    fn length(&mut self) -> Option<usize> {
        let length = usize::try_from(self.number()?).ok()?;
        (length <= self.0.len()).then_some(length)
    }

    /// The fields of a struct, up to its end.
    fn fields(&mut self, depth: usize, take: Take<'_>) -> Option<()> {
        let mut id = 0_u16;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(());
            }
            id = match head >> 4 {
                0 => zigzag(self.number()?) as u16,
                step => id.wrapping_add(step.into()),
            };
            match head & 0xf {
                // A field of truth has its value in its kind.
                1 | 2 => {}
                WHOLE_FIRST..=WHOLE_LAST => take([id, 0], zigzag(self.number()?)),
                STRUCT => {
                    let depth = depth.checked_sub(1)?;
                    self.fields(depth, &mut |[inner, _], number| take([id, inner], number))?;
                }
                kind => self.value(kind, depth)?,
            }
        }
    }

    fn value(&mut self, kind: u8, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            1 | 2 | BYTE => self.skip(1),
            WHOLE_FIRST..=WHOLE_LAST => self.number().map(drop),
            DOUBLE => self.skip(8),
            TEXT => {
                let length = self.length()?;
                self.skip(length)
            }
            LIST | SET => {
                let head = self.byte()?;
                let short = usize::from(head >> 4);
                let length = if short == 0xf { self.length()? } else { short };
                (0..length).try_for_each(|_| self.value(head & 0xf, depth))
            }
            MAP => {
                let length = self.length()?;
                let kinds = if length == 0 { 0 } else { self.byte()? };
                (0..length).try_for_each(|_| {
                    self.value(kinds >> 4, depth)?;
                    self.value(kinds & 0xf, depth)
                })
            }
            STRUCT => self.fields(depth, &mut |_, _| ()),
            UUID => self.skip(16),
            _ => None,
        }
    }
}

/// Numbers near 0 are short, whichever sign they have.
fn zigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_are_longer_than_the_file_are_seen() {
        // A struct with a list of three small numbers, then a text, then its end.
        let sound = [0x19, 0x35, 2, 4, 6, 0x18, 2, b'h', b'i', 0];
        assert!(is_sound(&sound));
        // A list of 2³¹ − 1 values of truth.
        let long = [0x19, 0xf1, 0xff, 0xff, 0xff, 0xff, 0x07, 0];
        assert!(!is_sound(&long));
        assert!(!is_sound(&sound[..sound.len() - 1]), "its end is missing");
        assert!(!is_sound(&[0x1c; 10_000]), "structs in structs");
    }

    #[test]
    fn numbers_have_their_place_and_the_rest_is_left() {
        // 1: 3, 5: { 1: −2 }, and bytes behind the struct.
        let bytes = [0x15, 6, 0x4c, 0x15, 3, 0, 0, 9, 9];
        assert_eq!(numbers(&bytes), Some((vec![([1, 0], 3), ([5, 1], -2)], 7)));
        assert_eq!(numbers(&bytes[..6]), None);
    }
}
