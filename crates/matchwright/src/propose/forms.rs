//! Other forms and fields of a programme that the data suggest. They are hints and no part of the proposal: whether
//! people meet as equals, in groups, or by turns is for the organiser to decide.

use matchwright_tables::counted;
use matchwright_tables::mapping::Tables;

use super::columns::Meaning;
use super::draft::Draft;
use super::facts::Facts;
use super::people::People;
use super::text::quoted;
use crate::roster::WAITED_COLUMN;
use crate::schema::Side;

/// What the data are looked at for.
struct Look<'a, 't> {
    tables: &'a Tables<'t>,
    people: &'a People<'t>,
}

/// Suggests something, and says why.
type Hint = fn(&Look<'_, '_>, &mut Draft);

/// One line a hint.
const HINTS: [Hint; 4] = [as_equals, fewest, few_or_many_seats, waited];

/// Adds what the data suggest.
pub(super) fn add(tables: &Tables<'_>, people: &People<'_>, draft: &mut Draft) {
    let look = Look { tables, people };
    for hint in HINTS {
        hint(&look, draft);
    }
}

impl<'t> Look<'_, 't> {
    /// How many people stand on a side.
    fn count(&self, side: Side) -> usize {
        self.columns(side).first().map_or(0, |facts| facts.people)
    }

    fn columns(&self, side: Side) -> &[Facts<'t>] {
        &self.people.sides[side as usize].columns
    }

    /// Seats of all mentors, where a column says how many there are.
    fn seats(&self, draft: &Draft) -> Option<u64> {
        let found = self.people.sides[Side::Mentor as usize].findings();
        let mut of_seats = found.filter_map(|(meaning, columns)| match meaning {
            Meaning::Seats(seats) => Some((seats, *columns.first()?)),
            _ => None,
        });
        let (seats, facts) =
            of_seats.find(|(_, facts)| draft.is_used(Side::Mentor, facts.name()))?;
        let number = |text: &str| {
            let read = seats.read.iter().find(|(known, _)| known == text);
            read.map_or_else(
                || text.parse().unwrap_or(0.0) as u64,
                |(_, number)| u64::from(*number),
            )
        };
        let answers = facts.answers.iter();
        let said: u64 = answers.map(|answer| number(&answer.text) * answer.people as u64).sum();
        Some(said + (facts.people - facts.answered) as u64)
    }
}

/// Most people of one table could be on both sides.
fn as_equals(look: &Look<'_, '_>, draft: &mut Draft) {
    if !look.tables.is_one() {
        return;
    }
    let rows = look.tables.both()[0].rows();
    let both = (look.count(Side::Mentee) + look.count(Side::Mentor)).saturating_sub(rows);
    if both == 0 || 2 * both < rows {
        return;
    }
    draft.hints.push(format!(
        "{both} of the {rows} people in the table could be mentee and mentor. Where they meet as equals, write form = \
         \"peers\" for pairs, or form = \"circles\" with leaders = 0 in [circles] for groups, and leave the role and \
         the capacity out."
    ));
}

/// A column of the fewest mentees.
fn fewest(look: &Look<'_, '_>, draft: &mut Draft) {
    let is_fewest = |facts: &&Facts<'_>| {
        let is_about = facts.header.says(&["mentee", "protege", "seat", "capacity", "slot"]);
        let least = facts.header.says(&["min", "minimum", "fewest"]);
        is_about && least && facts.numbers().is_some_and(|numbers| !numbers.is_empty())
    };
    let Some(facts) = look.columns(Side::Mentor).iter().find(is_fewest) else { return };
    let most = draft.capacity.as_ref().map_or_else(|| "3".to_owned(), |(column, _)| quoted(column));
    let name = quoted(facts.name());
    draft.leave(
        Side::Mentor,
        &[facts],
        "the fewest mentees of a mentor: a hint says how to ask for it",
    );
    draft.hints.push(format!(
        "{name} says how many mentees a mentor has to have: capacity = {{ min = {name}, max = {most} }} makes it a \
         condition, and with or_none = true nobody at all is possible too."
    ));
}

/// Seats for fewer people than there are, or for more.
fn few_or_many_seats(look: &Look<'_, '_>, draft: &mut Draft) {
    let (mentees, mentors) = (look.count(Side::Mentee) as u64, look.count(Side::Mentor) as u64);
    let Some(seats) = look.seats(draft) else { return };
    let column = draft.capacity.as_ref().map_or_else(String::new, |(column, _)| quoted(column));
    if seats < mentees {
        draft.hints.push(format!(
            "There are {} and {}, so that {} will have nobody. Where a mentor can take several \
             at once, form = \"circles\" makes groups; quotas share the seats among departments or sites; priority \
             names the column of who comes first.",
            Side::Mentee.counted(mentees),
            counted(seats, "seat", "seats"),
            mentees - seats
        ));
    } else if seats > mentees && mentees >= mentors && mentors > 1 {
        draft.hints.push(format!(
            "There are {seats} seats for {mentees} mentees, and the best plan can leave some of the {mentors} mentors \
             with nobody: capacity = {{ min = 1, max = {column} }} gives each somebody, and objective = \
             [\"participation\", \"mentors_in_use\"] as many as can be."
        ));
    }
}

/// A column of rounds that somebody has waited.
fn waited(look: &Look<'_, '_>, draft: &mut Draft) {
    let is_waited = |facts: &&Facts<'_>| {
        let is_named =
            facts.name().trim() == WAITED_COLUMN || facts.header.says(&["rounds waited"]);
        is_named && facts.numbers().is_some_and(|numbers| !numbers.is_empty())
    };
    let Some(facts) = look.columns(Side::Mentee).iter().find(is_waited) else { return };
    let name = quoted(facts.name());
    draft.leave(
        Side::Mentee,
        &[facts],
        "how long somebody has waited: a hint says how it can count",
    );
    draft.hints.push(format!(
        "{name} says how many rounds a mentee has waited: priority = {name} lets those who waited longest come first."
    ));
}
