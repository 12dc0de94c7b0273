//! The programme in plain words: what counts, how much, and who may not meet.

use matchwright_tables::plain;
use serde::Serialize;
use serde_json::Value;

use crate::compare::words::quoted;
use crate::program::{
    Capacity, Clause, Instead, Level, Missing, Per, Program, Quota, Seats, Term, Unanswered, When,
};
use crate::roster::Side;

/// A programme in sentences.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Words {
    /// Seats, objective, floor, pinned pairs.
    pub(super) settings: Vec<String>,
    pub(super) criteria: Vec<Criterion>,
    pub(super) rules: Vec<String>,
}

/// A criterion in a sentence or two.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Criterion {
    pub(super) name: String,
    /// The share of the score that it decides, in per cent.
    pub(super) share: f64,
    pub(super) text: String,
}

impl Words {
    pub(super) fn new(program: &Program) -> Self {
        let total: f64 = program.criteria.iter().map(|term| term.weight).sum();
        let criterion = |term: &Term| Criterion {
            name: readable(&term.name()),
            share: 100.0 * term.weight / total,
            text: term_text(term),
        };
        let same_person =
            program.same_id_is_same_person.then(|| "Nobody meets themselves.".to_owned());
        Self {
            settings: settings(program),
            criteria: program.criteria.iter().map(criterion).collect(),
            rules: program.rules.iter().map(clause_text).chain(same_person).collect(),
        }
    }
}

fn settings(program: &Program) -> Vec<String> {
    let objective = program.objective.levels().map(level).collect::<Vec<_>>();
    let objective = format!("What counts, in this order: {}.", objective.join("; then "));
    let priority = program
        .priority
        .as_ref()
        .map(|column| format!("Whoever has the highest number in {} comes first.", quoted(column)));
    let quotas = program.quotas.iter().map(quota).collect::<Vec<_>>().join(" ");
    let quotas = (!quotas.is_empty()).then_some(quotas);
    let floor = (program.min_score > 0.0)
        .then(|| format!("Pairs that score below {} do not meet.", program.min_score));
    let pinned = match program.pinned.len() {
        0 => None,
        1 => Some("One pair was decided beforehand.".to_owned()),
        count => Some(format!("{count} pairs were decided beforehand.")),
    };
    let [mentors, mentees] = [Side::Mentor, Side::Mentee].map(|side| seats(program, side));
    let all = [mentors, mentees, quotas, Some(objective), priority, floor, pinned];
    all.into_iter().flatten().collect()
}

/// How many partners people of a side have; nothing where a mentee has one mentor, as is usual.
fn seats(program: &Program, side: Side) -> Option<String> {
    let Capacity { min, max, or_none } = program.seats_of(side);
    if side == Side::Mentee && *max == Seats::Same(1) && *min == Seats::Same(0) {
        return None;
    }
    let other = side.other();
    let number = |seats: &Seats| match seats {
        Seats::Same(1) => format!("one {}", other.noun()),
        Seats::Same(seats) => format!("{seats} {}", other.table()),
        Seats::Column(column) => format!("as many {} as {} says", other.table(), quoted(column)),
    };
    let most = match max {
        Seats::Same(2..) => format!("up to {}", number(max)),
        _ => number(max),
    };
    let (who, verb) = (side.noun(), if side == Side::Mentor { "takes" } else { "meets" });
    Some(match min {
        Seats::Same(0) => format!("Each {who} {verb} {most}."),
        min if *or_none => {
            format!("Each {who} {verb} {most}, and at least {}, or nobody.", number(min))
        }
        min => format!("Each {who} {verb} {most}, and at least {}.", number(min)),
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Participation => "as many mentees as possible meet somebody",
        Level::MentorsInUse => "as many mentors as possible meet somebody",
        Level::Total => "the total score is as high as it can be",
        Level::Worst => "the lowest score is as high as it can be",
        Level::Leximin => {
            "the lowest scores are as few and as high as they can be, one step after the other"
        }
        Level::Ranks => {
            "as many mentees as possible meet their first choice, then their second, and so on"
        }
        Level::Balance => "mentors have loads that are as equal as they can be",
        Level::Stable => "no two people would both rather meet each other",
    }
}

fn quota(quota: &Quota) -> String {
    let Quota { of, column, value, min, max, per } = quota;
    let group = match value {
        Some(value) => format!("{} whose {} is {}", of.table(), quoted(column), quoted(value)),
        None => format!("{} with the same {}", of.table(), quoted(column)),
    };
    let bounds = match (min, max) {
        (0, Some(max)) => format!("at most {max}"),
        (min, None) => format!("at least {min}"),
        (min, Some(max)) => format!("{min} to {max}"),
    };
    let pairs = match per {
        Per::Programme => "all pairs together",
        Per::Mentor => "the pairs of each mentor",
        Per::Mentee => "the pairs of each mentee",
    };
    format!("Among {pairs}, {bounds} are of {group}.")
}

fn term_text(term: &Term) -> String {
    let missing = match term.missing {
        Missing::Word(Instead::Mean) => None,
        Missing::Word(Instead::Skip) => {
            Some("Left out of the score where an answer is missing.".to_owned())
        }
        Missing::Value(value) => Some(format!("Where an answer is missing, {value} counts.")),
    };
    let required = term.required.map(|value| format!("Pairs below {value} may not meet."));
    let criterion = &term.criterion;
    let text = criterion.sentence().or_else(|| Some(generic(criterion.kind(), criterion)));
    let parts = [text, condition(term.when.as_ref()), missing, required];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn clause_text(clause: &Clause) -> String {
    let missing = match clause.missing {
        Unanswered::Allow => None,
        Unanswered::Forbid => Some("Whoever did not answer meets nobody.".to_owned()),
    };
    let rule = &clause.rule;
    let text = rule.sentence().or_else(|| Some(generic(rule.kind(), rule)));
    let parts = [text, condition(clause.when.as_ref()), missing];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn condition(when: Option<&When>) -> Option<String> {
    let when = when?;
    Some(format!("Only for mentees whose {} is {}.", quoted(&when.column), quoted(&when.equals)))
}

/// A kind without a sentence: its name, and what it was given.
fn generic(kind: &str, member: &impl Serialize) -> String {
    let fields = match serde_json::to_value(member) {
        Ok(Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    };
    let short = |value: &Value| match value {
        Value::String(text) => Some(quoted(text)),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let given = fields.iter().filter(|(name, _)| *name != "kind");
    let given: Vec<String> = given
        .filter_map(|(name, value)| Some(format!("{} {}", readable(name), short(value)?)))
        .collect();
    let given = if given.is_empty() { String::new() } else { format!(": {}", given.join(", ")) };
    format!("{}{given}.", capital(&readable(kind)))
}

/// `skill_coverage` as words.
pub(super) fn readable(name: &str) -> String {
    plain(name).replace('_', " ")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::{AnyCriterion, Same};
    use crate::error::Error;

    #[test]
    fn a_programme_reads_as_sentences() -> Result<(), Error> {
        let program = Program::from_toml_str(
            "capacity = 2\nmin_score = 0.2\npinned = [[\"e1\", \"m1\"]]\n\
             [[criteria]]\nkind = \"skill_coverage\"\nneed = \"wants\"\nhave = \"skills\"\nweight = 3\n\
             [[criteria]]\nkind = \"same\"\ncolumn = \"site\"\nname = \"site\"\nrequired = 0.5\n\
             [[rules]]\nkind = \"must_differ\"\ncolumn = \"manager\"\nmissing = \"forbid\"\n",
        )?;
        let words = Words::new(&program);
        assert_eq!(words.settings[0], "Each mentor takes up to 2 mentees.");
        assert_eq!(
            words.settings[2..],
            ["Pairs that score below 0.2 do not meet.", "One pair was decided beforehand."]
        );
        assert!((words.criteria[0].share - 75.0).abs() < 1e-12);
        assert_eq!(words.criteria[0].name, "skill coverage wants");
        assert!(words.criteria[1].text.ends_with("Pairs below 0.5 may not meet."), "{words:?}");
        assert!(words.rules[0].ends_with("Whoever did not answer meets nobody."), "{words:?}");
        assert_eq!(words.rules[1], "Nobody meets themselves.");
        Ok(())
    }

    #[test]
    fn so_many_or_nobody_reads_as_a_sentence() {
        let capacity = Capacity::from(6).at_least(3).or_none();
        let program = Program::builder().capacity(capacity).build();
        let expected = "Each mentor takes up to 6 mentees, and at least 3 mentees, or nobody.";
        assert_eq!(Words::new(&program).settings[0], expected);
    }

    #[test]
    fn a_kind_without_a_sentence_says_what_it_was_given() {
        let own = AnyCriterion::from(Same::new("site"));
        assert_eq!(generic("own_kind", &own), "Own kind: column “site”.");
    }
}
