//! Whom people ask for.

use matchwright_tables::labels::person_key;
use serde_json::{Map, json};

use super::super::columns::Meaning;
use super::super::draft::Draft;
use super::super::facts::Facts;
use super::super::people::People;
use super::super::text::quoted;
use crate::roster::id_key;
use crate::schema::Side;

/// What stands between wishes, the surest first.
const SEPARATORS: [&str; 5] = [";", ",", "\n", "|", " "];

/// Names of columns that ask for people.
const NAMES: &[&str] = &[
    "prefer",
    "preferred",
    "preference",
    "wish",
    "choice",
    "want",
    "would like",
    "request",
    "mentor",
    "mentee",
    "people",
    "who",
    "whom",
    "ask",
];

/// Names of columns that ask whom somebody does not want.
const UNWANTED: &[&str] =
    &["not", "avoid", "dont", "never", "conflict", "exclude", "except", "cant", "rather"];

/// Names of columns that are about whom somebody meets.
const MEETING: &[&str] =
    &["pair", "paired", "pairing", "match", "matched", "work with", "meet", "assigned", "buddy"];

/// Names of columns that name a manager.
const MANAGERS: &[&str] = &["manager", "supervisor", "boss", "reports to"];

/// Some have left since: a wish for them is still one.
const KNOWN: f64 = 0.5;

/// Ids of at most so many characters could be answers to any question.
const SHORT: usize = 3;

const UNWANTED_WHY: &str =
    "says whom somebody does not want to meet: to be decided, as a rule `avoid` or `block`";

const BY_NAME: &str = "names people by their names, which are not the ids";

/// Columns in which people name others.
struct Wishes<'a, 't> {
    columns: Vec<&'a Facts<'t>>,
    separator: &'static str,
}

impl Wishes<'_, '_> {
    fn name(&self) -> &str {
        self.columns.first().map_or("", |facts| facts.name())
    }
}

pub(super) fn add(people: &People<'_>, draft: &mut Draft) {
    let sides = Side::BOTH.map(|side| wishes(people, side, draft));
    let mut fields = Map::new();
    let mut columns: [Vec<&Facts<'_>>; 2] = [Vec::new(), Vec::new()];
    for (side, wishes) in Side::BOTH.into_iter().zip(sides) {
        let Some(wishes) = wishes else { continue };
        fields.insert(side.noun().to_owned(), json!(column(&wishes, "wishes", draft)));
        columns[side as usize] = wishes.columns;
    }
    if !fields.is_empty() {
        let why = "Whom people ask for, the first choice first: a say in the match improves it.";
        draft.criterion("preference", fields.into(), 2.0, [&columns[0], &columns[1]], why);
    }
    for side in Side::BOTH {
        ask_about_unwanted(people, side, draft);
    }
}

/// Adds a rule of the people whom somebody does not want to meet.
fn avoid(unwanted: &Wishes<'_, '_>, side: Side, draft: &mut Draft) {
    let why = format!("{}: nobody meets whom they named.", quoted(unwanted.name()));
    let mut fields = Map::new();
    fields.insert(side.noun().to_owned(), json!(column(unwanted, "not_with", draft)));
    let mut columns: [&[&Facts<'_>]; 2] = [&[], &[]];
    columns[side as usize] = &unwanted.columns;
    draft.rule("avoid", fields.into(), columns, why);
}

/// Asks about columns in which people say in words of their own whom they do not want to meet.
fn ask_about_unwanted(people: &People<'_>, side: Side, draft: &mut Draft) {
    let free = people.free(side, draft);
    let columns = free.iter().flat_map(|(_, columns)| columns);
    let is_meant = |facts: &&&Facts<'_>| {
        !facts.answers.is_empty() && facts.header.says(UNWANTED) && facts.header.says(MEETING)
    };
    let unwanted: Vec<&Facts<'_>> = columns.filter(is_meant).copied().collect();
    for facts in unwanted {
        draft.close(side, &[facts], UNWANTED_WHY);
        draft.questions.push(format!(
            "What people answer in {} may keep them from meeting somebody, and nothing in the programme heeds it. \
             Write the pairs that it rules out into a rule `block`, by their ids.",
            quoted(facts.name())
        ));
    }
}

/// The columns of one side in which people name those of the other.
fn wishes<'a, 't>(people: &'a People<'t>, side: Side, draft: &mut Draft) -> Option<Wishes<'a, 't>> {
    let other = side.other() as usize;
    let (ids, names) = (&people.ids[other], &people.names[other]);
    let mut wishes = None;
    let are_short = ids.iter().all(|id| id.len() <= SHORT);
    for (meaning, columns) in people.free(side, draft) {
        let Some(first) = columns.first() else { continue };
        let asks = first.header.says(NAMES);
        let can_ask = !is_about_oneself(meaning) && !first.header.says(MANAGERS);
        // Whoever stands in both tables has an id in a column of their own.
        if !can_ask || (!asks && (are_short || first.is_unique())) {
            continue;
        }
        let by_id = separator_of(&columns, |id| ids.contains(&id_key(id)));
        let by_name = || separator_of(&columns, |name| names.contains(&person_key(name)));
        if by_id.is_none() && by_name().is_none() {
            continue;
        }
        if let (true, Some(separator)) = (first.header.says(UNWANTED), by_id) {
            avoid(&Wishes { columns, separator }, side, draft);
        } else if first.header.says(UNWANTED) {
            draft.close(side, &columns, UNWANTED_WHY);
            draft.questions.push(ask_for_ids(first));
        } else if let Some(separator) = by_id {
            wishes = wishes.or(Some(Wishes { columns, separator }));
        } else {
            draft.close(side, &columns, BY_NAME);
            draft.questions.push(ask_for_ids(first));
        }
    }
    wishes
}

fn ask_for_ids(facts: &Facts<'_>) -> String {
    format!(
        "{} names people by their names, and a programme finds them by their ids. Do no two people share a \
         name? Then the columns of the names can be the `id` in [tables]; otherwise ask for ids.",
        quoted(facts.name())
    )
}

fn is_about_oneself(meaning: &Meaning) -> bool {
    use Meaning::{Moment, Name, Role, Seats, Week};

    matches!(meaning, Moment | Name(_) | Role(_) | Seats(_) | Week(_))
}

/// What stands between the ids, where most entries are ids of the other side.
fn separator_of(columns: &[&Facts<'_>], is_id: impl Fn(&str) -> bool) -> Option<&'static str> {
    let known = |separator: &str| {
        let texts = columns.iter().flat_map(|facts| facts.looked_at());
        let entries = texts.flat_map(|text| text.split(separator)).map(str::trim);
        let entries: Vec<&str> = entries.filter(|entry| !entry.is_empty()).collect();
        let known = entries.iter().filter(|entry| is_id(entry)).count();
        if known as f64 >= KNOWN * entries.len() as f64 { known } else { 0 }
    };
    let counted = SEPARATORS.map(|separator| (separator, known(separator)));
    let most = counted.iter().map(|(_, known)| *known).max().filter(|&most| most > 0)?;
    counted.into_iter().find(|(_, known)| *known == most).map(|(separator, _)| separator)
}

/// The column that the criterion reads.
fn column(wishes: &Wishes<'_, '_>, otherwise: &str, draft: &mut Draft) -> String {
    let names: Vec<&str> = wishes.columns.iter().map(|facts| facts.name()).collect();
    let mut source = match (names.as_slice(), wishes.separator) {
        ([name], ";") => return (*name).to_owned(),
        ([name], _) => json!({ "from": name }),
        _ => json!({ "from": names }),
    };
    if wishes.separator != ";" {
        source["separator"] = json!(wishes.separator);
    }
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    let why = format!("Of {}: ids of people.", names.join(", "));
    draft.new_column(None, otherwise, source, &wishes.columns, why)
}
