//! Tables as Parquet.

use std::io::{self, Write};

use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::Frame;

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
    let batch = frame.record_batch()?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties))?;
    writer.write(&batch)?;
    writer.into_inner()
}
