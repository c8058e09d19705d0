//! What came of reading files: for people as text, for programs as one JSON object in a line for each file; rows
//! that were set aside as a table.

use std::collections::BTreeMap;

use serde::Serialize;

use super::list::formula_safe;
use crate::read::{DateOrder, Encoding, Found, Group, Issue, IssueKind, ReadError, ReadReport};
use crate::words::{EN, Words};

/// Set-aside rows that are listed one by one in a text; `--json` and the panel list up to
/// [`crate::read::report::MOST_ISSUES`].
const MOST_LISTED: usize = 20;

/// The report for people, several lines. Every sentence about the file stands in it once.
pub fn text(report: &ReadReport, words: &Words) -> String {
    let mut lines = vec![report.file.clone()];
    lines.extend(facts(report, words).into_iter().map(|(name, text)| {
        let colon = if name.is_empty() { "" } else { words.reading.colon };
        format!("  {name}{colon}{text}")
    }));
    let groups: Vec<&Group> = report.groups().collect();
    let of_file = groups.iter().filter(|group| group.first.line == 0);
    section(
        &mut lines,
        words.importing.first,
        of_file.map(|group| group.first.explain(words)),
    );
    let aside = |issue: &&Issue| issue.kind == IssueKind::SetAside;
    let mut listed: Vec<&Issue> = report.issues.iter().filter(aside).collect();
    listed.sort_by_key(|issue| issue.line);
    let in_all = report.counts.quarantined;
    let heading = words.heading_with_count(words.importing.aside, in_all);
    let mut said: Vec<String> = listed
        .iter()
        .take(MOST_LISTED)
        .map(|issue| issue.explain(words))
        .collect();
    let more = in_all.saturating_sub(said.len());
    if more > 0 && !said.is_empty() {
        said.push(words.more_findings(more));
    }
    section(&mut lines, &heading, said.into_iter());
    let of_kind = |kind: IssueKind| {
        let found = groups
            .iter()
            .filter(move |group| group.first.kind == kind && group.first.line > 0);
        found.map(|group| group_text(group, words))
    };
    // A warning about a header, or about the text as a whole, is about no row.
    let heading = match report.warned() {
        0 => words.importing.warnings.to_owned(),
        rows => words.heading_with_count(words.importing.warnings, rows),
    };
    section(&mut lines, &heading, of_kind(IssueKind::Notice));
    section(&mut lines, words.importing.remarks, of_kind(IssueKind::Remark));
    if report.counts.quarantined == 0 && groups.iter().all(|group| group.first.line == 0) {
        lines.push(format!("  {}", words.importing.clean));
    }
    lines.join("\n")
}

fn section(lines: &mut Vec<String>, heading: &str, said: impl Iterator<Item = String>) {
    let mut said = said.peekable();
    if said.peek().is_some() {
        lines.push(format!("  {heading}"));
        lines.extend(said.map(|text| format!("    {text}")));
    }
}

/// All findings of a group in one sentence: how many, and the first as an example.
pub fn group_text(group: &Group, words: &Words) -> String {
    let first = &group.first;
    words.group(group.count, first.line, &first.column, &first.said(words))
}

/// How the file is written: characters, separator, dates.
fn written_as(report: &ReadReport, words: &Words) -> String {
    let order = report.date_order.map(|order| match order {
        DateOrder::YearFirst => 0,
        DateOrder::NamedMonth => 1,
        DateOrder::DayFirst => 2,
        DateOrder::MonthFirst => 3,
        DateOrder::ExcelSerial => 4,
        DateOrder::UnixSeconds => 5,
    });
    words.written_as(report.encoding.map(Encoding::name), report.delimiter, order)
}

/// Label and text of everything that is known of a file as a whole: dataset, writing, rows, dates, terms, sum.
pub fn facts(report: &ReadReport, words: &Words) -> Vec<(&'static str, String)> {
    let w = words.importing;
    let mut facts = Vec::new();
    let format = words.format_name(report.format.code());
    let title = report.card.as_ref().map_or("", |card| card.title.get(words.lang));
    facts.push((
        w.dataset,
        if title.is_empty() {
            format.to_owned()
        } else {
            format!("{title} · {format}")
        },
    ));
    let written = written_as(report, words);
    if !written.is_empty() {
        facts.push((w.written, written));
    }
    facts.push((w.rows, words.rows_as_sum(report.counts)));
    let aside = words.rows_aside(report.warned(), report.unlocated);
    if !aside.is_empty() {
        facts.push(("", aside));
    }
    facts.push((
        w.days,
        report
            .days
            .map_or_else(|| w.no_days.to_owned(), |days| words.span_short(days)),
    ));
    if let Some(card) = &report.card {
        let terms = [words.licence(card), card.attribution.get(words.lang)];
        let terms: Vec<&str> = terms.into_iter().filter(|text| !text.is_empty()).collect();
        facts.push((w.terms, terms.join(" · ")));
    }
    facts.extend(report.sha256.clone().map(|sum| (w.sum, sum)));
    facts.retain(|(_, text)| !text.is_empty());
    facts
}

/// A file as `check --json` prints it. The keys and their order are relied on by others.
#[derive(Debug, Serialize)]
struct FileRow<'a> {
    file: &'a str,
    dataset: Option<&'a str>,
    format: Option<&'a str>,
    sha256: Option<&'a str>,
    encoding: Option<&'a str>,
    delimiter: Option<String>,
    date_order: Option<&'a str>,
    read: usize,
    accepted: usize,
    warned: usize,
    quarantined: usize,
    duplicates: usize,
    unlocated: usize,
    first_date: Option<String>,
    last_date: Option<String>,
    issues: Vec<IssueRow>,
}

/// A finding, or all of one kind in one column.
#[derive(Debug, Serialize)]
struct IssueRow {
    line: Option<u64>,
    column: Option<String>,
    found: String,
    expected: String,
    kind: String,
    count: usize,
}

impl IssueRow {
    fn new(issue: &Issue, count: usize) -> Self {
        let found = match &issue.found {
            Found::Text(text) | Found::Bare(text) => text.clone(),
            other => other.explain(&EN),
        };
        Self {
            line: (issue.line > 0).then_some(issue.line),
            column: (!issue.column.is_empty()).then(|| issue.column.clone()),
            found,
            expected: issue.expected.explain(&EN),
            kind: issue.code(),
            count,
        }
    }
}

/// The report as a JSON object in one line. Rows set aside are issues of their own, up to
/// [`crate::read::report::MOST_ISSUES`] findings; those beyond, warnings and remarks are one issue for each kind and
/// column, with the first place and the count.
pub fn json(report: &ReadReport) -> String {
    let aside = report.issues.iter().filter(|issue| issue.kind == IssueKind::SetAside);
    let mut issues: Vec<IssueRow> = aside.map(|issue| IssueRow::new(issue, 1)).collect();
    for group in report.groups() {
        let listed = match group.first.kind {
            IssueKind::SetAside => report.listed(group).count(),
            IssueKind::Notice | IssueKind::Remark => 0,
        };
        if group.count > listed {
            issues.push(IssueRow::new(&group.first, group.count - listed));
        }
    }
    let day = |day: crate::base::Day| day.to_string();
    to_line(&FileRow {
        file: &report.file,
        dataset: report.card.as_ref().map(|card| card.id.as_str()),
        format: Some(report.format.code()),
        sha256: report.sha256.as_deref(),
        encoding: report.encoding.map(Encoding::name),
        delimiter: report.delimiter.map(|byte| char::from(byte).to_string()),
        date_order: report.date_order.map(DateOrder::name),
        read: report.counts.read,
        accepted: report.counts.accepted,
        warned: report.warned(),
        quarantined: report.counts.quarantined,
        duplicates: report.counts.duplicates,
        unlocated: report.unlocated,
        first_date: report.days.map(|days| day(days.start())),
        last_date: report.days.map(|days| day(days.last_day())),
        issues,
    })
}

/// The same keys for a file that cannot be read: no row, and one issue that says why. `sum` is the file's SHA-256,
/// where its bytes at least could be read.
pub fn json_of_error(file: &str, sum: Option<&str>, error: &ReadError) -> String {
    to_line(&FileRow {
        file,
        dataset: None,
        format: None,
        sha256: sum,
        encoding: None,
        delimiter: None,
        date_order: None,
        read: 0,
        accepted: 0,
        warned: 0,
        quarantined: 0,
        duplicates: 0,
        unlocated: 0,
        first_date: None,
        last_date: None,
        issues: vec![error_row(error)],
    })
}

fn error_row(error: &ReadError) -> IssueRow {
    use crate::read::{At, Problem};
    let (line, column) = match error.at() {
        At::File => (None, None),
        At::Position { line, .. } => (Some(*line), None),
        At::Member { path, line } => (*line, Some(path.clone())),
        At::Cell { line, column } => (Some(*line), Some(column.clone()).filter(|c| !c.is_empty())),
    };
    let (found, expected) = match error.problem() {
        Problem::Value(found, expected) => (found.explain(&EN), expected.explain(&EN)),
        Problem::NotUnderstood(content) => (content.explain(&EN), EN.reading.understood.to_owned()),
        // What to do says what was expected, as far as anything was.
        other => {
            let (said, advice) = other.explain(&EN);
            (said, advice.trim_end_matches('.').to_owned())
        }
    };
    IssueRow {
        line,
        column,
        found,
        expected,
        kind: format!("error.{}", error.problem().code()),
        count: 1,
    }
}

fn to_line(row: &FileRow<'_>) -> String {
    // Texts and numbers always have a form in JSON.
    serde_json::to_string(row).unwrap_or_default()
}

/// Rows that were set aside as CSV with the columns of the file and three more: the line in the file, the column that
/// was not understood, and what was expected there. Text that a spreadsheet would run as a formula is made harmless.
#[derive(Debug)]
pub struct AsideTable<'a> {
    writer: csv::Writer<Vec<u8>>,
    report: &'a ReadReport,
    words: &'a Words,
    width: usize,
    /// The finding of each listed row, by line.
    findings: BTreeMap<u64, &'a Issue>,
}

/// A cell of a file, harmless in a spreadsheet. A number stays one: a longitude of −0.04 is no formula.
pub fn cell_safe(cell: &str) -> String {
    if cell.trim().replace(',', ".").parse::<f64>().is_ok() {
        return cell.to_owned();
    }
    formula_safe(cell)
}

/// The columns after those of the file.
const FINDING: [&str; 3] = ["import_line", "import_column", "import_expected"];

impl<'a> AsideTable<'a> {
    /// A table without rows, with its header.
    pub fn new(report: &'a ReadReport, words: &'a Words) -> Self {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        let names = report.columns.iter().map(String::as_str).chain(FINDING);
        // Writing into memory does not fail.
        let _written = writer.write_record(names).is_ok();
        let aside = report.issues.iter().filter(|issue| issue.kind == IssueKind::SetAside);
        Self {
            writer,
            report,
            words,
            width: report.columns.len(),
            findings: aside.map(|issue| (issue.line, issue)).collect(),
        }
    }

    /// Adds a row by its line and its cells. Cells that no column names follow at the end.
    pub fn push(&mut self, line: u64, cells: &[&str]) {
        let issue = self.findings.get(&line);
        let known = (0..self.width).map(|at| cell_safe(cells.get(at).copied().unwrap_or_default()));
        let mut row: Vec<String> = known.collect();
        row.push(line.to_string());
        row.push(issue.map_or_else(String::new, |issue| issue.column.clone()));
        row.push(issue.map_or_else(String::new, |issue| issue.expected.explain(self.words)));
        row.extend(cells.iter().skip(self.width).map(|cell| cell_safe(cell)));
        let _written = self.writer.write_record(&row).is_ok();
    }

    /// Findings of a file that is no table: the line, the member, what was found and expected.
    pub fn push_findings(&mut self) {
        for issue in self
            .report
            .issues
            .iter()
            .filter(|issue| issue.kind == IssueKind::SetAside)
        {
            let row = [issue.line.to_string(), issue.column.clone(), issue.explain(self.words)];
            let _written = self.writer.write_record(row.map(|cell| formula_safe(&cell))).is_ok();
        }
    }

    /// The table as UTF-8.
    pub fn finish(self) -> Vec<u8> {
        self.writer.into_inner().unwrap_or_default()
    }
}

/// Corrections of one row: (column, value).
pub type Corrections = BTreeMap<u64, Vec<(String, String)>>;

/// Corrected rows as a table of the same columns and with the same separator, to be opened like the original file.
/// Only values that were corrected differ from what stands there.
#[derive(Debug)]
pub struct CorrectedTable<'a> {
    writer: csv::Writer<Vec<u8>>,
    report: &'a ReadReport,
    corrections: &'a Corrections,
    /// Rows that somebody has written anew, as they are to stand there.
    texts: String,
}

impl<'a> CorrectedTable<'a> {
    /// A table without rows, with the header of the file.
    pub fn new(report: &'a ReadReport, corrections: &'a Corrections) -> Self {
        let mut builder = csv::WriterBuilder::new();
        builder.flexible(true).delimiter(report.delimiter.unwrap_or(b','));
        let mut writer = builder.from_writer(Vec::new());
        let _written = writer.write_record(&report.columns).is_ok();
        Self {
            writer,
            report,
            corrections,
            texts: String::new(),
        }
    }

    /// Adds the text of a row that somebody has written anew; it stands below the other rows.
    pub fn push_text(&mut self, text: &str) {
        self.texts.push_str(text);
        if !text.ends_with(['\n', '\r']) {
            self.texts.push('\n');
        }
    }

    /// Adds the row of this line, if something in it was corrected.
    pub fn push(&mut self, line: u64, cells: &[&str]) {
        let Some(corrections) = self.corrections.get(&line) else {
            return;
        };
        let mut cells: Vec<&str> = cells.to_vec();
        for (column, value) in corrections {
            let at = self.report.columns.iter().position(|name| name == column);
            if let Some(cell) = at.and_then(|at| cells.get_mut(at)) {
                *cell = value;
            }
        }
        let _written = self.writer.write_record(&cells).is_ok();
    }

    /// The table as UTF-8.
    pub fn finish(self) -> Vec<u8> {
        let mut table = self.writer.into_inner().unwrap_or_default();
        table.extend(self.texts.into_bytes());
        table
    }
}
