//! Two outcomes side by side, and what would be different.

use std::sync::Arc;

use matchwright::answers::{Comparison as Core, RulePrice, WhatIf, compare, rule_prices_frame};
use matchwright::assign::Options;
use matchwright::criteria::AnyCriterion;
use matchwright::roster::Side;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::array::columns;
use crate::border::guard;
use crate::cells::cell;
use crate::errors;
use crate::outcome::{Outcome, json};
use crate::people::Run;
use crate::program::Program;

/// A comparison of two outcomes.
#[pyclass(frozen, module = "matchwright._core")]
pub(crate) struct Comparison(Arc<Core>);

#[pymethods]
impl Comparison {
    /// The pairs of both plans, as columns with ids as texts.
    fn pairs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        columns(py, &self.0.pairs_frame())
    }

    /// What is different for everybody, as columns with ids as texts.
    fn people<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        columns(py, &self.0.people_frame())
    }

    /// The comparison in a few numbers, as JSON.
    fn summary(&self, py: Python<'_>) -> PyResult<String> {
        json(py, self.0.summary())
    }

    /// The comparison in a sentence.
    fn sentence(&self) -> String {
        self.0.to_string()
    }
}

/// Compares two outcomes.
#[pyfunction]
pub(crate) fn compared(
    py: Python<'_>,
    before: &Outcome,
    after: &Outcome,
    scored_by: Option<&Program>,
) -> PyResult<Comparison> {
    guard(py, || {
        if scored_by.is_none() && has_functions(before) {
            let text = "a criterion that is a function knows the tables of its own match: name a \
                        programme with scored_by";
            return Err(errors::raise(py, "KindError", text));
        }
        let program = scored_by.map(|program| program.core.clone());
        let [one, other] = [before, after].map(|outcome| Arc::clone(&outcome.answer));
        let answer = Run::new(py, None, None)?
            .work(py, &before.failure, move |_| compare(&one, &other, program.as_ref()))?;
        Ok(Comparison(Arc::new(answer)))
    })
}

/// What is different: seats by mentor; people without whom, with their side where it is said; rules that do not
/// count; weights by criterion; the floor; answers as side, id, column and value.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Changes<'py> {
    capacity: Vec<(String, u32)>,
    without: Vec<(Option<String>, String)>,
    without_rules: Vec<String>,
    weights: Vec<(String, f64)>,
    min_score: Option<f64>,
    answers: Vec<(String, String, String, Bound<'py, PyAny>)>,
}

/// Matches again with something different, and compares; and the outcome of it.
#[pyfunction]
pub(crate) fn what_if(
    py: Python<'_>,
    outcome: &Outcome,
    changes: Changes<'_>,
) -> PyResult<(Comparison, Outcome)> {
    guard(py, || {
        if has_functions(outcome) && !(changes.without.is_empty() && changes.answers.is_empty()) {
            let text = "a criterion that is a function reads the tables itself: match the changed \
                        tables, and compare";
            return Err(errors::raise(py, "KindError", text));
        }
        let changes = changes.core(py)?;
        let (answer, failure) = (Arc::clone(&outcome.answer), Arc::clone(&outcome.failure));
        let answer = Run::new(py, None, None)?.work(py, &failure, move |monitor| {
            answer.what_if(&changes, &Options::default().with_monitor(Arc::clone(monitor)))
        })?;
        let after = Outcome { answer: Arc::new(answer.after().clone()), failure };
        Ok((Comparison(Arc::new(answer)), after))
    })
}

impl Changes<'_> {
    fn core(self, py: Python<'_>) -> PyResult<WhatIf> {
        let mut changes = WhatIf::new();
        for (mentor, seats) in self.capacity {
            changes = changes.capacity(mentor, seats);
        }
        for (of, id) in self.without {
            changes = changes.without(of.map(|of| side(py, &of)).transpose()?, id);
        }
        for name in self.without_rules {
            changes = changes.without_rule(name);
        }
        for (name, weight) in self.weights {
            changes = changes.weight(name, weight);
        }
        if let Some(score) = self.min_score {
            changes = changes.min_score(score);
        }
        for (of, id, column, value) in self.answers {
            let value = cell(&value)?.ok_or_else(|| {
                let text = format!("the answer in {column:?} is nothing that a table can hold");
                errors::raise(py, "KindError", text)
            })?;
            changes = changes.answer(side(py, &of)?, id, column, value);
        }
        Ok(changes)
    }
}

fn side(py: Python<'_>, name: &str) -> PyResult<Side> {
    let side = Side::BOTH.into_iter().find(|side| side.noun() == name);
    let text = "a side is \"mentee\" or \"mentor\"";
    side.ok_or_else(|| errors::raise(py, "OptionError", text))
}

/// What each rule costs, as columns.
#[pyfunction]
pub(crate) fn rule_prices<'py>(py: Python<'py>, outcome: &Outcome) -> PyResult<Bound<'py, PyDict>> {
    guard(py, || {
        let answer = Arc::clone(&outcome.answer);
        let run = Run::new(py, None, None)?;
        let prices: Vec<RulePrice> = run.work(py, &outcome.failure, move |monitor| {
            answer.rule_prices(&Options::default().with_monitor(Arc::clone(monitor)))
        })?;
        columns(py, &rule_prices_frame(&prices))
    })
}

/// Whether a criterion is a function of the caller's own.
pub(crate) fn has_functions(outcome: &Outcome) -> bool {
    let criteria = outcome.answer.program().criteria.iter();
    criteria
        .map(|term| &term.criterion)
        .any(|criterion| matches!(criterion, AnyCriterion::Custom(_)))
}
