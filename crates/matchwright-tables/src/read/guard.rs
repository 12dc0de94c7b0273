//! The last resort around readers that other projects wrote. Sizes are checked before they run; but they
//! come from other projects, and where a broken file makes one of them panic all the same, the caller gets
//! an error and goes on. Nothing that they held survives, so nothing half made can be seen.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::Error;
use crate::table::Table;

pub(super) fn guarded(
    origin: &str,
    read: impl FnOnce() -> Result<Table, Error>,
) -> Result<Table, Error> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        let message = "broken: its parts do not hold together".to_owned();
        Err(Error::Syntax { origin: origin.to_owned(), message })
    })
}
