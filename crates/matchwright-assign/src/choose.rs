//! Which method a problem gets.

use crate::options::Method;

/// The method that [`Method::Auto`] stands for.
///
/// The Hungarian method is never slower than the reference, which exists to contradict it, and it
/// solves every problem that fits into memory, so there is one answer.
pub(crate) fn choose(asked: Method) -> Method {
    match asked {
        Method::Auto => Method::Hungarian,
        named => named,
    }
}
