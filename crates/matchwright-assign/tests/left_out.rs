//! What is said where a feature is left out: `python3 check.py features`.

#![cfg(not(all(feature = "clock", feature = "reference")))]

use matchwright_assign::{CostFn, Error, Options, Problem, assign};

#[test]
#[cfg(not(feature = "reference"))]
fn without_the_reference_its_method_is_refused() {
    use matchwright_assign::Method;

    let costs = CostFn::new(3, 3, |row, column| (row + column) as i64);
    let options = Options::default().with_method(Method::Reference);
    let refused = assign(&Problem::new(&costs), &options).err();
    assert!(matches!(refused, Some(Error::Unsupported { method: Method::Reference, .. })));
}

#[test]
#[cfg(not(feature = "clock"))]
fn without_a_clock_a_limit_is_refused_and_no_time_passes() -> Result<(), Error> {
    let costs = CostFn::new(30, 40, |row, column| ((row * 7 + column * 5) % 11) as i64);
    let problem = Problem::new(&costs);
    let limited = Options::default().with_time_limit(std::time::Duration::from_secs(3_600));
    assert_eq!(assign(&problem, &limited).err(), Some(Error::NoClock));
    let solution = assign(&problem, &Options::default())?;
    let stats = solution.stats();
    let seconds =
        [stats.prepare_seconds, stats.scan_seconds, stats.solve_seconds, stats.certify_seconds];
    assert!(seconds.iter().all(|&seconds| seconds == 0.0), "{stats:?}");
    Ok(())
}
