//! What mentees need against what mentors offer.

use serde_json::json;

use super::super::columns::Meaning;
use super::super::draft::Draft;
use super::super::people::People;
use super::super::text::quoted;
use super::{Listed, named};
use crate::schema::Side;

/// What columns of needs speak of.
const NEEDS: &[&str] = &[
    "learn",
    "need",
    "want",
    "goal",
    "hope",
    "improve",
    "develop",
    "looking",
    "seek",
    "important to you",
    "interested",
    "would like",
    "help me",
    "grow",
    "gain",
    "aspiration",
    "objective",
];

/// What columns of offers speak of.
const OFFERS: &[&str] = &[
    "teach",
    "offer",
    "skill",
    "expertise",
    "can help",
    "help with",
    "good at",
    "strength",
    "experience in",
    "specialise",
    "specialize",
    "speciality",
    "share",
    "knowledge",
    "mentor in",
    "advise",
    "competency",
];

/// Needs of this kind have no levels.
const GOALS: &[&str] = &["goal", "help", "hope", "aspiration", "objective", "advice", "support"];

/// Where neither name says it, so large a share of the shorter list must stand in the other.
const ALIKE: f64 = 0.5;

/// More of them nobody weighs.
const MOST: usize = 3;

pub(super) fn add(people: &People<'_>, draft: &mut Draft) {
    for _ in 0..MOST {
        let needs = Listed::all(people, Side::Mentee, draft);
        let offers = Listed::all(people, Side::Mentor, draft);
        let pairs = needs.iter().flat_map(|need| offers.iter().map(move |offer| (need, offer)));
        // What both sides were asked is compared with itself, unless the names say what is asked for.
        let is_shared = |need: &Listed<'_, '_>, offer: &Listed<'_, '_>| {
            let is_in = |side: Side, name: &str| people.sides[side as usize].column(name).is_some();
            is_in(Side::Mentor, need.name()) || is_in(Side::Mentee, offer.name())
        };
        let fitting = pairs.filter_map(|(need, offer)| {
            Some((fit(need, offer, is_shared(need, offer))?, need, offer))
        });
        // Of those that fit best, the first in the order of the columns.
        let best = fitting.reduce(|best, next| if next.0 > best.0 { next } else { best });
        let Some((_, need, offer)) = best else { return };
        pair(need, offer, draft);
    }
}

/// How many labels a need and an offer have in common, where they belong together.
fn fit(need: &Listed<'_, '_>, offer: &Listed<'_, '_>, is_shared: bool) -> Option<usize> {
    if need.name() == offer.name() || offer.says(NEEDS) && !offer.says(OFFERS) {
        return None;
    }
    let common = need.common(offer);
    let shorter = need.labels.len().min(offer.labels.len());
    let are_meant = need.says(NEEDS) || (offer.says(OFFERS) && !need.says(OFFERS));
    let are_lists = [need, offer].iter().all(|listed| *listed.meaning != Meaning::Label);
    let are_alike = are_lists && common > 1 && common as f64 >= ALIKE * shorter as f64;
    (common > 0 && (are_meant || (are_alike && !is_shared))).then_some(common)
}

fn pair(need: &Listed<'_, '_>, offer: &Listed<'_, '_>, draft: &mut Draft) {
    let [asked, offered] = [need, offer].map(|listed| quoted(listed.name()));
    let [mentee, mentor] =
        [(need, "needs"), (offer, "offers")].map(|(listed, name)| listed.column(name, draft));
    let columns = [need.columns.as_slice(), offer.columns.as_slice()];
    if need.says(GOALS) && !need.has_levels && !offer.has_levels {
        let why = format!("What mentees ask for in {asked}, mentors offer in {offered}.");
        let fields = named(json!({ "mentee": mentee, "mentor": mentor }), "goals", &mentee);
        draft.criterion("goal_fit", fields, 3.0, columns, why);
    } else {
        let why = format!(
            "What mentees ask for in {asked}, mentors cover in {offered}; up to the level, where there are \
             levels."
        );
        let fields = named(json!({ "need": mentee, "have": mentor }), "skills", &mentee);
        draft.criterion("skill_coverage", fields, 4.0, columns, why);
    }
}
