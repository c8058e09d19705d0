//! The search field: understands keywords, offers what may come next, says what it does not understand.

use egui::text::{CCursor, CCursorRange};
use egui::{Key as Stroke, Modifiers, Ui, vec2};

use super::cx::UiCx;
use super::theme::{self, size};
use crate::base::{DaySpan, Lang};
use crate::query::Filter;
use crate::query::search::{self, Known, Query, Suggestions};
use crate::session::{Command, FilterCommand, SearchState};

/// What the field last asked for: as long as that is what is shown, the text stays as it was typed.
#[derive(Debug)]
struct Asked {
    filter: Filter,
    window: Option<DaySpan>,
    lang: Lang,
}

/// The field with its draft.
#[derive(Debug, Default)]
pub struct SearchBox {
    /// Set by the shortcut: the field takes the focus in the next frame.
    pub focus: bool,
    draft: String,
    asked: Option<Asked>,
    offers: Suggestions,
    chosen: Option<usize>,
    problem: Option<String>,
    /// The pointer is over the offers: they stay although the field has lost the focus.
    over: bool,
    /// Days were asked for by the draft.
    days: bool,
    /// When a keyword that is being typed counts as finished, seconds of the window.
    finished_at: Option<f64>,
}

/// Seconds without a letter after which a keyword counts as finished.
const PAUSE: f64 = 0.8;

impl SearchBox {
    /// Shows the field.
    pub fn show(&mut self, ui: &mut Ui, cx: &UiCx<'_>, width: f32) {
        self.follow(cx);
        let id = ui.make_persistent_id("search field");
        let focused = ui.memory(|memory| memory.has_focus(id));
        let accepted = focused && self.keys(ui);
        let mut edit = egui::TextEdit::singleline(&mut self.draft)
            .id(id)
            .hint_text(cx.words.searching.hint)
            .desired_width(width)
            .margin(vec2(8.0, 6.0));
        if self.problem.is_some() {
            edit = edit.text_color(cx.theme.palette.notice);
        }
        let output = edit.show(ui);
        let response = output.response.response;
        let name = cx.words.filtering.search;
        response.widget_info(|| egui::WidgetInfo::text_edit(true, "", &self.draft, name));
        if std::mem::take(&mut self.focus) {
            response.request_focus();
        }
        let caret = output
            .cursor_range
            .map_or(usize::MAX, |range| range.primary.index.into());
        if response.changed() {
            self.typed(cx, caret);
            self.finished_at = Some(ui.input(|i| i.time) + PAUSE);
        } else if accepted {
            self.accept(ui, cx, id);
        } else if response.lost_focus() && !self.over {
            let entered = ui.input(|i| i.key_pressed(Stroke::Enter));
            self.apply(cx);
            if entered {
                self.offers = Suggestions::default();
                // Who goes on typing means the search, not the letters that are keys of the map.
                response.request_focus();
            }
        }
        self.pause(ui, cx);
        self.below_ui(ui, cx, &response, id);
    }

    /// Asks for the whole draft once nobody has typed for a while, as far as it is understood.
    fn pause(&mut self, ui: &Ui, cx: &UiCx<'_>) {
        let Some(at) = self.finished_at else { return };
        let left = at - ui.input(|i| i.time);
        if left > 0.0 {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
            return;
        }
        self.finished_at = None;
        let query = search::parse(&self.draft, &known(cx));
        if query.problems.is_empty() {
            self.ask(cx, query);
        }
    }

    /// Takes over what the panels or undo have made of the filter.
    fn follow(&mut self, cx: &UiCx<'_>) {
        let (filter, window) = (cx.session.filter(), cx.session.window().span);
        let same = self.asked.as_ref().is_some_and(|asked| {
            asked.filter == *filter && asked.lang == cx.lang() && asked.window.is_none_or(|span| span == window)
        });
        if same {
            return;
        }
        self.draft = search::to_text(filter, None, &known(cx), cx.words);
        self.days = false;
        self.problem = None;
        self.offers = Suggestions::default();
        self.asked = Some(Asked {
            filter: filter.clone(),
            window: None,
            lang: cx.lang(),
        });
    }

    /// Arrows choose an offer; Enter or Tab takes the chosen one. Returns whether one was taken.
    fn keys(&mut self, ui: &Ui) -> bool {
        let count = self.offers.offers.len();
        if count == 0 {
            return false;
        }
        let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        if pressed(Stroke::ArrowDown) {
            self.chosen = Some(self.chosen.map_or(0, |i| (i + 1) % count));
        }
        if pressed(Stroke::ArrowUp) {
            self.chosen = Some(self.chosen.map_or(count - 1, |i| (i + count - 1) % count));
        }
        if pressed(Stroke::Escape) {
            self.offers = Suggestions::default();
            self.chosen = None;
            return false;
        }
        self.chosen.is_some() && (pressed(Stroke::Enter) || pressed(Stroke::Tab))
    }

    /// After a keystroke: plain words are searched at once, a keyword when it is finished.
    fn typed(&mut self, cx: &UiCx<'_>, caret: usize) {
        let at = byte_of(&self.draft, caret);
        self.offers = search::suggest(&self.draft, at, &known(cx), cx.words);
        self.chosen = None;
        let here = self.draft.get(self.offers.replace.clone()).unwrap_or("");
        let in_keyword = search::parse(here, &known(cx));
        if in_keyword.has_keywords || !in_keyword.problems.is_empty() {
            // Until it is finished the rest is asked for: its first letters were searched as a word.
            self.problem = None;
            let mut rest = self.draft.clone();
            rest.replace_range(self.offers.replace.clone(), "");
            let query = search::parse(&rest, &known(cx));
            if query.problems.is_empty() {
                self.ask(cx, query);
            }
        } else {
            self.apply(cx);
        }
    }

    fn accept(&mut self, ui: &Ui, cx: &UiCx<'_>, id: egui::Id) {
        let offer = self.chosen.take().and_then(|i| self.offers.offers.get(i)).cloned();
        let Some(offer) = offer else { return };
        let unfinished = offer.insert.ends_with([':', '>', '=']);
        let insert = if unfinished {
            offer.insert
        } else {
            format!("{} ", offer.insert)
        };
        let range = self.offers.replace.clone();
        let end = range.start + insert.len();
        let (Some(before), Some(behind)) = (self.draft.get(..range.start), self.draft.get(range.end..)) else {
            return;
        };
        self.draft = format!("{before}{insert}{}", behind.trim_start());
        let caret = self.draft.get(..end).map_or(0, |text| text.chars().count());
        let mut state = egui::TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
        state
            .cursor
            .set_char_range(Some(CCursorRange::one(CCursor::new(caret))));
        state.store(ui.ctx(), id);
        ui.memory_mut(|memory| memory.request_focus(id));
        if unfinished {
            self.offers = search::suggest(&self.draft, end, &known(cx), cx.words);
        } else {
            self.offers = Suggestions::default();
            self.apply(cx);
        }
    }

    /// Asks for what the draft says, if all of it is understood.
    fn apply(&mut self, cx: &UiCx<'_>) {
        let query = search::parse(&self.draft, &known(cx));
        let text = &self.draft;
        self.problem = query.problems.first().map(|problem| problem.explain(text, cx.words));
        if self.problem.is_none() {
            self.ask(cx, query);
        }
    }

    fn ask(&mut self, cx: &UiCx<'_>, query: Query) {
        let extent = cx.session.extent();
        // Days that were typed and are gone again: all days.
        let window = query.window(extent).or(self.days.then_some(extent));
        self.days = query.asks_days();
        if query.filter != *cx.session.filter() || window.is_some_and(|span| span != cx.session.window().span) {
            cx.push(Command::Filter(FilterCommand::Search {
                filter: Box::new(query.filter.clone()),
                window,
            }));
        }
        self.asked = Some(Asked {
            filter: query.filter,
            window: window.filter(|_| self.days),
            lang: cx.lang(),
        });
    }

    /// Offers, what was not understood, and that a search is going on.
    fn below_ui(&mut self, ui: &Ui, cx: &UiCx<'_>, field: &egui::Response, id: egui::Id) {
        let open = field.has_focus() || self.over;
        let state = cx.session.search_state();
        let offers = if open { self.offers.offers.len() } else { 0 };
        if offers == 0 && self.problem.is_none() && state == SearchState::Settled {
            self.over = false;
            return;
        }
        let p = &cx.theme.palette;
        let mut taken = None;
        let area = egui::Area::new(id.with("below"))
            .order(egui::Order::Foreground)
            .fixed_pos(field.rect.left_bottom() + vec2(0.0, 4.0))
            .show(ui.ctx(), |ui| {
                egui::Frame::new()
                    .fill(p.panel)
                    .stroke(egui::Stroke::new(1.0, p.border))
                    .corner_radius(4.0)
                    .inner_margin(egui::Margin::same(6))
                    .show(ui, |ui| {
                        ui.set_width(field.rect.width().max(300.0));
                        ui.spacing_mut().item_spacing.y = 1.0;
                        self.notes_ui(ui, cx, state);
                        if open {
                            taken = self.offers_ui(ui, cx);
                        }
                    });
            });
        self.over = offers > 0 && area.response.contains_pointer();
        if taken.is_some() {
            self.chosen = taken;
            self.accept(ui, cx, id);
        }
    }

    fn notes_ui(&self, ui: &mut Ui, cx: &UiCx<'_>, state: SearchState) {
        let label = |text: &str| egui::RichText::new(text.to_owned()).font(theme::body(size::LABEL));
        if let Some(problem) = &self.problem {
            ui.label(label(problem).color(cx.theme.palette.notice));
        }
        match state {
            SearchState::Settled => {}
            SearchState::Waiting => {
                ui.label(label(cx.words.searching.searching).color(cx.theme.palette.secondary));
            }
            SearchState::Stopped => {
                ui.label(label(cx.words.searching.stopped).color(cx.theme.palette.notice));
            }
        }
    }

    fn offers_ui(&self, ui: &mut Ui, cx: &UiCx<'_>) -> Option<usize> {
        let mut taken = None;
        for (i, offer) in self.offers.offers.iter().enumerate() {
            let text = egui::RichText::new(&offer.label).font(theme::body(size::LABEL));
            let count = offer.count.map(|count| cx.words.number(count as u64));
            let name = match &count {
                Some(count) => format!("{}, {count}", offer.label),
                None => offer.label.clone(),
            };
            let count = egui::RichText::new(count.unwrap_or_default())
                .font(theme::body(size::LABEL))
                .color(cx.theme.palette.secondary);
            let chosen = self.chosen == Some(i);
            let row = egui::Button::new(text)
                .right_text(count)
                .frame_when_inactive(false)
                .selected(chosen)
                .truncate()
                .min_size(vec2(ui.available_width(), 24.0));
            let row = ui.add(row);
            row.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListItem, true, chosen, &name));
            if row.clicked() {
                taken = Some(i);
            }
        }
        taken
    }
}

/// A button that explains the language.
pub fn help_ui(ui: &mut Ui, cx: &UiCx<'_>) {
    let words = cx.words.searching;
    let text = egui::RichText::new("?").font(theme::strong(size::BODY));
    let button = ui.add(egui::Button::new(text).min_size(vec2(24.0, 24.0)));
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, words.help));
    let button = button.on_hover_text(words.help);
    egui::Popup::menu(&button).show(|ui| {
        ui.set_min_width(470.0);
        ui.label(egui::RichText::new(words.help).font(theme::strong(size::BODY)));
        ui.add_space(4.0);
        egui::Grid::new("search help")
            .num_columns(2)
            .spacing(vec2(16.0, 4.0))
            .show(ui, |ui| {
                for (example, meaning) in words.examples {
                    ui.label(egui::RichText::new(example).font(theme::strong(size::LABEL)));
                    let meaning = egui::RichText::new(meaning).font(theme::body(size::LABEL));
                    ui.label(meaning.color(cx.theme.palette.secondary));
                    ui.end_row();
                }
            });
        ui.add_space(4.0);
        ui.label(egui::RichText::new(words.help_foot).font(theme::body(size::LABEL)));
    });
}

fn known<'a>(cx: &UiCx<'a>) -> Known<'a> {
    Known {
        result: cx.result,
        filter: cx.session.filter(),
        lang: cx.lang(),
    }
}

/// Bytes before a caret that counts characters.
fn byte_of(text: &str, caret: usize) -> usize {
    text.char_indices().nth(caret).map_or(text.len(), |(at, _)| at)
}
