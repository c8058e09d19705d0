//! Selected events. Kept by identity, so that they survive a filter that hides them.

use std::collections::BTreeSet;

use crate::model::EventKey;
use crate::query::{EventRef, QueryResult};

use super::command::SelectCommand;

/// What is selected, and what of it is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// All selected events.
    pub keys: BTreeSet<EventKey>,
    /// The one that popup and dossier show.
    pub focus: Option<EventKey>,
    /// Whether the popup of `focus` is open.
    pub popup_open: bool,
}

impl Selection {
    /// Whether an event is selected.
    pub fn has(&self, key: &EventKey) -> bool {
        self.keys.contains(key)
    }

    /// Applies a command; `result` says what is visible and in which order.
    pub fn apply(&mut self, command: SelectCommand, result: &QueryResult) {
        match command {
            SelectCommand::Open(at) => {
                if let Some(event) = result.event(at) {
                    self.only(event.key());
                    self.popup_open = true;
                }
            }
            SelectCommand::Toggle(at) => {
                if let Some(event) = result.event(at) {
                    self.toggle(event.key());
                }
            }
            SelectCommand::OpenKey(key) => {
                self.only(key);
                self.popup_open = true;
            }
            SelectCommand::ReplaceBy(ats) => {
                self.keys = ats.iter().filter_map(|at| Some(result.event(*at)?.key())).collect();
                self.focus = self.keys.first().cloned();
                self.popup_open = false;
            }
            SelectCommand::Next => self.step(result, true),
            SelectCommand::Previous => self.step(result, false),
            SelectCommand::OpenPopup => self.popup_open = self.focus.is_some(),
            SelectCommand::ClosePopup => self.popup_open = false,
            SelectCommand::CloseLayer if self.popup_open => self.popup_open = false,
            SelectCommand::CloseLayer | SelectCommand::Clear => *self = Self::default(),
            SelectCommand::Hover(_) => {}
        }
    }

    fn only(&mut self, key: EventKey) {
        self.keys = BTreeSet::from([key.clone()]);
        self.focus = Some(key);
    }

    fn toggle(&mut self, key: EventKey) {
        if self.keys.remove(&key) {
            self.focus = self.keys.last().cloned();
        } else {
            self.keys.insert(key.clone());
            self.focus = Some(key);
        }
        self.popup_open &= self.focus.is_some();
    }

    /// Moves the focus to the next or previous visible event by date; from none to the first or last.
    fn step(&mut self, result: &QueryResult, forward: bool) {
        let here = self.focus.as_ref().and_then(|focus| position(result, focus));
        let last = result.rows.len().checked_sub(1);
        let to = match (here, forward) {
            (None, true) => Some(0),
            (None, false) => last,
            (Some(i), true) => Some(i + 1),
            (Some(i), false) => i.checked_sub(1),
        };
        let found: Option<EventRef> = to.and_then(|i| result.rows.get(i));
        if let Some(event) = found.and_then(|at| result.event(at)) {
            self.only(event.key());
            self.popup_open = true;
        }
    }
}

/// Position of an event among the visible ones, from 0.
pub fn position(result: &QueryResult, key: &EventKey) -> Option<usize> {
    result.rows.position(result.find(key)?)
}
