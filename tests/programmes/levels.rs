//! Every level, every pair of levels, and priority.

use matchwright::program::Level;
use matchwright::roster::Side;

use crate::case::{Case, check_all};
use crate::draw::{Draw, minimums, plain, quotas, several_mentors};

/// Levels of which a plan without pairs is not the best.
const FIRST: [Level; 4] = [Level::Participation, Level::MentorsInUse, Level::Total, Level::Ranks];

const ALL: [Level; 7] = [
    Level::Participation,
    Level::MentorsInUse,
    Level::Total,
    Level::Worst,
    Level::Leximin,
    Level::Ranks,
    Level::Balance,
];

fn demanded(draw: &mut Draw) -> Case {
    let mut case = plain(draw);
    match draw(4) {
        0 => minimums(&mut case, Side::Mentor, 3, draw),
        1 => several_mentors(&mut case, draw),
        2 => quotas(&mut case, 2, 2, draw),
        _ => (),
    }
    case
}

/// As [`demanded`], with something that an assignment does not know.
fn with_levels(levels: &[Level], draw: &mut Draw) -> Case {
    let mut case = demanded(draw);
    case.levels = levels.to_vec();
    case.has_priority = draw(2) == 0 && levels.contains(&Level::Participation);
    case
}

#[test]
fn each_alone_where_it_can_come_first() {
    for level in [Level::MentorsInUse, Level::Ranks, Level::Total] {
        check_all(5_000, |draw| {
            let mut case = with_levels(&[level], draw);
            // The total alone is an assignment's.
            minimums(&mut case, Side::Mentor, 3, draw);
            case
        });
    }
}

#[test]
fn each_after_participation() {
    for level in ALL.into_iter().filter(|level| *level != Level::Participation) {
        check_all(5_000, |draw| with_levels(&[Level::Participation, level], draw));
    }
}

/// All that may come first, each with all that may come second.
#[test]
fn each_pair_of_levels() {
    for first in FIRST {
        for second in ALL.into_iter().filter(|level| *level != first) {
            check_all(5_000, |draw| with_levels(&[first, second], draw));
        }
    }
}

#[test]
fn three_levels() {
    check_all(5_000, |draw| {
        let mut levels = vec![FIRST[draw(4) as usize]];
        for _ in 0..2 {
            let level = ALL[draw(7) as usize];
            if !levels.contains(&level) {
                levels.push(level);
            }
        }
        with_levels(&levels, draw)
    });
}

#[test]
fn whoever_waited_longest_comes_first() {
    check_all(5_000, |draw| {
        let mut case = demanded(draw);
        case.has_priority = true;
        // There are seats for few.
        case.seats[1].truncate(2);
        for points in &mut case.points {
            points.truncate(2);
        }
        case.answers[1].truncate(2);
        case.blocked.retain(|pair| pair.1 < 2);
        case
    });
}
