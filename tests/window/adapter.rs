//! The graphics adapter goes away while the window is open.

use crate::{Atlas, keys, wait_for};

#[test]
fn a_lost_adapter_costs_a_blink_and_nothing_else() {
    let Some(mut atlas) = Atlas::open_with("adapter", &[], &["--lose-adapter", "150"]) else {
        return;
    };
    atlas.screen.key(&[], keys::ESCAPE);
    let first = atlas.wait_state("all incidents", |state| state["visible"] == 10);
    atlas.screen.key(&[], keys::N);
    let before = atlas.wait_state("the window one step later", |state| state["from"] != first["from"]);

    // Every move of the pointer is a frame; at one of them the adapter goes.
    let (lost, mut at) = (atlas.window, 300);
    wait_for("another window", || {
        at = if at > 800 { 300 } else { at + 7 };
        atlas.screen.point(at, 400);
        atlas.screen.shown().filter(|window| *window != lost)
    });
    atlas.window = atlas.screen.window();
    let map = atlas.calm_pixels();
    let colours: std::collections::BTreeSet<&[u8]> = map.chunks_exact(4).map(|pixel| &pixel[..3]).collect();
    assert!(colours.len() > 50, "nothing is drawn: {} colours", colours.len());

    // The same is shown, and can be undone.
    let after = atlas.state().expect("the state");
    for what in ["from", "to", "visible", "total", "zoom"] {
        assert_eq!(after[what], before[what], "{what}");
    }
    atlas.screen.key(&[keys::CONTROL], keys::Z);
    atlas.wait_state("the window as before", |state| state["from"] == first["from"]);
    assert!(atlas.quit(), "the program did not end well");
}
