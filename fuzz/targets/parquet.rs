#![no_main]

libfuzzer_sys::fuzz_target!(init: matchwright_fuzz::catch_as_callers_do(), |data: &[u8]| {
    matchwright_fuzz::read(data.to_vec(), "people.parquet");
});
