//! The question before a link opens: the whole address, its host plain to see, and that nothing has been sent.

use std::ops::Range;

use egui::text::{LayoutJob, TextFormat};
use egui::{Button, Frame, Id, Key, Label, Modal, Modifiers, RichText, Ui, vec2};

use super::UiCx;
use super::theme::{self, size};
use crate::session::{Command, CopyKind, Request};

/// Width of the dialog, points.
const WIDTH: f32 = 460.0;

/// The dialog; keeps the address it asks about.
#[derive(Debug, Default)]
pub struct LinkDialog {
    address: Option<String>,
}

impl LinkDialog {
    /// Asks whether this address may be opened.
    pub fn ask(&mut self, address: &str) {
        self.address = Some(address.to_owned());
    }

    /// Whether it is open: Esc then closes it and nothing else.
    pub fn is_open(&self) -> bool {
        self.address.is_some()
    }

    /// Shows the dialog, if something was asked.
    pub fn show(&mut self, ui: &Ui, cx: &UiCx<'_>) {
        let Some(address) = self.address.clone() else {
            return;
        };
        let escape = ui.ctx().input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
        let frame = Frame::popup(ui.style()).inner_margin(16.0);
        let modal = Modal::new(Id::unique("open link?")).frame(frame).show(ui.ctx(), |ui| {
            ui.set_width((ui.ctx().content_rect().width() - 48.0).clamp(0.0, WIDTH));
            dialog(ui, cx, &address)
        });
        if modal.inner || escape || modal.should_close() {
            self.address = None;
        }
    }
}

/// The dialog's content. Returns whether it is done.
fn dialog(ui: &mut Ui, cx: &UiCx<'_>, address: &str) -> bool {
    let words = &cx.words.telling.link;
    let palette = &cx.theme.palette;
    ui.spacing_mut().item_spacing.y = 8.0;
    ui.label(RichText::new(words.title).font(theme::strong(size::POPUP_TITLE)));
    let host = host(address);
    let width = ui.available_width() - 16.0;
    Frame::new()
        .fill(palette.raised)
        .stroke((1.0, palette.hairline))
        .corner_radius(4.0)
        .inner_margin(8.0)
        .show(ui, |ui| {
            ui.set_width(width);
            ui.add(Label::new(emphasised(address, host.clone(), cx, width)));
        });
    let text = |ui: &mut Ui, text: &str| ui.label(RichText::new(text).size(size::LABEL).color(palette.secondary));
    let Some(host) = host else {
        text(ui, words.not_web);
        return buttons(ui, cx, address, false);
    };
    if address.get(host).is_some_and(is_strange) {
        ui.label(RichText::new(words.strange_host).color(palette.notice));
    }
    text(ui, words.warning);
    ui.label(RichText::new(words.not_sent).font(theme::strong(size::BODY)));
    buttons(ui, cx, address, true)
}

fn buttons(ui: &mut Ui, cx: &UiCx<'_>, address: &str, may_open: bool) -> bool {
    let words = &cx.words.telling.link;
    let mut done = false;
    let least = vec2(72.0, size::ROW);
    ui.horizontal(|ui| {
        if may_open && ui.add(Button::new(words.open).min_size(least)).clicked() {
            cx.push(Command::Ask(Request::OpenLink(address.to_owned())));
            done = true;
        }
        if ui.add(Button::new(words.copy).min_size(least)).clicked() {
            cx.push(Command::Ask(Request::Copy(CopyKind::Text(address.to_owned()))));
            done = true;
        }
        let cancel = ui.add(Button::new(cx.words.common.cancel).min_size(least));
        done |= cancel.clicked();
    });
    done
}

/// The address, every character of it, the host in bold.
fn emphasised(address: &str, host: Option<Range<usize>>, cx: &UiCx<'_>, width: f32) -> LayoutJob {
    let palette = &cx.theme.palette;
    let weak = TextFormat::simple(theme::body(size::BODY), palette.secondary);
    let strong = TextFormat::simple(theme::strong(size::BODY), palette.text);
    let host = host.unwrap_or(0..0);
    let mut job = LayoutJob::default();
    let parts = [
        (address.get(..host.start), &weak),
        (address.get(host.clone()), &strong),
        (address.get(host.end..), &weak),
    ];
    for (part, format) in parts {
        job.append(part.unwrap_or(""), 0.0, format.clone());
    }
    job.wrap.max_width = width;
    job.wrap.break_anywhere = true;
    job
}

/// Where the host stands in an address of the web: behind a user name, before a port. `None` for anything that is
/// not http or https, or has no host.
fn host(address: &str) -> Option<Range<usize>> {
    let lower = address.to_ascii_lowercase();
    let start = ["https://", "http://"]
        .iter()
        .find_map(|s| lower.starts_with(s).then_some(s.len()))?;
    // A browser reads a backslash as a slash.
    let end = address
        .get(start..)?
        .find(['/', '?', '#', '\\'])
        .map_or(address.len(), |i| start + i);
    let authority = address.get(start..end)?;
    let start = authority.rfind('@').map_or(start, |i| start + i + 1);
    let named = address.get(start..end)?;
    let end = named.find(':').map_or(end, |i| start + i);
    let clean = !address.chars().any(|c| c.is_whitespace() || c.is_control());
    (start < end && clean).then_some(start..end)
}

/// Whether the name of a host may look like another one: letters beyond ASCII, or an encoded name.
fn is_strange(host: &str) -> bool {
    !host.is_ascii()
        || host
            .to_ascii_lowercase()
            .split('.')
            .any(|label| label.starts_with("xn--"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(address: &str) -> Option<&str> {
        address.get(host(address)?)
    }

    #[test]
    fn the_host_is_what_the_browser_would_contact() {
        assert_eq!(found("https://www.rfi.fr/en/africa?x=1"), Some("www.rfi.fr"));
        assert_eq!(found("https://www.rfi.fr@evil.example/a"), Some("evil.example"));
        assert_eq!(found("http://host.example:8080#a@b"), Some("host.example"));
        assert_eq!(found("https://evil.example\\@www.rfi.fr/"), Some("evil.example"));
        assert_eq!(found("HTTPS://A.example"), Some("A.example"));
    }

    #[test]
    fn what_is_no_address_of_the_web_cannot_be_opened() {
        for address in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "https://",
            "rfi.fr",
            "https:// a.example",
            "https://a.example/\u{202E}x y",
        ] {
            assert_eq!(found(address), None, "{address}");
        }
    }

    #[test]
    fn hosts_that_look_like_others_are_told() {
        assert!(is_strange("rfі.fr"));
        assert!(is_strange("www.xn--rf-lmc.fr"));
        assert!(!is_strange("www.rfi.fr"));
    }
}
