//! Cost matrices for benches, from a seed.

use ndarray::Array2;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Skills on offer; the k-th is wanted and known in proportion to 1/k (Zipf's law).
const SKILLS: usize = 40;
const WANTED: usize = 4;
const KNOWN: usize = 6;

/// Costs in [0, 1] as mentoring programmes have them: everybody wants the same few skills, some
/// mentors are liked by all, seniority has to fit, and time zones should. Scores crowd together, which
/// is the hard side of assignment; uniform numbers are the easy one.
#[must_use]
pub fn mentor_like(mentees: usize, mentors: usize, seed: u64) -> Array2<f64> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mentees: Vec<Mentee> = (0..mentees).map(|_| Mentee::draw(&mut random)).collect();
    let mentors: Vec<Mentor> = (0..mentors).map(|_| Mentor::draw(&mut random)).collect();
    Array2::from_shape_fn((mentees.len(), mentors.len()), |(mentee, mentor)| {
        1.0 - score(&mentees[mentee], &mentors[mentor])
    })
}

/// Costs spread evenly over [0, 1).
#[must_use]
pub fn uniform(rows: usize, columns: usize, seed: u64) -> Array2<f64> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    Array2::from_shape_fn((rows, columns), |_| random.random())
}

struct Mentee {
    wants: [(usize, f64); WANTED],
    grade: f64,
    zone: f64,
}

struct Mentor {
    levels: [f64; SKILLS],
    popularity: f64,
    grade: f64,
    zone: f64,
}

impl Mentee {
    fn draw(random: &mut Xoshiro256PlusPlus) -> Self {
        let mut want = |_| (skill(random), f64::from(random.random_range(1..=5)));
        let wants = std::array::from_fn(&mut want);
        Self { wants, grade: f64::from(random.random_range(0..5)), zone: zone(random) }
    }
}

impl Mentor {
    fn draw(random: &mut Xoshiro256PlusPlus) -> Self {
        let mut levels = [0.0; SKILLS];
        for _ in 0..KNOWN {
            levels[skill(random)] = f64::from(random.random_range(1..=5));
        }
        let popularity = random.random::<f64>().powi(3);
        let grade = f64::from(random.random_range(2..9));
        Self { levels, popularity, grade, zone: zone(random) }
    }
}

fn score(mentee: &Mentee, mentor: &Mentor) -> f64 {
    let covered = mentee.wants.map(|(skill, level)| (mentor.levels[skill] / level).min(1.0));
    let coverage = covered.iter().sum::<f64>() / WANTED as f64;
    let seniority = (1.0 - (mentor.grade - mentee.grade - 2.0).abs() / 3.0).max(0.0);
    let zone = 1.0 - (mentor.zone - mentee.zone).abs() / 8.0;
    (4.0 * coverage + 2.0 * mentor.popularity + 2.0 * seniority + zone) / 9.0
}

fn skill(random: &mut Xoshiro256PlusPlus) -> usize {
    let total: f64 = (1..=SKILLS).map(|rank| 1.0 / rank as f64).sum();
    let mut left = random.random::<f64>() * total;
    let drawn = (0..SKILLS).find(|&skill| {
        left -= 1.0 / (skill + 1) as f64;
        left <= 0.0
    });
    drawn.unwrap_or(SKILLS - 1)
}

fn zone(random: &mut Xoshiro256PlusPlus) -> f64 {
    [0.0, 1.0, 5.0, 8.0][random.random_range(0..4)]
}
