//! The proposal is tried on the data it was made from: what does not hold is taken out.

use matchwright_tables::mapping::Tables;
use matchwright_tables::{Table, Vocabulary};

use super::draft::Draft;
use crate::error::{Error, Findings};
use crate::matching::{Intake, PeopleTables};
use crate::program::Program;

const WHY: &str = "some answers cannot be read as they would have to be";

/// The programme that holds, and what is wrong with the people whatever the programme.
pub(super) fn trial(tables: &Tables<'_>, draft: &mut Draft) -> Result<(Program, Findings), Error> {
    loop {
        let program = draft.program()?;
        let findings = findings(&program, tables)?;
        let columns: Vec<String> =
            findings.as_slice().iter().filter_map(|finding| finding.column.clone()).collect();
        let before = draft.criteria.len() + draft.rules.len();
        let has_dropped =
            columns.iter().filter(|column| draft.drop_column(column, WHY)).count() > 0;
        // Every round but the last takes something out.
        if !has_dropped || (before == 0 && draft.capacity.is_none()) {
            return Ok((draft.program()?, findings));
        }
    }
}

fn findings(program: &Program, tables: &Tables<'_>) -> Result<Findings, Error> {
    let [mentees, mentors] = tables.both();
    let people: PeopleTables<&Table, Error> = if tables.is_one() {
        PeopleTables::Both(Ok(mentees))
    } else {
        PeopleTables::Each([Ok(mentees), Ok(mentors)])
    };
    let [mentee, mentor] = tables.ids();
    Ok(Intake::new(program, people, (mentee, mentor).into(), &Vocabulary::default())?.findings)
}
