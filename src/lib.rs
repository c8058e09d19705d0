//! Sahel Atlas: a map, a timeline and the sources of security incidents in Mali, Niger and Burkina Faso.
pub mod base;
pub mod model;
pub mod query;
pub mod read;
pub mod session;
pub mod tasks;
pub mod tiles;
pub mod ui;
pub mod words;
pub mod write;
