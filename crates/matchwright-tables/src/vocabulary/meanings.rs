//! What the labels in a roster's lists mean.
//!
//! Each label becomes one with its preferred name, then each of the others with the label that differs
//! from it in the number of a word, then each with the label that it seems to be a slip of. Labels that are
//! written more often go first, so that the rarer one is the slip; a label that was merged takes no others
//! in, so that no chain of slips leads from one word to another. O(labels · letters).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Vocabulary;
use super::apart::Apart;
use super::merge::{Because, Merge, Merges};
use super::related::Related;
use super::slips::Slips;
use super::vectors::{Near, Task};
use crate::labels::{LabelId, Labels, Written, label_key, singular_key, words_of};

/// What the labels in lists mean, and the report on it.
#[derive(Debug, Clone, Default)]
pub struct Meanings {
    /// For each label that does not stand for itself, what it stands for, and why.
    stands_for: BTreeMap<LabelId, (LabelId, Because)>,
    /// Every spelling that counts as another label.
    pub merges: Merges,
    /// Relations among the labels that stand for themselves.
    pub related: Related,
}

/// A label in some list, or one that is asked for, with its key.
struct Listed {
    label: LabelId,
    key: String,
    /// How many people list it.
    uses: usize,
}

impl Meanings {
    /// The meanings of the labels in lists, and of those that somebody asks for: nobody has written these, so
    /// that one in which a slip is found is the slip. `fuzzy` is how alike a slip has to be, or `None` where
    /// neither slips nor plurals are looked for; the labels of a group in `apart` never become one. `share` does a
    /// task for each number below a count and returns what they found in their order: the caller knows which
    /// threads there are.
    pub fn new(
        labels: &mut Labels,
        vocabulary: &Vocabulary,
        fuzzy: Option<f64>,
        apart: &[Vec<String>],
        share: impl Fn(usize, &Task<'_>) -> Vec<Vec<Near>>,
    ) -> Self {
        labels.name_by_use();
        let (known, unknown): (Vec<Listed>, Vec<Listed>) =
            listed(labels).into_iter().partition(|own| !vocabulary.meanings(&own.key).is_empty());
        let preferred = preferred(&known, labels, vocabulary);
        let apart = Apart::new(apart, labels);
        let mut search =
            Search { labels, vocabulary, preferred, apart, stands_for: BTreeMap::new() };
        search.merge_aliases(&known);
        if let Some(threshold) = fuzzy {
            search.merge_plurals(&known, &unknown);
            search.merge_slips(&known, &unknown, threshold);
        }
        let related = search.related(known.iter().chain(&unknown), share);
        let stands_for = search.stands_for;
        let merges = report(labels, &stands_for);
        labels.forget_writers();
        Self { stands_for, merges, related }
    }

    /// What a label in a list stands for: itself, or another.
    #[must_use]
    pub fn of(&self, label: LabelId) -> LabelId {
        self.stands_for.get(&label).map_or(label, |&(target, _)| target)
    }

    /// Why a label in a list stands for another; `None` where it stands for itself.
    #[must_use]
    pub fn because(&self, label: LabelId) -> Option<&Because> {
        self.stands_for.get(&label).map(|(_, because)| because)
    }

    /// Whether every label stands for itself.
    #[must_use]
    pub fn is_trivial(&self) -> bool {
        self.stands_for.is_empty()
    }
}

/// Every label in a list or asked for, those with most uses first.
fn listed(labels: &Labels) -> Vec<Listed> {
    let mut uses: BTreeMap<LabelId, usize> = BTreeMap::new();
    for spelling in labels.spellings().iter().filter(|spelling| spelling.has_meaning()) {
        *uses.entry(spelling.label).or_default() += spelling.uses(Written::InList);
    }
    let with_key = |(label, uses)| Listed { label, key: label_key(labels.text(label)), uses };
    let mut listed: Vec<Listed> = uses.into_iter().map(with_key).collect();
    listed.sort_by(|one, other| {
        other.uses.cmp(&one.uses).then(one.key.cmp(&other.key)).then(one.label.cmp(&other.label))
    });
    listed
}

/// The label that each meaning is called by, for all meanings that somebody may have written.
/// Labels get the vocabulary's spelling, and preferred names that nobody wrote become labels.
fn preferred(
    known: &[Listed],
    labels: &mut Labels,
    vocabulary: &Vocabulary,
) -> BTreeMap<u32, LabelId> {
    let meanings = known.iter().filter_map(|own| vocabulary.meanings(&own.key).first());
    let name = |&meaning: &u32| {
        let label = labels.intern(vocabulary.name(meaning));
        labels.rename(label, vocabulary.name(meaning));
        (meaning, label)
    };
    meanings.map(name).collect()
}

/// Finds what labels stand for, step by step.
struct Search<'a> {
    labels: &'a Labels,
    vocabulary: &'a Vocabulary,
    preferred: BTreeMap<u32, LabelId>,
    apart: Apart,
    stands_for: BTreeMap<LabelId, (LabelId, Because)>,
}

impl Search<'_> {
    /// Merges other names with the preferred one.
    fn merge_aliases(&mut self, known: &[Listed]) {
        let vocabulary = self.vocabulary;
        for Listed { label, key, .. } in known {
            if let Some((meaning, others)) = vocabulary.meanings(key).split_first()
                && let Some(&target) = self.preferred.get(meaning)
                && target != *label
                && self.apart.may_join(*label, target)
            {
                let also = others.iter().map(|&other| vocabulary.name(other).to_owned()).collect();
                self.merge(*label, target, Because::Alias { also });
            }
        }
    }

    /// Merges the unknown labels with those that differ in nothing but the number of words.
    fn merge_plurals(&mut self, known: &[Listed], unknown: &[Listed]) {
        let mut by_form: HashMap<String, LabelId> = HashMap::new();
        for label in self.right(known) {
            let form = singular_key(self.labels.text(label));
            by_form.entry(form).or_insert(self.target(label));
        }
        for &Listed { label, .. } in unknown {
            let form = singular_key(self.labels.text(label));
            let target = *by_form.entry(form).or_insert(label);
            if target != label && self.apart.may_join(label, target) {
                self.merge(label, target, Because::Plural);
            }
        }
    }

    /// What the vocabulary knows is right, however few write it.
    fn right(&self, known: &[Listed]) -> Vec<LabelId> {
        self.preferred.values().copied().chain(known.iter().map(|own| own.label)).collect()
    }

    /// Merges the unknown labels with what they seem to be slips of.
    fn merge_slips(&mut self, known: &[Listed], unknown: &[Listed], threshold: f64) {
        let mut slips = Slips::default();
        let mut targets = Vec::new();
        for label in self.right(known) {
            slips.add(words_of(self.labels.text(label)), usize::MAX);
            targets.push(self.target(label));
        }
        // Whoever has taken a plural in stays, as does the plural.
        let plurals = self.stands_for.iter().flat_map(|(&label, &(target, _))| [label, target]);
        let settled: BTreeSet<LabelId> = plurals.collect();
        for &Listed { label, uses, .. } in unknown {
            let words = words_of(self.labels.text(label));
            let mut alike = slips.of(&words, uses, threshold);
            alike.sort_by(|(first, a), (second, b)| b.total_cmp(a).then(first.cmp(second)));
            let can_join =
                |at: usize| !settled.contains(&label) && self.apart.may_join(label, targets[at]);
            let found = alike.iter().find(|&&(at, _)| can_join(at));
            if let Some(&(at, likeness)) = found {
                self.merge(label, targets[at], Because::Fuzzy(likeness));
            } else {
                slips.add(words, uses);
                targets.push(self.target(label));
            }
        }
    }

    fn related<'l>(
        &self,
        listed: impl Iterator<Item = &'l Listed>,
        share: impl Fn(usize, &Task<'_>) -> Vec<Vec<Near>>,
    ) -> Related {
        let own: BTreeSet<LabelId> = listed.map(|own| self.target(own.label)).collect();
        let own: Vec<LabelId> = own.into_iter().collect();
        let keys: Vec<String> =
            own.iter().map(|&label| label_key(self.labels.text(label))).collect();
        let near = self.vocabulary.vectors.related(&keys, share).into_iter();
        let near = near.map(|(left, right, cosine)| (own[left], own[right], cosine));
        let near = near.filter(|&(left, right, _)| !self.apart.are_apart(left, right));
        let terms: Vec<(LabelId, u32)> =
            self.preferred.iter().map(|(&meaning, &label)| (label, meaning)).collect();
        Related::new(&terms, self.labels.len(), &self.vocabulary.hierarchy, near)
    }

    fn target(&self, label: LabelId) -> LabelId {
        self.stands_for.get(&label).map_or(label, |&(target, _)| target)
    }

    fn merge(&mut self, label: LabelId, target: LabelId, because: Because) {
        self.apart.join(label, target);
        self.stands_for.insert(label, (target, because));
    }
}

/// Every spelling that counts as another label. One spelling can stand for two things: for what it
/// means in lists, and for its key alone elsewhere.
fn report(labels: &Labels, stands_for: &BTreeMap<LabelId, (LabelId, Because)>) -> Merges {
    let mut merges = Vec::new();
    for spelling in labels.spellings() {
        let mut add = |into: LabelId, because: &Because, written: &[Written]| {
            let into = labels.text(into);
            if into != spelling.text && written.iter().any(|&at| spelling.uses(at) > 0) {
                let writers = spelling.people(written);
                let merge = Merge {
                    label: spelling.text.clone(),
                    into: into.to_owned(),
                    because: because.clone(),
                    people: writers.len(),
                };
                merges.push((merge, writers));
            }
        };
        if let Some((target, because)) = stands_for.get(&spelling.label) {
            add(*target, because, &[Written::InList]);
            add(spelling.label, &Because::Case, &[Written::Alone]);
        } else {
            add(spelling.label, &Because::Case, &[Written::InList, Written::Alone]);
        }
    }
    Merges::new(merges)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Word;

    fn meanings(labels: &mut Labels, vocabulary: &Vocabulary, apart: &[Vec<String>]) -> Meanings {
        let one_by_one = |count, task: &Task<'_>| (0..count).map(task).collect();
        Meanings::new(labels, vocabulary, Some(0.93), apart, one_by_one)
    }

    /// The report on lists in which the labels stand so often.
    fn merges(
        written: &[(&str, u32)],
        vocabulary: &Vocabulary,
        apart: &[&[&str]],
    ) -> Vec<(String, String, String, usize)> {
        let groups: Vec<Vec<String>> =
            apart.iter().map(|group| group.iter().map(|&text| text.to_owned()).collect()).collect();
        let mut labels = Labels::apart(&groups);
        for &(text, times) in written {
            for writer in 0..times {
                labels.write(text, writer, Written::InList);
            }
        }
        let meanings = meanings(&mut labels, vocabulary, &groups);
        let row = |merge: &Merge| {
            let Merge { label, into, because, people } = merge.clone();
            (label, into, because.to_string(), people)
        };
        meanings.merges.all().iter().map(row).collect()
    }

    fn merge(
        label: &str,
        into: &str,
        because: &str,
        people: usize,
    ) -> (String, String, String, usize) {
        (label.into(), into.into(), because.into(), people)
    }

    fn vocabulary() -> Result<Vocabulary, crate::error::Error> {
        let alias = |label: &str| Word::new(label).preferred("JavaScript");
        Vocabulary::new([alias("JS"), alias("ECMAScript"), alias("Mocha")])
    }

    #[test]
    fn every_reason_is_reported_with_the_people_it_touches() -> Result<(), crate::error::Error> {
        let written = [("js", 3), ("JavaScript", 1), ("Javascript", 2), ("javascrpt", 1)];
        let expected = [
            merge("Javascript", "JavaScript", "case", 2),
            merge("javascrpt", "JavaScript", "fuzzy 0.98", 1),
            merge("js", "JavaScript", "alias", 3),
        ];
        assert_eq!(merges(&written, &vocabulary()?, &[]), expected);
        Ok(())
    }

    #[test]
    fn the_rarer_of_two_unknown_labels_is_the_slip() {
        let none = Vocabulary::default();
        for (written, label, into) in [
            ([("Kubernets", 1), ("Kubernetes", 2)], "Kubernets", "Kubernetes"),
            ([("Kubernets", 3), ("Kubernetes", 2)], "Kubernetes", "Kubernets"),
        ] {
            let found = merges(&written, &none, &[]);
            assert_eq!((&*found[0].0, &*found[0].1, found.len()), (label, into, 1));
        }
    }

    #[test]
    fn a_plural_counts_as_its_singular_or_the_other_way_round() -> Result<(), crate::error::Error> {
        let none = Vocabulary::default();
        let written = [("spreadsheet", 3), ("Spreadsheets", 2), ("spreadsheats", 1)];
        let expected = [
            merge("Spreadsheets", "spreadsheet", "plural", 2),
            merge("spreadsheats", "spreadsheet", "fuzzy 0.96", 1),
        ];
        assert_eq!(merges(&written, &none, &[]), expected);
        let written = [("board game", 1), ("Board Games", 3)];
        assert_eq!(merges(&written, &none, &[]), [merge("board game", "Board Games", "plural", 1)]);
        assert_eq!(merges(&written, &none, &[&["board game", "board games"]]), []);
        let known = Vocabulary::new([Word::new("databases")])?;
        let written = [("database", 9), ("databases", 1)];
        assert_eq!(
            merges(&written, &known, &[]),
            [merge("database", "databases", "plural", 9)],
            "the vocabulary is right"
        );
        for written in
            [[("1-2", 1), ("1 2", 2)], [(".NET", 1), ("NET", 2)], [("news", 1), ("new", 2)]]
        {
            assert_eq!(merges(&written, &none, &[]), []);
        }
        Ok(())
    }

    #[test]
    fn what_is_asked_for_is_a_slip_of_what_a_single_person_lists() {
        let mut labels = Labels::default();
        let listed = labels.write("Python", 0, Written::InList);
        let [slip, other] = ["pyhton", "Perl"].map(|text| labels.ask(text));
        let meanings = meanings(&mut labels, &Vocabulary::default(), &[]);
        assert_eq!([slip, other].map(|label| meanings.of(label)), [listed, other]);
        assert!(matches!(meanings.because(slip), Some(Because::Fuzzy(_))));
        assert_eq!(meanings.because(listed), None);
        assert_eq!(meanings.merges.all(), [], "nobody wrote it");
    }

    #[test]
    fn slips_do_not_chain() {
        // Each is one slip from the next.
        let written = [("aaabbbcccddd", 3), ("aaabbbcccdd", 2), ("aaabbbcccd", 1)];
        let expected = [merge("aaabbbcccdd", "aaabbbcccddd", "fuzzy 0.98", 2)];
        assert_eq!(merges(&written, &Vocabulary::default(), &[]), expected);
    }

    #[test]
    fn vetoes_hold_for_case_alias_and_slip() -> Result<(), crate::error::Error> {
        let vocabulary = vocabulary()?;
        let written = [("JS", 1), ("Mocha", 2), ("JavaScript", 1), ("US", 1), ("us", 1)];
        let found = merges(&written, &vocabulary, &[&["US", "us"], &["JavaScript", "JS"]]);
        assert_eq!(found, [merge("Mocha", "JavaScript", "alias", 2)]);
        let found = merges(&written, &vocabulary, &[&["US", "us"], &["Mocha", "JS"]]);
        assert_eq!(found, [merge("Mocha", "JavaScript", "alias", 2)], "the first alias takes it");
        let slip = [("Kubernetes", 2), ("Kubernets", 1)];
        assert_eq!(merges(&slip, &vocabulary, &[&["kubernets", "kubernetes"]]), []);
        Ok(())
    }

    #[test]
    fn a_single_answer_is_compared_by_its_key_alone() -> Result<(), crate::error::Error> {
        let mut labels = Labels::default();
        labels.write("JS", 0, Written::Alone);
        labels.write("js", 1, Written::InList);
        labels.write("js", 2, Written::InList);
        let meanings = meanings(&mut labels, &vocabulary()?, &[]);
        let rows: Vec<_> = meanings
            .merges
            .all()
            .iter()
            .map(|merge| (&*merge.label, &*merge.into, merge.people))
            .collect();
        assert_eq!(rows, [("JS", "js", 1), ("js", "JavaScript", 2)]);
        Ok(())
    }
}
