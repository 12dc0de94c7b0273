//! `matchwright letters`: a text for everybody who meets somebody.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use matchwright::assign::Monitor;
use matchwright::plain;
use matchwright::report::Letters;
use matchwright::tables::counted;
use matchwright::tables::read_text;

use crate::draft::refuse_clashes;
use crate::failure::Failure;
use crate::progress::watch;
use crate::saved::Source;
use crate::streams::{self, Answer};
use crate::today::today;

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct LettersCommand {
    #[command(flatten)]
    source: Source,
    /// Write the letters to this folder, an .md and an .eml file each; it is made where it is missing.
    #[arg(long, value_name = "FOLDER")]
    out_folder: PathBuf,
    /// The text of the letters in Markdown, in which `{{name}}`, `{{partner}}`, `{{shared_topics}}` and
    /// `{{why}}` stand for what each person reads. A heading in the first line is the subject.
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
}

impl LettersCommand {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        let template = self.template.as_deref();
        refuse_clashes(self.source.files().chain(template), [self.out_folder.as_path()])?;
        let text = template.map_or_else(|| Ok(Letters::TEMPLATE.to_owned()), read)?;
        Letters::check(&text)?;
        let asked = self.source.read()?;
        let monitor = Arc::new(Monitor::new());
        let letters = watch(&monitor, || {
            let outcome = asked.outcome(&monitor)?;
            Letters::new(&outcome, &text, Some(&today()), &monitor)
        })?;
        letters.write(&self.out_folder)?;
        let (count, folder) = (letters.as_slice().len(), self.out_folder.display().to_string());
        let count = counted(count, "letter", "letters");
        let said = format!("{count}, each as .md and as .eml, in {}\n", plain(&folder));
        Ok(Answer::Text(said))
    }
}

fn read(path: &Path) -> Result<String, matchwright::Error> {
    if streams::is_stream(path) { streams::read_text() } else { Ok(read_text(path)?) }
}
