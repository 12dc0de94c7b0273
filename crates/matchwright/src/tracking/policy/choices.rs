//! What could have been, what was seen, and whose value is asked for.

use std::collections::BTreeMap;

use matchwright_tables::Table;
use matchwright_tables::labels::id_key;

use super::super::experiment::Experiment;
use super::super::reading::Sheet;
use crate::error::Error;
use crate::outcome::Outcome;

/// A mentee's id and a mentor's.
pub(super) type Ids = (String, String);

/// Every pair that could have met.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choices {
    pub(super) rows: Vec<Row>,
}

/// A pair that could have met.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) ids: Ids,
    /// What shares its coin with others; `None` where no coin decided.
    pub(super) draw: Option<String>,
    pub(super) propensity: Option<f64>,
    pub(super) is_planned: bool,
    pub(super) is_drawn: bool,
    /// What a model may know about the pair.
    pub(super) features: Vec<f64>,
}

impl Choices {
    /// Those of an experiment, with the score for the model.
    #[must_use]
    pub fn of(experiment: &Experiment) -> Self {
        let rows = experiment.choices().iter().map(|choice| Row {
            ids: (choice.mentee.clone(), choice.mentor.clone()),
            draw: choice.draw.map(|draw| draw.to_string()),
            propensity: Some(choice.propensity),
            is_planned: choice.is_planned,
            is_drawn: choice.is_drawn,
            features: vec![choice.score],
        });
        Self { rows: rows.collect() }
    }

    /// Reads a table: `mentee_id`, `mentor_id`, and where they are there `propensity`, `draw`, `planned` and `drawn`,
    /// which are yes for every row where they are not; and the numbers of the columns `model`, of which 0 is taken
    /// where one is missing.
    ///
    /// # Errors
    /// [`Error::Input`] with every cell that cannot be read, and propensities that are not above 0 and at most 1.
    pub fn read(table: &Table, model: &[&str]) -> Result<Self, Error> {
        let mut sheet = Sheet::new(table, "choices");
        let ids = pair_ids(&mut sheet);
        let propensities = sheet.numbers_if_any("propensity");
        for (row, propensity) in propensities.iter().flatten().enumerate() {
            if propensity.is_some_and(|p| !(p > 0.0 && p <= 1.0)) {
                sheet.refuse(row, "propensity", "cell_kind", "must be above 0 and at most 1");
            }
        }
        let coins = sheet.texts_if_any("draw");
        let [planned, drawn] = ["planned", "drawn"].map(|name| sheet.truths_if_any(name));
        let features: Vec<_> = model.iter().map(|name| sheet.numbers(name)).collect();
        let truth = |column: &Option<Vec<Option<bool>>>, row: usize| {
            column.as_ref().is_none_or(|column| column[row] == Some(true))
        };
        let rows = ids.into_iter().enumerate().map(|(row, ids)| Row {
            ids,
            draw: coins.as_ref().and_then(|coins| coins[row].clone()),
            propensity: propensities.as_ref().and_then(|column| column[row]),
            is_planned: truth(&planned, row),
            is_drawn: truth(&drawn, row),
            features: features.iter().map(|column| column[row].unwrap_or_default()).collect(),
        });
        let mut rows: Vec<Row> = rows.collect();
        // The order of the rows does not count.
        rows.sort_by(|one, other| (&one.ids, &one.draw).cmp(&(&other.ids, &other.draw)));
        Ok(sheet.findings.into_result(Self { rows })?)
    }
}

/// What was seen of pairs that met.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Observed {
    /// The sum of a pair's answers, and how many they are.
    pub(super) values: BTreeMap<Ids, (f64, f64)>,
}

impl Observed {
    /// Reads `mentee_id`, `mentor_id` and a column of numbers, in which yes is 1 and no is 0. Of several answers about
    /// one pair the mean counts; an empty cell is no answer.
    ///
    /// # Errors
    /// [`Error::Input`] with every cell that cannot be read.
    pub fn read(feedback: &Table, value: &str) -> Result<Self, Error> {
        let mut sheet = Sheet::new(feedback, "feedback");
        let (ids, numbers) = (pair_ids(&mut sheet), sheet.amounts(value));
        let mut values: BTreeMap<Ids, (f64, f64)> = BTreeMap::new();
        for (ids, number) in ids.into_iter().zip(numbers) {
            if let Some(number) = number {
                let (sum, count) = values.entry(ids).or_default();
                *sum += number;
                *count += 1.0;
            }
        }
        Ok(sheet.findings.into_result(Self { values })?)
    }

    /// The mean of what was seen of a pair.
    pub(super) fn of(&self, ids: &Ids) -> Option<f64> {
        self.values.get(ids).map(|(sum, count)| sum / count)
    }
}

/// The pairs whose value is asked for, each with how likely the policy makes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PolicyPairs {
    pub(super) pairs: BTreeMap<Ids, f64>,
}

impl PolicyPairs {
    /// The pairs of an outcome.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        let pairs = outcome.pairs().iter();
        let pairs =
            pairs.map(|pair| ((id_key(pair.mentee()), id_key(pair.mentor())), 1.0)).collect();
        Self { pairs }
    }

    /// Reads `mentee_id`, `mentor_id` and, where it is there, `probability`; 1 where it is not.
    ///
    /// # Errors
    /// [`Error::Input`] with every cell that cannot be read.
    pub fn read(table: &Table) -> Result<Self, Error> {
        let mut sheet = Sheet::new(table, "policy");
        let ids = pair_ids(&mut sheet);
        let likely = sheet.numbers_if_any("probability");
        for (row, likely) in likely.iter().flatten().enumerate() {
            if likely.is_some_and(|p| !(0.0..=1.0).contains(&p)) {
                sheet.refuse(row, "probability", "cell_kind", "must be from 0 to 1");
            }
        }
        let likely = |row: usize| likely.as_ref().map_or(Some(1.0), |likely| likely[row]);
        let pairs = ids.into_iter().enumerate();
        let pairs = pairs.map(|(row, ids)| (ids, likely(row).unwrap_or_default())).collect();
        Ok(sheet.findings.into_result(Self { pairs })?)
    }
}

fn pair_ids(sheet: &mut Sheet<'_>) -> Vec<Ids> {
    let (mentees, mentors) = (sheet.ids("mentee_id"), sheet.ids("mentor_id"));
    mentees.into_iter().zip(mentors).collect()
}
