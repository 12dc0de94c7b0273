//! `matchwright search`: who of some people lists what somebody looks for.

use std::path::{Path, PathBuf};

use clap::Args;
use matchwright::plain;
use matchwright::search::{Found, Hit, Search as Look};
use matchwright::tables::counted;

use crate::cohort::{Manner, read_programme, read_table, read_vocabulary};
use crate::draft::{TableFile, refuse_clashes, try_out};
use crate::failure::Failure;
use crate::streams::Answer;
use crate::tables::{SHOWN, and_more, table};

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Search {
    /// The labels, with commas between them; one may have a level: "python:3, public speaking".
    labels: String,
    /// The people: a table of mentors, of mentees or of both, as --mentees of `match`.
    #[arg(long, value_name = "FILE")]
    people: PathBuf,
    /// The programme, whose lists and texts are looked at, and whose `[tables]` says who takes part. Without one,
    /// columns of labels and of words are recognised.
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
    /// What labels mean, as --vocabulary of `match`.
    #[arg(long, value_name = "FILE")]
    vocabulary: Option<PathBuf>,
    /// The column of ids.
    #[arg(long, value_name = "COLUMN", default_value = "id")]
    id: String,
    /// Only people who have this in a column; several hold together.
    #[arg(long = "where", value_name = "COLUMN=VALUE", value_parser = filter)]
    filters: Vec<(String, String)>,
    /// How many people.
    #[arg(long, value_name = "COUNT", default_value = "20")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    k: u32,
    /// Write them as a table to this file, by its ending: .csv, .tsv, .txt, .json, .xlsx or .parquet, also
    /// with .gz behind.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    out: Option<TableFile>,
    #[command(flatten)]
    manner: Manner,
}

fn filter(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=');
    let parts = parts.map(|(column, value)| (column.trim().to_owned(), value.trim().to_owned()));
    parts.ok_or_else(|| "a column, = and what stands there: site=Leeds".to_owned())
}

impl Search {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        let out = self.out.as_ref().map(TableFile::path);
        refuse_clashes(self.files(), out)?;
        let program = self.program.as_deref().map(read_programme).transpose()?;
        let vocabulary = read_vocabulary(self.vocabulary.as_deref())?;
        let people = read_table(&self.people, &self.manner.options())?;
        out.map_or(Ok(()), try_out)?;
        let mut look = Look::new(&self.labels).with_vocabulary(&vocabulary).with_ids(&self.id);
        look = look.with_k(self.k as usize);
        if let Some(program) = &program {
            look = look.with_program(program);
        }
        for (column, value) in &self.filters {
            look = look.with_filter(column, value);
        }
        let found = look.run(&people)?;
        if let Some(file) = &self.out {
            file.filled(&found.frame(), "found")?.publish()?;
        }
        Ok(Answer::beside(out, show(&found)))
    }

    fn files(&self) -> impl Iterator<Item = &Path> {
        let others = self.program.iter().chain(&self.vocabulary).chain([&self.people]);
        others.map(PathBuf::as_path)
    }
}

fn show(found: &Found) -> String {
    let columns: Vec<String> = found.columns().iter().map(|name| plain(name)).collect();
    let people = counted(found.looked_through(), "person", "people");
    let places = format!("Looked for in {}, among {people}.\n", columns.join(", "));
    if found.people().is_empty() {
        return format!("Nobody lists anything of it.\n{places}");
    }
    let mut table = table(&["id", "what they list"], &["score"]);
    for hit in found.people().iter().take(SHOWN) {
        table.add_row([plain(hit.id()), plain(&listed(hit)), format!("{:.3}", hit.score())]);
    }
    let more = and_more(found.people().len(), "--out found.csv writes them all");
    format!("{}\n{more}{places}", table.trim_fmt())
}

fn listed(hit: &Hit) -> String {
    let matches = hit.matches().iter();
    matches.map(|one| format!("{} ({})", one.listed(), one.how())).collect::<Vec<_>>().join(", ")
}
