//! Any bytes are a vocabulary or an error, and every label of a vocabulary has the meaning that its line says.

use matchwright::Vocabulary;
use matchwright::tables::{Cell, Table};

pub(crate) fn run(data: &[u8]) {
    let vocabulary = match Vocabulary::from_csv_reader(data, "words") {
        Ok(vocabulary) => vocabulary,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let table = Table::from_csv_reader(data, "words").expect("a vocabulary is a table");
    let labels = table.column("label").expect("a vocabulary has labels");
    for label in labels.iter().filter_map(Cell::as_text) {
        let meaning = vocabulary.meaning(&label).expect("a label that stands in a line");
        assert_eq!(vocabulary.meaning(meaning), Some(meaning), "{label:?}");
    }
    assert!(vocabulary.len() <= 3 * table.rows());
}
