//! A first programme for data that nobody has described: a cautious interview of the columns.
//!
//! ```text
//! header  facts     what a column is called, and what it holds: looked at once
//! columns           what a column means: one recogniser a file
//! side  people      what each side was asked; roles, ids, names, who answered twice
//! draft  uses       the programme as it comes about: one use of columns a file
//! trial             what does not hold on the data is taken out
//! forms             other forms of programmes that the data suggest, as hints
//! text              the programme as TOML, with reasons
//! searched          which columns hold labels or words, for whoever looks for somebody
//! ```
//!
//! It proposes few criteria, each with a reason, and says of every other column why it is left out. Times,
//! names, addresses, ids, free text and what everybody answers alike never score; neither do protected
//! attributes, which belong to the audit of a plan.

mod columns;
mod draft;
mod facts;
mod forms;
mod header;
mod people;
mod searched;
mod side;
mod text;
mod trial;
mod uses;

use matchwright_tables::Table;
use matchwright_tables::mapping::Tables;

use crate::error::{Error, Findings};
use crate::program::Program;
use columns::Meaning;
use draft::Draft;
use people::People;
pub(crate) use searched::{Searched, searched};

/// A programme that was proposed for some tables, with its reasons.
///
/// ```
/// use matchwright::propose::Proposal;
/// use matchwright::roster::Table;
/// use matchwright::tables::mapping::Tables;
///
/// let read = |text: &str| Table::from_csv_reader(text.as_bytes(), "people.csv");
/// let mentees = read("Staff ID,Gender,I want to learn\n1001,f,\"SQL, Rust\"\n1002,m,SQL\n")?;
/// let mentors = read("Staff ID,Gender,I can teach,How many mentees?\n2001,f,\"Rust, SQL\",One\n2002,f,SQL,Two\n")?;
///
/// let proposal = Proposal::new(&Tables::sides(&mentees, &mentors))?;
/// let program = proposal.program();
/// assert_eq!(program.criteria[0].criterion.kind(), "skill_coverage");
/// assert_eq!(matchwright::Program::from_toml_str(proposal.to_toml())?, *program);
/// let gender = proposal.left_out().iter().find(|left| left.column == "Gender").unwrap();
/// assert!(gender.why.contains("audit"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Proposal {
    program: Program,
    text: String,
    used: Vec<Used>,
    left_out: Vec<LeftOut>,
    questions: Vec<String>,
    hints: Vec<String>,
    problems: Findings,
}

/// A criterion, a rule or the capacity, and why it is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// What is proposed: its kind and its columns.
    pub what: String,
    /// Why.
    pub why: String,
}

/// A column that the programme does not use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// "mentees" or "mentors".
    pub table: &'static str,
    /// Its name.
    pub column: String,
    /// Why not.
    pub why: String,
}

impl Proposal {
    /// Looks at the tables, one for each role or one for both. The columns of ids are found unless
    /// [`Tables::with_ids`] names them. O(cells), and a try of the programme on the people.
    ///
    /// # Errors
    /// [`Error::Read`] or [`Error::Assign`] where the tables take more memory than there is; what is wrong
    /// with the people is in [`problems`](Self::problems).
    pub fn new(tables: &Tables<'_>) -> Result<Self, Error> {
        let names = tables.both().into_iter().flat_map(Table::names);
        let mut draft = Draft::new(names);
        let people = people::people(tables, &mut draft);
        uses::add(&people, &mut draft);
        let (program, problems) = trial::trial(tables, &mut draft)?;
        forms::add(tables, &people, &mut draft);
        let left_out = left_out(&people, &draft);
        let text = text::write(&draft, &left_out);
        let used = used(&draft);
        let Draft { questions, hints, .. } = draft;
        Ok(Self { program, text, used, left_out, questions, hints, problems })
    }

    /// The programme.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The programme as TOML, with the reasons as comments.
    #[must_use]
    pub fn to_toml(&self) -> &str {
        &self.text
    }

    /// What is proposed, in the order of the text.
    #[must_use]
    pub fn used(&self) -> &[Used] {
        &self.used
    }

    /// What is left out, in the order of the columns.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// What only people can decide.
    #[must_use]
    pub fn questions(&self) -> &[String] {
        &self.questions
    }

    /// Other forms and fields of a programme that the data suggest: peers, circles, minimums, priority. No part of
    /// the programme.
    #[must_use]
    pub fn hints(&self) -> &[String] {
        &self.hints
    }

    /// What has to be mended in the tables, whatever the programme: ids that are missing, people who answered
    /// twice at the same moment.
    #[must_use]
    pub fn problems(&self) -> &Findings {
        &self.problems
    }
}

fn used(draft: &Draft) -> Vec<Used> {
    let capacity = draft
        .capacity
        .iter()
        .map(|(column, why)| Used { what: format!("capacity from {column:?}"), why: why.clone() });
    let blocks = draft.criteria.iter().chain(&draft.rules);
    let blocks = blocks.map(|block| Used { what: block.title(), why: block.why.clone() });
    capacity.chain(blocks).collect()
}

/// Every column that no criterion, rule or capacity reads, with the reason.
fn left_out(people: &People<'_>, draft: &Draft) -> Vec<LeftOut> {
    let mut all = Vec::new();
    for side in crate::schema::Side::BOTH {
        for (meaning, columns) in people.sides[side as usize].findings() {
            for facts in columns.into_iter().filter(|facts| !draft.is_used(side, facts.name())) {
                let why = draft.reason(side, facts.name()).unwrap_or_else(|| reason(meaning));
                let (column, why) = (facts.name().to_owned(), why.to_owned());
                all.push(LeftOut { table: side.table(), column, why });
            }
        }
    }
    all
}

/// Why a column is left out that no use wanted.
fn reason(meaning: &Meaning) -> &'static str {
    match meaning {
        Meaning::Unused(why) | Meaning::Text(why) => why,
        Meaning::Constant => "everybody gives the same answer",
        Meaning::Moment => "a date or a time",
        Meaning::Address => "an address",
        Meaning::Name(_) => "a name",
        Meaning::Code => "an id or another code",
        Meaning::Role(_) => "says who is mentee and who mentor",
        Meaning::Seats(_) => "how many mentees a mentor takes",
        _ => "nothing that the other side was asked fits it",
    }
}
