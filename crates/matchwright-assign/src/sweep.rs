//! One parallel sweep over many tasks, in a fixed order.

use rayon::prelude::*;

/// Cells below which starting other threads costs more than it saves: handing work to the pool
/// takes some ten microseconds, in which one thread reads about as many cells.
const PARALLEL_CELLS: usize = 1 << 15;

/// The results of `task` over `items` in their order, each covering about `cells` cells. Tasks that
/// follow each other on one thread share a scratch value.
pub(crate) fn sweep<I, X, S, T, F>(items: I, cells: usize, task: F) -> Vec<T>
where
    S: Default,
    I: IntoIterator<Item = X, IntoIter: ExactSizeIterator>,
    I: IntoParallelIterator<Item = X, Iter: IndexedParallelIterator>,
    X: Send,
    T: Send,
    F: Fn(&mut S, X) -> T + Sync + Send,
{
    let items_at_once = PARALLEL_CELLS.div_ceil(cells.max(1));
    let items = items.into_par_iter();
    items.with_min_len(items_at_once).map_init(S::default, task).collect()
}
