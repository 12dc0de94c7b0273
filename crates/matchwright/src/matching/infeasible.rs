//! Why no plan keeps to what a programme demands, in the organiser's words, and what would help.

use matchwright_tables::counted;
use std::collections::{BTreeMap, BTreeSet};

use matchwright_assign::{Constraint, Count, Options, Shortage};

use super::Matcher;
use super::question::Question;
use crate::error::{Error, Infeasible, Relaxed};
use crate::given::entry;
use crate::program::{Program, Seats};
use crate::roster::Side;
use crate::scores::Barrier;

/// Ids that a sentence names before it counts the rest.
const NAMED: usize = 8;

/// How far the most of a quota is raised where a search says that not all quotas can be kept: beyond what any group
/// of a programme has.
const FURTHEST: u32 = 1_000_000;

/// Pairs that are asked what keeps them apart: enough for hundreds of people, and done in a moment.
const MOST_ASKED: usize = 100_000;

/// What [`Infeasible`] says of a shortage. Each relaxation is tried: the programme with this one change has a plan.
///
/// # Errors
/// Those of the solver.
pub(super) fn explained(
    question: &Question<'_>,
    shortage: &Shortage,
    options: &Options,
) -> Result<Infeasible, Error> {
    let witness = Witness { question, shortage };
    let barriers = witness.barriers();
    Ok(Infeasible {
        needed: shortage.needed(),
        possible: shortage.possible(),
        witness: witness.sentence(&barriers),
        relaxations: witness.relaxations(&barriers, options)?,
    })
}

/// Where all minimums can be kept to, but not together with the pinned pairs.
pub(super) fn of_pins(lost: usize, pinned: usize) -> Infeasible {
    let pairs = if lost == 1 { "pair" } else { "pairs" };
    Infeasible {
        needed: pinned as u64,
        possible: (pinned - lost) as u64,
        witness: format!("minimums and quotas leave no room for {lost} of the pinned {pairs}"),
        relaxations: Vec::new(),
    }
}

/// Where a search has tried all cases: what cannot be kept together.
///
/// # Errors
/// Those of the solver.
pub(super) fn after_search(
    question: &Question<'_>,
    cases: u64,
    options: &Options,
) -> Result<Infeasible, Error> {
    let program = question.matcher().program();
    let seats = Side::BOTH.into_iter().filter(|&side| !program.seats_of(side).has_no_minimum());
    let seats = seats.map(|side| format!("{}.min", Program::seats_field(side)));
    let quotas = (0..program.quotas.len()).map(|at| format!("quotas{}", entry(at, None)));
    let fields: Vec<String> = seats.chain(quotas).collect();
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    let shortage = Shortage::default();
    let witness = Witness { question, shortage: &shortage };
    let mut relaxations = Vec::new();
    for knob in all_knobs(program) {
        relaxations.extend(witness.least(&knob, options)?);
    }
    Ok(Infeasible {
        needed: 0,
        possible: 0,
        witness: format!(
            "{} can each be kept to, and not together: all {cases} cases were tried",
            listed(&fields)
        ),
        relaxations,
    })
}

struct Witness<'a> {
    question: &'a Question<'a>,
    shortage: &'a Shortage,
}

impl Witness<'_> {
    fn sentence(&self, barriers: &BTreeMap<Barrier, usize>) -> String {
        let Shortage { minimums, maximums, pairs } = self.shortage;
        let (needed, possible) = (self.shortage.needed(), self.shortage.possible());
        let needs = [
            self.people(minimums, Side::Mentor).map(|who| format!("{who} need mentees")),
            self.people(minimums, Side::Mentee).map(|who| format!("{who} need mentors")),
            self.groups(minimums, "at least"),
        ];
        let limits = [
            self.people(maximums, Side::Mentee).map(|who| format!("the mentees {who}")),
            self.people(maximums, Side::Mentor).map(|who| format!("the seats of {who}")),
            self.groups(maximums, "at most"),
            self.pairs(pairs),
        ];
        let joined = |parts: [Option<String>; 3]| {
            parts.into_iter().flatten().collect::<Vec<_>>().join(", and ")
        };
        let limits: Vec<String> = limits.into_iter().flatten().collect();
        let limits = if limits.is_empty() { "nobody".to_owned() } else { limits.join("; ") };
        let kept_out = self.kept_out(barriers);
        format!(
            "{}: {} together, and {possible} {} possible, by {limits}{kept_out}",
            joined(needs),
            counted(needed, "pair", "pairs"),
            if possible == 1 { "is" } else { "are" },
        )
    }

    /// The people of a side among constraints: their ids.
    fn people(&self, counts: &[Count], side: Side) -> Option<String> {
        let ids = self.question.roster().side(side).ids();
        let of = |count: &Count| match (count.of, side) {
            (Constraint::Row(at), Side::Mentee) | (Constraint::Column(at), Side::Mentor) => {
                Some(ids[at as usize].as_str())
            }
            _ => None,
        };
        let ids: Vec<&str> = counts.iter().filter_map(of).collect();
        (!ids.is_empty()).then(|| listed(&ids))
    }

    /// The groups among constraints, with how many pairs each has to have or may have.
    fn groups(&self, counts: &[Count], bound: &str) -> Option<String> {
        let group = |count: &Count| {
            let Constraint::Quota { quota, partner } = count.of else { return None };
            let group = quota as usize;
            let (side, _) = self.question.groups().quota(group)?;
            let with = partner.map_or_else(String::new, |partner| {
                format!(
                    " with {}",
                    self.question.roster().side(side.other()).ids()[partner as usize]
                )
            });
            let name = self.question.groups().name(group);
            Some(format!("{name}{with} ({bound} {})", count.pairs))
        };
        let groups: Vec<String> = counts.iter().filter_map(group).collect();
        let names: Vec<&str> = groups.iter().map(String::as_str).collect();
        (!names.is_empty()).then(|| listed(&names))
    }

    fn pairs(&self, pairs: &[matchwright_assign::Pair]) -> Option<String> {
        let roster = self.question.roster();
        let name = |pair: &matchwright_assign::Pair| {
            let mentee = &roster.mentees().ids()[pair.row as usize];
            format!("{mentee} with {}", roster.mentors().ids()[pair.column as usize])
        };
        let names: Vec<String> = pairs.iter().map(name).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        (!names.is_empty()).then(|| format!("the pairs {}", listed(&names)))
    }

    fn kept_out(&self, barriers: &BTreeMap<Barrier, usize>) -> String {
        let mut counted: Vec<(usize, String)> = barriers
            .iter()
            .map(|(&barrier, &pairs)| (pairs, self.question.scores().barrier_name(barrier)))
            .collect();
        counted.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        let sentence = |(pairs, name): (usize, String)| {
            format!(
                "; {name} keeps {pairs} other {} apart",
                if pairs == 1 { "pair" } else { "pairs" }
            )
        };
        counted.into_iter().map(sentence).collect()
    }

    /// What keeps those who need somebody apart from others, with the number of pairs for which it is the first
    /// thing that does.
    fn barriers(&self) -> BTreeMap<Barrier, usize> {
        let (roster, scores) = (self.question.roster(), self.question.scores());
        let all = |side| (0..roster.side(side).len()).collect::<Vec<usize>>();
        let mut asked: BTreeSet<(usize, usize)> = BTreeSet::new();
        for need in &self.shortage.minimums {
            let (side, people, partners) = match need.of {
                Constraint::Row(row) => (Side::Mentee, vec![row as usize], all(Side::Mentor)),
                Constraint::Column(at) => (Side::Mentor, vec![at as usize], all(Side::Mentee)),
                Constraint::Quota { quota, partner } => {
                    let groups = self.question.groups();
                    let Some((side, _)) = groups.quota(quota as usize) else { continue };
                    let members = groups.members(quota as usize).iter().map(|&at| at as usize);
                    let partners =
                        partner.map_or_else(|| all(side.other()), |partner| vec![partner as usize]);
                    (side, members.collect(), partners)
                }
            };
            for person in people {
                for &partner in &partners {
                    if asked.len() >= MOST_ASKED {
                        break;
                    }
                    asked.insert(if side == Side::Mentee {
                        (person, partner)
                    } else {
                        (partner, person)
                    });
                }
            }
        }
        let mut counted = BTreeMap::new();
        for (mentee, mentor) in asked {
            if let Some(barrier) = scores.barriers(mentee, mentor).iter().next() {
                *counted.entry(barrier).or_default() += 1;
            }
        }
        counted
    }

    /// The smallest changes of one kind each with which there is a plan.
    fn relaxations(
        &self,
        barriers: &BTreeMap<Barrier, usize>,
        options: &Options,
    ) -> Result<Vec<Relaxed>, Error> {
        let program = self.question.matcher().program();
        let mut found = Vec::new();
        for &barrier in barriers.keys() {
            let Some((field, program)) = without(program, barrier) else { continue };
            if self.is_possible(program, options)? {
                let change = format!("without {}", self.question.scores().barrier_name(barrier));
                found.push(Relaxed { field, change });
            }
        }
        for knob in knobs(program, self.shortage, self.question) {
            found.extend(self.least(&knob, options)?);
        }
        Ok(found)
    }

    /// The value of a number nearest to what it is with which there is a plan.
    fn least(&self, knob: &Knob, options: &Options) -> Result<Option<Relaxed>, Error> {
        let program = self.question.matcher().program();
        let with = |by: u32| {
            let mut program = program.clone();
            (knob.set)(&mut program, knob.value(by));
            program
        };
        if knob.range == 0 || !self.is_possible(with(knob.range), options)? {
            return Ok(None);
        }
        let (mut without, mut enough) = (0, knob.range);
        while enough - without > 1 {
            let middle = without.midpoint(enough);
            if self.is_possible(with(middle), options)? {
                enough = middle;
            } else {
                without = middle;
            }
        }
        let change = format!("{} in place of {}", knob.value(enough), knob.from);
        Ok(Some(Relaxed { field: knob.field.clone(), change }))
    }

    fn is_possible(&self, program: Program, options: &Options) -> Result<bool, Error> {
        let monitor = options.monitor.clone().unwrap_or_default();
        let roster = self.question.roster();
        let matcher = Matcher::varied(Program { pinned: Vec::new(), ..program });
        let scores = matcher.scores_watched(roster, &monitor)?;
        Question::new(&matcher, roster, &scores, &monitor)?.is_possible(options)
    }
}

/// The programme without what keeps pairs apart, and where that stands in it.
fn without(program: &Program, barrier: Barrier) -> Option<(String, Program)> {
    let mut program = program.clone();
    let field = match barrier {
        Barrier::Rule(rule) if rule < program.rules.len() => {
            let clause = program.rules.remove(rule);
            format!("rules{}", entry(rule, Some(clause.rule.kind())))
        }
        // Nobody meets themselves, by no rule that is listed.
        Barrier::Rule(_) => return None,
        Barrier::Required(at) => {
            program.criteria[at].required = None;
            let kind = program.criteria[at].criterion.kind();
            format!("criteria{}.required", entry(at, Some(kind)))
        }
        Barrier::Floor => {
            program.min_score = 0.0;
            "min_score".to_owned()
        }
    };
    Some((field, program))
}

/// Puts a number into a programme.
type Set = Box<dyn Fn(&mut Program, u32)>;

/// A number of the programme that could be another one.
struct Knob {
    field: String,
    from: u32,
    /// Whether more is easier.
    is_up: bool,
    /// How far it can be turned.
    range: u32,
    set: Set,
}

impl Knob {
    fn value(&self, by: u32) -> u32 {
        if self.is_up { self.from.saturating_add(by) } else { self.from - by }
    }
}

/// Every minimum of the programme that could be lower, and every most of a quota that could be higher.
fn all_knobs(program: &Program) -> Vec<Knob> {
    let seats = Side::BOTH.into_iter().filter_map(|side| least_seats(program, side));
    let lower = (0..program.quotas.len()).filter_map(|at| least_of_quota(program, at));
    let higher = (0..program.quotas.len()).filter_map(|at| most_of_quota(program, at, FURTHEST));
    seats.chain(lower).chain(higher).collect()
}

/// With `or_none` down to 1: no programme asks for 0 or nobody, and 1 or nobody demands nothing.
fn least_seats(program: &Program, side: Side) -> Option<Knob> {
    let capacity = program.seats_of(side);
    let Seats::Same(min) = capacity.min else { return None };
    let range = min.saturating_sub(capacity.or_none.into());
    let set = move |program: &mut Program, min| {
        program.seats_of_mut(side).min = Seats::Same(min);
    };
    let field = format!("{}.min", Program::seats_field(side));
    Some(Knob { field, from: min, is_up: false, range, set: Box::new(set) })
}

fn least_of_quota(program: &Program, at: usize) -> Option<Knob> {
    let (field, min) = (format!("quotas{}.min", entry(at, None)), program.quotas.get(at)?.min);
    let set = move |program: &mut Program, min| program.quotas[at].min = min;
    Some(Knob { field, from: min, is_up: false, range: min, set: Box::new(set) })
}

fn most_of_quota(program: &Program, at: usize, range: u32) -> Option<Knob> {
    let max = program.quotas.get(at)?.max?;
    let field = format!("quotas{}.max", entry(at, None));
    let set = move |program: &mut Program, max| program.quotas[at].max = Some(max);
    Some(Knob { field, from: max, is_up: true, range, set: Box::new(set) })
}

/// The numbers that the shortage is about: minimums that could be lower, and maximums that could be higher.
fn knobs(program: &Program, shortage: &Shortage, question: &Question<'_>) -> Vec<Knob> {
    let has = |counts: &[Count], side: Side| {
        let is_of = |count: &Count| match count.of {
            Constraint::Row(_) => side == Side::Mentee,
            Constraint::Column(_) => side == Side::Mentor,
            Constraint::Quota { .. } => false,
        };
        counts.iter().any(is_of)
    };
    let most = u32::try_from(shortage.needed()).unwrap_or(u32::MAX);
    let mut knobs = Vec::new();
    for side in Side::BOTH {
        let (name, capacity) = (Program::seats_field(side), program.seats_of(side));
        if has(&shortage.minimums, side) {
            knobs.extend(least_seats(program, side));
        }
        if let (Seats::Same(max), true) = (&capacity.max, has(&shortage.maximums, side)) {
            let set = move |program: &mut Program, max| {
                program.seats_of_mut(side).max = Seats::Same(max);
            };
            let field = format!("{name}.max");
            knobs.push(Knob { field, from: *max, is_up: true, range: most, set: Box::new(set) });
        }
    }
    let quotas = |counts: &[Count]| -> BTreeSet<usize> {
        let of = |count: &Count| match count.of {
            Constraint::Quota { quota, .. } => question.groups().quota(quota as usize),
            _ => None,
        };
        counts.iter().filter_map(of).map(|(_, position)| position).collect()
    };
    let lower = quotas(&shortage.minimums);
    knobs.extend(lower.into_iter().filter_map(|at| least_of_quota(program, at)));
    let higher = quotas(&shortage.maximums);
    knobs.extend(higher.into_iter().filter_map(|at| most_of_quota(program, at, most)));
    knobs
}

/// `a, b and c`, or the first few and how many more there are.
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [name] => (*name).to_owned(),
        [.., _] if names.len() > NAMED => {
            format!("{} and {} more", names[..NAMED].join(", "), names.len() - NAMED)
        }
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
