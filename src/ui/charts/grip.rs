//! What a drag over a chart holds: an edge of the window, the window, or nothing yet.

use egui::CursorIcon;

use crate::base::{Day, DaySpan};
use crate::ui::timeline::axis::Axis;

/// Points from an edge of the window within which it is held.
const REACH: f32 = 6.0;

/// What is held since the button went down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Grip {
    /// The first day; the window ends here.
    Start(Day),
    /// The last day; the window starts here.
    End(Day),
    /// The whole window: where it was taken.
    Whole(DaySpan, f64),
    /// A new window from this day on.
    New(Day),
}

impl Grip {
    /// What lies under a place.
    pub fn at(x: f32, axis: &Axis, window: DaySpan) -> Self {
        let (from, to) = (axis.x_of(window.start()), axis.x_of(window.end()));
        let day = Day::from_number(axis.day_at(x).floor() as i32);
        let whole = from <= axis.left + 1.0 && to >= axis.right - 1.0;
        let (to_start, to_end) = ((x - from).abs(), (x - to).abs());
        if to_start <= REACH && to_start <= to_end {
            Self::Start(window.end())
        } else if to_end <= REACH {
            Self::End(window.start())
        } else if x > from && x < to && !whole && window.days() < (axis.span().days() * 9) / 10 {
            Self::Whole(window, axis.day_at(x))
        } else {
            Self::New(day)
        }
    }

    /// The window once the pointer is at a place. Edges keep to bars.
    pub fn span(self, x: f32, axis: &Axis, bar: impl Fn(Day) -> DaySpan) -> DaySpan {
        let at = axis.day_at(x.clamp(axis.left, axis.right));
        let under = bar(Day::from_number(at.floor() as i32));
        match self {
            Self::Start(end) => DaySpan::new(under.start().min(end.plus(-1)), end).unwrap_or(under),
            Self::End(start) => DaySpan::new(start, under.end().max(start.plus(1))).unwrap_or(under),
            Self::Whole(window, from) => window.shifted((at - from).round() as i32),
            Self::New(day) => bar(day).union(under),
        }
    }

    /// How the pointer looks over it.
    pub fn cursor(self) -> CursorIcon {
        match self {
            Self::Start(_) | Self::End(_) => CursorIcon::ResizeHorizontal,
            Self::Whole(..) => CursorIcon::Grab,
            Self::New(_) => CursorIcon::Crosshair,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_stay_apart_and_a_drag_makes_whole_bars() {
        let axis = Axis {
            left: 0.0,
            right: 100.0,
            from: 0.0,
            to: 100.0,
        };
        let day = Day::from_number;
        let window = DaySpan::new(day(20), day(40)).unwrap();
        let bar = |d: Day| DaySpan::new(day(d.number() / 10 * 10), day(d.number() / 10 * 10 + 10)).unwrap();
        let span = |from: f32, to: f32| Grip::at(from, &axis, window).span(to, &axis, bar);
        assert_eq!(span(21.0, 5.0), DaySpan::new(day(0), day(40)).unwrap());
        assert_eq!(
            span(21.0, 90.0),
            DaySpan::new(day(39), day(40)).unwrap(),
            "the start stays before the end"
        );
        assert_eq!(span(39.0, 77.0), DaySpan::new(day(20), day(80)).unwrap());
        assert_eq!(span(30.0, 35.0), DaySpan::new(day(25), day(45)).unwrap());
        assert_eq!(span(62.0, 88.0), DaySpan::new(day(60), day(90)).unwrap());
        assert_eq!(span(88.0, 62.0), DaySpan::new(day(60), day(90)).unwrap(), "both ways");
    }
}
