//! When somebody answered: timestamps as forms and spreadsheets write them.
//!
//! `2026-01-10T09:05:00Z`, `2018/02/07 3:48:34PM EST`, `10.1.2026 9:05`, `Jan 10, 2026 9:05 AM`, and the
//! serial numbers of spreadsheets. Whether `1/2/2026` is in January or in February is decided by the
//! whole column; where the column does not tell, both are possible, and the caller compares.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};

use crate::table::Cell;

/// What a spreadsheet counts days from.
const EPOCH: DateTime = jiff::civil::datetime(1899, 12, 30, 0, 0, 0, 0);

const NANOS_A_DAY: f64 = 86_400e9;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Zones that forms write by name, in hours ahead of UTC.
const ZONES: [(&str, i64); 15] = [
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("bst", 1),
    ("cet", 1),
    ("cest", 2),
    ("est", -5),
    ("edt", -4),
    ("cst", -6),
    ("cdt", -5),
    ("mst", -7),
    ("mdt", -6),
    ("pst", -8),
    ("pdt", -7),
];

/// The moments of one column.
pub(super) struct Moments {
    stamps: Vec<Option<Stamp>>,
    /// The orders that are possible.
    pub(super) orders: Vec<Order>,
    /// Whether all have the same zone, or none.
    is_one_zone: bool,
}

/// Which of two numbers before the year is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

#[derive(Debug, Clone, PartialEq)]
enum Stamp {
    Number(f64),
    Text { year: i16, day: Day, time: Time, zone: String },
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Day {
    Known { month: i8, day: i8 },
    Either(i8, i8),
}

impl Moments {
    /// Reads a column. O(cells).
    pub(super) fn new(cells: &[Cell]) -> Self {
        let stamps: Vec<Option<Stamp>> = cells.iter().map(Stamp::read).collect();
        let mut pairs = Vec::new();
        let mut zones: Vec<&str> = Vec::new();
        for stamp in stamps.iter().flatten() {
            let Stamp::Text { day, zone, .. } = stamp else { continue };
            if let Day::Either(first, second) = day {
                pairs.push((*first, *second));
            }
            if zones.len() < 2 && !zones.contains(&zone.as_str()) {
                zones.push(zone);
            }
        }
        let is_one_zone = zones.len() <= 1;
        let orders = [Order::DayFirst, Order::MonthFirst];
        let fits = |order: &Order| {
            pairs.iter().all(|(first, second)| match order {
                Order::DayFirst => *second <= 12,
                Order::MonthFirst => *first <= 12,
            })
        };
        Self { orders: orders.into_iter().filter(fits).collect(), is_one_zone, stamps }
    }

    /// The moment of a row, in nanoseconds of no particular clock; `None` where it cannot be read.
    pub(super) fn at(&self, row: usize, order: Order) -> Option<i128> {
        match self.stamps.get(row)?.as_ref()? {
            Stamp::Number(days) => Some((days * NANOS_A_DAY) as i128),
            Stamp::Text { year, day, time, zone } => {
                let (month, day) = match (*day, order) {
                    (Day::Known { month, day }, _)
                    | (Day::Either(day, month), Order::DayFirst)
                    | (Day::Either(month, day), Order::MonthFirst) => (month, day),
                };
                let date = Date::new(*year, month, day).ok()?;
                let ahead = if self.is_one_zone { 0 } else { seconds_ahead(zone)? };
                let at = DateTime::from_parts(date, *time);
                let since =
                    at.duration_since(EPOCH).checked_sub(SignedDuration::from_secs(ahead))?;
                Some(since.as_nanos())
            }
        }
    }
}

/// Seconds ahead of UTC of `EST`, `+02:00`, `GMT+2`.
fn seconds_ahead(zone: &str) -> Option<i64> {
    let name: &str = zone.split(['+', '-']).next()?;
    let named = match name {
        "" if zone.is_empty() => return None,
        "" => 0,
        _ => ZONES.iter().find(|(have, _)| *have == name)?.1,
    };
    let Some(offset) = zone.get(name.len()..).filter(|offset| !offset.is_empty()) else {
        return Some(named * 3600);
    };
    let digits: String = offset.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        3 | 4 => digits.split_at(digits.len() - 2),
        _ => return None,
    };
    let seconds = hours.parse::<i64>().ok()? * 3600 + minutes.parse::<i64>().ok()? * 60;
    Some(named * 3600 + if offset.starts_with('-') { -seconds } else { seconds })
}

/// Longer texts are sentences in which a date may stand.
const MAX_STAMP: usize = 40;

/// Whether a text is a date, with or without a time.
pub(super) fn is_stamp(text: &str) -> bool {
    text.len() <= MAX_STAMP && Stamp::parse(text).is_some()
}

impl Stamp {
    fn read(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Number(number) => Some(Self::Number(*number)).filter(|_| number.is_finite()),
            Cell::Text(text) => match text.trim().parse::<f64>() {
                Ok(number) => Some(Self::Number(number)).filter(|_| number.is_finite()),
                Err(_) => Self::parse(text),
            },
            Cell::Missing | Cell::List(_) | Cell::Numbers(_) | Cell::Lists(_) => None,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let mut tokens = Tokens::new(text)?;
        let (year, day) = tokens.date()?;
        let time = tokens.time()?;
        Some(Self::Text { year, day, time, zone: tokens.zone()? })
    }
}

/// A text in numbers, words and marks; blanks only part them.
struct Tokens {
    tokens: Vec<Token>,
    next: usize,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    /// Its digits.
    Number(String),
    /// In small letters.
    Word(String),
    Mark(char),
}

/// More than any timestamp has.
const MAX_TOKENS: usize = 32;

impl Tokens {
    fn new(text: &str) -> Option<Self> {
        let mut tokens: Vec<Token> = Vec::new();
        let mut is_new = true;
        for c in text.chars().flat_map(char::to_lowercase) {
            match tokens.last_mut() {
                Some(Token::Number(digits)) if c.is_ascii_digit() && !is_new => digits.push(c),
                Some(Token::Word(word)) if c.is_alphabetic() && !is_new => word.push(c),
                _ if c.is_ascii_digit() => tokens.push(Token::Number(c.into())),
                _ if c.is_alphabetic() => tokens.push(Token::Word(c.into())),
                _ if c.is_whitespace() => {}
                _ => tokens.push(Token::Mark(c)),
            }
            is_new = c.is_whitespace();
            if tokens.len() > MAX_TOKENS {
                return None;
            }
        }
        Some(Self { tokens, next: 0 })
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn skip(&mut self, is_skipped: impl Fn(&Token) -> bool) {
        while self.peek().is_some_and(&is_skipped) {
            self.next += 1;
        }
    }

    /// The next number of at most so many digits.
    fn number(&mut self, digits: usize) -> Option<i16> {
        let Some(Token::Number(text)) = self.peek() else { return None };
        let number = (text.len() <= digits).then(|| text.parse().ok())??;
        self.next += 1;
        Some(number)
    }

    fn mark(&mut self, mark: char) -> bool {
        let is_next = self.peek() == Some(&Token::Mark(mark));
        self.next += usize::from(is_next);
        is_next
    }

    /// Year, month and day in the order in which they stand.
    fn date(&mut self) -> Option<(i16, Day)> {
        let mut numbers: Vec<(i16, usize)> = Vec::new();
        let mut named = None;
        let mut has_dots = false;
        while numbers.len() + usize::from(named.is_some()) < 3 {
            match self.tokens.get(self.next)? {
                Token::Number(digits) => {
                    let number = digits.parse().ok().filter(|_| digits.len() <= 4)?;
                    numbers.push((number, digits.len()));
                }
                Token::Word(word) => named = named.or(month(word)),
                Token::Mark(mark) => has_dots |= *mark == '.',
            }
            self.next += 1;
        }
        let small = |number: i16| i8::try_from(number).ok();
        match (numbers.as_slice(), named) {
            (&[(year, 3..), (day, _)] | &[(day, _), (year, _)], Some(month)) => {
                Some((full_year(year)?, Day::Known { month, day: small(day)? }))
            }
            (&[(year, 3..), (month, _), (day, _)], None) => {
                Some((year, Day::Known { month: small(month)?, day: small(day)? }))
            }
            // Nobody writes the month first with dots.
            (&[(day, _), (month, _), (year, _)], None) if has_dots => {
                Some((full_year(year)?, Day::Known { month: small(month)?, day: small(day)? }))
            }
            (&[(first, _), (second, _), (year, _)], None) => {
                Some((full_year(year)?, Day::Either(small(first)?, small(second)?)))
            }
            _ => None,
        }
    }

    /// The time of the day; midnight where there is none.
    fn time(&mut self) -> Option<Time> {
        self.skip(|token| match token {
            Token::Word(word) => word == "t" || word == "at" || is_ordinal(word),
            Token::Mark(mark) => *mark == ',',
            Token::Number(_) => false,
        });
        let Some(hour) = self.number(2) else { return Some(Time::midnight()) };
        let (mut minute, mut second, mut nanos) = (0, 0, 0);
        if self.mark(':') || self.mark('.') {
            minute = self.number(2)?;
            if self.mark(':') || self.mark('.') {
                second = self.number(2)?;
                if self.mark('.') || self.mark(',') {
                    nanos = self.fraction();
                }
            }
        }
        let hour = self.half_of_day(hour)?;
        Time::new(
            i8::try_from(hour).ok()?,
            i8::try_from(minute).ok()?,
            i8::try_from(second).ok()?,
            nanos,
        )
        .ok()
    }

    fn fraction(&mut self) -> i32 {
        let Some(Token::Number(digits)) = self.peek() else { return 0 };
        let nanos: String = digits.chars().chain("000000000".chars()).take(9).collect();
        self.next += 1;
        nanos.parse().unwrap_or(0)
    }

    /// The hour of the day, with `am`, `pm`, `a.m.` and `p.m.` read where they follow.
    fn half_of_day(&mut self, hour: i16) -> Option<i16> {
        let Some(Token::Word(word)) = self.peek() else { return Some(hour) };
        let is_afternoon = match word.as_str() {
            "am" | "a" => false,
            "pm" | "p" => true,
            _ => return Some(hour),
        };
        self.next += 1;
        self.skip(|token| *token == Token::Mark('.') || *token == Token::Word("m".to_owned()));
        let is_clock = (1..=12).contains(&hour);
        is_clock.then_some(hour % 12 + if is_afternoon { 12 } else { 0 })
    }

    /// What follows the time: a zone by name, by its hours, or an empty text; `None` for anything else.
    fn zone(&mut self) -> Option<String> {
        let mut zone = String::new();
        if let Some(Token::Word(name)) = self.peek() {
            zone.push_str(name);
            self.next += 1;
        }
        let sign = ['+', '-', '\u{2212}'].into_iter().find(|&sign| self.mark(sign));
        if let Some(sign) = sign {
            zone.push(if sign == '+' { '+' } else { '-' });
            zone.push_str(&self.digits()?);
            if self.mark(':') {
                zone.push_str(&self.digits()?);
            }
        }
        self.peek().is_none().then_some(zone)
    }

    fn digits(&mut self) -> Option<String> {
        let Some(Token::Number(digits)) = self.peek().cloned() else { return None };
        self.next += 1;
        Some(digits)
    }
}

/// A month by its name or at least three letters of it.
fn month(word: &str) -> Option<i8> {
    let place = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word))?;
    i8::try_from(place + 1).ok()
}

fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th")
}

/// Years of two digits are of this century.
fn full_year(year: i16) -> Option<i16> {
    match year {
        0..=99 => Some(2000 + year),
        1000..=9999 => Some(year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(texts: &[&str]) -> Moments {
        let cells: Vec<Cell> = texts.iter().map(|text| Cell::Text((*text).to_owned())).collect();
        Moments::new(&cells)
    }

    #[test]
    fn the_same_moment_in_many_forms() {
        let forms = [
            "2026-01-13 15:48:34",
            "2026-01-13T15:48:34",
            "2026/01/13 3:48:34PM",
            "2026/01/13 3:48:34 p.m.",
            "13/01/2026 15:48:34",
            "1/13/2026 3:48:34 PM",
            "1/13/26 3:48:34\u{202f}PM",
            "13.1.2026 15:48:34",
            "13.01.2026, 15.48.34",
            "Jan 13, 2026 3:48:34 PM",
            "Tuesday, 13th January 2026 at 15:48:34",
            "13-Jan-26 15:48:34.000",
        ];
        let first = column(&forms[..1]).at(0, Order::DayFirst);
        assert!(first.is_some());
        for form in forms {
            let moments = column(&[form]);
            assert_eq!(moments.at(0, moments.orders[0]), first, "{form}");
        }
        let day = 46_035.0 + (15.0 * 3600.0 + 48.0 * 60.0 + 34.0) / 86_400.0;
        let serial = Moments::new(&[Cell::Number(day)]).at(0, Order::DayFirst);
        let apart = serial.zip(first).map(|(serial, first)| (serial - first).abs());
        assert!(apart.is_some_and(|nanos| nanos < 1_000_000), "a spreadsheet's number: {apart:?}");
    }

    #[test]
    fn zones_count_where_they_differ() {
        let moments = column(&[
            "2026-01-10 09:00 EST",
            "2026-01-10 14:00 UTC",
            "2026-01-10 15:00+01:00",
            "2026-01-10T14:00:00Z",
            "2026-01-10 19:30 +0530",
            "2026-01-10 16:00 GMT+2",
        ]);
        let first = moments.at(0, Order::DayFirst);
        assert!((0..6).all(|row| moments.at(row, Order::DayFirst) == first));
        let unknown = column(&["2026-01-10 09:00 XYZ", "2026-01-10 09:00 UTC"]);
        assert_eq!(unknown.at(0, Order::DayFirst), None);
        assert!(column(&["2026-01-10 09:00 XYZ"]).at(0, Order::DayFirst).is_some());
    }

    #[test]
    fn a_column_tells_the_order_of_day_and_month() {
        assert_eq!(column(&["1/2/2026", "13/2/2026"]).orders, [Order::DayFirst]);
        assert_eq!(column(&["1/2/2026", "2/13/2026"]).orders, [Order::MonthFirst]);
        assert_eq!(column(&["1/2/2026"]).orders.len(), 2);
        assert!(column(&["13/2/2026", "2/13/2026"]).orders.is_empty());
    }

    #[test]
    fn what_is_no_moment() {
        for text in [
            "",
            "yesterday",
            "1/2",
            "32/1/2026 9:00",
            "2026-13-01",
            "2026-01-10 25:00",
            "2026-01-10 13:00 PM",
            "2026-01-10 9:61",
            "99999/1/1",
            "nan",
            "inf",
            "1/2/3/4/5",
        ] {
            let moments = column(&[text]);
            let orders = [Order::DayFirst, Order::MonthFirst];
            assert!(orders.iter().all(|&order| moments.at(0, order).is_none()), "{text:?}");
        }
    }
}
