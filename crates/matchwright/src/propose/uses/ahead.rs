//! The mentor is ahead of the mentee: in grade, in years, in how well they know something.

use serde_json::{Value, json};

use super::super::columns::{Meaning, ladder_of};
use super::super::draft::{Draft, number as whole};
use super::super::facts::Facts;
use super::super::people::People;
use super::super::text::quoted;
use super::{leave, named};

/// Names of columns of numbers in which being ahead means something.
const EXPERIENCE: &[&str] =
    &["year", "experience", "seniority", "tenure", "level", "grade", "band"];

/// Ratings that are compared at most.
const RATINGS: usize = 2;

/// On a scale of more steps than this, two steps are a good distance; on a shorter one it is one.
const LONG: usize = 5;

const ORDER: &str =
    "steps whose order only people know: name them, the lowest first, as `scale` of a `gap`";

const SAID: &str = "another column says already who is ahead";

pub(super) fn add(people: &People<'_>, draft: &mut Draft) {
    if !ladder(people, draft) {
        number(people, draft);
    }
    for [own, other] in people.shared(draft, |meaning| matches!(meaning, Meaning::Ladder(_))) {
        leave(draft, [own.1, other.1], SAID);
    }
    for [own, other] in people.shared(draft, |meaning| *meaning == Meaning::Number) {
        let is_ahead = own.1.header.says(EXPERIENCE);
        let why = "numbers of which the name does not tell what they are good for";
        leave(draft, [own.1, other.1], if is_ahead { SAID } else { why });
    }
    ratings(people, draft);
}

/// Grades that stand on one scale; whether there are any.
fn ladder(people: &People<'_>, draft: &mut Draft) -> bool {
    // With few people, the answers of one side may not show that they are steps.
    let can_be = |meaning: &Meaning| matches!(meaning, Meaning::Ladder(_) | Meaning::Label);
    for [own, other] in people.shared(draft, can_be) {
        let mut texts: Vec<&str> = own.1.looked_at().chain(other.1.looked_at()).collect();
        texts.sort_unstable();
        texts.dedup();
        let are_steps = [own.0, other.0].iter().any(|meaning| **meaning != Meaning::Label);
        let Some(scale) = ladder_of(&own.1.header, &texts).filter(|_| are_steps) else {
            if are_steps || own.1.header.says(EXPERIENCE) {
                leave(draft, [own.1, other.1], ORDER);
            }
            continue;
        };
        let (ideal, tolerance) = if scale.len() > LONG { (2, 3) } else { (1, 2) };
        let why = format!(
            "{}: best where the mentor stands {ideal} above the mentee, nothing {tolerance} steps away from \
             there.",
            quoted(own.1.name())
        );
        draft.questions.push(format!(
            "Is the first step of {} the lowest? And may a mentor stand below the mentee? If not, a rule says it: \
             kind = \"min_gap\", with the column and the scale of `gap`, and gap = 0 or 1.",
            quoted(own.1.name())
        ));
        let more = json!({ "scale": scale });
        gap(
            [own.1, other.1],
            own.1.name(),
            [ideal.into(), tolerance.into()],
            more,
            2.0,
            why,
            draft,
        );
        return true;
    }
    false
}

/// Years, and other numbers of experience.
fn number(people: &People<'_>, draft: &mut Draft) {
    let shared = people.shared(draft, |meaning| *meaning == Meaning::Number).into_iter();
    let mut shared = shared.filter(|[own, _]| own.1.header.says(EXPERIENCE));
    let Some([(_, own), (_, other)]) = shared.next() else { return };
    let [mentees, mentors] = [own, other].map(|facts| facts.numbers().unwrap_or_default());
    let ideal = (median(&mentors) - median(&mentees)).round().max(1.0);
    let ends = |numbers: &[f64]| Some((*numbers.first()?, *numbers.last()?));
    let (Some(few), Some(many)) = (ends(&mentees), ends(&mentors)) else { return };
    let tolerance = ((few.1.max(many.1) - few.0.min(many.0)) / 2.0).round().max(1.0);
    let why = format!(
        "{}: best where the mentor's number is {ideal} above the mentee's, as between the middle ones here; \
         nothing {tolerance} away from there.",
        quoted(own.name())
    );
    gap([own, other], own.name(), [ideal, tolerance], json!({}), 2.0, why, draft);
}

/// Ratings of what people can: the mentor has somewhat more of it.
fn ratings(people: &People<'_>, draft: &mut Draft) {
    let shared = people.shared(draft, |meaning| matches!(meaning, Meaning::Rating(_)));
    let steps = |meaning: &Meaning| if let Meaning::Rating(steps) = meaning { *steps } else { 0 };
    for (number, [own, other]) in shared.into_iter().enumerate() {
        let steps = steps(own.0).max(steps(other.0));
        let (own, other) = (own.1, other.1);
        if number >= RATINGS {
            leave(draft, [own, other], "a rating; others are compared already");
            continue;
        }
        let name = quoted(own.name());
        let source = json!({ "from": own.name(), "likert": steps });
        let why = format!("Of {name}: a rating from 1 to {steps}.");
        let column = draft.new_column(own.header.slug(), "rating", source, &[own, other], why);
        let why = format!("{name}: best where the mentor is one step ahead.");
        gap([own, other], &column, [1.0, 2.0], json!({}), 1.0, why, draft);
    }
}

/// Adds a gap with its best difference and its tolerance.
fn gap(
    [own, other]: [&Facts<'_>; 2],
    column: &str,
    [ideal, tolerance]: [f64; 2],
    more: Value,
    weight: f64,
    why: String,
    draft: &mut Draft,
) {
    let mut fields =
        json!({ "column": column, "ideal": whole(ideal), "tolerance": whole(tolerance) });
    if let (Some(fields), Value::Object(more)) = (fields.as_object_mut(), more) {
        fields.extend(more);
    }
    let fields = named(fields, "gap", column);
    draft.criterion("gap", fields, weight, [&[own], &[other]], why);
}

fn median(sorted: &[f64]) -> f64 {
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
