//! The timeline as a state machine: what each step, mode and tick does to the window.

use serde::{Deserialize, Serialize};

use super::command::TimeCommand;
use crate::base::{Day, DaySpan, Step};

/// What the window does when it moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeMode {
    /// The whole window moves.
    #[default]
    Window,
    /// The first day stays, the last day moves.
    UpTo,
    /// The window is one step long.
    Step,
}

/// Ready-made windows. The relative ones end with the data, not today: a file has no today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Preset {
    /// All of the data.
    All,
    /// The last so many days of the data.
    LastDays(i32),
    /// A calendar year.
    Year(i16),
}

/// Mode, step and speed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TimeSettings {
    /// What the window does.
    pub mode: TimeMode,
    /// Length of a step.
    pub step: Step,
    /// Steps a second, 0.5 to 30.
    pub speed: f32,
    /// Begin again at the end.
    pub looping: bool,
}

impl Default for TimeSettings {
    fn default() -> Self {
        Self {
            mode: TimeMode::Window,
            step: Step::Week,
            speed: 2.0,
            looping: false,
        }
    }
}

/// Ticks that one frame makes up for at most: 30 a second at 7 frames a second.
const MOST_TICKS: f32 = 4.0;

/// A speed within the range of the control.
pub fn checked_speed(speed: f32) -> f32 {
    if speed.is_finite() { speed.clamp(0.5, 30.0) } else { 2.0 }
}

impl TimeSettings {
    /// The window after a command about the window, the step or the mode. Other commands leave it.
    ///
    /// A window that somebody sets and that is not one step long ends the step mode: the mode shown is always
    /// the mode that the window is in.
    pub fn apply(&mut self, command: TimeCommand, window: DaySpan, extent: DaySpan) -> DaySpan {
        match command {
            TimeCommand::Window(span) | TimeCommand::Drag(span) => self.set(span),
            TimeCommand::From(day) => self.set(DaySpan::inclusive(day, window.last_day())),
            TimeCommand::To(day) => self.set(DaySpan::inclusive(window.start(), day)),
            TimeCommand::Preset(preset) => self.set(preset_span(preset, extent)),
            TimeCommand::Shift(count) => self.shift(window, count),
            TimeCommand::Jump(to_end) => self.jump(window, extent, to_end),
            TimeCommand::Step(step) => {
                self.step = step;
                self.fitted(window)
            }
            TimeCommand::Mode(mode) => {
                self.mode = mode;
                self.fitted(window)
            }
            _ => window,
        }
    }

    fn set(&mut self, span: DaySpan) -> DaySpan {
        if self.mode == TimeMode::Step && span != self.one_step(span.start()) {
            self.mode = TimeMode::Window;
        }
        span
    }

    /// The window in the present mode and step: in step mode one step from where it starts.
    fn fitted(&self, window: DaySpan) -> DaySpan {
        match self.mode {
            TimeMode::Step => self.one_step(window.start()),
            TimeMode::Window | TimeMode::UpTo => window,
        }
    }

    fn one_step(&self, start: Day) -> DaySpan {
        DaySpan::new(start, self.step.add(start, 1)).unwrap_or(DaySpan::day(start))
    }

    /// Whether a day is the first of a step.
    fn is_border(&self, day: Day) -> bool {
        self.step.floor(day) == day
    }

    /// The window moved by `count` steps, later where positive.
    ///
    /// A window that begins and ends with a step keeps doing so: October moved by a month is November, of
    /// another length. Any other window keeps its length.
    pub fn shift(&self, window: DaySpan, count: i32) -> DaySpan {
        let (start, end) = (window.start(), window.end());
        match self.mode {
            TimeMode::Step => self.one_step(self.step.add(start, count)),
            TimeMode::UpTo => {
                let end = self.step.add(end, count).max(start.plus(1));
                DaySpan::new(start, end).unwrap_or(window)
            }
            TimeMode::Window if self.is_border(start) && self.is_border(end) => {
                let moved = DaySpan::new(self.step.add(start, count), self.step.add(end, count));
                moved.unwrap_or(window)
            }
            TimeMode::Window => window.shifted(self.step.add(start, count).number() - start.number()),
        }
    }

    /// The window at the first or the last step of the data, as long as it is.
    fn jump(&self, window: DaySpan, extent: DaySpan, to_end: bool) -> DaySpan {
        match (self.mode, to_end) {
            (TimeMode::Step, true) => self.step.span_of(extent.last_day()),
            (TimeMode::Step, false) => self.step.span_of(extent.start()),
            (TimeMode::UpTo, true) => DaySpan::inclusive(window.start(), extent.last_day()),
            (TimeMode::UpTo, false) => self.first_up_to(window.start(), extent),
            (TimeMode::Window, to_end) => self.at_end_of(window, extent, to_end),
        }
    }

    /// The window, as long as it is, where the data begin or end: exactly there, or for a window of whole steps
    /// at the step that holds that day, so that October stays a month.
    fn at_end_of(&self, window: DaySpan, extent: DaySpan, last: bool) -> DaySpan {
        let aligned = self.is_border(window.start()) && self.is_border(window.end());
        let (from, to) = match (last, aligned) {
            (true, true) => (window.end(), self.step.span_of(extent.last_day()).end()),
            (true, false) => (window.end(), extent.end()),
            (false, true) => (window.start(), self.step.floor(extent.start())),
            (false, false) => (window.start(), extent.start()),
        };
        if aligned {
            self.shift(window, self.steps_between(from, to))
        } else {
            window.shifted(to.number() - from.number())
        }
    }

    /// Steps from one border to another.
    fn steps_between(&self, from: Day, to: Day) -> i32 {
        let days = f64::from(to.number() - from.number());
        let length = match self.step {
            Step::Day => 1.0,
            Step::Week => 7.0,
            Step::Month => 365.2425 / 12.0,
            Step::Quarter => 365.2425 / 4.0,
            Step::Year => 365.2425,
        };
        let guess = (days / length).round() as i32;
        // Months differ in length: the guess may be one off.
        (guess - 1..=guess + 1)
            .min_by_key(|count| (self.step.add(from, *count).number() - to.number()).abs())
            .unwrap_or(guess)
    }

    /// The shortest window of the up-to mode: from its locked first day to the border of a step that takes in
    /// the first day of the data, or one step where it begins inside the data.
    fn first_up_to(&self, start: Day, extent: DaySpan) -> DaySpan {
        let first = start.max(extent.start());
        let end = self.step.span_of(first).end();
        DaySpan::new(start, end).unwrap_or(DaySpan::day(start))
    }

    /// Whether play has nothing more to show in this direction. Incidents end the data, not context.
    fn is_at_end(&self, window: DaySpan, extent: DaySpan, forward: bool) -> bool {
        match (forward, self.mode) {
            (true, _) => window.end() >= extent.end(),
            (false, TimeMode::UpTo) => window.end() <= self.first_up_to(window.start(), extent).end(),
            (false, _) => window.start() <= extent.start(),
        }
    }

    /// Where play begins: where the window is, unless that is the end, or the window holds all of the data and
    /// could not move at all; then at the start (in reverse, at the end), a window of everything with one step.
    pub fn play_start(&self, window: DaySpan, extent: DaySpan, forward: bool) -> DaySpan {
        let stuck = self.mode != TimeMode::UpTo && window.contains(extent);
        if stuck || self.is_at_end(window, extent, forward) {
            self.rewound(window, extent, forward)
        } else {
            window
        }
    }

    /// The first window of a run of play.
    fn rewound(&self, window: DaySpan, extent: DaySpan, forward: bool) -> DaySpan {
        match (self.mode, forward) {
            (TimeMode::UpTo, true) => self.first_up_to(window.start().min(extent.last_day()), extent),
            (TimeMode::UpTo, false) => DaySpan::inclusive(window.start().min(extent.last_day()), extent.last_day()),
            (TimeMode::Step, _) => self.end_step(extent, forward),
            (TimeMode::Window, _) if window.contains(extent) => self.end_step(extent, forward),
            (TimeMode::Window, forward) => self.at_end_of(window, extent, !forward),
        }
    }

    fn end_step(&self, extent: DaySpan, first: bool) -> DaySpan {
        self.step
            .span_of(if first { extent.start() } else { extent.last_day() })
    }

    /// One tick of play: the next window, and whether play goes on.
    pub fn tick(&self, window: DaySpan, extent: DaySpan, forward: bool) -> (DaySpan, bool) {
        if self.is_at_end(window, extent, forward) {
            return if self.looping {
                (self.rewound(window, extent, forward), true)
            } else {
                (window, false)
            };
        }
        let next = self.shift(window, if forward { 1 } else { -1 });
        // What "up to" shows last ends with the data: the header then names the last day there is.
        let next = match (self.mode, forward) {
            (TimeMode::UpTo, true) => DaySpan::new(next.start(), next.end().min(extent.end())).unwrap_or(next),
            (TimeMode::UpTo, false) => {
                let shortest = self.first_up_to(next.start(), extent).end();
                DaySpan::new(next.start(), next.end().max(shortest)).unwrap_or(next)
            }
            _ => next,
        };
        // Stuck at the end of the calendar: stop rather than tick for ever.
        let going = next != window && (self.looping || !self.is_at_end(next, extent, forward));
        (next, going)
    }
}

fn preset_span(preset: Preset, extent: DaySpan) -> DaySpan {
    match preset {
        Preset::All => extent,
        Preset::LastDays(days) => DaySpan::inclusive(extent.last_day().plus(1 - days.max(1)), extent.last_day()),
        Preset::Year(year) => match (Day::ymd(year, 1, 1), Day::ymd(year, 12, 31)) {
            (Some(first), Some(last)) => DaySpan::inclusive(first, last),
            _ => extent,
        },
    }
}

/// Whether the timeline plays. Time is real time; ticks are whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlayState {
    /// Playing.
    pub playing: bool,
    /// Later, or earlier.
    pub forward: bool,
    /// Part of a tick that has passed, 0 to 1.
    part: f32,
}

impl Default for PlayState {
    fn default() -> Self {
        Self {
            playing: false,
            forward: true,
            part: 0.0,
        }
    }
}

impl PlayState {
    /// Plays or pauses.
    pub fn start(&mut self, playing: bool) {
        self.playing = playing;
        self.part = 0.0;
    }

    /// Whole ticks that are due after `seconds`.
    pub fn ticks(&mut self, seconds: f32, speed: f32) -> u32 {
        if !self.playing {
            return 0;
        }
        self.part += seconds * checked_speed(speed);
        let whole = self.part.floor();
        self.part -= whole;
        // After a long pause of the whole program (asleep, hidden) play goes on from where it was. Held to a
        // few ticks, the conversion cannot lose anything.
        whole.clamp(0.0, MOST_TICKS) as u32
    }

    /// Seconds until the next tick, for the repaint that is due then.
    pub fn seconds_to_tick(&self, speed: f32) -> f32 {
        (1.0 - self.part) / checked_speed(speed)
    }
}
