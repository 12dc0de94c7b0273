//! Populations that do not exist: two tables of people and, planted among them, who should meet whom.
//!
//! A plan that an organiser likes says little about a matcher. A population whose best plan is known
//! says how much of it is found again when answers are missing, when everybody wants the same few
//! people, and when the answers are noisy. [`Simulation`] → [`Population`]; its tables have the
//! columns of the sample cohort, so that the sample programme reads them.

mod dice;
mod people;

use matchwright_assign::{Monitor, check_memory};

use crate::error::{Error, Finding, Findings};
use crate::roster::{MAX_SEATS, Table};

/// The most people on a side: far more than any match, and few enough to be numbered in six digits.
const MAX_PEOPLE: usize = 1_000_000;

/// Bytes that are held for each person while the tables are made: 4,400 were measured, as rows first and
/// then as columns.
const BYTES_A_PERSON: usize = 4_500;

/// What kind of population is wanted. Equal numbers give equal tables, to the byte, on every machine:
/// the stream of random numbers is named (xoshiro256++), and nothing but sums, products and
/// comparisons are made of it.
///
/// First every mentor is drawn, then for as many mentees as there are seats the mentor whom they
/// should meet. Such a mentee's answers are made to fit that mentor: some of the mentor's skills, at a
/// level that the mentor has, some of what they help with, their interests, site and languages, two
/// grades below, in another department, and their name first on the list of wishes. With the chance
/// `noise` an answer is drawn as if there were no such mentor; so are the answers of everybody else.
///
/// ```
/// use matchwright::simulate::Simulation;
///
/// let population = Simulation::new(6, 4).seats(2).noise(0.2).seed(7).population()?;
/// assert_eq!((population.mentees.rows(), population.mentors.rows()), (6, 4));
/// assert_eq!(population.truth.len(), 6);
/// assert_eq!(population, Simulation::new(6, 4).seats(2).noise(0.2).seed(7).population()?);
/// # Ok::<(), matchwright::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Simulation {
    /// How many mentees, from 1 to 1,000,000.
    pub mentees: usize,
    /// How many mentors, from 1 to 1,000,000.
    pub mentors: usize,
    /// Seats of every mentor.
    pub seats: u32,
    /// The sizes of the departments, in proportion to each other.
    pub departments: Vec<u32>,
    /// How much is popular what is popular, from 0 to 1: the chance that a skill, a goal, an interest,
    /// a site or a wish is drawn by Zipf's law, the k-th in proportion to 1/k, and not evenly.
    pub popularity: f64,
    /// The share of answers that are left out, from 0 to 1: goals, interests, grades, languages.
    pub missing: f64,
    /// The share of people who name whom they would like to meet, from 0 to 1.
    pub wishes: f64,
    /// The chance that an answer has nothing to do with whom somebody should meet, from 0 to 1.
    pub noise: f64,
    /// Which of the populations of this kind.
    pub seed: u64,
}

/// Two tables, and who should meet whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Population {
    /// The mentees' table.
    pub mentees: Table,
    /// The mentors' table.
    pub mentors: Table,
    /// Pairs of a mentee's id and a mentor's id, by the mentees' ids.
    pub truth: Vec<(String, String)>,
}

impl Simulation {
    /// One seat per mentor, eight departments of which the k-th has a share in proportion to 1/k,
    /// Zipf's law throughout, a tenth of the answers missing, wishes of half of the people, and an even
    /// chance that an answer tells of whom they should meet.
    #[must_use]
    pub fn new(mentees: usize, mentors: usize) -> Self {
        Self {
            mentees,
            mentors,
            seats: 1,
            departments: vec![840, 420, 280, 210, 168, 140, 120, 105],
            popularity: 1.0,
            missing: 0.1,
            wishes: 0.5,
            noise: 0.5,
            seed: 0,
        }
    }

    /// Sets the seats of every mentor.
    #[must_use]
    pub fn seats(self, seats: u32) -> Self {
        Self { seats, ..self }
    }

    /// Sets the sizes of the departments, in proportion to each other.
    #[must_use]
    pub fn departments(self, sizes: impl IntoIterator<Item = u32>) -> Self {
        Self { departments: sizes.into_iter().collect(), ..self }
    }

    /// Sets how much is popular what is popular, from 0 to 1.
    #[must_use]
    pub fn popularity(self, popularity: f64) -> Self {
        Self { popularity, ..self }
    }

    /// Sets the share of answers that are left out, from 0 to 1.
    #[must_use]
    pub fn missing(self, missing: f64) -> Self {
        Self { missing, ..self }
    }

    /// Sets the share of people who name whom they would like to meet, from 0 to 1.
    #[must_use]
    pub fn wishes(self, wishes: f64) -> Self {
        Self { wishes, ..self }
    }

    /// Sets the chance that an answer has nothing to do with whom somebody should meet, from 0 to 1.
    #[must_use]
    pub fn noise(self, noise: f64) -> Self {
        Self { noise, ..self }
    }

    /// Chooses one of the populations of this kind.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// Draws the population. O(people · log people).
    ///
    /// # Errors
    /// [`Error::Input`] with every number that is out of range, and [`Error::Assign`] where the memory
    /// cannot be reserved.
    pub fn population(&self) -> Result<Population, Error> {
        self.population_watched(&Monitor::new())
    }

    /// As [`population`](Self::population); whoever watches can cancel it.
    ///
    /// # Errors
    /// Those of [`population`](Self::population), and [`Error::Assign`] where the monitor was cancelled.
    pub fn population_watched(&self, monitor: &Monitor) -> Result<Population, Error> {
        self.check().into_result(())?;
        check_memory::<u8>(self.mentees + self.mentors, BYTES_A_PERSON)?;
        Ok(people::draw(self, monitor)?)
    }

    fn check(&self) -> Findings {
        let mut findings = Findings::default();
        let mut ask = |holds: bool, field: &str, message: &str| {
            if !holds {
                findings.push(Finding::new(message).table("simulation").column(field));
            }
        };
        for (count, field) in [(self.mentees, "mentees"), (self.mentors, "mentors")] {
            let holds = (1..=MAX_PEOPLE).contains(&count);
            ask(holds, field, "must be a whole number from 1 to 1,000,000");
        }
        ask(self.seats <= MAX_SEATS, "seats", "must be a whole number from 0 to 1,000,000");
        let sizes = "must be at most 10,000 sizes with a sum from 1 to 4,294,967,295";
        let sum: u64 = self.departments.iter().map(|&size| u64::from(size)).sum();
        let is_sum = (1..=u64::from(u32::MAX)).contains(&sum);
        ask(is_sum && self.departments.len() <= 10_000, "departments", sizes);
        for (share, field) in [
            (self.popularity, "popularity"),
            (self.missing, "missing"),
            (self.wishes, "wishes"),
            (self.noise, "noise"),
        ] {
            ask((0.0..=1.0).contains(&share), field, "must be a number from 0 to 1");
        }
        findings
    }
}
