//! Tables from Arrow IPC files, which pandas calls feather. A file states where each block lies, how many
//! rows a batch has and to what size it unpacks: all of it is checked before it is believed.

use std::sync::Arc;

use arrow_buffer::Buffer;
use arrow_ipc::convert::fb_to_schema;
use arrow_ipc::reader::{FileDecoder, read_footer_length};
use arrow_ipc::{Block, Footer, RecordBatch, root_as_footer, root_as_message};

use super::batches::Batches;
use super::limits::{MAX_CELLS, MAX_UNPACKED, too_much};
use crate::error::Error;
use crate::reading::Reading;
use crate::table::Table;

/// The length of the footer and the mark behind it.
const TRAILER: usize = 10;

/// Bytes before a compressed buffer that state its size unpacked.
const PREFIX: usize = 8;

/// A table from the bytes of an Arrow IPC file.
pub(super) fn read(bytes: Vec<u8>, origin: &str) -> Result<Table, Error> {
    let buffer = Buffer::from_vec(bytes);
    let footer = footer(&buffer).ok_or_else(|| broken(origin))?;
    let schema = footer.schema().map(|schema| Arc::new(fb_to_schema(schema)));
    let schema = schema.ok_or_else(|| broken(origin))?;
    let mut decoder = FileDecoder::new(schema.clone(), footer.version());
    let mut unpacked = Unpacked { origin, bytes: 0 };
    for block in footer.dictionaries().iter().flatten() {
        let data = unpacked.block(block, &buffer)?;
        decoder.read_dictionary(block, &data).map_err(|_| broken(origin))?;
    }
    let mut batches = Batches::new(schema, origin);
    for block in footer.recordBatches().iter().flatten() {
        let data = unpacked.block(block, &buffer)?;
        let batch = decoder.read_record_batch(block, &data).map_err(|_| broken(origin))?;
        batch.map_or(Ok(()), |batch| batches.push(&batch))?;
    }
    batches.finish(Reading::of("Arrow"))
}

fn broken(origin: &str) -> Error {
    let message = "no Arrow IPC file, or broken".to_owned();
    Error::Syntax { origin: origin.to_owned(), message }
}

fn footer(bytes: &[u8]) -> Option<Footer<'_>> {
    let (before, trailer) = bytes.split_last_chunk::<TRAILER>()?;
    let length = read_footer_length(*trailer).ok()?;
    root_as_footer(before.get(before.len().checked_sub(length)?..)?).ok()
}

/// What all blocks so far take when they are unpacked.
struct Unpacked<'a> {
    origin: &'a str,
    bytes: u64,
}

impl Unpacked<'_> {
    /// The bytes of a block that lies in the file and unpacks to no more than may be.
    fn block(&mut self, block: &Block, file: &Buffer) -> Result<Buffer, Error> {
        let (length, body) = extent(block, file).ok_or_else(|| broken(self.origin))?;
        let offset = usize::try_from(block.offset()).unwrap_or(usize::MAX);
        let data = file.slice_with_length(offset, length);
        let sizes = sizes(&data, body).ok_or_else(|| broken(self.origin))?;
        if sizes.cells > MAX_CELLS as u64 {
            return Err(too_much(self.origin, "cells", MAX_CELLS));
        }
        self.bytes = self.bytes.saturating_add(sizes.bytes);
        if self.bytes > MAX_UNPACKED {
            return Err(too_much(self.origin, "bytes when unpacked", MAX_UNPACKED));
        }
        Ok(data)
    }
}

/// The length of a block, and where its body begins; `None` where it does not lie in the file.
fn extent(block: &Block, file: &Buffer) -> Option<(usize, usize)> {
    let offset = usize::try_from(block.offset()).ok()?;
    let metadata = usize::try_from(block.metaDataLength()).ok()?;
    let length = metadata.checked_add(usize::try_from(block.bodyLength()).ok()?)?;
    (metadata >= PREFIX && offset.checked_add(length)? <= file.len()).then_some((length, metadata))
}

struct Sizes {
    /// The longest column.
    cells: u64,
    bytes: u64,
}

/// What a block's message states. `None` where it is no batch.
fn sizes(data: &[u8], body: usize) -> Option<Sizes> {
    let message = match data.strip_prefix(b"\xff\xff\xff\xff") {
        Some(rest) => rest.get(4..body.checked_sub(4)?)?,
        None => data.get(4..body)?,
    };
    let message = root_as_message(message).ok()?;
    let batch = match message.header_as_dictionary_batch() {
        Some(dictionary) => dictionary.data()?,
        None => message.header_as_record_batch()?,
    };
    let lengths = batch.nodes().into_iter().flatten().map(arrow_ipc::FieldNode::length);
    let cells = lengths.chain([batch.length()]).map(|length| u64::try_from(length).ok());
    let cells = cells.collect::<Option<Vec<_>>>()?.into_iter().max()?;
    Some(Sizes { cells, bytes: bytes(&batch, data.get(body..)?)? })
}

/// Bytes of all buffers: unpacked where they are compressed.
fn bytes(batch: &RecordBatch<'_>, body: &[u8]) -> Option<u64> {
    let mut sum = 0_u64;
    for buffer in batch.buffers().iter().flatten() {
        let (start, length) =
            (usize::try_from(buffer.offset()).ok()?, usize::try_from(buffer.length()).ok()?);
        let own = body.get(start..start.checked_add(length)?)?;
        let stated = match own.first_chunk::<PREFIX>() {
            Some(prefix) if batch.compression().is_some() => {
                u64::try_from(i64::from_le_bytes(*prefix)).ok()
            }
            _ => None,
        };
        sum = sum.checked_add(stated.unwrap_or(own.len() as u64))?;
    }
    Some(sum)
}
