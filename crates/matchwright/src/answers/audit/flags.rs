//! What stands out in an audit.

use matchwright_tables::counted;
use std::collections::BTreeMap;

use super::AuditRow;
use super::intervals::{LEVEL, holm};
use super::metrics::Metric;
use super::side::Found;
use crate::roster::Side;

/// A selection rate below four fifths of the highest group's is what the Uniform Guidelines on Employee Selection
/// Procedures (29 CFR 1607.4 D) look at first.
const FOUR_FIFTHS: f64 = 0.8;

/// The flag of a rate below four fifths of the highest.
pub(super) const BELOW_FOUR_FIFTHS: &str = "below_four_fifths";

/// The flag of a small p-value.
pub(super) const SIGNIFICANT: &str = "significant";

/// The group with the highest value of a metric, and that value.
type Highest = BTreeMap<(Side, String, Metric), (f64, String)>;

/// The rows with their flags and notes.
pub(super) fn flagged(mut found: Vec<Found>) -> Vec<AuditRow> {
    let highest = highest(&found);
    let tested: Vec<usize> = (0..found.len()).filter(|&at| p_value(&found, at).is_some()).collect();
    let p_values: Vec<f64> = tested.iter().filter_map(|&at| p_value(&found, at)).collect();
    let stays: BTreeMap<usize, bool> = tested.into_iter().zip(holm(&p_values)).collect();
    for (at, each) in found.iter_mut().enumerate() {
        let (mut flags, mut notes) = (Vec::new(), Vec::new());
        if let Some(note) = below_four_fifths(each, &highest) {
            flags.push(BELOW_FOUR_FIFTHS);
            notes.push(note);
        }
        if each.row.p_value.is_some_and(|p_value| p_value <= LEVEL) {
            flags.push(SIGNIFICANT);
            let not = if stays.get(&at) == Some(&true) { "also" } else { "not" };
            let tests = counted(p_values.len(), "test", "tests");
            notes.push(format!("{not} by Holm's correction for {tests}"));
        }
        if each.is_small && !each.is_whole {
            flags.push("small_n");
        }
        if each.is_unknown {
            flags.push("unknown");
        }
        notes.extend(about(&each.row).map(str::to_owned));
        (each.row.flag, each.row.note) = (flags.join("; "), notes.join("; "));
    }
    found.into_iter().map(|each| each.row).collect()
}

fn p_value(found: &[Found], at: usize) -> Option<f64> {
    found[at].row.p_value
}

fn highest(found: &[Found]) -> Highest {
    let mut highest = Highest::new();
    for each in found.iter().filter(|each| is_rate(each) && !each.is_unknown) {
        let Some(value) = each.row.value else { continue };
        let most = highest.entry(key(&each.row)).or_insert((value, each.row.group.clone()));
        if value > most.0 {
            *most = (value, each.row.group.clone());
        }
    }
    highest
}

fn key(row: &AuditRow) -> (Side, String, Metric) {
    (row.side, row.attribute.clone(), row.metric)
}

fn is_rate(found: &Found) -> bool {
    found.row.metric.is_favourable_rate() && !found.is_whole
}

fn below_four_fifths(found: &Found, highest: &Highest) -> Option<String> {
    let value = found.row.value.filter(|_| is_rate(found))?;
    let (most, group) = highest.get(&key(&found.row))?;
    (value < FOUR_FIFTHS * most)
        .then(|| format!("{:.0} % of the highest rate ({group})", 100.0 * value / most))
}

/// What a reader has to know of the row itself.
fn about(row: &AuditRow) -> Option<&'static str> {
    match row.metric {
        _ if row.suppressed => Some("hidden: small, or a small group could be computed from it"),
        Metric::ScoreGap => Some("before solving: the mean score with everybody allowed"),
        Metric::AssignmentGap => Some("added by the solver: the plan's score less that before"),
        _ => None,
    }
}
