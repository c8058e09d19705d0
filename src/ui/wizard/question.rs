//! Day or month first: asked where no date of a column settles it, with both readings spelled out.

use std::path::PathBuf;

use egui::{Frame, Id, Modal, RichText, Ui};

use super::super::cx::UiCx;
use super::super::theme::{self, size};
use super::{Answered, Asked, Table, folder_ui};
use crate::read::{DateOrder, OpenOptions, Undecided};

/// The question about a file of which everything else is known.
#[derive(Debug)]
pub(super) struct DateQuestion {
    pub path: PathBuf,
    pub folder: String,
    pub options: OpenOptions,
    pub why: Undecided,
}

impl DateQuestion {
    /// Shows the question. Returns whether it is to be closed.
    pub fn show(&self, ui: &Ui, cx: &UiCx<'_>, asked: &mut Vec<Asked>) -> bool {
        let mut close = false;
        let frame = Frame::popup(ui.style()).inner_margin(16.0);
        let modal = Modal::new(Id::unique("day or month first?"))
            .frame(frame)
            .show(ui.ctx(), |ui| {
                ui.set_width((ui.ctx().content_rect().width() - 48.0).clamp(0.0, 460.0));
                ui.spacing_mut().item_spacing.y = 8.0;
                let name = self.path.file_name().unwrap_or_default().to_string_lossy();
                ui.label(RichText::new(name).font(theme::strong(size::POPUP_TITLE)));
                folder_ui(ui, cx, &self.folder);
                if let Some(order) = readings(ui, cx, &self.why, None) {
                    let options = OpenOptions {
                        date_order: Some(order),
                        ..self.options.clone()
                    };
                    asked.push(Asked::Open(Answered {
                        path: self.path.clone(),
                        options,
                        keep: None,
                    }));
                }
                close = ui.button(cx.words.common.cancel).clicked();
            });
        close || modal.should_close()
    }
}

/// The two readings as choices; gives the one that was chosen now.
fn readings(ui: &mut Ui, cx: &UiCx<'_>, why: &Undecided, chosen: Option<DateOrder>) -> Option<DateOrder> {
    let words = cx.words.wizard;
    let (question, texts) = match why {
        Undecided::Either {
            example,
            day_first,
            month_first,
        } => {
            let text = |day| cx.words.reading_of(&example.text, day);
            (words.date_question, [text(*day_first), text(*month_first)])
        }
        Undecided::Mixed { day_first, month_first } => {
            let text = |name: &str, example: &str| format!("{name} ({example})");
            let a = text(words.day_first, &day_first.text);
            (words.mixed_dates, [a, text(words.month_first, &month_first.text)])
        }
    };
    ui.label(question);
    let mut now = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        for (order, text) in [DateOrder::DayFirst, DateOrder::MonthFirst].into_iter().zip(texts) {
            if ui.radio(chosen == Some(order), text).clicked() {
                now = Some(order);
            }
        }
    });
    now
}

impl Table {
    /// The question above the preview, as long as the column leaves it open.
    pub(super) fn date_question(&mut self, ui: &mut Ui, cx: &UiCx<'_>) {
        let Some(preview) = &mut self.preview else { return };
        if let Some(why) = &preview.undecided {
            self.asked_order = Some(why.clone());
        }
        let stated = self.mapping.when.order;
        let Some(why) = self
            .asked_order
            .clone()
            .filter(|_| preview.undecided.is_some() || stated.is_some())
        else {
            return;
        };
        let palette = &cx.theme.palette;
        let frame = Frame::new().fill(palette.notice_ground).stroke((1.0, palette.notice));
        frame.corner_radius(4.0).inner_margin(8.0).show(ui, |ui| {
            ui.set_width(ui.available_width());
            if let Some(order) = readings(ui, cx, &why, stated) {
                self.mapping.when.order = Some(order);
            }
        });
        ui.add_space(6.0);
    }
}
