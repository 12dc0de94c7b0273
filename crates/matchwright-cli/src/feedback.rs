//! How pairs went, as commands read it.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use matchwright::tables::ReadOptions;
use matchwright::tuning::{Aspect, EvaluateOptions, Feedback};

use crate::cohort::{read_programme, read_table};
use crate::failure::Failure;

/// The feedback, and what is asked of it.
#[derive(Debug, Args)]
#[command(next_help_heading = "How pairs went")]
pub(crate) struct Asked {
    /// How pairs went: a table with the columns `mentee_id`, `mentor_id`, and of `fit` (1 to 5), `goal_reached`,
    /// `accepted`, `ended_early` (yes or no), `meetings` and `round` whatever there is.
    #[arg(long, value_name = "FILE")]
    feedback: PathBuf,
    /// What that table calls things: a .toml or .json file with `[tables]`, as in a programme, of which `columns` and
    /// `no_answer` count.
    #[arg(long, value_name = "FILE")]
    feedback_tables: Option<PathBuf>,
    /// The column by which a pair went better or worse; by default the one that tells most pairs of one mentee apart.
    #[arg(long, value_name = "COLUMN", value_parser = aspect())]
    aspect: Option<Aspect>,
    /// How many places of a mentee's list count in NDCG.
    #[arg(long, value_name = "COUNT", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    k: u16,
    /// How often mentees are drawn anew for intervals.
    #[arg(long, value_name = "COUNT", default_value_t = 1_000, value_parser = clap::value_parser!(u16).range(1..))]
    draws: u16,
    /// The seed of these draws.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,
}

fn aspect() -> impl TypedValueParser<Value = Aspect> {
    let names = PossibleValuesParser::new(Aspect::ALL.map(Aspect::name));
    names.try_map(|name| Aspect::of(&name).ok_or("no such column"))
}

impl Asked {
    pub(crate) fn read(&self) -> Result<Feedback, Failure> {
        let tables = self.feedback_tables.as_deref().map(read_programme).transpose()?;
        let mapping = tables.and_then(|program| program.tables).unwrap_or_default();
        let table = read_table(&self.feedback, &ReadOptions::default())?;
        Ok(Feedback::read(&table, &mapping)?)
    }

    pub(crate) fn options(&self) -> EvaluateOptions {
        let (k, draws) = (self.k.into(), self.draws.into());
        EvaluateOptions { aspect: self.aspect, k, draws, seed: self.seed }
    }

    /// The files that are read.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        [Some(&self.feedback), self.feedback_tables.as_ref()]
            .into_iter()
            .flatten()
            .map(PathBuf::as_path)
    }
}
