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

/// A speed within the range of the control.
pub fn checked_speed(speed: f32) -> f32 {
    if speed.is_finite() { speed.clamp(0.5, 30.0) } else { 2.0 }
}

impl TimeSettings {
    /// The window after a command about the window, the step or the mode. Other commands leave it.
    pub fn apply(&mut self, command: TimeCommand, window: DaySpan, extent: DaySpan) -> DaySpan {
        match command {
            TimeCommand::Window(span) | TimeCommand::Drag(span) => span,
            TimeCommand::From(day) => DaySpan::inclusive(day, window.last_day()),
            TimeCommand::To(day) => DaySpan::inclusive(window.start(), day),
            TimeCommand::Shift(count) => self.shift(window, count),
            TimeCommand::Jump(to_end) => self.jump(window, extent, to_end),
            TimeCommand::Preset(preset) => preset_span(preset, extent),
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

    /// The window moved by `count` steps, later where positive.
    pub fn shift(&self, window: DaySpan, count: i32) -> DaySpan {
        match self.mode {
            TimeMode::Step => self.one_step(self.step.add(window.start(), count)),
            TimeMode::UpTo => {
                let end = self.step.add(window.end(), count).max(window.start().plus(1));
                DaySpan::new(window.start(), end).unwrap_or(window)
            }
            TimeMode::Window => {
                let days = self.step.add(window.start(), count).number() - window.start().number();
                window.shifted(days)
            }
        }
    }

    /// The window at the first or the last step of the data, as long as it is.
    fn jump(&self, window: DaySpan, extent: DaySpan, to_end: bool) -> DaySpan {
        match (self.mode, to_end) {
            (TimeMode::Step, true) => self.step.span_of(extent.last_day()),
            (TimeMode::Step, false) => self.step.span_of(extent.start()),
            (TimeMode::UpTo, true) => DaySpan::inclusive(window.start(), extent.last_day()),
            (TimeMode::UpTo, false) => self.one_step(window.start()),
            (TimeMode::Window, true) => window.shifted(extent.end().number() - window.end().number()),
            (TimeMode::Window, false) => window.shifted(extent.start().number() - window.start().number()),
        }
    }

    /// Where play begins: where the window is, unless that is the end, or the window holds all of the data and
    /// could not move at all; then at the start (in reverse, at the end) with one step.
    pub fn play_start(&self, window: DaySpan, extent: DaySpan, forward: bool) -> DaySpan {
        let at_end = if forward {
            window.end() >= extent.end()
        } else {
            window.start() <= extent.start()
        };
        if at_end {
            self.rewound(window, extent, forward)
        } else {
            window
        }
    }

    /// The first window of a run of play.
    fn rewound(&self, window: DaySpan, extent: DaySpan, forward: bool) -> DaySpan {
        let everything = window.contains(extent);
        match (self.mode, forward) {
            (TimeMode::UpTo, true) => self.step.span_of(extent.start()),
            (TimeMode::UpTo, false) => DaySpan::inclusive(extent.start(), extent.last_day()),
            (TimeMode::Step, _) | (TimeMode::Window, _) if everything || self.mode == TimeMode::Step => {
                let day = if forward { extent.start() } else { extent.last_day() };
                self.step.span_of(day)
            }
            _ => {
                let to = if forward {
                    extent.start().number() - window.start().number()
                } else {
                    extent.end().number() - window.end().number()
                };
                window.shifted(to)
            }
        }
    }

    /// One tick of play: the next window, and whether play goes on.
    pub fn tick(&self, window: DaySpan, extent: DaySpan, forward: bool) -> (DaySpan, bool) {
        let next = self.shift(window, if forward { 1 } else { -1 });
        let past_end = match (self.mode, forward) {
            (TimeMode::UpTo, true) => window.end() >= extent.end(),
            (TimeMode::UpTo, false) => next.days() >= window.days(),
            (_, true) => next.start() >= extent.end(),
            (_, false) => next.end() <= extent.start(),
        };
        match (past_end, self.looping) {
            (false, _) => (next, true),
            (true, true) => (self.rewound(window, extent, forward), true),
            (true, false) => (window, false),
        }
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
        // At most 3 a frame (0.1 s at 30 a second), so the conversion cannot lose anything.
        whole as u32
    }

    /// Seconds until the next tick, for the repaint that is due then.
    pub fn seconds_to_tick(&self, speed: f32) -> f32 {
        (1.0 - self.part) / checked_speed(speed)
    }
}
