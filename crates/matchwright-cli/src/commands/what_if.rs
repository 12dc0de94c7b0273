//! `matchwright what-if`: what would be different with other seats, people, rules, weights or answers.

use std::str::FromStr;
use std::sync::Arc;

use clap::Args;
use matchwright::answers::WhatIf as Changes;
use matchwright::assign::{Monitor, Options};
use matchwright::roster::{Cell, Side};

use super::compare::ComparisonOutputs;
use crate::draft::{refuse_clashes, try_out};
use crate::failure::Failure;
use crate::progress::watch;
use crate::saved::Source;
use crate::show_comparison::show;
use crate::streams::Answer;

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct WhatIf {
    #[command(flatten)]
    source: Source,
    /// A mentor offers so many seats.
    #[arg(long, value_name = "ID=SEATS", value_parser = named::<u32>)]
    capacity: Vec<(String, u32)>,
    /// Somebody takes no part; `mentee:ID` or `mentor:ID` where both sides have the id.
    #[arg(long, value_name = "ID")]
    without: Vec<Person>,
    /// A rule does not count, by the name that reasons give it.
    #[arg(long, value_name = "NAME")]
    without_rule: Vec<String>,
    /// A criterion has another weight, by its name.
    #[arg(long, value_name = "NAME=WEIGHT", value_parser = named::<f64>)]
    weight: Vec<(String, f64)>,
    /// Pairs that score less may not meet.
    #[arg(long, value_name = "SCORE")]
    min_score: Option<f64>,
    /// Somebody answers something else: `mentee:e4:grade=Senior`.
    #[arg(long, value_name = "SIDE:ID:COLUMN=TEXT", value_parser = answer)]
    answer: Vec<Answered>,
    #[command(flatten)]
    outputs: ComparisonOutputs,
}

/// Whoever has an id, on one side where it is said.
#[derive(Debug, Clone)]
struct Person {
    side: Option<Side>,
    id: String,
}

/// Another answer. What it is does not show in `Debug`.
#[derive(Clone)]
struct Answered {
    side: Side,
    id: String,
    column: String,
    text: String,
}

impl std::fmt::Debug for Answered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?} {:?}", self.side.noun(), self.id, self.column)
    }
}

impl WhatIf {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        refuse_clashes(self.source.files(), self.outputs.paths())?;
        let asked = self.source.read()?;
        self.outputs.paths().try_for_each(try_out)?;
        let monitor = Arc::new(Monitor::new());
        let comparison = watch(&monitor, || {
            let outcome = asked.outcome(&monitor)?;
            let options = Options::default().with_monitor(Arc::clone(&monitor));
            outcome.what_if(&self.changes(), &options)
        })?;
        self.outputs.write(&comparison)?;
        Ok(Answer::beside(self.outputs.paths(), show(&comparison)))
    }

    fn changes(&self) -> Changes {
        let mut changes = Changes::new();
        for (mentor, seats) in &self.capacity {
            changes = changes.capacity(mentor, *seats);
        }
        for Person { side, id } in &self.without {
            changes = changes.without(*side, id);
        }
        for name in &self.without_rule {
            changes = changes.without_rule(name);
        }
        for (name, weight) in &self.weight {
            changes = changes.weight(name, *weight);
        }
        if let Some(score) = self.min_score {
            changes = changes.min_score(score);
        }
        for Answered { side, id, column, text } in &self.answer {
            changes = changes.answer(*side, id, column, Cell::Text(text.clone()));
        }
        changes
    }
}

/// `NAME=VALUE`; names may hold `=`.
fn named<T: FromStr>(text: &str) -> Result<(String, T), String> {
    let (name, value) = text.rsplit_once('=').ok_or("a name, `=` and a number are needed")?;
    let value = value.trim().parse().map_err(|_| "behind `=` a number is needed".to_owned())?;
    Ok((name.to_owned(), value))
}

/// `ID`, `mentee:ID` or `mentor:ID`.
impl From<String> for Person {
    fn from(text: String) -> Self {
        let (side, id) = sided(&text).map_or((None, text.as_str()), |(side, id)| (Some(side), id));
        Self { side, id: id.to_owned() }
    }
}

fn sided(text: &str) -> Option<(Side, &str)> {
    let (side, rest) = text.split_once(':')?;
    let side = Side::BOTH.into_iter().find(|known| known.noun() == side)?;
    Some((side, rest))
}

/// `SIDE:ID:COLUMN=TEXT`; ids may hold colons, and columns none.
fn answer(text: &str) -> Result<Answered, String> {
    let parts = || {
        let (side, rest) = sided(text)?;
        let (place, text) = rest.split_once('=')?;
        let (id, column) = place.rsplit_once(':')?;
        Some((side, id, column, text))
    };
    let (side, id, column, text) =
        parts().ok_or("an answer is written as mentee:ID:COLUMN=TEXT or mentor:ID:COLUMN=TEXT")?;
    let [id, column, text] = [id, column, text].map(str::to_owned);
    Ok(Answered { side, id, column, text })
}
