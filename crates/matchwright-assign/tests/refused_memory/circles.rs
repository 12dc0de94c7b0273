//! Circles, and the check of them.

use matchwright_assign::Options;
use matchwright_assign::circles::{Circles, assign, check as check_plan, pairs_first};

use crate::costs::{matrix, noise};
use crate::pairing::symmetric;
use crate::refusing::check;

/// All of it.
pub(crate) fn all() {
    circles("few", (12, 3), 8_000, true);
    circles("alone", (60, 40), 8_000, false);
    circles("many", (40, 30), 8_000, true);
}

/// Circles of so many members and columns.
fn circles(name: &str, (rows, columns): (usize, usize), large: usize, is_between: bool) {
    let (fit, together) = (matrix(rows, columns), symmetric(rows, noise));
    let mut circles = Circles::new(&fit).sizes(vec![(2, 4); columns]);
    if is_between {
        circles = circles.together(&together).mix((0..rows as u32).step_by(2).collect(), 3);
    }
    let options = Options::default().with_threads(1);
    let plan = || assign(&circles, &options);
    check(large, &format!("circles, {name}"), plan);
    check(large, &format!("pairs first, {name}"), || pairs_first(&circles, &options));
    let best = plan().expect("a plan");
    check(large, &format!("check of circles, {name}"), || check_plan(&circles, &best));
}
