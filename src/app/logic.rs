//! What happens between panels: outcomes, clock, commands.

use std::sync::Arc;
use std::time::Instant;

use super::App;
use crate::query::TextJob;
use crate::session::{Command, DataCommand, Notice, Request, ThemeChoice};
use crate::tasks::{Outcome, SaveKind};
use crate::ui::UiCx;
use crate::words::{Words, words};

impl App {
    /// Words in the language of the screen.
    pub(super) fn words(&self) -> &'static Words {
        words(self.session.settings().lang())
    }

    /// Before the panels: outcomes of jobs, dropped files, shortcuts, the clock.
    pub(super) fn before_panels(&mut self, ctx: &egui::Context) {
        self.apply_settings(ctx);
        while let Some(outcome) = self.tasks.take() {
            self.take_outcome(outcome);
        }
        // A second pass of the same frame sees no new events and must not move the clock again.
        if ctx.current_pass_index() == 0 {
            let seconds = self.last_frame.elapsed().as_secs_f32();
            self.last_frame = Instant::now();
            self.session.advance(seconds);
        }
        self.session.refresh();
    }

    /// Language, theme and scale follow the settings.
    fn apply_settings(&mut self, ctx: &egui::Context) {
        let settings = self.session.settings();
        let preference = match settings.theme {
            ThemeChoice::System => egui::ThemePreference::System,
            ThemeChoice::Light => egui::ThemePreference::Light,
            ThemeChoice::Dark => egui::ThemePreference::Dark,
        };
        if ctx.options(|o| o.theme_preference) != preference {
            ctx.set_theme(preference);
        }
        if (ctx.zoom_factor() - settings.scale).abs() > 0.001 {
            ctx.set_zoom_factor(settings.scale);
        }
        self.theme = crate::ui::Theme::of(ctx);
        if let Some(tiles) = &mut self.tiles {
            tiles.set_dark(self.theme.dark);
        }
    }

    /// After the panels: applies what they pushed and carries out the effects.
    /// Returns whether anything changed, so that the next frame will not be as this one.
    pub(super) fn after_panels(&mut self, ctx: &egui::Context) -> bool {
        let commands = self.commands.take();
        let any = !commands.is_empty();
        for command in commands {
            self.apply(ctx, command);
        }
        let changed = self.session.refresh();
        self.start_text_work();
        if any || changed {
            ctx.request_repaint();
        }
        if self.session.play().playing {
            let next = self.session.play().seconds_to_tick(self.session.time().speed);
            ctx.request_repaint_after(std::time::Duration::from_secs_f32(next.clamp(0.0, 2.0)));
        }
        if let Some(dump) = &mut self.dump {
            dump.write(&self.session);
        }
        any || changed
    }

    /// Gives work about texts to jobs.
    fn start_text_work(&mut self) {
        let work = self.session.text_work();
        if work.iter().any(|work| work.job != TextJob::Index) {
            self.tasks.cancel_searches();
        }
        work.into_iter().for_each(|work| self.tasks.texts(work));
    }

    fn apply(&mut self, ctx: &egui::Context, command: Command) {
        let effects = self.session.apply(command);
        for request in effects.requests {
            self.carry_out(ctx, request);
        }
        if let Some(notice) = effects.notices.into_iter().next_back() {
            self.notice = Some(notice);
        }
    }

    fn take_outcome(&mut self, outcome: Outcome) {
        let words = self.words();
        match outcome {
            Outcome::Opened { instead, opened } => {
                let opened = *opened;
                let counts = opened.dataset.counts();
                let text = words.opened(
                    &opened.report.file,
                    counts.read,
                    counts.accepted,
                    counts.quarantined,
                    counts.duplicates,
                );
                let dataset = Arc::new(opened.dataset);
                self.session
                    .apply(Command::Data(DataCommand::Open { dataset, instead }));
                self.notice = Some(Notice::info(text));
            }
            Outcome::NotOpened(error) => self.notice = Some(Notice::error(error.explain(words))),
            Outcome::ChosenToOpen(path) => self.tasks.open(&path, false),
            Outcome::ChosenToSave(SaveKind::Picture, path) => self.save_picture(path),
            Outcome::ChosenToSave(SaveKind::Table, path) => self.save_table(path),
            Outcome::Saved(name) => self.notice = Some(Notice::info(words.saved(&name))),
            Outcome::NotSaved(name, reason) => self.notice = Some(Notice::error(words.not_saved(&name, &reason))),
            Outcome::TextsReady => self.session.texts_changed(),
            Outcome::Copied => self.notice = Some(Notice::info(words.shell.copied)),
            Outcome::Broken(name) if name.is_empty() => {}
            Outcome::Broken(name) => self.notice = Some(Notice::error(words.job_broken(&name))),
        }
    }

    /// Files dropped on the window.
    pub(super) fn take_dropped_files(&self, ctx: &egui::Context) {
        let dropped = ctx.input(|i| i.raw.dropped_files.clone());
        for file in dropped {
            let path = file.path().to_owned();
            self.commands
                .push(Command::Ask(Request::OpenFile { path, instead: false }));
        }
    }

    /// What the panels see.
    pub(super) fn cx(&self) -> UiCx<'_> {
        UiCx::new(&self.session, &self.theme, &self.commands)
    }
}
