//! A match of everybody by what batches of mentees say, wherever these are.

use std::sync::Arc;

use matchwright_assign::remote::{self, Shortlist};
use matchwright_assign::{Error as AssignError, Moment, Monitor, Options, Pair};
use serde::{Deserialize, Serialize};

use super::bytes::{self, Kind};
use super::{Scorer, refused};
use crate::error::{Error, Finding, Findings};
use crate::matching::Matcher;
use crate::outcome::Outcome;
use crate::roster::{Roster, Side};

/// The queries and replies by which everybody is matched while the pairs are read by others.
///
/// Every [`Batch`](super::Batch) replies a [`query`](Self::query) with the few pairs of each mentee that fit best at
/// the prices so far. Here the best plan among all pairs that have come back is found, and its prices are the
/// next query; where the replies to it hold no better pair of anybody, the plan is proven over all pairs, those that
/// never came back included: its certificate is that of [`Matcher::run`], but for the number of pairs where the total
/// alone counts and some add nothing to it. It holds O(people) and a few dozen pairs of each mentee. What is not an
/// assignment (minimums, quotas, levels, peers, circles) is refused.
///
/// ```
/// use std::sync::Arc;
///
/// use matchwright::assign::Monitor;
/// use matchwright::criteria::Overlap;
/// use matchwright::roster::{Person, Roster, Table};
/// use matchwright::scorer::Exchange;
/// use matchwright::{Matcher, Program, Scorer};
///
/// let matcher = Matcher::new(Program::builder().criterion(1.0, Overlap::new("interests")).build())?;
/// let table = |people: &[(&str, &str)]| {
///     Table::from_iter(people.iter().map(|&(id, text)| Person::new(id).text("interests", text)))
/// };
/// let mentees = [("e1", "chess; film"), ("e2", "film; golf")];
/// let mentors = table(&[("m1", "chess"), ("m2", "film")]);
/// let roster = Roster::new(&table(&mentees), &mentors, matcher.program())?;
///
/// let idle: Arc<Monitor> = Arc::default();
/// let mut exchange = Exchange::new(&matcher, &roster, 16, &idle)?;
/// let scorer = exchange.scorer().to_bytes()?;
/// let outcome = loop {
///     let query = exchange.query()?;
///     // On other machines, each with some of the mentees.
///     let replies = mentees.iter().map(|mentee| {
///         let batch = Scorer::from_bytes(&scorer)?.batch(&table(&[*mentee]), "id", &Monitor::new())?;
///         batch.reply(&query, &Monitor::new())
///     });
///     let replies = replies.collect::<Result<Vec<_>, _>>()?;
///     if let Some(outcome) = exchange.take(&replies, &idle)? {
///         break outcome;
///     }
/// };
/// assert_eq!(outcome, matcher.run(&roster)?);
/// # Ok::<(), matchwright::Error>(())
/// ```
#[derive(Debug)]
pub struct Exchange {
    scorer: Scorer,
    roster: Roster,
    /// What has come back, and the plan among it.
    pairs: remote::Exchange,
    started: Moment,
    prepared: f64,
}

/// What some mentees reply to a query.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reply {
    /// Their ids.
    pub(super) mentees: Vec<String>,
    /// A list for each of them.
    pub(super) lists: Vec<Shortlist>,
}

impl Exchange {
    /// Learns from everybody. `keep` pairs of each mentee come back each time, one at least: with more of them there
    /// are fewer queries, and each takes longer. Takes what [`Scorer::new`] takes.
    ///
    /// # Errors
    /// Those of [`Scorer::new`]; [`Error::Input`] also with whatever of the programme takes more than an assignment,
    /// and where a pinned pair cannot meet.
    pub fn new(
        matcher: &Matcher,
        roster: &Roster,
        keep: u32,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let started = Moment::now();
        let program = matcher.program();
        refused::of_match(program).into_result(())?;
        let scores = matcher.scores_watched(roster, monitor)?;
        let pinned = matcher.pinned(roster, &scores)?;
        let seats = |side| matcher.seats_left(roster, &pinned, side);
        let objective = program.assignment().unwrap_or_default();
        let (mentees, mentors) = (seats(Side::Mentee), seats(Side::Mentor));
        Ok(Self {
            scorer: Scorer::of(matcher, roster, &scores)?,
            roster: roster.clone(),
            pairs: remote::Exchange::new(mentees, mentors, objective, keep),
            prepared: started.seconds(),
            started,
        })
    }

    /// What was learned from everybody, to score batches with.
    #[must_use]
    pub fn scorer(&self) -> &Scorer {
        &self.scorer
    }

    /// What is to be asked of all mentees now, for [`Batch::reply`](super::Batch::reply). O(mentors).
    ///
    /// # Errors
    /// [`Error::Read`] where it cannot be written.
    pub fn query(&self) -> Result<Vec<u8>, Error> {
        bytes::written(Kind::Query, self.pairs.query())
    }

    /// Takes the replies to the query, of all mentees in batches of any size and order: the outcome where they prove
    /// the plan, and else `None`, with a next query to ask.
    ///
    /// As a match of the pairs that have come back; in the end also as what [`Matcher::run`] takes to make an
    /// outcome of its plan, one pass over all pairs for ranks.
    ///
    /// # Errors
    /// [`Error::Read`] for bytes that are no reply; [`Error::Input`] with every mentee of whom there is none, or more
    /// than one, or who has changed; and [`Error::Assign`] for replies to another query, or where the monitor was
    /// cancelled.
    pub fn take(
        &mut self,
        replies: &[impl AsRef<[u8]>],
        monitor: &Arc<Monitor>,
    ) -> Result<Option<Outcome>, Error> {
        let lists = self.by_mentee(replies)?;
        let options = Options::default().with_monitor(Arc::clone(monitor));
        let solution = match self.pairs.take(&lists, &options) {
            Err(AssignError::Changed { row, .. }) => return Err(self.changed(row).into()),
            solution => solution?,
        };
        let Some(solution) = solution else { return Ok(None) };
        let matcher = &self.scorer.matcher;
        let scores = matcher.scores_watched(&self.roster, monitor)?;
        // What was read here and what others have read have to be the same people.
        let differs = |pair: &&Pair| {
            let (mentee, mentor) = (pair.row as usize, pair.column as usize);
            let points = scores.points_of(mentee, mentor);
            self.pairs.cost(mentee, mentor) != Some(-i64::from(points))
        };
        if let Some(pair) = solution.pairs().iter().find(differs) {
            return Err(self.changed(pair.row as usize).into());
        }
        let times = (self.started, self.prepared);
        Outcome::of_solution(matcher, &self.roster, scores, solution, times, monitor).map(Some)
    }

    /// The lists of all mentees in the order of the roster.
    fn by_mentee(&self, replies: &[impl AsRef<[u8]>]) -> Result<Vec<Shortlist>, Error> {
        let mentees = self.roster.mentees();
        let mut lists: Vec<Option<Shortlist>> = vec![None; mentees.len()];
        let mut findings = Findings::default();
        for reply in replies {
            let reply: Reply = bytes::read(Kind::Reply, reply.as_ref())?;
            if reply.mentees.len() != reply.lists.len() {
                return Err(bytes::broken(Kind::Reply, "it has not one list for each mentee"));
            }
            for (id, list) in reply.mentees.iter().zip(reply.lists) {
                match mentees.position(id) {
                    Err(_) => findings.push(finding(id, "nobody has learned from this mentee")),
                    Ok(at) if lists[at].is_some() => {
                        findings.push(finding(id, "replies came twice from this mentee"));
                    }
                    Ok(at) => lists[at] = Some(list),
                }
            }
        }
        let missing = lists.iter().zip(mentees.ids()).filter(|(list, _)| list.is_none());
        findings.extend(missing.map(|(_, id)| finding(id, "no reply came from this mentee")));
        findings.into_result(())?;
        Ok(lists.into_iter().flatten().collect())
    }

    fn changed(&self, mentee: usize) -> Findings {
        let id = &self.roster.mentees().ids()[mentee];
        let mut findings = Findings::default();
        findings.push(finding(id, "the replies of this mentee are not what they were"));
        findings
    }
}

fn finding(id: &str, message: &str) -> Finding {
    Finding::new(message).table(Side::Mentee.table()).id(id).code("not_everybody_once")
}
