//! How far up in everybody's own list their partner stands.

use matchwright_tables::{Frame, Values};

use crate::outcome::{Outcome, Pair};

/// The last rank of each step; beyond the last there is one more.
const ENDS: [u32; 8] = [1, 2, 3, 4, 5, 10, 20, 50];

/// Steps that are told even where nobody stands there.
const ALWAYS: usize = 3;

/// Pairs by the ranks of the partners.
pub(in crate::report) struct Ranks {
    pub(in crate::report) steps: Vec<Step>,
}

/// A rank, or several.
pub(in crate::report) struct Step {
    pub(in crate::report) label: String,
    /// Pairs whose mentor has such a rank in the mentee's list.
    pub(in crate::report) mentees: u32,
    /// Pairs whose mentee has such a rank in the mentor's list.
    pub(in crate::report) mentors: u32,
}

impl Ranks {
    pub(super) fn new(outcome: &Outcome) -> Self {
        let mut steps: Vec<Step> = (0..=ENDS.len()).map(Step::empty).collect();
        for pair in outcome.pairs().iter().filter(|pair| is_counted(pair)) {
            steps[step_of(pair.rank_for_mentee())].mentees += 1;
            steps[step_of(pair.rank_for_mentor())].mentors += 1;
        }
        let is_taken = |step: &Step| step.mentees + step.mentors > 0;
        let last = steps.iter().rposition(is_taken).map_or(0, |last| last + 1);
        steps.truncate(last.max(ALWAYS));
        Self { steps }
    }

    /// As [`Plot::frame`](super::Plot::frame) has it.
    pub(in crate::report) fn frame(&self) -> Frame {
        Frame::new([
            ("rank", Values::texts(&self.steps, |step| &step.label)),
            ("mentees", Values::whole(&self.steps, |step| step.mentees)),
            ("mentors", Values::whole(&self.steps, |step| step.mentors)),
        ])
    }
}

impl Step {
    fn empty(at: usize) -> Self {
        let first = at.checked_sub(1).map_or(1, |before| ENDS[before] + 1);
        let label = match ENDS.get(at) {
            Some(last) if *last == first => first.to_string(),
            Some(last) => format!("{first}–{last}"),
            None => format!("{first}+"),
        };
        Self { label, mentees: 0, mentors: 0 }
    }
}

/// A limit of time may have ended the match before ranks were counted.
fn is_counted(pair: &Pair) -> bool {
    pair.rank_for_mentee() > 0
}

fn step_of(rank: u32) -> usize {
    ENDS.partition_point(|&last| last < rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rank_belongs_to_the_step_that_names_it() {
        let labels: Vec<String> = (0..=ENDS.len()).map(|at| Step::empty(at).label).collect();
        assert_eq!(labels[4..], ["5", "6–10", "11–20", "21–50", "51+"]);
        assert_eq!([1, 5, 6, 10, 11, 50, 51, 9_999].map(step_of), [0, 4, 5, 5, 6, 7, 8, 8]);
    }
}
