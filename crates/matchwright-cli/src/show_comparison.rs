//! Two plans side by side, as text for the terminal.

use matchwright::answers::{
    ComparedPair, ComparedPerson, Comparison, PairChange, PlanNumbers, RulePrice,
};
use matchwright::plain;

use crate::tables::{SHOWN, and_more, table, wrapped};

/// The whole text. Long lists are cut, with a note.
pub(crate) fn show(comparison: &Comparison) -> String {
    let parts = [numbers(comparison), pairs(comparison), people(comparison), sentence(comparison)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn sentence(comparison: &Comparison) -> String {
    wrapped(&format!("{}\n", comparison.summary()))
}

/// Both plans in numbers.
fn numbers(comparison: &Comparison) -> String {
    let summary = comparison.summary();
    let mut table = table(&["both scored by one programme"], &["before", "after"]);
    let mut row = |label: &str, number: fn(&PlanNumbers) -> String| {
        table.add_row([label.to_owned(), number(&summary.before), number(&summary.after)]);
    };
    row("pairs", |plan| plan.pairs.to_string());
    row("participation", |plan| format!("{:.1} %", 100.0 * plan.participation));
    row("total score", |plan| format!("{:.6}", plan.total));
    row("mean score", |plan| plan.mean.map_or_else(|| "–".to_owned(), |mean| format!("{mean:.3}")));
    format!("{}\n", table.trim_fmt())
}

/// The pairs of one plan alone.
fn pairs(comparison: &Comparison) -> String {
    let is_other = |pair: &&ComparedPair| pair.change != PairChange::Kept;
    let others: Vec<&ComparedPair> = comparison.pairs().iter().filter(is_other).collect();
    if others.is_empty() {
        return "The pairs are the same.\n".to_owned();
    }
    let mut table = table(&["mentee", "mentor", "pair"], &["before", "after"]);
    for pair in others.iter().take(SHOWN) {
        let ids = [plain(&pair.mentee), plain(&pair.mentor)];
        let change = pair.change.name().to_owned();
        let scores = [score(pair.score_before), score(pair.score_after)];
        table.add_row(ids.into_iter().chain([change]).chain(scores));
    }
    let more = and_more(others.len(), "--out pairs.csv writes them all");
    format!("{}\n{more}", table.trim_fmt())
}

/// Who gains and who loses, those who lose most first.
fn people(comparison: &Comparison) -> String {
    let is_other = |person: &&ComparedPerson| person.gain != 0.0;
    let mut others: Vec<&ComparedPerson> = comparison.people().iter().filter(is_other).collect();
    if others.is_empty() {
        return String::new();
    }
    others.sort_by(|one, other| one.gain.total_cmp(&other.gain));
    let mut table = table(&["side", "id", "met", "meets"], &["gain"]);
    for person in others.iter().take(SHOWN) {
        let met = [&person.partners_before, &person.partners_after];
        let [met, meets] = met.map(|ids| plain(&ids.join(", ")));
        let gain = format!("{:+.3}", person.gain);
        table.add_row([person.side.noun().to_owned(), plain(&person.id), met, meets, gain]);
    }
    let more = and_more(others.len(), "--out-people people.csv writes them all");
    format!("{}\n{more}", table.trim_fmt())
}

/// What rules cost; `whose` says in which plan.
pub(crate) fn show_prices(whose: &str, prices: &[RulePrice]) -> String {
    if prices.is_empty() {
        return format!("No rule keeps anybody apart {whose}.\n");
    }
    let mut table = table(&["without", "name"], &["pairs", "score"]);
    for price in prices {
        let [kind, name] = [price.kind.name().to_owned(), plain(&price.name)];
        table.add_row([kind, name, format!("{:+}", price.pairs), format!("{:+.6}", price.score)]);
    }
    format!("What each rule costs {whose}\n{}\n", table.trim_fmt())
}

fn score(score: Option<f64>) -> String {
    score.map_or_else(String::new, |score| format!("{score:.3}"))
}
