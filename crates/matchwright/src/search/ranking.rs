//! Who answers best.

use std::cmp::Reverse;

use matchwright_tables::labels::LabelId;

use super::columns::Looked;
use super::credits::{Credits, WORDS, credits, reason};
use super::{How, Match};
use crate::roster::{Directory, Entry, Lists};

/// What a person answers.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    /// By the order of the ids.
    pub(super) person: usize,
    /// The mean of the best answers, in millionths.
    pub(super) points: i32,
    /// For each label that is asked for.
    best: Vec<Option<Best>>,
}

/// The best answer to a label.
#[derive(Debug, Clone, Copy)]
struct Best {
    points: i32,
    how: How,
    level: f32,
    place: Place,
}

/// Where it stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    Listed(LabelId),
    /// In the text column of this place.
    Text(usize),
}

/// The best of some people, at most so many. O(entries of their lists), and a sort.
pub(super) fn ranked(
    directory: &Directory,
    looked: &Looked<'_>,
    people: &[usize],
    k: usize,
) -> Vec<Answer> {
    let own = directory.people();
    let columns = Columns {
        credits: credits(directory),
        lists: looked.lists.iter().map(|column| own.lists(column)).collect(),
    };
    let answers = people.iter().map(|&person| columns.answer(directory, person));
    let mut answers: Vec<Answer> = answers.filter(|answer| answer.total() > 0).collect();
    // People stand in the order of the ids, and the sort is stable.
    answers.sort_by(|one, other| {
        let levels = || other.levels().total_cmp(&one.levels());
        Reverse(one.total()).cmp(&Reverse(other.total())).then_with(levels)
    });
    answers.truncate(k);
    answers
}

/// What everybody lists, and what it is worth.
struct Columns {
    credits: Credits,
    lists: Vec<Lists<Entry>>,
}

impl Columns {
    fn answer(&self, directory: &Directory, person: usize) -> Answer {
        let asked = directory.asked();
        let mut answer = Answer { person, points: 0, best: vec![None; asked.len()] };
        for entry in self.lists.iter().flat_map(|lists| lists.of(person)) {
            for credit in self.credits.get(&entry.label).into_iter().flatten() {
                let level = entry.level.unwrap_or_default();
                let points = part(credit.points, asked[credit.asked].item.level, entry.level);
                let place = Place::Listed(entry.label);
                answer.take(credit.asked, Best { points, how: credit.how, level, place });
            }
        }
        for &(asked, column) in directory.in_texts(person) {
            let (points, how, place) = (WORDS, How::Words, Place::Text(column));
            answer.take(asked, Best { points, how, level: 0.0, place });
        }
        answer.points = (answer.total() / asked.len() as i64) as i32;
        answer
    }
}

/// What is left of an answer whose level is below the one that is asked for; without a level it counts whole.
fn part(points: i32, asked: Option<f64>, level: Option<f32>) -> i32 {
    match (asked, level) {
        (Some(asked), Some(level)) if f64::from(level) < asked => {
            (f64::from(points) * (f64::from(level) / asked)) as i32
        }
        _ => points,
    }
}

impl Answer {
    /// Takes a better answer.
    fn take(&mut self, asked: usize, new: Best) {
        let have = &mut self.best[asked];
        let is_better = have.is_none_or(|have| {
            let how = have.how.cmp(&new.how);
            new.points.cmp(&have.points).then(how).then(new.level.total_cmp(&have.level)).is_gt()
        });
        if is_better {
            *have = Some(new);
        }
    }

    fn total(&self) -> i64 {
        self.best.iter().flatten().map(|best| i64::from(best.points)).sum()
    }

    /// How high what answers is together.
    fn levels(&self) -> f64 {
        self.best.iter().flatten().map(|best| f64::from(best.level)).sum()
    }
}

/// What of a person's answers, as they wrote it.
pub(super) fn matches(directory: &Directory, looked: &Looked<'_>, answer: &Answer) -> Vec<Match> {
    let asked = directory.asked().iter().zip(&answer.best);
    let found = asked.filter_map(|(asked, best)| Some((asked, best.filter(|b| b.points > 0)?)));
    let found = found.map(|(asked, best)| {
        let (listed, how) = match best.place {
            Place::Text(column) => (looked.texts[column].clone(), best.how),
            Place::Listed(label) => match directory.written(answer.person, label) {
                // What they wrote may be further from what is asked for than the label that it counts as.
                Some(merge) => (merge.label.clone(), best.how.max(reason(&merge.because))),
                None => (directory.labels().text(label).to_owned(), best.how),
            },
        };
        Match { asked: asked.item.label.clone(), listed, how }
    });
    found.collect()
}
