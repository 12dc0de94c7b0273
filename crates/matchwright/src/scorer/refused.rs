//! Which programmes cannot be scored by what was learned, and which not be matched by what batches say.

use matchwright_tables::mapping::Mapping;

use crate::error::{Finding, Findings};
use crate::outcome::of_text;
use crate::program::{Form, Program};
use crate::roster::Side;

/// What of a programme no scorer can hold, or reads somebody's answers by those of others.
pub(super) fn findings(program: &Program) -> Findings {
    let mut findings = of_text(program);
    findings.extend(program.tables.iter().flat_map(by_others));
    findings
}

/// What of a programme takes more than the best assignment, which is all that an [`Exchange`](super::Exchange) finds.
pub(super) fn of_match(program: &Program) -> Findings {
    let has_minimum = |side: &Side| !program.seats_of(*side).has_no_minimum();
    let minimums = Side::BOTH.into_iter().filter(has_minimum).map(Program::seats_field);
    let others = [
        ("form", program.form != Form::Pairs),
        ("objective", program.objective.of_assignment().is_none()),
        ("priority", program.priority.is_some()),
        ("quotas", !program.quotas.is_empty()),
    ];
    let others = others.into_iter().filter_map(|(field, is_there)| is_there.then_some(field));
    let refused = |field: &str| {
        let message = "takes everybody in one place, and cannot be matched where others read the pairs: \
                       match on one machine";
        Finding::new(message).table("programme").column(field).code("not_apart")
    };
    let mut findings = findings(program);
    findings.extend(others.chain(minimums).map(refused));
    findings
}

/// What of a mapping reads a row by other rows: a batch does not have all of them.
fn by_others(mapping: &Mapping) -> Vec<Finding> {
    let role = mapping.role.is_some().then(|| "role".to_owned());
    let latest = mapping.latest.is_some().then(|| "latest".to_owned());
    let hours = mapping.columns.iter().filter_map(|(name, source)| {
        let field = if source.busy.is_some() { "busy" } else { "free" };
        (source.busy.is_some() || source.free.is_some()).then(|| format!("columns.{name}.{field}"))
    });
    let refused = |field: String| {
        let message = "reads a row by other rows, and a scorer is given some of them alone: give it tables \
                       in which this is done";
        Finding::new(message).table("programme").column(format!("tables.{field}")).code("by_others")
    };
    role.into_iter().chain(latest).chain(hours).map(refused).collect()
}
