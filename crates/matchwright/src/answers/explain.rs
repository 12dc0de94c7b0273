//! Why a mentee meets whom they meet, and how others would have fitted.

use matchwright_tables::vocabulary::Merge;
use serde::Serialize;

use crate::error::Error;
use crate::outcome::{Outcome, Pair, Unmatched};
use crate::roster::Side;
use crate::scores::{GRID, to_score};

/// How many alternatives an explanation lists.
const ALTERNATIVES: usize = 5;

/// One mentee's place in an outcome.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The mentee's id.
    pub mentee: String,
    /// Whom they meet; empty where nobody.
    pub meets: Vec<Meeting>,
    /// Why they meet nobody, where that is so.
    pub unmatched: Option<Unmatched>,
    /// How many mentors the rules and the floor allow them.
    pub allowed: usize,
    /// The highest score that any allowed mentor has with them.
    pub best_attainable: Option<f64>,
    /// The mentors who fit best beside those they meet, best first.
    pub alternatives: Vec<Alternative>,
    /// The mentee's labels that count as others.
    pub merges: Vec<Merge>,
    /// Whether the plan is proven to be the best.
    pub certified: bool,
}

/// A mentor whom the mentee meets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Meeting {
    /// The mentor's id.
    pub mentor: String,
    /// Whether the programme pinned the pair.
    pub pinned: bool,
    /// How well they fit.
    pub score: f64,
    /// 1 where no allowed mentor fits the mentee better.
    pub rank_for_mentee: u32,
    /// 1 where no allowed mentee fits the mentor better.
    pub rank_for_mentor: u32,
    /// Criterion by criterion; the points sum exactly to the score.
    pub parts: Vec<Part>,
    /// The mentor's labels that count as others.
    pub merges: Vec<Merge>,
}

/// What one criterion says of a pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// The criterion's name.
    pub criterion: String,
    /// The share of the score that the criterion can give, from 0 to 1.
    pub weight: f64,
    /// Its value from 0 to 1; `None` where an answer is missing.
    pub value: Option<f32>,
    /// What it adds to the score.
    pub points: f64,
}

/// A mentor whom the mentee does not meet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alternative {
    /// The mentor's id.
    pub mentor: String,
    /// How well they would fit.
    pub score: f64,
    /// Whether all the mentor's seats are taken by others.
    pub full: bool,
    /// The ids of the mentees whom the mentor meets, who have those seats.
    pub meets: Vec<String>,
    /// The rules and floors that keep them apart; empty where they may meet.
    pub blocked_by: Vec<String>,
}

impl Outcome {
    /// Explains one mentee's place. O(pairs + mentors).
    ///
    /// ```
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Person;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("e1").text("site", "Leeds"))
    ///     .mentor(Person::new("m1").text("site", "York"))
    ///     .mentor(Person::new("m2").text("site", "Leeds"))
    ///     .build(&program)?;
    /// let outcome = Matcher::new(program)?.run(&roster)?;
    /// let explanation = outcome.explain("e1")?;
    /// assert_eq!(explanation.meets[0].parts[0].points, 1.0);
    /// assert_eq!(explanation.alternatives[0].mentor, "m1");
    /// assert!(explanation.alternatives[0].meets.is_empty());
    /// assert_eq!(outcome.explain(" E1")?, explanation);
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::UnknownId`] where no mentee has the id, in any case and with any blanks.
    pub fn explain(&self, mentee: &str) -> Result<Explanation, Error> {
        let mentees = self.roster().mentees();
        let position = mentees.find(mentee)?;
        let id = &mentees.ids()[position];
        let pairs: Vec<&Pair> = self.pairs().iter().filter(|pair| pair.mentee() == id).collect();
        let meetings = pairs.iter().map(|pair| meeting(self, pair, position));
        let is_this = |person: &&Unmatched| person.side == Side::Mentee && person.id == *id;
        let allowed: Vec<i32> = self.scores().points(position).into_iter().flatten().collect();
        Ok(Explanation {
            mentee: id.clone(),
            meets: meetings.collect::<Result<_, _>>()?,
            unmatched: self.unmatched().iter().find(is_this).cloned(),
            allowed: allowed.len(),
            best_attainable: allowed.iter().max().map(|&points| to_score(points)),
            alternatives: alternatives(self, position, &pairs),
            merges: self.roster().merges_of(Side::Mentee, position).cloned().collect(),
            certified: self.certificate().is_optimal(),
        })
    }
}

fn meeting(outcome: &Outcome, pair: &Pair, mentee: usize) -> Result<Meeting, Error> {
    let (roster, scores) = (outcome.roster(), outcome.scores());
    let mentor = roster.mentors().position(pair.mentor())?;
    let parts = scores.parts(mentee, mentor);
    let shares = scores.shares(&parts.values);
    let columns = scores.criteria().zip(shares).zip(parts.values.iter().zip(&parts.points));
    let parts = columns.map(|((criterion, share), (&value, &points))| Part {
        criterion: criterion.to_owned(),
        weight: f64::from(share) / f64::from(GRID),
        value,
        points: to_score(points),
    });
    Ok(Meeting {
        mentor: pair.mentor().to_owned(),
        pinned: pair.is_pinned(),
        score: pair.score(),
        rank_for_mentee: pair.rank_for_mentee(),
        rank_for_mentor: pair.rank_for_mentor(),
        parts: parts.collect(),
        merges: roster.merges_of(Side::Mentor, mentor).cloned().collect(),
    })
}

fn alternatives(outcome: &Outcome, mentee: usize, pairs: &[&Pair]) -> Vec<Alternative> {
    let scores = outcome.scores();
    let ids = outcome.roster().mentors().ids();
    let is_other = |mentor: usize| pairs.iter().all(|pair| pair.mentor() != ids[mentor]);
    let points = scores.points_of_all(mentee).into_iter().zip(0..);
    let others = points.filter(|&(_, mentor)| is_other(mentor));
    let mut ranked: Vec<(i32, usize)> = others.map(|(points, mentor)| (-points, mentor)).collect();
    if ranked.len() > ALTERNATIVES {
        ranked.select_nth_unstable(ALTERNATIVES);
        ranked.truncate(ALTERNATIVES);
    }
    ranked.sort_unstable();
    let describe = |(points, mentor): (i32, usize)| {
        let barriers = scores.barriers(mentee, mentor);
        Alternative {
            mentor: ids[mentor].clone(),
            score: to_score(-points),
            full: outcome.loads().get(mentor).is_some_and(|load| load.load == load.capacity),
            meets: mentees_of(outcome, &ids[mentor]),
            blocked_by: barriers.iter().map(|barrier| scores.barrier_name(barrier)).collect(),
        }
    };
    ranked.into_iter().map(describe).collect()
}

fn mentees_of(outcome: &Outcome, mentor: &str) -> Vec<String> {
    let pairs = outcome.pairs().iter().filter(|pair| pair.mentor() == mentor);
    pairs.map(|pair| pair.mentee().to_owned()).collect()
}
