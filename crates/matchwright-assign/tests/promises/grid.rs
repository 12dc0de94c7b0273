//! Where values become integers, the way back is exact or bounded.

use approx::assert_relative_eq;
use matchwright_assign::{CostSource, CostView, FORBIDDEN, Grid, Number, Objective, Sense};
use ndarray::{Array2, array};
use proptest::prelude::*;

use crate::common::OBJECTIVES;

fn costs(matrix: &impl CostSource) -> Vec<i64> {
    let mut costs = vec![0; matrix.rows() * matrix.columns()];
    for (row, costs) in costs.chunks_mut(matrix.columns()).enumerate() {
        matrix.block(row, 0..matrix.columns(), costs);
    }
    costs
}

fn grid_of(values: &Array2<f64>, sense: Sense, objective: Objective) -> (Vec<i64>, Grid) {
    let view = CostView::new(values.view(), sense, objective).expect("valid values");
    (costs(&view), *view.grid())
}

#[test]
fn integers_stay_as_they_are() {
    let values = array![[3.0, -7.0], [f64::INFINITY, 0.0]];
    let (costs, grid) = grid_of(&values, Sense::Minimize, Objective::Participation);
    assert_eq!((costs, grid.unit(), grid.exact()), (vec![3, -7, FORBIDDEN, 0], 1.0, true));
    assert_eq!(grid.unmatched_cost(2.0), Some(2));
}

#[test]
fn the_coarsest_grid_that_holds_them() {
    let values = array![[0.75, 1.5, -2.25]];
    let (costs, grid) = grid_of(&values, Sense::Maximize, Objective::Total);
    assert_eq!((costs, grid.unit(), grid.exact()), (vec![-3, -6, 9], 0.25, true));
}

#[test]
fn extremes_of_the_type() {
    let smallest = f64::from_bits(1);
    let values = array![[smallest, 3.0 * smallest, 0.0]];
    let (costs, grid) = grid_of(&values, Sense::Minimize, Objective::Total);
    assert_eq!((costs, grid.exact(), grid.value(3)), (vec![1, 3, 0], true, 3.0 * smallest));
    let values = array![[f64::MAX, f64::MIN, smallest]];
    for objective in OBJECTIVES {
        let (_, grid) = grid_of(&values, Sense::Minimize, objective);
        assert!(!grid.exact() && grid.unit().is_finite());
    }
}

#[test]
fn a_power_of_two_is_its_own_grid() {
    let smallest = f64::from_bits(1);
    let powers = std::iter::successors(Some(smallest), |power| Some(power * 2.0));
    for power in powers.take_while(|power| power.is_finite()) {
        let (costs, grid) =
            grid_of(&array![[power, 0.0, -power]], Sense::Minimize, Objective::Total);
        assert_eq!((costs, grid.unit().to_bits()), (vec![1, 0, -1], power.to_bits()), "{power:e}");
    }
}

#[test]
fn unmatched_costs_have_a_range() {
    let (_, grid) = grid_of(&array![[1.0]], Sense::Maximize, Objective::Total);
    assert_eq!(grid.unmatched_cost(1.0), Some(-1));
    for value in [f64::NAN, f64::INFINITY, 1e18, -1e18] {
        assert_eq!(grid.unmatched_cost(value), None, "{value}");
    }
}

#[test]
fn views_of_any_strides() {
    let values = Array2::from_shape_fn((4, 6), |(row, column)| (row * 10 + column) as f64);
    let view = values.slice(ndarray::s![..;-2, 1..;2]);
    let copy = view.to_owned();
    let turned = copy.t();
    let from = |view| {
        let view = CostView::new(view, Sense::Minimize, Objective::Total).expect("valid values");
        (costs(&view), *view.grid())
    };
    assert_eq!(from(view), from(copy.view()));
    assert_eq!(from(turned), from(turned.to_owned().view()));
}

#[test]
fn every_type_of_number_costs_the_same() {
    fn of<T: Number>(values: &Array2<T>) -> Vec<i64> {
        let view = CostView::new(values.view(), Sense::Maximize, Objective::Total);
        costs(&view.expect("small numbers"))
    }
    let values = Array2::from_shape_fn((3, 19), |(row, column)| (row * 19 + column) as u8);
    let expected = of(&values);
    assert_eq!(expected[..3], [0, -1, -2]);
    assert_eq!(of(&values.mapv(i64::from)), expected);
    assert_eq!(of(&values.mapv(i32::from)), expected);
    assert_eq!(of(&values.mapv(i16::from)), expected);
    assert_eq!(of(&values.mapv(|value| value as i8)), expected);
    assert_eq!(of(&values.mapv(u32::from)), expected);
    assert_eq!(of(&values.mapv(u16::from)), expected);
    assert_eq!(of(&values.mapv(f64::from)), expected);
    assert_eq!(of(&values.mapv(f32::from)), expected);
}

proptest! {
    #[test]
    fn every_value_comes_back_within_half_a_unit(
        values in prop::collection::vec(-1e9..1e9_f64, 6),
        scale in -40..40_i32,
        objective in prop::sample::select(OBJECTIVES.to_vec()),
        sense in prop::sample::select(vec![Sense::Minimize, Sense::Maximize]),
    ) {
        let values = Array2::from_shape_vec((2, 3), values).expect("shape") * 10_f64.powi(scale);
        let (costs, grid) = grid_of(&values, sense, objective);
        for (&cost, &value) in costs.iter().zip(&values) {
            let off = (grid.value(cost) - value).abs();
            prop_assert!(off <= grid.rounding_bound(1) / 2.0, "{value} {off} {grid:?}");
        }
        assert_relative_eq!(grid.unit().log2().fract(), 0.0);
    }

    #[test]
    fn rows_of_any_length_number_by_number(
        // Steps of half a unit and less, halves among them, where 10¹⁴ is added.
        steps in prop::collection::vec(prop::option::weighted(0.9, -4000..4000_i64), 1..150),
        start in prop::sample::select(vec![0.0, -1e3, 1e14, -1e14, 1e300]),
        unit in prop::sample::select(vec![0.25, 1.0 / 128.0, 1e-3, 1e-300]),
        objective in prop::sample::select(OBJECTIVES.to_vec()),
        sense in prop::sample::select(vec![Sense::Minimize, Sense::Maximize]),
    ) {
        let (sign, forbidden) = match sense {
            Sense::Minimize => (1.0, f64::INFINITY),
            Sense::Maximize => (-1.0, f64::NEG_INFINITY),
        };
        let number = |step: Option<i64>| step.map_or(forbidden, |step| start + step as f64 * unit);
        let values: Vec<f64> = steps.into_iter().map(number).collect();
        let values = Array2::from_shape_vec((1, values.len()), values).expect("shape");
        let (found, grid) = grid_of(&values, sense, objective);
        let finest = values.iter().copied().filter(|value| value.is_finite()).filter_map(lowest_bit).min();
        let finest = f64::from(finest.unwrap_or(0));
        prop_assert!(!grid.exact() || grid.unit().log2().to_bits() == finest.to_bits());
        for (&cost, &value) in found.iter().zip(&values) {
            let units = (sign * value / grid.unit()).round_ties_even() - grid.offset() as f64;
            prop_assert_eq!(cost, if value.is_finite() { units as i64 } else { FORBIDDEN });
        }
    }
}

/// The largest power of two that a number is a multiple of, found by halving; none for 0.
fn lowest_bit(mut value: f64) -> Option<i32> {
    let mut exponent = 0;
    if value == 0.0 {
        return None;
    }
    while value.fract() != 0.0 {
        (value, exponent) = (value * 2.0, exponent - 1);
    }
    while (value / 2.0).fract() == 0.0 {
        (value, exponent) = (value / 2.0, exponent + 1);
    }
    Some(exponent)
}
