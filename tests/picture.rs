//! The map picture for a report, drawn whole. With `SAHEL_ATLAS_PICTURES=DIR` the pictures are kept there, to be
//! looked at.

#![cfg(test)]

use std::sync::Arc;

use image::RgbaImage;
use sahel_atlas::base::{Day, DaySpan, Lang};
use sahel_atlas::figure::page::PageView;
use sahel_atlas::gpu::Offscreen;
use sahel_atlas::model::EventType;
use sahel_atlas::query::{Certainty, Filter, TimeWindow, run};
use sahel_atlas::ui::page::{Picture, PictureError};
use sahel_atlas::ui::theme::type_colour;

fn offscreen() -> Option<Offscreen> {
    match Offscreen::new() {
        Ok(offscreen) => Some(offscreen),
        Err(error) if std::env::var_os("CI").is_none() => {
            println!("skipped: {error}");
            None
        }
        Err(error) => panic!("{error}"),
    }
}

/// The bundled incidents of a period, both days included.
fn picture(from: &str, to: &str) -> Picture {
    let day = |text| Day::parse_iso(text).unwrap();
    let dataset = Arc::new(sahel_atlas::read::bundled().unwrap());
    let window = TimeWindow {
        span: DaySpan::inclusive(day(from), day(to)),
        certainty: Certainty::Possible,
    };
    let filter = Filter::default();
    Picture {
        result: Arc::new(run(&[dataset], &filter, window)),
        filter,
        lang: Lang::En,
        dark: false,
        title: None,
        accessed: day("2025-01-31"),
        view: PageView::default(),
        size: (1600, 1000),
        letters: false,
        other_places: false,
    }
}

fn keep(name: &str, image: &RgbaImage) {
    if let Some(folder) = std::env::var_os("SAHEL_ATLAS_PICTURES") {
        let path = std::path::Path::new(&folder).join(format!("{name}.png"));
        image.save(path).unwrap();
    }
}

fn count(image: &RgbaImage, (r, g, b): (u8, u8, u8)) -> usize {
    image.pixels().filter(|p| p.0 == [r, g, b, 255]).count()
}

#[test]
fn every_theme_language_and_size_gives_a_whole_picture() {
    let Some(mut offscreen) = offscreen() else { return };
    let all = picture("2023-08-03", "2024-07-22");
    for (name, size, lang, dark) in [
        ("en-light", (1600, 1000), Lang::En, false),
        ("fr-dark", (1600, 1000), Lang::Fr, true),
        ("en-dark-small", (800, 600), Lang::En, true),
        ("fr-light-small", (800, 600), Lang::Fr, false),
        ("fr-light-large", (3000, 2000), Lang::Fr, false),
        ("en-light-tall", (900, 1400), Lang::En, false),
    ] {
        let image = Picture {
            size,
            lang,
            dark,
            ..all.clone()
        }
        .draw(&mut offscreen)
        .unwrap();
        keep(name, &image);
        assert_eq!(image.dimensions(), size, "{name}");
        assert!(image.pixels().all(|p| p.0[3] == 255), "{name}: the sheet has holes");
        // Land of the three countries, and both types that occur.
        let land = if dark { (0x1F, 0x22, 0x26) } else { (0xF6, 0xF1, 0xE7) };
        let sheet = (size.0 * size.1) as usize;
        assert!(count(&image, land) > sheet / 8, "{name}: no basemap");
        for kind in [EventType::Battles, EventType::Civilians] {
            let colour = type_colour(kind);
            assert!(count(&image, (colour.0, colour.1, colour.2)) > 60, "{name}: {kind:?}");
        }
    }
}

#[test]
fn an_empty_period_gives_a_picture_that_says_so() {
    let Some(mut offscreen) = offscreen() else { return };
    let empty = picture("2024-01-01", "2024-01-31");
    let image = empty.draw(&mut offscreen).unwrap();
    keep("en-empty", &image);
    let full = picture("2023-08-03", "2024-07-22").draw(&mut offscreen).unwrap();
    let battles = type_colour(EventType::Battles);
    let battles = (battles.0, battles.1, battles.2);
    // The key still shows the type; the map does not.
    assert!(count(&image, battles) < count(&full, battles) / 2);
}

#[test]
fn a_picture_too_small_for_its_texts_is_refused() {
    let Some(mut offscreen) = offscreen() else { return };
    let tiny = Picture {
        size: (300, 200),
        ..picture("2023-08-03", "2024-07-22")
    };
    let error = tiny.draw(&mut offscreen).unwrap_err();
    assert!(matches!(error, PictureError::TooSmall(300, 200)), "{error}");
    assert!(error.to_string().contains("640 x 480"), "{error}");
}

#[test]
fn the_same_picture_twice_is_the_same_to_the_last_pixel() {
    let Some(mut first) = offscreen() else { return };
    let Some(mut second) = offscreen() else { return };
    let small = Picture {
        size: (640, 480),
        ..picture("2023-10-01", "2023-10-31")
    };
    let (a, b) = (small.draw(&mut first).unwrap(), small.draw(&mut second).unwrap());
    keep("en-october", &a);
    assert!(a == b);
}
