//! A criterion with its weight, prepared for one roster.

use std::ops::Range;

use matchwright_assign::{Error, Monitor};

use super::condition::Condition;
use super::contract::{Breach, evaluator};
use super::grid::Share;
use super::learned::LearnedTerm;
use super::mean::mean;
use super::member::{Member, Scratch};
use crate::compare::Groups;
use crate::criteria::{Compiled, Evaluator};
use crate::program::{Instead, Missing, Term};
use crate::roster::Roster;

pub(super) struct CompiledTerm {
    pub(super) name: String,
    evaluator: Box<dyn Evaluator>,
    condition: Option<Condition>,
    /// What it has learned from everybody.
    pub(super) learned: LearnedTerm,
    /// What counts without an opinion; `None` where the criterion is skipped.
    pub(super) missing: Option<f32>,
    pub(super) required: Option<f32>,
    /// The bit of this criterion in a set of skipped criteria; 0 where it never skips.
    pub(super) skip_bit: usize,
    /// Points for a value of 1 where no criterion is skipped.
    pub(super) share: i32,
}

impl CompiledTerm {
    pub(super) fn new(
        term: &Term,
        roster: &Roster,
        learned: Option<&LearnedTerm>,
        skipping: usize,
        breach: &Breach,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let mean = learned.and_then(|learned| learned.mean);
        let learned = learned.map(|learned| &learned.criterion);
        let Compiled { evaluator, learned: criterion } = evaluator(term, roster, learned, breach);
        let missing = match term.missing {
            Missing::Value(value) => Some(value as f32),
            Missing::Word(Instead::Skip) => None,
            // Until the criterion can be asked.
            Missing::Word(Instead::Mean) => Some(0.0),
        };
        let mut compiled = Self {
            name: term.name(),
            evaluator,
            learned: LearnedTerm { criterion, mean },
            condition: term.when.as_ref().map(|when| Condition::new(when, roster)),
            missing,
            required: term.required.map(|required| required as f32),
            skip_bit: if missing.is_none() { 1 << skipping } else { 0 },
            share: 0,
        };
        if term.missing == Missing::MEAN {
            let people = (roster.mentees().len(), roster.mentors().len());
            let mean = mean.map_or_else(|| self::mean(&compiled, people, monitor), Ok)?;
            (compiled.missing, compiled.learned.mean) = (Some(mean), Some(mean));
        }
        Ok(compiled)
    }

    /// Whether the criterion does not count for the mentee.
    fn is_silent(&self, mentee: usize) -> bool {
        self.condition.as_ref().is_some_and(|condition| !condition.holds(mentee))
    }

    pub(super) fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        if self.is_silent(mentee) {
            out.fill(f32::NAN);
        } else {
            self.evaluator.values(mentee, mentors, out);
        }
    }

    pub(super) fn group_values(&self, mentee: usize, out: &mut [f32]) {
        if self.is_silent(mentee) {
            out.fill(f32::NAN);
        } else {
            self.evaluator.group_values(mentee, out);
        }
    }

    /// Whether an answer is below what the criterion requires; a missing answer is not.
    pub(super) fn refuses(&self, value: f32) -> bool {
        self.required.is_some_and(|required| value < required)
    }

    fn share(&self) -> Share {
        let missing = self.missing.unwrap_or(0.0);
        Share { points: self.share, missing, required: self.required }
    }
}

impl Member for CompiledTerm {
    fn groups(&self) -> Option<&Groups> {
        self.evaluator.groups()
    }

    fn add_groups(&self, mentee: usize, scratch: &mut Scratch, points: &mut [i32]) {
        let values = scratch.values(points.len());
        self.group_values(mentee, values);
        self.share().add(values, points);
    }

    fn exceptions(&self, mentee: usize, found: &mut Vec<u32>) {
        if !self.is_silent(mentee) {
            self.evaluator.exceptions(mentee, found);
        }
    }

    fn add(&self, mentee: usize, mentors: Range<usize>, scratch: &mut Scratch, points: &mut [i32]) {
        let values = scratch.values(points.len());
        self.values(mentee, mentors, values);
        self.share().add(values, points);
    }
}
