//! Every metric of an audit is what its definition says, found again from the scores and the pairs alone, on both sides,
//! where mentors take several mentees, some people may not meet, and some have no seat.

use matchwright::answers::{AuditOptions, Metric};
use matchwright::assign::Monitor;
use matchwright::criteria::Matrix;
use matchwright::roster::{Person, Roster, RosterBuilder, Side};
use matchwright::{Error, Matcher, Outcome, Program};
use ndarray::Array2;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use suite::answers::person_id;
use suite::groups::audit;

const MENTEES: usize = 60;
const MENTORS: usize = 48;

fn outcome(seed: u64) -> Result<Outcome, Error> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let values = Array2::from_shape_fn((MENTEES, MENTORS), |_| random.random_range(0_u8..40));
    let ids = |side, count| (0..count).map(|at| person_id(side, at)).collect::<Vec<_>>();
    let (mentees, mentors) = (ids("e", MENTEES), ids("m", MENTORS));
    let values = values.mapv(|value| f32::from(value) / 40.0);
    let matrix = Matrix::new(mentees.clone(), mentors.clone(), values);
    let program =
        Program::builder().criterion(1.0, matrix).capacity("seats").min_score(0.6).build();
    let roster =
        mentees.into_iter().map(Person::new).fold(Roster::builder(), RosterBuilder::mentee);
    let with_seats = mentors.into_iter().zip([3.0, 0.0, 1.0, 2.0].into_iter().cycle());
    let roster = with_seats
        .fold(roster, |roster, (id, seats)| roster.mentor(Person::new(id).number("seats", seats)));
    let roster = roster.build(&program)?;
    Matcher::new(program)?.run(&roster)
}

/// What one person has.
#[derive(Default)]
struct Own {
    /// Scores with everybody who is allowed.
    allowed: Vec<f64>,
    has_seat: bool,
    scores: Vec<f64>,
    ranks: Vec<f64>,
    envies: bool,
}

impl Own {
    fn is_eligible(&self) -> bool {
        self.has_seat && !self.allowed.is_empty()
    }

    /// The mean of its pairs; 0 where there is none.
    fn score(&self) -> f64 {
        mean(&self.scores).unwrap_or_default()
    }

    fn gap(&self) -> f64 {
        mean(&self.allowed).unwrap_or_default()
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Everybody of a side, in the order of the ids, which is that of the tables.
fn people(outcome: &Outcome, side: Side) -> Result<Vec<Own>, Error> {
    let all = outcome.scores().matrix(&Monitor::new())?;
    let all = if side == Side::Mentee { all } else { all.reversed_axes() };
    let roster = outcome.roster();
    let seats = outcome.program().seats(roster, side);
    let mut people: Vec<Own> =
        seats.iter().map(|&seats| Own { has_seat: seats > 0, ..Own::default() }).collect();
    let mut met = Array2::from_elem(all.dim(), false);
    for pair in outcome.pairs() {
        let places =
            (roster.mentees().position(pair.mentee())?, roster.mentors().position(pair.mentor())?);
        let ((own, other), rank) = match side {
            Side::Mentee => (places, pair.rank_for_mentee()),
            Side::Mentor => ((places.1, places.0), pair.rank_for_mentor()),
        };
        met[(own, other)] = true;
        people[own].scores.push(pair.score());
        people[own].ranks.push(f64::from(rank));
    }
    for (own, row) in people.iter_mut().zip(all.rows()).enumerate().map(|(at, (own, row))| {
        let worst = own.scores.iter().copied().fold(f64::INFINITY, f64::min);
        let worst = if worst.is_finite() { worst } else { 0.0 };
        let is_taken = |other: usize| met.column(other).iter().any(|&met| met);
        let is_envied =
            |(other, &score): (usize, &f64)| !met[(at, other)] && is_taken(other) && score > worst;
        own.envies = own.has_seat && row.iter().enumerate().any(is_envied);
        (own, row)
    }) {
        own.allowed = row.iter().copied().filter(|score| !score.is_nan()).collect();
    }
    Ok(people)
}

/// The quantile of sorted numbers that lies between its neighbours (Hyndman and Fan 1996, the seventh).
fn quantile(sorted: &[f64], level: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = level * last as f64;
    let (below, above) = (place.floor() as usize, (place.floor() as usize + 1).min(last));
    Some(sorted[below] + (sorted[above] - sorted[below]) * (place - place.floor()))
}

fn sorted(group: &[&Own]) -> Vec<f64> {
    let matched = group.iter().filter(|own| !own.scores.is_empty());
    let mut scores: Vec<f64> = matched.map(|own| own.score()).collect();
    scores.sort_by(f64::total_cmp);
    scores
}

/// The metric of a group by its definition; `median` is that of the side.
fn expected(metric: Metric, group: &[&Own], median: f64) -> Option<f64> {
    let of = |some: &[&&Own], value: &dyn Fn(&Own) -> f64| {
        mean(&some.iter().map(|own| value(own)).collect::<Vec<_>>())
    };
    let share = |yes: bool| f64::from(u8::from(yes));
    let everybody: Vec<&&Own> = group.iter().collect();
    let eligible: Vec<&&Own> = group.iter().filter(|own| own.is_eligible()).collect();
    let matched: Vec<&&Own> = group.iter().filter(|own| !own.scores.is_empty()).collect();
    let within = |own: &Own, most: f64| {
        let first = own.ranks.iter().filter(|&&rank| rank <= most);
        first.count() as f64 / own.ranks.len() as f64
    };
    match metric {
        Metric::Eligible => Some(eligible.len() as f64),
        Metric::Matched => Some(matched.len() as f64),
        Metric::EligibleRate => of(&everybody, &|own| share(own.is_eligible())),
        Metric::MatchRate => of(&everybody, &|own| share(!own.scores.is_empty())),
        Metric::MeanScore => of(&matched, &Own::score),
        Metric::MedianScore => quantile(&sorted(group), 0.5),
        Metric::AboveMedian => of(&matched, &|own| share(own.score() > median)),
        Metric::MeanRank => of(&matched, &|own| mean(&own.ranks).unwrap_or_default()),
        Metric::Top1 => of(&matched, &|own| within(own, 1.0)),
        Metric::Top3 => of(&matched, &|own| within(own, 3.0)),
        Metric::P10Score => quantile(&sorted(group), 0.1),
        Metric::MinScore => quantile(&sorted(group), 0.0),
        Metric::Envy => of(&everybody, &|own| share(own.envies)),
        Metric::Load => of(&everybody, &|own| own.scores.len() as f64),
        Metric::ScoreGap => of(&eligible, &Own::gap),
        Metric::AssignmentGap => of(&eligible, &|own| own.score() - own.gap()),
        _ => None,
    }
}

#[test]
fn every_metric_is_what_its_definition_says() -> Result<(), Error> {
    for seed in 0..4 {
        let outcome = outcome(seed)?;
        let halves = |count: usize| (0..count).map(|at| ["a", "b"][at % 2].to_owned());
        let labels: Vec<String> = halves(MENTEES).chain(halves(MENTORS)).collect();
        let options = AuditOptions { draws: 1, ..AuditOptions::default() };
        let audit = audit(&outcome, &[("team", labels)], &options)?;
        let mut compared = 0;
        for row in audit.rows().iter().filter(|row| row.attribute == "team" && !row.suppressed) {
            let people = people(&outcome, row.side)?;
            let everybody: Vec<&Own> = people.iter().collect();
            let first = usize::from(row.group == "b");
            let group: Vec<&Own> = people.iter().skip(first).step_by(2).collect();
            let median = quantile(&sorted(&everybody), 0.5).unwrap_or_default();
            let (found, expected) = (row.value, expected(row.metric, &group, median));
            let is_it = found.zip(expected).is_some_and(|(one, other)| (one - other).abs() < 1e-8);
            let which = (row.side, &row.group, row.metric);
            assert!(is_it, "{seed} {which:?}: {found:?} and {expected:?}");
            compared += 1;
        }
        assert_eq!(compared, 2 * 2 * Metric::ALL.len(), "{seed}");
    }
    Ok(())
}
