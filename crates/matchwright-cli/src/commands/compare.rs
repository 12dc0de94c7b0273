//! `matchwright compare`: two saved outcomes side by side, on one scale.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use matchwright::answers::{Comparison, RulePrice, compare};
use matchwright::assign::{Monitor, Options};
use matchwright::{Error, Outcome, Program};

use crate::draft::{Draft, TableFile, refuse_clashes, try_out, write_json};
use crate::failure::Failure;
use crate::progress::watch;
use crate::show_comparison::{show, show_prices};
use crate::streams::Answer;

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// The first outcome, as `match --save` has written it.
    before: PathBuf,
    /// The second outcome.
    after: PathBuf,
    /// The programme by which both are scored, a .toml or a .json file; that of the first outcome
    /// unless said otherwise.
    #[arg(long, value_name = "FILE")]
    scored_by: Option<PathBuf>,
    /// Also say what each rule costs in either plan: both are solved without it.
    #[arg(long)]
    rule_prices: bool,
    #[command(flatten)]
    outputs: ComparisonOutputs,
}

/// Where a comparison is written to.
#[derive(Debug, Args)]
pub(crate) struct ComparisonOutputs {
    /// Write the pairs of both plans to this file, by its ending: .csv, .tsv, .txt, .json, .xlsx or
    /// .parquet, also with .gz behind.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    out: Option<TableFile>,
    /// Write what is different for everybody to this file, by its ending as --out.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    out_people: Option<TableFile>,
    /// Write the whole comparison to this JSON file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl ComparisonOutputs {
    /// All of them.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        let tables = [&self.out, &self.out_people].into_iter().flatten().map(TableFile::path);
        tables.chain(self.json.iter().map(PathBuf::as_path))
    }

    /// Writes every file before the first takes its name.
    pub(crate) fn write(&self, comparison: &Comparison) -> Result<(), Failure> {
        let mut drafts = Vec::new();
        if let Some(out) = &self.out {
            drafts.push(out.filled(&comparison.pairs_frame(), "pairs")?);
        }
        if let Some(out) = &self.out_people {
            drafts.push(out.filled(&comparison.people_frame(), "people")?);
        }
        if let Some(path) = &self.json {
            drafts.push(Draft::filled(path, |file| write_json(comparison.facts(), file))?);
        }
        drafts.into_iter().try_for_each(Draft::publish)
    }
}

impl Compare {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        let inputs = [&self.before, &self.after].into_iter().chain(&self.scored_by);
        refuse_clashes(inputs.map(PathBuf::as_path), self.outputs.paths())?;
        let program = self.scored_by.as_ref().map(Program::from_file).transpose()?;
        let outcomes = [Outcome::load(&self.before)?, Outcome::load(&self.after)?];
        self.outputs.paths().try_for_each(try_out)?;
        let comparison = compare(&outcomes[0], &outcomes[1], program.as_ref())?;
        let monitor = Arc::new(Monitor::new());
        let prices = watch(&monitor, || self.prices(&outcomes, &monitor))?;
        self.outputs.write(&comparison)?;
        let prices = ["before", "after"].into_iter().zip(&prices);
        let prices: Vec<String> =
            prices.map(|(whose, prices)| show_prices(whose, prices)).collect();
        let text = [vec![show(&comparison)], prices].concat().join("\n");
        Ok(Answer::beside(self.outputs.paths(), text))
    }

    /// What rules cost, where that is asked for.
    fn prices(
        &self,
        outcomes: &[Outcome],
        monitor: &Arc<Monitor>,
    ) -> Result<Vec<Vec<RulePrice>>, Error> {
        let options = Options::default().with_monitor(Arc::clone(monitor));
        let asked = outcomes.iter().filter(|_| self.rule_prices);
        asked.map(|outcome| outcome.rule_prices(&options)).collect()
    }
}
