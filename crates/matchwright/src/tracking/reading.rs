//! Small tables of the programme's own, with everything wrong in them named together.

use std::collections::BTreeSet;
use std::fmt;

use jiff::ToSpan as _;
use jiff::civil::Date;
use matchwright_tables::labels::{id_key, yes_or_no};
use matchwright_tables::mapping::no_such_column;
use matchwright_tables::{Cell, Finding, Findings, Table};

/// A table that is read, and what is wrong with it.
pub(super) struct Sheet<'a> {
    table: &'a Table,
    /// What findings call it.
    name: &'static str,
    pub(super) findings: Findings,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(table: &'a Table, name: &'static str) -> Self {
        Self { table, name, findings: Findings::default() }
    }

    pub(super) fn has(&self, column: &str) -> bool {
        self.table.column(column).is_some()
    }

    /// The cells of a column that has to be there; all missing, and a finding, where it is not.
    pub(super) fn cells(&mut self, column: &str) -> Vec<&'a Cell> {
        if let Some(cells) = self.table.column(column) {
            return cells.iter().collect();
        }
        let finding = Finding::new(no_such_column(self.table, column)).code("no_such_column");
        self.findings.push(finding.table(self.name).column(column));
        vec![&Cell::Missing; self.table.rows()]
    }

    /// A finding about a row.
    pub(super) fn refuse(&mut self, row: usize, column: &str, code: &'static str, message: &str) {
        let row = self.table.sheet_row(row);
        let finding = Finding::new(message).table(self.name).row(row).column(column);
        self.findings.push(finding.code(code));
    }

    fn parsed<T>(
        &mut self,
        column: &str,
        allowed: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Vec<Option<T>> {
        let cells = self.cells(column);
        let mut found = Vec::with_capacity(cells.len());
        for (row, cell) in cells.into_iter().enumerate() {
            let value = match cell {
                Cell::Missing => None,
                Cell::Text(text) if text.trim().is_empty() => None,
                cell => {
                    let value = cell.as_text().and_then(|text| parse(&text));
                    if value.is_none() {
                        self.refuse(row, column, "cell_kind", &format!("must be {allowed}"));
                    }
                    value
                }
            };
            found.push(value);
        }
        found
    }

    /// Ids, one in every row.
    pub(super) fn ids(&mut self, column: &str) -> Vec<String> {
        let is_there = self.has(column);
        let ids = self.parsed(column, "an id", |text| Some(id_key(text)));
        let mut whole = Vec::with_capacity(ids.len());
        for (row, id) in ids.into_iter().enumerate() {
            if id.is_none() && is_there {
                self.refuse(row, column, "no_id", "an id is needed");
            }
            whole.push(id.unwrap_or_default());
        }
        whole
    }

    /// Ids, one in every row and each once.
    pub(super) fn ids_once(&mut self, column: &str) -> Vec<String> {
        let ids = self.ids(column);
        let mut seen = BTreeSet::new();
        for (row, id) in ids.iter().enumerate().filter(|(_, id)| !id.is_empty()) {
            if !seen.insert(id) {
                self.refuse(row, column, "id_twice", "this id stands twice");
            }
        }
        ids
    }

    /// Numbers; an empty cell is no answer.
    pub(super) fn numbers(&mut self, column: &str) -> Vec<Option<f64>> {
        self.parsed(column, "a number", number)
    }

    /// Numbers, where yes and no are 1 and 0.
    pub(super) fn amounts(&mut self, column: &str) -> Vec<Option<f64>> {
        self.parsed(column, "a number, or yes or no", amount)
    }

    /// Answers to a question of yes or no.
    pub(super) fn truths(&mut self, column: &str) -> Vec<Option<bool>> {
        self.parsed(column, "yes or no", yes_or_no)
    }

    /// What [`Sheet::numbers`] makes of a column that need not be there.
    pub(super) fn numbers_if_any(&mut self, column: &str) -> Option<Vec<Option<f64>>> {
        self.has(column).then(|| self.numbers(column))
    }

    /// What [`Sheet::amounts`] makes of a column that need not be there.
    pub(super) fn amounts_if_any(&mut self, column: &str) -> Option<Vec<Option<f64>>> {
        self.has(column).then(|| self.amounts(column))
    }

    /// What [`Sheet::truths`] makes of a column that need not be there.
    pub(super) fn truths_if_any(&mut self, column: &str) -> Option<Vec<Option<bool>>> {
        self.has(column).then(|| self.truths(column))
    }

    /// Texts of a column that need not be there.
    pub(super) fn texts_if_any(&mut self, column: &str) -> Option<Vec<Option<String>>> {
        let text = |text: &str| Some(text.to_owned());
        self.has(column).then(|| self.parsed(column, "one value", text))
    }

    /// Days, as `2026-05-01` or with a time behind, or as a spreadsheet counts them.
    pub(super) fn days_if_any(&mut self, column: &str) -> Option<Vec<Option<Day>>> {
        let allowed = "a day, as 2026-05-01";
        self.has(column).then(|| self.parsed(column, allowed, Day::read))
    }

    /// The labels of lists that need not be there.
    pub(super) fn lists_if_any(&self, column: &str) -> Option<Vec<Vec<String>>> {
        let labels = |cell: &Cell| cell.items(";").into_iter().map(|item| item.label).collect();
        Some(self.table.column(column)?.iter().map(labels).collect())
    }
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

fn amount(text: &str) -> Option<f64> {
    number(text).or_else(|| yes_or_no(text).map(|truth| f64::from(u8::from(truth))))
}

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(Date);

/// What spreadsheets count days from.
const EPOCH: Date = jiff::civil::date(1899, 12, 30);

impl Day {
    /// Reads `2026-05-01`, also with a time behind it, and the serial number of a spreadsheet.
    ///
    /// ```
    /// use matchwright::tracking::Day;
    ///
    /// let day = Day::read("2026-05-01").expect("it is one");
    /// assert_eq!(Day::read("2026-05-03T09:00").map(|later| later.since(day)), Some(2));
    /// assert_eq!(day.to_string(), "2026-05-01");
    /// assert_eq!(Day::read("46143"), Some(day));
    /// assert_eq!(Day::read("May 2026"), None);
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(number) = number(text) {
            let days = (1.0..200_000.0).contains(&number).then(|| number.floor() as i64)?;
            return EPOCH.checked_add(days.days()).ok().map(Self);
        }
        let (date, rest) = text.split_at_checked(10)?;
        let is_moment = rest.is_empty() || rest.starts_with(['T', ' ']);
        is_moment.then(|| date.parse().ok().map(Self)).flatten()
    }

    /// Days from another day to this one; below 0 where that is later.
    #[must_use]
    pub fn since(self, other: Self) -> i64 {
        other.0.until(self.0).map_or(0, |span| i64::from(span.get_days()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
