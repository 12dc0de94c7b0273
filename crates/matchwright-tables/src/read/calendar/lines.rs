//! The lines of a component: names, parameters and values as texts.

use ical::recur::IcalRecurDateTime;
use ical::tree::cst::{IcalCst, IcalItem};
use ical::tree::line::IcalLine;
use ical::value::duration::IcalDuration;

use super::told::Told;
use super::weeks::Span;
use crate::error::Error;

/// How deep components may stand within each other: an alarm of an event of a calendar is the third.
const DEEPEST: usize = 8;

/// A file with folded lines made whole, in which components stand within each other only so deep: they
/// are read by functions that call themselves.
pub(super) fn unfolded(bytes: &[u8], origin: &str) -> Result<String, Error> {
    let refused =
        |message: &str| Error::Syntax { origin: origin.to_owned(), message: message.to_owned() };
    let mut whole: Vec<u8> = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        match line.split_first() {
            Some((b' ' | b'\t', rest)) if !whole.is_empty() => {
                while whole.last().is_some_and(|end| matches!(end, b'\n' | b'\r')) {
                    whole.pop();
                }
                whole.extend_from_slice(rest);
            }
            _ => whole.extend_from_slice(line),
        }
    }
    let text = String::from_utf8(whole).map_err(|_| refused("not UTF-8"))?;
    if deepest(&text) > DEEPEST {
        return Err(refused("its parts stand too deep within each other"));
    }
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// How deep components stand at most. What could be the rest of a longer line ends nothing.
fn deepest(text: &str) -> usize {
    let (mut depth, mut deepest, mut is_open) = (0_usize, 0, false);
    for line in text.lines() {
        let begins = |word: &str| {
            let starts =
                line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
            starts && line.get(word.len()..).is_some_and(|rest| rest.starts_with([':', ';']))
        };
        if begins("BEGIN") {
            depth += 1;
            deepest = deepest.max(depth);
        } else if begins("END") && !is_open {
            depth = depth.saturating_sub(1);
        }
        is_open = line.trim_end().ends_with('=');
    }
    deepest
}

/// A time as it is written, and the zone in which it is.
#[derive(Debug, Clone)]
pub(super) struct Time {
    pub(super) at: IcalRecurDateTime,
    pub(super) zone: Clocked,
    /// Whether it is a day without a time.
    pub(super) is_day: bool,
}

/// Which clock a time is told by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Clocked {
    Utc,
    /// By the zone of this name.
    Named(String),
    /// By the clock of whoever reads it.
    Floating,
}

/// The lines of one component, without those of components within it.
pub(super) struct Lines<'c>(Vec<&'c IcalLine<'c>>);

impl<'c> Lines<'c> {
    pub(super) fn of(component: &'c IcalCst<'c>) -> Self {
        let lines = component.items.iter().filter_map(|item| match item {
            IcalItem::Prop(line) => Some(line),
            _ => None,
        });
        Self(lines.collect())
    }

    fn all<'l>(&'l self, name: &'l str) -> impl Iterator<Item = &'c IcalLine<'c>> + 'l {
        self.0.iter().copied().filter(move |line| line.name.get().eq_ignore_ascii_case(name))
    }

    /// The text of the first line of a name, unless it is empty.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let value = self.all(name).next()?.raw_value_str();
        let text = value.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Whether the first line of a name says this.
    pub(super) fn says(&self, name: &str, value: &str) -> bool {
        self.text(name).is_some_and(|text| text.eq_ignore_ascii_case(value))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// A parameter of the first line of a name.
    pub(super) fn param(&self, name: &str, param: &str) -> Option<String> {
        param_of(self.all(name).next()?, param)
    }

    /// The time of the first line of a name.
    pub(super) fn time(&self, name: &str) -> Option<Time> {
        self.times(name).into_iter().next()
    }

    /// The times of all lines of a name; of a period its start.
    pub(super) fn times(&self, name: &str) -> Vec<Time> {
        let mut times = Vec::new();
        for line in self.all(name) {
            let zone = param_of(line, "TZID");
            for text in line.raw_value_str().split(',') {
                let text = text.split('/').next().unwrap_or_default().trim();
                let Ok(at) = IcalRecurDateTime::parse(text) else { continue };
                let zone = match &zone {
                    _ if text.ends_with(['Z', 'z']) => Clocked::Utc,
                    Some(zone) => Clocked::Named(zone.clone()),
                    None => Clocked::Floating,
                };
                times.push(Time { at, zone, is_day: !text.contains(['T', 't']) });
            }
        }
        times
    }

    /// The values of all lines of a name.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        self.all(name).map(|line| line.raw_value_str().trim().to_owned()).collect()
    }

    /// A duration, in seconds.
    pub(super) fn seconds(&self, name: &str) -> Option<i64> {
        seconds(&self.text(name)?)
    }

    /// The busy times of a reply, in seconds since 1970 by the clock of UTC. Free times say nothing that the
    /// others do not.
    pub(super) fn busy_periods(&self, told: &mut Told) -> Vec<Span> {
        let mut periods = Vec::new();
        for line in self.all("FREEBUSY") {
            let kind = param_of(line, "FBTYPE").unwrap_or_default();
            if kind.eq_ignore_ascii_case("FREE") {
                continue;
            }
            for text in line.raw_value_str().split(',') {
                match period(text.trim()) {
                    Some(period) => periods.push(period),
                    None => told.periods += 1,
                }
            }
        }
        periods
    }
}

fn param_of(line: &IcalLine<'_>, name: &str) -> Option<String> {
    let param = line.params.iter().find(|param| param.name.get().eq_ignore_ascii_case(name))?;
    let value = param.values.first()?.get().trim().trim_matches('"');
    Some(value.to_owned()).filter(|value| !value.is_empty())
}

/// A time that is asked for beyond the years that calendars write overflows nothing.
fn seconds(text: &str) -> Option<i64> {
    if text.len() > 32 {
        return None;
    }
    IcalDuration::from(text).seconds().filter(|seconds| seconds.abs() < 1 << 40)
}

/// `start/end` or `start/duration`.
fn period(text: &str) -> Option<Span> {
    let (from, to) = text.split_once('/')?;
    let from = IcalRecurDateTime::parse(from.trim()).ok()?.seconds();
    let to = match IcalRecurDateTime::parse(to.trim()) {
        Ok(to) => to.seconds(),
        Err(_) => from + seconds(to.trim())?,
    };
    (from < to).then_some(Span { from, to })
}
