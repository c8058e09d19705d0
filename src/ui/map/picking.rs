//! The selection tools: a box, a lasso, a polygon or a circle drawn on the map, and what to do with what lies
//! inside. A shape that is drawn asks nothing yet: it may filter, select, or go away.

use egui::{Align2, Key, Rect, Response, Shape, Stroke, Ui, vec2};

use super::MapPanel;
use super::hover::text_box;
use super::overlay;
use crate::base::LonLat;
use crate::base::place::Bounds;
use crate::figure::{MapFrame, Pt};
use crate::query::{Area, EventRef};
use crate::session::{AreaTool, Command, FilterCommand, PanelCommand, SelectCommand};
use crate::ui::UiCx;

/// Most events that are selected at once; more are filtered.
pub const MOST_SELECTED: usize = 5_000;
/// Points between two corners of a lasso.
const LASSO_STEP: f32 = 4.0;
/// Points around the first corner of a polygon within which a click closes it.
const CLOSE: f32 = 10.0;
/// Corners that a circle is drawn with.
const CORNERS: u16 = 96;

/// A shape that is being drawn.
#[derive(Debug, Clone, PartialEq)]
enum Draft {
    Box(LonLat, LonLat),
    Lasso(Vec<LonLat>),
    Polygon(Vec<LonLat>),
    Circle(LonLat, LonLat),
}

impl Draft {
    fn area(&self) -> Option<Area> {
        match self {
            Self::Box(a, b) => (a != b).then(|| {
                Area::Box(Bounds {
                    west: a.lon().min(b.lon()),
                    south: a.lat().min(b.lat()),
                    east: a.lon().max(b.lon()),
                    north: a.lat().max(b.lat()),
                })
            }),
            Self::Lasso(ring) | Self::Polygon(ring) => (ring.len() >= 3).then(|| Area::Polygon(ring.clone())),
            Self::Circle(centre, edge) => {
                let radius_m = centre.distance_to(*edge);
                (radius_m > 1.0).then_some(Area::Circle {
                    centre: *centre,
                    radius_m,
                })
            }
        }
    }
}

/// What is drawn, and what was.
#[derive(Debug, Default)]
pub struct Picking {
    draft: Option<Draft>,
    chosen: Option<Area>,
    /// Visible events inside `chosen`, for a result.
    inside: Option<(u64, Vec<EventRef>)>,
    corner: overlay::Corner,
}

impl Picking {
    /// Whether drags belong to a tool rather than to the map.
    pub fn takes_drags(ui: &Ui, cx: &UiCx<'_>) -> bool {
        let shift = ui.input(|i| i.modifiers.shift);
        let tool = cx.session.panels().tool;
        (shift && tool.is_none()) || tool.is_some_and(|tool| tool != AreaTool::Polygon)
    }

    /// Whether a tool is in hand: clicks mean other things then.
    pub fn is_busy(&self, cx: &UiCx<'_>) -> bool {
        cx.session.panels().tool.is_some() || self.draft.is_some()
    }

    /// The shape that is drawn and waits for a decision.
    pub fn chosen(&self) -> Option<&Area> {
        self.chosen.as_ref()
    }

    /// Drops what is being drawn, else what was. Returns whether there was any.
    pub fn cancel(&mut self) -> bool {
        self.draft.take().is_some() || self.chosen.take().is_some()
    }

    /// Where the box of actions is, as it covers the map.
    pub fn covers(&self) -> Option<Rect> {
        self.corner.rect
    }

    fn take(&mut self, ui: &Ui, tool: AreaTool, rect: Rect, frame: &MapFrame, response: &Response) {
        let at = |pos: egui::Pos2| frame.unproject(Pt::new(pos.x - rect.left(), pos.y - rect.top()));
        if tool == AreaTool::Polygon {
            self.take_polygon(ui, rect, frame, response);
            return;
        }
        let pointer = response.interact_pointer_pos();
        if response.drag_started()
            && let Some(origin) = ui.input(|i| i.pointer.press_origin())
        {
            let from = at(origin);
            self.chosen = None;
            self.draft = Some(match tool {
                AreaTool::Lasso => Draft::Lasso(vec![from]),
                AreaTool::Radius => Draft::Circle(from, from),
                AreaTool::Box | AreaTool::Polygon => Draft::Box(from, from),
            });
        }
        if let (Some(draft), Some(pos)) = (&mut self.draft, pointer) {
            match draft {
                Draft::Box(_, to) | Draft::Circle(_, to) => *to = at(pos),
                Draft::Lasso(ring) => {
                    let spot = Pt::new(pos.x - rect.left(), pos.y - rect.top());
                    let last = ring.last().map(|last| frame.project(*last));
                    if last.is_none_or(|last| last.distance(spot) >= LASSO_STEP) {
                        ring.push(at(pos));
                    }
                }
                Draft::Polygon(_) => {}
            }
        }
        if response.drag_stopped() {
            self.chosen = self.draft.take().and_then(|draft| draft.area());
        }
    }

    fn take_polygon(&mut self, ui: &Ui, rect: Rect, frame: &MapFrame, response: &Response) {
        let clicked = response.interact_pointer_pos().filter(|_| response.clicked());
        let enter = ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Enter));
        let mut ring = match self.draft.take() {
            Some(Draft::Polygon(ring)) => ring,
            _ => Vec::new(),
        };
        let mut done = enter || response.double_clicked();
        if let Some(pos) = clicked.filter(|_| !response.double_clicked()) {
            let spot = Pt::new(pos.x - rect.left(), pos.y - rect.top());
            let first = ring.first().map(|first| frame.project(*first));
            done |= ring.len() >= 3 && first.is_some_and(|first| first.distance(spot) <= CLOSE);
            if !done {
                self.chosen = None;
                ring.push(frame.unproject(spot));
            }
        }
        if done && ring.len() >= 3 {
            self.chosen = Draft::Polygon(ring).area();
        } else if !ring.is_empty() {
            self.draft = Some(Draft::Polygon(ring));
        }
    }
}

impl MapPanel {
    /// Takes the pointer for the tool in hand, draws the shape, offers what to do with it.
    pub(super) fn pick_area(&mut self, ui: &mut Ui, cx: &UiCx<'_>, response: &Response) {
        let (Some(rect), Some(scene)) = (self.rect, &self.scene) else {
            return;
        };
        let frame = scene.frame;
        let tool = cx.session.panels().tool;
        if tool.is_none() && !matches!(self.picking.draft, Some(Draft::Box(..))) {
            self.picking.draft = None;
        }
        let shift = ui.input(|i| i.modifiers.shift);
        let by_shift = tool.is_none() && (shift && response.drag_started() || self.picking.draft.is_some());
        if let Some(tool) = tool.or(by_shift.then_some(AreaTool::Box)) {
            self.picking.take(ui, tool, rect, &frame, response);
            if response.hovered() {
                ui.set_cursor_icon(egui::CursorIcon::Crosshair);
            }
        }
        let shape = self.picking.draft.clone();
        let filter = cx.session.filter().area.as_ref();
        let area = shape.as_ref().and_then(Draft::area).or(self.picking.chosen.clone());
        let shown = area.as_ref().or(filter.filter(|area| !matches!(area, Area::Frame(_))));
        if let Some(area) = shown {
            paint_area(ui, cx, rect, &frame, area);
        }
        if let Some(draft) = &shape {
            paint_draft(ui, cx, rect, &frame, draft, self.cursor);
        }
        if let Some(tool) = tool.filter(|_| self.picking.chosen.is_none()) {
            let words = cx.words.picking;
            let help = words.tool_help.get(tool as usize).copied().unwrap_or("");
            let spot = self.below_modes(rect).center_top() + vec2(0.0, 8.0);
            text_box(ui, cx.theme, spot, Align2::CENTER_TOP, help, rect.width() - 100.0);
        }
        self.actions(ui, cx, self.below_modes(rect));
    }

    /// The room of the map under the switch of modes.
    fn below_modes(&self, rect: Rect) -> Rect {
        let switch = self.corners.modes.rect.map_or(rect.top(), |switch| switch.bottom());
        rect.with_min_y(switch.min(rect.bottom() - 40.0).max(rect.top()))
    }

    /// "Filter to this area", "Select these n", "Clear".
    fn actions(&mut self, ui: &mut Ui, cx: &UiCx<'_>, rect: Rect) {
        let Some(area) = self.picking.chosen.clone() else {
            self.picking.corner.hide();
            self.picking.inside = None;
            return;
        };
        let revision = cx.result.revision;
        if self.picking.inside.as_ref().is_none_or(|(made, _)| *made != revision) || self.picking.draft.is_some() {
            self.picking.inside = Some((revision, cx.result.events_in(&area)));
        }
        let count = self.picking.inside.as_ref().map_or(0, |(_, found)| found.len());
        let words = cx.words.picking;
        let ground = overlay::ground(cx.theme, 1.0);
        let most = vec2((rect.width() - 100.0).clamp(120.0, 460.0), 60.0);
        let mut decided = false;
        let inside = &self.picking.inside;
        self.picking
            .corner
            .show(ui, "area actions", (rect, Align2::CENTER_TOP), (ground, most), |ui| {
                ui.horizontal_wrapped(|ui| {
                    if ui.button(words.filter_here).clicked() {
                        cx.push(Command::Filter(FilterCommand::Area(Some(area))));
                        decided = true;
                    }
                    let select = egui::Button::new(cx.words.select_these(count));
                    let few = count > 0 && count <= MOST_SELECTED;
                    let select = ui.add_enabled(few, select);
                    let select = match count > MOST_SELECTED {
                        true => select.on_disabled_hover_text(words.too_many),
                        false => select,
                    };
                    if select.clicked()
                        && let Some((_, found)) = inside
                    {
                        cx.push(Command::Select(SelectCommand::ReplaceBy(found.clone())));
                        decided = true;
                    }
                    decided |= ui.button(words.clear).clicked();
                });
            });
        if decided {
            self.picking = Picking::default();
            cx.push(Command::Panel(PanelCommand::Tool(None)));
        }
    }

    /// Drops the shape that is drawn, else puts the tool away. Returns whether there was any: Esc.
    pub fn cancel_picking(&mut self) -> bool {
        self.picking.cancel()
    }

    /// The shape that is drawn and waits for a decision.
    pub fn picked(&self) -> Option<&Area> {
        self.picking.chosen()
    }
}

fn paint_area(ui: &Ui, cx: &UiCx<'_>, map: Rect, frame: &MapFrame, area: &Area) {
    let p = &cx.theme.palette;
    let spot = |at: LonLat| {
        let spot = frame.project(at);
        map.min + vec2(spot.x, spot.y)
    };
    let painter = ui.painter().with_clip_rect(map);
    let (points, fill) = match area {
        Area::Box(b) | Area::Frame(b) => {
            let corners = [
                (b.west, b.north),
                (b.east, b.north),
                (b.east, b.south),
                (b.west, b.south),
            ];
            let corners = corners.into_iter().filter_map(|(lon, lat)| LonLat::new(lon, lat));
            (corners.map(spot).collect::<Vec<_>>(), true)
        }
        Area::Polygon(ring) => (ring.iter().copied().map(spot).collect(), false),
        Area::Circle { centre, radius_m } => {
            let at = |i: u16| centre.destination(360.0 * f64::from(i) / f64::from(CORNERS), *radius_m);
            ((0..CORNERS).map(|i| spot(at(i))).collect(), true)
        }
    };
    if fill {
        let veil = p.accent.gamma_multiply(0.10);
        painter.add(Shape::convex_polygon(points.clone(), veil, Stroke::NONE));
    }
    painter.add(Shape::closed_line(points.clone(), Stroke::new(4.0, p.halo)));
    painter.add(Shape::closed_line(points, Stroke::new(2.0, p.accent)));
    if let Area::Circle { centre, radius_m } = area {
        painter.circle(spot(*centre), 3.5, p.accent, Stroke::new(1.5, p.halo));
        let east = spot(centre.destination(90.0, *radius_m));
        let text = cx.words.radius((*radius_m / 100.0).round() * 100.0);
        text_box(ui, cx.theme, east + vec2(6.0, 0.0), Align2::LEFT_CENTER, &text, 160.0);
    }
}

/// The corners of a polygon with the edge to the pointer; a lasso as far as it goes.
fn paint_draft(ui: &Ui, cx: &UiCx<'_>, map: Rect, frame: &MapFrame, draft: &Draft, cursor: Option<LonLat>) {
    let (Draft::Polygon(ring) | Draft::Lasso(ring)) = draft else {
        return;
    };
    let p = &cx.theme.palette;
    let painter = ui.painter().with_clip_rect(map);
    let spot = |at: &LonLat| {
        let spot = frame.project(*at);
        map.min + vec2(spot.x, spot.y)
    };
    let mut line: Vec<_> = ring.iter().map(spot).collect();
    let polygon = matches!(draft, Draft::Polygon(_));
    line.extend(cursor.as_ref().filter(|_| polygon).map(spot));
    painter.add(Shape::line(line, Stroke::new(2.0, p.accent)));
    for corner in ring.iter().filter(|_| polygon) {
        painter.circle(spot(corner), 4.0, p.panel, Stroke::new(2.0, p.accent));
    }
}

/// What a frame of the map shows, as bounds.
pub fn bounds_of(frame: &MapFrame) -> Bounds {
    let (width, height) = frame.size;
    let (top, bottom) = (
        frame.unproject(Pt::new(0.0, 0.0)),
        frame.unproject(Pt::new(width, height)),
    );
    let whole = f64::from(width) >= frame.world_side();
    Bounds {
        west: if whole { -180.0 } else { top.lon() },
        east: if whole { 180.0 } else { bottom.lon() },
        north: top.lat(),
        south: bottom.lat(),
    }
}
