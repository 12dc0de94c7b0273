//! Any bytes are an outcome or an error; one that is read writes itself, and what is said to be verified is what the
//! programme makes of the people in the file, whatever was changed there. An input that starts with `{` is a file; any
//! other says what to change in one that a match has written.

use std::sync::{Arc, OnceLock};

use arbitrary::{Result, Unstructured};
use matchwright::outcome::Proof;
use matchwright::{Matcher, Outcome};
use serde_json::{Map, Value, json};

use super::cohorts;

pub(crate) fn run(data: &[u8]) {
    match std::str::from_utf8(data) {
        Ok(text) if text.starts_with('{') => checked(text),
        _ => changed(&mut Unstructured::new(data)).map(|text| checked(&text)).unwrap_or_default(),
    }
}

/// An outcome of each form, as it is saved.
fn saved() -> &'static [Value] {
    static SAVED: OnceLock<Vec<Value>> = OnceLock::new();
    SAVED.get_or_init(|| {
        let saved = cohorts::PROGRAMMES.iter().map(|(name, lines)| {
            let outcome = cohorts::outcome(lines).unwrap_or_else(|error| panic!("{name}: {error}"));
            serde_json::to_value(outcome).expect("an outcome can be written")
        });
        saved.collect()
    })
}

/// A saved outcome with a few of its parts changed.
fn changed(bytes: &mut Unstructured<'_>) -> Result<String> {
    let mut value = bytes.choose(saved())?.clone();
    for _ in 0..bytes.int_in_range(0..=3)? {
        let (at, from) = (part(bytes, &value)?, part(bytes, &value)?);
        let copy = nth(&mut value, &mut { from }).cloned().unwrap_or_default();
        let new = new_part(bytes, copy)?;
        let Some(part) = nth(&mut value, &mut { at }) else { continue };
        match (bytes.int_in_range(0..=5)?, part) {
            (0, Value::Array(parts)) => drop(parts.pop()),
            (1, Value::Array(parts)) => parts.extend(parts.last().cloned()),
            (2, Value::Array(parts)) => parts.reverse(),
            (_, part) => *part = new,
        }
    }
    Ok(value.to_string())
}

fn part(bytes: &mut Unstructured<'_>, value: &Value) -> Result<usize> {
    bytes.int_in_range(0..=size(value) as u16 - 1).map(usize::from)
}

/// Parts of a value, itself included.
fn size(value: &Value) -> usize {
    match value {
        Value::Array(parts) => 1 + parts.iter().map(size).sum::<usize>(),
        Value::Object(fields) => 1 + fields.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

/// The part that so many others stand before.
fn nth<'a>(value: &'a mut Value, before: &mut usize) -> Option<&'a mut Value> {
    if *before == 0 {
        return Some(value);
    }
    *before -= 1;
    match value {
        Value::Array(parts) => parts.iter_mut().find_map(|part| nth(part, before)),
        Value::Object(fields) => fields.values_mut().find_map(|part| nth(part, before)),
        _ => None,
    }
}

fn new_part(bytes: &mut Unstructured<'_>, copy: Value) -> Result<Value> {
    Ok(match bytes.int_in_range(0..=9)? {
        0 => Value::Null,
        1 => bytes.arbitrary::<bool>()?.into(),
        2..=4 => bytes.int_in_range(-2..=4_i64)?.into(),
        5 => bytes.arbitrary::<i64>()?.into(),
        6 => json!(f64::from(bytes.int_in_range(-4..=40_i8)?) / 4.0),
        7 => (*bytes.choose(&["", "e1", "m1", "Leeds", "seats", "total"])?).into(),
        8 if bytes.arbitrary()? => Value::Array(Vec::new()),
        8 => Value::Object(Map::new()),
        _ => copy,
    })
}

fn checked(text: &str) {
    let read = |text: &str| Outcome::from_json_str(text, &Arc::default());
    let outcome = match read(text) {
        Ok(outcome) => outcome,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let written = outcome.to_json_string().expect("what was read can be written");
    let again = read(&written).expect("what was written can be read");
    assert_eq!(again.to_json_string().ok(), Some(written));
    if outcome.certificate().is_verified() && !text.contains("\"promise\":{") {
        is_what_a_match_finds(&outcome);
    }
}

fn is_what_a_match_finds(outcome: &Outcome) {
    let matcher = Matcher::new(outcome.program().clone()).expect("a programme that was read");
    let found = matcher.run(outcome.roster()).expect("a match of people who were read");
    let (read, found) = (outcome.summary(), found.summary());
    match outcome.certificate() {
        // Circles of as many members can be fewer.
        Proof::Circles(_) => {
            assert_eq!(read.participation.to_bits(), found.participation.to_bits());
        }
        _ => assert_eq!(read.pairs, found.pairs),
    }
    // Another plan can be as stable, or as good in every level, of which the total is not always one.
    if matches!(outcome.certificate(), Proof::Assignment(_) | Proof::Peers(_)) {
        let difference = (read.total - found.total).abs();
        assert!(difference < 1e-6, "{} is not {}", read.total, found.total);
    }
}
