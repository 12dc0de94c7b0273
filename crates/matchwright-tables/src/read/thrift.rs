//! The footer of a Parquet file before anybody reads it: no list is longer than the bytes that are left for it.
//! Whoever reads lists of nothing counts as far as the file says, two thousand million times and more.
//!
//! Source: the compact protocol of Apache Thrift.

/// How deep structs and lists lie in each other at most; the footer of a file has less than ten levels.
const DEPTH: usize = 64;

/// The kinds of values that are told apart here.
const BYTE: u8 = 3;
const DOUBLE: u8 = 7;
const TEXT: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;
const UUID: u8 = 13;

/// Whether the bytes begin with a struct whose lists and texts fit. O(bytes).
pub(super) fn is_sound(bytes: &[u8]) -> bool {
    Walk(bytes).fields(DEPTH).is_some()
}

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
    fn fields(&mut self, depth: usize) -> Option<()> {
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(());
            }
            if head >> 4 == 0 {
                self.number()?;
            }
            // A field of truth has its value in its kind.
            if !matches!(head & 0xf, 1 | 2) {
                self.value(head & 0xf, depth)?;
            }
        }
    }

    fn value(&mut self, kind: u8, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            1 | 2 | BYTE => self.skip(1),
            4..=6 => self.number().map(drop),
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
            STRUCT => self.fields(depth),
            UUID => self.skip(16),
            _ => None,
        }
    }
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
}
