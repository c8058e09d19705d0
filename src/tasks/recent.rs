//! The files that were opened last, for the menu. A trace: it is kept only while the settings say so, in a file of
//! its own that [`super::store::Store`] lists and deletes.

use std::path::{Path, PathBuf};

/// Files in the list at most.
pub const MOST: usize = 12;

/// Files opened last, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecentFiles {
    paths: Vec<PathBuf>,
}

impl RecentFiles {
    /// A list read from a file of the program; what is too much is dropped.
    pub fn new(mut paths: Vec<PathBuf>) -> Self {
        paths.truncate(MOST);
        Self { paths }
    }

    /// The files, the newest first.
    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// Puts a file first.
    pub fn add(&mut self, path: &Path) {
        self.forget(path);
        self.paths.insert(0, path.to_owned());
        self.paths.truncate(MOST);
    }

    /// Takes a file off the list. Returns whether it was there.
    pub fn forget(&mut self, path: &Path) -> bool {
        let before = self.paths.len();
        self.paths.retain(|known| known != path);
        self.paths.len() < before
    }

    /// Forgets every file.
    pub fn clear(&mut self) {
        self.paths.clear();
    }
}

/// A file as the menu shows it: its name, and its folder's where there is one.
pub fn name_and_folder(path: &Path) -> (String, Option<String>) {
    let folder = path.parent().and_then(Path::file_name);
    let folder = folder.map(|folder| folder.to_string_lossy().into_owned());
    (super::reading::file_name(path), folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_opened_again_comes_first_and_the_list_stays_short() {
        let mut recent = RecentFiles::default();
        for i in 0..20 {
            recent.add(Path::new(&format!("/data/{i}.csv")));
        }
        assert_eq!(recent.paths().len(), MOST);
        recent.add(Path::new("/data/15.csv"));
        assert_eq!(recent.paths().first().unwrap(), Path::new("/data/15.csv"));
        assert_eq!(recent.paths().len(), MOST);
        assert!(recent.forget(Path::new("/data/15.csv")));
        assert!(!recent.forget(Path::new("/data/15.csv")));
        let (name, folder) = name_and_folder(Path::new("/data/mali/a.csv"));
        assert_eq!((name.as_str(), folder.as_deref()), ("a.csv", Some("mali")));
    }
}
