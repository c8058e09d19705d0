//! Floor 6: panels and widgets. Panels read the session through [`UiCx`] and push commands; widgets take
//! data and return what the user did, knowing neither session nor commands. No panel holds domain state:
//! deleting one loses nothing but drafts (text being typed, scroll, column widths).

pub mod charts;
pub mod chips;
pub mod cited;
pub mod copies;
pub mod cx;
pub mod dossier;
pub mod drawer;
pub mod export;
pub mod hidden;
pub mod layers;
pub mod left;
pub mod legend;
pub mod link;
pub mod map;
pub mod marks;
pub mod overlay;
pub mod page;
pub mod popup;
pub mod report;
pub mod search_box;
pub mod sheets;
pub mod status;
pub mod symbol;
pub mod table;
pub mod theme;
pub mod timeline;
pub mod top_bar;
pub mod wizard;

pub use crate::figure::summary;
pub use cx::{Commands, UiCx};
pub use theme::{Palette, Theme};
