//! Who somebody is, as tables on their way out say it: ids in the type in which they came, and names.

use std::sync::Arc;

use matchwright_tables::mapping::MappedTable;
use matchwright_tables::{Values, Withheld};

use super::{People, Roster};
use crate::schema::Side;

/// What a column of ids holds, the narrowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum IdKind {
    Whole,
    Number,
    Text,
}

impl Roster {
    /// Adds what the programme's `[tables]` knows of each row beside its cells.
    pub(crate) fn with_mapped(mut self, [mentees, mentors]: [&MappedTable; 2]) -> Self {
        Arc::make_mut(&mut self.mentees).add_mapped(mentees);
        Arc::make_mut(&mut self.mentors).add_mapped(mentors);
        self
    }

    /// The columns that say who people of one side are: ids and, where there are any, names.
    pub(crate) fn who_of<'a>(
        &self,
        side: Side,
        ids: impl Iterator<Item = &'a str>,
    ) -> Vec<(&'static str, Values)> {
        let names = match side {
            Side::Mentee => ["mentee_id", "mentee_name"],
            Side::Mentor => ["mentor_id", "mentor_name"],
        };
        let people: Vec<(Side, &str)> = ids.map(|id| (side, id)).collect();
        self.columns(names, &[side], &people)
    }

    /// As [`who_of`](Self::who_of), for people of both sides in one column.
    pub(crate) fn who(&self, people: &[(Side, &str)]) -> Vec<(&'static str, Values)> {
        self.columns(["id", "name"], &Side::BOTH, people)
    }

    fn columns(
        &self,
        [id, name]: [&'static str; 2],
        sides: &[Side],
        people: &[(Side, &str)],
    ) -> Vec<(&'static str, Values)> {
        let kind = sides.iter().map(|&side| self.side(side).id_kind()).max();
        let ids = people.iter().map(|(_, id)| *id);
        let mut columns = vec![(id, kind.unwrap_or(IdKind::Text).values(ids))];
        if sides.iter().any(|&side| self.side(side).has_names()) {
            let name_of = |&(side, id): &(Side, &str)| {
                let people = self.side(side);
                people.name(people.position(id).ok()?).map(str::to_owned)
            };
            columns.push((name, Values::Optional(people.iter().map(name_of).collect())));
        }
        columns
    }
}

impl People {
    /// The name of a person, by position, where the programme's `[tables]` says it. For letters and reports,
    /// never for scores; neither `Debug` nor errors show it.
    ///
    /// ```
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Table;
    /// use matchwright::tables::mapping::Mapping;
    /// use matchwright::{Program, Roster};
    ///
    /// let mapping = Mapping::new().with_name(["First", "Last"]);
    /// let program = Program::builder().criterion(1.0, Same::new("site")).tables(mapping).build();
    /// let mentees = Table::from_csv_reader("id,First,Last,site\ne1,Ada,Quill,Leeds\n".as_bytes(), "mentees")?;
    /// let mentors = Table::from_csv_reader("id,First,Last,site\nm1,,,Leeds\n".as_bytes(), "mentors")?;
    /// let roster = Roster::new(&mentees, &mentors, &program)?;
    /// assert_eq!(roster.mentees().name(0), Some("Ada Quill"));
    /// assert_eq!(roster.mentors().name(0), None);
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    #[must_use]
    pub fn name(&self, person: usize) -> Option<&str> {
        self.names.get(person)?.as_ref().map(Withheld::as_str)
    }

    /// Whether the programme's `[tables]` says where names stand.
    #[must_use]
    pub fn has_names(&self) -> bool {
        !self.names.is_empty()
    }

    /// The row of each person in the table as it was given, counted from 0: before the programme's `[tables]`
    /// left rows out. After an outcome was saved and read back, as [`rows`](Self::rows).
    #[must_use]
    pub fn given_rows(&self) -> &[usize] {
        if self.given_rows.is_empty() { &self.rows } else { &self.given_rows }
    }

    /// The ids of all in their order, in the type in which they came: whole numbers or numbers where all of
    /// them were numbers, else texts.
    ///
    /// ```
    /// use matchwright::roster::{Cell, Person};
    /// use matchwright::criteria::Same;
    /// use matchwright::tables::Values;
    /// use matchwright::{Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("").cell("id", Cell::Number(1042.0)).text("site", "Leeds"))
    ///     .mentor(Person::new("7").text("site", "Leeds"))
    ///     .build(&program)?;
    /// assert_eq!(roster.mentees().id_values(), Values::Whole(vec![1042]));
    /// assert_eq!(roster.mentors().id_values(), Values::Texts(vec!["7".to_owned()]));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    #[must_use]
    pub fn id_values(&self) -> Values {
        self.id_kind().values(self.ids.iter().map(String::as_str))
    }

    /// Ids of people of the side, some of whom may take no part, in the type in which all of them came.
    #[must_use]
    pub fn ids_of<'a>(&self, ids: impl Iterator<Item = &'a str> + Clone) -> Values {
        let others = ids.clone().filter(|id| id.parse::<f64>().is_err()).map(|_| IdKind::Text);
        let whole = ids.clone().filter(|id| id.parse::<i64>().is_err()).map(|_| IdKind::Number);
        others.chain(whole).fold(self.id_kind(), IdKind::max).values(ids)
    }

    /// The columns that say who some of the people of a table are, by position: ids and, where there are any,
    /// names.
    pub(crate) fn who(&self, people: &[usize]) -> Vec<(&'static str, Values)> {
        let ids = people.iter().filter_map(|&person| self.ids.get(person)).map(String::as_str);
        let mut columns = vec![("id", self.id_kind().values(ids))];
        if self.has_names() {
            let names = people.iter().map(|&person| self.name(person).map(str::to_owned));
            columns.push(("name", Values::Optional(names.collect())));
        }
        columns
    }

    fn id_kind(&self) -> IdKind {
        if !self.are_numbers {
            IdKind::Text
        } else if self.ids.iter().all(|id| id.parse::<i64>().is_ok()) {
            IdKind::Whole
        } else {
            IdKind::Number
        }
    }

    pub(super) fn add_mapped(&mut self, mapped: &MappedTable) {
        let given = self.rows.iter().filter_map(|&row| mapped.rows.get(row).copied());
        self.given_rows = given.collect();
        if !mapped.names.is_empty() {
            let name = |&row: &usize| mapped.names.get(row).cloned().flatten();
            self.names = self.rows.iter().map(name).collect();
        }
    }
}

impl IdKind {
    fn values<'a>(self, ids: impl Iterator<Item = &'a str>) -> Values {
        match self {
            Self::Whole => Values::Whole(ids.filter_map(|id| id.parse().ok()).collect()),
            Self::Number => Values::Numbers(ids.filter_map(|id| id.parse().ok()).collect()),
            Self::Text => Values::Texts(ids.map(str::to_owned).collect()),
        }
    }
}
