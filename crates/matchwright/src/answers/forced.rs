//! What a pair would change in a plan that is more than an assignment: everybody is matched again with the pair in
//! it, or, of a stable plan, the two are asked whom they would rather meet.

use std::collections::BTreeSet;
use std::sync::Arc;

use matchwright_assign::{Monitor, Options};

use super::why_not::{Move, WhyNot};
use crate::error::Error;
use crate::matching::Matcher;
use crate::outcome::{Outcome, Pair, Proof, Reached};
use crate::program::Level;
use crate::roster::Side;
use crate::scores::to_score;

/// Why two people who may meet do not; O(a match).
///
/// # Errors
/// Those of a match.
pub(super) fn why_not(
    outcome: &Outcome,
    (mentee, mentor): (usize, usize),
    monitor: &Arc<Monitor>,
) -> Result<WhyNot, Error> {
    let (roster, scores) = (outcome.roster(), outcome.scores());
    let [mentee_id, mentor_id] = [(Side::Mentee, mentee), (Side::Mentor, mentor)]
        .map(|(side, at)| roster.side(side).ids()[at].clone());
    let is_it = |pair: &Pair| pair.mentee() == mentee_id && pair.mentor() == mentor_id;
    let barriers = scores.barriers(mentee, mentor);
    let mut why = WhyNot {
        meet: outcome.pairs().iter().any(is_it),
        score: to_score(scores.parts(mentee, mentor).total()),
        blocked_by: barriers.iter().map(|barrier| scores.barrier_name(barrier)).collect(),
        ..WhyNot::of(mentee_id, mentor_id)
    };
    if why.meet || !why.blocked_by.is_empty() {
        return Ok(why);
    }
    if outcome.program().objective.is_stable() {
        why.because = Some(rather(outcome, (mentee, mentor), monitor)?);
        return Ok(why);
    }
    match with_pair(outcome, &why, monitor) {
        Ok(after) => {
            why.cost = Some(outcome.summary().total - after.summary().total);
            let pairs = outcome.pairs().len().saturating_sub(after.pairs().len());
            why.pairs_lost = u32::try_from(pairs).unwrap_or(u32::MAX);
            why.moves = moves(outcome, &after);
            why.because = worse(outcome.certificate(), after.certificate());
        }
        Err(Error::Infeasible(impossible)) => why.because = Some(impossible.to_string()),
        // The mentee is pinned to others, or the seats are.
        Err(Error::Input(_)) => why.blocked_by.push("pinned".to_owned()),
        Err(error) => return Err(error),
    }
    Ok(why)
}

/// The best plan with the pair in it.
fn with_pair(outcome: &Outcome, why: &WhyNot, monitor: &Arc<Monitor>) -> Result<Outcome, Error> {
    let mut program = outcome.program().clone();
    program.pinned.push((why.mentee.clone(), why.mentor.clone()));
    let options = Options::default().with_monitor(Arc::clone(monitor));
    outcome.again(&Matcher::new(program)?, outcome.roster(), &options)
}

/// The first level that is worse with the pair.
fn worse(before: &Proof, after: &Proof) -> Option<String> {
    let (Proof::Levels(before), Proof::Levels(after)) = (before, after) else { return None };
    let levels = before.levels.iter().zip(&after.levels);
    let differs = |(before, after): &(&Reached, &Reached)| before.value != after.value;
    let (before, after) = levels.into_iter().find(differs)?;
    let shown = |value: Option<f64>| value.map_or_else(|| "none".to_owned(), |it| format!("{it}"));
    (before.level != Level::Total).then(|| {
        let [before_value, after_value] = [before.value, after.value].map(shown);
        format!("{} would be {after_value} in place of {before_value}", before.level.name())
    })
}

/// Mentee by mentee, who would meet somebody else.
fn moves(before: &Outcome, after: &Outcome) -> Vec<Move> {
    let pairs = |outcome: &'_ Outcome| -> BTreeSet<(String, String)> {
        let pair = |pair: &Pair| (pair.mentee().to_owned(), pair.mentor().to_owned());
        outcome.pairs().iter().map(pair).collect()
    };
    let (before, after) = (pairs(before), pairs(after));
    let (gone, come): (Vec<_>, Vec<_>) =
        (before.difference(&after).collect(), after.difference(&before).collect());
    let mentees: BTreeSet<&str> = gone.iter().chain(&come).map(|pair| pair.0.as_str()).collect();
    let of_mentee = |mentee: &str| -> Vec<Move> {
        let own = |pairs: &[&(String, String)]| -> Vec<String> {
            pairs.iter().filter(|pair| pair.0 == mentee).map(|pair| pair.1.clone()).collect()
        };
        let (gone, come) = (own(&gone), own(&come));
        let moves = (0..gone.len().max(come.len())).map(|at| Move {
            mentee: mentee.to_owned(),
            from: gone.get(at).cloned(),
            to: come.get(at).cloned(),
        });
        moves.collect()
    };
    mentees.into_iter().flat_map(of_mentee).collect()
}

/// Which of the two would rather stay with whom.
fn rather(
    outcome: &Outcome,
    (mentee, mentor): (usize, usize),
    monitor: &Monitor,
) -> Result<String, Error> {
    let roster = outcome.roster();
    let mut stays = Vec::new();
    for (side, person, other) in [(Side::Mentee, mentee, mentor), (Side::Mentor, mentor, mentee)] {
        let scores = outcome.matcher().seen_by(side, roster, monitor)?;
        let scores = scores.as_ref().unwrap_or_else(|| outcome.scores());
        let points = |other: usize| match side {
            Side::Mentee => scores.points_of(person, other),
            Side::Mentor => scores.points_of(other, person),
        };
        let id = &roster.side(side).ids()[person];
        let mut partners = Vec::new();
        for pair in outcome.pairs() {
            let (own, partner) = match side {
                Side::Mentee => (pair.mentee(), pair.mentor()),
                Side::Mentor => (pair.mentor(), pair.mentee()),
            };
            if own == id {
                partners.push((partner, roster.side(side.other()).position(partner)?));
            }
        }
        let seats = outcome.program().seats(roster, side)[person] as usize;
        let is_full = partners.len() >= seats;
        if is_full && partners.iter().all(|&(_, at)| points(at) >= points(other)) {
            let names: Vec<&str> = partners.iter().map(|&(name, _)| name).collect();
            stays.push(if names.is_empty() {
                format!("{id} has no seat")
            } else {
                format!("{id} would not rather meet somebody else than {}", names.join(", "))
            });
        }
    }
    Ok(stays.join("; "))
}
