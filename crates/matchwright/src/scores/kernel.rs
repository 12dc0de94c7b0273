//! The kernel: the points of a mentee with block after block of mentors. Everything that needs
//! scores reads them here.
//!
//! Some members put mentors into few groups. They share a table of points that is filled once for a
//! mentee and looked up for every mentor; mentors who are exceptions are corrected one by one.
//! Other members are evaluated for every mentor, over a block that stays in the first-level cache.
//! All sums are of integers, so that their order does not matter.

use std::cell::Cell;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use super::answers::Answers;
use super::candidates::Candidates;
use super::grid::unbarred;
use super::lookup::{Lookup, Sums, Table, join};
use super::member::{Member, Scratch};
use super::skipping::{Silence, Skipping};
use super::term::CompiledTerm;
use crate::compare::Groups;

/// Mentors evaluated at a time: points and values of a block, 16 KiB, stay in the first-level cache
/// beside the tables.
const BLOCK: usize = 2048;

/// Ranges shorter than this are read without filling the tables, unless they are filled already.
const SHORT: usize = 16;

/// A programme's members over one roster.
pub(super) struct Kernel {
    /// A number that no other kernel of the process has: by it a thread knows whose row it has
    /// prepared.
    number: u64,
    pub(super) candidates: Candidates,
    pub(super) terms: Vec<CompiledTerm>,
    lookups: Vec<Lookup>,
    /// The members that are evaluated for every mentor.
    one_by_one: Vec<usize>,
    pub(super) skipping: Skipping,
    mentors: usize,
}

/// A mentee's row: the points of the mentee with every mentor.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Row {
    /// The number of the kernel that scores it.
    kernel: u64,
    mentee: usize,
}

/// What is worked out once for a row, and buffers. The solver asks for one row in many parts, so that
/// each thread keeps this until it reads another row.
#[derive(Default)]
struct RowCache {
    /// The row that everything here is about; `None` before the first.
    row: Option<Row>,
    tables: Vec<Box<Table>>,
    /// Mentors with the points that their look-ups lack, in ascending order.
    exceptions: Vec<(u32, i32)>,
    found: Vec<u32>,
    sums: Sums,
    scratch: Scratch,
    /// For each criterion, where any may be skipped.
    answers: Vec<Answers>,
    silence: Silence,
    points: Vec<i32>,
}

thread_local! {
    static ROW_CACHE: Cell<Option<Box<RowCache>>> = const { Cell::new(None) };
}

impl Kernel {
    pub(super) fn new(
        candidates: Candidates,
        terms: Vec<CompiledTerm>,
        skipping: Skipping,
        mentors: usize,
    ) -> Self {
        static KERNELS: AtomicU64 = AtomicU64::new(0);
        let number = KERNELS.fetch_add(1, Ordering::Relaxed);
        let kernel = Self {
            number,
            candidates,
            terms,
            skipping,
            mentors,
            lookups: Vec::new(),
            one_by_one: Vec::new(),
        };
        let groups = |member| kernel.member(member).groups_of(mentors);
        let grouped = kernel.members().filter_map(|member| Some((member, groups(member)?)));
        let lookups = join(grouped.collect(), mentors);
        let one_by_one = kernel.members().filter(|&member| groups(member).is_none()).collect();
        Self { lookups, one_by_one, ..kernel }
    }

    /// The rules' numbers and then the criteria's. Where a criterion may be skipped, all criteria
    /// are added by [`Skipping`].
    fn members(&self) -> Range<usize> {
        let terms = if self.skipping.is_possible() { 0 } else { self.terms.len() };
        0..self.candidates.clauses().len() + terms
    }

    fn member(&self, number: usize) -> &dyn Member {
        let clauses = self.candidates.clauses();
        match clauses.get(number) {
            Some(clause) => clause,
            None => &self.terms[number - clauses.len()],
        }
    }

    /// Calls `each(first mentor, points)` for block after block of mentors. Points are negative
    /// where a barrier keeps two people apart.
    pub(super) fn visit(
        &self,
        mentee: usize,
        mentors: Range<usize>,
        mut each: impl FnMut(usize, &[i32]),
    ) {
        // Taken out and put back below: where `each` reads another row, that call makes a new one.
        let mut cache = ROW_CACHE.take().unwrap_or_default();
        let is_ready = cache.row == Some(self.row(mentee));
        let is_short = mentors.len() < SHORT && !is_ready;
        if !is_ready && !is_short {
            self.prepare(mentee, &mut cache);
        }
        let mut points = std::mem::take(&mut cache.points);
        points.resize(points.len().max(BLOCK.min(mentors.len())), 0);
        for start in mentors.clone().step_by(BLOCK) {
            let range = start..(start + BLOCK).min(mentors.end);
            let points = &mut points[..range.len()];
            points.fill(0);
            if is_short {
                self.add_plain(mentee, &range, &mut cache, points);
            } else {
                self.add_prepared(mentee, &range, &mut cache, points);
            }
            self.weaken(mentee, &range, &mut cache.scratch, points);
            each(start, points);
        }
        cache.points = points;
        ROW_CACHE.set(Some(cache));
    }

    /// Lowers the points of pairs that a rule weakens, when everything else has been added: each at most to 0,
    /// whatever keeps the two apart.
    fn weaken(
        &self,
        mentee: usize,
        mentors: &Range<usize>,
        scratch: &mut Scratch,
        points: &mut [i32],
    ) {
        let rules = self.candidates.weakening().filter(|(rule, _)| rule.holds(mentee));
        for (rule, most) in rules {
            let verdicts = scratch.verdicts(points.len());
            rule.judge.verdicts(mentee, mentors.clone(), verdicts);
            for (points, &verdict) in points.iter_mut().zip(&*verdicts) {
                if rule.applies(verdict) {
                    *points -= most.min(unbarred(*points));
                }
            }
        }
    }

    fn row(&self, mentee: usize) -> Row {
        Row { kernel: self.number, mentee }
    }

    /// Works out what a mentee's row needs.
    fn prepare(&self, mentee: usize, cache: &mut RowCache) {
        let RowCache { row, tables, exceptions, found, sums, scratch, answers, .. } = cache;
        *row = None;
        exceptions.clear();
        if tables.len() < self.lookups.len() {
            tables.resize_with(self.lookups.len(), || Box::new([0; super::lookup::TABLE]));
        }
        for (lookup, table) in self.lookups.iter().zip(tables) {
            lookup.fill(sums, table, |number, own| {
                let member = self.member(number);
                member.add_groups(mentee, scratch, own);
                found.clear();
                member.exceptions(mentee, found);
                found.sort_unstable();
                found.dedup();
                let of = member.groups().map(Groups::of).unwrap_or_default();
                exceptions.extend(found.iter().filter_map(|&mentor| {
                    let mentor_only = mentor as usize..mentor as usize + 1;
                    let group = own[usize::from(*of.get(mentor_only.start)?)];
                    let mut points = [0];
                    member.add(mentee, mentor_only, scratch, &mut points);
                    Some((mentor, points[0] - group))
                }));
            });
        }
        exceptions.sort_unstable();
        if self.skipping.is_possible() {
            answers.resize_with(answers.len().max(self.terms.len()), Answers::default);
            for (answers, term) in answers.iter_mut().zip(&self.terms) {
                answers.fill(term, mentee, self.mentors);
            }
        }
        *row = Some(self.row(mentee));
    }

    fn add_prepared(
        &self,
        mentee: usize,
        mentors: &Range<usize>,
        cache: &mut RowCache,
        points: &mut [i32],
    ) {
        for (lookup, table) in self.lookups.iter().zip(&cache.tables) {
            lookup.add(mentors.clone(), table, points);
        }
        for &member in &self.one_by_one {
            self.member(member).add(mentee, mentors.clone(), &mut cache.scratch, points);
        }
        let from =
            cache.exceptions.partition_point(|&(mentor, _)| (mentor as usize) < mentors.start);
        for &(mentor, lacking) in &cache.exceptions[from..] {
            match points.get_mut(mentor as usize - mentors.start) {
                Some(points) => *points += lacking,
                None => break,
            }
        }
        let RowCache { answers, silence, .. } = cache;
        self.skipping.add(&self.terms, silence, points, |criterion, out| {
            let term = &self.terms[criterion];
            answers[criterion].write(term, mentee, mentors, self.mentors, out);
        });
    }

    fn add_plain(
        &self,
        mentee: usize,
        mentors: &Range<usize>,
        cache: &mut RowCache,
        points: &mut [i32],
    ) {
        for member in self.members() {
            self.member(member).add(mentee, mentors.clone(), &mut cache.scratch, points);
        }
        self.skipping.add(&self.terms, &mut cache.silence, points, |criterion, out| {
            self.terms[criterion].values(mentee, mentors.clone(), out);
        });
    }
}
