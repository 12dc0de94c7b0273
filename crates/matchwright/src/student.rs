//! How far an interval of 95 % reaches where few independent numbers say how much they scatter.

/// The 97.5 % quantile of Student's distribution, by the series in its degrees of freedom (Abramowitz and Stegun 1964,
/// 26.7.5): right to two digits from 4 degrees on.
pub(crate) fn student(degrees: f64) -> f64 {
    const Z: f64 = 1.959_963_984_540_054;
    let of = |powers: [f64; 5], by: f64| {
        // Horner's scheme, the highest power first.
        Z * powers.into_iter().fold(0.0, |sum, factor| sum * Z * Z + factor) / by
    };
    let steps = [
        of([0.0, 0.0, 0.0, 1.0, 1.0], 4.0),
        of([0.0, 0.0, 5.0, 16.0, 3.0], 96.0),
        of([0.0, 3.0, 19.0, 17.0, -15.0], 384.0),
        of([79.0, 776.0, 1482.0, -1920.0, -945.0], 92_160.0),
    ];
    let degrees = degrees.max(1.0);
    Z + (1..).zip(steps).map(|(power, step)| step / degrees.powi(power)).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (degrees, known) in [(4.0, 2.776), (10.0, 2.228), (30.0, 2.042), (1e9, 1.960)] {
            assert!((student(degrees) - known).abs() < 6e-3, "{degrees}: {}", student(degrees));
        }
    }
}
