//! The facts as a document.

mod html;

pub use html::html;
