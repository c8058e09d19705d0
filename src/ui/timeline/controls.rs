//! The controls above the chart. What does not fit moves into the menu at the end, least needed first, so that
//! nothing is cut off in either language.

use egui::Ui;

use super::choice::{drop_down, drop_down_that_stays, drop_down_width, row, segments, segments_width, text_width};
use super::field::{self, DateField};
use crate::base::Step;
use crate::query::Certainty;
use crate::session::{Command, PanelCommand, Preset, TimeCommand, TimeMode};
use crate::ui::cx::UiCx;
use crate::ui::marks::{Icon, icon_button};

/// Speeds that are offered, steps a second.
const SPEEDS: [f32; 7] = [0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0];

/// Days of the presets that end with the data.
const LAST_DAYS: [i32; 3] = [30, 90, 365];

/// Most years that are offered as presets.
const MOST_YEARS: i16 = 40;

/// Points between controls.
const GAP: f32 = 6.0;

const ICON: f32 = 28.0;

const MODES: [TimeMode; 3] = [TimeMode::Window, TimeMode::UpTo, TimeMode::Step];

/// A control that may move into the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Step,
    Mode,
    Speed,
    Presets,
    Certainty,
    ByType,
}

/// In the order of moving into the menu: the first one goes first.
const LEAVING: [Part; 6] = [
    Part::ByType,
    Part::Speed,
    Part::Presets,
    Part::Mode,
    Part::Step,
    Part::Certainty,
];

/// What the user did that only the panel itself keeps.
#[derive(Debug, Default)]
pub struct Done {
    /// Bars by type, or no longer.
    pub by_type: Option<bool>,
}

/// What is typed into the two fields.
#[derive(Debug, Default)]
pub struct Dates {
    from: DateField,
    to: DateField,
}

impl Dates {
    /// Shows both fields, each after its word.
    pub fn show(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        let t = cx.words.timeline;
        let window = cx.session.window().span;
        ui.label(t.from);
        if let Some(typed) = self.from.show(ui, t.from_field, window.start(), cx) {
            cx.push(Command::Time(TimeCommand::From(typed.start())));
        }
        ui.label(t.to);
        if let Some(typed) = self.to.show(ui, t.to_field, window.last_day(), cx) {
            cx.push(Command::Time(TimeCommand::To(typed.last_day())));
        }
    }

    fn width(ui: &Ui, cx: &UiCx<'_>) -> f32 {
        let t = cx.words.timeline;
        text_width(ui, t.from) + text_width(ui, t.to) + 2.0 * field::WIDTH + 3.0 * GAP
    }
}

/// Shows the row of controls. `by_type` is `None` where no bars are drawn.
pub fn show(ui: &mut Ui, dates: &mut Dates, by_type: Option<bool>, cx: &UiCx<'_>) -> Done {
    ui.spacing_mut().item_spacing.x = GAP;
    let mut done = Done::default();
    let (inline, menu) = divide(ui, by_type.is_some(), cx);
    transport(ui, cx);
    for part in [Part::Step, Part::Mode, Part::Speed] {
        if inline.contains(&part) {
            show_part(ui, part, by_type, &mut done, cx);
        }
    }
    dates.show(ui, cx);
    for part in [Part::Presets, Part::Certainty, Part::ByType] {
        if inline.contains(&part) {
            show_part(ui, part, by_type, &mut done, cx);
        }
    }
    if !menu.is_empty() {
        let label = cx.words.timeline.more;
        let width = drop_down_width(ui, [label]);
        drop_down_that_stays(ui, label, width, cx.theme, |ui| {
            menu_of(ui, &menu, by_type, &mut done, cx)
        });
    }
    fold_button(ui, cx);
    done
}

/// Play or pause alone, for the folded panel.
pub fn play_button(ui: &mut Ui, cx: &UiCx<'_>) {
    let t = cx.words.timeline;
    let play = cx.session.play();
    let (icon, name) = if play.playing && play.forward {
        (Icon::Pause, t.pause)
    } else {
        (Icon::Play, t.play)
    };
    if icon_button(ui, icon, name, play.playing && play.forward, cx.theme).clicked() {
        let start = !(play.playing && play.forward);
        cx.push(Command::Time(TimeCommand::Forward(true)));
        cx.push(Command::Time(TimeCommand::Play(start)));
    }
}

/// Folds or unfolds the panel.
pub fn fold_button(ui: &mut Ui, cx: &UiCx<'_>) {
    let t = cx.words.timeline;
    let open = cx.session.panels().timeline;
    let (icon, name) = if open {
        (Icon::Down, t.fold)
    } else {
        (Icon::Up, t.unfold)
    };
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if icon_button(ui, icon, name, false, cx.theme).clicked() {
            cx.push(Command::Panel(PanelCommand::Timeline(!open)));
        }
    });
}

fn transport(ui: &mut Ui, cx: &UiCx<'_>) {
    let t = cx.words.timeline;
    let time = |command| cx.push(Command::Time(command));
    let play = cx.session.play();
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.horizontal(|ui| {
            if icon_button(ui, Icon::First, t.first, false, cx.theme).clicked() {
                time(TimeCommand::Jump(false));
            }
            if icon_button(ui, Icon::Left, t.earlier, false, cx.theme).clicked() {
                time(TimeCommand::Shift(-1));
            }
            let back = play.playing && !play.forward;
            let (icon, name) = if back {
                (Icon::Pause, t.pause)
            } else {
                (Icon::PlayBack, t.play_back)
            };
            if icon_button(ui, icon, name, back, cx.theme).clicked() {
                time(TimeCommand::Forward(false));
                time(TimeCommand::Play(!back));
            }
            play_button(ui, cx);
            if icon_button(ui, Icon::Right, t.later, false, cx.theme).clicked() {
                time(TimeCommand::Shift(1));
            }
            if icon_button(ui, Icon::Last, t.last, false, cx.theme).clicked() {
                time(TimeCommand::Jump(true));
            }
            let looping = cx.session.time().looping;
            if icon_button(ui, Icon::Loop, t.repeat, looping, cx.theme).clicked() {
                time(TimeCommand::Loop(!looping));
            }
        });
    });
}

/// Which parts stand in the row, and which in the menu.
fn divide(ui: &Ui, bars: bool, cx: &UiCx<'_>) -> (Vec<Part>, Vec<Part>) {
    let mut inline: Vec<Part> = LEAVING
        .into_iter()
        .filter(|part| bars || *part != Part::ByType)
        .collect();
    let mut menu = Vec::new();
    let fixed = 7.0 * ICON + GAP + Dates::width(ui, cx) + GAP + ICON + GAP;
    let more = drop_down_width(ui, [cx.words.timeline.more]) + GAP;
    let room = ui.available_width();
    let wanted = |inline: &[Part], menu: &[Part]| {
        let parts: f32 = inline.iter().map(|part| width(ui, *part, cx) + GAP).sum();
        fixed + parts + if menu.is_empty() { 0.0 } else { more }
    };
    while wanted(&inline, &menu) > room && !inline.is_empty() {
        menu.push(inline.remove(0));
    }
    menu.reverse();
    (inline, menu)
}

fn width(ui: &Ui, part: Part, cx: &UiCx<'_>) -> f32 {
    let t = cx.words.timeline;
    match part {
        Part::Step => step_width(ui, cx),
        Part::Mode => segments_width(ui, &t.modes),
        Part::Speed => speed_width(ui, cx),
        Part::Presets => drop_down_width(ui, [t.presets]),
        Part::Certainty => segments_width(ui, &t.certainties),
        Part::ByType => segments_width(ui, &[t.by_type]),
    }
}

fn step_width(ui: &Ui, cx: &UiCx<'_>) -> f32 {
    let texts = Step::ALL.map(|step| cx.words.step_shown(step));
    drop_down_width(ui, texts.iter().map(String::as_str))
}

fn speed_width(ui: &Ui, cx: &UiCx<'_>) -> f32 {
    let texts: Vec<String> = SPEEDS.into_iter().map(|speed| cx.words.speed(speed)).collect();
    drop_down_width(ui, texts.iter().map(String::as_str))
}

fn show_part(ui: &mut Ui, part: Part, by_type: Option<bool>, done: &mut Done, cx: &UiCx<'_>) {
    let t = cx.words.timeline;
    let time = *cx.session.time();
    match part {
        Part::Step => {
            let (shown, width) = (cx.words.step_shown(time.step), step_width(ui, cx));
            drop_down(ui, &shown, &shown, width, cx.theme, |ui| steps(ui, cx));
        }
        Part::Mode => modes(ui, cx),
        Part::Speed => {
            let (shown, width) = (cx.words.speed(time.speed), speed_width(ui, cx));
            drop_down(ui, t.speed, &shown, width, cx.theme, |ui| speeds(ui, cx));
        }
        Part::Presets => {
            let width = drop_down_width(ui, [t.presets]);
            drop_down(ui, t.presets, t.presets, width, cx.theme, |ui| presets(ui, cx));
        }
        Part::Certainty => certainties(ui, cx),
        Part::ByType => {
            let on = by_type.unwrap_or(false);
            let chosen = if on { 0 } else { usize::MAX };
            if segments(ui, t.panel, &[t.by_type], &[], chosen, cx.theme).is_some() {
                done.by_type = Some(!on);
            }
        }
    }
}

fn modes(ui: &mut Ui, cx: &UiCx<'_>) {
    let t = cx.words.timeline;
    let mode = cx.session.time().mode;
    let chosen = MODES.iter().position(|m| *m == mode).unwrap_or(0);
    let clicked = segments(ui, t.mode, &t.modes, &t.mode_hints, chosen, cx.theme);
    if let Some(mode) = clicked.and_then(|i| MODES.get(i)) {
        cx.push(Command::Time(TimeCommand::Mode(*mode)));
    }
}

fn certainties(ui: &mut Ui, cx: &UiCx<'_>) {
    let t = cx.words.timeline;
    let both = [Certainty::Possible, Certainty::Certain];
    let present = cx.session.window().certainty;
    let chosen = both.iter().position(|c| *c == present).unwrap_or(0);
    let clicked = segments(ui, t.panel, &t.certainties, &t.certainty_hints, chosen, cx.theme);
    if let Some(certainty) = clicked.and_then(|i| both.get(i)) {
        cx.push(Command::Time(TimeCommand::Certainty(*certainty)));
    }
}

fn steps(ui: &mut Ui, cx: &UiCx<'_>) {
    for step in Step::ALL {
        if row(ui, cx.words.step_name(step), cx.session.time().step == step) {
            cx.push(Command::Time(TimeCommand::Step(step)));
        }
    }
}

fn speeds(ui: &mut Ui, cx: &UiCx<'_>) {
    for speed in SPEEDS {
        let chosen = (cx.session.time().speed - speed).abs() < 0.01;
        if row(ui, &cx.words.speed_long(speed), chosen) {
            cx.push(Command::Time(TimeCommand::Speed(speed)));
        }
    }
}

fn presets(ui: &mut Ui, cx: &UiCx<'_>) {
    let extent = cx.session.extent();
    let push = |preset| cx.push(Command::Time(TimeCommand::Preset(preset)));
    egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        if row(ui, cx.words.timeline.all_dates, cx.session.window().span == extent) {
            push(Preset::All);
        }
        for days in LAST_DAYS.into_iter().filter(|days| *days < extent.days()) {
            if row(ui, &cx.words.last_days(days), false) {
                push(Preset::LastDays(days));
            }
        }
        let (last, first) = (extent.last_day().to_ymd().0, extent.start().to_ymd().0);
        for year in (first.max(last.saturating_sub(MOST_YEARS))..=last).rev() {
            if row(ui, &year.to_string(), false) {
                push(Preset::Year(year));
            }
        }
    });
}

/// The menu of what found no room. It stays open, so that several things can be set.
fn menu_of(ui: &mut Ui, parts: &[Part], by_type: Option<bool>, done: &mut Done, cx: &UiCx<'_>) {
    let t = cx.words.timeline;
    for part in parts {
        match part {
            Part::Step => {
                let chosen = Step::ALL.iter().position(|s| *s == cx.session.time().step).unwrap_or(0);
                ui.strong(t.step);
                if let Some(step) = segments(ui, t.step, &t.steps, &[], chosen, cx.theme).and_then(|i| Step::ALL.get(i))
                {
                    cx.push(Command::Time(TimeCommand::Step(*step)));
                }
            }
            Part::Mode => {
                ui.strong(t.mode);
                modes(ui, cx);
            }
            Part::Speed => {
                ui.strong(t.speed);
                speed_segments(ui, cx);
            }
            Part::Presets => {
                ui.strong(t.presets);
                presets(ui, cx);
            }
            Part::Certainty => certainties(ui, cx),
            Part::ByType => show_part(ui, Part::ByType, by_type, done, cx),
        }
    }
}

fn speed_segments(ui: &mut Ui, cx: &UiCx<'_>) {
    let texts: Vec<String> = SPEEDS.into_iter().map(|speed| cx.words.speed(speed)).collect();
    let labels: Vec<&str> = texts.iter().map(String::as_str).collect();
    let same = |speed: &f32| (*speed - cx.session.time().speed).abs() < 0.01;
    let chosen = SPEEDS.iter().position(same).unwrap_or(usize::MAX);
    let clicked = segments(ui, cx.words.timeline.speed, &labels, &[], chosen, cx.theme);
    if let Some(speed) = clicked.and_then(|i| SPEEDS.get(i)) {
        cx.push(Command::Time(TimeCommand::Speed(*speed)));
    }
}
