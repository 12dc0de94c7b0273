//! The day on which something is written: documents say it, and nothing else depends on it.

use jiff::Zoned;

/// `2026-11-26`, where the machine is.
pub(crate) fn today() -> String {
    Zoned::now().date().to_string()
}
