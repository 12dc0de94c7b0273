//! Random small programmes from a number.

use std::collections::BTreeSet;

use matchwright::program::Level;
use matchwright::roster::Side;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::case::{Bounds, Case};

/// Numbers below what is asked for.
pub(crate) type Draw = dyn FnMut(u64) -> u64;

pub(crate) fn noise(seed: u64) -> Box<Draw> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    Box::new(move |below| random.random_range(0..below.max(1)))
}

/// How many programmes a test tries.
pub(crate) fn count(default: u64) -> u64 {
    let asked = std::env::var("MATCHWRIGHT_CASES");
    asked.map_or(default, |asked| asked.parse().expect("a number of cases"))
}

/// People, scores, pairs that may not meet, and one seat for everybody; without demands, for the most people.
pub(crate) fn plain(draw: &mut Draw) -> Case {
    let (rows, columns) = (1 + draw(4) as usize, 1 + draw(3) as usize);
    let mut case = Case { levels: vec![Level::Participation], ..Case::default() };
    for _ in 0..rows {
        let mut points = |_| match draw(4) {
            0 => 50,
            1 => 80,
            _ => draw(101) as i64,
        };
        case.points.push((0..columns).map(&mut points).collect());
        case.waited.push((draw(4) > 0).then(|| draw(3) as u8));
    }
    let mut blocked = BTreeSet::new();
    for _ in 0..draw(3) {
        blocked.insert((draw(rows as u64) as usize, draw(columns as u64) as usize));
    }
    case.blocked = blocked.into_iter().collect();
    case.seats = [vec![(0, 1); rows], (0..columns).map(|_| (0, draw(4) as u32)).collect()];
    case.answers = [rows, columns].map(|people| (0..people).map(|_| answers(draw)).collect());
    case
}

/// A team within an area, and a club that crosses both.
fn answers(draw: &mut Draw) -> [Option<u8>; 3] {
    let team = (draw(5) > 0).then(|| draw(3) as u8);
    let area = team.map(|team| team / 2);
    [team, area, (draw(5) > 0).then(|| draw(2) as u8)]
}

/// Minimums of a side up to what people offer.
pub(crate) fn minimums(case: &mut Case, side: Side, one_in: u64, draw: &mut Draw) {
    for (least, most) in &mut case.seats[side as usize] {
        if draw(one_in) == 0 {
            *least = (draw(3) as u32).min(*most);
        }
    }
}

/// Mentees who may meet up to three mentors.
pub(crate) fn several_mentors(case: &mut Case, draw: &mut Draw) {
    for (_, most) in &mut case.seats[0] {
        *most = 1 + draw(3) as u32;
    }
}

/// Bounds on groups of the columns before `columns`.
pub(crate) fn quotas(case: &mut Case, count: u64, columns: u64, draw: &mut Draw) {
    for _ in 0..=draw(count) {
        let of = if draw(2) == 0 { Side::Mentee } else { Side::Mentor };
        let per_partner = draw(2) == 0;
        let column = draw(columns) as usize;
        let value = (draw(3) == 0).then(|| draw(2) as u8);
        let min = u32::from(draw(4) == 0);
        let most = min + draw(if per_partner { 2 } else { 3 }) as u32;
        let max = (min == 0 || draw(2) == 0).then_some(most.max(1));
        let bounds = Bounds { of, column, value, min, max, per_partner };
        // Two quotas of one column would be one.
        let is_known = |known: &Bounds| {
            (known.of, known.column, known.per_partner) == (of, column, per_partner)
        };
        if !case.bounds.iter().any(is_known) {
            case.bounds.push(bounds);
        }
    }
}

/// A pair that is decided before.
pub(crate) fn pinned(case: &mut Case, draw: &mut Draw) {
    let pair = (draw(case.mentees() as u64) as usize, draw(case.mentors() as u64) as usize);
    if draw(3) == 0 && !case.blocked.contains(&pair) && case.seats[1][pair.1].1 > 0 {
        case.pinned.push(pair);
    }
}
