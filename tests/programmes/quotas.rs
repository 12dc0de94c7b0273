//! Bounds on groups within groups, of both sides.

use matchwright::roster::Side;

use crate::case::check_all;
use crate::draw::{minimums, plain, quotas, several_mentors};

#[test]
fn nested_on_both_sides() {
    let tried = check_all(5_000, |draw| {
        let mut case = plain(draw);
        quotas(&mut case, 4, 2, draw);
        case
    });
    assert!(tried.nothing > 0 && tried.searched == 0);
}

#[test]
fn beside_minimums_and_several_mentors() {
    let tried = check_all(5_000, |draw| {
        let mut case = plain(draw);
        several_mentors(&mut case, draw);
        minimums(&mut case, Side::Mentor, 3, draw);
        quotas(&mut case, 3, 2, draw);
        case
    });
    assert!(tried.nothing > 0 && tried.searched == 0);
}
