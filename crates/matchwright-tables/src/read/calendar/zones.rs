//! Clocks: zones by their names, and zones that a calendar defines itself.

use std::collections::HashMap;
use std::sync::Arc;

use ical::ical::Ical;
use ical::recur::IcalRecurFreq;
use ical::tz::IcalTz;
use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::lines::{Clocked, Lines, Time};

/// The last year for which changes of a clock are worked out.
const LAST_YEAR: i32 = 2100;

/// How far a clock is ahead of UTC.
#[derive(Debug, Clone)]
pub(super) enum Clock {
    Utc,
    Zone(TimeZone),
    /// How far it is ahead before the first change, and from each moment on, in seconds.
    Defined(i64, Vec<(i64, i64)>),
}

impl Clock {
    /// The zone that a calendar defines; none where its rules change the clock more often than monthly, as no
    /// zone does.
    fn defined(zone: &IcalTz) -> Option<Self> {
        let is_calm =
            |freq: IcalRecurFreq| matches!(freq, IcalRecurFreq::Yearly | IcalRecurFreq::Monthly);
        let mut rules = zone.observances.iter().flat_map(|one| &one.onsets.rules);
        let calm = rules.all(|rule| {
            let times = rule.by_hour.len() + rule.by_minute.len() + rule.by_second.len();
            is_calm(rule.freq) && times <= 3 && rule.by_year_day.len() + rule.by_week_no.len() == 0
        });
        if !calm || zone.observances.is_empty() {
            return None;
        }
        let changes = zone.transitions(LAST_YEAR);
        let before = changes.first().map_or(0, |change| i64::from(change.from));
        let change = |change: &ical::tz::IcalTzTransition| {
            (change.local.seconds() - i64::from(change.from), i64::from(change.to))
        };
        Some(Self::Defined(before, changes.iter().map(change).collect()))
    }

    /// Seconds ahead of UTC at a moment.
    pub(super) fn ahead(&self, moment: i64) -> i64 {
        match self {
            Self::Utc => 0,
            Self::Zone(zone) => Timestamp::from_second(moment)
                .map_or(0, |moment| i64::from(zone.to_offset(moment).seconds())),
            Self::Defined(before, changes) => {
                let at = changes.partition_point(|(from, _)| *from <= moment);
                let change = at.checked_sub(1).and_then(|at| changes.get(at));
                change.map_or(*before, |(_, ahead)| *ahead)
            }
        }
    }

    /// What the clock shows at a moment.
    pub(super) fn local(&self, moment: i64) -> i64 {
        moment + self.ahead(moment)
    }

    /// The moment at which the clock shows this.
    pub(super) fn moment(&self, local: i64) -> i64 {
        let near = local - self.ahead(local);
        local - self.ahead(near)
    }
}

/// The zones of one calendar.
pub(super) struct Zones {
    names: TimeZoneDatabase,
    defined: HashMap<String, Arc<Clock>>,
    known: HashMap<String, Option<Arc<Clock>>>,
    /// The calendar's own clock, and its name where others know it.
    pub(super) home: Arc<Clock>,
    pub(super) name: Option<String>,
    /// Whether the calendar names a clock that nobody knows: it is read by UTC.
    pub(super) is_unknown: bool,
}

impl Zones {
    pub(super) fn new(calendar: &Ical<'_>, lines: &Lines<'_>) -> Self {
        let zones: Vec<IcalTz> =
            calendar.components.iter().filter_map(IcalTz::of_component).collect();
        let only = match zones.as_slice() {
            [one] => Some(one.id.clone()),
            _ => None,
        };
        let defined = zones
            .iter()
            .filter_map(|zone| Some((zone.id.clone(), Arc::new(Clock::defined(zone)?))))
            .collect();
        let mut zones = Self {
            names: TimeZoneDatabase::bundled(),
            defined,
            known: HashMap::new(),
            home: Arc::new(Clock::Utc),
            name: Some("UTC".to_owned()),
            is_unknown: false,
        };
        if let Some(name) = lines.text("X-WR-TIMEZONE").or(only) {
            match zones.clock(&name) {
                Some(clock) => {
                    zones.name = matches!(*clock, Clock::Zone(_)).then_some(name);
                    zones.home = clock;
                }
                None => zones.is_unknown = true,
            }
        }
        zones
    }

    /// The clock of a name: the zone that everybody knows by it, or the one that the calendar defines.
    fn clock(&mut self, name: &str) -> Option<Arc<Clock>> {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let zone = self.names.get(name).ok().map(|zone| Arc::new(Clock::Zone(zone)));
        let clock = zone.or_else(|| self.defined.get(name).cloned());
        self.known.insert(name.to_owned(), clock.clone());
        clock
    }

    /// The clock by which a time is told; `false` beside the calendar's own where nobody knows it.
    pub(super) fn told(&mut self, by: &Clocked) -> (Arc<Clock>, bool) {
        match by {
            Clocked::Utc => (Arc::new(Clock::Utc), true),
            Clocked::Floating => (Arc::clone(&self.home), true),
            Clocked::Named(name) => match self.clock(name) {
                Some(clock) => (clock, true),
                None => (Arc::clone(&self.home), false),
            },
        }
    }

    /// The moment of a time of a reply, which is told by UTC.
    pub(super) fn written(&self, time: &Time) -> i64 {
        match time.zone {
            Clocked::Floating => self.home.moment(time.at.seconds()),
            _ => time.at.seconds(),
        }
    }
}
