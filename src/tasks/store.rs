//! The one module that knows every path the program writes by itself: the settings file. Files that a user
//! saves go where the user says.
//!
//! `SAHEL_ATLAS_DIR` names another folder (tests, portable use); `--no-traces` writes nothing at all.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::session::{LastLook, Panels, Settings, TimeSettings};

/// Version of the settings file. A newer one is left alone and the defaults are used.
const VERSION: u32 = 1;

/// What is remembered between starts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Remembered {
    /// Version of this file.
    pub schema_version: u32,
    /// Language, theme and the like.
    #[serde(default)]
    pub settings: Settings,
    /// Open panels.
    #[serde(default)]
    pub panels: Panels,
    /// Step, mode and speed of the timeline.
    #[serde(default)]
    pub time: TimeSettings,
    /// What was looked at, and in which datasets.
    #[serde(default)]
    pub last_look: Option<LastLook>,
}

/// What was found at start.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Nothing: the first start, or nothing may be written.
    Nothing,
    /// Settings of an earlier start.
    Remembered(Box<Remembered>),
    /// A file that cannot be understood; the defaults are used.
    Unreadable,
}

/// Where settings are kept.
#[derive(Debug, Clone)]
pub struct Store {
    file: Option<PathBuf>,
}

impl Store {
    /// The user's configuration folder; nowhere with `--no-traces`.
    pub fn new(no_traces: bool) -> Self {
        let file = if no_traces { None } else { settings_file() };
        Self { file }
    }

    /// Every file the program may have written by itself.
    pub fn traces(&self) -> Vec<String> {
        self.file.iter().map(|file| file.display().to_string()).collect()
    }

    /// Reads the settings.
    pub fn load(&self) -> Found {
        let Some(file) = &self.file else {
            return Found::Nothing;
        };
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Found::Nothing,
            Err(_) => return Found::Unreadable,
        };
        match serde_json::from_str::<Remembered>(&text) {
            Ok(found) if found.schema_version <= VERSION => Found::Remembered(Box::new(found)),
            _ => Found::Unreadable,
        }
    }

    /// Writes the settings.
    ///
    /// # Errors
    /// Where folder or file cannot be written.
    pub fn save(&self, mut remembered: Remembered) -> std::io::Result<()> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        remembered.schema_version = VERSION;
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let text = serde_json::to_string_pretty(&remembered)?;
        write_whole(file, text.as_bytes())
    }

    /// Deletes everything the program has written by itself, and writes nothing more.
    ///
    /// # Errors
    /// Where the file is there and cannot be deleted.
    pub fn clear(&mut self) -> std::io::Result<()> {
        match self.file.take().map(std::fs::remove_file) {
            Some(Err(error)) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

fn settings_file() -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os("SAHEL_ATLAS_DIR") {
        return Some(PathBuf::from(folder).join("settings.json"));
    }
    let folders = directories::ProjectDirs::from("", "", "sahel-atlas")?;
    Some(folders.config_dir().join("settings.json"))
}

/// Writes a file whole or not at all: into a temporary file beside it, then renamed.
///
/// # Errors
/// Where the folder cannot be written or the disk is full; the temporary file is removed then.
pub fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    let written = std::fs::File::create(&temporary).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let renamed = written.and_then(|()| std::fs::rename(&temporary, path));
    if renamed.is_err() {
        // The first error is the one to report.
        let _removed = std::fs::remove_file(&temporary).is_ok();
    }
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(name: &str) -> Store {
        let folder = std::env::temp_dir().join(format!("sahel-atlas-test-{}-{name}", std::process::id()));
        Store {
            file: Some(folder.join("settings.json")),
        }
    }

    #[test]
    fn settings_go_round_and_leave_no_temporary_file() {
        let mut store = store("round");
        assert_eq!(store.load(), Found::Nothing);
        let mut remembered = Remembered::default();
        remembered.settings.scale = 1.5;
        store.save(remembered.clone()).unwrap();
        let Found::Remembered(found) = store.load() else {
            panic!("nothing found");
        };
        assert_eq!(found.settings, remembered.settings);
        let folder = store.file.as_ref().unwrap().parent().unwrap().to_owned();
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        store.clear().unwrap();
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
        std::fs::remove_dir(folder).unwrap();
    }

    #[test]
    fn damaged_or_newer_settings_are_unreadable() {
        let store = store("damaged");
        let file = store.file.clone().unwrap();
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        for text in [
            "",
            "{",
            "[]",
            "{\"schema_version\": 99}",
            "{\"schema_version\": 1, \"settings\": 3}",
        ] {
            std::fs::write(&file, text).unwrap();
            assert_eq!(store.load(), Found::Unreadable, "{text}");
        }
        std::fs::remove_dir_all(file.parent().unwrap()).unwrap();
    }
}
