//! Records and quotes of CSV, looked at before a parser does: it takes a quote that is never closed for
//! a cell that holds the rest of the file, people and all.
//!
//! A cell that begins with a quote ends at the next one, and nothing but blanks may follow there. Two
//! quotes in a row are one that belongs to the text. Other quotes (`5" pipe`) mean nothing.

/// One record: a row of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record {
    /// Counted from 1 with empty lines; a line break in a cell begins no row.
    pub(super) row: usize,
    /// The line on which it begins, counted from 1.
    pub(super) line: usize,
    /// Number of cells; 0 for an empty line.
    pub(super) cells: usize,
    /// Whether it has nothing but blanks.
    pub(super) is_blank: bool,
}

/// The records of a text, one after the other. One step a byte.
pub(super) struct Records<'a> {
    text: &'a [u8],
    separator: u8,
    at: usize,
    row: usize,
    /// Counted from 1.
    line: usize,
    /// Where the last quote was opened.
    opened: usize,
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

impl<'a> Records<'a> {
    pub(super) fn new(text: &'a str, separator: u8) -> Self {
        Self { text: text.as_bytes(), separator, at: 0, row: 0, line: 1, opened: 1 }
    }

    /// Rows that have been gone through.
    pub(super) fn rows(&self) -> usize {
        self.row
    }

    fn step(&mut self, state: State, byte: u8) -> Result<State, String> {
        Ok(match (state, byte) {
            (State::Start, b'"') => {
                self.opened = self.line;
                State::Quoted
            }
            (State::Quoted, b'"') => State::Quote,
            (State::Quote, b'"') | (State::Quoted, _) => State::Quoted,
            (_, byte) if byte == self.separator => State::Start,
            (State::Quote | State::Ended, b' ' | b'\t') => State::Ended,
            (State::Quote | State::Ended, _) => return Err(self.closes_early()),
            (State::Start | State::Plain, _) => State::Plain,
        })
    }

    fn closes_early(&self) -> String {
        let Self { opened, line, .. } = self;
        format!("a quote that opens in line {opened} closes in the middle of a cell, line {line}")
    }

    /// The record that begins here.
    fn record(&mut self) -> Result<Record, String> {
        let (start, line) = (self.at, self.line);
        let mut state = State::Start;
        let (mut cells, mut is_blank) = (1, true);
        self.row += 1;
        let row = self.row;
        while let Some(&byte) = self.text.get(self.at) {
            self.at += 1;
            if state != State::Quoted && matches!(byte, b'\n' | b'\r') {
                let cells = if self.at - start > 1 { cells } else { 0 };
                if byte == b'\r' && self.text.get(self.at) == Some(&b'\n') {
                    self.at += 1;
                }
                self.line += 1;
                return Ok(Record { row, line, cells, is_blank });
            }
            is_blank &= matches!(byte, b' ' | b'\t');
            cells += usize::from(state != State::Quoted && byte == self.separator);
            state = self.step(state, byte)?;
            self.line += usize::from(byte == b'\n');
        }
        if state == State::Quoted {
            return Err(format!("a quote that opens in line {} never closes", self.opened));
        }
        Ok(Record { row, line, cells, is_blank })
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, String>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.text.len() {
            return None;
        }
        let record = self.record();
        if record.is_err() {
            self.at = self.text.len();
        }
        Some(record)
    }
}
