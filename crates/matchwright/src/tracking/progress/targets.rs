//! What a programme wants to reach, and where it stands.

use std::str::FromStr;

use matchwright_tables::Finding;
use serde::Serialize;

use super::{KeyFigure, OUTCOMES};
use crate::tracking::reading::Day;

/// A number that a programme wants to reach, perhaps by a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The name of a key figure: `relationships`, `satisfaction`, `participation`, ….
    pub figure: String,
    /// The least that is wanted.
    pub wanted: f64,
    /// The last day.
    pub by: Option<Day>,
}

/// A target, and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reached {
    /// The key figure.
    pub figure: String,
    /// What was wanted.
    pub wanted: f64,
    /// What there is; `None` where nobody said anything.
    pub value: Option<f64>,
    /// What there is over what was wanted, 1 or more where it is reached.
    pub share: Option<f64>,
    /// The last day.
    pub by: Option<String>,
    /// Whether the figure is a share, from 0 to 1.
    pub is_share: bool,
    /// `reached`, `open`, `missed` (after the last day), or `unknown`.
    pub state: &'static str,
}

impl Target {
    /// A number that a figure should reach, perhaps by a day.
    ///
    /// # Errors
    /// A sentence, where the number is not above 0.
    pub fn new(figure: &str, wanted: f64, by: Option<Day>) -> Result<Self, String> {
        if !wanted.is_finite() || wanted <= 0.0 {
            return Err("a target is a number above 0".to_owned());
        }
        Ok(Self { figure: figure.trim().to_owned(), wanted, by })
    }
}

/// As the command line writes it: `relationships=6`, `satisfaction=4@2026-12-31`.
///
/// ```
/// use matchwright::tracking::{Day, Target};
///
/// let target: Target = "relationships=6@2026-12-31".parse()?;
/// assert_eq!((target.figure.as_str(), target.wanted), ("relationships", 6.0));
/// assert_eq!(target.by, Day::read("2026-12-31"));
/// assert!("relationships".parse::<Target>().is_err());
/// # Ok::<(), String>(())
/// ```
impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || "a figure, = and a number, and perhaps @ and a day: relationships=6@2026-12-31";
        let (figure, rest) = text.split_once('=').ok_or_else(wrong)?;
        let (wanted, by) = match rest.split_once('@') {
            Some((wanted, by)) => (wanted, Some(Day::read(by).ok_or_else(wrong)?)),
            None => (rest, None),
        };
        Self::new(figure, wanted.trim().parse().map_err(|_| wrong())?, by)
    }
}

/// Figures that there are without a table of people.
const FIGURES: [&str; 9] = [
    "pairs",
    "relationships",
    "participation",
    "on_track",
    "needs_a_word",
    "ended",
    "meetings",
    "satisfaction",
    "goal_reached",
];

/// Targets that no figure is about.
pub(super) fn unknown(targets: &[Target]) -> Vec<Finding> {
    let known = |target: &&Target| {
        let name = target.figure.as_str();
        FIGURES.contains(&name) || OUTCOMES.contains(&name)
    };
    let names = FIGURES.iter().chain(&OUTCOMES).copied().collect::<Vec<_>>().join(", ");
    let message = format!("no figure has this name; there are {names}");
    let finding = |target: &Target| {
        Finding::new(&message).table("targets").column(&target.figure).code("no_such_figure")
    };
    targets.iter().filter(|target| !known(target)).map(finding).collect()
}

/// Where each target stands.
pub(super) fn reached(
    targets: &[Target],
    figures: &[KeyFigure],
    as_of: Option<Day>,
) -> Vec<Reached> {
    let one = |target: &Target| {
        let figure = figures.iter().find(|figure| figure.name == target.figure);
        let value = figure.and_then(|figure| figure.value);
        let is_over = target.by.zip(as_of).is_some_and(|(by, as_of)| as_of > by);
        Reached {
            figure: target.figure.clone(),
            wanted: target.wanted,
            value,
            share: value.map(|value| value / target.wanted),
            by: target.by.map(|by| by.to_string()),
            is_share: figure.is_some_and(|figure| figure.is_share),
            state: match value {
                None => "unknown",
                Some(value) if value >= target.wanted => "reached",
                Some(_) if is_over => "missed",
                Some(_) => "open",
            },
        }
    };
    targets.iter().map(one).collect()
}
