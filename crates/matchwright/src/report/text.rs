//! An outcome as plain text, 80 signs wide at most.

use super::Report;
use super::summary::Summary;
use super::table::TableView;
use super::who::Who;
use super::words::{Words, readable};
use super::{tables, title};
use crate::lines::broken;
use crate::outcome::{Outcome, Pair};
use crate::roster::Side;

/// No line is longer, in signs: what terminals and mails show without breaking it.
const WIDTH: usize = 80;

/// What stands between two columns of a table.
const GAP: usize = 2;

/// A column of texts is not made narrower.
const NARROWEST: usize = 8;

pub(super) fn text(report: &Report<'_>) -> String {
    let (outcome, facts) = (report.outcome, &report.facts);
    let mut parts = vec![head(report), programme(&Words::new(outcome.program()))];
    let scores = TableView::new("", &facts.spread.frame());
    let ranks = TableView::new("", &facts.ranks.frame());
    parts.push(section(
        "Scores: pairs that were made, and the best that each mentee could have",
        &scores,
    ));
    parts.push(section("Ranks: how far up in their own lists the partners stand", &ranks));
    parts.push(section("Pairs", &pairs(outcome)));
    let unmatched = tables::unmatched(outcome);
    parts.push(match unmatched.rows.len() {
        0 => heading("Without a pair") + "Nobody: everybody has a pair.\n",
        _ => section("Without a pair", &unmatched),
    });
    parts.push(section("Mentors: what a seat is worth", &tables::mentors(outcome, facts)));
    if let Some(audit) = report.audit {
        let title = "Fairness audit: a comparison of groups, and no legal opinion";
        parts.push(section(title, &TableView::new("", audit)));
    }
    let merges = tables::merges(outcome);
    parts.extend(merges.map(|merges| section("Labels that count as others", &merges)));
    parts.push(format!("Made by Matchwright {}.\n", env!("CARGO_PKG_VERSION")));
    parts.join("\n")
}

fn head(report: &Report<'_>) -> String {
    let summary = Summary::new(report.outcome, &report.facts);
    let title = broken(&title(report.outcome), WIDTH).join("\n");
    let date = report.date.map(|date| format!(" of {}", matchwright_tables::plain(date)));
    let plan = broken(&format!("Mentoring plan{}", date.unwrap_or_default()), WIDTH).join("\n");
    let tiles = summary.tiles.into_iter().map(|tile| vec![tile.label, tile.value, tile.aside]);
    let tiles = TableView::of_rows("", &["", "", ""], 3, tiles.collect());
    let proof = broken(&summary.proof, WIDTH).join("\n");
    format!("{title}\n{plan}\n\n{}\n{proof}\n", rows(&tiles))
}

/// What counts and how much, how the plan is made, who may meet whom.
fn programme(words: &Words) -> String {
    let criteria = words.criteria.iter().map(|criterion| {
        let share = format!("{:>3.0} %", criterion.share);
        hanging(&share, &format!("{}: {}", criterion.name, criterion.text))
    });
    let listed = |texts: &[String]| texts.iter().map(|text| hanging("-", text)).collect::<String>();
    let rules = match words.rules.len() {
        0 => String::new(),
        _ => format!("\n{}{}", heading("Who may meet whom"), listed(&words.rules)),
    };
    let criteria: String = criteria.collect();
    let criteria = heading("What makes a good pair") + &criteria;
    let settings = heading("How the plan is made") + &listed(&words.settings);
    format!("{criteria}\n{settings}{rules}")
}

/// Who meets whom; with what each criterion adds where there is room for that.
fn pairs(outcome: &Outcome) -> TableView {
    let names: Vec<String> = outcome.criteria().iter().map(|name| readable(name)).collect();
    let fixed = ["Mentee", "Mentor", "Score", "Rank", "In theirs"];
    let header: Vec<&str> = fixed.into_iter().chain(names.iter().map(String::as_str)).collect();
    let row = |pair: &Pair| {
        let [mentee, mentor] = [(Side::Mentee, pair.mentee()), (Side::Mentor, pair.mentor())]
            .map(|(side, id)| named(Who::find(outcome, side, id)));
        let pinned = if pair.is_pinned() { " (pinned)" } else { "" };
        let ranks = [pair.rank_for_mentee(), pair.rank_for_mentor()].map(|rank| rank.to_string());
        let numbers = [format!("{:.3}", pair.score())].into_iter().chain(ranks);
        let parts = pair.contributions().map(|part| format!("{part:.3}"));
        [mentee, mentor + pinned].into_iter().chain(numbers).chain(parts).collect()
    };
    let rows: Vec<Vec<String>> = outcome.pairs().iter().map(row).collect();
    let whole = TableView::of_rows("", &header, 2, rows.clone());
    if fits(&whole) {
        return whole;
    }
    let short = rows.into_iter().map(|row| row.into_iter().take(fixed.len()).collect());
    TableView::of_rows("", &fixed, 2, short.collect())
}

fn named(Who { main, id }: Who) -> String {
    match id {
        Some(id) => format!("{main} ({id})"),
        None => main,
    }
}

fn heading(title: &str) -> String {
    format!("{title}\n{}\n", "-".repeat(title.chars().count()))
}

fn section(title: &str, table: &TableView) -> String {
    heading(title) + &rows(table)
}

/// A text behind a mark; its further lines stand below its first.
fn hanging(mark: &str, text: &str) -> String {
    let indent = mark.chars().count() + GAP;
    let lines = broken(text, WIDTH - indent);
    format!("{mark}{:GAP$}{}\n", "", lines.join(&format!("\n{:indent$}", "")))
}

/// A table in lines; what is too long for its column goes on below.
fn rows(table: &TableView) -> String {
    let widths = widths(table);
    let header: Vec<String> = table.header.iter().map(|column| column.name.clone()).collect();
    let is_named = header.iter().any(|name| !name.is_empty());
    let lines = is_named.then_some(&header).into_iter().chain(&table.rows);
    lines.map(|cells| row(table, cells, &widths)).collect()
}

fn row(table: &TableView, cells: &[String], widths: &[usize]) -> String {
    let cells: Vec<Vec<String>> =
        cells.iter().zip(widths).map(|(cell, &width)| broken(cell, width)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or_default();
    let mut text = String::new();
    for line in 0..height {
        let parts = cells.iter().zip(widths).zip(&table.header).map(|((cell, &width), column)| {
            let part = cell.get(line).map_or("", String::as_str);
            if column.is_number { format!("{part:>width$}") } else { format!("{part:<width$}") }
        });
        let parts: Vec<String> = parts.collect();
        text.push_str(parts.join(&" ".repeat(GAP)).trim_end());
        text.push('\n');
    }
    text
}

/// How wide each column is: as its longest cell, and where that is too much for a line, the widest as much
/// less as it takes.
fn widths(table: &TableView) -> Vec<usize> {
    let mut widths = natural(table);
    let room = WIDTH.saturating_sub(GAP * widths.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > 1) else { break };
        *widest -= 1;
    }
    widths
}

/// Whether every column of numbers is as wide as its cells, and every other at least readable.
fn fits(table: &TableView) -> bool {
    let columns = natural(table).into_iter().zip(widths(table)).zip(&table.header);
    columns.into_iter().all(|((natural, width), column)| {
        width >= if column.is_number { natural } else { natural.min(NARROWEST) }
    })
}

/// The longest cell of each column, or the longest word of its name.
fn natural(table: &TableView) -> Vec<usize> {
    let width = |(at, column): (usize, &super::table::Column)| {
        let words = column.name.split(' ').map(|word| word.chars().count());
        let cells = table.rows.iter().filter_map(|row| Some(row.get(at)?.chars().count()));
        words.chain(cells).max().unwrap_or_default()
    };
    table.header.iter().enumerate().map(width).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_table_stays_in_its_lines() {
        let cells = vec!["word ".repeat(40), "x".repeat(100), "0.5".to_owned()];
        let table = TableView::of_rows("", &["A", "B", "Score"], 2, vec![cells]);
        let text = rows(&table);
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
        assert_eq!(text.matches('x').count(), 100);
        assert_eq!(text.matches("word").count(), 40);
    }
}
