//! What each criterion says of given pairs, and which rules keep them apart.

use matchwright_assign::{Monitor, Stage, threads};
use matchwright_tables::{Frame, Values};

use super::places::Places;
use crate::error::{Error, Finding, Findings};
use crate::matching::Matcher;
use crate::roster::{Roster, Side};
use crate::scores::{Parts, Scores, to_score};

/// What findings call the list of pairs.
const TABLE: &str = "pairs";

/// Pairs that are looked at between two looks at the monitor: about a millisecond.
const AT_ONCE: usize = 256;

/// What every criterion and rule says of given pairs, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Contributions {
    criteria: Vec<String>,
    /// The rules that weaken.
    weakening: Vec<String>,
    pairs: Vec<Contribution>,
}

/// One of the pairs.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// The mentee's position among the roster's mentees.
    pub mentee: usize,
    /// The mentor's position among the roster's mentors.
    pub mentor: usize,
    /// Values and points of every criterion, whether or not the two may meet.
    pub parts: Parts,
    /// What keeps the two apart: names of rules, `required …` for a criterion, `min_score`.
    pub broken: Vec<String>,
}

impl Contributions {
    /// What scores say of pairs of ids.
    pub(crate) fn of(
        scores: &Scores,
        roster: &Roster,
        pairs: &[(String, String)],
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let places = places(roster, pairs)?;
        let said = contributions(scores, &places, monitor)?;
        scores.check_criteria()?;
        Ok(Self {
            criteria: scores.criteria().map(str::to_owned).collect(),
            weakening: scores.weakening().map(str::to_owned).collect(),
            pairs: said,
        })
    }

    /// The names of the criteria, in the programme's order.
    #[must_use]
    pub fn criteria(&self) -> &[String] {
        &self.criteria
    }

    /// The pairs, in the order in which they were asked for.
    #[must_use]
    pub fn pairs(&self) -> &[Contribution] {
        &self.pairs
    }

    /// As a table: `mentee_id`, `mentor_id`, names beside them where the programme's `[tables]` has a `name`;
    /// `score` from 0 to 1, whether or not the two may meet; a column for each criterion with what it adds to the
    /// score, and for each rule that weakens with what it takes; `… value` for each criterion with its value
    /// from 0 to 1, none where it has no opinion; and `broken`, what keeps the two apart, with `"; "` between.
    #[must_use]
    pub fn frame(&self, roster: &Roster) -> Frame {
        let pairs = &self.pairs;
        let mentees = pairs.iter().map(|pair| roster.mentees().ids()[pair.mentee].as_str());
        let mentors = pairs.iter().map(|pair| roster.mentors().ids()[pair.mentor].as_str());
        let who = roster.who_of(Side::Mentee, mentees);
        let who = who.into_iter().chain(roster.who_of(Side::Mentor, mentors));
        let who = who.map(|(name, values)| (name.to_owned(), values));
        let score = Values::numbers(pairs, |pair| Some(to_score(pair.parts.total())));
        let added = self.criteria.iter().chain(&self.weakening).enumerate().map(|(at, name)| {
            let points = |pair: &Contribution| pair.parts.points.get(at).map(|&it| to_score(it));
            (name.clone(), Values::numbers(pairs, points))
        });
        let values = self.criteria.iter().enumerate().map(|(at, name)| {
            let value = |pair: &Contribution| pair.parts.values.get(at)?.map(f64::from);
            (format!("{name} value"), Values::numbers(pairs, value))
        });
        let broken = pairs.iter().map(|pair| pair.broken.join("; ")).collect();
        let columns = who.chain([("score".to_owned(), score)]).chain(added).chain(values);
        Frame::new(columns.chain([("broken".to_owned(), Values::Texts(broken))]))
    }
}

impl Matcher {
    /// What every criterion and rule says of these pairs of a mentee's and a mentor's id. Nobody else is scored,
    /// but for the means that count where an answer is missing.
    ///
    /// O(pairs · criteria), beside what [`scores`](Self::scores) takes.
    ///
    /// ```
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::{Overlap, Same};
    /// use matchwright::roster::Person;
    /// use matchwright::rules::MustDiffer;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder()
    ///     .criterion(3.0, Overlap::new("interests"))
    ///     .criterion(1.0, Same::new("site"))
    ///     .rule(MustDiffer::new("manager"))
    ///     .build();
    /// let person = |id| Person::new(id).text("site", "Leeds").text("manager", "Ada");
    /// let roster = Roster::builder()
    ///     .mentee(person("e1").list("interests", ["chess"]))
    ///     .mentor(person("m1").list("interests", ["rowing"]))
    ///     .build(&program)?;
    /// let pairs = [("e1".to_owned(), "m1".to_owned())];
    /// let said = Matcher::new(program)?.contributions(&roster, &pairs, &Monitor::new())?;
    /// let pair = &said.pairs()[0];
    /// assert_eq!(pair.parts.values, [Some(0.0), Some(1.0)]);
    /// assert_eq!(pair.broken, ["must_differ_manager"]);
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] with every id that nobody has, those of [`scores`](Self::scores) and of
    /// [`Scores::check_criteria`](crate::scores::Scores::check_criteria), and [`Error::Assign`] where the monitor
    /// was cancelled.
    pub fn contributions(
        &self,
        roster: &Roster,
        pairs: &[(String, String)],
        monitor: &Monitor,
    ) -> Result<Contributions, Error> {
        // A pair that is not there is said before scores are prepared, which takes much longer.
        places(roster, pairs)?;
        let scores = self.scores_watched(roster, monitor)?;
        Contributions::of(&scores, roster, pairs, monitor)
    }
}

/// The positions of the people with these ids.
fn places(roster: &Roster, pairs: &[(String, String)]) -> Result<Vec<(usize, usize)>, Error> {
    let mut findings = Findings::default();
    let sides = Side::BOTH.map(|side| Places::new(roster.side(side)));
    let mut place = |at: usize, side: Side, id: &str| {
        let found = sides[usize::from(side == Side::Mentor)].find(id);
        if found.is_none() {
            let column = if side == Side::Mentee { "mentee_id" } else { "mentor_id" };
            let message = format!("there is no {} with this id", side.noun());
            let finding = Finding::new(message).code("unknown_id").table(TABLE);
            findings.push(finding.row(at + 1).id(id).column(column));
        }
        found.unwrap_or_default()
    };
    let pairs = pairs.iter().enumerate();
    let places = pairs.map(|(at, (mentee, mentor))| {
        (place(at, Side::Mentee, mentee), place(at, Side::Mentor, mentor))
    });
    let places = places.collect();
    Ok(findings.into_result(places)?)
}

/// The pairs in these places, a few at a time.
fn contributions(
    scores: &Scores,
    places: &[(usize, usize)],
    monitor: &Monitor,
) -> Result<Vec<Contribution>, Error> {
    monitor.begin(Stage::Outcome, places.len());
    let of = |&(mentee, mentor): &(usize, usize)| {
        let barriers = scores.barriers(mentee, mentor);
        let broken = barriers.iter().map(|barrier| scores.barrier_name(barrier)).collect();
        Contribution { mentee, mentor, parts: scores.parts(mentee, mentor), broken }
    };
    let parts: Vec<&[(usize, usize)]> = places.chunks(AT_ONCE).collect();
    let said: Vec<Vec<Contribution>> = threads::map::<_, _, Result<_, _>>(parts, |part| {
        monitor.check()?;
        monitor.advance(part.len());
        Ok::<_, matchwright_assign::Error>(part.iter().map(of).collect())
    })?;
    Ok(said.into_iter().flatten().collect())
}
