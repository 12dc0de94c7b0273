//! Another answer that is said to help somebody who meets nobody does, when the changed tables are matched from
//! scratch; and what differs less does not.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use std::sync::Arc;

use matchwright::answers::{Lift, Relaxation};
use matchwright::assign::Monitor;
use matchwright::program::Level;
use matchwright::roster::{Cell, Item, Person, RosterBuilder, Side};
use matchwright::{Error, Matcher, Outcome, Program, Roster};
use proptest::prelude::*;
use suite::answers::{draws, person_id};

const PROGRAM: &str = r#"
    fuzzy = "off"
    criteria = [
        { kind = "same", column = "site", weight = 3 },
        { kind = "gap", column = "years", ideal = 3, tolerance = 9 },
        { kind = "skill_coverage", need = "wants", have = "skills", required = 0.5, missing = 1 },
    ]
    rules = [
        { kind = "must_equal", column = "region", missing = "forbid" },
        { kind = "must_share", column = "topics" },
        { kind = "min_gap", column = "grade", gap = 2 },
        { kind = "min_gap", column = "rank", gap = 1, scale = ["low", "middle", "high"] },
    ]
"#;

const REGIONS: [&str; 4] = ["North", "South", "West", ""];
const TOPICS: [&str; 3] = ["chess", "film", "golf"];
const RANKS: [&str; 3] = ["low", "middle", "high"];

/// One person as values.
#[derive(Debug, Clone)]
struct Values {
    site: usize,
    years: i32,
    region: usize,
    topics: Vec<usize>,
    grade: i32,
    rank: usize,
    /// Labels with levels, wanted or had.
    skills: Vec<(usize, i32)>,
}

impl Values {
    fn random(draw: &mut impl FnMut(usize) -> usize) -> Self {
        let some = |draw: &mut dyn FnMut(usize) -> usize| -> Vec<usize> {
            (0..3).filter(|_| draw(3) > 0).collect()
        };
        Self {
            site: draw(2),
            years: draw(12) as i32,
            region: draw(6).min(3) % 4,
            topics: some(draw),
            grade: draw(6) as i32,
            rank: draw(3),
            skills: some(draw).into_iter().map(|label| (label, 1 + draw(3) as i32)).collect(),
        }
    }

    fn person(&self, side: Side, at: usize) -> Person {
        let (own, skills) = if side == Side::Mentee { ("e", "wants") } else { ("m", "skills") };
        let levels = self.skills.iter().map(|&(label, level)| (TOPICS[label], f64::from(level)));
        Person::new(person_id(own, at))
            .text("site", ["Leeds", "York"][self.site])
            .number("years", f64::from(self.years))
            .text("region", REGIONS[self.region])
            .list("topics", self.topics.iter().map(|&topic| TOPICS[topic]))
            .number("grade", f64::from(self.grade))
            .text("rank", RANKS[self.rank])
            .levels(skills, levels)
    }
}

struct Case {
    program: Program,
    people: [Vec<Person>; 2],
    values: [Vec<Values>; 2],
}

impl Case {
    fn new(sizes: [usize; 2], bytes: &[u8], floor: f64, objective: Level) -> Result<Self, Error> {
        let mut draw = draws(bytes);
        let program = Program::from_toml_str(PROGRAM)?;
        let program = Program { min_score: floor, objective: objective.into(), ..program };
        let values = sizes.map(|size| (0..size).map(|_| Values::random(&mut draw)).collect());
        let people = [Side::Mentee, Side::Mentor].map(|side| {
            let own: &Vec<Values> = &values[side as usize];
            own.iter().enumerate().map(|(at, values)| values.person(side, at)).collect()
        });
        Ok(Self { program, people, values })
    }

    /// Matched from scratch, where somebody answers something else.
    fn matched(&self, changed: Option<(Side, usize, Person)>) -> Outcome {
        let mut people = self.people.clone();
        if let Some((side, at, person)) = changed {
            people[side as usize][at] = person;
        }
        let [mentees, mentors] = people;
        let roster = mentees.into_iter().fold(Roster::builder(), RosterBuilder::mentee);
        let roster = mentors.into_iter().fold(roster, RosterBuilder::mentor);
        let roster = roster.build(&self.program).expect("a roster");
        let matcher = Matcher::new(self.program.clone()).expect("a programme");
        matcher.run(&roster).expect("an outcome")
    }

    /// The outcome with the answer, where it opens a pair and gives the person somebody.
    fn helped(
        &self,
        before: &Outcome,
        who: (Side, usize),
        column: &str,
        cell: Cell,
    ) -> Option<Outcome> {
        let (side, at) = who;
        let person = self.people[side as usize][at].clone().cell(column, cell);
        let after = self.matched(Some((side, at, person)));
        let (was, is) = (allowed(before, who), allowed(&after, who));
        let opens = was.iter().zip(&is).any(|(was, is)| *is && !was);
        (opens && partner(&after, who).is_some()).then_some(after)
    }

    fn own(&self, (side, at): (Side, usize)) -> &Values {
        &self.values[side as usize][at]
    }
}

fn allowed(outcome: &Outcome, (side, at): (Side, usize)) -> Vec<bool> {
    let row = |mentee| outcome.scores().row(mentee);
    match side {
        Side::Mentee => row(at).iter().map(|score| !score.is_nan()).collect(),
        Side::Mentor => {
            (0..outcome.scores().mentees()).map(|mentee| !row(mentee)[at].is_nan()).collect()
        }
    }
}

fn partner(outcome: &Outcome, (side, at): (Side, usize)) -> Option<String> {
    let id = person_id(if side == Side::Mentee { "e" } else { "m" }, at);
    outcome.pairs().iter().find_map(|pair| match side {
        Side::Mentee => (pair.mentee() == id).then(|| pair.mentor().to_owned()),
        Side::Mentor => (pair.mentor() == id).then(|| pair.mentee().to_owned()),
    })
}

fn worth(outcome: &Outcome) -> (i64, i64) {
    let total = (outcome.summary().total * 1e6).round() as i64;
    (outcome.pairs().len() as i64, total)
}

/// A list with one entry more, or one at another level.
fn with_entry(own: &Values, column: &str, entry: &str) -> Cell {
    let (label, level) = entry.split_once(':').map_or((entry, None), |(label, level)| {
        (label, Some(level.parse::<f64>().expect("a level")))
    });
    let have: Vec<Item> = if column == "topics" {
        own.topics.iter().map(|&topic| Item::new(TOPICS[topic])).collect()
    } else {
        let skills = own.skills.iter();
        skills.map(|&(skill, level)| Item::with_level(TOPICS[skill], f64::from(level))).collect()
    };
    let new = level.map_or_else(|| Item::new(label), |level| Item::with_level(label, level));
    let kept = have.into_iter().filter(|item| item.label != label);
    Cell::List(kept.chain([new]).collect())
}

fn cell(own: &Values, change: &Relaxation) -> Cell {
    let answer = change.answer.as_deref().expect("an answer");
    match (change.kind, change.what.as_str()) {
        (Lift::Entry, column) => with_entry(own, column, answer),
        (_, "grade" | "years") => Cell::Number(answer.parse().expect("a number")),
        _ => Cell::Text(answer.to_owned()),
    }
}

/// What differs less, or as much where nothing was said of the column, does not help.
fn check_smaller(case: &Case, before: &Outcome, who: (Side, usize), change: &Relaxation) {
    let own = case.own(who);
    let helps = |cell: Cell| case.helped(before, who, &change.what, cell).is_some();
    let answer = change.answer.as_deref().expect("an answer");
    match change.what.as_str() {
        "grade" | "years" => {
            let mine = if change.what == "grade" { own.grade } else { own.years };
            let new: i32 = answer.parse().expect("a whole number");
            let nearer = new - (new - mine).signum();
            assert!(nearer == mine || !helps(Cell::Number(nearer.into())), "{change}");
        }
        "rank" => {
            let new = RANKS.iter().position(|rank| *rank == answer).expect("a step");
            for (nearer, rank) in RANKS.iter().enumerate() {
                if nearer.abs_diff(own.rank) < new.abs_diff(own.rank) && nearer != own.rank {
                    assert!(!helps(Cell::Text((*rank).to_owned())), "{change}");
                }
            }
        }
        "wants" | "skills" => {
            let (label, level) = answer.split_once(':').expect("a level");
            let level: i32 = level.parse().expect("a whole level");
            let have = own.skills.iter().find(|&&(skill, _)| TOPICS[skill] == label);
            let others = &case.values[who.0.other() as usize];
            let theirs = others.iter().flat_map(|other| &other.skills);
            let theirs = theirs.filter(|&&(skill, _)| TOPICS[skill] == label);
            for &(_, lower) in theirs {
                if lower < level && have.is_none_or(|&(_, own)| lower > own) {
                    assert!(
                        !helps(with_entry(own, &change.what, &format!("{label}:{lower}"))),
                        "{change}"
                    );
                }
            }
        }
        _ => {}
    }
}

/// Where nothing is said of a column, nothing that somebody answers there helps.
fn check_silence(case: &Case, before: &Outcome, who: (Side, usize), said: &[&str]) {
    let own = case.own(who);
    let silent = |column: &str| !said.contains(&column);
    if silent("region") {
        for region in (0..3).filter(|region| *region != own.region) {
            let is_there = case.values.iter().flatten().any(|values| values.region == region);
            let text = Cell::Text(REGIONS[region].to_owned());
            assert!(!is_there || case.helped(before, who, "region", text).is_none());
        }
    }
    if silent("rank") {
        for rank in (0..3).filter(|rank| *rank != own.rank) {
            let text = Cell::Text(RANKS[rank].to_owned());
            assert!(case.helped(before, who, "rank", text).is_none());
        }
    }
    if silent("topics") {
        for topic in (0..3).filter(|topic| !own.topics.contains(topic)) {
            let others = &case.values[who.0.other() as usize];
            let is_there = others.iter().any(|values| values.topics.contains(&topic));
            let more = with_entry(own, "topics", TOPICS[topic]);
            assert!(!is_there || case.helped(before, who, "topics", more).is_none());
        }
    }
}

fn check(case: &Case) -> Result<usize, Error> {
    let before = case.matched(None);
    let monitor = Arc::new(Monitor::new());
    let mut checked = 0;
    for person in before.unmatched() {
        let at = before.roster().side(person.side).position(&person.id)?;
        let (who, why) = ((person.side, at), before.why_unmatched(&person.id, &monitor)?);
        let is_answer = |change: &&Relaxation| matches!(change.kind, Lift::Entry | Lift::Answer);
        let changes: Vec<&Relaxation> = why.relaxations.iter().filter(is_answer).collect();
        for change in &changes {
            let cell = cell(case.own(who), change);
            let after = case.helped(&before, who, &change.what, cell).expect("it helps");
            let gains = (worth(&after).0 - worth(&before).0, worth(&after).1 - worth(&before).1);
            let said = (change.pairs.expect("pairs"), (change.total * 1e6).round() as i64);
            assert_eq!(said, gains, "{change}");
            assert_eq!(change.partner, partner(&after, who), "{change}");
            check_smaller(case, &before, who, change);
        }
        let said: Vec<&str> = changes.iter().map(|change| change.what.as_str()).collect();
        check_silence(case, &before, who, &said);
        checked += changes.len();
    }
    Ok(checked)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn they_help_and_nothing_smaller_does(
        mentees in 1..5_usize,
        mentors in 1..5_usize,
        bytes in prop::collection::vec(any::<u8>(), 40..200),
        floor in prop::sample::select(vec![0.0, 0.0, 0.4]),
        objective in prop::sample::select(vec![Level::Participation, Level::Total]),
    ) {
        check(&Case::new([mentees, mentors], &bytes, floor, objective)?)?;
    }
}

/// Each column is spoken of somewhere, so that the checks above check something.
#[test]
fn every_kind_of_answer_is_named() -> Result<(), Error> {
    let program = Program::from_toml_str(PROGRAM)?;
    let named = |change: fn(&mut Values)| {
        let mentee = Values {
            site: 0,
            years: 1,
            region: 0,
            topics: vec![0],
            grade: 1,
            rank: 0,
            skills: vec![(0, 2)],
        };
        let mut mentor = Values { grade: 3, rank: 1, years: 4, ..mentee.clone() };
        change(&mut mentor);
        let people = [vec![mentee.person(Side::Mentee, 0)], vec![mentor.person(Side::Mentor, 0)]];
        let case = Case { program: program.clone(), people, values: [vec![mentee], vec![mentor]] };
        let before = case.matched(None);
        assert!(check(&case)? > 0);
        let why = before.why_unmatched("m000", &Arc::new(Monitor::new()))?;
        let answers =
            why.relaxations.into_iter().filter_map(|change| Some((change.what, change.answer?)));
        Ok::<_, Error>(answers.collect::<Vec<_>>())
    };
    let said = |column: &str, answer: &str| vec![(column.to_owned(), answer.to_owned())];
    assert_eq!(named(|mentor| mentor.region = 1)?, said("region", "North"));
    assert_eq!(named(|mentor| mentor.topics = vec![1])?, said("topics", "chess"));
    assert_eq!(named(|mentor| mentor.grade = 0)?, said("grade", "3"));
    assert_eq!(named(|mentor| mentor.rank = 0)?, said("rank", "middle"));
    assert_eq!(named(|mentor| mentor.skills = vec![(1, 3)])?, said("skills", "chess:2"));
    Ok(())
}

/// `Debug` shows no answer.
#[test]
fn answers_are_not_in_debug() -> Result<(), Error> {
    let program = Program::from_toml_str(
        "criteria = [{ kind = \"same\", column = \"site\" }]\nmin_score = 0.5\n",
    )?;
    let person = |id: &str, site: &str| Person::new(id).text("site", site);
    let roster = Roster::builder().mentee(person("e1", "York")).mentor(person("m1", "Zanzibar"));
    let outcome = Matcher::new(program.clone())?.run(&roster.build(&program)?)?;
    let why = outcome.why_unmatched("e1", &Arc::new(Monitor::new()))?;
    assert!(why.to_string().contains("with Zanzibar as their site they would meet m1"), "{why}");
    assert!(!format!("{why:?}").contains("Zanzibar"));
    Ok(())
}
