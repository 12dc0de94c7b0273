//! Labels mean what the vocabulary says, slips of the keyboard are seen through, and nothing is
//! merged silently.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::File;

use matchwright::criteria::{Overlap, SkillCoverage};
use matchwright::program::{Fuzzy, ProgramBuilder};
use matchwright::roster::{Person, Side, Table};
use matchwright::vocabulary::{Because, Merge, Vocabulary, Word};
use matchwright::{Matcher, Program, Roster};
use proptest::prelude::*;
use suite::data_file;

type Outcome = Result<(), Box<dyn Error>>;

/// A label with its other names.
type Skill = (String, Vec<String>);

/// ESCO's skills as a vocabulary, and as they are in the file.
struct Esco {
    vocabulary: Vocabulary,
    skills: Vec<Skill>,
}

fn esco() -> Result<Option<Esco>, Box<dyn Error>> {
    let Some(path) = data_file("esco/digital_skills.json.gz") else { return Ok(None) };
    let text = flate2::read::GzDecoder::new(File::open(&path)?);
    let skills: Vec<serde_json::Value> = serde_json::from_reader(text)?;
    let skill = |skill: &serde_json::Value| {
        let label = skill["label"].as_str().unwrap_or_default().to_owned();
        let others = skill["altLabel"].as_array().into_iter().flatten();
        (label, others.filter_map(|other| other.as_str().map(str::to_owned)).collect())
    };
    let skills = skills.iter().map(skill).collect();
    Ok(Some(Esco { vocabulary: Vocabulary::from_esco(path)?, skills }))
}

fn program() -> Program {
    Program::builder().criterion(1.0, SkillCoverage::new("needs", "skills")).build()
}

/// A roster in which everybody on a side lists one label.
fn roster(
    program: &Program,
    needs: &[&str],
    skills: &[&str],
    vocabulary: &Vocabulary,
) -> Result<Roster, matchwright::Error> {
    let people = |side: &str, column: &str, labels: &[&str]| {
        let person = |(at, label): (usize, &&str)| {
            Person::new(format!("{side}{at:05}")).list(column, [*label])
        };
        labels.iter().enumerate().map(person).collect::<Table>()
    };
    let (mentees, mentors) = (people("e", "needs", needs), people("m", "skills", skills));
    Roster::with_vocabulary(&mentees, &mentors, "id", program, vocabulary)
}

/// The name of what a label counts as.
fn name_of<'a>(targets: &BTreeMap<&str, &'a Merge>, label: &'a str) -> &'a str {
    targets.get(label.trim()).map_or(label.trim(), |merge| &merge.into)
}

/// What each label is merged into.
fn targets(roster: &Roster) -> BTreeMap<&str, &Merge> {
    roster.merges().iter().map(|merge| (merge.label.as_str(), merge)).collect()
}

#[test]
fn alternative_labels_of_esco_resolve_to_their_label() -> Outcome {
    let Some(Esco { vocabulary, skills }) = esco()? else { return Ok(()) };
    let labels: Vec<&str> = skills.iter().map(|(label, _)| label.as_str()).collect();
    let pairs: Vec<(&str, &str)> = skills
        .iter()
        .flat_map(|(label, others)| {
            others.iter().map(move |other| (other.as_str(), label.as_str()))
        })
        .collect();
    let alternatives: Vec<&str> = pairs.iter().map(|&(other, _)| other).collect();
    let roster = roster(&program(), &labels, &alternatives, &vocabulary)?;
    let targets = targets(&roster);
    let resolved = pairs.iter().filter(|(other, label)| name_of(&targets, other) == *label);
    let resolved = resolved.count();
    println!(
        "{resolved} of {} alternative labels resolve to their label, {} skills",
        pairs.len(),
        labels.len()
    );
    assert_eq!((labels.len(), pairs.len()), (877, 4_871));
    assert!(resolved as f64 >= 0.99 * pairs.len() as f64);
    Ok(())
}

#[test]
fn without_a_vocabulary_no_two_preferred_labels_of_esco_merge() -> Outcome {
    let Some(Esco { skills, .. }) = esco()? else { return Ok(()) };
    let labels: Vec<&str> = skills.iter().map(|(label, _)| label.as_str()).collect();
    let roster = roster(&program(), &labels, &labels, &Vocabulary::default())?;
    println!("{} of {} preferred labels merge", roster.merges().len(), labels.len());
    assert_eq!(roster.merges(), []);
    Ok(())
}

/// Right is a merge of two names that some skill has both of.
#[test]
fn without_a_vocabulary_slips_and_plurals_among_all_names_of_esco_are_right() -> Outcome {
    let Some(Esco { skills, .. }) = esco()? else { return Ok(()) };
    let mut owners: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (skill, (label, others)) in skills.iter().enumerate() {
        for name in std::iter::once(label).chain(others) {
            owners.entry(name.trim()).or_default().insert(skill);
        }
    }
    let names: Vec<&str> = owners.keys().copied().collect();
    let roster = roster(&program(), &names, &names, &Vocabulary::default())?;
    let is_right = |merge: &&Merge| !owners[&*merge.label].is_disjoint(&owners[&*merge.into]);
    let of = |is_kind: fn(&Because) -> bool| {
        let merges = roster.merges().iter().filter(move |merge| is_kind(&merge.because));
        let (right, wrong): (Vec<&Merge>, Vec<&Merge>) = merges.partition(is_right);
        let wrong = wrong.iter().map(|merge| (&*merge.label, &*merge.into));
        (right.len(), wrong.collect::<Vec<(&str, &str)>>())
    };
    let fuzzy = of(|because| matches!(because, Because::Fuzzy(_)));
    let plural = of(|because| matches!(because, Because::Plural));
    println!("{} names of skills: plurals {plural:?}, slips {fuzzy:?}", names.len());
    // Two skills of ESCO have names that differ in this alone.
    let technology = "use information and communication technology";
    let two = (technology, "use information and communication technologies");
    assert_eq!([fuzzy, plural], [(76, vec![]), (156, vec![two])]);
    Ok(())
}

#[test]
fn occupations_and_programs_of_onet_are_read() -> Outcome {
    let Some(skills) = data_file("onet/Technology Skills.txt") else { return Ok(()) };
    let Some(titles) = data_file("onet/Alternate Titles.txt") else { return Ok(()) };
    let Some(occupations) = data_file("onet/Occupation Data.txt") else { return Ok(()) };
    let skills = Vocabulary::from_onet_skills(skills)?;
    println!("{} programs and groups of them", skills.len());
    assert_eq!(skills.len(), 8_835);
    let group = "Object or component oriented development software";
    let listed = ["Perl", group, "JavaScript", "SAS", "The MathWorks MATLAB"];
    let roster = roster(&program(), &["Python", "SAS"], &listed, &skills)?;
    let relation = |need: &str, skill: &str| {
        let id = |label: &str| roster.labels().find(label);
        let near = roster.related().of(id(need)?);
        near.iter().find(|near| Some(near.0) == id(skill)).map(|near| near.1)
    };
    assert_eq!(relation("Python", group), Some(0.5));
    assert_eq!(relation("Python", "Perl"), Some(0.25));
    assert_eq!(relation("Python", "JavaScript"), None, "another group");
    assert_eq!(relation("SAS", "The MathWorks MATLAB"), None, "a group of 1,676");
    let titles = Vocabulary::from_onet_titles(titles, occupations)?;
    assert_eq!(titles.meaning("web developer"), Some("Web Developers"));
    Ok(())
}

#[test]
fn words_that_look_alike_and_words_that_are_alike() -> Outcome {
    let none = Vocabulary::default();
    let distinct = ["C", "C++", "C#", "R", "Go", "Gol", "Java", "JavaScript", ".NET", "NET"];
    assert_eq!(roster(&program(), &distinct, &distinct, &none)?.merges(), []);
    let roster = roster(&program(), &["Node.js", "Node.js"], &["node js", "NodeJS"], &none)?;
    let rows: Vec<(&str, &str)> =
        roster.merges().iter().map(|merge| (&*merge.label, &*merge.into)).collect();
    assert_eq!(rows, [("NodeJS", "Node.js"), ("node js", "Node.js")]);
    Ok(())
}

#[test]
fn slips_are_left_alone_where_they_are_switched_off() -> Outcome {
    for (fuzzy, merges) in [(Fuzzy::OFF, 0), (Fuzzy::From(1.0), 0), (Fuzzy::default(), 1)] {
        let program = Program { fuzzy, ..program() };
        let roster = roster(&program, &["Kubernetes"], &["Kubernets"], &Vocabulary::default())?;
        assert_eq!(roster.merges().len(), merges);
    }
    Ok(())
}

#[test]
fn relations_hold_in_both_directions() -> Outcome {
    let vocabulary = Vocabulary::new([
        Word::new("Python").broader("scripting"),
        Word::new("Perl").broader("scripting"),
    ])?;
    let back = SkillCoverage::new("needs", "skills").learner(Side::Mentor);
    let program = Program::builder().criterion(1.0, back).build();
    let have = |id: &str, skills: &str| Person::new(id).text("skills", skills);
    let roster = Roster::builder()
        .mentee(have("e1", "perl; scripting:1"))
        .mentee(have("e2", "perl:3; cooking"))
        .mentee(have("e3", "Python:2"))
        .mentor(Person::new("m1").text("needs", "Python:4; cooking"))
        .vocabulary(vocabulary)
        .build(&program)?;
    let scores = Matcher::new(program)?.scores(&roster)?;
    // Of two needs: a quarter for Perl at any level, which is more than half of scripting at 1 of 4; a quarter
    // of Perl at 3 of 4, and cooking; half of Python.
    let found = (0..3).map(|mentee| scores.row(mentee)[0]).collect::<Vec<f64>>();
    assert_eq!(found, [0.125, 0.59375, 0.25]);
    Ok(())
}

#[test]
fn an_alias_and_a_wider_term_reach_the_scores() -> Outcome {
    let vocabulary = Vocabulary::new([
        Word::new("Python").broader("scripting"),
        Word::new("Perl").broader("scripting"),
        Word::new("py").preferred("Python"),
    ])?;
    let skills = ["PY", "pyhton", "scripting", "perl", "cooking"];
    let (program, vectors) =
        (program(), vec![("Python", vec![1.0, 0.0]), ("cooking", vec![0.8, 0.6])]);
    let score = |vocabulary: &Vocabulary| {
        let roster = roster(&program, &["Python"], &skills, vocabulary)?;
        Ok::<_, matchwright::Error>(Matcher::new(program.clone())?.scores(&roster)?.row(0))
    };
    assert_eq!(score(&vocabulary)?, [1.0, 1.0, 0.5, 0.25, 0.0]);
    let near = vocabulary.clone().with_vectors(vectors.clone(), 0.7)?;
    assert_eq!(score(&near)?, [1.0, 1.0, 0.5, 0.25, 0.8]);
    let far = vocabulary.with_vectors(vectors, 0.9)?;
    assert_eq!(score(&far)?, [1.0, 1.0, 0.5, 0.25, 0.0]);
    Ok(())
}

const WRITTEN: [&str; 16] = [
    "Kubernetes",
    "kubernetes",
    "Kubernets",
    "k8s",
    "K8S",
    "Python",
    "pyhton",
    "pythn",
    "SQL",
    "sql",
    "C",
    "C++",
    "Node.js",
    "node js",
    "containers",
    "container",
];

fn words() -> Result<Vocabulary, matchwright::Error> {
    let words =
        [Word::new("k8s").preferred("Kubernetes"), Word::new("Kubernetes").broader("containers")];
    Ok(Vocabulary::new(words)?)
}

/// Some of the labels above, by position.
fn labels() -> impl Strategy<Value = Vec<Vec<usize>>> {
    prop::collection::vec(prop::collection::vec(0..WRITTEN.len(), 1..5), 1..8)
}

fn people(side: &str, lists: &[Vec<usize>]) -> Vec<Person> {
    let person = |(at, list): (usize, &Vec<usize>)| {
        Person::new(format!("{side}{at}")).list("skills", list.iter().map(|&label| WRITTEN[label]))
    };
    lists.iter().enumerate().map(person).collect()
}

fn overlapping(apart: &[Vec<usize>]) -> Program {
    let program = Program::builder().criterion(1.0, Overlap::new("skills"));
    let group = |group: &Vec<usize>| group.iter().map(|&label| WRITTEN[label]).collect::<Vec<_>>();
    apart.iter().map(group).fold(program, ProgramBuilder::apart).build()
}

fn read(
    program: &Program,
    mentees: Vec<Person>,
    mentors: Vec<Person>,
) -> Result<Roster, matchwright::Error> {
    let (mentees, mentors) = (Table::from_iter(mentees), Table::from_iter(mentors));
    Roster::with_vocabulary(&mentees, &mentors, "id", program, &words()?)
}

/// The names of the labels that somebody's list stands for.
fn names<'r>(
    roster: &'r Roster,
    people: &matchwright::roster::People,
    person: usize,
) -> BTreeSet<&'r str> {
    let list = people.lists("skills");
    list.of(person).iter().map(|entry| roster.labels().text(entry.label)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// What a person's list stands for is what the report says of each of its labels, and the
    /// report counts the people who wrote it, and nobody else.
    #[test]
    fn the_report_is_complete(mentees in labels(), mentors in labels()) {
        let roster = read(&overlapping(&[]), people("e", &mentees), people("m", &mentors))?;
        let targets = targets(&roster);
        for (people, lists) in [(roster.mentees(), &mentees), (roster.mentors(), &mentors)] {
            for (person, list) in lists.iter().enumerate() {
                let told: BTreeSet<&str> =
                    list.iter().map(|&label| name_of(&targets, WRITTEN[label])).collect();
                prop_assert_eq!(names(&roster, people, person), told);
            }
        }
        for merge in roster.merges() {
            let is_it = |&label: &usize| WRITTEN[label] == merge.label;
            let wrote = |list: &&Vec<usize>| list.iter().any(is_it);
            let people = mentees.iter().chain(&mentors).filter(wrote).count();
            prop_assert_eq!(merge.people, people);
            prop_assert!(merge.label != merge.into && people > 0);
        }
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(
        mentees in labels(),
        mentors in labels(),
        turn in 0_usize..8,
    ) {
        let program = overlapping(&[]);
        let straight = read(&program, people("e", &mentees), people("m", &mentors))?;
        let [mut e, mut m] = [people("e", &mentees), people("m", &mentors)];
        e.reverse();
        m.rotate_left(turn % mentors.len());
        let turned = read(&program, e, m)?;
        prop_assert_eq!(straight.merges(), turned.merges());
        let matcher = Matcher::new(program)?;
        let [straight, turned] = [matcher.scores(&straight)?, matcher.scores(&turned)?];
        for mentee in 0..mentees.len() {
            prop_assert_eq!(straight.row(mentee), turned.row(mentee));
        }
    }

    #[test]
    fn vetoes_hold(
        mentees in labels(),
        mentors in labels(),
        apart in prop::collection::vec(
            prop::sample::subsequence((0..WRITTEN.len()).collect::<Vec<_>>(), 2..5),
            0..4,
        ),
    ) {
        let program = overlapping(&apart);
        prop_assert!(program.check().is_empty());
        let roster = read(&program, people("e", &mentees), people("m", &mentors))?;
        let targets = targets(&roster);
        let written: BTreeSet<usize> = mentees.iter().chain(&mentors).flatten().copied().collect();
        for group in &apart {
            let group: Vec<usize> =
                group.iter().copied().filter(|label| written.contains(label)).collect();
            let names = group.iter().map(|&label| name_of(&targets, WRITTEN[label]));
            let distinct = names.collect::<BTreeSet<&str>>().len();
            prop_assert_eq!(distinct, group.len(), "{:?}", roster.merges());
        }
    }
}
