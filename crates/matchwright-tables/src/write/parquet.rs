//! Tables as Parquet.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::{Frame, Values};

impl Frame {
    /// Writes the columns as Parquet: texts, whole numbers (64 bits) and numbers (64 bits); a missing text and no
    /// number are null. Equal frames give equal bytes.
    ///
    /// ```
    /// use matchwright_tables::{Cell, Frame, ReadOptions, Table, Values};
    ///
    /// let frame = Frame::new([
    ///     ("mentor_id", Values::Whole(vec![7, 8])),
    ///     ("price", Values::Numbers(vec![0.5, f64::NAN])),
    /// ]);
    /// let mut bytes = Vec::new();
    /// frame.write_parquet(&mut bytes)?;
    /// let table = Table::from_bytes(bytes, "loads.parquet", &ReadOptions::default())?;
    /// assert_eq!(table.column("mentor_id").unwrap(), [Cell::Number(7.0), Cell::Number(8.0)]);
    /// assert_eq!(table.column("price").unwrap(), [Cell::Number(0.5), Cell::Missing]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_parquet(&self, mut writer: impl Write) -> io::Result<()> {
        let bytes = in_memory(self).map_err(io::Error::other)?;
        writer.write_all(&bytes)
    }
}

fn in_memory(frame: &Frame) -> Result<Vec<u8>, ParquetError> {
    let columns = frame.columns().iter().map(|(name, values)| (name, array(values), true));
    let batch = RecordBatch::try_from_iter_with_nullable(columns)?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties))?;
    writer.write(&batch)?;
    writer.into_inner()
}

fn array(values: &Values) -> ArrayRef {
    match values {
        Values::Texts(texts) => Arc::new(StringArray::from_iter_values(texts)),
        Values::Optional(texts) => {
            Arc::new(texts.iter().map(Option::as_deref).collect::<StringArray>())
        }
        Values::Whole(numbers) => Arc::new(Int64Array::from_iter_values(numbers.iter().copied())),
        Values::Numbers(numbers) => {
            let there =
                numbers.iter().map(|number| Some(*number).filter(|number| !number.is_nan()));
            Arc::new(there.collect::<Float64Array>())
        }
    }
}
