//! Tables from Arrow IPC, in a file (which pandas calls feather) or as a stream. It states where each block
//! lies, how many rows a batch has and to what size it unpacks: all of it is checked before it is believed.

use std::sync::Arc;

use arrow_buffer::Buffer;
use arrow_ipc::convert::fb_to_schema;
use arrow_ipc::reader::{FileDecoder, read_footer_length};
use arrow_ipc::{Block, MetadataVersion, RecordBatch, root_as_footer, root_as_message};
use arrow_schema::SchemaRef;

use super::batches::Batches;
use super::limits::{MAX_CELLS, MAX_UNPACKED, too_much};
use crate::error::Error;
use crate::reading::Reading;
use crate::table::Table;

/// The length of the footer and the mark behind it.
const TRAILER: usize = 10;

/// Bytes before a message of a stream, and before a compressed buffer, that state a size.
const PREFIX: usize = 8;

/// What stands before every message of a stream; a file begins with its name.
const STREAM: [u8; 4] = [0xff; 4];

/// A table from the bytes of an Arrow IPC file or stream.
pub(super) fn read(bytes: Vec<u8>, origin: &str) -> Result<Table, Error> {
    let buffer = Buffer::from_vec(bytes);
    let parts = if buffer.starts_with(&STREAM) { stream(&buffer) } else { file(&buffer) };
    let parts = parts.ok_or_else(|| broken(origin))?;
    let mut decoder = FileDecoder::new(parts.schema.clone(), parts.version);
    let mut unpacked = Unpacked { origin, bytes: 0 };
    let mut batches = Batches::new(parts.schema, origin);
    for block in &parts.blocks {
        let (data, is_dictionary) = unpacked.block(block, &buffer)?;
        if is_dictionary {
            decoder.read_dictionary(block, &data).map_err(|_| broken(origin))?;
            continue;
        }
        let batch = decoder.read_record_batch(block, &data).map_err(|_| broken(origin))?;
        batch.map_or(Ok(()), |batch| batches.push(&batch))?;
    }
    batches.finish(Reading::of("Arrow"))
}

fn broken(origin: &str) -> Error {
    let message = "no Arrow IPC, or broken".to_owned();
    Error::Syntax { origin: origin.to_owned(), message }
}

/// The blocks of dictionaries and batches, in the order in which they are read.
struct Parts {
    schema: SchemaRef,
    version: MetadataVersion,
    blocks: Vec<Block>,
}

/// What the footer of a file says.
fn file(bytes: &[u8]) -> Option<Parts> {
    let (before, trailer) = bytes.split_last_chunk::<TRAILER>()?;
    let length = read_footer_length(*trailer).ok()?;
    let footer = root_as_footer(before.get(before.len().checked_sub(length)?..)?).ok()?;
    let blocks = [footer.dictionaries(), footer.recordBatches()];
    Some(Parts {
        schema: Arc::new(fb_to_schema(footer.schema()?)),
        version: footer.version(),
        blocks: blocks.into_iter().flatten().flatten().copied().collect(),
    })
}

/// One message after the other; the first holds the schema.
fn stream(bytes: &[u8]) -> Option<Parts> {
    let (mut parts, mut at): (Option<Parts>, usize) = (None, 0);
    while let Some(head) = bytes.get(at..)?.first_chunk::<PREFIX>() {
        let length = u32::from_le_bytes(*head.strip_prefix(&STREAM)?.first_chunk()?) as usize;
        if length == 0 {
            break;
        }
        let body = at.checked_add(PREFIX)?.checked_add(length)?;
        let message = root_as_message(bytes.get(at + PREFIX..body)?).ok()?;
        match &mut parts {
            None => {
                let schema = Arc::new(fb_to_schema(message.header_as_schema()?));
                parts = Some(Parts { schema, version: message.version(), blocks: Vec::new() });
            }
            Some(parts) => {
                let metadata = i32::try_from(body - at).ok()?;
                parts.blocks.push(Block::new(at as i64, metadata, message.bodyLength()));
            }
        }
        at = body.checked_add(usize::try_from(message.bodyLength()).ok()?)?;
    }
    parts
}

/// What all blocks so far take when they are unpacked.
struct Unpacked<'a> {
    origin: &'a str,
    bytes: u64,
}

impl Unpacked<'_> {
    /// The bytes of a block that lies in the file and unpacks to no more than may be, and whether it is a
    /// dictionary.
    fn block(&mut self, block: &Block, file: &Buffer) -> Result<(Buffer, bool), Error> {
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
        Ok((data, sizes.are_of_dictionary))
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
    are_of_dictionary: bool,
}

/// What a block's message states. `None` where it is no batch.
fn sizes(data: &[u8], body: usize) -> Option<Sizes> {
    let message = match data.strip_prefix(&STREAM) {
        Some(rest) => rest.get(4..body.checked_sub(4)?)?,
        None => data.get(4..body)?,
    };
    let message = root_as_message(message).ok()?;
    let dictionary = message.header_as_dictionary_batch();
    let batch = match dictionary {
        Some(dictionary) => dictionary.data()?,
        None => message.header_as_record_batch()?,
    };
    let lengths = batch.nodes().into_iter().flatten().map(arrow_ipc::FieldNode::length);
    let cells = lengths.chain([batch.length()]).map(|length| u64::try_from(length).ok());
    let cells = cells.collect::<Option<Vec<_>>>()?.into_iter().max()?;
    let bytes = bytes(&batch, data.get(body..)?)?;
    Some(Sizes { cells, bytes, are_of_dictionary: dictionary.is_some() })
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
