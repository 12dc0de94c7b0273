//! `matchwright recommend`: the best partners for everybody on one side, whoever else wants them.

use std::sync::Arc;

use clap::{Args, ValueEnum};
use matchwright::assign::Monitor;
use matchwright::roster::Side;
use matchwright::scores::{Ranked, Scores, ranked_frame, to_score};
use matchwright::{Roster, plain};

use crate::cohort::Cohort;
use crate::draft::{TableFile, refuse_clashes, try_out};
use crate::failure::Failure;
use crate::streams::Answer;
use crate::tables::{SHOWN, and_more, people, table};

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Recommend {
    #[command(flatten)]
    cohort: Cohort,
    /// How many for each person.
    #[arg(long, value_name = "COUNT", default_value = "5")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    k: u32,
    /// Nobody's name on more than so many lists: the best lists of all for which that holds.
    #[arg(long, value_name = "COUNT", conflicts_with_all = ["mentee", "mentor"])]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    exposure: Option<u32>,
    /// Whose lists: the best mentors for every mentee, or the best mentees for every mentor.
    #[arg(long, value_name = "SIDE", default_value = "mentee")]
    side: Lists,
    /// Only for the mentee with this id.
    #[arg(long, value_name = "ID", conflicts_with_all = ["mentor", "side"])]
    mentee: Option<String>,
    /// Only for the mentor with this id.
    #[arg(long, value_name = "ID", conflicts_with = "side")]
    mentor: Option<String>,
    /// Write the list to this file, by its ending: .csv, .tsv, .txt, .json, .xlsx or .parquet, also
    /// with .gz behind.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    out: Option<TableFile>,
}

/// Whose lists there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Lists {
    Mentee,
    Mentor,
}

/// One line of the list. Partners with equal scores share a rank.
struct Line<'r> {
    mentee: &'r str,
    mentor: &'r str,
    rank: u32,
    score: f64,
}

impl Recommend {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        let out = self.out.as_ref().map(TableFile::path);
        refuse_clashes(self.cohort.files(), out)?;
        let (matcher, roster) = self.cohort.read()?;
        out.map_or(Ok(()), try_out)?;
        let scores = matcher.scores(&roster)?;
        let (side, one) = self.whose();
        let lists = self.lists(&roster, &scores, side, one)?;
        let alone = lists.iter().filter(|(_, list)| list.is_empty()).count();
        let lines: Vec<Line<'_>> = lists
            .iter()
            .flat_map(|(person, list)| {
                list.iter().map(|ranked| line(&roster, side, *person, ranked))
            })
            .collect();
        if let Some(file) = &self.out {
            file.filled(&ranked_frame(&roster, side, &lists), "recommended")?.publish()?;
        }
        Ok(Answer::beside(out, show(&roster, &lines, side, alone)))
    }

    /// The lists of everybody on a side, or of one person, each with whose it is.
    fn lists(
        &self,
        roster: &Roster,
        scores: &Scores,
        side: Side,
        one: Option<&String>,
    ) -> Result<Vec<(usize, Vec<Ranked>)>, Failure> {
        let count = self.k as usize;
        if let Some(id) = one {
            let person = roster.side(side).position(id)?;
            return Ok(vec![(person, scores.best(side, person, count)?)]);
        }
        // Ctrl-C ends the process; nobody else would stop the work.
        let lists = match self.exposure {
            Some(most) => {
                scores.recommend_within(side, count, most as usize, &Arc::new(Monitor::new()))?
            }
            None => scores.recommend(side, count, &Monitor::new())?,
        };
        Ok(lists.into_iter().enumerate().collect())
    }

    /// The side, and the id where one person is asked for.
    fn whose(&self) -> (Side, Option<&String>) {
        match (&self.mentee, &self.mentor, self.side) {
            (Some(id), ..) => (Side::Mentee, Some(id)),
            (_, Some(id), _) => (Side::Mentor, Some(id)),
            (.., Lists::Mentee) => (Side::Mentee, None),
            (.., Lists::Mentor) => (Side::Mentor, None),
        }
    }
}

fn line<'r>(roster: &'r Roster, side: Side, person: usize, ranked: &Ranked) -> Line<'r> {
    let own = roster.side(side).ids()[person].as_str();
    let other = roster.side(side.other()).ids()[ranked.partner].as_str();
    let (mentee, mentor) = if side == Side::Mentee { (own, other) } else { (other, own) };
    Line { mentee, mentor, rank: ranked.rank, score: to_score(ranked.points) }
}

/// `alone` people of the side have an empty list.
fn show(roster: &Roster, lines: &[Line<'_>], side: Side, alone: usize) -> String {
    let mut table = table(&["mentee", "mentor"], &["rank", "score"]);
    for Line { mentee, mentor, rank, score } in lines.iter().take(SHOWN) {
        table.add_row([plain(mentee), plain(mentor), rank.to_string(), format!("{score:.3}")]);
    }
    let more = and_more(lines.len(), "--out best.csv writes them all");
    let alone = match (alone, side) {
        (0, _) => String::new(),
        (count, Side::Mentee) => {
            format!("Mentees with an empty list: {count}; `match` says why.\n")
        }
        (count, Side::Mentor) => {
            format!("Mentors with an empty list: {count}; `match` says why.\n")
        }
    };
    let people = people(roster.mentees().len(), roster.mentors().len());
    format!("Among {people}:\n{}\n{more}{alone}", table.trim_fmt())
}
