//! Lists of partners as a table, for files and frames.

use matchwright_tables::{Frame, Values};

use super::{Ranked, to_score};
use crate::roster::{Roster, Side};

/// Lists of partners, each with the position of the person of `side` whose it is, as columns: `mentee_id`,
/// `mentor_id`, `rank`, `score`; with `mentee_name` and `mentor_name` beside the ids where the programme's
/// `[tables]` has a `name`.
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::{Person, Side};
/// use matchwright::scores::ranked_frame;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder().criterion(1.0, Same::new("site")).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("site", "Leeds"))
///     .mentor(Person::new("m1").text("site", "Leeds"))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?;
/// let best = scores.best(Side::Mentee, 0, 5)?;
/// let frame = ranked_frame(&roster, Side::Mentee, &[(0, best)]);
/// assert_eq!(frame.names().collect::<Vec<_>>(), ["mentee_id", "mentor_id", "rank", "score"]);
/// # Ok::<(), matchwright::Error>(())
/// ```
#[must_use]
pub fn ranked_frame(roster: &Roster, side: Side, lists: &[(usize, Vec<Ranked>)]) -> Frame {
    let rows: Vec<(usize, &Ranked)> = lists
        .iter()
        .flat_map(|(person, list)| list.iter().map(move |ranked| (*person, ranked)))
        .collect();
    let who = |of: Side| {
        let ids = roster.side(of).ids();
        let position = |row: &(usize, &Ranked)| if of == side { row.0 } else { row.1.partner };
        roster.who_of(of, rows.iter().map(|row| ids[position(row)].as_str()))
    };
    let numbers = [
        ("rank", Values::whole(&rows, |(_, ranked)| ranked.rank)),
        ("score", Values::numbers(&rows, |(_, ranked)| Some(to_score(ranked.points)))),
    ];
    Frame::new(Side::BOTH.into_iter().flat_map(who).chain(numbers))
}
