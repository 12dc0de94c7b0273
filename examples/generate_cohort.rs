//! Writes the sample cohort: 120 mentees and 60 mentors of a company that does not exist.
//!
//! ```text
//! cargo run --example generate_cohort
//! ```
//!
//! What people want is distributed as it is in real companies: a few skills, goals and mentors are
//! on many lists and most are on few (Zipf's law), departments have skills of their own, some people
//! leave questions unanswered, and there are fewer seats than mentees. The stream of random numbers
//! is named and seeded, so that every machine writes the same bytes.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng as _, SeedableRng as _};

const SEED: u64 = 23;
const MENTEES: usize = 120;
const MENTORS: usize = 60;

/// Lowest first.
const GRADES: [&str; 6] = ["Associate", "Professional", "Senior", "Lead", "Principal", "Director"];

/// Each list starts with what most people name.
const DEPARTMENTS: [&str; 8] =
    ["Engineering", "Sales", "Operations", "Data", "Marketing", "Product", "Finance", "Design"];
const SKILLS: [&str; 32] = [
    "Python",
    "Presenting",
    "SQL",
    "Project management",
    "Negotiation",
    "Excel",
    "Rust",
    "Statistics",
    "Copywriting",
    "Java",
    "Facilitation",
    "Cloud operations",
    "Budgeting",
    "User research",
    "Machine learning",
    "TypeScript",
    "Contract law",
    "Data modelling",
    "Account planning",
    "Forecasting",
    "Interaction design",
    "Kubernetes",
    "Technical writing",
    "Procurement",
    "Search marketing",
    "C++",
    "Test automation",
    "Brand strategy",
    "Logistics",
    "C#",
    "Accessibility",
    "Risk analysis",
];
const GOALS: [&str; 12] = [
    "Lead a team",
    "Next promotion",
    "Speak in public",
    "Change profession",
    "Build a network",
    "Work with difficult people",
    "Manage stakeholders",
    "Return from leave",
    "Work abroad",
    "Write better",
    "Balance work and family",
    "Start a business",
];
const INTERESTS: [&str; 20] = [
    "Running",
    "Cooking",
    "Travel",
    "Football",
    "Photography",
    "Chess",
    "Gardening",
    "Cycling",
    "Board games",
    "Climbing",
    "Choir",
    "Film",
    "Painting",
    "Sailing",
    "Volunteering",
    "Science fiction",
    "Jazz",
    "Pottery",
    "Astronomy",
    "Beekeeping",
];
/// Site, its time zone, and the language spoken there. The last is new and has no mentors yet.
const SITES: [(&str, &str, &str); 6] = [
    ("London", "Europe/London", "English"),
    ("Berlin", "Europe/Berlin", "German"),
    ("Toronto", "America/Toronto", "English"),
    ("Lisbon", "Europe/Lisbon", "Portuguese"),
    ("Osaka", "Asia/Tokyo", "Japanese"),
    ("Seoul", "Asia/Seoul", "Korean"),
];

/// Both tables as CSV, mentees first.
pub(crate) fn cohort() -> [String; 2] {
    let mut dice = Dice(Xoshiro256PlusPlus::seed_from_u64(SEED));
    let mut mentees = "id,department,manager,grade,site,time_zone,languages,wants_to_learn,goals,\
                       interests,prefers\n"
        .to_owned();
    for mentee in 1..=MENTEES {
        push_row(&mut mentees, &mentee_row(&mut dice, mentee));
    }
    let mut mentors = "id,department,manager,grade,site,time_zone,languages,skills,can_help_with,\
                       interests,prefers,capacity\n"
        .to_owned();
    for mentor in 1..=MENTORS {
        push_row(&mut mentors, &mentor_row(&mut dice, mentor));
    }
    [mentees, mentors]
}

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/cohort");
    let [mentees, mentors] = cohort();
    fs::write(folder.join("mentees.csv"), mentees)?;
    fs::write(folder.join("mentors.csv"), mentors)
}

fn mentee_row(dice: &mut Dice, number: usize) -> Vec<String> {
    let department = dice.zipf(DEPARTMENTS.len());
    let mut row = vec![format!("e{number:03}")];
    // Mostly the lower grades; the few at the top have nobody above them.
    let grade = dice.zipf(GRADES.len()).min(dice.below(GRADES.len()));
    row.extend(workplace(dice, department, grade, &SITES));
    let wishes = 1 + dice.below(4);
    row.push(dice.levels(&SKILLS, wishes, department * 4, 2..4));
    let goals = 1 + dice.below(3);
    row.push(dice.answer(95, |dice| dice.several(&GOALS, goals, 0).join("; ")));
    row.push(interests(dice));
    row.push(dice.answer(60, |dice| dice.ids('m', 2, MENTORS, 4)));
    row
}

fn mentor_row(dice: &mut Dice, number: usize) -> Vec<String> {
    let department = dice.zipf(DEPARTMENTS.len());
    let mut row = vec![format!("m{number:02}")];
    let grade = 2 + dice.below(GRADES.len() - 2);
    row.extend(workplace(dice, department, grade, &SITES[..5]));
    let skills = 3 + dice.below(6);
    row.push(dice.levels(&SKILLS, skills, department * 4, 2..5));
    let help = 2 + dice.below(4);
    row.push(dice.several(&GOALS, help, 0).join("; "));
    row.push(interests(dice));
    row.push(dice.answer(35, |dice| dice.ids('e', 3, MENTEES, 3)));
    // Most take one or two; somebody pauses, somebody runs a group.
    row.push([1, 1, 1, 1, 2, 2, 2, 3, 0, 2][dice.below(10)].to_string());
    row
}

/// Department, manager, grade, site, time zone and languages.
fn workplace(
    dice: &mut Dice,
    department: usize,
    grade: usize,
    sites: &[(&str, &str, &str)],
) -> [String; 6] {
    let (site, zone, local) = sites[dice.zipf(sites.len())];
    let team = dice.below(3) + 1;
    let english = local == "English" || dice.chance(85);
    let languages = match (english, local) {
        (true, "English") if dice.chance(20) => "English; French".to_owned(),
        (true, "English") => "English".to_owned(),
        (true, _) => format!("{local}; English"),
        (false, _) => local.to_owned(),
    };
    [
        DEPARTMENTS[department].to_owned(),
        format!("x{}{team}", department + 1),
        GRADES[grade].to_owned(),
        site.to_owned(),
        zone.to_owned(),
        languages,
    ]
}

fn interests(dice: &mut Dice) -> String {
    let count = 1 + dice.below(4);
    dice.answer(88, |dice| dice.several(&INTERESTS, count, 0).join("; "))
}

fn push_row(table: &mut String, cells: &[String]) {
    // No cell holds a comma or a quotation mark.
    let _ = writeln!(table, "{}", cells.join(","));
}

/// The seeded stream and the few draws that are made from it. Only the stream's own numbers are
/// used, so that no other library's idea of a range can change the files.
struct Dice(Xoshiro256PlusPlus);

impl Dice {
    /// A whole number below `bound`.
    fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.0.next_u64()) * bound as u128) >> 64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A position below `length`, the k-th with a chance in proportion to 1/k.
    fn zipf(&mut self, length: usize) -> usize {
        let weight = |position: usize| 27_720 / (position + 1);
        let mut left = self.below((0..length).map(weight).sum());
        (0..length)
            .find(|&position| {
                let found = left < weight(position);
                left = left.saturating_sub(weight(position));
                found
            })
            .unwrap_or(0)
    }

    /// `count` distinct names. Every other one is drawn as if the list began at `shift`: what is
    /// popular in one department.
    fn several<'n>(&mut self, names: &[&'n str], count: usize, shift: usize) -> Vec<&'n str> {
        let mut drawn: Vec<&str> = Vec::with_capacity(count);
        while drawn.len() < count {
            let shift = if drawn.len().is_multiple_of(2) { shift } else { 0 };
            let name = names[(self.zipf(names.len()) + shift) % names.len()];
            if !drawn.contains(&name) {
                drawn.push(name);
            }
        }
        drawn
    }

    /// Names with levels from `levels.start` to `levels.end`.
    fn levels(
        &mut self,
        names: &[&str],
        count: usize,
        shift: usize,
        levels: std::ops::Range<usize>,
    ) -> String {
        let drawn = self.several(names, count, shift);
        let span = levels.end - levels.start + 1;
        let entries =
            drawn.iter().map(|name| format!("{name}:{}", levels.start + self.below(span)));
        entries.collect::<Vec<_>>().join("; ")
    }

    /// Up to `count` ids, most wanted first. Popular people are spread over the list: their
    /// numbers are multiples of a stride.
    fn ids(&mut self, letter: char, width: usize, people: usize, count: usize) -> String {
        let count = 1 + self.below(count);
        let mut drawn: Vec<String> = Vec::with_capacity(count);
        while drawn.len() < count {
            // 7 has no factor in common with 60 or 120, so that every number occurs.
            let id = format!("{letter}{:0width$}", 1 + self.zipf(people) * 7 % people);
            if !drawn.contains(&id) {
                drawn.push(id);
            }
        }
        drawn.join("; ")
    }

    /// The answer with this chance, or an empty cell.
    fn answer(&mut self, percent: usize, draw: impl FnOnce(&mut Self) -> String) -> String {
        if self.chance(percent) { draw(self) } else { String::new() }
    }
}
