//! A scorer says of some what is said of them among all, whatever labels stand for, and refuses bytes that no scorer
//! has written.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use matchwright::assign::Monitor;
use matchwright::criteria::{
    AnyCriterion, Criterion, Evaluator, GoalFit, Overlap, Preference, Same, SkillCoverage, Text,
};
use matchwright::program::{Missing, Term};
use matchwright::roster::{Person, Read, Roster, Side, Table};
use matchwright::rules::{Avoid, NotInReportingLine};
use matchwright::tables::mapping::{Mapping, Source};
use matchwright::vocabulary::{Vocabulary, Word};
use matchwright::{Error, Matcher, Program, Scorer};
use proptest::prelude::*;

fn watched(matcher: &Matcher, roster: &Roster) -> Result<Scorer, Error> {
    Scorer::new(matcher, roster, &Monitor::new())
}

fn batch(scorer: &Scorer, mentees: impl IntoIterator<Item = Person>) -> Result<Vec<f64>, Error> {
    let batch = scorer.batch(&Table::from_iter(mentees), "id", &Monitor::new())?;
    Ok((0..batch.scores().mentees()).flat_map(|mentee| batch.scores().row(mentee)).collect())
}

fn person(id: &str, skills: &str, manager: &str, prefers: &str) -> Person {
    let person = Person::new(id).text("skills", skills).text("essay", skills.replace(';', " or "));
    person.text("manager", manager).text("prefers", prefers)
}

/// Merges by case, by the vocabulary, by plurals and by slips; wider terms; a line of managers through mentees and
/// mentors; wishes and vetoes of both sides.
fn cohort() -> Result<(Matcher, Roster, Vec<Person>), Error> {
    let mean =
        |criterion: AnyCriterion| Term { missing: Missing::MEAN, ..Term::new(1.0, criterion) };
    let mut program = Program::builder()
        .criterion(2.0, SkillCoverage::new("skills", "skills"))
        .criterion(1.0, GoalFit::new("skills", "skills"))
        .rule(NotInReportingLine::new("manager"))
        .rule(Avoid::of_mentors("avoids"))
        .build();
    program.criteria.push(mean(Overlap::new("skills").into()));
    program.criteria.push(mean(Text::new("essay").into()));
    program.criteria.push(mean(Preference::both("prefers", "prefers").into()));
    let words = [
        Word::new("k8s").preferred("Kubernetes"),
        Word::new("Kubernetes").broader("infrastructure"),
        Word::new("Terraform").broader("infrastructure"),
    ];
    let mentees = vec![
        person("e1", "k8s:2; SQL", "e3", "m2; m1"),
        person("e2", "terraform; sql:3; chess", "m1", "m3"),
        person("e3", "", "m2", ""),
        person("e4", "kubernets; databases", "e1", "m9; m2"),
    ];
    let mut roster = Roster::builder().vocabulary(Vocabulary::new(words)?);
    for mentee in &mentees {
        roster = roster.mentee(mentee.clone());
    }
    let roster = roster
        .mentor(person("m1", "Kubernetes:4; database", "", "e4; e1").text("avoids", ""))
        .mentor(person("m2", "sql:1; Terraform; rowing", "", "e2").text("avoids", "e7; e4"))
        .mentor(person("m3", "SQL; Kubernetes", "e2", "").text("avoids", ""))
        .build(&program)?;
    Ok((Matcher::new(program)?, roster, mentees))
}

#[test]
fn whoever_is_alone_is_scored_as_among_all() -> Result<(), Error> {
    let (matcher, roster, mentees) = cohort()?;
    assert!(roster.merges().len() > 3 && !roster.related().is_empty());
    let all = matcher.scores(&roster)?;
    let scorer = watched(&matcher, &roster)?;
    let bytes = scorer.to_bytes()?;
    let again = Scorer::from_bytes(&bytes)?;
    assert_eq!(again.to_bytes()?, bytes);
    for (at, mentee) in mentees.into_iter().enumerate() {
        for scorer in [&scorer, &again] {
            let bits = |row: Vec<f64>| row.into_iter().map(f64::to_bits).collect::<Vec<_>>();
            assert_eq!(bits(batch(scorer, [mentee.clone()])?), bits(all.row(at)), "mentee {at}");
        }
    }
    Ok(())
}

#[test]
fn pairs_are_explained_as_among_all() -> Result<(), Error> {
    let (matcher, roster, mentees) = cohort()?;
    let pairs = [("e4".to_owned(), "m3".to_owned()), ("e4".to_owned(), "m1".to_owned())];
    let among_all = matcher.contributions(&roster, &pairs, &Monitor::new())?;
    let table = Table::from_iter([mentees[3].clone()]);
    let batch = watched(&matcher, &roster)?.batch(&table, "id", &Monitor::new())?;
    let alone = batch.contributions(&pairs, &Monitor::new())?;
    assert_eq!(alone.frame(batch.roster()), among_all.frame(&roster));
    let lists = batch.recommend(2, &Monitor::new())?;
    assert_eq!(lists.names().collect::<Vec<_>>(), ["mentee_id", "mentor_id", "rank", "score"]);
    Ok(())
}

/// Of three people with a list one has each label, so that a label of one's own weighs as much as any.
#[test]
fn what_nobody_had_written_is_as_rare_as_what_one_person_lists() -> Result<(), Error> {
    let program = Program::builder().criterion(1.0, Overlap::new("skills")).build();
    let matcher = Matcher::new(program)?;
    let skills = |id: &str, skills: &str| Person::new(id).text("skills", skills);
    let roster = Roster::builder().mentee(skills("e1", "chess")).mentor(skills("m1", "golf"));
    let roster = roster.mentor(skills("m2", "film")).build(matcher.program())?;
    let found = batch(&watched(&matcher, &roster)?, [skills("e7", "Golf; a new game")])?;
    assert_eq!(found, [0.5, 0.0]);
    Ok(())
}

/// A term that stands above two labels and that nobody lists has a number of its own.
#[test]
fn a_new_label_is_no_wider_term() -> Result<(), Error> {
    let program = Program::builder().criterion(1.0, Overlap::new("skills").rarity(false)).build();
    let matcher = Matcher::new(program)?;
    let skills = |id: &str, skills: &str| Person::new(id).text("skills", skills);
    let words = [Word::new("python").broader("coding"), Word::new("ruby").broader("coding")];
    let roster = Roster::builder().vocabulary(Vocabulary::new(words)?);
    let roster = roster.mentee(skills("e1", "python")).mentor(skills("m1", "ruby"));
    let roster = roster.build(matcher.program())?;
    let shared = matcher.scores(&roster)?.row(0)[0];
    assert!(shared > 0.0, "through the wider term");
    let scorer = watched(&matcher, &roster)?;
    for new in ["one", "one; two", "one; two; three"] {
        assert_eq!(batch(&scorer, [skills("e2", new)])?, [0.0], "{new}");
    }
    Ok(())
}

#[test]
fn tables_are_mapped_as_among_all() -> Result<(), Error> {
    let mapping = Mapping::new()
        .with_name(["Name"])
        .with_column("site", Source::from("Where do you work?").with_read("HQ", "Leeds"));
    let program = Program::builder().criterion(1.0, Same::new("site")).tables(mapping).build();
    let person = |id: &str, site: &str| {
        Person::new(id).text("Where do you work?", site).text("Name", format!("N {id}"))
    };
    let mentees = [person("e1", "HQ"), person("e2", "York")];
    let mentors = Table::from_iter([person("m1", "York"), person("m2", "leeds")]);
    let roster = Roster::new(&Table::from_iter(mentees.clone()), &mentors, &program)?;
    let matcher = Matcher::new(program)?;
    let scorer = Scorer::from_bytes(&watched(&matcher, &roster)?.to_bytes()?)?;
    let table = Table::from_iter([mentees[0].clone()]);
    let found = scorer.batch(&table, "id", &Monitor::new())?;
    assert_eq!(found.scores().row(0), matcher.scores(&roster)?.row(0));
    assert_eq!(found.roster().mentees().name(0), Some("N e1"));
    assert_eq!(found.roster().mentors().name(1), Some("N m2"));
    Ok(())
}

#[derive(Debug)]
struct Own;

impl Criterion for Own {
    fn reads(&self) -> Vec<Read> {
        Vec::new()
    }

    fn compile(&self, _: &Roster) -> Box<dyn Evaluator> {
        unreachable!("it is refused before")
    }
}

fn codes(refused: Result<Scorer, Error>) -> Vec<(String, &'static str)> {
    match refused {
        Err(Error::Input(findings)) => {
            let codes = findings.as_slice().iter();
            codes.map(|found| (found.column.clone().unwrap_or_default(), found.code)).collect()
        }
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn what_cannot_be_apart_is_refused() -> Result<(), Error> {
    let people = || Roster::builder().mentee(Person::new("e1")).mentor(Person::new("m1"));
    let program = Program::builder().criterion(1.0, AnyCriterion::custom("own", Own)).build();
    let roster = people().build(&program)?;
    let found = codes(watched(&Matcher::new(program)?, &roster));
    assert_eq!(found, [("criteria 1".to_owned(), "programme")]);

    let mapping = Mapping::new().with_column("hours", Source::free("free *"));
    let program = Program::builder().criterion(1.0, Same::new("site")).build();
    let roster = Roster::builder()
        .mentee(Person::new("e1").text("site", "York"))
        .mentor(Person::new("m1").text("site", "York"))
        .build(&program)?;
    let mapped = Program { tables: Some(mapping), ..program };
    let found = codes(watched(&Matcher::new(mapped)?, &roster));
    assert_eq!(found, [("tables.columns.hours.free".to_owned(), "by_others")]);
    Ok(())
}

#[test]
fn a_batch_is_checked_as_a_table_of_mentees() -> Result<(), Error> {
    let (matcher, roster, mentees) = cohort()?;
    let scorer = watched(&matcher, &roster)?;
    let refused = batch(&scorer, [mentees[0].clone(), mentees[0].clone()]);
    let Err(Error::Input(findings)) = refused else { unreachable!("one id twice") };
    assert_eq!(findings.as_slice()[0].code, "id_twice");
    let refused = batch(&scorer, [Person::new("e9").text("skills", "sql")]);
    let Err(Error::Input(findings)) = refused else { unreachable!("columns are missing") };
    assert!(findings.as_slice().iter().all(|finding| finding.code == "no_such_column"));
    Ok(())
}

#[test]
fn an_outcome_that_was_read_back_has_no_words() -> Result<(), Error> {
    let (matcher, roster, _) = cohort()?;
    let outcome = matcher.run(&roster)?;
    let saved = outcome.to_json_string()?;
    let read = matchwright::Outcome::from_json_str(&saved, &std::sync::Arc::default())?;
    assert_eq!(codes(watched(&matcher, read.roster())), [("essay".to_owned(), "not_kept")]);
    Ok(())
}

fn bytes() -> Vec<u8> {
    let (matcher, roster, _) = cohort().expect("a sound cohort");
    watched(&matcher, &roster).and_then(|scorer| scorer.to_bytes()).expect("bytes")
}

/// The same content under a checksum that fits it.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let (length, checksum) = (bytes.len() as u64 - 24, crc(&bytes[24..]));
    bytes[12..20].copy_from_slice(&length.to_le_bytes());
    bytes[20..24].copy_from_slice(&checksum.to_le_bytes());
    bytes
}

/// CRC-32 as RFC 1952 has it, bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        (0..8).fold(crc ^ u32::from(byte), step)
    })
}

#[test]
fn bytes_that_were_changed_anywhere_are_refused() {
    let bytes = bytes();
    assert_eq!(sealed(bytes.clone()), bytes, "the checksum is what it is said to be");
    for length in 0..bytes.len() {
        assert!(matches!(Scorer::from_bytes(&bytes[..length]), Err(Error::Read(_))), "{length}");
    }
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        assert!(matches!(Scorer::from_bytes(&changed), Err(Error::Read(_))), "byte {at}");
    }
    let longer = [&bytes[..], &[0]].concat();
    assert!(Scorer::from_bytes(&longer).is_err() && Scorer::from_bytes(&sealed(longer)).is_err());
}

proptest! {
    /// Whoever writes bytes with a checksum that fits gets an error, or a scorer that scores.
    #[test]
    fn no_content_makes_it_panic(
        cut in 0..4000_usize,
        changes in prop::collection::vec((0..4000_usize, any::<u8>()), 0..4),
    ) {
        let mut bytes = bytes();
        for (at, byte) in changes {
            let at = 24 + at % (bytes.len() - 24);
            bytes[at] = byte;
        }
        if cut < 1000 {
            bytes.truncate(24 + cut);
        }
        if let Ok(scorer) = Scorer::from_bytes(&sealed(bytes)) {
            let (_, _, mentees) = cohort().expect("a sound cohort");
            if let Ok(batch) = scorer.batch(&Table::from_iter(mentees), "id", &Monitor::new()) {
                batch.scores().best(Side::Mentee, 0, 2).expect("numbers");
            }
        }
    }
}
