//! F6 and Shift+F6: walk through the regions of the screen. A region that has been walked to shows a ring; Tab goes
//! on to the first control in it.

use egui::{Id, Key, Modifiers, Rect, Sense, Stroke, StrokeKind, Ui};

use super::App;
use crate::ui::UiCx;

/// A region of the screen, in the order of F6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Region {
    Search,
    Left,
    Map,
    Timeline,
    Dossier,
}

const ORDER: [Region; 5] = [
    Region::Search,
    Region::Left,
    Region::Map,
    Region::Timeline,
    Region::Dossier,
];

impl Region {
    /// The id of the landing of a region that has no widget of its own for it.
    pub fn id(self) -> Id {
        Id::unique(match self {
            Self::Search => "region search",
            Self::Left => "region left",
            Self::Map => "region map",
            Self::Timeline => "region timeline",
            Self::Dossier => "region dossier",
        })
    }
}

/// Registers the landing of a region before its content, so that Tab goes from it into the content.
pub(super) fn landing(ui: &Ui, cx: &UiCx<'_>, region: Region) {
    let rect: Rect = ui.max_rect();
    let response = ui.interact(rect, region.id(), Sense::FOCUSABLE);
    let name = match region {
        Region::Left => cx.words.filtering.incidents,
        Region::Timeline => cx.words.timeline.panel,
        Region::Dossier => cx.words.telling.popup,
        Region::Search | Region::Map => cx.words.filtering.search,
    };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, name));
    if response.has_focus() {
        let ring = Stroke::new(2.0, cx.theme.palette.accent);
        ui.painter()
            .rect_stroke(rect.shrink(1.0), 4.0, ring, StrokeKind::Inside);
    }
}

impl App {
    /// Walks to the next or previous region where F6 was pressed.
    pub(super) fn walk_regions(&mut self, ctx: &egui::Context) {
        let pressed = |modifiers| ctx.input_mut(|i| i.consume_key(modifiers, Key::F6));
        let step = match (pressed(Modifiers::SHIFT), pressed(Modifiers::NONE)) {
            (true, _) => ORDER.len() - 1,
            (false, true) => 1,
            (false, false) => return,
        };
        let here = self.region.and_then(|now| ORDER.iter().position(|r| *r == now));
        let mut at = here.map_or(0, |at| (at + step) % ORDER.len());
        if ORDER.get(at) == Some(&Region::Dossier) && self.session.panels().dossier.is_none() {
            at = (at + step) % ORDER.len();
        }
        let Some(region) = ORDER.get(at).copied() else { return };
        self.region = Some(region);
        match region {
            Region::Search => self.panels.top_bar.search.focus = true,
            Region::Map => self.panels.map.take_focus(),
            Region::Left | Region::Timeline | Region::Dossier => ctx.memory_mut(|m| m.request_focus(region.id())),
        }
    }
}
