//! A roster from Rust values.

use matchwright_tables::{Cell, Item, Table, Vocabulary};

use crate::schema::ID_COLUMN;

/// One mentee or mentor as Rust values, before any check.
///
/// ```
/// use matchwright::roster::Person;
///
/// let person = Person::new("e1")
///     .text("department", "Finance")
///     .number("age", 31.0)
///     .list("interests", ["chess", "rowing"])
///     .levels("skills", [("python", 4.0), ("sql", 3.0)]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    cells: Vec<(String, Cell)>,
}

impl Person {
    /// Somebody with an id and no answers yet.
    pub fn new(id: impl Into<String>) -> Self {
        Self { cells: vec![(ID_COLUMN.to_owned(), Cell::Text(id.into()))] }
    }

    /// A label, such as a department, or a list as text (`"python:4; sql:3"`).
    #[must_use]
    pub fn text(self, column: impl Into<String>, text: impl Into<String>) -> Self {
        self.cell(column, Cell::Text(text.into()))
    }

    /// A number, such as years of service.
    #[must_use]
    pub fn number(self, column: impl Into<String>, number: f64) -> Self {
        self.cell(column, Cell::Number(number))
    }

    /// A list of labels.
    #[must_use]
    pub fn list<L: Into<String>>(
        self,
        column: impl Into<String>,
        labels: impl IntoIterator<Item = L>,
    ) -> Self {
        self.cell(column, Cell::List(labels.into_iter().map(Item::new).collect()))
    }

    /// A list of labels with a level each.
    #[must_use]
    pub fn levels<L: Into<String>>(
        self,
        column: impl Into<String>,
        levels: impl IntoIterator<Item = (L, f64)>,
    ) -> Self {
        let items = levels.into_iter().map(|(label, level)| Item::with_level(label, level));
        self.cell(column, Cell::List(items.collect()))
    }

    /// A vector, such as an embedding.
    #[must_use]
    pub fn numbers(
        self,
        column: impl Into<String>,
        numbers: impl IntoIterator<Item = f64>,
    ) -> Self {
        self.cell(column, Cell::Numbers(numbers.into_iter().collect()))
    }

    /// Any cell; a column named twice keeps its last value.
    #[must_use]
    pub fn cell(mut self, column: impl Into<String>, cell: Cell) -> Self {
        let column = column.into();
        self.cells.retain(|(have, _)| *have != column);
        self.cells.push((column, cell));
        self
    }
}

impl FromIterator<Person> for Table {
    /// One row per person; a column that somebody lacks is missing in their row.
    fn from_iter<I: IntoIterator<Item = Person>>(people: I) -> Self {
        Self::from_rows(people.into_iter().map(|person| person.cells).collect())
    }
}

/// Collects people and checks them against a programme.
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::Person;
/// use matchwright::{Program, Roster};
///
/// let program = Program::builder().criterion(1.0, Same::new("site")).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("site", "Leeds"))
///     .mentor(Person::new("m1").text("site", "Leeds"))
///     .build(&program)?;
/// assert_eq!(roster.mentees().ids(), ["e1"]);
/// # Ok::<(), matchwright::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct RosterBuilder {
    mentees: Vec<Person>,
    mentors: Vec<Person>,
    vocabulary: Vocabulary,
}

impl RosterBuilder {
    /// Adds a mentee.
    #[must_use]
    pub fn mentee(mut self, person: Person) -> Self {
        self.mentees.push(person);
        self
    }

    /// Adds a mentor.
    #[must_use]
    pub fn mentor(mut self, person: Person) -> Self {
        self.mentors.push(person);
        self
    }

    /// Says which of the labels in lists mean the same, and which something wider.
    #[must_use]
    pub fn vocabulary(mut self, vocabulary: Vocabulary) -> Self {
        self.vocabulary = vocabulary;
        self
    }

    /// Both tables, mentees first, and the vocabulary.
    #[must_use]
    pub fn tables(self) -> ([Table; 2], Vocabulary) {
        ([self.mentees, self.mentors].map(Table::from_iter), self.vocabulary)
    }
}
