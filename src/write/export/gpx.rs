//! GPX 1.1: a waypoint for each event that has a point. `<time>` is the first day; `<desc>` says how long and how
//! sharply. Events without a point are counted as left out: a device would lead people to a centre that nobody
//! reported.

use std::io::Write;

use quick_xml::Writer;

use super::xml::{begin, end, text};
use super::{Export, ExportError, Written, described};
use crate::base::{LonLat, Pulse};
use crate::model::Event;

pub(super) fn write(export: &Export<'_>, out: &mut dyn Write, pulse: &Pulse) -> Result<Written, ExportError> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    let attributes = [
        ("version", "1.1"),
        ("creator", export.words.shell.name),
        ("xmlns", "http://www.topografix.com/GPX/1/1"),
    ];
    begin(&mut xml, "gpx", &attributes)?;
    let mut about = vec![export.sentence()];
    about.extend(export.licence_lines());
    xml.create_element("metadata").write_inner_content(|xml| {
        text(xml, "name", export.words.shell.name)?;
        text(xml, "desc", &about.join("\n"))
    })?;
    let mut result = Written::default();
    for event in export.events() {
        pulse.check()?;
        match event.point() {
            Some(at) => {
                waypoint(&mut xml, event, at, export)?;
                result.written += 1;
            }
            None => result.left_out += 1,
        }
        pulse.advance(1);
    }
    end(&mut xml, "gpx")?;
    xml.get_mut().write_all(b"\n")?;
    Ok(result)
}

fn waypoint<W: Write>(xml: &mut Writer<W>, event: Event<'_>, at: LonLat, export: &Export<'_>) -> std::io::Result<()> {
    let (lat, lon) = (at.lat().to_string(), at.lon().to_string());
    let incident = event.incident();
    let title = event.title().get(export.words.lang).to_owned();
    let lines = described::lines(event, &incident, export.words);
    let point = xml
        .create_element("wpt")
        .with_attributes([("lat", lat.as_str()), ("lon", lon.as_str())]);
    point.write_inner_content(|xml| {
        if let Some(span) = event.span() {
            text(xml, "time", &format!("{}T00:00:00Z", span.start()))?;
        }
        text(xml, "name", &title)?;
        text(xml, "desc", &lines.join("\n"))?;
        text(xml, "type", event.kind().name())
    })?;
    Ok(())
}
