//! Floor 2: filters and windows over datasets. One rule for time, one result for every panel.
//!
//! ```text
//! Slice (live rows)  Filter            TimeWindow
//!     |                 |                  |
//!     |            matching: RowSet        |
//!     |                 +------- AND ------+
//!     |                          v
//!     +----------------->  visible: RowSet  ->  QueryResult
//! ```
//!
//! A [`Slice`] is a dataset without the rows that a later file replaces: they count nowhere.
//! `matching` does not depend on the window, so moving the window never runs the filter again, and counts follow the
//! rows that came and went (`trace`, `followed`); over many of them by sums of blocks and `milestones`.
//! Change the meaning of the window in [`window`] and nowhere else: nobody else compares dates.

mod answers;
pub mod area;
pub mod at_place;
pub mod describe;
pub mod engine;
pub mod explain;
pub mod facets;
pub mod filter;
mod followed;
pub mod histogram;
pub mod index;
mod list;
mod milestones;
mod moved;
pub mod order;
mod passing;
pub mod places;
pub mod result;
pub mod rows;
mod running;
pub mod search;
pub mod series;
pub mod slice;
pub mod sums;
mod tally;
pub mod text;
pub mod texts;
mod trace;
pub mod window;

pub use area::Area;
pub use at_place::{AtPlace, PlaceCounts, PlaceTally};
pub use engine::{Engine, Layer};
pub use explain::{Elsewhere, Reason, explain_hidden};
pub use facets::{FacetValue, Facets, TextValues};
pub use filter::{Choice, Criterion, DeathRange, Filter};
pub use histogram::{Bin, Histogram, KindCounts, undated_matching};
pub use index::{Index, PlaceIndex};
pub use list::RowList;
pub use order::{Column, Columns, Order, Sorting};
pub use passing::Passing;
pub use places::{PlaceSet, PlaceTable};
pub use result::{EventRef, Part, QueryResult, run, run_on};
pub use rows::RowSet;
pub use slice::Slice;
pub use sums::{DayBar, DayBars, DaySums, WindowCounts};
pub use tally::{PartPlaces, PlaceSum};
pub use text::TextQuery;
pub use texts::{TextIndex, TextJob, Texts};
pub use window::{Certainty, TimeWindow};
