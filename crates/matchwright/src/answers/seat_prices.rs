//! What a seat of each mentor is worth: where to recruit, and whom to keep.

use matchwright_assign::{self as assign, Change, Monitor};
use matchwright_tables::{Frame, Values};
use serde::Serialize;

use crate::error::Error;
use crate::outcome::Outcome;
use crate::roster::Side;
use crate::scores::GRID;

/// What a seat of a mentor is worth. Each value is the difference between two best plans, one as it
/// is and one with another number of seats of this mentor, everything else being the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct SeatPrice {
    /// What one seat more would add to the total score; `None` where the plan is not proven best, or more than an assignment.
    /// Below 0 only where the seat makes one pair more and others have to give way for it.
    pub low: Option<f64>,
    /// What one seat less would take from the total score; 0 where a seat is free, `None` where the
    /// mentor offers none, or none that is not pinned, or the plan is not proven best. Below 0 only where the seat makes a pair
    /// for which others give way.
    pub high: Option<f64>,
    /// Pairs that one seat more would add: 0 or 1, and always 0 where the objective is the total.
    pub pairs_low: u32,
    /// Pairs that one seat less would take: 0 or 1, and always 0 where the objective is the total.
    pub pairs_high: u32,
}

impl Outcome {
    /// What a seat of each mentor is worth, in the order of [`Outcome::loads`].
    ///
    /// Both ends are exact, to the millionth. The objective decides: with participation first the best
    /// plan with another seat has as many pairs as can be, and among those plans the highest total.
    /// After a [`rematch`](crate::Matcher::rematch) at a price, a told pair counts its price when it is kept.
    /// Looks at all pairs of people a few times, without storing them, so that it takes longer than
    /// scoring them and is not part of a match; found out once. See [`seat_prices`](assign::seat_prices).
    ///
    /// ```
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Person;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// // Two mentees fit m1, who has one seat; one of them goes to m2 and scores nothing.
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("e1").text("site", "Leeds"))
    ///     .mentee(Person::new("e2").text("site", "Leeds"))
    ///     .mentor(Person::new("m1").text("site", "Leeds"))
    ///     .mentor(Person::new("m2").text("site", "York"))
    ///     .build(&program)?;
    /// let outcome = Matcher::new(program)?.run(&roster)?;
    /// let seats = outcome.seat_prices(&Monitor::new())?;
    /// assert_eq!((seats[0].low, seats[0].high), (Some(1.0), Some(1.0)));
    /// assert_eq!((seats[1].low, seats[1].pairs_high), (Some(0.0), 1));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Assign`] where the work was cancelled or memory ran out.
    pub fn seat_prices(&self, monitor: &Monitor) -> Result<Vec<SeatPrice>, Error> {
        if self.best_assignment().is_none() {
            return Ok(vec![SeatPrice::default(); self.loads().len()]);
        }
        Ok(self.seats_of_solver(monitor)?.columns.iter().map(seat_price).collect())
    }

    /// Seats offered and taken, and what they are worth by [`seat_prices`](Self::seat_prices): `mentor_id`,
    /// `capacity`, `load`, `seat_price_low`, `seat_price_high`, `seat_pairs_low`, `seat_pairs_high`;
    /// `mentor_name` behind the id as in [`pairs_frame`](Self::pairs_frame).
    #[must_use]
    pub fn loads_frame(&self, prices: &[SeatPrice]) -> Frame {
        let loads = self.loads();
        let ids = loads.iter().map(|load| load.mentor.as_str());
        let seats = [
            ("capacity", Values::whole(loads, |load| load.capacity)),
            ("load", Values::whole(loads, |load| load.load)),
            ("seat_price_low", Values::numbers(prices, |price| price.low)),
            ("seat_price_high", Values::numbers(prices, |price| price.high)),
            ("seat_pairs_low", Values::whole(prices, |price| price.pairs_low)),
            ("seat_pairs_high", Values::whole(prices, |price| price.pairs_high)),
        ];
        Frame::new(self.roster().who_of(Side::Mentor, ids).into_iter().chain(seats))
    }
}

/// Costs are points with the sign turned.
fn seat_price(seat: &assign::SeatPrice) -> SeatPrice {
    let score = |points: i64| points as f64 / f64::from(GRID);
    let one_less = seat.one_less.unwrap_or_default();
    SeatPrice {
        // Not `-0.0` where nothing changes.
        low: Some(score(0 - seat.one_more.total)),
        high: seat.one_less.map(|change: Change| score(change.total)),
        pairs_low: u32::from(seat.one_more.pairs > 0),
        pairs_high: u32::from(one_less.pairs < 0),
    }
}
