//! Programs that look for an input which breaks a promise: one file a target, which a test of the workspace runs on the
//! committed corpora as well.

#[path = "targets/mod.rs"]
mod targets;

/// Runs the target of this name on an input.
pub fn run(name: &str, data: &[u8]) {
    let target = targets::ALL.iter().find(|(known, _)| *known == name);
    target.expect("every program stands in the list").1(data);
}

/// Lets our own guards catch what the libraries of the readers panic about: the fuzzer ends a process at any
/// panic, also at one that is caught.
pub fn catch_as_callers_do() {
    drop(std::panic::take_hook());
}
