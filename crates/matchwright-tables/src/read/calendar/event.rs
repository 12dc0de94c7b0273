//! An event, and the times that it takes.

use std::collections::BTreeMap;
use std::sync::Arc;

use ical::recur::set::{IcalRecurOverride, IcalRecurSet};
use ical::recur::{IcalRecurDateTime, IcalRecurFreq, IcalRecurRule};

use super::DAY;
use super::lines::{Clocked, Lines, Time};
use super::told::{MAX_MOVED, Told};
use super::weeks::Span;
use super::zones::{Clock, Zones};

/// An event takes no more time than a year.
const LONGEST: i64 = 366 * DAY;

#[derive(Debug)]
pub(super) struct Event {
    pub(super) uid: Option<String>,
    start: IcalRecurDateTime,
    clock: Arc<Clock>,
    /// In seconds.
    length: i64,
    /// Whether somebody is not free meanwhile.
    is_busy: bool,
    rules: Vec<IcalRecurRule>,
    dates: Vec<IcalRecurDateTime>,
    except: Vec<IcalRecurDateTime>,
    /// The instance that it takes the place of, as a moment.
    moved: Option<i64>,
    is_moved_for_good: bool,
}

impl Event {
    /// Reads an event; none where it has no start.
    pub(super) fn read(lines: &Lines<'_>, zones: &mut Zones, told: &mut Told) -> Option<Self> {
        told.events += 1;
        let Some(start) = lines.time("DTSTART") else {
            told.untimed += 1;
            return None;
        };
        let clock = clock(&start, zones, told);
        let mut here = |times: Vec<Time>| -> Vec<IcalRecurDateTime> {
            let mut times: Vec<_> =
                times.iter().map(|time| told_by(time, &start, &clock, zones)).collect();
            times.sort_unstable();
            times.dedup();
            times
        };
        let (dates, except) = (here(lines.times("RDATE")), here(lines.times("EXDATE")));
        let moved = lines.time("RECURRENCE-ID").map(|time| moment(&time, zones));
        let is_cancelled = lines.says("STATUS", "CANCELLED");
        let is_free = lines.says("TRANSP", "TRANSPARENT");
        told.cancelled += usize::from(is_cancelled);
        told.transparent += usize::from(is_free && !is_cancelled);
        Some(Self {
            uid: lines.text("UID"),
            length: length(lines, &start, zones).clamp(0, LONGEST),
            is_busy: !is_cancelled && !is_free,
            rules: rules(lines, &start, &clock, told),
            dates,
            except,
            moved,
            is_moved_for_good: lines
                .param("RECURRENCE-ID", "RANGE")
                .is_some_and(|range| range.eq_ignore_ascii_case("THISANDFUTURE")),
            start: start.at,
            clock,
        })
    }

    fn span(&self, start: IcalRecurDateTime, home: &Clock) -> Span {
        let from = home.local(self.clock.moment(start.seconds()));
        let to = home.local(self.clock.moment(start.seconds() + self.length));
        Span { from, to }
    }

    /// The set of its instances up to a moment of its own clock.
    fn instances(&self, until: IcalRecurDateTime, told: &mut Told) -> IcalRecurSet {
        let mut rules = self.rules.clone();
        for rule in &mut rules {
            rule.until = Some(rule.until.map_or(until, |until_now| until_now.min(until)));
            let days = (until.seconds() - self.start.seconds()) / DAY;
            told.days = told.days.saturating_add(days.max(1).unsigned_abs());
        }
        IcalRecurSet {
            start: Some(self.start),
            rules,
            dates: self.dates.clone(),
            exdates: self.except.clone(),
            ..IcalRecurSet::default()
        }
    }
}

/// The times of a window that the events of one id take: a series, and instances that were moved.
pub(super) fn walk(
    events: &[&Event],
    home: &Clock,
    window: Span,
    spans: &mut Vec<Span>,
    told: &mut Told,
) {
    let mut take = |event: &Event, start: IcalRecurDateTime| {
        let span = event.span(start, home);
        if event.is_busy && span.from < window.to && window.from < span.to {
            spans.push(span);
        }
    };
    let is_series = |event: &&&Event| event.moved.is_none();
    let Some(series) = events.iter().rfind(is_series).copied() else {
        return events.iter().for_each(|event| take(event, event.start));
    };
    if series.rules.is_empty() && series.dates.is_empty() && events.len() == 1 {
        return take(series, series.start);
    }
    let end = home.moment(window.to);
    let until = IcalRecurDateTime::from_seconds(series.clock.local(end));
    let moved = moved(events, series, window, home);
    told.is_moved_too_often |= moved.len() > MAX_MOVED;
    let mut set = series.instances(until, told);
    if moved.len() > MAX_MOVED || told.is_too_long() {
        return;
    }
    set.overrides = moved.iter().map(|(id, event)| in_place(*id, event, series)).collect();
    for instance in set.expand().take_while(|instance| instance.id <= until) {
        match moved.get(&instance.id) {
            Some(event) => take(event, event.start),
            None => take(series, instance.start),
        }
    }
}

/// The events that take the place of instances, by these, where either is in the window or they move all that follow.
fn moved<'e>(
    events: &[&'e Event],
    series: &Event,
    window: Span,
    home: &Clock,
) -> BTreeMap<IcalRecurDateTime, &'e Event> {
    let is_near = |moment: i64| {
        let local = home.local(moment);
        window.from - LONGEST < local && local < window.to + DAY
    };
    let mut moved = BTreeMap::new();
    for event in events {
        let Some(moment) = event.moved else { continue };
        let start = event.clock.moment(event.start.seconds());
        if is_near(moment) || is_near(start) || event.is_moved_for_good {
            let id = IcalRecurDateTime::from_seconds(series.clock.local(moment));
            moved.insert(id, *event);
        }
    }
    moved
}

fn in_place(id: IcalRecurDateTime, event: &Event, series: &Event) -> IcalRecurOverride {
    let start = series.clock.local(event.clock.moment(event.start.seconds()));
    IcalRecurOverride {
        id,
        start: IcalRecurDateTime::from_seconds(start),
        this_and_future: event.is_moved_for_good,
    }
}

fn clock(time: &Time, zones: &mut Zones, told: &mut Told) -> Arc<Clock> {
    let (clock, is_known) = zones.told(&time.zone);
    told.zones += usize::from(!is_known);
    clock
}

fn moment(time: &Time, zones: &mut Zones) -> i64 {
    zones.told(&time.zone).0.moment(time.at.seconds())
}

/// A time by the clock of the event's start; as it is written where both are written alike.
fn told_by(time: &Time, start: &Time, clock: &Clock, zones: &mut Zones) -> IcalRecurDateTime {
    if time.zone == start.zone {
        return time.at;
    }
    IcalRecurDateTime::from_seconds(clock.local(moment(time, zones)))
}

/// How long it takes: until its end, for its duration, or for the day that it is on.
fn length(lines: &Lines<'_>, start: &Time, zones: &mut Zones) -> i64 {
    match lines.time("DTEND") {
        Some(end) if end.zone == start.zone => end.at.seconds() - start.at.seconds(),
        Some(end) => moment(&end, zones) - moment(start, zones),
        None => lines.seconds("DURATION").unwrap_or(if start.is_day { DAY } else { 0 }),
    }
}

/// The rules that are followed: those that name days. What repeats within a day, or by rules that nobody
/// can read, counts once.
fn rules(lines: &Lines<'_>, start: &Time, clock: &Clock, told: &mut Told) -> Vec<IcalRecurRule> {
    let mut rules = Vec::new();
    for text in lines.texts("RRULE") {
        let rule = IcalRecurRule::parse(&text).ok().filter(names_days);
        let Some(mut rule) = rule else {
            told.rules += 1;
            continue;
        };
        // Told by UTC, where the event is told by another clock.
        let is_utc = text
            .to_uppercase()
            .split(';')
            .any(|part| part.starts_with("UNTIL=") && part.ends_with('Z'));
        if let (true, Some(until)) = (is_utc && start.zone != Clocked::Utc, rule.until) {
            rule.until = Some(IcalRecurDateTime::from_seconds(clock.local(until.seconds())));
        }
        rules.push(rule);
    }
    told.rules += usize::from(lines.has("EXRULE"));
    rules
}

fn names_days(rule: &IcalRecurRule) -> bool {
    let is_daily = matches!(
        rule.freq,
        IcalRecurFreq::Daily
            | IcalRecurFreq::Weekly
            | IcalRecurFreq::Monthly
            | IcalRecurFreq::Yearly
    );
    let times = [&rule.by_hour, &rule.by_minute, &rule.by_second];
    is_daily && times.into_iter().all(|times| times.len() <= 1)
}
