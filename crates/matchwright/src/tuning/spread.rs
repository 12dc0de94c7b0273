//! Weights from the data alone: what differs little within a mentee's row counts more for each step.

use std::fmt;

use matchwright_assign::{Monitor, threads};
use matchwright_tables::{Frame, Values, plain};

use super::evaluation_table::WIDTH;
use crate::error::Error;
use crate::lines::broken;
use crate::matching::Matcher;
use crate::program::Program;
use crate::roster::Roster;
use crate::scores::Scores;

/// Pairs that are looked at at most for each criterion: a few hundredths of a second.
const MOST_PAIRS: usize = 1 << 21;

/// The least spread that counts: below, a criterion says the same of everybody.
const LEAST: f64 = 1e-6;

/// Weights by the spread of each criterion within mentees' rows: a suggestion, made without knowing how any pair went.
#[derive(Debug, Clone, PartialEq)]
pub struct SpreadWeights {
    program: Program,
    rows: Vec<SpreadWeight>,
}

/// One of the criteria.
#[derive(Debug, Clone, PartialEq)]
pub struct SpreadWeight {
    /// The criterion's name.
    pub criterion: String,
    /// The weight that the programme has now.
    pub current: f64,
    /// By how much its value differs between the mentors of one mentee: the standard deviation, the root of the mean
    /// over mentees of the variances; 0 where it is the same with everybody.
    pub spread: f64,
    /// The weight that is suggested: 1 over the spread, so that their sum stays what it was.
    pub suggested: f64,
    /// The part of what tells a mentee's mentors apart that is this criterion's now: weight times spread over the sum of
    /// these.
    pub current_say: f64,
}

impl SpreadWeights {
    /// The programme with the suggested weights.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The criteria, in the programme's order.
    #[must_use]
    pub fn rows(&self) -> &[SpreadWeight] {
        &self.rows
    }

    /// As a table: `criterion`, `current`, `spread`, `suggested`, `current_say`.
    #[must_use]
    pub fn frame(&self) -> Frame {
        let rows = &self.rows;
        Frame::new([
            ("criterion", Values::texts(rows, |row| &row.criterion)),
            ("current", Values::numbers(rows, |row| Some(row.current))),
            ("spread", Values::numbers(rows, |row| Some(row.spread))),
            ("suggested", Values::numbers(rows, |row| Some(row.suggested))),
            ("current_say", Values::numbers(rows, |row| Some(row.current_say))),
        ])
    }
}

/// Why, and what it does not say.
const ARGUMENT: &str = "A weight says what a whole step from 0 to 1 counts. How much a criterion decides depends on how far \
    apart its values are for one mentee, too: with equal weights, one that is 0 or 1 outvotes one that goes from 0.4 to \
    0.6. With a weight of 1 over its spread every criterion has the same say in whom a mentee meets. That is where to \
    start without feedback, and not a finding about your people: where you know that one matters more, say so.";

/// The suggestion with its argument.
impl fmt::Display for SpreadWeights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Weights by spread: a suggestion from the data alone.")?;
        writeln!(f, "{}", broken(ARGUMENT, WIDTH).join("\n"))?;
        for row in &self.rows {
            let SpreadWeight { criterion, current, suggested, current_say, .. } = row;
            let said = 100.0 * current_say;
            let criterion = plain(criterion);
            writeln!(
                f,
                "{criterion}: {current:.3} has {said:.0} % of the say; suggested {suggested:.3}"
            )?;
        }
        Ok(())
    }
}

impl Matcher {
    /// Suggests weights from the people alone. Looks at all pairs, or beyond two millions at those of mentees that are
    /// evenly spaced in the order of their ids.
    ///
    /// ```
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Person;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder()
    ///     .criterion(1.0, Same::new("site"))
    ///     .criterion(1.0, Same::new("team"))
    ///     .build();
    /// let person = |id: &str, site, team| Person::new(id).text("site", site).text("team", team);
    /// let roster = Roster::builder()
    ///     .mentee(person("e1", "Leeds", "a"))
    ///     .mentor(person("m1", "Leeds", "a"))
    ///     .mentor(person("m2", "York", "b"))
    ///     .mentor(person("m3", "York", "b"))
    ///     .mentor(person("m4", "York", "a"))
    ///     .build(&program)?;
    /// let suggestion = Matcher::new(program)?.weights_by_spread(&roster, &Monitor::new())?;
    /// let [site, team] = suggestion.rows() else { panic!("there are two") };
    /// assert!(site.suggested > team.suggested, "one of four differs less than two of four");
    /// assert!((site.suggested + team.suggested - 2.0).abs() < 1e-9);
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`scores`](Self::scores) and of [`Scores::check_criteria`](crate::scores::Scores::check_criteria),
    /// and [`Error::Assign`] where the monitor was cancelled.
    pub fn weights_by_spread(
        &self,
        roster: &Roster,
        monitor: &Monitor,
    ) -> Result<SpreadWeights, Error> {
        let scores = self.scores_watched(roster, monitor)?;
        let spreads = spreads(&scores, monitor)?;
        scores.check_criteria()?;
        let program = self.program();
        let current: Vec<f64> = program.criteria.iter().map(|term| term.weight).collect();
        let suggested = by_spread(&current, &spreads);
        let said: f64 = current.iter().zip(&spreads).map(|(weight, spread)| weight * spread).sum();
        let rows = scores.criteria().enumerate().map(|(at, name)| SpreadWeight {
            criterion: name.to_owned(),
            current: current[at],
            spread: spreads[at],
            suggested: suggested[at],
            current_say: if said > 0.0 { current[at] * spreads[at] / said } else { 0.0 },
        });
        let rows = rows.collect();
        let mut program = program.clone();
        for (term, weight) in program.criteria.iter_mut().zip(suggested) {
            term.weight = weight;
        }
        Ok(SpreadWeights { program, rows })
    }
}

/// 1 over the spread, at the sum that there is; whatever is the same with everybody keeps its weight.
pub(super) fn by_spread(current: &[f64], spreads: &[f64]) -> Vec<f64> {
    let differs = |spread: f64| spread > LEAST;
    let of = |weight: &f64, spread: &f64| if differs(*spread) { *weight } else { 0.0 };
    let sum: f64 = current.iter().zip(spreads).map(|(weight, spread)| of(weight, spread)).sum();
    let inverse: f64 = spreads.iter().filter(|spread| differs(**spread)).map(|it| 1.0 / it).sum();
    let weight = |(current, spread): (&f64, &f64)| {
        if differs(*spread) { sum / spread / inverse } else { *current }
    };
    current.iter().zip(spreads).map(weight).collect()
}

/// The standard deviation of each criterion within mentees' rows.
pub(super) fn spreads(scores: &Scores, monitor: &Monitor) -> Result<Vec<f64>, Error> {
    let (mentees, mentors) = (scores.mentees(), scores.mentors());
    let step = mentees.saturating_mul(mentors).div_ceil(MOST_PAIRS).max(1);
    let stand_ins: Vec<Option<f64>> = scores.stand_ins().collect();
    let asked: Vec<usize> = (0..mentees).step_by(step).collect();
    let count = asked.len().max(1) as f64;
    let of_mentee = |mentee: usize| {
        monitor.check()?;
        let mut values = vec![0.0_f32; mentors];
        let variances = stand_ins.iter().enumerate().map(|(criterion, stand_in)| {
            scores.values_of(criterion, mentee, &mut values);
            variance(&values, *stand_in)
        });
        Ok::<Vec<f64>, matchwright_assign::Error>(variances.collect())
    };
    let rows: Vec<Vec<f64>> = threads::map::<_, _, Result<_, _>>(asked, of_mentee)?;
    let mean = |criterion: usize| rows.iter().map(|row| row[criterion]).sum::<f64>() / count;
    Ok((0..stand_ins.len()).map(|criterion| mean(criterion).sqrt()).collect())
}

/// The variance of some values; without an opinion what counts instead, or nothing.
fn variance(values: &[f32], stand_in: Option<f64>) -> f64 {
    let known = values
        .iter()
        .filter_map(|&value| if value.is_nan() { stand_in } else { Some(f64::from(value)) });
    let (mut count, mut mean, mut squares) = (0.0, 0.0, 0.0);
    for value in known {
        count += 1.0;
        let away = value - mean;
        mean += away / count;
        squares += away * (value - mean);
    }
    if count > 0.0 { squares / count } else { 0.0 }
}
