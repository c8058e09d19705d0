//! Floor 1: what an event, a claim, a source and a dataset are, and how claims become a shown value.
//!
//! Invariants: a [`Dataset`] is immutable and sorted by start day; rows without a date come last; its
//! counts add up (`read = accepted + quarantined + duplicates`). Change [`resolve`] when the policy for
//! shown figures changes, and nothing else.

pub mod assembly;
pub mod builder;
pub mod card;
pub mod claim;
pub mod coded;
pub mod context;
pub mod dataset;
pub mod deaths;
pub mod dictionary;
pub mod difference;
pub mod event;
mod ids;
pub mod incident;
pub mod interchange;
pub mod kind;
pub mod precision;
pub mod resolve;
pub(crate) mod room;
pub mod segment;
pub mod source;

pub use assembly::{About, Assembly, Piece, SetAside};
pub use builder::{DatasetBuilder, EventDraft};
pub use card::{Counts, DatasetCard, Terms};
pub use claim::{Claim, Field, Number, Scope, WhoseLosses};
pub use coded::Coded;
pub use dataset::{Dataset, EventKey, OriginalRow, Row};
pub use deaths::Deaths;
pub use difference::{Difference, DifferenceKind};
pub use event::Event;
pub use incident::{Incident, Location, Side, SideKind, SideRole};
pub use kind::EventType;
pub use precision::{DatePrecision, PlaceClass, SpanKind};
pub use segment::{Dated, Placed, RowCodes, Segment, Sharpness, Spot, Typed};
pub use source::Source;
