//! `distance`: they are near to each other.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Criterion, Evaluator};
use crate::compare::place::{Place, Places};
use crate::roster::{Read, Roster};

/// They are near to each other, so that they can meet face to face.
///
/// value = 2^(−km / `half_life`): 1 at the same place, 1/2 at `half_life` km, 1/4 at twice as many.
/// No opinion where somebody's place is missing.
///
/// Where people are is said by columns of degrees, and km are those along the great circle (on a
/// sphere of the Earth's mean radius, wrong by up to half a per cent); or by a column of sites, and
/// the km between them, by road if you like, are listed in the programme. People at one site are 0
/// km apart; no opinion where two sites are not listed. Whoever is `remote`, by the column of that
/// name or as their site, is near to everybody whose place is known: 0 km.
///
/// With a half-life of 50 km a mentee in Leeds gets 2^(−36/50) ≈ 0.607 with a mentor in York, who
/// is 36 km away, and 1 with one who is remote.
///
/// ```
/// use matchwright::criteria::{Distance, Place};
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let place = Place::site("office", [("Leeds", "York", 36.0)]);
/// let program = Program::builder().criterion(1.0, Distance::new(place, 50.0)).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("office", "Leeds"))
///     .mentor(Person::new("m1").text("office", "York"))
///     .mentor(Person::new("m2").text("office", "Remote"))
///     .mentor(Person::new("m3").text("office", "Atlantis"))
///     .build(&program)?;
/// // Nobody knows how far Atlantis is: it counts as the average of the others.
/// assert_eq!(Matcher::new(program)?.scores(&roster)?.row(0), [0.607097, 1.0, 0.803549]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// By coordinates it is 35.6 km from one station to the other, and 2^(−35.6/50) ≈ 0.61.
///
/// ```
/// use matchwright::criteria::{Distance, Place};
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let place = Place::coordinates("latitude", "longitude");
/// let program = Program::builder().criterion(1.0, Distance::new(place, 50.0)).build();
/// let at = |id, north, east| Person::new(id).number("latitude", north).number("longitude", east);
/// let roster = Roster::builder()
///     .mentee(at("e1", 53.80, -1.55))
///     .mentor(at("m1", 53.96, -1.08))
///     .build(&program)?;
/// let score = Matcher::new(program)?.scores(&roster)?.row(0)[0];
/// assert!((score - 0.6107).abs() < 1e-4);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// Computed in f64, with the same bits on every machine, and rounded to f32 once. A mentee with all
/// mentors takes O(different places).
///
/// # In a programme
///
/// ```toml
/// [[criteria]]
/// kind = "distance"
/// place = { site = "office", km = [["Leeds", "York", 36]] }
/// half_life = 50
/// ```
///
/// | id | office | value |
/// |---|---|---|
/// | e1 | Leeds | |
/// | m1 | York | 0.607097 |
/// | m2 | remote | 1 |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Distance {
    /// Where people are: by columns of degrees, or by a column of sites and the km between them.
    pub place: Place,
    /// How many km halve the value; above 0.
    pub half_life: f64,
}

impl Distance {
    /// Lets the value fall by half with every `half_life` km.
    #[must_use]
    pub fn new(place: Place, half_life: f64) -> Self {
        Self { place, half_life }
    }
}

impl Criterion for Distance {
    fn reads(&self) -> Vec<Read> {
        self.place.reads()
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        let mut wrong = self.place.check();
        if !(self.half_life > 0.0 && self.half_life.is_finite()) {
            wrong.push(("half_life", "must be a finite number of km above 0".to_owned()));
        }
        wrong
    }

    fn sentence(&self) -> Option<String> {
        Some(format!(
            "They live or work near each other ({}): every {} km halve what it gives.",
            self.place.in_words(),
            self.half_life
        ))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
        let half_life = self.half_life;
        Box::new(self.place.compile(roster, |places| Nearness { places, half_life }))
    }
}

struct Nearness {
    places: Places,
    half_life: f64,
}

impl Evaluator for Nearness {
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        for (value, km) in out.iter_mut().zip(self.places.km(mentee, mentors)) {
            *value = libm::exp2(-km / self.half_life) as f32;
        }
    }
}
