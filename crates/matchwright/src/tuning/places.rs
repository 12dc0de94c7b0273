//! Where people with given ids stand, for many ids.

use std::cell::OnceCell;
use std::collections::HashMap;

use matchwright_tables::labels::person_key;

use crate::roster::People;

/// The people of one side. Ids that differ in nothing but case and blanks are found as
/// [`People::find`] finds them, without a look at everybody for each.
pub(super) struct Places<'r> {
    people: &'r People,
    /// By what spellings have in common; `None` where several people have it.
    alike: OnceCell<HashMap<String, Option<usize>>>,
}

impl<'r> Places<'r> {
    pub(super) fn new(people: &'r People) -> Self {
        Self { people, alike: OnceCell::new() }
    }

    /// O(log people), and once O(people).
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        let exact = self.people.position(id).ok();
        exact.or_else(|| self.alike().get(&person_key(id)).copied().flatten())
    }

    fn alike(&self) -> &HashMap<String, Option<usize>> {
        self.alike.get_or_init(|| {
            let mut alike = HashMap::with_capacity(self.people.len());
            for (at, id) in self.people.ids().iter().enumerate() {
                let entry = alike.entry(person_key(id));
                entry.and_modify(|place| *place = None).or_insert(Some(at));
            }
            alike
        })
    }
}
