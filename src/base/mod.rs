//! Floor 0: values that everything else is made of. Knows nothing of events, files or screens.

mod belts;
pub mod colour;
pub mod dates;
pub mod day;
pub mod fold;
pub mod gazetteer;
pub mod mercator;
pub mod outlines;
pub mod place;
pub mod pulse;
pub mod text;

pub use colour::Rgb;
pub use day::{Day, DaySpan, Step};
pub use place::{LonLat, Metres};
pub use pulse::{Cancelled, Phase, Pulse};
pub use text::{Lang, Text};
