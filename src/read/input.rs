//! Archives: `.gz`, and `.zip` of one file. What comes out is read as if it were the file.
//!
//! A few kilobytes can expand to terabytes. So no more than [`MOST_BYTES`] come out, and beyond the first
//! [`FREE_BYTES`] no more than [`MOST_RATIO`] times what went in; archives within archives stay closed.

use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use super::error::{Content, OtherContent, Problem, ReadError, Trouble, excerpt};
use super::inside::normal;
use crate::base::Pulse;

/// Most bytes that come out of an archive.
pub(super) const MOST_BYTES: u64 = 1 << 30;
/// Tables of text shrink to a tenth or a thirtieth.
const MOST_RATIO: u64 = 250;
/// Small files may shrink further.
const FREE_BYTES: u64 = 32 << 20;
/// Bytes that come out at once; the pulse is looked at between.
const BLOCK: u64 = 4 << 20;
/// Names of members that are told; an archive may have millions.
const MOST_NAMES: usize = 1_000;

/// What an archive holds.
pub(super) enum Unpacked {
    /// One file: its name and bytes.
    File(String, Vec<u8>),
    /// A workbook (XLSX): the archive itself.
    Xlsx(Vec<u8>),
    /// A spreadsheet (ODS): its content.
    Ods(Vec<u8>),
}

fn trouble(trouble: Trouble) -> ReadError {
    ReadError::whole(Problem::Trouble(trouble))
}

/// A library's words about a broken archive.
pub(super) fn damaged(said: &impl ToString) -> ReadError {
    trouble(Trouble::Damaged(excerpt(&said.to_string())))
}

/// Takes the one file out of a GZIP archive. `name` is that of the archive.
///
/// # Errors
/// Damaged, or more than may come out.
pub(super) fn gunzip(name: &str, bytes: &[u8], pulse: &Pulse) -> Result<Unpacked, ReadError> {
    let inner = MultiGzDecoder::new(bytes);
    let out = bounded(inner, bytes.len() as u64, MOST_BYTES, pulse)?;
    let cut = name.len().saturating_sub(3);
    let bare = name.get(cut..).filter(|end| end.eq_ignore_ascii_case(".gz"));
    let bare = bare.and_then(|_| name.get(..cut)).unwrap_or(name);
    Ok(Unpacked::File(bare.to_owned(), out))
}

/// Reads to the end, within bounds.
fn bounded(mut inner: impl Read, packed: u64, limit: u64, pulse: &Pulse) -> Result<Vec<u8>, ReadError> {
    let mut out = Vec::new();
    loop {
        pulse.check().map_err(|_| ReadError::whole(Problem::Cancelled))?;
        let got = inner
            .by_ref()
            .take(BLOCK)
            .read_to_end(&mut out)
            .map_err(|e| damaged(&e))?;
        let size = out.len() as u64;
        if size > limit {
            return Err(trouble(Trouble::ExpandsBeyond(limit)));
        }
        if size > FREE_BYTES && size / MOST_RATIO > packed {
            return Err(trouble(Trouble::Bomb));
        }
        if got == 0 {
            return Ok(out);
        }
    }
}

/// A member of an archive.
struct Member {
    index: usize,
    name: String,
    packed: u64,
}

/// Looks into a ZIP archive: a workbook, a KMZ, or an archive of one file; of several, the one of the name `wanted`,
/// with or without its folders.
///
/// # Errors
/// Several files and none of them named, none, locked, damaged, or more than may come out.
pub(super) fn unzip(bytes: Vec<u8>, wanted: Option<&str>, pulse: &Pulse) -> Result<Unpacked, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| of_zip(&e))?;
    let members = members(&mut archive)?;
    let named = |name: &str| members.iter().find(|m| m.name == name);
    if named("xl/workbook.xml").is_some() {
        check_all(&mut archive, &members, pulse)?;
        return Ok(Unpacked::Xlsx(archive.into_inner().into_inner()));
    }
    if named("xl/workbook.bin").is_some() {
        return Err(other(OtherContent::OldWorkbook));
    }
    if let Some(content) = named("content.xml").filter(|_| named("META-INF/manifest.xml").is_some()) {
        let out = take(&mut archive, content, pulse)?;
        return Ok(Unpacked::Ods(out));
    }
    if named("word/document.xml").is_some() || named("ppt/presentation.xml").is_some() {
        return Err(other(OtherContent::Office));
    }
    let data: Vec<&Member> = members.iter().filter(|m| !is_litter(&m.name)).collect();
    let only = match data.as_slice() {
        [] => return Err(trouble(Trouble::ArchiveEmpty)),
        any if wanted.is_some() => asked(any, wanted.unwrap_or_default())?,
        [one] => one,
        many => kmz(many).ok_or_else(|| trouble(Trouble::SeveralFiles(names(many))))?,
    };
    let name = only.name.rsplit(['/', '\\']).next().unwrap_or(&only.name);
    let name = excerpt(name);
    let out = take(&mut archive, only, pulse)?;
    Ok(Unpacked::File(name, out))
}

/// The member of a name: with its folders, else without, where only one is called so; else the one that a longer path
/// begins with, which goes on to a sheet of it.
fn asked<'a>(members: &[&'a Member], wanted: &str) -> Result<&'a Member, ReadError> {
    let last = |m: &Member| m.name.rsplit(['/', '\\']).next().unwrap_or(&m.name).to_lowercase();
    let whole = members
        .iter()
        .find(|m| m.name == wanted || normal(&m.name) == normal(wanted));
    let mut alike = members.iter().filter(|m| last(m) == wanted.to_lowercase());
    let only = alike.next().filter(|_| alike.next().is_none());
    let path = normal(wanted);
    let mut before = members.iter();
    let before = before.find(|m| {
        path.strip_prefix(&normal(&m.name))
            .is_some_and(|rest| rest.starts_with('/'))
    });
    let none = || trouble(Trouble::NoSuchMember(excerpt(wanted), names(members)));
    whole.or(only).or(before).copied().ok_or_else(none)
}

/// The main document among the pictures of a KMZ: `doc.kml`, else the first at the root.
fn kmz<'a>(members: &[&'a Member]) -> Option<&'a Member> {
    let is_kml = |m: &&&Member| m.name.to_lowercase().ends_with(".kml");
    let main = members.iter().find(|m| m.name.eq_ignore_ascii_case("doc.kml"));
    let others = members.iter().filter(|m| !is_kml(m));
    let picture = |name: &str| {
        let name = name.to_lowercase();
        [".png", ".jpg", ".jpeg", ".gif", ".svg", ".dae", ".bmp", ".webp"]
            .iter()
            .any(|end| name.ends_with(end))
    };
    let all_pictures = others.clone().count() > 0 && others.clone().all(|m| picture(&m.name));
    let first = || members.iter().find(is_kml).filter(|_| all_pictures);
    main.or_else(first).copied()
}

/// What systems put beside files.
fn is_litter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/") || last.starts_with("._") || matches!(last, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

fn names(members: &[&Member]) -> Vec<String> {
    members.iter().take(MOST_NAMES).map(|m| m.name.clone()).collect()
}

fn other(content: OtherContent) -> ReadError {
    ReadError::whole(Problem::NotUnderstood(Content::Other(content)))
}

/// The files of an archive, without folders.
fn members(archive: &mut ZipArchive<Cursor<Vec<u8>>>) -> Result<Vec<Member>, ReadError> {
    let mut found = Vec::new();
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index).map_err(|e| of_zip(&e))?;
        let name = String::from_utf8_lossy(member.name_raw()).into_owned();
        if member.is_dir() || name.ends_with('/') {
            continue;
        }
        if member.encrypted() {
            return Err(trouble(Trouble::Encrypted));
        }
        let packed = member.compressed_size();
        found.push(Member { index, name, packed });
    }
    Ok(found)
}

fn take(archive: &mut ZipArchive<Cursor<Vec<u8>>>, member: &Member, pulse: &Pulse) -> Result<Vec<u8>, ReadError> {
    let file = archive.by_index(member.index).map_err(|e| of_zip(&e))?;
    bounded(file, member.packed, MOST_BYTES, pulse)
}

/// Unpacks every member of a workbook once and throws it away: what the library will read is known to be bounded.
fn check_all(archive: &mut ZipArchive<Cursor<Vec<u8>>>, members: &[Member], pulse: &Pulse) -> Result<(), ReadError> {
    let mut left = MOST_BYTES;
    for member in members
        .iter()
        .filter(|m| m.name.ends_with(".xml") || m.name.ends_with(".rels"))
    {
        let file = archive.by_index(member.index).map_err(|e| of_zip(&e))?;
        let mut file = file.take(left + 1);
        let mut size = 0;
        loop {
            pulse.check().map_err(|_| ReadError::whole(Problem::Cancelled))?;
            let got = std::io::copy(&mut file.by_ref().take(BLOCK), &mut std::io::sink()).map_err(|e| damaged(&e))?;
            size += got;
            if size > FREE_BYTES && size / MOST_RATIO > member.packed {
                return Err(trouble(Trouble::Bomb));
            }
            if got == 0 {
                break;
            }
        }
        left = left
            .checked_sub(size)
            .ok_or_else(|| trouble(Trouble::ExpandsBeyond(MOST_BYTES)))?;
    }
    Ok(())
}

fn of_zip(error: &ZipError) -> ReadError {
    match error {
        ZipError::InvalidPassword => trouble(Trouble::Encrypted),
        ZipError::UnsupportedArchive(said) if said.contains("assword") => trouble(Trouble::Encrypted),
        other => damaged(other),
    }
}
