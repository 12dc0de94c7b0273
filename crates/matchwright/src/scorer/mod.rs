//! Scoring some of the people as all of them would be: what is learned from everybody, as one value.
//!
//! A score depends on two people, and in places on everybody: on how rare a label is, on which labels count as
//! one, on the mean that counts for silence. A [`Scorer`] holds what was learned from all of them, and the mentors.
//! [`Scorer::batch`] reads some mentees by it and scores them, wherever that is: what comes out is what
//! [`Matcher::scores`] says of the same people among all, to the last bit. In an [`Exchange`] everybody is matched by
//! what batches say.

mod batch;
mod bytes;
mod exchange;
mod refused;
mod saved;

use std::fmt;

use matchwright_assign::Monitor;
use matchwright_tables::Table;
use matchwright_tables::mapping::MappedTable;

pub use batch::Batch;
pub use exchange::Exchange;

use crate::error::Error;
use crate::matching::{Matcher, Pinned};
use crate::program::Program;
use crate::roster::{Basis, People, Roster, Side};
use crate::schema::{Columns, ID_COLUMN};
use crate::scores::{Learned, Scores};

/// What is learned from everybody, apart from scoring some of them.
///
/// It holds the programme, the mentors with what the programme reads of them, what every label stands for, what
/// labels weigh and what the mean counts for silence. Of the mentees it holds nothing but their ids where
/// mentors can list them, and their managers where a rule follows these. It can be sent to another machine
/// ([`to_bytes`](Self::to_bytes)), where it scores exactly as here. A clone shares most of it.
///
/// ```
/// use matchwright::assign::Monitor;
/// use matchwright::criteria::Overlap;
/// use matchwright::roster::{Person, Roster, Side, Table};
/// use matchwright::{Matcher, Program, Scorer};
///
/// let matcher = Matcher::new(Program::builder().criterion(1.0, Overlap::new("interests")).build())?;
/// let mentees = [("e1", "chess; film"), ("e2", "film; golf")];
/// let table = |people: &[(&str, &str)]| {
///     Table::from_iter(people.iter().map(|&(id, text)| Person::new(id).text("interests", text)))
/// };
/// let mentors = table(&[("m1", "chess"), ("m2", "film")]);
/// let roster = Roster::new(&table(&mentees), &mentors, matcher.program())?;
/// let all = matcher.scores(&roster)?;
///
/// let scorer = Scorer::new(&matcher, &roster, &Monitor::new())?;
/// let bytes = scorer.to_bytes()?;
/// let batch = Scorer::from_bytes(&bytes)?.batch(&table(&mentees[1..]), "id", &Monitor::new())?;
/// assert_eq!(batch.scores().row(0), all.row(1));
/// # Ok::<(), matchwright::Error>(())
/// ```
#[derive(Clone)]
pub struct Scorer {
    matcher: Matcher,
    basis: Basis,
    learned: Learned,
}

impl Scorer {
    /// Learns from the people of a roster. Takes what [`Matcher::scores`] takes, and O(people) memory.
    ///
    /// # Errors
    /// [`Error::Input`] where the programme holds a criterion or a rule of the caller's own, which cannot be sent
    /// anywhere, or reads answers by those of other people (`role`, `latest`, `busy` and `free` in its `[tables]`);
    /// where the roster has texts and was read back from a file, which does not keep their words; and those of
    /// [`Matcher::scores_watched`].
    pub fn new(matcher: &Matcher, roster: &Roster, monitor: &Monitor) -> Result<Self, Error> {
        refused::findings(matcher.program()).into_result(())?;
        Self::of(matcher, roster, &matcher.scores_watched(roster, monitor)?)
    }

    /// Of a programme that can be scored apart, with the scores of all people.
    fn of(matcher: &Matcher, roster: &Roster, scores: &Scores) -> Result<Self, Error> {
        let basis = roster.basis(&matcher.program().schema())?;
        Ok(Self { matcher: matcher.clone(), basis, learned: scores.learned() })
    }

    /// The programme that scores.
    #[must_use]
    pub fn program(&self) -> &Program {
        self.matcher.program()
    }

    /// The mentors, in the order of their ids.
    #[must_use]
    pub fn mentors(&self) -> &People {
        self.basis.mentors()
    }

    /// Reads mentees, and scores them with every mentor as all would be scored. They are those from whom was
    /// learned, or others with the same columns: a label that nobody had written is a label of its own, as rare
    /// as one that one person lists, and whoever lists somebody by an id that is not there lists nobody.
    ///
    /// O(mentors + mentees) for each criterion and rule; pairs are scored when they are asked for.
    ///
    /// # Errors
    /// [`Error::Input`] with everything that is wrong in the table, as where a roster is read, and
    /// [`Error::Assign`] where the monitor was cancelled.
    pub fn batch(&self, mentees: &Table, id: &str, monitor: &Monitor) -> Result<Batch, Error> {
        let program = self.program();
        let mapped = self.mapped(mentees, id)?;
        let (table, id) = match &mapped {
            Some(mapped) => (&mapped.table, ID_COLUMN),
            None => (mentees, id),
        };
        let schema = program.schema().with_ids(id);
        let roster = self.basis.roster(table, mapped.as_ref(), &schema)?;
        program.inspect_rules(&roster).into_result(())?;
        let mut scores = Scores::with(program, &roster, Some(&self.learned), monitor)?;
        self.matcher.close_pinned(&mut scores, &roster);
        let pinned = Pinned::of_some(program, &roster);
        let seats = self.matcher.seats_left(&roster, &pinned, Side::Mentee);
        Ok(Batch::new(roster, scores, seats))
    }

    /// The same with the mentors' columns prepared, which no file holds.
    fn prepared(mut self) -> Result<Self, Error> {
        let roster = self.basis.without_mentees();
        let scores = Scores::with(self.program(), &roster, Some(&self.learned), &Monitor::new())?;
        self.learned = scores.learned();
        Ok(self)
    }

    /// The table as the programme's `[tables]` makes it.
    fn mapped(&self, mentees: &Table, id: &str) -> Result<Option<MappedTable>, Error> {
        let program = self.program();
        let Some(mapping) = &program.tables else { return Ok(None) };
        let names: Vec<&str> = mentees.names().collect();
        let read = program.columns_of(&Side::BOTH, &Columns::from(id), &names);
        Ok(Some(mapping.apply_alone(mentees, id, &program.list_separator, read)?))
    }
}

impl fmt::Debug for Scorer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scorer").field("mentors", &self.mentors().len()).finish_non_exhaustive()
    }
}
