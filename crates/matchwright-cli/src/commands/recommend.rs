//! `matchwright recommend`: the best mentors for each mentee, whoever else wants them.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use matchwright::Roster;
use matchwright::roster::Side;
use matchwright::scores::{Scores, to_score};
use rayon::prelude::*;

use crate::cohort::Cohort;
use crate::draft::{Draft, refuse_clashes, try_out};
use crate::failure::Failure;
use crate::tables::{SHOWN, and_more, plain, table};

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Recommend {
    #[command(flatten)]
    cohort: Cohort,
    /// How many mentors for each mentee.
    #[arg(long, value_name = "COUNT", default_value = "5")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    k: u32,
    /// Only for the mentee with this id.
    #[arg(long, value_name = "ID")]
    mentee: Option<String>,
    /// Write the list to this CSV file.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// One line of the list. Mentors with equal scores share a rank.
struct Line<'r> {
    mentee: &'r str,
    mentor: &'r str,
    rank: u32,
    score: f64,
}

impl Recommend {
    pub(crate) fn run(&self) -> Result<String, Failure> {
        refuse_clashes(self.cohort.files().chain(self.out.as_deref()))?;
        let (matcher, roster) = self.cohort.read()?;
        self.out.as_deref().map_or(Ok(()), try_out)?;
        let scores = matcher.scores(&roster)?;
        let mentees: Vec<usize> = match &self.mentee {
            Some(id) => vec![roster.mentees().position(id)?],
            None => (0..roster.mentees().len()).collect(),
        };
        let best = |mentee: usize| best(&roster, &scores, mentee, self.k as usize);
        let lists: Vec<Vec<Line<'_>>> = mentees.into_par_iter().map(best).collect();
        let alone = lists.iter().filter(|list| list.is_empty()).count();
        let lines: Vec<Line<'_>> = lists.into_iter().flatten().collect();
        if let Some(path) = &self.out {
            Draft::filled(path, |file| write_lines(&lines, file))?.publish()?;
        }
        Ok(show(&lines, alone))
    }
}

fn best<'r>(roster: &'r Roster, scores: &Scores, mentee: usize, k: usize) -> Vec<Line<'r>> {
    let lines = scores.best(Side::Mentee, mentee, k).into_iter().map(|ranked| Line {
        mentee: &roster.mentees().ids()[mentee],
        mentor: &roster.mentors().ids()[ranked.partner],
        rank: ranked.rank,
        score: to_score(ranked.points),
    });
    lines.collect()
}

fn write_lines(lines: &[Line<'_>], file: &mut dyn Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(file);
    csv.write_record(["mentee_id", "mentor_id", "rank", "score"])?;
    for Line { mentee, mentor, rank, score } in lines {
        csv.write_record([mentee, mentor, &*rank.to_string(), &*score.to_string()])?;
    }
    csv.flush()
}

/// `alone` mentees have an empty list.
fn show(lines: &[Line<'_>], alone: usize) -> String {
    let mut table = table(&["mentee", "mentor"], &["rank", "score"]);
    for Line { mentee, mentor, rank, score } in lines.iter().take(SHOWN) {
        table.add_row([plain(mentee), plain(mentor), rank.to_string(), format!("{score:.3}")]);
    }
    let more = and_more(lines.len(), "--out best.csv writes them all");
    let alone = match alone {
        0 => String::new(),
        count => format!("Mentees whom no mentor is allowed: {count}; `match` says why.\n"),
    };
    format!("{}\n{more}{alone}", table.trim_fmt())
}
