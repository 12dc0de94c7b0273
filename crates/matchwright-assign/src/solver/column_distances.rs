//! Distances of columns, and the column that a search settles next: the innermost loops of the
//! dense method.
//!
//! Scanning a row lowers the keys of all columns; the lowest key is settled. All passes run over
//! contiguous 64-bit integers without branches, in the widest vectors that `pulp` finds on the machine when
//! the program runs.

use pulp::{Arch, Simd, WithSimd};

use crate::basics::Cost;
use crate::basics::lanes::{
    ABREAST, LANES, add, arch, bits, equal, greater, is_narrow, lanes, least_of, lesser, lowest,
    subtract, vectors,
};

/// Key of a column that no row has reached, above every distance (below 2⁶⁰).
pub(super) const UNREACHED: Cost = 1 << 61;

/// Cost of a pair that may not meet, and minus the price of a settled column. Less a price or a
/// distance (below 2⁶⁰) it is still [`UNREACHED`] or more, so that the key of such a column is
/// never lowered. Two of them and a distance add up to less than 2⁶³, so that nothing overflows.
pub(super) const BARRED: Cost = 3 << 60;

/// Keys of all columns. Lists of columns are filled up to a multiple of [`LANES`] with columns that
/// nobody may use.
pub(super) struct ColumnDistances {
    arch: Arch,
    keys: Vec<Cost>,
    lowest: Lowest,
}

/// What is known of the keys.
#[derive(Clone, Copy)]
enum Lowest {
    /// No row was scanned yet: all keys are [`UNREACHED`], whatever the memory holds.
    Unreached,
    /// This is the lowest, and its first column.
    Known(Cost, usize),
    /// A column was taken out since.
    Unknown,
}

impl ColumnDistances {
    pub(super) fn new(width: usize) -> Self {
        Self { arch: arch(), keys: vec![UNREACHED; width], lowest: Lowest::Unreached }
    }

    /// Forgets all keys.
    pub(super) fn clear(&mut self) {
        self.lowest = Lowest::Unreached;
    }

    /// Lowers every key to `base + cost − price` where that is less.
    pub(super) fn relax(&mut self, base: Cost, costs: &[Cost], prices: &[Cost]) {
        let keys = &mut self.keys;
        let (key, column) = match self.lowest {
            Lowest::Unreached => self.arch.dispatch(Relax::<true> { base, costs, prices, keys }),
            _ => self.arch.dispatch(Relax::<false> { base, costs, prices, keys }),
        };
        self.lowest = Lowest::Known(key, column);
    }

    /// The lowest key and its first column; [`UNREACHED`] where there is none.
    pub(super) fn first(&mut self) -> (Cost, usize) {
        match self.lowest {
            Lowest::Unreached => (UNREACHED, 0),
            Lowest::Known(key, column) => (key, column),
            Lowest::Unknown => {
                let (key, column) = self.arch.dispatch(Minimum(&self.keys));
                self.lowest = Lowest::Known(key, column);
                (key, column)
            }
        }
    }

    /// Takes a column out.
    pub(super) fn close(&mut self, column: usize) {
        self.keys[column] = UNREACHED;
        self.lowest = Lowest::Unknown;
    }

    /// The best and the second best of a row.
    pub(super) fn rank(&self, costs: &[Cost], prices: &[Cost]) -> Ranked {
        self.arch.dispatch(Rank { costs, prices })
    }

    /// Lowers every price to the cost of the row where that is less; the row is then the column's
    /// favourite.
    pub(super) fn lower(
        &self,
        row: usize,
        costs: &[Cost],
        prices: &mut [Cost],
        favourites: &mut [Cost],
    ) {
        self.arch.dispatch(Lower { row: row as Cost, costs, prices, favourites });
    }
}

/// What a row likes best after prices.
pub(super) struct Ranked {
    /// The lowest cost after its price.
    pub(super) best: Cost,
    /// Its first column.
    pub(super) column: usize,
    /// The lowest of all others.
    pub(super) second: Cost,
}

/// [`ColumnDistances::relax`]. With `FRESH` it overwrites the keys instead of lowering them.
struct Relax<'a, const FRESH: bool> {
    base: Cost,
    costs: &'a [Cost],
    prices: &'a [Cost],
    keys: &'a mut [Cost],
}

impl<const FRESH: bool> WithSimd for Relax<'_, FRESH> {
    type Output = (Cost, usize);

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> (Cost, usize) {
        if is_narrow::<S>() {
            return self.abreast(simd);
        }
        let base = simd.splat_i64s(self.base);
        let mut least = Least::new(simd);
        let (costs, prices) = (S::as_simd_i64s(self.costs).0, S::as_simd_i64s(self.prices).0);
        let keys = S::as_mut_simd_i64s(self.keys).0.iter_mut();
        for ((key, &cost), &price) in keys.zip(costs).zip(prices) {
            let known = if FRESH { simd.splat_i64s(UNREACHED) } else { *key };
            *key = self::key(simd, known, base, cost, price);
            least.meet(simd, *key);
        }
        least.key(simd)
    }
}

impl<const FRESH: bool> Relax<'_, FRESH> {
    /// The same in narrow vectors: none waits for the one before, and the place is looked for at the end.
    #[inline(always)]
    fn abreast<S: Simd>(self, simd: S) -> (Cost, usize) {
        let (base, unreached) = (simd.splat_i64s(self.base), simd.splat_i64s(UNREACHED));
        let mut least = unreached;
        let (costs, prices) = (vectors::<S>(self.costs), vectors::<S>(self.prices));
        let keys = S::as_mut_simd_i64s(self.keys).0.as_chunks_mut().0;
        for ((keys, costs), prices) in keys.iter_mut().zip(costs).zip(prices) {
            let [a, b, c, d] = if FRESH { [unreached; ABREAST] } else { *keys };
            *keys = [
                key(simd, a, base, costs[0], prices[0]),
                key(simd, b, base, costs[1], prices[1]),
                key(simd, c, base, costs[2], prices[2]),
                key(simd, d, base, costs[3], prices[3]),
            ];
            least = lesser(simd, least, least_of(simd, keys));
        }
        first_place(lowest::<S>(least), self.keys.iter().copied())
    }
}

/// A key that is lowered.
#[inline(always)]
fn key<S: Simd>(simd: S, known: S::i64s, base: S::i64s, cost: S::i64s, price: S::i64s) -> S::i64s {
    lesser(simd, known, subtract(simd, add(simd, base, cost), price))
}

/// A value, and its first place in a row; 0 where it is [`UNREACHED`], which need not stand there.
#[inline(always)]
fn first_place(value: Cost, mut row: impl Iterator<Item = Cost>) -> (Cost, usize) {
    (value, row.position(|number| number == value).unwrap_or_default())
}

/// The lowest key and its first column.
struct Minimum<'a>(&'a [Cost]);

impl WithSimd for Minimum<'_> {
    type Output = (Cost, usize);

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> (Cost, usize) {
        if is_narrow::<S>() {
            let mut least = simd.splat_i64s(UNREACHED);
            for vectors in vectors::<S>(self.0) {
                least = lesser(simd, least, least_of(simd, vectors));
            }
            return first_place(lowest::<S>(least), self.0.iter().copied());
        }
        let mut least = Least::new(simd);
        for &key in S::as_simd_i64s(self.0).0 {
            least.meet(simd, key);
        }
        least.key(simd)
    }
}

/// [`ColumnDistances::rank`].
struct Rank<'a> {
    costs: &'a [Cost],
    prices: &'a [Cost],
}

impl WithSimd for Rank<'_> {
    type Output = Ranked;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Ranked {
        if is_narrow::<S>() {
            return self.abreast(simd);
        }
        let (mut least, mut second) = (Least::new(simd), simd.splat_i64s(UNREACHED));
        let costs = S::as_simd_i64s(self.costs).0.iter();
        for (&cost, &price) in costs.zip(S::as_simd_i64s(self.prices).0) {
            let value = subtract(simd, cost, price);
            second = lesser(simd, second, greater(simd, value, least.values));
            least.meet(simd, value);
        }
        // The place and the second best are computed side by side: neither waits for the other.
        let (best, is_best) = least.lowest(simd);
        let column = least.first(simd, is_best);
        let others = lowest::<S>(simd.select_i64s(is_best, second, least.values));
        let is_alone = bits::<S>(is_best).is_power_of_two();
        Ranked { best, column, second: if is_alone { others } else { best } }
    }
}

impl Rank<'_> {
    /// The same in narrow vectors, as [`Relax::abreast`].
    #[inline(always)]
    fn abreast<S: Simd>(self, simd: S) -> Ranked {
        let unreached = simd.splat_i64s(UNREACHED);
        let (mut least, mut second) = ([unreached; ABREAST], [unreached; ABREAST]);
        let costs = vectors::<S>(self.costs).iter();
        for (costs, prices) in costs.zip(vectors::<S>(self.prices)) {
            meet(simd, &mut least[0], &mut second[0], subtract(simd, costs[0], prices[0]));
            meet(simd, &mut least[1], &mut second[1], subtract(simd, costs[1], prices[1]));
            meet(simd, &mut least[2], &mut second[2], subtract(simd, costs[2], prices[2]));
            meet(simd, &mut least[3], &mut second[3], subtract(simd, costs[3], prices[3]));
        }
        let reduced = self.costs.iter().zip(self.prices).map(|(cost, price)| cost - price);
        let (best, column) = first_place(lowest::<S>(least_of(simd, &least)), reduced);
        let met = least.iter().chain(&second).flat_map(lanes::<S>).copied();
        let is_alone = met.clone().filter(|&value| value == best).count() == 1;
        let others = met.filter(|&value| value != best).fold(UNREACHED, Cost::min);
        Ranked { best, column, second: if is_alone { others } else { best } }
    }
}

/// The least and the second least of each lane, after one value more.
#[inline(always)]
fn meet<S: Simd>(simd: S, least: &mut S::i64s, second: &mut S::i64s, value: S::i64s) {
    *second = lesser(simd, *second, greater(simd, value, *least));
    *least = lesser(simd, *least, value);
}

/// The least value met so far in every lane, and its first place.
struct Least<S: Simd> {
    values: S::i64s,
    places: S::i64s,
    /// The places of the values that come next.
    next: S::i64s,
}

impl<S: Simd> Least<S> {
    #[inline(always)]
    fn new(simd: S) -> Self {
        let next = S::as_simd_i64s(&LANE).0[0];
        Self { values: simd.splat_i64s(UNREACHED), places: next, next }
    }

    #[inline(always)]
    fn meet(&mut self, simd: S, values: S::i64s) {
        let is_less = simd.less_than_i64s(values, self.values);
        self.places = simd.select_i64s(is_less, self.next, self.places);
        self.values = lesser(simd, self.values, values);
        self.next = add(simd, self.next, simd.splat_i64s(S::I64_LANES as i64));
    }

    /// The least of all, and its first place.
    #[inline(always)]
    fn key(&self, simd: S) -> (Cost, usize) {
        let (value, is_least) = self.lowest(simd);
        (value, self.first(simd, is_least))
    }

    /// The least of all, and the lanes that have it.
    #[inline(always)]
    fn lowest(&self, simd: S) -> (Cost, S::m64s) {
        let value = lowest::<S>(self.values);
        (value, equal(simd, self.values, simd.splat_i64s(value)))
    }

    /// The first place of those lanes.
    #[inline(always)]
    fn first(&self, simd: S, lanes: S::m64s) -> usize {
        let places = simd.select_i64s(lanes, self.places, simd.splat_i64s(UNREACHED));
        lowest::<S>(places) as usize
    }
}

/// The number of every lane.
const LANE: [i64; LANES] = [0, 1, 2, 3, 4, 5, 6, 7];

/// [`ColumnDistances::lower`].
struct Lower<'a> {
    row: Cost,
    costs: &'a [Cost],
    prices: &'a mut [Cost],
    favourites: &'a mut [Cost],
}

impl WithSimd for Lower<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let row = simd.splat_i64s(self.row);
        let prices = S::as_mut_simd_i64s(self.prices).0;
        let favourites = S::as_mut_simd_i64s(self.favourites).0;
        let costs = S::as_simd_i64s(self.costs).0;
        for ((price, favourite), &cost) in prices.iter_mut().zip(favourites).zip(costs) {
            let is_less = simd.less_than_i64s(cost, *price);
            *favourite = simd.select_i64s(is_less, row, *favourite);
            *price = lesser(simd, *price, cost);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use pulp::Scalar;

    use super::*;

    /// A row of costs and a row of prices, with ties, forbidden pairs and closed columns.
    fn rows() -> impl Strategy<Value = (Vec<Cost>, Vec<Cost>)> {
        let cost = prop_oneof![4 => -9_i64..9, 1 => Just(BARRED)];
        let price = prop_oneof![4 => -9_i64..=0, 1 => Just(-BARRED)];
        (1..5_usize).prop_flat_map(move |blocks| {
            (vec(cost.clone(), blocks * LANES), vec(price.clone(), blocks * LANES))
        })
    }

    proptest! {
        /// One number after another takes the path of narrow vectors; this machine the widest that it has.
        #[test]
        fn narrow_vectors_find_what_wide_ones_find((costs, prices) in rows(), base in -9_i64..9) {
            let (simd, wide) = (Scalar::new(), arch());
            let (mut keys, mut wide_keys) = (vec![0; costs.len()], vec![0; costs.len()]);
            let fresh = Relax::<true> { base, costs: &costs, prices: &prices, keys: &mut keys };
            let expected = Relax::<true> { base, costs: &costs, prices: &prices, keys: &mut wide_keys };
            prop_assert_eq!(fresh.with_simd(simd), wide.dispatch(expected));
            let (lowered, base) = (&mut keys, base - 1);
            let again = Relax::<false> { base, costs: &prices, prices: &prices, keys: lowered };
            let expected = Relax::<false> { base, costs: &prices, prices: &prices, keys: &mut wide_keys };
            prop_assert_eq!(again.with_simd(simd), wide.dispatch(expected));
            prop_assert_eq!(&keys, &wide_keys);
            prop_assert_eq!(Minimum(&keys).with_simd(simd), wide.dispatch(Minimum(&keys)));
            let row = |Ranked { best, column, second }: Ranked| (best, column, second);
            let narrow = Rank { costs: &costs, prices: &prices }.with_simd(simd);
            prop_assert_eq!(row(narrow), row(wide.dispatch(Rank { costs: &costs, prices: &prices })));
        }
    }
}
