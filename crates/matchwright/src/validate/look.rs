//! What every suspicion looks at.

use matchwright_assign::Monitor;

use crate::error::Finding;
use crate::program::Program;
use crate::roster::{Cell, Item, Kind, Read, Roster, Side, Table};
use crate::schema::Columns;
use crate::scores::Scores;

/// The input, read and prepared.
pub(super) struct Look<'a> {
    pub(super) program: &'a Program,
    pub(super) roster: &'a Roster,
    /// Mentees first.
    pub(super) tables: [&'a Table; 2],
    /// Where the ids stand.
    pub(super) ids: &'a Columns,
    /// Every column that the programme reads, each once as each kind.
    pub(super) reads: &'a [Read],
    pub(super) scores: &'a Scores,
    pub(super) monitor: &'a Monitor,
}

/// A label as somebody wrote it.
pub(super) struct Wrote<'a> {
    pub(super) read: &'a Read,
    /// The row of the table, counted from 0.
    pub(super) row: usize,
    pub(super) item: Item,
}

impl<'a> Look<'a> {
    pub(super) fn table(&self, side: Side) -> &'a Table {
        match side {
            Side::Mentee => self.tables[0],
            Side::Mentor => self.tables[1],
        }
    }

    /// A finding about a row of a side's table, counted from 0.
    pub(super) fn at_row(&self, side: Side, row: usize, message: impl Into<String>) -> Finding {
        let table = self.table(side);
        let finding = Finding::new(message).table(side.table()).row(table.sheet_row(row));
        let id = table.column(self.ids.of(side)).and_then(|cells| cells.get(row)?.as_text());
        id.into_iter().fold(finding, Finding::id)
    }

    /// A finding about a person, by position in the roster.
    pub(super) fn at(&self, side: Side, person: usize, message: impl Into<String>) -> Finding {
        let people = self.roster.side(side);
        let finding = Finding::new(message).table(side.table()).row(people.sheet_row(person));
        finding.id(&people.ids()[person])
    }

    /// The cells of a column with their rows.
    pub(super) fn cells(&self, read: &Read) -> impl Iterator<Item = (usize, &'a Cell)> + use<'a> {
        let cells = self.table(read.side).column(&read.column).unwrap_or_default();
        cells.iter().enumerate()
    }

    /// Every label that stands in a column which the programme reads as labels.
    pub(super) fn labels(&self) -> impl Iterator<Item = Wrote<'a>> {
        let separator = &self.program.list_separator;
        let are_labels =
            |read: &&Read| matches!(read.kind, Kind::List | Kind::Label | Kind::Path(_));
        let reads = self.reads.iter().filter(are_labels);
        reads.flat_map(move |read| {
            self.cells(read).flat_map(move |(row, cell)| {
                let items = match read.kind {
                    Kind::List => cell.items(separator),
                    _ => cell.as_text().map(Item::new).into_iter().collect(),
                };
                items.into_iter().map(move |item| Wrote { read, row, item })
            })
        })
    }

    /// A finding about a label.
    pub(super) fn at_label(&self, wrote: &Wrote<'_>, message: &str) -> Finding {
        let finding = self.at_row(wrote.read.side, wrote.row, message);
        finding.column(&wrote.read.column).value(&wrote.item.label)
    }
}
