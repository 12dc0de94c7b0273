//! What a table is written as, by the ending of the file's name.

use std::io::{self, Write};
use std::path::Path;

use super::{Frame, write_bytes};
use crate::error::Error;

/// What a table is written as, by the ending of the file's name:
///
/// | ending | content | feature |
/// |---|---|---|
/// | `.csv` `.txt`, or none | rows below a header line | `csv` |
/// | `.tsv` | the same with tabs | `csv` |
/// | `.json` | an array of objects | `json` |
/// | `.xlsx` | a workbook of one sheet | `excel` |
/// | `.parquet` | Parquet | `parquet` |
///
/// Each may be compressed, with `.gz` behind (feature `gzip`). Names that begin with a point have no ending.
///
/// ```
/// use matchwright_tables::{Error, FileFormat};
///
/// assert!(FileFormat::of("plan.xlsx")?.is_workbook());
/// assert!(FileFormat::of("plan.csv.gz").is_ok());
/// assert!(matches!(FileFormat::of("plan.docx"), Err(Error::NotWritten { .. })));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileFormat {
    kind: Kind,
    is_compressed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// With this byte between two cells.
    Text(u8),
    Json,
    Workbook,
    Parquet,
}

impl FileFormat {
    /// The format that a name asks for.
    ///
    /// # Errors
    /// [`Error::NotWritten`] where it ends in anything else.
    pub fn of(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let ending =
            |path: &Path| path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let is_compressed = ending(path).is_some_and(|ending| ending == "gz");
        let stem = if is_compressed { path.with_extension("") } else { path.to_owned() };
        let kind = match ending(&stem).as_deref() {
            None | Some("csv" | "txt") => Kind::Text(b','),
            Some("tsv") => Kind::Text(b'\t'),
            Some("json") => Kind::Json,
            Some("xlsx") => Kind::Workbook,
            Some("parquet") => Kind::Parquet,
            Some(_) => return Err(Error::NotWritten { path: path.display().to_string() }),
        };
        Ok(Self { kind, is_compressed })
    }

    /// Whether it is a workbook, which has room for more than one table.
    #[must_use]
    pub fn is_workbook(&self) -> bool {
        self.kind == Kind::Workbook
    }

    /// Writes a table; `sheet` is the name of the sheet in a workbook.
    ///
    /// # Errors
    /// Those of the writer, what the format cannot hold, and where a feature is missing.
    pub fn write(self, frame: &Frame, sheet: &str, writer: &mut dyn Write) -> io::Result<()> {
        self.wrap(writer, |writer| self.write_plain(frame, sheet, writer))
    }

    /// Compresses what somebody writes, where the name of the file asks for it: a workbook of several tables.
    ///
    /// # Errors
    /// Those of the writer, and where the feature is missing.
    pub fn wrap(
        self,
        writer: &mut dyn Write,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        if self.is_compressed { zipped(writer, write) } else { write(writer) }
    }

    #[cfg_attr(not(feature = "excel"), expect(unused_variables, reason = "of workbooks alone"))]
    fn write_plain(self, frame: &Frame, sheet: &str, writer: &mut dyn Write) -> io::Result<()> {
        match self.kind {
            #[cfg(feature = "csv")]
            Kind::Text(separator) => frame.write_separated(separator, writer),
            #[cfg(feature = "json")]
            Kind::Json => frame.write_json(writer),
            #[cfg(feature = "excel")]
            Kind::Workbook => super::write_excel([(sheet, frame)], writer),
            #[cfg(feature = "parquet")]
            Kind::Parquet => frame.write_parquet(writer),
            #[cfg(not(all(
                feature = "csv",
                feature = "json",
                feature = "excel",
                feature = "parquet"
            )))]
            _ => Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "the library was built without the feature that writes this",
            )),
        }
    }
}

impl Frame {
    /// Writes the columns to a file in the [format](FileFormat) that its name asks for. The file appears whole
    /// or not at all.
    ///
    /// ```
    /// use matchwright_tables::{Cell, Frame, Table, Values};
    ///
    /// let folder = tempfile::tempdir()?;
    /// let frame = Frame::new([("mentor_id", Values::Whole(vec![7]))]);
    /// for name in ["pairs.csv", "pairs.tsv.gz", "pairs.json", "pairs.xlsx", "pairs.parquet"] {
    ///     let path = folder.path().join(name);
    ///     frame.write_file(&path)?;
    ///     let cell = Table::from_file(&path)?.column("mentor_id").unwrap()[0].as_text();
    ///     assert_eq!(cell.as_deref(), Some("7"));
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotWritten`] for other endings, and [`Error::File`].
    pub fn write_file(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        let (format, mut bytes) = (FileFormat::of(path)?, Vec::new());
        let written = format.write(self, "table", &mut bytes);
        written.map_err(|source| Error::File { path: path.display().to_string(), source })?;
        write_bytes(path, &bytes)
    }
}

/// Compresses what is written.
pub(super) fn zipped(
    writer: &mut dyn Write,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    #[cfg(feature = "gzip")]
    {
        let mut encoder = flate2::write::GzEncoder::new(writer, flate2::Compression::default());
        write(&mut encoder)?;
        encoder.finish().map(drop)
    }
    #[cfg(not(feature = "gzip"))]
    {
        let _ = (writer, write);
        Err(crate::read::without_gzip())
    }
}
