//! The size of an `.xls` before it is read. It is a small file system (OLE, \[MS-CFB\]) with a stream of
//! records (\[MS-XLS\]) that state how large each sheet is, and which cells are where.

use std::io::{Cursor, Read};

use crate::read::limits::MAX_CELLS;

/// Records that are looked at.
const DIMENSIONS: u16 = 0x0200;
const SHEET: u16 = 0x0085;
const BEGIN: u16 = 0x0809;
const PASSWORD: u16 = 0x002f;
/// Records of cells: row and column come first. Formula, numbers, texts, truth, several numbers.
const CELLS: [u16; 8] = [0x0006, 0x0203, 0x0204, 0x0205, 0x027e, 0x00bd, 0x00d6, 0x00fd];

const MAX_ROWS: u32 = 1 << 16;
const MAX_COLUMNS: u32 = 1 << 8;

const BROKEN: &str = "a broken workbook, or none";
const LOCKED: &str = "protected by a password";

/// # Errors
/// A message where it is broken, locked or too large.
pub(super) fn check(bytes: &[u8]) -> Result<(), &'static str> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| BROKEN)?;
    if file.exists("/EncryptedPackage") {
        return Err(LOCKED);
    }
    let names = ["/Workbook", "/Book"];
    let name = names.into_iter().find(|name| file.is_stream(name)).ok_or(BROKEN)?;
    let mut stream = Vec::new();
    let limit = bytes.len() as u64;
    let opened = file.open_stream(name).map_err(|_| BROKEN)?;
    opened.take(limit).read_to_end(&mut stream).map_err(|_| BROKEN)?;
    records(&stream)
}

/// The part of a sheet that holds something.
#[derive(Default)]
struct Extent {
    rows: usize,
    columns: usize,
}

fn records(stream: &[u8]) -> Result<(), &'static str> {
    let (mut begins, mut sheets) = (Vec::new(), Vec::new());
    let mut extents: Vec<Extent> = Vec::new();
    let mut at = 0;
    while let Some((kind, data)) = record(stream, at) {
        match kind {
            PASSWORD if word(data, 0).is_some_and(|locked| locked != 0) => return Err(LOCKED),
            BEGIN => {
                begins.push(at);
                extents.push(Extent::default());
            }
            SHEET => sheets.push(long(data, 0).ok_or(BROKEN)? as usize),
            DIMENSIONS => dimensions(data)?,
            kind if CELLS.contains(&kind) => cell(kind, data, extents.last_mut().ok_or(BROKEN)?)?,
            _ => {}
        }
        at += 4 + data.len();
    }
    let area = |extent: &Extent| extent.rows * extent.columns;
    if extents.iter().map(area).sum::<usize>() > MAX_CELLS {
        return Err("its sheets have more cells than are read");
    }
    sheets.sort_unstable();
    let are_apart = sheets.windows(2).all(|pair| pair.first() != pair.last());
    let begin = sheets.iter().all(|at| begins.binary_search(at).is_ok());
    if are_apart && begin { Ok(()) } else { Err(BROKEN) }
}

fn record(stream: &[u8], at: usize) -> Option<(u16, &[u8])> {
    let kind = word(stream, at)?;
    let length = usize::from(word(stream, at + 2)?);
    Some((kind, stream.get(at + 4..at + 4 + length)?))
}

/// Room is made for what the record states, so it has to be what a sheet can have.
fn dimensions(data: &[u8]) -> Result<(), &'static str> {
    let sizes = match data.len() {
        10 => {
            [word(data, 0), word(data, 2), word(data, 4), word(data, 6)].map(|x| x.map(u32::from))
        }
        14 | 16 => {
            let columns = [word(data, 8), word(data, 10)].map(|x| x.map(u32::from));
            [long(data, 0), long(data, 4), columns[0], columns[1]]
        }
        _ => return Err(BROKEN),
    };
    let [Some(top), Some(bottom), Some(left), Some(right)] = sizes else { return Err(BROKEN) };
    let fits = bottom <= MAX_ROWS && right <= MAX_COLUMNS;
    let is_empty = bottom == 0 || right == 0;
    if fits && (is_empty || top < bottom && left < right) { Ok(()) } else { Err(BROKEN) }
}

fn cell(kind: u16, data: &[u8], extent: &mut Extent) -> Result<(), &'static str> {
    let (row, first) = (word(data, 0).ok_or(BROKEN)?, word(data, 2).ok_or(BROKEN)?);
    let last = match (kind, data.len().checked_sub(2)) {
        (0x00bd, Some(end)) => word(data, end).ok_or(BROKEN)?,
        _ => first,
    };
    if u32::from(last) >= MAX_COLUMNS || first > last {
        return Err(BROKEN);
    }
    extent.rows = extent.rows.max(usize::from(row) + 1);
    extent.columns = extent.columns.max(usize::from(last) + 1);
    Ok(())
}

fn word(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at.checked_add(2)?)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}

fn long(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..at.checked_add(4)?)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}
