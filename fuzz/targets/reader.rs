//! What every target of a reader does: any bytes are a table or an error, and every cell of a table can be looked at.

use std::io::{Cursor, Write};

use matchwright::tables::{ReadOptions, Table};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Reads bytes as a file of this name.
pub(super) fn read(bytes: Vec<u8>, name: &str) {
    // Badges expire by it, and weeks of a calendar begin at it.
    let options = ReadOptions { date: Some("2026-03-02".to_owned()), ..ReadOptions::default() };
    let Ok(table) = Table::from_bytes(bytes, name, &options) else { return };
    for (_, cells) in table.columns() {
        assert_eq!(cells.len(), table.rows());
    }
    assert!(!table.reading().to_string().is_empty());
}

/// The parts of a workbook, not compressed.
pub(super) fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        writer.start_file(*name, stored).expect("a name of a part");
        writer.write_all(bytes).expect("memory takes all bytes");
    }
    writer.finish().expect("memory takes all bytes").into_inner()
}

/// The input cut at every byte of 0, which no text of a workbook holds; what is not there is as given.
pub(super) fn cut<'a, const N: usize>(data: &'a [u8], otherwise: [&'a str; N]) -> [&'a [u8]; N] {
    let mut parts = data.split(|&byte| byte == 0);
    otherwise.map(|text| parts.next().filter(|part| !part.is_empty()).unwrap_or(text.as_bytes()))
}
