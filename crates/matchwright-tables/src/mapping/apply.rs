//! From tables as they came to tables as the programme reads them.

use std::collections::HashSet;

use super::columns::{Kind, Part, Place};
use super::mapped::{Mapped, MappedTable};
use super::people::{Person, Places, Sides, people};
use super::report::Report;
use super::sheet::{Column, NoColumn, Sheet};
use super::silence::{Bites, Silence};
use super::tables::{Given, Tables};
use super::{Mapping, ReadAs, Texts};
use crate::counted::counted;
use crate::error::Error;
use crate::finding::{Finding, Findings, Withheld};
use crate::table::{Cell, Table};

/// The column of the ids in what comes out.
const ID: &str = "id";

impl Mapping {
    /// Applies the mapping. O(cells); the tables stay as they are.
    ///
    /// What comes out has the ids in the column `id`, then every column as it came, but for texts that mean
    /// no answer, then the new columns; rows keep their numbers of the sheet. A new column is made in every
    /// table that has the columns that it comes from.
    ///
    /// # Errors
    /// [`Error::Input`] where the mapping does not hold together, or names a column that no table has. What
    /// is wrong with single people is in [`Mapped::findings`], so that all of it is seen at once.
    pub fn apply(&self, tables: &Tables<'_>) -> Result<Mapped, Error> {
        self.check().into_result(())?;
        let sheets = self.sheets(tables)?;
        let silence = Silence::new(self.no_answer.as_deref());
        let mut findings = Findings::default();
        let places: Vec<Option<Places<'_, '_>>> = sheets
            .iter()
            .enumerate()
            .map(|(at, sheet)| self.places(sheet, tables.ids[at], tables.roles(at), &mut findings))
            .collect();
        let origins = self.origins(&sheets, &mut findings);
        let names = self.names(&sheets, &mut findings);
        findings.into_result(())?;

        let mut report = Report::default();
        let parted = sheets.iter().zip(places.iter().flatten());
        let parted = parted.map(|(sheet, places)| people(sheet, places, &mut report).into());
        let (people, inactive): (Vec<Vec<Person>>, Vec<Vec<Person>>) = parted.unzip();
        note_both_tables(&sheets, &people, &mut report);
        let places: Vec<&Places<'_, '_>> = places.iter().flatten().collect();
        let making =
            Making { sheets, places, names, origins, silence, separator: tables.separator };
        let [mentees, mentors] = sides(making.tables(&people, &mut report), &people);
        // What is wrong with their answers matters to nobody.
        let absent = making.tables(&inactive, &mut Report::default());
        let inactive_tables = absent.iter().map(|mapped| mapped.table.clone()).collect();
        Ok(Mapped {
            mentees,
            mentors,
            inactive: inactive_tables,
            paused: sides(absent, &inactive),
            findings: report.findings,
            notes: report.notes,
        })
    }

    fn sheets<'t>(&self, tables: &Tables<'t>) -> Result<Vec<Sheet<'t>>, Findings> {
        let refuse = |message: &str| {
            let mut findings = Findings::default();
            let finding = Finding::new(message).table("programme").column("tables.role");
            findings.push(finding.code("mapping"));
            findings
        };
        match (tables.given, &self.role) {
            (Given::People(table), Some(_)) | (Given::Peers(table), None) => {
                Ok(vec![Sheet::new("people", table).reading(tables.read.clone())])
            }
            (Given::Sides([mentees, mentors]), None) => {
                let sheets = [Sheet::new("mentees", mentees), Sheet::new("mentors", mentors)];
                Ok(sheets.map(|sheet| sheet.reading(tables.read.clone())).into())
            }
            (Given::People(_), None) => Err(refuse(
                "one table of people needs a `role`: the column that says who is mentee and who mentor",
            )),
            (Given::Peers(_), Some(_)) => {
                Err(refuse("peers have no roles: everybody is mentee and mentor; leave `role` out"))
            }
            (Given::Sides(_), Some(_)) => Err(refuse(
                "a `role` is for one table of people, and here are two; leave it out, or give one table",
            )),
        }
    }

    /// Where the people of a sheet are described.
    fn places<'t>(
        &self,
        sheet: &Sheet<'t>,
        id: &str,
        roles: [bool; 2],
        findings: &mut Findings,
    ) -> Option<Places<'t, '_>> {
        let mut find = |name: &str| match sheet.column(name) {
            Ok(column) => Some(column),
            Err(no_column) => {
                findings.push(no_column.finding());
                None
            }
        };
        let ids: Vec<Column<'t>> = match &self.id {
            Some(names) => names.as_slice().iter().filter_map(|name| find(name)).collect(),
            None => find(id).into_iter().collect(),
        };
        let latest = self.latest.as_ref().map(|name| find(name));
        let active = self.active.as_ref().map(|active| Some((find(&active.column)?, active)));
        let sides = match &self.role {
            None => Some(Sides::All(roles)),
            Some(role) => find(&role.column).map(|column| Sides::Column(column, role)),
        };
        Some(Places {
            id: ids,
            latest: latest.map_or(Some(None), |found| found.map(Some))?,
            active: active.map_or(Some(None), |found| found.map(Some))?,
            sides: sides?,
        })
    }

    /// The columns of names, where a sheet has them; one of the sheets must.
    fn names<'t>(&self, sheets: &[Sheet<'t>], findings: &mut Findings) -> Vec<Vec<Column<'t>>> {
        let Some(names) = &self.name else { return vec![Vec::new(); sheets.len()] };
        let found = sheets.iter().map(|sheet| columns(sheet, names)).collect();
        in_some_sheet(found, findings).into_iter().map(Option::unwrap_or_default).collect()
    }

    /// The columns behind every new column, where a sheet has them; one of the sheets must.
    fn origins<'t>(&self, sheets: &[Sheet<'t>], findings: &mut Findings) -> Vec<Origin<'_, 't>> {
        let mut origins = Vec::with_capacity(self.columns.len());
        for (name, source) in &self.columns {
            let Some(kind) = source.kind() else { continue };
            let found = sheets.iter().map(|sheet| kind.columns(sheet)).collect();
            let empty = source.empty.as_ref().map_or(Cell::Missing, ReadAs::cell);
            origins.push(Origin { name, kind, empty, parts: in_some_sheet(found, findings) });
        }
        origins
    }
}

/// Everything that tables are made of, but for the people who stand in them.
struct Making<'a, 'm, 't> {
    sheets: Vec<Sheet<'t>>,
    places: Vec<&'a Places<'t, 'm>>,
    /// The columns of names of each sheet.
    names: Vec<Vec<Column<'t>>>,
    origins: Vec<Origin<'m, 't>>,
    silence: Silence,
    separator: &'t str,
}

impl Making<'_, '_, '_> {
    /// The tables of some people of each sheet.
    fn tables(&self, people: &[Vec<Person>], report: &mut Report) -> Vec<MappedTable> {
        let cohorts = self.sheets.iter().zip(&self.places).zip(people);
        let mut cohorts: Vec<Cohort<'_, '_>> = cohorts
            .map(|((sheet, places), people)| {
                let taken = places.columns().collect();
                Cohort { sheet, people, taken, new: Vec::new() }
            })
            .collect();
        for origin in &self.origins {
            origin.make(&mut cohorts, self.separator, &self.silence, report);
        }
        let mut tables = Vec::with_capacity(cohorts.len());
        for (mut cohort, names) in cohorts.into_iter().zip(&self.names) {
            cohort.taken.extend(names.iter().map(|column| column.name));
            tables.push(cohort.build(self.separator, names, &self.silence, report));
        }
        tables
    }
}

/// Where a new column comes from.
struct Origin<'m, 't> {
    name: &'m str,
    kind: Box<dyn Kind + 'm>,
    /// What counts where nothing was answered.
    empty: Cell,
    /// The columns of each sheet; `None` where a sheet has none of them.
    parts: Vec<Option<Vec<Part<'t>>>>,
}

/// The people of a sheet, and what is made for them.
struct Cohort<'a, 't> {
    sheet: &'a Sheet<'t>,
    people: &'a [Person],
    /// Columns that the mapping reads: they stay as they came.
    taken: HashSet<&'t str>,
    new: Vec<(String, Vec<Cell>)>,
}

impl Origin<'_, '_> {
    /// Makes the new column in every sheet that has its columns.
    fn make<'t>(
        &self,
        cohorts: &mut [Cohort<'_, 't>],
        separator: &str,
        silence: &Silence,
        report: &mut Report,
    ) where
        Self: 't,
    {
        let found = cohorts.iter().zip(&self.parts).enumerate();
        let (at, places): (Vec<usize>, Vec<Place<'_, '_>>) = found
            .filter_map(|(at, (cohort, parts))| {
                let Cohort { sheet, people, .. } = *cohort;
                Some((
                    at,
                    Place {
                        sheet,
                        parts: parts.clone()?,
                        people,
                        name: self.name,
                        separator,
                        silence,
                    },
                ))
            })
            .unzip();
        let cells = self.kind.cells(&places, report);
        for ((at, place), mut cells) in at.into_iter().zip(places).zip(cells) {
            let silent = cells.iter_mut().filter(|cell| **cell == Cell::Missing);
            silent.for_each(|cell| cell.clone_from(&self.empty));
            cohorts[at].taken.extend(place.parts.iter().map(|part| part.column.name));
            cohorts[at].new.push((self.name.to_owned(), cells));
        }
    }
}

impl Cohort<'_, '_> {
    /// The table of everybody here: ids, the columns as they came, the new columns.
    fn build(
        self,
        separator: &str,
        names: &[Column<'_>],
        silence: &Silence,
        report: &mut Report,
    ) -> MappedTable {
        let mut table = Table::new(self.people.len());
        table.insert(ID, self.people.iter().map(|person| person.id.clone()).collect());
        for (name, cells) in self.sheet.table.columns() {
            if name == ID || self.new.iter().any(|(new, _)| new == name) {
                continue;
            }
            let cells = if self.taken.contains(name) {
                self.people.iter().map(|person| cells[person.row].clone()).collect()
            } else {
                self.said(name, cells, separator, silence, report)
            };
            table.insert(name, cells);
        }
        self.new.into_iter().for_each(|(name, cells)| table.insert(name, cells));
        let name_of = |person: &Person| name_of(names, person.row).map(Withheld::new);
        let names =
            if names.is_empty() { vec![] } else { self.people.iter().map(name_of).collect() };
        let sheet_rows =
            self.people.iter().map(|person| self.sheet.row_number(person.row)).collect();
        let table = table.read_as(self.sheet.table.reading().clone(), sheet_rows);
        MappedTable { table, rows: self.people.iter().map(|person| person.row).collect(), names }
    }

    /// A column in which silence is silent.
    fn said(
        &self,
        name: &str,
        cells: &[Cell],
        separator: &str,
        silence: &Silence,
        report: &mut Report,
    ) -> Vec<Cell> {
        let mut bites = Bites::default();
        let rows = self.people.iter().map(|person| person.row);
        let cells =
            rows.map(|row| silence.clean(&cells[row], separator, row, &mut bites)).collect();
        report.silence(self.sheet, name, silence, bites);
        cells
    }
}

/// The texts of several columns with blanks between them.
fn name_of(columns: &[Column<'_>], row: usize) -> Option<String> {
    let texts = columns.iter().filter_map(|column| column.cells.get(row)?.as_text());
    let name = texts.collect::<Vec<_>>().join(" ");
    Some(name).filter(|name| !name.is_empty())
}

/// Mentees and mentors: two tables as they are, or one that is parted by the roles.
fn sides(built: Vec<MappedTable>, people: &[Vec<Person>]) -> [MappedTable; 2] {
    match <[MappedTable; 2]>::try_from(built) {
        Ok(both) => both,
        Err(one) => [0, 1].map(|side| match (one.first(), people.first()) {
            (Some(table), Some(people)) => table.part(people, side),
            _ => MappedTable::default(),
        }),
    }
}

impl MappedTable {
    /// Those who have a role.
    fn part(&self, people: &[Person], side: usize) -> Self {
        let is_in = |at: &usize| people.get(*at).is_some_and(|person| person.sides[side]);
        let rows: Vec<usize> = (0..self.rows.len()).filter(is_in).collect();
        let mut table = Table::new(rows.len());
        for (name, cells) in self.table.columns() {
            table.insert(name, rows.iter().map(|&row| cells[row].clone()).collect());
        }
        let name = |&row: &usize| self.names.get(row).cloned();
        let sheet_rows = rows.iter().map(|&row| self.table.sheet_row(row)).collect();
        Self {
            table: table.read_as(self.table.reading().clone(), sheet_rows),
            names: rows.iter().filter_map(name).collect(),
            rows: rows.iter().map(|&row| self.rows[row]).collect(),
        }
    }
}

/// Says who stands in both of two tables.
fn note_both_tables(sheets: &[Sheet<'_>], people: &[Vec<Person>], report: &mut Report) {
    let ([mentees, _], [those, others]) = (sheets, people) else { return };
    let keys: HashSet<&str> = others.iter().map(|person| person.key.as_str()).collect();
    let is_both = |person: &&Person| keys.contains(person.key.as_str());
    let rows: Vec<usize> = those.iter().filter(is_both).map(|person| person.row).collect();
    if !rows.is_empty() {
        let message = counted(rows.len(), "person is", "people are");
        report.note("both_roles", mentees, None, format!("{message} mentee and mentor"), rows);
    }
}

fn columns<'t>(sheet: &Sheet<'t>, names: &Texts) -> Result<Vec<Column<'t>>, NoColumn> {
    names.as_slice().iter().map(|name| sheet.column(name)).collect()
}

/// What some of the sheets have; what none of them has is refused.
fn in_some_sheet<T>(found: Vec<Result<T, NoColumn>>, findings: &mut Findings) -> Vec<Option<T>> {
    let is_in_none = found.iter().all(|found| matches!(found, Err(NoColumn::Missing(_))));
    let mut kept = Vec::with_capacity(found.len());
    for found in found {
        kept.push(match found {
            Ok(found) => Some(found),
            Err(NoColumn::Missing(_)) if !is_in_none => None,
            Err(no_column) => {
                let finding = no_column.finding();
                // Several new columns may come from it; it is missing once.
                if !findings.as_slice().contains(&finding) {
                    findings.push(finding);
                }
                None
            }
        });
    }
    kept
}
