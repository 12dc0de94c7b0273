//! Files that appear whole or not at all.
//!
//! A draft is written to a temporary file in the folder of its destination and takes its name in
//! one step at the end. Whatever stops the command before leaves the old file as it was.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use tempfile::NamedTempFile;

use crate::failure::Failure;

/// A file on its way to its name.
#[derive(Debug)]
pub(crate) struct Draft {
    path: PathBuf,
    file: NamedTempFile,
}

impl Draft {
    fn new(path: &Path) -> Result<Self, Failure> {
        if path.is_dir() {
            let error = io::Error::from(io::ErrorKind::IsADirectory);
            return Err(Failure::write_file(path, error));
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".matchwright-");
        readable(&mut builder);
        let file = builder.tempfile_in(folder_of(path));
        let file = file.map_err(|error| Failure::write_file(path, error))?;
        Ok(Self { path: path.to_owned(), file })
    }

    /// A draft with its content.
    pub(crate) fn filled(
        path: &Path,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Self, Failure> {
        let mut draft = Self::new(path)?;
        let mut buffer = BufWriter::new(draft.file.as_file_mut());
        let written = write(&mut buffer).and_then(|()| buffer.flush());
        drop(buffer);
        written.map_err(|error| Failure::write_file(path, error))?;
        Ok(draft)
    }

    /// Gives the file its name, in place of an older one.
    pub(crate) fn publish(self) -> Result<(), Failure> {
        let Self { path, file } = self;
        let published = file.persist(&path).map(drop);
        published.map_err(|error| Failure::write_file(&path, error.error))
    }

    /// Gives the file its name unless another file has it.
    pub(crate) fn publish_new(self) -> Result<(), Failure> {
        let Self { path, file } = self;
        match file.persist_noclobber(&path) {
            Ok(_) => Ok(()),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                Err(Failure::Exists { path: path.display().to_string() })
            }
            Err(error) => Err(Failure::write_file(&path, error.error)),
        }
    }
}

/// Refuses a path that cannot be written, before the work instead of after it. Nothing stays behind:
/// whoever interrupts the work finds the folder as it was.
pub(crate) fn try_out(path: &Path) -> Result<(), Failure> {
    Draft::new(path).map(drop)
}

/// Refuses a file that is named twice among inputs and outputs: `--out mentees.csv` would replace
/// the people by their pairs.
pub(crate) fn refuse_clashes<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Result<(), Failure> {
    let mut seen: Vec<PathBuf> = Vec::new();
    for path in paths {
        // A file that does not exist yet has no canonical name, but its folder has.
        let folder = folder_of(path).canonicalize().unwrap_or_default();
        let new = || folder.join(path.file_name().unwrap_or_default());
        let name = path.canonicalize().unwrap_or_else(|_| new());
        if seen.contains(&name) {
            return Err(Failure::NamedTwice { path: path.display().to_string() });
        }
        seen.push(name);
    }
    Ok(())
}

/// A value as indented JSON with a line end.
pub(crate) fn write_json(value: &impl Serialize, mut file: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut file, value)?;
    file.write_all(b"\n")
}

fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Temporary files are the owner's alone; a result is as readable as any new file of the user.
fn readable(builder: &mut tempfile::Builder<'_, '_>) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = builder;
}
