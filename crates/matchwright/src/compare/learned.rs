//! What a criterion takes from everybody, so that some of the mentees can be scored by it later.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use super::Weights;

/// What a criterion has taken from the answers of everybody. A clone shares what was made of the mentors'.
#[derive(Clone, Default)]
pub struct Learned {
    /// What labels weigh; `None` where they do not matter.
    pub(crate) weights: Option<Weights>,
    /// The mentors' columns, prepared for evaluation, whoever the mentees are. It is made anew of the mentors
    /// where there is none.
    mentors: Option<Arc<dyn Any + Send + Sync>>,
}

impl Learned {
    /// What labels weigh, without anybody.
    pub(crate) fn of_weights(weights: Option<Weights>) -> Self {
        Self { weights, mentors: None }
    }

    /// The mentors' columns.
    pub(crate) fn of_mentors<T: Send + Sync + 'static>(mentors: &Arc<T>) -> Self {
        let mentors: Arc<T> = Arc::clone(mentors);
        Self { weights: None, mentors: Some(mentors) }
    }

    /// The same with what labels weigh.
    pub(crate) fn with_weights(self, weights: Weights) -> Self {
        Self { weights: Some(weights), ..self }
    }

    /// The mentors' columns where they were learned, or what `prepare` makes of them.
    pub(crate) fn mentors_or<T: Send + Sync + 'static>(
        learned: Option<&Self>,
        prepare: impl FnOnce() -> T,
    ) -> Arc<T> {
        let known = learned.and_then(|learned| learned.mentors.clone());
        known.and_then(|known| known.downcast().ok()).unwrap_or_else(|| Arc::new(prepare()))
    }
}

impl fmt::Debug for Learned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Learned").finish_non_exhaustive()
    }
}
