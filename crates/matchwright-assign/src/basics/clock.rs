//! The one place where the time is asked for: where there is no clock, nothing else has to know.

use std::time::{Duration, Instant};

use crate::basics::Error;

/// `wasm32-unknown-unknown` has no clock: its standard library panics when it is asked for the time.
const HAS_CLOCK: bool =
    cfg!(all(feature = "clock", not(all(target_family = "wasm", target_os = "unknown"))));

/// A moment, to say how many seconds have passed since.
///
/// Without a clock no time passes, and limits of time are refused. That is so without the feature
/// `clock`, and on `wasm32-unknown-unknown`.
///
/// ```
/// use matchwright_assign::Moment;
///
/// let started = Moment::now();
/// assert!(started.seconds() >= 0.0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Moment(Option<Instant>);

impl Moment {
    /// This moment.
    #[must_use]
    pub fn now() -> Self {
        Self(HAS_CLOCK.then(Instant::now))
    }

    /// Seconds since then; 0 without a clock.
    #[must_use]
    pub fn seconds(self) -> f64 {
        self.elapsed().as_secs_f64()
    }

    /// As [`seconds`](Self::seconds).
    pub(crate) fn elapsed(self) -> Duration {
        self.0.map_or(Duration::ZERO, |instant| instant.elapsed())
    }

    /// The moment so much later; `None` where no clock goes that far.
    pub(crate) fn after(self, limit: Duration) -> Result<Option<Self>, Error> {
        let instant = self.0.ok_or(Error::NoClock)?;
        Ok(instant.checked_add(limit).map(|later| Self(Some(later))))
    }

    /// The time until then; none once it has come.
    pub(crate) fn left(self) -> Duration {
        self.0.map_or(Duration::ZERO, |instant| instant.saturating_duration_since(Instant::now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3_600);

    fn in_an_hour() -> Option<Moment> {
        Moment::now().after(HOUR).ok().flatten()
    }

    fn an_hour_ago() -> Option<Moment> {
        Some(Moment(Some(Instant::now().checked_sub(HOUR)?)))
    }

    #[test]
    fn where_the_clock_goes_back_no_time_passes() {
        assert_eq!(in_an_hour().map(Moment::seconds), HAS_CLOCK.then_some(0.0));
        assert!(in_an_hour().is_none_or(|moment| moment.left() <= HOUR));
    }

    #[test]
    fn where_the_clock_leaps_no_time_is_left() {
        let Some(before) = an_hour_ago() else { return };
        assert_eq!(before.left(), Duration::ZERO);
        assert!(before.elapsed() >= HOUR);
    }

    #[test]
    fn a_limit_beyond_the_clock_is_none() {
        let limit = Moment::now().after(Duration::MAX);
        assert!(matches!(limit, Ok(None) | Err(Error::NoClock)));
    }
}
