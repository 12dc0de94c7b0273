//! What stands between two cells is found where it can only be one thing.

use matchwright_tables::{Error, ReadOptions, Table};

use crate::{read, refused, texts};

#[test]
fn each_separator_is_found() -> Result<(), Error> {
    for separator in [',', ';', '\t', '|'] {
        let text = "id,site\ne1,Leeds\ne2,York\n".replace(',', &separator.to_string());
        let table = read(&text, "people.csv")?;
        assert_eq!(texts(&table, "site"), ["Leeds", "York"], "{separator:?}");
        assert_eq!(table.reading().separator, Some(separator));
    }
    Ok(())
}

#[test]
fn lists_inside_cells_do_not_mislead() -> Result<(), Error> {
    let table = read("id,skills\ne1,python:4; sql\ne2,rowing\n", "people.csv")?;
    assert_eq!(texts(&table, "skills"), ["python:4; sql", "rowing"]);
    let table = read("id;skills\ne1;\"chess, film\"\ne2;Go\n", "people.csv")?;
    assert_eq!(texts(&table, "skills"), ["chess, film", "Go"]);
    Ok(())
}

#[test]
fn quotes_tell_where_counts_do_not() -> Result<(), Error> {
    let table = read("\"id\";\"a, b\"\n\"e1\";\"c, d\"\n", "people.csv")?;
    assert_eq!(texts(&table, "a, b"), ["c, d"]);
    Ok(())
}

#[test]
fn where_two_fit_both_are_named() {
    let refused = refused(read("id;a,b\ne1;c,d\n", "people.csv"));
    let expected =
        "people.csv: the cells may be separated by , or by ;: the option separator says by which";
    assert_eq!(refused, expected);
}

#[test]
fn an_option_and_a_first_line_overrule() -> Result<(), Error> {
    let options = ReadOptions { separator: Some(';'), ..ReadOptions::default() };
    let table = Table::from_bytes(b"id;a,b\ne1;c,d\n".to_vec(), "people.csv", &options)?;
    assert_eq!(texts(&table, "a,b"), ["c,d"]);
    let table = read("SEP=;\r\nid;a,b\r\ne1;c,d\r\n", "people.csv")?;
    assert_eq!((texts(&table, "a,b"), table.sheet_row(0)), (vec!["c,d".to_owned()], 2));
    let tabs = read("id\ta,b\ne1\tc,d\n", "people.tsv")?;
    assert_eq!(texts(&tabs, "a,b"), ["c,d"]);
    Ok(())
}

#[test]
fn decimal_commas_where_all_numbers_of_the_column_agree() -> Result<(), Error> {
    let text = "id;hours;pay;list;note\ne1;3,5;1,234;1,2,3;n/a\ne2;4;2,500;4,5;3,5 or so\ne3;-;3,000;6;x\n";
    let table = read(text, "people.csv")?;
    assert_eq!(texts(&table, "hours"), ["3.5", "4", "-"]);
    assert_eq!(texts(&table, "pay"), ["1,234", "2,500", "3,000"]);
    assert_eq!(texts(&table, "list"), ["1,2,3", "4,5", "6"]);
    assert_eq!(texts(&table, "note"), ["n/a", "3,5 or so", "x"]);
    assert_eq!(table.reading().decimal_comma, ["hours"]);
    assert_eq!(table.reading().notes.len(), 1, "the pay is unclear");

    let options = ReadOptions { decimal: Some(','), ..ReadOptions::default() };
    let table = Table::from_bytes(b"id;pay\ne1;1.234,5\ne2;2.500\n".to_vec(), "p.csv", &options)?;
    assert_eq!(texts(&table, "pay"), ["1234.5", "2500"]);
    let options = ReadOptions { decimal: Some('.'), ..ReadOptions::default() };
    let table = Table::from_bytes(b"id;hours\ne1;3,5\n".to_vec(), "p.csv", &options)?;
    assert_eq!(texts(&table, "hours"), ["3,5"]);
    Ok(())
}

#[test]
fn rows_of_another_length_name_line_and_guess() {
    let short = refused(read("id;site\n\"e\n1\";Leeds\ne2\n", "people.csv"));
    assert_eq!(short, "people.csv: 1 cells where the header has 2, line 4, read as separated by ;");
    let long = refused(read("id,site\ne1,Leeds,x\n", "people.csv"));
    assert_eq!(long, "people.csv: 3 cells where the header has 2, line 2");
    assert_eq!(refused(read("id,site\ne1,Leeds,,\n", "people.csv")), "read");
}

#[test]
fn quotes_out_of_place_are_refused_with_the_line() {
    let open = refused(read("id;site\ne1;\"Leeds\ne2;York\n", "people.csv"));
    assert_eq!(open, "people.csv: a quote that opens in line 2 never closes");
    let early = refused(read("id;site\ne1;\"Leeds\" or York\n", "people.csv"));
    assert!(early.ends_with("line 2 closes in the middle of a cell, line 2"), "{early}");
}

#[test]
fn options_that_no_file_can_have() {
    for separator in ['"', '\n', 'é'] {
        let options = ReadOptions { separator: Some(separator), ..ReadOptions::default() };
        let refused = refused(Table::from_bytes(b"a\n".to_vec(), "p.csv", &options));
        assert!(refused.contains("one ASCII character"), "{refused}");
    }
    let options = ReadOptions { sheet: Some("Mentors".to_owned()), ..ReadOptions::default() };
    let refused = refused(Table::from_bytes(b"a\n".to_vec(), "p.csv", &options));
    assert_eq!(refused, "p.csv: only workbooks have sheets");
}
