//! From cells to typed columns, collecting what is wrong instead of stopping at the first.

use std::collections::{BTreeMap, HashMap, HashSet};

use matchwright_tables::labels::{LabelId, Labels, Written, id_key, step_key};
use matchwright_tables::vocabulary::Meanings;
use matchwright_tables::{Cell, Item, Table};
use ndarray::{ArcArray2, Array2};

use super::columns::{Column, Entry, Lists, NOBODY};
use super::needed::{known_column, read_ids, refuse_repeated_columns, refuse_repeated_ids};
use super::week::Week;
use super::zone::Zones;
use super::{People, writer};
use crate::error::{Finding, Findings};
use crate::schema::{Bounds, Kind, MAX_DIMENSIONS, MAX_SEATS, Read, Schema, Side};

/// The longest list in one cell. Nobody reads a person's thousandth skill, and a bound keeps a
/// broken file from filling the memory.
const LONGEST: Longest =
    Longest { entries: 1_000, listed: "1,000", bytes: MAX_TEXT, long: "64 KiB" };

/// The longest list of ids in one cell: software can rank everybody.
const LONGEST_RANKING: Longest =
    Longest { entries: 10_000, listed: "10,000", bytes: 1024 * 1024, long: "1 MiB" };

/// The longest text in one cell, in bytes.
const MAX_TEXT: usize = 64 * 1024;

/// A longer text is not kept beside a finding, in bytes: a table can be wrong in every cell.
const MAX_VALUE: usize = 256;

/// Builds one side of a roster column by column.
pub(super) struct Checker<'t> {
    people: People,
    table: &'t Table,
    /// Row of the table behind each person.
    order: Vec<usize>,
}

impl<'t> Checker<'t> {
    /// Reads and sorts the ids.
    pub(super) fn new(
        side: Side,
        table: &'t Table,
        schema: &Schema,
        findings: &mut Findings,
    ) -> Self {
        let id = schema.ids.of(side);
        refuse_repeated_columns(side, table, &schema.columns(side), findings);
        let (mut people, mut are_numbers) = (Vec::new(), false);
        if let Some(cells) = known_column(side, table, id, findings) {
            people = read_ids(side, table, id, cells, findings);
            are_numbers = cells.iter().all(|cell| matches!(cell, Cell::Number(_)));
        }
        if table.rows() == 0 {
            let finding = Finding::new("at least one row is needed").code("no_rows");
            findings.push(finding.table(side.table()));
        }
        people.sort();
        refuse_repeated_ids(side, table, id, &people, findings);
        let (ids, order): (Vec<String>, Vec<usize>) = people.into_iter().unzip();
        let sheet_rows = order.iter().map(|&row| table.sheet_row(row)).collect();
        let people = People {
            side,
            ids,
            rows: order.clone(),
            sheet_rows,
            given_rows: Vec::new(),
            are_numbers,
            names: Vec::new(),
            columns: BTreeMap::new(),
        };
        Self { people, table, order }
    }

    /// Ids in ascending order.
    pub(super) fn ids(&self) -> &[String] {
        &self.people.ids
    }

    /// Reads one declared column.
    pub(super) fn column(
        &mut self,
        read: &Read,
        other_ids: &[String],
        separator: &str,
        labels: &mut Labels,
        findings: &mut Findings,
    ) {
        let side = self.people.side;
        let Some(cells) = known_column(side, self.table, &read.column, findings) else { return };
        let place = Place { side, table: self.table, row: 0, id: None, column: &read.column };
        let mut context = Context { labels, other_ids, separator, place, findings };
        let people = self.order.iter().zip(&self.people.ids);
        let cells = people.map(|(&row, id)| (&cells[row], Place { row, id: Some(id), ..place }));
        let column = match &read.kind {
            Kind::Label => Column::Labels(context.collect(cells, Context::label)),
            Kind::Number => Column::Numbers(context.collect(cells, Context::number)),
            Kind::Seats => Column::Seats(context.collect(cells, Context::seats)),
            Kind::Reference => Column::References(
                context.collect(cells, |context, cell| context.text(cell).map(|id| id_key(&id))),
            ),
            Kind::Path(mark) => Column::Paths(
                context
                    .collect(cells, |context, cell| context.path(cell, mark))
                    .into_iter()
                    .collect(),
            ),
            Kind::List => {
                Column::Lists(context.collect_lists(cells, LONGEST, Cell::items, Context::list))
            }
            Kind::Ranking => Column::Rankings(context.collect_lists(
                cells,
                LONGEST_RANKING,
                Cell::ids,
                Context::ranking,
            )),
            Kind::Vector(dimensions) => Column::Vectors(context.vectors(cells, *dimensions)),
            Kind::Within(bounds) => {
                let read = |context: &mut Context<'_>, cell: &Cell| context.within(cell, *bounds);
                Column::Numbers(context.collect(cells, read))
            }
            Kind::Hours => Column::Weeks(context.collect(cells, Context::week)),
            Kind::Zone(date) => {
                let zones = Zones::new(date.as_deref());
                Column::Numbers(context.collect(cells, |context, cell| context.zone(cell, &zones)))
            }
            Kind::Scale(scale) => {
                let places: HashMap<String, usize> = scale
                    .iter()
                    .enumerate()
                    .map(|(place, label)| (step_key(label), place))
                    .collect();
                let allowed = scale.join(", ");
                Column::Numbers(context.collect(cells, |context, cell| {
                    context.place_on_scale(cell, &places, &allowed)
                }))
            }
        };
        self.people.columns.insert((read.column.clone(), read.kind.clone()), column);
    }

    /// The people, with the labels in their lists replaced by what they stand for.
    pub(super) fn finish(mut self, meanings: &Meanings) -> People {
        if !meanings.is_trivial() {
            self.people.columns.values_mut().for_each(|column| column.resolve(meanings));
        }
        self.people
    }
}

/// Where a cell stands. Most cells are in order, so that the texts of a finding are made only for
/// a cell that is refused.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) side: Side,
    pub(super) table: &'a Table,
    /// Counted from 0.
    pub(super) row: usize,
    /// Not known yet while the ids themselves are read.
    pub(super) id: Option<&'a str>,
    pub(super) column: &'a str,
}

/// How long a list may be, with the words for it.
#[derive(Clone, Copy)]
struct Longest {
    entries: usize,
    listed: &'static str,
    bytes: usize,
    long: &'static str,
}

/// What reading a cell needs besides the cell.
pub(super) struct Context<'a> {
    pub(super) labels: &'a mut Labels,
    pub(super) other_ids: &'a [String],
    pub(super) separator: &'a str,
    pub(super) place: Place<'a>,
    pub(super) findings: &'a mut Findings,
}

impl<'a> Context<'a> {
    fn collect<'c, T>(
        &mut self,
        cells: impl Iterator<Item = (&'c Cell, Place<'a>)>,
        mut read: impl FnMut(&mut Self, &Cell) -> T,
    ) -> Vec<T> {
        cells
            .map(|(cell, place)| {
                self.place = place;
                read(self, cell)
            })
            .collect()
    }

    /// Takes list cells apart with `entries` and reads what it finds.
    fn collect_lists<'c, E, T>(
        &mut self,
        cells: impl Iterator<Item = (&'c Cell, Place<'a>)>,
        longest: Longest,
        entries: fn(&Cell, &str) -> Vec<E>,
        mut read: impl FnMut(&mut Self, &[E]) -> Vec<T>,
    ) -> Lists<T> {
        let mut lists = Lists::default();
        for (cell, place) in cells {
            self.place = place;
            let entries = self.entries(cell, longest, entries);
            lists.push(read(self, &entries));
        }
        lists
    }

    /// A finding about the cell that is read, with what stands there.
    pub(super) fn refuse(&mut self, code: &'static str, message: impl Into<String>) {
        let Place { side, table, row, id, column } = self.place;
        let finding = Finding::new(message).table(side.table()).row(table.sheet_row(row));
        let finding = finding.column(column).code(code);
        let cell = table.column(column).and_then(|cells| cells.get(row)).unwrap_or(&Cell::Missing);
        let finding = Some(cell.to_string())
            .filter(|text| !text.is_empty() && text.len() <= MAX_VALUE)
            .into_iter()
            .fold(finding, Finding::value);
        self.findings.push(id.into_iter().fold(finding, Finding::id));
    }

    /// Interns what the person wrote.
    fn write(&mut self, label: &str, written: Written) -> LabelId {
        let Place { side, row, .. } = self.place;
        self.labels.write(label, writer(side, row), written)
    }

    /// The text of a cell that holds one value; numbers are text too (a manager's number).
    pub(super) fn text(&mut self, cell: &Cell) -> Option<String> {
        match cell {
            Cell::Missing => None,
            Cell::Number(number) if number.is_finite() => Some(number.to_string()),
            Cell::Number(_) => {
                self.refuse("not_finite", "must be a text or a finite number");
                None
            }
            Cell::Text(text) if text.len() > MAX_TEXT => {
                self.refuse("too_long", "must be at most 64 KiB long");
                None
            }
            Cell::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Cell::List(_) | Cell::Numbers(_) => {
                self.refuse("not_single", "must be a single value, not a list");
                None
            }
        }
    }

    fn label(&mut self, cell: &Cell) -> Option<LabelId> {
        self.text(cell).map(|text| self.write(&text, Written::Alone))
    }

    /// The parts of a path, the widest first; parts without a label are passed over.
    fn path(&mut self, cell: &Cell, mark: &str) -> Vec<LabelId> {
        let text = self.text(cell).unwrap_or_default();
        let parts: Vec<&str> = text.split(mark).filter(|part| !part.trim().is_empty()).collect();
        if parts.len() > LONGEST.entries {
            self.refuse("too_many", format!("must have at most 1,000 parts, not {}", parts.len()));
            return Vec::new();
        }
        parts.into_iter().map(|part| self.write(part, Written::Alone)).collect()
    }

    fn number(&mut self, cell: &Cell) -> Option<f64> {
        let number = match cell {
            Cell::Number(number) => Some(*number),
            _ => self.text(cell)?.parse().ok(),
        };
        let finite = number.filter(|number| number.is_finite());
        if finite.is_none() && !matches!(cell, Cell::List(_) | Cell::Numbers(_)) {
            self.refuse("not_a_number", "must be a finite number");
        }
        finite
    }

    fn within(&mut self, cell: &Cell, Bounds { low, high }: Bounds) -> Option<f64> {
        let number = self.number(cell)?;
        let is_within = (low..=high).contains(&number);
        if !is_within {
            self.refuse("out_of_range", format!("must be a number from {low} to {high}"));
        }
        is_within.then_some(number)
    }

    fn seats(&mut self, cell: &Cell) -> u32 {
        let number = match cell {
            Cell::Number(number) => Some(*number),
            Cell::Text(text) => text.trim().parse().ok(),
            Cell::Missing | Cell::List(_) | Cell::Numbers(_) => None,
        };
        let whole = number.filter(|n| n.fract() == 0.0 && (0.0..=f64::from(MAX_SEATS)).contains(n));
        if whole.is_none() {
            self.refuse("not_seats", "must be a whole number from 0 to 1,000,000");
        }
        whole.map_or(0, |seats| seats as u32)
    }

    fn place_on_scale(
        &mut self,
        cell: &Cell,
        places: &HashMap<String, usize>,
        allowed: &str,
    ) -> Option<f64> {
        let text = self.text(cell)?;
        let place = places.get(&step_key(&text));
        if place.is_none() {
            self.refuse("not_on_scale", format!("must be one of the scale {allowed}"));
        }
        place.map(|&place| place as f64)
    }

    /// The entries of a list cell; none where there are too many.
    fn entries<E>(
        &mut self,
        cell: &Cell,
        longest: Longest,
        entries: fn(&Cell, &str) -> Vec<E>,
    ) -> Vec<E> {
        let Longest { listed, long, .. } = longest;
        if matches!(cell, Cell::Text(text) if text.len() > longest.bytes) {
            self.refuse("too_long", format!("must be at most {long} long"));
            return Vec::new();
        }
        let entries = entries(cell, self.separator);
        if entries.len() > longest.entries {
            self.refuse(
                "too_many",
                format!("must list at most {listed} entries, not {}", entries.len()),
            );
            return Vec::new();
        }
        entries
    }

    /// Labels with levels; a label that stands twice keeps its higher level.
    fn list(&mut self, items: &[Item]) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::with_capacity(items.len());
        for item in items {
            let Ok(level) = self.level(item) else { continue };
            let label = self.write(&item.label, Written::InList);
            Entry { label, level }.join(&mut entries);
        }
        entries
    }

    /// The entry's level, or a finding.
    fn level(&mut self, item: &Item) -> Result<Option<f32>, ()> {
        let refused = if item.label.len() > MAX_TEXT {
            Some("must be at most 64 KiB long")
        } else if item.level.is_some_and(|level| !(0.0..=1e6).contains(&level)) {
            Some("levels must be numbers from 0 to 1,000,000")
        } else {
            None
        };
        match refused {
            None => Ok(item.level.map(|level| level as f32)),
            Some(message) => {
                self.refuse("bad_level", message);
                Err(())
            }
        }
    }

    /// A colon is part of a slot, as of an id; no time at all where the answer is missing.
    fn week(&mut self, cell: &Cell) -> Week {
        let slots = self.entries(cell, LONGEST, Cell::ids);
        Week::parse(&slots).unwrap_or_else(|| {
            self.refuse(
                "not_hours",
                "must be slots such as \"mon 09-12\" or \"mon-fri 14:00-16:30\", in whole quarters \
                 of an hour",
            );
            Week::default()
        })
    }

    fn zone(&mut self, cell: &Cell, zones: &Zones) -> Option<f64> {
        let text = self.text(cell)?;
        let hours = zones.hours(&text);
        if hours.is_none() {
            self.refuse("not_a_zone", zones.allowed());
        }
        hours
    }

    /// One row per person; NaN where the answer is missing.
    fn vectors<'c>(
        &mut self,
        cells: impl Iterator<Item = (&'c Cell, Place<'a>)>,
        dimensions: usize,
    ) -> ArcArray2<f32> {
        // A programme that nobody has checked yet may say anything.
        let dimensions = dimensions.min(MAX_DIMENSIONS);
        let (mut numbers, mut people) = (Vec::new(), 0);
        for (cell, place) in cells {
            self.place = place;
            people += 1;
            let vector = cell.vector(dimensions, self.separator);
            if vector.is_none() && !cell.is_empty(self.separator) {
                self.refuse(
                    "not_a_vector",
                    format!("must be a list of {dimensions} finite numbers"),
                );
            }
            numbers.extend(vector.unwrap_or_default());
            numbers.resize(people * dimensions, f32::NAN);
        }
        Array2::from_shape_vec((people, dimensions), numbers).unwrap_or_default().into_shared()
    }

    /// Positions of the ids on the other side, each once. An id that is not there keeps its place as
    /// [`NOBODY`]: people leave between the questionnaire and the match, and a second choice stays one.
    fn ranking(&mut self, ids: &[String]) -> Vec<u32> {
        let mut known = HashSet::with_capacity(ids.len());
        let first = ids.iter().map(|id| id_key(id)).filter(|id| known.insert(id.clone()));
        let position = |id: String| self.other_ids.binary_search(&id);
        first.map(|id| position(id).map_or(NOBODY, |position| position as u32)).collect()
    }
}
