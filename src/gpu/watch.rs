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
        let (watch, woken) = (self.clone(), Arc::clone(&wake));
        state.device.set_device_lost_callback(move |reason, text| {
            let fault = if text.is_empty() { format!("{reason:?}") } else { text };
            watch.note(fault, &*woken);
        });
        let watch = self.clone();
        let refused = move |error: wgpu::Error| watch.note(error.to_string(), &*wake);
        state.device.on_uncaptured_error(Arc::new(refused));
    }

    fn note(&self, fault: String, wake: &dyn Fn()) {
        let mut known = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
        if known.is_none() {
            *known = Some(fault);
            drop(known);
            wake();
        }
    }

    /// Looks whether the adapter is still there, and gives what it said where it is not. For after a panic: a frame may
    /// break off before a loss is told.
    pub fn look(&self) -> Option<String> {
        if let Some(device) = self.device.get() {
            let _said = device.poll(wgpu::PollType::Poll).is_ok();
        }
        self.fault()
    }

    /// What the adapter said when it failed, in words of its driver; `None` while it draws.
    pub fn fault(&self) -> Option<String> {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
