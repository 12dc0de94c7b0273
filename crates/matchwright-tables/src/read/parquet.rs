//! Tables from Parquet files. Sizes that the file states are checked before anything is unpacked.

use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use ::parquet::basic::Compression;
use ::parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, RowGroupMetaData};
use bytes::Bytes;

use super::batches::{BATCH, Batches};
use super::limits::{MAX_CELLS, MAX_UNPACKED, too_much};
use super::{pages, thrift};
use crate::error::Error;
use crate::reading::Reading;
use crate::table::Table;

/// A table from the bytes of a Parquet file. Columns of a type that no cell can hold are passed over.
pub(super) fn read(bytes: Vec<u8>, origin: &str) -> Result<Table, Error> {
    if !footer(&bytes).is_some_and(thrift::is_sound) {
        return Err(broken(origin));
    }
    let bytes = Bytes::from(bytes);
    let builder =
        ParquetRecordBatchReaderBuilder::try_new(bytes.clone()).map_err(|_| broken(origin))?;
    check_size(builder.metadata(), origin)?;
    check_compression(builder.metadata(), origin)?;
    if !pages::are_sound(&bytes, builder.metadata(), MAX_UNPACKED) {
        return Err(broken(origin));
    }
    let mut batches = Batches::new(builder.schema().clone(), origin);
    let reader = builder.with_batch_size(BATCH).build().map_err(|_| broken(origin))?;
    for batch in reader {
        let batch = batch.map_err(|error| Error::Syntax {
            origin: origin.to_owned(),
            message: format!("broken Parquet: {}", kind(&error)),
        })?;
        batches.push(&batch)?;
    }
    batches.finish(Reading::of("Parquet"))
}

fn broken(origin: &str) -> Error {
    let message = "not Parquet, or broken".to_owned();
    Error::Syntax { origin: origin.to_owned(), message }
}

/// The footer: its length and a mark stand behind it.
fn footer(bytes: &[u8]) -> Option<&[u8]> {
    let (before, end) = bytes.split_last_chunk::<8>()?;
    let length = u32::from_le_bytes(*end.first_chunk()?) as usize;
    before.get(before.len().checked_sub(length)?..)
}

/// What Arrow's error is about, without what it quotes.
fn kind(error: &arrow_schema::ArrowError) -> String {
    let text = error.to_string();
    text.split(':').next().unwrap_or_default().to_owned()
}

/// Rows times columns, and the bytes of each page, as the file states them.
fn check_size(metadata: &ParquetMetaData, origin: &str) -> Result<(), Error> {
    let rows = u64::try_from(metadata.file_metadata().num_rows()).unwrap_or(u64::MAX);
    let columns = metadata.file_metadata().schema_descr().num_columns() as u64;
    let sizes = chunks(metadata).map(|chunk| {
        let [values, bytes] = [chunk.num_values(), chunk.uncompressed_size()];
        [values, bytes].map(|size| u64::try_from(size).unwrap_or(u64::MAX))
    });
    let [values, bytes] = sizes.fold([0_u64; 2], |sum, size| {
        [sum[0].saturating_add(size[0]), sum[1].saturating_add(size[1])]
    });
    if rows.saturating_mul(columns).max(values) > MAX_CELLS as u64 {
        return Err(too_much(origin, "cells", MAX_CELLS));
    }
    if bytes > MAX_UNPACKED {
        return Err(too_much(origin, "bytes when unpacked", MAX_UNPACKED));
    }
    Ok(())
}

fn check_compression(metadata: &ParquetMetaData, origin: &str) -> Result<(), Error> {
    let name = chunks(metadata).find_map(|chunk| match chunk.compression() {
        Compression::BROTLI(_) => Some("Brotli"),
        Compression::LZO => Some("LZO"),
        _ => None,
    });
    name.map_or(Ok(()), |name| {
        let message =
            format!("compressed with {name}, which is not read; write it with zstd or snappy");
        Err(Error::Syntax { origin: origin.to_owned(), message })
    })
}

fn chunks(metadata: &ParquetMetaData) -> impl Iterator<Item = &ColumnChunkMetaData> {
    metadata.row_groups().iter().flat_map(RowGroupMetaData::columns)
}
