//! The program opens no internet socket: seen in the system calls that it makes from start to end. A control run
//! under the same trace opens some, and is seen to.

use std::path::Path;
use std::process::Command;

use crate::screen::{self, Scratch};
use crate::{Atlas, keys};

/// Says in which process the control run is.
const CONTROL: &str = "SAHEL_ATLAS_OPENS_SOCKETS";

/// Calls of `socket` by the kind of address, out of a trace: (internet, local).
fn sockets(trace: &Path) -> (Vec<String>, usize) {
    let text = std::fs::read_to_string(trace).unwrap();
    let calls = || text.lines().filter(|line| line.contains("socket("));
    let internet = calls().filter(|line| line.contains("AF_INET")).map(str::to_owned);
    (
        internet.collect(),
        calls().filter(|line| line.contains("AF_UNIX")).count(),
    )
}

/// The tracer and its arguments, up to the program that it runs.
fn tracer(trace: &str) -> [&str; 6] {
    ["strace", "-f", "-e", "trace=socket", "-o", trace]
}

/// Whether the control run is seen to open an internet socket of each kind.
fn tracing_works(scratch: &Scratch) -> bool {
    let trace = scratch.path("control.trace");
    let [strace, arguments @ ..] = tracer(trace.to_str().unwrap());
    let mut control = Command::new(strace);
    control.args(arguments).arg(std::env::current_exe().unwrap());
    control
        .args(["--exact", "no_sockets::the_control_run", "--nocapture"])
        .env(CONTROL, "1");
    let output = control.output().unwrap();
    if !trace.exists() {
        screen::skip("strace may not trace here");
        return false;
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let (internet, _) = sockets(&trace);
    for family in ["AF_INET,", "AF_INET6,"] {
        let seen = internet.iter().any(|call| call.contains(family));
        assert!(
            seen,
            "the trace did not see the control run's {family} socket: {internet:?}"
        );
    }
    true
}

/// Does nothing, except in the process that the test below starts.
#[test]
#[expect(clippy::disallowed_types, reason = "a socket that must be seen")]
fn the_control_run() {
    if std::env::var_os(CONTROL).is_some() {
        let _v4 = std::net::UdpSocket::bind("127.0.0.1:0").is_ok();
        // Where there is no IPv6 the call fails, and is seen all the same.
        let _v6 = std::net::UdpSocket::bind("[::1]:0").is_ok();
    }
}

#[test]
fn no_internet_socket_from_start_to_end() {
    if !screen::has_tool("strace", "-V") {
        return screen::skip("strace is not installed");
    }
    let scratch = Scratch::new("sockets");
    if !tracing_works(&scratch) {
        return;
    }
    let trace = scratch.path("atlas.trace");
    let Some(atlas) = Atlas::open("sockets-home", &tracer(trace.to_str().unwrap())) else {
        return;
    };
    atlas.screen.key(&[], keys::ESCAPE);

    // Pan the map: its middle, away from the panels over it.
    let before = atlas.calm_pixels();
    atlas.screen.drag((900, 250), (780, 180));
    atlas.changed_pixels("the map to be panned", &before, 0.02);

    let from = atlas.state().map(|state| state["from"].clone());
    atlas.screen.key(&[], keys::N);
    atlas.wait_state("the window one step later", |state| {
        Some(&state["from"]) != from.as_ref()
    });

    atlas.screen.key(&[], keys::J);
    let selected = atlas.wait_state("a selected incident", |state| state["selected"].is_string());
    if selected["popup"] == false {
        atlas.screen.key(&[], keys::ENTER);
    }
    atlas.wait_state("the popup", |state| state["popup"] == true);
    atlas.screen.key(&[], keys::ESCAPE);
    atlas.wait_state("the popup to be gone", |state| state["popup"] == false);

    assert!(atlas.quit(), "the program did not end well");
    let (internet, local) = sockets(&trace);
    // The connection to the X server is one: the trace did follow the program.
    assert!(local > 0, "no socket at all was seen");
    assert!(internet.is_empty(), "{internet:#?}");
}
