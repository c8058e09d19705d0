//! Floor 2: filters and windows over datasets. One rule for time, one result for every panel.
//!
//! ```text
//! Dataset (sorted)   Filter            TimeWindow
//!     |                 |                  |
//!     |            matching: RowSet        |
//!     |                 +------- AND ------+
//!     |                          v
//!     +----------------->  visible: RowSet  ->  QueryResult
//! ```
//!
//! `matching` does not depend on the window, so moving the window never runs the filter again.
//! Change the meaning of the window in [`window`] and nowhere else: nobody else compares dates.

pub mod area;
pub mod describe;
pub mod engine;
pub mod explain;
pub mod facets;
pub mod filter;
pub mod histogram;
pub mod index;
mod list;
mod passing;
pub mod result;
pub mod rows;
pub mod search;
mod tally;
pub mod text;
pub mod texts;
pub mod window;

pub use area::Area;
pub use engine::{Engine, Layer};
pub use explain::{Elsewhere, Reason, explain_hidden};
pub use facets::{FacetValue, Facets};
pub use filter::{Choice, Criterion, DeathRange, Filter};
pub use histogram::{Bin, Histogram, KindCounts, undated_matching};
pub use index::{Index, PlaceCode, PlaceTable};
pub use list::RowList;
pub use passing::Passing;
pub use result::{EventRef, Part, QueryResult, run};
pub use rows::RowSet;
pub use tally::PlaceCounts;
pub use text::TextQuery;
pub use texts::{TextIndex, TextJob, Texts};
pub use window::{Certainty, TimeWindow};
