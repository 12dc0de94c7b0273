//! An outcome as one HTML page that needs nothing else: to read, to print, to pass on.

use std::fmt::Write;

use super::proof;
use crate::outcome::{Outcome, Pair};
use crate::roster::Side;

/// Ten colours that stay apart for colour-blind readers and on paper (after Okabe and Ito 2008,
/// with two greys); criteria beyond the tenth start again.
const COLOURS: [&str; 10] = [
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#555555",
    "#999999", "#000000",
];

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;\
padding:0 1rem;color:#1a1a1a;background:#fff}h1{font-size:1.5rem}h2{font-size:1.15rem;\
margin-top:2rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;\
border-bottom:1px solid #ddd;vertical-align:middle}th{border-bottom:2px solid #888}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.bar{display:flex;width:14rem;\
height:.8rem;background:#eee}.bar i{display:block;height:100%}.key i{display:inline-block;\
width:.8rem;height:.8rem;margin:0 .3rem 0 .9rem;vertical-align:-.1rem}\
.facts th{border-bottom:1px solid #ddd;width:12rem}.narrow{width:24rem}\
.pin{font-size:.8em;color:#555;border:1px solid #999;border-radius:.2rem;padding:0 .3rem}\
.name{color:#555}\
.proof{padding:.5rem .8rem;\
border-left:4px solid #009e73;background:#f2faf7}";

/// The outcome as a page: summary, proof, pairs with what each criterion adds, unmatched people
/// with their reasons, loads, and the labels that count as others. Beside ids and scores it holds
/// nothing that people wrote but those labels, and names where the programme's `[tables]` has a `name`.
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::report::html;
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder().criterion(1.0, Same::new("site")).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("<e1>").text("site", "Leeds"))
///     .mentor(Person::new("m1").text("site", "Leeds"))
///     .build(&program)?;
/// let page = html(&Matcher::new(program)?.run(&roster)?);
/// assert!(page.contains("&lt;e1&gt;"));
/// # Ok::<(), matchwright::Error>(())
/// ```
#[must_use]
pub fn html(outcome: &Outcome) -> String {
    let summary = outcome.summary();
    let title = match summary.program.as_str() {
        "" => "Matches".to_owned(),
        name => escape(name),
    };
    let parts = [
        format!("<h1>{title}</h1>"),
        summary_table(outcome),
        proof_box(outcome),
        pairs_table(outcome),
        unmatched_table(outcome),
        loads_table(outcome),
        merges_table(outcome),
    ];
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <style>{STYLE}</style></head>\n<body>\n{}\n</body></html>\n",
        parts.join("\n")
    )
}

fn summary_table(outcome: &Outcome) -> String {
    let summary = outcome.summary();
    let mean = summary.mean.map_or("–".to_owned(), |mean| format!("{mean:.3}"));
    let rows = [
        ("Mentees", summary.mentees.to_string()),
        ("Mentors", format!("{} with {} seats", summary.mentors, summary.seats)),
        ("Pairs", summary.pairs.to_string()),
        ("Participation", format!("{:.1} %", 100.0 * summary.participation)),
        ("Total score", format!("{:.6}", summary.total)),
        ("Mean score", mean),
    ];
    let rows = rows.map(|(name, value)| format!("<tr><th>{name}</th><td>{value}</td></tr>"));
    format!("<table class=\"facts\">{}</table>", rows.concat())
}

fn proof_box(outcome: &Outcome) -> String {
    let text = proof(outcome);
    let pinned = match outcome.summary().pinned {
        0 => String::new(),
        count => format!(" Pairs that were pinned beforehand: {count}."),
    };
    format!("<p class=\"proof\">{text}{pinned}</p>")
}

fn pairs_table(outcome: &Outcome) -> String {
    let key: String =
        outcome.criteria().iter().enumerate().fold(String::new(), |key, (at, name)| {
            format!("{key}<i style=\"background:{}\"></i>{}", colour(at), escape(name))
        });
    let rows: String = outcome.pairs().iter().map(|pair| pair_row(outcome, pair)).collect();
    format!(
        "<h2>Pairs</h2><p class=\"key\">What makes the score:{key}</p><table><tr><th>Mentee</th>\
         <th>Mentor</th><th class=\"n\">Score</th><th></th><th class=\"n\">Rank for mentee</th>\
         <th class=\"n\">Rank for mentor</th></tr>\n{rows}</table>"
    )
}

fn pair_row(outcome: &Outcome, pair: &Pair) -> String {
    let mut bar = String::new();
    for (at, part) in pair.contributions().enumerate() {
        // Writing to a String cannot fail.
        let _ =
            write!(bar, "<i style=\"width:{:.2}%;background:{}\"></i>", 100.0 * part, colour(at));
    }
    let pinned = if pair.is_pinned() { " <span class=\"pin\">pinned</span>" } else { "" };
    format!(
        "<tr><td>{}</td><td>{}{pinned}</td><td class=\"n\">{:.3}</td><td><div class=\"bar\">{bar}</div></td>\
         <td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n",
        who(outcome, Side::Mentee, pair.mentee()),
        who(outcome, Side::Mentor, pair.mentor()),
        pair.score(),
        pair.rank_for_mentee(),
        pair.rank_for_mentor()
    )
}

fn unmatched_table(outcome: &Outcome) -> String {
    if outcome.unmatched().is_empty() {
        return "<h2>Unmatched</h2><p>Nobody.</p>".to_owned();
    }
    let row = |person: &crate::outcome::Unmatched| {
        format!(
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            person.side.noun(),
            who(outcome, person.side, &person.id),
            escape(&person.detail)
        )
    };
    let rows: String = outcome.unmatched().iter().map(row).collect();
    format!(
        "<h2>Unmatched</h2><table><tr><th>Side</th><th>Id</th><th>Why</th></tr>\n{rows}</table>"
    )
}

fn loads_table(outcome: &Outcome) -> String {
    let row = |load: &crate::outcome::Load| {
        format!(
            "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n",
            who(outcome, Side::Mentor, &load.mentor),
            load.load,
            load.capacity
        )
    };
    let rows: String = outcome.loads().iter().map(row).collect();
    format!(
        "<h2>Loads</h2><table class=\"narrow\"><tr><th>Mentor</th><th class=\"n\">Taken</th>\
         <th class=\"n\">Seats</th></tr>\n{rows}</table>"
    )
}

fn merges_table(outcome: &Outcome) -> String {
    if outcome.merges().is_empty() {
        return String::new();
    }
    let row = |merge: &matchwright_tables::vocabulary::Merge| {
        format!(
            "<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"n\">{}</td></tr>\n",
            escape(&merge.label),
            escape(&merge.into),
            escape(&merge.because.to_string()),
            merge.people
        )
    };
    let rows: String = outcome.merges().iter().map(row).collect();
    format!(
        "<h2>Labels that count as others</h2><table><tr><th>Written</th><th>Counts as</th>\
         <th>Why</th><th class=\"n\">People</th></tr>\n{rows}</table>"
    )
}

/// An id, and the name behind it where there is one.
fn who(outcome: &Outcome, side: Side, id: &str) -> String {
    let people = outcome.roster().side(side);
    let name = people.position(id).ok().and_then(|person| people.name(person));
    let name = name
        .map_or_else(String::new, |name| format!(" <span class=\"name\">{}</span>", escape(name)));
    escape(id) + &name
}

fn colour(criterion: usize) -> &'static str {
    COLOURS[criterion % COLOURS.len()]
}

fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::Overlap;
    use crate::roster::Person;
    use crate::{Error, Matcher, Program, Roster};

    #[test]
    fn pins_and_merges_stand_on_the_page() -> Result<(), Error> {
        let program = |pinned: &[(&str, &str)]| {
            let program = Program::builder().criterion(1.0, Overlap::new("skills"));
            program.pinned(pinned.iter().copied()).build()
        };
        let page = |program: Program, skills| {
            let roster = Roster::builder()
                .mentee(Person::new("e1").text("skills", "R&D"))
                .mentee(Person::new("e2").text("skills", skills))
                .mentor(Person::new("m1").text("skills", "R&D"))
                .mentor(Person::new("m2").text("skills", "SQL"))
                .build(&program)?;
            Ok::<_, Error>(html(&Matcher::new(program)?.run(&roster)?))
        };
        let plain = page(program(&[]), "SQL")?;
        assert!(!plain.contains("Labels that count") && !plain.contains(">pinned<"), "{plain}");
        let full = page(program(&[("e1", "m2")]), "r&d")?;
        let merged = "<td>r&amp;d</td><td>R&amp;D</td><td>case</td><td class=\"n\">1</td>";
        assert!(full.contains(merged), "{full}");
        let pinned = "<td>e1</td><td>m2 <span class=\"pin\">pinned</span></td>";
        assert!(full.contains(pinned) && full.contains("<td>e2</td><td>m1</td>"), "{full}");
        Ok(())
    }
}
