//! `matchwright track`: what became of the pairs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use matchwright::assign::Monitor;
use matchwright::roster::Side;
use matchwright::tables::ReadOptions;
use matchwright::tracking::{Day, Target, TrackOptions, TrackedPairs, Tracking, track};

use crate::cohort::{read_programme, read_table};
use crate::draft::{Draft, TableFile, refuse_clashes, try_out, write_json};
use crate::failure::Failure;
use crate::progress::watch;
use crate::streams::Answer;
use crate::tables::wrapped;
use crate::today::today;

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Track {
    /// The pairs: a table with the columns `mentee_id` and `mentor_id`, as `match --out` writes it; and, if it has
    /// it, the day `started`.
    #[arg(long, value_name = "FILE")]
    pairs: PathBuf,
    /// The check-ins, one a row: `mentee_id`, `mentor_id`, and as far as they are there `date`, `met`,
    /// `satisfaction` (1 to 5), `goal_reached`, `ended`.
    #[arg(long, value_name = "FILE")]
    check_ins: PathBuf,
    /// What the check-ins call one of these columns: `satisfaction=How happy are you?`. May be given several times.
    #[arg(long = "column", value_name = "NAME=COLUMN", value_parser = named)]
    columns: Vec<(String, String)>,
    /// People, matched or not: `id`, what became of them (`promoted`, `retained`, `skills_gained`), and who they were
    /// before. Matched people are then compared with others who resemble them.
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,
    /// The column of ids in that table.
    #[arg(long, value_name = "COLUMN", default_value = "id")]
    people_id: String,
    /// The programme, whose `[tables]` says how the table of people is read.
    #[arg(long, value_name = "FILE", requires = "people")]
    program: Option<PathBuf>,
    /// A column that says who people were before; may be given several times. Without it all that say neither who
    /// somebody is nor what became of them.
    #[arg(long, value_name = "COLUMN")]
    by: Vec<String>,
    /// A column that says what became of people; may be given several times.
    #[arg(long, value_name = "COLUMN")]
    outcome: Vec<String>,
    /// Compare mentors, and not mentees.
    #[arg(long)]
    mentors: bool,
    /// Look at it from this day; by default that of the latest check-in.
    #[arg(long, value_name = "DAY", value_parser = day)]
    as_of: Option<Day>,
    /// After so many days without a check-in a pair needs a word.
    #[arg(long, value_name = "DAYS", default_value_t = 60)]
    overdue: u32,
    /// What the programme wants to reach, perhaps by a day: `relationships=6@2026-12-31`. May be given several times.
    #[arg(long, value_name = "FIGURE=NUMBER")]
    target: Vec<Target>,
    /// Write the pairs and how they stand to this file, by its ending: .csv, .tsv, .txt, .json, .xlsx or .parquet,
    /// also with .gz behind.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    out: Option<TableFile>,
    /// Write all of it as one HTML page.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Write all of it to this JSON file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

fn named(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=');
    let parts = parts.map(|(name, column)| (name.trim().to_owned(), column.trim().to_owned()));
    parts.ok_or_else(|| "a name, = and the column: satisfaction=How happy are you?".to_owned())
}

fn day(text: &str) -> Result<Day, String> {
    Day::read(text).ok_or_else(|| "a day, as 2026-05-01".to_owned())
}

impl Track {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        refuse_clashes(self.inputs(), self.outputs())?;
        let read = |path: &Path| read_table(path, &ReadOptions::default());
        let pairs = TrackedPairs::read(&read(&self.pairs)?)?;
        let check_ins = read(&self.check_ins)?;
        let people = self.people.as_deref().map(read).transpose()?;
        let options = self.options()?;
        self.outputs().try_for_each(try_out)?;
        let monitor = Monitor::new();
        let tracking =
            watch(&monitor, || track(&pairs, &check_ins, people.as_ref(), &options, &monitor))?;
        self.write(&tracking)?;
        Ok(Answer::beside(
            self.outputs(),
            wrapped(&matchwright::plain_lines(&tracking.to_string())),
        ))
    }

    fn options(&self) -> Result<TrackOptions, Failure> {
        let program = self.program.as_deref().map(read_programme).transpose()?;
        Ok(TrackOptions {
            as_of: self.as_of,
            overdue: self.overdue,
            targets: self.target.clone(),
            side: if self.mentors { Side::Mentor } else { Side::Mentee },
            id: self.people_id.clone(),
            outcomes: self.outcome.clone(),
            columns: self.by.clone(),
            names: self.columns.iter().cloned().collect::<BTreeMap<_, _>>(),
            mapping: program.and_then(|program| program.tables),
            ..TrackOptions::default()
        })
    }

    fn inputs(&self) -> impl Iterator<Item = &Path> {
        let others = self.people.iter().chain(&self.program);
        [&self.pairs, &self.check_ins].into_iter().chain(others).map(PathBuf::as_path)
    }

    fn outputs(&self) -> impl Iterator<Item = &Path> {
        let documents = [&self.report, &self.json].into_iter().flatten().map(PathBuf::as_path);
        self.out.iter().map(TableFile::path).chain(documents)
    }

    fn write(&self, tracking: &Tracking) -> Result<(), Failure> {
        let mut drafts = Vec::new();
        if let Some(out) = &self.out {
            drafts.push(out.filled(&tracking.pairs_frame(), "pairs")?);
        }
        if let Some(path) = &self.report {
            let page = tracking.html("", Some(&today()));
            drafts.push(Draft::filled(path, |file| file.write_all(page.as_bytes()))?);
        }
        if let Some(path) = &self.json {
            drafts.push(Draft::filled(path, |file| write_json(tracking, file))?);
        }
        drafts.into_iter().try_for_each(Draft::publish)
    }
}
