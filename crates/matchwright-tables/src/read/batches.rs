//! Record batches of a file on their way to a table, counted as they come.

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use super::arrow::{bytes_apart, is_readable};
use super::limits::{MAX_CELLS, MAX_UNPACKED, too_much};
use crate::error::Error;
use crate::reading::Reading;
use crate::table::Table;

/// Rows that are unpacked at once.
pub(super) const BATCH: usize = 1024;

pub(super) struct Batches<'a> {
    origin: &'a str,
    schema: SchemaRef,
    /// Positions of the columns that a table can hold.
    readable: Vec<usize>,
    kept: Vec<RecordBatch>,
    rows: usize,
    bytes: u64,
}

impl<'a> Batches<'a> {
    pub(super) fn new(schema: SchemaRef, origin: &'a str) -> Self {
        let fields = schema.fields().iter().enumerate();
        let readable = fields.filter(|(_, field)| is_readable(field));
        let readable = readable.map(|(position, _)| position).collect();
        Self { origin, schema, readable, kept: Vec::new(), rows: 0, bytes: 0 }
    }

    /// Takes the next rows; refuses them where all together are more than a table holds.
    pub(super) fn push(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let batch = batch.project(&self.readable).map_err(|_| self.broken())?;
        self.rows = self.rows.saturating_add(batch.num_rows());
        let bytes = batch.columns().iter().map(bytes_apart);
        self.bytes = bytes.fold(self.bytes, u64::saturating_add);
        if self.rows.saturating_mul(self.readable.len().max(1)) > MAX_CELLS {
            return Err(too_much(self.origin, "cells", MAX_CELLS));
        }
        if self.bytes > MAX_UNPACKED {
            return Err(too_much(self.origin, "bytes when unpacked", MAX_UNPACKED));
        }
        self.kept.push(batch);
        Ok(())
    }

    pub(super) fn finish(self, mut reading: Reading) -> Result<Table, Error> {
        for (position, field) in self.schema.fields().iter().enumerate() {
            if !self.readable.contains(&position) {
                let kind = field.data_type();
                let name = field.name();
                reading.note(format!("column {name:?} of the type {kind} passed over"));
            }
        }
        let schema = self.schema.project(&self.readable).map_err(|_| self.broken())?;
        let table = Table::from_arrow(&schema, &self.kept, self.origin)?;
        Ok(table.read_as(reading, Vec::new()))
    }

    fn broken(&self) -> Error {
        let message = "its batches do not have its columns".to_owned();
        Error::Syntax { origin: self.origin.to_owned(), message }
    }
}
