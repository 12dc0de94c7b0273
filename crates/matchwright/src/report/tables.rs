//! The tables below the pairs.

use matchwright_tables::plain;

use crate::outcome::{Outcome, Unmatched};
use crate::report::facts::{Facts, Load};
use crate::report::table::TableView;
use crate::report::who::Who;
use crate::roster::Side;

/// Who meets nobody and why.
pub(super) fn unmatched(outcome: &Outcome) -> TableView {
    let row = |person: &Unmatched| {
        let who = Who::find(outcome, person.side, &person.id);
        let cells = [person.side.noun().to_owned(), plain(&person.detail)];
        let [side, detail] = cells;
        named(outcome, who, [vec![side], vec![detail]])
    };
    let rows = outcome.unmatched().iter().map(row).collect();
    let header = header(outcome, &["Side"], "Person", &["Why"]);
    TableView::of_rows("People without a pair", &header, header.len(), rows)
}

/// Seats offered and taken, and what they are worth.
pub(super) fn mentors(outcome: &Outcome, facts: &Facts) -> TableView {
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.3}"));
    let row = |load: &Load| {
        let who = Who::new(outcome, Side::Mentor, load.mentor);
        let numbers = vec![
            load.taken.to_string(),
            load.seats.to_string(),
            number(load.price.low),
            number(load.price.high),
        ];
        named(outcome, who, [vec![], numbers])
    };
    let numbers = ["Taken", "Seats", "One more adds", "One less takes"];
    let header = header(outcome, &[], "Mentor", &numbers);
    let texts = header.len() - numbers.len();
    TableView::of_rows("Mentors", &header, texts, facts.loads.mentors.iter().map(row).collect())
}

/// Labels that count as others; `None` where there are none.
pub(super) fn merges(outcome: &Outcome) -> Option<TableView> {
    let rows = outcome.merges().iter().map(|merge| {
        let texts = [&merge.label, &merge.into, &merge.because.to_string()].map(|text| plain(text));
        texts.into_iter().chain([merge.people.to_string()]).collect()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let header = ["Written", "Counts as", "Why", "People"];
    let title = "Labels that count as others";
    (!rows.is_empty()).then(|| TableView::of_rows(title, &header, 3, rows))
}

/// The columns that say who somebody is: a name and an id where there are names, else the id alone.
fn header<'a>(
    outcome: &Outcome,
    before: &[&'a str],
    who: &'a str,
    behind: &[&'a str],
) -> Vec<&'a str> {
    let id = has_names(outcome).then_some("Id");
    before.iter().copied().chain([who]).chain(id).chain(behind.iter().copied()).collect()
}

fn named(outcome: &Outcome, who: Who, [before, behind]: [Vec<String>; 2]) -> Vec<String> {
    let id = has_names(outcome).then(|| who.id.unwrap_or_else(|| who.main.clone()));
    before.into_iter().chain([who.main]).chain(id).chain(behind).collect()
}

fn has_names(outcome: &Outcome) -> bool {
    Side::BOTH.iter().any(|&side| outcome.roster().side(side).has_names())
}
