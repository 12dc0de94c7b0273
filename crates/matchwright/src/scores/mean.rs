//! What a criterion says of the average pair: what `missing = "mean"` counts without an answer.

use std::ops::Range;

use matchwright_assign::{Error, Monitor, threads};

use super::grid::{GRID, to_points};
use super::member::Member;
use super::term::CompiledTerm;
use crate::compare::Groups;
use crate::lanes::widest;

/// Pairs that are asked at most where the mentors fall into no groups: a sixth of a second on two cores. The
/// mean of a sample of so many differs from that of all by less than a thousandth.
const MOST_PAIRS: usize = 1 << 24;

/// The mean over the pairs of which the criterion has an opinion; one half where there is none.
///
/// From the sizes of groups where the mentors fall into groups, otherwise from the pairs of all mentees, or
/// of mentees evenly spaced in the order of their ids, so many that no more than 2²⁴ pairs are asked. Sums of
/// whole points are the same in any order.
pub(super) fn mean(
    term: &CompiledTerm,
    people: (usize, usize),
    monitor: &Monitor,
) -> Result<f32, Error> {
    let (mentees, mentors) = people;
    let sizes = term.groups_of(mentors).map(sizes);
    let step = match sizes {
        Some(_) => 1,
        None => mentees.saturating_mul(mentors).div_ceil(MOST_PAIRS).max(1),
    };
    let read = |asked: Range<usize>| {
        let (mut sum, mut values) = (Sum::default(), Vec::new());
        for mentee in asked.map(|index| index * step) {
            monitor.check()?;
            sum = sum.plus(match (&sizes, term.groups_of(mentors)) {
                (Some(sizes), Some(groups)) => of_groups(term, mentee, groups, sizes, &mut values),
                _ => of_pairs(term, mentee, 0..mentors, &mut values),
            });
        }
        Ok(sum)
    };
    let sums: Result<Vec<Sum>, Error> = threads::map(threads::parts(mentees.div_ceil(step)), read);
    let Sum { points, pairs } = sums?.into_iter().fold(Sum::default(), Sum::plus);
    Ok(if pairs == 0 { 0.5 } else { (points as f64 / pairs as f64 / f64::from(GRID)) as f32 })
}

/// Points of pairs, and how many they are.
#[derive(Clone, Copy, Default)]
struct Sum {
    points: i64,
    pairs: i64,
}

impl Sum {
    fn plus(self, other: Self) -> Self {
        Self { points: self.points + other.points, pairs: self.pairs + other.pairs }
    }

    /// So many pairs with a value.
    fn of(value: f32, pairs: i64) -> Self {
        if value.is_nan() {
            return Self::default();
        }
        Self { points: pairs * i64::from(to_points(value, GRID)), pairs }
    }
}

/// How many mentors each group has.
fn sizes(groups: &Groups) -> Vec<i64> {
    let mut sizes = vec![0; groups.count()];
    groups.of().iter().for_each(|&group| sizes[usize::from(group)] += 1);
    sizes
}

/// The pairs of a mentee, group by group, less the exceptions and with what is true of them.
fn of_groups(
    term: &CompiledTerm,
    mentee: usize,
    groups: &Groups,
    sizes: &[i64],
    values: &mut Vec<f32>,
) -> Sum {
    values.resize(sizes.len(), f32::NAN);
    term.group_values(mentee, values);
    let all = values.iter().zip(sizes).map(|(&value, &size)| Sum::of(value, size));
    let all = all.fold(Sum::default(), Sum::plus);
    let mut exceptions = Vec::new();
    term.exceptions(mentee, &mut exceptions);
    exceptions.retain(|&mentor| (mentor as usize) < groups.of().len());
    exceptions.sort_unstable();
    exceptions.dedup();
    let of_group = |&mentor: &u32| values[usize::from(groups.of()[mentor as usize])];
    let less: Vec<f32> = exceptions.iter().map(of_group).collect();
    let less = less.into_iter().map(|value| Sum::of(value, -1));
    let more = exceptions.into_iter().map(|mentor| {
        let mut value = [f32::NAN];
        term.values(mentee, mentor as usize..mentor as usize + 1, &mut value);
        Sum::of(value[0], 1)
    });
    less.chain(more).fold(all, Sum::plus)
}

fn of_pairs(
    term: &CompiledTerm,
    mentee: usize,
    mentors: Range<usize>,
    values: &mut Vec<f32>,
) -> Sum {
    values.resize(mentors.len(), f32::NAN);
    term.values(mentee, mentors, values);
    values.chunks(BLOCK).map(|block| widest(block, of_block)).fold(Sum::default(), Sum::plus)
}

/// Values whose points are summed in 32 bits.
const BLOCK: usize = 1 << 11;

const _: () = assert!(BLOCK < (i32::MAX / GRID) as usize);

#[inline(always)]
fn of_block(values: &[f32]) -> Sum {
    let (mut points, mut pairs) = (0_i32, 0_i32);
    for &value in values {
        let is_told = !value.is_nan();
        points += if is_told { to_points(value, GRID) } else { 0 };
        pairs += i32::from(is_told);
    }
    Sum { points: points.into(), pairs: pairs.into() }
}
