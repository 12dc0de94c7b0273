//! How long do the sample cohort's scores and its whole match take?

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use matchwright::assign::Monitor;
use matchwright::{Error, Matcher, Program, Roster};

const COHORT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cohort");

fn sample() -> Result<(Matcher, Roster), Error> {
    let program = Program::from_file(format!("{COHORT}/program.toml"))?;
    let [mentees, mentors] = ["mentees", "mentors"].map(|side| format!("{COHORT}/{side}.csv"));
    let roster = Roster::from_csv(mentees, mentors, &program)?;
    Ok((Matcher::new(program)?, roster))
}

fn measure(criterion: &mut Criterion) -> Result<(), Error> {
    let (matcher, roster) = sample()?;
    let (scores, idle) = (matcher.scores(&roster)?, Monitor::new());
    let mut group = criterion.benchmark_group("sample cohort");
    group.throughput(Throughput::Elements((scores.mentees() * scores.mentors()) as u64));
    group.bench_function("scores", |bencher| bencher.iter(|| black_box(&scores).matrix(&idle)));
    group.bench_function("match", |bencher| bencher.iter(|| matcher.run(black_box(&roster))));
    group.finish();
    Ok(())
}

fn bench(criterion: &mut Criterion) {
    let measured = measure(criterion);
    assert!(measured.is_ok(), "the sample cohort is in the repository: {measured:?}");
}

criterion_group!(matching, bench);
criterion_main!(matching);
