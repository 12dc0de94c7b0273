//! No number that an audit hides can be computed from those that it shows: whoever solves the linear system of everything
//! that is shown finds more than one answer.

use std::collections::{BTreeMap, BTreeSet};

use matchwright::answers::{Audit, AuditOptions, AuditRow, Metric};
use matchwright::roster::Side;
use matchwright::{Error, Outcome};
use ndarray::Array2;
use proptest::prelude::*;
use suite::groups::{audit, outcome};

/// What is between the groups of several attributes.
const AND: &str = " × ";

/// The labels of each person of a side, one for each attribute.
type Labels = Vec<Vec<String>>;

/// A set of the smallest cells.
type Sum = BTreeSet<usize>;

fn options(metrics: &[Metric]) -> AuditOptions {
    AuditOptions { metrics: metrics.to_vec(), draws: 3, ..AuditOptions::default() }
}

/// Whether a sum is a linear combination of others.
fn follows(sum: &Sum, others: &[Sum], cells: usize) -> bool {
    let dense = |sum: &Sum| (0..cells).map(|at| f64::from(u8::from(sum.contains(&at)))).collect();
    let mut rows: Vec<Vec<f64>> = others.iter().map(dense).collect();
    let mut target: Vec<f64> = dense(sum);
    for column in 0..cells {
        let largest = (0..rows.len())
            .max_by(|&one, &other| rows[one][column].abs().total_cmp(&rows[other][column].abs()));
        let Some(pivot) = largest.filter(|&at| rows[at][column].abs() > 1e-6) else { continue };
        let pivot = rows.swap_remove(pivot);
        for row in rows.iter_mut().chain([&mut target]) {
            let factor = row[column] / pivot[column];
            row.iter_mut().zip(&pivot).for_each(|(value, other)| *value -= factor * other);
        }
    }
    target.iter().all(|value| value.abs() < 1e-6)
}

/// The labels of one side's people.
fn labels(columns: &[(&str, Vec<String>)], people: std::ops::Range<usize>) -> Labels {
    let known =
        |label: &String| if label.is_empty() { "unknown".to_owned() } else { label.clone() };
    people
        .map(|person| columns.iter().map(|(_, labels)| known(&labels[person])).collect())
        .collect()
}

/// Whether a person is in the group of a row.
fn is_in(row: &AuditRow, names: &[&str], person: &[String]) -> bool {
    match names.iter().position(|name| *name == row.attribute) {
        Some(at) => person[at] == row.group,
        None if row.attribute == "all" => true,
        None => person.join(AND) == row.group,
    }
}

/// Checks the rows of one metric on one side, which is about these of the people.
fn check(
    audit: &Audit,
    side: Side,
    metric: Metric,
    columns: &[(&str, Vec<String>)],
    people: &Labels,
    counts: &[bool],
) -> Result<(), TestCaseError> {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let counted: Vec<&Vec<String>> = people
        .iter()
        .zip(counts)
        .filter(|(_, counts)| **counts)
        .map(|(person, _)| person)
        .collect();
    let cells: BTreeSet<&Vec<String>> = counted.iter().copied().collect();
    let cells: Vec<&Vec<String>> = cells.into_iter().collect();
    let rows: Vec<&AuditRow> =
        audit.rows().iter().filter(|row| row.side == side && row.metric == metric).collect();
    let sum = |row: &AuditRow| -> Sum {
        (0..cells.len()).filter(|&at| is_in(row, &names, cells[at])).collect()
    };
    let people_in =
        |row: &AuditRow| counted.iter().filter(|person| is_in(row, &names, person)).count();
    let shown: Vec<Sum> = rows.iter().filter(|row| !row.suppressed).map(|row| sum(row)).collect();
    for row in &rows {
        let (people, sum) = (people_in(row), sum(row));
        let is_large = people == 0 || people >= 10;
        prop_assert!(row.suppressed || is_large, "a group of {}", people);
        if !row.suppressed || people == 0 {
            continue;
        }
        prop_assert!(
            [row.value, row.difference, row.ratio, row.p_value].iter().all(Option::is_none)
        );
        prop_assert!(!follows(&sum, &shown, cells.len()), "{} of {}", row.group, row.attribute);
    }
    // What is left of everybody when the groups that are shown are taken off is no small set.
    let whole = rows.iter().any(|row| row.attribute == "all" && !row.suppressed);
    for name in names.iter().filter(|_| whole) {
        let of = || rows.iter().filter(|row| row.attribute == *name && row.suppressed);
        let left: usize = of().map(|row| people_in(row)).sum();
        prop_assert!(left == 0 || left >= 10, "{} people are left of {}", left, name);
    }
    Ok(())
}

fn check_mixing(
    outcome: &Outcome,
    audit: &Audit,
    column: &(&str, Vec<String>),
) -> Result<(), TestCaseError> {
    let mentees = outcome.roster().mentees().len();
    let everybody = labels(std::slice::from_ref(column), 0..column.1.len());
    let mut pairs: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for pair in outcome.pairs() {
        let mentee = outcome.roster().mentees().position(pair.mentee())?;
        let mentor = outcome.roster().mentors().position(pair.mentor())?;
        *pairs.entry((&everybody[mentee][0], &everybody[mentees + mentor][0])).or_default() += 1;
    }
    let hidden = |side: Side, group: &str| {
        audit.rows().iter().any(|row| {
            row.side == side && row.attribute == column.0 && row.group == group && row.n.is_none()
        })
    };
    let rows: Vec<_> = audit.mixing().iter().filter(|row| row.attribute == column.0).collect();
    let of_hidden = |at: usize| {
        hidden(Side::Mentee, &rows[at].mentee_group) || hidden(Side::Mentor, &rows[at].mentor_group)
    };
    // Where a group is hidden, nobody knows whether it has pairs.
    let count = |at: usize| {
        let key = (rows[at].mentee_group.as_str(), rows[at].mentor_group.as_str());
        pairs.get(&key).copied().unwrap_or_default()
    };
    let cells: Vec<usize> = (0..rows.len()).filter(|&at| count(at) > 0 || of_hidden(at)).collect();
    let sum = |is_part: &dyn Fn(usize) -> bool| -> Sum {
        (0..cells.len()).filter(|&cell| is_part(cells[cell])).collect()
    };
    let mut shown = vec![sum(&|_| true)];
    for at in 0..rows.len() {
        if !hidden(Side::Mentee, &rows[at].mentee_group) {
            shown.push(sum(&|other| rows[other].mentee_group == rows[at].mentee_group));
        }
        if !hidden(Side::Mentor, &rows[at].mentor_group) {
            shown.push(sum(&|other| rows[other].mentor_group == rows[at].mentor_group));
        }
    }
    let sums = shown.clone();
    for &at in &cells {
        if rows[at].suppressed {
            prop_assert_eq!((rows[at].pairs, rows[at].ratio), (None, None));
        } else {
            prop_assert_eq!(rows[at].pairs, Some(count(at)));
            shown.push(sum(&|other| other == at));
        }
    }
    for &at in &cells {
        let cell = sum(&|other| other == at);
        let is_public = follows(&cell, &sums, cells.len());
        if rows[at].suppressed {
            let is_safe = is_public || !follows(&cell, &shown, cells.len());
            prop_assert!(is_safe, "{} and {}", &rows[at].mentee_group, &rows[at].mentor_group);
        } else {
            prop_assert!(is_public || count(at) >= 10);
        }
    }
    Ok(())
}

/// Labels of which the first are the most common.
fn column(width: usize) -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec((0..width, 0..width).prop_map(|(one, other)| one.min(other)), 200)
}

fn named(name: &'static str, of: &[usize]) -> (&'static str, Vec<String>) {
    let label = |&at: &usize| if at == 2 { String::new() } else { format!("{name}{at}") };
    (name, of.iter().map(label).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_hidden_cannot_be_computed(
        mentees in 5..140_usize,
        mentors in 5..60_usize,
        width in 2..7_usize,
        one in column(6),
        other in column(4),
        third in column(3),
        attributes in 1..4_usize,
        seed in 0..1000_i32,
    ) {
        let score = |(e, m): (usize, usize)| (e as i32 * 31 + m as i32 * 17 + seed * 7) % 97;
        let outcome = outcome(&Array2::from_shape_fn((mentees, mentors), score))?;
        let one: Vec<usize> = one.iter().map(|label| label % width).collect();
        let mut columns = vec![named("a", &one), named("b", &other), named("c", &third)];
        columns.truncate(attributes);
        for (_, labels) in &mut columns {
            labels.truncate(mentees + mentors);
        }
        let metrics = [Metric::MatchRate, Metric::MeanScore, Metric::ScoreGap];
        let audit = audit(&outcome, &columns, &options(&metrics))?;
        let matched: BTreeSet<&str> = outcome.pairs().iter()
            .flat_map(|pair| [pair.mentee(), pair.mentor()]).collect();
        for (side, people) in [
            (Side::Mentee, 0..mentees),
            (Side::Mentor, mentees..mentees + mentors),
        ] {
            let people = labels(&columns, people);
            let ids = outcome.roster().side(side).ids();
            let has_pair: Vec<bool> = ids.iter().map(|id| matched.contains(id.as_str())).collect();
            let everybody = vec![true; ids.len()];
            check(&audit, side, Metric::MatchRate, &columns, &people, &everybody)?;
            check(&audit, side, Metric::ScoreGap, &columns, &people, &everybody)?;
            check(&audit, side, Metric::MeanScore, &columns, &people, &has_pair)?;
        }
        for column in &columns {
            check_mixing(&outcome, &audit, column)?;
        }
    }
}

/// People of three groups of these sizes.
fn of_sizes(sizes: [usize; 3]) -> Result<Vec<bool>, Error> {
    let mentees: usize = sizes.iter().sum();
    let outcome = outcome(&Array2::from_elem((mentees, 1), 50))?;
    let labels = ["a", "b", "c"].into_iter().zip(sizes);
    let mut labels: Vec<String> =
        labels.flat_map(|(label, size)| vec![label.to_owned(); size]).collect();
    labels.push(String::new());
    let audit = audit(&outcome, &[("group", labels)], &options(&[Metric::MatchRate]))?;
    let rows =
        audit.rows().iter().filter(|row| row.side == Side::Mentee && row.attribute == "group");
    Ok(rows.map(|row| row.suppressed).collect())
}

#[test]
fn the_next_smallest_is_hidden_with_a_small_one() -> Result<(), Error> {
    assert_eq!(of_sizes([10, 20, 30])?, [false, false, false]);
    assert_eq!(of_sizes([9, 20, 30])?, [true, true, false]);
    assert_eq!(of_sizes([9, 30, 9])?, [true, false, true]);
    // Four people of whom the rest is known would be a small group themselves.
    assert_eq!(of_sizes([2, 2, 30])?, [true, true, true]);
    Ok(())
}
