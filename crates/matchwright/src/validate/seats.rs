//! How many pairs there can be: seats against people, and what the rules leave of them (Hall 1935).

use matchwright_tables::counted;
use std::ops::Range;

use matchwright_assign::{
    Cost, CostSource, Cut, Error, FORBIDDEN, Objective, Options, Problem, assign,
};

use super::look::Look;
use crate::error::Finding;
use crate::roster::Side;
use crate::scores::Scores;

/// So many pairs of people are looked at: beyond, a bound takes as long as matching does.
const LOOKED_AT: usize = 4_000_000;

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    let seats = look.program.seats(look.roster, Side::Mentor);
    let all: u64 = seats.iter().map(|&seats| u64::from(seats)).sum();
    let mentees = look.roster.mentees().len() as u64;
    let mut findings = Vec::new();
    if all < mentees {
        let (seats, people) = (counted(all, "seat", "seats"), Side::Mentee.counted(mentees));
        let message = format!("{seats} for {people}: {} will stay unmatched", mentees - all);
        findings.push(Finding::new(message).table(Side::Mentor.table()).code("seats_short"));
    }
    if look.scores.mentees().saturating_mul(look.scores.mentors()) <= LOOKED_AT {
        findings.extend(bottleneck(look, &seats, all.min(mentees)).unwrap_or_default());
    }
    findings
}

/// The people whom the rules leave too few seats, where that makes pairs fewer than people and seats do.
///
/// # Errors
/// Those of the solver: where the memory does not suffice, nothing can be said.
fn bottleneck(look: &Look<'_>, seats: &[u32], without_rules: u64) -> Result<Vec<Finding>, Error> {
    let allowed = Allowed(look.scores);
    let problem = Problem::new(&allowed).column_capacity(seats.to_vec());
    let solution = assign(&problem.objective(Objective::Participation), &Options::default())?;
    let most = solution.certificate().most_pairs;
    if most >= without_rules {
        return Ok(Vec::new());
    }
    let Cut { rows, columns } = &solution.prices().cut;
    let held: u64 = columns.iter().map(|&mentor| u64::from(seats[mentor as usize])).sum();
    let message = format!(
        "at most {}: {} {}",
        counted(most, "pair", "pairs"),
        Side::Mentee.counted(rows.len()),
        may_meet(columns.len() as u64, held)
    );
    let finding = |&mentee: &u32| {
        let mentee = mentee as usize;
        let finding = look.at(Side::Mentee, mentee, &message).code("few_pairs");
        finding.value(&look.roster.mentees().ids()[mentee])
    };
    Ok(rows.iter().map(finding).collect())
}

fn may_meet(mentors: u64, seats: u64) -> String {
    if mentors == 0 {
        return "may meet nobody".to_owned();
    }
    let seats = counted(seats, "seat", "seats");
    format!("may meet only {} with {seats}", Side::Mentor.counted(mentors))
}

/// Who may meet, whatever the score.
struct Allowed<'a>(&'a Scores);

impl CostSource for Allowed<'_> {
    fn rows(&self) -> usize {
        self.0.rows()
    }

    fn columns(&self) -> usize {
        self.0.columns()
    }

    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        self.0.block(row, columns, out);
        out.iter_mut().filter(|cost| **cost != FORBIDDEN).for_each(|cost| *cost = 0);
    }
}
