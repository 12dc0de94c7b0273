//! What a command writes: files that appear whole or not at all, and standard output.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::builder::{PathBufValueParser, TypedValueParser};
use matchwright::tables::{Error, FileFormat, Frame, WholeFile, followed, without_sheet};
use serde::Serialize;

use crate::failure::Failure;
use crate::interrupt;
use crate::streams::{self, is_output, is_stream, seen_enough};

/// The name of a file for a table, which says what it is written as.
#[derive(Debug, Clone)]
pub(crate) struct TableFile {
    path: PathBuf,
    format: FileFormat,
}

impl TableFile {
    /// Reads it from the command line; endings that say nothing are wrong usage.
    pub(crate) fn parser() -> impl TypedValueParser<Value = Self> {
        PathBufValueParser::new()
            .try_map(|path| Ok::<_, Error>(Self { format: FileFormat::of(&path)?, path }))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it has room for more than one table.
    pub(crate) fn is_workbook(&self) -> bool {
        self.format.is_workbook()
    }

    /// A draft with what is written, compressed where the name says so.
    pub(crate) fn wrapped(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Draft, Failure> {
        Draft::filled(&self.path, |file| self.format.wrap(file, write))
    }

    /// A draft with the table; `sheet` is its name in a workbook.
    pub(crate) fn filled(&self, table: &Frame, sheet: &str) -> Result<Draft, Failure> {
        Draft::filled(&self.path, |file| self.format.write(table, sheet, file))
    }
}

/// A file on its way to its destination.
#[derive(Debug)]
pub(crate) struct Draft {
    /// As the user wrote it.
    path: PathBuf,
    content: Content,
}

#[derive(Debug)]
enum Content {
    File(WholeFile),
    /// For standard output.
    Output(Vec<u8>),
}

impl Draft {
    fn new(path: &Path) -> Result<Self, Failure> {
        let content = if is_output(path) {
            Content::Output(Vec::new())
        } else {
            let file = interrupt::removing(|| WholeFile::new(path));
            Content::File(file.map_err(|error| Failure::write_file(path, error))?)
        };
        Ok(Self { path: path.to_owned(), content })
    }

    /// A draft with its content.
    pub(crate) fn filled(
        path: &Path,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Self, Failure> {
        let mut draft = Self::new(path)?;
        let written = match &mut draft.content {
            Content::File(file) => file.fill(write),
            Content::Output(bytes) => write(bytes),
        };
        written.map_err(|error| Failure::write_file(path, error))?;
        Ok(draft)
    }

    /// Brings the file to its destination, in place of an older one.
    pub(crate) fn publish(self) -> Result<(), Failure> {
        self.deliver(WholeFile::publish)
    }

    /// Brings the file to its destination unless another file has the name.
    pub(crate) fn publish_new(self) -> Result<(), Failure> {
        self.deliver(WholeFile::publish_new)
    }

    fn deliver(self, publish: impl FnOnce(WholeFile) -> io::Result<()>) -> Result<(), Failure> {
        let Self { path, content } = self;
        let file = match content {
            Content::Output(bytes) => return streams::write(&bytes),
            Content::File(file) => file,
        };
        seen_enough(publish(file)).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Failure::Exists { path: path.display().to_string() },
            _ => Failure::write_file(&path, error),
        })
    }
}

/// Refuses a path that cannot be written, before the work instead of after it. Nothing stays behind:
/// whoever interrupts the work finds the folder as it was.
pub(crate) fn try_out(path: &Path) -> Result<(), Failure> {
    Draft::new(path).map(drop)
}

/// Refuses an output that is an input or another output: `--out mentees.csv` would replace the people by
/// their pairs. Inputs may be one file: two sheets of a workbook. A stream is read or written once.
pub(crate) fn refuse_clashes<'p>(
    inputs: impl IntoIterator<Item = &'p Path>,
    outputs: impl IntoIterator<Item = &'p Path>,
) -> Result<(), Failure> {
    let (mut files, mut streams) = (Vec::new(), Vec::new());
    let inputs = inputs.into_iter().map(|path| (path, false));
    for (path, is_written) in inputs.chain(outputs.into_iter().map(|path| (path, true))) {
        let is_new = if is_stream(path) {
            remember(&mut streams, is_written)
        } else {
            remember(&mut files, real_name(path)) || !is_written
        };
        if !is_new {
            return Err(Failure::NamedTwice { path: path.display().to_string() });
        }
    }
    Ok(())
}

/// Adds what is not there yet, and says whether that was so.
fn remember<T: PartialEq>(seen: &mut Vec<T>, one: T) -> bool {
    let is_new = !seen.contains(&one);
    if is_new {
        seen.push(one);
    }
    is_new
}

/// The one name that all ways of writing a path have in common. A file that does not exist yet has
/// none, but its folder has; the sheets of a workbook are one file.
fn real_name(path: &Path) -> PathBuf {
    let (path, _) = without_sheet(path);
    path.canonicalize().unwrap_or_else(|_| {
        let name = followed(&path);
        let folder = name.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).canonicalize().unwrap_or_default();
        folder.join(name.file_name().unwrap_or_default())
    })
}

/// A value as indented JSON with a line end.
pub(crate) fn write_json(value: &impl Serialize, mut file: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut file, value)?;
    file.write_all(b"\n")
}
