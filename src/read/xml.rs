//! XML of bounded depth, element by element, and which kind of document it is.
//!
//! No entity is ever looked up, inside or outside of the file: a name that XML itself does not define stays as it
//! is written.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::content::refused;
use super::error::{At, Content, OtherContent, Problem, ReadError, Trouble, excerpt};
use super::{Opened, Origin, gpx, kml};
use crate::base::Pulse;

/// Deepest nesting of elements.
const MOST_DEPTH: usize = 100;

/// An element with everything in it. Names are without their prefix.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name.
    pub name: String,
    /// Its attributes.
    pub attributes: Vec<(String, String)>,
    /// Its own text, without that of its children.
    pub text: String,
    /// Its text with that of its children, in the order of the document.
    pub whole: String,
    /// The elements in it.
    pub children: Vec<Self>,
}

impl Element {
    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The text of the first child of a name, empty where there is none.
    pub fn text_of(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| child.text.trim())
    }

    /// An attribute, empty where there is none.
    pub fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }
}

/// Reads KML or GPX.
///
/// # Errors
/// Another document, broken or nested too deep, or nothing in it.
pub(super) fn read(text: &str, origin: &Origin<'_>, pulse: &Pulse) -> Result<Opened, ReadError> {
    let root = root(text)?;
    match root.to_ascii_lowercase().as_str() {
        "kml" => kml::read(text, origin, pulse),
        "gpx" => gpx::read(text, origin, pulse),
        "html" | "!doctype" => Err(refused(Content::Other(OtherContent::Html))),
        _ => Err(refused(Content::Other(OtherContent::Xml(excerpt(&root))))),
    }
}

/// The name of the first element.
fn root(text: &str) -> Result<String, ReadError> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => return Ok(name_of(&start)),
            Ok(Event::DocType(kind)) if kind.to_lowercase().trim_start().starts_with("html") => {
                return Ok("html".to_owned());
            }
            Ok(Event::Eof) => return Err(ReadError::whole(Problem::Truncated)),
            Ok(_) => {}
            Err(error) => return Err(broken(text, &reader, &error)),
        }
    }
}

fn broken(text: &str, reader: &Reader<&[u8]>, error: &impl ToString) -> ReadError {
    let at = usize::try_from(reader.error_position()).unwrap_or(0);
    let trouble = Trouble::Xml(excerpt(&error.to_string()));
    ReadError::new(place(text, at), Problem::Trouble(trouble))
}

/// Line and character, from 1, of a byte.
fn place(text: &str, at: usize) -> At {
    let before = text.get(..text.floor_char_boundary(at)).unwrap_or_default();
    let line = before.matches('\n').count() as u64 + 1;
    let in_line = before.rsplit('\n').next().unwrap_or_default();
    let character = in_line.chars().count() as u64 + 1;
    At::Position { line, character }
}

fn name_of(start: &BytesStart<'_>) -> String {
    start.local_name().into_inner().to_owned()
}

fn begun(start: &BytesStart<'_>) -> Element {
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).filter_map(Result::ok);
    Element {
        name: name_of(start),
        attributes: attributes
            .map(|a| {
                let value = a.normalized_value(XmlVersion::Explicit1_0);
                let value = value.map_or_else(|_| a.value.as_ref().to_owned(), |value| value.into_owned());
                (a.key.local_name().into_inner().to_owned(), value)
            })
            .collect(),
        ..Element::default()
    }
}

/// What [`walk`] finds.
pub(super) enum Step<'a> {
    /// A wanted element, whole, with the line on which it begins.
    Whole(&'a Element, u64),
    /// Another one begins.
    Begins(&'a Element),
    /// The other one that began last ends, with its own text.
    Ends(&'a Element),
}

/// Walks through a document. Elements of the `wanted` names are given whole; of all others their begin and end.
///
/// # Errors
/// Broken XML, nested too deep, or the user stopped it.
pub(super) fn walk(
    text: &str,
    wanted: &[&str],
    pulse: &Pulse,
    mut step: impl FnMut(Step<'_>),
) -> Result<(), ReadError> {
    let mut reader = Reader::from_str(text);
    let (mut line, mut counted) = (1_u64, 0_usize);
    // Elements under way, the outermost first; from `whole` on they are part of a wanted one.
    let mut open: Vec<Element> = Vec::new();
    let mut whole: Option<(usize, u64)> = None;
    pulse.start(text.len() as u64);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|error| broken(text, &reader, &error))?;
        let (start, is_empty) = match event {
            Event::Start(start) => (start, false),
            Event::Empty(start) => (start, true),
            Event::End(_) => {
                close(&mut open, &mut whole, &mut step);
                continue;
            }
            Event::Text(piece) => {
                append(&mut open, &piece.xml_content(XmlVersion::Explicit1_0));
                continue;
            }
            Event::CData(piece) => {
                append(&mut open, &piece.xml_content(XmlVersion::Explicit1_0));
                continue;
            }
            Event::GeneralRef(name) => {
                append(&mut open, &resolved(&name));
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        pulse.check().map_err(|_| ReadError::whole(Problem::Cancelled))?;
        let passed = text.as_bytes().get(counted..at).unwrap_or_default();
        line += passed.iter().filter(|b| **b == b'\n').count() as u64;
        pulse.advance((at - counted) as u64);
        counted = at;
        if open.len() >= MOST_DEPTH {
            return Err(ReadError::new(place(text, at), Problem::TooDeep));
        }
        let element = begun(&start);
        if whole.is_none() {
            if wanted.contains(&element.name.as_str()) {
                whole = Some((open.len(), line));
            } else {
                step(Step::Begins(&element));
            }
        }
        open.push(element);
        if is_empty {
            close(&mut open, &mut whole, &mut step);
        }
    }
    if open.is_empty() {
        Ok(())
    } else {
        Err(ReadError::new(place(text, text.len()), Problem::Truncated))
    }
}

/// Ends the innermost element.
fn close(open: &mut Vec<Element>, whole: &mut Option<(usize, u64)>, step: &mut impl FnMut(Step<'_>)) {
    let Some(element) = open.pop() else {
        return;
    };
    match *whole {
        Some((depth, line)) if depth == open.len() => {
            *whole = None;
            step(Step::Whole(&element, line));
        }
        Some(_) => {
            if let Some(parent) = open.last_mut() {
                parent.whole.push_str(&element.whole);
                parent.children.push(element);
            }
        }
        None => step(Step::Ends(&element)),
    }
}

fn append(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
        element.whole.push_str(text);
    }
}

/// The character that a reference stands for, or the reference as it is written.
fn resolved(name: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        return character.to_string();
    }
    let raw = name.xml_content(XmlVersion::Explicit1_0);
    match raw.as_ref() {
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "amp" => "&".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        other => format!("&{other};"),
    }
}
