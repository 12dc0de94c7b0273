//! The files that most commands read, and what is common to reading them.

use std::path::{Path, PathBuf};

use clap::Args;
use matchwright::assign::Monitor;
use matchwright::program::Clause;
use matchwright::roster::{Side, Table};
use matchwright::rules::{AnyRule, History};
use matchwright::schema::Columns;
use matchwright::tables::ReadOptions;
use matchwright::validate::validate_with;
use matchwright::{Error, Matcher, PeopleTables, Program, Roster, Vocabulary};
use rayon::ThreadPoolBuilder;

use crate::failure::Failure;
use crate::streams::{self, INPUT};
use crate::waited::with_waited;

/// The people: two tables, or one of both roles.
#[derive(Debug, Args)]
pub(crate) struct People {
    // The list of endings is the library's: see `matchwright::tables::Error::UnknownEnding`.
    /// The mentees: a .csv, .tsv, .txt, .xlsx, .xls, .ods, .json, .jsonl, .ics, .parquet or .arrow
    /// file; `people.xlsx#Mentees` for one sheet of a workbook; - for any of them on standard input.
    #[arg(long, value_name = "FILE", requires = "mentors", required_unless_present = "both")]
    mentees: Option<PathBuf>,
    /// The mentors, as the mentees.
    #[arg(long, value_name = "FILE", requires = "mentees", required_unless_present = "both")]
    mentors: Option<PathBuf>,
    /// Instead of both: one table of mentees and mentors. The programme's `[tables]` says who is
    /// what.
    #[arg(long = "people", value_name = "FILE", conflicts_with_all = ["mentees", "mentors"])]
    both: Option<PathBuf>,
    /// More about the same people, such as their badges or their calendars: files with one row a person
    /// and their ids in the column `id`. What they say becomes columns of the people's tables.
    #[arg(long, value_name = "FILE")]
    beside: Vec<PathBuf>,
    /// The people's column by which they are found in the files beside; by default that of their ids.
    #[arg(long, value_name = "COLUMN", requires = "beside")]
    beside_by: Option<String>,
    /// The mentees' column of ids.
    #[arg(long, value_name = "COLUMN", default_value = "id")]
    pub(crate) mentee_id: String,
    /// The mentors' column of ids.
    #[arg(long, value_name = "COLUMN", default_value = "id")]
    pub(crate) mentor_id: String,
    #[command(flatten)]
    manner: Manner,
}

/// How tables are read, where what is found out is not enough.
#[derive(Debug, Args)]
#[command(next_help_heading = "How the tables are read (found out where it is not said)")]
pub(crate) struct Manner {
    /// The sheet of a workbook.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// What stands between two cells of a text file: one sign, or `tab`.
    #[arg(long, value_name = "SIGN", value_parser = sign)]
    separator: Option<char>,
    /// The encoding of a text file, such as windows-1250.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// The comma or the full stop before the decimals of a number in a text file
    #[arg(long, value_name = "SIGN")]
    decimal: Option<char>,
    /// Rows above the header that are passed over, as the spreadsheet counts them.
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    skip_rows: usize,
    /// The day on which what has a day counts, such as 2026-03-02: what has expired by then is no skill,
    /// and of a calendar the four weeks from then are read.
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
}

/// A sign, or the name of one that is hard to type.
fn sign(text: &str) -> Result<char, String> {
    match text {
        "tab" => Ok('\t'),
        _ => text.parse().map_err(|_| "one sign, or `tab`".to_owned()),
    }
}

/// The people and the programme.
#[derive(Debug, Args)]
// Where all of it can be left out, the programme says whether it is there.
#[group(args = ["program"])]
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
    /// Pairs who have met in an earlier round and must not meet again: a table with the columns
    /// `mentee_id` and `mentor_id`, as `match --out` writes it.
    #[arg(long, value_name = "FILE")]
    history: Vec<PathBuf>,
    /// Pairs who meet however they score beside others, besides those that the programme pins: a table
    /// with the columns `mentee_id` and `mentor_id`, as `match --out` writes it.
    #[arg(long, value_name = "FILE")]
    pinned: Vec<PathBuf>,
    /// How many rounds mentees have waited: a table with the columns `id` and `rounds_waited`, as `--waiting` of
    /// the round before writes it. It becomes a column of their table.
    #[arg(long, value_name = "FILE")]
    waited: Option<PathBuf>,
    // No machine has more cores, and more threads than cores gain nothing.
    /// Threads to work with; by default one per core. The answer is the same with any number.
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

impl People {
    /// The tables as they were read, with what stands beside them.
    pub(crate) fn tables(&self) -> PeopleTables<Table, Error> {
        let options = self.manner.options();
        // One way of giving people is there, and is whole: the arguments demand it.
        let read = |file: &Option<PathBuf>, id: &str| {
            let people = read_table(&file.clone().unwrap_or_default(), &options)?;
            self.with_more(people, id, &options)
        };
        let ids = [self.mentee_id.as_str(), self.mentor_id.as_str()];
        match &self.both {
            Some(_) => PeopleTables::Both(read(&self.both, ids[0])),
            None => PeopleTables::Each([read(&self.mentees, ids[0]), read(&self.mentors, ids[1])]),
        }
    }

    /// People with the columns of the files beside them.
    fn with_more(&self, people: Table, id: &str, options: &ReadOptions) -> Result<Table, Error> {
        let by = self.beside_by.as_deref().unwrap_or(id);
        self.beside.iter().try_fold(people, |people, path| {
            let options = ReadOptions { date: options.date.clone(), ..ReadOptions::default() };
            let more = read_table(path, &options)?;
            Ok(people.beside(&more, by, &path.display().to_string())?)
        })
    }

    /// The columns of the ids.
    pub(crate) fn ids(&self) -> (&str, &str) {
        (&self.mentee_id, &self.mentor_id)
    }

    /// The files that are read.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        let people = [&self.both, &self.mentees, &self.mentors].into_iter().flatten();
        people.chain(&self.beside).map(PathBuf::as_path)
    }
}

impl Manner {
    pub(crate) fn options(&self) -> ReadOptions {
        ReadOptions {
            separator: self.separator,
            encoding: self.encoding.clone(),
            decimal: self.decimal,
            sheet: self.sheet.clone(),
            skip_rows: self.skip_rows,
            date: self.date.clone(),
        }
    }
}

impl Cohort {
    /// Reads and checks everything.
    pub(crate) fn read(&self) -> Result<(Matcher, Roster), Failure> {
        self.start_threads()?;
        let program = self.read_program()?;
        let vocabulary = self.read_vocabulary()?;
        let tables = self.tables(&program)?;
        Ok(Matcher::with_people(program, tables, self.people.ids(), &vocabulary)?)
    }

    /// As [`read`](Self::read), and how many things look odd in the input, which `validate` lists. Where
    /// there are so many pairs that looking takes long, nobody looks.
    pub(crate) fn read_and_look(&self) -> Result<(Matcher, Roster, usize), Failure> {
        self.start_threads()?;
        let (program, words) = (self.read_program()?, self.read_vocabulary()?);
        let (tables, ids) = (self.tables(&program)?, self.people.ids());
        let lent = match &tables {
            PeopleTables::Each([Ok(mentees), Ok(mentors)]) if is_little(mentees, mentors) => {
                Some(PeopleTables::Each([Ok::<_, Error>(mentees), Ok(mentors)]))
            }
            PeopleTables::Both(Ok(people)) if is_little(people, people) => {
                Some(PeopleTables::Both(Ok(people)))
            }
            _ => None,
        };
        let look = |lent| validate_with(&program, lent, ids, &words, &Monitor::new());
        let found = lent.map(look).transpose()?.unwrap_or_default();
        let odd = found.suspicions.as_slice().len().saturating_sub(found.readings.notes.len());
        let (matcher, roster) = Matcher::with_people(program, tables, ids, &words)?;
        Ok((matcher, roster, odd))
    }

    /// The tables as they were read, with the rounds that mentees have waited.
    pub(crate) fn tables(&self, program: &Program) -> Result<PeopleTables<Table, Error>, Failure> {
        let tables = self.people.tables();
        let Some(path) = &self.waited else { return Ok(tables) };
        let waited = read_table(path, &ReadOptions::default())?;
        let with = |people: Table| {
            let ids = Columns::from(self.people.ids());
            let names: Vec<String> = people.names().map(str::to_owned).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let id = program.id_column(Side::Mentee, &ids, &names);
            with_waited(people, id.as_deref(), &waited)
        };
        Ok(match tables {
            PeopleTables::Each([mentees, mentors]) => {
                PeopleTables::Each([mentees.and_then(with), mentors])
            }
            PeopleTables::Both(people) => PeopleTables::Both(people.and_then(with)),
        })
    }

    /// The programme, with the pairs of earlier rounds and those that are pinned in tables.
    pub(crate) fn read_program(&self) -> Result<Program, Failure> {
        let mut program = read_programme(&self.program)?;
        for path in &self.pinned {
            program.pinned.extend(read_pairs(path)?.pairs);
        }
        self.read_history(&mut program)?;
        Ok(program)
    }

    /// Adds the pairs of earlier rounds: to the programme's rule `history` that lists none, which says for how
    /// long they count, or as a rule of their own.
    fn read_history(&self, program: &mut Program) -> Result<(), Failure> {
        let mut read = History::new(Vec::<(String, String)>::new());
        for path in &self.history {
            let History { pairs, met, .. } = read_pairs(path)?;
            read.pairs.extend(pairs);
            read.met.extend(met);
        }
        let listed = program.rules.iter_mut().find_map(|clause| match &mut clause.rule {
            AnyRule::History(history) if history.pairs.is_empty() => Some(history),
            _ => None,
        });
        match listed {
            _ if self.history.is_empty() => (),
            Some(history) => (history.pairs, history.met) = (read.pairs, read.met),
            // All of them count, whenever they were.
            None => program.rules.push(Clause::new(History::new(read.pairs))),
        }
        Ok(())
    }

    /// The vocabulary; an empty one where none is named.
    pub(crate) fn read_vocabulary(&self) -> Result<Vocabulary, Failure> {
        read_vocabulary(self.vocabulary.as_deref())
    }

    /// The files that are read.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        let others = [&self.program].into_iter().chain(&self.vocabulary);
        let others = others.chain(&self.history).chain(&self.pinned).chain(&self.waited);
        self.people.files().chain(others.map(PathBuf::as_path))
    }

    /// Sets the number of threads for the whole process.
    pub(crate) fn start_threads(&self) -> Result<(), Failure> {
        let Some(threads) = self.threads else { return Ok(()) };
        let pool = ThreadPoolBuilder::new().num_threads(threads.into());
        pool.build_global().map_err(|error| Failure::Threads { reason: error.to_string() })
    }
}

/// Pairs that are looked at before they are matched: a tenth of a second.
const LITTLE: usize = 1_000_000;

fn is_little(mentees: &Table, mentors: &Table) -> bool {
    mentees.rows().saturating_mul(mentors.rows()) <= LITTLE
}

/// A vocabulary; an empty one where none is named.
pub(crate) fn read_vocabulary(path: Option<&Path>) -> Result<Vocabulary, Failure> {
    let Some(path) = path else { return Ok(Vocabulary::default()) };
    if streams::is_stream(path) {
        let content = streams::read()?;
        return Ok(Vocabulary::from_csv_reader(&*content, INPUT).map_err(Error::from)?);
    }
    Ok(Vocabulary::from_file(path).map_err(Error::from)?)
}

/// A programme as it is written.
pub(crate) fn read_programme(path: &Path) -> Result<Program, Error> {
    if !streams::is_stream(path) {
        return Program::from_file(path);
    }
    let text = streams::read_text()?;
    let is_json = text.trim_start().starts_with('{');
    if is_json { Program::from_json_str(&text) } else { Program::from_toml_str(&text) }
}

/// A table of pairs.
fn read_pairs(path: &Path) -> Result<History, Error> {
    let name = if streams::is_stream(path) { INPUT } else { &path.display().to_string() };
    History::from_table(&read_table(path, &ReadOptions::default())?, name)
}

/// A stream has no ending: what it holds decides how it is read.
pub(crate) fn read_table(path: &Path, options: &ReadOptions) -> Result<Table, Error> {
    if streams::is_stream(path) {
        return Ok(Table::from_bytes(streams::read()?, INPUT, options)?);
    }
    Ok(Table::from_file_with(path, options)?)
}
