//! How long does it take to find the slips among 20,000 distinct labels?

use std::collections::BTreeSet;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use matchwright::criteria::Overlap;
use matchwright::program::Fuzzy;
use matchwright::roster::{Person, Table};
use matchwright::{Program, Roster};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

const LABELS: usize = 20_000;
/// Labels in each person's list.
const LISTED: usize = 10;
/// Words are made of these: two to four of them, so that many words are a slip apart.
const SYLLABLES: [&str; 12] =
    ["an", "ber", "cor", "dat", "el", "fin", "gor", "ing", "lor", "man", "ser", "ter"];

/// People who list labels of one to three words, every label once.
fn people(side: &str, labels: &[String]) -> Table {
    let lists = labels.chunks(LISTED).enumerate();
    let person = |(at, list): (usize, &[String])| {
        Person::new(format!("{side}{at}")).list("skills", list.iter().map(String::as_str))
    };
    lists.map(person).collect()
}

fn labels(seed: u64) -> Vec<String> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut label = || {
        let words = random.random_range(1..=3);
        let mut word = || {
            let syllables = random.random_range(2..=4);
            let draw = |_| SYLLABLES[random.random_range(0..SYLLABLES.len())];
            (0..syllables).map(draw).collect::<String>()
        };
        (0..words).map(|_| word()).collect::<Vec<_>>().join(" ")
    };
    let mut labels = BTreeSet::new();
    while labels.len() < LABELS {
        labels.insert(label());
    }
    labels.into_iter().collect()
}

fn bench(criterion: &mut Criterion) {
    let labels = labels(20);
    let (mentees, mentors) = labels.split_at(LABELS / 2);
    let (mentees, mentors) = (people("e", mentees), people("m", mentors));
    let mut group = criterion.benchmark_group("labels");
    group.throughput(Throughput::Elements(LABELS as u64));
    for (name, fuzzy) in [("read", Fuzzy::OFF), ("read and find slips", Fuzzy::default())] {
        let program =
            Program::builder().criterion(1.0, Overlap::new("skills")).fuzzy(fuzzy).build();
        group.bench_function(name, |bencher| {
            bencher.iter(|| Roster::new(black_box(&mentees), black_box(&mentors), &program));
        });
    }
    group.finish();
}

criterion_group!(matching, bench);
criterion_main!(matching);
