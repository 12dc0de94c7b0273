//! The number of threads changes nothing.

use matchwright_assign::general::{Peers, pair};
use matchwright_assign::{Cost, CostFn, Options};

use crate::common::OBJECTIVES;

#[test]
fn on_ties_everywhere() {
    for people in [700, 701] {
        for objective in OBJECTIVES {
            let cost = |one: usize, other: usize| ((one * other + one + other) % 7) as Cost - 4;
            let source = CostFn::new(people, people, cost);
            let peers = Peers::new(&source).objective(objective);
            let answer = |threads| {
                let options = Options::default().with_threads(threads);
                serde_json::to_string(&pair(&peers, &options).expect("a pairing")).expect("JSON")
            };
            let answers = [1, 2, 3, 7].map(answer);
            assert!(answers.iter().all(|answer| *answer == answers[0]), "{people} {objective:?}");
        }
    }
}
