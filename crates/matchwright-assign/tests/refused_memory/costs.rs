//! What pairs cost.

use matchwright_assign::{Cost, CostMatrix, CsrMatrix};

/// Costs that look random (the finaliser of `SplitMix64`, Steele, Lea and Flood 2014), below 2¹².
pub(crate) fn noise(row: usize, column: usize) -> Cost {
    let mut bits = ((row as u64) << 32 | column as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    (bits >> 52) as Cost
}

pub(crate) fn matrix(rows: usize, columns: usize) -> CostMatrix {
    let costs = (0..rows * columns).map(|cell| noise(cell / columns, cell % columns)).collect();
    CostMatrix::from_vec(rows, columns, costs).expect("a shape")
}

/// Every eighth pair, and the diagonal.
pub(crate) fn listed(rows: usize, columns: usize) -> CsrMatrix {
    let (mut starts, mut indices, mut costs) = (vec![0], Vec::new(), Vec::new());
    for row in 0..rows {
        let is_listed = |column: &usize| column % 8 == row % 8 || *column == row % columns;
        indices.extend((0..columns).filter(is_listed).map(|column| column as u32));
        costs.extend((0..columns).filter(is_listed).map(|column| noise(row, column)));
        starts.push(indices.len());
    }
    CsrMatrix::new(columns, starts, indices, costs).expect("a matrix")
}
