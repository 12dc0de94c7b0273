//! Columns that are alike: empty circles of peers are, and their order says nothing.

use std::cmp::Ordering;

use crate::circles::state::NOWHERE;
use crate::circles::tables::Tables;

/// Columns with the same sizes in which everybody fits alike, rising.
pub(super) struct Class {
    pub(super) columns: Vec<u32>,
}

impl Class {
    /// Any of its columns.
    pub(super) fn column(&self) -> usize {
        self.columns.first().map_or(0, |&column| column as usize)
    }
}

/// The classes of all columns that can run.
pub(super) fn classes(tables: &Tables) -> Vec<Class> {
    let compare = |one: &u32, other: &u32| {
        let (one, other) = (*one as usize, *other as usize);
        let fits = (0..tables.rows).map(|row| tables.fit(row, one));
        let others = (0..tables.rows).map(|row| tables.fit(row, other));
        tables.sizes[one].cmp(&tables.sizes[other]).then_with(|| fits.cmp(others))
    };
    let open = |column: &u32| tables.is_open(*column as usize);
    let mut columns: Vec<u32> = (0..tables.columns as u32).filter(open).collect();
    columns.sort_by(compare);
    let chunks = columns.chunk_by(|one, other| compare(one, other) == Ordering::Equal);
    let mut classes: Vec<Class> = chunks.map(|alike| Class { columns: alike.to_vec() }).collect();
    classes.sort_by_key(Class::column);
    classes
}

/// The same circles, those of a class in the order of their first members.
pub(super) fn in_order(tables: &Tables, columns: &mut [u32]) {
    let mut taken = vec![0; tables.columns];
    let mut class_of = vec![0; tables.columns];
    let mut renamed = vec![NOWHERE; tables.columns];
    let classes = classes(tables);
    for (index, class) in classes.iter().enumerate() {
        class.columns.iter().for_each(|&column| class_of[column as usize] = index);
    }
    for column in columns.iter_mut().filter(|column| **column != NOWHERE) {
        let at = *column as usize;
        if renamed[at] == NOWHERE {
            let class = class_of[at];
            renamed[at] = classes[class].columns[taken[class]];
            taken[class] += 1;
        }
        *column = renamed[at];
    }
}
