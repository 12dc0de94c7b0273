//! `max_distance`: they must not be too far from each other.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Judge, Rule, Verdict};
use crate::compare::place::{Place, Places, is_distance};
use crate::roster::{Read, Roster};

/// They must not be too far from each other: within an hour's drive, on the same site.
///
/// Forbids a pair that is more than `km` apart; cannot tell where somebody's place is missing, or
/// two sites are not listed. Places, and what is near to everybody, are those of
/// [`Distance`](crate::criteria::Distance).
///
/// With 50 km a mentee in Leeds may meet a mentor in York, 36 km away, but none in London.
///
/// ```
/// use matchwright::criteria::{Place, Same};
/// use matchwright::roster::Person;
/// use matchwright::rules::MaxDistance;
/// use matchwright::{Matcher, Program, Roster};
///
/// let place = Place::site("office", [("Leeds", "York", 36.0), ("London", "Leeds", 273.0)]);
/// let program = Program::builder()
///     .criterion(1.0, Same::new("team"))
///     .rule(MaxDistance::new(place, 50.0))
///     .build();
/// let person = |id, office| Person::new(id).text("team", "1").text("office", office);
/// let roster = Roster::builder()
///     .mentee(person("e1", "Leeds"))
///     .mentor(person("m1", "York"))
///     .mentor(person("m2", "London"))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?.row(0);
/// assert!(scores[0] == 1.0 && scores[1].is_nan());
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// # In a programme
///
/// ```toml
/// [[rules]]
/// kind = "max_distance"
/// place = { site = "office", km = [["Leeds", "York", 36], ["London", "Leeds", 273]] }
/// km = 50
/// ```
///
/// | id | office | verdict |
/// |---|---|---|
/// | e1 | Leeds | |
/// | m1 | York | may meet |
/// | m2 | London | may not |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MaxDistance {
    /// Where people are: by columns of degrees, or by a column of sites and the km between them.
    pub place: Place,
    /// The largest distance that is allowed; from 0 to 20,038.
    pub km: f64,
}

impl MaxDistance {
    /// Asks for at most `km`.
    #[must_use]
    pub fn new(place: Place, km: f64) -> Self {
        Self { place, km }
    }
}

impl Rule for MaxDistance {
    fn reads(&self) -> Vec<Read> {
        self.place.reads()
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        let mut wrong = self.place.check();
        if !is_distance(self.km) {
            wrong.push(("km", "must be a number of km from 0 to 20,038".to_owned()));
        }
        wrong
    }

    fn sentence(&self) -> Option<String> {
        Some(format!("They are at most {} km apart ({}).", self.km, self.place.in_words()))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Judge> {
        let farthest = self.km;
        Box::new(self.place.compile(roster, |places| Within { places, farthest }))
    }
}

struct Within {
    places: Places,
    farthest: f64,
}

impl Judge for Within {
    fn verdicts(&self, mentee: usize, mentors: Range<usize>, out: &mut [Verdict]) {
        for (verdict, km) in out.iter_mut().zip(self.places.km(mentee, mentors)) {
            *verdict =
                if km.is_nan() { Verdict::Unknown } else { Verdict::forbid_if(km > self.farthest) };
        }
    }
}
