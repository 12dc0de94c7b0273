//! What the organiser wants: criteria with weights, rules, capacity, floor and objective.
//!
//! A [`Program`] is what somebody wrote, in TOML, JSON, Rust or Python; nothing is checked yet.
//! [`Matcher::new`](crate::Matcher::new) checks it, once, and everything later relies on that.

mod builder;
mod check;
mod circles;
mod form;
mod fuzzy;
mod limits;
#[cfg(feature = "schema")]
mod manual;
mod objective;
mod quota;
mod roster;
mod terms;
mod text;

use matchwright_assign as assign;
use matchwright_tables::mapping::Mapping;
use serde::{Deserialize, Serialize};

pub use builder::ProgramBuilder;
pub use circles::{Circles, Mix};
pub use form::{Combined, Form, Odd, Peers};
pub use fuzzy::{Fuzzy, Off};
pub(crate) use limits::{MAX_MEMBERS, MAX_SKIPPING};
#[cfg(feature = "schema")]
pub use manual::{Entry, Manual, Parameter};
pub use objective::{Level, Objective};
pub use quota::{Per, Quota};
pub use terms::{Clause, Instead, Missing, Term, Unanswered, When};

pub use crate::schema::{Capacity, Columns, Seats};
use crate::schema::{Kind, LIST_SEPARATOR, Read, Schema, Side};

/// A programme as written.
///
/// ```
/// let program = matchwright::Program::from_toml_str(r#"
///     name = "Spring cohort"
///     capacity = "seats"
///     min_score = 0.2
///
///     [[criteria]]
///     kind = "same"
///     column = "site"
///     weight = 2
///
///     [[rules]]
///     kind = "must_differ"
///     column = "manager"
/// "#)?;
/// assert_eq!(program.criteria[0].weight, 2.0);
/// # Ok::<(), matchwright::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// What the organiser calls it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub name: String,
    /// What people are brought together in.
    #[serde(default, skip_serializing_if = "Form::is_pairs")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub form: Form,
    /// How peers are paired, where the form is "peers".
    #[serde(default, skip_serializing_if = "Peers::is_default")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub peers: Peers,
    /// How circles are made, where the form is "circles".
    #[serde(default, skip_serializing_if = "Circles::is_default")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub circles: Circles,
    /// How many mentees a mentor takes: the most, as a number or the mentors' column that says so, or both the
    /// fewest and the most, as in `{ min = 1, max = "seats" }`; or at least so many, or nobody, as in
    /// `{ min = 3, max = 6, or_none = true }`.
    #[serde(default)]
    pub capacity: Capacity,
    /// How many mentors a mentee may meet, each of them once: as [`capacity`](Self::capacity), with columns of
    /// the mentees' table.
    #[serde(default, skip_serializing_if = "is_one")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub mentors_per_mentee: Capacity,
    /// Bounds on the pairs of groups of people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub quotas: Vec<Quota>,
    /// What counts first, second, …: a level or a list of them. Most people first, then the total, unless it
    /// says otherwise.
    #[serde(default)]
    pub objective: Objective,
    /// The mentees' column of numbers that says who comes first where not everybody can meet somebody: the
    /// highest number first. A mentee without a number comes last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// The width of the steps in which the level `leximin` compares scores; above 0, up to 1.
    #[serde(default = "hundredth", skip_serializing_if = "is_hundredth")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub step: f64,
    /// The side that asks in a stable plan, and gets the best one that there is for it.
    #[serde(default, skip_serializing_if = "Side::is_mentee")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub proposes: Side,
    /// Pairs that score less than this may not meet; from 0 to 1.
    #[serde(default)]
    pub min_score: f64,
    /// Pairs of a mentee's id and a mentor's id who meet even where another plan is better. A pair that
    /// a rule, `required` or `min_score` forbids is a contradiction, and refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub pinned: Vec<(String, String)>,
    /// Whether an id that stands in both tables is one person, who does not meet themselves; neither case
    /// nor blanks count. `false` where each table numbers its people anew.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub same_id_is_same_person: bool,
    /// What stands between the entries of a list that is written as text; `;` unless said
    /// otherwise.
    #[serde(default = "semicolon", skip_serializing_if = "is_semicolon")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub list_separator: String,
    /// How alike two labels in lists must be for the rarer to count as a slip of the other, from 0
    /// to 1, or "off".
    #[serde(default, skip_serializing_if = "Fuzzy::is_default")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub fuzzy: Fuzzy,
    /// Groups of labels that never count as one, whatever their likeness and the vocabulary say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub apart: Vec<Vec<String>>,
    /// What the tables of the people call things: ids, roles, and where each column comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tables: Option<Mapping>,
    /// How well two people fit.
    #[serde(default)]
    pub criteria: Vec<Term>,
    /// Who may not meet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub rules: Vec<Clause>,
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_yes(answer: &bool) -> bool {
    *answer
}

fn is_one(capacity: &Capacity) -> bool {
    *capacity == Capacity::default()
}

fn semicolon() -> String {
    LIST_SEPARATOR.to_owned()
}

fn is_semicolon(separator: &str) -> bool {
    separator == LIST_SEPARATOR
}

fn hundredth() -> f64 {
    0.01
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
#[expect(clippy::float_cmp, reason = "the default as it was written, or another number")]
fn is_hundredth(step: &f64) -> bool {
    *step == hundredth()
}

impl Default for Program {
    /// No criterion yet, one seat per mentor, most people first.
    fn default() -> Self {
        Self {
            name: String::new(),
            form: Form::default(),
            peers: Peers::default(),
            circles: Circles::default(),
            capacity: Capacity::default(),
            mentors_per_mentee: Capacity::default(),
            quotas: Vec::new(),
            objective: Objective::default(),
            priority: None,
            step: hundredth(),
            proposes: Side::Mentee,
            min_score: 0.0,
            pinned: Vec::new(),
            same_id_is_same_person: true,
            list_separator: semicolon(),
            fuzzy: Fuzzy::default(),
            apart: Vec::new(),
            tables: None,
            criteria: Vec::new(),
            rules: Vec::new(),
        }
    }
}

impl Program {
    /// Starts a programme in Rust.
    #[must_use]
    pub fn builder() -> ProgramBuilder {
        ProgramBuilder::default()
    }

    /// Every column that the programme reads.
    #[must_use]
    pub fn reads(&self) -> Vec<Read> {
        let of_side = |side| {
            let Capacity { min, max, .. } = self.seats_of(side);
            [min, max].into_iter().filter_map(move |seats| match seats {
                Seats::Same(_) => None,
                Seats::Column(column) => Some(Read::of(side, column, Kind::Seats)),
            })
        };
        let seats = [Side::Mentor, Side::Mentee].into_iter().flat_map(of_side);
        let priority = self.priority.iter().map(|column| Read::mentee(column, Kind::Number));
        let quotas = self.quotas.iter().map(Quota::read);
        let criteria = self.criteria.iter().flat_map(Term::reads);
        let rules = self.rules.iter().flat_map(Clause::reads);
        let rules = rules.chain(self.circles.reads());
        seats.chain(priority).chain(quotas).chain(criteria).chain(rules).collect()
    }

    /// How many partners people of a side have.
    pub(crate) fn seats_of(&self, side: Side) -> &Capacity {
        match side {
            Side::Mentee => &self.mentors_per_mentee,
            Side::Mentor if self.form == Form::Circles => &self.circles.size,
            Side::Mentor => &self.capacity,
        }
    }

    pub(crate) fn seats_of_mut(&mut self, side: Side) -> &mut Capacity {
        match side {
            Side::Mentee => &mut self.mentors_per_mentee,
            Side::Mentor => &mut self.capacity,
        }
    }

    /// The field that says how many partners people of a side have.
    pub(crate) fn seats_field(side: Side) -> &'static str {
        match side {
            Side::Mentee => "mentors_per_mentee",
            Side::Mentor => "capacity",
        }
    }

    /// Whether a mentee may meet several mentors.
    pub(crate) fn has_several_mentors(&self) -> bool {
        self.mentors_per_mentee.max != Seats::Same(1)
    }

    /// What an assignment is asked for; `None` where the programme asks for what takes more than one: minimums,
    /// quotas, levels.
    pub(crate) fn assignment(&self) -> Option<assign::Objective> {
        let is_plain = self.form.is_pairs() && self.has_plain_seats() && self.priority.is_none();
        self.objective.of_assignment().filter(|_| is_plain)
    }

    /// Whether the flow is asked: for minimums, quotas or levels.
    pub(crate) fn has_levels(&self) -> bool {
        self.assignment().is_none() && !self.objective.is_stable() && self.form.is_pairs()
    }

    /// Whether all people are in one table, and on both sides.
    pub(crate) fn has_one_population(&self) -> bool {
        match self.form {
            Form::Pairs => false,
            Form::Peers => true,
            Form::Circles => self.circles.leaders == 0,
        }
    }

    /// Whether told pairs are kept by what the solver is asked, and not decided before.
    pub(crate) fn keeps_first(&self) -> bool {
        self.has_levels() || self.form != Form::Pairs
    }

    /// What says how well the members of a circle fit each other; `None` where the leader alone counts.
    pub(crate) fn among_members(&self) -> Option<Self> {
        let criteria = self.circles.criteria.clone();
        let program = Self { criteria, rules: Vec::new(), min_score: 0.0, ..self.clone() };
        (!program.criteria.is_empty()).then_some(program)
    }

    /// Whether nothing but the most of everybody's seats binds a plan.
    fn has_plain_seats(&self) -> bool {
        let has_no_minimum = |side| self.seats_of(side).has_no_minimum();
        self.quotas.is_empty() && Side::BOTH.into_iter().all(has_no_minimum)
    }

    /// What a roster needs to know of the programme.
    #[must_use]
    pub fn schema(&self) -> Schema {
        let mut schema = Schema::new(self.reads());
        schema.list_separator.clone_from(&self.list_separator);
        schema.apart.clone_from(&self.apart);
        schema.fuzzy = self.fuzzy.threshold();
        schema
    }
}
