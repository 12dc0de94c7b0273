//! Large rosters for benches and for tests of what only shows among many, from a seed.

use matchwright::simulate::Simulation;
use matchwright::{Error, Program, Roster};

/// Lowest first, as in the programme of the sample cohort.
pub const GRADES: [&str; 6] =
    ["Associate", "Professional", "Senior", "Lead", "Principal", "Director"];

/// People with the columns of the sample cohort, none of whom was made for anybody: what they want and
/// offer is distributed by Zipf's law, departments have skills of their own, and some questions stay
/// open.
///
/// # Errors
/// As [`Simulation::population`] and [`Roster::new`].
pub fn crowd(
    mentees: usize,
    mentors: usize,
    seed: u64,
    program: &Program,
) -> Result<Roster, Error> {
    let population = Simulation::new(mentees, mentors).noise(1.0).seed(seed).population()?;
    Roster::new(&population.mentees, &population.mentors, program)
}
