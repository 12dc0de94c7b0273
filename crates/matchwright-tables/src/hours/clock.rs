//! Hours of a day and days of a week as people write them.

/// Quarters of an hour in a day.
pub(crate) const DAY: usize = 96;

/// Days in a week, from Monday on.
pub(crate) const DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const NOON: u32 = 12 * 60;

/// A time of the day, or from one to another, in quarters of an hour; `to` lies after `from`, and may
/// lie on the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) from: usize,
    pub(crate) to: Option<usize>,
}

/// The day that a text starts with: `Monday`, `mon.`, `Tuesdays, 3 March`.
pub(crate) fn day(text: &str) -> Option<usize> {
    let text = text.trim().to_lowercase();
    let word = text.split(|c: char| !c.is_alphabetic()).next().filter(|word| word.len() >= 2)?;
    let is_day = |word: &str| DAYS.iter().position(|day| day.starts_with(word));
    is_day(word).or_else(|| is_day(word.strip_suffix('s')?).filter(|_| word.len() > 2))
}

/// `8AM`, `noon`, `9am - 12pm`, `1-3 pm`, `14:00–16:30`, `Morning (9 to 12)`.
pub(crate) fn span(text: &str) -> Option<Span> {
    let text = text.trim().to_lowercase();
    plain_span(&text).or_else(|| {
        let (before, rest) = text.split_once('(')?;
        plain_span(rest.trim_end().strip_suffix(')')?).or_else(|| plain_span(before))
    })
}

fn plain_span(text: &str) -> Option<Span> {
    let is_dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    let ends = text.split_once(is_dash).or_else(|| {
        [" to ", " until ", " till ", " bis "].iter().find_map(|word| text.split_once(word))
    });
    let Some((from, to)) = ends else {
        let from = Clock::parse(text)?.minutes()?;
        return Some(Span { from: quarters(from % (24 * 60))?, to: None });
    };
    let (from, to) = minutes(Clock::parse(from)?, Clock::parse(to)?)?;
    let (from, to) = (quarters(from)?, quarters(to)?);
    let to = if from < to { to } else { to + DAY };
    (from < DAY && to - from <= DAY).then_some(Span { from, to: Some(to) })
}

/// The minutes of two times, of which only one may say which half of the day is meant.
fn minutes(from: Clock, to: Clock) -> Option<(u32, u32)> {
    let (start, end) = match (from.half, to.half) {
        (None, Some(half)) => {
            let end = to.minutes()?;
            let start = from.in_half(half).minutes().filter(|&start| start < end);
            let start = start.or_else(|| from.in_half(half.other()).minutes()).or(from.minutes());
            (start?, end)
        }
        (Some(_), None) => {
            let start = from.minutes()?;
            let end = to.minutes()?;
            let later = end.checked_add(NOON).filter(|_| end <= start && end < NOON);
            (start, later.unwrap_or(end))
        }
        _ => (from.minutes()?, to.minutes()?),
    };
    Some((start, if end == 0 { 24 * 60 } else { end }))
}

/// A multiple of 15 minutes.
fn quarters(minutes: u32) -> Option<usize> {
    (minutes.is_multiple_of(15) && minutes <= 24 * 60).then_some(minutes as usize / 15)
}

/// One time as it is written.
#[derive(Debug, Clone, Copy)]
struct Clock {
    hour: u32,
    minute: u32,
    half: Option<Half>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

impl Half {
    fn other(self) -> Self {
        match self {
            Self::Morning => Self::Afternoon,
            Self::Afternoon => Self::Morning,
        }
    }
}

impl Clock {
    fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        match text.as_str() {
            "noon" | "midday" | "12noon" => return Some(Self::of(12, Half::Afternoon)),
            "midnight" | "12midnight" => return Some(Self::of(12, Half::Morning)),
            _ => {}
        }
        let (hour, rest) = digits(&text)?;
        let after = rest.strip_prefix([':', '.', 'h']).and_then(digits);
        let (minute, rest) = match after {
            Some((minute, after)) if rest.len() - after.len() == 3 => (minute, after),
            Some(_) => return None,
            None => (0, rest),
        };
        let half = match rest.replace('.', "").as_str() {
            "am" | "a" => Some(Half::Morning),
            "pm" | "p" => Some(Half::Afternoon),
            "" | "h" | "uhr" | "o'clock" => None,
            _ => return None,
        };
        let is_time = match half {
            Some(_) => (1..=12).contains(&hour),
            None => hour < 24 || (hour, minute) == (24, 0),
        };
        (is_time && minute < 60).then_some(Self { hour, minute, half })
    }

    fn of(hour: u32, half: Half) -> Self {
        Self { hour, minute: 0, half: Some(half) }
    }

    fn in_half(self, half: Half) -> Self {
        Self { half: Some(half), ..self }
    }

    /// Minutes since midnight; `None` where 13 and more are said to be in a half of the day.
    fn minutes(self) -> Option<u32> {
        let hour = match self.half {
            None => self.hour,
            Some(_) if self.hour > 12 => return None,
            Some(Half::Morning) => self.hour % 12,
            Some(Half::Afternoon) => self.hour % 12 + 12,
        };
        Some(hour * 60 + self.minute)
    }
}

/// One or two digits, and what follows them.
fn digits(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number = text.get(..end)?.parse().ok().filter(|_| end <= 2)?;
    Some((number, text.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_people_write_them() {
        for (text, from, to) in [
            ("8AM", 8.0, None),
            ("12 am", 0.0, None),
            ("12pm", 12.0, None),
            ("noon", 12.0, None),
            ("midnight", 0.0, None),
            ("8:30 p.m.", 20.5, None),
            ("14.15 Uhr", 14.25, None),
            ("9am - 12pm", 9.0, Some(12.0)),
            ("9-12pm", 9.0, Some(12.0)),
            ("1-3pm", 13.0, Some(15.0)),
            ("11–1pm", 11.0, Some(13.0)),
            ("9am - 5", 9.0, Some(17.0)),
            ("1pm-3", 13.0, Some(15.0)),
            ("14:00-16:00", 14.0, Some(16.0)),
            ("9 to noon", 9.0, Some(12.0)),
            ("8pm - midnight", 20.0, Some(24.0)),
            ("22-06", 22.0, Some(30.0)),
            ("Morning (9am-12pm)", 9.0, Some(12.0)),
            ("9am-12pm (morning)", 9.0, Some(12.0)),
            ("00-24", 0.0, Some(24.0)),
        ] {
            let quarters = |hours: f64| (hours * 4.0) as usize;
            let expected = Span { from: quarters(from), to: to.map(quarters) };
            assert_eq!(span(text), Some(expected), "{text}");
        }
        let wrong = [
            "",
            "morning",
            "13pm",
            "0am",
            "25",
            "9:5",
            "9:60",
            "9:10",
            "9-",
            "-9",
            "9-12-15",
            "100",
            "9am-25",
            "12:00-12:00x",
            "(",
            "9)",
            "é",
        ];
        for text in wrong {
            assert_eq!(span(text), None, "{text}");
        }
    }

    #[test]
    fn days_as_people_write_them() {
        for (text, place) in
            [("Monday", 0), ("tues", 1), ("Weds.", 2), ("Th", 3), ("Fridays, 3 May", 4), ("SUN", 6)]
        {
            assert_eq!(day(text), Some(place), "{text}");
        }
        for text in ["", "m", "noon", "month", "9am", "holiday", "-"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
