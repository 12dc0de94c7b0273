//! From cells to typed columns, collecting what is wrong instead of stopping at the first.

use std::collections::{BTreeMap, HashMap};

use matchwright_tables::labels::{LabelId, Labels, Written, id_key, step_key};
use matchwright_tables::vocabulary::Meanings;
use matchwright_tables::{Cell, Item, Table};
use ndarray::Array2;

use super::columns::{Column, Entry, Lists, joined};
use super::needed::{known_column, read_ids, refuse_repeated_columns, refuse_repeated_ids};
use super::ranking::{LOWEST_RANK, Ranked, ranked};
use super::texts::{Words, texts_of};
use super::week::Week;
use super::zone::Zones;
use super::{People, writer};
use crate::error::{Finding, Findings};
use crate::schema::{Bounds, Kind, MAX_DIMENSIONS, MAX_SEATS, MAX_SEVERAL, Read, Schema, Side};

/// The longest list in one cell, in entries: software can rank everybody. A bound keeps a broken file from
/// filling the memory.
const LONGEST: usize = LOWEST_RANK as usize;

/// A longer list is not taken apart, in bytes.
const MAX_LIST: usize = 1024 * 1024;

/// The longest text in one cell, in bytes.
pub(super) const MAX_TEXT: usize = 64 * 1024;

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
        words: &mut Words,
        findings: &mut Findings,
    ) {
        let side = self.people.side;
        let Some(cells) = known_column(side, self.table, &read.column, findings) else { return };
        let place = Place { side, table: self.table, row: 0, id: None, column: &read.column };
        let mut context = Context { labels, words, other_ids, separator, place, findings };
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
                let items = |cell: &Cell, mark: &str| flat(cell).map(|cell| cell.items(mark));
                Column::Lists(context.collect_lists(cells, items, Context::list))
            }
            Kind::Ranking => {
                let ranked = |cell: &Cell, mark: &str| Some(cell.ranked(mark));
                Column::Rankings(context.collect_lists(cells, ranked, Context::ranking))
            }
            Kind::Vector(dimensions) => context.vectors(cells, *dimensions),
            Kind::Text => context.texts(cells),
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

/// What reading a cell needs besides the cell.
pub(super) struct Context<'a> {
    pub(super) labels: &'a mut Labels,
    pub(super) words: &'a mut Words,
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
        entries: fn(&Cell, &str) -> Option<Vec<E>>,
        mut read: impl FnMut(&mut Self, &[E]) -> Vec<T>,
    ) -> Lists<T> {
        let mut lists = Lists::default();
        for (cell, place) in cells {
            self.place = place;
            let entries = self.entries(cell, entries);
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
            Cell::List(_) | Cell::Numbers(_) | Cell::Lists(_) => {
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
        if self.are_too_many(parts.len()) {
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
        if finite.is_none() && !matches!(cell, Cell::List(_) | Cell::Numbers(_) | Cell::Lists(_)) {
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
            Cell::Missing | Cell::List(_) | Cell::Numbers(_) | Cell::Lists(_) => None,
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

    /// The entries of a list cell; none where it is refused.
    fn entries<E>(&mut self, cell: &Cell, entries: fn(&Cell, &str) -> Option<Vec<E>>) -> Vec<E> {
        if matches!(cell, Cell::Text(text) if text.len() > MAX_LIST) {
            self.refuse("too_long", "must be at most 1 MiB long");
            return Vec::new();
        }
        let Some(entries) = entries(cell, self.separator) else {
            self.refuse("not_flat", "must be a list, not a list of lists");
            return Vec::new();
        };
        if self.are_too_many(entries.len()) { Vec::new() } else { entries }
    }

    /// Whether a list is too long, which is a finding.
    fn are_too_many(&mut self, entries: usize) -> bool {
        if entries > LONGEST {
            let message = format!("must list at most 10,000 entries, not {entries}");
            self.refuse("too_many", message);
        }
        entries > LONGEST
    }

    /// Labels with levels; a label that stands twice keeps its higher level.
    fn list(&mut self, items: &[Item]) -> Vec<Entry> {
        let entry = |item: &Item| {
            let level = self.level(item).ok()?;
            Some(Entry { label: self.write(&item.label, Written::InList), level })
        };
        joined(items.iter().filter_map(entry))
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
        let slots = self.entries(cell, |cell, mark| flat(cell).map(|cell| cell.ids(mark)));
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

    /// Everybody's vectors; a row of NaN where the answer is missing.
    fn vectors<'c>(
        &mut self,
        cells: impl Iterator<Item = (&'c Cell, Place<'a>)>,
        dimensions: usize,
    ) -> Column {
        // A programme that nobody has checked yet may say anything.
        let dimensions = dimensions.min(MAX_DIMENSIONS);
        let (mut numbers, mut rows, mut ends) = (Vec::new(), 0, Vec::new());
        for (cell, place) in cells {
            self.place = place;
            let own = self.several(cell.parts(), |context, part| context.vector(part, dimensions));
            rows += own.len().max(1);
            numbers.extend(own.into_iter().flatten());
            numbers.resize(rows * dimensions, f32::NAN);
            ends.push(rows as u32);
        }
        let rows = Array2::from_shape_vec((rows, dimensions), numbers).unwrap_or_default();
        Column::Vectors { rows: rows.into_shared(), ends }
    }

    fn vector(&mut self, cell: &Cell, dimensions: usize) -> Option<Vec<f32>> {
        let vector = cell.vector(dimensions, self.separator);
        if vector.is_none() && !cell.is_empty(self.separator) {
            let message = format!("must be a list of {dimensions} finite numbers");
            self.refuse("not_a_vector", message);
        }
        vector
    }

    /// The words of everybody's texts; a text without words where the answer is missing.
    fn texts<'c>(&mut self, cells: impl Iterator<Item = (&'c Cell, Place<'a>)>) -> Column {
        let (mut words, mut ends) = (Lists::default(), Vec::new());
        for (cell, place) in cells {
            self.place = place;
            let texts = texts_of(cell).unwrap_or_else(|| {
                self.refuse("not_a_text", "must be a text, or a list of texts");
                Vec::new()
            });
            let own = self.several(&texts, |context, text| context.words_of(text));
            if own.is_empty() {
                words.push([]);
            }
            for text in own {
                words.push(text);
            }
            ends.push(words.len() as u32);
        }
        Column::Texts { words, ends }
    }

    fn words_of(&mut self, text: &str) -> Option<Vec<Entry>> {
        if text.len() > MAX_TEXT {
            self.refuse("too_long", "must be at most 64 KiB long");
            return None;
        }
        Some(self.words.count(text)).filter(|words| !words.is_empty())
    }

    /// What one person has several of, without those that say nothing; none where there are too many.
    fn several<P, T>(
        &mut self,
        parts: &[P],
        mut read: impl FnMut(&mut Self, &P) -> Option<T>,
    ) -> Vec<T> {
        if parts.len() > MAX_SEVERAL {
            self.refuse("too_many", format!("must be at most 100, not {}", parts.len()));
            return Vec::new();
        }
        parts.iter().filter_map(|part| read(self, part)).collect()
    }

    /// Whom the person ranks.
    fn ranking(&mut self, entries: &[Item]) -> Vec<Ranked> {
        let Some(list) = ranked(entries, self.other_ids) else {
            self.refuse("bad_rank", "ranks must be whole numbers from 1 to 10,000");
            return Vec::new();
        };
        if self.are_too_many(list.len()) { Vec::new() } else { list }
    }
}

/// A cell that is no list of lists.
fn flat(cell: &Cell) -> Option<&Cell> {
    (!matches!(cell, Cell::Lists(_))).then_some(cell)
}
