//! Tables as a workbook.

use std::io::{self, Write};

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::{Frame, Values};

/// A wider column is hard to read; longer texts wrap into the next cell as everywhere.
const MOST_PIXELS: u32 = 480;

/// Writes frames as the sheets of an Excel workbook (`.xlsx`), each under its name: a header that stays in
/// sight and has filters, columns as wide as what they hold. Texts are texts, also those that begin as a
/// formula does; no number is an empty cell. Equal frames give equal bytes.
///
/// ```
/// use matchwright_tables::{Frame, Values, write_excel};
///
/// let plan = Frame::new([
///     ("id", Values::Texts(vec!["=1+1".to_owned()])),
///     ("score", Values::Numbers(vec![0.5])),
/// ]);
/// let mut bytes = Vec::new();
/// write_excel([("plan", &plan)], &mut bytes)?;
/// assert!(bytes.starts_with(b"PK"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// Those of the writer; what no workbook holds: more than 1,048,575 rows, a text of more than 32,767
/// characters, and names of sheets that Excel refuses.
pub fn write_excel<'a>(
    sheets: impl IntoIterator<Item = (&'a str, &'a Frame)>,
    mut writer: impl Write,
) -> io::Result<()> {
    let mut workbook = Workbook::new();
    // The time of writing would make every file another one.
    let written = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1).map_err(refused)?;
    workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&written));
    for (name, frame) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).map_err(refused)?;
        fill(sheet, frame).map_err(refused)?;
    }
    writer.write_all(&workbook.save_to_buffer().map_err(refused)?)
}

fn fill(sheet: &mut Worksheet, frame: &Frame) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (column, (name, values)) in (0..).zip(frame.columns()) {
        sheet.write_string_with_format(0, column, name, &bold)?;
        write_column(sheet, column, values)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Some(last), rows @ 1..) = (frame.columns().len().checked_sub(1), frame.rows()) {
        sheet.autofilter(0, 0, rows as u32, last as u16)?;
    }
    sheet.set_autofit_max_width(MOST_PIXELS).autofit();
    Ok(())
}

fn write_column(sheet: &mut Worksheet, column: u16, values: &Values) -> Result<(), XlsxError> {
    match values {
        Values::Texts(texts) => {
            for (row, text) in (1..).zip(texts) {
                sheet.write_string(row, column, text)?;
            }
        }
        Values::Optional(texts) => {
            for (row, text) in (1..).zip(texts) {
                text.as_ref()
                    .map_or(Ok(()), |text| sheet.write_string(row, column, text).map(drop))?;
            }
        }
        Values::Whole(numbers) => {
            for (row, &number) in (1..).zip(numbers) {
                sheet.write_number(row, column, number as f64)?;
            }
        }
        Values::Numbers(numbers) => {
            for (row, &number) in (1..).zip(numbers).filter(|(_, number)| number.is_finite()) {
                sheet.write_number(row, column, number)?;
            }
        }
    }
    Ok(())
}

fn refused(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        XlsxError::RowColumnLimitError => {
            io::Error::other("an Excel sheet has at most 1,048,576 rows and 16,384 columns")
        }
        XlsxError::MaxStringLengthExceeded => {
            io::Error::other("a cell of an Excel sheet holds at most 32,767 characters")
        }
        error => io::Error::other(error.to_string()),
    }
}
