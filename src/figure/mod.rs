//! Floor 3: what a map shows, computed without a drawing library: the same for window, picture and print.
//!
//! ```text
//! QueryResult -> Places -> Groups(zoom) -> Scene(frame) -> painted by `ui::map`, written by the picture
//! ```
//!
//! [`Places`] depends on the result alone, [`Groups`] on result and zoom: panning computes neither again, and
//! symbols do not regroup while the map is dragged. Change a symbol's look in [`symbol`], what is drawn in
//! [`scene`], what popup and dossier say in [`recount`].

pub mod crowd;
pub mod group;
pub mod labels;
pub mod legend;
pub mod map_frame;
mod near_towns;
pub mod page;
pub mod pick;
pub mod places;
pub mod recount;
pub mod ring;
pub mod scale_bar;
pub mod scene;
mod scene_build;
pub mod summary;
pub mod symbol;
mod tags;

pub use group::{Group, Groups};
pub use labels::{Label, LabelKind, LabelRequest};
pub use legend::Legend;
pub use map_frame::{MapFrame, Pt};
pub use pick::Hit;
pub use places::Places;
pub use ring::Ring;
pub use scale_bar::ScaleBar;
pub use scene::{AreaMark, Bubble, Mark, Scene, SceneCounts, SceneInput, Tag};
pub use symbol::{Outline, outline};
