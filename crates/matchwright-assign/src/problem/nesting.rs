//! Groups within groups.

use crate::basics::Error;
use crate::problem::{Demands, Per, Side};

/// The quotas of one side that count alike, as a forest.
#[derive(Clone, Debug)]
pub(crate) struct Nesting {
    /// Positions among all quotas: whatever holds another one stands before it.
    pub(crate) quotas: Vec<u32>,
    /// The smallest group that holds each group, as a position in `quotas`.
    pub(crate) parents: Vec<Option<u32>>,
    /// The smallest group of each person, as a position in `quotas`.
    pub(crate) innermost: Vec<Option<u32>>,
}

impl Nesting {
    /// Puts the groups into each other, the largest first: all members of the next one are in the same
    /// smallest group so far, or it crosses another. O(members of all groups).
    ///
    /// # Errors
    /// [`Error::Crossing`].
    pub(crate) fn new(
        demands: &Demands,
        side: Side,
        per: Per,
        people: usize,
    ) -> Result<Self, Error> {
        let mut quotas: Vec<u32> = (0..)
            .zip(&demands.quotas)
            .filter(|(_, quota)| quota.of == side && quota.per == per)
            .map(|(index, _)| index)
            .collect();
        let members = |quota: u32| &demands.quotas[quota as usize].members;
        quotas.sort_by_key(|&quota| std::cmp::Reverse(members(quota).len()));
        let mut innermost: Vec<Option<u32>> = vec![None; people];
        let mut parents = Vec::with_capacity(quotas.len());
        for (place, &quota) in (0..).zip(&quotas) {
            let members = members(quota);
            let outer = |member: &u32| innermost[*member as usize];
            let parent = members.first().and_then(outer);
            if let Some(member) = members.iter().find(|member| outer(member) != parent) {
                let others = [parent, outer(member)];
                return Err(crossing(demands, quota, &others, &quotas));
            }
            parents.push(parent);
            for &member in members {
                innermost[member as usize] = Some(place);
            }
        }
        Ok(Self { quotas, parents, innermost })
    }
}

/// The error for a group whose members are in two smallest groups: one of these does not hold all of it.
fn crossing(demands: &Demands, quota: u32, others: &[Option<u32>], quotas: &[u32]) -> Error {
    let members = |quota: u32| &demands.quotas[quota as usize].members;
    let holds_all = |other: u32| {
        members(quota).iter().all(|member| members(other).binary_search(member).is_ok())
    };
    let others = others.iter().flatten().map(|&place| quotas[place as usize]);
    let other = others.clone().find(|&other| !holds_all(other)).or(others.clone().next());
    Error::Crossing { quota: quota as usize, other: other.unwrap_or(quota) as usize }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Quota;

    fn nesting(groups: &[&[u32]]) -> Result<Nesting, Error> {
        let quota = |members: &&[u32]| Quota {
            of: Side::Row,
            members: members.to_vec(),
            min: 0,
            max: 1,
            per: Per::Programme,
        };
        let demands = Demands { quotas: groups.iter().map(quota).collect(), ..Demands::default() };
        Nesting::new(&demands, Side::Row, Per::Programme, 6)
    }

    #[test]
    fn the_smallest_group_of_everybody() -> Result<(), Error> {
        let nesting = nesting(&[&[4], &[0, 1, 2, 3], &[1, 2], &[2], &[4, 5], &[]])?;
        let smallest =
            nesting.innermost.iter().map(|place| place.map(|p| nesting.quotas[p as usize]));
        let expected = [Some(1), Some(2), Some(3), Some(1), Some(0), Some(4)];
        assert_eq!(smallest.collect::<Vec<_>>(), expected);
        Ok(())
    }

    #[test]
    fn groups_that_cross_are_named() {
        let error = |groups: &[&[u32]]| nesting(groups).err();
        assert_eq!(error(&[&[0, 1], &[1, 2]]), Some(Error::Crossing { quota: 1, other: 0 }));
        assert_eq!(
            error(&[&[0, 1, 2], &[5], &[1, 3]]),
            Some(Error::Crossing { quota: 2, other: 0 })
        );
        let within = error(&[&[0, 1, 2, 3], &[0, 1], &[1, 2]]);
        assert_eq!(within, Some(Error::Crossing { quota: 2, other: 1 }));
    }
}
