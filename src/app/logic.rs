//! What happens between panels: outcomes, clock, commands.

use std::time::{Duration, Instant};

use super::App;
use crate::query::{TextJob, order};
use crate::read::{OpenOptions, Problem, Trouble};
use crate::session::{Command, DataCommand, Layer, Notice, SearchState, ThemeChoice};
use crate::tasks::{JobKind, Outcome, SaveKind};
use crate::ui::UiCx;
use crate::words::{Words, words};

/// How often progress is shown anew while files are read.
const PROGRESS: Duration = Duration::from_millis(120);

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
        self.withdraw_what_does_not_come();
        // A second pass of the same frame sees no new events and must not move the clock again.
        if ctx.current_pass_index() == 0 {
            let seconds = self.last_frame.elapsed().as_secs_f32();
            self.last_frame = Instant::now();
            // A window that nobody sees plays on from here once it is seen again.
            if !is_hidden(ctx) {
                self.session.advance(seconds);
            }
        }
        self.session.refresh();
        self.keep_recent();
    }

    /// Provisional datasets go where their file is read no longer: it was cancelled, or cannot be read.
    fn withdraw_what_does_not_come(&mut self) {
        let layers = self.session.layers().iter();
        let gone = layers.filter(|layer| layer.is_provisional() && !self.tasks.is_reading(layer.turn()));
        let gone: Vec<_> = gone.map(Layer::id).collect();
        for id in gone {
            self.session.apply(Command::Data(DataCommand::Withdraw(id)));
        }
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
        self.open_report();
        self.list_copies();
        let any = self.answer_report() || any;
        self.sort_table();
        let changed = self.session.refresh();
        // A search is waited for, the index of texts is not.
        if self.later.may_begin() || self.session.search_state() != SearchState::Settled {
            self.start_text_work();
        }
        self.say_lost_notes();
        if any || changed {
            ctx.request_repaint();
        }
        if self.session.play().playing && !is_hidden(ctx) {
            let next = self.session.play().seconds_to_tick(self.session.time().speed);
            ctx.request_repaint_after(Duration::from_secs_f32(next.clamp(0.0, 2.0)));
        }
        if self.tasks.files() > 0 {
            ctx.request_repaint_after(PROGRESS);
        }
        if let Some(dump) = &mut self.dump {
            dump.write(&self.session);
        }
        any || changed
    }

    /// Says where a search could not look through the notes of a file: "nothing found" would be wrong.
    fn say_lost_notes(&mut self) {
        let text = &self.session.filter().text;
        if *text == self.searched || self.session.search_state() != SearchState::Settled {
            return;
        }
        self.searched.clone_from(text);
        if let Some(file) = self.session.lost_notes() {
            self.notice = Some(Notice::error(|words| words.notes_not_searched(&file)));
        }
    }

    /// Gives work about texts to jobs.
    pub(super) fn start_text_work(&mut self) {
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
        match outcome {
            Outcome::Early(arrival) => {
                self.session.apply(Command::Data(DataCommand::Add(arrival)));
            }
            Outcome::Opened(arrival, by) => self.add_layer(*arrival, Some(*by)),
            Outcome::NotOpened(path, error) => match error.problem() {
                Problem::NeedsMapping(_)
                | Problem::DateOrder(_)
                | Problem::Trouble(Trouble::SeveralFiles(_) | Trouble::SeveralSheets(_)) => self.explain(path, &error),
                _ => self.refuse(&path, &error),
            },
            Outcome::Table(news) => self.panels.wizard.take(news),
            Outcome::ChosenToOpen(paths) => self.open_files(&paths),
            Outcome::ChosenTable(path) => self.panels.wizard.ask(path, OpenOptions::default()),
            Outcome::NoDialog => self.ask_for_path(),
            Outcome::ChosenToSave(SaveKind::Picture, path) => self.save_picture(path),
            Outcome::ChosenToSave(SaveKind::Export, path) => self.export_chosen(&path),
            Outcome::NothingChosen(kind) => self.not_chosen(kind),
            Outcome::Exported(said) => self.notice = Some(Notice::info(|words| said.get(words.lang).to_owned())),
            Outcome::ChosenToSave(SaveKind::SetAside, path) => self.save_set_aside(path),
            Outcome::ChosenToSave(SaveKind::Corrected, path) => self.save_corrected(path),
            Outcome::Sum(path, sum) => {
                self.panels.report.set_sum(&path, &sum);
                self.summed(&path, &sum);
            }
            Outcome::Kept(name, bytes) => self.copy_kept(&name, bytes),
            Outcome::NotKept(name, reason) => {
                self.notice = Some(Notice::error(|words| {
                    words.copy_not_kept(&name, reason.get(words.lang))
                }))
            }
            Outcome::Row(line, row) => self.panels.report.set_row(line, row),
            Outcome::RowText(line, text) => self.panels.report.set_text(line, text),
            Outcome::Saved(name) => self.notice = Some(Notice::info(|words| words.saved(&name))),
            Outcome::NotSaved(name, reason) => {
                self.notice = Some(Notice::error(|words| {
                    words.not_saved(name.get(words.lang), reason.get(words.lang))
                }))
            }
            Outcome::TextsReady => self.session.texts_changed(),
            Outcome::Copied => self.notice = Some(Notice::info(|words| words.shell.copied.to_owned())),
            Outcome::Broken(job) => self.notice = Some(Notice::error(|words| words.job_broken(job_name(&job, words)))),
            Outcome::Sorted(number, rows) => self.panels.table.set_sorted(number, rows),
            Outcome::Nothing => {}
        }
    }

    /// Sorts the rows of the table in the background where they are many.
    fn sort_table(&mut self) {
        let Some(job) = self.panels.table.take_wanted() else {
            return;
        };
        self.tasks.run(JobKind::Again, move |_| {
            let rows = order::sorted(&job.result, job.sorting, job.words, &job.pulse).ok()?;
            Some(Outcome::Sorted(job.number, rows))
        });
    }

    /// What the panels see.
    pub(super) fn cx(&self) -> UiCx<'_> {
        UiCx::new(&self.session, &self.theme, &self.commands)
    }
}

/// Whether the window is minimised or wholly covered.
fn is_hidden(ctx: &egui::Context) -> bool {
    ctx.input(|i| i.viewport().visible()) == Some(false)
}

/// What a job was about, as a message about its end names it.
fn job_name<'a>(job: &'a JobKind, words: &Words) -> &'a str {
    match job {
        JobKind::Open(file) | JobKind::Save(file) | JobKind::Export(file) => file,
        JobKind::Dialog | JobKind::Look | JobKind::Again => words.pick("dialog", "dialogue"),
        JobKind::Index => words.pick("index of texts", "index des textes"),
        JobKind::Search => words.pick("search", "recherche"),
    }
}
