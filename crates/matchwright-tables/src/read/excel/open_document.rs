//! The size of an `.ods` before it is read: cells and rows are written once and repeated by number, and a
//! few bytes ask for all that memory holds. Merged cells are noted on the way.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::BufReader;

use calamine::Dimensions;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::parts::{broken, open};
use crate::error::Error;
use crate::read::limits::{MAX_CELLS, too_much};

/// Rows and columns at which a repetition ends.
const MAX_ROWS: usize = 1 << 20;
const MAX_COLUMNS: usize = 1 << 14;

/// Blanks that one element may stand for, all together.
const MAX_BLANKS: usize = 1 << 20;

/// Merged cells by sheet.
pub(super) type Merged = HashMap<String, Vec<Dimensions>>;

/// # Errors
/// Where it is broken, or too large.
pub(super) fn check(bytes: &[u8], origin: &str) -> Result<Merged, Error> {
    let mut zip = open(bytes, origin)?;
    let content = zip.by_name("content.xml").map_err(|_| broken(origin))?;
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(content));
    // The reader behind us waits for the end of an element, and for ever where there is none.
    xml.config_mut().check_end_names = true;
    let (mut size, mut depth) = (Size::default(), 0_usize);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| broken(origin))? {
            Event::Start(event) => {
                depth += 1;
                size.element(&event, true);
            }
            Event::Empty(event) => size.element(&event, false),
            Event::End(event) => {
                depth = depth.saturating_sub(1);
                size.end(event.name().as_ref());
            }
            Event::Eof if depth > 0 => return Err(broken(origin)),
            Event::Eof => break,
            _ => {}
        }
        if size.cells.max(size.area()) > MAX_CELLS {
            return Err(too_much(origin, "cells", MAX_CELLS));
        }
        if size.blanks > MAX_BLANKS {
            return Err(too_much(origin, "repeated blanks", MAX_BLANKS));
        }
    }
    Ok(size.merged)
}

#[derive(Default)]
struct Size {
    sheet: String,
    merged: Merged,
    blanks: usize,
    /// Cells that are written out, each repetition apart, in all sheets.
    cells: usize,
    /// Rows times columns of the sheets before this one.
    before: usize,
    /// Rows of this sheet with those that are pending, and up to the last that holds something.
    row: usize,
    height: usize,
    width: usize,
    row_repeats: usize,
    /// Columns of this row, and up to the last that holds something.
    column: usize,
    filled: usize,
}

impl Size {
    fn area(&self) -> usize {
        self.before.saturating_add(self.height.saturating_mul(self.width))
    }

    fn element(&mut self, event: &BytesStart<'_>, has_content: bool) {
        match event.name().as_ref() {
            "table:table" => {
                self.before = self.area();
                (self.row, self.height, self.width) = (0, 0, 0);
                let name = event.try_get_attribute("table:name").ok().flatten();
                let name = name.and_then(|name| {
                    name.normalized_value(XmlVersion::Implicit1_0).map(Cow::into_owned).ok()
                });
                self.sheet = name.unwrap_or_default();
            }
            "table:table-row" => {
                self.row_repeats = number(event, "table:number-rows-repeated").min(MAX_ROWS);
                (self.column, self.filled) = (0, 0);
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell(event, has_content),
            "text:s" => {
                self.blanks = self.blanks.saturating_add(number(event, "text:c") - 1);
            }
            _ => {}
        }
    }

    fn cell(&mut self, event: &BytesStart<'_>, has_content: bool) {
        let mut attributes = event.attributes().flatten();
        let has_value = attributes.any(|attribute| {
            let key = attribute.key.as_ref();
            key.starts_with("office:") || key == "table:formula"
        });
        let spanned = number(event, "table:number-rows-spanned");
        if spanned > 1 {
            let start = (self.row as u32, self.column as u32);
            let end = (start.0.saturating_add(spanned.min(MAX_ROWS) as u32 - 1), start.1);
            self.merged.entry(self.sheet.clone()).or_default().push(Dimensions { start, end });
        }
        let repeats = number(event, "table:number-columns-repeated").min(MAX_COLUMNS);
        self.column = self.column.saturating_add(repeats);
        if has_value || has_content {
            self.filled = self.column;
        }
    }

    fn end(&mut self, name: &str) {
        if name != "table:table-row" {
            return;
        }
        self.row = self.row.saturating_add(self.row_repeats);
        self.cells = self.cells.saturating_add(self.filled.min(2 * MAX_COLUMNS));
        if self.filled > 0 {
            self.height = self.row;
            self.width = self.width.max(self.filled.min(MAX_COLUMNS));
        }
    }
}

/// An attribute that counts from 1, and is 1 where it is not there or no number.
fn number(event: &BytesStart<'_>, name: &str) -> usize {
    let attribute = event.try_get_attribute(name).ok().flatten();
    attribute.and_then(|attribute| attribute.value.parse().ok()).unwrap_or(1).max(1)
}
