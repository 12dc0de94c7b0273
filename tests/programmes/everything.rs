//! Minimums, quotas, several mentors, priority, levels and pinned pairs together.

use matchwright::program::Level;
use matchwright::roster::Side;

use crate::case::check_all;
use crate::draw::{minimums, pinned, plain, quotas, several_mentors};

#[test]
fn the_plan_is_the_best_of_all() {
    let first = [Level::Participation, Level::MentorsInUse, Level::Total, Level::Ranks];
    let further = [
        Level::Worst,
        Level::Leximin,
        Level::Balance,
        Level::MentorsInUse,
        Level::Ranks,
        Level::Participation,
    ];
    let tried = check_all(5_000, |draw| {
        let mut case = plain(draw);
        if draw(2) == 0 {
            several_mentors(&mut case, draw);
        }
        if draw(2) == 0 {
            minimums(&mut case, Side::Mentee, 2, draw);
        }
        if draw(2) == 0 {
            minimums(&mut case, Side::Mentor, 2, draw);
        }
        if draw(2) == 0 {
            quotas(&mut case, 3, 2, draw);
        }
        pinned(&mut case, draw);
        case.levels = vec![first[draw(4) as usize]];
        for _ in 0..draw(3) {
            let level = further[draw(6) as usize];
            if !case.levels.contains(&level) {
                case.levels.push(level);
            }
        }
        case.has_priority = case.levels.contains(&Level::Participation) && draw(2) == 0;
        case
    });
    assert!(tried.nothing > 0 && tried.searched == 0);
}
