//! The answer: who meets whom, and the prices that prove it.

use serde::Serialize;

use crate::general::PeerPrices;
use crate::plan::Pair;
use crate::proof::Certificate;

/// The best pairing, with its proof.
///
/// ```
/// use matchwright_assign::{CostFn, Options, Pair};
/// use matchwright_assign::general::{Peers, pair};
///
/// let costs = CostFn::new(4, 4, |one, other| if one + other == 3 { -1 } else { 0 });
/// let pairing = pair(&Peers::new(&costs), &Options::default())?;
/// assert_eq!(pairing.partners(), [Some(3), Some(2), Some(1), Some(0)]);
/// assert!(pairing.pairs().eq([Pair { row: 0, column: 3 }, Pair { row: 1, column: 2 }]));
/// assert_eq!(pairing.total(), -2);
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pairing {
    pub(super) partners: Vec<Option<u32>>,
    pub(super) prices: PeerPrices,
    pub(super) certificate: Certificate,
}

impl Pairing {
    /// Whom each person meets.
    #[must_use]
    pub fn partners(&self) -> &[Option<u32>] {
        &self.partners
    }

    /// The pairs, each once with the lower position as its row, in the order of rows.
    pub fn pairs(&self) -> impl Iterator<Item = Pair> {
        let pairs = (0..).zip(&self.partners);
        let pairs = pairs.filter_map(|(row, partner)| Some(Pair { row, column: (*partner)? }));
        pairs.filter(|pair| pair.row < pair.column)
    }

    /// Those who meet nobody, rising.
    pub fn alone(&self) -> impl Iterator<Item = u32> {
        let people = (0..).zip(&self.partners);
        people.filter(|(_, partner)| partner.is_none()).map(|(person, _)| person)
    }

    /// Costs of the pairs plus the unmatched costs of those who are alone.
    #[must_use]
    pub fn total(&self) -> i128 {
        self.certificate.primal
    }

    /// Prices of people and of odd sets.
    #[must_use]
    pub fn prices(&self) -> &PeerPrices {
        &self.prices
    }

    /// The checked proof.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}
