//! A grid of weekdays and hours in which people ticked when they have time, or when not.
//!
//! Forms put the days into the names of the columns and the hours into the cells, or the other way
//! round. What comes out are slots such as `mon 09:00-12:00`. A time alone lasts until the next time
//! that anybody named, and an hour at most.

use std::collections::BTreeSet;

use super::super::report::{Report, Unread};
use super::super::sheet::{NoColumn, Sheet};
use super::answers::{Answer, Asking};
use super::pattern::{columns, is_pattern};
use super::{Answers, Kind, Part, Person, Place, Source};
use crate::counted::counted;
use crate::finding::Finding;
use crate::hours::{DAY, Span, WEEK, clock, day, runs, slots, span};
use crate::table::Cell;

/// How long a time alone lasts at most, in quarters.
const HOUR: usize = 4;

/// What stands between the entries of a cell where the source does not say it.
const SEPARATORS: [char; 3] = [';', ',', '\n'];

struct Grid<'m> {
    pattern: &'m str,
    is_busy: bool,
    source: &'m Source,
    answers: Answers<'m>,
}

/// What one person ticked.
#[derive(Default)]
struct Ticks {
    spans: Vec<(usize, Span)>,
    /// Whether any cell says anything.
    has_answer: bool,
}

/// What the name of a column stands for.
enum Head {
    Day(usize),
    Hours(Span),
}

/// Where the source is of this kind.
pub(super) fn of(source: &Source) -> Option<Box<dyn Kind + '_>> {
    let (pattern, is_busy) = match (&source.busy, &source.free) {
        (Some(pattern), _) => (pattern, true),
        (None, pattern) => (pattern.as_ref()?, false),
    };
    Some(Box::new(Grid { pattern, is_busy, source, answers: Answers::new(source) }))
}

impl Grid<'_> {
    fn field(&self) -> &'static str {
        if self.is_busy { "busy" } else { "free" }
    }
}

impl Kind for Grid<'_> {
    fn check(&self) -> Vec<(&'static str, String)> {
        let mut wrong = Vec::new();
        let mut refuse = |field, message: &str| wrong.push((field, message.to_owned()));
        if !is_pattern(self.pattern) {
            refuse(self.field(), "must be a name with one star for the day, such as \"Free [*]\"");
        }
        if !self.source.scale.is_empty() {
            refuse("scale", "makes numbers, and hours are none");
        }
        if self.source.likert.is_some() {
            refuse("likert", "makes numbers, and hours are none");
        }
        if !self.source.whole.is_empty() {
            refuse("whole", "is for lists, not for hours");
        }
        wrong
    }

    fn columns<'t>(&self, sheet: &Sheet<'t>) -> Result<Vec<Part<'t>>, NoColumn> {
        columns(self.pattern, sheet)
    }

    fn cells(&self, places: &[Place<'_, '_>], report: &mut Report) -> Vec<Vec<Cell>> {
        let ticks: Vec<Vec<Ticks>> = places.iter().map(|place| self.ticks(place, report)).collect();
        let offered = Offered::new(ticks.iter().flatten());
        let cells = |(place, ticks): (&Place<'_, '_>, Vec<Ticks>)| {
            self.tell(place, &ticks, &offered, report);
            ticks.iter().map(|ticks| self.cell(ticks, &offered)).collect()
        };
        places.iter().zip(ticks).map(cells).collect()
    }
}

impl Grid<'_> {
    /// What everybody ticked.
    fn ticks(&self, place: &Place<'_, '_>, report: &mut Report) -> Vec<Ticks> {
        let heads: Vec<Option<Head>> = place.parts.iter().map(|part| head(&part.label)).collect();
        for (part, _) in place.parts.iter().zip(&heads).filter(|(_, head)| head.is_none()) {
            let message = "the star must stand for a weekday such as Monday, or for hours";
            let finding = Finding::new(message).table(place.sheet.name).column(part.column.name);
            report.findings.push(finding.code("unknown_weekday"));
        }
        let message =
            "is no time such as 8AM or 14:00-16:00 (or no weekday, where times are columns)";
        let unread = place.parts.iter();
        let mut unread: Vec<Unread> =
            unread.map(|part| Unread::new("unknown_time", part.column.name, message)).collect();
        let mut asking = Asking::new(&self.answers, place);
        let mut all = Vec::with_capacity(place.people.len());
        for person in place.people {
            let mut ticks = Ticks::default();
            for (at, (part, head)) in place.parts.iter().zip(&heads).enumerate() {
                let Some(head) = head else { continue };
                let cell = &part.column.cells[person.row];
                ticks.has_answer |= *cell != Cell::Missing;
                for text in self.entries(cell, at, person, &mut asking) {
                    match head.with(&text) {
                        Some(tick) => ticks.spans.push(tick),
                        None => unread[at].add(&text, person),
                    }
                }
            }
            all.push(ticks);
        }
        asking.finish(place, report);
        for unread in unread {
            report.refuse(place.sheet, unread);
        }
        all
    }

    fn entries(
        &self,
        cell: &Cell,
        at: usize,
        person: &Person,
        asking: &mut Asking<'_>,
    ) -> Vec<String> {
        let texts: Vec<String> = match (cell, &self.source.separator) {
            (Cell::Missing | Cell::Numbers(_) | Cell::Lists(_), _) => Vec::new(),
            (Cell::List(items), _) => items.iter().map(|item| item.label.clone()).collect(),
            (cell, Some(separator)) => cell.ids(separator),
            (cell, None) => cell.to_string().split(SEPARATORS).map(str::to_owned).collect(),
        };
        let said = texts.iter().filter_map(|text| asking.answer(text, at, person));
        said.map(|answer| match answer {
            Answer::Text(text) => text,
            Answer::Number(number) => number.to_string(),
        })
        .collect()
    }

    fn cell(&self, ticks: &Ticks, offered: &Offered) -> Cell {
        if !ticks.has_answer {
            return Cell::Missing;
        }
        let ticked = offered.week(&ticks.spans);
        if !self.is_busy {
            return slots(&ticked);
        }
        let free: Vec<bool> =
            offered.hours().iter().zip(&ticked).map(|(offered, busy)| *offered && !busy).collect();
        slots(&free)
    }

    fn tell(&self, place: &Place<'_, '_>, ticks: &[Ticks], offered: &Offered, report: &mut Report) {
        let rows = |is_meant: &dyn Fn(&Ticks) -> bool| -> Vec<usize> {
            let people = place.people.iter().zip(ticks).filter(|(_, ticks)| is_meant(ticks));
            people.map(|(person, _)| person.row).collect()
        };
        let silent = rows(&|ticks| !ticks.has_answer);
        if self.is_busy && !silent.is_empty() {
            let people = counted(silent.len(), "person", "people");
            let message = format!("{people} ticked nothing, which counts as no answer");
            report.note("nothing_ticked", place.sheet, Some(place.name), message, silent);
        }
        let busy = rows(&|ticks| ticks.has_answer && self.cell(ticks, offered) == Cell::Missing);
        if !busy.is_empty() {
            let people = counted(busy.len(), "person has", "people have");
            let message = format!("{people} no time at all, which counts as no answer");
            report.note("no_time", place.sheet, Some(place.name), message, busy);
        }
        if self.is_busy && ticks.iter().any(|ticks| ticks.has_answer) {
            let message = format!("free is what nobody ticked of {}", offered.describe());
            report.note("offered_hours", place.sheet, Some(place.name), message, Vec::new());
        }
    }
}

fn head(label: &str) -> Option<Head> {
    day(label).map(Head::Day).or_else(|| span(label).map(Head::Hours))
}

impl Head {
    /// A cell's text together with its column.
    fn with(&self, text: &str) -> Option<(usize, Span)> {
        match self {
            Self::Day(day) => Some((*day, span(text)?)),
            Self::Hours(span) => Some((day(text)?, *span)),
        }
    }
}

/// The hours that the grid offers, as far as anybody ticked them.
struct Offered {
    days: BTreeSet<usize>,
    /// How long a time alone lasts, in quarters.
    step: usize,
    /// Of one day and the next.
    quarters: Vec<bool>,
}

impl Offered {
    fn new<'a>(ticks: impl Iterator<Item = &'a Ticks>) -> Self {
        let (mut days, mut alone, mut spans) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for &(day, Span { from, to }) in ticks.flat_map(|ticks| &ticks.spans) {
            days.insert(day);
            match to {
                None => alone.insert(from),
                Some(to) => spans.insert((from, to)),
            };
        }
        let gaps = alone.iter().zip(alone.iter().skip(1)).map(|(from, to)| to - from);
        let step = gaps.min().unwrap_or(HOUR).min(HOUR);
        // Times alone stand for a scale without holes: an hour at which all have time is offered too.
        if let (Some(&first), Some(&last)) = (alone.first(), alone.last()) {
            spans.insert((first, last + step));
        }
        let mut quarters = vec![false; 2 * DAY];
        for (from, to) in spans {
            quarters[from..to].fill(true);
        }
        Self { days, step, quarters }
    }

    /// The quarters of a week that somebody ticked.
    fn week(&self, spans: &[(usize, Span)]) -> Vec<bool> {
        let mut week = vec![false; WEEK];
        for &(day, Span { from, to }) in spans {
            let to = to.unwrap_or(from + self.step);
            (from..to).for_each(|quarter| week[(day * DAY + quarter) % WEEK] = true);
        }
        week
    }

    /// The quarters of a week that the grid offers.
    fn hours(&self) -> Vec<bool> {
        let mut week = vec![false; WEEK];
        for day in &self.days {
            for (quarter, _) in
                self.quarters.iter().enumerate().filter(|(_, is_offered)| **is_offered)
            {
                week[(day * DAY + quarter) % WEEK] = true;
            }
        }
        week
    }

    fn describe(&self) -> String {
        let runs = runs(&self.quarters).into_iter();
        let runs: Vec<String> = runs
            .map(|(from, to)| format!("{}-{}", clock(from % DAY), clock(to - from / DAY * DAY)))
            .collect();
        runs.join(" and ")
    }
}
