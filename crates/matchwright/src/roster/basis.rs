//! What some of the mentees are read against, so that their answers mean what they mean among those of everybody:
//! the mentors, what labels stand for, and of the other mentees no more than a pair of somebody else can depend on.

use std::collections::BTreeMap;
use std::sync::Arc;

use matchwright_tables::Table;
use matchwright_tables::labels::{LabelId, Labels};
use matchwright_tables::mapping::MappedTable;
use matchwright_tables::vocabulary::Related;
use serde::{Deserialize, Serialize};

use super::inactive::Inactive;
use super::late::Late;
use super::saved::{SavedPeople, Sizes, are_ids};
use super::texts::Words;
use super::{People, Roster};
use crate::error::{Error, Finding, Findings};
use crate::schema::{Kind, Schema, Side};

/// What mentees are read against.
#[derive(Debug, Clone)]
pub(crate) struct Basis {
    mentors: Arc<People>,
    /// Whom mentors can have listed, by position; nobody where they list no mentees.
    listed: Vec<String>,
    labels: Labels,
    stands_for: BTreeMap<LabelId, LabelId>,
    related: Arc<Related>,
    words: Words,
    /// The mentees with their managers: a line may lead through somebody who is not asked about.
    managed: Inactive,
    inactive: Arc<Inactive>,
}

/// The same as a file holds it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SavedBasis {
    mentors: SavedPeople,
    listed: Vec<String>,
    labels: Labels,
    stands_for: BTreeMap<LabelId, LabelId>,
    related: Related,
    words: Vec<String>,
    managed: Inactive,
    inactive: Inactive,
}

impl Roster {
    /// What some of the mentees can be read against later.
    ///
    /// # Errors
    /// Where the words of texts are not known, because the roster was read back from a file.
    pub(crate) fn basis(&self, schema: &Schema) -> Result<Basis, Findings> {
        let reads = |side, kind| {
            schema.reads().iter().find(move |read| read.side == side && read.kind == kind)
        };
        let text = reads(Side::Mentee, Kind::Text).or(reads(Side::Mentor, Kind::Text));
        if let (Some(text), None) = (text, &self.words) {
            let message = "the words of texts are not kept in files: read the tables again";
            let finding = Finding::new(message).code("not_kept").table(text.side.table());
            let mut findings = Findings::default();
            findings.push(finding.column(&text.column));
            return Err(findings);
        }
        let ranks = reads(Side::Mentor, Kind::Ranking).is_some();
        Ok(Basis {
            mentors: Arc::clone(&self.mentors),
            listed: if ranks { self.mentees.ids.clone() } else { Vec::new() },
            labels: self.open_labels(),
            stands_for: self.stands_for(),
            related: Arc::clone(&self.related),
            words: self.words.clone().unwrap_or_default(),
            managed: Inactive::of_people(&self.mentees, schema),
            inactive: Arc::clone(&self.inactive),
        })
    }
}

impl Basis {
    /// The mentors.
    pub(crate) fn mentors(&self) -> &People {
        &self.mentors
    }

    /// Mentees of a table, and all mentors. `mapped` is what the programme's `[tables]` knows of the rows.
    pub(crate) fn roster(
        &self,
        table: &Table,
        mapped: Option<&MappedTable>,
        schema: &Schema,
    ) -> Result<Roster, Error> {
        let mut findings = Findings::default();
        let mut late = Late {
            schema,
            others: self.mentors.ids(),
            labels: self.labels.clone(),
            words: self.words.clone(),
            stands_for: &self.stands_for,
        };
        let mut mentees = late.read(Side::Mentee, table, &mut findings);
        findings.into_result(())?;
        if let Some(mapped) = mapped {
            mentees.add_mapped(mapped);
        }
        Ok(self.with(mentees, late.labels))
    }

    /// The mentors alone.
    pub(crate) fn without_mentees(&self) -> Roster {
        self.with(People::nobody(Side::Mentee), self.labels.clone())
    }

    fn with(&self, mentees: People, labels: Labels) -> Roster {
        let (inactive, mentors) = (self.inactive(&mentees.ids), self.mentors_for(&mentees.ids));
        Roster {
            mentees: Arc::new(mentees),
            mentors,
            labels: Arc::new(labels),
            merges: Arc::default(),
            related: Arc::clone(&self.related),
            readings: Arc::default(),
            inactive,
            waiting: Arc::default(),
            words: None,
        }
    }

    /// Everybody else through whom a line of managers can lead.
    fn inactive(&self, ids: &[String]) -> Arc<Inactive> {
        if self.managed.is_empty() {
            return Arc::clone(&self.inactive);
        }
        Arc::new(self.managed.without(ids, &self.inactive))
    }

    /// The mentors, whose lists name these mentees by their positions.
    fn mentors_for(&self, ids: &[String]) -> Arc<People> {
        if self.listed.is_empty() {
            return Arc::clone(&self.mentors);
        }
        let place = |id: &String| ids.binary_search(id).ok().map(|at| at as u32);
        let places: Vec<Option<u32>> = self.listed.iter().map(place).collect();
        let mut mentors = People::clone(&self.mentors);
        let columns = std::mem::take(&mut mentors.columns).into_iter();
        mentors.columns = columns.map(|(key, all)| (key, all.with_others(&places))).collect();
        Arc::new(mentors)
    }

    /// As a file holds it.
    pub(crate) fn saved(&self, schema: &Schema) -> SavedBasis {
        SavedBasis {
            mentors: self.mentors.saved(schema),
            listed: self.listed.clone(),
            labels: self.labels.clone(),
            stands_for: self.stands_for.clone(),
            related: (*self.related).clone(),
            words: self.words.in_order(),
            managed: self.managed.clone(),
            inactive: (*self.inactive).clone(),
        }
    }

    /// Of a file; what does not hold together is refused.
    pub(crate) fn restored(saved: SavedBasis, schema: &Schema) -> Result<Self, String> {
        let labels = saved.labels.len();
        let is_label = |label: &LabelId| (label.0 as usize) < labels;
        let are_labels = |(from, into): (&LabelId, &LabelId)| is_label(from) && is_label(into);
        if !saved.related.is_among(labels) || !saved.stands_for.iter().all(are_labels) {
            return Err("relations of labels that are not there".to_owned());
        }
        if !saved.listed.is_empty() && !are_ids(&saved.listed) {
            return Err("listed ids that are missing, repeated or out of order".to_owned());
        }
        let sizes = Sizes { people: saved.mentors.len(), others: saved.listed.len(), labels };
        let mentors = saved.mentors.restored(Side::Mentor, schema, &sizes)?;
        let words: Words = saved.words.into_iter().collect();
        if !mentors.columns.values().all(|column| column.has_words_below(words.len())) {
            return Err("texts of words that are not there".to_owned());
        }
        let related = saved.related.renumbered(labels);
        let mut open = saved.labels;
        open.leave_room(related.end());
        Ok(Self {
            mentors: Arc::new(mentors),
            listed: saved.listed,
            labels: open,
            stands_for: saved.stands_for,
            related: Arc::new(related),
            words,
            managed: saved.managed,
            inactive: Arc::new(saved.inactive),
        })
    }
}
