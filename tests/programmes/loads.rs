//! Minimums and maximums of both sides.

use matchwright::roster::Side;

use crate::case::check_all;
use crate::draw::{minimums, pinned, plain};

#[test]
fn of_mentors() {
    let tried = check_all(5_000, |draw| {
        let mut case = plain(draw);
        minimums(&mut case, Side::Mentor, 2, draw);
        case
    });
    assert!(tried.nothing > 0 && tried.searched == 0);
}

#[test]
fn of_both_sides_with_pinned_pairs() {
    let tried = check_all(5_000, |draw| {
        let mut case = plain(draw);
        minimums(&mut case, Side::Mentor, 3, draw);
        minimums(&mut case, Side::Mentee, 3, draw);
        pinned(&mut case, draw);
        case
    });
    assert!(tried.nothing > 0 && tried.searched == 0);
}
