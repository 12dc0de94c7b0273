//! The pages of a Parquet file, before anybody unpacks one: each lies within the file, and all of them together are
//! no more than the file says of its columns.
//!
//! Source: `parquet.thrift` of the Apache Parquet format, `PageHeader`.

use ::parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, RowGroupMetaData};

use super::thrift;

/// Fields of a page's header: bytes when unpacked, bytes in the file, and values, by the kind of the page.
const UNPACKED: [u16; 2] = [2, 0];
const PACKED: [u16; 2] = [3, 0];
const VALUES: [[u16; 2]; 2] = [[5, 1], [8, 1]];
const WORDS: [u16; 2] = [7, 1];

/// Whether every page keeps to what the file says of its column, and all of them unpack to no more than `most`
/// bytes. O(pages).
pub(super) fn are_sound(bytes: &[u8], metadata: &ParquetMetaData, most: u64) -> bool {
    let mut groups = metadata.row_groups().iter().map(RowGroupMetaData::num_rows);
    let rows = groups.try_fold(0_i64, i64::checked_add);
    let mut chunks = metadata.row_groups().iter().flat_map(RowGroupMetaData::columns);
    let mut left = most;
    rows == Some(metadata.file_metadata().num_rows())
        && chunks.all(|chunk| walk(bytes, chunk, &mut left).is_some())
}

/// `None` where a page does not fit.
fn walk(bytes: &[u8], chunk: &ColumnChunkMetaData, unpacked_left: &mut u64) -> Option<()> {
    let data = chunk.data_page_offset();
    let first = chunk.dictionary_page_offset().map_or(data, |words| words.min(data));
    let start = usize::try_from(first).ok()?;
    let length = usize::try_from(chunk.compressed_size()).ok()?;
    let mut pages = bytes.get(start..start.checked_add(length)?)?;
    let mut values_left = u64::try_from(chunk.num_values()).ok()?;
    while values_left > 0 && !pages.is_empty() {
        let (numbers, header) = thrift::numbers(pages)?;
        let number = |path: [u16; 2]| {
            let found = numbers.iter().find(|(at, _)| *at == path);
            found.map_or(Some(0), |&(_, number)| u64::try_from(number).ok())
        };
        let unpacked = number(UNPACKED)?;
        *unpacked_left = unpacked_left.checked_sub(unpacked)?;
        for values in VALUES {
            values_left = values_left.checked_sub(number(values)?)?;
        }
        // A dictionary has no more words than bytes.
        (number(WORDS)? <= unpacked).then_some(())?;
        pages = pages.get(header.checked_add(usize::try_from(number(PACKED)?).ok()?)?..)?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use ::parquet::file::metadata::ParquetMetaDataReader;
    use bytes::Bytes;

    use super::*;
    use crate::{Frame, Values};

    #[test]
    fn pages_that_claim_more_than_the_file_holds_are_seen() -> Result<(), Box<dyn std::error::Error>>
    {
        let mut bytes = Vec::new();
        Frame::new([("years", Values::Whole(vec![3, 1, 4, 1, 5]))]).write_parquet(&mut bytes)?;
        let metadata =
            ParquetMetaDataReader::new().parse_and_finish(&Bytes::from(bytes.clone()))?;
        assert!(are_sound(&bytes, &metadata, 1 << 20));
        assert!(!are_sound(&bytes, &metadata, 1), "more bytes than are allowed");

        let chunk = metadata.row_group(0).column(0);
        let first = chunk.dictionary_page_offset().unwrap_or(chunk.data_page_offset());
        let at = usize::try_from(first)?;
        // A page of 2³¹ − 1 bytes; a page of −1 values; a list of 2³¹ − 1 values of truth.
        let heads: [&[u8]; 3] = [
            &[0x15, 0, 0x15, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0x15, 0, 0],
            &[0x15, 0, 0x15, 0, 0x15, 0, 0x2c, 0x15, 1, 0, 0],
            &[0x19, 0xf1, 0xff, 0xff, 0xff, 0xff, 0x07, 0],
        ];
        for head in heads {
            let mut altered = bytes.clone();
            altered[at..at + head.len()].copy_from_slice(head);
            assert!(!are_sound(&altered, &metadata, 1 << 20), "{head:?}");
        }
        Ok(())
    }
}
