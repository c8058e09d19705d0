//! Copies for fast opening: what comes from one is what the file says, and whatever is wrong with one, the file is
//! read as if there were none.
#![cfg(test)]

mod acled_support;
mod cache_support;

use std::time::{Duration, SystemTime};

use cache_support::{Folder, acled, assert_same, keep, open, open_kept, use_all};
use sahel_atlas::base::Pulse;
use sahel_atlas::read::{self, DateOrder, Encoding, Kept, OpenOptions, kept};
use sahel_atlas::tasks::store::copies::{Copies, NotCopied};

/// Files of every kind whose rows stay in the file, with what is stated about each.
fn files(folder: &Folder) -> Vec<(std::path::PathBuf, OpenOptions)> {
    let golden = |name: &str| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/golden")
            .join(name);
        std::fs::read(path).unwrap()
    };
    let plain = OpenOptions::default();
    let mut files = Vec::new();
    for edition in ["2023", "population", "2018", "2016", "monadic"] {
        let path = folder.file(&format!("{edition}.csv"), acled(edition, 400));
        files.push((path, plain.clone()));
    }
    let latin = encoding_rs::WINDOWS_1252.encode(&acled("2020", 90)).0.into_owned();
    files.push((folder.file("latin.csv", latin), plain.clone()));
    let marked = format!("\u{FEFF}{}", acled("2023", 20));
    files.push((folder.file("marked.csv", marked), plain.clone()));
    files.push((folder.file("ucdp.csv", golden("ucdp_release.csv")), plain.clone()));
    files.push((
        folder.file("gdelt.csv", golden("formats/events.export.CSV")),
        plain.clone(),
    ));
    let table = "Titre;Jour;Fin;Lat;Lon;Morts\nA;05/03/2024;06/03/2024;16,2;-0,1;3\nB;07/04/2024;;14,1;0,5;\n";
    let table = folder.file("mapped.csv", table);
    let mapping = read::guess_mapping(&table, &plain, &Pulse::new()).unwrap().mapping;
    let mapped = OpenOptions {
        mapping: Some(mapping),
        date_order: Some(DateOrder::DayFirst),
        ..OpenOptions::default()
    };
    files.push((table, mapped));
    files
}

#[test]
fn what_comes_from_a_copy_is_what_the_file_says() {
    let folder = Folder::new("same");
    for (file, options) in files(&folder) {
        let first = open(&file, &options);
        let copy = folder.0.join(kept::name_of(&file, &options));
        keep(&copy, &file, &options, &first);
        let again = open_kept(&copy, &file, &options).unwrap_or_else(|| panic!("{}", file.display()));
        assert_same(&first, &again);
        // A copy of a copy is the same again.
        let (second, third) = (folder.0.join("second"), std::fs::read(&copy).unwrap());
        keep(&second, &file, &options, &again);
        assert_eq!(std::fs::read(&second).unwrap(), third, "{}", file.display());
        let about = kept::about(&copy).unwrap();
        assert_eq!((about.file, about.events), (file, first.dataset.len()));
    }
}

#[test]
fn a_copy_of_another_file_or_of_other_options_is_not_used() {
    let folder = Folder::new("stale");
    let text = acled("2023", 3_000);
    let file = folder.file("a.csv", &text);
    let plain = OpenOptions::default();
    let (copy, opened) = (folder.0.join("copy"), open(&file, &plain));
    keep(&copy, &file, &plain, &opened);
    assert!(Kept::find(&copy, &file, &plain).is_some());
    for other in [
        OpenOptions {
            encoding: Some(Encoding::Windows1252),
            ..OpenOptions::default()
        },
        OpenOptions {
            max_field: Some(1 << 20),
            ..OpenOptions::default()
        },
    ] {
        assert!(Kept::find(&copy, &file, &other).is_none());
        assert_ne!(kept::name_of(&file, &other), kept::name_of(&file, &plain));
    }
    let time = std::fs::metadata(&file).unwrap().modified().unwrap();
    let set_time = |time: SystemTime| {
        let open = std::fs::File::options().append(true).open(&file).unwrap();
        open.set_modified(time).unwrap();
    };
    // The time alone, to the nanosecond.
    set_time(time + Duration::from_nanos(4));
    assert!(Kept::find(&copy, &file, &plain).is_none());
    set_time(time);
    assert!(Kept::find(&copy, &file, &plain).is_some());
    // One byte, with size and time as before: in the middle of the file, at its beginning, at its end.
    assert!(text.len() > 500_000, "{}", text.len());
    for at in [text.len() - 9, 700, 65 * (text.len() / 65)] {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        std::fs::write(&file, bytes).unwrap();
        set_time(time);
        assert!(Kept::find(&copy, &file, &plain).is_none(), "byte {at}");
    }
    std::fs::write(&file, format!("{text}\n")).unwrap();
    set_time(time);
    assert!(Kept::find(&copy, &file, &plain).is_none());
    std::fs::remove_file(&file).unwrap();
    assert!(Kept::find(&copy, &file, &plain).is_none());
}

#[test]
fn a_copy_that_is_damaged_anywhere_changes_nothing() {
    let folder = Folder::new("damaged");
    let file = folder.file("a.csv", acled("monadic", 60));
    let plain = OpenOptions::default();
    let (copy, first) = (folder.0.join("copy"), open(&file, &plain));
    keep(&copy, &file, &plain, &first);
    let sound = std::fs::read(&copy).unwrap();
    let mut random = fastrand::Rng::with_seed(17);
    let mut used = 0;
    for round in 0..1_200 {
        let mut bytes = sound.clone();
        match round % 6 {
            0 => bytes.truncate(random.usize(0..bytes.len())),
            1 => bytes.extend((0..random.usize(1..40)).map(|_| random.u8(..))),
            2 => {
                let (from, to) = (random.usize(0..bytes.len()), random.usize(0..bytes.len()));
                bytes.swap(from, to);
            }
            3 => {
                let at = random.usize(0..bytes.len());
                bytes.insert(at, random.u8(..));
            }
            _ => {
                for _ in 0..random.usize(1..4) {
                    let at = random.usize(0..bytes.len());
                    bytes[at] ^= 1 << random.u32(0..8);
                }
            }
        }
        std::fs::write(&copy, &bytes).unwrap();
        if let Some(opened) = open_kept(&copy, &file, &plain) {
            used += 1;
            assert_same(&first, &opened);
        }
    }
    // Two bytes that are alike change places, or a bit changes twice.
    assert!(used < 60, "{used} damaged copies were used");
    for text in ["", "sahel-atlas copy", "sahel-atlas copy\0\0\0\0\0\0\0\0"] {
        std::fs::write(&copy, text).unwrap();
        assert!(open_kept(&copy, &file, &plain).is_none());
    }
    std::fs::remove_file(&copy).unwrap();
    std::fs::create_dir(&copy).unwrap();
    assert!(open_kept(&copy, &file, &plain).is_none());
}

/// A copy with other bytes in some blocks, or other numbers in what it says of itself, and sums that are right.
fn forged(sound: &[u8], random: &mut fastrand::Rng) -> Vec<u8> {
    let number = |at: usize| u32::from_le_bytes(sound[at..at + 4].try_into().unwrap());
    let end = sound.len() - 8;
    let about = end - number(end) as usize;
    let mut footer: serde_json::Value = serde_json::from_slice(&sound[about..end]).unwrap();
    let mut bytes = sound[..about].to_vec();
    for _ in 0..random.usize(0..4) {
        let nth = random.usize(0..footer["blocks"].as_array().unwrap().len());
        let length = |i: usize| footer["blocks"][i][0].as_u64().unwrap() as usize;
        let from = 16 + (0..nth).map(length).sum::<usize>();
        let block = &mut bytes[from..from + length(nth)];
        for _ in 0..random.usize(1..4) {
            let at = random.usize(0..block.len().max(1));
            // The numbers before a column are the most dangerous.
            let at = if random.bool() { at } else { at % 16 };
            if let Some(byte) = block.get_mut(at) {
                *byte = if random.bool() { random.u8(..) } else { *byte ^ 1 };
            }
        }
        footer["blocks"][nth][1] = crc32fast::hash(block).into();
    }
    let wild = [0, 1, 7, u64::from(u32::MAX), u64::MAX];
    let some = |random: &mut fastrand::Rng| wild[random.usize(0..wild.len())];
    match random.u32(0..12) {
        0 => footer["lines"][random.usize(0..2)] = some(random).into(),
        1 => footer["counts"]["accepted"] = some(random).into(),
        2 => footer["counts"]["read"] = some(random).into(),
        3 => footer["blocks"][random.usize(0..9)][0] = some(random).into(),
        _ => {}
    }
    let text = serde_json::to_vec(&footer).unwrap();
    bytes.extend(&text);
    bytes.extend((text.len() as u32).to_le_bytes());
    bytes.extend(crc32fast::hash(&text).to_le_bytes());
    bytes
}

#[test]
fn a_copy_that_lies_with_right_sums_never_breaks_anything() {
    let folder = Folder::new("forged");
    let file = folder.file("a.csv", acled("monadic", 24));
    let plain = OpenOptions::default();
    let (copy, first) = (folder.0.join("copy"), open(&file, &plain));
    keep(&copy, &file, &plain, &first);
    let sound = std::fs::read(&copy).unwrap();
    let mut random = fastrand::Rng::with_seed(23);
    let mut taken = 0;
    for _ in 0..3_000 {
        std::fs::write(&copy, forged(&sound, &mut random)).unwrap();
        if let Some(opened) = open_kept(&copy, &file, &plain) {
            taken += 1;
            use_all(&opened);
        }
    }
    assert!(
        taken > 300,
        "only {taken} forged copies came so far that something could break"
    );
}

#[test]
fn what_has_no_rows_in_a_file_or_was_guessed_is_not_kept() {
    let folder = Folder::new("unfit");
    let plain = OpenOptions::default();
    let refused = |name: &str, bytes: &[u8]| {
        let file = folder.file(name, bytes);
        let opened = open(&file, &plain);
        let mut out = Vec::new();
        let kept = kept::keep(&mut out, &file, &plain, (&opened.dataset, &opened.report), None);
        assert!(
            kept.is_err() && !kept::can_keep(&opened.dataset, &opened.report),
            "{name}"
        );
    };
    let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    refused("places.kml", &std::fs::read(golden.join("formats/places.kml")).unwrap());
    let wide: Vec<u8> = format!("\u{FEFF}{}", acled("2023", 9))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    refused("wide.csv", &wide);
    refused(
        "guessed.csv",
        b"date,latitude,longitude,title\n2024-03-05,16.2,-0.1,A\n2024-03-06,16.3,-0.2,B\n",
    );
    // Read, then changed.
    let file = folder.file("changed.csv", acled("2023", 30));
    let opened = read::open(&file, &Pulse::new()).unwrap();
    std::fs::write(&file, acled("2023", 31)).unwrap();
    let mut out = Vec::new();
    assert!(kept::keep(&mut out, &file, &plain, (&opened.dataset, &opened.report), None).is_err());
}

/// A folder of copies, and a file that is opened through it.
fn through(copies: &Copies, file: &std::path::Path) -> Option<read::Opened> {
    let options = Copies::with_copy(Some(copies), file, &OpenOptions::default());
    let opened = open(file, &options);
    options.kept.is_some_and(|kept| kept.was_used()).then_some(opened)
}

fn keep_in(copies: &Copies, file: &std::path::Path) -> Result<u64, NotCopied> {
    let (options, sum) = (OpenOptions::default(), Some("a sum".to_owned()));
    let opened = open(file, &options);
    copies.keep(file, &options, (&opened.dataset, &opened.report), sum)
}

#[test]
fn a_copy_is_made_listed_used_and_removed() {
    let folder = Folder::new("copies");
    let copies = Copies::new(folder.0.join("copies"), 1 << 20);
    let file = folder.file("a.csv", acled("2023", 200));
    assert!(through(&copies, &file).is_none() && copies.list().is_empty());
    let bytes = keep_in(&copies, &file).unwrap();
    let options = OpenOptions::default();
    assert_eq!(copies.find(&file, &options).unwrap().sha256(), Some("a sum"));
    assert_same(&open(&file, &options), &through(&copies, &file).unwrap());
    let list = copies.list();
    assert_eq!(list.len(), 1);
    assert_eq!(
        (list[0].bytes, list[0].of.as_ref().unwrap().file.as_path()),
        (bytes, file.as_path())
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&list[0].path), 0o600);
        assert_eq!(mode(list[0].path.parent().unwrap()), 0o700);
    }
    // A file that has changed is read, and its copy is made anew in the same place.
    std::fs::write(&file, acled("2023", 201)).unwrap();
    assert!(through(&copies, &file).is_none());
    keep_in(&copies, &file).unwrap();
    assert_eq!(copies.list().len(), 1);
    assert_same(&open(&file, &options), &through(&copies, &file).unwrap());
    // A damaged one is listed as such.
    std::fs::write(&list[0].path, "damaged").unwrap();
    assert!(through(&copies, &file).is_none());
    assert_eq!(copies.list()[0].of, None);
    assert!(
        copies.remove(&file).is_err() && file.exists(),
        "only copies are removed"
    );
    copies.remove(&list[0].path).unwrap();
    assert!(copies.list().is_empty());
    keep_in(&copies, &file).unwrap();
    copies.clear().unwrap();
    assert!(!folder.0.join("copies").exists());
}

#[test]
fn the_oldest_copies_make_room_and_what_is_too_large_is_not_kept() {
    let folder = Folder::new("room");
    let files: Vec<_> = (0..5)
        .map(|n| folder.file(&format!("{n}.csv"), acled("2023", 100 + n)))
        .collect();
    let large = Copies::new(folder.0.join("copies"), u64::MAX);
    let bytes = keep_in(&large, &files[0]).unwrap();
    let copies = Copies::new(folder.0.join("copies"), bytes * 7 / 2);
    let age = |file: &std::path::Path, seconds: u64| {
        let path = copies.path_of(file, &OpenOptions::default());
        let open = std::fs::File::options().append(true).open(path).unwrap();
        open.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
            .unwrap();
    };
    age(&files[0], 3_000);
    // Left by a program that broke off: the first to go.
    let left = folder.0.join("copies/other.copy.1-0.tmp");
    std::fs::write(&left, vec![0; usize::try_from(bytes).unwrap()]).unwrap();
    let open_left = std::fs::File::options().append(true).open(&left).unwrap();
    open_left.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    for (n, age_of) in [(1, 2_000), (2, 4_000)] {
        keep_in(&copies, &files[n]).unwrap();
        age(&files[n], age_of);
    }
    assert!(!left.exists());
    let there = |n: usize| copies.find(&files[n], &OpenOptions::default()).is_some();
    assert_eq!([0, 1, 2, 3].map(there), [true, true, true, false]);
    keep_in(&copies, &files[3]).unwrap();
    assert_eq!(
        [0, 1, 2, 3].map(there),
        [true, false, true, true],
        "the oldest has gone"
    );
    // One that is there already makes room for itself.
    keep_in(&copies, &files[3]).unwrap();
    assert_eq!([0, 1, 2, 3].map(there), [true, false, true, true]);
    let small = Copies::new(folder.0.join("small"), bytes - 1);
    assert!(matches!(keep_in(&small, &files[4]), Err(NotCopied::TooLarge { .. })));
    assert_eq!(std::fs::read_dir(folder.0.join("small")).unwrap().count(), 0);
}

#[test]
fn several_at_once_leave_one_sound_copy_and_nothing_half_written() {
    let folder = Folder::new("at once");
    let copies = Copies::new(folder.0.join("copies"), 1 << 20);
    let file = folder.file("a.csv", acled("2023", 150));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..5 {
                    keep_in(&copies, &file).unwrap();
                    // Whatever the others do meanwhile: it is the file that is shown.
                    let options = Copies::with_copy(Some(&copies), &file, &OpenOptions::default());
                    assert_eq!(open(&file, &options).report.counts.read, 150);
                }
            });
        }
    });
    assert_eq!(std::fs::read_dir(folder.0.join("copies")).unwrap().count(), 1);
    assert_same(&open(&file, &OpenOptions::default()), &through(&copies, &file).unwrap());
}

/// Runs the program with a folder of its own for everything it writes.
fn run(folder: &Folder, args: &[&str]) -> (Option<i32>, String, String) {
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_sahel-atlas"))
        .args(args)
        .env("SAHEL_ATLAS_DIR", folder.0.join("own"))
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (out.status.code(), text(out.stdout), text(out.stderr))
}

#[test]
fn the_command_line_lists_makes_and_deletes_copies_and_makes_none_by_itself() {
    let folder = Folder::new("commands");
    let file = folder.file("a.csv", acled("2023", 60));
    let path = file.to_str().unwrap();
    let (code, plain, _) = run(&folder, &["list", path]);
    assert_eq!(code, Some(0));
    assert!(
        !folder.0.join("own").exists(),
        "nothing is written without being asked for"
    );
    assert_eq!(run(&folder, &["cache", "list"]).1, "");
    assert_eq!(run(&folder, &["cache", "clear", path]).0, Some(1));
    let (code, _, said) = run(&folder, &["cache", "keep", path]);
    assert_eq!((code, said.contains("a.csv")), (Some(0), true), "{said}");
    assert!(run(&folder, &["cache", "list"]).1.starts_with(&format!("{path}\t")));
    assert_eq!(run(&folder, &["list", path]).1, plain);
    assert_eq!(run(&folder, &["list", "--no-cache", path]).1, plain);
    // The copy really is what is listed: one of a file with the same signature but other rows would show.
    let copies = Copies::new(folder.0.join("own/copies"), 1 << 30);
    assert!(through(&copies, &file).is_some());
    assert_eq!(run(&folder, &["cache", "clear", path]).0, Some(0));
    assert_eq!(run(&folder, &["cache", "list"]).1, "");
    run(&folder, &["cache", "keep", path]);
    assert_eq!(run(&folder, &["cache", "clear"]).0, Some(0));
    assert!(copies.list().is_empty());
    let places = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/formats/places.kml");
    assert_eq!(run(&folder, &["cache", "keep", places.to_str().unwrap()]).0, Some(2));
}
