//! A solve ends soon after it is cancelled, whatever it is doing.

use matchwright_assign::general::{Peers, pair};
use matchwright_assign::{Cost, CostFn, Error, Options};

use crate::watched::{PATIENCE, cancelled_after};

// Threads are our own, since the others of this program may be busy with other tests.
#[test]
fn ten_thousand_people_are_left_at_once() {
    let costs = CostFn::new(10_000, 10_000, |one, other| {
        let (first, last) = (one.min(other), one.max(other));
        ((first * 7_919) ^ (last * 104_729)) as Cost % 10_007
    });
    for wait in [0, 50, 300, 1_500] {
        let (answer, late) = cancelled_after(wait, |monitor| {
            pair(&Peers::new(&costs), &Options::default().with_monitor(monitor).with_threads(2))
        });
        assert_eq!(answer.err(), Some(Error::Cancelled));
        assert!(late < PATIENCE, "{late:?} after {wait} ms");
    }
}

#[test]
fn at_every_moment() {
    // Deeply nested sets: most of the time goes into searches.
    let costs = CostFn::new(1_201, 1_201, |one, other| one.max(other).div_ceil(2) as Cost);
    for wait in (0..400).step_by(20) {
        let (answer, late) = cancelled_after(wait, |monitor| {
            pair(&Peers::new(&costs), &Options::default().with_monitor(monitor).with_threads(2))
        });
        assert!(late < PATIENCE, "{late:?} after {wait} ms");
        match answer {
            Ok(pairing) => assert!(pairing.certificate().is_optimal()),
            Err(error) => assert_eq!(error, Error::Cancelled),
        }
    }
}
