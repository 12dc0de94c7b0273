//! Files that appear whole or not at all.
//!
//! What is written goes to a temporary file in the folder of its destination, which takes the name in one
//! step at the end. Whatever stops the program before leaves the old file as it was. Links are followed, and
//! a file that is replaced passes on who may read it. What keeps no content (a pipe, a device) has no name to
//! be taken: it gets the whole content at the end.

use std::fs::{File, Metadata};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// More links than this in a row lead nowhere, on Linux.
const MOST_LINKS: usize = 40;

/// A file on its way to its destination.
///
/// ```
/// use matchwright_tables::WholeFile;
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("plan.csv");
/// let mut file = WholeFile::new(&path)?;
/// file.fill(|file| file.write_all(b"mentee_id,mentor_id\n"))?;
/// assert!(!path.exists());
/// file.publish()?;
/// assert!(path.exists());
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct WholeFile {
    path: PathBuf,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// Takes the place of a file, or a name that nothing has.
    Named { name: PathBuf, file: NamedTempFile },
    /// For a pipe or a device.
    Stream(Vec<u8>),
}

impl WholeFile {
    /// Nothing yet, for what stands at the path.
    ///
    /// # Errors
    /// Where nothing can be written there: the folder is missing, or may not be written to; what is there is
    /// neither a file nor a pipe.
    pub fn new(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let content = match path.metadata() {
            Ok(there) if there.is_file() => {
                File::options().write(true).open(path)?;
                Content::named(path, Some(&there))
            }
            Ok(there) if takes_content(&there) => Ok(Content::Stream(Vec::new())),
            Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(_) => Err(io::Error::other("is neither a file nor a pipe")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Content::named(path, None),
            Err(error) => Err(error),
        };
        Ok(Self { path: path.to_owned(), content: content? })
    }

    /// The temporary file, which stays behind where the program is killed; `None` for what needs none.
    #[must_use]
    pub fn draft(&self) -> Option<&Path> {
        match &self.content {
            Content::Named { file, .. } => Some(file.path()),
            Content::Stream(_) => None,
        }
    }

    /// Writes the content.
    ///
    /// # Errors
    /// Those of `write`, and of the file system.
    pub fn fill(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        match &mut self.content {
            Content::Stream(bytes) => write(bytes),
            Content::Named { file, .. } => {
                let mut buffer = BufWriter::new(file.as_file_mut());
                write(&mut buffer).and_then(|()| buffer.flush())
            }
        }
    }

    /// Brings the file to its destination, in place of an older one.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn publish(self) -> io::Result<()> {
        self.deliver(|file, name| file.persist(name).map(drop).map_err(|error| error.error))
    }

    /// Brings the file to its destination unless another file has the name.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] where one has; those of the file system.
    pub fn publish_new(self) -> io::Result<()> {
        self.deliver(|file, name| {
            file.persist_noclobber(name).map(drop).map_err(|error| error.error)
        })
    }

    fn deliver(
        self,
        take_name: impl FnOnce(NamedTempFile, &Path) -> io::Result<()>,
    ) -> io::Result<()> {
        match self.content {
            Content::Stream(bytes) => write_into(&self.path, &bytes),
            Content::Named { name, file } => take_name(file, &name),
        }
    }
}

/// Writes bytes to a file that appears whole or not at all.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = WholeFile::new(path)?;
    file.fill(|file| file.write_all(bytes))?;
    file.publish()
}

impl Content {
    /// A temporary file beside the one that it may take the place of.
    fn named(path: &Path, old: Option<&Metadata>) -> io::Result<Self> {
        let name = followed(path);
        let folder = folder_of(&name);
        if !folder.is_dir() {
            let text = format!("there is no folder {}", folder.display());
            return Err(io::Error::new(io::ErrorKind::NotFound, text));
        }
        // As readable as any new file of the user: temporary files would be the owner's alone.
        let new = |path: &Path| File::options().write(true).create_new(true).open(path);
        let file = tempfile::Builder::new().prefix(".matchwright-").make_in(folder, new)?;
        old.map_or(Ok(()), |old| pass_on(old, file.as_file()))?;
        Ok(Self::Named { name, file })
    }
}

/// Writes into what is there; nothing is made or replaced.
fn write_into(path: &Path, content: &[u8]) -> io::Result<()> {
    File::options().write(true).open(path)?.write_all(content)
}

/// Where links lead in the end, whether or not something is there.
#[must_use]
pub fn followed(path: &Path) -> PathBuf {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What a disk takes before it is full.
    struct Disk<'a>(&'a mut dyn Write, usize);

    impl Write for Disk<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let taken = bytes.len().min(self.1);
            if taken == 0 && !bytes.is_empty() {
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.1 -= taken;
            self.0.write(&bytes[..taken])
        }

        fn flush(&mut self) -> io::Result<()> {
            self.0.flush()
        }
    }

    fn names(folder: &Path) -> io::Result<Vec<PathBuf>> {
        std::fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect()
    }

    #[test]
    fn a_write_that_ends_anywhere_leaves_the_old_file_and_nothing_else() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("plan.csv");
        let (old, new) = (b"old".as_slice(), b"mentee_id,mentor_id\ne1,m1\n".as_slice());
        std::fs::write(&path, old)?;
        for room in 0..new.len() {
            let mut file = WholeFile::new(&path)?;
            let full = file.fill(|file| Disk(file, room).write_all(new));
            assert_eq!(full.map_err(|error| error.kind()), Err(io::ErrorKind::StorageFull));
            drop(file);
            assert_eq!((std::fs::read(&path)?, names(folder.path())?.len()), (old.to_vec(), 1));
        }
        let mut file = WholeFile::new(&path)?;
        file.fill(|file| Disk(file, new.len()).write_all(new))?;
        file.publish()?;
        assert_eq!((std::fs::read(&path)?, names(folder.path())?.len()), (new.to_vec(), 1));
        Ok(())
    }
}
