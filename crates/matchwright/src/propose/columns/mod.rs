//! What does a column mean? One recogniser a file; the first in the list that knows a column has it.
//!
//! Names are asked before contents where a mistake would do harm (people's names, protected attributes),
//! contents before names where only they can tell.

mod choices;
mod code;
mod constant;
mod contact;
mod ladder;
mod list;
mod moment;
mod number;
mod person;
mod protected;
mod rating;
mod role;
mod seats;
mod silent;
mod text;
mod ticked;
mod title;
mod week;
mod yes_no;

pub(super) use ladder::ladder_of;
pub(super) use list::{ListOf, entries_of, list_of};
pub(super) use role::{Role, role_of};
pub(super) use seats::Seats;
pub(super) use week::Week;

use super::facts::Facts;

/// What a column, or several together, can be used for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// For nothing, and why.
    Unused(&'static str),
    /// For nothing but words to look for, and why.
    Text(&'static str),
    /// For nothing: everybody says the same.
    Constant,
    /// When somebody answered.
    Moment,
    /// An e-mail address.
    Address,
    /// A part of a person's name.
    Name(Part),
    /// What the organisation calls somebody: a number, a badge.
    Code,
    /// Who is mentee and who mentor.
    Role(Role),
    /// How many mentees a mentor takes.
    Seats(Seats),
    /// Choices in order, one a column.
    Choices,
    /// Weekdays, one a column, with hours in the cells; or the other way round.
    Week(Week),
    /// Options, one a column.
    Ticked(Vec<(String, u8)>),
    /// A rating from 1 to so many.
    Rating(u8),
    /// A step of a scale, which is this one, the lowest first.
    Ladder(Vec<String>),
    /// A number.
    Number,
    /// Several labels.
    List(ListOf),
    /// One of few labels.
    Label,
}

/// A part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    First,
    Last,
    Full,
    /// A nickname, a former name.
    Other,
}

/// What several columns mean together, or one alone.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// By their places.
    pub(super) columns: Vec<usize>,
    pub(super) meaning: Meaning,
}

/// A recogniser looks at the columns that none before it knew.
type Recogniser = fn(&[(usize, &Facts<'_>)]) -> Vec<Found>;

/// One line a recogniser.
const RECOGNISERS: [Recogniser; 19] = [
    protected::find,
    person::find,
    contact::find,
    moment::find,
    role::find,
    week::find,
    seats::find,
    choices::find,
    code::find,
    silent::find,
    ticked::find,
    constant::find,
    title::find,
    yes_no::find,
    rating::find,
    ladder::find,
    number::find,
    list::find,
    text::find,
];

/// What every column means.
pub(super) fn recognise(columns: &[Facts<'_>]) -> Vec<Found> {
    let mut all = Vec::new();
    let mut unknown: Vec<(usize, &Facts<'_>)> = columns.iter().enumerate().collect();
    for find in RECOGNISERS {
        let found = find(&unknown);
        let mut is_known = vec![false; columns.len()];
        found.iter().flat_map(|found| &found.columns).for_each(|&at| is_known[at] = true);
        unknown.retain(|&(at, _)| !is_known[at]);
        all.extend(found);
    }
    let labels = unknown.into_iter().map(|(at, _)| Found::one(at, Meaning::Label));
    all.extend(labels);
    all.sort_by_key(|found| found.columns.first().copied());
    all
}

impl Found {
    fn one(column: usize, meaning: Meaning) -> Self {
        Self { columns: vec![column], meaning }
    }
}

/// For recognisers that look at one column at a time.
fn each(
    columns: &[(usize, &Facts<'_>)],
    meaning: impl Fn(&Facts<'_>) -> Option<Meaning>,
) -> Vec<Found> {
    columns.iter().filter_map(|&(at, facts)| Some(Found::one(at, meaning(facts)?))).collect()
}
