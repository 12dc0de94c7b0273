//! A matrix of numbers in JSON and TOML: as rows, where JSON writes NaN as null, and TOML as nan.

use ndarray::{ArcArray2, Array2};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

pub(crate) fn serialize<S: Serializer>(
    values: &ArcArray2<f32>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values.rows().into_iter().map(|row| row.to_vec()))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<ArcArray2<f32>, D::Error> {
    let rows: Vec<Vec<Option<f32>>> = Vec::deserialize(deserializer)?;
    let (height, width) = (rows.len(), rows.first().map_or(0, Vec::len));
    if rows.iter().any(|row| row.len() != width) {
        return Err(D::Error::custom("the rows of `values` must be equally long"));
    }
    if rows.iter().flatten().flatten().any(|value| value.is_infinite()) {
        return Err(D::Error::custom("a number of `values` is too large"));
    }
    let values = rows.into_iter().flatten().map(|value| value.unwrap_or(f32::NAN)).collect();
    let values = Array2::from_shape_vec((height, width), values).map_err(D::Error::custom)?;
    Ok(values.into_shared())
}
