//! Large rosters for benches and for tests of what only shows among many, from a seed.

use matchwright::roster::{Person, RosterBuilder};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Lowest first, as in the programme of the sample cohort.
pub const GRADES: [&str; 6] =
    ["Associate", "Professional", "Senior", "Lead", "Principal", "Director"];

/// Site by site: time zone and the language spoken there.
const SITES: [(&str, &str); 5] = [
    ("Europe/London", "English"),
    ("Europe/Berlin", "German"),
    ("America/Toronto", "English"),
    ("Europe/Lisbon", "Portuguese"),
    ("Asia/Tokyo", "Japanese"),
];

const DEPARTMENTS: usize = 8;
const SKILLS: usize = 32;
const GOALS: usize = 12;
const INTERESTS: usize = 20;

/// People with the columns of the sample cohort, drawn like its people: what they want and offer is
/// distributed by Zipf's law, departments have skills of their own, and some questions stay open.
#[must_use]
pub fn crowd(mentees: usize, mentors: usize, seed: u64) -> RosterBuilder {
    let mut dice = Dice(Xoshiro256PlusPlus::seed_from_u64(seed));
    let wishes = [Zipf::new(mentors), Zipf::new(mentees)];
    let roster = (0..mentees).fold(RosterBuilder::default(), |roster, number| {
        roster.mentee(dice.mentee(number, &wishes[0]))
    });
    (0..mentors).fold(roster, |roster, number| roster.mentor(dice.mentor(number, &wishes[1])))
}

struct Dice(Xoshiro256PlusPlus);

impl Dice {
    fn mentee(&mut self, number: usize, wishes: &Zipf) -> Person {
        let department = self.zipf(DEPARTMENTS);
        let grade = self.zipf(GRADES.len()).min(self.below(GRADES.len()));
        let count = 1 + self.below(4);
        let person = self
            .workplace(Person::new(format!("e{number:06}")), department, grade)
            .levels("wants_to_learn", self.levels(count, department, 2..5));
        let count = 1 + self.below(3);
        let goals = self.several("goal", GOALS, count, 0);
        let person = if self.chance(95) { person.list("goals", goals) } else { person };
        let person = self.interests(person);
        if self.chance(60) { person.list("prefers", self.ids("m", wishes, 4)) } else { person }
    }

    fn mentor(&mut self, number: usize, wishes: &Zipf) -> Person {
        let department = self.zipf(DEPARTMENTS);
        let grade = 2 + self.below(GRADES.len() - 2);
        let count = 3 + self.below(6);
        let person = self
            .workplace(Person::new(format!("m{number:06}")), department, grade)
            .levels("skills", self.levels(count, department, 2..6));
        let count = 2 + self.below(4);
        let person = person.list("can_help_with", self.several("goal", GOALS, count, 0));
        let person = self.interests(person).number("capacity", self.below(4) as f64);
        if self.chance(35) { person.list("prefers", self.ids("e", wishes, 3)) } else { person }
    }

    fn workplace(&mut self, person: Person, department: usize, grade: usize) -> Person {
        let (zone, local) = SITES[self.zipf(SITES.len())];
        let english = local == "English" || self.chance(85);
        let languages = match (english, local) {
            (true, "English") if self.chance(20) => vec!["English", "French"],
            (true, "English") => vec!["English"],
            (true, _) => vec![local, "English"],
            (false, _) => vec![local],
        };
        person
            .text("department", format!("department {department}"))
            .text("manager", format!("x{department}{}", self.below(3)))
            .text("grade", GRADES[grade])
            .text("time_zone", zone)
            .list("languages", languages)
    }

    fn interests(&mut self, person: Person) -> Person {
        let count = 1 + self.below(4);
        let interests = self.several("interest", INTERESTS, count, 0);
        if self.chance(88) { person.list("interests", interests) } else { person }
    }

    fn levels(
        &mut self,
        count: usize,
        department: usize,
        levels: std::ops::Range<u8>,
    ) -> Vec<(String, f64)> {
        let skills = self.several("skill", SKILLS, count, department * 4);
        let level = |skill| (skill, f64::from(self.0.random_range(levels.clone())));
        skills.into_iter().map(level).collect()
    }

    /// `count` distinct names, every other one drawn as if the list began at `shift`.
    fn several(&mut self, noun: &str, names: usize, count: usize, shift: usize) -> Vec<String> {
        let mut drawn: Vec<usize> = Vec::new();
        while drawn.len() < count {
            let shift = if drawn.len().is_multiple_of(2) { shift } else { 0 };
            let name = (self.zipf(names) + shift) % names;
            if !drawn.contains(&name) {
                drawn.push(name);
            }
        }
        drawn.into_iter().map(|name| format!("{noun} {name}")).collect()
    }

    /// Up to `count` ids of the other side. Popular people are spread over the list.
    fn ids(&mut self, letter: &str, wishes: &Zipf, count: usize) -> Vec<String> {
        let count = 1 + self.below(count);
        let mut ids: Vec<String> = (0..count)
            .map(|_| wishes.draw(&mut self.0) * 7919 % wishes.0.len())
            .map(|number| format!("{letter}{number:06}"))
            .collect();
        ids.sort();
        ids.dedup();
        ids
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0.random_range(0..bound)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn zipf(&mut self, length: usize) -> usize {
        Zipf::new(length).draw(&mut self.0)
    }
}

/// Positions below a length, the k-th with a chance in proportion to 1/k: the sums of chances.
struct Zipf(Vec<f64>);

impl Zipf {
    fn new(length: usize) -> Self {
        let mut sum = 0.0;
        let next = |position| {
            sum += 1.0 / (position + 1) as f64;
            sum
        };
        Self((0..length).map(next).collect())
    }

    fn draw(&self, random: &mut Xoshiro256PlusPlus) -> usize {
        let drawn = random.random::<f64>() * self.0.last().copied().unwrap_or(0.0);
        self.0.partition_point(|&sum| sum <= drawn).min(self.0.len().saturating_sub(1))
    }
}
