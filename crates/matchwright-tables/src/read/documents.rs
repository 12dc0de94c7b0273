//! Documents of a standard or of a system that hold people in a shape of their own: known by what they
//! hold, whatever the file is called. One line a kind.

use serde_json::{Map, Value};

use super::options::ReadOptions;
use super::scim;
#[cfg(feature = "standards")]
use super::{credentials, exports};
use crate::reading::Reading;
use crate::table::Cell;

pub(super) type Record = Map<String, Value>;
pub(super) type Row = Vec<(String, Cell)>;

/// A kind of document.
pub(super) struct Document {
    /// What the reading calls it.
    pub(super) name: &'static str,
    /// Whether these objects are some.
    pub(super) is_it: fn(&[Record]) -> bool,
    /// The cells of everybody in them, with what was passed over in the reading.
    pub(super) rows: fn(Vec<Record>, &ReadOptions, &mut Reading) -> Vec<Row>,
}

const DOCUMENTS: &[Document] = &[
    Document { name: "SCIM", is_it: scim::is_scim, rows: scim::users },
    #[cfg(feature = "standards")]
    Document {
        name: "credentials",
        is_it: credentials::are_credentials,
        rows: credentials::people,
    },
    #[cfg(feature = "standards")]
    Document { name: "an HR export", is_it: exports::is_export, rows: exports::people },
];

/// The kind that these objects are; none for plain records.
pub(super) fn kind_of(objects: &[Record]) -> Option<&'static Document> {
    DOCUMENTS.iter().find(|document| (document.is_it)(objects))
}
