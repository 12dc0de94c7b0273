//! How large a programme may be.

/// How many criteria, and how many rules, a programme may have: what keeps two people apart is noted
/// in the bits of one word, and nobody can explain more.
pub(crate) const MAX_MEMBERS: usize = 60;

/// How many criteria may skip: shares are tabled for each set of skipped criteria.
pub(crate) const MAX_SKIPPING: usize = 10;
