//! The proof that a pairing is the best, checked without any code of the solver.
//!
//! Write `c` for a pair's cost less the unmatched costs of both, `P` for the number of pairs. Of an odd set `B`
//! no plan has more than `(|B| − 1) ÷ 2` pairs inside, so for any `λ`, any `y ≤ 0` and any `z ≤ 0`,
//!
//! ```text
//! Σ c·x  ≥  λ·P + Σ y + Σ z·(|B| − 1)/2 + Σ min(0, c − λ − y − y − Σ z of the sets that hold both)
//! ```
//!
//! holds for every plan `x` with `P` pairs (Edmonds 1965). A plan whose own total equals the right side is the
//! best of those with as many pairs. Since no pair costs more than the largest `C`, the same line bounds the
//! number of pairs where `λ` is above `C`: `P·C ≥ λ·P + …`.

use crate::basics::memory::{filled, resize};
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, FORBIDDEN, Fault, Monitor, Stage};
use crate::general::{OddSet, PeerPrices, Peers};
use crate::proof::{Certificate, Scope};

/// Rows that one task reads.
const ROWS_AT_ONCE: usize = 64;

/// Checks a pairing and bounds how far it can be from the best, in one parallel sweep over all pairs.
///
/// `partners` says whom each person meets. Any prices give a true bound; those of a
/// [`Pairing`](super::Pairing) bound every other one of the same people. The cost of a pair is read once, from the
/// row of the person who stands first. O(people²), or O(people · listed pairs) where the source lists them; sums are
/// taken in 128 bits.
///
/// ```
/// use matchwright_assign::{CostMatrix, Options};
/// use matchwright_assign::general::{Peers, certify, pair};
///
/// let costs = CostMatrix::from_vec(4, 4, vec![
///     0, 1, 9, 4,
///     1, 0, 3, 9,
///     9, 3, 0, 1,
///     4, 9, 1, 0,
/// ])?;
/// let peers = Peers::new(&costs);
/// let best = pair(&peers, &Options::default())?;
///
/// // How much worse is the pairing that somebody made by hand?
/// let by_hand = [Some(3), Some(2), Some(1), Some(0)];
/// assert_eq!(certify(&peers, &by_hand, best.prices())?.gap(), 5);
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
///
/// # Errors
/// [`Error::Plan`] for a pair that is out of range, forbidden or one-sided; [`Error::Price`],
/// [`Error::OddSet`] and [`Error::Length`] for what proves nothing; the errors of [`Peers::check`],
/// [`Error::CostTooLarge`] and [`Error::Sparse`].
pub fn certify(
    peers: &Peers<'_>,
    partners: &[Option<u32>],
    prices: &PeerPrices,
) -> Result<Certificate, Error> {
    certify_watched(peers, partners, prices, &Monitor::new())
}

/// [`certify`] with progress and cancellation.
pub(super) fn certify_watched(
    peers: &Peers<'_>,
    partners: &[Option<u32>],
    prices: &PeerPrices,
    monitor: &Monitor,
) -> Result<Certificate, Error> {
    monitor.begin(Stage::Certify, peers.people());
    peers.check()?;
    prices.check(peers)?;
    check_partners(peers.people(), partners)?;
    let nesting = Nesting::new(peers.people(), &prices.odd_sets)?;
    let mut sums = Sums { dual: nesting.sum(&prices.odd_sets), ..Sums::default() };
    sums.dual += prices.people.iter().map(|&price| i128::from(price)).sum::<i128>();

    let reader = Reader { peers, partners, prices, nesting };
    let starts = (0..peers.people()).step_by(ROWS_AT_ONCE);
    let cells = ROWS_AT_ONCE * peers.people() / 2;
    for strip in sweep(starts, cells, |scratch: &mut Scratch, start| {
        let people = start..peers.people().min(start + ROWS_AT_ONCE);
        let mut sums = Sums::default();
        for person in people.clone() {
            monitor.check()?;
            reader.read(person, scratch, &mut sums)?;
        }
        monitor.advance(people.len());
        Ok::<_, Error>(sums)
    }) {
        sums.add(&strip?);
    }
    Ok(certificate(peers, partners, prices, &sums))
}

fn certificate(
    peers: &Peers<'_>,
    partners: &[Option<u32>],
    prices: &PeerPrices,
    sums: &Sums,
) -> Certificate {
    let pairs = partners.iter().flatten().count() / 2;
    let (scale, per_pair) = (i128::from(prices.scale), i128::from(prices.per_pair));
    let dual = per_pair * pairs as i128 + sums.dual;
    let at_most = peers.people() as i128 / 2;
    let most_pairs = match sums.largest.map(|largest| per_pair - scale * i128::from(largest)) {
        None => 0,
        Some(margin) if margin > 0 => (-sums.dual).div_euclid(margin).clamp(0, at_most),
        Some(_) => at_most,
    };
    Certificate {
        primal: peers.base() + sums.primal,
        // Totals are whole.
        dual: peers.base() - (-dual).div_euclid(scale),
        pairs: pairs as u64,
        most_pairs: most_pairs as u64,
        objective: peers.goal(),
        scope: Scope::AllPairs,
        // The pairs of this plan and those of the best may each be off by a unit.
        rounding: if peers.is_rounded() { peers.people() as Cost } else { 0 },
    }
}

/// Everybody is alone, or with somebody who is with them.
fn check_partners(people: usize, partners: &[Option<u32>]) -> Result<(), Error> {
    let found = partners.len();
    if found != people {
        return Err(Error::Length { what: "partners", expected: people, found });
    }
    for (person, partner) in (0..).zip(partners) {
        let Some(partner) = *partner else { continue };
        let plan = |fault| Err(Error::Plan { row: person, column: partner, fault });
        match partners.get(partner as usize) {
            None => return plan(Fault::OutOfRange),
            Some(_) if partner == person => return plan(Fault::Forbidden),
            Some(back) if *back != Some(person) => return plan(Fault::OneSided),
            Some(_) => (),
        }
    }
    Ok(())
}

#[derive(Default)]
struct Sums {
    primal: i128,
    /// Everything on the right side but `λ·P`, in steps of prices.
    dual: i128,
    /// The largest folded cost; `None` where nobody may meet anybody.
    largest: Option<Cost>,
}

impl Sums {
    fn add(&mut self, other: &Self) {
        self.primal += other.primal;
        self.dual += other.dual;
        self.largest = self.largest.max(other.largest);
    }
}

#[derive(Default)]
struct Scratch {
    costs: Vec<Cost>,
    /// For each other person the prices of the sets that hold both; zero between rows.
    shared: Vec<i128>,
}

struct Reader<'a> {
    peers: &'a Peers<'a>,
    partners: &'a [Option<u32>],
    prices: &'a PeerPrices,
    nesting: Nesting,
}

impl Reader<'_> {
    /// The pairs of a person with those who stand after them.
    fn read(&self, person: usize, scratch: &mut Scratch, sums: &mut Sums) -> Result<(), Error> {
        let (peers, prices) = (self.peers, self.prices);
        let read = peers.read(person, person + 1..peers.people(), &mut scratch.costs)?;
        let partner = self.partners[person].filter(|&partner| partner as usize > person);
        if let Some(partner) = partner {
            let cost = read.cost(partner as usize);
            if cost == FORBIDDEN {
                let row = person as u32;
                return Err(Error::Plan { row, column: partner, fault: Fault::Forbidden });
            }
            sums.primal += i128::from(cost);
        }
        resize(&mut scratch.shared, peers.people(), 0)?;
        let shared = &mut scratch.shared;
        self.nesting.share(person, &prices.odd_sets, shared);
        let own = i128::from(prices.per_pair) + i128::from(prices.people[person]);
        let scale = i128::from(prices.scale);
        for (other, cost) in read.allowed() {
            let price = own + i128::from(prices.people[other]) + shared[other];
            sums.dual += (scale * i128::from(cost) - price).min(0);
            sums.largest = sums.largest.max(Some(cost));
        }
        self.nesting.clear(person, shared);
        Ok(())
    }
}

/// No set.
const NONE: u32 = u32::MAX;

/// Where everybody stands among the sets: people in an order in which each set is a range.
struct Nesting {
    order: Vec<u32>,
    /// The range of each set in the order.
    spans: Vec<(u32, u32)>,
    /// The set around each set.
    outer: Vec<u32>,
    /// The innermost set of each person.
    inner: Vec<u32>,
}

impl Nesting {
    /// Refuses sets that are not odd, or hold what does not exist or is held elsewhere. O(people + sets).
    fn new(people: usize, sets: &[OddSet]) -> Result<Self, Error> {
        let mut nesting = Self {
            order: Vec::new(),
            spans: filled((0, 0), sets.len())?,
            outer: filled(NONE, sets.len())?,
            inner: filled(NONE, people)?,
        };
        for (index, set) in sets.iter().enumerate() {
            nesting.enter(index, set).ok_or(Error::OddSet { index })?;
        }
        nesting.put_in_order(sets);
        let is_odd = |&(start, end): &(u32, u32)| end - start >= 3 && (end - start) % 2 == 1;
        match nesting.spans.iter().position(|span| !is_odd(span)) {
            Some(index) => Err(Error::OddSet { index }),
            None => Ok(nesting),
        }
    }

    /// Notes whom and what a set holds; `None` where that cannot be.
    fn enter(&mut self, index: usize, set: &OddSet) -> Option<()> {
        let free = |slot: &mut u32| (*slot == NONE).then(|| *slot = index as u32);
        for &person in &set.people {
            free(self.inner.get_mut(person as usize)?)?;
        }
        for &earlier in &set.sets {
            free(self.outer.get_mut(..index)?.get_mut(earlier as usize)?)?;
        }
        Some(())
    }

    /// Lays out each outermost set, from the outside in; the stack is our own, since sets may be nested deeply.
    fn put_in_order(&mut self, sets: &[OddSet]) {
        for outermost in (0..sets.len()).filter(|&set| self.outer[set] == NONE).collect::<Vec<_>>()
        {
            let mut stack = vec![(outermost, 0)];
            while let Some((set, next)) = stack.last_mut() {
                let (index, at) = (*set, *next);
                *next += 1;
                if at == 0 {
                    self.spans[index].0 = self.order.len() as u32;
                    self.order.extend_from_slice(&sets[index].people);
                }
                if let Some(&within) = sets[index].sets.get(at) {
                    stack.push((within as usize, 0));
                } else {
                    self.spans[index].1 = self.order.len() as u32;
                    stack.pop();
                }
            }
        }
    }

    /// `Σ z·(|B| − 1)/2`.
    fn sum(&self, sets: &[OddSet]) -> i128 {
        let inside = |&(start, end): &(u32, u32)| i128::from((end - start) / 2);
        sets.iter().zip(&self.spans).map(|(set, span)| i128::from(set.price) * inside(span)).sum()
    }

    /// The sets that hold a person, from the inside out.
    fn around(&self, person: usize) -> impl Iterator<Item = usize> {
        let step = |set: u32| (set != NONE).then_some(set as usize);
        std::iter::successors(step(self.inner[person]), move |&set| step(self.outer[set]))
    }

    fn members(&self, start: u32, end: u32) -> &[u32] {
        &self.order[start as usize..end as usize]
    }

    /// Writes for everybody in a set with a person the prices of all sets that hold both.
    fn share(&self, person: usize, sets: &[OddSet], shared: &mut [i128]) {
        let mut left: i128 = self.around(person).map(|set| i128::from(sets[set].price)).sum();
        let mut done = None;
        for set in self.around(person) {
            let (start, end) = self.spans[set];
            let (from, to) = done.unwrap_or((start, start));
            for part in [self.members(start, from), self.members(to, end)] {
                for &member in part {
                    shared[member as usize] = left;
                }
            }
            left -= i128::from(sets[set].price);
            done = Some((start, end));
        }
    }

    /// Takes back what [`share`](Self::share) wrote.
    fn clear(&self, person: usize, shared: &mut [i128]) {
        if let Some((start, end)) = self.around(person).last().map(|set| self.spans[set]) {
            for &member in self.members(start, end) {
                shared[member as usize] = 0;
            }
        }
    }
}
