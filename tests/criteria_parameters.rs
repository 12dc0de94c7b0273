//! Parameters out of range: each is refused by the name of its field, with what is allowed there.

use matchwright::criteria::{AnyCriterion, Different, Gap, Matrix, Preference, Same};
use matchwright::{Error, Program};
use ndarray::{Array2, array};

/// The findings of a programme with one criterion, as "field: message".
fn findings(criterion: impl Into<AnyCriterion>) -> Vec<String> {
    let program = Program::builder().criterion(1.0, criterion).build();
    let of = |finding: &matchwright::Finding| {
        format!("{}: {}", finding.column.clone().unwrap_or_default(), finding.message)
    };
    program.check().as_slice().iter().map(of).collect()
}

#[test]
fn gaps_need_finite_numbers_and_a_tolerance_above_0() {
    let tolerance = "criteria[0].gap.tolerance: must be a finite number above 0";
    for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(findings(Gap::new("grade", 0.0, wrong)), [tolerance]);
    }
    let ideal = "criteria[0].gap.ideal: must be a finite number";
    for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(findings(Gap::new("grade", wrong, 1.0)), [ideal]);
    }
    assert_eq!(findings(Gap::new("grade", -7.5, f64::MIN_POSITIVE)), [""; 0]);
}

#[test]
fn scales_need_two_labels_each_once() {
    let scaled = |labels: &[&str]| findings(Gap::new("grade", 0.0, 1.0).scale(labels.to_vec()));
    let few = "criteria[0].gap.scale: must name at least two labels, lowest first";
    assert_eq!(scaled(&[]), [few]);
    assert_eq!(scaled(&["AA"]), [few]);
    let empty = "criteria[0].gap.scale: must not contain an empty label";
    assert_eq!(scaled(&["AA", " "]), [empty]);
    let twice = "criteria[0].gap.scale: must name every label once";
    assert_eq!(scaled(&["Grade 7", "AO", "grade-7"]), [twice]);
    assert_eq!(scaled(&["AA", "AO"]), [""; 0]);
}

#[test]
fn separators_must_not_be_empty() {
    let same = "criteria[0].same.separator: must not be empty";
    assert_eq!(findings(Same::new("unit").separator("")), [same]);
    let different = "criteria[0].different.separator: must not be empty";
    assert_eq!(findings(Different::new("unit").separator("")), [different]);
    assert_eq!(findings(Same::new("unit").separator(" > ")), [""; 0]);
}

#[test]
fn preferences_need_a_column_and_values_in_range() {
    let column = "criteria[0].preference.mentee: \
                  must name a column of the mentees, or `mentor` one of the mentors";
    assert_eq!(findings(Preference::default()), [column]);
    let decay = "criteria[0].preference.decay: must be a number above 0, up to 1";
    for wrong in [0.0, 1.1, f64::NAN] {
        assert_eq!(findings(Preference::of_mentees("prefers").decay(wrong)), [decay]);
    }
    let unlisted = "criteria[0].preference.unlisted: must be a number from 0, below 1";
    for wrong in [-0.1, 1.0, f64::NAN] {
        assert_eq!(findings(Preference::of_mentors("prefers").unlisted(wrong)), [unlisted]);
    }
    assert_eq!(findings(Preference::both("a", "b").decay(1.0).unlisted(0.0)), [""; 0]);
}

#[test]
fn matrices_need_a_number_from_0_to_1_for_every_pair_of_ids() {
    let range = "criteria[0].matrix.values: must be numbers from 0 to 1, or NaN (null)";
    for wrong in [-0.1, 1.1, f32::INFINITY] {
        assert_eq!(findings(Matrix::new(["e1"], ["m1"], array![[wrong]])), [range]);
    }
    let shape = "criteria[0].matrix.values: must have a row per mentee id and a column per mentor \
                 id, 1 × 2, not 2 × 1";
    assert_eq!(findings(Matrix::new(["e1"], ["m1", "m2"], array![[0.0], [1.0]])), [shape]);
    let values = || Array2::zeros((2, 2));
    let mentees = "criteria[0].matrix.mentee_ids: must name every id once";
    assert_eq!(findings(Matrix::new(["e1", " e1"], ["m1", "m2"], values())), [mentees]);
    let mentors = "criteria[0].matrix.mentor_ids: must name every id once";
    assert_eq!(findings(Matrix::new(["e1", "e2"], ["é", "e\u{301}"], values())), [mentors]);
    assert_eq!(findings(Matrix::new(["e1", "e2"], ["m1", "m2"], values())), [""; 0]);
}

#[test]
fn matrices_in_text_need_rows_of_one_length() -> Result<(), Error> {
    let json = |values: &str| {
        Program::from_json_str(&format!(
            r#"{{"criteria": [{{"kind": "matrix", "mentee_ids": ["e1", "e2"],
                "mentor_ids": ["m1", "m2"], "values": {values}}}]}}"#
        ))
    };
    let refused = json("[[0, 1], [1]]").map_or_else(|error| error.to_string(), |_| String::new());
    assert!(refused.contains("the rows of `values` must be equally long"), "{refused}");
    let values = array![[0.0, f32::NAN], [1.0, 0.5]];
    let matrix = AnyCriterion::from(Matrix::new(["e1", "e2"], ["m1", "m2"], values));
    assert_eq!(json("[[0, null], [1, 0.5]]")?.criteria[0].criterion, matrix);
    let other = Matrix::new(["e1", "e2"], ["m1", "m2"], array![[0.0, 0.1], [1.0, 0.5]]);
    assert_ne!(AnyCriterion::from(other), matrix);
    Ok(())
}
