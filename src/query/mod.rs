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

pub mod describe;
pub mod facets;
pub mod filter;
pub mod histogram;
pub mod places;
pub mod result;
pub mod rows;
pub mod text;
pub mod window;

pub use facets::{FacetValue, Facets};
pub use filter::{Choice, Criterion, DeathRange, Filter};
pub use histogram::{Bin, Histogram, KindCounts, undated_matching};
pub use places::{PlaceCounts, PlaceSet, PlaceTable, PlaceTally};
pub use result::{EventRef, Part, QueryResult, run};
pub use rows::RowSet;
pub use window::{Certainty, TimeWindow};
