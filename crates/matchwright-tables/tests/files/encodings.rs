//! Text in the encodings that spreadsheets write: never a wrong letter without a word about it.

use matchwright_tables::{Error, ReadOptions, Table};

use crate::{read, read_bytes, refused, texts};

fn utf16(text: &str, to_bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

#[test]
fn marks_decide() -> Result<(), Error> {
    let text = "\u{feff}id;site\ne1;Zürich 💡\n";
    let files =
        [text.as_bytes().to_vec(), utf16(text, u16::to_le_bytes), utf16(text, u16::to_be_bytes)];
    for (bytes, name) in files.iter().zip(["UTF-8", "UTF-16", "UTF-16"]) {
        let table = read_bytes(bytes, "people.csv")?;
        assert_eq!(texts(&table, "site"), ["Zürich 💡"]);
        assert_eq!(texts(&table, "id"), ["e1"]);
        assert_eq!(table.reading().encoding.as_deref(), Some(name));
        assert!(table.reading().notes.is_empty());
    }
    Ok(())
}

#[test]
fn unmarked_utf16_is_seen_and_said() -> Result<(), Error> {
    let table = read_bytes(&utf16("id,site\ne1,Leeds\n", u16::to_le_bytes), "people.csv")?;
    assert_eq!(texts(&table, "site"), ["Leeds"]);
    assert_eq!(table.reading().notes, ["UTF-16 without a byte order mark"]);
    Ok(())
}

#[test]
fn what_is_not_utf8_is_windows_1252_and_said() -> Result<(), Error> {
    let table = read_bytes(b"id,site\ne1,Z\xfcrich \x80\n", "people.csv")?;
    assert_eq!(texts(&table, "site"), ["Zürich €"]);
    assert!(table.reading().to_string().contains("not UTF-8, so read as Windows-1252"));
    Ok(())
}

#[test]
fn broken_utf8_is_not_taken_for_windows_1252() {
    let damaged = "id,site\ne1,Zürich\ne2,Köln\ne3,".bytes().chain(*b"\xff\n");
    let text = refused(read_bytes(&damaged.collect::<Vec<_>>(), "people.csv"));
    assert!(text.starts_with("people.csv: not UTF-8, line 4"), "{text}");
    // 0x81 is no letter of Windows-1252.
    let text = refused(read_bytes(b"id,site\ne1,\x81\n", "people.csv"));
    assert!(text.starts_with("people.csv: not UTF-8, line 2"), "{text}");
}

#[test]
fn an_encoding_by_name() -> Result<(), Error> {
    let options = ReadOptions { encoding: Some("windows-1250".into()), ..ReadOptions::default() };
    let bytes = b"id,site\ne1,\xa3\xf3d\x9f\n".to_vec();
    assert_eq!(texts(&Table::from_bytes(bytes, "p.csv", &options)?, "site"), ["Łódź"]);
    let options = ReadOptions { encoding: Some("latin-99".into()), ..ReadOptions::default() };
    let text = refused(Table::from_bytes(b"id\n".to_vec(), "p.csv", &options));
    assert!(text.contains("no encoding has the name"), "{text}");
    Ok(())
}

#[test]
fn utf7_is_suspected() -> Result<(), Error> {
    let table = read("id,site\ne1+AEA-corp.example,Leeds\n", "people.csv")?;
    assert!(table.reading().to_string().contains("UTF-7"));
    Ok(())
}

#[test]
fn compressed_files_and_pages() -> Result<(), Error> {
    use std::io::Write;
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    zipped
        .write_all(b"id;site\ne1;Leeds\n")
        .map_err(|source| Error::File { path: "zip".into(), source })?;
    let zipped = zipped.finish().map_err(|source| Error::File { path: "zip".into(), source })?;
    assert_eq!(texts(&read_bytes(&zipped, "people.csv.gz")?, "site"), ["Leeds"]);
    let page = refused(read("<html><table><tr><td>id</td></tr></table></html>", "people.xls"));
    assert!(page.contains("HTML"), "{page}");
    let text = read("id\tsite\ne1\tLeeds\n", "people.xls")?;
    assert_eq!(text.reading().notes, ["named like a workbook, and holds text"]);
    Ok(())
}
