//! Sahel Atlas: a map, a timeline and the sources of security incidents in Mali, Niger and Burkina Faso.
pub mod base;
pub mod figure;
pub mod model;
pub mod query;
pub mod session;
pub mod ui;
pub mod words;
