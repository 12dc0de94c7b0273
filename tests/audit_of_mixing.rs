//! Who meets whom by groups: pairs beside those expected, and no number of pairs that is small or follows from one that
//! is hidden.

use matchwright::Error;
use matchwright::answers::{AuditOptions, Mixing};
use ndarray::Array2;
use suite::groups::{audit, outcome};

/// The cells of a plan in which so many pairs are of these groups: of `a` with `a`, `a` with `b`, `b` with `a`, `b` with
/// `b`.
fn mixing(counts: [usize; 4]) -> Result<Vec<Mixing>, Error> {
    let labels = |groups: [&str; 4]| {
        let times = groups.into_iter().zip(counts);
        times.flat_map(|(group, count)| vec![group.to_owned(); count]).collect::<Vec<String>>()
    };
    let people = counts.iter().sum::<usize>();
    // Each mentee meets the mentor in the same place.
    let scores =
        Array2::from_shape_fn((people, people), |(one, other)| if one == other { 90 } else { 10 });
    let both = [labels(["a", "a", "b", "b"]), labels(["a", "b", "a", "b"])].concat();
    let options = AuditOptions { draws: 1, ..AuditOptions::default() };
    Ok(audit(&outcome(&scores)?, &[("team", both)], &options)?.mixing().to_vec())
}

#[test]
fn pairs_stand_beside_those_expected() -> Result<(), Error> {
    let cells = mixing([15, 11, 12, 14])?;
    let expected = [
        ("a", "a", 15, 26.0 * 27.0 / 52.0),
        ("a", "b", 11, 26.0 * 25.0 / 52.0),
        ("b", "a", 12, 26.0 * 27.0 / 52.0),
        ("b", "b", 14, 26.0 * 25.0 / 52.0),
    ];
    assert_eq!(cells.len(), expected.len());
    for (cell, (mentees, mentors, pairs, chance)) in cells.iter().zip(expected) {
        let groups = (cell.mentee_group.as_str(), cell.mentor_group.as_str());
        assert_eq!((groups, cell.pairs, cell.suppressed), ((mentees, mentors), Some(pairs), false));
        let is_near = |found: Option<f64>, value: f64| {
            found.is_some_and(|found| (found - value).abs() < 1e-9)
        };
        assert!(is_near(cell.expected, chance), "{} {}", cell.mentee_group, cell.mentor_group);
        assert!(
            is_near(cell.ratio, pairs as f64 / chance),
            "{} {}",
            cell.mentee_group,
            cell.mentor_group
        );
    }
    Ok(())
}

#[test]
fn a_small_number_is_hidden_with_all_that_it_follows_from() -> Result<(), Error> {
    // What is hidden in a row follows from its sum and the other cell.
    for cell in mixing([17, 3, 12, 20])? {
        assert!(cell.suppressed, "{} {}", cell.mentee_group, cell.mentor_group);
        assert_eq!((cell.pairs, cell.expected, cell.ratio), (None, None, None));
    }
    Ok(())
}
