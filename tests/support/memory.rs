//! How much memory a benchmark takes.

/// What the process holds now and has held at most, on Linux.
#[must_use]
pub fn memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line =
        |name| Some(status.lines().find(|line| line.starts_with(name))?.trim_start_matches(name));
    Some(format!("now{}, peak{}", line("VmRSS:")?, line("VmHWM:")?))
}
