//! Files → cells and labels: tables as they were read, and what the labels in them mean.
//!
//! ```text
//! plain          text that is safe to show
//! finding        what is wrong or suspicious, and where
//! reading        what was decided while a table was read
//! table          named columns of cells
//! hours          a week in quarters of an hour, as people write it
//! labels         what people write, as small numbers
//! read   write   one format a file: CSV, Excel, JSON, calendars, Parquet, Arrow
//! vocabulary     which labels mean the same, and which something wider
//! mapping        what an export calls things, and the columns that a programme reads
//! ```
//!
//! Nothing here knows criteria or rules, and people only as rows with an id.
//!
//! | feature | adds |
//! |---|---|
//! | `csv` | tables and vocabularies from CSV; tables as CSV |
//! | `excel` | tables from workbooks: `.xlsx`, `.xls`, `.ods`; tables as `.xlsx` |
//! | `json` | tables from JSON, JSON lines, SCIM 2.0 users, and Rust values that serde can serialise; tables as JSON; ESCO's skills |
//! | `standards` | people from Open Badges, learner records and JSON exports of HR systems; brings `json` |
//! | `calendar` | when people are taken, from iCalendar files |
//! | `arrow` | tables from Arrow record batches |
//! | `parquet` | tables from Parquet and Arrow IPC files; tables as Parquet |
//! | `gzip` | compressed files |
//! | `schema` | the JSON Schema of a mapping |

#![forbid(unsafe_code)]

#[cfg(all(doctest, feature = "csv"))]
#[doc = include_str!("../README.md")]
struct Readme;

mod plain;

mod counted;

mod finding;

mod error;

mod reading;

mod table;

mod hours;

pub mod labels;

mod read;

mod write;

pub mod vocabulary;

pub mod mapping;

pub use counted::counted;
pub use error::Error;
pub use finding::{Finding, Findings, Withheld};
pub use plain::{plain, plain_lines};
pub use read::{ReadOptions, read_text, without_sheet};
pub use reading::Reading;
pub use table::{Cell, Item, Table};
pub use vocabulary::Vocabulary;
#[cfg(feature = "excel")]
pub use write::write_excel;
pub use write::{
    FileFormat, Frame, Values, WholeFile, distinct_names, followed, write_bytes, write_text,
};
