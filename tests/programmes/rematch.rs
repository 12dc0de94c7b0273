//! After an earlier round: told pairs are kept first, then the levels count.

use matchwright::assign::Options;
use matchwright::program::Level;
use matchwright::roster::Side;
use matchwright::{Error, Keep, Matcher};
use rayon::prelude::*;

use crate::draw::{count, minimums, noise, plain, quotas, several_mentors};

#[test]
fn told_pairs_come_before_all_levels() {
    let solved: usize = (0..count(5_000)).into_par_iter().map(check).sum();
    assert!(solved as u64 > count(5_000) / 4, "hardly any has a plan: {solved}");
}

/// Whether both rounds have a plan.
fn check(number: u64) -> usize {
    let draw = &mut *noise(number + 1);
    let mut before = plain(draw);
    let further = [Level::MentorsInUse, Level::Worst, Level::Leximin, Level::Balance, Level::Ranks];
    before.levels.push(further[draw(5) as usize]);
    if draw(2) == 0 {
        several_mentors(&mut before, draw);
    }
    let mut now = before.clone();
    for points in &mut now.points {
        points.fill_with(|| draw(101) as i64);
    }
    now.blocked.clear();
    if draw(2) == 0 {
        now.blocked
            .push((draw(now.mentees() as u64) as usize, draw(now.mentors() as u64) as usize));
    }
    match draw(3) {
        0 => minimums(&mut now, Side::Mentor, 2, draw),
        1 => quotas(&mut now, 2, 2, draw),
        _ => (),
    }
    let program = before.program();
    let previous =
        Matcher::new(program.clone()).expect("a programme").run(&before.roster(&program));
    let previous = previous.expect("nothing is demanded in the first round");
    let told = before.plan_of(&previous);
    let program = now.program();
    let roster = now.roster(&program);
    let found = Matcher::new(program).expect("a programme").rematch(
        &previous,
        &roster,
        Keep::Told,
        &Options::default(),
    );
    let worth = |plan: u32| ((plan & told).count_ones(), now.worth(plan));
    match (found, now.plans().map(worth).max()) {
        (Ok(outcome), best) => {
            let plan = now.plan_of(&outcome);
            assert!(now.plans().any(|one| one == plan), "{number}: {now:?}");
            assert_eq!(Some(worth(plan)), best, "{number}: {plan:b} {told:b} {now:?}");
            1
        }
        (Err(Error::Infeasible(_)), None) => 0,
        (Err(error), best) => panic!("{number}: {error} where the best is {best:?}: {now:?}"),
    }
}
