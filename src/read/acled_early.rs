//! The columns of the first frame of an ACLED table: day, place, type, deaths, and what a title is made of. For a
//! provisional dataset while the rest is still being read: actors and sources are missing, rows with one id are not
//! settled, nothing is checked against the map.

use super::acled::{Acled, Col};
use super::acled_ahead;
use super::acled_row::AcledRow;
use super::acled_scratch::Scratch;
use super::repeats::Repeats;
use super::report::Issue;
use super::rows::{Cells, RowFormat, Sink};
use super::scan;
use crate::model::dictionary::NO_CODE;
use crate::model::{Incident, RowCodes};
use crate::read::options::DateOrder;

/// See the module.
#[derive(Debug)]
pub(super) struct EarlyAcled(pub Acled);

impl RowFormat for EarlyAcled {
    type Scratch = Scratch;

    fn names(&self) -> &[String] {
        self.0.names()
    }

    fn date_columns(&self) -> Vec<(usize, Option<usize>)> {
        self.0.date_columns()
    }

    fn set_date_orders(&mut self, orders: &[DateOrder]) {
        self.0.set_date_orders(orders);
    }

    fn date_orders(&self) -> Vec<DateOrder> {
        self.0.date_orders()
    }

    fn read<C: Cells>(&self, cells: &C, line: u64, sink: &mut Sink<Scratch>) -> Result<(), Issue> {
        let row = AcledRow::new(&self.0, cells, line);
        let Sink { segment, scratch, .. } = sink;
        scratch.turn(line);
        let id = row.id()?;
        let when = scratch.when(&row, segment)?;
        let precision = row.code(Col::GeoPrecision)?;
        let place = scratch.place(&row, segment)?;
        let what = scratch.what(&row, segment)?;
        let words = &mut segment.words;
        let codes = RowCodes {
            dated: when.dated,
            placed: place.placed,
            typed: what.typed,
            sharpness: scratch.sharpness(place.located, precision, words),
            title: NO_CODE,
            actors: words.actors.code_of(&[]),
            sources: words.sources.code_of(&[]),
            deaths: scratch.deaths(&row, words)?,
            disagreements: 0,
        };
        segment.push(&id, codes);
        Ok(())
    }

    fn look_ahead(&self, rows: &scan::Rows<'_>, scratch: &mut Scratch) {
        acled_ahead::look(&self.0, rows, scratch, true);
    }

    fn incident(&self, cells: &dyn Cells) -> Incident {
        self.0.incident(cells)
    }

    fn notes(&self, cells: &dyn Cells) -> String {
        self.0.notes(cells)
    }

    fn id_column(&self) -> &str {
        self.0.id_column()
    }

    fn repeats(&self) -> Repeats {
        Repeats::Refused
    }
}
