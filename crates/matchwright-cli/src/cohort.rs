//! The three files that most commands read, and what is common to reading them.

use std::path::{Path, PathBuf};

use clap::Args;
use matchwright::program::Clause;
use matchwright::roster::Table;
use matchwright::rules::History;
use matchwright::{Error, Matcher, Program, Roster, Vocabulary};
use rayon::ThreadPoolBuilder;

use crate::failure::Failure;
use crate::streams::{self, INPUT};

/// The two tables of people.
#[derive(Debug, Args)]
pub(crate) struct People {
    /// The mentees: a .csv file with a header line, or a .json array of objects; - for either on
    /// standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) mentees: PathBuf,
    /// The mentors, as the mentees.
    #[arg(long, value_name = "FILE")]
    pub(crate) mentors: PathBuf,
    /// The mentees' column of ids.
    #[arg(long, value_name = "COLUMN", default_value = "id")]
    pub(crate) mentee_id: String,
    /// The mentors' column of ids.
    #[arg(long, value_name = "COLUMN", default_value = "id")]
    pub(crate) mentor_id: String,
}

/// The people and the programme.
#[derive(Debug, Args)]
pub(crate) struct Cohort {
    #[command(flatten)]
    pub(crate) people: People,
    /// The programme: a .toml file, or a .json file; - for either on standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) program: PathBuf,
    /// What the labels in lists mean: a .csv file with the columns label, preferred and broader,
    /// ESCO's skills as .json or .json.gz, or O*NET's Technology Skills.txt.
    #[arg(long, value_name = "FILE")]
    vocabulary: Option<PathBuf>,
    /// Pairs who have met in an earlier round and must not meet again: a .csv or .json file with the
    /// columns `mentee_id` and `mentor_id`, as `match --out` writes it.
    #[arg(long, value_name = "FILE")]
    history: Vec<PathBuf>,
    // No machine has more cores, and more threads than cores gain nothing.
    /// Threads to work with; by default one per core. The answer is the same with any number.
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

impl People {
    /// Both tables as they were read, mentees first.
    pub(crate) fn tables(&self) -> [Result<Table, Error>; 2] {
        [read_table(&self.mentees), read_table(&self.mentors)]
    }

    /// The columns of the ids.
    pub(crate) fn ids(&self) -> (&str, &str) {
        (&self.mentee_id, &self.mentor_id)
    }
}

impl Cohort {
    /// Reads and checks everything.
    pub(crate) fn read(&self) -> Result<(Matcher, Roster), Failure> {
        self.start_threads()?;
        let program = self.read_program()?;
        let vocabulary = self.read_vocabulary()?;
        let people = &self.people;
        Ok(Matcher::with_people(program, people.tables(), people.ids(), &vocabulary)?)
    }

    /// The programme, with the pairs of earlier rounds.
    pub(crate) fn read_program(&self) -> Result<Program, Failure> {
        let mut program = read_program(&self.program)?;
        let mut met = Vec::new();
        for path in &self.history {
            met.extend(read_history(path)?.pairs);
        }
        if !self.history.is_empty() {
            program.rules.push(Clause::new(History::new(met)));
        }
        Ok(program)
    }

    /// The vocabulary; an empty one where none is named.
    pub(crate) fn read_vocabulary(&self) -> Result<Vocabulary, Failure> {
        let Some(path) = &self.vocabulary else { return Ok(Vocabulary::default()) };
        if streams::is_stream(path) {
            let content = streams::read()?;
            return Ok(Vocabulary::from_csv_reader(&*content, INPUT).map_err(Error::from)?);
        }
        Ok(Vocabulary::from_file(path).map_err(Error::from)?)
    }

    /// The files that are read.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        let needed = [&self.people.mentees, &self.people.mentors, &self.program];
        needed.into_iter().chain(&self.vocabulary).chain(&self.history).map(PathBuf::as_path)
    }

    /// Sets the number of threads for the whole process.
    pub(crate) fn start_threads(&self) -> Result<(), Failure> {
        let Some(threads) = self.threads else { return Ok(()) };
        let pool = ThreadPoolBuilder::new().num_threads(threads.into());
        pool.build_global().map_err(|error| Failure::Threads { reason: error.to_string() })
    }
}

fn read_program(path: &Path) -> Result<Program, Error> {
    if !streams::is_stream(path) {
        return Program::from_file(path);
    }
    let text = streams::read_text()?;
    let is_json = starts_with(text.as_bytes(), b'{');
    if is_json { Program::from_json_str(&text) } else { Program::from_toml_str(&text) }
}

fn read_history(path: &Path) -> Result<History, Error> {
    if streams::is_stream(path) {
        return History::from_table(&read_table_from_input()?, INPUT);
    }
    History::from_file(path)
}

fn read_table(path: &Path) -> Result<Table, Error> {
    if streams::is_stream(path) {
        return read_table_from_input();
    }
    Ok(Table::from_file(path)?)
}

/// A stream has no ending: an array is JSON, and everything else CSV.
fn read_table_from_input() -> Result<Table, Error> {
    let content = streams::read()?;
    if starts_with(&content, b'[') {
        return Ok(Table::from_json(&streams::text(content)?, INPUT)?);
    }
    Ok(Table::from_csv_reader(&*content, INPUT)?)
}

fn starts_with(content: &[u8], mark: u8) -> bool {
    content.trim_ascii_start().first() == Some(&mark)
}
