//! `matchwright simulate`: tables of people who do not exist, and who of them should meet whom.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use matchwright::simulate::{Population, Simulation};
use matchwright::tables::counted;

use crate::draft::Draft;
use crate::failure::Failure;
use crate::streams::Answer;

/// The arguments. What is not given is as [`Simulation::new`] has it.
#[derive(Debug, Args)]
pub(crate) struct Simulate {
    /// How many mentees.
    #[arg(long, value_name = "COUNT")]
    mentees: usize,
    /// How many mentors.
    #[arg(long, value_name = "COUNT")]
    mentors: usize,
    /// Seats of every mentor.
    #[arg(long, value_name = "COUNT")]
    seats: Option<u32>,
    /// Sizes of the departments, in proportion to each other: 5,3,1.
    #[arg(long, value_name = "SIZES", value_delimiter = ',')]
    departments: Option<Vec<u32>>,
    /// How much is popular what is popular, from 0 (nothing more than anything else) to 1 (Zipf's law).
    #[arg(long, value_name = "SHARE")]
    popularity: Option<f64>,
    /// The share of answers that are left out, from 0 to 1.
    #[arg(long, value_name = "SHARE")]
    missing: Option<f64>,
    /// The share of people who name whom they would like to meet, from 0 to 1.
    #[arg(long, value_name = "SHARE")]
    wishes: Option<f64>,
    /// The chance that an answer has nothing to do with whom somebody should meet, from 0 to 1.
    #[arg(long, value_name = "SHARE")]
    noise: Option<f64>,
    /// Which of the populations of this kind; equal seeds write equal files.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// The folder for mentees.csv, mentors.csv and truth.csv.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    out: PathBuf,
    /// Replace the files where they exist.
    #[arg(long)]
    force: bool,
}

impl Simulate {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        let population = self.simulation().population()?;
        let folder = |error| Failure::write_file(&self.out, error);
        std::fs::create_dir_all(&self.out).map_err(folder)?;
        let Population { mentees, mentors, truth } = &population;
        let paths = ["mentees.csv", "mentors.csv", "truth.csv"].map(|name| self.out.join(name));
        // Either all three are written or none.
        if let Some(path) = paths.iter().find(|path| path.exists() && !self.force) {
            return Err(Failure::Exists { path: path.display().to_string() });
        }
        let drafts = [
            Draft::filled(&paths[0], |file| mentees.write_csv(file))?,
            Draft::filled(&paths[1], |file| mentors.write_csv(file))?,
            Draft::filled(&paths[2], |file| write_pairs(truth, file))?,
        ];
        let publish = if self.force { Draft::publish } else { Draft::publish_new };
        drafts.into_iter().try_for_each(publish)?;
        Ok(Answer::Text(format!(
            "{}: mentees.csv ({}), mentors.csv ({}) and truth.csv ({} who should meet).\n",
            self.out.display(),
            mentees.rows(),
            mentors.rows(),
            counted(truth.len(), "pair", "pairs"),
        )))
    }

    fn simulation(&self) -> Simulation {
        let usual = Simulation::new(self.mentees, self.mentors);
        Simulation {
            mentees: self.mentees,
            mentors: self.mentors,
            seats: self.seats.unwrap_or(usual.seats),
            departments: self.departments.clone().unwrap_or(usual.departments),
            popularity: self.popularity.unwrap_or(usual.popularity),
            missing: self.missing.unwrap_or(usual.missing),
            wishes: self.wishes.unwrap_or(usual.wishes),
            noise: self.noise.unwrap_or(usual.noise),
            seed: self.seed.unwrap_or(usual.seed),
        }
    }
}

fn write_pairs(pairs: &[(String, String)], file: &mut dyn Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(file);
    csv.write_record(["mentee_id", "mentor_id"])?;
    for (mentee, mentor) in pairs {
        csv.write_record([mentee, mentor])?;
    }
    csv.flush()
}
