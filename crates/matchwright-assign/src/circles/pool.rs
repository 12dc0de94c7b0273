//! Circles that are known, in lists that may each be used once.

use std::collections::HashSet;
use std::ops::{Range, RangeInclusive};

use crate::basics::memory::{filled, out_of_memory, push};
use crate::basics::{Cost, Error, FORBIDDEN};
use crate::circles::classes::{Class, classes};
use crate::circles::pricing::Members;
use crate::circles::problem::SCALE;
use crate::circles::tables::{Tables, mean};

/// Circles of more members are bounded by their best company alone.
pub(super) const MOST_EXACT: usize = 12;

/// Circles by lists: one for a column alone, and one for each first member for columns that are alike, of which no
/// more are used than there are columns.
pub(super) struct Pool<'t> {
    pub(super) tables: &'t Tables,
    pub(super) classes: Vec<Class>,
    /// Where the lists of each class begin, and where those of the last one end.
    starts: Vec<usize>,
    lists: Vec<Vec<(Members, Cost)>>,
    seen: HashSet<(usize, Members)>,
}

impl<'t> Pool<'t> {
    pub(super) fn new(tables: &'t Tables) -> Result<Self, Error> {
        let classes = classes(tables);
        let mut starts = vec![0];
        let mut end = 0;
        for class in &classes {
            end += if class.columns.len() == 1 { 1 } else { tables.rows };
            starts.push(end);
        }
        Ok(Self { tables, classes, starts, lists: filled(Vec::new(), end)?, seen: HashSet::new() })
    }

    /// How many lists there are.
    pub(super) fn count(&self) -> usize {
        self.lists.len()
    }

    /// The places of the lists of a class.
    pub(super) fn lists_of(&self, class: usize) -> Range<usize> {
        self.starts[class]..self.starts[class + 1]
    }

    /// The classes, with the places of their lists.
    pub(super) fn classes(&self) -> impl Iterator<Item = (&Class, Range<usize>)> {
        self.classes.iter().enumerate().map(|(index, class)| (class, self.lists_of(index)))
    }

    /// The sizes of a class that are priced exactly.
    pub(super) fn sizes(&self, class: &Class) -> RangeInclusive<usize> {
        let (min, max) = self.tables.sizes[class.column()];
        min as usize..=(max as usize).min(MOST_EXACT)
    }

    /// Puts a circle into the lists of all columns where it may be, and where it costs less than these prices.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub(super) fn offer(
        &mut self,
        members: &Members,
        prices: Option<&[Cost]>,
    ) -> Result<(), Error> {
        for (index, class) in self.classes.iter().enumerate() {
            let Some(cost) = cost(self.tables, class.column(), members) else { continue };
            let is_single = class.columns.len() == 1;
            let first = members.first().map_or(0, |&first| first as usize);
            let list = self.starts[index] + if is_single { 0 } else { first };
            let is_worth = prices.is_none_or(|prices| beyond(members, cost, prices) < 0);
            if !is_worth {
                continue;
            }
            let more = self.seen.len() + 1;
            self.seen.try_reserve(1).map_err(|_| out_of_memory::<(usize, Members)>(more, 1))?;
            if self.seen.insert((list, members.clone())) {
                push(&mut self.lists[list], (members.clone(), cost))?;
            }
        }
        Ok(())
    }

    /// The least of what the circles of each list cost beyond prices, 0 at most, and the circle that does.
    pub(super) fn lowest(&self, prices: &[Cost]) -> (Vec<Cost>, Vec<Option<&Members>>) {
        let of_list = |list: &'_ [(Members, Cost)]| {
            let mut lowest = (0, None);
            for (place, (members, cost)) in list.iter().enumerate() {
                let beyond = beyond(members, *cost, prices);
                if beyond < lowest.0 {
                    lowest = (beyond, Some(place));
                }
            }
            lowest
        };
        let lowest = self.lists.iter().map(|list| {
            let (lowest, place) = of_list(list);
            (lowest, place.and_then(|place| list.get(place)).map(|(members, _)| members))
        });
        lowest.unzip()
    }

    /// The places of the lists that are used, if each costs so much beyond prices: of each class the lowest ones.
    pub(super) fn used(&self, lowest: &[Cost]) -> Vec<usize> {
        let mut used = Vec::new();
        for (class, lists) in self.classes() {
            let mut places: Vec<usize> = lists.filter(|&list| lowest[list] < 0).collect();
            let columns = class.columns.len();
            if columns < places.len() {
                places.select_nth_unstable_by_key(columns, |&list| (lowest[list], list));
                places.truncate(columns);
            }
            used.extend(places);
        }
        used
    }
}

/// What a circle costs beyond the prices of its members.
pub(super) fn beyond(members: &Members, cost: Cost, prices: &[Cost]) -> Cost {
    cost - members.iter().map(|&member| prices[member as usize]).sum::<Cost>()
}

/// What a circle costs, in parts; `None` where it does not fit the column.
pub(super) fn cost(tables: &Tables, column: usize, members: &Members) -> Option<Cost> {
    let (mut fit, mut pairs) = (0, 0);
    for (place, &member) in members.iter().enumerate() {
        let cost = tables.fit(member as usize, column);
        fit += if cost == FORBIDDEN { return None } else { cost };
        let together = tables.together(member as usize);
        pairs += members[..place].iter().map(|&other| together[other as usize]).sum::<Cost>();
    }
    let may_be = tables.may_have(column, members.len());
    may_be.then(|| SCALE * (fit + mean(pairs, members.len())))
}
