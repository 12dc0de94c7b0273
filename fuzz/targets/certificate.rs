//! Whatever plan and whatever prices: no bound is above what a plan reaches, so that what is proven is true.

use std::collections::BTreeSet;

use arbitrary::{Result, Unstructured};
use matchwright::assign::{
    Certificate, Cost, Cut, Error, FORBIDDEN, Objective, Options, Pair, Prices, assign, certify,
};

use super::plans::{self, Tiny};

pub(crate) fn run(data: &[u8]) {
    checked(&mut Unstructured::new(data)).unwrap_or_default();
}

fn checked(bytes: &mut Unstructured<'_>) -> Result<()> {
    let tiny = Tiny::draw(bytes)?;
    let matrix = tiny.matrix();
    let problem = tiny.problem(&matrix);
    let solved = if bytes.arbitrary()? { assign(&problem, &Options::default()).ok() } else { None };
    let (mut pairs, mut prices) = match solved {
        Some(solution) => (solution.pairs().to_vec(), solution.prices().clone()),
        None => (Vec::new(), drawn(bytes, &tiny)?),
    };
    change_prices(bytes, &mut prices)?;
    change_pairs(bytes, &tiny, &mut pairs)?;
    match certify(&problem, &pairs, &prices) {
        Ok(certificate) => is_true(&tiny, &pairs, &certificate),
        Err(error) => is_at_fault(&tiny, &pairs, &prices, &error),
    }
    Ok(())
}

fn drawn(bytes: &mut Unstructured<'_>, tiny: &Tiny) -> Result<Prices> {
    Ok(Prices {
        scale: bytes.int_in_range(1..=4)?,
        per_pair: price(bytes)?,
        rows: plans::list(tiny.rows, || Ok(price(bytes)?.min(0)))?,
        columns: plans::list(tiny.columns, || Ok(price(bytes)?.min(0)))?,
        cut: Cut { rows: some(bytes, tiny.rows)?, columns: some(bytes, tiny.columns)? },
    })
}

/// Mostly small; seldom at the limit of prices or beyond it.
fn price(bytes: &mut Unstructured<'_>) -> Result<Cost> {
    let drawn: u8 = bytes.arbitrary()?;
    Ok(match drawn {
        0..=239 => Cost::from(drawn % 16) - 8,
        240..=244 => -(1 << 60),
        245 => -(1 << 60) - 1,
        246 => 1 << 60,
        247.. => bytes.arbitrary()?,
    })
}

/// Rising positions.
fn some(bytes: &mut Unstructured<'_>, count: usize) -> Result<Vec<u32>> {
    let chosen: u8 = bytes.arbitrary()?;
    Ok((0..count as u32).filter(|position| chosen >> position & 1 == 1).collect())
}

fn change_prices(bytes: &mut Unstructured<'_>, prices: &mut Prices) -> Result<()> {
    for _ in 0..bytes.int_in_range(0..=2)? {
        let list = match bytes.int_in_range(0..=4)? {
            0 => &mut prices.rows,
            1 => &mut prices.columns,
            2 => {
                prices.per_pair = price(bytes)?;
                continue;
            }
            3 => {
                prices.scale = price(bytes)?;
                continue;
            }
            _ => {
                prices.cut.columns.pop();
                continue;
            }
        };
        if !list.is_empty() {
            let position = bytes.choose_index(list.len())?;
            list[position] = price(bytes)?;
        }
    }
    Ok(())
}

/// Turns some pairs, seldom adding one that lies outside or out of order.
fn change_pairs(bytes: &mut Unstructured<'_>, tiny: &Tiny, pairs: &mut Vec<Pair>) -> Result<()> {
    let mut held: BTreeSet<Pair> = pairs.iter().copied().collect();
    for _ in 0..bytes.int_in_range(0..=4)? {
        let row = bytes.int_in_range(0..=tiny.rows as u32)?;
        let pair = Pair { row, column: bytes.int_in_range(0..=tiny.columns as u32)? };
        if !held.remove(&pair) {
            held.insert(pair);
        }
    }
    *pairs = held.into_iter().collect();
    if bytes.ratio(1, 16)? {
        pairs.reverse();
    }
    Ok(())
}

/// The rules of a plan, once more.
fn is_plan(tiny: &Tiny, pairs: &[Pair]) -> bool {
    let within =
        |pair: &Pair| (pair.row as usize) < tiny.rows && (pair.column as usize) < tiny.columns;
    let count =
        |is_theirs: &dyn Fn(&Pair) -> bool| pairs.iter().filter(|pair| is_theirs(pair)).count();
    let rows_fit = (0..tiny.rows)
        .all(|row| count(&|pair| pair.row as usize == row) <= tiny.row_seats[row] as usize);
    let columns_fit = (0..tiny.columns).all(|column| {
        count(&|pair| pair.column as usize == column) <= tiny.column_seats[column] as usize
    });
    pairs.iter().all(|pair| within(pair) && tiny.cost(*pair) != FORBIDDEN)
        && pairs.is_sorted_by(|one, other| one < other)
        && rows_fit
        && columns_fit
}

fn is_true(tiny: &Tiny, pairs: &[Pair], certificate: &Certificate) {
    let context = || format!("{certificate:?}: {pairs:?} {tiny:?}");
    assert!(is_plan(tiny, pairs), "{}", context());
    assert_eq!(certificate.primal, tiny.total(pairs), "{}", context());
    assert_eq!(certificate.pairs, pairs.len() as u64, "{}", context());
    let best = tiny.best();
    assert!(certificate.most_pairs >= best.len() as u64 - 1, "{}", context());
    let is_counted = tiny.objective == Objective::Participation;
    let bounded = if is_counted { best[pairs.len()] } else { tiny.goal(&best).1 };
    assert!(certificate.dual <= bounded, "{bounded}: {}", context());
    if certificate.is_optimal() {
        let reached = (is_counted.then_some(pairs.len()), certificate.primal);
        assert_eq!(reached, tiny.goal(&best), "{}", context());
    }
}

fn is_at_fault(tiny: &Tiny, pairs: &[Pair], prices: &Prices, error: &Error) {
    let is_fault = match error {
        Error::Plan { .. } => !is_plan(tiny, pairs),
        Error::Price { .. } => !are_prices(prices, tiny.objective),
        // A larger scale leaves less room for costs.
        Error::CostTooLarge { .. } => tiny.is_refused(error) || prices.scale > 1,
        _ => false,
    };
    assert!(is_fault, "{error}: {pairs:?} {prices:?} {tiny:?}");
}

fn are_prices(prices: &Prices, objective: Objective) -> bool {
    let limit = 1 << 60;
    let per_pair = if objective == Objective::Total { 0 } else { limit };
    let mut seats = prices.rows.iter().chain(&prices.columns);
    (1..=limit).contains(&prices.scale)
        && (-per_pair..=per_pair).contains(&prices.per_pair)
        && seats.all(|price| (-limit..=0).contains(price))
}
