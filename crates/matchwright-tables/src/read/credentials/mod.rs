//! What people have completed, as learning systems and wallets hand it over: Open Badges and HR Open learner
//! records. Each person becomes a row, and what they have completed their skills.
//!
//! | column | holds |
//! |---|---|
//! | `id` | the recipient: an e-mail address where there is one, otherwise the identifier that is given |
//! | `name` | a person's name, where the record says it |
//! | `skills` | what was completed, with its level where that is a number; `skill: word` where it is a word, for a `scale` |
//! | `alignments` | the skills of a framework that a badge is aligned with |
//! | `issued`, `expires`, `evidence`, `issuers` | of each skill its date, its last day, where its evidence is, who gave it: `skill: …` |
//!
//! Of one skill that somebody has twice, the later one counts. What has expired on the day that the caller
//! names is no skill, and neither is what is not valid yet or was revoked; the clock is never read. No
//! signature and no list of revocations is checked.
//!
//! Sources: Open Badges 2.0 and 3.0 and Comprehensive Learner Record 2.0 of 1EdTech, Verifiable Credentials
//! Data Model 2.0 of W3C, LER-RS of HR Open Standards 4.4.

mod badges;
mod fields;
mod learner;

use std::collections::HashMap;

use fields::{Record, Unread};

use super::options::ReadOptions;
use crate::counted::counted;
use crate::labels::person_key;
use crate::reading::Reading;
use crate::table::{Cell, Item};

type Row = Vec<(String, Cell)>;

/// Something that somebody has completed.
#[derive(Debug, Default)]
struct Course {
    skill: String,
    level: Option<Level>,
    /// Days as ISO 8601 writes them, some of them years or months.
    issued: Option<String>,
    expires: Option<String>,
    evidence: Vec<String>,
    issuer: Option<String>,
    alignments: Vec<String>,
    is_revoked: bool,
}

#[derive(Debug, Clone)]
enum Level {
    Number(f64),
    Word(String),
}

#[derive(Debug, Default)]
struct Person {
    id: String,
    name: Option<String>,
    courses: Vec<Course>,
}

/// Everybody so far, and what was not read.
#[derive(Default)]
struct People {
    persons: Vec<Person>,
    /// Where somebody stands, by their key.
    at: HashMap<String, usize>,
    credentials: usize,
    /// Why credentials say nothing of anybody, with how many.
    passed: Passed,
    unread: Unread,
}

/// How many credentials were passed over, by the reason.
#[derive(Default)]
struct Passed {
    nobody: usize,
    hashed: usize,
    nameless: usize,
    others: usize,
}

/// Whether every object is a credential, or something that stands beside credentials.
pub(super) fn are_credentials(objects: &[Record]) -> bool {
    let is_one = |object: &Record| badges::is_part(object) || learner::is_record(object);
    let counts = |object: &Record| badges::is_credential(object) || learner::is_record(object);
    objects.iter().any(counts) && objects.iter().all(is_one)
}

/// The cells of everybody, with what was passed over in the reading. O(credentials · log).
pub(super) fn people(
    objects: Vec<Record>,
    options: &ReadOptions,
    reading: &mut Reading,
) -> Vec<Row> {
    let mut people = People::default();
    let classes = badges::classes(&objects);
    for object in objects {
        if learner::is_record(&object) {
            learner::read(&object, &mut people);
        } else {
            badges::read(&object, &classes, &mut people);
        }
    }
    people.rows(options.date.as_deref(), reading)
}

impl People {
    /// The person of an id, who may be new.
    fn person(&mut self, id: &str) -> &mut Person {
        let new = self.persons.len();
        let at = *self.at.entry(person_key(id)).or_insert(new);
        if at == new {
            self.persons.push(Person { id: id.to_owned(), ..Person::default() });
        }
        &mut self.persons[at]
    }

    fn rows(self, date: Option<&str>, reading: &mut Reading) -> Vec<Row> {
        let count = self.persons.len();
        reading.note(format!(
            "{} of {}; no signature and no revocation was checked",
            counted(self.credentials, "credential", "credentials"),
            counted(count, "person", "people"),
        ));
        let mut told = Told::default();
        let rows = self.persons.into_iter().map(|person| person.row(date, &mut told)).collect();
        told.tell(date, reading);
        self.passed.tell(reading);
        self.unread.tell(reading);
        rows
    }
}

/// How many credentials are no skills, though somebody has them.
#[derive(Default)]
struct Told {
    revoked: usize,
    expired: usize,
    early: usize,
    replaced: usize,
    /// How many expire some day.
    expiring: usize,
}

impl Told {
    /// Whether a credential counts on the day.
    fn counts(&mut self, course: &Course, date: Option<&str>) -> bool {
        self.expiring += usize::from(course.expires.is_some());
        let is_before = |day: &Option<String>| date.is_some_and(|date| before(day.as_ref(), date));
        let is_early =
            date.is_some_and(|date| course.issued.as_deref().is_some_and(|day| after(day, date)));
        self.revoked += usize::from(course.is_revoked);
        let is_expired = !course.is_revoked && is_before(&course.expires);
        self.expired += usize::from(is_expired);
        let is_early = !course.is_revoked && !is_expired && is_early;
        self.early += usize::from(is_early);
        !(course.is_revoked || is_expired || is_early)
    }

    fn tell(&self, date: Option<&str>, reading: &mut Reading) {
        let mut tell = |count: usize, text: &str| {
            if count > 0 {
                let count = counted(count, "credential", "credentials");
                reading.note(format!("{count} {text}"));
            }
        };
        match date {
            Some(date) => {
                tell(self.expired, &format!("expired before {date}: no skill"));
                tell(self.early, &format!("not valid before {date}: no skill"));
            }
            None => tell(self.expiring, "with a last day, all of which count: no date was given"),
        }
        tell(self.revoked, "revoked: no skill");
        tell(self.replaced, "of a skill that the same person has from a later day");
    }
}

impl Passed {
    fn tell(&self, reading: &mut Reading) {
        for (count, text) in [
            (self.nobody, "naming nobody passed over"),
            (self.hashed, "naming nobody but by a hash passed over"),
            (self.nameless, "not saying what was achieved passed over: no address is looked up"),
        ] {
            if count > 0 {
                let count = counted(count, "credential", "credentials");
                reading.note(format!("{count} {text}"));
            }
        }
        if self.others > 0 {
            let objects = counted(self.others, "object", "objects");
            reading.note(format!("{objects} beside achievements passed over"));
        }
    }
}

impl Person {
    fn row(mut self, date: Option<&str>, told: &mut Told) -> Row {
        self.courses.retain(|course| told.counts(course, date));
        // The latest of each skill last, whichever order the file has.
        let key = |course: &Course| (person_key(&course.skill), course.issued.clone());
        self.courses.sort_by_cached_key(|course| (key(course), format!("{:?}", course.level)));
        let before = self.courses.len();
        self.courses.reverse();
        self.courses.dedup_by_key(|course| person_key(&course.skill));
        self.courses.reverse();
        told.replaced += before - self.courses.len();

        let mut row = vec![("id".to_owned(), Cell::Text(self.id))];
        row.extend(self.name.map(|name| ("name".to_owned(), Cell::Text(name))));
        row.push(("skills".to_owned(), list(self.courses.iter().map(Course::item))));
        let aligned = self.courses.iter().flat_map(|course| &course.alignments);
        add(&mut row, "alignments", aligned.map(Item::new));
        let of = |field: fn(&Course) -> Vec<&str>| {
            let said = |course| -> Vec<Item> {
                let texts = field(course).into_iter();
                texts.map(|text| Item::new(format!("{}: {text}", course.skill))).collect()
            };
            self.courses.iter().flat_map(said).collect::<Vec<_>>()
        };
        add(&mut row, "issued", of(|course| course.issued.iter().map(String::as_str).collect()));
        add(&mut row, "expires", of(|course| course.expires.iter().map(String::as_str).collect()));
        add(
            &mut row,
            "evidence",
            of(|course| course.evidence.iter().map(String::as_str).collect()),
        );
        add(&mut row, "issuers", of(|course| course.issuer.iter().map(String::as_str).collect()));
        row
    }
}

impl Course {
    fn item(&self) -> Item {
        match &self.level {
            None => Item::new(&self.skill),
            Some(Level::Number(level)) => Item::with_level(&self.skill, *level),
            Some(Level::Word(word)) => Item::new(format!("{}: {word}", self.skill)),
        }
    }
}

/// A list, where it has entries.
fn add(row: &mut Row, name: &str, items: impl IntoIterator<Item = Item>) {
    let cell = list(items);
    if cell != Cell::Missing {
        row.push((name.to_owned(), cell));
    }
}

fn list(items: impl IntoIterator<Item = Item>) -> Cell {
    let items: Vec<Item> = items.into_iter().collect();
    if items.is_empty() { Cell::Missing } else { Cell::List(items) }
}

/// Whether a last day lies before a date, as far as the day is said: a year ends with the year.
fn before(day: Option<&String>, date: &str) -> bool {
    day.is_some_and(|day| {
        let said = day.len().min(date.len());
        day.get(..said) < date.get(..said)
    })
}

/// Whether a first day lies after a date, as far as it is said.
fn after(day: &str, date: &str) -> bool {
    let said = day.len().min(date.len());
    day.get(..said) > date.get(..said)
}
