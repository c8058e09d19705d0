//! Floor 3, beside the session: what a reader is told and shown, as data. No egui: the window, the command
//! line and tests use the same display lists.

pub mod recount;
