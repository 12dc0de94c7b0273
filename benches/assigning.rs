//! How long does the solver take, from a matrix of floats to a certified plan?

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use matchwright_assign::{CostView, Error, Objective, Options, Problem, Sense, Solution, assign};
use ndarray::Array2;
use suite::instances::{mentor_like, uniform};

/// Draws a matrix of rows × columns from a seed.
type Draw = fn(usize, usize, u64) -> Array2<f64>;

fn solve(values: &Array2<f64>) -> Result<Solution, Error> {
    let costs = CostView::new(values.view(), Sense::Minimize, Objective::Participation)?;
    assign(&Problem::new(&costs), &Options::default())
}

fn bench(criterion: &mut Criterion) {
    for (kind, draw) in [("mentor-like", mentor_like as Draw), ("uniform", uniform)] {
        let mut group = criterion.benchmark_group(kind);
        group.sample_size(10);
        for size in [100, 500, 1_000] {
            let values = draw(size, size, 1);
            assert!(solve(&values).is_ok_and(|solution| solution.certificate().is_optimal()));
            group.throughput(Throughput::Elements((size * size) as u64));
            group.bench_with_input(
                BenchmarkId::from_parameter(size),
                &values,
                |bencher, values| {
                    bencher.iter(|| solve(black_box(values)));
                },
            );
        }
        group.finish();
    }
}

criterion_group!(assigning, bench);
criterion_main!(assigning);
