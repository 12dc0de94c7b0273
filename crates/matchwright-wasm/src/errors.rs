//! From the crates' errors to a text that `npm/src/errors.js` makes an exception of.

use matchwright::assign::Error as AssignError;
use matchwright::tables::Error as ReadError;
use matchwright::{Error, Finding, Infeasible, plain_lines};
use serde::Serialize;
use wasm_bindgen::JsValue;

/// What a call was refused for. Names are those of Python's exceptions; what a person wrote is left out.
#[derive(Serialize)]
struct Refusal<'a> {
    name: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<&'a [Finding]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    infeasible: Option<&'a Infeasible>,
}

/// A refusal with a text, which is safe to show.
pub(crate) fn refuse(name: &'static str, text: impl AsRef<str>) -> JsValue {
    thrown(&Refusal { name, message: plain_lines(text.as_ref()), findings: None, infeasible: None })
}

/// An error of the library.
pub(crate) fn from_error(error: &Error) -> JsValue {
    let message = plain_lines(&error.to_string());
    let (findings, infeasible) = match error {
        Error::Input(findings) => (Some(findings.as_slice()), None),
        Error::Infeasible(why) => (None, Some(&**why)),
        _ => (None, None),
    };
    thrown(&Refusal { name: name_of(error), message, findings, infeasible })
}

/// An error of the solver.
pub(crate) fn from_assign(error: &AssignError) -> JsValue {
    refuse(name_of_assign(error), error.to_string())
}

fn name_of(error: &Error) -> &'static str {
    match error {
        Error::Input(_) => "InputError",
        Error::UnknownId { .. } => "UnknownIdError",
        Error::Infeasible(_) => "InfeasibleError",
        Error::Assign(error) => name_of_assign(error),
        Error::Read(ReadError::Syntax { .. }) => "FormatError",
        _ => "MatchwrightError",
    }
}

fn name_of_assign(error: &AssignError) -> &'static str {
    match error {
        AssignError::OutOfMemory { .. } => "OutOfMemoryError",
        AssignError::UnknownMethod { .. }
        | AssignError::Unsupported { .. }
        | AssignError::Threads { .. }
        | AssignError::NoClock => "OptionError",
        _ => "CostError",
    }
}

fn thrown(refusal: &Refusal<'_>) -> JsValue {
    // Texts and numbers always become JSON.
    JsValue::from_str(&serde_json::to_string(refusal).unwrap_or_default())
}
