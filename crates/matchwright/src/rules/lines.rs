//! Lines of managers: who is above whom, in both tables together.
//!
//! People are put into such an order that everybody below somebody stands right behind them: a walk
//! through the tree, managers first. Whether one is above the other is then two comparisons, however
//! deep the line, and takes a few numbers a person.

use std::collections::HashMap;
use std::ops::Range;

use crate::compare::postings::Postings;
use crate::error::Finding;
use crate::roster::{People, Roster};
use crate::schema::Columns;

/// Everybody's manager, and the walk through them. People are numbered: mentees as in the roster,
/// then the mentors who are not among them, then those who take no part.
pub(super) struct Lines {
    /// The number of each mentor.
    mentors: Vec<u32>,
    /// The mentor that each number is.
    as_mentor: Vec<Option<u32>>,
    /// The number of each one's manager; `None` where nobody in the tables is, and on a ring.
    above: Vec<Option<u32>>,
    /// Each one's place in the walk, up to the end of those below.
    below: Vec<Range<u32>>,
    /// Places in ascending order with the mentors who stand there.
    places: Vec<(u32, u32)>,
    /// Somebody on each ring of managers, and its length.
    rings: Vec<(u32, usize)>,
    /// Mentors who have another manager as a mentee.
    torn: Vec<u32>,
}

impl Lines {
    /// Follows the column through both tables. O(people · log people).
    pub(super) fn new(roster: &Roster, column: &Columns) -> Self {
        let (mentors, numbers) = number(roster, column);
        let mut as_mentor = vec![None; numbers.len()];
        for (mentor, &number) in mentors.iter().enumerate() {
            as_mentor[number as usize] = Some(mentor as u32);
        }
        let mut managers = roster.mentees().references(column.mentee());
        managers.resize(numbers.len(), None);
        let mut torn = Vec::new();
        let as_mentors = roster.mentors().references(column.mentor());
        for (mentor, manager) in as_mentors.into_iter().enumerate().filter(|(_, m)| m.is_some()) {
            let have = &mut managers[mentors[mentor] as usize];
            match have {
                Some(_) if *have != manager => torn.push(mentor as u32),
                _ => *have = manager,
            }
        }
        for (id, manager) in inactive(roster, column).filter(|(_, manager)| manager.is_some()) {
            let number = numbers.get(id).copied().unwrap_or_default() as usize;
            managers[number] = managers[number].take().or(manager.map(str::to_owned));
        }
        let manager = |id: Option<String>| numbers.get(id?.as_str()).copied();
        // Whoever is their own manager stands at the top of the line: many a system asks everybody for one.
        let top = |(number, above): (usize, Option<u32>)| above.filter(|&at| at as usize != number);
        let mut above: Vec<Option<u32>> =
            managers.into_iter().map(manager).enumerate().map(top).collect();
        let rings = cut_rings(&mut above);
        let below = walk(&above);
        let place =
            |(mentor, &number): (usize, &u32)| (below[number as usize].start, mentor as u32);
        let mut places: Vec<(u32, u32)> = mentors.iter().enumerate().map(place).collect();
        places.sort_unstable();
        Self { mentors, as_mentor, above, below, places, rings, torn }
    }

    /// Whether one of two people is above the other, or both are one person. O(1).
    pub(super) fn joins(&self, mentee: usize, mentor: usize) -> bool {
        let (own, other) = (&self.below[mentee], &self.below[self.mentors[mentor] as usize]);
        own.contains(&other.start) || other.contains(&own.start)
    }

    /// Adds the mentors whom [`joins`](Self::joins) says of. O(log mentors + those above and below).
    pub(super) fn mentors_joined_with(&self, mentee: usize, found: &mut Vec<u32>) {
        let below = &self.below[mentee];
        let from = self.places.partition_point(|(place, _)| *place < below.start);
        let behind = self.places[from..].iter().take_while(|(place, _)| *place < below.end);
        found.extend(behind.map(|(_, mentor)| mentor));
        let managers = std::iter::successors(self.above[mentee], |&at| self.above[at as usize]);
        found.extend(managers.filter_map(|at| self.as_mentor[at as usize]));
    }

    /// What is wrong with the lines.
    pub(super) fn findings(&self, roster: &Roster, column: &Columns) -> Vec<Finding> {
        let (mentees, mentors) = (roster.mentees(), roster.mentors());
        let ring = |&(number, steps): &(u32, usize)| {
            let message =
                format!("the line of managers leads back to this person (steps: {steps})");
            let finding = match self.as_mentor[number as usize] {
                _ if (number as usize) < mentees.len() => {
                    place(message, mentees, number as usize, column.mentee())
                }
                // A ring of people who take no part keeps nobody from anybody.
                mentor => place(message, mentors, mentor? as usize, column.mentor()),
            };
            Some(finding.code("manager_ring"))
        };
        let torn = |&mentor: &u32| {
            let as_mentee = self.mentors[mentor as usize] as usize;
            let row = mentees.sheet_row(as_mentee);
            let message =
                format!("has another manager in row {row} of the mentees, under the same id");
            place(message, mentors, mentor as usize, column.mentor()).code("two_managers")
        };
        self.rings.iter().filter_map(ring).chain(self.torn.iter().map(torn)).collect()
    }
}

fn place(message: String, people: &People, person: usize, column: &str) -> Finding {
    let finding = Finding::new(message).table(people.side().table()).row(people.sheet_row(person));
    finding.id(&people.ids()[person]).column(column)
}

/// Who takes no part, with their managers.
fn inactive<'r>(
    roster: &'r Roster,
    column: &'r Columns,
) -> impl Iterator<Item = (&'r str, Option<&'r str>)> {
    let mentor = Some(column.mentor()).filter(|&mentor| mentor != column.mentee());
    let columns = std::iter::once(column.mentee()).chain(mentor);
    columns.flat_map(|column| roster.inactive().of(column))
}

/// The number of each mentor, and of each id.
fn number<'r>(roster: &'r Roster, column: &'r Columns) -> (Vec<u32>, HashMap<&'r str, u32>) {
    let mentees = roster.mentees().ids().iter().enumerate();
    let mut numbers: HashMap<&str, u32> =
        mentees.map(|(mentee, id)| (id.as_str(), mentee as u32)).collect();
    let mut number = |id| {
        let next = numbers.len() as u32;
        *numbers.entry(id).or_insert(next)
    };
    let mentors = roster.mentors().ids().iter().map(|id| number(id.as_str())).collect();
    for (id, _) in inactive(roster, column) {
        number(id);
    }
    (mentors, numbers)
}

/// Takes away the managers of everybody on a ring, and names one of each with its length. O(people).
fn cut_rings(above: &mut [Option<u32>]) -> Vec<(u32, usize)> {
    let mut rings = Vec::new();
    // From whom each was reached first.
    let mut seen: Vec<Option<usize>> = vec![None; above.len()];
    for start in 0..above.len() {
        let mut at = start;
        while seen[at].is_none() {
            seen[at] = Some(start);
            match above[at] {
                Some(next) => at = next as usize,
                None => break,
            }
        }
        // Back at somebody of this very round: a ring, unless the line has ended there.
        if seen[at] == Some(start) && above[at].is_some() {
            let ring: Vec<usize> =
                std::iter::successors(Some(at), |&at| above[at].map(|next| next as usize))
                    .skip(1)
                    .take_while(|&next| next != at)
                    .chain([at])
                    .collect();
            rings.extend(ring.iter().min().map(|&first| (first as u32, ring.len())));
            for person in ring {
                above[person] = None;
            }
        }
    }
    rings
}

/// The place of everybody in a walk from the top, and where those below them end. O(people · log people).
fn walk(above: &[Option<u32>]) -> Vec<Range<u32>> {
    let managed = above.iter().enumerate();
    let managed = managed.filter_map(|(person, manager)| Some(((*manager)?, person as u32, ())));
    let below = Postings::new(managed.collect());
    let mut order: Vec<u32> = Vec::with_capacity(above.len());
    let mut waiting: Vec<u32> =
        (0..above.len() as u32).filter(|&person| above[person as usize].is_none()).collect();
    while let Some(person) = waiting.pop() {
        order.push(person);
        waiting.extend(below.of(person).iter().map(|(person, ())| person));
    }
    let mut places = vec![0..0; above.len()];
    for (place, &person) in order.iter().enumerate() {
        places[person as usize] = place as u32..place as u32 + 1;
    }
    // From the bottom up, everybody hands their end to their manager.
    for &person in order.iter().rev() {
        if let Some(manager) = above[person as usize] {
            let end = places[person as usize].end;
            let range = &mut places[manager as usize];
            range.end = range.end.max(end);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_below_stands_right_behind() {
        // 0 is above 1 and 2, 2 above 3; 4 is alone.
        let places = walk(&[None, Some(0), Some(0), Some(2), None]);
        let is_above = |upper: usize, lower: usize| places[upper].contains(&places[lower].start);
        for (upper, lowers) in [(0, vec![0, 1, 2, 3]), (1, vec![1]), (2, vec![2, 3]), (4, vec![4])]
        {
            let found: Vec<usize> = (0..5).filter(|&lower| is_above(upper, lower)).collect();
            assert_eq!(found, lowers, "below {upper}");
        }
    }

    #[test]
    fn rings_are_found_once_and_cut() {
        // 0 → 1 → 2 → 1, 3 → 3, 4 → 0, 5 → 6.
        let mut above = [Some(1), Some(2), Some(1), Some(3), Some(0), Some(6), None];
        assert_eq!(cut_rings(&mut above), [(1, 2), (3, 1)]);
        assert_eq!(above, [Some(1), None, None, None, Some(0), Some(6), None]);
    }

    #[test]
    fn a_line_of_a_hundred_thousand_is_walked() {
        let people = 100_000_u32;
        let mut above: Vec<Option<u32>> = (0..people).map(|person| person.checked_sub(1)).collect();
        assert_eq!(walk(&above).first(), Some(&(0..people)));
        above[0] = Some(people - 1);
        assert_eq!(cut_rings(&mut above), [(0, people as usize)]);
    }
}
