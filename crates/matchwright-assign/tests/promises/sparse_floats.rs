//! Sparse matrices of floats: which entry is at fault, and what forbids.

use matchwright_assign::{CostSource, CsrMatrix, Error, FORBIDDEN, Grid, Objective, Sense};
use ndarray::ArrayView1;

/// Row 0 lists column 1, row 1 lists columns 0 and 4.
fn read(values: [f64; 3], sense: Sense) -> Result<(CsrMatrix, Grid), Error> {
    let (starts, indices) = (vec![0, 1, 3], vec![1, 0, 4]);
    CsrMatrix::from_numbers(
        5,
        starts,
        indices,
        ArrayView1::from(&values),
        sense,
        Objective::Participation,
    )
}

#[test]
fn a_value_at_fault_is_named_by_its_column() {
    let nan = read([0.0, 1.0, f64::NAN], Sense::Minimize).err();
    assert_eq!(nan, Some(Error::NotANumber { row: 1, column: 4 }));
    let good = read([0.0, f64::INFINITY, 1.0], Sense::Maximize).err();
    assert_eq!(good, Some(Error::InfinitelyGood { row: 1, column: 0 }));
}

#[test]
fn the_worse_infinity_forbids_like_not_being_listed() -> Result<(), Error> {
    let (costs, grid) = read([0.5, f64::INFINITY, 1.0], Sense::Minimize)?;
    let mut block = [0; 5];
    costs.block(1, 0..5, &mut block);
    assert_eq!(block[..4], [FORBIDDEN; 4]);
    assert_eq!(grid.value(block[4]).to_bits(), 1.0_f64.to_bits());
    Ok(())
}
