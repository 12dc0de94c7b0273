//! Plans in which no two would both rather meet each other.

use matchwright_assign::stable::{Preferences, Side, assign, certify};
use matchwright_assign::{CostFn, Options};

use crate::costs::noise;
use crate::refusing::check;

/// Where no tables are kept, lists of a number for each row or column count as well.
const LARGE: usize = 5_000;

/// All of it.
pub(crate) fn all() {
    let (rows, columns) = (400, 1_200);
    let (own, theirs) = (CostFn::new(rows, columns, noise), CostFn::new(columns, rows, noise));
    for side in [Side::Rows, Side::Columns] {
        let preferences = Preferences::new(&own, &theirs).row_capacity(vec![3; rows]);
        let preferences = preferences.proposes(side);
        let plan = || assign(&preferences, &Options::default());
        check(LARGE, &format!("stable, {side:?} propose"), plan);
        let pairs = plan().expect("a plan");
        let name = format!("certify a stable plan, {side:?} propose");
        check(LARGE, &name, || certify(&preferences, &pairs));
    }
}
