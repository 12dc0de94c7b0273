//! Who stands in a table: ids, the latest answer of each, who is active, and in which role.

use std::collections::{HashMap, HashSet};

use super::moments::{Moments, Order};
use super::report::{Report, Unread};
use super::sheet::{Column, Sheet};
use super::{Active, Role, Texts};
use crate::counted::counted;
use crate::finding::Finding;
use crate::labels::{answer_key, person_key, visible, yes_or_no};
use crate::table::Cell;

/// One row that counts.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// Counted from 0.
    pub(super) row: usize,
    /// As it was given, aside from characters that nobody sees.
    pub(super) id: Cell,
    /// What it has in common with other spellings.
    pub(super) key: String,
    /// Whether they are a mentee, and whether a mentor.
    pub(super) sides: [bool; 2],
}

/// Where the mapping finds people in one sheet.
pub(super) struct Places<'t, 'm> {
    pub(super) id: Vec<Column<'t>>,
    pub(super) latest: Option<Column<'t>>,
    pub(super) active: Option<(Column<'t>, &'m Active)>,
    pub(super) sides: Sides<'t, 'm>,
}

impl<'t> Places<'t, '_> {
    /// The names of all columns that say who somebody is.
    pub(super) fn columns(&self) -> impl Iterator<Item = &'t str> {
        let role = match self.sides {
            Sides::All(_) => None,
            Sides::Column(column, _) => Some(column),
        };
        let others = [self.latest, self.active.map(|(column, _)| column), role];
        let columns = self.id.iter().copied().chain(others.into_iter().flatten());
        columns.map(|column| column.name).collect::<Vec<_>>().into_iter()
    }
}

/// Who is what.
pub(super) enum Sides<'t, 'm> {
    /// Everybody the same.
    All([bool; 2]),
    /// A column says it.
    Column(Column<'t>, &'m Role),
}

/// The people of a sheet, in the order of their rows: who takes part, and who does not. O(cells of the columns
/// that are read).
pub(super) fn people(
    sheet: &Sheet<'_>,
    places: &Places<'_, '_>,
    report: &mut Report,
) -> [Vec<Person>; 2] {
    let people = read_ids(sheet, places, report);
    let mut people = drop_repeated(sheet, people, report);
    if let Some(column) = places.latest {
        people = keep_latest(sheet, column, people, report);
    }
    let mut inactive = Vec::new();
    if let Some((column, active)) = places.active {
        (people, inactive) = part_active(sheet, column, active, people, report);
    }
    if let Sides::Column(column, role) = places.sides {
        people = with_roles(sheet, column, role, people, report);
        let sides = role.sides();
        for person in &mut inactive {
            let key = answer_key(&column.cells[person.row].to_string());
            person.sides = sides.get(&key).copied().unwrap_or_default();
        }
    }
    let people = refuse_twice(sheet, places, people, report);
    if matches!(places.sides, Sides::Column(..)) {
        note_both_roles(sheet, &people, report);
    }
    [people, inactive]
}

/// Everybody with an id. Rows without one are refused, but for those that are not active.
fn read_ids(sheet: &Sheet<'_>, places: &Places<'_, '_>, report: &mut Report) -> Vec<Person> {
    let sides = match places.sides {
        Sides::All(sides) => sides,
        Sides::Column(..) => [false; 2],
    };
    let (mut people, mut unseen, mut inactive) = (Vec::new(), Vec::new(), Vec::new());
    for row in 0..sheet.table.rows() {
        let Some(id) = id_of(&places.id, row) else {
            match &places.active {
                Some((column, active)) if !active.is_met(&column.cells[row]) => inactive.push(row),
                _ => report.findings.push(no_id(sheet, &places.id, row)),
            }
            continue;
        };
        let text = id.to_string();
        let seen = visible(&text);
        let key = person_key(&seen);
        let is_clean = seen == text;
        if !is_clean {
            unseen.push(row);
        }
        let id = if is_clean { id } else { Cell::Text(seen.trim().to_owned()) };
        people.push(Person { row, id, key, sides });
    }
    if !unseen.is_empty() {
        let ids = counted(unseen.len(), "id holds", "ids hold");
        let message = format!("{ids} characters that nobody sees; they are left out");
        report.note("invisible_characters", sheet, None, message, unseen);
    }
    if !inactive.is_empty() {
        let message = counted(inactive.len(), "row without an id is", "rows without an id are");
        report.note("inactive", sheet, None, format!("{message} left out as not active"), inactive);
    }
    people
}

/// The id of a row: one cell as it is, or the texts of several with blanks between them.
fn id_of(columns: &[Column<'_>], row: usize) -> Option<Cell> {
    let has_text = |cell: &Cell| cell.as_text().is_some_and(|text| !person_key(&text).is_empty());
    if let [column] = columns {
        return column.cells.get(row).filter(|cell| has_text(cell)).cloned();
    }
    let texts = columns.iter().filter_map(|column| column.cells.get(row)?.as_text());
    let joined = Cell::Text(texts.collect::<Vec<_>>().join(" "));
    has_text(&joined).then_some(joined)
}

fn no_id(sheet: &Sheet<'_>, columns: &[Column<'_>], row: usize) -> Finding {
    let finding = sheet.finding(row, "an id is needed").code("no_id");
    match columns {
        [column] => finding.column(column.name),
        _ => finding,
    }
}

/// A row that repeats an earlier one of the same person in every cell that is read says nothing.
fn drop_repeated(sheet: &Sheet<'_>, people: Vec<Person>, report: &mut Report) -> Vec<Person> {
    // Most people stand in one row, and only the others are looked at.
    let mut keys = HashSet::with_capacity(people.len());
    let keys_of_all = people.iter().map(|person| person.key.as_str());
    let seconds: HashSet<&str> = keys_of_all.filter(|&key| !keys.insert(key)).collect();
    let columns = sheet.read();
    let mut seen: HashSet<(&str, Vec<String>)> = HashSet::new();
    let mut repeated = Vec::new();
    for person in people.iter().filter(|person| seconds.contains(person.key.as_str())) {
        let texts = columns.iter().map(|cells| format!("{:?}", cells[person.row]));
        // Of ids alone nobody knows whether two are one person.
        if columns.len() > 1 && !seen.insert((&person.key, texts.collect())) {
            repeated.push(person.row);
        }
    }
    if repeated.is_empty() {
        return people;
    }
    let message = counted(repeated.len(), "row repeats", "rows repeat");
    let message = format!("{message} an earlier one in all that is read; the earlier one counts");
    let dropped: HashSet<usize> = repeated.iter().copied().collect();
    report.note("repeated_rows", sheet, None, message, repeated);
    people.into_iter().filter(|person| !dropped.contains(&person.row)).collect()
}

/// Who answered more than once counts by the latest answer.
fn keep_latest(
    sheet: &Sheet<'_>,
    column: Column<'_>,
    people: Vec<Person>,
    report: &mut Report,
) -> Vec<Person> {
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, person) in people.iter().enumerate() {
        groups.entry(&person.key).or_default().push(place);
    }
    let mut groups: Vec<Vec<usize>> =
        groups.into_values().filter(|group| group.len() > 1).collect();
    if groups.is_empty() {
        return people;
    }
    groups.sort_unstable();
    let moments = Moments::new(column.cells);
    let mut is_left_out = vec![false; people.len()];
    let mut replaced = Vec::new();
    for group in &groups {
        let kept = match latest(&moments, &people, group) {
            Ok(kept) => {
                replaced
                    .extend(group.iter().filter(|&&place| place != kept).map(|&p| people[p].row));
                kept
            }
            Err(Undecided { code, message }) => {
                let last = group.last().copied().unwrap_or_default();
                let rows: Vec<usize> = group.iter().map(|&place| people[place].row).collect();
                let finding = twice(sheet, &people[last], &rows, message);
                report.findings.push(finding.column(column.name).code(code));
                last
            }
        };
        group.iter().filter(|&&place| place != kept).for_each(|&place| is_left_out[place] = true);
    }
    if !replaced.is_empty() {
        replaced.sort_unstable();
        let message = counted(replaced.len(), "earlier answer is", "earlier answers are");
        let message = format!("{message} replaced by the latest of the same person");
        report.note("replaced", sheet, Some(column.name), message, replaced);
    }
    let kept = people.into_iter().zip(is_left_out).filter(|(_, is_left_out)| !is_left_out);
    kept.map(|(person, _)| person).collect()
}

struct Undecided {
    code: &'static str,
    message: &'static str,
}

/// The place of the latest answer of one person.
fn latest(moments: &Moments, people: &[Person], group: &[usize]) -> Result<usize, Undecided> {
    const ORDER: Undecided = Undecided {
        code: "ambiguous_dates",
        message: "whether the day or the month stands first cannot be told from the column; write dates \
                  as 2026-01-31",
    };
    let mut latest: Vec<usize> = Vec::new();
    for &order in &moments.orders {
        latest.push(latest_in_order(moments, order, people, group)?);
    }
    latest.dedup();
    match latest.as_slice() {
        [latest] => Ok(*latest),
        _ => Err(ORDER),
    }
}

fn latest_in_order(
    moments: &Moments,
    order: Order,
    people: &[Person],
    group: &[usize],
) -> Result<usize, Undecided> {
    const UNREADABLE: Undecided = Undecided {
        code: "unknown_moment",
        message: "which answer is the latest cannot be told: a time is missing or cannot be read",
    };
    const TIE: Undecided = Undecided {
        code: "same_moment",
        message: "two answers are of the same moment; delete one",
    };
    let mut at: Vec<(i128, usize)> = Vec::with_capacity(group.len());
    for &place in group {
        at.push((moments.at(people[place].row, order).ok_or(UNREADABLE)?, place));
    }
    at.sort_unstable();
    match at.as_slice() {
        [.., (before, _), (last, _)] if before == last => Err(TIE),
        [.., (_, place)] => Ok(*place),
        [] => Err(UNREADABLE),
    }
}

/// A finding about a person who stands in several rows.
fn twice(sheet: &Sheet<'_>, person: &Person, rows: &[usize], message: &str) -> Finding {
    let others = rows.iter().filter(|&&row| row != person.row);
    let others: Vec<usize> = others.map(|&row| sheet.row_number(row)).collect();
    let message = format!("this person stands in {} too; {message}", crate::finding::rows(&others));
    sheet.finding(person.row, message).id(person.id.to_string())
}

fn part_active(
    sheet: &Sheet<'_>,
    column: Column<'_>,
    active: &Active,
    people: Vec<Person>,
    report: &mut Report,
) -> (Vec<Person>, Vec<Person>) {
    let (kept, left): (Vec<Person>, Vec<Person>) =
        people.into_iter().partition(|person| active.is_met(&column.cells[person.row]));
    if !left.is_empty() {
        let silent =
            left.iter().filter(|person| column.cells[person.row].as_text().is_none()).count();
        let left_out = counted(left.len(), "row is", "rows are");
        let silent = match silent {
            0 => String::new(),
            _ => format!(", {silent} of them without an answer"),
        };
        let message = format!("{left_out} left out as not active{silent}");
        let rows = left.iter().map(|person| person.row).collect();
        report.note("inactive", sheet, Some(column.name), message, rows);
    }
    (kept, left)
}

impl Active {
    fn is_met(&self, cell: &Cell) -> bool {
        let answer = answer_key(&cell.to_string());
        match &self.yes {
            Some(yes) => yes.as_slice().iter().any(|yes| answer_key(yes) == answer),
            None => yes_or_no(&answer) == Some(true),
        }
    }
}

/// Gives everybody their role; an answer that is none of the roles is refused.
fn with_roles(
    sheet: &Sheet<'_>,
    column: Column<'_>,
    role: &Role,
    people: Vec<Person>,
    report: &mut Report,
) -> Vec<Person> {
    let roles = role.sides();
    let message = "is none of the texts that `role` names as mentee, mentor or both";
    let mut unread = Unread::new("unknown_role", column.name, message);
    let mut kept = Vec::with_capacity(people.len());
    for mut person in people {
        let cell = &column.cells[person.row];
        let text = cell.to_string();
        match roles.get(&answer_key(&text)) {
            Some(sides) => {
                person.sides = *sides;
                kept.push(person);
            }
            None if answer_key(&text).is_empty() => {
                let finding = sheet.finding(person.row, "a role is needed").code("no_role");
                report.findings.push(finding.id(person.id.to_string()).column(column.name));
            }
            None => unread.add(&text, &person),
        }
    }
    report.refuse(sheet, unread);
    kept
}

impl Role {
    /// Whether those who say a text, by its key, are mentees and whether they are mentors.
    fn sides(&self) -> HashMap<String, [bool; 2]> {
        let both = self.both.iter().flat_map(Texts::as_slice);
        let mentees = self.mentee.as_slice().iter().map(|text| (answer_key(text), [true, false]));
        let mentors = self.mentor.as_slice().iter().map(|text| (answer_key(text), [false, true]));
        mentees.chain(mentors).chain(both.map(|text| (answer_key(text), [true, true]))).collect()
    }
}

/// Without `latest`, nobody stands twice in one role.
fn refuse_twice(
    sheet: &Sheet<'_>,
    places: &Places<'_, '_>,
    people: Vec<Person>,
    report: &mut Report,
) -> Vec<Person> {
    let mut first: HashMap<(usize, String), usize> = HashMap::new();
    let mut kept = Vec::with_capacity(people.len());
    for person in people {
        let sides =
            (0..2).filter(|&side| person.sides[side]).map(|side| (side, person.key.clone()));
        let sides: Vec<(usize, String)> = sides.collect();
        let Some(&row) = sides.iter().find_map(|side| first.get(side)) else {
            first.extend(sides.into_iter().map(|side| (side, person.row)));
            kept.push(person);
            continue;
        };
        let message = "name the column of the time with `latest`, or delete one";
        let finding = twice(sheet, &person, &[row], message).code("id_twice");
        report.findings.push(match places.id.as_slice() {
            [column] => finding.column(column.name),
            _ => finding,
        });
    }
    kept
}

/// Says who is a mentee and a mentor at once, in one row or in two.
fn note_both_roles(sheet: &Sheet<'_>, people: &[Person], report: &mut Report) {
    let mut sides: HashMap<&str, [bool; 2]> = HashMap::new();
    for person in people {
        let [mentee, mentor] = sides.entry(&person.key).or_default();
        (*mentee, *mentor) = (*mentee | person.sides[0], *mentor | person.sides[1]);
    }
    let is_both = |person: &&Person| sides.get(person.key.as_str()) == Some(&[true; 2]);
    let rows: Vec<usize> = people.iter().filter(is_both).map(|person| person.row).collect();
    if !rows.is_empty() {
        let people = sides.values().filter(|sides| **sides == [true; 2]).count();
        let message = counted(people, "person is", "people are");
        report.note("both_roles", sheet, None, format!("{message} mentee and mentor"), rows);
    }
}
