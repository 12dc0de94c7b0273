//! Lists in which nobody's name stands too often are the best of all such lists, by trying all of them.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use std::sync::Arc;

use matchwright::assign::Monitor;
use matchwright::criteria::Gap;
use matchwright::roster::{Person, Side};
use matchwright::rules::Block;
use matchwright::scores::Scores;
use matchwright::{Matcher, Program, Roster};
use proptest::prelude::*;

/// Scores of people by a number; some pairs are blocked.
fn scores(mentees: &[u8], mentors: &[u8], blocked: &[(usize, usize)]) -> Scores {
    let blocked = blocked.iter().map(|(e, m)| (format!("e{e}"), format!("m{m}")));
    let program = Program::builder()
        .criterion(1.0, Gap::new("grade", 0.0, 9.0))
        .rule(Block::new(blocked))
        .build();
    let person = |id: String, grade: u8| Person::new(id).number("grade", f64::from(grade));
    let mut roster = Roster::builder();
    for (at, &grade) in mentees.iter().enumerate() {
        roster = roster.mentee(person(format!("e{at}"), grade));
    }
    for (at, &grade) in mentors.iter().enumerate() {
        roster = roster.mentor(person(format!("m{at}"), grade));
    }
    let roster = roster.build(&program).expect("a roster");
    Matcher::new(program).expect("a programme").scores(&roster).expect("scores")
}

/// Entries and points of the best lists: every set of pairs is tried.
fn best(scores: &Scores, of_mentee: usize, of_mentor: usize) -> (usize, i64) {
    let (mentees, mentors) = (scores.mentees(), scores.mentors());
    let row = |mentee| scores.row(mentee).into_iter();
    let points =
        (0..mentees).flat_map(row).map(|score| Some(score).filter(|score| !score.is_nan()));
    let points: Vec<Option<i64>> =
        points.map(|score| Some((score? * 1e6).round() as i64)).collect();
    let value = |set: u32| {
        let (mut rows, mut columns) = (vec![0; mentees], vec![0; mentors]);
        let (mut entries, mut sum) = (0, 0);
        for (at, points) in points.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1) {
            sum += (*points)?;
            entries += 1;
            rows[at / mentors] += 1;
            columns[at % mentors] += 1;
        }
        let fits = rows.iter().all(|&count| count <= of_mentee)
            && columns.iter().all(|&count| count <= of_mentor);
        fits.then_some((entries, sum))
    };
    (0..1_u32 << points.len()).filter_map(value).max().expect("the empty set")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn lists_are_the_best_of_all(
        mentees in prop::collection::vec(0..9_u8, 1..4),
        mentors in prop::collection::vec(0..9_u8, 1..5),
        blocked in prop::collection::vec((0..4_usize, 0..5_usize), 0..4),
        (count, exposure) in (1..4_usize, 1..4_usize),
        side in prop::sample::select(vec![Side::Mentee, Side::Mentor]),
    ) {
        let scores = scores(&mentees, &mentors, &blocked);
        let lists = scores
            .recommend_within(side, count, exposure, &Arc::new(Monitor::new()))
            .expect("lists");
        let others = if side == Side::Mentee { scores.mentors() } else { scores.mentees() };
        let mut names = vec![0; others];
        for ranked in lists.iter().flatten() {
            names[ranked.partner] += 1;
        }
        prop_assert!(names.iter().all(|&names| names <= exposure));
        prop_assert!(lists.iter().all(|list| list.len() <= count));
        prop_assert!(lists.iter().all(|list| list.is_sorted_by_key(|ranked| -ranked.points)));
        let found = (
            lists.iter().map(Vec::len).sum::<usize>(),
            lists.iter().flatten().map(|ranked| i64::from(ranked.points)).sum::<i64>(),
        );
        let (of_mentee, of_mentor) =
            if side == Side::Mentee { (count, exposure) } else { (exposure, count) };
        prop_assert_eq!(found, best(&scores, of_mentee, of_mentor));
    }
}
