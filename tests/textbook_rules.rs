//! Rules forbid what their documentation says: a plain implementation of each, pair by pair from the
//! answers as written, forbids the same pairs. With so few mentors each pair is judged by itself, and
//! with so many by groups and exceptions.

use std::collections::BTreeMap;

use matchwright::criteria::Matrix;
use matchwright::program::{Clause, Unanswered};
use matchwright::roster::Cell;
use matchwright::rules::{
    AnyRule, Avoid, Block, History, MaxGap, MinGap, MustDiffer, MustEqual, MustShare,
    NotInReportingLine,
};
use matchwright::{Error, Matcher, Program, Roster};
use ndarray::Array2;
use proptest::prelude::*;
use suite::answers::{Answers, draws, person_id};

/// Somebody's answers and their manager's id.
struct Member {
    id: String,
    answers: Answers,
    manager: Option<String>,
}

struct Cohort {
    mentees: Vec<Member>,
    mentors: Vec<Member>,
}

/// Whether a pair is forbidden; `None` where it cannot be told.
type Formula = fn(&Cohort, &Member, &Member) -> Option<bool>;

/// Mentees and mentors of the pairs by name, as positions.
const LISTED: [(usize, usize); 4] = [(0, 0), (1, 2), (2, 1), (0, 40)];

fn rules() -> Vec<(AnyRule, Formula)> {
    let listed = || LISTED.map(|(mentee, mentor)| (person_id("e", mentee), person_id("m", mentor)));
    vec![
        (MustDiffer::new("site").into(), |_, e, m| Some(e.answers.site? == m.answers.site?)),
        (MustEqual::new("site").into(), |_, e, m| Some(e.answers.site? != m.answers.site?)),
        (MustShare::new("skills").into(), |_, e, m| {
            let (own, other) = (&e.answers.skills, &m.answers.skills);
            let shared = own.iter().any(|(label, _)| other.iter().any(|(have, _)| have == label));
            (!own.is_empty() && !other.is_empty()).then_some(!shared)
        }),
        (MinGap::new("years", 2.0).into(), |_, e, m| Some(ahead(e, m)? < 2)),
        (MaxGap::new("years", 9.0).into(), |_, e, m| Some(ahead(e, m)? > 9)),
        (NotInReportingLine::new("manager").into(), in_one_line),
        (Avoid::both("prefers", "prefers").into(), |_, e, m| {
            Some(names(e, m, "m") || names(m, e, "e"))
        }),
        (Block::new(listed()).into(), |_, e, m| Some(is_listed(e, m))),
        (History::new(listed()).into(), |_, e, m| Some(is_listed(e, m))),
    ]
}

fn ahead(mentee: &Member, mentor: &Member) -> Option<i32> {
    Some(i32::from(mentor.answers.years?) - i32::from(mentee.answers.years?))
}

/// Whether somebody lists somebody of the other side, whose ids start so.
fn names(who: &Member, other: &Member, side: &str) -> bool {
    who.answers.prefers.iter().flatten().any(|&position| person_id(side, position) == other.id)
}

fn is_listed(mentee: &Member, mentor: &Member) -> bool {
    let pair = |&(e, m): &(usize, usize)| {
        (person_id("e", e), person_id("m", m)) == (mentee.id.clone(), mentor.id.clone())
    };
    LISTED.iter().any(pair)
}

/// Follows the managers step by step, from either of the two to the other.
fn in_one_line(cohort: &Cohort, mentee: &Member, mentor: &Member) -> Option<bool> {
    let everybody = cohort.mentors.iter().chain(&cohort.mentees);
    let managers: BTreeMap<&str, Option<&str>> =
        everybody.map(|who| (who.id.as_str(), who.manager.as_deref())).collect();
    let leads = |from: &str, to: &str| {
        let mut at = Some(from);
        while let Some(id) = at {
            if id == to {
                return true;
            }
            at = managers.get(id).copied().flatten();
        }
        false
    };
    let joined = leads(&mentee.id, &mentor.id) || leads(&mentor.id, &mentee.id);
    let known = mentee.manager.is_some() && mentor.manager.is_some();
    (joined || known).then_some(joined)
}

/// Everybody's manager stands before them, so that no line leads back; some are in neither table, and
/// every seventh mentor is a mentee as well, under the same id.
fn cohort(mentees: usize, mentors: usize, bytes: &[u8]) -> Cohort {
    let mut draw = draws(bytes);
    let mut ids: Vec<String> = Vec::new();
    let mut member = |id: String, others: usize| {
        let answers = Answers::random(others, &mut draw);
        let manager = match draw(8) {
            0 => None,
            1 => Some("x1".to_owned()),
            _ => ids.get(draw(ids.len())).cloned(),
        };
        ids.push(id.clone());
        Member { id, answers, manager }
    };
    let mentees: Vec<Member> =
        (0..mentees).map(|position| member(person_id("e", position), mentors)).collect();
    let mut mentors: Vec<Member> =
        (0..mentors).map(|position| member(person_id("m", position), mentees.len())).collect();
    for (mentor, mentee) in mentors.iter_mut().skip(6).step_by(7).zip(&mentees) {
        (mentor.id, mentor.manager) = (mentee.id.clone(), mentee.manager.clone());
    }
    Cohort { mentees, mentors }
}

/// Which pairs a rule forbids, by the library.
fn forbidden(cohort: &Cohort, clause: Clause) -> Result<Vec<Vec<bool>>, Error> {
    let nobody: [String; 0] = [];
    let matrix = Matrix::new(nobody.clone(), nobody, Array2::zeros((0, 0)));
    let builder = Program::builder().criterion(1.0, matrix).clause(clause);
    // Some people of these tables have one id, and only the rule is asked.
    let program = builder.same_id_is_another_person().build();
    let person = |who: &Member, others| {
        let manager = who.manager.clone().map_or(Cell::Missing, Cell::Text);
        who.answers.person(who.id.clone(), others).cell("manager", manager)
    };
    let roster = cohort.mentees.iter().fold(Roster::builder(), |r, who| r.mentee(person(who, "m")));
    let roster = cohort.mentors.iter().fold(roster, |r, who| r.mentor(person(who, "e")));
    let roster = roster.build(&program)?;
    let scores = Matcher::new(program)?.scores(&roster)?;
    let position = |who: &Member| roster.mentors().position(&who.id);
    let columns = cohort.mentors.iter().map(position).collect::<Result<Vec<_>, _>>()?;
    let row = |who: &Member| {
        let row = scores.row(roster.mentees().position(&who.id)?);
        Ok(columns.iter().map(|&mentor| row[mentor].is_nan()).collect())
    };
    cohort.mentees.iter().map(row).collect()
}

/// Compares every rule, where it cannot tell allowing as well as forbidding.
fn compare(cohort: &Cohort) -> Result<(), Error> {
    for (rule, formula) in rules() {
        for missing in [Unanswered::Allow, Unanswered::Forbid] {
            let clause = Clause { missing, ..Clause::new(rule.clone()) };
            let found = forbidden(cohort, clause)?;
            for (mentee, row) in cohort.mentees.iter().zip(found) {
                for (mentor, found) in cohort.mentors.iter().zip(row) {
                    let expected = formula(cohort, mentee, mentor);
                    let expected = expected.unwrap_or(missing == Unanswered::Forbid);
                    assert_eq!(found, expected, "{rule:?} {missing:?} {} {}", mentee.id, mentor.id);
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_pair_is_judged_as_documented(
        mentees in 1..5_usize,
        mentors in 1..12_usize,
        bytes in prop::collection::vec(any::<u8>(), 1..300),
    ) {
        compare(&cohort(mentees, mentors, &bytes))?;
    }
}

#[test]
fn every_one_of_many_is_judged_as_documented() -> Result<(), Error> {
    let bytes: Vec<u8> =
        (0..9_973_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    compare(&cohort(12, 300, &bytes))
}
