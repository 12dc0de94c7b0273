//! A solve ends soon after it is cancelled, and with a plan and its gap when its time is over.

use std::time::{Duration, Instant};

use matchwright_assign::circles::{Circles, assign, check};
use matchwright_assign::{Cost, CostFn, Error, Options};

use crate::watched::{PATIENCE, cancelled_after};

fn between(one: usize, other: usize) -> Cost {
    let (first, last) = (one.min(other), one.max(other));
    ((first * 7_919) ^ (last * 104_729)) as Cost % 10_007
}

#[test]
fn at_every_moment() {
    for (rows, columns, is_between) in [(1_000, 200, true), (1_000, 200, false), (300, 100, true)] {
        let fit = CostFn::new(rows, columns, |row, column| between(row, column + 5));
        let together = CostFn::new(rows, rows, between);
        let circles = Circles::new(&fit).sizes(vec![(3, 6); columns]);
        let circles = if is_between { circles.together(&together) } else { circles };
        for wait in [0, 20, 60, 200, 1_000, 4_000] {
            let (answer, late) = cancelled_after(wait, |monitor| {
                assign(&circles, &Options::default().with_monitor(monitor).with_threads(2))
            });
            assert!(late < PATIENCE, "{late:?} after {wait} ms");
            match answer {
                Ok(plan) => assert_eq!(check(&circles, &plan), Ok(())),
                Err(error) => assert_eq!(error, Error::Cancelled),
            }
        }
    }
}

#[test]
fn a_limit_of_time_ends_with_what_there_is() {
    let fit = CostFn::new(400, 100, |row, column| between(row, column + 5));
    let together = CostFn::new(400, 400, between);
    let circles = Circles::new(&fit).together(&together).sizes(vec![(3, 6); 100]);
    for limit in [0, 300, 3_000] {
        let options = Options::default().with_time_limit(Duration::from_millis(limit));
        let started = Instant::now();
        let plan = assign(&circles, &options).expect("a plan");
        let late = started.elapsed().saturating_sub(Duration::from_millis(limit));
        assert!(late < Duration::from_secs(3), "{late:?} after {limit} ms");
        assert!(plan.is_stopped() && !plan.is_proven());
        assert_eq!((check(&circles, &plan), plan.placed()), (Ok(()), 400));
        assert!(plan.gap() > 0);
    }
}
