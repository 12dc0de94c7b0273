//! One sweep over many tasks in a fixed order, in parallel where that pays.

use crate::basics::threads;

/// Cells below which starting other threads costs more than it saves. A thread reads so many cells of a
/// matrix in 0.1 ms and computes so many in 1 ms; handing work to the pool and waiting for it takes some
/// ten microseconds, several times in a solve: 300² took 1.3 ms with two threads and 0.7 with one.
const PARALLEL_CELLS: usize = 1 << 18;

/// Cells below which a thread of the pool does not share its work with the others, which hear of it within
/// some microseconds: a thread reads so many cells that it has not met for a while in 35.
const CELLS_AT_ONCE: usize = 1 << 14;

/// The results of `task` over `items` in their order, each covering about `cells` cells. Tasks that
/// follow each other on one thread share a scratch value.
///
/// A small sweep stays on the calling thread and does not even ask for the pool: asking starts the
/// global one, and a process that has solved nothing large should have no threads to inherit.
pub(crate) fn sweep<I, X, S, T, F>(items: I, cells: usize, task: F) -> Vec<T>
where
    S: Default,
    I: IntoIterator<Item = X, IntoIter: ExactSizeIterator>,
    X: Send,
    T: Send,
    F: Fn(&mut S, X) -> T + Sync + Send,
{
    let items = items.into_iter();
    if threads_for(items.len().saturating_mul(cells)) == 1 {
        let mut scratch = S::default();
        return items.map(|item| task(&mut scratch, item)).collect();
    }
    let items: Vec<X> = items.collect();
    let items_at_once = CELLS_AT_ONCE.div_ceil(cells.max(1));
    threads::map_with_scratch(items, items_at_once, task)
}

/// Threads that a sweep over this many cells may use: those of the current pool, or 1 where the
/// sweep is small.
pub(crate) fn threads_for(cells: usize) -> usize {
    let is_in_pool = threads::is_in_pool();
    let few = if is_in_pool { 2 * CELLS_AT_ONCE } else { PARALLEL_CELLS };
    if cells < few { 1 } else { threads::count() }
}
