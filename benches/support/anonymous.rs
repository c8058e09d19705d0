//! Memory of this process that is not a part of a file, at its highest.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(2);

/// Looks at the memory of this process on a thread of its own until it is asked. The looks cost time: a load that is
/// watched is not timed.
pub struct Watch {
    end: Arc<AtomicBool>,
    highest: JoinHandle<u64>,
}

impl Watch {
    /// Begins to look.
    pub fn start() -> Self {
        let end = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&end);
        let look = move || {
            let mut highest = now();
            while !asked.load(Ordering::Relaxed) {
                std::thread::sleep(PAUSE);
                highest = highest.max(now());
            }
            highest.max(now())
        };
        let named = std::thread::Builder::new().name("watch".to_owned());
        let highest = named.spawn(look).expect("a thread to look with");
        Self { end, highest }
    }

    /// The highest that was seen, MiB; 0 where the system does not say.
    pub fn highest(self) -> u64 {
        self.end.store(true, Ordering::Relaxed);
        self.highest.join().unwrap_or(0) / 1024
    }
}

/// KiB at this moment, as Linux counts them.
fn now() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    line.and_then(|rest| rest.trim().trim_end_matches("kB").trim().parse().ok())
        .unwrap_or(0)
}
