//! Is it fair? What groups of people get, beside each other.
//!
//! The audit is made of an outcome and of [`Attributes`] that nothing before it has seen. It is a report of what is there,
//! and no legal opinion.

mod attributes;
mod flags;
mod groups;
mod intervals;
mod measures;
mod metrics;
mod mixing;
mod permutation;
mod price;
mod side;
mod suppression;
mod table;

use std::fmt;

use matchwright_assign::Monitor;
use serde::Serialize;

pub use attributes::{Attributes, UNKNOWN};
pub(crate) use intervals::wilson;
pub use metrics::Metric;
pub use mixing::Mixing;
pub use price::PlanPrice;

use super::standing::Plan;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::roster::Side;
use measures::People;
use price::Priority;
use side::SideAudit;

/// How an audit is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditOptions {
    /// What is said of each group; everything where the list is empty.
    pub metrics: Vec<Metric>,
    /// The seed of the random numbers.
    pub seed: u64,
    /// How often labels are shuffled for a test; intervals of means take as many draws, 2,000 at most.
    pub draws: u32,
}

impl Default for AuditOptions {
    /// Every metric, seed 0, 10,000 draws.
    fn default() -> Self {
        Self { metrics: Vec::new(), seed: 0, draws: 10_000 }
    }
}

/// What one metric says of one group.
#[derive(Clone, PartialEq, Serialize)]
pub struct AuditRow {
    /// The side that the group is of.
    pub side: Side,
    /// The attribute, or several with ` × ` between them, or `all`.
    pub attribute: String,
    /// The group.
    pub group: String,
    /// The people in it; `None` where it is hidden, as everything else that is counted here.
    pub n: Option<u64>,
    /// Those over all of the side.
    pub n_share: Option<f64>,
    /// The metric.
    pub metric: Metric,
    /// Its value; `None` also where there is nobody of whom it could be.
    pub value: Option<f64>,
    /// The group that this one is compared with: the largest of the attribute, of several the first by name.
    pub reference_group: Option<String>,
    /// The value less that of the reference group.
    pub difference: Option<f64>,
    /// The value over that of the reference group; never without an interval and a p-value.
    pub ratio: Option<f64>,
    /// Lower end of the 95 % interval of the difference.
    pub ci_low: Option<f64>,
    /// Its upper end.
    pub ci_high: Option<f64>,
    /// How likely a difference as large is where labels say nothing.
    pub p_value: Option<f64>,
    /// How that was found out: `permutation`.
    pub test: Option<&'static str>,
    /// `below_four_fifths`, `significant`, `small_n`, `unknown`; several with `; ` between them.
    pub flag: String,
    /// Whether the value is hidden, because the group is small or a small one could be computed from it.
    pub suppressed: bool,
    /// What else is to be known.
    pub note: String,
}

/// A fairness audit. Printed, it lists what was flagged; `Debug` and errors show no group.
#[derive(Clone, PartialEq)]
pub struct Audit {
    rows: Vec<AuditRow>,
    mixing: Vec<Mixing>,
    names: Vec<String>,
    people: [SidePeople; 2],
    priorities: Vec<Priority>,
    draws: u32,
}

/// The people of one side as the audit has seen them.
#[derive(Clone, PartialEq)]
struct SidePeople {
    /// For each attribute the group of each person.
    groups: Vec<Vec<String>>,
    /// The mean score of each person who meets somebody.
    scores: Vec<Option<f64>>,
}

impl Outcome {
    /// The fairness audit: for each side, each attribute, all of them together, each group and each metric, the
    /// value beside that of the largest group, with an interval and the p-value of a permutation test.
    ///
    /// Groups under 10 are hidden, and whatever they could be computed from. Intervals of rates are Newcombe's
    /// (1998), those of means percentiles of 2,000 bootstrap draws (Efron 1979). The two gaps part what is unequal
    /// before anybody is matched from what the plan adds, as in the decompositions of Kitagawa (1955) and Oaxaca
    /// (1973): `score_gap` is about the mean score with everybody who is allowed, which nobody has to compete for (the best
    /// attainable score would grow with the number of allowed partners and promise the same popular mentor to
    /// all), and `assignment_gap` about the score in the plan, 0 without a pair, less that.
    ///
    /// One pass over all pairs of people, and O(people · attributes · draws). The same on any number of threads.
    ///
    /// ```
    /// use matchwright::answers::{Attributes, AuditOptions};
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::{Person, Table};
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let mut roster = Roster::builder();
    /// let mut hr = String::from("id,gender\n");
    /// for number in 0..40 {
    ///     let (e, m) = (format!("e{number}"), format!("m{number}"));
    ///     let site = if number % 2 == 0 { "Leeds" } else { "York" };
    ///     roster = roster.mentee(Person::new(&e).text("site", site));
    ///     roster = roster.mentor(Person::new(&m).text("site", "Leeds"));
    ///     hr += &format!("{e},{}\n", if number % 2 == 0 { "f" } else { "m" });
    /// }
    /// let outcome = Matcher::new(program.clone())?.run(&roster.build(&program)?)?;
    /// let hr = Table::from_csv_reader(hr.as_bytes(), "hr.csv")?;
    /// let attributes = Attributes::read(&hr, "id", &["gender"])?;
    /// let audit = outcome.audit(&attributes, &AuditOptions::default(), &Monitor::new())?;
    /// let row = audit.rows().iter().find(|row| row.group == "m" && row.metric.name() == "mean_score");
    /// let row = row.expect("both groups have 20 mentees");
    /// assert_eq!((row.value, row.difference), (Some(0.0), Some(-1.0)));
    /// assert!(row.flag.contains("significant"));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] where the attributes are about nobody of the match, [`Error::Assign`] where the work was
    /// cancelled, and those of [`Scores::check_criteria`](crate::scores::Scores::check_criteria).
    pub fn audit(
        &self,
        attributes: &Attributes,
        options: &AuditOptions,
        monitor: &Monitor,
    ) -> Result<Audit, Error> {
        let roster = self.roster();
        attributes.refuse_strangers(roster)?;
        let plan = Plan::new(self, monitor)?;
        let [mentees, mentors] = People::of_sides(self, &plan, monitor)?;
        let side = |side, people| SideAudit::new(side, attributes, roster, people);
        let sides = [side(Side::Mentee, mentees), side(Side::Mentor, mentors)];
        let mut found = Vec::new();
        for side in &sides {
            found.extend(side.rows(options, monitor)?);
        }
        let rows = flags::flagged(found);
        Ok(Audit {
            priorities: price::priorities(&sides[0], &rows),
            rows,
            mixing: mixing::mixing(&sides, &plan.pairs),
            names: attributes.names().to_vec(),
            people: sides.map(SideAudit::into_people),
            draws: options.draws,
        })
    }
}

impl Audit {
    /// What the audit is, and what it is not.
    pub const NOTICE: &str =
        "This is a report of the data, and no legal opinion: it does not say why.";

    /// Every group and metric: mentees, then mentors; everybody, then each attribute, then all of them together.
    #[must_use]
    pub fn rows(&self) -> &[AuditRow] {
        &self.rows
    }

    /// Who meets whom, by groups, for each attribute.
    #[must_use]
    pub fn mixing(&self) -> &[Mixing] {
        &self.mixing
    }

    /// The rows that are flagged.
    pub fn flags(&self) -> impl Iterator<Item = &AuditRow> {
        self.rows.iter().filter(|row| !row.flag.is_empty())
    }

    /// The attributes.
    #[must_use]
    pub fn attributes(&self) -> &[String] {
        &self.names
    }
}

impl fmt::Debug for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Audit");
        shown.field("attributes", &self.names).field("rows", &self.rows.len());
        shown.finish_non_exhaustive()
    }
}

impl fmt::Debug for AuditRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("AuditRow");
        shown.field("side", &self.side).field("metric", &self.metric);
        shown.finish_non_exhaustive()
    }
}
