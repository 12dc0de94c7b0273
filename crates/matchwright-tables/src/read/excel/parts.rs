//! The parts of a zipped workbook, before any is read: how many, how long when unpacked. A zip states
//! both, and may lie; so a part that could be longer than it may is unpacked once and counted.

use std::io::{self, BufReader, Cursor, Read};

use quick_xml::events::Event;
use zip::ZipArchive;

use super::syntax;
use crate::error::Error;
use crate::read::limits::{MAX_CELLS, MAX_UNPACKED, too_much};

/// Parts of a workbook: sheets, pictures, drawings.
const MAX_PARTS: usize = 10_000;

/// Bytes that one byte of a deflated part can become.
const MAX_RATIO: u64 = 1032;

pub(super) enum Kind {
    Xlsx,
    OpenDocument,
    Binary,
}

pub(super) type Zip<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// What kind of workbook it is.
///
/// # Errors
/// Where it is none, or too large.
pub(super) fn check(bytes: &[u8], origin: &str) -> Result<Kind, Error> {
    let mut zip = open(bytes, origin)?;
    if zip.len() > MAX_PARTS {
        return Err(too_much(origin, "parts", MAX_PARTS));
    }
    for at in 0..zip.len() {
        check_part(&mut zip, at, origin)?;
    }
    let names: Vec<String> = zip
        .file_names()
        .map(|name| name.map_or(String::new(), |name| name.to_lowercase()))
        .collect();
    let has = |name: &str| names.iter().any(|have| have == name);
    if has("xl/workbook.bin") {
        Ok(Kind::Binary)
    } else if has("mimetype") && has("content.xml") {
        Ok(Kind::OpenDocument)
    } else {
        check_strings(&mut zip, &names, origin)?;
        Ok(Kind::Xlsx)
    }
}

pub(super) fn open<'a>(bytes: &'a [u8], origin: &str) -> Result<Zip<'a>, Error> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken(origin))
}

pub(super) fn broken(origin: &str) -> Error {
    syntax(origin, "a broken workbook, or none".to_owned())
}

/// Only parts in XML are ever unpacked.
fn check_part(zip: &mut Zip<'_>, at: usize, origin: &str) -> Result<(), Error> {
    let part = zip.by_index_raw(at).map_err(|_| broken(origin))?;
    let name = part.name().map_or(String::new(), |name| name.to_lowercase());
    let is_read = [".xml", ".rels"].iter().any(|ending| name.ends_with(ending));
    let (stated, packed) = (part.size(), part.compressed_size());
    drop(part);
    let may_be_long = is_read && packed.saturating_mul(MAX_RATIO) > MAX_UNPACKED;
    let is_long = stated > MAX_UNPACKED && is_read
        || may_be_long && unpacked(zip, at, origin)? > MAX_UNPACKED;
    if is_long {
        return Err(too_much(origin, "bytes in one part when unpacked", MAX_UNPACKED));
    }
    Ok(())
}

fn unpacked(zip: &mut Zip<'_>, at: usize, origin: &str) -> Result<u64, Error> {
    let part = zip.by_index(at).map_err(|_| broken(origin))?;
    io::copy(&mut part.take(MAX_UNPACKED + 1), &mut io::sink()).map_err(|_| broken(origin))
}

/// The list of texts says how many it has, and room for them is made before they are seen.
fn check_strings(zip: &mut Zip<'_>, names: &[String], origin: &str) -> Result<(), Error> {
    let lists = names.iter().enumerate().filter(|(_, name)| name.ends_with("sharedstrings.xml"));
    for (at, _) in lists {
        let part = zip.by_index(at).map_err(|_| broken(origin))?;
        let count = stated_texts(part).ok_or_else(|| broken(origin))?;
        if count > MAX_CELLS as u64 {
            return Err(too_much(origin, "texts", MAX_CELLS));
        }
    }
    Ok(())
}

fn stated_texts(part: impl Read) -> Option<u64> {
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).ok()? {
            Event::Start(event) | Event::Empty(event) if event.local_name().as_ref() == "sst" => {
                let count = event.try_get_attribute("uniqueCount").ok()?;
                return Some(count.and_then(|count| count.value.parse().ok()).unwrap_or(0));
            }
            Event::Eof => return Some(0),
            _ => {}
        }
    }
}
