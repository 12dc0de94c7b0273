//! Mentees who may meet several mentors.

use matchwright::program::Level;
use matchwright::roster::Side;

use crate::case::check_all;
use crate::draw::{minimums, plain, several_mentors};

#[test]
fn with_and_without_minimums() {
    let tried = check_all(5_000, |draw| {
        let mut case = plain(draw);
        several_mentors(&mut case, draw);
        // Without any minimum an assignment is asked, which counts pairs.
        minimums(&mut case, Side::Mentee, 2, draw);
        case.levels = vec![Level::Participation, Level::MentorsInUse];
        case
    });
    assert!(tried.searched == 0);
}
