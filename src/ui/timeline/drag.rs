//! What a drag on the chart does to the window. Pure: days in, window out.

use crate::base::{Day, DaySpan, Step};
use crate::session::{TimeMode, TimeSettings};

/// What was taken hold of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grip {
    /// The handle of the first day.
    First,
    /// The handle of the last day.
    Last,
    /// The window.
    Middle,
    /// Nothing: a new window is drawn.
    New,
}

/// A drag that goes on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drag {
    /// What was taken hold of.
    pub grip: Grip,
    /// Day number under the pointer when it began.
    pub anchor: f64,
    /// The window when it began.
    pub origin: DaySpan,
}

/// What the drag obeys.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// Mode and step.
    pub time: &'a TimeSettings,
    /// First to last day of the data: borders that a handle also keeps to.
    pub extent: DaySpan,
    /// Alt is held: days instead of steps.
    pub free: bool,
    /// How near to an end of the data a handle jumps to it, days.
    pub magnet: f64,
}

impl Rules<'_> {
    fn unit(&self) -> Step {
        if self.free { Step::Day } else { self.time.step }
    }

    /// The border nearest to a day number: of a step, of a day where Alt is held, or an end of the data.
    pub fn border(&self, at: f64) -> Day {
        if !self.free {
            for end in [self.extent.start(), self.extent.end()] {
                if (at - f64::from(end.number())).abs() <= self.magnet {
                    return end;
                }
            }
        }
        let step = self.unit();
        let before = step.floor(Day::from_number(at.floor() as i32));
        let after = step.add(before, 1);
        let middle = f64::from(before.number() + after.number()) / 2.0;
        if at < middle { before } else { after }
    }

    /// A span between two borders; where they are one, one unit after or before it.
    fn between(&self, a: Day, b: Day, later: bool) -> DaySpan {
        let (from, to) = if a != b {
            (a.min(b), a.max(b))
        } else if later {
            (a, self.unit().add(a, 1))
        } else {
            (self.unit().add(a, -1), a)
        };
        DaySpan::new(from, to).unwrap_or(DaySpan::day(from))
    }
}

/// The window while `drag` has come to the day number `at`.
pub fn dragged(drag: &Drag, at: f64, rules: &Rules<'_>) -> DaySpan {
    let moved = at - drag.anchor;
    let (start, end) = (drag.origin.start(), drag.origin.end());
    let locked = rules.time.mode == TimeMode::UpTo;
    match drag.grip {
        // In this mode the first day is locked: the rest of the chart moves the last one.
        Grip::New | Grip::Middle if locked => up_to(start, at, rules),
        Grip::Last if locked => up_to(start, f64::from(end.number()) + moved, rules),
        Grip::First if locked => drag.origin,
        Grip::First => {
            let border = rules.border(f64::from(start.number()) + moved);
            rules.between(border, end, border >= end)
        }
        Grip::Last => {
            let border = rules.border(f64::from(end.number()) + moved);
            rules.between(border, start, border > start)
        }
        Grip::Middle => moved_window(drag.origin, moved, rules),
        Grip::New => drawn(drag.anchor, at, rules),
    }
}

fn up_to(start: Day, at: f64, rules: &Rules<'_>) -> DaySpan {
    let end = rules.border(at).max(start.plus(1));
    DaySpan::new(start, end).unwrap_or(DaySpan::day(start))
}

fn moved_window(origin: DaySpan, moved: f64, rules: &Rules<'_>) -> DaySpan {
    if rules.free {
        return origin.shifted(moved.round() as i32);
    }
    let one = rules.time.shift(origin, 1).start().number() - origin.start().number();
    let guess = (moved / f64::from(one.max(1))).round() as i32;
    let start = f64::from(origin.start().number()) + moved;
    let distance = |span: DaySpan| (f64::from(span.start().number()) - start).abs();
    let nearest = (guess - 1..=guess + 1)
        .map(|count| rules.time.shift(origin, count))
        .min_by(|a, b| distance(*a).total_cmp(&distance(*b)));
    nearest.unwrap_or(origin)
}

fn drawn(anchor: f64, at: f64, rules: &Rules<'_>) -> DaySpan {
    let unit = rules.unit();
    let first = unit.floor(Day::from_number(anchor.min(at).floor() as i32));
    let last = unit.span_of(Day::from_number(anchor.max(at).floor() as i32));
    DaySpan::new(first, last.end()).unwrap_or(last)
}

/// The next border of a step after a border of the window, or the one before: what an arrow key moves to.
pub fn next_border(day: Day, step: Step, later: bool) -> Day {
    let floor = step.floor(day);
    match (later, floor == day) {
        (true, _) => step.add(floor, 1),
        (false, true) => step.add(floor, -1),
        (false, false) => floor,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn span(a: &str, b: &str) -> DaySpan {
        DaySpan::inclusive(day(a), day(b))
    }

    fn at(text: &str) -> f64 {
        f64::from(day(text).number()) + 0.5
    }

    fn settings(step: Step, mode: TimeMode) -> TimeSettings {
        TimeSettings {
            step,
            mode,
            ..TimeSettings::default()
        }
    }

    fn rules(time: &TimeSettings) -> Rules<'_> {
        Rules {
            time,
            extent: span("2023-08-03", "2024-07-22"),
            free: false,
            magnet: 1.0,
        }
    }

    #[test]
    fn a_handle_snaps_swaps_and_finds_the_end_of_the_data() {
        let time = settings(Step::Month, TimeMode::Window);
        let origin = span("2023-10-01", "2023-11-30");
        let drag = |grip, to: &str| {
            let anchor = if grip == Grip::First {
                origin.start()
            } else {
                origin.end()
            };
            let drag = Drag {
                grip,
                anchor: f64::from(anchor.number()),
                origin,
            };
            dragged(&drag, f64::from(day(to).number()), &rules(&time))
        };
        assert_eq!(drag(Grip::First, "2023-09-05"), span("2023-09-01", "2023-11-30"));
        assert_eq!(
            drag(Grip::First, "2024-01-28"),
            span("2023-12-01", "2024-01-31"),
            "pushed past the other"
        );
        assert_eq!(
            drag(Grip::First, "2023-12-01"),
            span("2023-12-01", "2023-12-31"),
            "pushed onto the other"
        );
        assert_eq!(
            drag(Grip::Last, "2023-10-02"),
            span("2023-09-01", "2023-09-30"),
            "pushed onto the other"
        );
        assert_eq!(
            drag(Grip::First, "2023-08-03"),
            span("2023-08-03", "2023-11-30"),
            "not 1 August"
        );
        assert_eq!(drag(Grip::Last, "2024-07-23"), span("2023-10-01", "2024-07-22"));
    }

    #[test]
    fn alt_moves_by_days() {
        let time = settings(Step::Month, TimeMode::Window);
        let drag = Drag {
            grip: Grip::First,
            anchor: at("2023-10-01"),
            origin: span("2023-10-01", "2023-11-30"),
        };
        let free = Rules {
            free: true,
            ..rules(&time)
        };
        assert_eq!(
            dragged(&drag, at("2023-10-06"), &free),
            span("2023-10-06", "2023-11-30")
        );
    }

    #[test]
    fn the_middle_moves_by_steps_and_calendar_months_stay_months() {
        let time = settings(Step::Month, TimeMode::Window);
        let drag = Drag {
            grip: Grip::Middle,
            anchor: at("2023-10-10"),
            origin: span("2023-10-01", "2023-10-31"),
        };
        assert_eq!(
            dragged(&drag, at("2023-11-12"), &rules(&time)),
            span("2023-11-01", "2023-11-30")
        );
        assert_eq!(dragged(&drag, at("2023-10-12"), &rules(&time)), drag.origin);
    }

    #[test]
    fn an_empty_place_draws_whole_steps_in_both_directions() {
        let time = settings(Step::Week, TimeMode::Window);
        let drag = Drag {
            grip: Grip::New,
            anchor: at("2024-01-10"),
            origin: span("2023-10-01", "2023-10-31"),
        };
        assert_eq!(
            dragged(&drag, at("2024-01-17"), &rules(&time)),
            span("2024-01-08", "2024-01-21")
        );
        assert_eq!(
            dragged(&drag, at("2024-01-03"), &rules(&time)),
            span("2024-01-01", "2024-01-14")
        );
    }

    #[test]
    fn up_to_keeps_its_first_day() {
        let time = settings(Step::Week, TimeMode::UpTo);
        for grip in [Grip::First, Grip::Last, Grip::Middle, Grip::New] {
            let drag = Drag {
                grip,
                anchor: at("2023-12-01"),
                origin: span("2023-08-03", "2023-11-30"),
            };
            assert_eq!(
                dragged(&drag, at("2023-10-04"), &rules(&time)).start(),
                day("2023-08-03")
            );
        }
    }

    #[test]
    fn arrow_keys_walk_the_borders_of_steps() {
        assert_eq!(next_border(day("2023-08-03"), Step::Week, true), day("2023-08-07"));
        assert_eq!(next_border(day("2023-08-03"), Step::Week, false), day("2023-07-31"));
        assert_eq!(next_border(day("2023-08-07"), Step::Week, false), day("2023-07-31"));
    }
}
