//! Tables from workbooks: `.xlsx`, `.xlsm`, `.xls` and `.ods`.
//!
//! ```text
//! parts  ole  open_document   sizes, before anything is unpacked
//! sheet                       the cells of one sheet, row after row; merged cells
//! value                       one value as a cell
//! ```
//!
//! Macros are not run, and links to other files are not followed. A formula stands for the value that was
//! worked out when the workbook was saved.

mod ole;
mod open_document;
mod parts;
mod sheet;
mod value;

use std::io::Cursor;

use calamine::{Data, Ods, Range, Reader, SheetType, SheetVisible, Xls, Xlsx};

use self::open_document::Merged;
use self::parts::Kind;
use self::sheet::Cells;
use super::options::ReadOptions;
use super::rows::Rows;
use crate::error::Error;
use crate::reading::{OTHER_SHEETS, Reading};
use crate::table::Table;

/// Names of sheets that a message lists.
const LISTED: usize = 10;

type Bytes = Cursor<Vec<u8>>;

enum Book {
    Xlsx(Box<Xlsx<Bytes>>),
    Xls(Box<Xls<Bytes>>),
    Ods(Box<Ods<Bytes>>, Merged),
}

/// The sheet that the options name, or the first visible one that holds something.
pub(super) fn read(bytes: Vec<u8>, origin: &str, options: &ReadOptions) -> Result<Table, Error> {
    let mut book = Book::open(bytes, origin)?;
    let sheets = book.sheets();
    let chosen = chosen(&sheets, options.sheet.as_deref()).map_err(|m| syntax(origin, m))?;
    let mut read = None;
    for name in &chosen {
        let table = book.table(name, origin, options.skip_rows)?;
        let holds_something = table.reading().header_row.is_some();
        read = Some(table);
        if holds_something {
            break;
        }
    }
    let mut table = read.unwrap_or_default();
    if options.sheet.is_none() {
        let mut reading = table.reading().clone();
        note_others(&sheets, &mut reading);
        table.set_reading(reading);
    }
    Ok(table)
}

impl Book {
    fn open(bytes: Vec<u8>, origin: &str) -> Result<Self, Error> {
        let refused = |message: &str| syntax(origin, message.to_owned());
        let broken = || refused("a broken workbook, or none");
        if !bytes.starts_with(b"PK") {
            ole::check(&bytes).map_err(refused)?;
            let book = Xls::new(Cursor::new(bytes)).map_err(|_| broken())?;
            return Ok(Self::Xls(Box::new(book)));
        }
        match parts::check(&bytes, origin)? {
            Kind::Xlsx => {
                let book = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken())?;
                Ok(Self::Xlsx(Box::new(book)))
            }
            Kind::OpenDocument => {
                let merged = open_document::check(&bytes, origin)?;
                let book = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
                    calamine::OdsError::Password => refused("protected by a password"),
                    _ => broken(),
                })?;
                Ok(Self::Ods(Box::new(book), merged))
            }
            Kind::Binary => Err(refused("a binary workbook (.xlsb); save it as .xlsx")),
        }
    }

    fn sheets(&self) -> Vec<calamine::Sheet> {
        let sheets = match self {
            Self::Xlsx(book) => book.sheets_metadata(),
            Self::Xls(book) => book.sheets_metadata(),
            Self::Ods(book, _) => book.sheets_metadata(),
        };
        sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect()
    }

    /// The table on one sheet.
    fn table(&mut self, name: &str, origin: &str, skip_rows: usize) -> Result<Table, Error> {
        let format = if matches!(self, Self::Ods(..)) { "OpenDocument" } else { "Excel" };
        let mut reading = Reading::of(format);
        reading.sheet = Some(name.to_owned());
        let rows = Rows::new(origin, reading, skip_rows);
        let broken = || syntax(origin, format!("the sheet {name:?} is broken"));
        match self {
            Self::Xlsx(book) => {
                let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
                let cells = Cells::new(rows, merged, skip_rows, origin);
                let mut reader = book.worksheet_cells_reader(name).map_err(|_| broken())?;
                streamed(&mut reader, cells, broken)
            }
            Self::Xls(book) => {
                let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
                let range = book.worksheet_range(name).map_err(|_| broken())?;
                whole(&range, Cells::new(rows, merged, skip_rows, origin))
            }
            Self::Ods(book, merged) => {
                let merged = merged.get(name).cloned().unwrap_or_default();
                let range = book.worksheet_range(name).map_err(|_| broken())?;
                whole(&range, Cells::new(rows, merged, skip_rows, origin))
            }
        }
    }
}

/// The cells of a sheet as they stand in the file: one in a far corner takes no memory.
fn streamed<R: std::io::Read + std::io::Seek>(
    reader: &mut calamine::XlsxCellReader<'_, R>,
    mut cells: Cells<'_>,
    broken: impl Fn() -> Error,
) -> Result<Table, Error> {
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(|_| broken())? {
        let is_unworked =
            record.formula.is_some() && matches!(record.value, calamine::DataRef::Empty);
        cells.unworked += usize::from(is_unworked);
        cells.push(record.pos, &record.value)?;
    }
    cells.finish()
}

/// The cells of a sheet that the reader holds as a whole; its size was checked before.
fn whole(range: &Range<Data>, mut cells: Cells<'_>) -> Result<Table, Error> {
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let position = (top.saturating_add(row as u32), left.saturating_add(column as u32));
        cells.push(position, &value::lent(value))?;
    }
    cells.finish()
}

/// The names of the sheets that may be read, the first choice first.
fn chosen<'a>(sheets: &'a [calamine::Sheet], wanted: Option<&str>) -> Result<Vec<&'a str>, String> {
    let names = sheets.iter().map(|sheet| sheet.name.as_str());
    let Some(wanted) = wanted else {
        let visible = sheets.iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
        return Ok(visible.map(|sheet| sheet.name.as_str()).collect());
    };
    let alike = |name: &str| name.trim().to_lowercase() == wanted.trim().to_lowercase();
    let exact = names.clone().find(|name| *name == wanted);
    let found = exact.or_else(|| names.clone().find(|name| alike(name)));
    found.map(|name| vec![name]).ok_or_else(|| {
        format!("there is no sheet {wanted:?}; there are: {}", listed(&names.collect::<Vec<_>>()))
    })
}

fn listed(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(LISTED).map(|name| format!("{name:?}")).collect();
    let more = if names.len() > LISTED { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// Says which sheets were not read.
fn note_others(sheets: &[calamine::Sheet], reading: &mut Reading) {
    let others = |is_visible: bool| -> Vec<&str> {
        let own = |sheet: &&calamine::Sheet| {
            (sheet.visible == SheetVisible::Visible) == is_visible
                && Some(&sheet.name) != reading.sheet.as_ref()
        };
        sheets.iter().filter(own).map(|sheet| sheet.name.as_str()).collect()
    };
    let (visible, hidden) = (others(true), others(false));
    let mut notes = Vec::new();
    if !visible.is_empty() {
        notes.push(format!("{OTHER_SHEETS}{}", listed(&visible)));
    }
    if !hidden.is_empty() {
        notes.push(format!("not read: the hidden sheets {}", listed(&hidden)));
    }
    reading.notes.extend(notes);
}

fn syntax(origin: &str, message: String) -> Error {
    Error::Syntax { origin: origin.to_owned(), message }
}
