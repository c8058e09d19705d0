//! Rows of tables: what the columns of one kind of table mean.
//!
//! A [`RowFormat`] knows one kind. Everything else is the same for all of them: [`super::table_file`] says where a
//! table lies and how it is written down, [`super::table_dates`] finds out how its dates are written,
//! [`super::table_rows`] reads it on several threads and [`super::table_records`] looks at a row again when somebody
//! opens it. Nothing is lost: every row is accepted, set aside with its reason, or a duplicate.

use std::borrow::Cow;

use super::error::{Expected, Found};
use super::options::DateOrder;
use super::repeats::Repeats;
use super::report::{Issue, IssueKind};
use super::scan;
use crate::model::{Incident, Segment};

/// The cells of a row, without quotation marks, as text.
pub(super) trait Cells {
    /// Number of cells.
    fn len(&self) -> usize;
    /// Whether the row has more cells in the file than are kept of any row.
    fn is_cut(&self) -> bool {
        false
    }
    /// The bytes of a cell as they stand in the file, empty where the row has none: to see whether a cell with
    /// the same text was understood before.
    fn bytes(&self, column: usize) -> &[u8];
    /// The bytes of some cells side by side with all that stands between them, where they are still so: equal bytes
    /// mean equal cells.
    fn between(&self, _first: usize, _last: usize) -> Option<&[u8]> {
        None
    }
    /// A cell as it stands in the file, empty where the row has none.
    fn text(&self, column: usize) -> Cow<'_, str>;
}

impl<S: AsRef<str>> Cells for &[S] {
    fn len(&self) -> usize {
        <[S]>::len(self)
    }

    fn bytes(&self, column: usize) -> &[u8] {
        self.get(column).map_or(&[], |cell| cell.as_ref().as_bytes())
    }

    fn text(&self, column: usize) -> Cow<'_, str> {
        Cow::Borrowed(self.get(column).map_or("", AsRef::as_ref))
    }
}

impl Cells for scan::Cells<'_> {
    #[inline]
    fn len(&self) -> usize {
        scan::Cells::len(self)
    }

    fn is_cut(&self) -> bool {
        scan::Cells::is_cut(self)
    }

    #[inline]
    fn bytes(&self, column: usize) -> &[u8] {
        self.get(column)
    }

    #[inline]
    fn between(&self, first: usize, last: usize) -> Option<&[u8]> {
        scan::Cells::between(self, first, last)
    }

    fn text(&self, column: usize) -> Cow<'_, str> {
        scan::Cells::text(self, column)
    }
}

/// What a format makes of rows. One for each thread.
#[derive(Debug, Default)]
pub(super) struct Sink<S = ()> {
    /// Events, one for each accepted row.
    pub segment: Segment,
    /// Findings in the row that was accepted last.
    pub notices: Vec<Issue>,
    /// What the format remembers from row to row, such as the codes of texts it has seen.
    pub scratch: S,
}

/// A kind of table: what its columns mean.
pub(super) trait RowFormat: std::fmt::Debug + Send + Sync + 'static {
    /// What it remembers from row to row within one thread; `()` for nothing.
    type Scratch: Default + Send;

    /// Names of the columns as the file writes them; for tables without header, the names they should have.
    fn names(&self) -> &[String];

    /// Columns with dates whose order is found out over the whole file before any row is read, each with the
    /// column that states the year, where there is one.
    fn date_columns(&self) -> Vec<(usize, Option<usize>)>;

    /// The order to take where day and month could stand either way round in every row; `None` to refuse.
    fn usual_date_order(&self) -> Option<DateOrder> {
        None
    }

    /// States how the dates are written, once that is known.
    fn set_date_orders(&mut self, orders: &[DateOrder]);

    /// What [`Self::set_date_orders`] set.
    fn date_orders(&self) -> Vec<DateOrder>;

    /// Understands one row: pushes exactly one event into the sink's segment, or says why not. `line` stands in
    /// findings and nowhere else: several threads read, and which line a row is on is known only when all is read.
    ///
    /// # Errors
    /// The finding for which the row is set aside; nothing was pushed then.
    fn read<C: Cells>(&self, cells: &C, line: u64, sink: &mut Sink<Self::Scratch>) -> Result<(), Issue>;

    /// Looks ahead at rows that [`RowFormat::read`] is then called with in their order. A look into a table of what was
    /// understood before waits for memory; several looks at once wait together. Changes nothing that can be seen.
    fn look_ahead(&self, _rows: &scan::Rows<'_>, _scratch: &mut Self::Scratch) {}

    /// The whole record of a row, made when somebody looks at it.
    fn incident(&self, cells: &dyn Cells) -> Incident;

    /// Adds to a record what another row of the same event says, where rows are folded ([`Repeats::Folded`]).
    fn fold(&self, _incident: &mut Incident, _cells: &dyn Cells) {}

    /// The free text of a row that search looks through.
    fn notes(&self, cells: &dyn Cells) -> String;

    /// Name of the column of ids as the file writes it.
    fn id_column(&self) -> &str;

    /// What rows with one id mean.
    fn repeats(&self) -> Repeats;
}

/// A finding about a row as a whole.
pub(super) fn whole_row(line: u64, found: Found, expected: Expected) -> Issue {
    Issue {
        kind: IssueKind::SetAside,
        line,
        column: String::new(),
        found,
        expected,
    }
}

/// Whether a row is as wide as its table. Exports that close every row with a delimiter have one empty cell more
/// than names.
///
/// # Errors
/// The finding for which the row is set aside.
pub(super) fn fits<F: RowFormat, C: Cells>(cells: &C, format: &F, line: u64) -> Result<(), Issue> {
    if cells.is_cut() {
        return Err(whole_row(line, Found::Cells(cells.len()), Expected::BoundedRow));
    }
    let width = format.names().len();
    let beyond = |i: usize| !cells.bytes(i).is_empty();
    if cells.len() < width || (width..cells.len()).any(beyond) {
        return Err(whole_row(line, Found::Cells(cells.len()), Expected::Cells(width)));
    }
    Ok(())
}

/// Understands a row that is as wide as its table.
///
/// # Errors
/// The finding for which the row is set aside.
pub(super) fn take<F: RowFormat, C: Cells>(
    format: &F,
    cells: &C,
    line: u64,
    sink: &mut Sink<F::Scratch>,
) -> Result<(), Issue> {
    fits(cells, format, line)?;
    format.read(cells, line, sink)
}
