//! Random people as plain values, so that a test can compute from them what the library computes
//! from its columns.

use matchwright::roster::{Cell, Item, Person};

/// A list entry: a label, and the number behind the colon.
pub type Listed = (&'static str, Option<u8>);

const LABELS: [&str; 7] = ["chess", "rowing", "film", "golf", "opera", "C", "C++"];
const WORDS: [&str; 5] = ["chess", "Rowing", "boats", "c++", "Café"];
const SITES: [&str; 4] = ["Leeds", "York", "Hull", "Bath"];
const UNITS: [&str; 6] =
    ["Army", "Army/1st", "Army/1st/3rd", "Army/1st/5th", "Navy/1st/3rd", "Navy"];

/// A span of free time: the day from Monday, and quarters of an hour, where from and how many.
pub type Slot = (usize, usize, usize);

const DAYS: [&str; 7] = ["mon", "Tue", "wed", "Thursday", "fri", "sat", "Sun"];

/// What one person answers; empty and `None` where they do not.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// A label in the column `site`.
    pub site: Option<&'static str>,
    /// A path in the column `unit`.
    pub unit: Option<&'static str>,
    /// A whole number in the column `years`.
    pub years: Option<u8>,
    /// A list with levels in the column `skills`.
    pub skills: Vec<Listed>,
    /// A list with weights in the column `weights`.
    pub weights: Vec<Listed>,
    /// Positions on the other side in the column `prefers`, those at each rank, most wanted first.
    pub prefers: Vec<Vec<usize>>,
    /// Slots in the column `free`, each within a day.
    pub free: Vec<Slot>,
    /// Half hours ahead of UTC in the column `zone`.
    pub zone: Option<i8>,
    /// Degrees in the columns `north` and `east`.
    pub place: Option<(i16, i16)>,
    /// Whether the column `works` says "remote".
    pub is_remote: bool,
    /// From 1 to 5 in the columns `open` and `lively`.
    pub traits: [Option<u8>; 2],
    /// A vector in the column `about`.
    pub about: Option<[i8; 3]>,
    /// A list with levels in the column `has`.
    pub has: Vec<Listed>,
    /// Vectors in the column `papers`, some without a direction.
    pub papers: Vec<[i8; 2]>,
    /// Texts in the column `notes`, as words.
    pub notes: Vec<Vec<&'static str>>,
}

impl Answers {
    /// Random answers. `draw(n)` gives a number below n; 0 is the simplest answer.
    /// `others` is the number of people on the other side.
    pub fn random(others: usize, mut draw: impl FnMut(usize) -> usize) -> Self {
        Self {
            site: pick(&SITES, &mut draw),
            unit: pick(&UNITS, &mut draw),
            years: draw(40).checked_sub(1).map(|years| years as u8),
            skills: list(&mut draw),
            weights: list(&mut draw),
            prefers: ranking(others, &mut draw),
            free: slots(&mut draw),
            zone: draw(30).checked_sub(1).map(|zone| zone as i8 - 5),
            place: place(&mut draw),
            is_remote: draw(4) == 3,
            traits: [draw(6), draw(6)].map(|answer| answer.checked_sub(1).map(|a| a as u8 + 1)),
            about: (draw(5) > 0).then(|| [(); 3].map(|()| draw(7) as i8 - 3)),
            has: list(&mut draw),
            papers: (0..draw(4)).map(|_| [(); 2].map(|()| draw(5) as i8 - 2)).collect(),
            notes: (0..draw(4)).map(|_| (0..draw(6)).map(|_| WORDS[draw(5)]).collect()).collect(),
        }
    }

    /// A person with these answers, whose wishes are for ids that start with `other`.
    #[must_use]
    pub fn person(&self, id: String, other: &str) -> Person {
        let text = |text: Option<&str>| text.map_or(Cell::Missing, |text| Cell::Text(text.into()));
        let number = |number: Option<f64>| number.map_or(Cell::Missing, Cell::Number);
        let item = |&(label, level): &Listed| Item {
            label: label.to_owned(),
            level: level.map(f64::from),
        };
        let list = |listed: &[Listed]| Cell::List(listed.iter().map(item).collect());
        let vector = |numbers: &[i8; 2]| Cell::Numbers(numbers.map(f64::from).to_vec());
        Person::new(id)
            .cell("site", text(self.site))
            .cell("unit", text(self.unit))
            .cell("years", number(self.years.map(f64::from)))
            .cell("skills", list(&self.skills))
            .cell("weights", list(&self.weights))
            .text("free", written(&self.free))
            .text(
                "zone",
                self.zone.map_or(String::new(), |zone| format!("UTC{:+}", f64::from(zone) / 2.0)),
            )
            .cell("north", number(self.place.map(|(north, _)| north.into())))
            .cell("east", number(self.place.map(|(_, east)| east.into())))
            .text("works", if self.is_remote { "Remote" } else { "" })
            .cell("open", number(self.traits[0].map(f64::from)))
            .cell("lively", number(self.traits[1].map(f64::from)))
            .numbers("about", self.about.into_iter().flatten().map(f64::from))
            .cell("has", list(&self.has))
            .cell("papers", Cell::Lists(self.papers.iter().map(vector).collect()))
            .list("notes", self.notes.iter().map(|words| words.join(", ")))
            .text("prefers", ranked(&self.prefers, other))
    }
}

/// Ids that sort like their positions: `e003`.
#[must_use]
pub fn person_id(side: &str, position: usize) -> String {
    format!("{side}{position:03}")
}

/// Numbers below what is asked for, from bytes that are used over and over: few and small bytes
/// make few and simple answers, so that a failing case shrinks to something a person can read.
pub fn draws(bytes: &[u8]) -> impl FnMut(usize) -> usize {
    let mut bytes = bytes.iter().cycle();
    move |below| bytes.next().map_or(0, |&byte| usize::from(byte) % below.max(1))
}

fn pick(from: &[&'static str], draw: &mut impl FnMut(usize) -> usize) -> Option<&'static str> {
    draw(from.len() + 1).checked_sub(1).map(|position| from[position])
}

/// Each label at most once, in any order.
fn list(draw: &mut impl FnMut(usize) -> usize) -> Vec<Listed> {
    let mut labels = LABELS.to_vec();
    let length = draw(LABELS.len());
    let mut entry = || {
        let label = labels.remove(draw(labels.len()));
        (label, draw(7).checked_sub(1).map(|level| level as u8))
    };
    (0..length).map(|_| entry()).collect()
}

fn slots(draw: &mut impl FnMut(usize) -> usize) -> Vec<Slot> {
    let slot = |draw: &mut dyn FnMut(usize) -> usize| {
        let from = draw(96);
        (draw(DAYS.len()), from, 1 + draw(96 - from))
    };
    (0..draw(4)).map(|_| slot(&mut *draw)).collect()
}

fn place(draw: &mut impl FnMut(usize) -> usize) -> Option<(i16, i16)> {
    let north = draw(182).checked_sub(1)?;
    Some((north as i16 - 90, 10 * draw(37) as i16 - 180))
}

/// `mon 09:15-12:00; Tue 00:00-24:00`
fn written(slots: &[Slot]) -> String {
    let time = |quarter: usize| format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15);
    let slot = |&(day, from, length): &Slot| {
        format!("{} {}-{}", DAYS[day], time(from), time(from + length))
    };
    slots.iter().map(slot).collect::<Vec<_>>().join("; ")
}

/// Up to five of the others, the last of whom may have left; some share a rank.
fn ranking(others: usize, draw: &mut impl FnMut(usize) -> usize) -> Vec<Vec<usize>> {
    let mut positions: Vec<usize> = (0..=others).collect();
    let mut ranks: Vec<Vec<usize>> = Vec::new();
    for _ in 0..draw(6).min(positions.len()) {
        let position = positions.remove(draw(positions.len()));
        match ranks.last_mut() {
            Some(last) if draw(4) == 3 => last.push(position),
            _ => ranks.push(vec![position]),
        }
    }
    ranks
}

/// `m003 = m007; m002`
fn ranked(ranks: &[Vec<usize>], other: &str) -> String {
    let at = |people: &Vec<usize>| {
        people.iter().map(|&who| person_id(other, who)).collect::<Vec<_>>().join(" = ")
    };
    ranks.iter().map(at).collect::<Vec<_>>().join("; ")
}
