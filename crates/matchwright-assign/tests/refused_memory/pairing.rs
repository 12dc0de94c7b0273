//! Pairs within one population, and their certificate.

use matchwright_assign::general::{Pairing, Peers, certify, pair};
use matchwright_assign::{Cost, CostFn, CostMatrix, CostSource, CsrMatrix, Objective, Options};

use crate::costs::noise;
use crate::refusing::check;

/// More than a few numbers for each row or column of the cases below.
const LARGE: usize = 20_000;

/// All of it.
pub(crate) fn all() {
    let options = Options::default().with_threads(1);
    let people = 400;
    let (dense, sparse) = (symmetric(people, noise), half(people));
    let sources: [(&str, &dyn CostSource); 4] = [
        ("matrix", &dense),
        ("cliques", &symmetric(people, |one, other| Cost::from(one / 5 != other / 5))),
        ("computed", &CostFn::new(people, people, |one, other| cost(one, other, noise))),
        ("sparse", &sparse),
    ];
    for (name, source) in sources {
        for objective in [Objective::Participation, Objective::Total] {
            let peers = Peers::new(source).unmatched_cost(vec![1_500; people]).objective(objective);
            let plan = || pair(&peers, &options);
            check(LARGE, &format!("pairing, {name}, {objective:?}"), || {
                plan().map(|pairing| partners(&pairing))
            });
            let best = plan().expect("a pairing");
            assert!(best.certificate().is_optimal());
            check(LARGE, &format!("certify a pairing, {name}"), || {
                certify(&peers, best.partners(), best.prices())
            });
        }
    }
}

fn partners(pairing: &Pairing) -> Vec<Option<u32>> {
    pairing.partners().to_vec()
}

/// The same from both sides.
fn cost(one: usize, other: usize, of: impl Fn(usize, usize) -> Cost) -> Cost {
    of(one.min(other), one.max(other))
}

/// The same table from both sides.
pub(crate) fn symmetric(people: usize, of: impl Fn(usize, usize) -> Cost) -> CostMatrix {
    let cells = (0..people * people).map(|cell| cost(cell / people, cell % people, &of));
    CostMatrix::from_vec(people, people, cells.collect()).expect("a shape")
}

/// Every second pair, listed.
fn half(people: usize) -> CsrMatrix {
    let (mut starts, mut others, mut costs) = (vec![0], Vec::new(), Vec::new());
    for one in 0..people {
        let known = (0..people).filter(|&other| other != one && (one + other) % 2 == 1);
        others.extend(known.clone().map(|other| other as u32));
        costs.extend(known.map(|other| cost(one, other, noise)));
        starts.push(others.len());
    }
    CsrMatrix::new(people, starts, others, costs).expect("a matrix")
}
