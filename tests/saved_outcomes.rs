//! A saved outcome answers as it did before, and what was changed in the file is refused or shows.

use std::fs;
use std::ops::Range;
use std::sync::Arc;

use matchwright::assign::{Error as AssignError, Monitor, Options};
use matchwright::criteria::{AnyCriterion, Criterion, Evaluator, Overlap, Same, SkillCoverage};
use matchwright::roster::{Person, Read, Roster};
use matchwright::tables::Error as ReadError;
use matchwright::vocabulary::{Vocabulary, Word};
use matchwright::{Error, Matcher, Outcome, Program};
use serde_json::{Value, json};

type Failure = Box<dyn std::error::Error>;

/// Merges by case, by the vocabulary and by a slip; labels that are related; a pin; somebody who
/// meets nobody on either side.
fn outcome() -> Result<Outcome, Error> {
    let program = Program::builder()
        .name("Spring")
        .criterion(2.0, SkillCoverage::new("skills", "skills"))
        .criterion(1.0, Overlap::new("skills"))
        .criterion(1.0, Same::new("site"))
        .capacity("seats")
        .pinned([("e3", "m2")])
        .build();
    let words = [
        Word::new("k8s").preferred("Kubernetes"),
        Word::new("Kubernetes").broader("infrastructure"),
        Word::new("Terraform").broader("infrastructure"),
    ];
    let person = |id: &str, skills: &str, site: &str| {
        Person::new(id).text("skills", skills).text("site", site)
    };
    let roster = Roster::builder()
        .vocabulary(Vocabulary::new(words)?)
        .mentee(person("e1", "k8s:2; SQL", "Leeds"))
        .mentee(person("e2", "terraform; sql:3", ""))
        .mentee(person("e3", "", "York"))
        .mentee(person("e4", "kubernets", "leeds"))
        .mentor(person("m1", "Kubernetes:4", "LEEDS").number("seats", 1.0))
        .mentor(person("m2", "sql:1; Terraform", "York").number("seats", 2.0))
        .mentor(person("m3", "SQL", "Hull").number("seats", 0.0))
        .build(&program)?;
    Matcher::new(program)?.run(&roster)
}

fn read(value: &Value) -> Result<Outcome, Error> {
    Outcome::from_json_str(&value.to_string(), &std::sync::Arc::default())
}

#[test]
fn what_is_loaded_answers_as_what_was_saved() -> Result<(), Failure> {
    let outcome = outcome()?;
    assert!(!outcome.roster().related().is_empty() && outcome.merges().len() > 3);
    let folder = tempfile::tempdir()?;
    for name in ["spring.json", "spring.json.gz", "spring.JSON.GZ"] {
        let path = folder.path().join(name);
        outcome.save(&path)?;
        let loaded = Outcome::load(&path)?;
        assert_eq!(loaded, outcome, "{name}");
        assert_eq!(loaded.pairs(), outcome.pairs());
        assert_eq!(loaded.unmatched(), outcome.unmatched());
        assert_eq!(loaded.loads(), outcome.loads());
        assert_eq!(loaded.merges(), outcome.merges());
        assert_eq!(loaded.certificate(), outcome.certificate());
        assert_eq!(loaded.timings(), outcome.timings());
        let prices = |outcome: &Outcome| outcome.seat_prices(&Monitor::new());
        assert_eq!(prices(&loaded)?, prices(&outcome)?);
        for id in outcome.roster().mentees().ids() {
            assert_eq!(loaded.explain(id, &Monitor::new())?, outcome.explain(id, &Monitor::new())?);
        }
        assert_eq!(serde_json::to_value(loaded.facts())?, serde_json::to_value(outcome.facts())?);
    }
    let plain = fs::metadata(folder.path().join("spring.json"))?.len();
    assert!(fs::metadata(folder.path().join("spring.json.gz"))?.len() < plain / 2);
    Ok(())
}

#[test]
fn what_is_loaded_can_start_the_next_match() -> Result<(), Error> {
    let outcome = outcome()?;
    let loaded = Outcome::from_json_str(&outcome.to_json_string()?, &std::sync::Arc::default())?;
    let start = loaded.warm_start(outcome.roster());
    assert!(start.is_some());
    let matcher = Matcher::new(outcome.program().clone())?;
    let options = start.map_or_else(Options::default, |it| Options::default().with_warm_start(it));
    let again = matcher.run_with(outcome.roster(), &options)?;
    assert_eq!(again.summary().total.to_bits(), outcome.summary().total.to_bits());
    Ok(())
}

/// Half a point for everybody.
#[derive(Debug)]
struct Half;

impl Criterion for Half {
    fn reads(&self) -> Vec<Read> {
        Vec::new()
    }

    fn compile(&self, _: &Roster) -> Box<dyn Evaluator> {
        Box::new(Self)
    }
}

impl Evaluator for Half {
    fn values(&self, _: usize, _: Range<usize>, out: &mut [f32]) {
        out.fill(0.5);
    }
}

#[test]
fn a_criterion_of_the_callers_own_is_named_and_nothing_is_written() -> Result<(), Failure> {
    let program = Program::builder()
        .criterion(1.0, Same::new("site"))
        .criterion(1.0, AnyCriterion::custom("half", Half))
        .build();
    let [mentee, mentor] = ["e1", "m1"].map(|id| Person::new(id).text("site", "Leeds"));
    let roster = Roster::builder().mentee(mentee).mentor(mentor).build(&program)?;
    let outcome = Matcher::new(program)?.run(&roster)?;
    let path = tempfile::tempdir()?.path().join("outcome.json");
    let refused = outcome.save(&path).map_err(|error| error.to_string());
    let expected =
        "programme, field \"criteria 2\": \"half\" is the caller's own, and no file can hold it";
    assert!(refused.is_err_and(|text| text.contains(expected)));
    assert!(!path.exists());
    Ok(())
}

#[test]
fn a_changed_plan_is_never_proven() -> Result<(), Failure> {
    let saved = serde_json::to_value(outcome()?)?;
    // Another plan that the seats allow: the certificate in the file still speaks of the first.
    let mut worse = saved.clone();
    worse["solution"]["pairs"] = json!([]);
    let loaded = read(&worse)?;
    assert!(!loaded.certificate().is_optimal());
    assert_eq!(loaded.summary().pairs, 1, "the pinned pair");
    let mut priced = saved.clone();
    priced["solution"]["prices"]["per_pair"] = json!(1);
    assert!(!read(&priced)?.certificate().is_optimal());
    Ok(())
}

#[test]
fn parts_that_do_not_belong_together_are_refused() -> Result<(), Failure> {
    let saved = serde_json::to_value(outcome()?)?;
    read(&saved)?;
    let changes = [
        ("/version", json!(3), "version 3"),
        ("/solution/pairs", json!([{ "row": 0, "column": 2 }]), "row 0"),
        ("/solution/pairs", json!([{ "row": 2, "column": 0 }]), "row 2"),
        ("/solution/pairs", json!([{ "row": 9, "column": 0 }]), "row 9"),
        ("/solution/prices/scale", json!(0), "scale"),
        ("/solution/prices/rows", json!([0]), "row"),
        ("/roster/mentees/ids", json!(["e1", "e1", "e3", "e4"]), "mentees: ids"),
        ("/roster/mentees/ids", json!([]), "mentees: ids"),
        ("/roster/mentors/rows", json!([0, 1, 1]), "mentors: rows"),
        ("/roster/mentors/columns", json!([]), "mentors: not the columns"),
        ("/roster/mentors/columns/0", json!({ "seats": [1, 2] }), "mentors: not the answers"),
        ("/roster/mentors/columns/0", json!({ "seats": [1, 2, 9_999_999] }), "\"seats\""),
        ("/roster/mentees/columns/0", json!({ "numbers": [1, 2, 3, 4] }), "mentees: not the"),
        ("/roster/mentees/columns/0/labels/0", json!(999), "mentees: not the answers"),
        ("/roster/mentees/columns/1/lists/ends", json!([9, 1, 1, 1]), "\"skills\""),
        ("/roster/mentees/columns/1/lists/entries/0/label", json!(999), "\"skills\""),
        ("/roster/mentees/columns/1/lists/entries/0/level", json!(-1), "\"skills\""),
        ("/roster/labels/spellings/0/1", json!(999), "every spelling"),
        ("/roster/related/near", json!({ "999": [] }), "relations"),
        ("/program/pinned", json!([["e9", "m1"]]), "e9"),
        ("/program/criteria/0/weight", json!(-1), "weight"),
        ("/more", json!(1), "unknown field"),
    ];
    for (place, change, expected) in changes {
        let mut other = saved.clone();
        match other.pointer_mut(place) {
            Some(part) => *part = change,
            None => other["more"] = change,
        }
        let refused = read(&other).map_or_else(|error| error.to_string(), |_| "read".to_owned());
        assert!(refused.contains(expected), "{place}: {refused}");
    }
    Ok(())
}

#[test]
fn other_files_are_refused_by_name() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let outcome = outcome()?;
    let text = outcome.to_json_string()?;
    let cases: [(&str, Vec<u8>, &str); 4] = [
        ("half.json", text.as_bytes()[..text.len() / 2].to_vec(), "half.json: not an outcome"),
        ("facts.json", serde_json::to_vec(&outcome.facts())?, "facts.json: not an outcome"),
        ("plain.json.gz", text.into_bytes(), "plain.json.gz: "),
        ("bytes.json", vec![0xff, 0xfe, 0], "bytes.json: "),
    ];
    for (name, bytes, expected) in cases {
        let path = folder.path().join(name);
        fs::write(&path, bytes)?;
        let refused =
            Outcome::load(&path).map_or_else(|error| error.to_string(), |_| String::new());
        assert!(refused.contains(expected), "{name}: {refused}");
    }
    let none = Outcome::load(folder.path().join("none.json"));
    assert!(matches!(none, Err(Error::Read(ReadError::File { .. }))));
    Ok(())
}

#[test]
fn loading_can_be_cancelled() -> Result<(), Error> {
    let text = outcome()?.to_json_string()?;
    let monitor = Arc::new(Monitor::new());
    monitor.cancel();
    let cancelled = Outcome::from_json_str(&text, &monitor);
    assert!(matches!(cancelled, Err(Error::Assign(AssignError::Cancelled))));
    Ok(())
}
