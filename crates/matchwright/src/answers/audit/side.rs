//! One side of an audit: its groups, what is hidden of them, and their comparisons.

use matchwright_assign::{Error as AssignError, Monitor};

use super::attributes::Attributes;
use super::groups::{Partition, Partitions};
use super::intervals::{newcombe, percentiles};
use super::measures::{Field, Measures, People};
use super::metrics::{Base, Kind, Metric};
use super::permutation::{Comparison, Labelled};
use super::suppression::Hidden;
use super::{AuditOptions, AuditRow, SidePeople};
use crate::roster::{Roster, Side};

/// Groups with fewer people than these are flagged: of each of their numbers one person is more than 3 %.
const SMALL: i64 = 30;

/// One side's people and groups.
pub(super) struct SideAudit {
    pub(super) side: Side,
    pub(super) people: People,
    pub(super) partitions: Partitions,
    /// What is hidden, for each base.
    hidden: [Hidden; 3],
}

/// A row that is flagged when all p-values are there.
pub(super) struct Found {
    pub(super) row: AuditRow,
    /// Whether it is the partition of everybody.
    pub(super) is_whole: bool,
    pub(super) is_unknown: bool,
    /// Whether the number of people that the metric is about is small.
    pub(super) is_small: bool,
}

impl SideAudit {
    pub(super) fn new(
        side: Side,
        attributes: &Attributes,
        roster: &Roster,
        people: People,
    ) -> Self {
        let groups = attributes.of_side(roster, side);
        let partitions = Partitions::new(attributes.names(), &groups);
        let cells = |base: Base| {
            let counts = people.measures.iter().map(|measures| measures.get(base.field()));
            partitions.cells(&counts.collect::<Vec<i64>>())
        };
        let of_people = cells(Base::People);
        let first = Hidden::nothing(&of_people).extended(&of_people);
        let hidden = Base::ALL.map(|base| first.extended(&cells(base)));
        Self { side, people, partitions, hidden }
    }

    /// Whether a group of the partition with this number is hidden in metrics of this base.
    pub(super) fn is_hidden(&self, base: Base, partition: usize, group: usize) -> bool {
        let hidden = &self.hidden[base as usize];
        match partition.checked_sub(1) {
            None => hidden.all,
            Some(axis) => hidden.groups.get(axis).map_or(hidden.cells[group], |axis| axis[group]),
        }
    }

    /// Every row of the side.
    pub(super) fn rows(
        &self,
        options: &AuditOptions,
        monitor: &Monitor,
    ) -> Result<Vec<Found>, AssignError> {
        let labelled = self.labelled();
        let (sums, scores) = (labelled.sums(), self.sorted_scores(&labelled));
        let (mut found, mut compared) = (Vec::new(), Vec::new());
        for (row, comparison) in self.all(options, &sums) {
            let values = [comparison.group, comparison.reference]
                .map(|place| row.metric.value_of(&sums[place], &scores[place]));
            if row.is_compared() && values.iter().all(Option::is_some) {
                compared.push((found.len(), comparison));
            }
            found.push(row.found(&sums[comparison.group], values));
        }
        self.compare(&labelled, &sums, &compared, &mut found, options, monitor)?;
        Ok(found)
    }

    /// Every group with every metric, and what it is compared with.
    fn all(&self, options: &AuditOptions, sums: &[Measures]) -> Vec<(Row<'_>, Comparison)> {
        let metrics = if options.metrics.is_empty() { &Metric::ALL[..] } else { &options.metrics };
        let (mut all, mut start) = (Vec::new(), 0);
        for (number, partition) in self.partitions.iter().enumerate() {
            let reference = reference(partition, &sums[start..]);
            for group in 0..partition.len() {
                all.extend(metrics.iter().map(|&metric| {
                    let comparison =
                        Comparison { metric, group: start + group, reference: start + reference };
                    (Row { audit: self, number, partition, group, reference, metric }, comparison)
                }));
            }
            start += partition.len();
        }
        all
    }

    /// Adds tests and intervals.
    fn compare(
        &self,
        labelled: &Labelled<'_>,
        sums: &[Measures],
        compared: &[(usize, Comparison)],
        found: &mut [Found],
        options: &AuditOptions,
        monitor: &Monitor,
    ) -> Result<(), AssignError> {
        let seed = options.seed.rotate_left(self.side as u32);
        let comparisons: Vec<Comparison> = compared.iter().map(|each| each.1).collect();
        let draws = options.draws as usize;
        let p_values = labelled.p_values(&comparisons, draws, seed, monitor)?;
        let is_mean = |each: &&(usize, Comparison)| matches!(each.1.metric.kind(), Kind::Mean(..));
        let means: Vec<Comparison> = compared.iter().filter(is_mean).map(|each| each.1).collect();
        let mut samples = labelled.bootstrap(&means, draws, seed, monitor)?.into_iter();
        for ((at, comparison), p_value) in compared.iter().zip(p_values) {
            let interval = match comparison.metric.kind() {
                Kind::Mean(..) => samples.next().and_then(|sample| percentiles(&sample)),
                _ => rates(*comparison, sums),
            };
            found[*at].row.compare(p_value, interval);
        }
        Ok(())
    }

    fn labelled(&self) -> Labelled<'_> {
        let mut groups = 0;
        let mut places = Vec::new();
        for partition in self.partitions.iter() {
            places.push(partition.of.iter().map(|group| groups + group).collect());
            groups += partition.len();
        }
        Labelled { measures: &self.people.measures, places, groups }
    }

    /// The scores of each group's people who meet somebody, in ascending order.
    fn sorted_scores(&self, labelled: &Labelled<'_>) -> Vec<Vec<f64>> {
        let mut scores = vec![Vec::new(); labelled.groups];
        for places in &labelled.places {
            for (&place, score) in places.iter().zip(&self.people.scores) {
                scores[place].extend(*score);
            }
        }
        for scores in &mut scores {
            scores.sort_unstable_by(f64::total_cmp);
        }
        scores
    }

    /// What of it stays with the audit.
    pub(super) fn into_people(self) -> SidePeople {
        let names = |each: &Partition| each.of.iter().map(|&at| each.groups[at].clone()).collect();
        let groups = self.partitions.single.iter().map(names).collect();
        SidePeople { groups, scores: self.people.scores }
    }
}

/// The largest group of which something is known, of several the first by name.
fn reference(partition: &Partition, sums: &[Measures]) -> usize {
    let known = (0..partition.len()).filter(|&group| !partition.is_unknown(group));
    let people = |&group: &usize| std::cmp::Reverse(sums[group].get(Field::People));
    known.min_by_key(people).unwrap_or_default()
}

fn rates(comparison: Comparison, sums: &[Measures]) -> Option<(f64, f64)> {
    let Comparison { metric, group, reference } = comparison;
    let Kind::Rate(_, of) = metric.kind() else { return None };
    let rate = |place: usize| Some((metric.value(&sums[place])?, sums[place].get(of) as f64));
    Some(newcombe(rate(group)?, rate(reference)?))
}

/// A group and a metric.
struct Row<'a> {
    audit: &'a SideAudit,
    number: usize,
    partition: &'a Partition,
    group: usize,
    reference: usize,
    metric: Metric,
}

impl Row<'_> {
    fn is_whole(&self) -> bool {
        self.number == 0
    }

    fn is_hidden(&self, base: Base, group: usize) -> bool {
        self.audit.is_hidden(base, self.number, group)
    }

    /// Whether there are a test and an interval.
    fn is_compared(&self) -> bool {
        matches!(self.metric.kind(), Kind::Rate(..) | Kind::Mean(..)) && self.has_difference()
    }

    fn has_difference(&self) -> bool {
        let hidden = [self.group, self.reference].map(|at| self.is_hidden(self.metric.base(), at));
        self.group != self.reference
            && hidden == [false, false]
            && !matches!(self.metric.kind(), Kind::Count(_))
    }

    fn found(&self, sums: &Measures, [value, other]: [Option<f64>; 2]) -> Found {
        let Self { audit, partition, group, metric, .. } = *self;
        let suppressed = self.is_hidden(metric.base(), group);
        let n = sums.get(Field::People);
        let shown_n = (!self.is_hidden(Base::People, group)).then_some(n as u64);
        let difference = value.zip(other).filter(|_| self.has_difference());
        let name = |group: usize| partition.groups[group].clone();
        let row = AuditRow {
            side: audit.side,
            attribute: partition.name.clone(),
            group: name(group),
            n: shown_n,
            n_share: shown_n.map(|n| n as f64 / audit.people.measures.len() as f64),
            metric,
            value: value.filter(|_| !suppressed),
            reference_group: (!self.is_whole()).then(|| name(self.reference)),
            difference: difference.map(|(value, other)| value - other),
            ratio: None,
            ci_low: None,
            ci_high: None,
            p_value: None,
            test: None,
            flag: String::new(),
            suppressed,
            note: String::new(),
        };
        let is_small = !suppressed && sums.get(metric.base().field()) < SMALL;
        let is_unknown = partition.is_unknown(group);
        Found { row, is_whole: self.is_whole(), is_unknown, is_small }
    }
}

impl AuditRow {
    /// Adds what a comparison says. A quotient with what may be below 0 says nothing.
    fn compare(&mut self, p_value: f64, interval: Option<(f64, f64)>) {
        self.p_value = Some(p_value);
        self.test = Some("permutation");
        (self.ci_low, self.ci_high) = interval.unzip();
        let other = self.value.zip(self.difference).map(|(value, difference)| value - difference);
        let is_signed = self.metric == Metric::AssignmentGap;
        let ratio = self.value.zip(other).filter(|(_, other)| *other > 0.0 && !is_signed);
        self.ratio = ratio.map(|(value, other)| value / other);
    }
}
