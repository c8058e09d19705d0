//! The recount as plain text: headings in a column of 11 characters, marks as `≠` and `!`.

use super::{Group, Line, Part, Recount, Row};

/// Width of the column of headings, in characters.
const COLUMN: usize = 11;

impl Recount {
    /// The whole popup as text that stays readable in a fixed-width font. Ends with a line feed.
    pub fn plain(&self) -> String {
        let mut out = self.type_line.clone();
        if !self.differing.is_empty() {
            out.push_str(&format!("  ≠ {}", self.differing.len()));
        }
        out.push('\n');
        out.push_str(&self.title);
        out.push('\n');
        for row in &self.rows {
            push_row(&mut out, row);
        }
        for line in &self.origins {
            out.push_str(&line.plain());
            out.push('\n');
        }
        for source in &self.sources {
            let mark = if source.warning { " !" } else { "" };
            out.push_str(&format!("[{}] {}{mark}\n", source.number, source.short));
        }
        out
    }
}

impl Line {
    /// The line as text.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) | Part::HowLocated(text) => out.push_str(text),
                Part::Cite(number) => out.push_str(&format!("[{number}]")),
                Part::Differ => out.push_str(" ≠"),
                Part::Warning => out.push_str(" !"),
            }
        }
        out
    }
}

fn push_row(out: &mut String, row: &Row) {
    let mut lead = padded(row.heading, COLUMN - 2);
    for group in &row.groups {
        let side = group.side.as_deref().map_or(String::new(), |name| padded(name, 5));
        for (i, line) in group.lines.iter().enumerate() {
            out.push_str(&lead);
            if i == 0 {
                out.push_str(&side);
            } else {
                out.push_str(&" ".repeat(side.chars().count()));
            }
            out.push_str(&line.plain());
            out.push('\n');
            lead = " ".repeat(COLUMN);
        }
    }
    debug_assert!(row.groups.iter().all(|group: &Group| !group.lines.is_empty()));
}

/// A label with two spaces after it, at least `width` + 2 characters.
fn padded(label: &str, width: usize) -> String {
    let missing = width.saturating_sub(label.chars().count());
    format!("{label}{}", " ".repeat(missing + 2))
}
