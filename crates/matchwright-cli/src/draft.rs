//! Files that appear whole or not at all.
//!
//! A draft is written to a temporary file in the folder of its destination and takes its name in
//! one step at the end. Whatever stops the command before leaves the old file as it was. Links are
//! followed, and a file that is replaced passes on who may read it. What keeps no content (a pipe, a
//! device, standard output) has no name to be taken: it gets the whole content at the end.

use std::fs::{File, Metadata};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use tempfile::NamedTempFile;

use crate::failure::Failure;
use crate::streams::{self, is_output, is_stream, seen_enough};

/// More links than this in a row lead nowhere, on Linux.
const MOST_LINKS: usize = 40;

/// A file on its way to its destination.
#[derive(Debug)]
pub(crate) struct Draft {
    /// As the user wrote it.
    path: PathBuf,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// Takes the place of a file, or a name that nothing has.
    Named { name: PathBuf, file: NamedTempFile },
    /// For a pipe or a device.
    Stream(Vec<u8>),
    /// For standard output.
    Output(Vec<u8>),
}

impl Draft {
    fn new(path: &Path) -> Result<Self, Failure> {
        Ok(Self { path: path.to_owned(), content: Content::new(path)? })
    }

    /// A draft with its content.
    pub(crate) fn filled(
        path: &Path,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Self, Failure> {
        let mut draft = Self::new(path)?;
        let written = match &mut draft.content {
            Content::Stream(bytes) | Content::Output(bytes) => write(bytes),
            Content::Named { file, .. } => {
                let mut buffer = BufWriter::new(file.as_file_mut());
                write(&mut buffer).and_then(|()| buffer.flush())
            }
        };
        written.map_err(|error| Failure::write_file(path, error))?;
        Ok(draft)
    }

    /// Brings the file to its destination, in place of an older one.
    pub(crate) fn publish(self) -> Result<(), Failure> {
        self.deliver(|file, name| file.persist(name).map(drop).map_err(|error| error.error))
    }

    /// Brings the file to its destination unless another file has the name.
    pub(crate) fn publish_new(self) -> Result<(), Failure> {
        self.deliver(|file, name| {
            file.persist_noclobber(name).map(drop).map_err(|error| error.error)
        })
    }

    fn deliver(
        self,
        take_name: impl FnOnce(NamedTempFile, &Path) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let Self { path, content } = self;
        let delivered = match content {
            Content::Output(bytes) => return streams::write(&bytes),
            Content::Stream(bytes) => seen_enough(write_into(&path, &bytes)),
            Content::Named { name, file } => take_name(file, &name),
        };
        delivered.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Failure::Exists { path: path.display().to_string() },
            _ => Failure::write_file(&path, error),
        })
    }
}

impl Content {
    /// Nothing yet, for what stands at the path.
    fn new(path: &Path) -> Result<Self, Failure> {
        if is_output(path) {
            return Ok(Self::Output(Vec::new()));
        }
        let failed = |error| Failure::write_file(path, error);
        match path.metadata() {
            Ok(there) if there.is_file() => {
                File::options().write(true).open(path).map_err(failed)?;
                Self::named(path, Some(&there))
            }
            Ok(there) if takes_content(&there) => Ok(Self::Stream(Vec::new())),
            Ok(there) if there.is_dir() => Err(failed(io::ErrorKind::IsADirectory.into())),
            Ok(_) => Err(failed(io::Error::other("is neither a file nor a pipe"))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::named(path, None),
            Err(error) => Err(failed(error)),
        }
    }

    /// A temporary file beside the one that it may take the place of.
    fn named(path: &Path, old: Option<&Metadata>) -> Result<Self, Failure> {
        let name = followed(path);
        let folder = folder_of(&name);
        if !folder.is_dir() {
            let [path, folder] = [path, folder].map(|path| path.display().to_string());
            return Err(Failure::NoFolder { path, folder });
        }
        let failed = |error| Failure::write_file(path, error);
        // As readable as any new file of the user: temporary files would be the owner's alone.
        let new = |path: &Path| File::options().write(true).create_new(true).open(path);
        let file = tempfile::Builder::new().prefix(".matchwright-").make_in(folder, new);
        let file = file.map_err(failed)?;
        old.map_or(Ok(()), |old| pass_on(old, file.as_file())).map_err(failed)?;
        Ok(Self::Named { name, file })
    }
}

/// Refuses a path that cannot be written, before the work instead of after it. Nothing stays behind:
/// whoever interrupts the work finds the folder as it was.
pub(crate) fn try_out(path: &Path) -> Result<(), Failure> {
    Draft::new(path).map(drop)
}

/// Refuses a file that is named twice among inputs and outputs: `--out mentees.csv` would replace
/// the people by their pairs. Standard input is another stream than standard output.
pub(crate) fn refuse_clashes<'p>(
    inputs: impl IntoIterator<Item = &'p Path>,
    outputs: impl IntoIterator<Item = &'p Path>,
) -> Result<(), Failure> {
    let (mut seen, mut streams) = (Vec::new(), Vec::new());
    let inputs = inputs.into_iter().map(|path| (path, false));
    for (path, is_written) in inputs.chain(outputs.into_iter().map(|path| (path, true))) {
        let is_new = if is_stream(path) {
            remember(&mut streams, is_written)
        } else {
            remember(&mut seen, real_name(path))
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
/// none, but its folder has.
fn real_name(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| {
        let name = followed(path);
        let folder = folder_of(&name).canonicalize().unwrap_or_default();
        folder.join(name.file_name().unwrap_or_default())
    })
}

/// A value as indented JSON with a line end.
pub(crate) fn write_json(value: &impl Serialize, mut file: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut file, value)?;
    file.write_all(b"\n")
}

/// Writes into what is there; nothing is made or replaced.
fn write_into(path: &Path, content: &[u8]) -> io::Result<()> {
    File::options().write(true).open(path)?.write_all(content)
}

/// Where links lead in the end, whether or not something is there.
fn followed(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(target) = path.read_link() else { break };
        path = path.with_file_name(target);
    }
    path
}

fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Whether it is a pipe or a device such as a terminal. A disk is not written over.
fn takes_content(there: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        there.file_type().is_fifo() || there.file_type().is_char_device()
    }
    #[cfg(not(unix))]
    {
        !there.is_dir()
    }
}

/// Gives a new file the mode of the old one, and its owner and group where that is allowed.
fn pass_on(old: &Metadata, file: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        let (owner, group) = (Some(old.uid()), Some(old.gid()));
        // Files cannot be given away, but to a group of one's own.
        let _ = fchown(file, owner, group).or_else(|_| fchown(file, None, group));
    }
    file.set_permissions(old.permissions())
}
