//! Every mentee's own list, as ranks.

use matchwright_assign::{Error, Monitor};

use super::dense::Dense;
use crate::scores::Scores;

/// For each mentee the rank of each mentor: 1 for who scores highest, and equal scores share a rank. One pass
/// over all pairs, and a sort of each row.
pub(super) fn ranking(scores: &Scores, monitor: &Monitor) -> Result<Dense, Error> {
    Dense::new((scores.mentees(), scores.mentors()), monitor, |mentee, ranks| {
        rank(&scores.points(mentee), ranks);
    })
}

fn rank(points: &[Option<i32>], ranks: &mut [i32]) {
    let listed = points.iter().enumerate();
    let mut order: Vec<(i32, usize)> =
        listed.filter_map(|(mentor, points)| Some((-(*points)?, mentor))).collect();
    order.sort_unstable();
    let (mut rank, mut previous) = (0, None);
    for (place, (points, mentor)) in (1..).zip(order) {
        if previous.replace(points) != Some(points) {
            rank = place;
        }
        ranks[mentor] = rank;
    }
}
