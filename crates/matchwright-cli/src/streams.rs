//! The standard streams, which every file can be: its name is `-` then. What is said to people goes
//! through here, where it is made safe to show.

use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::Path;

use matchwright::tables::Error as ReadError;
use matchwright::{Error, plain_lines};

use crate::failure::Failure;

/// How errors call standard input.
pub(crate) const INPUT: &str = "standard input";

/// How errors call standard output.
const OUTPUT: &str = "standard output";

/// Whether a path stands for standard input or output.
pub(crate) fn is_stream(path: &Path) -> bool {
    path == Path::new("-")
}

/// Everything that standard input has.
pub(crate) fn read() -> Result<Vec<u8>, Error> {
    let mut content = Vec::new();
    io::stdin().lock().read_to_end(&mut content).map_err(unreadable)?;
    Ok(content)
}

/// As [`read`], as text.
pub(crate) fn read_text() -> Result<String, Error> {
    text(read()?)
}

/// What was read, as text.
pub(crate) fn text(content: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(content)
        .map_err(|_| unreadable(io::Error::new(io::ErrorKind::InvalidData, "is not UTF-8")))
}

fn unreadable(source: io::Error) -> Error {
    Error::Read(ReadError::File { path: INPUT.to_owned(), source })
}

/// Writes a file to standard output, as it is, unless a terminal is there to obey what stands in it.
pub(crate) fn write(content: &[u8]) -> Result<(), Failure> {
    if io::stdout().is_terminal() {
        return say(&String::from_utf8_lossy(content));
    }
    print(content)
}

/// Says something on standard output.
pub(crate) fn say(text: &str) -> Result<(), Failure> {
    print(plain_lines(text).as_bytes())
}

/// Says something on standard error.
pub(crate) fn say_aside(text: &str) {
    print_aside(&plain_lines(text));
}

/// Writes a text that is safe already, without its colours where no terminal shows them. Where that
/// fails, nobody is left to be told.
pub(crate) fn print_aside(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Whoever closes the pipe (`| head`) has seen enough.
fn print(content: &[u8]) -> Result<(), Failure> {
    seen_enough(io::stdout().lock().write_all(content))
        .map_err(|error| Failure::write(OUTPUT, error))
}

/// A closed pipe is no failure.
pub(crate) fn seen_enough(written: io::Result<()>) -> io::Result<()> {
    written.or_else(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(error),
    })
}

/// What a command says when it is done.
#[derive(Debug)]
pub(crate) enum Answer {
    /// For standard output.
    Text(String),
    /// For standard error, because standard output holds a file.
    Aside(String),
}

impl Answer {
    /// The answer of a command that has written these files.
    pub(crate) fn beside<'p>(outputs: impl IntoIterator<Item = &'p Path>, text: String) -> Self {
        let taken = outputs.into_iter().any(is_output);
        if taken { Self::Aside(text) } else { Self::Text(text) }
    }

    /// Says it.
    pub(crate) fn say(&self) -> Result<(), Failure> {
        match self {
            Self::Text(text) => say(text),
            Self::Aside(text) => {
                say_aside(text);
                Ok(())
            }
        }
    }
}

/// Whether a path is standard output, by its name or as the file or pipe that it leads to.
pub(crate) fn is_output(path: &Path) -> bool {
    is_stream(path) || leads_to_output(path)
}

/// A file that has been redirected to has its own name too: replaced by that name, it would lose
/// what stands in it and what comes after. Devices can be opened twice.
#[cfg(unix)]
fn leads_to_output(path: &Path) -> bool {
    use std::os::fd::AsFd as _;
    use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
    let Ok(own) = io::stdout().as_fd().try_clone_to_owned() else { return false };
    let (Ok(own), Ok(there)) = (std::fs::File::from(own).metadata(), path.metadata()) else {
        return false;
    };
    (own.is_file() || own.file_type().is_fifo())
        && (own.dev(), own.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn leads_to_output(_: &Path) -> bool {
    false
}
