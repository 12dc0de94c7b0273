//! Any text is a programme or an error; what a programme writes, in TOML or in JSON, is read as the same programme.

use matchwright::{Matcher, Program};

pub(crate) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let is_json = text.trim_start().starts_with('{');
    let read = if is_json { Program::from_json_str(text) } else { Program::from_toml_str(text) };
    let program = match read {
        Ok(program) => program,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    writes_itself(&program);
    let findings = program.check();
    match Matcher::new(program) {
        Ok(matcher) => drop(matcher.program().schema()),
        Err(error) => assert!(!error.to_string().is_empty() && !findings.to_string().is_empty()),
    }
}

/// Texts are compared, since no number is less equal to itself than NaN.
fn writes_itself(program: &Program) {
    let json = program.to_json_string().expect("a programme of text can be written");
    let again = Program::from_json_str(&json).expect("what was written can be read");
    assert_eq!(again.to_json_string().ok(), Some(json.clone()));
    let Ok(toml) = program.to_toml_string() else { return };
    let again = Program::from_toml_str(&toml).expect("what was written can be read");
    assert_eq!(again.to_json_string().ok(), Some(json));
    assert_eq!(again.to_toml_string().ok(), Some(toml));
}
