//! What would be different is what a match of the changed tables by the changed programme says, also where the
//! outcome was saved and read back; and what cannot be changed is said.

use matchwright::answers::WhatIf;
use matchwright::assign::Options;
use matchwright::program::{Capacity, Clause, Term};
use matchwright::roster::{Cell, Item, Person, RosterBuilder, Side};
use matchwright::{Error, Matcher, Outcome, Program, Roster};
use proptest::prelude::*;
use suite::answers::{Answers, draws, person_id};

/// Criteria and rules that read every kind of column.
const PROGRAM: &str = r#"
    capacity = "seats"
    fuzzy = "off"
    min_score = 0.1
    pinned = [["e000", "m001"]]
    criteria = [
        { kind = "overlap", column = "skills", rarity = true, weight = 2, name = "skills" },
        { kind = "same", column = "site", missing = "skip", name = "site" },
        { kind = "same", column = "unit", separator = "/" },
        { kind = "gap", column = "years", ideal = 4, tolerance = 30 },
        { kind = "preference", mentee = "prefers", mentor = "prefers" },
        { kind = "shared_time", column = "free", hours = 4, zone = "zone" },
        { kind = "vector", column = "papers", dimensions = 2 },
        { kind = "text", column = "notes" },
        { kind = "personality", traits = [{ column = "open", range = [1, 5] }], required = 0.1 },
    ]
    rules = [
        { kind = "must_differ", column = "team" },
        { kind = "avoid", mentee = "never", name = "never" },
    ]
"#;

type Draw<'a> = &'a mut dyn FnMut(usize) -> usize;

/// A person as values, to be changed.
type Made = (String, Person);

fn made(
    side: Side,
    count: usize,
    others: usize,
    draw: &mut impl FnMut(usize) -> usize,
) -> Vec<Made> {
    let (own, other) = if side == Side::Mentee { ("e", "m") } else { ("m", "e") };
    let one = |at: usize| {
        let id = person_id(own, at);
        let answers = Answers::random(others, &mut *draw);
        let person = answers.person(id.clone(), other);
        let person = person
            .text("team", ["a", "b", "c", ""][draw(4)])
            .text(
                "never",
                if draw(3) == 0 { person_id(other, draw(others)) } else { String::new() },
            )
            .number("seats", draw(3) as f64 + f64::from(u8::from(at == 1)));
        (id, person)
    };
    (0..count).map(one).collect()
}

/// Another answer, and the column where it stands.
fn answer(draw: Draw<'_>) -> (&'static str, Cell) {
    let text = |text: &str| Cell::Text(text.to_owned());
    match draw(8) {
        0 => ("site", text(["Leeds", "york", "Bristol", ""][draw(4)])),
        1 => ("unit", text(["Army/1st", "Navy", ""][draw(3)])),
        2 => ("years", Cell::Number(draw(40) as f64)),
        3 => (
            "skills",
            Cell::List(vec![Item::new("golf"), Item::with_level("Sailing", draw(5) as f64)]),
        ),
        4 => ("team", text(["a", "b", "d"][draw(3)])),
        5 => ("free", text(["mon 09-12", "sat 10-11; sun 10-20", ""][draw(3)])),
        6 => ("papers", Cell::Lists(vec![Cell::Numbers(vec![1.0, draw(3) as f64 - 1.0])])),
        _ => ("open", Cell::Number(1.0 + draw(5) as f64)),
    }
}

fn built(mentees: &[Made], mentors: &[Made], program: &Program) -> Result<Roster, Error> {
    let people = |made: &[Made]| made.iter().map(|(_, person)| person.clone()).collect::<Vec<_>>();
    let roster = people(mentees).into_iter().fold(Roster::builder(), RosterBuilder::mentee);
    people(mentors).into_iter().fold(roster, RosterBuilder::mentor).build(program)
}

fn all_scores(outcome: &Outcome) -> Vec<Vec<u64>> {
    let bits = |score: f64| if score.is_nan() { u64::MAX } else { score.to_bits() };
    let row = |mentee| outcome.scores().row(mentee).into_iter().map(bits).collect();
    (0..outcome.roster().mentees().len()).map(row).collect()
}

/// A programme and its people, which change as the question says.
struct Cohort {
    program: Program,
    people: [Vec<Made>; 2],
    same_seats: bool,
}

impl Cohort {
    fn matched(&self) -> Result<Outcome, Error> {
        let [mentees, mentors] = &self.people;
        let roster = built(mentees, mentors, &self.program)?;
        Matcher::new(self.program.clone())?.run(&roster)
    }

    /// Up to three other answers.
    fn answer(&mut self, mut asked: WhatIf, draw: Draw<'_>) -> WhatIf {
        for _ in 0..=draw(3) {
            let (column, cell) = answer(&mut *draw);
            let side = if draw(2) == 0 { Side::Mentee } else { Side::Mentor };
            let all = &mut self.people[side as usize];
            let at = draw(all.len());
            let (id, person) = all[at].clone();
            asked = asked.answer(side, &id, column, cell.clone());
            all[at] = (id, person.cell(column, cell));
        }
        asked
    }

    /// Other seats of one mentor.
    fn reseat(&mut self, asked: WhatIf, draw: Draw<'_>) -> WhatIf {
        let mentors = &mut self.people[Side::Mentor as usize];
        let (at, seats) = (draw(mentors.len()), draw(4) as u32);
        let asked = asked.capacity(&mentors[at].0, seats);
        for (place, (_, person)) in mentors.iter_mut().enumerate() {
            if place == at {
                *person = person.clone().number("seats", f64::from(seats));
            } else if self.same_seats {
                *person = person.clone().number("seats", 2.0);
            }
        }
        self.program.capacity = Capacity::from("seats");
        asked
    }

    /// One or two people less.
    fn leave(&mut self, mut asked: WhatIf, draw: Draw<'_>) -> WhatIf {
        for _ in 0..=draw(2) {
            let side = if draw(2) == 0 { Side::Mentee } else { Side::Mentor };
            let all = &mut self.people[side as usize];
            if all.len() > 1 {
                let (id, _) = all.remove(draw(all.len()));
                asked = asked.without(Some(side), &id);
                self.program.pinned.retain(|(mentee, mentor)| *mentee != id && *mentor != id);
            }
        }
        asked
    }

    fn drop_rule(&mut self, asked: WhatIf, draw: Draw<'_>) -> WhatIf {
        let rules = &mut self.program.rules;
        asked.without_rule(rules.remove(draw(rules.len())).name())
    }

    fn reweigh(&mut self, asked: WhatIf, draw: Draw<'_>) -> WhatIf {
        let criteria = &mut self.program.criteria;
        let term = draw(criteria.len());
        criteria[term].weight = 1.0 + draw(5) as f64;
        asked.weight(criteria[term].name(), criteria[term].weight)
    }

    fn move_floor(&mut self, asked: WhatIf, draw: Draw<'_>) -> WhatIf {
        self.program.min_score = draw(5) as f64 / 10.0;
        asked.min_score(self.program.min_score)
    }
}

/// Each kind of change, made to the cohort and asked for.
const CHANGES: [fn(&mut Cohort, WhatIf, Draw<'_>) -> WhatIf; 6] = [
    Cohort::answer,
    Cohort::reseat,
    Cohort::leave,
    Cohort::drop_rule,
    Cohort::reweigh,
    Cohort::move_floor,
];

fn changed_as_from_scratch(
    sizes: [usize; 2],
    bytes: &[u8],
    kinds: u8,
    same_seats: bool,
) -> Result<(), Error> {
    let mut draw = draws(bytes);
    let mut program = Program::from_toml_str(PROGRAM)?;
    if same_seats {
        program.capacity = Capacity::from(2);
    }
    let mentees = made(Side::Mentee, sizes[0], sizes[1], &mut draw);
    let mentors = made(Side::Mentor, sizes[1], sizes[0], &mut draw);
    let mut cohort = Cohort { program, people: [mentees, mentors], same_seats };
    // A pin that cannot hold is refused, here and there.
    let before = match cohort.matched() {
        Err(Error::Input(_)) => {
            cohort.program.pinned.clear();
            cohort.matched()?
        }
        found => found?,
    };
    let mut asked = WhatIf::new();
    for (kind, change) in CHANGES.iter().enumerate() {
        if kinds >> kind & 1 == 1 {
            asked = change(&mut cohort, asked, &mut draw);
        }
    }
    let saved = Outcome::from_json_str(&before.to_json_string()?, &std::sync::Arc::default())?;
    let scratch = cohort.matched();
    [&before, &saved].into_iter().try_for_each(|outcome| check(outcome, &asked, &scratch))
}

/// What would be different is what the changed cohort says, findings included.
fn check(outcome: &Outcome, asked: &WhatIf, scratch: &Result<Outcome, Error>) -> Result<(), Error> {
    let comparison = outcome.what_if(asked, &Options::default());
    let (comparison, scratch) = match (comparison, scratch) {
        (Ok(comparison), Ok(scratch)) => (comparison, scratch),
        (Err(Error::Input(one)), Err(Error::Input(other))) => {
            assert_eq!(one.to_string(), other.to_string());
            return Ok(());
        }
        (one, other) => unreachable!("{one:?}, {other:?}"),
    };
    let after = comparison.after();
    assert_eq!(after.roster().mentees().ids(), scratch.roster().mentees().ids());
    assert_eq!(after.roster().mentors().ids(), scratch.roster().mentors().ids());
    assert_eq!(all_scores(after), all_scores(scratch));
    assert_eq!(after.pairs().len(), scratch.pairs().len());
    assert_eq!(after.summary().total.to_bits(), scratch.summary().total.to_bits());
    assert!(after.certificate().is_optimal());
    assert_eq!(comparison.before(), outcome);
    let again = Outcome::from_json_str(&after.to_json_string()?, &std::sync::Arc::default())?;
    assert_eq!(again, *after, "what would be different can be saved, too");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn as_the_changed_tables_say(
        mentees in 1..6_usize,
        mentors in 2..6_usize,
        bytes in prop::collection::vec(any::<u8>(), 40..400),
        kinds in 0..64_u8,
        same_seats in any::<bool>(),
    ) {
        changed_as_from_scratch([mentees, mentors], &bytes, kinds, same_seats)?;
    }
}

fn outcome() -> Result<Outcome, Error> {
    let program = Program::from_toml_str(
        r#"
        criteria = [{ kind = "same", column = "site" }, { kind = "text", column = "about" }]
        rules = [{ kind = "must_differ", column = "team" }]
        "#,
    )?;
    let person =
        |id: &str| Person::new(id).text("site", "Leeds").text("about", "I sail").text("team", id);
    let roster = Roster::builder()
        .mentee(person("e1"))
        .mentee(person("x7"))
        .mentor(person("m1"))
        .mentor(person("x7"))
        .build(&program)?;
    Matcher::new(program)?.run(&roster)
}

#[test]
fn all_that_cannot_be_changed_is_said_at_once() -> Result<(), Error> {
    let outcome = outcome()?;
    let changes = WhatIf::new()
        .capacity("m2", 1)
        .capacity("m1", 2_000_000)
        .without(None, "x7")
        .without(None, "e11")
        .without(Some(Side::Mentor), "e1")
        .without_rule("must_differ_teem")
        .weight("same_sight", 2.0)
        .weight("same_site", -1.0)
        .min_score(1.5);
    let refused = outcome.what_if(&changes, &Options::default());
    let Err(Error::Input(findings)) = refused else { unreachable!("it is wrong in many ways") };
    let said: Vec<(&str, String)> =
        findings.as_slice().iter().map(|finding| (finding.code, finding.to_string())).collect();
    let expected = [
        ("unknown_mentor", "mentors: there is no mentor with the id \"m2\" (did you mean \"m1\"?)"),
        ("not_seats", "mentors, id m1: seats must be a whole number from 0 to 1,000,000"),
        ("two_sides", "id x7: is the id of a mentee and of a mentor: say which"),
        ("unknown_id", "id e11: there is nobody with the id \"e11\" (did you mean \"e1\"?)"),
        ("unknown_mentor", "mentors: there is no mentor with the id \"e1\" (did you mean \"m1\"?)"),
        (
            "unknown_name",
            "programme, field \"criteria\": there is no criterion \"same_sight\" (did you mean \"same_site\"?)",
        ),
        (
            "unknown_name",
            "programme, field \"rules\": there is no rule \"must_differ_teem\" (did you mean \"must_differ_team\"?)",
        ),
        ("programme", "programme, field \"min_score\": must be a number from 0 to 1"),
        (
            "programme",
            "programme, field \"criteria 1 (same).weight\": must be a number above 0, up to 1,000,000",
        ),
    ];
    assert_eq!(said, expected.map(|(code, text)| (code, text.to_owned())));
    Ok(())
}

#[test]
fn answers_that_cannot_be_read_are_said() -> Result<(), Error> {
    let outcome = outcome()?;
    let list = || Cell::List(vec![Item::new("Leeds"), Item::new("York")]);
    let changes = WhatIf::new()
        .answer(Side::Mentee, "e1", "sites", Cell::Text("York".into()))
        .answer(Side::Mentee, "e1", "site", list())
        .answer(Side::Mentor, "m1", "about", Cell::Text("canary".into()));
    assert!(!format!("{changes:?}").contains("canary"));
    let refused = outcome.what_if(&changes, &Options::default());
    let Err(Error::Input(findings)) = refused else { unreachable!("none can be read") };
    let codes: Vec<&str> = findings.as_slice().iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["no_such_column", "not_single", "not_kept"]);
    assert!(!findings.to_string().contains("canary"));
    Ok(())
}

#[test]
fn somebody_has_to_stay() -> Result<(), Error> {
    let changes = WhatIf::new().without(None, "e1").without(Some(Side::Mentee), "x7");
    let refused = outcome()?.what_if(&changes, &Options::default());
    assert!(
        refused.is_err_and(|error| error.to_string().contains("at least one mentee has to stay"))
    );
    Ok(())
}

/// Names of criteria and rules are those of the programme.
#[test]
fn names_are_those_that_reasons_have() -> Result<(), Error> {
    let program = Program::from_toml_str(PROGRAM)?;
    assert_eq!(program.criteria.first().map(Term::name).as_deref(), Some("skills"));
    assert_eq!(program.rules.first().map(Clause::name).as_deref(), Some("must_differ_team"));
    Ok(())
}
