//! How long does the solver take, from the numbers of a matrix to a certified plan?

use std::collections::BTreeSet;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use matchwright_assign::{
    CostView, CsrMatrix, Error, Objective, Options, Problem, Sense, Solution, assign,
};
use ndarray::Array2;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
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
        for size in [20, 50, 100, 500, 1_000] {
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

/// Costs of 20 random pairs a row.
fn few_entries(size: usize) -> Result<CsrMatrix, Error> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    let (mut starts, mut indices) = (vec![0], Vec::new());
    for _ in 0..size {
        let columns: BTreeSet<u32> = (0..20).map(|_| random.random_range(0..size as u32)).collect();
        indices.extend(columns);
        starts.push(indices.len());
    }
    let costs = indices.iter().map(|_| random.random_range(0..1_000_000)).collect();
    CsrMatrix::new(size, starts, indices, costs)
}

fn entries(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("20 entries a row");
    group.sample_size(10);
    for size in [2_000, 20_000] {
        let Ok(costs) = few_entries(size) else { continue };
        let solve = || assign(&Problem::new(&costs), &Options::default());
        assert!(solve().is_ok_and(|solution| solution.certificate().is_optimal()));
        group.throughput(Throughput::Elements(20 * size as u64));
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            bencher.iter(|| black_box(solve()));
        });
    }
    group.finish();
}

criterion_group!(assigning, bench, entries);
criterion_main!(assigning);
