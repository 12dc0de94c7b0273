//! Asking for memory before it is used.

use crate::basics::{Cost, Error};

/// Asks for the memory of a table and gives it back: asking first turns an abort into an error, and
/// long work that would end there into a refusal at once.
///
/// ```
/// use matchwright_assign::{Error, check_memory};
///
/// assert_eq!(check_memory::<f64>(1_000, 1_000), Ok(()));
/// let bytes = 1 << 83;
/// assert_eq!(check_memory::<f64>(1 << 40, 1 << 40), Err(Error::OutOfMemory { bytes }));
/// ```
///
/// # Errors
/// [`Error::OutOfMemory`].
pub fn check_memory<T>(rows: usize, columns: usize) -> Result<(), Error> {
    room::<T>(rows, columns).map(drop)
}

/// An empty list with room for a table, or an error where the memory for it cannot be reserved.
pub(crate) fn room<T>(rows: usize, columns: usize) -> Result<Vec<T>, Error> {
    let mut room = Vec::new();
    match rows.checked_mul(columns).map(|cells| room.try_reserve_exact(cells)) {
        Some(Ok(())) => Ok(room),
        _ => Err(out_of_memory::<T>(rows, columns)),
    }
}

/// A list of so many values that are alike, or an error where the memory for it cannot be reserved.
pub(crate) fn filled<T: Clone>(value: T, count: usize) -> Result<Vec<T>, Error> {
    let mut values = room(count, 1)?;
    values.resize(count, value);
    Ok(values)
}

/// The values of an iterator that knows how many there are, or an error where the memory for them cannot be reserved.
pub(crate) fn collected<T>(values: impl ExactSizeIterator<Item = T>) -> Result<Vec<T>, Error> {
    let mut list = room(values.len(), 1)?;
    list.extend(values);
    Ok(list)
}

/// A list of what a slice holds, or an error where the memory for it cannot be reserved.
pub(crate) fn copied<T: Copy>(values: &[T]) -> Result<Vec<T>, Error> {
    collected(values.iter().copied())
}

/// Makes room for so many more values in a list, or says that the memory for them cannot be reserved.
pub(crate) fn grow<T>(list: &mut Vec<T>, more: usize) -> Result<(), Error> {
    list.try_reserve(more).map_err(|_| out_of_memory::<T>(list.len().saturating_add(more), 1))
}

/// Adds a value to a list, or says that the memory for it cannot be reserved.
pub(crate) fn push<T>(list: &mut Vec<T>, value: T) -> Result<(), Error> {
    grow(list, 1)?;
    list.push(value);
    Ok(())
}

/// Moves the values of a list to the end of another one, or says that the memory for them cannot be reserved.
pub(crate) fn append<T>(list: &mut Vec<T>, more: &mut Vec<T>) -> Result<(), Error> {
    grow(list, more.len())?;
    list.append(more);
    Ok(())
}

/// Gives a list so many values, the new ones alike, or says that the memory for them cannot be reserved.
pub(crate) fn resize<T: Clone>(list: &mut Vec<T>, count: usize, value: T) -> Result<(), Error> {
    grow(list, count.saturating_sub(list.len()))?;
    list.resize(count, value);
    Ok(())
}

/// Costs of 0 for a table, or an error where the memory for it cannot be reserved. The pages are touched by the threads
/// that fill them.
pub(crate) fn zeros(rows: usize, columns: usize) -> Result<Vec<Cost>, Error> {
    let zeroed = |cells| bytemuck::allocation::try_zeroed_vec(cells).ok();
    let out_of_memory = || out_of_memory::<Cost>(rows, columns);
    rows.checked_mul(columns).and_then(zeroed).ok_or_else(out_of_memory)
}

/// The error where the memory for a table cannot be reserved.
pub(crate) fn out_of_memory<T>(rows: usize, columns: usize) -> Error {
    let cells = rows as u128 * columns as u128;
    Error::OutOfMemory { bytes: cells.saturating_mul(size_of::<T>() as u128) }
}
