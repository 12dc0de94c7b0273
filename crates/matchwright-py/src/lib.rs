//! The extension module `matchwright._core`: Python's way to the crates `matchwright` and
//! `matchwright-assign`.
//!
//! Nothing is decided here. A function takes Python values apart, calls the crate without holding
//! the interpreter, and puts the answer together; defaults, checks and methods live in the crates.
//!
//! ```text
//! table, cells, program, function, vocabulary  →  people  →  roster, outcome, answers, compare    people
//! matrix                   →  assign  →  assignment, minimums, pairing   costs without people
//! simulate                                               people who do not exist
//! search                                                 a directory of one table
//! scorer, exchange                                       what is learned from everybody, to score and match some
//! audit, quality, record, recruit                             what an outcome means
//! tuning                                                 what feedback says about the weights
//! experiment, tracking                                        what became of the pairs
//! border, watch, pool, errors                            how every call crosses the border
//! ```

mod border;
mod errors;
mod pool;
mod watch;

mod cells;
mod table;

mod function;
mod program;
mod roster;

mod vocabulary;

mod answers;
mod audit;
mod compare;
mod exchange;
mod experiment;
mod letters;
mod outcome;
mod people;
mod plain;
mod quality;
mod record;
mod recruit;
mod report;
mod scorer;
mod search;
mod tuning;

mod simulate;
mod tracking;
mod warm_start;

mod array;
mod assign;
mod assignment;
mod many;
mod matrix;
mod minimums;
mod pairing;

use pyo3::prelude::*;

#[pymodule]
#[pyo3(name = "_core")]
mod core {
    #[pymodule_export]
    use crate::answers::{
        explain, explanations, given_up, relaxations, tied, weights, why_not, why_not_any,
        why_unmatched,
    };
    #[pymodule_export]
    use crate::assign::{assigned, linear_sum_assignment};
    #[pymodule_export]
    use crate::assignment::Plan;
    #[pymodule_export]
    use crate::audit::{Audit, audited};
    #[pymodule_export]
    use crate::cells::id_text;
    #[pymodule_export]
    use crate::compare::{Comparison, compared, rule_prices, what_if};
    #[pymodule_export]
    use crate::exchange::{Exchange, exchange};
    #[pymodule_export]
    use crate::experiment::{Experiment, experiment_loaded, experiment_restored, experimented};
    #[pymodule_export]
    use crate::letters::lettered;
    #[pymodule_export]
    use crate::many::assigned_many;
    #[pymodule_export]
    use crate::matrix::as_matrix;
    #[pymodule_export]
    use crate::minimums::{LevelPlan, assigned_within};
    #[pymodule_export]
    use crate::outcome::{Outcome, loaded, restored};
    #[pymodule_export]
    use crate::pairing::{Pairing, paired};
    #[pymodule_export]
    use crate::people::{Call, proposed};
    #[pymodule_export]
    use crate::plain::plain;
    #[pymodule_export]
    use crate::program::Program;
    #[pymodule_export]
    use crate::quality::{blocking_pairs, quality};
    #[pymodule_export]
    use crate::record::{record, recorded_program, verified};
    #[pymodule_export]
    use crate::recruit::{mentor_columns, recruited};
    #[pymodule_export]
    use crate::report::{plotted, reported, workbook};
    #[pymodule_export]
    use crate::roster::Roster;
    #[pymodule_export]
    use crate::scorer::{Scorer, scorer};
    #[pymodule_export]
    use crate::search::searched;
    #[pymodule_export]
    use crate::simulate::simulated;
    #[pymodule_export]
    use crate::table::ReadTable;
    #[pymodule_export]
    use crate::tracking::{Balance, PolicyValue, Tracking, balanced, policy_valued, tracked};
    #[pymodule_export]
    use crate::tuning::{
        Evaluation, Learned, contributed, evaluated, ids_of_pairs, learned, learned_of_values,
        spread_weights,
    };
    #[pymodule_export]
    use crate::vocabulary::Vocabulary;
}
