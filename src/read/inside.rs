//! Paths that go on inside an archive: `reports.zip/2024/mali.csv` is the file `2024/mali.csv` of `reports.zip`.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The path of a file of a ZIP archive. Parts that would lead out of it are left out.
pub fn path_inside(archive: &Path, member: &str) -> PathBuf {
    let mut whole = archive.as_os_str().to_owned();
    for part in parts(member) {
        whole.push("/");
        whole.push(part);
    }
    PathBuf::from(whole)
}

/// The archive that such a path leads into, and the name of the file in it; `None` for every other path.
pub(super) fn archive_of(path: &Path) -> Option<(PathBuf, String)> {
    if path.exists() {
        return None;
    }
    let archive = path.ancestors().skip(1).find(|part| part.is_file())?;
    let mut begins = [0; 2];
    File::open(archive)
        .and_then(|mut file| file.read_exact(&mut begins))
        .ok()?;
    let member = path.strip_prefix(archive).ok().filter(|_| begins == *b"PK")?;
    Some((archive.to_owned(), normal(&member.to_string_lossy())))
}

/// A name in an archive, however the program that made it writes folders.
pub(super) fn normal(member: &str) -> String {
    parts(member).collect::<Vec<_>>().join("/")
}

fn parts(member: &str) -> impl Iterator<Item = &str> {
    let parts = member.split(['/', '\\']);
    parts.filter(|part| !matches!(*part, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_its_archive() {
        for (member, path) in [
            ("2024/mali.csv", "/d/a.zip/2024/mali.csv"),
            ("/etc/passwd", "/d/a.zip/etc/passwd"),
            ("../../x.csv", "/d/a.zip/x.csv"),
            ("a\\b.csv", "/d/a.zip/a/b.csv"),
            ("./b.csv", "/d/a.zip/b.csv"),
        ] {
            assert_eq!(path_inside(Path::new("/d/a.zip"), member), Path::new(path));
        }
    }
}
