//! What one person's possible partners say about why they meet nobody.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::reasons::Reason;
use crate::roster::Side;
use crate::scores::{Barrier, Barriers, Scores, to_score};

/// The people on the other side, counted.
#[derive(Clone, Default)]
pub(super) struct Partners {
    /// Everybody who was counted.
    people: usize,
    /// How many each rule or requirement excludes.
    excluded: BTreeMap<Barrier, Excluded>,
    /// Those who pass the rules, and the best score among them.
    passing: usize,
    best: i32,
    /// Those who score high enough besides.
    pub(super) allowed: usize,
    /// Those of them who are free.
    free: usize,
}

/// How many people a rule or requirement excludes.
#[derive(Clone, Copy, Default)]
struct Excluded {
    all: usize,
    /// Those whom nothing else excludes.
    by_itself: usize,
}

impl Partners {
    /// Counts somebody who is allowed.
    pub(super) fn add_allowed(&mut self, points: i32, is_free: bool) {
        self.passing += 1;
        self.best = self.best.max(points);
        self.allowed += 1;
        self.free += usize::from(is_free);
    }

    /// Counts somebody, with all that excludes them.
    pub(super) fn add(&mut self, barriers: Barriers, points: i32, is_free: bool) {
        self.people += 1;
        if barriers.is_empty() {
            self.add_allowed(points, is_free);
        } else if barriers.rules().is_empty() {
            self.passing += 1;
            self.best = self.best.max(points);
        } else {
            self.exclude(barriers.rules());
        }
    }

    fn exclude(&mut self, rules: Barriers) {
        let is_single = rules.iter().count() == 1;
        for rule in rules.iter() {
            let excluded = self.excluded.entry(rule).or_default();
            excluded.all += 1;
            excluded.by_itself += usize::from(is_single);
        }
    }

    /// Adds the counts of other people, all of whom are allowed.
    pub(super) fn join_allowed(&mut self, others: &Self) {
        self.passing += others.passing;
        self.best = self.best.max(others.best);
        self.allowed += others.allowed;
        self.free += others.free;
    }

    /// Why somebody on this side meets none of them, with the numbers. They stand behind a colon, so that
    /// the sentence reads well for one and for many.
    pub(super) fn reason(&self, side: Side, scores: &Scores, has_levels: bool) -> (Reason, String) {
        let others = side.other().table();
        let Self { passing, allowed, free, .. } = self;
        let best = to_score(self.best);
        if *passing == 0 {
            (Reason::RuledOut, self.exclusions(side, scores))
        } else if *allowed == 0 {
            let detail = format!("{others} who pass the rules: {passing}, best {best:.3}");
            (Reason::BelowFloor, detail)
        } else if *free > 0 && has_levels {
            let why = "minimums, quotas or levels leave no place";
            (
                Reason::HeldBack,
                format!("allowed {others} who are free: {free}, best {best:.3}; {why}"),
            )
        } else if *free > 0 {
            (Reason::NoGain, format!("allowed {others} who are free: {free}, best 0"))
        } else {
            let taken = if side == Side::Mentee { "all full" } else { "all with somebody else" };
            let detail = format!("allowed {others}: {allowed}, {taken}, best {best:.3}");
            (Reason::AllTaken, detail)
        }
    }

    /// `must_differ_manager excludes 12 of 60 mentors, 1 by itself; …`, the strictest first.
    fn exclusions(&self, side: Side, scores: &Scores) -> String {
        let mut strictest: Vec<_> = self.excluded.iter().collect();
        strictest.sort_by_key(|&(rule, excluded)| (Reverse(excluded.all), *rule));
        let texts = strictest.into_iter().map(|(rule, Excluded { all, by_itself })| {
            let name = scores.barrier_name(*rule);
            let text = format!("{name} excludes {all} of {}", side.other().counted(self.people));
            if *by_itself > 0 { format!("{text}, {by_itself} by itself") } else { text }
        });
        texts.collect::<Vec<_>>().join("; ")
    }
}
