//! What is optimised.

use serde::{Deserialize, Serialize};

/// What makes one plan better than another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Objective {
    /// As many pairs as possible; among those plans the least total.
    #[default]
    Participation,
    /// The least total; rows stay unmatched where that is cheaper.
    Total,
}
