//! What KML and GPX have in common: text that XML may hold, elements of text.

use std::io::{Result, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A text that XML can hold: line ends are line feeds, characters that XML forbids become U+FFFD.
pub(super) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let forbidden = |c: char| (c < ' ' && c != '\n' && c != '\t') || c == '\u{FFFE}' || c == '\u{FFFF}';
    text.chars()
        .map(|c| if forbidden(c) { '\u{FFFD}' } else { c })
        .collect()
}

/// An element with nothing but text.
pub(super) fn text<W: Write>(xml: &mut Writer<W>, name: &str, text: &str) -> Result<()> {
    xml.create_element(name)
        .write_text_content(BytesText::new(&clean(text)))?;
    Ok(())
}

/// Begins a document and its root element.
pub(super) fn begin<W: Write>(xml: &mut Writer<W>, root: &str, attributes: &[(&str, &str)]) -> Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let start = BytesStart::new(root).with_attributes(attributes.iter().copied());
    xml.write_event(Event::Start(start))
}

/// Ends an element.
pub(super) fn end<W: Write>(xml: &mut Writer<W>, name: &str) -> Result<()> {
    xml.write_event(Event::End(BytesEnd::new(name)))
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_xml_forbids_is_replaced_and_line_ends_are_one() {
        assert_eq!(
            clean("a\r\nb\rc\u{0}\u{1B}\t\u{FFFF}é"),
            "a\nb\nc\u{FFFD}\u{FFFD}\t\u{FFFD}é"
        );
    }
}
