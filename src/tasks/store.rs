//! The one module that knows every path the program writes by itself: the settings file, and beside it the list
//! of files that were opened; copies for fast opening in the user's cache. Files that a user saves go where the user says.
//!
//! `SAHEL_ATLAS_DIR` names another folder (tests, portable use); `--no-traces` writes nothing at all.

pub mod copies;
pub mod profiles;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::recent::RecentFiles;
use crate::session::{LastLook, Panels, Settings, TimeSettings};
use copies::Copies;

/// Version of the settings file. A newer one is left alone and the defaults are used.
const VERSION: u32 = 1;
/// Largest settings file that is read, bytes: what the program writes is a hundred times smaller.
const LARGEST: u64 = 1 << 20;

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

/// The file of files that were opened last.
#[derive(Debug, Serialize, Deserialize)]
struct RecentList {
    schema_version: u32,
    files: Vec<PathBuf>,
}

/// The file of files of which no copy is to be kept.
#[derive(Debug, Serialize, Deserialize)]
struct NotCopied {
    schema_version: u32,
    files: Vec<PathBuf>,
}

/// What was found at start.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Nothing: the first start, or nothing may be written.
    Nothing,
    /// Settings of an earlier start.
    Remembered(Box<Remembered>),
    /// A file that cannot be understood; the defaults are used. It is kept under another name.
    Unreadable,
    /// A file of a newer version of the program: it is left as it is, and nothing is written.
    Newer,
}

/// Where settings are kept.
#[derive(Debug, Clone)]
pub struct Store {
    file: Option<PathBuf>,
    copies: Option<Copies>,
}

impl Store {
    /// The user's configuration folder; nowhere with `--no-traces`.
    pub fn new(no_traces: bool) -> Self {
        let file = if no_traces { None } else { settings_file() };
        let copies = if no_traces { None } else { Copies::of_user() };
        Self { file, copies }
    }

    /// In this folder and nowhere else.
    #[cfg(test)]
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self {
            file: Some(folder.join("settings.json")),
            copies: Some(Copies::new(folder.join("copies"), 1 << 30)),
        }
    }

    /// Copies for fast opening; nowhere with `--no-traces`.
    pub fn copies(&self) -> Option<&Copies> {
        self.copies.as_ref()
    }

    fn not_copied_file(&self) -> Option<PathBuf> {
        self.file.as_ref().map(|file| file.with_file_name("not-copied.json"))
    }

    /// The files of which no copy is to be kept: nobody is asked about them again.
    pub fn load_not_copied(&self) -> Vec<PathBuf> {
        let small = |file: &PathBuf| std::fs::metadata(file).is_ok_and(|data| data.is_file() && data.len() <= LARGEST);
        let text = self.not_copied_file().filter(small).map(std::fs::read_to_string);
        let list = text
            .and_then(Result::ok)
            .and_then(|text| serde_json::from_str::<NotCopied>(&text).ok());
        let known = list.filter(|list| list.schema_version == VERSION);
        known.map(|list| list.files).unwrap_or_default()
    }

    /// Writes the files of which no copy is to be kept; without any, deletes the list from the disk.
    ///
    /// # Errors
    /// Where folder or file cannot be written.
    pub fn save_not_copied(&self, files: &[PathBuf]) -> std::io::Result<()> {
        let Some(file) = self.not_copied_file() else {
            return Ok(());
        };
        if files.is_empty() {
            return removed(&file);
        }
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let files = files.iter().filter(|path| path.to_str().is_some());
        let list = NotCopied {
            schema_version: VERSION,
            files: files.cloned().collect(),
        };
        write_whole(&file, serde_json::to_string_pretty(&list)?.as_bytes())
    }

    /// Every file the program may have written by itself.
    pub fn traces(&self) -> Vec<String> {
        let files = self.file.iter().cloned().chain(self.recent_file());
        let files = files.chain(self.not_copied_file().filter(|file| file.exists()));
        let copies = self.copies.iter().flat_map(Copies::paths);
        let files = files.chain(self.profile_files()).chain(copies);
        files.map(|file| file.display().to_string()).collect()
    }

    /// The list of files that were opened: beside the settings.
    fn recent_file(&self) -> Option<PathBuf> {
        self.file.as_ref().map(|file| file.with_file_name("recent.json"))
    }

    /// The files that were opened last. A list that cannot be understood is as good as none.
    pub fn load_recent(&self) -> RecentFiles {
        let small = |file: &PathBuf| std::fs::metadata(file).is_ok_and(|data| data.is_file() && data.len() <= LARGEST);
        let text = self.recent_file().filter(small).map(std::fs::read_to_string);
        let list = text
            .and_then(Result::ok)
            .and_then(|text| serde_json::from_str::<RecentList>(&text).ok());
        let known = list.filter(|list| list.schema_version == VERSION);
        RecentFiles::new(known.map(|list| list.files).unwrap_or_default())
    }

    /// Writes the files that were opened last; without any, deletes the list from the disk.
    ///
    /// # Errors
    /// Where folder or file cannot be written.
    pub fn save_recent(&self, recent: &RecentFiles) -> std::io::Result<()> {
        let Some(file) = self.recent_file() else {
            return Ok(());
        };
        if recent.paths().is_empty() {
            return removed(&file);
        }
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        // A name that is no text cannot be written as JSON; such a file is simply not remembered.
        let files = recent.paths().iter().filter(|path| path.to_str().is_some());
        let list = RecentList {
            schema_version: VERSION,
            files: files.cloned().collect(),
        };
        write_whole(&file, serde_json::to_string_pretty(&list)?.as_bytes())
    }

    /// Reads the settings. A file that cannot be understood is put aside, a newer one is never written over.
    pub fn load(&mut self) -> Found {
        let Some(file) = self.file.clone() else {
            return Found::Nothing;
        };
        let found = match std::fs::metadata(&file) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Found::Nothing,
            Ok(data) if data.is_file() && data.len() <= LARGEST => understand(&file),
            _ => Found::Unreadable,
        };
        match found {
            Found::Newer => self.file = None,
            Found::Unreadable => {
                // Where even that fails, the next save says so.
                let _kept = std::fs::rename(&file, file.with_extension("json.unreadable")).is_ok();
            }
            Found::Nothing | Found::Remembered(_) => {}
        }
        found
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
        self.clear_profiles()?;
        let copies = self.copies.take().map_or(Ok(()), |copies| copies.clear());
        let lists = [self.recent_file(), self.not_copied_file()].into_iter().flatten();
        let lists = lists.map(|file| removed(&file)).fold(copies, std::io::Result::and);
        self.file.take().map_or(Ok(()), |file| removed(&file)).and(lists)
    }
}

/// Deletes a file; one that is not there is as good as deleted.
fn removed(file: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn understand(file: &Path) -> Found {
    #[derive(Deserialize)]
    struct Version {
        schema_version: u32,
    }
    let Ok(text) = std::fs::read_to_string(file) else {
        return Found::Unreadable;
    };
    match serde_json::from_str::<Version>(&text) {
        Ok(version) if version.schema_version > VERSION => Found::Newer,
        _ => serde_json::from_str(&text).map_or(Found::Unreadable, |found| Found::Remembered(Box::new(found))),
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
            copies: None,
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
    fn the_list_of_files_is_listed_kept_and_deleted_with_the_other_traces() {
        let mut store = store("recent");
        let mut recent = RecentFiles::default();
        recent.add(Path::new("/data/mali.csv"));
        store.save_recent(&recent).unwrap();
        assert_eq!(store.load_recent(), recent);
        let file = store.recent_file().unwrap();
        assert!(store.traces().contains(&file.display().to_string()));
        store.save_recent(&RecentFiles::default()).unwrap();
        assert!(!file.exists(), "no files to remember: nothing on the disk");
        store.save_recent(&recent).unwrap();
        std::fs::write(&file, "[1").unwrap();
        assert_eq!(store.load_recent(), RecentFiles::default());
        let folder = file.parent().unwrap().to_owned();
        store.clear().unwrap();
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
        assert!(store.traces().is_empty());
        store.save_recent(&recent).unwrap();
        assert_eq!(
            std::fs::read_dir(&folder).unwrap().count(),
            0,
            "nothing more is written"
        );
        std::fs::remove_dir(folder).unwrap();
    }

    #[test]
    fn damaged_settings_are_put_aside_and_newer_ones_left_alone() {
        let mut store = store("damaged");
        let file = store.file.clone().unwrap();
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        for text in ["", "{", "[]", "{\"schema_version\": 1, \"settings\": 3}"] {
            std::fs::write(&file, text).unwrap();
            assert_eq!(store.load(), Found::Unreadable, "{text}");
            let kept = std::fs::read_to_string(file.with_extension("json.unreadable")).unwrap();
            assert_eq!(kept, text, "what could not be read is kept");
        }
        let newer = "{\"schema_version\": 99}";
        std::fs::write(&file, newer).unwrap();
        assert_eq!(store.load(), Found::Newer);
        store.save(Remembered::default()).unwrap();
        assert_eq!(
            std::fs::read_to_string(&file).unwrap(),
            newer,
            "a newer file is left alone"
        );
        std::fs::remove_dir_all(file.parent().unwrap()).unwrap();
    }
}
