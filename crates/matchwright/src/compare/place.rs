//! Where people are, and how far that is: what `distance` and `max_distance` have in common.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Grouped;
use super::words::quoted;
use crate::roster::{Bounds, Kind, LabelId, Read, Roster, Side, label_key};
use crate::schema::Columns;

/// Mean radius of the Earth in km (IUGG, R₁).
const EARTH: f64 = 6371.0088;

/// Degrees north of the equator, and east of Greenwich.
const LATITUDE: Bounds = Bounds { low: -90.0, high: 90.0 };
const LONGITUDE: Bounds = Bounds { low: -180.0, high: 180.0 };

/// What people write who are near to everybody, in any case.
const REMOTE: &str = "remote";

/// Half of the way around the Earth, and a little more: no two places are so far apart.
const FARTHEST: f64 = 20_038.0;

/// Where people are: by coordinates, or at one of the sites whose distances are known.
///
/// In TOML `place = { latitude = "latitude", longitude = "longitude" }` or
/// `place = { site = "office", km = [["Leeds", "York", 36]] }`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(
    untagged,
    deny_unknown_fields,
    expecting = "expected `latitude`, `longitude` and perhaps `remote`, or `site` and `km`"
)]
pub enum Place {
    /// On the globe.
    Coordinates {
        /// The column of degrees north, from -90 to 90.
        latitude: Columns,
        /// The column of degrees east, from -180 to 180.
        longitude: Columns,
        /// The column that says "remote" of people who are near to everybody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remote: Option<Columns>,
    },
    /// At a site; at the site "remote" people are near to everybody.
    Site {
        /// The column of sites.
        site: Columns,
        /// Two sites and the km between them, the same both ways.
        km: Vec<(String, String, f64)>,
    },
}

impl Place {
    /// By two columns of degrees.
    pub fn coordinates(latitude: impl Into<Columns>, longitude: impl Into<Columns>) -> Self {
        let (latitude, longitude) = (latitude.into(), longitude.into());
        Self::Coordinates { latitude, longitude, remote: None }
    }

    /// By a column of sites, with the km between them.
    pub fn site<'a>(
        column: impl Into<Columns>,
        km: impl IntoIterator<Item = (&'a str, &'a str, f64)>,
    ) -> Self {
        let km = km.into_iter().map(|(one, other, km)| (one.to_owned(), other.to_owned(), km));
        Self::Site { site: column.into(), km: km.collect() }
    }

    pub(crate) fn reads(&self) -> Vec<Read> {
        match self {
            Self::Site { site, .. } => site.reads(&Kind::Label),
            Self::Coordinates { latitude, longitude, remote } => {
                let remote = remote.as_ref().map(|column| column.reads(&Kind::Label));
                let degrees = [
                    latitude.reads(&Kind::Within(LATITUDE)),
                    longitude.reads(&Kind::Within(LONGITUDE)),
                ];
                degrees.into_iter().chain(remote).flatten().collect()
            }
        }
    }

    /// The columns where places stand.
    pub(crate) fn in_words(&self) -> String {
        let columns: BTreeSet<String> =
            self.reads().iter().map(|read| quoted(&read.column)).collect();
        columns.into_iter().collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn check(&self) -> Vec<(&'static str, String)> {
        let Self::Site { km, .. } = self else { return Vec::new() };
        let pair = |(one, other, _): &(String, String, f64)| {
            let [one, other] = [one, other].map(|site| label_key(site));
            if one < other { (one, other) } else { (other, one) }
        };
        let pairs: BTreeSet<(String, String)> = km.iter().map(pair).collect();
        let message = if km.iter().any(|(.., km)| !is_distance(*km)) {
            "distances must be numbers of km from 0 to 20,038"
        } else if pairs.len() < km.len() {
            "must list every two sites once"
        } else if pairs.iter().any(|(one, other)| one == other) {
            "must not list a site with itself: that is 0 km"
        } else {
            return Vec::new();
        };
        vec![("place.km", message.to_owned())]
    }

    /// Where everybody on a side is.
    fn spots(&self, roster: &Roster, side: Side) -> Vec<Spot> {
        let people = roster.side(side);
        let remote = roster.labels().find(REMOTE);
        let at = |label: &Option<LabelId>| match *label {
            Some(label) if remote == Some(label) => Spot::Remote,
            Some(label) => Spot::Site(label),
            None => Spot::Unknown,
        };
        match self {
            Self::Site { site, .. } => people.labels(site.of(side)).iter().map(at).collect(),
            Self::Coordinates { latitude, longitude, remote } => {
                let degrees = |columns: &Columns, bounds| people.within(columns.of(side), bounds);
                let points =
                    degrees(latitude, LATITUDE).into_iter().zip(degrees(longitude, LONGITUDE));
                let is_remote = remote.as_ref().map(|columns| people.labels(columns.of(side)));
                let is_remote = is_remote.unwrap_or_else(|| vec![None; people.len()]);
                let spot = |(point, remote): (_, &Option<LabelId>)| match (at(remote), point) {
                    (Spot::Remote, _) => Spot::Remote,
                    (_, (Some(latitude), Some(longitude))) => Spot::on_globe(latitude, longitude),
                    _ => Spot::Unknown,
                };
                points.zip(&is_remote).map(spot).collect()
            }
        }
    }

    /// What `prepare` makes of everybody's place.
    pub(crate) fn compile<T>(
        &self,
        roster: &Roster,
        prepare: impl FnOnce(Places) -> T,
    ) -> Grouped<T> {
        let [mentees, mentors] = Side::BOTH.map(|side| self.spots(roster, side));
        let measured = self.measured(roster);
        let prepare = |mentors| prepare(Places { mentees, mentors, measured });
        Grouped::new(mentors, |spot| *spot, prepare)
    }

    /// The distances that are listed.
    fn measured(&self, roster: &Roster) -> Measured {
        let mut between = HashMap::new();
        if let Self::Site { km, .. } = self {
            for (one, other, km) in km {
                // A site where nobody is need not be measured.
                let sites = [one, other].map(|site| roster.labels().find(site));
                if let [Some(one), Some(other)] = sites {
                    between.insert((one, other), *km);
                    between.insert((other, one), *km);
                }
            }
        }
        Measured { between }
    }
}

/// Whether somebody can be so many km away.
pub(crate) fn is_distance(km: f64) -> bool {
    (0.0..=FARTHEST).contains(&km)
}

/// Where mentees and mentors are.
pub(crate) struct Places {
    mentees: Vec<Spot>,
    mentors: Vec<Spot>,
    measured: Measured,
}

impl Places {
    /// From a mentee to each of some mentors in km; NaN where it is not known.
    pub(crate) fn km(&self, mentee: usize, mentors: Range<usize>) -> impl Iterator<Item = f64> {
        let own = self.mentees[mentee];
        self.mentors[mentors].iter().map(move |&other| self.measured.km(own, other))
    }
}

/// Where one person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Spot {
    Unknown,
    Remote,
    Site(LabelId),
    /// The bits of the three coordinates of a point on the unit sphere.
    Globe([u64; 3]),
}

impl Spot {
    /// Sines and cosines of the library's own rather than the machine's, which may differ in the
    /// last bit from one machine to another.
    fn on_globe(latitude: f64, longitude: f64) -> Self {
        let (latitude, longitude) = (latitude.to_radians(), longitude.to_radians());
        let across = libm::cos(latitude);
        let point =
            [across * libm::cos(longitude), across * libm::sin(longitude), libm::sin(latitude)];
        Self::Globe(point.map(f64::to_bits))
    }
}

/// The distances between sites.
struct Measured {
    between: HashMap<(LabelId, LabelId), f64>,
}

impl Measured {
    /// From one person to another; NaN where it is not known.
    fn km(&self, own: Spot, other: Spot) -> f64 {
        match (own, other) {
            (Spot::Unknown, _) | (_, Spot::Unknown) => f64::NAN,
            (Spot::Remote, _) | (_, Spot::Remote) => 0.0,
            (Spot::Globe(own), Spot::Globe(other)) => along_globe(own, other),
            _ if own == other => 0.0,
            (Spot::Site(own), Spot::Site(other)) => {
                self.between.get(&(own, other)).copied().unwrap_or(f64::NAN)
            }
            // Nobody has a site where others have coordinates.
            _ => f64::NAN,
        }
    }
}

/// Along the great circle, from the straight way through the Earth: unlike the angle between the
/// two directions, this is as exact for neighbours as for people far away.
fn along_globe(own: [u64; 3], other: [u64; 3]) -> f64 {
    let step = |axis: usize| f64::from_bits(own[axis]) - f64::from_bits(other[axis]);
    let [x, y, z] = [step(0), step(1), step(2)];
    let through = (x * x + y * y + z * z).sqrt();
    2.0 * EARTH * libm::asin((through / 2.0).min(1.0))
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    fn km(from: (f64, f64), to: (f64, f64)) -> f64 {
        let [from, to] = [from, to].map(|(north, east)| Spot::on_globe(north, east));
        Measured { between: HashMap::new() }.km(from, to)
    }

    #[test]
    fn known_distances() {
        // A degree on the equator, a quarter and half of the way around, the pole from anywhere.
        let around = 2.0 * std::f64::consts::PI * EARTH;
        assert_abs_diff_eq!(km((0.0, 0.0), (0.0, 1.0)), around / 360.0, epsilon = 1e-9);
        assert_abs_diff_eq!(km((0.0, -180.0), (0.0, 90.0)), around / 4.0, epsilon = 1e-9);
        assert_abs_diff_eq!(km((40.0, 10.0), (-40.0, -170.0)), around / 2.0, epsilon = 1e-3);
        assert_abs_diff_eq!(km((90.0, 0.0), (90.0, 123.0)), 0.0, epsilon = 1e-9);
        assert_abs_diff_eq!(km((53.8, -1.55), (53.8, -1.55)), 0.0, epsilon = 0.0);
        // Leeds and York, by the haversine formula.
        assert_abs_diff_eq!(km((53.80, -1.55), (53.96, -1.08)), 35.575, epsilon = 1e-3);
        assert!(is_distance(km((40.0, 10.0), (-40.0, -170.0))));
    }

    #[test]
    fn neighbours_are_told_apart_by_the_metre() {
        let metre = 1e-3 / (2.0 * std::f64::consts::PI * EARTH) * 360.0;
        assert_abs_diff_eq!(km((53.8, 0.0), (53.8 + metre, 0.0)), 1e-3, epsilon = 1e-8);
    }
}
