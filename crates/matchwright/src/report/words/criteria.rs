//! What each criterion asks, in a sentence.

use super::{both, generic, hours, quoted};
use crate::compare::Place;
use crate::criteria::{AnyCriterion, Gap, GoalFit, Measure, Overlap, Preference, SkillCoverage};
use crate::program::Columns;
use crate::schema::Side;

pub(super) fn text(criterion: &AnyCriterion) -> String {
    match criterion {
        AnyCriterion::SkillCoverage(skills) => skill_coverage(skills),
        AnyCriterion::GoalFit(goals) => goal_fit(goals),
        AnyCriterion::Overlap(overlap) => self::overlap(overlap),
        AnyCriterion::Same(same) => format!("Both have the same answer in {}.", both(&same.column)),
        AnyCriterion::Different(different) => {
            format!("Both have different answers in {}.", both(&different.column))
        }
        AnyCriterion::Gap(gap) => self::gap(gap),
        AnyCriterion::SharedTime(time) => format!(
            "Both are free at the same time ({}): {} a week are enough.",
            both(&time.column),
            hours(time.hours)
        ),
        AnyCriterion::Distance(distance) => format!(
            "They live or work near each other ({}): every {} km halve what it gives.",
            place(&distance.place),
            distance.half_life
        ),
        AnyCriterion::Personality(personality) => format!(
            "Their answers on character go together: {}.",
            listed(personality.traits.iter().map(|one| &one.column))
        ),
        AnyCriterion::Preference(wishes) => preference(wishes),
        AnyCriterion::Vector(vector) => {
            format!("What was computed of them beforehand is alike ({}).", both(&vector.column))
        }
        AnyCriterion::Text(text) => {
            format!(
                "They wrote about the same things in {}; rare words count more.",
                both(&text.column)
            )
        }
        AnyCriterion::Table(table) => format!(
            "A table of the programme says how well their answers in {} go together.",
            both(&table.column)
        ),
        AnyCriterion::Matrix(_) => "Numbers that were given for each pair of people.".to_owned(),
        other => generic(other.kind(), other),
    }
}

fn skill_coverage(skills: &SkillCoverage) -> String {
    let (learner, teacher) = sides(skills.learner);
    format!(
        "The {teacher} has the skills ({}) that the {learner} wants to learn ({}), at the level that \
         they need.",
        quoted(&skills.have),
        quoted(&skills.need)
    )
}

fn goal_fit(goals: &GoalFit) -> String {
    let (learner, teacher) = sides(goals.learner);
    let (wants, offers) = match goals.learner {
        Side::Mentee => (&goals.mentee, &goals.mentor),
        Side::Mentor => (&goals.mentor, &goals.mentee),
    };
    format!(
        "The {teacher} can help ({}) with the {learner}’s goals ({}).",
        quoted(offers),
        quoted(wants)
    )
}

fn sides(learner: Side) -> (&'static str, &'static str) {
    (learner.noun(), learner.other().noun())
}

fn overlap(overlap: &Overlap) -> String {
    let what = match overlap.measure {
        Measure::Coverage => "The mentor lists what the mentee lists in",
        _ => "They have entries in common in",
    };
    let rare = if overlap.rarity { "; a rare one counts more than one that many have" } else { "" };
    format!("{what} {}{rare}.", both(&overlap.column))
}

fn gap(gap: &Gap) -> String {
    let column = both(&gap.column);
    let (ideal, tolerance) = (gap.ideal, gap.tolerance);
    let best = match ideal {
        0.0 => "is the same for both".to_owned(),
        more if more > 0.0 => format!("is {more} higher for the mentor"),
        less => format!("is {} lower for the mentor", -less),
    };
    format!(
        "Best where {column} {best}; less the further from that, and nothing from {tolerance} away on."
    )
}

fn preference(wishes: &Preference) -> String {
    let columns = [("mentee", &wishes.mentee), ("mentor", &wishes.mentor)];
    let named = columns
        .into_iter()
        .filter_map(|(side, column)| Some(format!("the {side} in {}", quoted(column.as_ref()?))));
    let named: Vec<String> = named.collect();
    format!("They asked for each other, first choices first: {}.", named.join(" and "))
}

/// Where places stand.
pub(super) fn place(place: &Place) -> String {
    let mut columns: Vec<String> = place.reads().iter().map(|read| quoted(&read.column)).collect();
    columns.dedup();
    columns.sort();
    columns.dedup();
    columns.join(", ")
}

fn listed<'a>(columns: impl Iterator<Item = &'a Columns>) -> String {
    columns.map(both).collect::<Vec<_>>().join(", ")
}
