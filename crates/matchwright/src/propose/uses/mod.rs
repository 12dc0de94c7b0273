//! What is a column good for? One use a file; those that matter most come first, because a programme of few
//! criteria is one that people can weigh.

mod ahead;
mod apart;
mod hours;
mod listed;
mod lists;
mod manager;
mod needs;
mod places;
mod seats;
mod wishes;

use serde_json::{Value, json};

use super::columns::Meaning;
use super::draft::Draft;
use super::facts::Facts;
use super::people::People;
use crate::schema::Side;
pub(super) use listed::Listed;

/// Adds what a kind of column is good for.
type Use = fn(&People<'_>, &mut Draft);

/// One line a use.
const USES: [Use; 10] = [
    seats::add,
    wishes::add,
    needs::add,
    ahead::add,
    hours::add,
    lists::add,
    places::add,
    apart::add,
    manager::add,
    places::add_whatever_both_say,
];

/// Finds a use for every column that has one.
pub(super) fn add(people: &People<'_>, draft: &mut Draft) {
    for add in USES {
        add(people, draft);
    }
    draft.drop_unread();
}

/// A question that both sides were asked in a column of one name: what it means, and what they answered.
type Shared<'a, 't> = [(&'a Meaning, &'a Facts<'t>); 2];

impl<'t> People<'t> {
    /// What a side has that no use has taken.
    fn free<'a>(&'a self, side: Side, draft: &Draft) -> Vec<(&'a Meaning, Vec<&'a Facts<'t>>)> {
        let found = self.sides[side as usize].findings();
        let is_free =
            |columns: &[&Facts<'t>]| columns.iter().all(|facts| draft.is_free(side, facts));
        found.filter(|(_, columns)| is_free(columns)).collect()
    }

    /// Questions of both sides that no use has taken, each in a column of its own.
    fn shared<'a>(&'a self, draft: &Draft, is_meant: fn(&Meaning) -> bool) -> Vec<Shared<'a, 't>> {
        let [mentees, mentors] = Side::BOTH.map(|side| {
            let alone = self.free(side, draft).into_iter().filter(|(meaning, _)| is_meant(meaning));
            alone
                .filter_map(|(meaning, columns)| match columns.as_slice() {
                    [facts] => Some((meaning, *facts)),
                    _ => None,
                })
                .collect::<Vec<_>>()
        });
        let partner = |name: &str| mentors.iter().find(|(_, facts)| facts.name() == name).copied();
        mentees.into_iter().filter_map(|own| Some([own, partner(own.1.name())?])).collect()
    }

    /// Labels of both sides whose question speaks of one of the words; of anything where there are none.
    /// Those that have no answer in common are left out.
    fn shared_labels<'a>(&'a self, draft: &mut Draft, names: &[&str]) -> Vec<&'a Facts<'t>> {
        let shared = self.shared(draft, |meaning| *meaning == Meaning::Label);
        let is_meant = |own: &Facts<'_>| names.is_empty() || own.header.says(names);
        let mut kept = Vec::new();
        for [own, other] in shared.into_iter().filter(|[own, _]| is_meant(own.1)) {
            if listed::common([own, other]) > 0 {
                kept.push(own.1);
            } else {
                leave(draft, [own.1, other.1], "no answer is given on both sides");
            }
        }
        kept
    }
}

/// Says of a column of each side why it does not serve.
fn leave(draft: &mut Draft, columns: [&Facts<'_>; 2], why: &str) {
    for (side, facts) in Side::BOTH.into_iter().zip(columns) {
        draft.leave(side, &[facts], why);
    }
}

/// Says it, and keeps every later use off them.
fn close(draft: &mut Draft, columns: [&Facts<'_>; 2], why: &str) {
    for (side, facts) in Side::BOTH.into_iter().zip(columns) {
        draft.close(side, &[facts], why);
    }
}

/// The longest name of a column that stands in the name of a criterion as it is.
const LONGEST_NAME: usize = 40;

/// Fields with a short name for the criterion, where the column's own is a question.
fn named(mut fields: Value, kind: &str, column: &str) -> Value {
    let words: Vec<&str> = column.split(|c: char| c.is_control() || c.is_whitespace()).collect();
    if column.len() > LONGEST_NAME || column.contains(char::is_control) {
        let short: String = words.join(" ").chars().take(LONGEST_NAME).collect();
        fields["name"] = json!(format!("{kind}: {}", short.trim()));
    }
    fields
}
