//! One walk through the program as a user takes it, by keyboard.

use crate::{Atlas, keys};

#[test]
fn a_user_scrubs_opens_an_incident_closes_it_and_leaves() {
    let Some(atlas) = Atlas::open("end-to-end", &[]) else {
        return;
    };
    let first = atlas.wait_state("all incidents", |state| state["visible"] == 10);
    assert_eq!(first["from"], "2023-08-03");
    assert_eq!(first["popup"], false);
    // The card of the first start goes.
    atlas.screen.key(&[], keys::ESCAPE);
    let whole = atlas.calm_pixels();

    // Scrub: one step later, then back by undo.
    atlas.screen.key(&[], keys::N);
    let later = atlas.wait_state("the window one step later", |state| state["from"] != first["from"]);
    assert!(later["visible"].as_u64() < Some(10), "{later}");
    atlas.changed_pixels("the scrubbed map to be seen", &whole, 0.001);
    atlas.screen.key(&[keys::CONTROL], keys::Z);
    atlas.wait_state("the window as before", |state| {
        state["visible"] == 10 && state["from"] == first["from"]
    });

    // Open an incident.
    atlas.screen.key(&[], keys::J);
    let selected = atlas.wait_state("a selected incident", |state| state["selected"].is_string());
    if selected["popup"] == false {
        atlas.screen.key(&[], keys::ENTER);
    }
    atlas.wait_state("the popup", |state| state["popup"] == true);
    // A popup is 360 points wide and some 250 high: well above three pixels in a hundred.
    atlas.changed_pixels("the popup to be seen", &whole, 0.03);
    let popup = atlas.calm_pixels();

    // Close it.
    atlas.screen.key(&[], keys::ESCAPE);
    atlas.wait_state("the popup to be gone", |state| state["popup"] == false);
    atlas.changed_pixels("the popup to be seen no more", &popup, 0.03);

    assert!(atlas.quit(), "the program did not end well");
}
