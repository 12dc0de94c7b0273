//! Who of a side belongs to which group: of an attribute, of several together, and of none.

use std::collections::BTreeMap;

use super::attributes::UNKNOWN;
use super::suppression::{Cell, Cells};

/// What stands between the names of attributes, and of groups, that are taken together.
const AND: &str = " × ";

/// The attribute and the group of everybody.
pub(super) const ALL: &str = "all";

/// People of one side, parted into groups.
pub(super) struct Partition {
    /// The attribute, or several.
    pub(super) name: String,
    /// The names of the groups.
    pub(super) groups: Vec<String>,
    /// The group of each person.
    pub(super) of: Vec<usize>,
    /// Where the groups stand in those of the single attributes.
    places: Vec<Vec<usize>>,
}

/// All partitions of one side: everybody, by each attribute, and by all of them together.
pub(super) struct Partitions {
    pub(super) all: Partition,
    pub(super) single: Vec<Partition>,
    /// Where there is more than one attribute.
    pub(super) joint: Option<Partition>,
}

impl Partition {
    fn new(name: &str, of: &[&str]) -> Self {
        let mut groups: Vec<&str> = of.to_vec();
        // The group of those of whom nothing is known stands last.
        groups.sort_unstable_by_key(|group| (*group == UNKNOWN, *group));
        groups.dedup();
        let places: BTreeMap<&str, usize> = groups.iter().copied().zip(0..).collect();
        Self {
            name: name.to_owned(),
            of: of.iter().map(|group| places[group]).collect(),
            groups: groups.iter().map(|&group| group.to_owned()).collect(),
            places: (0..groups.len()).map(|group| vec![group]).collect(),
        }
    }

    fn joint(single: &[Self], people: usize) -> Self {
        let place = |person| single.iter().map(|each| each.of[person]).collect::<Vec<_>>();
        let of: Vec<Vec<usize>> = (0..people).map(place).collect();
        let mut places = of.clone();
        places.sort_unstable();
        places.dedup();
        let name = |place: &Vec<usize>| {
            let names = place.iter().zip(single).map(|(&at, each)| each.groups[at].as_str());
            names.collect::<Vec<_>>().join(AND)
        };
        let names: Vec<&str> = single.iter().map(|each| each.name.as_str()).collect();
        Self {
            name: names.join(AND),
            groups: places.iter().map(name).collect(),
            of: of.iter().map(|at| places.partition_point(|place| place < at)).collect(),
            places,
        }
    }

    /// How many groups.
    pub(super) fn len(&self) -> usize {
        self.groups.len()
    }

    /// Whether somebody of whom something is not known is in the group.
    pub(super) fn is_unknown(&self, group: usize) -> bool {
        self.groups[group].split(AND).any(|name| name == UNKNOWN)
    }
}

impl Partitions {
    /// From the names of the attributes and, for each, the group of each person.
    pub(super) fn new(names: &[String], groups: &[Vec<&str>]) -> Self {
        let people = groups.first().map_or(0, Vec::len);
        let single: Vec<Partition> =
            names.iter().zip(groups).map(|(name, of)| Partition::new(name, of)).collect();
        let joint = (single.len() > 1).then(|| Partition::joint(&single, people));
        Self { all: Partition::new(ALL, &vec![ALL; people]), single, joint }
    }

    /// Everybody, then each attribute, then all of them together.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Partition> {
        [&self.all].into_iter().chain(&self.single).chain(&self.joint)
    }

    /// What is published of a side, where a person counts as often as `counts` says.
    pub(super) fn cells(&self, counts: &[i64]) -> Cells {
        let finest = self.joint.as_ref().or(self.single.first()).unwrap_or(&self.all);
        let mut cells: Vec<Cell> = finest
            .places
            .iter()
            .map(|at| Cell { at: at.clone(), count: 0, is_unseen: false })
            .collect();
        for (&group, &count) in finest.of.iter().zip(counts) {
            cells[group].count += count as u64;
        }
        Cells { sizes: self.single.iter().map(Partition::len).collect(), cells }
    }
}
