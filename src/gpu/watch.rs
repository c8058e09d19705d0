//! Whether an adapter still draws. A driver that is updated or crashes, a machine that slept and a full memory take it
//! away while the window is open; what is drawn then must be made anew on another one.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use egui_wgpu::{RenderState, wgpu};

/// What is known of one adapter. Its clones know the same.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    fault: Arc<Mutex<Option<String>>>,
    device: Arc<OnceLock<wgpu::Device>>,
}

impl Watch {
    /// Watches an adapter, whose faults end the program otherwise. `wake` is called at the first one, perhaps in the
    /// middle of a frame.
    pub fn over(&self, state: &RenderState, wake: impl Fn() + Send + Sync + 'static) {
        let _only_one = self.device.set(state.device.clone()).is_ok();
        let wake = Arc::new(wake);
        // The device must not keep itself alive.
        let (fault, woken) = (Arc::clone(&self.fault), Arc::clone(&wake));
        state.device.set_device_lost_callback(move |reason, text| {
            let said = if text.is_empty() { format!("{reason:?}") } else { text };
            note(&fault, said, &*woken);
        });
        let fault = Arc::clone(&self.fault);
        let refused = move |error: wgpu::Error| note(&fault, error.to_string(), &*wake);
        state.device.on_uncaptured_error(Arc::new(refused));
    }

    /// Asks the adapter whether it is still there, and gives what it said where it is not: in words of its driver.
    /// Some losses are told only to those who ask.
    pub fn look(&self) -> Option<String> {
        if let Some(device) = self.device.get() {
            let _said = device.poll(wgpu::PollType::Poll).is_ok();
        }
        self.fault.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Keeps the first fault and tells of it.
fn note(fault: &Mutex<Option<String>>, said: String, wake: &dyn Fn()) {
    let mut known = fault.lock().unwrap_or_else(PoisonError::into_inner);
    if known.is_none() {
        *known = Some(said);
        drop(known);
        wake();
    }
}
