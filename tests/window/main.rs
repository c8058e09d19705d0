//! The real window on a screen in memory: driven by keyboard and mouse, watched by its pixels, by the state it
//! writes with `--state-dump`, and by the system calls it makes. Linux only.

#![cfg(test)]
#![cfg(target_os = "linux")]

mod adapter;
mod end_to_end;
mod no_sockets;
mod screen;

use std::path::{Path, PathBuf};
use std::process::Command;

use screen::{Running, Scratch, Screen, wait_for};
use serde_json::Value;
use x11rb::protocol::xproto::Window;

/// X11 keysyms of the keys that tests press.
mod keys {
    pub const CONTROL: u32 = 0xffe3;
    pub const ESCAPE: u32 = 0xff1b;
    pub const ENTER: u32 = 0xff0d;
    pub const J: u32 = 0x6a;
    pub const N: u32 = 0x6e;
    pub const Q: u32 = 0x71;
    pub const Z: u32 = 0x7a;
}

/// The program in its window.
struct Atlas {
    process: Running,
    window: Window,
    dump: PathBuf,
    screen: Screen,
    _home: Scratch,
}

impl Atlas {
    /// Opens the window, started through `wrapper` (a program and its arguments) where there is one. `None` where
    /// there is no screen to open it on.
    fn open(name: &str, wrapper: &[&str]) -> Option<Self> {
        Self::open_with(name, wrapper, &[])
    }

    /// The same with more arguments.
    fn open_with(name: &str, wrapper: &[&str], arguments: &[&str]) -> Option<Self> {
        let Some(screen) = Screen::start(1366, 768) else {
            screen::skip("Xvfb is not installed");
            return None;
        };
        let home = Scratch::new(name);
        let dump = home.path("state.json");
        let program = env!("CARGO_BIN_EXE_sahel-atlas");
        let mut words = wrapper.iter().copied().chain([program]);
        let mut command = Command::new(words.next().unwrap_or(program));
        command
            .args(words)
            .args(["--lang", "en", "--no-traces"])
            .args(arguments)
            .arg("--state-dump")
            .arg(&dump);
        let process = screen.launch(&mut command, &home.path("."));
        let window = screen.window();
        let atlas = Self {
            process,
            window,
            dump,
            screen,
            _home: home,
        };
        atlas.wait_state("the map to be shown", |state| state["zoom"].is_number());
        Some(atlas)
    }

    fn state(&self) -> Option<Value> {
        read_json(&self.dump)
    }

    /// The state, once it is as asked for.
    fn wait_state(&self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        wait_for(what, || self.state().filter(&wanted))
    }

    /// The pixels of the window, once two looks in a row are alike.
    fn calm_pixels(&self) -> Vec<u8> {
        let mut last = Vec::new();
        wait_for("the window to be calm", || {
            std::thread::sleep(std::time::Duration::from_millis(300));
            let now = self.screen.pixels(self.window);
            let calm = now == last;
            last = now;
            calm.then(|| last.clone())
        })
    }

    /// The pixels of the window, once more than `share` of them differ from `before`.
    fn changed_pixels(&self, what: &str, before: &[u8], share: f64) -> Vec<u8> {
        wait_for(what, || {
            let now = self.screen.pixels(self.window);
            (screen::difference(before, &now) > share).then_some(now)
        })
    }

    /// Leaves by keyboard; whether the program ended well.
    fn quit(mut self) -> bool {
        self.screen.key(&[keys::CONTROL], keys::Q);
        self.process.ended().success()
    }
}

fn read_json(path: &Path) -> Option<Value> {
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}
