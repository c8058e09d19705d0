//! KML and KMZ: placemarks with a point, lines or areas, times, and extended data.

use super::error::{Expected, Found, ReadError, Wanted};
use super::items::{About, Items, Made, Shape, about_file};
use super::report::{Format, Issue, IssueKind};
use super::xml::{Element, Step, walk};
use super::{Opened, Origin, lineage, read_items};
use crate::base::{LonLat, Pulse};

/// Members of a placemark that are values as they stand.
const PLAIN: [&str; 6] = ["name", "description", "address", "phoneNumber", "Snippet", "styleUrl"];
/// Geometries.
const SHAPES: [&str; 6] = ["Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track"];

/// Reads the placemarks of a document.
///
/// # Errors
/// Broken XML, nested too deep, or nothing in it that can be kept.
pub(super) fn read(text: &str, origin: &Origin<'_>, pulse: &Pulse) -> Result<Opened, ReadError> {
    let mut items = Items::new();
    let mut folders: Vec<String> = Vec::new();
    walk(
        text,
        &["Placemark", "name", "NetworkLink", "Style", "StyleMap"],
        pulse,
        |step| match step {
            Step::Whole(element, line) => match element.name.as_str() {
                "Placemark" => placemark(&mut items, element, line, &folders),
                // The name of a folder or document stands before its placemarks.
                "name" => {
                    if let Some(folder) = folders.last_mut() {
                        element.text.trim().clone_into(folder);
                    }
                }
                "NetworkLink" => {
                    let found = Found::text(&element.name);
                    items.notices.push(about_file(found, Expected::Wanted(Wanted::NoLinks)));
                }
                _ => {}
            },
            Step::Begins(element) if is_folder(element) => folders.push(String::new()),
            Step::Ends(element) if is_folder(element) => _ = folders.pop(),
            _ => {}
        },
    )?;
    let about = About {
        file: origin.name.to_owned(),
        format: Format::Kml,
        lineage: lineage("kml", text.as_bytes()),
        sources: Vec::new(),
        meanings: None,
        order: origin.options.date_order,
    };
    read_items(items, about, origin, pulse)
}

fn is_folder(element: &Element) -> bool {
    matches!(element.name.as_str(), "Folder" | "Document")
}

fn placemark(items: &mut Items, element: &Element, line: u64, folders: &[String]) {
    let number = items.len() + 1;
    for child in &element.children {
        match child.name.as_str() {
            name if PLAIN.contains(&name) => items.value(name, child.text.trim()),
            "TimeStamp" => items.value("begin", child.text_of("when")),
            "TimeSpan" => {
                items.value("begin", child.text_of("begin"));
                items.value("end", child.text_of("end"));
            }
            "ExtendedData" => extended(items, child),
            _ => {}
        }
    }
    let folders: Vec<&str> = folders.iter().map(String::as_str).filter(|f| !f.is_empty()).collect();
    items.value("folder", &folders.join(" / "));
    let mut shapes = Vec::new();
    let drawn = element
        .children
        .iter()
        .filter(|child| SHAPES.contains(&child.name.as_str()));
    for child in drawn {
        if let Err(finding) = shape(child, &mut shapes) {
            let (found, expected) = *finding;
            return items.abandon(Issue {
                kind: IssueKind::SetAside,
                line,
                column: child.name.clone(),
                found,
                expected,
            });
        }
    }
    let id = element.attribute("id");
    let id = Some(id).filter(|id| !id.is_empty());
    items.finish(line, &format!("Placemark {number}"), id, Shape::of_shapes(&shapes));
}

/// Values that a placemark has beside those of KML.
fn extended(items: &mut Items, data: &Element) {
    for child in &data.children {
        match child.name.as_str() {
            "Data" => items.value(child.attribute("name"), child.text_of("value")),
            "SchemaData" => {
                let fields = child.children.iter().filter(|field| field.name == "SimpleData");
                fields.for_each(|field| items.value(field.attribute("name"), field.text.trim()));
            }
            other => items.value(other, child.text.trim()),
        }
    }
}

/// What stands instead of what should.
type Finding = Box<(Found, Expected)>;

fn shape(element: &Element, shapes: &mut Vec<Shape>) -> Result<(), Finding> {
    let coordinates = |element: &Element| positions(element.text_of("coordinates"));
    let missing = |wanted: Wanted| Box::new((Found::Nothing, Expected::Wanted(wanted)));
    let found = match element.name.as_str() {
        "Point" => coordinates(element)?.first().map(|at| Shape::point(*at)),
        "LineString" | "LinearRing" => Shape::of_positions(&coordinates(element)?, Made::Line),
        "Track" => {
            let points = element.children.iter().filter(|child| child.name == "coord");
            let joined: Vec<String> = points.map(|p| p.text.trim().replace(' ', ",")).collect();
            Shape::of_positions(&positions(&joined.join(" "))?, Made::Line)
        }
        "Polygon" => {
            let mut rings = Vec::new();
            let boundaries = element
                .children
                .iter()
                .filter(|child| child.name.ends_with("BoundaryIs"));
            for ring in boundaries.filter_map(|boundary| boundary.child("LinearRing")) {
                rings.push(coordinates(ring)?);
            }
            Shape::of_areas(&[rings])
        }
        _ => {
            let mut drawn = element
                .children
                .iter()
                .filter(|child| SHAPES.contains(&child.name.as_str()));
            return drawn.try_for_each(|child| shape(child, shapes));
        }
    };
    shapes.push(found.ok_or_else(|| missing(Wanted::Position))?);
    Ok(())
}

/// Longitude, latitude and perhaps height between commas, one after the other between white space.
fn positions(text: &str) -> Result<Vec<LonLat>, Finding> {
    let position = |tuple: &str| {
        let mut numbers = tuple.split(',').map(|part| part.trim().parse::<f64>());
        let (Some(Ok(lon)), Some(Ok(lat))) = (numbers.next(), numbers.next()) else {
            return Err(Box::new((Found::text(tuple), Expected::Wanted(Wanted::Position))));
        };
        let expected = if (-180.0..=180.0).contains(&lon) {
            Expected::Latitude
        } else {
            Expected::Longitude
        };
        LonLat::new(lon, lat).ok_or_else(|| Box::new((Found::text(tuple), expected)))
    };
    text.split_whitespace().map(position).collect()
}
