//! A text, or bytes, as a file.

use std::io;
use std::path::Path;

use super::file::zipped;
use super::whole::write_whole;
use crate::error::Error;
use crate::read::is_compressed;

/// Writes a text to a file, compressed where its name ends in `.gz`, which takes the feature `gzip`. The file
/// appears whole or not at all.
///
/// # Errors
/// [`Error::File`].
pub fn write_text(path: impl AsRef<Path>, text: &str) -> Result<(), Error> {
    let path = path.as_ref();
    let bytes = if is_compressed(path) { zip(text) } else { Ok(text.as_bytes().to_vec()) };
    written(path, bytes.and_then(|bytes| write_whole(path, &bytes)))
}

/// Writes bytes to a file, which appears whole or not at all.
///
/// # Errors
/// [`Error::File`].
pub fn write_bytes(path: impl AsRef<Path>, bytes: &[u8]) -> Result<(), Error> {
    written(path.as_ref(), write_whole(path.as_ref(), bytes))
}

fn written(path: &Path, result: io::Result<()>) -> Result<(), Error> {
    result.map_err(|source| Error::File { path: path.display().to_string(), source })
}

fn zip(text: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    zipped(&mut bytes, |writer| writer.write_all(text.as_bytes()))?;
    Ok(bytes)
}
