//! `preference`: they asked for each other.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Criterion, Evaluator};
use crate::compare::Groups;
use crate::compare::postings::Postings;
use crate::compare::words::quoted;
use crate::roster::{Kind, NOBODY, People, Ranked, Read, Roster};

/// They asked for each other: ranked lists of ids, most wanted first, from either side or both.
///
/// side = `unlisted` + (1 − `unlisted`) · `decay`^(rank − 1) for the rank at which one person lists
/// the other, counted from 1, and `unlisted` where the other is not on the list. A first choice
/// gives 1, and any choice more than none. Ids that nobody has keep their place: a second choice does not
/// become the first because the first has left or is misspelt.
///
/// Who wants several people alike writes `=` between them: `m3 = m7; m2` are two first choices and a second.
/// In frames and JSON that is a list in the list, `[["m3", "m7"], "m2"]`, or a rank for each,
/// `{"m3": 1, "m7": 1, "m2": 2}`. A list has up to 10,000 entries.
///
/// value = 2ab / (a + b), the harmonic mean of the mentee's side a and the mentor's side b (0 where
/// both are 0): it stays near the smaller of the two, because a pair needs both. Where only one of
/// the two has a list, the value is that side alone; where neither has, no opinion.
///
/// A say in the match improves it (Allen et al. 2006). The default `decay` of 0.8 lets a fifth
/// choice still count for about half; the default `unlisted` of 0.1 keeps a wish from being lost
/// where it is not returned.
///
/// With the defaults the mentee's second choice gives a = 0.1 + 0.9 · 0.8 = 0.82. If the mentor
/// lists the mentee first, b = 1 and the value is 2 · 0.82 / 1.82 ≈ 0.901; if the mentor lists
/// only others, b = 0.1 and it is 2 · 0.082 / 0.92 ≈ 0.178; if the mentor has no list, 0.82.
///
/// ```
/// use matchwright::criteria::Preference;
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let wishes = Preference::both("prefers", "prefers");
/// let program = Program::builder().criterion(1.0, wishes).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("prefers", "m0; m1"))
///     .mentee(Person::new("e2"))
///     .mentor(Person::new("m1").text("prefers", "e1"))
///     .mentor(Person::new("m2"))
///     .mentor(Person::new("m3").text("prefers", "e2"))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?;
/// // m0 has left, and m1 stays e1's second choice; m2 has no list, and m3 lists only e2.
/// assert!((scores.row(0)[0] - 2.0 * 0.82 / 1.82).abs() < 1e-6);
/// assert_eq!(scores.row(0)[1..], [0.1, 0.1]);
/// // e2 has no list; m1 lists only e1, m2 has none either (no opinion, which counts as the average pair
/// // has), m3 lists e2 first.
/// assert_eq!(scores.row(1), [0.1, 0.44022, 1.0]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// Computed in f64 and rounded to f32 once. A mentee with all mentors takes
/// O(mentors + length of the mentee's list · log + mentors who list the mentee).
///
/// # In a programme
///
/// ```toml
/// [[criteria]]
/// kind = "preference"
/// mentee = "wishes"
/// mentor = "wishes"
/// weight = 2
/// ```
///
/// | id | wishes | value |
/// |---|---|---|
/// | e1 | m2 = m4; m1 | |
/// | m1 | e1 | 0.901099 |
/// | m2 | | 1 |
/// | m3 | e1 | 0.181818 |
/// | m4 | e1 | 1 |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Preference {
    /// The mentees' column of ranked mentor ids; it or the mentors' has to be given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentee: Option<String>,
    /// The mentors' column of ranked mentee ids; it or the mentees' has to be given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentor: Option<String>,
    /// What remains of a wish from one rank to the next; above 0, up to 1.
    #[serde(default = "decay")]
    pub decay: f64,
    /// What counts for people who are not on a list; from 0 up to, but not including, 1.
    #[serde(default = "unlisted")]
    pub unlisted: f64,
}

fn decay() -> f64 {
    0.8
}

fn unlisted() -> f64 {
    0.1
}

impl Default for Preference {
    /// No column yet.
    fn default() -> Self {
        Self { mentee: None, mentor: None, decay: decay(), unlisted: unlisted() }
    }
}

impl Preference {
    /// The mentees' wishes alone.
    pub fn of_mentees(column: impl Into<String>) -> Self {
        Self { mentee: Some(column.into()), ..Self::default() }
    }

    /// The mentors' wishes alone.
    pub fn of_mentors(column: impl Into<String>) -> Self {
        Self { mentor: Some(column.into()), ..Self::default() }
    }

    /// The wishes of both sides.
    pub fn both(mentee: impl Into<String>, mentor: impl Into<String>) -> Self {
        Self { mentor: Some(mentor.into()), ..Self::of_mentees(mentee) }
    }

    /// Lets a wish lose more (towards 0) or less (towards 1) from one rank to the next.
    #[must_use]
    pub fn decay(self, decay: f64) -> Self {
        Self { decay, ..self }
    }

    /// Lets people who are not on a list count for more or less.
    #[must_use]
    pub fn unlisted(self, unlisted: f64) -> Self {
        Self { unlisted, ..self }
    }

    /// The others whom each person lists, with their value; `None` without a list.
    fn wishes(&self, people: &People, column: Option<&String>) -> Vec<Option<Vec<(u32, f32)>>> {
        let Some(column) = column else { return vec![None; people.len()] };
        let rankings = people.rankings(column);
        let lowest = rankings.iter().flatten().map(|ranked| ranked.rank).max().unwrap_or(0);
        let values: Vec<f32> = self.by_rank().take(lowest as usize).collect();
        let wish = |ranked: &Ranked| {
            let value = values.get(ranked.rank as usize - 1)?;
            (ranked.person != NOBODY).then_some((ranked.person, *value))
        };
        let wishes =
            |list: &[Ranked]| (!list.is_empty()).then(|| list.iter().filter_map(wish).collect());
        rankings.iter().map(wishes).collect()
    }

    /// The values of first choice, second choice and so on, multiplied step by step: unlike a
    /// power, every machine rounds a product alike.
    fn by_rank(&self) -> impl Iterator<Item = f32> {
        let Self { decay, unlisted, .. } = *self;
        std::iter::successors(Some(1.0), move |power| Some(power * decay))
            .map(move |power: f64| (unlisted + (1.0 - unlisted) * power) as f32)
    }
}

impl Criterion for Preference {
    fn reads(&self) -> Vec<Read> {
        let mentee = self.mentee.as_ref().map(|column| Read::mentee(column, Kind::Ranking));
        let mentor = self.mentor.as_ref().map(|column| Read::mentor(column, Kind::Ranking));
        mentee.into_iter().chain(mentor).collect()
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        let mut wrong = Vec::new();
        if self.mentee.is_none() && self.mentor.is_none() {
            let message = "must name a column of the mentees, or `mentor` one of the mentors";
            wrong.push(("mentee", message.to_owned()));
        }
        if !(self.decay > 0.0 && self.decay <= 1.0) {
            wrong.push(("decay", "must be a number above 0, up to 1".to_owned()));
        }
        if !(0.0..1.0).contains(&self.unlisted) {
            wrong.push(("unlisted", "must be a number from 0, below 1".to_owned()));
        }
        wrong
    }

    fn sentence(&self) -> Option<String> {
        let columns = [("mentee", &self.mentee), ("mentor", &self.mentor)].into_iter();
        let named = columns.filter_map(|(side, column)| {
            Some(format!("the {side} in {}", quoted(column.as_ref()?)))
        });
        let named: Vec<String> = named.collect();
        Some(format!("They asked for each other, first choices first: {}.", named.join(" and ")))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
        let unlisted = self.unlisted as f32;
        let mentors = self.wishes(roster.mentors(), self.mentor.as_ref());
        let otherwise = |list: &Option<_>| if list.is_none() { f32::NAN } else { unlisted };
        let wishes = mentors.iter().enumerate().flat_map(|(mentor, list)| {
            list.iter().flatten().map(move |&(mentee, value)| (mentee, mentor as u32, value))
        });
        Box::new(Wishes {
            unlisted,
            mentees: self.wishes(roster.mentees(), self.mentee.as_ref()),
            mentors: Postings::new(wishes.collect()),
            otherwise: mentors.iter().map(otherwise).collect(),
            groups: Groups::new(mentors.iter().map(Option::is_none)),
        })
    }
}

struct Wishes {
    unlisted: f32,
    /// The mentors whom each mentee lists, with their values; `None` without a list.
    mentees: Vec<Option<Vec<(u32, f32)>>>,
    /// The mentors who list each mentee, with the mentees' values.
    mentors: Postings<f32>,
    /// What each mentor says of everybody else; NaN without a list.
    otherwise: Vec<f32>,
    /// Mentors with a list and without. The few who list the mentee, or are listed, are exceptions.
    groups: Option<Groups>,
}

impl Evaluator for Wishes {
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        let own = self.unlisted_by(mentee);
        for (value, &theirs) in out.iter_mut().zip(&self.otherwise[mentors.clone()]) {
            *value = harmonic(own, theirs);
        }
        for (position, theirs) in self.mentors.within(mentee as u32, &mentors) {
            out[position] = harmonic(own, theirs);
        }
        let wishes = self.mentees[mentee].iter().flatten();
        for &(mentor, wish) in wishes.filter(|(mentor, _)| mentors.contains(&(*mentor as usize))) {
            let mentor = mentor as usize;
            let listed = self.mentors.within(mentee as u32, &(mentor..mentor + 1)).next();
            let theirs = listed.map_or(self.otherwise[mentor], |(_, theirs)| theirs);
            out[mentor - mentors.start] = harmonic(wish, theirs);
        }
    }

    fn groups(&self) -> Option<&Groups> {
        self.groups.as_ref()
    }

    fn group_values(&self, mentee: usize, out: &mut [f32]) {
        let own = self.unlisted_by(mentee);
        let first = self.groups.as_ref().map(Groups::first).unwrap_or_default();
        for (value, &mentor) in out.iter_mut().zip(first) {
            *value = harmonic(own, self.otherwise[mentor as usize]);
        }
    }

    fn exceptions(&self, mentee: usize, found: &mut Vec<u32>) {
        found.extend(self.mentees[mentee].iter().flatten().map(|(mentor, _)| mentor));
        found.extend(self.mentors.of(mentee as u32).iter().map(|(mentor, _)| mentor));
    }
}

impl Wishes {
    /// What the mentee says of mentors who are not on the list; NaN without a list.
    fn unlisted_by(&self, mentee: usize) -> f32 {
        if self.mentees[mentee].is_none() { f32::NAN } else { self.unlisted }
    }
}

/// The harmonic mean of two sides, or one alone where the other is NaN. The quotient of exact
/// products and sums of f32 is at most the larger side before it is rounded, and so after.
fn harmonic(own: f32, theirs: f32) -> f32 {
    if theirs.is_nan() {
        return own;
    }
    if own.is_nan() {
        return theirs;
    }
    let (own, theirs) = (f64::from(own), f64::from(theirs));
    if own + theirs == 0.0 { 0.0 } else { (2.0 * own * theirs / (own + theirs)) as f32 }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn the_mean_stays_near_the_smaller_side() {
        assert_abs_diff_eq!(harmonic(0.82, 1.0), 1.64 / 1.82, epsilon = f32::EPSILON);
        assert_abs_diff_eq!(harmonic(0.82, 0.1), 0.164 / 0.92, epsilon = f32::EPSILON);
        assert_abs_diff_eq!(harmonic(0.82, f32::NAN), 0.82, epsilon = 0.0);
        assert_abs_diff_eq!(harmonic(f32::NAN, 0.82), 0.82, epsilon = 0.0);
        assert!(harmonic(f32::NAN, f32::NAN).is_nan());
        assert_abs_diff_eq!(harmonic(0.0, 0.0), 0.0, epsilon = 0.0);
    }

    #[test]
    fn the_mean_never_leaves_the_two_sides() {
        let near_one = (0..64).map(|below| f32::from_bits(1.0_f32.to_bits() - below));
        for own in near_one.clone() {
            for theirs in near_one.clone() {
                let mean = harmonic(own, theirs);
                assert!(own.min(theirs) <= mean && mean <= own.max(theirs), "{own} {theirs}");
            }
        }
    }

    #[test]
    fn a_first_choice_gives_exactly_one() {
        for unlisted in [0.0, 0.1, 1.0 / 3.0, 0.7, 0.999] {
            let values: Vec<f32> =
                Preference::default().unlisted(unlisted).by_rank().take(3).collect();
            assert_eq!(values[0].to_bits(), 1.0_f32.to_bits());
            assert!(values[0] > values[1] && values[1] > values[2]);
            assert!(values[2] > unlisted as f32);
        }
    }
}
