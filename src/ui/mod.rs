//! Floor 6: panels and widgets. Panels read the session through [`UiCx`] and push commands; widgets take
//! data and return what the user did, knowing neither session nor commands. No panel holds domain state:
//! deleting one loses nothing but drafts (text being typed, scroll, column widths).

pub mod cited;
pub mod cx;
pub mod dossier;
pub mod link;
pub mod marks;
pub mod popup;
pub mod symbol;
pub mod theme;

pub use cx::{Commands, UiCx};
pub use theme::{Palette, Theme};
