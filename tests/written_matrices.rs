//! Scores that are written into memory of the caller's are those of the matrix, wherever its numbers lie; memory of
//! another shape is refused, and what was wrong is named.

use matchwright::assign::{Error as AssignError, Monitor};
use matchwright::criteria::Same;
use matchwright::roster::Person;
use matchwright::scores::Scores;
use matchwright::{Error, Matcher, Program, Roster};
use ndarray::{Array2, s};

/// Two mentees and three mentors, read in another order than that of their ids.
fn scores() -> Result<Scores, Error> {
    let program = Program::builder().criterion(1.0, Same::new("site")).build();
    let person = |id: &str, site: &str| Person::new(id).text("site", site);
    let roster = Roster::builder()
        .mentee(person("e2", "York"))
        .mentee(person("e1", "Leeds"))
        .mentor(person("m3", "York"))
        .mentor(person("m1", "Hull"))
        .mentor(person("m2", "Leeds"))
        .build(&program)?;
    Matcher::new(program)?.scores(&roster)
}

const EXPECTED: [[f64; 3]; 2] = [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]];

#[test]
fn memory_of_any_layout_is_filled() -> Result<(), Error> {
    let (scores, monitor) = (scores()?, Monitor::new());
    let mut by_rows = Array2::<f64>::zeros((2, 3));
    scores.write_matrix(by_rows.view_mut(), &monitor)?;
    assert_eq!(by_rows, Array2::from(EXPECTED.to_vec()));
    let mut by_columns = Array2::<f32>::zeros((3, 2));
    scores.write_matrix(by_columns.view_mut().reversed_axes(), &monitor)?;
    assert_eq!(by_columns.t().mapv(f64::from), by_rows);
    let mut apart = Array2::from_elem((2, 6), f64::NAN);
    scores.write_matrix(apart.slice_mut(s![.., ..;2]), &monitor)?;
    assert_eq!(apart.slice(s![.., ..;2]), by_rows);
    assert!(apart.slice(s![.., 1..;2]).iter().all(|beside| beside.is_nan()));
    Ok(())
}

#[test]
fn another_shape_is_refused() -> Result<(), Error> {
    let scores = scores()?;
    for (shape, wrong) in [
        ((1, 3), ("rows", 2, 1)),
        ((3, 3), ("rows", 2, 3)),
        ((2, 2), ("columns", 3, 2)),
        ((2, 4), ("columns", 3, 4)),
        ((3, 2), ("rows", 2, 3)),
        ((0, 0), ("rows", 2, 0)),
    ] {
        let mut matrix = Array2::<f64>::zeros(shape);
        let refused = scores.write_matrix(matrix.view_mut(), &Monitor::new());
        let is_named = matches!(
            &refused,
            Err(Error::Assign(AssignError::Length { what, expected, found }))
                if (*what, *expected, *found) == wrong
        );
        assert!(is_named, "{shape:?}: {refused:?}");
        assert!(matrix.iter().all(|&score| score == 0.0), "{shape:?}");
    }
    Ok(())
}
