//! Colours, sizes and fonts. No other file of this floor names a colour.

use std::sync::Arc;

use egui::{Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Stroke, TextStyle, Visuals};

use crate::base::Rgb;
use crate::model::EventType;

/// Colours of one theme.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    /// Ground of panels.
    pub panel: Color32,
    /// Ground of raised parts: headers, hovered rows, inactive tabs.
    pub raised: Color32,
    /// Lines around controls.
    pub border: Color32,
    /// Lines between rows: weaker than `border`.
    pub hairline: Color32,
    /// Text.
    pub text: Color32,
    /// Labels and less important text.
    pub secondary: Color32,
    /// Links, focus, selection, bars.
    pub accent: Color32,
    /// Text on `accent`.
    pub on_accent: Color32,
    /// Ground of a selected row: accent, weak.
    pub selected: Color32,
    /// Text of a notice.
    pub notice: Color32,
    /// Ground of a notice.
    pub notice_ground: Color32,
    /// Bars of everything the filter leaves.
    pub bar_all: Color32,
    /// Land of the three countries.
    pub land: Color32,
    /// Land of the neighbours.
    pub neighbours: Color32,
    /// Water.
    pub water: Color32,
    /// Labels on water.
    pub water_label: Color32,
    /// Labels of towns.
    pub town_label: Color32,
    /// Labels of regions.
    pub region_label: Color32,
    /// Veil over what lies outside the window: ground colour at 55 %.
    pub veil: Color32,
    /// Halo around symbols.
    pub halo: Color32,
    /// Inner outline of symbols.
    pub outline: Color32,
    /// Classes of a count over areas, from few to many: lightness runs one way, so that no sight mixes them up.
    pub heat: [Color32; 6],
}

#[expect(clippy::disallowed_methods, reason = "this is where the palette is made")]
const fn rgb(Rgb(r, g, b): Rgb) -> Color32 {
    Color32::from_rgb(r, g, b)
}

const fn colour(hex: u32) -> Color32 {
    rgb(Rgb::hex(hex))
}

/// The light palette.
pub const LIGHT: Palette = Palette {
    panel: colour(0xFFFFFF),
    raised: colour(0xF6F4EF),
    border: colour(0x8B857A),
    hairline: colour(0xE2DED5),
    text: colour(0x1F2328),
    secondary: colour(0x57606A),
    accent: colour(0x0B5CAD),
    on_accent: colour(0xFFFFFF),
    selected: colour(0xE3EDF7),
    notice: colour(0x8A4B00),
    notice_ground: colour(0xFFF4DF),
    bar_all: colour(0x8F897D),
    land: colour(0xF6F1E7),
    neighbours: colour(0xE6E1D6),
    water: colour(0xB9CFDE),
    water_label: colour(0x3D6E95),
    town_label: colour(0x4F4A42),
    region_label: colour(0x6B6459),
    veil: Color32::from_rgba_premultiplied(140, 140, 140, 140),
    halo: colour(0xFFFFFF),
    outline: colour(0x1A1A1A),
    heat: [
        colour(0xFDD9A6),
        colour(0xFBB26A),
        colour(0xF08542),
        colour(0xD2552B),
        colour(0xA02A1C),
        colour(0x641010),
    ],
};

/// The dark palette.
pub const DARK: Palette = Palette {
    panel: colour(0x24272B),
    raised: colour(0x2C3035),
    border: colour(0x6B747E),
    hairline: colour(0x3A3F45),
    text: colour(0xE6E8EB),
    secondary: colour(0xA7AFB8),
    accent: colour(0x7CC4FF),
    on_accent: colour(0x10212F),
    selected: colour(0x2F4152),
    notice: colour(0xFFC04D),
    notice_ground: colour(0x24272B),
    bar_all: colour(0x717A84),
    land: colour(0x1F2226),
    neighbours: colour(0x17191C),
    water: colour(0x22303C),
    water_label: colour(0x86B4D6),
    town_label: colour(0xB4BBC3),
    region_label: colour(0x8F98A2),
    veil: Color32::from_rgba_premultiplied(20, 21, 24, 140),
    halo: colour(0xD0D4D9),
    outline: colour(0x1A1A1A),
    heat: [
        colour(0x552A1C),
        colour(0x813820),
        colour(0xB24C26),
        colour(0xDD6F33),
        colour(0xF5A35B),
        colour(0xFFE1AE),
    ],
};

/// Fill of the symbol of an event type: the same in both themes. Every pair stays apart for protan, deutan
/// and tritan sight; colour means type and nothing else.
pub fn type_colour(kind: EventType) -> Rgb {
    Rgb::hex(match kind {
        EventType::Battles => 0xD55E00,
        EventType::Explosions => 0xE69F00,
        EventType::Civilians => 0x0072B2,
        EventType::Riots => 0xF0E442,
        EventType::Protests => 0x56B4E9,
        EventType::Strategic => 0xCC79A7,
        EventType::Other => 0x767676,
    })
}

/// The theme of a frame.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// Colours.
    pub palette: Palette,
    /// Whether it is the dark one.
    pub dark: bool,
}

impl Theme {
    /// The light theme.
    pub const LIGHT: Self = Self {
        palette: LIGHT,
        dark: false,
    };
    /// The dark theme.
    pub const DARK: Self = Self {
        palette: DARK,
        dark: true,
    };

    /// The theme that a context draws with at present.
    pub fn of(ctx: &egui::Context) -> Self {
        match ctx.theme() {
            egui::Theme::Dark => Self::DARK,
            egui::Theme::Light => Self::LIGHT,
        }
    }

    /// Fill of the symbol of an event type.
    pub fn type_fill(&self, kind: EventType) -> Color32 {
        rgb(type_colour(kind))
    }

    /// The fill of the n-th group of a chart, from 0; what has no colour of its own is grey.
    pub fn group_fill(&self, n: usize) -> Color32 {
        GROUPS.get(n).copied().unwrap_or(self.palette.secondary)
    }
}

/// Colours of groups without a colour of their own (after Okabe and Ito): told apart with any colour vision, on
/// light and dark ground.
const GROUPS: [Color32; 8] = [
    colour(0x0072B2),
    colour(0xD55E00),
    colour(0x009E73),
    colour(0xCC79A7),
    colour(0xE69F00),
    colour(0x56B4E9),
    colour(0x94673C),
    colour(0x785EC8),
];

/// Sizes of text, in points.
pub mod size {
    /// Axis labels; nothing is smaller.
    pub const AXIS: f32 = 11.0;
    /// Labels and sources.
    pub const LABEL: f32 = 12.0;
    /// Body.
    pub const BODY: f32 = 13.0;
    /// Title of a popup.
    pub const POPUP_TITLE: f32 = 15.0;
    /// Title of the dossier.
    pub const TITLE: f32 = 18.0;
    /// Height of a row that can be clicked.
    pub const ROW: f32 = 28.0;
}

/// The SemiBold family.
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// A font of the body family.
pub fn body(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// A font of the SemiBold family.
pub fn strong(size: f32) -> FontId {
    FontId::new(size, semibold())
}

/// Installs fonts, both palettes and spacing. Before the first frame.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    // Where the system has no wish: light, as on paper.
    ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
    for (theme, palette) in [(egui::Theme::Light, LIGHT), (egui::Theme::Dark, DARK)] {
        ctx.style_mut_of(theme, |style| {
            style.visuals = visuals(theme == egui::Theme::Dark, &palette);
            style.text_styles = [
                (TextStyle::Small, body(size::AXIS)),
                (TextStyle::Body, body(size::BODY)),
                (TextStyle::Button, body(size::BODY)),
                (TextStyle::Monospace, body(size::BODY)),
                (TextStyle::Heading, strong(size::POPUP_TITLE)),
            ]
            .into();
            style.spacing.item_spacing = egui::vec2(8.0, 4.0);
            style.spacing.button_padding = egui::vec2(8.0, 4.0);
            style.spacing.interact_size = egui::vec2(28.0, 28.0);
            style.interaction.tooltip_delay = 0.3;
            style.animation_time = 0.1;
            style.url_in_tooltip = true;
        });
    }
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let files: [(&str, &'static [u8]); 4] = [
        ("regular", include_bytes!("../../assets/fonts/NotoSans-Regular.ttf")),
        ("semibold", include_bytes!("../../assets/fonts/NotoSans-SemiBold.ttf")),
        (
            "tifinagh",
            include_bytes!("../../assets/fonts/NotoSansTifinagh-Regular.ttf"),
        ),
        (
            "arabic",
            include_bytes!("../../assets/fonts/NotoSansArabic-Regular.ttf"),
        ),
    ];
    for (name, bytes) in files {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let family = |first: &str| {
        [first, "regular", "tifinagh", "arabic"]
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    fonts.families.insert(FontFamily::Proportional, family("regular"));
    fonts.families.insert(FontFamily::Monospace, family("regular"));
    fonts.families.insert(semibold(), family("semibold"));
    fonts
}

fn visuals(dark: bool, p: &Palette) -> Visuals {
    let mut v = if dark { Visuals::dark() } else { Visuals::light() };
    v.panel_fill = p.panel;
    v.window_fill = p.panel;
    v.extreme_bg_color = p.panel;
    v.faint_bg_color = p.raised;
    v.window_stroke = Stroke::new(1.0, p.border);
    v.hyperlink_color = p.accent;
    v.warn_fg_color = p.notice;
    v.error_fg_color = p.notice;
    v.weak_text_color = Some(p.secondary);
    v.selection.bg_fill = p.selected;
    v.selection.stroke = Stroke::new(2.0, p.accent);
    v.window_corner_radius = CornerRadius::same(4);
    v.menu_corner_radius = CornerRadius::same(4);
    // A caret that blinks paints the whole window twice a second; beside the ring of a field it is seen without.
    v.text_cursor.blink = false;
    let states = [
        (&mut v.widgets.noninteractive, p.panel, p.hairline, p.text),
        (&mut v.widgets.inactive, p.raised, p.border, p.text),
        (&mut v.widgets.hovered, p.selected, p.accent, p.text),
        (&mut v.widgets.active, p.selected, p.accent, p.text),
        (&mut v.widgets.open, p.raised, p.border, p.text),
    ];
    for (state, fill, line, text) in states {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, line);
        state.fg_stroke = Stroke::new(1.0, text);
        state.corner_radius = CornerRadius::same(4);
        state.expansion = 0.0;
    }
    v
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rgb(c: Color32) -> Rgb {
        Rgb(c.r(), c.g(), c.b())
    }

    #[test]
    fn text_is_readable_on_its_grounds() {
        for p in [LIGHT, DARK] {
            for (text, ground) in [
                (p.text, p.panel),
                (p.text, p.raised),
                (p.text, p.selected),
                (p.secondary, p.panel),
                (p.secondary, p.raised),
                (p.accent, p.panel),
                (p.on_accent, p.accent),
                (p.notice, p.notice_ground),
                (p.town_label, p.land),
                (p.region_label, p.land),
            ] {
                let ratio = rgb(text).contrast(rgb(ground));
                assert!(ratio >= 4.5, "{text:?} on {ground:?}: {ratio:.1}");
            }
        }
    }

    #[test]
    fn symbols_stand_out_by_their_outline() {
        for kind in EventType::ALL {
            assert!(type_colour(kind).contrast(rgb(LIGHT.outline)) >= 3.3, "{kind:?}");
        }
    }
}
