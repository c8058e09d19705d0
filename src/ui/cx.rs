//! What a panel may see, and the one thing it may do: push commands.

use std::cell::RefCell;

use super::theme::Theme;
use crate::base::Lang;
use crate::model::{Event, EventKey};
use crate::query::{EventRef, QueryResult};
use crate::session::{Command, LayerId, SelectCommand, Session};
use crate::words::Words;

/// Commands of the frame, in the order they were pushed.
#[derive(Debug, Default)]
pub struct Commands(RefCell<Vec<Command>>);

impl Commands {
    /// Adds a command; it is applied after all panels have been shown.
    pub fn push(&self, command: Command) {
        self.0.borrow_mut().push(command);
    }

    /// Takes all commands.
    pub fn take(&self) -> Vec<Command> {
        self.0.take()
    }
}

/// What a panel sees of the program during a frame.
#[derive(Debug, Clone, Copy)]
pub struct UiCx<'a> {
    /// State.
    pub session: &'a Session,
    /// What filter and window leave; the same for every panel of the frame.
    pub result: &'a QueryResult,
    /// Words in the language of the screen.
    pub words: &'static Words,
    /// Colours and sizes.
    pub theme: &'a Theme,
    /// Where commands go.
    pub commands: &'a Commands,
}

impl<'a> UiCx<'a> {
    /// The context of a frame.
    pub fn new(session: &'a Session, theme: &'a Theme, commands: &'a Commands) -> Self {
        Self {
            session,
            result: session.result(),
            words: crate::words::words(session.settings().lang()),
            theme,
            commands,
        }
    }

    /// Pushes a command.
    pub fn push(&self, command: Command) {
        self.commands.push(command);
    }

    /// Language of the screen.
    pub fn lang(&self) -> Lang {
        self.words.lang
    }
}

/// Tells the session what a panel has under the pointer, and takes back only what it told itself.
#[derive(Debug, Default)]
pub struct ToldHover(bool);

impl ToldHover {
    /// Says what is hovered in this panel now.
    pub fn tell(&mut self, cx: &UiCx<'_>, hovered: Option<EventRef>) {
        if hovered.is_none() && !std::mem::take(&mut self.0) {
            return;
        }
        self.0 = hovered.is_some();
        if cx.session.hovered() != hovered {
            cx.push(Command::Select(SelectCommand::Hover(hovered)));
        }
    }
}

/// What the texts about an event were made from: they are made again when this changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// The event.
    pub key: EventKey,
    /// The layer: another reading of the same file may tell it otherwise.
    pub layer: Option<LayerId>,
    /// Language of the screen.
    pub lang: Lang,
    /// Without free text and names of sources.
    pub discreet: bool,
}

impl Made {
    /// Of this event, as it is shown now.
    pub fn of(event: Event<'_>, cx: &UiCx<'_>) -> Self {
        Self {
            key: event.key(),
            layer: cx.session.layer_of(event.dataset()),
            lang: cx.lang(),
            discreet: cx.session.panels().presentation,
        }
    }
}
