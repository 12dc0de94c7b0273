//! Ctrl-C: the command ends at once, and no draft of a file stays behind.

use std::io;
use std::path::PathBuf;
use std::process::exit;
use std::sync::{Mutex, MutexGuard, PoisonError};

use matchwright::tables::WholeFile;

/// What shells say of a command that Ctrl-C has ended: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// Where drafts are or were. Their names are random: one that is gone is nobody else's.
static DRAFTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Removes drafts when the command is told to end. Where signals are ignored (`nohup`) they stay ignored.
pub(crate) fn watch() {
    // Without a handler the command ends as well, and leaves its drafts.
    let _ = ctrlc::try_set_handler(|| {
        // Held to the end, so that no draft is begun any more.
        for draft in drafts().iter() {
            let _ = std::fs::remove_file(draft);
        }
        exit(INTERRUPTED);
    });
}

/// A file whose draft is removed when the command is told to end.
pub(crate) fn removing(begin: impl FnOnce() -> io::Result<WholeFile>) -> io::Result<WholeFile> {
    let mut drafts = drafts();
    let file = begin()?;
    drafts.extend(file.draft().map(PathBuf::from));
    Ok(file)
}

fn drafts() -> MutexGuard<'static, Vec<PathBuf>> {
    DRAFTS.lock().unwrap_or_else(PoisonError::into_inner)
}
