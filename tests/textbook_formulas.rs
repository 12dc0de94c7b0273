//! Scores are what the published formulas say: a plain implementation of each formula, pair by
//! pair from the answers as written, gives the same points to the last one.

use std::collections::{BTreeMap, BTreeSet};

use matchwright::criteria::{
    AnyCriterion, Different, Distance, Fit, Gap, GoalFit, Matrix, Measure, Overlap, Personality,
    Place, Preference, Same, Shape, SharedTime, SkillCoverage, Table, Text, Trait, Vector,
};
use matchwright::program::{Missing, Term};
use matchwright::roster::Side;
use matchwright::scores::Scores;
use matchwright::{Error, Matcher, Program, Roster};
use ndarray::Array2;
use proptest::prelude::*;
use suite::answers::{Answers, Listed, draws, person_id};

/// Two sides of random people.
struct Cohort {
    mentees: Vec<Answers>,
    mentors: Vec<Answers>,
}

/// A formula of a pair of positions in a cohort.
type Formula = fn(&Cohort, usize, usize) -> Option<f32>;

/// A criterion and its formula.
type Case = (AnyCriterion, Formula);

/// Every criterion beside its formula.
fn criteria(cohort: &Cohort) -> Vec<Case> {
    let given: Case = (matrix(cohort).into(), matrix_value);
    [skills(), lists(), labels(), numbers(), times_and_places(), minds(), wishes(), vec![given]]
        .concat()
}

/// What the mentor can teach, and the mentee.
fn skills() -> Vec<Case> {
    let of_skills = || SkillCoverage::new("skills", "skills");
    let back = || of_skills().learner(Side::Mentor);
    vec![
        (of_skills().into(), |c, i, j| covered(&needs(c, i, j, |_| &[], |_| &[])?)),
        (of_skills().importance("weights").into(), |c, i, j| {
            covered(&needs(c, i, j, |mentee| &mentee.weights, |_| &[])?)
        }),
        (of_skills().current("has").into(), |c, i, j| {
            covered(&needs(c, i, j, |_| &[], |mentee| &mentee.has)?)
        }),
        (of_skills().current("has").importance("weights").into(), |c, i, j| {
            covered(&needs(c, i, j, |mentee| &mentee.weights, |mentee| &mentee.has)?)
        }),
        (back().into(), |c, i, j| covered_back(&needs_back(c, i, j, |_| &[], |_| &[])?)),
        (back().current("has").importance("weights").into(), |c, i, j| {
            covered_back(&needs_back(c, i, j, |mentor| &mentor.weights, |mentor| &mentor.has)?)
        }),
        (GoalFit::new("weights", "skills").into(), |c, i, j| {
            covered(&goals(&c.mentees[i].weights, &c.mentors[j].skills)?)
        }),
        (GoalFit::new("skills", "weights").learner(Side::Mentor).into(), |c, i, j| {
            covered_back(&goals(&c.mentors[j].weights, &c.mentees[i].skills)?)
        }),
    ]
}

/// How much two lists have in common.
fn lists() -> Vec<Case> {
    let overlap = || Overlap::new("skills").rarity(false);
    vec![
        (overlap().into(), |c, i, j| jaccard(c, i, j, |_, _| 1.0)),
        (overlap().rarity(true).into(), |c, i, j| jaccard(c, i, j, rarity)),
        (overlap().measure(Measure::Coverage).into(), |c, i, j| coverage(c, i, j, |_, _| 1.0)),
        (overlap().measure(Measure::Coverage).rarity(true).into(), |c, i, j| {
            coverage(c, i, j, rarity)
        }),
        (overlap().measure(Measure::Dice).into(), |c, i, j| dice(c, i, j, |_, _| 1.0)),
        (overlap().measure(Measure::Cosine).into(), |c, i, j| cosine(c, i, j, |_, _| 1.0)),
        (overlap().measure(Measure::Cosine).rarity(true).into(), |c, i, j| {
            cosine(c, i, j, squared_rarity)
        }),
    ]
}

/// Single labels, compared or looked up.
fn labels() -> Vec<Case> {
    vec![
        (Same::new("site").into(), |c, i, j| same(c.mentees[i].site, c.mentors[j].site)),
        (Same::new("unit").separator("/").into(), |c, i, j| {
            Some(shared_depth(c.mentees[i].unit?, c.mentors[j].unit?))
        }),
        (Different::new("site").into(), |c, i, j| {
            Some(1.0 - same(c.mentees[i].site, c.mentors[j].site)?)
        }),
        (Table::new("site", FITS).into(), fits),
        (Table::new("site", FITS).otherwise(0.35).into(), |c, i, j| {
            c.mentees[i].site.zip(c.mentors[j].site).map(|_| fits(c, i, j).unwrap_or(0.35))
        }),
    ]
}

/// How far the mentor is ahead.
fn numbers() -> Vec<Case> {
    vec![
        (Gap::new("years", 5.0, 12.0).into(), |c, i, j| Some(near(c, i, j, 5.0, 12.0)? as f32)),
        (Gap::new("years", 5.0, 12.0).shape(Shape::Smooth).into(), |c, i, j| {
            let x = near(c, i, j, 5.0, 12.0)?;
            Some((x * x * (3.0 - 2.0 * x)) as f32)
        }),
        (Gap::new("years", -1.0, 7.0).shape(Shape::Step).into(), |c, i, j| {
            let ahead = f64::from(c.mentors[j].years?) - f64::from(c.mentees[i].years?);
            Some(if (-8.0..=6.0).contains(&ahead) { 1.0 } else { 0.0 })
        }),
    ]
}

/// When and where they can meet.
fn times_and_places() -> Vec<Case> {
    vec![
        (SharedTime::new("free", 6.5).into(), |c, i, j| shared_time(c, i, j, 6.5, |_| Some(0))),
        (SharedTime::new("free", 2.0).zone("zone").into(), |c, i, j| {
            shared_time(c, i, j, 2.0, |person| person.zone)
        }),
        (Distance::new(coordinates(false), 2_000.0).into(), |c, i, j| {
            let [own, other] = [&c.mentees[i], &c.mentors[j]].map(|person| person.place);
            Some((-haversine(own?, other?) / 2_000.0).exp2() as f32)
        }),
        (Distance::new(coordinates(true), 500.0).into(), halved_or_remote),
        (Distance::new(Place::site("site", KM), 50.0).into(), halved_by_site),
    ]
}

/// Traits and vectors.
fn minds() -> Vec<Case> {
    vec![
        (Personality::new([Trait::new("open", SCALE)]).into(), |c, i, j| {
            Some(1.0 - apart(c, i, j, 0)?)
        }),
        (Personality::new(both_traits()).into(), open_and_lively),
        (Vector::new("about", 3).into(), |c, i, j| alike(c, i, j, -1.0, 1.0)),
        (Vector::new("about", 3).range(-0.25, 0.5).into(), |c, i, j| alike(c, i, j, -0.25, 0.5)),
        (Vector::new("papers", 2).into(), |c, i, j| best_papers(c, i, j, 3)),
        (Vector::new("papers", 2).best(1).into(), |c, i, j| best_papers(c, i, j, 1)),
        (Text::new("notes").into(), |c, i, j| best_notes(c, i, j, 3)),
        (Text::new("notes").best(2).into(), |c, i, j| best_notes(c, i, j, 2)),
    ]
}

/// Whom they asked for.
fn wishes() -> Vec<Case> {
    vec![
        (Preference::of_mentees("prefers").into(), |c, i, j| wish(&c.mentees[i], j)),
        (Preference::of_mentors("prefers").into(), |c, i, j| wish(&c.mentors[j], i)),
        (Preference::both("prefers", "prefers").into(), both_wishes),
    ]
}

/// Mentees in reverse order, the last mentor left out.
fn matrix(cohort: &Cohort) -> Matrix {
    let mentees: Vec<usize> = (0..cohort.mentees.len()).rev().collect();
    let mentors: Vec<usize> = (0..cohort.mentors.len() - 1).collect();
    let values = Array2::from_shape_fn((mentees.len(), mentors.len()), |(row, column)| {
        matrix_value(cohort, mentees[row], mentors[column]).unwrap_or(f32::NAN)
    });
    let ids = |side, positions: Vec<usize>| positions.into_iter().map(move |p| person_id(side, p));
    Matrix::new(ids("e", mentees), ids("m", mentors), values)
}

fn matrix_value(cohort: &Cohort, mentee: usize, mentor: usize) -> Option<f32> {
    let known = mentor + 1 < cohort.mentors.len() && (mentee + mentor) % 3 != 2;
    known.then(|| (mentee * 7 + mentor * 3) as f32 % 11.0 / 10.0)
}

fn find<'a>(list: &'a [Listed], label: &str) -> Option<&'a Listed> {
    list.iter().find(|(have, _)| *have == label)
}

/// What somebody wants: how much each thing counts, and how far it is covered.
type Needs = Vec<Need>;
type Need = (f32, f32);

/// Added in f32, in the order of the list.
fn covered(needs: &[Need]) -> Option<f32> {
    let total: f32 = needs.iter().map(|(weight, _)| weight).sum();
    let covered: f32 = needs.iter().map(|(weight, cover)| weight * cover).sum();
    (total > 0.0).then(|| covered / total)
}

/// Added in f64, and rounded once.
fn covered_back(needs: &[Need]) -> Option<f32> {
    let total: f64 = needs.iter().map(|&(weight, _)| f64::from(weight)).sum();
    let covered: f64 = needs.iter().map(|(weight, cover)| f64::from(weight * cover)).sum();
    (total > 0.0).then(|| (covered / total) as f32)
}

/// Of a person, a list.
type List = fn(&Answers) -> &[Listed];

fn needs(cohort: &Cohort, i: usize, j: usize, importance: List, current: List) -> Option<Needs> {
    skill_needs(&cohort.mentees[i], &cohort.mentors[j], importance, current)
}

fn needs_back(c: &Cohort, i: usize, j: usize, importance: List, current: List) -> Option<Needs> {
    skill_needs(&c.mentors[j], &c.mentees[i], importance, current)
}

fn skill_needs(
    learner: &Answers,
    other: &Answers,
    importance: List,
    current: List,
) -> Option<Needs> {
    let have = &other.skills;
    let of = |list, skill| find(list, skill).and_then(|&(_, given)| given).map(f32::from);
    let need = |&(skill, target): &Listed| {
        let target = target.map_or(0.0, f32::from);
        let current = of(current(learner), skill).unwrap_or(0.0);
        let cover = match find(have, skill) {
            None => 0.0,
            Some(&(_, Some(level))) if target > 0.0 => {
                ((f32::from(level) - current) / (target - current)).clamp(0.0, 1.0)
            }
            Some(_) => 1.0,
        };
        let is_open = target == 0.0 || current < target;
        is_open.then(|| (of(importance(learner), skill).unwrap_or(1.0), cover))
    };
    (!have.is_empty()).then(|| learner.skills.iter().filter_map(need).collect())
}

fn goals(goals: &[Listed], offers: &[Listed]) -> Option<Needs> {
    let need = |&(goal, weight): &Listed| {
        let cover = if find(offers, goal).is_some() { 1.0 } else { 0.0 };
        (weight.map_or(1.0, f32::from), cover)
    };
    (!offers.is_empty()).then(|| goals.iter().map(need).collect())
}

/// What a label weighs in a cohort.
type Weigh = fn(&Cohort, &str) -> f32;

/// ln(1 + N / n), in whole steps.
fn rarity(cohort: &Cohort, label: &str) -> f32 {
    in_steps(cohort, label, |rarity| rarity)
}

/// Its square, in whole steps.
fn squared_rarity(cohort: &Cohort, label: &str) -> f32 {
    in_steps(cohort, label, |rarity| rarity * rarity)
}

/// In steps of a power of two, of which the longest list has at most 2²².
fn in_steps(cohort: &Cohort, label: &str, part: fn(f32) -> f32) -> f32 {
    let lists = || cohort.mentees.iter().chain(&cohort.mentors).map(|answers| &answers.skills);
    let answered = lists().filter(|list| !list.is_empty()).count() as f64;
    let labels =
        |list: &[Listed]| -> BTreeSet<&str> { list.iter().map(|&(label, _)| label).collect() };
    let with_label = counts(lists().map(|list| labels(list)));
    let part = |label: &str| part((answered / with_label[label]).ln_1p() as f32);
    let size =
        |list: &Vec<Listed>| labels(list).into_iter().map(|label| f64::from(part(label))).sum();
    let longest = lists().map(size).fold(0.0, f64::max);
    let steps = (4_194_304.0 / longest).log2().floor().exp2() as f32;
    (part(label) * steps).round_ties_even()
}

/// How many of some sets hold each label.
fn counts<'a>(sets: impl Iterator<Item = BTreeSet<&'a str>>) -> BTreeMap<&'a str, f64> {
    let mut counts = BTreeMap::new();
    for label in sets.flatten() {
        *counts.entry(label).or_default() += 1.0;
    }
    counts
}

/// The weights of A ∩ B, A ∪ B, A and B.
fn sizes(cohort: &Cohort, mentee: usize, mentor: usize, weigh: Weigh) -> Option<[f32; 4]> {
    let labels = |answers: &Answers| -> BTreeSet<&str> {
        answers.skills.iter().map(|(label, _)| *label).collect()
    };
    let [a, b] = [labels(&cohort.mentees[mentee]), labels(&cohort.mentors[mentor])];
    let weight = |set: BTreeSet<&str>| set.into_iter().map(|label| weigh(cohort, label)).sum();
    let answered = !a.is_empty() && !b.is_empty();
    answered.then(|| [&a & &b, &a | &b, a, b].map(weight))
}

fn jaccard(cohort: &Cohort, mentee: usize, mentor: usize, weigh: Weigh) -> Option<f32> {
    sizes(cohort, mentee, mentor, weigh).map(|[both, either, _, _]| both / either)
}

fn coverage(cohort: &Cohort, mentee: usize, mentor: usize, weigh: Weigh) -> Option<f32> {
    sizes(cohort, mentee, mentor, weigh).map(|[both, _, a, _]| both / a)
}

fn dice(cohort: &Cohort, mentee: usize, mentor: usize, weigh: Weigh) -> Option<f32> {
    sizes(cohort, mentee, mentor, weigh).map(|[both, _, a, b]| 2.0 * both / (a + b))
}

fn cosine(cohort: &Cohort, mentee: usize, mentor: usize, weigh: Weigh) -> Option<f32> {
    let [both, _, a, b] = sizes(cohort, mentee, mentor, weigh)?;
    Some(((both / a) * (both / b)).sqrt())
}

fn same(own: Option<&str>, other: Option<&str>) -> Option<f32> {
    Some(if own? == other? { 1.0 } else { 0.0 })
}

fn shared_depth(own: &str, other: &str) -> f32 {
    let shared = own.split('/').zip(other.split('/')).take_while(|(a, b)| a == b).count();
    shared as f32 / own.split('/').count() as f32
}

fn near(cohort: &Cohort, mentee: usize, mentor: usize, ideal: f64, tolerance: f64) -> Option<f64> {
    let ahead = f64::from(cohort.mentors[mentor].years?) - f64::from(cohort.mentees[mentee].years?);
    Some((1.0 - (ahead - ideal).abs() / tolerance).max(0.0))
}

const SCALE: (f64, f64) = (1.0, 5.0);

fn both_traits() -> [Trait; 2] {
    let lively = Trait::new("lively", SCALE).fit(Fit::Complementary);
    [Trait::new("open", SCALE).weight(3.0), lively]
}

/// How far two answers are from each other on the scale.
fn apart(cohort: &Cohort, mentee: usize, mentor: usize, which: usize) -> Option<f32> {
    let own = cohort.mentees[mentee].traits[which]?;
    Some(f32::from(own.abs_diff(cohort.mentors[mentor].traits[which]?)) / 4.0)
}

/// Where the cosine of two vectors stands between two others.
fn alike(cohort: &Cohort, mentee: usize, mentor: usize, low: f32, high: f32) -> Option<f32> {
    let [own, other] =
        [&cohort.mentees[mentee], &cohort.mentors[mentor]].map(|person| person.about);
    Some((cosine_of(own?, other?)?.clamp(low, high) - low) / (high - low))
}

fn cosine_of<const N: usize>(own: [i8; N], other: [i8; N]) -> Option<f32> {
    let (own, other) = (direction(own)?, direction(other)?);
    Some(own.iter().zip(other).map(|(a, b)| a * b).sum())
}

/// The vector with length 1; none for zeros.
fn direction<const N: usize>(vector: [i8; N]) -> Option<[f32; N]> {
    let vector = vector.map(f64::from);
    let length = vector.iter().map(|x| x * x).sum::<f64>().sqrt();
    (length > 0.0).then(|| vector.map(|x| (x / length) as f32))
}

/// The mean of so many of the best, or of all; none where there is none.
fn mean_of_best(mut values: Vec<f32>, best: usize) -> Option<f32> {
    values.sort_by(|one, other| other.total_cmp(one));
    values.truncate(best);
    let sum: f64 = values.iter().copied().map(f64::from).sum();
    (!values.is_empty()).then(|| (sum / values.len() as f64) as f32)
}

fn best_papers(cohort: &Cohort, mentee: usize, mentor: usize, best: usize) -> Option<f32> {
    let (own, others) = (&cohort.mentees[mentee].papers, &cohort.mentors[mentor].papers);
    let cosines =
        own.iter().flat_map(|&own| others.iter().map(move |&other| cosine_of(own, other)));
    let values = cosines.flatten().map(|cosine| f32::midpoint(cosine, 1.0).clamp(0.0, 1.0));
    mean_of_best(values.collect(), best)
}

/// The cosine of words times rarity, in whole steps of which the longest text has at most 2²².
fn best_notes(cohort: &Cohort, mentee: usize, mentor: usize, best: usize) -> Option<f32> {
    let all = cohort.mentees.iter().chain(&cohort.mentors).flat_map(|person| &person.notes);
    let all: Vec<&Vec<&str>> = all.filter(|text| !text.is_empty()).collect();
    let count =
        |text: &[&str], word: &str| text.iter().filter(|have| **have == word).count() as f32;
    let words = |text: &[&'static str]| text.iter().copied().collect::<BTreeSet<&str>>();
    let with_word = counts(all.iter().map(|text| words(text)));
    let rarity = |word: &str| (all.len() as f64 / with_word[word]).ln_1p() as f32;
    let square = |text: &[&'static str]| -> f64 {
        let part = |word: &str| f64::from((rarity(word) * count(text, word)).powi(2));
        words(text).into_iter().map(part).sum()
    };
    let longest = all.iter().map(|text| square(text)).fold(0.0, f64::max);
    let steps = (4_194_304.0 / longest).log2().floor().exp2() as f32;
    let product = |own: &[&'static str], other: &[&'static str]| -> f32 {
        let both = &words(own) & &words(other);
        let part = |word: &str| {
            let weight = rarity(word);
            let wanted = weight * weight * count(own, word) * steps;
            (wanted * count(other, word)).round_ties_even().max(1.0)
        };
        both.into_iter().map(part).sum()
    };
    let (own, others) = (&cohort.mentees[mentee].notes, &cohort.mentors[mentor].notes);
    let pairs = own.iter().flat_map(|own| others.iter().map(move |other| (own, other)));
    let cosines =
        pairs.filter(|(own, other)| !own.is_empty() && !other.is_empty()).map(|(a, b)| {
            ((product(a, b) / product(a, a)) * (product(a, b) / product(b, b))).sqrt().min(1.0)
        });
    mean_of_best(cosines.collect(), best)
}

const FITS: [(&str, &str, f64); 3] =
    [("Leeds", "York", 0.9), ("York", "Leeds", 0.3), ("Leeds", "Leeds", 1.0)];

fn fits(cohort: &Cohort, mentee: usize, mentor: usize) -> Option<f32> {
    let (own, other) = (cohort.mentees[mentee].site?, cohort.mentors[mentor].site?);
    let found = FITS.iter().find(|(one, two, _)| (*one, *two) == (own, other));
    found.map(|&(_, _, value)| value as f32)
}

const KM: [(&str, &str, f64); 2] = [("Leeds", "York", 36.0), ("Hull", "Leeds", 95.5)];

fn coordinates(with_remote: bool) -> Place {
    Place::Coordinates {
        latitude: "north".into(),
        longitude: "east".into(),
        remote: with_remote.then(|| "works".into()),
    }
}

/// The haversine formula (Sinnott 1984).
fn haversine(own: (i16, i16), other: (i16, i16)) -> f64 {
    let [own, other] =
        [own, other].map(|(north, east)| [f64::from(north), f64::from(east)].map(f64::to_radians));
    let [north, east] = [0, 1].map(|axis| ((other[axis] - own[axis]) / 2.0).sin().powi(2));
    let half = north + own[0].cos() * other[0].cos() * east;
    2.0 * 6371.0088 * half.sqrt().min(1.0).asin()
}

/// Halved every 500 km along the great circle; whoever is remote is near.
fn halved_or_remote(c: &Cohort, i: usize, j: usize) -> Option<f32> {
    let people = [&c.mentees[i], &c.mentors[j]];
    let is_remote = people.iter().any(|person| person.is_remote);
    let known = people.iter().all(|person| person.place.is_some() || person.is_remote);
    let [own, other] = people.map(|person| person.place.unwrap_or_default());
    let km = if is_remote { 0.0 } else { haversine(own, other) };
    known.then(|| (-km / 500.0).exp2() as f32)
}

/// Halved every 50 km of those that are listed.
fn halved_by_site(c: &Cohort, i: usize, j: usize) -> Option<f32> {
    let (own, other) = (c.mentees[i].site?, c.mentors[j].site?);
    let is_listed =
        |(one, two, _): &&(&str, &str, f64)| [(own, other), (other, own)].contains(&(*one, *two));
    let listed = KM.iter().find(is_listed).map(|(_, _, km)| *km);
    let km = if own == other { Some(0.0) } else { listed };
    km.map(|km| (-km / 50.0).exp2() as f32)
}

/// Openness alike, three times as important as liveliness apart.
fn open_and_lively(c: &Cohort, i: usize, j: usize) -> Option<f32> {
    let [open, lively] = [0, 1].map(|each| apart(c, i, j, each));
    open.or(lively)?;
    let open = open.map_or(0.5, |apart| 1.0 - apart);
    Some((3.0 * open + 1.0 * lively.unwrap_or(0.5)) / 4.0)
}

/// Quarter by quarter of a week by the clock of UTC.
fn shared_time(
    cohort: &Cohort,
    mentee: usize,
    mentor: usize,
    needed: f64,
    zone: fn(&Answers) -> Option<i8>,
) -> Option<f32> {
    const WEEK: i64 = 7 * 96;
    let people = [&cohort.mentees[mentee], &cohort.mentors[mentor]];
    let is_free = |person: &Answers, zone: i8, quarter: i64| {
        let here = (quarter + 2 * i64::from(zone)).rem_euclid(WEEK) as usize;
        person.free.iter().any(|&(day, from, length)| {
            let start = day * 96 + from;
            (start..start + length).contains(&here)
        })
    };
    let [own, other] = people.map(zone);
    let (own, other) = (own?, other?);
    let shared = (0..WEEK)
        .filter(|&quarter| is_free(people[0], own, quarter) && is_free(people[1], other, quarter))
        .count();
    let answered = people.iter().all(|person| !person.free.is_empty());
    answered.then(|| (shared as f64 / 4.0 / needed).min(1.0) as f32)
}

/// One side of the defaults, 0.1 + 0.9 · 0.8^(rank − 1); people who left keep their place, and some share one.
fn wish(answers: &Answers, other: usize) -> Option<f32> {
    let ranking = &answers.prefers;
    let rank = ranking.iter().position(|listed| listed.contains(&other));
    let listed = |before: usize| 0.1 + (1.0 - 0.1) * (0..before).fold(1.0, |power, _| power * 0.8);
    (!ranking.is_empty()).then(|| rank.map_or(0.1, listed) as f32)
}

fn both_wishes(cohort: &Cohort, mentee: usize, mentor: usize) -> Option<f32> {
    let own = wish(&cohort.mentees[mentee], mentor);
    let theirs = wish(&cohort.mentors[mentor], mentee);
    let (Some(own), Some(theirs)) = (own, theirs) else { return own.or(theirs) };
    let (own, theirs) = (f64::from(own), f64::from(theirs));
    Some((2.0 * own * theirs / (own + theirs)) as f32)
}

/// The cohort's scores by all criteria, each under a name of its own.
fn scores(cohort: &Cohort) -> Result<Scores, Error> {
    let mut program = Program::builder();
    for (position, (criterion, _)) in criteria(cohort).into_iter().enumerate() {
        let mut term = Term::new(1.0, criterion);
        term.name = Some(format!("criterion {position}"));
        term.missing = Missing::Value(0.5);
        program = program.term(term);
    }
    let program = program.build();
    let mut roster = Roster::builder();
    for (position, answers) in cohort.mentees.iter().enumerate() {
        roster = roster.mentee(answers.person(person_id("e", position), "m"));
    }
    for (position, answers) in cohort.mentors.iter().enumerate() {
        roster = roster.mentor(answers.person(person_id("m", position), "e"));
    }
    let roster = roster.build(&program)?;
    Matcher::new(program)?.scores(&roster)
}

fn cohort(mentees: usize, mentors: usize, bytes: &[u8]) -> Cohort {
    let mut draw = draws(bytes);
    Cohort {
        mentees: (0..mentees).map(|_| Answers::random(mentors, &mut draw)).collect(),
        mentors: (0..mentors).map(|_| Answers::random(mentees, &mut draw)).collect(),
    }
}

/// The points that the formulas give a pair: of criteria that count alike, each has its share of a
/// million, the first ones one point more; a value counts half where there is no opinion, and is
/// rounded to the nearest point.
fn points(criteria: &[Case], cohort: &Cohort, mentee: usize, mentor: usize) -> Vec<i32> {
    let (share, left) = (1_000_000 / criteria.len(), 1_000_000 % criteria.len());
    let points = |(position, (_, formula)): (usize, &Case)| {
        let share = share + usize::from(position < left);
        let value = formula(cohort, mentee, mentor).unwrap_or(0.5);
        (value * share as f32 + 0.5) as i32
    };
    criteria.iter().enumerate().map(points).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_pair_gets_the_points_of_the_formulas(
        mentees in 1..5_usize,
        mentors in 1..7_usize,
        bytes in prop::collection::vec(any::<u8>(), 1..400),
    ) {
        let cohort = cohort(mentees, mentors, &bytes);
        let (criteria, scores) = (criteria(&cohort), scores(&cohort)?);
        for mentee in 0..mentees {
            for (mentor, score) in scores.row(mentee).into_iter().enumerate() {
                let expected = points(&criteria, &cohort, mentee, mentor);
                prop_assert_eq!(&scores.parts(mentee, mentor).points, &expected);
                let total: i32 = expected.iter().sum();
                prop_assert_eq!(score.to_bits(), (f64::from(total) / 1e6).to_bits());
            }
        }
    }
}

fn many(mentors: usize) -> Cohort {
    let bytes: Vec<u8> =
        (0..9_973_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    cohort(2, mentors, &bytes)
}

/// So many mentors that some answer alike and are looked up in a table, and labels are so common
/// that they are read as rows of codes.
#[test]
fn every_one_of_many_gets_the_points_of_the_formulas() -> Result<(), Error> {
    let cohort = many(300);
    let (criteria, scores) = (criteria(&cohort), scores(&cohort)?);
    for mentee in 0..2 {
        for (mentor, score) in scores.row(mentee).into_iter().enumerate() {
            let expected = points(&criteria, &cohort, mentee, mentor);
            assert_eq!(scores.parts(mentee, mentor).points, expected, "{mentee} {mentor}");
            let total: i32 = expected.iter().sum();
            assert_eq!(score.to_bits(), (f64::from(total) / 1e6).to_bits(), "{mentee} {mentor}");
        }
    }
    Ok(())
}

/// More mentors than are evaluated at a time.
#[test]
fn long_rows_equal_single_pairs() -> Result<(), Error> {
    let scores = scores(&many(5_000))?;
    for mentee in 0..2 {
        for (mentor, score) in scores.row(mentee).into_iter().enumerate() {
            let total = scores.parts(mentee, mentor).total();
            assert_eq!(score.to_bits(), (f64::from(total) / 1e6).to_bits(), "{mentee} {mentor}");
        }
    }
    Ok(())
}
