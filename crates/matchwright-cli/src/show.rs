//! An outcome as text for the terminal: summary, pairs, unmatched people, proof.

use std::collections::BTreeMap;

use comfy_table::Table;
use matchwright::assign::{Certificate, Objective};
use matchwright::outcome::{CirclesProof, LevelsProof, Pair, Proof, Reached, Reason, Unmatched};
use matchwright::roster::Side;
use matchwright::scores::GRID;
use matchwright::tables::counted;
use matchwright::tables::distinct_names;
use matchwright::{Outcome, plain};

use crate::tables::{SHOWN, and_more, facts, fits, table, tables_read, wrapped};

/// The whole text; `odd` is how many things look odd in the input. Long lists are cut, with a note.
pub(crate) fn show(outcome: &Outcome, odd: usize) -> String {
    let (read, last) = (read(outcome, odd), merges(outcome) + &proof(outcome));
    [read + &summary(outcome), pairs(outcome), unmatched(outcome), last].join("\n")
}

/// How the tables were read.
fn read(outcome: &Outcome, odd: usize) -> String {
    let readings = outcome.roster().readings();
    let counted = |what: &str, count: usize| match count {
        0 => String::new(),
        count => format!("{what}: {count}; `validate` lists it.\n"),
    };
    let decided = counted("What [tables] decided on the way", readings.notes.len());
    tables_read(readings) + &decided + &counted("What looks odd", odd) + "\n"
}

fn summary(outcome: &Outcome) -> String {
    let summary = outcome.summary();
    let title = if summary.program.is_empty() { "Outcome" } else { &summary.program };
    let taken: u64 = outcome.loads().iter().map(|load| u64::from(load.load)).sum();
    let facts = facts([
        ("Mentees", summary.mentees.to_string()),
        ("Mentors", summary.mentors.to_string()),
        ("Seats taken", format!("{taken} of {}", summary.seats)),
        ("Pairs", summary.pairs.to_string()),
        ("Participation", format!("{:.1} % of the mentees", 100.0 * summary.participation)),
        ("Total score", format!("{:.6}", summary.total)),
        ("Mean score", summary.mean.map_or_else(|| "–".to_owned(), |mean| format!("{mean:.3}"))),
        ("Method", summary.method.to_string()),
        ("Time", format!("{:.3} s", outcome.timings().total)),
    ]);
    format!("{}\n{}\n", plain(title), facts.trim_fmt())
}

/// The columns of the pairs before those of the criteria.
const COLUMNS: [&str; 4] = ["mentee", "mentor", "score", "rank"];

/// The score of each pair and, to the right, what each criterion adds to it. Names that would have to
/// be broken over lines are numbers, and criteria that find no place are left to the file.
fn pairs(outcome: &Outcome) -> String {
    if outcome.pairs().is_empty() {
        return "Nobody meets anybody.\n".to_owned();
    }
    let criteria = outcome.criteria().iter().map(String::as_str);
    let names = distinct_names(COLUMNS.into_iter().chain(criteria));
    let names: Vec<String> = names[COLUMNS.len()..].iter().map(|name| plain(name)).collect();
    let whole = pairs_table(outcome, &names);
    let (table, legend) =
        if fits(&whole) { (whole, String::new()) } else { numbered(outcome, &names) };
    let more = and_more(outcome.pairs().len(), "--out pairs.csv writes them all");
    let title = "Pairs: the score, the mentor's rank in the mentee's own list, and what each \
                 criterion adds\n";
    format!("{}{}\n{more}", wrapped(&format!("{title}{legend}")), table.trim_fmt())
}

/// The pairs with the numbers of criteria, as many as fit, and what the numbers mean.
fn numbered(outcome: &Outcome, names: &[String]) -> (Table, String) {
    let numbers: Vec<String> = (1..=names.len()).map(|number| number.to_string()).collect();
    let mut count = names.len();
    let mut table = pairs_table(outcome, &numbers);
    while count > 0 && !fits(&table) {
        count -= 1;
        table = pairs_table(outcome, &numbers[..count]);
    }
    let meanings = numbers.iter().zip(names).take(count);
    let meanings: Vec<String> = meanings.map(|(number, name)| format!("{number} {name}")).collect();
    let rest = match names.len() - count {
        0 => String::new(),
        rest => {
            format!("Criteria that find no place here: {rest}; --out pairs.csv writes them all\n")
        }
    };
    (table, format!("{}\n{rest}", meanings.join(", ")))
}

fn pairs_table(outcome: &Outcome, criteria: &[String]) -> Table {
    let (texts, numbers) = COLUMNS.split_at(2);
    let criteria = criteria.iter().map(String::as_str);
    let numbers: Vec<&str> = numbers.iter().copied().chain(criteria).collect();
    let mut table = table(texts, &numbers);
    for pair in outcome.pairs().iter().take(SHOWN) {
        table.add_row(pair_row(pair).into_iter().take(2 + numbers.len()));
    }
    table
}

fn pair_row(pair: &Pair) -> Vec<String> {
    let mut row = vec![plain(pair.mentee()), plain(pair.mentor())];
    row.extend([format!("{:.3}", pair.score()), pair.rank_for_mentee().to_string()]);
    row.extend(pair.contributions().map(|points| format!("{points:.3}")));
    row
}

fn unmatched(outcome: &Outcome) -> String {
    let people = outcome.unmatched();
    if people.is_empty() {
        return "Everybody is matched.\n".to_owned();
    }
    let mut table = table(&["side", "id", "reason", "detail"], &[]);
    for person in people.iter().take(SHOWN) {
        table.add_row(unmatched_row(person));
    }
    let more = and_more(people.len(), "--json outcome.json writes them all");
    let title = wrapped(&format!("Unmatched: {}\n", counts(people)));
    format!("{title}{}\n{more}", table.trim_fmt())
}

/// `14 mentees all_taken, 2 mentors no_seats`.
fn counts(people: &[Unmatched]) -> String {
    let mut counts: BTreeMap<(Side, Reason), usize> = BTreeMap::new();
    for person in people {
        *counts.entry((person.side, person.reason)).or_default() += 1;
    }
    let texts = counts.into_iter().map(|((side, reason), count)| {
        let people = if count == 1 { side.noun() } else { side.table() };
        format!("{count} {people} {}", reason.name())
    });
    texts.collect::<Vec<_>>().join(", ")
}

fn unmatched_row(person: &Unmatched) -> [String; 4] {
    let Unmatched { side, id, reason, detail } = person;
    [side.noun().to_owned(), plain(id), reason.name().to_owned(), plain(detail)]
}

/// That some labels count as others is never silent.
fn merges(outcome: &Outcome) -> String {
    match outcome.merges().len() {
        0 => String::new(),
        count => format!(
            "Spellings of labels that count as another label: {count}; `validate` lists them.\n"
        ),
    }
}

/// What is proven, in a sentence.
fn proof(outcome: &Outcome) -> String {
    let summary = outcome.summary();
    let checked = match summary.mentees as u128 * summary.mentors as u128 {
        1 => "the only pair of people".to_owned(),
        pairs => format!("all {pairs} pairs of people"),
    };
    let verdict = match outcome.certificate() {
        Proof::Assignment(certificate) | Proof::Peers(certificate) => {
            of_assignment(outcome, certificate)
        }
        Proof::Levels(proof) => of_levels(proof),
        Proof::Stable(_) if outcome.certificate().is_verified() => {
            "Proven stable: no two people would both rather meet each other".to_owned()
        }
        Proof::Circles(proof) => of_circles(proof),
        _ => "Not proven".to_owned(),
    };
    let pinned = match summary.pinned {
        0 => String::new(),
        count => format!("; {count} pinned beforehand"),
    };
    wrapped(&format!("{verdict} (checked over {checked}{pinned}).\n"))
}

fn of_assignment(outcome: &Outcome, certificate: &Certificate) -> String {
    let summary = outcome.summary();
    let gap = certificate.gap() as f64 / f64::from(GRID);
    let total = summary.total;
    // The proof is about everybody whose pair was not decided before.
    let decided = (summary.pairs as u64).saturating_sub(certificate.pairs);
    let most = counted(certificate.most_pairs + decided, "pair", "pairs");
    match (certificate.is_optimal(), certificate.objective) {
        (true, _) if outcome.changes().is_some() => {
            "Proven optimal: no plan that keeps what was told on the same terms is better"
                .to_owned()
        }
        (true, Objective::Total) => {
            format!("Proven optimal: no plan has a total score above {total:.6}")
        }
        (true, _) => format!(
            "Proven optimal: no plan has more than {most}, and none with as many has a \
             total score above {total:.6}"
        ),
        (false, _) => format!(
            "Not proven optimal: up to {most} may be possible, and the total score may \
             be up to {gap:.6} too low"
        ),
    }
}

/// How near to the best the circles are.
fn of_circles(proof: &CirclesProof) -> String {
    let CirclesProof { members, most_members, fit, most_fit, is_optimal } = proof;
    let members = counted(*members, "member", "members");
    if *is_optimal {
        return format!("Proven optimal: no circles with {members} fit better than {fit:.6}");
    }
    format!(
        "Circles with {members}, of whom {most_members} can be in one at most; their fit adds up to {fit:.6}, \
         and no such circles have more than {most_fit:.6}"
    )
}

/// The levels with what they have reached.
fn of_levels(proof: &LevelsProof) -> String {
    let level = |reached: &Reached| {
        let value = reached.value.map_or_else(|| "–".to_owned(), |value| format!("{value}"));
        format!("{} {value}", reached.level.name())
    };
    let levels: Vec<String> = proof.levels.iter().map(level).collect();
    let levels = levels.join(", then ");
    if proof.is_optimal {
        format!("Proven optimal: no plan that keeps to what is demanded is better in {levels}")
    } else if let Some(gap) = proof.gap_sentence() {
        format!("{gap} (reached: {levels})")
    } else {
        format!("Not proven optimal: {levels}")
    }
}
