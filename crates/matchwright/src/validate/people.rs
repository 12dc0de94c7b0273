//! People whom the rules and the floor leave nobody.

use matchwright_assign::threads;

use super::look::Look;
use crate::error::Finding;
use crate::roster::Side;

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    let [mentees, mentors] = alone(look);
    let mentees = mentees.into_iter().map(|mentee| (Side::Mentee, mentee));
    let people = mentees.chain(mentors.into_iter().map(|mentor| (Side::Mentor, mentor)));
    people
        .map(|(side, person)| {
            let message = format!("the rules and min_score leave this {} nobody", side.noun());
            look.at(side, person, message).code("nobody_allowed")
        })
        .collect()
}

/// Mentees and mentors who may meet nobody.
fn alone(look: &Look<'_>) -> [Vec<usize>; 2] {
    let scores = look.scores;
    let parts = threads::map(threads::parts(scores.mentees()), |mentees| {
        let (mut alone, mut met) = (Vec::new(), vec![false; scores.mentors()]);
        for mentee in mentees.take_while(|_| !look.monitor.is_cancelled()) {
            let row = scores.points(mentee);
            if row.iter().all(Option::is_none) {
                alone.push(mentee);
            }
            met.iter_mut().zip(&row).for_each(|(met, points)| *met |= points.is_some());
        }
        (alone, met)
    });
    let parts: Vec<(Vec<usize>, Vec<bool>)> = parts;
    let (mut alone, mut met) = (Vec::new(), vec![false; scores.mentors()]);
    for (others_alone, others_met) in parts {
        alone.extend(others_alone);
        met.iter_mut().zip(others_met).for_each(|(met, other)| *met |= other);
    }
    let mentors = (0..met.len()).filter(|&mentor| !met[mentor]).collect();
    [alone, mentors]
}
