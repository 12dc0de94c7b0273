//! Time zones: how far a person's clock is ahead of UTC.

use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// The smallest and largest offset in use, in hours.
const RANGE: std::ops::RangeInclusive<f64> = -12.0..=14.0;

/// The names of zones as they are on one day, or offsets alone.
pub(super) struct Zones {
    names: Option<(TimeZoneDatabase, Date)>,
}

impl Zones {
    /// Names are understood on the given day (`2026-03-02`), because most offsets change twice a
    /// year. The list of zones is the library's own, so that every machine reads the same; without the feature `time-zones` it is empty.
    pub(super) fn new(date: Option<&str>) -> Self {
        let date = date.and_then(|date| date.parse().ok());
        Self { names: date.map(|date| (TimeZoneDatabase::bundled(), date)) }
    }

    /// Hours ahead of UTC, a multiple of 1/4; `None` for what is no zone.
    pub(super) fn hours(&self, text: &str) -> Option<f64> {
        let hours = parse_offset(text).or_else(|| self.hours_of_name(text))?;
        ((hours * 4.0).fract() == 0.0 && RANGE.contains(&hours)).then_some(hours)
    }

    /// What can be said of a cell that holds no zone.
    pub(super) fn allowed(&self) -> &'static str {
        if !cfg!(feature = "time-zones") {
            "must be an offset such as UTC+2 or -03:30; names of zones need the feature `time-zones`"
        } else if self.names.is_some() {
            "must be a time zone such as Europe/London, UTC+2 or -03:30"
        } else {
            "must be an offset such as UTC+2 or -03:30; names of zones need the programme's `date`"
        }
    }

    /// The offset at noon: clocks change at night.
    fn hours_of_name(&self, name: &str) -> Option<f64> {
        let (zones, date) = self.names.as_ref()?;
        let zone: TimeZone = zones.get(name).ok()?;
        let noon = date.at(12, 0, 0, 0).to_zoned(zone).ok()?;
        Some(f64::from(noon.offset().seconds()) / 3600.0)
    }
}

/// `UTC`, `UTC+2`, `GMT-03:30`, `+5.75`, `-4`.
fn parse_offset(text: &str) -> Option<f64> {
    let upper = text.trim().to_uppercase();
    let bare = ["UTC", "GMT"].into_iter().find_map(|start| upper.strip_prefix(start));
    let offset = bare.unwrap_or(&upper).trim();
    if offset.is_empty() && bare.is_some() {
        return Some(0.0);
    }
    let Some((hours, minutes)) = offset.split_once(':') else { return offset.parse().ok() };
    let is_plain = minutes.len() == 2 && minutes.bytes().all(|byte| byte.is_ascii_digit());
    let minutes = minutes.parse::<f64>().ok().filter(|&minutes| is_plain && minutes < 60.0)? / 60.0;
    let whole = hours.parse::<i8>().ok().map(f64::from)?;
    Some(if hours.starts_with('-') { whole - minutes } else { whole + minutes })
}

/// What is wrong with a date.
pub(crate) fn check_date(date: &str) -> Option<String> {
    let is_date = date.parse::<Date>().is_ok();
    (!is_date).then(|| "must be a date such as 2026-03-02".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_as_people_write_them() {
        let zones = Zones::new(None);
        for (text, hours) in [
            ("UTC", 0.0),
            (" gmt ", 0.0),
            ("UTC+2", 2.0),
            ("utc -3", -3.0),
            ("GMT-03:30", -3.5),
            ("-00:30", -0.5),
            ("+5.75", 5.75),
            ("-4", -4.0),
            ("14", 14.0),
        ] {
            assert_eq!(zones.hours(text), Some(hours), "{text:?}");
        }
        let wrong =
            ["", "UTC+", "+15", "-12:15", "+2:5", "+2:60", "+2:0x", "+2.1", "Europe/London"];
        for text in wrong.into_iter().chain(["nan", "inf", "2:", ":30"]) {
            assert_eq!(zones.hours(text), None, "{text:?}");
        }
    }

    #[test]
    #[cfg(feature = "time-zones")]
    fn names_depend_on_the_day() {
        let [winter, summer] = ["2026-01-15", "2026-07-15"].map(|date| Zones::new(Some(date)));
        for (name, in_winter, in_summer) in [
            ("Europe/London", 0.0, 1.0),
            ("america/toronto", -5.0, -4.0),
            ("Asia/Kathmandu", 5.75, 5.75),
            ("Australia/Sydney", 11.0, 10.0),
        ] {
            assert_eq!(winter.hours(name), Some(in_winter), "{name}");
            assert_eq!(summer.hours(name), Some(in_summer), "{name}");
        }
        assert_eq!(winter.hours("Europe/Atlantis"), None);
        assert_eq!(summer.hours("UTC+2"), Some(2.0));
    }
}
