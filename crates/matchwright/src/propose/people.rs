//! Who is who: roles, ids, names, and which answer of somebody who answered twice counts.

use std::collections::{HashMap, HashSet};

use matchwright_tables::labels::{answer_key, person_key};
use matchwright_tables::mapping::{NO_ANSWER, Tables};
use serde_json::{Value, json};

use super::columns::{Meaning, Part, Role, role_of};
use super::draft::Draft;
use super::facts::Facts;
use super::side::Side;
use super::text::quoted;
use crate::roster::{ID_COLUMN, Table, id_key};
use crate::schema::Side as Which;

/// The two sides of the data, and who stands in them.
pub(super) struct People<'t> {
    /// Mentees, then mentors.
    pub(super) sides: [Side<'t>; 2],
    /// The ids of each side, as wishes name them.
    pub(super) ids: [HashSet<String>; 2],
    /// The names of each side, by what their spellings have in common.
    pub(super) names: [HashSet<String>; 2],
}

/// Columns that could be the id: one, or a first and a last name.
struct Candidate<'t> {
    columns: Vec<&'t str>,
    why: &'static str,
    missing: usize,
    twice: usize,
    /// Whether both tables count from 1: that numbers answers, and not people.
    counts: bool,
}

/// Looks at the tables, and writes down who is who.
pub(super) fn people<'t>(tables: &Tables<'t>, draft: &mut Draft) -> People<'t> {
    let [mentees, mentors] = tables.both();
    let rows = if tables.is_one() { roles(mentees, draft) } else { [all(mentees), all(mentors)] };
    let sides = [Side::new(mentees, &rows[0]), Side::new(mentors, &rows[1])];
    let columns = identify(tables, &sides, &rows, draft);
    let role = role_column(draft);
    for which in Which::BOTH {
        let named = |name: &&str| sides[which as usize].column(name);
        let ids: Vec<&Facts<'_>> = columns[which as usize].iter().filter_map(named).collect();
        draft.close(which, &ids, "says who somebody is");
        let role: Vec<&Facts<'_>> = role.as_deref().iter().filter_map(named).collect();
        draft.close(which, &role, "says who is mentee and who mentor");
    }
    let names = name_columns(&sides);
    name(&names, &columns[0], draft);
    silence(&sides, draft);
    let texts = |side: usize, columns: &[&str], key: fn(&str) -> String| {
        let texts = rows[side].iter().filter_map(|&row| id_of(&sides[side], columns, row));
        texts.map(|text| key(&text)).collect()
    };
    let ids = [0, 1].map(|side| texts(side, &columns[side], id_key));
    let names = [0, 1].map(|side| texts(side, &names, person_key));
    People { sides, ids, names }
}

fn all(table: &Table) -> Vec<usize> {
    (0..table.rows()).collect()
}

/// The rows of the mentees and those of the mentors, where one table holds both.
fn roles(table: &Table, draft: &mut Draft) -> [Vec<usize>; 2] {
    let rows = all(table);
    let role = table.columns().find_map(|(name, cells)| {
        let facts = Facts::new(name, cells, &rows);
        Some((role_of(&facts)?, facts))
    });
    let Some((role, facts)) = role else {
        let column = "role = { column = \"Role\", mentee = \"Mentee\", mentor = \"Mentor\" }";
        draft.questions.push(format!(
            "Who is mentee and who mentor? No column says it. Add one, and name it in [tables]: {column}"
        ));
        return [rows.clone(), rows];
    };
    let Role { mentee, mentor, both, .. } = &role;
    let mut value = json!({ "column": facts.name(), "mentee": one(mentee), "mentor": one(mentor) });
    if !both.is_empty() {
        value["both"] = one(both);
    }
    draft.mapping.push(("role", value, "Who is mentee and who mentor.".to_owned()));
    let keys = facts.cells.iter().map(|cell| answer_key(&cell.to_string()));
    let keys: Vec<String> = keys.collect();
    let is_in = |texts: [&Vec<String>; 2], row: &usize| {
        texts.into_iter().flatten().any(|have| answer_key(have) == keys[*row])
    };
    let sides = [mentee, mentor].map(|own| {
        rows.iter().copied().filter(|row| is_in([own, both], row)).collect::<Vec<usize>>()
    });
    let left = rows.iter().filter(|row| !is_in([mentee, mentor], row) && !is_in([both, both], row));
    without_a_role(&facts, &role, left.count(), draft);
    sides
}

/// Who has no role takes no part.
fn without_a_role(facts: &Facts<'_>, role: &Role, people: usize, draft: &mut Draft) {
    if people == 0 {
        return;
    }
    let roles = [&role.mentee, &role.mentor, &role.both].into_iter().flatten();
    let yes: Vec<&String> = roles.collect();
    let value = json!({ "column": facts.name(), "yes": yes });
    let why = "Whoever is neither mentee nor mentor takes no part.".to_owned();
    draft.mapping.push(("active", value, why));
    let mut answers: Vec<String> = role.neither.iter().map(|text| quoted(text)).collect();
    answers.extend((facts.answered < facts.people).then(|| "no answer".to_owned()));
    draft.questions.push(format!(
        "Rows that name no role in {1} ({2}): {0}. They take no part, as `active` in [tables] says. Is that \
         right?",
        people,
        quoted(facts.name()),
        answers.join(", ")
    ));
}

/// The column of the roles, where it is known.
fn role_column(draft: &Draft) -> Option<String> {
    let (_, role, _) = draft.mapping.iter().find(|(key, ..)| *key == "role")?;
    Some(role.get("column")?.as_str()?.to_owned())
}

/// One text, or a list of several.
pub(super) fn one(texts: &[String]) -> Value {
    match texts {
        [text] => json!(text),
        texts => json!(texts),
    }
}

/// Finds the columns of the ids, and of the time where somebody answered twice; their names, by side.
fn identify<'t>(
    tables: &Tables<'t>,
    sides: &[Side<'t>; 2],
    rows: &[Vec<usize>; 2],
    draft: &mut Draft,
) -> [Vec<&'t str>; 2] {
    let given = tables.ids();
    let are_there =
        Which::BOTH.iter().all(|&side| sides[side as usize].column(given[side as usize]).is_some());
    let mut candidates = candidates(sides);
    for candidate in &mut candidates {
        for (side, rows) in sides.iter().zip(rows) {
            let (missing, twice) = count(side, &candidate.columns, rows);
            (candidate.missing, candidate.twice) =
                (candidate.missing + missing, candidate.twice + twice);
        }
    }
    let moment = moment(sides);
    // Whoever names the column knows it.
    if are_there && given != [ID_COLUMN; 2] {
        let counts = [0, 1].map(|side| count(&sides[side], &[given[side]], &rows[side]));
        given_ids(given, draft);
        latest(counts.iter().any(|&(_, twice)| twice > 0), moment, draft);
        return given.map(|id| vec![id]);
    }
    if sides.iter().any(|side| side.columns.iter().all(|facts| facts.people == 0)) {
        draft.questions.push(
            "Who are the people? A table holds nobody yet, so that only the names of columns could be looked \
             at. Run `init` again when people have answered."
                .to_owned(),
        );
    }
    let Some(best) = best(candidates, moment.is_some()) else {
        draft.questions.push(
            "Which column names each person? None is filled for everybody in both tables and different for \
             each. Name it in [tables]: id = \"Staff number\""
                .to_owned(),
        );
        return [Vec::new(), Vec::new()];
    };
    if best.columns != [ID_COLUMN] {
        let columns: Vec<String> = best.columns.iter().map(|&name| name.to_owned()).collect();
        let why = if best.twice > 0 { "One for each person." } else { best.why };
        draft.mapping.push(("id", one(&columns), why.to_owned()));
    }
    latest(best.twice > 0, moment, draft);
    if best.counts && !tables.is_one() {
        draft.questions.push(
            "Both tables count from 1. Is number 1 of the mentees the same person as number 1 of the mentors? \
             If not, write same_id_is_same_person = false."
                .to_owned(),
        );
    }
    [best.columns.clone(), best.columns]
}

/// Writes down where the ids stand, where the mapping has a word for it: one name for both tables.
fn given_ids([mentee, mentor]: [&str; 2], draft: &mut Draft) {
    if mentee == mentor {
        draft.mapping.push(("id", json!(mentee), "The ids.".to_owned()));
    } else {
        draft.questions.push(format!(
            "The ids have two names: every command needs --mentee-id {} --mentor-id {}. Would one name do?",
            quoted(mentee),
            quoted(mentor)
        ));
    }
}

fn latest(has_twice: bool, moment: Option<&str>, draft: &mut Draft) {
    match moment.filter(|_| has_twice) {
        Some(column) => {
            let why = "Somebody answered twice: the latest answer counts.".to_owned();
            draft.mapping.push(("latest", json!(column), why));
        }
        None if has_twice => draft.questions.push(
            "Somebody stands in several rows, and no column says which is the latest. Delete the others."
                .to_owned(),
        ),
        None => {}
    }
}

/// Every column or pair of columns that could be the id of both sides, the likeliest first.
fn candidates<'t>(sides: &[Side<'t>; 2]) -> Vec<Candidate<'t>> {
    let of = |is_meant: &dyn Fn(&Meaning) -> bool| {
        let found = sides[0].findings().filter(|(meaning, _)| is_meant(meaning));
        let names = found.filter_map(|(_, columns)| Some(columns.first()?.name()));
        names.filter(|name| sides[1].column(name).is_some()).collect::<Vec<&'t str>>()
    };
    let candidate = |columns: Vec<&'t str>, why| {
        let counts = sides
            .iter()
            .all(|side| columns.iter().all(|name| side.column(name).is_some_and(counts_from_one)));
        Candidate { columns, why, missing: 0, twice: 0, counts }
    };
    let part =
        |part| of(&move |meaning: &Meaning| *meaning == Meaning::Name(part)).first().copied();
    let mut all = Vec::new();
    all.extend(sides.iter().all(|side| side.column(ID_COLUMN).is_some()).then(|| {
        candidate(vec![sides[0].column(ID_COLUMN).map_or(ID_COLUMN, Facts::name)], "The ids.")
    }));
    let codes = of(&|meaning: &Meaning| *meaning == Meaning::Code);
    all.extend(
        codes
            .into_iter()
            .map(|name| candidate(vec![name], "A number or a code that nobody shares.")),
    );
    if let (Some(first), Some(last)) = (part(Part::First), part(Part::Last)) {
        all.push(candidate(
            vec![first, last],
            "First and last name together are different for everybody.",
        ));
    }
    let addresses = of(&|meaning: &Meaning| *meaning == Meaning::Address);
    all.extend(
        addresses.into_iter().map(|name| candidate(vec![name], "An address that nobody shares.")),
    );
    all.extend(part(Part::Full).map(|name| candidate(vec![name], "Names that nobody shares.")));
    let others = of(&|meaning: &Meaning| {
        matches!(
            meaning,
            Meaning::Label | Meaning::Unused(_) | Meaning::Text(_) | Meaning::Constant
        )
    });
    let is_short = |name: &&str| {
        sides.iter().all(|side| {
            side.column(name).is_some_and(|facts| {
                facts.is_unique() && facts.are(1.0, |text| text.len() <= LONGEST_ID)
            })
        })
    };
    all.extend(
        others
            .into_iter()
            .filter(is_short)
            .map(|name| candidate(vec![name], "Different for everybody.")),
    );
    all
}

/// Whether the answers are 1, 2, 3, … without a gap.
fn counts_from_one(facts: &Facts<'_>) -> bool {
    let numbers = facts.numbers().unwrap_or_default();
    !numbers.is_empty()
        && numbers
            .iter()
            .zip(1..)
            .all(|(number, count)| *number as u64 == count && number.fract() == 0.0)
}

/// Longer texts name nobody.
const LONGEST_ID: usize = 60;

/// The first that names everybody, each once; or, where an address says that somebody answered twice and
/// a time says when, the address: forms number answers, and not people.
fn best(candidates: Vec<Candidate<'_>>, has_moment: bool) -> Option<Candidate<'_>> {
    let is_address = |candidate: &Candidate<'_>| candidate.why.starts_with("An address");
    let answered_twice = candidates.iter().position(|candidate| {
        is_address(candidate) && candidate.twice > 0 && candidate.missing == 0
    });
    let first = |is_meant: &dyn Fn(&Candidate<'_>) -> bool| candidates.iter().position(is_meant);
    let full = |candidate: &Candidate<'_>| candidate.missing == 0;
    let unique = |candidate: &Candidate<'_>| candidate.missing + candidate.twice == 0;
    let place = first(&|candidate| candidate.columns == [ID_COLUMN] && full(candidate))
        .or(answered_twice.filter(|_| has_moment))
        .or(first(&|candidate| unique(candidate) && !candidate.counts))
        .or(first(&unique))
        .or(first(&full))?;
    candidates.into_iter().nth(place)
}

/// How many people lack an id, and how many share one; not those whose row repeats another.
fn count(side: &Side<'_>, columns: &[&str], rows: &[usize]) -> (usize, usize) {
    let mut seen = HashMap::with_capacity(rows.len());
    let (mut missing, mut twice) = (0, 0);
    for &row in rows {
        let Some(id) = id_of(side, columns, row) else {
            missing += 1;
            continue;
        };
        let first = *seen.entry(person_key(&id)).or_insert(row);
        let are_equal = side.columns.iter().all(|facts| facts.cells[first] == facts.cells[row]);
        twice += usize::from(!are_equal);
    }
    (missing, twice)
}

/// The id of a row, as the mapping joins it.
fn id_of(side: &Side<'_>, columns: &[&str], row: usize) -> Option<String> {
    let cells = columns.iter().filter_map(|name| side.column(name)?.cells.get(row)?.as_text());
    let id = cells.collect::<Vec<_>>().join(" ");
    (!id.is_empty()).then_some(id)
}

/// The column of the time at which people answered, that both sides have; the end rather than the start.
fn moment<'t>(sides: &[Side<'t>; 2]) -> Option<&'t str> {
    const END: &[&str] =
        &["completion", "completed", "submitted", "timestamp", "end", "finished", "last"];
    let is_moment = |(meaning, columns): (&Meaning, Vec<&Facts<'t>>)| {
        (*meaning == Meaning::Moment)
            .then(|| columns.first().copied().map(|facts| facts.header.clone()))?
    };
    let all: Vec<_> = sides[0]
        .findings()
        .filter_map(is_moment)
        .filter(|header| sides[1].column(header.text).is_some())
        .collect();
    let end = all.iter().find(|header| header.says(END));
    end.or(all.first()).map(|header| header.text)
}

/// The columns of people's names.
fn name_columns<'t>(sides: &[Side<'t>; 2]) -> Vec<&'t str> {
    let part = |part| {
        let mut found = sides.iter().flat_map(Side::findings);
        let (_, columns) = found.find(|(meaning, _)| **meaning == Meaning::Name(part))?;
        Some(columns.first()?.name())
    };
    match (part(Part::First), part(Part::Last), part(Part::Full)) {
        (Some(first), Some(last), _) => vec![first, last],
        (_, _, Some(full)) => vec![full],
        _ => Vec::new(),
    }
}

/// The names, for letters and reports.
fn name(columns: &[&str], id: &[&str], draft: &mut Draft) {
    if columns != id && !columns.is_empty() {
        let columns: Vec<String> = columns.iter().map(|&name| name.to_owned()).collect();
        let why = "For letters and reports; never for scores.".to_owned();
        draft.mapping.push(("name", one(&columns), why));
    }
}

/// Texts that mean no answer, where the usual list lacks some.
fn silence(sides: &[Side<'_>; 2], draft: &mut Draft) {
    let mut more: Vec<&str> = sides
        .iter()
        .flat_map(|side| &side.columns)
        .flat_map(|facts| &facts.silence)
        .copied()
        .collect();
    more.sort_unstable();
    more.dedup();
    if !more.is_empty() {
        let names: Vec<String> = more.iter().map(|text| quoted(text)).collect();
        let why = format!("Texts that mean no answer: the usual ones, and {}.", names.join(", "));
        let texts: Vec<&str> = NO_ANSWER.iter().copied().chain(more).collect();
        draft.mapping.push(("no_answer", json!(texts), why));
    }
}
