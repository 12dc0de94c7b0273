//! Levels far above the others that they are compared with: a year, or a percentage, among steps.

use super::look::{Look, Wrote};
use crate::error::Finding;
use crate::roster::{Kind, Read};

/// A level this many times the median is of another kind: people who grade from 1 to 5, or from 1 to 10,
/// stay well below, and a year among them does not.
const FAR: f64 = 10.0;

/// Fewer levels say nothing about what is usual.
const FEWEST: usize = 4;

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    let mut seen: Vec<Vec<Read>> = Vec::new();
    let mut findings = Vec::new();
    for term in &look.program.criteria {
        // Levels are of one kind where one criterion compares them.
        let mut reads = term.reads();
        reads.retain(|read| read.kind == Kind::List);
        if !seen.contains(&reads) {
            findings.extend(among(look, &reads));
            seen.push(reads);
        }
    }
    findings
}

fn among(look: &Look<'_>, reads: &[Read]) -> Vec<Finding> {
    let levels = || look.labels().filter(|wrote| reads.contains(wrote.read) && level(wrote) > 0.0);
    let mut sorted: Vec<f64> = levels().map(|wrote| level(&wrote)).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let limit = sorted.get(sorted.len() / 2).map_or(f64::INFINITY, |median| FAR * median);
    let usual = sorted.iter().rev().find(|level| **level <= limit);
    let Some(usual) = usual.filter(|_| sorted.len() >= FEWEST) else { return Vec::new() };
    let far = levels().filter(|wrote| level(wrote) > limit);
    let message = "levels far above the others: is the number part of the label?";
    far.map(|wrote| {
        let value = format!("{}:{}, others up to {usual}", wrote.item.label, level(&wrote));
        look.at_label(&wrote, message).code("level_far").value(value)
    })
    .collect()
}

fn level(wrote: &Wrote<'_>) -> f64 {
    wrote.item.level.unwrap_or_default()
}
