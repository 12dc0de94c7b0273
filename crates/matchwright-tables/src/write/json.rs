//! Tables as JSON.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::{Frame, Values};

impl Frame {
    /// Writes the rows as a JSON array of objects, one a line; a missing text and no number are null.
    ///
    /// ```
    /// use matchwright_tables::{Frame, Values};
    ///
    /// let frame = Frame::new([
    ///     ("mentor_id", Values::Texts(vec!["m1".to_owned(), "m2".to_owned()])),
    ///     ("price", Values::Numbers(vec![0.5, f64::NAN])),
    /// ]);
    /// let mut text = Vec::new();
    /// frame.write_json(&mut text)?;
    /// let expected = "[\n{\"mentor_id\":\"m1\",\"price\":0.5},\n{\"mentor_id\":\"m2\",\"price\":null}\n]\n";
    /// assert_eq!(String::from_utf8_lossy(&text), expected);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_json(&self, mut writer: impl Write) -> io::Result<()> {
        writer.write_all(b"[")?;
        for row in 0..self.rows() {
            writer.write_all(if row == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut writer, &self.record(row))?;
        }
        writer.write_all(b"\n]\n")
    }

    fn record(&self, row: usize) -> Map<String, Value> {
        let columns = self.columns().iter();
        columns.map(|(name, values)| (name.clone(), values.json(row))).collect()
    }
}

impl Values {
    fn json(&self, row: usize) -> Value {
        match self {
            Self::Texts(texts) => texts.get(row).cloned().into(),
            Self::Optional(texts) => texts.get(row).cloned().flatten().into(),
            Self::Whole(numbers) => numbers.get(row).copied().into(),
            Self::Numbers(numbers) => numbers.get(row).copied().into(),
        }
    }
}
