//! Tables as Arrow record batches.

use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::ArrowError;

use super::{Frame, Values};

impl Frame {
    /// The columns as a record batch: texts, whole numbers (64 bits) and numbers (64 bits); a missing text and no
    /// number are null.
    ///
    /// ```
    /// use matchwright_tables::{Frame, Values};
    ///
    /// let frame = Frame::new([("mentor_id", Values::Whole(vec![7, 8]))]);
    /// assert_eq!(frame.record_batch()?.num_rows(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Where the columns are not equally long.
    pub fn record_batch(&self) -> Result<RecordBatch, ArrowError> {
        let columns = self.columns().iter().map(|(name, values)| (name, array(values), true));
        RecordBatch::try_from_iter_with_nullable(columns)
    }
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
