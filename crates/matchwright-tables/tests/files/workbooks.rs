//! Workbooks of each kind, made by other writers or byte by byte.

use std::io::{Cursor, Read, Write};

use matchwright_tables::{Cell, Error, ReadOptions, Table};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::{read_bytes, refused, texts};

pub(crate) type Anything = Result<(), Box<dyn std::error::Error>>;

/// A workbook with one sheet.
fn workbook(fill: impl Fn(&mut Worksheet) -> Result<(), XlsxError>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    fill(book.add_worksheet())?;
    book.save_to_buffer()
}

pub(crate) fn people() -> Result<Vec<u8>, XlsxError> {
    workbook(|sheet| {
        sheet.write_row(0, 0, ["id", "site", "hours"])?;
        sheet.write_row(1, 0, ["00042", "Leeds"])?;
        sheet.write_row(2, 0, ["e2", "York"])?;
        sheet.write_column(1, 2, [3.0, 3.5])?;
        Ok(())
    })
}

/// The workbook with another text in one of its parts.
fn patched(
    book: &[u8],
    part: &str,
    from: &str,
    to: &str,
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut zip = ZipArchive::new(Cursor::new(book))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let mut file = zip.by_index(at)?;
        let name = file.name()?.into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content)?;
        if name == part {
            let text = String::from_utf8(content)?;
            assert!(text.contains(from), "{part} has no {from}");
            content = text.replace(from, to).into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default())?;
        out.write_all(&content)?;
    }
    Ok(out.finish()?.into_inner())
}

pub(crate) fn open_document(content: &str) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        ("META-INF/manifest.xml", "<manifest:manifest></manifest:manifest>".to_owned()),
        (
            "content.xml",
            format!(
                "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"People\">{content}</table:table></office:spreadsheet></office:body></office:document-content>"
            ),
        ),
    ];
    for (name, content) in parts {
        out.start_file(name, SimpleFileOptions::default())?;
        out.write_all(content.as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
}

pub(crate) const ODS_ROWS: &str = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>id</text:p></table:table-cell><table:table-cell office:value-type=\"string\"><text:p>site</text:p></table:table-cell><table:table-cell office:value-type=\"string\"><text:p>met</text:p></table:table-cell></table:table-row>\
<table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"7\"><text:p>7</text:p></table:table-cell><table:table-cell table:number-rows-spanned=\"2\" office:value-type=\"string\"><text:p>Leeds</text:p></table:table-cell><table:table-cell office:value-type=\"date\" office:date-value=\"2027-03-01\"><text:p>1/3/27</text:p></table:table-cell></table:table-row>\
<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"8.5\"><text:p>8.5</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>TRUE</text:p></table:table-cell></table:table-row>";

/// The records of an `.xls` with two rows; `dimensions` is what it says about its size.
pub(crate) fn old_workbook(dimensions: [u32; 2], column: u16) -> std::io::Result<Vec<u8>> {
    fn record(stream: &mut Vec<u8>, kind: u16, data: &[u8]) {
        stream.extend(kind.to_le_bytes());
        stream.extend((data.len() as u16).to_le_bytes());
        stream.extend(data);
    }
    fn label(stream: &mut Vec<u8>, row: u16, column: u16, text: &str) {
        let mut data: Vec<u8> =
            [row, column, 0, text.len() as u16].iter().flat_map(|x| x.to_le_bytes()).collect();
        data.push(0);
        data.extend(text.as_bytes());
        record(stream, 0x0204, &data);
    }
    let begin = |kind: u16| -> Vec<u8> {
        [0x0600, kind, 0, 0, 0, 0, 0, 0].iter().flat_map(|x: &u16| x.to_le_bytes()).collect()
    };
    let mut stream = Vec::new();
    record(&mut stream, 0x0809, &begin(5));
    let mut sheet = ((stream.len() + 4 + 8 + 6 + 4) as u32).to_le_bytes().to_vec();
    sheet.extend([0, 0, 6, 0]);
    sheet.extend(b"People");
    record(&mut stream, 0x0085, &sheet);
    record(&mut stream, 0x000a, &[]);
    record(&mut stream, 0x0809, &begin(0x10));
    let mut size: Vec<u8> = dimensions.iter().flat_map(|x| x.to_le_bytes()).collect();
    size.extend([0, 0, 2, 0, 0, 0]);
    record(&mut stream, 0x0200, &size);
    label(&mut stream, 0, 0, "id");
    label(&mut stream, 0, column, "site");
    label(&mut stream, 1, 0, "e1");
    label(&mut stream, 1, column, "Leeds");
    record(&mut stream, 0x000a, &[]);
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new()))?;
    file.create_stream("/Workbook")?.write_all(&stream)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

#[test]
fn numbers_and_texts_stay_what_they_are() -> Anything {
    let table = read_bytes(&people()?, "people.xlsx")?;
    assert_eq!(texts(&table, "id"), ["00042", "e2"]);
    assert_eq!(table.column("hours"), Some(&[Cell::Number(3.0), Cell::Number(3.5)][..]));
    assert_eq!(texts(&table, "hours"), ["3", "3.5"]);
    assert_eq!(table.reading().to_string(), "read as Excel, sheet \"Sheet1\"");
    Ok(())
}

#[test]
fn a_workbook_is_known_by_its_content() -> Anything {
    assert_eq!(read_bytes(&people()?, "people.csv")?.rows(), 2);
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("people.xlsx");
    std::fs::write(&path, people()?)?;
    let named = format!("{}#sheet1", path.display());
    assert_eq!(Table::from_file(named)?.reading().sheet.as_deref(), Some("Sheet1"));
    let missing = refused(Table::from_file(format!("{}#Mentors", path.display())));
    assert!(missing.ends_with("there is no sheet \"Mentors\"; there are: \"Sheet1\""), "{missing}");
    Ok(())
}

#[test]
fn dates_truth_formulas_and_errors() -> Anything {
    let book = workbook(|sheet| {
        let day = Format::new().set_num_format("yyyy-mm-dd");
        let moment = Format::new().set_num_format("dd/mm/yyyy hh:mm");
        let clock = Format::new().set_num_format("hh:mm");
        let span = Format::new().set_num_format("[h]:mm");
        sheet.write_row(0, 0, ["day", "moment", "clock", "span", "truth", "sum", "bad", "new"])?;
        sheet.write_with_format(1, 0, ExcelDateTime::from_ymd(2027, 3, 1)?, &day)?;
        sheet.write_with_format(
            1,
            1,
            ExcelDateTime::from_ymd(2027, 3, 1)?.and_hms(9, 30, 0)?,
            &moment,
        )?;
        sheet.write_with_format(1, 2, 0.395_833_333_333_333_3, &clock)?;
        sheet.write_with_format(1, 3, 1.520_833_333_333_333_3, &span)?;
        sheet.write(1, 4, true)?;
        sheet.write_formula(1, 5, Formula::new("=1+1").set_result("2"))?;
        sheet.write_formula(1, 6, Formula::new("=1/0").set_result("#DIV/0!"))?;
        Ok(())
    })?;
    let table = read_bytes(&book, "people.xlsx")?;
    let expected = [
        ("day", "2027-03-01"),
        ("moment", "2027-03-01T09:30:00"),
        ("clock", "09:30:00"),
        ("span", "36:30:00"),
        ("truth", "yes"),
        ("sum", "2"),
        ("bad", ""),
    ];
    for (column, text) in expected {
        assert_eq!(texts(&table, column), [text], "{column}");
    }
    assert!(table.reading().to_string().contains("hold an error such as #N/A"));
    let old = patched(&book, "xl/workbook.xml", "<workbookPr ", "<workbookPr date1904=\"1\" ")?;
    assert_eq!(texts(&read_bytes(&old, "people.xlsx")?, "day"), ["2031-03-02"]);
    Ok(())
}

#[test]
fn formulas_that_were_never_worked_out_are_said() -> Anything {
    let book = workbook(|sheet| {
        sheet.write_row(0, 0, ["id", "sum"])?;
        sheet.write(1, 0, "e1")?;
        sheet.write_formula(1, 1, Formula::new("=1+1").set_result("2"))?;
        Ok(())
    })?;
    let book = patched(&book, "xl/worksheets/sheet1.xml", "<v>2</v>", "")?;
    let table = read_bytes(&book, "people.xlsx")?;
    let said = table.reading().to_string();
    assert!(said.contains("never worked out and count as empty: 1"), "{said}");
    Ok(())
}

#[test]
fn merged_cells_stand_for_each_row() -> Anything {
    let book = workbook(|sheet| {
        let format = Format::new();
        sheet.merge_range(0, 0, 0, 3, "Mentors of this year", &format)?;
        sheet.write_row(1, 0, ["id", "site", "a", "b"])?;
        sheet.write_column(2, 0, ["m1", "m2", "m3"])?;
        sheet.merge_range(2, 1, 3, 1, "Leeds", &format)?;
        sheet.write(4, 1, "York")?;
        Ok(())
    })?;
    let table = read_bytes(&book, "people.xlsx")?;
    assert_eq!(texts(&table, "site"), ["Leeds", "Leeds", "York"]);
    assert_eq!([table.sheet_row(0), table.sheet_row(2)], [3, 5]);
    let said = table.reading().to_string();
    assert!(
        said.contains("1 row of titles") && said.contains("merged cell that reaches over them: 1"),
        "{said}"
    );
    Ok(())
}

#[test]
fn hidden_and_empty_sheets_are_passed_over() -> Anything {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Empty")?;
    book.add_worksheet().set_name("Secret")?.set_hidden(true).write(0, 0, "secret")?;
    book.add_worksheet().set_name("Mentors")?.set_active(true).write_column(0, 0, ["id", "m1"])?;
    book.add_worksheet().set_name("Notes")?.write(0, 0, "note")?;
    let book = book.save_to_buffer()?;
    let table = read_bytes(&book, "people.xlsx")?;
    assert_eq!(texts(&table, "id"), ["m1"]);
    let said = "read as Excel, sheet \"Mentors\"; not read: the sheets \"Empty\", \"Notes\"; not read: the hidden sheets \"Secret\"";
    assert_eq!(table.reading().to_string(), said);
    let options = ReadOptions { sheet: Some("Secret".to_owned()), ..ReadOptions::default() };
    assert_eq!(
        Table::from_bytes(book, "people.xlsx", &options)?.names().collect::<Vec<_>>(),
        ["secret"]
    );
    Ok(())
}

#[test]
fn open_documents() -> Anything {
    let table = read_bytes(&open_document(ODS_ROWS)?, "people.ods")?;
    assert_eq!(texts(&table, "id"), ["7", "8.5"]);
    assert_eq!(texts(&table, "site"), ["Leeds", "Leeds"]);
    assert_eq!(texts(&table, "met"), ["2027-03-01", "yes"]);
    assert_eq!([table.sheet_row(0), table.sheet_row(1)], [4, 5]);
    assert_eq!(table.reading().format, "OpenDocument");
    Ok(())
}

#[test]
fn open_documents_that_never_end_are_refused() -> Anything {
    let whole = open_document(ODS_ROWS)?;
    for (end, other) in [("</table:table>", "</table:t!ble>"), ("</table:table-row>", "")] {
        let odd = patched(&whole, "content.xml", end, other)?;
        assert!(refused(read_bytes(&odd, "people.ods")).contains("broken"), "{end}");
    }
    Ok(())
}

#[test]
fn old_workbooks() -> Anything {
    let table = read_bytes(&old_workbook([0, 2], 1)?, "people.xls")?;
    assert_eq!(texts(&table, "site"), ["Leeds"]);
    assert_eq!(table.sheet_row(0), 2);
    Ok(())
}

#[test]
fn what_asks_for_too_much_memory_is_refused_before() -> Anything {
    let sheet = "xl/worksheets/sheet1.xml";
    let far = patched(&people()?, sheet, "r=\"C3\"", "r=\"ZZZZ3\"")?;
    assert!(refused(read_bytes(&far, "far.xlsx")).contains("more than 16384 columns"));
    // One cell in the last corner is a table of two columns, not of 10¹⁰ cells.
    let corner = "</row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>";
    let corner = patched(&people()?, sheet, "</row></sheetData>", corner)?;
    let table = read_bytes(&corner, "corner.xlsx")?;
    assert_eq!((table.rows(), table.sheet_row(2)), (3, 1_048_576));
    let texts = patched(
        &people()?,
        "xl/sharedStrings.xml",
        "uniqueCount=\"",
        "uniqueCount=\"999999999999",
    )?;
    assert!(refused(read_bytes(&texts, "texts.xlsx")).contains("more than 67108864 texts"));

    let cell = "<table:table-cell office:value-type=\"float\" office:value=\"1\"/>";
    let wide = cell.replace("/>", " table:number-columns-repeated=\"16384\"/>");
    let row = "<table:table-row table:number-rows-repeated=\"1048576\">";
    let all = open_document(&format!("{row}{wide}</table:table-row>"))?;
    assert!(refused(read_bytes(&all, "all.ods")).contains("more than 67108864 cells"));
    let blanks = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p><text:s text:c=\"99999999999\"/></text:p></table:table-cell></table:table-row>";
    assert!(refused(read_bytes(&open_document(blanks)?, "blanks.ods")).contains("repeated blanks"));

    for (dimensions, column) in [([0, u32::MAX], 1), ([5, 2], 1), ([0, 2], 4000)] {
        let refused = refused(read_bytes(&old_workbook(dimensions, column)?, "people.xls"));
        assert_eq!(refused, "people.xls: a broken workbook, or none");
    }
    Ok(())
}

#[test]
fn locked_and_broken_workbooks() -> Anything {
    let mut locked = cfb::CompoundFile::create(Cursor::new(Vec::new()))?;
    locked.create_stream("/EncryptedPackage")?.write_all(b"?")?;
    let locked = locked.into_inner().into_inner();
    assert_eq!(refused(read_bytes(&locked, "p.xlsx")), "p.xlsx: protected by a password");
    let book = people()?;
    let half = book.get(..book.len() / 2).unwrap_or_default();
    assert_eq!(refused(read_bytes(half, "p.xlsx")), "p.xlsx: a broken workbook, or none");
    Ok(())
}

/// Ten thousand rows that are empty, or hold a style and nothing else.
#[test]
fn empty_rows_take_no_room() -> Result<(), Error> {
    let book = workbook(|sheet| {
        let bold = Format::new().set_bold();
        sheet.write_row(0, 0, ["id", "site"])?;
        for row in 1..10_000 {
            sheet.write_blank(row, 5, &bold)?;
        }
        sheet.write(10_000, 0, "e1")?;
        Ok(())
    });
    let table = read_bytes(&book.unwrap_or_default(), "people.xlsx")?;
    assert_eq!((table.rows(), table.sheet_row(0)), (1, 10_001));
    assert_eq!(table.reading().empty_rows, 9_999);
    Ok(())
}
