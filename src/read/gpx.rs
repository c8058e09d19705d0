//! GPX: waypoints with a time. Tracks and routes are ways, not events; they are counted and said.

use super::error::{Expected, Found, ReadError, Wanted};
use super::items::{About, Items, Shape, about_file};
use super::report::{Format, Issue, IssueKind};
use super::xml::{Element, Step, walk};
use super::{Opened, Origin, lineage, read_items};
use crate::base::{LonLat, Pulse};

/// Reads the waypoints of a document.
///
/// # Errors
/// Broken XML, nested too deep, or nothing in it that can be kept.
pub(super) fn read(text: &str, origin: &Origin<'_>, pulse: &Pulse) -> Result<Opened, ReadError> {
    let mut items = Items::new();
    let mut ways = 0_usize;
    walk(text, &["wpt", "metadata"], pulse, |step| match step {
        Step::Whole(element, line) if element.name == "wpt" => waypoint(&mut items, element, line),
        Step::Begins(element) if matches!(element.name.as_str(), "trk" | "rte") => ways += 1,
        _ => {}
    })?;
    if ways > 0 {
        let found = Found::Bare(format!("{ways} × trk, rte"));
        items
            .notices
            .push(about_file(found, Expected::Wanted(Wanted::Waypoints)));
    }
    let about = About {
        file: origin.name.to_owned(),
        format: Format::Gpx,
        lineage: lineage("gpx", text.as_bytes()),
        sources: Vec::new(),
        meanings: None,
        order: origin.options.date_order,
    };
    read_items(items, about, origin, pulse)
}

fn waypoint(items: &mut Items, element: &Element, line: u64) {
    let number = items.len() + 1;
    for child in &element.children {
        match child.name.as_str() {
            "link" => items.value("link", child.attribute("href")),
            "extensions" => child.children.iter().for_each(|field| extension(items, field)),
            name => items.value(name, child.text.trim()),
        }
    }
    match position(element) {
        Ok(at) => items.finish(line, &format!("wpt {number}"), None, Some(Shape::point(at))),
        Err((column, expected)) => items.abandon(Issue {
            kind: IssueKind::SetAside,
            line,
            column: column.to_owned(),
            found: Found::text(element.attribute(column)),
            expected,
        }),
    }
}

/// Values that programs add, also one level deeper.
fn extension(items: &mut Items, field: &Element) {
    items.value(&field.name, field.text.trim());
    field
        .children
        .iter()
        .for_each(|inner| items.value(&inner.name, inner.text.trim()));
}

fn position(element: &Element) -> Result<LonLat, (&'static str, Expected)> {
    let number = |name: &'static str, limit: f64, expected: Expected| {
        let number = element.attribute(name).trim().parse::<f64>().ok();
        number.filter(|n| (-limit..=limit).contains(n)).ok_or((name, expected))
    };
    let lat = number("lat", 90.0, Expected::Latitude)?;
    let lon = number("lon", 180.0, Expected::Longitude)?;
    LonLat::new(lon, lat).ok_or(("lat", Expected::Latitude))
}
