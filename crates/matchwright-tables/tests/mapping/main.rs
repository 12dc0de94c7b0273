//! Tables of any shape become people: what the `[tables]` of a programme promises.
#![cfg(feature = "csv")]

mod columns;
mod loses_nobody;
mod people;
mod real_forms;
mod written;

mod support;
