//! The calls about people: `match` and `explain`.

use matchwright::assign::{Monitor, Options};
use matchwright::roster::{Side, Table};
use matchwright::tables::Error as ReadError;
use matchwright::{Error, Matcher, PeopleTables, Program, Vocabulary};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::errors::from_error;

/// An outcome, as texts.
#[wasm_bindgen]
pub struct Outcome(matchwright::Outcome);

#[wasm_bindgen]
impl Outcome {
    /// Matches everybody. Tables are JSON as the command reads it; without `mentors`, `mentees` is one table of
    /// both roles. With `is_written` the programme is a text as somebody wrote it, TOML or JSON; otherwise JSON
    /// carries an object here, whose lists are as long as they like.
    #[wasm_bindgen(js_name = match)]
    pub fn matched(
        mentees: &str,
        mentors: Option<String>,
        program: &str,
        is_written: bool,
        mentee_id: &str,
        mentor_id: &str,
    ) -> Result<Self, JsValue> {
        let run = || {
            let program = read_program(program, is_written)?;
            let tables = match mentors {
                Some(mentors) => PeopleTables::Each([
                    Table::from_json(mentees, Side::Mentee.table()),
                    Table::from_json(&mentors, Side::Mentor.table()),
                ]),
                None => PeopleTables::Both(Table::from_json(mentees, "people")),
            };
            let ids = (mentee_id, mentor_id);
            let (matcher, roster) =
                Matcher::with_people(program, tables, ids, &Vocabulary::default())?;
            matcher.run_with(&roster, &Options::default())
        };
        run().map(Self).map_err(|error| from_error(&error))
    }

    /// What the command writes with `--json`.
    pub fn json(&self) -> Result<String, JsValue> {
        written(&self.0.facts()).map_err(|error| from_error(&error))
    }

    /// One person's place, as `explain --json` writes it.
    pub fn explain(&self, id: &str, is_mentor: bool) -> Result<String, JsValue> {
        let side = if is_mentor { Side::Mentor } else { Side::Mentee };
        let explained = self.0.explain_one(side, id, &Monitor::new());
        explained.and_then(|why| written(&why)).map_err(|error| from_error(&error))
    }
}

fn read_program(text: &str, is_written: bool) -> Result<Program, Error> {
    if !is_written {
        return Program::from_json_value(
            serde_json::from_str(text).map_err(|error| no_json(&error))?,
        );
    }
    let is_json = text.trim_start().starts_with('{');
    if is_json { Program::from_json_str(text) } else { Program::from_toml_str(text) }
}

/// A value as indented JSON with a line end, as the command writes it.
fn written(value: &impl Serialize) -> Result<String, Error> {
    let text = serde_json::to_string_pretty(value).map_err(|error| no_json(&error))?;
    Ok(text + "\n")
}

fn no_json(error: &serde_json::Error) -> Error {
    Error::Read(ReadError::Syntax { origin: "JSON".to_owned(), message: error.to_string() })
}
