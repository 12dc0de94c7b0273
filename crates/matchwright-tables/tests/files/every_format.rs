//! The same content by every way in gives the same table.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use matchwright_tables::{Cell, Error, ReadOptions, Table};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use serde_json::{Map, Value};

use crate::{read, read_bytes};

type Anything<T> = Result<T, Box<dyn std::error::Error>>;

/// A header and rows of the same width.
#[derive(Debug, Clone)]
struct People {
    names: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl People {
    fn expected(&self) -> Table {
        let mut table = Table::new(self.rows.len());
        for (column, name) in self.names.iter().enumerate() {
            let cell = |row: &Vec<String>| match row.get(column) {
                Some(text) if !text.trim().is_empty() => Cell::Text(text.clone()),
                _ => Cell::Missing,
            };
            table.insert(name, self.rows.iter().map(cell).collect());
        }
        table
    }

    fn csv(
        &self,
        separator: u8,
        terminator: csv::Terminator,
        quotes: csv::QuoteStyle,
    ) -> Anything<Vec<u8>> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(separator)
            .terminator(terminator)
            .quote_style(quotes)
            .from_writer(Vec::new());
        writer.write_record(&self.names)?;
        self.rows.iter().try_for_each(|row| writer.write_record(row))?;
        Ok(writer.into_inner()?)
    }

    fn xlsx(&self) -> Anything<Vec<u8>> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in std::iter::once(&self.names).chain(&self.rows).enumerate() {
            for (column, text) in cells.iter().enumerate() {
                sheet.write_string(row as u32, column as u16, text)?;
            }
        }
        Ok(book.save_to_buffer()?)
    }

    fn objects(&self) -> Vec<Map<String, Value>> {
        let object = |row: &Vec<String>| {
            let fields = self.names.iter().zip(row);
            fields.map(|(name, text)| (name.clone(), Value::String(text.clone()))).collect()
        };
        self.rows.iter().map(object).collect()
    }

    fn batch(&self) -> Anything<RecordBatch> {
        let fields = self.names.iter().map(|name| Field::new(name, DataType::Utf8, true));
        let schema = Schema::new(fields.collect::<Vec<_>>());
        let columns = (0..self.names.len()).map(|column| {
            let texts = self.rows.iter().map(|row| row.get(column).cloned().unwrap_or_default());
            Arc::new(StringArray::from_iter_values(texts)) as ArrayRef
        });
        Ok(RecordBatch::try_new(Arc::new(schema), columns.collect())?)
    }

    fn parquet(&self) -> Anything<Vec<u8>> {
        let batch = self.batch()?;
        let mut bytes = Vec::new();
        let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None)?;
        writer.write(&batch)?;
        writer.close()?;
        Ok(bytes)
    }

    fn arrow(&self) -> Anything<Vec<u8>> {
        let batch = self.batch()?;
        let mut bytes = Vec::new();
        let mut writer = arrow_ipc::writer::FileWriter::try_new(&mut bytes, &batch.schema())?;
        writer.write(&batch)?;
        writer.finish()?;
        drop(writer);
        Ok(bytes)
    }
}

/// Names and cells that are hard to write: separators, quotes, breaks, blanks, signs, other scripts.
fn word(pattern: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![
        4 => pattern,
        1 => Just("=1+1".to_owned()),
        1 => Just("00042".to_owned()),
        1 => Just("_x000D_".to_owned()),
        1 => Just("3,5".to_owned()),
        1 => Just("+AEA-".to_owned()),
        1 => Just("{\"a\": [1]}".to_owned()),
        1 => Just("first\n\nsecond".to_owned()),
        1 => Just("💡 “Zürich” 安藤".to_owned()),
        1 => Just(" 5\" pipe; a | b\t, c ".to_owned()),
    ]
}

fn people() -> impl Strategy<Value = People> {
    (2_usize..6, 1_usize..8).prop_flat_map(|(width, height)| {
        let names = vec(word("[a-zA-Z?'\";,|\\-]{1,8}"), width);
        let row = vec(word("[ -~ä€\n]{0,10}"), width);
        (names, vec(row, height)).prop_map(|(names, mut rows)| {
            let name = |(at, name): (usize, String)| format!("{} {at}", name.trim());
            let names = names.into_iter().enumerate().map(name).collect();
            for (at, row) in rows.iter_mut().enumerate() {
                if let Some(id) = row.first_mut() {
                    *id = format!("e{at}");
                }
            }
            People { names, rows }
        })
    })
}

fn with(bytes: Vec<u8>, separator: u8) -> Result<Table, Error> {
    let options = ReadOptions {
        separator: Some(char::from(separator)),
        decimal: Some('.'),
        ..ReadOptions::default()
    };
    Table::from_bytes(bytes, "people.csv", &options)
}

fn lines(objects: &[Map<String, Value>]) -> Anything<String> {
    let lines: Result<Vec<String>, _> = objects.iter().map(serde_json::to_string).collect();
    Ok(lines?.join("\n"))
}

fn check(people: &People) -> Anything<()> {
    let expected = people.expected();
    for separator in *b",;\t|" {
        for terminator in [csv::Terminator::CRLF, csv::Terminator::Any(b'\n')] {
            for quotes in [csv::QuoteStyle::Necessary, csv::QuoteStyle::Always] {
                let bytes = people.csv(separator, terminator, quotes)?;
                assert_eq!(with(bytes.clone(), separator)?, expected);
                let text = String::from_utf8(bytes.clone())?;
                let utf16: Vec<u8> = std::iter::once(0xfeff)
                    .chain(text.encode_utf16())
                    .flat_map(u16::to_le_bytes)
                    .collect();
                assert_eq!(with(utf16, separator)?, expected);
                let marked = [b"\xef\xbb\xbf".as_slice(), &bytes].concat();
                assert_eq!(with(marked, separator)?, expected);
            }
        }
    }
    // Found, or refused because two fit; never another table.
    let found = read_bytes(
        &people.csv(b',', csv::Terminator::CRLF, csv::QuoteStyle::Always)?,
        "people.csv",
    );
    assert_eq!(found?, expected);
    assert_eq!(read_bytes(&people.xlsx()?, "people.xlsx")?, expected);
    let objects = people.objects();
    assert_eq!(read(&serde_json::to_string(&objects)?, "people.json")?, expected);
    assert_eq!(read(&lines(&objects)?, "people.jsonl")?, expected);
    assert_eq!(read_bytes(&people.parquet()?, "people.parquet")?, expected);
    assert_eq!(read_bytes(&people.arrow()?, "people.arrow")?, expected);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_table_by_every_way(people in people()) {
        let checked = check(&people);
        prop_assert!(checked.is_ok(), "{checked:?}");
    }
}

#[test]
fn long_whole_numbers_keep_their_digits() -> Result<(), Error> {
    let table = read("[{\"id\": 9007199254740993, \"n\": 3}]", "people.json")?;
    assert_eq!(table.column("id"), Some(&[Cell::Text("9007199254740993".to_owned())][..]));
    assert_eq!(table.column("n"), Some(&[Cell::Number(3.0)][..]));
    Ok(())
}
