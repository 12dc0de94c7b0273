//! `matchwright audit`: what groups of people get, beside each other.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use matchwright::answers::{Attributes, Audit as Report, AuditOptions, PlanPrice};
use matchwright::assign::Monitor;
use matchwright::tables::ReadOptions;
use serde::Serialize;

use crate::cohort::read_table;
use crate::draft::{Draft, TableFile, refuse_clashes, try_out, write_json};
use crate::failure::Failure;
use crate::progress::watch;
use crate::saved::Source;
use crate::streams::Answer;
use crate::tables::{table, wrapped};

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Audit {
    #[command(flatten)]
    source: Source,
    /// What people are audited by: a table with their ids, as --mentees. It is read after everybody is
    /// matched, and no score can know it.
    #[arg(long, value_name = "FILE")]
    attributes: PathBuf,
    /// The column of ids in that table.
    #[arg(long, value_name = "COLUMN", default_value = "id")]
    attributes_id: String,
    /// An attribute; may be given several times. Without it all columns of the table.
    #[arg(long, value_name = "COLUMN")]
    by: Vec<String>,
    /// The seed of the random numbers.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,
    /// Write every group and metric to this file, by its ending: .csv, .tsv, .txt, .json, .xlsx or
    /// .parquet, also with .gz behind.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    out: Option<TableFile>,
    /// Write who meets whom, by groups, to this file, by its ending as --out.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    mixing: Option<TableFile>,
    /// Write all of it to this JSON file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// What the JSON file holds.
#[derive(Serialize)]
struct Whole<'a> {
    notice: &'static str,
    rows: &'a [matchwright::answers::AuditRow],
    mixing: &'a [matchwright::answers::Mixing],
    price: &'a [PlanPrice],
}

impl Audit {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        let inputs = self.source.files().chain([self.attributes.as_path()]);
        refuse_clashes(inputs, self.outputs())?;
        let asked = self.source.read()?;
        let options = ReadOptions::default();
        let attributes = read_table(&self.attributes, &options)?;
        let attributes = Attributes::read(&attributes, &self.attributes_id, &self.by)?;
        self.outputs().try_for_each(try_out)?;
        let monitor = Arc::new(Monitor::new());
        let (audit, prices) = watch(&monitor, || {
            let outcome = asked.outcome(&monitor)?;
            let options = AuditOptions { seed: self.seed, ..AuditOptions::default() };
            let audit = outcome.audit(&attributes, &options, &monitor)?;
            let prices = outcome.price_of_fairness(&audit, &monitor)?;
            Ok::<_, matchwright::Error>((audit, prices))
        })?;
        self.write(&audit, &prices)?;
        Ok(Answer::beside(self.outputs(), show(&audit, &prices)))
    }

    fn outputs(&self) -> impl Iterator<Item = &Path> {
        let tables = [&self.out, &self.mixing].into_iter().flatten().map(TableFile::path);
        tables.chain(self.json.as_deref())
    }

    fn write(&self, audit: &Report, prices: &[PlanPrice]) -> Result<(), Failure> {
        let mut drafts = Vec::new();
        if let Some(out) = &self.out {
            drafts.push(out.filled(&audit.frame(), "audit")?);
        }
        if let Some(out) = &self.mixing {
            drafts.push(out.filled(&audit.mixing_frame(), "mixing")?);
        }
        if let Some(path) = &self.json {
            let (rows, mixing) = (audit.rows(), audit.mixing());
            let whole = Whole { notice: Report::NOTICE, rows, mixing, price: prices };
            drafts.push(Draft::filled(path, |file| write_json(&whole, file))?);
        }
        drafts.into_iter().try_for_each(Draft::publish)
    }
}

fn show(audit: &Report, prices: &[PlanPrice]) -> String {
    let mut plans = table(&["plan"], &["pairs", "total", "lowest", "price"]);
    for plan in prices {
        let group = plan.attribute.as_ref().zip(plan.group.as_ref());
        let group = group.map_or_else(String::new, |(name, group)| format!(" ({name} {group})"));
        let shown = |value: Option<f64>, text: fn(f64) -> String| {
            value.map_or_else(|| "–".to_owned(), text)
        };
        plans.add_row([
            matchwright::plain(&format!("{}{group}", plan.plan)),
            plan.pairs.to_string(),
            format!("{:.3}", plan.total),
            shown(plan.lowest, |lowest| format!("{lowest:.3}")),
            shown(plan.price, |price| format!("{:.1} %", 100.0 * price)),
        ]);
    }
    let more = "--out audit.csv writes every group and metric.";
    let title = "What fairness of other kinds would cost, as a share of the total";
    wrapped(&format!("{audit}{more}\n\n{title}\n")) + &format!("{}\n", plans.trim_fmt())
}
