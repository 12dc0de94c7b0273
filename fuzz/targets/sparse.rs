//! Any parts are a sparse matrix or an error, whose costs and best total are those of the same matrix written out; and
//! a view of any strides is read as a copy of it.

use arbitrary::{Result, Unstructured};
use matchwright::assign::{
    Cost, CostMatrix, CostSource, CostView, CsrMatrix, Error, FORBIDDEN, Number, Objective,
    Options, Problem, Sense, assign,
};
use ndarray::{Array2, ArrayView1, ArrayView2, s};

use super::plans;

pub(crate) fn run(data: &[u8]) {
    let mut bytes = Unstructured::new(data);
    let strided: bool = bytes.arbitrary().unwrap_or_default();
    let checked = if strided { view(&mut bytes) } else { parts(&mut bytes) };
    checked.unwrap_or_default();
}

struct Parts {
    columns: usize,
    starts: Vec<usize>,
    indices: Vec<u32>,
}

/// Mostly rows whose columns rise; then some of the numbers are changed.
fn drawn(bytes: &mut Unstructured<'_>) -> Result<Parts> {
    let (rows, columns) = plans::shape(bytes)?;
    let (mut starts, mut indices) = (vec![0], Vec::new());
    for _ in 0..rows {
        let listed: u8 = bytes.arbitrary()?;
        indices.extend((0..columns as u32).filter(|column| listed >> column & 1 == 1));
        starts.push(indices.len());
    }
    for _ in 0..bytes.int_in_range(0..=2)? {
        match bytes.int_in_range(0..=3)? {
            0 if !indices.is_empty() => {
                let place = bytes.choose_index(indices.len())?;
                indices[place] = bytes.arbitrary::<u8>()?.into();
            }
            1 => {
                let place = bytes.choose_index(starts.len())?;
                starts[place] = bytes.arbitrary::<u8>()?.into();
            }
            2 => drop(starts.pop()),
            _ => indices.push(bytes.arbitrary()?),
        }
        if starts.is_empty() {
            break;
        }
    }
    Ok(Parts { columns, starts, indices })
}

impl Parts {
    /// What makes a matrix of them, once more.
    fn are_sound(&self) -> bool {
        let row = |span: &[usize]| self.indices.get(span[0]..span[1]);
        let rises = |row: &[u32]| {
            row.is_sorted_by(|one, other| one < other)
                && row.iter().all(|&column| (column as usize) < self.columns)
        };
        self.starts.first() == Some(&0)
            && self.starts.last() == Some(&self.indices.len())
            && self.starts.is_sorted()
            && self.starts.windows(2).all(|span| row(span).is_some_and(rises))
    }

    fn dense(&self, costs: &[Cost]) -> CostMatrix {
        let rows = self.starts.len() - 1;
        let mut dense = vec![FORBIDDEN; rows * self.columns];
        for row in 0..rows {
            for place in self.starts[row]..self.starts[row + 1] {
                dense[row * self.columns + self.indices[place] as usize] = costs[place];
            }
        }
        CostMatrix::from_vec(rows, self.columns, dense).expect("a shape")
    }
}

fn parts(bytes: &mut Unstructured<'_>) -> Result<()> {
    let parts = drawn(bytes)?;
    if bytes.arbitrary()? {
        return numbers(bytes, &parts);
    }
    let costs = plans::list(parts.indices.len(), || plans::cost(bytes, 1 << 40))?;
    let (starts, indices) = (parts.starts.clone(), parts.indices.clone());
    let matrix = CsrMatrix::new(parts.columns, starts, indices, costs.clone());
    assert_eq!(matrix.is_ok(), parts.are_sound(), "{matrix:?}");
    let Ok(matrix) = matrix else { return Ok(()) };
    let (objective, dense) = (plans::objective(bytes)?, parts.dense(&costs));
    assert_eq!(written(&matrix), written(&dense));
    assert_eq!(best(&matrix, objective), best(&dense, objective), "{matrix:?}");
    Ok(())
}

/// All costs, as the solver reads them in blocks.
fn written(costs: &dyn CostSource) -> Vec<Cost> {
    let mut all = vec![0; costs.rows() * costs.columns()];
    for row in 0..costs.rows() {
        let out = &mut all[row * costs.columns()..(row + 1) * costs.columns()];
        costs.block(row, 0..costs.columns(), out);
    }
    all
}

/// Number of pairs and total; or that a cost is too large, for which any row may be named.
fn best(costs: &dyn CostSource, objective: Objective) -> Option<(usize, i128)> {
    match assign(&Problem::new(costs).objective(objective), &Options::default()) {
        Ok(solution) => {
            assert!(solution.certificate().is_optimal());
            let is_total = objective == Objective::Total;
            Some((if is_total { 0 } else { solution.pairs().len() }, solution.total()))
        }
        Err(Error::CostTooLarge { .. }) => None,
        Err(other) => panic!("{other}"),
    }
}

fn numbers(bytes: &mut Unstructured<'_>, parts: &Parts) -> Result<()> {
    let (sense, objective) = (sense(bytes)?, plans::objective(bytes)?);
    let values = plans::list(parts.indices.len(), || bytes.arbitrary::<f64>())?;
    let (starts, indices) = (parts.starts.clone(), parts.indices.clone());
    let read = ArrayView1::from(&values);
    match CsrMatrix::from_numbers(parts.columns, starts, indices, read, sense, objective) {
        Ok((matrix, grid)) => {
            assert!(parts.are_sound() && values.iter().all(|value| !value.is_nan()), "{values:?}");
            let solution = assign(&Problem::new(&matrix).objective(objective), &Options::default());
            let solution = solution.expect("a plan");
            assert!(solution.certificate().is_optimal(), "{solution:?} {matrix:?}");
            let pairs = solution.pairs().iter().map(|pair| (pair.row, pair.column, 1));
            assert!(!matrix.sum(&grid, pairs).is_nan());
        }
        Err(Error::Sparse { .. }) => assert!(!parts.are_sound()),
        Err(Error::NotANumber { .. } | Error::InfinitelyGood { .. }) => {
            assert!(values.iter().any(|value| !value.is_finite()), "{values:?}");
        }
        Err(other) => panic!("{other}"),
    }
    Ok(())
}

fn sense(bytes: &mut Unstructured<'_>) -> Result<Sense> {
    Ok(if bytes.arbitrary()? { Sense::Maximize } else { Sense::Minimize })
}

fn view(bytes: &mut Unstructured<'_>) -> Result<()> {
    match bytes.int_in_range(0..=3)? {
        0 => strided::<f64>(bytes),
        1 => strided::<f32>(bytes),
        2 => strided::<i64>(bytes),
        _ => strided::<u8>(bytes),
    }
}

/// Part of a matrix, forwards or backwards in steps, turned or not.
fn strided<T: Number + for<'a> arbitrary::Arbitrary<'a>>(
    bytes: &mut Unstructured<'_>,
) -> Result<()> {
    let (rows, columns) = (bytes.int_in_range(0..=7)?, bytes.int_in_range(0..=7)?);
    let (sense, objective) = (sense(bytes)?, plans::objective(bytes)?);
    let steps = [step(bytes)?, step(bytes)?];
    let is_turned: bool = bytes.arbitrary()?;
    let values = plans::list(rows * columns, || bytes.arbitrary::<T>())?;
    let values = Array2::from_shape_vec((rows, columns), values).expect("a shape");
    let part = values.slice(s![..;steps[0], ..;steps[1]]);
    let part = if is_turned { part.reversed_axes() } else { part };
    let copy = Array2::from_shape_vec(part.dim(), part.iter().copied().collect()).expect("a shape");
    let read = |view: ArrayView2<'_, T>| {
        let costs = CostView::new(view, sense, objective).map_err(|error| error.to_string())?;
        Ok::<_, String>((*costs.grid(), written(&costs), best(&costs, objective)))
    };
    assert_eq!(read(part), read(copy.view()));
    Ok(())
}

fn step(bytes: &mut Unstructured<'_>) -> Result<isize> {
    let size = bytes.int_in_range(1..=3)?;
    Ok(if bytes.arbitrary()? { -size } else { size })
}
