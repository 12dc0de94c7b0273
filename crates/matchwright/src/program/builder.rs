//! A programme in Rust.

use matchwright_tables::mapping::Mapping;

use super::{Capacity, Clause, Form, Fuzzy, Objective, Peers, Program, Quota, Term};
use crate::criteria::AnyCriterion;
use crate::rules::AnyRule;
use crate::schema::Side;

/// Builds a [`Program`] step by step.
///
/// ```
/// use matchwright::Program;
/// use matchwright::criteria::Same;
/// use matchwright::rules::MustDiffer;
///
/// let program = Program::builder()
///     .criterion(2.0, Same::new("site"))
///     .rule(MustDiffer::new("manager"))
///     .capacity(2)
///     .build();
/// assert_eq!(program.rules.len(), 1);
/// ```
#[derive(Debug, Clone, Default)]
pub struct ProgramBuilder {
    program: Program,
}

impl ProgramBuilder {
    /// Names the programme.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.program.name = name.into();
        self
    }

    /// Adds a criterion with its weight, above 0.
    #[must_use]
    pub fn criterion(self, weight: f64, criterion: impl Into<AnyCriterion>) -> Self {
        self.term(Term::new(weight, criterion))
    }

    /// Adds a criterion with everything that can be said of it.
    #[must_use]
    pub fn term(mut self, term: Term) -> Self {
        self.program.criteria.push(term);
        self
    }

    /// Adds a rule.
    #[must_use]
    pub fn rule(self, rule: impl Into<AnyRule>) -> Self {
        self.clause(Clause::new(rule))
    }

    /// Adds a rule with everything that can be said of it.
    #[must_use]
    pub fn clause(mut self, clause: Clause) -> Self {
        self.program.rules.push(clause);
        self
    }

    /// What people are brought together in.
    #[must_use]
    pub fn form(mut self, form: Form) -> Self {
        self.program.form = form;
        self
    }

    /// Pairs within one population, in this way.
    #[must_use]
    pub fn peers(mut self, peers: Peers) -> Self {
        self.program.peers = peers;
        self.form(Form::Peers)
    }

    /// How many mentees each mentor takes: a number, the name of the mentors' column that says so, or a
    /// [`Capacity`] with a minimum.
    #[must_use]
    pub fn capacity(mut self, seats: impl Into<Capacity>) -> Self {
        self.program.capacity = seats.into();
        self
    }

    /// How many mentors each mentee may meet: as [`capacity`](Self::capacity), with columns of the mentees.
    #[must_use]
    pub fn mentors_per_mentee(mut self, mentors: impl Into<Capacity>) -> Self {
        self.program.mentors_per_mentee = mentors.into();
        self
    }

    /// Adds bounds on the pairs of groups.
    #[must_use]
    pub fn quota(mut self, quota: Quota) -> Self {
        self.program.quotas.push(quota);
        self
    }

    /// What counts, the most important first: a [`Level`](super::Level) or several.
    #[must_use]
    pub fn objective(mut self, objective: impl Into<Objective>) -> Self {
        self.program.objective = objective.into();
        self
    }

    /// The mentees' column of numbers that says who comes first.
    #[must_use]
    pub fn priority(mut self, column: impl Into<String>) -> Self {
        self.program.priority = Some(column.into());
        self
    }

    /// The width of the steps of [`Level::Leximin`](super::Level::Leximin).
    #[must_use]
    pub fn step(mut self, step: f64) -> Self {
        self.program.step = step;
        self
    }

    /// The side that asks in a stable plan.
    #[must_use]
    pub fn proposes(mut self, side: Side) -> Self {
        self.program.proposes = side;
        self
    }

    /// Pairs that score less may not meet.
    #[must_use]
    pub fn min_score(mut self, score: f64) -> Self {
        self.program.min_score = score;
        self
    }

    /// Pairs of a mentee's id and a mentor's id who meet however they score beside others; what may not
    /// meet by a rule, by `required` or by `min_score` is a contradiction, and refused.
    ///
    /// ```
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Person;
    /// use matchwright::rules::MustDiffer;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder()
    ///     .criterion(1.0, Same::new("site"))
    ///     .rule(MustDiffer::new("manager"))
    ///     .pinned([("e1", "m1")])
    ///     .build();
    /// let person = |id, manager| Person::new(id).text("site", "Leeds").text("manager", manager);
    /// let roster = Roster::builder()
    ///     .mentee(person("e1", "Ada"))
    ///     .mentee(person("e2", "Ada"))
    ///     .mentor(person("m1", "Ada"))
    ///     .build(&program)?;
    /// let refused = Matcher::new(program)?.run(&roster).map_err(|error| error.to_string());
    /// assert_eq!(
    ///     refused.err().as_deref(),
    ///     Some("programme, id e1, field \"pinned\": pinned to m1, which must_differ_manager forbids")
    /// );
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    #[must_use]
    pub fn pinned<E: Into<String>, M: Into<String>>(
        mut self,
        pairs: impl IntoIterator<Item = (E, M)>,
    ) -> Self {
        let pairs = pairs.into_iter().map(|(mentee, mentor)| (mentee.into(), mentor.into()));
        self.program.pinned.extend(pairs);
        self
    }

    /// Lets an id that stands in both tables be two people, who may meet.
    #[must_use]
    pub fn same_id_is_another_person(mut self) -> Self {
        self.program.same_id_is_same_person = false;
        self
    }

    /// What the tables of the people call things.
    #[must_use]
    pub fn tables(mut self, mapping: Mapping) -> Self {
        self.program.tables = Some(mapping);
        self
    }

    /// What stands between the entries of a list that is written as text.
    #[must_use]
    pub fn list_separator(mut self, separator: impl Into<String>) -> Self {
        self.program.list_separator = separator.into();
        self
    }

    /// From which likeness on a label counts as a slip of another.
    #[must_use]
    pub fn fuzzy(mut self, fuzzy: Fuzzy) -> Self {
        self.program.fuzzy = fuzzy;
        self
    }

    /// Labels of which no two ever count as one.
    #[must_use]
    pub fn apart<L: Into<String>>(mut self, labels: impl IntoIterator<Item = L>) -> Self {
        self.program.apart.push(labels.into_iter().map(Into::into).collect());
        self
    }

    /// The programme; [`Matcher::new`](crate::Matcher::new) checks it.
    #[must_use]
    pub fn build(self) -> Program {
        self.program
    }
}
