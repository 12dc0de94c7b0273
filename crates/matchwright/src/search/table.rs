//! The people found, as columns.

use matchwright_tables::{Frame, Values};

use super::{Found, Hit, Match};

impl Found {
    /// A row a person: `rank` from 1, `id`, `name` where the programme's `[tables]` says where it stands, `score`;
    /// `matched`, the labels that were asked for and answered, and in their order `listed`, what answers them, and
    /// `how`, each with `; ` between the entries. Equal scores share a rank.
    #[must_use]
    pub fn frame(&self) -> Frame {
        let people = self.people();
        let joined = |text: fn(&Match) -> &str| {
            let row = |hit: &Hit| hit.matches().iter().map(text).collect::<Vec<_>>().join("; ");
            Values::Texts(people.iter().map(row).collect())
        };
        let mut columns = vec![("rank", Values::Whole(self.ranks()))];
        columns.extend(self.who.iter().cloned());
        columns.push(("score", Values::numbers(people, |hit| Some(hit.score()))));
        columns.push(("matched", joined(Match::asked)));
        columns.push(("listed", joined(Match::listed)));
        columns.push(("how", joined(|one| one.how().name())));
        Frame::new(columns)
    }

    /// From 1; equal scores share one.
    fn ranks(&self) -> Vec<i64> {
        let score = |at: usize| self.people()[at].score();
        let mut ranks: Vec<i64> = Vec::with_capacity(self.people().len());
        for at in 0..self.people().len() {
            let is_tied = at > 0 && score(at).total_cmp(&score(at - 1)).is_eq();
            let rank = if is_tied { ranks[at - 1] } else { at as i64 + 1 };
            ranks.push(rank);
        }
        ranks
    }
}
