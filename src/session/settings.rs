//! What a user chose once and keeps.

use serde::{Deserialize, Serialize};

use super::command::SettingsCommand;
use super::view::{MapMode, MapWeight};
use crate::base::Lang;

/// Light, dark, or as the system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Whether copies of large files are kept for fast opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CopyChoice {
    /// Asks once for each file.
    #[default]
    Ask,
    /// Of every large file.
    Always,
    /// Of none. Those that are there stay until they are deleted.
    Never,
}

impl CopyChoice {
    /// Every choice, in the order of the sheet.
    pub const ALL: [Self; 3] = [Self::Ask, Self::Always, Self::Never];
}

/// Settings. Corrupt or missing ones are replaced by [`Settings::default`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Language; `None` follows the system.
    pub lang: Option<Lang>,
    /// Language of the system, found at start.
    #[serde(skip)]
    pub system_lang: Lang,
    /// Theme.
    pub theme: ThemeChoice,
    /// Size of everything, 0.75 to 2.0.
    pub scale: f32,
    /// Letters on symbols of every size.
    pub letters: bool,
    /// Other reported places always, not only on hover.
    pub other_places: bool,
    /// Keep a list of the files that were opened, and what was looked at. Without it neither is written.
    pub remember_files: bool,
    /// Whether copies of large files are kept for fast opening.
    pub copies: CopyChoice,
    /// Whether the program has never been started before.
    #[serde(skip)]
    pub first_run: bool,
    /// How incidents are drawn where they are many.
    pub map_mode: MapMode,
    /// What hexagons and heat count.
    pub map_weight: MapWeight,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lang: None,
            system_lang: Lang::En,
            theme: ThemeChoice::System,
            scale: 1.0,
            letters: false,
            other_places: false,
            remember_files: true,
            copies: CopyChoice::Ask,
            first_run: false,
            map_mode: MapMode::Auto,
            map_weight: MapWeight::Events,
        }
    }
}

impl Settings {
    /// The language of the screen.
    pub fn lang(&self) -> Lang {
        self.lang.unwrap_or(self.system_lang)
    }

    /// Changes one setting.
    pub fn apply(&mut self, command: SettingsCommand) {
        match command {
            SettingsCommand::Lang(lang) => self.lang = Some(lang),
            SettingsCommand::Theme(theme) => self.theme = theme,
            SettingsCommand::Scale(scale) => self.scale = if scale.is_finite() { scale.clamp(0.75, 2.0) } else { 1.0 },
            SettingsCommand::Letters(on) => self.letters = on,
            SettingsCommand::OtherPlaces(on) => self.other_places = on,
            SettingsCommand::RememberFiles(on) => self.remember_files = on,
            SettingsCommand::Copies(choice) => self.copies = choice,
            SettingsCommand::MapMode(mode) => self.map_mode = mode,
            SettingsCommand::MapWeight(weight) => self.map_weight = weight,
        }
    }
}
