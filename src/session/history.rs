//! Undo and redo: one snapshot for each gesture.

use super::Looking;

/// Snapshots kept at most; the oldest go first.
const MOST: usize = 200;

/// Snapshots before and after the present one.
#[derive(Debug, Default)]
pub struct History {
    before: Vec<Looking>,
    after: Vec<Looking>,
    gesture: Option<&'static str>,
}

impl History {
    /// Remembers the state before a change. Changes of one `gesture` in a row (a drag, typing in one field)
    /// are one step.
    pub fn remember(&mut self, looking: &Looking, gesture: Option<&'static str>) {
        let continues = gesture.is_some() && gesture == self.gesture;
        self.gesture = gesture;
        self.after.clear();
        if continues {
            return;
        }
        self.before.push(looking.clone());
        if self.before.len() > MOST {
            self.before.remove(0);
        }
    }

    /// The next change starts a step of its own.
    pub fn end_gesture(&mut self) {
        self.gesture = None;
    }

    /// Takes back the last step where it began at this state.
    pub fn forget(&mut self, looking: &Looking) {
        if self.before.last() == Some(looking) {
            self.before.pop();
        }
        self.gesture = None;
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.after.is_empty()
    }

    /// The state before the last step; `present` becomes what redo brings back.
    pub fn undo(&mut self, present: Looking) -> Option<Looking> {
        let earlier = self.before.pop()?;
        self.after.push(present);
        self.gesture = None;
        Some(earlier)
    }

    /// The state that was undone last; `present` becomes what undo brings back.
    pub fn redo(&mut self, present: Looking) -> Option<Looking> {
        let later = self.after.pop()?;
        self.before.push(present);
        self.gesture = None;
        Some(later)
    }
}
