//! The program of every target: its name says which.
#![no_main]

libfuzzer_sys::fuzz_target!(init: matchwright_fuzz::catch_as_callers_do(), |data: &[u8]| {
    matchwright_fuzz::run(env!("CARGO_BIN_NAME"), data);
});
