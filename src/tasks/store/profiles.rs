//! What columns mean, as somebody answered once: one file for each header.

use std::path::PathBuf;

use super::{Store, write_whole};
use crate::read::Mapping;

/// Largest profile that is read, bytes.
const LARGEST: u64 = 1 << 20;

impl Store {
    /// The folder of the profiles; nowhere with `--no-traces`.
    pub fn profiles(&self) -> Option<PathBuf> {
        Some(self.file.as_ref()?.parent()?.join("profiles"))
    }

    /// Keeps a profile for tables with this header signature.
    ///
    /// # Errors
    /// Where folder or file cannot be written.
    pub fn save_profile(&self, signature: &str, mapping: &Mapping) -> std::io::Result<()> {
        let Some(folder) = self.profiles() else {
            return Ok(());
        };
        std::fs::create_dir_all(&folder)?;
        write_whole(&folder.join(format!("{signature}.json")), mapping.to_json().as_bytes())
    }

    /// The profiles that are kept.
    pub(super) fn profile_files(&self) -> Vec<PathBuf> {
        let found = self.profiles().and_then(|folder| std::fs::read_dir(folder).ok());
        let files = found.into_iter().flatten().flatten().map(|entry| entry.path());
        let mut files: Vec<PathBuf> = files
            .filter(|file| file.extension().is_some_and(|e| e == "json"))
            .collect();
        files.sort();
        files
    }

    /// Deletes every profile.
    ///
    /// # Errors
    /// Where one is there and cannot be deleted.
    pub(super) fn clear_profiles(&self) -> std::io::Result<()> {
        self.profile_files().into_iter().try_for_each(std::fs::remove_file)?;
        if let Some(folder) = self.profiles() {
            // Files of somebody else keep the folder.
            let _removed = std::fs::remove_dir(folder).is_ok();
        }
        Ok(())
    }
}

/// The profile for tables with this header signature. One that cannot be read is as good as none: the questions are
/// asked again.
pub fn load_profile(folder: &std::path::Path, signature: &str) -> Option<Mapping> {
    let file = folder.join(format!("{signature}.json"));
    let small = std::fs::metadata(&file).ok().filter(|data| data.len() <= LARGEST);
    small.and_then(|_| crate::read::load_mapping(&file).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::mapping::Role;

    #[test]
    fn profiles_are_found_again_listed_and_deleted() {
        let folder = std::env::temp_dir().join(format!("sahel-atlas-test-{}-profiles", std::process::id()));
        let mut store = Store {
            file: Some(folder.join("settings.json")),
            copies: None,
        };
        let mut mapping = Mapping::new();
        mapping.assign("jour", Some(Role::Start));
        store.save_profile("00ff", &mapping).unwrap();
        let profiles = store.profiles().unwrap();
        assert_eq!(load_profile(&profiles, "00ff"), Some(mapping));
        assert_eq!(load_profile(&profiles, "00fe"), None);
        assert!(store.traces().iter().any(|trace| trace.ends_with("00ff.json")));
        store.clear().unwrap();
        assert!(!profiles.exists());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
