//! Peers: pairs within one population, whose people stand on both sides of the roster.
//!
//! Each pair is in the plan twice, as each of the two sees it, so that whatever is said of mentees and mentors is
//! said of every one of them.

use matchwright_assign::general::{PeerPrices, Peers, certify, pair};
use matchwright_assign::{
    Certificate, Cost, CostSource, FORBIDDEN, Monitor, Objective, Options, cost_limit,
};
use serde::{Deserialize, Serialize};

use super::Matcher;
use super::dense::{Dense, NEVER};
use super::question::classes;
use crate::error::Error;
use crate::program::{Combined, Odd, Program};
use crate::roster::Roster;
use crate::scores::{GRID, Scores};

/// A population, as the solver is asked about it.
pub(crate) struct Population {
    /// What pairs cost, in half points: the same in both directions.
    costs: Dense,
    /// What it costs to leave somebody alone.
    alone: Vec<Cost>,
    objective: Objective,
    odd: Odd,
}

/// Pairs and perhaps a three, with what proves the pairs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Paired {
    partners: Vec<Option<u32>>,
    prices: PeerPrices,
    /// Somebody who was left over, and the pair that they join.
    joins: Option<[u32; 3]>,
    pub(crate) certificate: Certificate,
}

impl Population {
    /// One pass over all pairs; 8 bytes each.
    ///
    /// # Errors
    /// [`Error::Input`] where pinned pairs cannot meet, and [`Error::Assign`] where the work was cancelled or memory
    /// ran out.
    pub(crate) fn new(
        matcher: &Matcher,
        roster: &Roster,
        scores: &Scores,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let (program, people) = (matcher.program(), scores.mentees());
        let pinned = matcher.pinned(roster, scores)?;
        let told = scores.told().map_or(&[][..], |told| told.first());
        let kept = kept(people, pinned.by_organiser(), told);
        let directed = Dense::new((people, people), monitor, |row, out| {
            let mut costs = vec![FORBIDDEN; people];
            scores.block(row, 0..people, &mut costs);
            for (column, (out, cost)) in out.iter_mut().zip(costs).enumerate() {
                let is_apart = kept[row].or(kept[column]).is_some() && kept[row] != Some(column);
                if cost != FORBIDDEN && row != column && !is_apart {
                    *out = i32::try_from(-cost).unwrap_or(NEVER - 1);
                }
            }
        })?;
        let combined = program.peers.score;
        let costs = Dense::new((people, people), monitor, |row, out| {
            for (column, out) in out.iter_mut().enumerate() {
                let [own, other] = [directed.at(row, column), directed.at(column, row)];
                if own != NEVER && other != NEVER {
                    *out = -half_points(combined, own, other);
                }
            }
        })?;
        let mut alone = alone(program, roster);
        // Whoever is to meet somebody in any case is not better off alone, even where the pair scores nothing.
        alone.iter_mut().zip(&kept).for_each(|(cost, kept)| *cost += Cost::from(kept.is_some()));
        let objective = program.objective.of_assignment().unwrap_or_default();
        Ok(Self { costs, alone, objective, odd: program.peers.odd })
    }

    /// The best pairs, and the three where somebody is left over.
    ///
    /// # Errors
    /// Those of the solver.
    pub(crate) fn solve(&self, options: &Options) -> Result<Paired, Error> {
        let pairing = pair(&self.peers(), options)?;
        let partners = pairing.partners().to_vec();
        Ok(Paired {
            joins: self.three(&partners),
            partners,
            prices: pairing.prices().clone(),
            certificate: pairing.certificate().clone(),
        })
    }

    /// A plan that was read back, with its proof worked out again.
    ///
    /// # Errors
    /// Where it is none of these people.
    pub(crate) fn certified(&self, paired: Paired) -> Result<Paired, Error> {
        let certificate = certify(&self.peers(), &paired.partners, &paired.prices)?;
        let joins = self.three(&paired.partners);
        Ok(Paired { joins, certificate, ..paired })
    }

    fn peers(&self) -> Peers<'_> {
        Peers::new(&self.costs).unmatched_cost(self.alone.clone()).objective(self.objective)
    }

    /// Whoever is left over of an odd number joins the pair in which they cost least beside both; of equals, the
    /// first. Who comes first by priority joins before others.
    fn three(&self, partners: &[Option<u32>]) -> Option<[u32; 3]> {
        if self.odd == Odd::SitsOut || partners.len().is_multiple_of(2) {
            return None;
        }
        let alone = (0..partners.len()).filter(|&person| partners[person].is_none());
        let pairs = partners.iter().enumerate().filter_map(|(one, other)| {
            Some((one, (*other)? as usize)).filter(|(one, other)| one < other)
        });
        let pairs: Vec<(usize, usize)> = pairs.collect();
        let cost = |person: usize, other: usize| {
            Some(self.costs.at(person, other)).filter(|&cost| cost != NEVER).map(i64::from)
        };
        let joins = alone.flat_map(|person| {
            let joined = pairs.iter().filter_map(move |&(one, other)| {
                let total = cost(person, one)? + cost(person, other)?;
                Some((-self.alone[person], total, [person, one, other].map(|at| at as u32)))
            });
            joined.collect::<Vec<_>>()
        });
        joins.min().map(|(_, _, three)| three)
    }
}

impl Paired {
    /// Who meets whom, each pair as each of the two sees it.
    pub(super) fn pairs(&self) -> Vec<(usize, usize)> {
        let own = self.partners.iter().enumerate();
        let own = own.filter_map(|(one, other)| Some((one, (*other)? as usize)));
        let joins = self.joins.iter().flat_map(|&[person, one, other]| {
            [(person, one), (one, person), (person, other), (other, person)]
        });
        own.chain(joins.map(|(one, other)| (one as usize, other as usize))).collect()
    }
}

/// What a pair is worth in half points: twice the mean, the lower one, or the harmonic mean of both directions.
fn half_points(combined: Combined, own: i32, other: i32) -> i32 {
    match combined {
        Combined::Mean => own + other,
        Combined::Min => 2 * own.min(other),
        Combined::Harmonic if own + other == 0 => 0,
        Combined::Harmonic => {
            let (own, other) = (i64::from(own), i64::from(other));
            (4 * own * other / (own + other)) as i32
        }
    }
}

/// Whom each person meets in any case: who is pinned, then who was told, as long as nobody is in two pairs.
fn kept(people: usize, pinned: &[(usize, usize)], told: &[(usize, usize)]) -> Vec<Option<usize>> {
    let mut kept = vec![None; people];
    for &(one, other) in pinned.iter().chain(told) {
        if kept[one].is_none() && kept[other].is_none() {
            (kept[one], kept[other]) = (Some(other), Some(one));
        }
    }
    kept
}

/// What leaving each person alone costs: more than any total of scores for each step of priority, as far as the
/// solver's numbers reach.
fn alone(program: &Program, roster: &Roster) -> Vec<Cost> {
    let people = roster.mentees().len();
    let classes = classes(program, roster);
    let highest = classes.iter().copied().max().unwrap_or_default();
    if highest == 0 {
        return vec![0; people];
    }
    let above_all = (people as Cost + 1) * 2 * Cost::from(GRID);
    let step = above_all.min(cost_limit(people, people) / 4 / Cost::from(highest));
    classes.into_iter().map(|class| Cost::from(class) * step).collect()
}
