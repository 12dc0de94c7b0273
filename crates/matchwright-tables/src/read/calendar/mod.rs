//! Calendars (iCalendar): when people are taken, as slots of an ordinary week.
//!
//! | column | holds |
//! |---|---|
//! | `id` | whose calendar it is: the address of a free/busy reply, or the owner or the name of a calendar |
//! | `name` | what the owner is called, where it is said |
//! | `busy` | slots that are taken, by the person's own clock: `mon 09:00-10:30`; an empty list where nothing is |
//! | `zone` | that clock: a zone by its name where the calendar has one that is known, otherwise how far it is ahead |
//! | `from`, `to` | the first and the last day that were looked at |
//!
//! A free/busy reply says itself which days it is about. Of events, the four weeks from the day count that the
//! caller names; the clock is never read. An hour of the week is taken where it is in half of these weeks or
//! more, and where no day was looked at. Whether people work at an hour stands in few calendars: the mapping
//! takes what is taken out of hours that it names (`within`).
//!
//! Transparent and cancelled events take no time, tentative ones do. What events are about is never read.
//!
//! Rules of recurrence and time zones are those of `ical-rs`: it follows exceptions and moved instances,
//! and brings no list of zones of its own beside jiff's.
//!
//! Sources: RFC 5545 (iCalendar), RFC 7986 (names of calendars).

mod event;
mod lines;
mod people;
mod told;
mod weeks;
mod zones;

use std::collections::HashMap;

use ical::tree::cst::{IcalCst, IcalItem};
use jiff::civil::Date;

use self::event::Event;
use self::lines::{Lines, unfolded};
use self::people::{Owner, People};
use self::told::Told;
use self::weeks::Span;
use self::zones::Zones;
use super::options::ReadOptions;
use crate::error::{Error, ask_for};
use crate::reading::Reading;
use crate::table::Table;

/// How many days of events are looked at.
const DAYS: i64 = 28;
pub(super) const DAY: i64 = 86_400;

/// A free/busy reply about more days than a quarter of a year is read so far.
const LONGEST: i64 = 91 * DAY;

/// Bytes held for each byte of a file: its lines, its tree, and what is read of it.
const BYTES_A_LETTER: usize = 16;

/// The table of the calendars in a file.
pub(super) fn read(bytes: &[u8], origin: &str, options: &ReadOptions) -> Result<Table, Error> {
    ask_for(bytes.len().saturating_mul(BYTES_A_LETTER))?;
    let text = unfolded(bytes, origin)?;
    let recovery = IcalCst::parse_recovering(&text);
    let date = options.date.as_ref().and_then(|date| date.parse::<Date>().ok());
    let mut calendars = Calendars {
        origin,
        first: date
            .map(|date| i64::from(date.since(EPOCH).map_or(0, |span| span.get_days())) * DAY),
        people: People::default(),
        told: Told { lines: recovery.problems.len(), ..Told::default() },
    };
    let (whole, loose): (Vec<&IcalCst<'_>>, Vec<_>) =
        recovery.calendars.iter().partition(|part| kind(part) == "VCALENDAR");
    if whole.is_empty() {
        let message = "holds no calendar: nothing begins with BEGIN:VCALENDAR".to_owned();
        return Err(Error::Syntax { origin: origin.to_owned(), message });
    }
    loose
        .into_iter()
        .filter(|part| !part.items.is_empty())
        .for_each(|part| calendars.told.pass(&kind(part)));
    for calendar in whole {
        calendars.read(calendar)?;
    }
    let mut reading = Reading::of("calendars");
    let Calendars { people, told, .. } = calendars;
    told.tell(people.len(), options.date.as_deref(), &mut reading);
    Ok(Table::from_rows(people.rows()).read_as(reading, Vec::new()))
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

struct Calendars<'a> {
    origin: &'a str,
    /// Midnight of the first day that counts, in seconds since 1970 by everybody's own clock.
    first: Option<i64>,
    people: People,
    told: Told,
}

impl Calendars<'_> {
    fn read(&mut self, calendar: &IcalCst<'_>) -> Result<(), Error> {
        if calendar.items.is_empty() {
            return Ok(());
        }
        let own = Lines::of(calendar);
        let mut zones = Zones::new(&calendar.decode(), &own);
        self.told.zones += usize::from(zones.is_unknown);
        let mut events = Vec::new();
        let mut is_about_events = true;
        for item in &calendar.items {
            let IcalItem::Component(part) = item else { continue };
            let lines = Lines::of(part);
            match kind(part).as_str() {
                "VEVENT" => events.extend(Event::read(&lines, &mut zones, &mut self.told)),
                "VFREEBUSY" => {
                    is_about_events = false;
                    self.free_busy(&lines, &own, &zones)?;
                }
                "VTIMEZONE" => {}
                other => self.told.pass(other),
            }
        }
        if is_about_events || !events.is_empty() {
            self.events(&events, &Owner::of_calendar(&own), &zones)?;
        }
        Ok(())
    }

    /// The events of a calendar.
    fn events(&mut self, events: &[Event], owner: &Owner, zones: &Zones) -> Result<(), Error> {
        let Some(first) = self.first else { return Err(no_date(self.origin)) };
        let person = self.people.person(owner, zones, first);
        let window = Span { from: first, to: first + DAYS * DAY };
        let mut spans = Vec::new();
        let mut series: HashMap<&str, Vec<&Event>> = HashMap::new();
        for event in events {
            match &event.uid {
                Some(uid) => series.entry(uid.as_str()).or_default().push(event),
                None => event::walk(&[event], &person.home, window, &mut spans, &mut self.told),
            }
        }
        for events in series.into_values() {
            event::walk(&events, &person.home, window, &mut spans, &mut self.told);
        }
        self.told.refuse_too_many(self.origin)?;
        person.windows.push(window);
        person.spans.append(&mut spans);
        Ok(())
    }

    /// A reply about free and busy times.
    fn free_busy(
        &mut self,
        lines: &Lines<'_>,
        own: &Lines<'_>,
        zones: &Zones,
    ) -> Result<(), Error> {
        self.told.replies += 1;
        let said = |name| lines.time(name).map(|time| zones.written(&time));
        let days = said("DTSTART").zip(said("DTEND")).filter(|(from, to)| from < to);
        let owner = Owner::of_reply(lines, own);
        let person = self.people.person(&owner, zones, days.map_or(0, |(from, _)| from));
        let window = match (days, self.first) {
            (Some((from, to)), _) => {
                self.told.long += usize::from(to - from > LONGEST);
                let from = person.home.local(from);
                Span { from, to: person.home.local(to).min(from + LONGEST) }
            }
            (None, Some(first)) => Span { from: first, to: first + DAYS * DAY },
            (None, None) => return Err(no_date(self.origin)),
        };
        person.windows.push(window);
        for period in lines.busy_periods(&mut self.told) {
            let (from, to) = (person.home.local(period.from), person.home.local(period.to));
            person.spans.push(Span { from, to });
        }
        Ok(())
    }
}

fn kind(component: &IcalCst<'_>) -> String {
    let name = component.begin.as_ref().map(|line| line.raw_value_str().trim().to_uppercase());
    name.unwrap_or_default()
}

fn no_date(origin: &str) -> Error {
    let message = "events are read for four weeks, and nothing says from which day: give a date, such as \
                   2026-03-02";
    Error::Syntax { origin: origin.to_owned(), message: message.to_owned() }
}
