//! One value of a sheet as a cell: dates as ISO 8601, truth as `yes` and `no`.

use calamine::{Data, DataRef, ExcelDateTime};

use crate::table::Cell;

pub(super) enum Value {
    Cell(Cell),
    /// What a formula says that failed.
    Error,
    Nothing,
}

pub(super) fn value(data: &DataRef<'_>) -> Value {
    let cell = match data {
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::number(*number),
        DataRef::String(text) => words(text),
        DataRef::SharedString(text) => words(text),
        DataRef::Bool(flag) => words(if *flag { "yes" } else { "no" }),
        DataRef::DateTime(day) => moment(*day),
        DataRef::DateTimeIso(text) => words(text.strip_suffix("T00:00:00").unwrap_or(text)),
        DataRef::DurationIso(text) => clock(text).map_or_else(|| words(text), Cell::Text),
        DataRef::Error(_) => return Value::Error,
        DataRef::Empty => Cell::Missing,
    };
    if cell == Cell::Missing { Value::Nothing } else { Value::Cell(cell) }
}

/// A value that the reader keeps, as one of those that it gives away.
pub(super) fn lent(data: &Data) -> DataRef<'_> {
    match data {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(flag) => DataRef::Bool(*flag),
        Data::DateTime(day) => DataRef::DateTime(*day),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn words(text: &str) -> Cell {
    if text.trim().is_empty() { Cell::Missing } else { Cell::Text(text.to_owned()) }
}

/// A serial date: a date, a time of day, both, or a duration in hours.
fn moment(date: ExcelDateTime) -> Cell {
    let serial = date.as_f64();
    if date.is_duration() {
        return Cell::Text(duration(serial));
    }
    if !(0.0..2_958_466.0).contains(&serial) {
        return Cell::number(serial);
    }
    let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    let time = if milli == 0 { time } else { format!("{time}.{milli:03}") };
    let day = format!("{year:04}-{month:02}-{day:02}");
    Cell::Text(match (serial < 1.0, time.as_str()) {
        (true, _) => time,
        (false, "00:00:00") => day,
        (false, _) => format!("{day}T{time}"),
    })
}

/// `36:30:00`, from days.
fn duration(days: f64) -> String {
    let seconds = (days.abs() * 86_400.0).round() as u64;
    let sign = if days < 0.0 && seconds > 0 { "-" } else { "" };
    format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// `PT09H30M00S`, as `OpenDocument` writes a time, as `09:30:00`.
fn clock(text: &str) -> Option<String> {
    let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
    let [hours, minutes, seconds] = [hours, minutes, seconds].map(|part| part.parse::<u64>().ok());
    Some(format!("{:02}:{:02}:{:02}", hours?, minutes?, seconds?))
}
