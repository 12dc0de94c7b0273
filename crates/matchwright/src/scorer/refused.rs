//! Which programmes cannot be scored by what was learned.

use matchwright_tables::mapping::Mapping;

use crate::error::{Finding, Findings};
use crate::outcome::of_text;
use crate::program::Program;

/// What of a programme no scorer can hold, or reads somebody's answers by those of others.
pub(super) fn findings(program: &Program) -> Findings {
    let mut findings = of_text(program);
    findings.extend(program.tables.iter().flat_map(by_others));
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
