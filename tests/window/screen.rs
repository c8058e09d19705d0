//! A screen in memory with the program's window on it: keys and clicks go in as the X server delivers them from
//! a keyboard and a mouse, pixels come out.
//!
//! Only for Linux. Needs `Xvfb`; `scripts/test` installs it.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use x11rb::connection::{Connection as _, RequestConnection as _};
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat, InputFocus, MapState, Window};
use x11rb::rust_connection::RustConnection;

/// Longest wait for anything that the program does.
const PATIENCE: Duration = Duration::from_secs(60);

/// Says that a tool is missing: passes the test with a printed reason on a developer's machine, fails it under
/// continuous integration.
pub fn skip(reason: &str) {
    assert!(std::env::var_os("CI").is_none(), "cannot be skipped here: {reason}");
    println!("skipped: {reason}");
}

/// Whether a tool answers when it is called.
pub fn has_tool(name: &str, argument: &str) -> bool {
    let call = Command::new(name)
        .arg(argument)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    call.is_ok()
}

/// A folder that is removed at the end.
pub struct Scratch(PathBuf);

impl Scratch {
    /// An empty folder for a test of this name.
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("sahel-atlas-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder in the folder of temporary files");
        Self(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

/// A process that does not outlive the test.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _killed = self.0.kill();
        let _waited = self.0.wait();
    }
}

impl Running {
    /// Waits until it ends by itself; its exit status.
    pub fn ended(&mut self) -> std::process::ExitStatus {
        let child = &mut self.0;
        wait_for("the program to leave", || {
            child.try_wait().expect("the state of a child")
        })
    }
}

/// Asks again and again until there is an answer.
pub fn wait_for<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = ask() {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// An X server that draws into memory, and a connection to it.
pub struct Screen {
    connection: RustConnection,
    root: Window,
    /// Opcode of the extension that pretends to be keyboard and mouse.
    fake: u8,
    display: String,
    // Dropped last: the connection is closed before the server goes.
    _server: Running,
}

impl Screen {
    /// Starts a server with a screen of this size; `None` where there is no Xvfb.
    pub fn start(width: u16, height: u16) -> Option<Self> {
        if !has_tool("Xvfb", "-help") {
            return None;
        }
        let mut command = Command::new("Xvfb");
        // The server chooses a free number itself and says which.
        command.args(["-displayfd", "1", "-nolisten", "tcp", "-noreset", "-screen", "0"]);
        command.arg(format!("{width}x{height}x24"));
        let mut server = Running(
            command
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .expect("Xvfb starts"),
        );
        let mut out = server.0.stdout.take().expect("its output");
        let mut number = String::new();
        let mut byte = [0];
        while out.read(&mut byte).expect("its output") == 1 && byte != [b'\n'] {
            number.push(char::from(byte[0]));
        }
        let display = format!(":{number}");
        let (connection, screen) = wait_for("the X server", || x11rb::connect(Some(&display)).ok());
        let root = connection.setup().roots[screen].root;
        let found = connection
            .query_extension(b"XTEST")
            .expect("a request")
            .reply()
            .expect("an answer");
        assert!(found.present, "this X server has no XTEST");
        Some(Self {
            connection,
            root,
            fake: found.major_opcode,
            display,
            _server: server,
        })
    }

    /// Starts the program on this screen, with folders of its own below `home`.
    pub fn launch(&self, command: &mut Command, home: &Path) -> Running {
        command
            .env("DISPLAY", &self.display)
            .env("HOME", home)
            .env("XDG_RUNTIME_DIR", home)
            .env("XDG_CONFIG_HOME", home)
            .env("XDG_DATA_HOME", home)
            .env("XDG_CACHE_HOME", home)
            .env("LC_ALL", "C.UTF-8")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET");
        Running(command.spawn().expect("the program starts"))
    }

    /// The program's window, once it is shown; it gets the keyboard, which a window manager would give it.
    pub fn window(&self) -> Window {
        let window = wait_for("the window", || self.shown());
        let parent = InputFocus::PARENT;
        let focused = self.connection.set_input_focus(parent, window, x11rb::CURRENT_TIME);
        focused
            .expect("a request")
            .check()
            .expect("the window takes the keyboard");
        window
    }

    /// The window that is shown now.
    pub fn shown(&self) -> Option<Window> {
        let tree = self.connection.query_tree(self.root).ok()?.reply().ok()?;
        tree.children.into_iter().find(|window| self.is_shown(*window))
    }

    fn is_shown(&self, window: Window) -> bool {
        let state = self
            .connection
            .get_window_attributes(window)
            .ok()
            .and_then(|r| r.reply().ok());
        let area = self.connection.get_geometry(window).ok().and_then(|r| r.reply().ok());
        state.is_some_and(|s| s.map_state == MapState::VIEWABLE) && area.is_some_and(|a| a.width > 100)
    }

    /// Presses and releases a key, by its X11 keysym, with others held down.
    pub fn key(&self, held: &[u32], keysym: u32) {
        let codes: Vec<u8> = held.iter().chain([&keysym]).map(|sym| self.code(*sym)).collect();
        codes.iter().for_each(|code| self.pretend(2, *code));
        codes.iter().rev().for_each(|code| self.pretend(3, *code));
    }

    fn code(&self, keysym: u32) -> u8 {
        let setup = self.connection.setup();
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let map = self.connection.get_keyboard_mapping(first, last - first + 1);
        let map = map.expect("a request").reply().expect("the keyboard map");
        let per = usize::from(map.keysyms_per_keycode);
        let at = map.keysyms.chunks(per).position(|row| row.first() == Some(&keysym));
        first + u8::try_from(at.expect("a key for every symbol a test presses")).expect("a key code")
    }

    /// Moves the pointer to a place of the screen.
    pub fn point(&self, x: i16, y: i16) {
        self.fake_input(6, 0, x, y);
    }

    /// Drags with the left button from one place to another, in steps a hand would make.
    pub fn drag(&self, from: (i16, i16), to: (i16, i16)) {
        self.point(from.0, from.1);
        self.pretend(4, 1);
        for step in 1..=10 {
            std::thread::sleep(Duration::from_millis(20));
            self.point(
                from.0 + (to.0 - from.0) * step / 10,
                from.1 + (to.1 - from.1) * step / 10,
            );
        }
        self.pretend(5, 1);
    }

    fn pretend(&self, event: u8, detail: u8) {
        self.fake_input(event, detail, 0, 0);
        // As fast as a hand, not as fast as a machine.
        std::thread::sleep(Duration::from_millis(15));
    }

    /// The request FakeInput of the XTEST extension, version 2.2: 36 bytes.
    fn fake_input(&self, event: u8, detail: u8, x: i16, y: i16) {
        let mut request = [0_u8; 36];
        request[0] = self.fake;
        request[1] = 2;
        request[2..4].copy_from_slice(&9_u16.to_ne_bytes());
        request[4] = event;
        request[5] = detail;
        request[24..26].copy_from_slice(&x.to_ne_bytes());
        request[26..28].copy_from_slice(&y.to_ne_bytes());
        let bytes = [std::io::IoSlice::new(&request)];
        let sent = self.connection.send_request_without_reply(&bytes, Vec::new());
        sent.expect("a request").check().expect("the server takes the input");
    }

    /// The pixels of a window, four bytes each.
    pub fn pixels(&self, window: Window) -> Vec<u8> {
        let area = self
            .connection
            .get_geometry(window)
            .expect("a request")
            .reply()
            .expect("its size");
        let (width, height) = (area.width, area.height);
        let image = self
            .connection
            .get_image(ImageFormat::Z_PIXMAP, window, 0, 0, width, height, u32::MAX);
        image.expect("a request").reply().expect("the pixels").data
    }
}

/// Share of pixels that differ, 0 to 1.
pub fn difference(a: &[u8], b: &[u8]) -> f64 {
    assert_eq!(a.len(), b.len(), "the window has changed its size");
    let (mut all, mut differ) = (0.0, 0.0);
    for (a, b) in a.chunks_exact(4).zip(b.chunks_exact(4)) {
        all += 1.0;
        if a[..3] != b[..3] {
            differ += 1.0;
        }
    }
    differ / all
}
