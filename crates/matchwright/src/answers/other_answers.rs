//! What somebody who meets nobody could have answered instead: one answer, as little different as helps.
//!
//! Only answers count with which a pair may meet that was kept apart. Everybody is matched again with each
//! answer that is named, and with those that differ less and do not help.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use matchwright_assign::{Cost, Error as AssignError, Solution};
use matchwright_tables::{Cell, Item};

use super::again::Again;
use super::relaxations::{Lift, Relaxation};
use super::why_unmatched::Help;
use crate::criteria::AnyCriterion;
use crate::error::Error;
use crate::matching::Matcher;
use crate::program::{Program, When};
use crate::roster::{Entry, Kind, LabelId, People, Read, Roster, Side};
use crate::schema::Schema;
use crate::scores::{Barrier, Barriers, Scores};

/// Answers that are looked at in one column. Each look prepares all scores, a tenth of a second for thousands of
/// people, and a programme has some ten columns.
const LOOKED_AT: usize = 12;

/// Numbers that somebody gave at which another number is looked for first, in each direction.
const GIVEN: usize = 11;

/// Answers of a column, in one direction of its numbers, with which everybody is matched again before it is
/// given up: those that are not seen to be in vain nearly always help at once.
const TRIED: usize = 6;

/// How often the distance to an own number is doubled: from a hundredth or from one to thousands.
const DOUBLINGS: usize = 12;

/// In steps, how far from an own number another one may be: so many are halved twenty times.
const FARTHEST: f64 = 1_048_576.0;

/// A column of the person's own, and the other side's columns that are held against it.
struct Asked {
    column: String,
    kind: Kind,
    others: BTreeSet<String>,
    /// What another answer there can lift: nothing else depends on it.
    liftable: BTreeSet<Barrier>,
}

/// Another answer.
#[derive(Clone)]
struct Answer {
    kind: Lift,
    /// As a reader sees it: the entry of a list, or the whole answer.
    text: String,
    cell: Cell,
}

/// The search in one column; how many matches of everybody are left.
struct Search<'a> {
    help: &'a Help<'a>,
    matcher: Matcher,
    schema: Schema,
    /// Who of the other side may be met as it is.
    allowed: Vec<bool>,
    column: String,
    left: usize,
}

/// For each column that a rule, a requirement, or with a floor any criterion reads, the smallest change.
pub(super) fn other_answers(help: &Help<'_>) -> Result<Vec<Relaxation>, Error> {
    let program = help.outcome.program();
    let (mut found, mut kept_apart) = (Vec::new(), Vec::new());
    help.survey(|barriers, _| kept_apart.push(barriers));
    kept_apart.retain(|barriers| !barriers.is_empty());
    let asked = Asked::all(program, help.side).into_iter();
    for asked in asked.filter(|asked| kept_apart.iter().any(|barriers| asked.can_lift(*barriers))) {
        let mut search = Search {
            help,
            matcher: help.outcome.matcher().clone(),
            schema: program.schema(),
            allowed: allowed(help, help.outcome.scores()),
            column: asked.column.clone(),
            left: TRIED,
        };
        found.extend(search.smallest(&asked)?);
    }
    Ok(found)
}

impl Asked {
    fn all(program: &Program, side: Side) -> Vec<Self> {
        // A criterion that names no columns reads tables that nothing here can change.
        let is_blind = |criterion: &AnyCriterion| {
            matches!(criterion, AnyCriterion::Custom(_)) && criterion.reads().is_empty()
        };
        if program.criteria.iter().any(|term| is_blind(&term.criterion)) {
            return Vec::new();
        }
        let terms = program.criteria.iter();
        let terms = terms.filter(|term| term.required.is_some() || program.min_score > 0.0);
        let rules = program.rules.iter().map(|clause| clause.rule.reads());
        let mut columns: BTreeMap<(String, Kind), BTreeSet<String>> = BTreeMap::new();
        for reads in rules.chain(terms.map(|term| term.criterion.reads())) {
            let (own, others): (Vec<Read>, Vec<Read>) =
                reads.into_iter().partition(|read| read.side == side);
            for Read { column, kind, .. } in own {
                let alike = others.iter().filter(|read| read.kind == kind);
                let alike: Vec<String> = alike.map(|read| read.column.clone()).collect();
                columns.entry((column, kind)).or_default().extend(alike);
            }
        }
        let asked = |((column, kind), others): ((String, Kind), BTreeSet<String>)| {
            let liftable = liftable(program, side, &column);
            Self { column, kind, others, liftable }
        };
        columns.into_iter().map(asked).collect()
    }

    /// Whether nothing but the column keeps two apart.
    fn can_lift(&self, barriers: Barriers) -> bool {
        barriers.iter().all(|barrier| self.liftable.contains(&barrier))
    }
}

/// The rules and requirements that look at a column, and the floor where a criterion does.
fn liftable(program: &Program, side: Side, column: &str) -> BTreeSet<Barrier> {
    let looks = |reads: Vec<Read>, when: Option<&When>| {
        let is_own = |read: &Read| read.side == side && read.column == column;
        let is_condition = side == Side::Mentee && when.is_some_and(|when| when.column == column);
        is_condition || reads.iter().any(is_own)
    };
    let rules = program.rules.iter().enumerate();
    let rules = rules.filter(|(_, clause)| looks(clause.rule.reads(), clause.when.as_ref()));
    let terms = program.criteria.iter().enumerate();
    let terms = terms.filter(|(_, term)| looks(term.criterion.reads(), term.when.as_ref()));
    let of_terms = terms.flat_map(|(at, _)| [Barrier::Required(at), Barrier::Floor]);
    rules.map(|(at, _)| Barrier::Rule(at)).chain(of_terms).collect()
}

impl Search<'_> {
    fn smallest(&mut self, asked: &Asked) -> Result<Option<Relaxation>, Error> {
        match &asked.kind {
            Kind::Label => self.first(self.labels(asked)),
            Kind::List => self.first(self.entries(asked)),
            Kind::Scale(labels) => self.first(self.steps(asked, labels)),
            Kind::Number | Kind::Within(_) => self.nearest(asked),
            _ => Ok(None),
        }
    }

    /// The first answer that helps.
    fn first(&mut self, answers: Vec<Answer>) -> Result<Option<Relaxation>, Error> {
        for answer in answers.into_iter().take(LOOKED_AT) {
            let found = self.tried(&answer)?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// What an answer gains, where it opens a pair and helps.
    fn tried(&mut self, answer: &Answer) -> Result<Option<Relaxation>, Error> {
        let Help { outcome, side, person, monitor } = *self.help;
        monitor.check()?;
        let (column, cell) = (&self.column, answer.cell.clone());
        let roster = outcome.roster().clone();
        let roster = roster.with_answer(&self.schema, (side, person), column, cell);
        let Ok(roster) = roster else { return Ok(None) };
        if self.left == 0 || !outcome.program().inspect(&roster).is_empty() {
            return Ok(None);
        }
        let scores = self.matcher.scores_watched(&roster, monitor)?;
        let opened = allowed(self.help, &scores);
        if opened.iter().zip(&self.allowed).all(|(now, before)| *before || !*now) {
            return Ok(None);
        }
        if self.is_in_vain(&roster, &scores)? {
            return Ok(None);
        }
        self.left -= 1;
        let again = Again::of_people(outcome, &self.matcher, &roster, &scores, monitor)?;
        Ok(self.help.partner(&again).map(|partner| {
            let (what, answer) = ((answer.kind, self.column.clone()), Some(answer.text.clone()));
            Relaxation { answer, ..again.relaxation(what, outcome, Some(partner)) }
        }))
    }

    /// Whether this plan stays the best, and no plan that is as good has the person in it: its prices prove both,
    /// with one look at all pairs (complementary slackness). A match would find them nobody then.
    fn is_in_vain(&self, roster: &Roster, scores: &Scores) -> Result<bool, Error> {
        let Help { outcome, monitor, .. } = self.help;
        let Some(solution) = outcome.best_assignment() else { return Ok(false) };
        if outcome.changes().is_some() || !are_slack(self.help, solution, scores) {
            return Ok(false);
        }
        let pinned = self.matcher.pinned(roster, scores)?;
        let problem = self.matcher.problem(roster, scores, &pinned);
        match solution.clone().certified_watched(&problem, monitor) {
            Ok(same) => Ok(same.certificate().is_optimal()),
            Err(AssignError::Cancelled) => Err(AssignError::Cancelled.into()),
            // Somebody else's pair is not allowed any more.
            Err(_) => Ok(false),
        }
    }

    fn own(&self) -> &People {
        self.help.outcome.roster().side(self.help.side)
    }

    fn others(&self) -> &People {
        self.help.outcome.roster().side(self.help.side.other())
    }

    fn text(&self, label: LabelId) -> &str {
        self.help.outcome.roster().labels().text(label)
    }

    /// What others answered, the most frequent first, and then what is left of the own side's.
    fn labels(&self, asked: &Asked) -> Vec<Answer> {
        let own = self.own().labels(&asked.column);
        let mine = own.get(self.help.person).copied().flatten();
        let theirs = asked.others.iter().flat_map(|column| self.others().labels(column));
        let frequent = self.by_frequency(theirs.flatten());
        let rest = self.by_frequency(own.iter().copied().flatten());
        let rest = rest.into_iter().filter(|label| !frequent.contains(label));
        let labels = frequent.iter().copied().chain(rest).filter(|label| Some(*label) != mine);
        let answer = |label| {
            let text = self.text(label).to_owned();
            Answer { kind: Lift::Answer, cell: Cell::Text(text.clone()), text }
        };
        labels.map(answer).collect()
    }

    /// The list with one entry more, or with one at a higher level; of each entry the lowest level first.
    fn entries(&self, asked: &Asked) -> Vec<Answer> {
        let all = self.own().lists(&asked.column);
        let mine = all.of(self.help.person);
        let lists: Vec<_> = asked.others.iter().map(|column| self.others().lists(column)).collect();
        let theirs = || lists.iter().flat_map(|lists| lists.iter().flatten());
        let frequent = self.by_frequency(theirs().map(|entry| entry.label));
        let entries = frequent.into_iter().flat_map(|label| {
            let have = mine.iter().find(|entry| entry.label == label);
            let levels = theirs().filter(|entry| entry.label == label).map(|entry| entry.level);
            let mut levels: Vec<Option<f32>> = levels.collect();
            levels.sort_by(|one, other| height(*one).total_cmp(&height(*other)));
            levels.dedup();
            let is_more = move |level: &Option<f32>| {
                have.is_none_or(|have| height(*level) > height(have.level))
            };
            levels.into_iter().filter(is_more).map(move |level| Entry { label, level })
        });
        entries.map(|entry| self.with_entry(mine, entry)).collect()
    }

    fn with_entry(&self, mine: &[Entry], entry: Entry) -> Answer {
        let item = |entry: &Entry| match entry.level {
            Some(level) => Item::with_level(self.text(entry.label), f64::from(level)),
            None => Item::new(self.text(entry.label)),
        };
        let label = self.text(entry.label);
        let text = match entry.level {
            Some(level) => format!("{label}:{level}"),
            None => label.to_owned(),
        };
        let kept = mine.iter().filter(|have| have.label != entry.label);
        let items = kept.chain([&entry]).map(item).collect();
        Answer { kind: Lift::Entry, text, cell: Cell::List(items) }
    }

    /// The other steps of a scale, the nearest first; of two as near the higher.
    fn steps(&self, asked: &Asked, labels: &[String]) -> Vec<Answer> {
        let own = self.own().numbers(&asked.column, Some(labels));
        let mine = own.get(self.help.person).copied().flatten();
        let mut steps: Vec<(usize, &String)> = labels.iter().enumerate().collect();
        steps.retain(|(step, _)| Some(*step as f64) != mine);
        let distance = |step: usize| mine.map_or(0.0, |mine| (step as f64 - mine).abs());
        steps.sort_by(|one, other| {
            distance(one.0).total_cmp(&distance(other.0)).then(other.0.cmp(&one.0))
        });
        let answer = |(_, label): (usize, &String)| Answer {
            kind: Lift::Answer,
            text: label.clone(),
            cell: Cell::Text(label.clone()),
        };
        steps.into_iter().map(answer).collect()
    }

    /// The number that is nearest to the own one; of two as near the higher.
    fn nearest(&mut self, asked: &Asked) -> Result<Option<Relaxation>, Error> {
        let numbers = |people: &People, column: &str| match asked.kind {
            Kind::Within(bounds) => people.within(column, bounds),
            _ => people.numbers(column, None),
        };
        let own = numbers(self.own(), &asked.column);
        let others = asked.others.iter().flat_map(|column| numbers(self.others(), column));
        let mut given: Vec<f64> = others.chain(own.iter().copied()).flatten().collect();
        given.sort_by(f64::total_cmp);
        given.dedup();
        let Some(mine) = own.get(self.help.person).copied().flatten() else {
            return self.first(given.into_iter().map(number).collect());
        };
        let grid = if given.iter().all(|given| given.fract() == 0.0) { 1.0 } else { 0.01 };
        let mut best: Option<(f64, Relaxation)> = None;
        for direction in [grid, -grid] {
            self.left = TRIED;
            if let Some((steps, found)) = self.towards(mine, direction, &given)?
                && best.as_ref().is_none_or(|(fewest, _)| steps < *fewest)
            {
                best = Some((steps, found));
            }
        }
        Ok(best.map(|(_, found)| found))
    }

    /// The nearest number in a direction that helps, where a step less does not, and how many steps it is
    /// away: from the first of some distances, by halves, as the floor is found.
    fn towards(
        &mut self,
        mine: f64,
        step: f64,
        given: &[f64],
    ) -> Result<Option<(f64, Relaxation)>, Error> {
        let at = |steps: f64| number(rounded(step.mul_add(steps, mine), step));
        let (mut without, mut with) = (0.0, None);
        for steps in distances(mine, step, given) {
            if let Some(found) = self.tried(&at(steps))? {
                with = Some((steps, found));
                break;
            }
            without = steps;
        }
        let Some((mut with, mut found)) = with else { return Ok(None) };
        while with - without > 1.0 {
            // As many matches as it takes: a bound would leave a step that was not tried.
            self.left = TRIED;
            let middle = f64::midpoint(with, without).floor();
            match self.tried(&at(middle))? {
                Some(nearer) => (with, found) = (middle, nearer),
                None => without = middle,
            }
        }
        Ok(Some((with, found)))
    }

    /// Each label once: first those that stand there most often, then by their texts.
    fn by_frequency(&self, labels: impl Iterator<Item = LabelId>) -> Vec<LabelId> {
        let mut counts: BTreeMap<&str, (usize, LabelId)> = BTreeMap::new();
        labels.for_each(|label| counts.entry(self.text(label)).or_insert((0, label)).0 += 1);
        let mut labels: Vec<(usize, LabelId)> = counts.into_values().collect();
        labels.sort_by_key(|(count, _)| Reverse(*count));
        labels.into_iter().map(|(_, label)| label).collect()
    }
}

/// Steps from an own number to the nearest numbers that somebody gave, and doubled ones, in ascending order.
fn distances(mine: f64, step: f64, given: &[f64]) -> Vec<f64> {
    let mut steps: Vec<f64> = given.iter().map(|given| ((given - mine) / step).ceil()).collect();
    steps.retain(|steps| *steps > 0.0 && *steps <= FARTHEST);
    steps.sort_by(f64::total_cmp);
    steps.dedup();
    steps.truncate(GIVEN);
    steps.extend((0..=DOUBLINGS).map(|power| f64::from(1_u32 << power)));
    steps.sort_by(f64::total_cmp);
    steps.dedup();
    steps
}

fn number(number: f64) -> Answer {
    Answer { kind: Lift::Answer, text: number.to_string(), cell: Cell::Number(number) }
}

/// Without the dust of adding hundredths.
fn rounded(number: f64, step: f64) -> f64 {
    if step.abs() < 1.0 { (number * 1e6).round() / 1e6 } else { number }
}

/// An entry without a level counts least.
fn height(level: Option<f32>) -> f32 {
    level.unwrap_or(f32::NEG_INFINITY)
}

/// Whether each pair that the person may make costs at least a unit more than the prices of the plan allow.
fn are_slack(help: &Help<'_>, solution: &Solution, scores: &Scores) -> bool {
    let prices = solution.prices();
    let is_slack = |mentee: usize, mentor: usize, points: i32| {
        let price = prices.per_pair + prices.rows[mentee] + prices.columns[mentor];
        let cost = prices.scale.saturating_mul(-Cost::from(points));
        points < scores.floor() || cost.saturating_sub(price) >= prices.scale
    };
    match help.side {
        Side::Mentee => (0..scores.mentors())
            .all(|mentor| is_slack(help.person, mentor, scores.points_of(help.person, mentor))),
        Side::Mentor => (0..scores.mentees())
            .all(|mentee| is_slack(mentee, help.person, scores.points_of(mentee, help.person))),
    }
}

/// Whom of the other side the person may meet.
fn allowed(help: &Help<'_>, scores: &Scores) -> Vec<bool> {
    match help.side {
        Side::Mentee => scores.points(help.person).iter().map(Option::is_some).collect(),
        Side::Mentor => (0..scores.mentees())
            .map(|mentee| scores.points_of(mentee, help.person) >= scores.floor())
            .collect(),
    }
}
