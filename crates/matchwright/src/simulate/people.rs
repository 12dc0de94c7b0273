//! The people of a population: mentors first, then mentees who fit them.

use matchwright_assign::{Error, Monitor};

use super::dice::{Dice, Zipf};
use super::{Population, Simulation};
use crate::roster::{Person, Side};

/// Lowest first.
const GRADES: [&str; 6] = ["Associate", "Professional", "Senior", "Lead", "Principal", "Director"];

/// Mentors are at least this far up, and this far above the mentees whom they should meet.
const AHEAD: usize = 2;

/// Time zone, and the language spoken there.
const SITES: [(&str, &str); 5] = [
    ("Europe/London", "English"),
    ("Europe/Berlin", "German"),
    ("America/Toronto", "English"),
    ("Europe/Lisbon", "Portuguese"),
    ("Asia/Tokyo", "Japanese"),
];

const SKILLS: usize = 32;
const GOALS: usize = 12;
const INTERESTS: usize = 20;

/// Teams of a department, each with a manager.
const TEAMS: usize = 3;

/// A prime that is no factor of common sizes: it spreads the popular people over the list.
const STRIDE: u64 = 7_919;

pub(super) fn draw(wanted: &Simulation, monitor: &Monitor) -> Result<Population, Error> {
    let mut draw = Draw::new(wanted);
    let mentors = (0..wanted.mentors).map(|_| monitor.check().map(|()| draw.mentor()));
    let mentors: Vec<Profile> = mentors.collect::<Result<_, _>>()?;
    let heads = Heads::of(&mentors, wanted.departments.len());
    let truth = draw.truth();
    let mentees = truth.iter().map(|mentor| {
        monitor.check()?;
        Ok(match mentor {
            Some(mentor) => draw.fitting(&mentors[*mentor]),
            None => draw.mentee(),
        })
    });
    let mentees: Vec<Profile> = mentees.collect::<Result<_, Error>>()?;
    let wishes = draw.all_wishes(&truth);
    monitor.check()?;
    let person = |(at, (profile, wishes)): (usize, (&Profile, &Vec<String>)), side| {
        monitor.check().map(|()| profile.person((side, at), &heads, wishes))
    };
    let mentee_rows = mentees.iter().zip(&wishes[0]).enumerate();
    let mentor_rows = mentors.iter().zip(&wishes[1]).enumerate();
    let seats = f64::from(wanted.seats);
    let pairs = truth.iter().enumerate();
    let mentees = mentee_rows.map(|row| person(row, Side::Mentee)).collect::<Result<_, Error>>()?;
    let mentors = mentor_rows
        .map(|row| person(row, Side::Mentor).map(|person| person.number("capacity", seats)))
        .collect::<Result<_, Error>>()?;
    let truth = pairs.filter_map(|(at, mentor)| Some((mentee_id(at), mentor_id((*mentor)?))));
    Ok(Population { mentees, mentors, truth: truth.collect() })
}

fn mentee_id(position: usize) -> String {
    format!("e{position:06}")
}

fn mentor_id(position: usize) -> String {
    format!("m{position:06}")
}

/// What somebody would answer, and which questions they leave out.
#[derive(Clone)]
struct Profile {
    department: usize,
    team: usize,
    grade: usize,
    site: usize,
    languages: Vec<&'static str>,
    /// Positions of skills with levels: known, or wanted.
    skills: Vec<(usize, u8)>,
    goals: Vec<usize>,
    interests: Vec<usize>,
    /// Grade, languages, goals and interests.
    left_out: [bool; 4],
}

/// Who leads the teams: in each department the first mentors, as many as there are teams.
struct Heads(Vec<Vec<usize>>);

impl Heads {
    fn of(mentors: &[Profile], departments: usize) -> Self {
        let mut heads = vec![Vec::new(); departments];
        for (mentor, profile) in mentors.iter().enumerate() {
            let of_department: &mut Vec<usize> = &mut heads[profile.department];
            if of_department.len() < TEAMS {
                of_department.push(mentor);
            }
        }
        Self(heads)
    }

    /// The manager of somebody in a team: its head, and for the heads, and teams without one, somebody
    /// who is in neither table.
    fn manager(&self, (side, at): (Side, usize), profile: &Profile) -> String {
        let heads = &self.0[profile.department];
        let is_head = side == Side::Mentor && heads.contains(&at);
        match heads.get(profile.team) {
            Some(&head) if !is_head => mentor_id(head),
            _ => format!("x{}", profile.department),
        }
    }
}

impl Profile {
    fn person(&self, (side, at): (Side, usize), heads: &Heads, wishes: &[String]) -> Person {
        let manager = heads.manager((side, at), self);
        let (id, skills, goals_column) = match side {
            Side::Mentee => (mentee_id(at), "wants_to_learn", "goals"),
            Side::Mentor => (mentor_id(at), "skills", "can_help_with"),
        };
        let [grade, languages, goals, interests] = self.left_out;
        let named = |noun: &str, list: &[usize], is_left_out: bool| {
            let list = if is_left_out { &[] } else { list };
            list.iter().map(|position| format!("{noun} {position}")).collect::<Vec<String>>()
        };
        let levels = self.skills.iter();
        let levels = levels.map(|&(skill, level)| (format!("skill {skill}"), f64::from(level)));
        Person::new(id)
            .text("department", format!("department {}", self.department))
            .text("manager", manager)
            .text("grade", if grade { "" } else { GRADES[self.grade] })
            .text("site", format!("site {}", self.site))
            .text("time_zone", SITES[self.site].0)
            .list("languages", self.languages.iter().copied().filter(|_| !languages))
            .levels(skills, levels)
            .list(goals_column, named("goal", &self.goals, goals))
            .list("interests", named("interest", &self.interests, interests))
            .list("prefers", wishes.iter().cloned())
    }
}

/// What is drawn from.
struct Draw<'s> {
    wanted: &'s Simulation,
    dice: Dice,
    /// The sums of the departments' sizes.
    department_ends: Vec<usize>,
    sites: Zipf,
    grades: Zipf,
    skills: Zipf,
    goals: Zipf,
    interests: Zipf,
}

impl<'s> Draw<'s> {
    fn new(wanted: &'s Simulation) -> Self {
        let end = |sum: &mut usize, &size: &u32| {
            *sum += size as usize;
            Some(*sum)
        };
        Self {
            wanted,
            department_ends: wanted.departments.iter().scan(0, end).collect(),
            dice: Dice::new(wanted.seed, wanted.popularity),
            sites: Zipf::new(SITES.len()),
            grades: Zipf::new(GRADES.len()),
            skills: Zipf::new(SKILLS),
            goals: Zipf::new(GOALS),
            interests: Zipf::new(INTERESTS),
        }
    }

    /// A mentor: some way up, with several skills.
    fn mentor(&mut self) -> Profile {
        let grade = AHEAD + self.dice.below(GRADES.len() - AHEAD);
        let counts = [3 + self.dice.below(6), 2 + self.dice.below(4)];
        self.anybody(grade, counts, 4)
    }

    /// A mentee whom no mentor was made for: mostly in the lower grades, with few wishes.
    fn mentee(&mut self) -> Profile {
        let grade = self.dice.popular(&self.grades).min(self.dice.below(GRADES.len()));
        let counts = [1 + self.dice.below(4), 1 + self.dice.below(3)];
        self.anybody(grade, counts, 3)
    }

    /// Somebody with so many skills, at one of so many levels from 2 on, and so many goals.
    fn anybody(&mut self, grade: usize, [skills, goals]: [usize; 2], levels: usize) -> Profile {
        let department = self.department();
        let (site, languages) = self.site();
        let skills = self.dice.several(&self.skills, skills, department * 4);
        let level = |skill| (skill, 2 + self.dice.below(levels) as u8);
        let skills = skills.into_iter().map(level).collect();
        let goals = self.dice.several(&self.goals, goals, 0);
        let count = 1 + self.dice.below(4);
        let interests = self.dice.several(&self.interests, count, 0);
        let left_out = std::array::from_fn(|_| self.dice.chance(self.wanted.missing));
        let team = self.dice.below(TEAMS);
        Profile { department, team, grade, site, languages, skills, goals, interests, left_out }
    }

    /// A mentee whose answers tell of a mentor, each unless it is noise.
    fn fitting(&mut self, mentor: &Profile) -> Profile {
        let mut mentee = self.mentee();
        let counts = [mentee.skills.len(), mentee.goals.len()];
        if self.tells() {
            mentee.department = self.other_department(mentor.department);
        }
        if self.tells() {
            mentee.grade = mentor.grade - AHEAD;
        }
        if self.tells() {
            (mentee.site, mentee.languages) = (mentor.site, mentor.languages.clone());
        }
        if self.tells() {
            mentee.skills = self.some(&mentor.skills, counts[0]);
            for (_, level) in &mut mentee.skills {
                *level = 2 + self.dice.below(usize::from(*level) - 1) as u8;
            }
        }
        if self.tells() {
            mentee.goals = self.some(&mentor.goals, counts[1]);
        }
        if self.tells() {
            mentee.interests.clone_from(&mentor.interests);
        }
        mentee
    }

    fn tells(&mut self) -> bool {
        !self.dice.chance(self.wanted.noise)
    }

    /// Up to `count` entries of a list, in any order.
    fn some<T: Copy>(&mut self, list: &[T], count: usize) -> Vec<T> {
        let mut list = list.to_vec();
        self.dice.shuffle(&mut list);
        list.truncate(count);
        list
    }

    fn department(&mut self) -> usize {
        let drawn = self.dice.below(self.department_ends.last().copied().unwrap_or_default());
        self.department_ends.partition_point(|&end| end <= drawn)
    }

    /// Another department than this one, where there is another.
    fn other_department(&mut self, than: usize) -> usize {
        let ends = &self.department_ends;
        let start = than.checked_sub(1).map_or(0, |before| ends[before]);
        let (size, all) = (ends[than] - start, ends.last().copied().unwrap_or_default());
        if size == all {
            return than;
        }
        let drawn = self.dice.below(all - size);
        let drawn = if drawn < start { drawn } else { drawn + size };
        self.department_ends.partition_point(|&end| end <= drawn)
    }

    fn site(&mut self) -> (usize, Vec<&'static str>) {
        let site = self.dice.popular(&self.sites);
        let local = SITES[site].1;
        let english = local == "English" || self.dice.chance(0.85);
        let languages = match (english, local) {
            (true, "English") if self.dice.chance(0.2) => vec!["English", "French"],
            (true, "English") => vec!["English"],
            (true, _) => vec![local, "English"],
            (false, _) => vec![local],
        };
        (site, languages)
    }

    /// The mentor whom each mentee should meet, as far as there are seats.
    fn truth(&mut self) -> Vec<Option<usize>> {
        let wanted = self.wanted;
        let mut seats: Vec<usize> = Vec::new();
        // One seat of every mentor after the other, so that no mentor is full before others have one.
        for _ in 0..wanted.seats {
            if seats.len() >= wanted.mentees {
                break;
            }
            let mut round: Vec<usize> = (0..wanted.mentors).collect();
            self.dice.shuffle(&mut round);
            seats.extend(round);
        }
        let mut truth: Vec<Option<usize>> = seats.into_iter().map(Some).collect();
        truth.resize(wanted.mentees, None);
        self.dice.shuffle(&mut truth);
        truth
    }

    /// The wishes of every mentee and of every mentor.
    fn all_wishes(&mut self, truth: &[Option<usize>]) -> [Vec<Vec<String>>; 2] {
        let mut of_mentors: Vec<Vec<usize>> = vec![Vec::new(); self.wanted.mentors];
        for (mentee, mentor) in truth.iter().enumerate() {
            if let Some(mentor) = *mentor {
                of_mentors[mentor].push(mentee);
            }
        }
        let [mentees, mentors] = [truth.len(), of_mentors.len()].map(Zipf::new);
        let of_mentees = truth.iter().map(|mentor| {
            let wishes = self.wishes(mentor.as_slice(), &mentors, 4);
            wishes.into_iter().map(mentor_id).collect()
        });
        let of_mentees = of_mentees.collect();
        let of_mentors = of_mentors.iter().map(|mentees_of| {
            let wishes = self.wishes(mentees_of, &mentees, 3);
            wishes.into_iter().map(mentee_id).collect()
        });
        [of_mentees, of_mentors.collect()]
    }

    /// Up to `most` wishes: first for those whom somebody should meet, then, with the noise, for
    /// popular people.
    fn wishes(&mut self, fitting: &[usize], people: &Zipf, most: usize) -> Vec<usize> {
        if !self.dice.chance(self.wanted.wishes) {
            return Vec::new();
        }
        let told = fitting.iter().copied().filter(|_| !self.dice.chance(self.wanted.noise));
        let mut wishes: Vec<usize> = told.take(most).collect();
        for _ in wishes.len()..=self.dice.below(most) {
            let popular = self.dice.popular(people) as u64;
            let somebody = (popular * STRIDE % people.len() as u64) as usize;
            if self.dice.chance(self.wanted.noise) && !wishes.contains(&somebody) {
                wishes.push(somebody);
            }
        }
        wishes
    }
}
