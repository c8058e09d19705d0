//! Civil days and half-open spans of days. The calendar is `jiff`'s; no time zone is involved anywhere:
//! a date in a report is the date where the event happened.

use jiff::civil::{Date, ISOWeekDate};
use jiff::{ToSpan as _, civil};
use serde::{Deserialize, Serialize};

/// A civil day, stored as the number of days since 1970-01-01. Years −9999 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

const EPOCH: Date = civil::date(1970, 1, 1);

impl Day {
    /// The first day that can be stored.
    pub const MIN: Self = Self(-4_371_222);
    /// The last day that can be stored.
    pub const MAX: Self = Self(2_932_896);

    /// The day with this number, held inside the calendar.
    pub fn from_number(number: i32) -> Self {
        Self(number.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// A day from year, month and day; `None` if there is no such day.
    pub fn ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self::from_date)
    }

    /// A day from `YYYY-MM-DD`, nothing else.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
            return None;
        }
        let number = |from: usize, to: usize| {
            let part = text.get(from..to)?;
            part.bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| part.parse::<i16>().ok())?
        };
        let (month, day) = (number(5, 7)?, number(8, 10)?);
        Self::ymd(number(0, 4)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i32 {
        self.0
    }

    /// The day `days` later (earlier where negative), held inside the calendar.
    pub fn plus(self, days: i32) -> Self {
        Self::from_number(self.0.saturating_add(days))
    }

    /// Year, month 1–12 and day 1–31.
    pub fn to_ymd(self) -> (i16, i8, i8) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }

    /// Day of the week, 0 = Monday … 6 = Sunday.
    pub fn weekday(self) -> u8 {
        u8::try_from((i64::from(self.0) + 3).rem_euclid(7)).unwrap_or(0)
    }

    /// The calendar date.
    fn date(self) -> Date {
        EPOCH.saturating_add(i64::from(self.0).days())
    }

    fn from_date(date: Date) -> Self {
        let days = EPOCH.until(date).map_or(0, |span| span.get_days());
        Self::from_number(days)
    }

    /// The first day of the ISO week `week` of `year` (Monday); `None` if the year has no such week.
    pub fn of_iso_week(year: i16, week: i8) -> Option<Self> {
        let date = ISOWeekDate::new(year, week, civil::Weekday::Monday).ok()?;
        Some(Self::from_date(date.date()))
    }

    /// ISO week: (year the week belongs to, week 1–53).
    pub fn iso_week(self) -> (i16, i8) {
        let week = self.date().iso_week_date();
        (week.year(), week.week())
    }
}

impl std::fmt::Display for Day {
    /// ISO 8601, `2023-10-02`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (y, m, d) = self.to_ymd();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse_iso(&text).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "found \"{text}\", expected a day of the calendar such as 2024-06-30"
            ))
        })
    }
}

/// A half-open span of days: `start` belongs to it, `end` does not. Never empty, never reversed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DaySpan {
    start: Day,
    end: Day,
}

impl DaySpan {
    /// A span, or `None` where it would be empty or reversed.
    pub fn new(start: Day, end: Day) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// The span of one day.
    pub fn day(day: Day) -> Self {
        let start = if day == Day::MAX { day.plus(-1) } else { day };
        Self {
            start,
            end: start.plus(1),
        }
    }

    /// The span from a first to a last day, both included, in whichever order they come.
    pub fn inclusive(a: Day, b: Day) -> Self {
        let first = Self::day(a.min(b));
        let last = Self::day(a.max(b));
        Self {
            start: first.start,
            end: last.end,
        }
    }

    /// First day.
    pub fn start(self) -> Day {
        self.start
    }

    /// First day after the span.
    pub fn end(self) -> Day {
        self.end
    }

    /// Last day that belongs to the span.
    pub fn last_day(self) -> Day {
        self.end.plus(-1)
    }

    /// Number of days, at least 1.
    pub fn days(self) -> i32 {
        self.end.0 - self.start.0
    }

    /// Whether the spans share a day.
    pub fn touches(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether a day belongs to the span.
    pub fn has(self, day: Day) -> bool {
        self.start <= day && day < self.end
    }

    /// The smallest span that holds both.
    pub fn union(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The same length, `days` later; held inside the calendar.
    pub fn shifted(self, days: i32) -> Self {
        let room_before = Day::MIN.0 - self.start.0;
        let room_after = Day::MAX.0 - self.end.0;
        let days = days.clamp(room_before, room_after);
        Self {
            start: self.start.plus(days),
            end: self.end.plus(days),
        }
    }
}

/// Length of one step of the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// One day.
    Day,
    /// Monday to Sunday (ISO 8601).
    #[default]
    Week,
    /// Calendar month.
    Month,
    /// January–March and so on.
    Quarter,
    /// Calendar year.
    Year,
}

impl Step {
    /// Every step, shortest first.
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// The first day of the step that `day` lies in.
    pub fn floor(self, day: Day) -> Day {
        let (y, m, _) = day.to_ymd();
        let found = match self {
            Self::Day => Some(day),
            Self::Week => Some(day.plus(-i32::from(day.weekday()))),
            Self::Month => Day::ymd(y, m, 1),
            Self::Quarter => Day::ymd(y, (m - 1) / 3 * 3 + 1, 1),
            Self::Year => Day::ymd(y, 1, 1),
        };
        found.unwrap_or(day)
    }

    /// `day` moved by `count` steps. Months and longer keep the day of the month where there is one,
    /// else take the last of that month (31 January + 1 month = 28 or 29 February).
    pub fn add(self, day: Day, count: i32) -> Day {
        let months = match self {
            Self::Day => return day.plus(count),
            Self::Week => return day.plus(count.saturating_mul(7)),
            Self::Month => count,
            Self::Quarter => count.saturating_mul(3),
            Self::Year => count.saturating_mul(12),
        };
        let months = i64::from(months.clamp(-200_000, 200_000));
        Day::from_date(day.date().saturating_add(months.months()))
    }

    /// The step that `day` lies in, as a span.
    pub fn span_of(self, day: Day) -> DaySpan {
        let start = self.floor(day);
        let end = self.add(start, 1);
        DaySpan::new(start, end).unwrap_or(DaySpan::day(day))
    }

    /// The border between two steps that is nearest to `day`.
    pub fn snap(self, day: Day) -> Day {
        let before = self.floor(day);
        let after = self.add(before, 1);
        if day.0 - before.0 <= after.0 - day.0 {
            before
        } else {
            after
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn iso_days_go_round() {
        for text in ["1970-01-01", "2024-02-29", "1899-12-31", "9999-12-31", "0001-01-01"] {
            assert_eq!(day(text).to_string(), text);
        }
        assert_eq!(day("1970-01-01").number(), 0);
        assert_eq!(day("9999-12-31"), Day::MAX);
    }

    #[test]
    fn what_is_not_a_day_is_refused() {
        for text in [
            "2024-06-31",
            "2023-02-29",
            "2024-6-30",
            "24-06-30",
            "2024-06-30T",
            "+024-06-30",
            "é024-06-3",
        ] {
            assert_eq!(Day::parse_iso(text), None, "{text}");
        }
    }

    #[test]
    fn the_monday_of_the_attack_is_a_monday() {
        assert_eq!(day("2023-10-02").weekday(), 0);
        assert_eq!(day("1969-12-28").weekday(), 6);
    }

    #[test]
    fn spans_are_half_open() {
        let week = DaySpan::inclusive(day("2023-10-02"), day("2023-10-08"));
        assert_eq!(week.days(), 7);
        assert_eq!(week.last_day(), day("2023-10-08"));
        assert!(week.has(day("2023-10-08")) && !week.has(day("2023-10-09")));
        assert!(!week.touches(DaySpan::day(day("2023-10-09"))));
        assert!(DaySpan::new(day("2023-10-02"), day("2023-10-02")).is_none());
    }

    #[test]
    fn steps_floor_add_and_snap() {
        assert_eq!(Step::Week.floor(day("2024-07-21")), day("2024-07-15"));
        assert_eq!(Step::Month.add(day("2024-01-31"), 1), day("2024-02-29"));
        assert_eq!(Step::Quarter.floor(day("2024-06-30")), day("2024-04-01"));
        assert_eq!(Step::Year.span_of(day("2024-06-30")).days(), 366);
        assert_eq!(Step::Month.snap(day("2024-06-20")), day("2024-07-01"));
        assert_eq!(Day::of_iso_week(2023, 40), Some(day("2023-10-02")));
        assert_eq!(Day::of_iso_week(2023, 53), None);
        assert_eq!(day("2023-10-08").iso_week(), (2023, 40));
    }

    #[test]
    fn the_ends_of_the_calendar_hold() {
        assert_eq!(Day::MAX.plus(5), Day::MAX);
        assert_eq!(Step::Year.add(Day::MAX, 3), Day::MAX);
        assert_eq!(DaySpan::day(Day::MAX).days(), 1);
        let s = DaySpan::inclusive(day("9999-12-01"), day("9999-12-30")).shifted(400);
        assert_eq!(s.days(), 30);
    }
}
