//! The one door: which reader a file asks for, by what it holds and by its name.

use std::path::{Path, PathBuf};

use super::options::ReadOptions;
use crate::error::Error;
use crate::table::Table;

/// Endings of workbooks: behind them `#Sheet` may follow.
const WORKBOOKS: [&str; 5] = ["xlsx", "xlsm", "xls", "xlsb", "ods"];

/// Endings of files of Arrow record batches.
const ARROWS: [&str; 4] = ["arrow", "arrows", "feather", "ipc"];

/// Endings of calendars: events, and free and busy times.
const CALENDARS: [&str; 3] = ["ics", "ical", "ifb"];

/// How a calendar begins.
const CALENDAR: &[u8] = b"BEGIN:VCALENDAR";

/// How an OLE file begins: `.xls`, and workbooks with a password.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// How a page or another document in markup begins, in lower case.
const MARKUP: [&[u8]; 5] = [b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    /// Records of cells; the separator that the name speaks for.
    Text(Option<u8>),
    Json,
    Workbook,
    Calendar,
    Parquet,
    Arrow,
}

impl Table {
    /// Reads a file:
    ///
    /// | ending | content | feature |
    /// |---|---|---|
    /// | `.csv` `.tsv` `.txt` | rows below a header line | `csv` |
    /// | `.xlsx` `.xlsm` `.xls` `.ods` | a workbook, of which one sheet is read: `people.xlsx#Mentors` | `excel` |
    /// | `.json` `.jsonl` `.ndjson` | an array of objects, an object a line; SCIM 2.0 users, Open Badges and learner records, exports of HR systems | `json` |
    /// | `.ics` `.ical` `.ifb` | calendars: when people are taken | `calendar` |
    /// | `.parquet` | Parquet | `parquet` |
    /// | `.arrow` `.arrows` `.feather` `.ipc` | Arrow record batches | `parquet` |
    ///
    /// Each may be compressed, with `.gz` behind (feature `gzip`). A workbook is one whatever its name
    /// ends in. How it was read stands in [`reading`](Self::reading).
    ///
    /// ```
    /// use matchwright_tables::{Error, Table};
    ///
    /// let refused = Table::from_file("people.docx");
    /// assert!(matches!(refused, Err(Error::UnknownEnding { .. })));
    /// ```
    ///
    /// # Errors
    /// Those of the reader, and [`Error::UnknownEnding`] where there is none.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::from_file_with(path, &ReadOptions::default())
    }

    /// Reads a file in the way that the options say.
    ///
    /// # Errors
    /// As [`Table::from_file`], and [`Error::Syntax`] where the options ask for what no file can have.
    pub fn from_file_with(path: impl AsRef<Path>, options: &ReadOptions) -> Result<Self, Error> {
        let (path, sheet) = without_sheet(path.as_ref());
        let name = path.display().to_string();
        if by_name(&name).is_none() {
            return Err(Error::UnknownEnding { path: name });
        }
        let bytes =
            std::fs::read(&path).map_err(|source| Error::File { path: name.clone(), source })?;
        let mut options = options.clone();
        options.sheet = sheet.or(options.sheet);
        Self::from_bytes(bytes, &name, &options)
    }

    /// Reads a file that is in memory; `name` stands for it in errors, and its ending counts where the
    /// bytes do not tell. Text without an ending is JSON where it begins with a bracket, else CSV.
    ///
    /// ```
    /// use matchwright_tables::{ReadOptions, Table};
    ///
    /// let options = ReadOptions::default();
    /// let table = Table::from_bytes(b"id\tsite\ne1\tLeeds\n".to_vec(), "people.txt", &options)?;
    /// assert_eq!(table.reading().to_string(), "read as tab-separated, UTF-8");
    /// # Ok::<(), matchwright_tables::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Table::from_file_with`].
    pub fn from_bytes(bytes: Vec<u8>, name: &str, options: &ReadOptions) -> Result<Self, Error> {
        options.check(name)?;
        let bytes = unpacked(bytes, name)?;
        let named = by_name(name);
        let format = by_content(&bytes).or(named.filter(|format| *format != Format::Workbook));
        let format = format.unwrap_or_else(|| of_text(&bytes));
        if options.sheet.is_some() && format != Format::Workbook {
            return Err(syntax(name, "only workbooks have sheets"));
        }
        let mut table = read(bytes, name, options, format)?;
        if named == Some(Format::Workbook) && format != Format::Workbook {
            let mut reading = table.reading().clone();
            reading.note("named like a workbook, and holds text");
            table.set_reading(reading);
        }
        Ok(table)
    }
}

#[cfg_attr(
    not(any(feature = "calendar", feature = "csv", feature = "json")),
    expect(unused_variables, reason = "binary formats have no options")
)]
#[cfg_attr(
    not(any(feature = "excel", feature = "parquet")),
    expect(
        clippy::needless_pass_by_value,
        reason = "the readers of workbooks and Parquet keep them"
    )
)]
fn read(bytes: Vec<u8>, name: &str, options: &ReadOptions, format: Format) -> Result<Table, Error> {
    match format {
        Format::Text(_) if is_markup(&bytes) => {
            Err(syntax(name, "a page in HTML or XML and no table; save it as .xlsx or .csv"))
        }
        #[cfg(feature = "csv")]
        Format::Text(prefer) => super::csv::read(bytes, name, options, prefer),
        #[cfg(not(feature = "csv"))]
        Format::Text(_) => Err(syntax(name, "text files need the feature `csv`")),
        #[cfg(feature = "json")]
        Format::Json => super::json::read(bytes, name, options),
        #[cfg(not(feature = "json"))]
        Format::Json => Err(syntax(name, "JSON needs the feature `json`")),
        #[cfg(feature = "excel")]
        Format::Workbook => {
            super::guard::guarded(name, || super::excel::read(bytes, name, options))
        }
        #[cfg(not(feature = "excel"))]
        Format::Workbook => Err(syntax(name, "workbooks need the feature `excel`")),
        #[cfg(feature = "calendar")]
        Format::Calendar => {
            super::guard::guarded(name, || super::calendar::read(&bytes, name, options))
        }
        #[cfg(not(feature = "calendar"))]
        Format::Calendar => Err(syntax(name, "calendars need the feature `calendar`")),
        #[cfg(feature = "parquet")]
        Format::Parquet => super::guard::guarded(name, || super::parquet::read(bytes, name)),
        #[cfg(feature = "parquet")]
        Format::Arrow => super::guard::guarded(name, || super::ipc::read(bytes, name)),
        #[cfg(not(feature = "parquet"))]
        Format::Parquet | Format::Arrow => Err(syntax(name, "it needs the feature `parquet`")),
    }
}

fn syntax(origin: &str, message: &str) -> Error {
    Error::Syntax { origin: origin.to_owned(), message: message.to_owned() }
}

/// `people.xlsx#Mentors` as a path and a sheet, unless a file has all of it as its name.
#[must_use]
pub fn without_sheet(path: &Path) -> (PathBuf, Option<String>) {
    let whole = (path.to_owned(), None);
    let Some(text) = path.to_str().filter(|_| !path.exists()) else { return whole };
    let workbook = |(at, _): &(usize, &str)| {
        text.get(..*at).is_some_and(|path| by_name(path) == Some(Format::Workbook))
    };
    let Some((at, _)) = text.match_indices('#').find(workbook) else { return whole };
    match text.split_at_checked(at) {
        Some((path, sheet)) => (PathBuf::from(path), sheet.get(1..).map(str::to_owned)),
        None => whole,
    }
}

fn by_name(name: &str) -> Option<Format> {
    let name = name.to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let ending = Path::new(name).extension()?.to_str()?;
    match ending {
        "csv" | "txt" => Some(Format::Text(None)),
        "tsv" | "tab" => Some(Format::Text(Some(b'\t'))),
        "json" | "jsonl" | "ndjson" => Some(Format::Json),
        "parquet" => Some(Format::Parquet),
        ending if CALENDARS.contains(&ending) => Some(Format::Calendar),
        ending if WORKBOOKS.contains(&ending) => Some(Format::Workbook),
        ending if ARROWS.contains(&ending) => Some(Format::Arrow),
        _ => None,
    }
}

/// What the first bytes tell, whatever the name says.
fn by_content(bytes: &[u8]) -> Option<Format> {
    let begins = |mark: &[u8]| bytes.starts_with(mark);
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") || begins(OLE) {
        Some(Format::Workbook)
    } else if begins(b"PAR1") && bytes.ends_with(b"PAR1") {
        Some(Format::Parquet)
    } else if begins(b"ARROW1\0\0") {
        Some(Format::Arrow)
    } else if is_calendar(bytes) {
        Some(Format::Calendar)
    } else {
        None
    }
}

fn is_calendar(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    text.get(..CALENDAR.len()).is_some_and(|start| start.eq_ignore_ascii_case(CALENDAR))
}

fn of_text(bytes: &[u8]) -> Format {
    match bytes.trim_ascii_start().first() {
        Some(b'[' | b'{') => Format::Json,
        _ => Format::Text(None),
    }
}

fn is_markup(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    MARKUP
        .iter()
        .any(|mark| text.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)))
}

/// The bytes of a gzip file, known by its content.
fn unpacked(bytes: Vec<u8>, name: &str) -> Result<Vec<u8>, Error> {
    if !bytes.starts_with(b"\x1f\x8b\x08") {
        return Ok(bytes);
    }
    #[cfg(feature = "gzip")]
    {
        use std::io::Read;

        use super::limits::{MAX_UNPACKED, too_much};

        let mut unpacked = Vec::new();
        let reader = flate2::read::MultiGzDecoder::new(bytes.as_slice());
        let read = reader.take(MAX_UNPACKED + 1).read_to_end(&mut unpacked);
        read.map_err(|source| Error::File { path: name.to_owned(), source })?;
        if unpacked.len() as u64 > MAX_UNPACKED {
            return Err(too_much(name, "bytes when unpacked", MAX_UNPACKED));
        }
        Ok(unpacked)
    }
    #[cfg(not(feature = "gzip"))]
    Err(Error::File { path: name.to_owned(), source: super::without_gzip() })
}
