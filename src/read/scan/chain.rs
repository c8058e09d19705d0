//! Whether each part of a file begins within a quoted cell: known once the marks of all parts before it are
//! counted.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Counts come in any order, answers go out in the order of the file.
#[derive(Debug)]
pub(super) struct Chain {
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Debug)]
struct State {
    /// Whether each part has an odd number of marks.
    odd: Vec<Option<bool>>,
    /// Whether each part begins within quotes; one more than parts, the last says how the file ends.
    inside: Vec<bool>,
    stopped: bool,
}

impl Chain {
    /// Nothing known but the beginning.
    pub fn new(parts: u32) -> Self {
        Self {
            state: Mutex::new(State {
                odd: vec![None; parts as usize],
                inside: vec![false],
                stopped: false,
            }),
            moved: Condvar::new(),
        }
    }

    /// States whether a part has an odd number of marks.
    pub fn publish(&self, part: u32, odd: bool) {
        let mut state = self.lock();
        if let Some(place) = state.odd.get_mut(part as usize) {
            *place = Some(odd);
        }
        while let Some(Some(odd)) = state.odd.get(state.inside.len() - 1).copied() {
            let inside = state.inside.last().is_some_and(|inside| *inside != odd);
            state.inside.push(inside);
        }
        self.moved.notify_all();
    }

    /// Waits until it is known whether a part begins within quotes; `None` if the work was stopped.
    pub fn wait(&self, part: u32) -> Option<bool> {
        let mut state = self.lock();
        loop {
            if state.stopped {
                return None;
            }
            if let Some(inside) = state.inside.get(part as usize) {
                return Some(*inside);
            }
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Lets nobody wait any more.
    pub fn stop(&self) {
        self.lock().stopped = true;
        self.moved.notify_all();
    }

    /// Whether somebody stopped the work.
    pub fn is_stopped(&self) -> bool {
        self.lock().stopped
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::Chain;

    #[test]
    fn answers_follow_the_order_of_the_file() {
        let chain = Chain::new(4);
        chain.publish(2, true);
        chain.publish(0, true);
        assert_eq!((chain.wait(0), chain.wait(1)), (Some(false), Some(true)));
        chain.publish(1, false);
        chain.publish(3, true);
        assert_eq!((chain.wait(2), chain.wait(3)), (Some(true), Some(false)));
        assert_eq!(chain.wait(4), Some(true));
        let stopped = Chain::new(2);
        stopped.stop();
        assert_eq!(stopped.wait(1), None);
    }
}
