//! Matchwright matches mentors and mentees: it scores how well two people fit, from skills, goals and
//! preferences, and finds the plan that is provably the best for the programme as it is written.
//!
//! # Quick start
//!
//! A [`Program`] says what counts, a [`Roster`] who there is, and a [`Matcher`] makes an [`Outcome`] of the two.
//!
//! ```
//! use matchwright::criteria::{Different, Overlap};
//! use matchwright::roster::Person;
//! use matchwright::{Matcher, Program, Roster};
//!
//! let program = Program::builder()
//!     .criterion(2.0, Overlap::new("interests"))
//!     .criterion(1.0, Different::new("department"))
//!     .build();
//! let person = |id, department| Person::new(id).text("department", department);
//! let roster = Roster::builder()
//!     .mentee(person("e1", "Legal").list("interests", ["chess", "rowing"]))
//!     .mentee(person("e2", "Sales").list("interests", ["chess"]))
//!     .mentor(person("m1", "Sales").list("interests", ["chess"]))
//!     .mentor(person("m2", "Legal").list("interests", ["rowing", "chess"]))
//!     .build(&program)?;
//!
//! let outcome = Matcher::new(program)?.run(&roster)?;
//! let pairs: Vec<_> = outcome.pairs().iter().map(|pair| (pair.mentee(), pair.mentor())).collect();
//! assert_eq!(pairs.len(), 2);
//! assert!(outcome.certificate().is_optimal());
//! # Ok::<(), matchwright::Error>(())
//! ```
//!
//! From files it is [`Program::from_file`] and [`Roster::from_csv`]; what is wrong with either comes back in one
//! error with all findings, each with table, row, id and column.
//!
//! # The story
//!
//! ```text
//! tables  →  roster  →  candidates  →  scores  →  plan  →  proof  →  outcome  →  answers
//! files      who        who may meet   how well   who meets whom    the answer  what it means
//! ```
//!
//! | module | question |
//! |---|---|
//! | [`tables`], [`vocabulary`] | What do the files say, and what do labels mean? |
//! | [`schema`], [`roster`] | Which column is read as what, and who takes part? |
//! | [`criteria`], [`rules`] | How well do two people fit, and may they meet at all? |
//! | [`program`] | What does the organiser want? |
//! | [`scores`] | How well does everybody fit everybody, and whom to recommend? |
//! | [`assign`] | Which plan is the best, and why? The solver, without people. |
//! | [`outcome`], [`answers`], [`report`] | Who meets whom, and what does that mean? |
//! | [`tracking`] | What became of the pairs, and how to find out more? |
//! | [`validate`](mod@validate) | What is wrong, or looks wrong, before anything is matched? |
//! | [`propose`] | Which programme fits data that nobody has described? |
//! | [`search`] | Who of some people lists what somebody looks for? |
//! | [`tuning`] | Which weights does feedback speak for, and how sure is that? |
//! | [`simulate`] | What does a cohort look like in which the best plan is known? |
//!
//! A criterion of your own is an `impl` of [`criteria::Criterion`], a rule one of [`rules::Rule`].
//!
//! # What is promised
//!
//! Scores are whole millionths from one function on; everything after it is exact. The plan comes with a
//! certificate that says how far it can be from the best one, which is 0 unless a limit of time ended the
//! search, and it is the same for any order of the rows and any number of threads. Nothing that a caller
//! passes makes the library panic.
//!
//! # Features
//!
//! Each can be left out (`default-features = false`, and the others named); the answers stay the same.
//!
//! | feature | brings |
//! |---|---|
//! | `clock` (on by default) | limits of time, and how long everything took; never on `wasm32-unknown-unknown`, which has no clock |
//! | `csv`, `json` (on by default) | tables, vocabularies and pairs from files of these kinds |
//! | `calendar`, `excel`, `parquet` | tables from files of these kinds |
//! | `gzip` (on by default) | compressed outcomes and vocabularies |
//! | `arrow` | tables from Arrow record batches |
//! | `rayon` (on by default) | more than one thread; without it everything stays on the thread of the caller |
//! | `reference` (on by default) | the method `reference`, a second opinion on small problems by the crate `pathfinding` |
//! | `standards` (on by default) | people from Open Badges, learner records and JSON exports of HR systems |
//! | `time-zones` (on by default) | time zones by name (`Europe/London`), from the list of zones in the library; offsets such as `UTC+2` are read anyway |
//! | `toml` (on by default) | programmes in TOML; JSON is read anyway |
//! | `schema` | a JSON Schema of programmes, and the manual of criteria and rules |

#![forbid(unsafe_code)]

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod error;

mod given;

mod registry;

mod lanes;

mod dice;

mod lines;

mod student;

pub mod schema;

pub mod roster;

mod compare;

pub mod criteria;

pub mod rules;

pub mod program;

pub mod scores;

mod matching;

pub mod outcome;

pub mod validate;

pub mod propose;

pub mod search;

pub mod tuning;

pub mod scorer;

pub mod answers;

pub mod tracking;

pub mod report;

pub mod simulate;

/// The solver: optimal assignment of costs, without people.
pub use matchwright_assign as assign;

/// Tables and vocabularies, before anybody is checked.
pub use matchwright_tables as tables;

pub use matchwright_tables::{plain, plain_lines, vocabulary};

pub use error::{Error, Finding, Findings, Infeasible, Relaxed};
pub use matching::{Keep, Matcher, PeopleTables};
pub use outcome::Outcome;
pub use program::Program;
pub use roster::Roster;
pub use scorer::Scorer;
pub use vocabulary::Vocabulary;
