//! Quotes in CSV, looked at before a parser does: it takes a quote that is never closed for a cell
//! that holds the rest of the file, people and all.
//!
//! A cell that begins with a quote ends at the next one, and nothing but blanks may follow there. Two
//! quotes in a row are one that belongs to the text. Other quotes (`5" pipe`) mean nothing.

use std::io::{self, Read};

/// Hands on what it reads, and fails where a quote is out of place. One step a byte.
pub(super) struct Quotes<R> {
    reader: R,
    state: State,
    /// Counted from 1.
    line: u64,
    /// Where the last quote was opened.
    opened: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first character of a cell.
    Start,
    Plain,
    Quoted,
    /// Behind a quote that ends the cell, unless another follows at once.
    Quote,
    /// Behind a blank after such a quote.
    Ended,
}

impl<R: Read> Quotes<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, state: State::Start, line: 1, opened: 1 }
    }

    fn step(&mut self, byte: u8) -> io::Result<()> {
        let next = match (self.state, byte) {
            (State::Start, b'"') => {
                self.opened = self.line;
                State::Quoted
            }
            // What a spreadsheet puts before the first cell of a file.
            (State::Start, 0xef | 0xbb | 0xbf) if self.line == 1 => State::Start,
            (State::Quoted, b'"') => State::Quote,
            (State::Quote, b'"') | (State::Quoted, _) => State::Quoted,
            (_, b',' | b'\n' | b'\r') => State::Start,
            (State::Quote | State::Ended, b' ' | b'\t') => State::Ended,
            (State::Quote | State::Ended, _) => {
                let (opened, line) = (self.opened, self.line);
                return Err(unbalanced(format!(
                    "a quote that opens in line {opened} closes in the middle of a cell, line {line}"
                )));
            }
            (State::Start | State::Plain, _) => State::Plain,
        };
        self.line += u64::from(byte == b'\n');
        self.state = next;
        Ok(())
    }
}

impl<R: Read> Read for Quotes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        buffer.iter().take(count).try_for_each(|&byte| self.step(byte))?;
        if count == 0 && !buffer.is_empty() && self.state == State::Quoted {
            let opened = self.opened;
            return Err(unbalanced(format!("a quote that opens in line {opened} never closes")));
        }
        Ok(count)
    }
}

fn unbalanced(text: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, text)
}
