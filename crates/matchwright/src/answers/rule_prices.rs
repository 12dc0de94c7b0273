//! What each rule costs: the plan without it.

use matchwright_assign::Options;
use matchwright_tables::{Frame, Values};
use serde::Serialize;

use super::relaxations::{Change, Lift};
use crate::error::Error;
use crate::matching::Matcher;
use crate::outcome::{Outcome, Pair};
use crate::program::Program;
use crate::scores::sum_of_scores;

/// What a rule costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RulePrice {
    /// What kind of rule.
    pub kind: RuleKind,
    /// Its name; that of the criterion which requires something; `min_score`.
    pub name: String,
    /// Pairs that the plan without it has more; where the objective is the total, pairs that score nothing may be
    /// made or not.
    pub pairs: i64,
    /// By how much its total score is higher. Below 0 only where it has more pairs.
    pub score: f64,
    /// Whether both plans are proven to be the best; otherwise the numbers compare what was found.
    pub certified: bool,
}

/// What keeps people apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RuleKind {
    /// A rule of the programme.
    Rule,
    /// What a criterion requires.
    Required,
    /// The floor of all scores.
    Floor,
}

impl RuleKind {
    /// What is left out by a change of the programme; `None` where nothing is.
    fn of(change: Lift) -> Option<Self> {
        match change {
            Lift::Rule => Some(Self::Rule),
            Lift::Required => Some(Self::Required),
            Lift::MinScore => Some(Self::Floor),
            _ => None,
        }
    }

    /// The name in tables and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Required => "required",
            Self::Floor => "floor",
        }
    }
}

impl Outcome {
    /// What each rule costs, each `required` of a criterion, and the floor, where there are any: the programme is
    /// solved without it, starting from this plan and on the same terms. Exact differences, to the millionth.
    ///
    /// ```
    /// use matchwright::assign::Options;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Person;
    /// use matchwright::rules::MustDiffer;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).rule(MustDiffer::new("team")).build();
    /// let person = |id: &str, site: &str| Person::new(id).text("site", site).text("team", site);
    /// let roster = Roster::builder()
    ///     .mentee(person("e1", "Leeds"))
    ///     .mentor(person("m1", "Leeds"))
    ///     .build(&program)?;
    /// let prices = Matcher::new(program)?.run(&roster)?.rule_prices(&Options::default())?;
    /// assert_eq!((prices[0].name.as_str(), prices[0].pairs, prices[0].score), ("must_differ_team", 1, 1.0));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Matcher::run_with`].
    pub fn rule_prices(&self, options: &Options) -> Result<Vec<RulePrice>, Error> {
        let program = self.program();
        let floor = (program.min_score > 0.0).then(|| Change::floor(program, 0));
        let changes = Change::all(program).into_iter().chain(floor);
        let prices = changes.filter_map(|change| {
            Some(self.rule_price(RuleKind::of(change.kind)?, change.what, change.program, options))
        });
        prices.collect()
    }

    fn rule_price(
        &self,
        kind: RuleKind,
        name: String,
        without: Program,
        options: &Options,
    ) -> Result<RulePrice, Error> {
        let after = self.again(&Matcher::new(without)?, self.roster(), options)?;
        let points = |outcome: &Self| -> i64 {
            outcome.pairs().iter().map(Pair::points).map(i64::from).sum()
        };
        Ok(RulePrice {
            kind,
            name,
            pairs: after.pairs().len() as i64 - self.pairs().len() as i64,
            score: sum_of_scores(points(&after) - points(self)),
            certified: self.certificate().is_verified() && after.certificate().is_verified(),
        })
    }
}

/// Prices of rules as a table: `kind` (`rule`, `required`, `floor`), `name`, `pairs`, `score`, `certified`
/// (`yes`, `no`).
#[must_use]
pub fn rule_prices_frame(prices: &[RulePrice]) -> Frame {
    let certified = |price: &RulePrice| if price.certified { "yes" } else { "no" };
    Frame::new([
        ("kind", Values::texts(prices, |price| price.kind.name())),
        ("name", Values::texts(prices, |price| &price.name)),
        ("pairs", Values::Whole(prices.iter().map(|price| price.pairs).collect())),
        ("score", Values::numbers(prices, |price| Some(price.score))),
        ("certified", Values::texts(prices, certified)),
    ])
}
