//! From bytes to text: a byte order mark decides, then UTF-8 where the bytes are that, then
//! Windows-1252, which spreadsheets in western Europe and America write, and which is said.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::reading::Reading;

/// Bytes that Windows-1252 leaves open: where they stand, the text is something else.
const NOT_WINDOWS: [u8; 5] = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/// What `@` becomes in UTF-7.
const UTF_7: &str = "+AEA-";

/// The text, with its encoding and doubts in the reading.
///
/// # Errors
/// A message where no encoding fits.
pub(super) fn text(
    bytes: Vec<u8>,
    encoding: Option<&str>,
    reading: &mut Reading,
) -> Result<String, String> {
    let text = match encoding {
        Some(label) => named(&bytes, label, reading)?,
        None => found(bytes, reading)?,
    };
    if text.contains(UTF_7) {
        reading.note("+AEA- in it looks like the @ of UTF-7; save it as UTF-8");
    }
    Ok(text)
}

fn named(bytes: &[u8], label: &str, reading: &mut Reading) -> Result<String, String> {
    let Some(encoding) = Encoding::for_label(label.as_bytes()) else {
        return Err(
            "no encoding has the name that the options give; one is windows-1252".to_owned()
        );
    };
    decoded(bytes, encoding, reading)
}

fn found(bytes: Vec<u8>, reading: &mut Reading) -> Result<String, String> {
    if let Some((encoding, _)) = Encoding::for_bom(&bytes) {
        return decoded(&bytes, encoding, reading);
    }
    if let Some(encoding) = unmarked_utf16(&bytes) {
        reading.note("UTF-16 without a byte order mark");
        return decoded(&bytes, encoding, reading);
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            reading.encoding = Some("UTF-8".to_owned());
            Ok(text)
        }
        Err(error) => not_utf8(error.as_bytes(), reading),
    }
}

/// The first two letters of a header in ASCII, each with a zero beside it: no other text begins so.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [1..=0x7f, 0, 1..=0x7f, 0, ..] => Some(UTF_16LE),
        [0, 1..=0x7f, 0, 1..=0x7f, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// Bytes that are not UTF-8: Windows-1252, unless most of what is not ASCII is UTF-8 all the same.
fn not_utf8(bytes: &[u8], reading: &mut Reading) -> Result<String, String> {
    let (mut letters, mut broken, mut line, mut first) = (0_usize, 0_usize, 1, None);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        line += chunk.valid().matches('\n').count();
        if !chunk.invalid().is_empty() {
            broken += 1;
            first.get_or_insert(line);
        }
    }
    if letters >= broken || bytes.iter().any(|byte| NOT_WINDOWS.contains(byte)) {
        let line = first.unwrap_or(line);
        return Err(format!("not UTF-8, line {line}; save it as CSV UTF-8, or name its encoding"));
    }
    reading.note("not UTF-8, so read as Windows-1252");
    decoded(bytes, WINDOWS_1252, reading)
}

fn decoded(
    bytes: &[u8],
    encoding: &'static Encoding,
    reading: &mut Reading,
) -> Result<String, String> {
    let name = match encoding.name() {
        "UTF-16LE" | "UTF-16BE" => "UTF-16",
        "windows-1252" => "Windows-1252",
        name => name,
    };
    let marked = encoding.decode_with_bom_removal(bytes);
    if marked.1 {
        let line = line_of_fault(bytes, encoding);
        return Err(format!("not {name}, line {line}; name its encoding"));
    }
    reading.encoding = Some(name.to_owned());
    Ok(marked.0.into_owned())
}

/// The line of the first byte that does not belong into UTF-8; of other encodings the first.
fn line_of_fault(bytes: &[u8], encoding: &'static Encoding) -> usize {
    if encoding != UTF_8 {
        return 1;
    }
    let valid = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    1 + valid.matches('\n').count()
}
