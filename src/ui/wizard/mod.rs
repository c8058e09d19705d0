//! The questions about a table that no reader knows: what its columns mean, with what that makes of its first rows.
//!
//! The panel keeps the answers; reading and previews are jobs. It pushes no commands: what it wants done comes back
//! from [`Wizard::show`] as [`Asked`], because only the shell starts jobs.

mod columns;
mod facts;
mod foot;
mod parts;
mod question;
mod rows;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Frame, Id, Modal, Rect, RichText, Ui, UiBuilder, pos2, vec2};

use super::cx::UiCx;
use super::theme::{self, size};
use crate::query::slice::folders;
use crate::read::preview::{Preview, Sample};
use crate::read::{Mapping, OpenOptions, Problem, ReadError, Trouble, Undecided};
use crate::tasks::tables::TableNews;

/// Widths of the answers: in a small window, and the most.
const ANSWERS: (f32, f32) = (312.0, 440.0);
/// The most that the panel takes of a large screen: beyond it, eyes would wander between answer and preview.
const MOST: egui::Vec2 = vec2(1880.0, 1120.0);

/// What the questions want done.
#[derive(Debug)]
pub enum Asked {
    /// Look at the table.
    Look(u64, PathBuf, OpenOptions),
    /// Work out a preview.
    Preview(u64, Arc<Sample>, Mapping),
    /// Open the file.
    Open(Answered),
    /// Open these files of an archive, or sheets of a workbook.
    OpenParts(Vec<PathBuf>),
}

/// A file with the answers.
#[derive(Debug)]
pub struct Answered {
    /// The file.
    pub path: PathBuf,
    /// What was answered.
    pub options: OpenOptions,
    /// The header's signature, if the answers are to be kept for files with the same one.
    pub keep: Option<String>,
}

/// The questions, if some are open.
#[derive(Debug, Default)]
pub struct Wizard {
    open: Option<Open>,
    /// Files that wait for their turn.
    next: VecDeque<Open>,
    /// Of the last thing asked for.
    number: u64,
    /// What was answered since nothing was asked last, by the header's signature.
    answers: Vec<(String, Mapping)>,
}

#[derive(Debug)]
enum Open {
    Columns(Box<Table>),
    Parts(Box<parts::PartsQuestion>),
    Dates(Box<question::DateQuestion>),
}

/// A table that is being explained.
#[derive(Debug)]
struct Table {
    path: PathBuf,
    options: OpenOptions,
    /// Number of the look that is awaited.
    looking: Option<u64>,
    sample: Option<Arc<Sample>>,
    mapping: Mapping,
    preview: Option<Box<Preview>>,
    /// What the preview was asked for, and its number.
    previewed: Option<(Mapping, u64)>,
    waiting: bool,
    error: Option<ReadError>,
    /// The question about dates, also once it is answered: the answer can be changed.
    asked_order: Option<Undecided>,
    keep: bool,
    /// Whether meanings that few tables have are shown.
    more: bool,
    /// The list of columns that is unfolded.
    listed: Option<columns::Listed>,
    /// As much of its folders as tells it from other files that are asked about; empty where nothing is to be told.
    folder: String,
    /// Whether answers that were just given for another file of the same columns hold for this one too. Not where
    /// somebody has asked for the questions.
    may_follow: bool,
    /// Those answers.
    follows: Option<Mapping>,
}

impl Wizard {
    /// Asks about a table.
    pub fn ask(&mut self, path: PathBuf, options: OpenOptions) {
        self.ask_columns(path, options, false);
    }

    fn ask_columns(&mut self, path: PathBuf, options: OpenOptions, may_follow: bool) {
        self.put(Open::Columns(Box::new(Table {
            path,
            mapping: options.mapping.clone().unwrap_or_default(),
            options,
            looking: None,
            sample: None,
            preview: None,
            previewed: None,
            waiting: false,
            error: None,
            asked_order: None,
            keep: true,
            more: false,
            listed: None,
            folder: String::new(),
            may_follow,
            follows: None,
        })));
    }

    /// Asks now, or once the files before this one are answered: no question pushes another away.
    fn put(&mut self, question: Open) {
        if self.open.is_some() {
            self.next.push_back(question);
        } else {
            self.open = Some(question);
        }
        self.tell_apart();
    }

    /// Files of one name are told apart by their folders; what was told stays when one of them is done.
    fn tell_apart(&mut self) {
        let mut asked: Vec<&mut Open> = self.open.iter_mut().chain(&mut self.next).collect();
        let paths: Vec<PathBuf> = asked.iter_mut().map(|open| open.file().0.to_owned()).collect();
        let paths: Vec<Option<&Path>> = paths.iter().map(|path| Some(path.as_path())).collect();
        for (open, folder) in asked.iter_mut().zip(folders(&paths)) {
            if let Some(folder) = folder {
                *open.file().1 = folder;
            }
        }
    }

    /// Asks what a file needs that could not be opened: its columns, or only day or month first.
    pub fn ask_about(&mut self, path: PathBuf, options: OpenOptions, error: &ReadError) {
        match error.problem() {
            Problem::DateOrder(why) => self.ask_order(path, options, why.clone()),
            Problem::Trouble(Trouble::SeveralFiles(names) | Trouble::SeveralSheets(names)) => {
                self.put(Open::Parts(Box::new(parts::PartsQuestion::new(path, names.clone()))));
            }
            _ => {
                let may_follow = options.mapping.is_none();
                self.ask_columns(path, options, may_follow);
            }
        }
    }

    fn ask_order(&mut self, path: PathBuf, options: OpenOptions, why: Undecided) {
        let folder = String::new();
        let question = question::DateQuestion {
            path,
            folder,
            options,
            why,
        };
        self.put(Open::Dates(Box::new(question)));
    }

    /// Whether something is being asked.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Takes what a job found out; what was asked for earlier is passed over.
    pub fn take(&mut self, news: TableNews) {
        let Some(Open::Columns(table)) = &mut self.open else {
            return;
        };
        match news {
            TableNews::Looked(number, sample) if table.looking == Some(number) => {
                let signature = sample.signature();
                let mut answers = self.answers.iter().filter(|_| table.may_follow);
                let known = answers.find(|(known, _)| *known == signature);
                table.follows = known.map(|(_, mapping)| mapping.clone());
                table.looked(sample);
            }
            TableNews::NotLooked(number, error) if number == self.number => {
                table.error = Some(*error);
                table.waiting = false;
            }
            TableNews::Previewed(number, preview) if table.previewed.as_ref().is_some_and(|(_, n)| *n == number) => {
                table.preview = Some(preview);
                table.waiting = false;
            }
            TableNews::Looked(..) | TableNews::NotLooked(..) | TableNews::Previewed(..) => {}
        }
    }

    /// Shows the questions, if some are open.
    pub fn show(&mut self, ui: &Ui, cx: &UiCx<'_>) -> Vec<Asked> {
        let mut asked = Vec::new();
        let close = match &mut self.open {
            None => return asked,
            Some(Open::Dates(question)) => question.show(ui, cx, &mut asked),
            Some(Open::Parts(question)) => question.show(ui, cx, &mut asked),
            Some(Open::Columns(table)) if table.follows.is_some() => {
                asked.push(Asked::Open(table.following()));
                false
            }
            Some(Open::Columns(table)) => {
                let close = table.show(ui, cx, &mut asked);
                table.ask_for_more(&mut self.number, &mut asked);
                close
            }
        };
        for asked in &asked {
            if let Asked::Open(answered) = asked {
                let mapping = answered.options.mapping.clone();
                self.answers.extend(answered.keep.clone().zip(mapping));
            }
        }
        if close
            || asked
                .iter()
                .any(|asked| matches!(asked, Asked::Open(_) | Asked::OpenParts(_)))
        {
            self.open = self.next.pop_front();
            if self.open.is_none() {
                self.answers.clear();
            }
            ui.ctx().request_repaint();
        }
        asked
    }
}

impl Open {
    /// The file, and as much of its folders as is shown.
    fn file(&mut self) -> (&Path, &mut String) {
        match self {
            Self::Columns(table) => (&table.path, &mut table.folder),
            Self::Parts(question) => (&question.path, &mut question.folder),
            Self::Dates(question) => (&question.path, &mut question.folder),
        }
    }
}

impl Table {
    /// The file with the answers that were given for another one of the same columns.
    fn following(&self) -> Answered {
        let options = OpenOptions {
            mapping: self.follows.clone(),
            ..self.options.clone()
        };
        Answered {
            path: self.path.clone(),
            options,
            keep: None,
        }
    }

    fn looked(&mut self, sample: Arc<Sample>) {
        let names = sample.names();
        let known = |column: &String| names.contains(column);
        let fits = crate::read::mapping::Role::ALL
            .into_iter()
            .all(|role| self.mapping.columns(role).iter().all(known));
        if self.mapping.lacks().len() == 2 || !fits {
            self.mapping = sample.guess().mapping;
        }
        self.sample = Some(sample);
        (self.preview, self.previewed, self.error) = (None, None, None);
    }

    /// Begins anew with other characters or another delimiter.
    fn look_again(&mut self) {
        (self.looking, self.error) = (None, None);
    }

    fn ask_for_more(&mut self, number: &mut u64, asked: &mut Vec<Asked>) {
        if self.looking.is_none() {
            *number += 1;
            self.looking = Some(*number);
            asked.push(Asked::Look(*number, self.path.clone(), self.options.clone()));
            return;
        }
        let Some(sample) = &self.sample else { return };
        let same = self
            .previewed
            .as_ref()
            .is_some_and(|(mapping, _)| *mapping == self.mapping);
        if !same {
            *number += 1;
            self.previewed = Some((self.mapping.clone(), *number));
            (self.waiting, self.error) = (true, None);
            asked.push(Asked::Preview(*number, Arc::clone(sample), self.mapping.clone()));
        }
    }

    /// Shows the questions. Returns whether they are to be closed without an answer.
    fn show(&mut self, ui: &Ui, cx: &UiCx<'_>, asked: &mut Vec<Asked>) -> bool {
        let screen = ui.ctx().content_rect();
        let whole = vec2(screen.width() - 40.0, screen.height() - 40.0).min(MOST);
        let frame = Frame::popup(ui.style()).inner_margin(0.0);
        let mut close = false;
        let modal = Modal::new(Id::unique("columns of a table"))
            .frame(frame)
            .show(ui.ctx(), |ui| {
                let (_, rect) = ui.allocate_space(whole);
                close = self.content(ui, cx, rect, asked);
            });
        close || modal.should_close()
    }

    fn content(&mut self, ui: &mut Ui, cx: &UiCx<'_>, rect: Rect, asked: &mut Vec<Asked>) -> bool {
        let inner = rect.shrink2(vec2(16.0, 10.0));
        let head = Rect::from_min_max(inner.min, pos2(inner.max.x, inner.min.y + 32.0));
        let facts = Rect::from_min_max(
            pos2(inner.min.x, head.max.y + 2.0),
            pos2(inner.max.x, head.max.y + 34.0),
        );
        let foot = Rect::from_min_max(pos2(inner.min.x, inner.max.y - 32.0), inner.max);
        let body = Rect::from_min_max(
            pos2(inner.min.x, facts.max.y + 8.0),
            pos2(inner.max.x, foot.min.y - 8.0),
        );
        let line = |ui: &Ui, y: f32| {
            let stroke = (1.0, cx.theme.palette.hairline);
            ui.painter().hline(rect.x_range(), y, stroke);
        };
        let close = part(ui, head, |ui| self.head(ui, cx));
        let Some(sample) = self.sample.clone() else {
            part(ui, body, |ui| self.nothing_yet(ui, cx));
            return close;
        };
        part(ui, facts, |ui| self.facts(ui, cx, &sample));
        line(ui, facts.max.y + 4.0);
        let split = body.min.x + (body.width() * 0.27).clamp(ANSWERS.0, ANSWERS.1);
        let answers = Rect::from_min_max(body.min, pos2(split, body.max.y));
        let shown = Rect::from_min_max(pos2(split + 17.0, body.min.y), body.max);
        ui.painter()
            .vline(split + 8.0, body.y_range(), (1.0, cx.theme.palette.hairline));
        part(ui, answers, |ui| self.answers(ui, cx, &sample));
        part(ui, shown, |ui| self.shown(ui, cx));
        line(ui, foot.min.y - 4.0);
        let done = part(ui, foot, |ui| self.foot(ui, cx, &sample, asked));
        close || done
    }

    fn head(&self, ui: &mut Ui, cx: &UiCx<'_>) -> bool {
        let mut close = false;
        ui.horizontal(|ui| {
            let name = self.path.file_name().unwrap_or_default().to_string_lossy();
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let cross = super::marks::Icon::Cross;
                close = super::marks::icon_button(ui, cross, cx.words.common.close, false, cx.theme).clicked();
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let title = RichText::new(cx.words.wizard_title(&name)).font(theme::strong(size::TITLE));
                    ui.add(egui::Label::new(title).truncate());
                    folder_ui(ui, cx, &self.folder);
                });
            });
        });
        close
    }

    fn nothing_yet(&self, ui: &mut Ui, cx: &UiCx<'_>) {
        match &self.error {
            Some(error) => {
                ui.label(RichText::new(error.explain(cx.words)).color(cx.theme.palette.notice));
            }
            None => {
                ui.horizontal(|ui| {
                    ui.spinner();
                    ui.label(cx.words.wizard.reading);
                });
            }
        }
    }

    /// What is above the preview, and the preview.
    fn shown(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        if let Some(error) = &self.error {
            ui.label(RichText::new(error.explain(cx.words)).color(cx.theme.palette.notice));
            return;
        }
        self.date_question(ui, cx);
        match &self.preview {
            Some(preview) => rows::show(ui, cx, preview),
            None => self.nothing_yet(ui, cx),
        }
    }
}

/// As much of the folders of a file as tells it from others of its name.
fn folder_ui(ui: &mut Ui, cx: &UiCx<'_>, folder: &str) {
    if !folder.is_empty() {
        let folder = RichText::new(cx.words.in_folder(folder)).font(theme::body(size::BODY));
        ui.add(egui::Label::new(folder.color(cx.theme.palette.secondary)).truncate());
    }
}

/// A part of the panel in its own rectangle; what is too long is cut there.
fn part<R>(ui: &mut Ui, rect: Rect, add: impl FnOnce(&mut Ui) -> R) -> R {
    let builder = UiBuilder::new().max_rect(rect);
    let shown = ui.scope_builder(builder, |ui| {
        ui.set_clip_rect(rect.expand(3.0).intersect(ui.clip_rect()));
        add(ui)
    });
    shown.inner
}
