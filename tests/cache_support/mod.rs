//! Files for the tests of copies, and what two openings have in common.

use std::path::{Path, PathBuf};

use sahel_atlas::base::Pulse;
use sahel_atlas::model::{Dataset, Row};
use sahel_atlas::read::{self, Kept, OpenOptions, Opened, kept};

use crate::acled_support::rows;

/// A folder of its own for each test; removed when the test has passed.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("sahel-atlas-cache-{}-{name}", std::process::id()));
        let _old = std::fs::remove_dir_all(&folder).is_ok();
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _removed = std::fs::remove_dir_all(&self.0).is_ok();
        }
    }
}

/// A table of `events` made-up events of an edition, with what makes reading hard: rows that repeat others, rows
/// that cannot be understood, quoted line ends, remarkable values.
pub fn acled(edition: &str, events: usize) -> String {
    let few = rows(edition);
    let (header, few) = few.split_first().unwrap();
    let at = |name: &str| header.iter().position(|n| n.eq_ignore_ascii_case(name)).unwrap();
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(header).unwrap();
    let mut random = fastrand::Rng::with_seed(5);
    for n in 0..events {
        let mut row = few[n % few.len()].clone();
        let id = row[at("event_id_cnty")].clone();
        row[at("event_id_cnty")] = format!("{}{}", &id[..3], n / 7);
        row[at("longitude")] = format!("{:.4}", -5.0 + f64::from(random.u32(0..400)) / 90.0);
        row[at("fatalities")] = random.u32(0..9).to_string();
        match n % 31 {
            3 => row[at("latitude")] = "95".to_owned(),
            5 => row[at("latitude")].clear(),
            7 => row[at("notes")] = "two\r\nlines, \"quoted\" – and é".to_owned(),
            _ => {}
        }
        writer.write_record(&row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

pub fn open(file: &Path, options: &OpenOptions) -> Opened {
    read::open_with(file, options, &Pulse::new()).unwrap()
}

/// The file `copy` as a copy of what was opened.
pub fn keep(copy: &Path, file: &Path, options: &OpenOptions, opened: &Opened) {
    let mut bytes = Vec::new();
    kept::keep(&mut bytes, file, options, (&opened.dataset, &opened.report), None).unwrap();
    std::fs::write(copy, bytes).unwrap();
}

/// Opens the file by the copy; `None` where that was not used.
pub fn open_kept(copy: &Path, file: &Path, options: &OpenOptions) -> Option<Opened> {
    let kept = Kept::find(copy, file, options)?;
    let options = OpenOptions {
        kept: Some(kept.clone()),
        ..options.clone()
    };
    let opened = open(file, &options);
    kept.was_used().then_some(opened)
}

/// Everything that can be asked of a row.
fn said(dataset: &Dataset, row: Row) -> String {
    let e = dataset.event(row).unwrap();
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        (
            e.id(),
            e.span(),
            e.span_kind(),
            e.date_precision(),
            e.kind(),
            e.sub_kind()
        ),
        (e.title(), e.country(), e.admin1(), e.place(), e.deaths()),
        (e.spot(), e.circle(), e.place_class(), e.radius(), e.disagreements()),
        e.actors().collect::<Vec<_>>(),
        e.sources().collect::<Vec<_>>(),
        dataset.find(e.id()),
        dataset.line(row),
        e.incident(),
        e.original(),
    )
}

/// Asks for everything that an opening can say, whatever it answers.
pub fn use_all(opened: &Opened) {
    let dataset = &opened.dataset;
    for row in dataset.rows() {
        let _said = said(dataset, row);
    }
    let rows: Vec<Row> = dataset.rows().collect();
    let _lines = (
        dataset.lines(&rows),
        dataset.extent(),
        opened.report.lines_set_aside().iter().count(),
    );
    let _done = dataset.each_notes(0..u32::MAX, &Pulse::new(), &mut |_, _| ()).is_ok();
    let _index = sahel_atlas::query::Index::of(dataset);
    if let Some(days) = dataset.extent() {
        let _rows = (dataset.candidates(days), dataset.starting_in(days));
    }
    for group in opened.report.groups() {
        let _text = group.first.explain(&sahel_atlas::words::EN);
    }
}

/// Panics where two openings of one file differ in anything.
pub fn assert_same(a: &Opened, b: &Opened) {
    assert_eq!(a.report, b.report);
    let (a, b) = (&a.dataset, &b.dataset);
    assert_eq!(a.card(), b.card());
    assert_eq!(
        (a.counts(), a.len(), a.dated_rows()),
        (b.counts(), b.len(), b.dated_rows())
    );
    assert_eq!((a.extent(), a.record_numbers()), (b.extent(), b.record_numbers()));
    assert!(a.sources().eq(b.sources()));
    for row in a.rows() {
        assert_eq!(said(a, row), said(b, row), "row {row}");
    }
    assert_eq!(a.find("no such id"), b.find("no such id"));
    let notes = |dataset: &Dataset| {
        let mut notes = Vec::new();
        dataset
            .each_notes(0..u32::MAX, &Pulse::new(), &mut |record, text| {
                notes.push((record, text.to_owned()))
            })
            .unwrap();
        notes
    };
    assert_eq!(notes(a), notes(b));
    let countries = a.countries().0.values().map(|name| b.countries().0.find(name));
    assert!(countries.eq(b.countries().0.values().map(|name| a.countries().0.find(name))));
}
