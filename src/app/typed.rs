//! What is typed in the same slow frame as what gives a field the focus: it is for the field, which has the focus only
//! in the frame after. So it is held back until then, and no letter of it acts as a shortcut.

use egui::{Context, Event, Key, Modifiers, PointerButton};

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Typed(Vec<Event>);

impl Typed {
    /// At the beginning of a frame: gives what was held back, and holds back what follows a click or Ctrl+F.
    pub fn hold(&mut self, ctx: &Context) {
        let held = std::mem::take(&mut self.0);
        ctx.input_mut(|i| {
            i.events.splice(0..0, held);
            let Some(at) = i.events.iter().position(gives_focus) else {
                return;
            };
            let all = std::mem::take(&mut i.events).into_iter().enumerate();
            let (later, now) = all.partition::<Vec<_>, _>(|(n, event)| *n > at && is_typed(event));
            i.events = now.into_iter().map(|(_, event)| event).collect();
            self.0 = later.into_iter().map(|(_, event)| event).collect();
        });
        if !self.0.is_empty() {
            ctx.request_repaint();
        }
    }
}

/// Whether a field may have the focus after it that had none before.
fn gives_focus(event: &Event) -> bool {
    match event {
        Event::PointerButton { button, .. } => *button == PointerButton::Primary,
        Event::Key {
            key: Key::F,
            pressed: true,
            modifiers,
            ..
        } => modifiers.matches_exact(Modifiers::COMMAND),
        _ => false,
    }
}

/// Whether it comes from a keyboard. Tab moves the focus before any panel is shown: it stays where it is.
fn is_typed(event: &Event) -> bool {
    match event {
        Event::Key { key, .. } => *key != Key::Tab,
        Event::Text(_) | Event::Paste(_) | Event::Cut | Event::Copy | Event::Ime(_) => true,
        _ => false,
    }
}
