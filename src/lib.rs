//! Sahel Atlas: a map, a timeline and the sources of security incidents in Mali, Niger and Burkina Faso.
//!
//! # The house
//!
//! A module uses only floors below it; `tests/floors.rs` reads the sources and fails on a look upwards, and on
//! egui, walkers or wgpu below floor 5.
//!
//! ```text
//!  7  app   cli                     shells: the window, the command line
//!  6  ui                            panels and widgets                                     egui
//!  5  gpu   tiles                   pictures without a window, layer of places, basemap    wgpu, walkers
//!  4  tasks                         named threads, jobs, the store of settings             std
//!  3  session   figure              state and commands; what map, legend, page, popup say  no egui
//!  2  read  write  query            files in, texts out, filters and windows
//!  1  model  words                  events, claims, sources, datasets; English and French
//!  0  base                          days, places, texts, colours, dates as typed
//! ```
//!
//! The command line and the window give the same numbers because both stand on floors 0 to 3. `session` and
//! `figure` are two rooms of one floor; `figure` may look into `session`, never the other way round.
//!
//! # One frame
//!
//! ```text
//! outcomes of jobs ─┐                 shortcuts, dropped files ─┐
//!                   v                                           v
//!  App::logic ─> outcomes ─> clock ─> Session::refresh ─> one QueryResult
//!                                                               │
//!  App::ui    ─> panels read UiCx { session, result, words, theme } and push Commands
//!                                                               │
//!  after them ─> Session::apply(command) ─> Effects ─> files, clipboard, jobs; one repaint if anything changed
//! ```
//!
//! - [`session::Session::apply`] is the only place that changes state; it never touches a file.
//! - Every panel of a frame reads the same [`query::QueryResult`], so header, map, timeline, list and table cannot
//!   disagree.
//! - egui may run a frame twice. Commands set values rather than toggle them, and are applied at the end of every
//!   pass; the clock moves only on the first pass.
//! - Nothing is repainted unless something changed.
//!
//! # Words
//!
//! | word | means |
//! |---|---|
//! | event | one thing that happened, a row of a dataset; "incident" on screen |
//! | claim | what one source says about one field of one event |
//! | source | a record that claims cite; articles, reports, datasets, encyclopedias |
//! | resolution | the value shown, made from claims by a named policy ([`model::resolve`]) |
//! | difference, disagreement | claims that are not alike; those that cannot both be true (`≠`) |
//! | precision | how sharply a place ([`model::PlaceClass`]) or a date is known |
//! | span | days of an event, half-open: the end is the first day after |
//! | window | the days looked at ([`query::TimeWindow`]) |
//! | possible, certain | may have happened in the window; did ([`query::window`]) |
//! | matching, visible | passes the filter; passes filter and window |
//! | extent, domain | first to last day of the data; the same with air: the axis |
//! | dataset, row, key | immutable events; position in memory; identity that leaves it |
//! | layer | an open dataset, shown or hidden; hidden ones count nowhere |
//! | provisional | a layer that stands for a large file while it is read: the rows reached in a moment, of ACLED some columns, nothing checked |
//! | slice, live | a shown dataset with the rows that count: not those that a later file of its lineage replaces |
//! | basemap | the map below what is drawn |
//! | copy | the rows of a large file as they were read, on the disk, to open it at once ([`read::kept`]) |
//!
//! # Where do I change …
//!
//! | change | files |
//! |---|---|
//! | a new file format | `read/<format>.rs`, a line in `read/content.rs`, fixtures in `tests/golden/formats`; not a table: `read/items` |
//! | what makes a row doubtful | `read/doubts.rs`; outlines of countries: `base/outlines.rs` |
//! | what the import report says | `read/report.rs`, `words/importing.rs`; text and JSON: `write/check.rs` |
//! | a new criterion | `query/filter.rs`, `ui/left/filters.rs`, `words/filtering.rs` |
//! | a keyword of the search field | `query/search`, `words/searching.rs` |
//! | what text search looks through | `query/text.rs` (the truth), `query/texts` (the index) |
//! | what the window means | `query/window.rs` and nothing else |
//! | how counts follow a moving window | `query/{moved,trace,followed,milestones}.rs`; bars: `query/{sums,running}.rs`; clusters: `figure/crowd/followed.rs` |
//! | which deaths are shown | `model/resolve.rs` and nothing else |
//! | a word on screen | `words/<area>.rs` |
//! | a colour or a size | `ui/theme.rs`; the basemap: `assets/basemap/style_*.json` |
//! | a symbol | `figure/symbol.rs`, and the same in `gpu/layer/layer.wgsl`; the mark of its dataset: `ui/layers/cue.rs` |
//! | clusters, hexagons, heat | counts and cells: `figure/crowd`; paint: `ui/map/crowd.rs`, `ui/map/surface.rs` |
//! | which of two readings of an event counts | `session/layers.rs`, `query/slice.rs` |
//! | the picture for a report | texts: `figure/page.rs`; layout: `ui/page` |
//! | what a popup says | `figure/recount` |
//! | a shortcut | `app/keys.rs`, `words/shell.rs` |
//! | a format to export to | `write/export/<format>.rs`, `write/export/mod.rs`, `words/exporting.rs` |
//! | our own table and GeoJSON | columns: `model/interchange.rs`; `write/export/native_*.rs`, `read/native*.rs`, `data/README.md` |
//! | what is written to disk | `tasks/store.rs` |
//! | a copy for fast opening | how it lies: `read/kept`; where, how many: `tasks/store/copies.rs`; asking: `app/copies.rs` |
//! | the bundled incidents | `data/`, see `data/README.md` |
//! | the basemap | `assets/basemap/`, `examples/build_basemap.rs` |

pub mod app;
pub mod base;
pub mod cli;
pub mod figure;
pub mod gpu;
pub mod model;
pub mod query;
pub mod read;
pub mod session;
pub mod tasks;
pub mod tiles;
pub mod ui;
pub mod words;
pub mod write;
