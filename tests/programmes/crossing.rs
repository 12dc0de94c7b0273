//! Quotas of one side that cross.

use matchwright::program::Level;
use matchwright::roster::Side;

use crate::case::{Bounds, Case, check_all};
use crate::draw::{Draw, minimums, plain, quotas, several_mentors};

/// Bounds on teams and on clubs, counted alike.
pub(crate) fn crossing(draw: &mut Draw) -> Case {
    let mut case = plain(draw);
    several_mentors(&mut case, draw);
    let of = if draw(2) == 0 { Side::Mentee } else { Side::Mentor };
    let per_partner = draw(2) == 0;
    let most = if per_partner { 1 } else { 1 + draw(3) as u32 };
    for column in [0, 2] {
        let min = u32::from(draw(5) == 0);
        let bounds = Bounds { of, column, value: None, min, max: Some(most), per_partner };
        case.bounds.push(bounds);
    }
    case
}

#[test]
fn teams_and_clubs() {
    let tried = check_all(5_000, crossing);
    assert!(tried.nothing > 0 && tried.searched > tried.all / 20, "{}", tried.searched);
}

#[test]
fn of_all_columns_and_kinds() {
    let tried = check_all(5_000, |draw| {
        let mut case = crossing(draw);
        quotas(&mut case, 3, 3, draw);
        case
    });
    assert!(tried.nothing > 0 && tried.searched > tried.all / 20, "{}", tried.searched);
}

#[test]
fn beside_minimums_and_levels() {
    let tried = check_all(5_000, |draw| {
        let mut case = crossing(draw);
        minimums(&mut case, Side::Mentor, 3, draw);
        case.or_none[1] = draw(2) == 0;
        let further =
            [Level::MentorsInUse, Level::Worst, Level::Leximin, Level::Balance, Level::Ranks];
        case.levels.push(further[draw(5) as usize]);
        case.has_priority = draw(2) == 0;
        case
    });
    assert!(tried.nothing > 0 && tried.searched > tried.all / 20, "{}", tried.searched);
}
