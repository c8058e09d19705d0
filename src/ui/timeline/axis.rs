//! The axis: days to points and back, zoom and pan, and ticks whose labels never meet.

use crate::base::{Day, DaySpan, Step};
use crate::words::Words;

/// Fewest days the axis shows.
const FEWEST_DAYS: f64 = 5.0;

/// Days on a stretch of the screen. Day numbers are `f64`: a day is a stretch, not a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis {
    /// Left end, points.
    pub left: f32,
    /// Right end, points.
    pub right: f32,
    /// Day number at the left end.
    pub from: f64,
    /// Day number at the right end.
    pub to: f64,
}

impl Axis {
    /// Where a day number stands.
    pub fn x(&self, day: f64) -> f32 {
        let part = (day - self.from) / (self.to - self.from);
        self.left + (f64::from(self.right - self.left) * part) as f32
    }

    /// Where a day begins.
    pub fn x_of(&self, day: Day) -> f32 {
        self.x(f64::from(day.number()))
    }

    /// Day number at a place.
    pub fn day_at(&self, x: f32) -> f64 {
        let part = f64::from(x - self.left) / f64::from((self.right - self.left).max(1.0));
        self.from + part * (self.to - self.from)
    }

    /// Points that a day takes.
    pub fn points_per_day(&self) -> f32 {
        (self.right - self.left) / (self.to - self.from) as f32
    }

    /// The days that are in view, in part or whole.
    pub fn span(&self) -> DaySpan {
        let first = Day::from_number(self.from.floor() as i32);
        let end = Day::from_number(self.to.ceil() as i32);
        DaySpan::new(first, end).unwrap_or(DaySpan::day(first))
    }

    /// The part of a span that is in view, in points; `None` where it is out of view.
    pub fn clipped(&self, span: DaySpan) -> Option<(f32, f32)> {
        let (a, b) = (self.x_of(span.start()), self.x_of(span.end()));
        (b > self.left && a < self.right).then(|| (a.max(self.left), b.min(self.right)))
    }
}

/// Which part of time the axis shows: all of the domain, or what somebody zoomed to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct View(Option<(f64, f64)>);

impl View {
    /// The axis between two places on the screen. `domain` is what it shows when nobody zoomed.
    pub fn axis(&self, domain: DaySpan, left: f32, right: f32) -> Axis {
        let (from, to) = self.0.unwrap_or_else(|| ends(domain));
        Axis { left, right, from, to }
    }

    /// Shows all again.
    pub fn reset(&mut self) {
        self.0 = None;
    }

    /// Zooms by `factor` (above 1: fewer days) and keeps the day under `x` where it is. Never beyond `bounds`.
    pub fn zoom(&mut self, axis: &Axis, x: f32, factor: f64, bounds: DaySpan) {
        if !factor.is_finite() || factor <= 0.0 {
            return;
        }
        let pivot = axis.day_at(x);
        let widest = f64::from(bounds.days());
        let length = ((axis.to - axis.from) / factor).clamp(FEWEST_DAYS.min(widest), widest);
        let part = (pivot - axis.from) / (axis.to - axis.from);
        self.set(pivot - part * length, length, bounds);
    }

    /// Moves by so many points, to later days where positive.
    pub fn pan(&mut self, axis: &Axis, points: f32, bounds: DaySpan) {
        let days = f64::from(points / axis.points_per_day());
        self.set(axis.from + days, axis.to - axis.from, bounds);
    }

    fn set(&mut self, from: f64, length: f64, bounds: DaySpan) {
        let (first, end) = ends(bounds);
        let from = from.min(end - length).max(first);
        let all = length >= end - first - 1e-6;
        self.0 = (!all).then_some((from, from + length));
    }
}

fn ends(span: DaySpan) -> (f64, f64) {
    (f64::from(span.start().number()), f64::from(span.end().number()))
}

/// A tick of the axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where it stands.
    pub x: f32,
    /// Its label, which begins [`LABEL_GAP`] right of it; empty where there is no room.
    pub label: String,
    /// Whether it begins a year.
    pub begins_year: bool,
}

/// Points between a tick and its label.
pub const LABEL_GAP: f32 = 4.0;

/// Points between the end of a label and the next tick.
const AFTER_LABEL: f32 = 5.0;

/// Least distance of ticks without labels, points.
const LEAST_MINOR: f32 = 7.0;

/// Distances between ticks, shortest first: a step, and how many of them.
const DISTANCES: [(Step, i32); 17] = [
    (Step::Day, 1),
    (Step::Week, 1),
    (Step::Month, 1),
    (Step::Quarter, 1),
    (Step::Month, 6),
    (Step::Year, 1),
    (Step::Year, 2),
    (Step::Year, 5),
    (Step::Year, 10),
    (Step::Year, 20),
    (Step::Year, 50),
    (Step::Year, 100),
    (Step::Year, 200),
    (Step::Year, 500),
    (Step::Year, 1_000),
    (Step::Year, 2_000),
    (Step::Year, 5_000),
];

/// The ticks of an axis: labels at the finest distance at which each ends before the next tick begins, and ticks
/// without labels between them. `limit` is
/// where the last label must end; `width` measures a label in points.
pub fn ticks(axis: &Axis, limit: f32, words: &Words, width: impl Fn(&str) -> f32) -> Vec<Tick> {
    let mut found = Vec::new();
    let mut finer = None;
    for (step, every) in DISTANCES {
        let points = (step_days(step) * f64::from(every)) as f32 * axis.points_per_day();
        // Nothing shorter than 18 points can hold a label; do not even make it.
        if points >= 18.0 {
            found = ticks_every(axis, step, every, words);
            if labels_fit(&found, &width) {
                break;
            }
        }
        if points >= LEAST_MINOR && finer.is_none() {
            finer = Some((step, every));
        }
    }
    if let Some((step, every)) = finer {
        add_minor(&mut found, axis, step, every, words);
    }
    for tick in &mut found {
        if tick.x + LABEL_GAP + width(&tick.label) > limit {
            tick.label.clear();
        }
    }
    found
}

/// Adds ticks without labels between those that have one. Weeks do not divide months, so a minor tick that falls
/// on a labelled one is left out.
fn add_minor(ticks: &mut Vec<Tick>, axis: &Axis, step: Step, every: i32, words: &Words) {
    let major: Vec<f32> = ticks.iter().map(|tick| tick.x).collect();
    for mut tick in ticks_every(axis, step, every, words) {
        if major.iter().all(|x| (x - tick.x).abs() > 2.0) {
            tick.label.clear();
            tick.begins_year = false;
            ticks.push(tick);
        }
    }
    ticks.sort_by(|a, b| a.x.total_cmp(&b.x));
}

fn step_days(step: Step) -> f64 {
    match step {
        Step::Day => 1.0,
        Step::Week => 7.0,
        Step::Month => 30.44,
        Step::Quarter => 91.31,
        Step::Year => 365.25,
    }
}

fn labels_fit(ticks: &[Tick], width: &impl Fn(&str) -> f32) -> bool {
    ticks.windows(2).all(|pair| match pair {
        [a, b] => a.x + LABEL_GAP + width(&a.label) + AFTER_LABEL <= b.x,
        _ => true,
    })
}

fn ticks_every(axis: &Axis, step: Step, every: i32, words: &Words) -> Vec<Tick> {
    let view = axis.span();
    let mut ticks: Vec<Tick> = Vec::new();
    let mut last_year = None;
    let mut day = first_tick(view.start(), step, every);
    while day < view.end() {
        let x = axis.x_of(day);
        if x >= axis.left - 0.5 && x <= axis.right {
            let (year, month, _) = day.to_ymd();
            let with_year = last_year != Some(year);
            last_year = Some(year);
            ticks.push(Tick {
                x,
                label: label(day, step, with_year, words),
                begins_year: month == 1 && with_year,
            });
        }
        let next = step.add(day, every);
        if next <= day {
            break;
        }
        day = next;
    }
    ticks
}

/// A border of `every` steps at or before a day: years count from 0, half years from January.
fn first_tick(day: Day, step: Step, every: i32) -> Day {
    let floor = step.floor(day);
    if every == 1 {
        return floor;
    }
    let (year, month, _) = floor.to_ymd();
    let found = if step == Step::Year {
        let every = i16::try_from(every).unwrap_or(i16::MAX);
        Day::ymd(year - year.rem_euclid(every), 1, 1)
    } else {
        Day::ymd(year, if month > 6 { 7 } else { 1 }, 1)
    };
    found.unwrap_or(floor)
}

fn label(day: Day, step: Step, with_year: bool, words: &Words) -> String {
    match step {
        Step::Day | Step::Week => words.axis_day(day, with_year),
        Step::Month | Step::Quarter => words.axis_month(day, with_year),
        Step::Year => day.to_ymd().0.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{EN, FR};

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn axis(from: &str, to: &str, right: f32) -> Axis {
        let span = DaySpan::inclusive(day(from), day(to));
        View::default().axis(span, 64.0, right)
    }

    #[test]
    fn places_and_days_go_round() {
        let a = axis("2023-07-27", "2024-07-29", 1_350.0);
        for x in [64.0, 100.0, 733.0, 1_350.0] {
            assert!((a.x(a.day_at(x)) - x).abs() < 0.01);
        }
        assert!((a.x_of(day("2023-07-27")) - 64.0).abs() < 0.01);
    }

    #[test]
    fn labels_never_meet_and_there_are_some() {
        let width = |text: &str| text.chars().count() as f32 * 6.5;
        for words in [&EN, &FR] {
            for (from, to) in [
                ("2023-07-27", "2024-07-29"),
                ("2023-10-01", "2023-10-07"),
                ("2023-12-20", "2024-01-20"),
                ("1997-01-01", "2024-12-31"),
                ("0001-01-01", "9999-12-31"),
            ] {
                for right in [300.0, 700.0, 1_350.0, 2_540.0] {
                    let a = axis(from, to, right);
                    let found = ticks(&a, a.right, words, width);
                    let labelled: Vec<_> = found.iter().filter(|t| !t.label.is_empty()).collect();
                    assert!(!labelled.is_empty(), "{from} {to} {right}");
                    for pair in labelled.windows(2) {
                        assert!(
                            pair[0].x + LABEL_GAP + width(&pair[0].label) < pair[1].x,
                            "{from} {to} {right}: {pair:?}"
                        );
                    }
                    let last = labelled.last().unwrap();
                    assert!(last.x + LABEL_GAP + width(&last.label) <= a.right);
                }
            }
        }
    }

    #[test]
    fn a_year_has_months_and_names_each_year_once() {
        let a = axis("2023-07-27", "2024-07-29", 1_350.0);
        let found = ticks(&a, a.right, &EN, |text| text.len() as f32 * 6.5);
        let labels: Vec<_> = found.iter().map(|t| t.label.as_str()).collect();
        let labels: Vec<_> = labels.into_iter().filter(|label| !label.is_empty()).collect();
        assert_eq!(labels[..2], ["Aug 2023", "Sep"]);
        assert!(found.len() > 50, "weeks between the months");
        assert_eq!(
            labels.iter().filter(|l| l.contains("2024")).collect::<Vec<_>>(),
            [&"Jan 2024"]
        );
        assert_eq!(labels.last(), Some(&"Jul"));
    }

    #[test]
    fn zoom_keeps_the_day_under_the_pointer_and_stays_inside() {
        let bounds = DaySpan::inclusive(day("2023-07-27"), day("2024-07-29"));
        let mut view = View::default();
        for x in [64.0, 400.0, 1_349.0] {
            let before = view.axis(bounds, 64.0, 1_350.0);
            view.zoom(&before, x, 1.5, bounds);
            let after = view.axis(bounds, 64.0, 1_350.0);
            assert!((after.day_at(x) - before.day_at(x)).abs() < 1e-6);
        }
        let near = view.axis(bounds, 64.0, 1_350.0);
        view.pan(&near, -1e6, bounds);
        let pushed = view.axis(bounds, 64.0, 1_350.0).from - f64::from(bounds.start().number());
        assert!(pushed.abs() < 1e-9);
        for _ in 0..60 {
            let now = view.axis(bounds, 64.0, 1_350.0);
            view.zoom(&now, 400.0, 1.5, bounds);
        }
        let now = view.axis(bounds, 64.0, 1_350.0);
        assert!((now.to - now.from - FEWEST_DAYS).abs() < 1e-6);
        for _ in 0..80 {
            let now = view.axis(bounds, 64.0, 1_350.0);
            view.zoom(&now, 900.0, 0.5, bounds);
        }
        assert_eq!(view, View::default(), "zoomed out is all again");
    }
}
