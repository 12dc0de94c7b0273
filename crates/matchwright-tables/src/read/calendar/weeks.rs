//! From times that are taken to the hours of an ordinary week.

use crate::hours::WEEK;

const QUARTER: i64 = 900;

/// Where the week of 1 January 1970 stood, a Thursday, in quarters from Monday on.
const THURSDAY: i64 = 3 * 96;

/// From one moment to another, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub(super) from: i64,
    pub(super) to: i64,
}

/// The quarters of a week that are taken in half of the weeks or more, or at which no day was looked at.
/// O(spans · log + quarters).
pub(super) fn taken(windows: Vec<Span>, spans: Vec<Span>) -> Vec<bool> {
    let (windows, spans) = (merged(windows), merged(spans));
    let mut weeks = vec![0_usize; WEEK];
    let mut busy = vec![0_usize; WEEK];
    for window in &windows {
        count(ceil(window.from), window.to.div_euclid(QUARTER), &mut weeks);
    }
    let mut next = i64::MIN;
    for span in common(&windows, &spans) {
        let (from, to) = (span.from.div_euclid(QUARTER).max(next), ceil(span.to));
        count(from, to, &mut busy);
        next = to;
    }
    weeks.iter().zip(&busy).map(|(&weeks, &busy)| 2 * busy >= weeks).collect()
}

fn ceil(seconds: i64) -> i64 {
    seconds.div_euclid(QUARTER) + i64::from(seconds.rem_euclid(QUARTER) > 0)
}

fn count(from: i64, to: i64, week: &mut [usize]) {
    for quarter in from..to {
        let at = (quarter + THURSDAY).rem_euclid(WEEK as i64) as usize;
        if let Some(count) = week.get_mut(at) {
            *count += 1;
        }
    }
}

/// Spans in order, without those that overlap.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| span.from < span.to);
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
            _ => merged.push(span),
        }
    }
    merged
}

/// What lies in spans of both, each of which are in order.
fn common(windows: &[Span], spans: &[Span]) -> Vec<Span> {
    let mut common = Vec::new();
    let (mut at, mut windows) = (0, windows.iter().copied().peekable());
    while let (Some(window), Some(span)) = (windows.peek(), spans.get(at)) {
        let both = Span { from: window.from.max(span.from), to: window.to.min(span.to) };
        if both.from < both.to {
            common.push(both);
        }
        if window.to < span.to {
            windows.next();
        } else {
            at += 1;
        }
    }
    common
}
