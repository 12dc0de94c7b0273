//! A file as text.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use crate::error::Error;

/// The text of a file, decompressed where its name ends in `.gz`, which takes the feature `gzip`.
///
/// # Errors
/// [`Error::File`] where it cannot be read, or is no text in UTF-8.
pub fn read_text(path: impl AsRef<Path>) -> Result<String, Error> {
    let path = path.as_ref();
    let read = || {
        let mut file = BufReader::new(File::open(path)?);
        let mut text = String::new();
        if is_compressed(path) {
            unzip(file, &mut text)?;
        } else {
            file.read_to_string(&mut text)?;
        }
        Ok(text)
    };
    read().map_err(|source| Error::File { path: path.display().to_string(), source })
}

/// Whether a file's name says that it is compressed.
pub(crate) fn is_compressed(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gz"))
}

#[cfg(feature = "gzip")]
fn unzip(file: impl Read, text: &mut String) -> io::Result<usize> {
    flate2::read::GzDecoder::new(file).read_to_string(text)
}

#[cfg(not(feature = "gzip"))]
fn unzip(_: impl Read, _: &mut String) -> io::Result<usize> {
    Err(without_gzip())
}

/// What is said where a compressed file is met and nothing can open it.
#[cfg(not(feature = "gzip"))]
pub(crate) fn without_gzip() -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, "compressed files need the feature `gzip`")
}
