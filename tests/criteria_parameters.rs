//! Parameters out of range: each is refused by the name of its field, with what is allowed there.

use matchwright::criteria::{
    AnyCriterion, Different, Distance, Gap, Matrix, Personality, Place, Preference, Same,
    SharedTime, Table, Trait, Vector,
};
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
    let tolerance = "criteria 1 (gap).tolerance: must be a finite number above 0";
    for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(findings(Gap::new("grade", 0.0, wrong)), [tolerance]);
    }
    let ideal = "criteria 1 (gap).ideal: must be a finite number";
    for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(findings(Gap::new("grade", wrong, 1.0)), [ideal]);
    }
    assert_eq!(findings(Gap::new("grade", -7.5, f64::MIN_POSITIVE)), [""; 0]);
}

#[test]
fn scales_need_two_labels_each_once() {
    let scaled = |labels: &[&str]| findings(Gap::new("grade", 0.0, 1.0).scale(labels.to_vec()));
    let few = "criteria 1 (gap).scale: must name at least two labels, lowest first";
    assert_eq!(scaled(&[]), [few]);
    assert_eq!(scaled(&["AA"]), [few]);
    let empty = "criteria 1 (gap).scale: must not contain an empty label";
    assert_eq!(scaled(&["AA", " "]), [empty]);
    let twice = "criteria 1 (gap).scale: must name every label once";
    assert_eq!(scaled(&["Grade 7", "AO", "grade7"]), [twice]);
    assert_eq!(scaled(&["AA", "AO"]), [""; 0]);
}

#[test]
fn separators_must_not_be_empty() {
    let same = "criteria 1 (same).separator: must not be empty";
    assert_eq!(findings(Same::new("unit").separator("")), [same]);
    let different = "criteria 1 (different).separator: must not be empty";
    assert_eq!(findings(Different::new("unit").separator("")), [different]);
    assert_eq!(findings(Same::new("unit").separator(" > ")), [""; 0]);
}

#[test]
fn shared_time_needs_hours_of_a_week_and_a_date_for_zones() {
    let hours = "criteria 1 (shared_time).hours: must be a number above 0, up to 168";
    for wrong in [0.0, -1.0, 168.25, f64::NAN, f64::INFINITY] {
        assert_eq!(findings(SharedTime::new("free", wrong)), [hours]);
    }
    let named = || SharedTime::new("free", 168.0).zone("zone");
    let date = "criteria 1 (shared_time).date: must be a date such as 2026-03-02";
    for wrong in ["", "2026-02-30", "spring", "2026-3-2"] {
        assert_eq!(findings(named().date(wrong)), [date], "{wrong}");
    }
    let useless = "criteria 1 (shared_time).date: says nothing without `zone`";
    assert_eq!(findings(SharedTime::new("free", 1.0).date("2026-03-02")), [useless]);
    assert_eq!(findings(named()), [""; 0]);
    assert_eq!(findings(named().date("2026-03-02")), [""; 0]);
}

#[test]
fn distances_need_a_half_life_and_sites_that_are_listed_once() {
    let half_life = "criteria 1 (distance).half_life: must be a finite number of km above 0";
    for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(findings(Distance::new(Place::coordinates("n", "e"), wrong)), [half_life]);
    }
    let sites = |km: &[(&'static str, &'static str, f64)]| {
        findings(Distance::new(Place::site("office", km.iter().copied()), 50.0))
    };
    let range = "criteria 1 (distance).place.km: distances must be numbers of km from 0 to 20,038";
    for wrong in [-1.0, 20_039.0, f64::NAN] {
        assert_eq!(sites(&[("Leeds", "York", wrong)]), [range]);
    }
    let twice = "criteria 1 (distance).place.km: must list every two sites once";
    assert_eq!(sites(&[("Leeds", "York", 36.0), ("york ", "LEEDS", 36.0)]), [twice]);
    let itself = "criteria 1 (distance).place.km: must not list a site with itself: that is 0 km";
    assert_eq!(sites(&[("Leeds", "leeds", 0.0)]), [itself]);
    assert_eq!(sites(&[("Leeds", "York", 36.0), ("Leeds", "Hull", 0.0)]), [""; 0]);
}

#[test]
fn places_are_coordinates_or_sites() {
    let refused = |place: &str| {
        let text =
            format!("criteria = [{{ kind = \"distance\", half_life = 1, place = {place} }}]");
        Program::from_toml_str(&text).map_or_else(|error| error.to_string(), |_| String::new())
    };
    let expected = "expected `latitude`, `longitude` and perhaps `remote`, or `site` and `km`";
    for wrong in [
        "{}",
        r#"{ site = "office" }"#,
        r#"{ latitude = "n" }"#,
        r#"{ site = "office", km = [], latitude = "n", longitude = "e" }"#,
        r#"{ site = "office", km = [["Leeds", "York"]] }"#,
        r#"{ site = "office", km = [], colour = 1 }"#,
        r#""office""#,
    ] {
        assert!(refused(wrong).contains(expected), "{wrong}: {}", refused(wrong));
    }
    assert_eq!(refused(r#"{ site = "office", km = [] }"#), "");
    assert_eq!(refused(r#"{ latitude = "n", longitude = "e", remote = "works" }"#), "");
}

#[test]
fn traits_need_a_range_and_a_weight() {
    let one = |each: Trait| findings(Personality::new([each]));
    let range = "criteria 1 (personality).traits: \
                 each `range` must be two finite numbers, the lower first";
    for wrong in
        [(5.0, 1.0), (1.0, 1.0), (f64::NAN, 1.0), (0.0, f64::INFINITY), (f64::MIN, f64::MAX)]
    {
        assert_eq!(one(Trait::new("open", wrong)), [range]);
    }
    let weight = "criteria 1 (personality).traits: \
                  each `weight` must be a number above 0, up to 1,000,000";
    for wrong in [0.0, -1.0, 1e7, f64::NAN] {
        assert_eq!(one(Trait::new("open", (1.0, 5.0)).weight(wrong)), [weight]);
    }
    let count = "criteria 1 (personality).traits: must be 1 to 64 traits";
    let many = |count| findings(Personality::new(vec![Trait::new("open", (1.0, 5.0)); count]));
    assert_eq!([many(0), many(65)], [[count], [count]]);
    assert_eq!(many(64), [""; 0]);
}

#[test]
fn vectors_need_dimensions() {
    let range = "criteria 1 (vector).dimensions: must be from 1 to 4,096";
    for wrong in [0, 4_097, usize::MAX] {
        assert_eq!(findings(Vector::new("about", wrong)), [range]);
    }
    assert_eq!(findings(Vector::new("about", 4_096)), [""; 0]);
}

#[test]
fn cosines_need_a_range() {
    let range = "criteria 1 (vector).range: must be two numbers from -1 to 1, the lower first";
    for (low, high) in [(-1.1, 1.0), (0.0, 1.1), (0.5, 0.5), (0.5, 0.2), (f64::NAN, 1.0)] {
        assert_eq!(findings(Vector::new("about", 2).range(low, high)), [range]);
    }
    assert_eq!(findings(Vector::new("about", 2).range(0.0, 1e-60)), [range], "one number in f32");
    assert_eq!(findings(Vector::new("about", 2).range(-1.0, 1.0)), [""; 0]);
}

#[test]
fn tables_need_values_from_0_to_1_for_pairs_that_are_listed_once() {
    let values = "criteria 1 (table).entries: values must be numbers from 0 to 1";
    for wrong in [-0.1, 1.1, f64::NAN] {
        assert_eq!(findings(Table::new("team", [("a", "b", wrong)])), [values]);
        let otherwise = "criteria 1 (table).otherwise: must be a number from 0 to 1";
        assert_eq!(findings(Table::new("team", []).otherwise(wrong)), [otherwise]);
    }
    let twice = "criteria 1 (table).entries: must list every two labels once";
    assert_eq!(findings(Table::new("team", [("HR", "IT", 1.0), ("h.r.", "it", 0.5)])), [twice]);
    assert_eq!(findings(Table::new("team", [("HR", "IT", 1.0), ("IT", "HR", 0.5)])), [""; 0]);
}

#[test]
fn preferences_need_a_column_and_values_in_range() {
    let column = "criteria 1 (preference).mentee: \
                  must name a column of the mentees, or `mentor` one of the mentors";
    assert_eq!(findings(Preference::default()), [column]);
    let decay = "criteria 1 (preference).decay: must be a number above 0, up to 1";
    for wrong in [0.0, 1.1, f64::NAN] {
        assert_eq!(findings(Preference::of_mentees("prefers").decay(wrong)), [decay]);
    }
    let unlisted = "criteria 1 (preference).unlisted: must be a number from 0, below 1";
    for wrong in [-0.1, 1.0, f64::NAN] {
        assert_eq!(findings(Preference::of_mentors("prefers").unlisted(wrong)), [unlisted]);
    }
    assert_eq!(findings(Preference::both("a", "b").decay(1.0).unlisted(0.0)), [""; 0]);
}

#[test]
fn matrices_need_a_number_from_0_to_1_for_every_pair_of_ids() {
    let range = "criteria 1 (matrix).values: must be numbers from 0 to 1, or NaN (null)";
    for wrong in [-0.1, 1.1, f32::INFINITY] {
        assert_eq!(findings(Matrix::new(["e1"], ["m1"], array![[wrong]])), [range]);
    }
    let shape = "criteria 1 (matrix).values: must have a row per mentee id and a column per mentor \
                 id, 1 × 2, not 2 × 1";
    assert_eq!(findings(Matrix::new(["e1"], ["m1", "m2"], array![[0.0], [1.0]])), [shape]);
    let values = || Array2::zeros((2, 2));
    let mentees = "criteria 1 (matrix).mentee_ids: must name every id once";
    assert_eq!(findings(Matrix::new(["e1", " e1"], ["m1", "m2"], values())), [mentees]);
    let mentors = "criteria 1 (matrix).mentor_ids: must name every id once";
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
