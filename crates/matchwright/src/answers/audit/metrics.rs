//! What an audit says of a group.

use std::fmt;

use serde::{Serialize, Serializer};

use super::measures::{Field, Measures, UNIT};
use crate::answers::quality::quantile;
use Field::{
    AboveMedian, Before, Eligible, Envies, First, Gain, Load, Matched, People, Rank, Ranked, Score,
    TopThree,
};

/// What an audit says of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Metric {
    /// People who have a seat and for whom somebody is allowed.
    Eligible,
    /// People who meet somebody.
    Matched,
    /// Eligible people over people.
    EligibleRate,
    /// People who meet somebody over people.
    MatchRate,
    /// Mean score of the people who meet somebody; of who meets several, the mean.
    MeanScore,
    /// Median of the same.
    MedianScore,
    /// Share of those whose score is above the median of all of the side.
    AboveMedian,
    /// Mean rank of the partner in the people's own lists.
    MeanRank,
    /// Share of the people who meet somebody with their first choice.
    Top1,
    /// The same with one of the first three.
    Top3,
    /// 10th percentile of the scores.
    P10Score,
    /// The lowest score.
    MinScore,
    /// Share of the people for whom somebody else's partner, who is allowed, would fit better than the worst of
    /// their own.
    Envy,
    /// Mean number of pairs.
    Load,
    /// The mean score with everybody who is allowed, over eligible people: what scoring alone gives.
    ScoreGap,
    /// The score in the plan, 0 for people without a pair, less the same: what the plan adds.
    AssignmentGap,
}

/// How a metric is made of what is measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// A number of people, which says nothing beside that of a group of another size.
    Count(Field),
    /// A share, of so many.
    Rate(Field, Field),
    /// A mean, over so many.
    Mean(Field, Field),
    /// A quantile of the scores.
    Quantile(f64),
}

impl Metric {
    /// All of them, in the order of the report.
    pub const ALL: [Self; 16] = [
        Self::Eligible,
        Self::Matched,
        Self::EligibleRate,
        Self::MatchRate,
        Self::MeanScore,
        Self::MedianScore,
        Self::AboveMedian,
        Self::MeanRank,
        Self::Top1,
        Self::Top3,
        Self::P10Score,
        Self::MinScore,
        Self::Envy,
        Self::Load,
        Self::ScoreGap,
        Self::AssignmentGap,
    ];

    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Eligible => "eligible",
            Self::Matched => "matched",
            Self::EligibleRate => "eligible_rate",
            Self::MatchRate => "match_rate",
            Self::MeanScore => "mean_score",
            Self::MedianScore => "median_score",
            Self::AboveMedian => "above_median",
            Self::MeanRank => "mean_rank",
            Self::Top1 => "top_1",
            Self::Top3 => "top_3",
            Self::P10Score => "p10_score",
            Self::MinScore => "min_score",
            Self::Envy => "envy",
            Self::Load => "load",
            Self::ScoreGap => "score_gap",
            Self::AssignmentGap => "assignment_gap",
        }
    }

    /// The metric with this name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| metric.name() == name)
    }

    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Eligible => Kind::Count(Eligible),
            Self::Matched => Kind::Count(Matched),
            Self::EligibleRate => Kind::Rate(Eligible, People),
            Self::MatchRate => Kind::Rate(Matched, People),
            Self::MeanScore => Kind::Mean(Score, Matched),
            Self::MedianScore => Kind::Quantile(0.5),
            Self::AboveMedian => Kind::Rate(AboveMedian, Matched),
            Self::MeanRank => Kind::Mean(Rank, Ranked),
            Self::Top1 => Kind::Rate(First, Ranked),
            Self::Top3 => Kind::Rate(TopThree, Ranked),
            Self::P10Score => Kind::Quantile(0.1),
            Self::MinScore => Kind::Quantile(0.0),
            Self::Envy => Kind::Rate(Envies, People),
            Self::Load => Kind::Mean(Load, People),
            Self::ScoreGap => Kind::Mean(Before, Eligible),
            Self::AssignmentGap => Kind::Mean(Gain, Eligible),
        }
    }

    /// Whose number decides whether a group is too small to be shown. What the plan adds would tell the
    /// scores where that of scoring alone stands beside it, so that both stand on those who meet somebody.
    pub(super) fn base(self) -> Base {
        match self {
            Self::Eligible
            | Self::Matched
            | Self::EligibleRate
            | Self::MatchRate
            | Self::Envy
            | Self::Load => Base::People,
            Self::ScoreGap => Base::Eligible,
            _ => Base::Matched,
        }
    }

    /// Whether more is better, so that four fifths of the best group are a measure.
    pub(super) fn is_favourable_rate(self) -> bool {
        matches!(self.kind(), Kind::Rate(..)) && self != Self::Envy
    }

    /// The value of a group, where it is a quotient of two sums.
    pub(super) fn value(self, sums: &Measures) -> Option<f64> {
        let (sum, count) = match self.kind() {
            Kind::Count(field) => return Some(sums.get(field) as f64),
            Kind::Rate(sum, count) | Kind::Mean(sum, count) => (sum, count),
            Kind::Quantile(_) => return None,
        };
        let (total, people) = (sums.get(sum), sums.get(count));
        (people > 0).then(|| total as f64 / (people as f64 * unit(sum)))
    }

    /// The value of a group, from the sums and the scores of its people in ascending order.
    pub(super) fn value_of(self, sums: &Measures, scores: &[f64]) -> Option<f64> {
        match self.kind() {
            Kind::Quantile(level) => quantile(scores, level),
            _ => self.value(sums),
        }
    }
}

/// Whose number decides whether a group is too small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    /// Everybody in it.
    People,
    /// Those for whom somebody is allowed.
    Eligible,
    /// Those who meet somebody.
    Matched,
}

impl Base {
    pub(super) const ALL: [Self; 3] = [Self::People, Self::Eligible, Self::Matched];

    pub(super) fn field(self) -> Field {
        match self {
            Self::People => People,
            Self::Eligible => Eligible,
            Self::Matched => Matched,
        }
    }
}

/// How much of a field makes 1.
fn unit(field: Field) -> f64 {
    match field {
        Score | Rank | First | TopThree | Before | Gain => UNIT as f64,
        _ => 1.0,
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Metric {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
