//! How long work tells others that it is alive, and how it is told to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};

/// One piece of work as seen from outside: a switch to cancel it, counters of progress, and what it is at. Clones
/// share them. The worker calls [`Pulse::advance`] and looks at [`Pulse::is_cancelled`] a few hundred times a
/// second at most; whoever waits reads [`Pulse::progress`] whenever it likes. Nothing ever blocks.
#[derive(Debug, Clone, Default)]
pub struct Pulse {
    shared: Arc<Shared>,
}

/// What a piece of work is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    /// It has not begun.
    #[default]
    Waiting,
    /// It takes a first look at everything, before it reads; done and total are bytes.
    Early,
    /// It reads; done and total are bytes.
    Reading,
    /// Everything is read; it is put in order.
    Ordering,
}

#[derive(Debug, Default)]
struct Shared {
    cancelled: AtomicBool,
    rows: AtomicU64,
    phase: AtomicU8,
    done: AtomicU64,
    total: AtomicU64,
}

/// The work was told to stop before it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

impl Pulse {
    /// Work that has not begun, of unknown length.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the work to stop. It stops at its next look; what it made until then is dropped.
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked the work to stop.
    pub fn is_cancelled(&self) -> bool {
        self.shared.cancelled.load(Ordering::Relaxed)
    }

    /// `Err` once somebody asked the work to stop: for `?` in loops.
    ///
    /// # Errors
    /// [`Cancelled`] after [`Pulse::cancel`].
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }

    /// States how many units the work has in all (bytes, rows); starts counting from 0.
    pub fn start(&self, total: u64) {
        self.shared.done.store(0, Ordering::Relaxed);
        self.shared.total.store(total, Ordering::Relaxed);
    }

    /// Counts units as done.
    pub fn advance(&self, units: u64) {
        self.shared.done.fetch_add(units, Ordering::Relaxed);
    }

    /// Units done and units in all; a total of 0 means that the length is not known.
    pub fn progress(&self) -> (u64, u64) {
        let total = self.shared.total.load(Ordering::Relaxed);
        (self.shared.done.load(Ordering::Relaxed), total)
    }

    /// Counts rows that were read, beside the units of [`Pulse::advance`].
    pub fn count_rows(&self, rows: u64) {
        self.shared.rows.fetch_add(rows, Ordering::Relaxed);
    }

    /// Counts rows from 0 again: they are read once more.
    pub fn count_anew(&self) {
        self.shared.rows.store(0, Ordering::Relaxed);
    }

    /// Rows read so far; 0 where the work does not count them.
    pub fn rows(&self) -> u64 {
        self.shared.rows.load(Ordering::Relaxed)
    }

    /// States what the work is at now.
    pub fn enter(&self, phase: Phase) {
        self.shared.phase.store(phase as u8, Ordering::Relaxed);
    }

    /// What the work is at.
    pub fn phase(&self) -> Phase {
        match self.shared.phase.load(Ordering::Relaxed) {
            0 => Phase::Waiting,
            1 => Phase::Early,
            2 => Phase::Reading,
            _ => Phase::Ordering,
        }
    }

    /// The part done, 0 to 1; `None` while the length is not known.
    pub fn fraction(&self) -> Option<f32> {
        let (done, total) = self.progress();
        (total > 0).then(|| (done as f64 / total as f64).min(1.0) as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cancelled, Phase, Pulse};

    #[test]
    fn clones_share_switch_and_counters() {
        let worker = Pulse::new();
        let watcher = worker.clone();
        assert_eq!(watcher.fraction(), None);
        worker.start(200);
        worker.advance(50);
        assert_eq!(watcher.progress(), (50, 200));
        assert_eq!(watcher.fraction(), Some(0.25));
        worker.count_rows(7);
        worker.count_rows(5);
        assert_eq!(watcher.rows(), 12);
        worker.count_anew();
        assert_eq!(watcher.rows(), 0);
        for phase in [Phase::Waiting, Phase::Early, Phase::Reading, Phase::Ordering] {
            worker.enter(phase);
            assert_eq!(watcher.phase(), phase);
        }
        assert_eq!(worker.check(), Ok(()));
        watcher.cancel();
        assert_eq!(worker.check(), Err(Cancelled));
    }

    #[test]
    fn counting_past_the_end_stays_at_one() {
        let pulse = Pulse::new();
        pulse.start(10);
        pulse.advance(11);
        assert_eq!(pulse.fraction(), Some(1.0));
    }
}
