//! The programme that `init` writes: a block for each column that can serve, with a comment on what
//! it does, and other uses of the column behind `#`.

use std::fmt::Write as _;

use matchwright::roster::{ID_COLUMN, Table};
use matchwright::{Error, Finding, Findings};

use crate::guess::{Column, Guess, ids};

/// How many labels of a column a comment repeats for the user to put in order. Grades have fewer.
const LABELS: usize = 15;

/// Protected attributes are no criterion unless somebody decides so: likeness in them changes what
/// people report, and not what they achieve (Blake-Beard et al. 2011).
const PROTECTED: [&str; 12] = [
    "age",
    "birth",
    "disability",
    "ethnicity",
    "ethnic",
    "faith",
    "gender",
    "nationality",
    "orientation",
    "race",
    "religion",
    "sex",
];

/// A programme as text.
#[derive(Debug, Default)]
pub(crate) struct Sketch {
    pub(crate) text: String,
    /// How many are switched on.
    pub(crate) criteria: usize,
    pub(crate) rules: usize,
}

/// Writes a programme for two tables and the names of their id columns, the mentees' first.
///
/// # Errors
/// [`Error::Input`] where an id column is missing.
pub(crate) fn sketch(
    mentees: &Table,
    mentors: &Table,
    id_columns: (&str, &str),
) -> Result<Sketch, Error> {
    let (mentee_id, mentor_id) = id_columns;
    let mut findings = Findings::default();
    for (name, table, id) in [("mentees", mentees, mentee_id), ("mentors", mentors, mentor_id)] {
        if table.column(id).is_none() {
            let message = "there is no such column; name the column of ids with \
                           --mentee-id and --mentor-id";
            findings.push(Finding::new(message).table(name).column(id));
        }
    }
    findings.into_result(())?;
    let own = Column::all(mentees, mentee_id, &ids(mentors, mentor_id));
    let others = Column::all(mentors, mentor_id, &ids(mentees, mentee_id));
    let mut sketch = Sketch::default();
    sketch.head(&others, [mentee_id, mentor_id]);
    sketch.preference(&own, &others);
    let (mut unused, mut protected) = (Vec::new(), Vec::new());
    for column in &own {
        match others.iter().find(|other| other.name == column.name) {
            _ if column.guess == Guess::Ids => {}
            _ if named(column, &PROTECTED) => protected.push(quote(column.name)),
            Some(other) => sketch.shared(column, other, &mut unused),
            None => sketch.mentees_only(column, &own, &others, &mut unused),
        }
    }
    sketch.foot(&unused, &protected);
    Ok(sketch)
}

impl Sketch {
    fn head(&mut self, mentors: &[Column<'_>], ids: [&str; 2]) {
        self.prose("A first programme, guessed from the columns' names and contents.");
        self.prose("Check it with `matchwright validate`, then run `matchwright match`.");
        if ids != [ID_COLUMN; 2] {
            let [mentees, mentors] = ids.map(quote);
            self.prose(&format!(
                "The ids are read with `--mentee-id {mentees} --mentor-id {mentors}`."
            ));
        }
        self.prose("Weights count against each other: a criterion of weight 2 counts twice one of");
        self.prose("weight 1. A rule forbids and never scores.");
        let is_capacity = |column: &&Column<'_>| {
            named(column, &["capacity", "seat", "place", "slot"]) && column.counts()
        };
        let capacity = mentors.iter().find(is_capacity);
        self.prose("");
        self.prose(
            "How many mentees a mentor takes: a number, or the mentors' column that says so.",
        );
        let seats = capacity.map_or_else(|| "1".to_owned(), |column| quote(column.name));
        self.line(&format!("capacity = {seats}"));
        self.prose(
            "Most people first (\"participation\"), or the highest total score (\"total\").",
        );
        self.line("objective = \"participation\"");
        self.prose("Pairs that score less may not meet; from 0 to 1.");
        self.line("min_score = 0.0");
        self.prose("What stands between the entries of a list.");
        self.line("# list_separator = \";\"");
    }

    /// Ranked ids on either side make one criterion.
    fn preference(&mut self, mentees: &[Column<'_>], mentors: &[Column<'_>]) {
        let sides = [("mentee", mentees), ("mentor", mentors)];
        let wishes = sides.map(|(side, columns)| {
            let column = columns.iter().find(|column| column.guess == Guess::Ids)?;
            Some((side, quote(column.name)))
        });
        let wishes: Vec<(&str, String)> = wishes.into_iter().flatten().collect();
        if !wishes.is_empty() {
            self.comment("Whom people ask for, first choice first.");
            self.criterion("preference", &wishes, "2");
        }
    }

    /// A column that both tables have.
    fn shared(&mut self, column: &Column<'_>, other: &Column<'_>, unused: &mut Vec<String>) {
        let name = quote(column.name);
        match [column.guess, other.guess] {
            [Guess::Number, Guess::Number] => self.numbers(&name, column, other),
            [Guess::Label, Guess::Label] => self.labels(&name, column, other),
            [Guess::List | Guess::Label, Guess::List | Guess::Label] => self.lists(&name, column),
            _ => unused.push(name),
        }
    }

    fn numbers(&mut self, name: &str, column: &Column<'_>, other: &Column<'_>) {
        let [own, others] = [column, other].map(Column::numbers);
        let ideal = (median(&others) - median(&own)).round();
        let all = || own.iter().chain(&others).copied();
        let range = all().fold(f64::MIN, f64::max) - all().fold(f64::MAX, f64::min);
        let tolerance = (range / 2.0).round().max(1.0);
        self.comment(&format!(
            "{name}: best where the mentor's number is `ideal` above the mentee's; 0 points \
             `tolerance` away from there."
        ));
        let fields = [("column", name), ("ideal", &ideal.to_string())];
        self.criterion("gap", &[fields[0], fields[1], ("tolerance", &tolerance.to_string())], "1");
        self.prose("Or as a rule: the mentor's number must be at least this much above.");
        self.block("# ", "rules", "min_gap", &[("column", name), ("gap", "1")]);
    }

    fn lists(&mut self, name: &str, column: &Column<'_>) {
        if named(column, &["language"]) {
            self.comment(&format!("{name}: a pair needs one in common."));
            self.rule("must_share", &[("column", name)]);
            return;
        }
        self.comment(&format!("{name}: what both list, a rare entry counting more."));
        self.criterion("overlap", &[("column", name), ("rarity", "true")], "1");
        self.prose("Or as a rule: at least one entry in common.");
        self.block("# ", "rules", "must_share", &[("column", name)]);
    }

    fn labels(&mut self, name: &str, column: &Column<'_>, other: &Column<'_>) {
        if named(column, &["manager", "supervisor", "boss"]) {
            self.comment(&format!("{name}: a mentor from another team speaks more freely."));
            self.rule("must_differ", &[("column", name)]);
        } else if named(column, &["language"]) {
            self.lists(name, column);
        } else if named(column, &["department", "organisation", "organization", "division", "team"])
        {
            self.comment(&format!("{name}: somebody from elsewhere sees other things."));
            self.criterion("different", &[("column", name)], "0.5");
            self.prose("Or as a rule.");
            self.block("# ", "rules", "must_differ", &[("column", name)]);
        } else {
            self.comment(&format!("{name}: both have the same."));
            self.criterion("same", &[("column", name)], "1");
            self.scale(name, column, other);
        }
    }

    /// Labels may be the steps of a ladder, such as grades; only people know their order.
    fn scale(&mut self, name: &str, column: &Column<'_>, other: &Column<'_>) {
        let mut labels = column.labels();
        let known = column.vocabulary();
        labels.extend(
            other
                .labels()
                .into_iter()
                .filter(|label| !known.contains(&matchwright::roster::label_key(label))),
        );
        if (3..=LABELS).contains(&labels.len()) {
            let labels: Vec<String> = labels.iter().map(|label| quote(label)).collect();
            let scale = format!("[{}]", labels.join(", "));
            self.prose("Or, if these are steps of a ladder: put them in order, lowest first.");
            let fields = [("column", name), ("ideal", "1"), ("tolerance", "2"), ("scale", &scale)];
            self.block("# ", "criteria", "gap", &[&fields[..], &[("weight", "1")]].concat());
        }
    }

    /// A list of the mentees beside the mentors' list with the most labels in common.
    fn mentees_only(
        &mut self,
        column: &Column<'_>,
        own: &[Column<'_>],
        others: &[Column<'_>],
        unused: &mut Vec<String>,
    ) {
        let words = column.vocabulary();
        let common = |other: &Column<'_>| other.vocabulary().intersection(&words).count();
        let listed = |guess| matches!(guess, Guess::List | Guess::Label);
        let partner = others
            .iter()
            .filter(|other| listed(other.guess) && own.iter().all(|own| own.name != other.name))
            .max_by_key(|other| common(other))
            .filter(|other| listed(column.guess) && common(other) > 0);
        let Some(partner) = partner else {
            unused.push(quote(column.name));
            return;
        };
        let [mentee, mentor] = [column, partner].map(|column| quote(column.name));
        if column.has_levels() || partner.has_levels() || named(partner, &["skill"]) {
            self.comment(&format!("What {mentee} asks for and {mentor} covers, up to the level."));
            self.criterion("skill_coverage", &[("need", &mentee), ("have", &mentor)], "4");
        } else {
            self.comment(&format!("What {mentee} asks for and {mentor} offers."));
            self.criterion("goal_fit", &[("mentee", &mentee), ("mentor", &mentor)], "3");
        }
    }

    fn foot(&mut self, unused: &[String], protected: &[String]) {
        if !protected.is_empty() {
            self.comment(&format!(
                "Not used, because people are not to be matched by them unawares: {}.",
                protected.join(", ")
            ));
        }
        if !unused.is_empty() {
            self.comment(&format!("Not used: {}.", unused.join(", ")));
        }
        if self.criteria == 0 {
            self.comment("No column says how well two people fit. A programme needs a criterion:");
            self.block("# ", "criteria", "same", &[("column", "\"site\""), ("weight", "1")]);
        }
    }

    fn criterion(&mut self, kind: &str, fields: &[(&str, impl AsRef<str>)], weight: &str) {
        let fields = fields.iter().map(|(name, value)| (*name, value.as_ref()));
        self.block("", "criteria", kind, &fields.chain([("weight", weight)]).collect::<Vec<_>>());
        self.criteria += 1;
    }

    fn rule(&mut self, kind: &str, fields: &[(&str, &str)]) {
        self.block("", "rules", kind, fields);
        self.rules += 1;
    }

    fn block(&mut self, mark: &str, family: &str, kind: &str, fields: &[(&str, &str)]) {
        self.line(&format!("{mark}[[{family}]]"));
        self.line(&format!("{mark}kind = {}", quote(kind)));
        for (name, value) in fields {
            self.line(&format!("{mark}{name} = {value}"));
        }
    }

    /// A comment that starts a new section.
    fn comment(&mut self, text: &str) {
        self.line("");
        self.prose(text);
    }

    fn prose(&mut self, text: &str) {
        self.line(format!("# {text}").trim_end());
    }

    fn line(&mut self, text: &str) {
        let _ = writeln!(self.text, "{text}");
    }
}

/// Whether one of the words stands in the column's name, alone or as a plural.
fn named(column: &Column<'_>, words: &[&str]) -> bool {
    let name = column.name.to_lowercase();
    let mut parts = name.split(|c: char| !c.is_alphanumeric());
    parts.any(|part| words.contains(&part) || words.contains(&part.trim_end_matches('s')))
}

/// A TOML string. Every JSON string is one, but for the character 127, which TOML wants escaped.
/// Names are quoted in comments too, so that a line break in a name cannot end a comment.
fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

fn median(sorted: &[f64]) -> f64 {
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
