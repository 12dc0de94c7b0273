//! Fields as somebody wrote them, in TOML, JSON or Python: what is wrong is said in the words of
//! organisers, with its place, and never repeats a value.
//!
//! Serde's readers say "invalid type: string, expected f64" and forget where. So fields are read into
//! plain values first, and from these by [`Given`], whose errors know their way.

use std::fmt;

use matchwright_tables::labels::nearest;
use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error, Expected, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};
use serde_json::{Map, Value, map};

/// A value that somebody wrote.
pub(crate) struct Given(pub(crate) Value);

/// What is wrong with it, and where.
#[derive(Debug)]
pub(crate) struct Wrong {
    /// Fields and entries, the innermost first; entries start with a blank.
    place: Vec<String>,
    message: String,
    /// The field that does not exist, and those that do.
    unknown: Option<(String, Vec<&'static str>)>,
}

/// The entry of a list by number and kind: ` 3 (overlap)`.
pub(crate) fn entry(position: usize, kind: Option<&str>) -> String {
    let kind = kind.map_or_else(String::new, |kind| format!(" ({kind})"));
    format!(" {}{kind}", position + 1)
}

impl Wrong {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { place: Vec::new(), message: message.into(), unknown: None }
    }

    pub(crate) fn within(mut self, place: impl Into<String>) -> Self {
        self.place.push(place.into());
        self
    }

    /// There is no such field, kind or choice; the nearest one is offered.
    pub(crate) fn none_such(what: &str, name: &str, known: &[&'static str]) -> Self {
        let nearest = nearest(name, known.iter().copied())
            .map_or_else(String::new, |known| format!(" (did you mean `{known}`?)"));
        let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        Self::new(format!("there is no {what}`{name}`{nearest}; there are {}", known.join(", ")))
    }

    /// Names more fields among those that there are, where it is about a field of this very table.
    pub(crate) fn with_fields(self, more: &[&'static str]) -> Self {
        match self.unknown {
            Some((name, mut known)) if self.place.is_empty() => {
                known.extend(more);
                Self::unknown_among(name, known)
            }
            _ => self,
        }
    }

    fn unknown_among(name: String, known: Vec<&'static str>) -> Self {
        let wrong = Self::none_such("field ", &name, &known);
        Self { unknown: Some((name, known)), ..wrong }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, place) in self.place.iter().rev().enumerate() {
            let comma = if depth > 0 && !place.starts_with(' ') { ", " } else { "" };
            write!(f, "{comma}{place}")?;
        }
        let colon = if self.place.is_empty() { "" } else { ": " };
        write!(f, "{colon}{}", self.message)
    }
}

impl std::error::Error for Wrong {}

impl Error for Wrong {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let not = noun(&found).map_or_else(String::new, |noun| format!(", not {noun}"));
        Self::new(format!("must be {}{not}", wanted(expected)))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format!("must be {}", wanted(expected)))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::new(format!("must be {}, not of {length}", wanted(expected)))
    }

    fn unknown_variant(name: &str, known: &'static [&'static str]) -> Self {
        Self::none_such("", name, known)
    }

    fn unknown_field(name: &str, known: &'static [&'static str]) -> Self {
        Self::unknown_among(name.to_owned(), known.to_vec())
    }

    fn missing_field(name: &'static str) -> Self {
        Self::new(format!("the field `{name}` is missing"))
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self::new(format!("the field `{name}` stands here twice"))
    }
}

/// What serde expects, for people who do not program.
fn wanted(expected: &dyn Expected) -> String {
    match expected.to_string().as_str() {
        "f32" | "f64" => "a number".to_owned(),
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number, 0 or more".to_owned(),
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number".to_owned(),
        "a boolean" => "yes or no (true or false)".to_owned(),
        "a string" => "text".to_owned(),
        "a sequence" => "a list".to_owned(),
        "a map" => "a table of fields".to_owned(),
        text => match text.split_once(' ') {
            Some(("struct", _)) => "a table of fields".to_owned(),
            _ => text.replace("a tuple of size", "a list of"),
        },
    }
}

/// What stands there instead; nothing is said of nothing, as which NaN is read too.
fn noun(found: &Unexpected<'_>) -> Option<&'static str> {
    Some(match found {
        Unexpected::Bool(_) => "yes or no",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "a number",
        Unexpected::Str(_) | Unexpected::Char(_) => "text",
        Unexpected::Seq => "a list",
        Unexpected::Map => "a table of fields",
        _ => return None,
    })
}

impl<'de> Deserializer<'de> for Given {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(truth) => visitor.visit_bool(truth),
            Value::String(text) => visitor.visit_string(text),
            Value::Array(values) => whole_list(values, visitor),
            Value::Object(fields) => {
                visitor.visit_map(Fields { rest: fields.into_iter(), next: None })
            }
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(number), _, _) => visitor.visit_u64(number),
                (None, Some(number), _) => visitor.visit_i64(number),
                (None, None, number) => visitor.visit_f64(number.unwrap_or(f64::NAN)),
            },
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(StringDeserializer::new(name)),
            _ => Err(Wrong::new(format!("must be one of `{}`", known.join("`, `")))),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// A list of which nothing may be left over.
fn whole_list<'de, V: Visitor<'de>>(values: Vec<Value>, visitor: V) -> Result<V::Value, Wrong> {
    let count = values.len();
    let mut list = List(values.into_iter().enumerate());
    let value = visitor.visit_seq(&mut list)?;
    match list.0.len() {
        0 => Ok(value),
        more => Err(Wrong::new(format!("must be a list of {}, not of {count}", count - more))),
    }
}

struct List(std::iter::Enumerate<std::vec::IntoIter<Value>>);

impl<'de> SeqAccess<'de> for &mut List {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Wrong> {
        let Some((position, value)) = self.0.next() else { return Ok(None) };
        let kind = value.get("kind").and_then(Value::as_str).map(str::to_owned);
        let read = seed.deserialize(Given(value));
        read.map(Some).map_err(|wrong| wrong.within(entry(position, kind.as_deref())))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Fields {
    rest: map::IntoIter,
    next: Option<(String, Value)>,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Wrong> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.next = Some((name.clone(), value));
        seed.deserialize(StringDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        let (name, value) = self.next.take().unwrap_or_default();
        seed.deserialize(Given(value)).map_err(|wrong| wrong.within(name))
    }
}

/// As any text is read, but that no field may stand twice in a table.
impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(truth.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        // Infinity would become nothing, as NaN does: it is the text that it was, which no number may be.
        Ok(if number.is_infinite() { number.to_string().into() } else { number.into() })
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Given(value)) = list.next_element()? {
            values.push(value);
        }
        Ok(values.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some((name, Given(value))) = map.next_entry::<String, Given>()? {
            if fields.contains_key(&name) {
                return Err(A::Error::custom(format!("the field `{name}` stands here twice")));
            }
            fields.insert(name, value);
        }
        Ok(fields.into())
    }
}
