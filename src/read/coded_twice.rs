//! Names whose letters were coded twice: `MÃ©naka`, where UTF-8 was once taken for Windows-1252 and saved again. The
//! file itself says so by then, so no choice of encoding mends it: it is said, with what was meant.

use super::error::{Expected, Found};
use super::report::{Issue, IssueKind, ReadReport};
use super::scan::looks_double_encoded;
use crate::model::dictionary::Code;
use crate::model::{Dataset, Row};

/// Adds what is doubtful about the names of places and regions. Each distinct name is looked at once.
pub(super) fn look(dataset: &Dataset, report: &mut ReadReport) {
    let ((places, place_of), (admin1s, admin1_of)) = (dataset.places(), dataset.admin1s());
    let codes = |len: usize| 0..Code::try_from(len).unwrap_or(0);
    let bad_places: Vec<bool> = codes(places.len())
        .map(|code| looks_double_encoded(places.value(code).0))
        .collect();
    let bad_admin1s: Vec<bool> = admin1s.values().map(looks_double_encoded).collect();
    if !bad_places.contains(&true) && !bad_admin1s.contains(&true) {
        return;
    }
    let is = |bad: &[bool], code: Code| bad.get(code as usize).copied().unwrap_or(false);
    let found = (0..)
        .zip(place_of.iter().zip(admin1_of))
        .filter_map(|(row, (place, admin1))| {
            let name = match (is(&bad_places, *place), is(&bad_admin1s, *admin1)) {
                (true, _) => places.value(*place).0,
                (false, true) => admin1s.value(*admin1),
                (false, false) => return None,
            };
            Some((row, name))
        });
    let mut found: Vec<(Row, &str)> = found.collect();
    let records = dataset.record_numbers();
    found.sort_by_key(|(row, _)| records.get(*row as usize));
    let rows: Vec<Row> = found.iter().map(|(row, _)| *row).collect();
    for ((row, name), line) in found.into_iter().zip(dataset.lines(&rows)) {
        let issue = Issue {
            kind: IssueKind::Notice,
            line: line.unwrap_or(0),
            column: String::new(),
            found: Found::text(name),
            expected: Expected::CodedOnce(meant(name)),
        };
        report.add_about(records.get(row as usize).copied().unwrap_or(u32::MAX), issue);
    }
}

/// What a name was before, as far as it can be told.
fn meant(name: &str) -> String {
    let (bytes, _, unknown) = encoding_rs::WINDOWS_1252.encode(name);
    match std::str::from_utf8(&bytes) {
        Ok(text) if !unknown => text.to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn what_was_meant_is_told_where_it_can_be() {
        assert_eq!(meant("MÃ©naka"), "Ménaka");
        assert_eq!(meant("MÃ©naka, TÃ©ra"), "Ménaka, Téra");
        assert_eq!(meant("MÃ©naka \u{4E2D}"), "");
    }
}
