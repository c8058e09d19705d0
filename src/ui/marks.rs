//! Small marks and icons, painted: fonts may lack the characters, and painted ones look the same everywhere.

use egui::{Color32, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, Vec2, pos2, vec2};

use super::theme::Theme;

/// An icon drawn with lines in a square.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Icon {
    /// ×
    Cross,
    /// +
    Plus,
    /// −
    Minus,
    /// Four corners: fit.
    Fit,
    /// Right-pointing triangle.
    Play,
    /// Two bars.
    Pause,
    /// Left-pointing triangle.
    PlayBack,
    /// `<`
    Left,
    /// `>`
    Right,
    /// `|<`
    First,
    /// `>|`
    Last,
    /// `v`
    Down,
    /// `^`
    Up,
    /// Three lines.
    Menu,
    /// Lines of a list.
    List,
    /// Funnel.
    Filter,
    /// Grid of a table.
    Table,
    /// Ruler.
    Measure,
    /// Circle of arrows.
    Loop,
    /// Half moon.
    Moon,
    /// Sun.
    Sun,
    /// Magnifier.
    Search,
    /// Page with lines.
    Dossier,
    /// Box of dashes with an arrow.
    Select,
    /// Box with a dot: what the map shows.
    Frame,
    /// Letter i in a circle: more about it.
    Info,
}

impl Icon {
    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each icon, none of which decides anything"
    )]
    /// Paints the icon into a square of side `side` around `centre`.
    pub fn paint(self, painter: &Painter, centre: Pos2, side: f32, colour: Color32) {
        let r = side / 2.0;
        let at = |x: f32, y: f32| pos2(centre.x + x * r, centre.y + y * r);
        let stroke = Stroke::new((side / 9.0).max(1.2), colour);
        let line = |a: (f32, f32), b: (f32, f32)| {
            painter.line_segment([at(a.0, a.1), at(b.0, b.1)], stroke);
        };
        let path = |points: &[(f32, f32)]| {
            let points = points.iter().map(|(x, y)| at(*x, *y)).collect();
            painter.add(Shape::line(points, stroke));
        };
        let filled = |points: &[(f32, f32)]| {
            let points = points.iter().map(|(x, y)| at(*x, *y)).collect();
            painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
        };
        match self {
            Self::Cross => {
                line((-0.6, -0.6), (0.6, 0.6));
                line((-0.6, 0.6), (0.6, -0.6));
            }
            Self::Plus => {
                line((-0.75, 0.0), (0.75, 0.0));
                line((0.0, -0.75), (0.0, 0.75));
            }
            Self::Minus => line((-0.75, 0.0), (0.75, 0.0)),
            Self::Fit => {
                for (x, y) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
                    path(&[(x * 0.3, y * 0.8), (x * 0.8, y * 0.8), (x * 0.8, y * 0.3)]);
                }
            }
            Self::Play => filled(&[(-0.55, -0.8), (0.8, 0.0), (-0.55, 0.8)]),
            Self::PlayBack => filled(&[(0.55, -0.8), (-0.8, 0.0), (0.55, 0.8)]),
            Self::Pause => {
                filled(&[(-0.65, -0.75), (-0.2, -0.75), (-0.2, 0.75), (-0.65, 0.75)]);
                filled(&[(0.2, -0.75), (0.65, -0.75), (0.65, 0.75), (0.2, 0.75)]);
            }
            Self::Left => path(&[(0.4, -0.7), (-0.4, 0.0), (0.4, 0.7)]),
            Self::Right => path(&[(-0.4, -0.7), (0.4, 0.0), (-0.4, 0.7)]),
            Self::First => {
                line((-0.7, -0.7), (-0.7, 0.7));
                path(&[(0.6, -0.7), (-0.3, 0.0), (0.6, 0.7)]);
            }
            Self::Last => {
                line((0.7, -0.7), (0.7, 0.7));
                path(&[(-0.6, -0.7), (0.3, 0.0), (-0.6, 0.7)]);
            }
            Self::Down => path(&[(-0.65, -0.35), (0.0, 0.35), (0.65, -0.35)]),
            Self::Up => path(&[(-0.65, 0.35), (0.0, -0.35), (0.65, 0.35)]),
            Self::Menu => {
                for y in [-0.6, 0.0, 0.6] {
                    line((-0.8, y), (0.8, y));
                }
            }
            Self::List => {
                for y in [-0.6, 0.0, 0.6] {
                    painter.circle_filled(at(-0.75, y), r * 0.14, colour);
                    line((-0.35, y), (0.85, y));
                }
            }
            Self::Filter => path(&[
                (-0.8, -0.7),
                (0.8, -0.7),
                (0.2, 0.1),
                (0.2, 0.8),
                (-0.2, 0.5),
                (-0.2, 0.1),
                (-0.8, -0.7),
            ]),
            Self::Table => {
                path(&[(-0.8, -0.7), (0.8, -0.7), (0.8, 0.7), (-0.8, 0.7), (-0.8, -0.7)]);
                line((-0.8, -0.25), (0.8, -0.25));
                line((-0.8, 0.22), (0.8, 0.22));
                line((-0.2, -0.7), (-0.2, 0.7));
            }
            Self::Measure => {
                path(&[(-0.9, 0.5), (0.5, -0.9), (0.9, -0.5), (-0.5, 0.9), (-0.9, 0.5)]);
                line((-0.5, 0.1), (-0.25, 0.35));
                line((-0.1, -0.3), (0.15, -0.05));
            }
            Self::Loop => {
                let arc = (0..=20).map(|i| {
                    let a = 0.6 + i as f32 / 20.0 * 5.0;
                    at(0.7 * a.cos(), 0.7 * a.sin())
                });
                painter.add(Shape::line(arc.collect(), stroke));
                filled(&[(0.35, 0.2), (0.95, 0.2), (0.65, 0.65)]);
            }
            Self::Moon => {
                let outer = (0..=24)
                    .map(|i| 0.9 + i as f32 / 24.0 * 4.4)
                    .map(|a| at(0.8 * a.cos(), 0.8 * a.sin()));
                let inner = (0..=24)
                    .map(|i| 5.1 - i as f32 / 24.0 * 4.0)
                    .map(|a| at(0.38 + 0.62 * a.cos(), -0.12 + 0.62 * a.sin()));
                painter.add(Shape::line(outer.chain(inner).collect(), stroke));
            }
            Self::Sun => {
                painter.circle_stroke(centre, r * 0.4, stroke);
                for i in 0..8 {
                    let a = i as f32 * std::f32::consts::TAU / 8.0;
                    line((0.65 * a.cos(), 0.65 * a.sin()), (0.95 * a.cos(), 0.95 * a.sin()));
                }
            }
            Self::Search => {
                painter.circle_stroke(at(-0.15, -0.15), r * 0.5, stroke);
                line((0.25, 0.25), (0.8, 0.8));
            }
            Self::Select => {
                for (a, b) in [(-0.85, -0.35), (0.0, 0.45)] {
                    line((a, -0.8), (b, -0.8));
                    line((-0.85, a), (-0.85, b));
                }
                line((0.8, -0.8), (0.8, -0.3));
                line((-0.8, 0.8), (-0.3, 0.8));
                filled(&[(0.05, 0.05), (0.95, 0.4), (0.4, 0.95)]);
            }
            Self::Frame => {
                path(&[
                    (-0.85, -0.65),
                    (0.85, -0.65),
                    (0.85, 0.65),
                    (-0.85, 0.65),
                    (-0.85, -0.65),
                ]);
                for (x, y) in [(-0.35, 0.15), (0.15, -0.2), (0.4, 0.25)] {
                    painter.circle_filled(at(x, y), r * 0.16, colour);
                }
            }
            Self::Info => {
                painter.circle_stroke(centre, r * 0.9, stroke);
                painter.circle_filled(at(0.0, -0.42), r * 0.13, colour);
                line((0.0, -0.1), (0.0, 0.5));
            }
            Self::Dossier => {
                path(&[(-0.6, -0.8), (0.6, -0.8), (0.6, 0.8), (-0.6, 0.8), (-0.6, -0.8)]);
                for y in [-0.35, 0.05, 0.45] {
                    line((-0.3, y), (0.3, y));
                }
            }
        }
    }
}

/// A box to tick in a menu. Menus draw no lines around buttons, and without one an empty box can hardly be seen.
pub fn tick_box(ui: &mut Ui, theme: &Theme, ticked: &mut bool, text: &str) -> Response {
    let line = Stroke::new(1.0, theme.palette.secondary);
    let tick = |ui: &mut Ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        (widgets.inactive.bg_stroke, widgets.hovered.bg_stroke) = (line, line);
        ui.checkbox(ticked, text)
    };
    ui.scope(tick).inner
}

/// A button of 28 × 28 points that shows an icon. `name` is its accessible name and its tooltip.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str, selected: bool, theme: &Theme) -> Response {
    icon_button_sized(ui, icon, name, selected, theme, 28.0)
}

/// The same with another side, in points.
pub fn icon_button_sized(ui: &mut Ui, icon: Icon, name: &str, selected: bool, theme: &Theme, side: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, enabled, selected, name));
    if ui.is_rect_visible(rect) {
        paint_button_ground(ui, rect, &response, selected, theme);
        let p = &theme.palette;
        let colour = match (enabled, selected) {
            (false, _) => p.secondary.gamma_multiply(0.5),
            (true, true) => p.accent,
            (true, false) => p.text,
        };
        icon.paint(ui.painter(), rect.center(), side * 0.5, colour);
    }
    response.on_hover_text(name)
}

/// Ground and focus ring of a button without a frame.
pub fn paint_button_ground(ui: &Ui, rect: Rect, response: &Response, selected: bool, theme: &Theme) {
    let p = &theme.palette;
    if selected || response.hovered() {
        ui.painter().rect_filled(rect, 4.0, p.selected);
    }
    if response.has_focus() {
        let ring = rect.expand(2.0);
        ui.painter()
            .rect_stroke(ring, 6.0, Stroke::new(2.0, p.accent), egui::StrokeKind::Inside);
    }
}

/// The mark `≠`: sources give incompatible values. Painted in a square of side `side` around `centre`.
pub fn differ_mark(painter: &Painter, centre: Pos2, side: f32, colour: Color32) {
    let r = side / 2.0;
    let stroke = Stroke::new((side / 8.0).max(1.3), colour);
    for y in [-0.28, 0.28] {
        painter.line_segment(
            [centre + vec2(-0.75 * r, y * r), centre + vec2(0.75 * r, y * r)],
            stroke,
        );
    }
    painter.line_segment(
        [centre + vec2(-0.4 * r, 0.8 * r), centre + vec2(0.4 * r, -0.8 * r)],
        stroke,
    );
}

/// The mark `≠` as a part of a text line, with its accessible name.
pub fn differ_label(ui: &mut Ui, name: &str, theme: &Theme) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(14.0), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, name));
    differ_mark(ui.painter(), rect.center(), 12.0, theme.palette.notice);
    response.on_hover_text(name)
}

/// The mark `!`: something about data or files to be careful with.
pub fn warning_mark(painter: &Painter, centre: Pos2, side: f32, colour: Color32) {
    let r = side / 2.0;
    let stroke = Stroke::new((side / 6.0).max(1.5), colour);
    painter.line_segment([centre + vec2(0.0, -0.75 * r), centre + vec2(0.0, 0.2 * r)], stroke);
    painter.circle_filled(centre + vec2(0.0, 0.62 * r), stroke.width * 0.6, colour);
}
