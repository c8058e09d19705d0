//! The table by keyboard, while its rows have the focus.

use egui::{Key, Modifiers, Response, Ui};

use super::TablePanel;
use crate::session::{Command, SelectCommand};
use crate::ui::cx::UiCx;
use crate::ui::theme::size;

impl TablePanel {
    pub(super) fn keys(&mut self, ui: &Ui, cx: &UiCx<'_>, body: &Response) {
        let ours = egui::EventFilter {
            vertical_arrows: true,
            ..egui::EventFilter::default()
        };
        ui.memory_mut(|m| m.set_focus_lock_filter(body.id, ours));
        let Some(last) = cx.result.count().checked_sub(1) else {
            return;
        };
        let page = (body.rect.height() / size::ROW).floor().max(1.0) as usize;
        let pressed = |key| ui.input_mut(|i| i.count_and_consume_key(Modifiers::NONE, key));
        let focus = cx.session.focused();
        let here = focus.and_then(|at| self.order.position(cx.result, at));
        let mut to = here;
        let steps = [(Key::ArrowDown, 1), (Key::PageDown, page)];
        for (key, step) in steps {
            for _ in 0..pressed(key) {
                to = Some(to.map_or(0, |n| n.saturating_add(step).min(last)));
            }
        }
        for (key, step) in [(Key::ArrowUp, 1), (Key::PageUp, page)] {
            for _ in 0..pressed(key) {
                to = Some(to.map_or(last, |n| n.saturating_sub(step)));
            }
        }
        if pressed(Key::Home) > 0 {
            to = Some(0);
        }
        if pressed(Key::End) > 0 {
            to = Some(last);
        }
        if to != here
            && let Some(at) = to.and_then(|n| self.order.get(cx.result, n))
        {
            cx.push(Command::Select(SelectCommand::ReplaceBy(vec![at])));
            self.anchor = Some(at);
        }
        if pressed(Key::Enter) > 0 && focus.is_some() {
            cx.push(Command::Select(SelectCommand::OpenPopup));
        }
    }
}
