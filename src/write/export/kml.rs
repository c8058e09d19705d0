//! KML 2.2: a placemark for each event with its `TimeSpan`, what is known in words, and the figures as
//! `ExtendedData`. A region is drawn as a circle, never as a point; an event without a place has no geometry.

use std::io::Write;

use quick_xml::Writer;
use quick_xml::events::{BytesStart, Event as Xml};

use super::native_geojson::circle;
use super::xml::{begin, clean, end, text};
use super::{Export, ExportError, Written, described};
use crate::base::Pulse;
use crate::model::{Event, PlaceClass};
use crate::write::list::ListRow;

pub(super) fn write(export: &Export<'_>, out: &mut dyn Write, pulse: &Pulse) -> Result<Written, ExportError> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    begin(&mut xml, "kml", &[("xmlns", "http://www.opengis.net/kml/2.2")])?;
    xml.write_event(Xml::Start(BytesStart::new("Document")))?;
    text(&mut xml, "name", export.words.shell.name)?;
    text(&mut xml, "description", &about(export))?;
    let mut written = 0;
    for event in export.events() {
        pulse.check()?;
        placemark(&mut xml, event, export)?;
        written += 1;
        pulse.advance(1);
    }
    end(&mut xml, "Document")?;
    end(&mut xml, "kml")?;
    xml.get_mut().write_all(b"\n")?;
    Ok(Written {
        written,
        ..Written::default()
    })
}

/// What the file is: the filter, the licences, what the classes of precision mean.
fn about(export: &Export<'_>) -> String {
    let mut lines = vec![export.sentence()];
    lines.extend(export.licence_lines());
    let classes = PlaceClass::ALL.map(|class| format!("{}: {}", class.code(), export.words.place_class(class)));
    lines.push(
        export
            .words
            .labelled(export.words.exporting.precision_key, &classes.join("; ")),
    );
    lines.join("\n")
}

fn placemark<W: Write>(xml: &mut Writer<W>, event: Event<'_>, export: &Export<'_>) -> std::io::Result<()> {
    let lang = export.words.lang;
    let incident = event.incident();
    let title = event.title().get(lang).to_owned();
    let lines = described::lines(event, &incident, export.words);
    xml.create_element("Placemark").write_inner_content(|xml| {
        text(xml, "name", &title)?;
        text(xml, "description", &lines.join("\n"))?;
        if let Some(span) = event.span() {
            xml.create_element("TimeSpan").write_inner_content(|xml| {
                text(xml, "begin", &span.start().to_string())?;
                text(xml, "end", &span.last_day().to_string())
            })?;
        }
        xml.create_element("ExtendedData")
            .write_inner_content(|xml| data(xml, event, export))?;
        geometry(xml, event)
    })?;
    Ok(())
}

/// Keys and values of the list, which do not depend on the language.
fn data<W: Write>(xml: &mut Writer<W>, event: Event<'_>, export: &Export<'_>) -> std::io::Result<()> {
    let row = ListRow::new(event, export.words.lang);
    let people = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let values = [
        ("id", row.id.to_owned()),
        ("dataset", row.dataset.clone()),
        ("country", row.country.unwrap_or_default().to_owned()),
        ("admin1", row.admin1.unwrap_or_default().to_owned()),
        ("precision", row.precision.to_owned()),
        ("radius_m", row.radius_m.to_string()),
        ("span", row.span.to_owned()),
        ("date_precision", row.date_precision.to_owned()),
        ("event_type", row.event_type.to_owned()),
        ("sub_event_type", row.sub_event_type.unwrap_or_default().to_owned()),
        ("actors", row.actors.join("; ")),
        ("deaths_low", people(row.deaths.low)),
        ("deaths_best", people(row.deaths.best)),
        ("deaths_high", people(row.deaths.high)),
        ("deaths_high_open", row.deaths.high_open.to_string()),
        ("sources", row.sources.join("; ")),
    ];
    for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        let element = xml.create_element("Data").with_attribute(("name", *name));
        element.write_inner_content(|xml| text(xml, "value", value))?;
    }
    Ok(())
}

fn geometry<W: Write>(xml: &mut Writer<W>, event: Event<'_>) -> std::io::Result<()> {
    if let Some(at) = event.point() {
        let place = format!("{},{}", at.lon(), at.lat());
        xml.create_element("Point")
            .write_inner_content(|xml| text(xml, "coordinates", &place))?;
        return Ok(());
    }
    let ring = event.circle().and_then(|(centre, radius)| circle(centre, radius));
    let Some(ring) = ring else {
        return Ok(());
    };
    let corners: Vec<String> = ring.iter().map(|[lon, lat]| format!("{lon},{lat}")).collect();
    xml.create_element("Polygon").write_inner_content(|xml| {
        xml.create_element("outerBoundaryIs").write_inner_content(|xml| {
            xml.create_element("LinearRing")
                .write_inner_content(|xml| text(xml, "coordinates", &clean(&corners.join(" "))))?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}
