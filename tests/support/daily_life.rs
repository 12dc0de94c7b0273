//! Large rosters of people's hours, homes and temperaments, for benches, from a seed.

use matchwright::roster::{Person, RosterBuilder};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Site by site: degrees north and east.
pub const SITES: [(&str, f64, f64); 6] = [
    ("Leeds", 53.80, -1.55),
    ("York", 53.96, -1.08),
    ("London", 51.51, -0.13),
    ("Berlin", 52.52, 13.40),
    ("Lisbon", 38.72, -9.14),
    ("Toronto", 43.65, -79.38),
];

/// Columns of answers from 1 to 5, half steps included.
pub const TRAITS: [&str; 5] = ["open", "careful", "lively", "kind", "calm"];

/// How many numbers the vectors in `about` have: a small embedding.
pub const DIMENSIONS: usize = 64;

/// How many skills there are: "skill 0" and so on.
pub const SKILLS: usize = 32;

const DAYS: [&str; 5] = ["mon", "tue", "wed", "thu", "fri"];
const HOURS: [&str; 4] = ["08-16", "09-17", "10-18", "mon-thu 09-15"];
const ZONES: [&str; 3] = ["UTC", "UTC+1", "UTC-5"];

/// People with slots of their own and working hours, a zone, a site and a home near it, traits, a
/// vector, and skills with levels; one in ten leaves each question open.
#[must_use]
pub fn daily_life(mentees: usize, mentors: usize, seed: u64) -> RosterBuilder {
    let mut dice = Dice(Xoshiro256PlusPlus::seed_from_u64(seed));
    let roster = (0..mentees).fold(RosterBuilder::default(), |roster, number| {
        let person = dice.person(format!("e{number:06}"));
        let wants = dice.skills(3, 3..6);
        roster.mentee(person.levels("wants_to_learn", wants))
    });
    (0..mentors).fold(roster, |roster, number| roster.mentor(dice.person(format!("m{number:06}"))))
}

struct Dice(Xoshiro256PlusPlus);

impl Dice {
    fn person(&mut self, id: String) -> Person {
        let person = Person::new(id).levels("skills", self.skills(5, 1..6));
        let person = if self.answers() { person.text("free", self.slots()) } else { person };
        let (hours, zone) = (self.one_of(&HOURS), self.one_of(&ZONES));
        let person = person.text("hours", hours).text("zone", zone);
        let (site, north, east) = self.one_of(&SITES);
        let mut away = || self.0.random::<f64>() - 0.5;
        let person =
            person.text("site", site).number("north", north + away()).number("east", east + away());
        let person = TRAITS.into_iter().fold(person, |person, name| {
            let answer = f64::from(self.0.random_range(2..=10_u8)) / 2.0;
            if self.answers() { person.number(name, answer) } else { person }
        });
        let vector = (0..DIMENSIONS).map(|_| self.0.random::<f64>() - 0.4).collect::<Vec<_>>();
        let person = if self.answers() { person.numbers("about", vector) } else { person };
        let text = self.sentence();
        person.text("about_me", text)
    }

    /// Thirty words, the more common ones more often.
    fn sentence(&mut self) -> String {
        let mut word = || (2_000.0 * self.0.random::<f64>().powi(3)) as usize;
        (0..30).map(|_| format!("word{}", word())).collect::<Vec<_>>().join(" ")
    }

    /// Three spans of one to four hours in steps of a quarter.
    fn slots(&mut self) -> String {
        let mut slot = || {
            let (from, length) = (self.0.random_range(28..76), self.0.random_range(4..17));
            let time = |quarter: u8| format!("{}:{:02}", quarter / 4, quarter % 4 * 15);
            format!("{} {}-{}", self.one_of(&DAYS), time(from), time(from + length))
        };
        [slot(), slot(), slot()].join("; ")
    }

    fn skills(&mut self, count: usize, levels: std::ops::Range<u8>) -> Vec<(String, f64)> {
        let first = self.0.random_range(0..SKILLS);
        let mut skill = |place| {
            let name = format!("skill {}", (first + place * (place + 1) / 2) % SKILLS);
            (name, f64::from(self.0.random_range(levels.clone())))
        };
        (0..count).map(&mut skill).collect()
    }

    fn one_of<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.0.random_range(0..from.len())]
    }

    fn answers(&mut self) -> bool {
        self.0.random_range(0..10) > 0
    }
}
