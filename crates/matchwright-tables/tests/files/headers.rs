//! Which row is the header, what is passed over, and which row of the sheet a person stands in.

use matchwright_tables::{Error, ReadOptions, Table};

use crate::{read, texts};

fn sheet_rows(table: &Table) -> Vec<usize> {
    (0..table.rows()).map(|row| table.sheet_row(row)).collect()
}

#[test]
fn empty_rows_and_columns_are_passed_over_and_counted() -> Result<(), Error> {
    let text = "\n,id,,site,,\n,,,,,\n,e1,,Leeds,,\n\n \n,e2,,York,,\n,,,,,\n";
    let table = read(text, "people.csv")?;
    assert_eq!(table.names().collect::<Vec<_>>(), ["id", "site"]);
    assert_eq!(texts(&table, "site"), ["Leeds", "York"]);
    assert_eq!(sheet_rows(&table), [4, 7]);
    let said = "read as comma-separated, UTF-8; 5 empty rows and 4 empty columns passed over";
    assert_eq!(table.reading().to_string(), said);
    assert_eq!(table.reading().header_row, Some(2));
    Ok(())
}

#[test]
fn cells_of_several_lines_are_one_row() -> Result<(), Error> {
    let table = read("id,\"why\n\nme\"\r\ne1,\"a\r\nb\"\r\ne2,c\r\n", "people.csv")?;
    assert_eq!(texts(&table, "why\n\nme"), ["a\r\nb", "c"]);
    assert_eq!(sheet_rows(&table), [2, 3]);
    Ok(())
}

#[test]
fn a_name_may_stand_twice_and_a_column_may_lack_one() -> Result<(), Error> {
    let table = read("id,Other,Other,\ne1,,Cooking,x\n", "people.csv")?;
    assert_eq!(table.names().collect::<Vec<_>>(), ["id", "Other", "Other", ""]);
    assert_eq!(table.reading().notes, ["1 column holds something and has no name"]);
    Ok(())
}

#[test]
fn named_columns_stay_where_they_are_empty() -> Result<(), Error> {
    let table = read("id,site\ne1,\n", "people.csv")?;
    assert_eq!((table.rows(), texts(&table, "site")), (1, vec![String::new()]));
    assert_eq!(read("id,site\n", "people.csv")?.names().count(), 2);
    assert_eq!(read("", "people.csv")?.names().count(), 0);
    Ok(())
}

#[test]
fn titles_above_the_header() -> Result<(), Error> {
    let text = "Spring,,,,,\n,,groups,,,\nid,a,b,c,d,e\ne1,1,2,3,4,5\n";
    let table = read(text, "people.csv")?;
    assert_eq!(table.names().collect::<Vec<_>>(), ["id", "a", "b", "c", "d", "e"]);
    assert_eq!((sheet_rows(&table), table.reading().header_row), (vec![4], Some(3)));
    assert!(table.reading().to_string().contains("header in row 3, 2 rows of titles above it"));

    let options = ReadOptions { skip_rows: 2, ..ReadOptions::default() };
    let text = "Spring 2027\n\nid,site\ne1,Leeds\n";
    let table = Table::from_bytes(text.into(), "people.csv", &options)?;
    assert_eq!((texts(&table, "site"), sheet_rows(&table)), (vec!["Leeds".to_owned()], vec![4]));
    Ok(())
}

#[test]
fn a_sparse_header_is_no_title() -> Result<(), Error> {
    let table = read("id,name\ne1,Ann\n", "people.csv")?;
    assert_eq!(table.rows(), 1);
    let table = read("id,site,,,\ne1,Leeds,a,b,c\n", "people.csv")?;
    assert_eq!((table.rows(), texts(&table, "id")), (1, vec!["e1".to_owned()]));
    Ok(())
}
