//! How many partners people of one side have.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Serialize};

/// A number of partners: the same for everybody, or what a column says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged, expecting = "expected a whole number from 0 to 1,000,000, or a column name")]
pub enum Seats {
    /// The same number for everybody.
    Same(u32),
    /// The column of their table that holds the number.
    Column(String),
}

/// How many partners people of one side may have, and how many they have to have.
///
/// Written as the most alone, `3` or `"seats"`, or with both: `{ min = 1, max = "seats" }`; with `or_none = true`
/// everybody has their minimum, or nobody at all.
///
/// ```
/// use matchwright::program::{Capacity, Seats};
///
/// let capacity = Capacity::from("seats").at_least(3).or_none();
/// assert_eq!(capacity.min, Seats::Same(3));
/// assert_eq!(capacity.max, Seats::Column("seats".into()));
/// assert!(capacity.or_none);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(from = "Written"))]
#[serde(into = "Written")]
pub struct Capacity {
    /// The fewest: a plan in which somebody has fewer is none. It does not count for people with no seat at all.
    pub min: Seats,
    /// The most.
    pub max: Seats,
    /// Whether nobody at all is possible too, in the place of the minimum: then a search finds the plan, and
    /// [`LevelsProof::search`](crate::outcome::LevelsProof::search) says what it has shown.
    pub or_none: bool,
}

/// As people write it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Capacity"))]
#[serde(untagged)]
enum Written {
    Most(Seats),
    Between(Between),
}

/// The fewest and the most partners of everybody on a side.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "SeatRange"))]
#[serde(deny_unknown_fields)]
struct Between {
    /// The fewest: a plan in which somebody has fewer is none.
    #[serde(default = "nobody")]
    min: Seats,
    /// The most.
    max: Seats,
    /// Whether nobody at all is possible too, in the place of the minimum.
    #[serde(default, skip_serializing_if = "is_false")]
    or_none: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

fn nobody() -> Seats {
    Seats::Same(0)
}

impl Capacity {
    /// With a minimum: a number, or the name of a column.
    #[must_use]
    pub fn at_least(self, min: impl Into<Seats>) -> Self {
        Self { min: min.into(), ..self }
    }

    /// With nobody at all as the other possibility.
    #[must_use]
    pub fn or_none(self) -> Self {
        Self { or_none: true, ..self }
    }

    /// Whether everybody may have any number up to the most.
    #[must_use]
    pub fn has_no_minimum(&self) -> bool {
        self.min == nobody()
    }
}

impl Default for Capacity {
    /// One, or nobody.
    fn default() -> Self {
        Self::from(1)
    }
}

impl From<Seats> for Capacity {
    fn from(max: Seats) -> Self {
        Self { min: nobody(), max, or_none: false }
    }
}

impl From<u32> for Capacity {
    fn from(seats: u32) -> Self {
        Seats::from(seats).into()
    }
}

impl From<&str> for Capacity {
    fn from(column: &str) -> Self {
        Seats::from(column).into()
    }
}

impl From<String> for Capacity {
    fn from(column: String) -> Self {
        Seats::from(column).into()
    }
}

impl From<u32> for Seats {
    fn from(seats: u32) -> Self {
        Self::Same(seats)
    }
}

impl From<&str> for Seats {
    fn from(column: &str) -> Self {
        Self::Column(column.to_owned())
    }
}

impl From<String> for Seats {
    fn from(column: String) -> Self {
        Self::Column(column)
    }
}

impl From<Capacity> for Written {
    fn from(capacity: Capacity) -> Self {
        let Capacity { min, max, or_none } = capacity;
        if min == nobody() && !or_none {
            return Self::Most(max);
        }
        Self::Between(Between { min, max, or_none })
    }
}

/// By hand, so that what is wrong with a field of the long form is said of that field.
impl<'de> Deserialize<'de> for Capacity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OfEither)
    }
}

struct OfEither;

impl<'de> Visitor<'de> for OfEither {
    type Value = Capacity;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a whole number from 0 to 1,000,000, a column name, or both as in { min = 1, max = 3 }",
        )
    }

    fn visit_u64<E: Error>(self, seats: u64) -> Result<Capacity, E> {
        // Whatever is too large for a roster is refused where a programme is checked.
        Ok(Capacity::from(u32::try_from(seats).unwrap_or(u32::MAX)))
    }

    fn visit_i64<E: Error>(self, seats: i64) -> Result<Capacity, E> {
        match u64::try_from(seats) {
            Ok(seats) => self.visit_u64(seats),
            Err(_) => Err(E::invalid_value(Unexpected::Signed(seats), &self)),
        }
    }

    fn visit_str<E: Error>(self, column: &str) -> Result<Capacity, E> {
        Ok(Capacity::from(column))
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Capacity, A::Error> {
        let Between { min, max, or_none } =
            Between::deserialize(MapAccessDeserializer::new(fields))?;
        Ok(Capacity { min, max, or_none })
    }
}
