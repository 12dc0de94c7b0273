//! What makes a programme sound, whoever the people are.

use std::collections::BTreeSet;

use matchwright_tables::mapping::Mapping;

use super::{
    Capacity, Form, Level, MAX_MEMBERS, MAX_SKIPPING, Missing, Objective, Program, Seats, Term,
};
use crate::error::{Finding, Findings};
use crate::given::entry;
use crate::roster::{MAX_SEATS, Side, id_key};

impl Program {
    /// Everything that is wrong with the programme itself.
    #[must_use]
    pub fn check(&self) -> Findings {
        let mut findings = Findings::default();
        if self.criteria.is_empty() {
            findings.push(field("criteria", "at least one criterion is needed"));
        }
        if !in_unit(self.min_score) {
            findings.push(field("min_score", "must be a number from 0 to 1"));
        }
        if self.list_separator.trim().is_empty() || self.list_separator.contains(':') {
            findings.push(field("list_separator", "must be a mark such as ; or , and not a colon"));
        }
        for (name, least, capacity) in
            [("capacity", 0, &self.capacity), ("mentors_per_mentee", 1, &self.mentors_per_mentee)]
        {
            let is_beyond = |seats: &Seats, least| matches!(seats, Seats::Same(seats) if !(least..=MAX_SEATS).contains(seats));
            if is_beyond(&capacity.max, least) || is_beyond(&capacity.min, 0) {
                let message = format!("must be a whole number from {least} to 1,000,000");
                findings.push(field(name, &message));
            }
            if let (Seats::Same(min), Seats::Same(max)) = (&capacity.min, &capacity.max)
                && min > max
            {
                findings.push(field(&format!("{name}.min"), "must not be above `max`"));
            }
            if capacity.or_none && capacity.has_no_minimum() {
                let message = "says nothing without a minimum: give `min`";
                findings.push(field(&format!("{name}.or_none"), message));
            }
        }
        self.check_objective(&mut findings);
        self.check_form(&mut findings);
        for (position, quota) in self.quotas.iter().enumerate() {
            let place = format!("quotas{}", entry(position, None));
            for (name, message) in quota.check() {
                findings.push(field(&format!("{place}.{name}"), &message));
            }
        }
        if self.fuzzy.threshold().is_some_and(|threshold| !in_unit(threshold)) {
            findings.push(field("fuzzy", "must be a number from 0 to 1, or \"off\""));
        }
        if self.apart.iter().any(|group| !tells_apart(group)) {
            let message = "each group must name at least two labels, none of them blank or twice";
            findings.push(field("apart", message));
        }
        findings.extend(self.tables.iter().flat_map(Mapping::check));
        for (position, term) in self.criteria.iter().enumerate() {
            check_term("criteria", position, term, &mut findings);
        }
        for (position, clause) in self.rules.iter().enumerate() {
            let place = format!("rules{}", entry(position, Some(clause.rule.kind())));
            for (name, message) in clause.rule.check() {
                findings.push(field(&format!("{place}.{name}"), &message));
            }
        }
        if self.criteria.len().max(self.rules.len()) > MAX_MEMBERS {
            findings.push(field("criteria", "at most 60 criteria and 60 rules"));
        }
        let skip = |term: &&Term| term.missing == Missing::SKIP;
        if self.criteria.iter().filter(skip).count() > MAX_SKIPPING {
            findings.push(field("criteria", "at most 10 of them may skip missing answers"));
        }
        self.refuse_pinned_twice(&mut findings);
        self.refuse_equal_names(&mut findings);
        self.refuse_contradictions(&mut findings);
        findings
    }

    fn check_objective(&self, findings: &mut Findings) {
        let levels = self.objective.named();
        let twice = |(at, level): (usize, &Level)| levels[..at].contains(level);
        if levels.is_empty() || levels.iter().enumerate().any(twice) {
            findings.push(field("objective", "must name at least one level, and none twice"));
        }
        if self.objective.has(Level::Stable) && !self.objective.is_stable() {
            let message = "a stable plan is sought alone, without other levels";
            findings.push(field("objective", message));
        }
        if self.objective.is_stable() && !self.has_plain_seats() {
            let message = "a stable plan knows neither minimums nor quotas";
            findings.push(field("objective", message));
        }
        let says_nothing = [Level::Worst, Level::Leximin, Level::Balance];
        if levels.first().is_some_and(|first| says_nothing.contains(first)) {
            let message = "worst, leximin and balance compare pairs, and a plan without pairs is the best of all: \
                           name another level before them, such as participation";
            findings.push(field("objective", message));
        }
        if self.priority.is_some() && !self.objective.has(Level::Participation) {
            let message = "counts where the objective names participation";
            findings.push(field("priority", message));
        }
        if !(self.step > 0.0 && self.step <= 1.0) {
            findings.push(field("step", "must be a number above 0, up to 1"));
        }
    }

    fn check_form(&self, findings: &mut Findings) {
        for (form, name, is_default) in [
            (Form::Peers, "peers", self.peers.is_default()),
            (Form::Circles, "circles", self.circles.is_default()),
        ] {
            if self.form != form && !is_default {
                findings.push(field(name, &format!("counts where the form is {name}")));
            }
        }
        match self.form {
            Form::Pairs => (),
            Form::Peers => self.check_peers(findings),
            Form::Circles => self.check_circles(findings),
        }
        if self.has_one_population() && !self.same_id_is_same_person {
            let message = "must be true where all people are in one table";
            findings.push(field("same_id_is_same_person", message));
        }
    }

    fn check_peers(&self, findings: &mut Findings) {
        if self.objective.of_assignment().is_none() {
            findings
                .push(field("objective", "must be participation or total where the form is peers"));
        }
        let is_one = |side| *self.seats_of(side) == Capacity::default();
        if !self.quotas.is_empty() || !Side::BOTH.into_iter().all(is_one) {
            let message = "peers have one partner each: neither seats nor quotas can be given";
            findings.push(field("form", message));
        }
        let ids = self.pinned.iter().flat_map(|(one, other)| [id_key(one), id_key(other)]);
        let mut ids: Vec<String> = ids.collect();
        ids.sort_unstable();
        for pair in ids.windows(2).filter(|pair| pair[0] == pair[1]) {
            findings.push(field("pinned", "each of the peers can be pinned once").id(&pair[0]));
        }
    }

    fn check_circles(&self, findings: &mut Findings) {
        if self.objective != Objective::default() || self.priority.is_some() {
            let message = "circles are made for the most members first, then for how well they fit: leave objective \
                           and priority out";
            findings.push(field("objective", message));
        }
        let is_one = |capacity: &Capacity| *capacity == Capacity::default();
        if !self.quotas.is_empty() || !is_one(&self.capacity) || !is_one(&self.mentors_per_mentee) {
            let message =
                "the numbers of circles stand in [circles]: give neither seats nor quotas beside";
            findings.push(field("form", message));
        }
        if self.circles.leaders == 0 && !self.pinned.is_empty() {
            findings.push(field("pinned", "pairs can be pinned where a mentor leads each circle"));
        }
        for (name, message) in self.circles.check() {
            findings.push(field(name, &message));
        }
        for (position, term) in self.circles.criteria.iter().enumerate() {
            check_term("circles.criteria", position, term, findings);
        }
    }

    fn refuse_pinned_twice(&self, findings: &mut Findings) {
        // Where a mentee may meet several mentors, only the same pair stands there twice by mistake.
        let (mentor_counts, message) = if self.has_several_mentors() {
            (true, "each pair can be pinned once")
        } else {
            (false, "each mentee can be pinned once")
        };
        let key = |(mentee, mentor): &(String, String)| {
            (id_key(mentee), if mentor_counts { id_key(mentor) } else { String::new() })
        };
        let mut pairs: Vec<(String, String)> = self.pinned.iter().map(key).collect();
        pairs.sort_unstable();
        for pair in pairs.windows(2).filter(|pair| pair[0] == pair[1]) {
            findings.push(field("pinned", message).id(&pair[0].0));
        }
    }

    fn refuse_equal_names(&self, findings: &mut Findings) {
        let mut names: Vec<String> = self.criteria.iter().map(Term::name).collect();
        names.sort();
        for pair in names.windows(2).filter(|pair| pair[0] == pair[1]) {
            let message = format!("two are called {:?}; give one of them a name", pair[0]);
            findings.push(field("criteria", &message));
        }
    }

    /// Two rules can only contradict each other for mentees for whom both hold.
    fn refuse_contradictions(&self, findings: &mut Findings) {
        for (position, clause) in self.rules.iter().enumerate() {
            for other in self.rules.iter().skip(position + 1) {
                let both_hold =
                    clause.when.is_none() || other.when.is_none() || clause.when == other.when;
                let message = clause.rule.contradicts(&other.rule);
                let message = message.or_else(|| other.rule.contradicts(&clause.rule));
                if let Some(message) = message.filter(|_| both_hold) {
                    let place = format!("rules{}", entry(position, Some(clause.rule.kind())));
                    findings.push(field(&place, &message));
                }
            }
        }
    }
}

fn check_term(list: &str, position: usize, term: &Term, findings: &mut Findings) {
    let place = format!("{list}{}", entry(position, Some(term.criterion.kind())));
    if !(term.weight > 0.0 && term.weight <= 1e6) {
        findings
            .push(field(&format!("{place}.weight"), "must be a number above 0, up to 1,000,000"));
    }
    if matches!(term.missing, Missing::Value(value) if !in_unit(value)) {
        findings.push(field(&format!("{place}.missing"), "must be from 0 to 1, or \"skip\""));
    }
    if !term.required.is_none_or(in_unit) {
        findings.push(field(&format!("{place}.required"), "must be a number from 0 to 1"));
    }
    for (name, message) in term.criterion.check() {
        findings.push(field(&format!("{place}.{name}"), &message));
    }
}

/// Whether a group of labels has at least two, all different and none blank.
fn tells_apart(group: &[String]) -> bool {
    let distinct: BTreeSet<&str> = group.iter().map(|label| label.trim()).collect();
    group.len() >= 2 && distinct.len() == group.len() && !distinct.contains("")
}

fn in_unit(number: f64) -> bool {
    (0.0..=1.0).contains(&number)
}

fn field(name: &str, message: &str) -> Finding {
    Finding::new(message).table("programme").column(name).code("programme")
}
