//! How many rounds people have waited for a partner.

use std::collections::BTreeMap;

use matchwright_tables::labels::id_key;
use matchwright_tables::mapping::MappedTable;
use matchwright_tables::{Cell, Table};
use serde::{Deserialize, Serialize};

use crate::error::{Finding, Findings};
use crate::schema::{Columns, ID_COLUMN, Side};

/// The column of people's tables that says how many rounds in a row somebody has met nobody. Read where it is
/// there; nothing in it is 0.
pub const WAITED_COLUMN: &str = "rounds_waited";

/// More rounds than this are a mistake: a round a day for as long as anybody lives.
const MOST: u32 = 100_000;

/// Who has waited, by id.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Waiting {
    /// Of those who take part, mentees first: who has waited at all.
    active: [BTreeMap<String, u32>; 2],
    /// Everybody who pauses.
    paused: [Vec<Paused>; 2],
}

/// Somebody who takes no part in this round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Paused {
    pub(crate) id: String,
    /// The row in the table as it was given.
    pub(crate) row: usize,
    pub(crate) rounds: u32,
}

impl Waiting {
    /// Reads the column of both tables, where they have it. O(people).
    pub(super) fn read(tables: [&Table; 2], ids: &Columns, findings: &mut Findings) -> Self {
        let mut waiting = Self::default();
        for ((side, table), active) in Side::BOTH.into_iter().zip(tables).zip(&mut waiting.active) {
            for (row, id, cell) in rows(table, ids.of(side)) {
                match rounds(cell) {
                    Some(0) => {}
                    Some(rounds) => drop(active.insert(id, rounds)),
                    None => findings.push(refused(side, table, row, &id)),
                }
            }
        }
        waiting
    }

    /// Adds those who pause; what cannot be read of them is 0, as nobody is refused for who takes no part.
    pub(super) fn add_paused(&mut self, tables: &[MappedTable; 2]) {
        for (paused, mapped) in self.paused.iter_mut().zip(tables) {
            let ids = mapped.table.column(ID_COLUMN).unwrap_or_default();
            let waited = mapped.table.column(WAITED_COLUMN);
            let one = |(at, id): (usize, &Cell)| {
                let cell = waited.and_then(|cells| cells.get(at)).unwrap_or(&Cell::Missing);
                let rounds = rounds(cell).unwrap_or(0);
                Some(Paused { id: id_key(&id.as_text()?), row: *mapped.rows.get(at)?, rounds })
            };
            *paused = ids.iter().enumerate().filter_map(one).collect();
            paused.sort_by(|one, other| (&one.id, one.row).cmp(&(&other.id, other.row)));
            paused.dedup_by(|second, first| second.id == first.id);
        }
    }

    /// How many rounds somebody who takes part has waited before this one.
    pub(crate) fn of(&self, side: Side, id: &str) -> u32 {
        self.active[side as usize].get(id).copied().unwrap_or(0)
    }

    /// Who pauses, in the order of the ids.
    pub(crate) fn paused(&self, side: Side) -> &[Paused] {
        &self.paused[side as usize]
    }

    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Ids with what stands in the column.
fn rows<'t>(table: &'t Table, id: &str) -> impl Iterator<Item = (usize, String, &'t Cell)> {
    let cells = table.column(WAITED_COLUMN).unwrap_or_default().iter().enumerate();
    let ids = table.column(id).unwrap_or_default();
    cells.filter_map(|(row, cell)| Some((row, id_key(&ids.get(row)?.as_text()?), cell)))
}

/// A whole number of rounds; none where nothing was answered.
fn rounds(cell: &Cell) -> Option<u32> {
    let number = match cell {
        Cell::Missing => Some(0.0),
        Cell::Number(number) => Some(*number),
        Cell::Text(text) if text.trim().is_empty() => Some(0.0),
        Cell::Text(text) => text.trim().parse().ok(),
        Cell::List(_) | Cell::Numbers(_) | Cell::Lists(_) => None,
    };
    let whole = number.filter(|n| n.fract() == 0.0 && (0.0..=f64::from(MOST)).contains(n));
    whole.map(|rounds| rounds as u32)
}

fn refused(side: Side, table: &Table, row: usize, id: &str) -> Finding {
    let finding = Finding::new("must be a whole number of rounds from 0 to 100,000");
    let finding = finding.table(side.table()).row(table.sheet_row(row)).id(id);
    finding.column(WAITED_COLUMN).code("not_rounds")
}
