//! The record of a run: what is needed to check it again, or to repeat it, without what people answered.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use matchwright_assign::{
    Certificate, Error as AssignError, Method, Monitor, Pair as Place, Prices, Stage, certify,
    threads,
};
use matchwright_tables::{counted, read_text, write_text};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Finding, Findings};
use crate::matching::Matcher;
use crate::outcome::{Outcome, Timings, of_text};
use crate::program::Program;
use crate::roster::{Roster, Side};
use crate::scores::{Scores, to_score};

/// The form of the file that this version writes and reads.
const VERSION: u32 = 1;

/// The record of a run: the programme, who took part, the plan and its proof.
///
/// Of what people answered it holds nothing but a fingerprint of everybody's scores, from which no answer can be had
/// back. Where the same programme makes other scores of the same tables, or of changed ones, [`verify`](Self::verify)
/// says whose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    version: u32,
    /// The version of Matchwright.
    matchwright: String,
    program: Program,
    mentees: Vec<Recorded>,
    mentors: Vec<Recorded>,
    pairs: Vec<RecordedPair>,
    prices: Prices,
    certificate: Certificate,
    method: Method,
    seconds: Timings,
}

/// Somebody who took part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Recorded {
    id: String,
    /// Seats that a mentor offers; 1 for a mentee.
    seats: u32,
    /// Fingerprint of the scores with everybody on the other side.
    scores: String,
}

/// Two who meet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordedPair {
    mentee: String,
    mentor: String,
    /// The score in millionths.
    points: i32,
    pinned: bool,
}

/// What is left of a record when everything in it was worked out again.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verification {
    /// What differs from the record; each names whom it is about.
    pub findings: Findings,
    /// The proof, checked again for the plan of the record; `None` where people, seats or the plan do not fit.
    pub certificate: Option<Certificate>,
    /// Pairs of the record.
    pub pairs: usize,
}

impl Verification {
    /// Whether nothing differs, and the plan is as well proven as the record says.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.findings.is_empty()
    }
}

impl Outcome {
    /// The record of the run. One pass over all pairs of people.
    ///
    /// ```
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Person;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let roster = |site: &str| {
    ///     let mentee = Person::new("e1").text("site", site);
    ///     let mentor = Person::new("m1").text("site", "Leeds");
    ///     Roster::builder().mentee(mentee).mentor(mentor).build(&program)
    /// };
    /// let outcome = Matcher::new(program.clone())?.run(&roster("Leeds")?)?;
    /// let record = outcome.record(&Monitor::new())?;
    /// assert!(record.verify(&roster("Leeds")?, &Monitor::new())?.holds());
    /// let changed = record.verify(&roster("York")?, &Monitor::new())?;
    /// assert_eq!(changed.findings.as_slice()[0].code, "other_scores");
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] where the programme holds a criterion or a rule of the caller's own, which no record can
    /// hold, or asks for more than an assignment, and [`Error::Assign`] where the work was cancelled.
    pub fn record(&self, monitor: &Monitor) -> Result<Record, Error> {
        let program = of_text(self.program()).into_result(self.program().clone())?;
        let solution = self.assignment("a record, which holds the proof of an assignment")?;
        let proven = self.certificate().assignment();
        let prints = Fingerprints::new(self.roster(), self.scores(), monitor)?;
        let [of_mentees, of_mentors] =
            [Side::Mentee, Side::Mentor].map(|side| program.seats(self.roster(), side));
        let pair = |pair: &crate::outcome::Pair| RecordedPair {
            mentee: pair.mentee().to_owned(),
            mentor: pair.mentor().to_owned(),
            points: pair.points(),
            pinned: pair.is_pinned(),
        };
        Ok(Record {
            version: VERSION,
            matchwright: env!("CARGO_PKG_VERSION").to_owned(),
            program,
            mentees: recorded(self.roster(), Side::Mentee, &of_mentees, &prints),
            mentors: recorded(self.roster(), Side::Mentor, &of_mentors, &prints),
            pairs: self.pairs().iter().map(pair).collect(),
            prices: solution.prices().clone(),
            certificate: proven.unwrap_or_else(|| solution.certificate()).clone(),
            method: solution.method(),
            seconds: *self.timings(),
        })
    }
}

fn recorded(roster: &Roster, side: Side, seats: &[u32], prints: &Fingerprints) -> Vec<Recorded> {
    let people = roster.side(side).ids().iter().zip(seats).zip(prints.of(side));
    people
        .map(|((id, &seats), print)| Recorded {
            id: id.clone(),
            seats,
            scores: format!("{print:016x}"),
        })
        .collect()
}

impl Record {
    /// Writes it as JSON, compressed where the name ends in `.gz`.
    ///
    /// # Errors
    /// [`Error::Read`] where the file cannot be written.
    pub fn write(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let text = serde_json::to_string_pretty(self);
        Ok(write_text(path, &text.map_err(|error| not_a_record("record", &error.to_string()))?)?)
    }

    /// Reads what [`write`](Self::write) has written.
    ///
    /// # Errors
    /// [`Error::Read`], also where it is no such file.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let origin = path.as_ref().display().to_string();
        let record: Self = serde_json::from_str(&read_text(path)?)
            .map_err(|error| not_a_record(&origin, &error.to_string()))?;
        match record.version {
            VERSION => Ok(record),
            other => {
                let message = format!("version {other} cannot be read by this Matchwright");
                Err(not_a_record(&origin, &message))
            }
        }
    }

    /// The programme, with which the people are read again.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Works out pairs, points, seats and the proof again from the people, and says what differs. The proof is
    /// checked by [`certify`], which has no part in finding plans. Two passes over all pairs of people.
    ///
    /// # Errors
    /// [`Error::Input`] where the programme is not sound or the roster was read by another, and
    /// [`Error::Assign`] where the work was cancelled.
    pub fn verify(&self, roster: &Roster, monitor: &Monitor) -> Result<Verification, Error> {
        let matcher = Matcher::new(self.program.clone())?;
        let scores = matcher.scores_watched(roster, monitor)?;
        let mut check =
            Check { record: self, roster, scores: &scores, findings: Findings::default() };
        let prints = Fingerprints::new(roster, &scores, monitor)?;
        let seats = |side| self.program.seats(roster, side);
        let are_there = check.people(Side::Mentee, &seats(Side::Mentee), &prints)
            & check.people(Side::Mentor, &seats(Side::Mentor), &prints);
        let plan = check.plan();
        let certificate = match plan.filter(|_| are_there) {
            Some(plan) => check.proof(&matcher, &plan)?,
            None => None,
        };
        scores.check_criteria()?;
        Ok(Verification { findings: check.findings, certificate, pairs: self.pairs.len() })
    }
}

/// A record beside what there is.
struct Check<'a> {
    record: &'a Record,
    roster: &'a Roster,
    scores: &'a Scores,
    findings: Findings,
}

impl Check<'_> {
    fn find(&mut self, side: Side, id: &str, code: &'static str, message: impl Into<String>) {
        let finding = Finding::new(message).code(code).table(side.table());
        self.findings.push(finding.id(id));
    }

    /// Whether the same people are there.
    fn people(&mut self, side: Side, seats: &[u32], prints: &Fingerprints) -> bool {
        let recorded =
            if side == Side::Mentee { &self.record.mentees } else { &self.record.mentors };
        let now = self::recorded(self.roster, side, seats, prints);
        let by_id: BTreeMap<&str, &Recorded> =
            now.iter().map(|one| (one.id.as_str(), one)).collect();
        for before in recorded {
            match by_id.get(before.id.as_str()) {
                None => {
                    self.find(side, &before.id, "gone", "is in the record and not in the table");
                }
                Some(now) => self.person(side, before, now),
            }
        }
        let known: BTreeSet<&str> = recorded.iter().map(|one| one.id.as_str()).collect();
        for one in now.iter().filter(|one| !known.contains(one.id.as_str())) {
            self.find(side, &one.id, "new", "is in the table and not in the record");
        }
        recorded.iter().map(|one| &one.id).eq(now.iter().map(|one| &one.id))
    }

    fn person(&mut self, side: Side, before: &Recorded, now: &Recorded) {
        if before.seats != now.seats {
            let message = match side {
                Side::Mentee => {
                    format!(
                        "may meet {}; in the record {}",
                        Side::Mentor.counted(now.seats),
                        before.seats
                    )
                }
                Side::Mentor => {
                    format!(
                        "offers {}; in the record {}",
                        counted(now.seats, "seat", "seats"),
                        before.seats
                    )
                }
            };
            self.find(side, &before.id, "other_seats", message);
        }
        if before.scores != now.scores {
            let message = "has other scores than when it was recorded";
            self.find(side, &before.id, "other_scores", message);
        }
    }

    /// The plan by positions, pinned pairs with whether they are; `None` where somebody in it is not there.
    fn plan(&mut self) -> Option<Vec<(Place, bool)>> {
        let mut plan = Some(Vec::new());
        for pair in &self.record.pairs {
            let mentee = self.roster.mentees().position(&pair.mentee);
            let (Ok(row), Ok(column)) = (mentee, self.roster.mentors().position(&pair.mentor))
            else {
                plan = None;
                continue;
            };
            let points = self.scores.points_of(row, column);
            if points < self.scores.floor() {
                let message = format!("may not meet {}", pair.mentor);
                self.find(Side::Mentee, &pair.mentee, "forbidden", message);
            } else if points != pair.points {
                let (now, before) = (to_score(points), to_score(pair.points));
                let message = format!("scores {now} with {}; in the record {before}", pair.mentor);
                self.find(Side::Mentee, &pair.mentee, "other_score", message);
            }
            let place = Place { row: row as u32, column: column as u32 };
            if let Some(plan) = &mut plan {
                plan.push((place, pair.pinned));
            }
        }
        plan
    }

    /// The proof again; `None` where the plan is none for these people.
    fn proof(
        &mut self,
        matcher: &Matcher,
        plan: &[(Place, bool)],
    ) -> Result<Option<Certificate>, Error> {
        let pinned = match matcher.pinned(self.roster, self.scores) {
            Ok(pinned) => pinned,
            Err(Error::Input(findings)) => {
                self.findings.extend(findings);
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let problem = matcher.problem(self.roster, self.scores, &pinned);
        let mut pairs: Vec<Place> = plan.iter().filter(|pair| !pair.1).map(|pair| pair.0).collect();
        pairs.sort_unstable();
        let wrong = |message: String| Finding::new(message).code("plan").table("record");
        match certify(&problem, &pairs, &self.record.prices) {
            Ok(certificate) => {
                let recorded = &self.record.certificate;
                if certificate.primal != recorded.primal || certificate.pairs != recorded.pairs {
                    self.findings.push(wrong("the total or the number of pairs is another".into()));
                }
                if recorded.is_optimal() && !certificate.is_optimal() {
                    let message = format!("the plan is not proven best: gap {}", certificate.gap());
                    self.findings.push(wrong(message));
                }
                Ok(Some(certificate))
            }
            Err(error @ (AssignError::Cancelled | AssignError::OutOfMemory { .. })) => {
                Err(error.into())
            }
            Err(error) => {
                self.findings.push(wrong(error.to_string()));
                Ok(None)
            }
        }
    }
}

/// For everybody a fingerprint of the scores with everybody on the other side, whatever the order of the rows.
struct Fingerprints {
    mentees: Vec<u64>,
    mentors: Vec<u64>,
}

impl Fingerprints {
    fn new(roster: &Roster, scores: &Scores, monitor: &Monitor) -> Result<Self, AssignError> {
        monitor.begin(Stage::Outcome, scores.mentees() * scores.mentors());
        let keys = Side::BOTH
            .map(|side| roster.side(side).ids().iter().map(|id| key(id)).collect::<Vec<u64>>());
        let read = |mentees| Self::of_mentees(scores, &keys, mentees, monitor);
        let parts: Result<Vec<Self>, AssignError> =
            threads::map(threads::parts(scores.mentees()), read);
        let mut all = Self { mentees: Vec::new(), mentors: vec![0; scores.mentors()] };
        for part in parts? {
            all.mentees.extend(part.mentees);
            for (all, part) in all.mentors.iter_mut().zip(part.mentors) {
                *all = all.wrapping_add(part);
            }
        }
        Ok(all)
    }

    fn of_mentees(
        scores: &Scores,
        [mentee_keys, mentor_keys]: &[Vec<u64>; 2],
        mentees: Range<usize>,
        monitor: &Monitor,
    ) -> Result<Self, AssignError> {
        let mut part = Self { mentees: Vec::new(), mentors: vec![0; scores.mentors()] };
        for mentee in mentees {
            monitor.check()?;
            let mut own = 0_u64;
            scores.visit(mentee, |first, points| {
                for (mentor, &points) in (first..).zip(points) {
                    // What keeps two apart, and how much of it, does not matter.
                    let points = points.max(scores.floor() - 1);
                    own = own.wrapping_add(mixed(mentor_keys[mentor], points));
                    let of_mentor = mixed(mentee_keys[mentee], points);
                    part.mentors[mentor] = part.mentors[mentor].wrapping_add(of_mentor);
                }
            });
            part.mentees.push(own);
            monitor.advance(scores.mentors());
        }
        Ok(part)
    }

    fn of(&self, side: Side) -> &[u64] {
        match side {
            Side::Mentee => &self.mentees,
            Side::Mentor => &self.mentors,
        }
    }
}

/// A number for an id (FNV-1a: Fowler, Noll and Vo 1991).
fn key(id: &str) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
    id.as_bytes().iter().fold(0xCBF2_9CE4_8422_2325, step)
}

/// A number for points with somebody; the sum of these does not depend on any order (Steele, Lea and Flood 2014).
fn mixed(key: u64, points: i32) -> u64 {
    let mut mixed = key ^ (i64::from(points) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for factor in [0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB] {
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(factor);
    }
    mixed ^ (mixed >> 31)
}

fn not_a_record(origin: &str, message: &str) -> Error {
    Error::syntax(origin, format!("not the record of a run: {message}"))
}
