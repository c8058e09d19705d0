//! Scenes: nothing is lost, nothing moves by itself, a click finds everything under it.
#![cfg(test)]

mod map_common;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use map_common::{event, scattered, session};
use sahel_atlas::base::{Lang, LonLat, gazetteer};
use sahel_atlas::figure::labels::{self, Label, LabelKind, LabelRequest, NearTowns};
use sahel_atlas::figure::pick::{REACH, pick};
use sahel_atlas::figure::scene::{SceneCache, TagContent};
use sahel_atlas::figure::{Groups, MapFrame, Places, Pt, Scene};
use sahel_atlas::model::{EventType, PlaceClass};
use sahel_atlas::query::{EventRef, QueryResult};

fn frame(lon: f64, lat: f64, zoom: f64) -> MapFrame {
    MapFrame {
        centre: LonLat::new(lon, lat).unwrap(),
        zoom,
        size: (1102.0, 494.0),
    }
}

fn scene(result: &QueryResult, frame: MapFrame) -> Scene {
    Scene::of(result, frame, &[], false)
}

fn tagged(scene: &Scene) -> usize {
    scene.tags.iter().map(|tag| tag.count).sum()
}

fn bubbled(scene: &Scene) -> usize {
    scene.bubbles.iter().map(|bubble| bubble.count).sum()
}

#[test]
fn every_event_is_in_exactly_one_place_of_every_scene() {
    let mut rng = fastrand::Rng::with_seed(11);
    for seed in 0..12 {
        let session = session(scattered(40 + 120 * seed as u32, seed));
        let result = session.result();
        for _ in 0..12 {
            let zoom = 2.0 + rng.f64() * 12.0;
            let frame = frame(-8.0 + rng.f64() * 18.0, 11.0 + rng.f64() * 10.0, zoom);
            let scene = scene(result, frame);
            let counts = scene.counts;
            let drawn = scene.marks.len() + bubbled(&scene) + tagged(&scene);
            assert_eq!(drawn + counts.beyond + counts.unlocated, result.count(), "zoom {zoom}");
            assert_eq!(counts.in_frame + counts.outside + counts.unlocated, result.count());
            assert_eq!(counts.unlocated, result.unlocated);
            for bubble in scene.all_bubbles() {
                assert_eq!(bubble.kinds.iter().sum::<u32>() as usize, bubble.count);
                assert_eq!(bubble.events.len(), bubble.count);
            }
        }
        let whole = scene(result, frame(1.0, 16.0, 3.0));
        assert_eq!((whole.counts.beyond, whole.counts.outside), (0, 0));
        let mut seen = BTreeSet::new();
        let shown = whole.all_marks().map(|m| m.event);
        for event in shown.chain(whole.all_bubbles().flat_map(|b| b.events.iter().copied())) {
            assert!(seen.insert(event), "{event:?} is drawn twice");
        }
        assert_eq!(seen.len() + whole.counts.unlocated, result.count());
    }
}

#[test]
fn what_has_no_point_is_never_a_point() {
    let session = session(scattered(600, 4));
    let result = session.result();
    for zoom in [4.0, 7.0, 10.0] {
        let scene = scene(result, frame(1.0, 16.0, zoom));
        for mark in &scene.marks {
            assert!(result.event(mark.event).unwrap().place_class().has_point());
        }
        for bubble in &scene.bubbles {
            let all = bubble.events.iter().map(|at| result.event(*at).unwrap());
            assert!(all.into_iter().all(|event| event.place_class().has_point()));
        }
        for tag in &scene.tags {
            let events: Vec<EventRef> = match &tag.content {
                TagContent::Symbols(marks) => marks.iter().map(|m| m.event).collect(),
                TagContent::Count(bubble) => bubble.events.to_vec(),
            };
            assert!(
                events
                    .iter()
                    .all(|at| !result.event(*at).unwrap().place_class().has_point())
            );
        }
    }
}

/// Positions of symbols and bubbles by their first event, in the frame shrunk by `margin`.
fn spots(scene: &Scene, margin: f32) -> BTreeMap<EventRef, (Pt, usize)> {
    let marks = scene.marks.iter().map(|m| (m.event, (m.at, 1)));
    let bubbles = scene.bubbles.iter().map(|b| (b.events[0], (b.at, b.count)));
    let all = marks.chain(bubbles);
    all.filter(|(_, (at, _))| scene.frame.has(*at, -margin)).collect()
}

#[test]
fn dragging_the_map_moves_every_symbol_alike_and_regroups_none() {
    let session = session(scattered(1_500, 9));
    let mut cache = SceneCache::default();
    for zoom in [4.3, 6.7, 9.1] {
        let start = frame(0.0, 16.0, zoom);
        let before = cache.scene(session.result(), start, None, &[], false);
        for step in 1..8_u8 {
            let (dx, dy) = (f32::from(step) * 13.7, f32::from(step) * -5.3);
            let moved = start.dragged(Pt::default(), Pt::new(dx, dy));
            let after = cache.scene(session.result(), moved, None, &[], false);
            let (old, new) = (spots(&before, 100.0), spots(&after, 0.0));
            assert!(!old.is_empty());
            for (event, (at, count)) in old {
                let (now, now_count) = new.get(&event).copied().unwrap_or_default();
                assert_eq!(count, now_count, "{event:?}");
                assert!(now.distance(at.plus(dx, dy)) < 0.1, "{event:?} {at:?} {now:?}");
            }
        }
    }
}

#[test]
fn the_same_input_gives_the_same_scene() {
    let session = session(scattered(800, 2));
    let frame = frame(0.0, 15.0, 6.2);
    let again = scene(session.result(), frame);
    let mut cache = SceneCache::default();
    for _ in 0..3 {
        let kept = cache.scene(session.result(), frame, None, &[], false);
        assert_eq!(kept.marks, again.marks);
        assert_eq!(kept.bubbles, again.bubbles);
        assert_eq!(kept.tags, again.tags);
    }
}

#[test]
fn a_click_finds_everything_within_reach_and_nothing_else() {
    let session = session(scattered(700, 21));
    let mut rng = fastrand::Rng::with_seed(8);
    for zoom in [4.0, 6.5, 9.0] {
        let scene = scene(session.result(), frame(0.0, 16.0, zoom));
        for _ in 0..400 {
            let at = Pt::new(rng.f32() * 1102.0, rng.f32() * 494.0);
            let mut slow: BTreeSet<EventRef> = scene
                .all_marks()
                .filter(|m| m.at.distance(at) <= REACH.max(m.size / 2.0))
                .map(|m| m.event)
                .collect();
            for bubble in scene.all_bubbles() {
                if bubble.at.distance(at) <= REACH.max(bubble.radius) {
                    slow.extend(bubble.events.iter().copied());
                }
            }
            let found = pick(&scene, at);
            let events: Vec<EventRef> = found.map(|hit| hit.events).unwrap_or_default();
            assert_eq!(events.len(), slow.len());
            assert_eq!(events.into_iter().collect::<BTreeSet<_>>(), slow);
        }
    }
}

#[test]
fn two_events_on_one_point_are_two_symbols_with_leaders_and_each_can_be_hit() {
    let at = Some((1.0, 15.0));
    let session = session((1..=4).map(|n| event(n, EventType::Battles, at, PlaceClass::P1)));
    let scene = scene(session.result(), frame(1.0, 15.0, 7.0));
    assert_eq!(scene.marks.len(), 4);
    for mark in &scene.marks {
        assert!(mark.anchor.distance(Pt::new(551.0, 247.0)) < 0.1);
        assert!(mark.at.distance(mark.anchor) > 8.0);
        assert_eq!(pick(&scene, mark.at).unwrap().events, [mark.event]);
    }
}

#[test]
fn more_than_five_events_on_one_point_are_a_bubble_that_names_all_of_them() {
    let at = Some((1.0, 15.0));
    let session = session((1..=6).map(|n| event(n, EventType::ALL[n as usize % 7], at, PlaceClass::P1)));
    let scene = scene(session.result(), frame(1.0, 15.0, 7.0));
    assert!(scene.marks.is_empty());
    let hit = pick(&scene, Pt::new(555.0, 250.0)).unwrap();
    assert!(hit.bubble);
    assert_eq!(hit.events.len(), 6);
}

#[test]
fn bubbles_do_not_cover_one_another() {
    let session = session(scattered(4_000, 31));
    for zoom in [3.0, 4.5, 6.0, 7.5] {
        let scene = scene(session.result(), frame(1.0, 16.0, zoom));
        for (i, a) in scene.bubbles.iter().enumerate() {
            for b in &scene.bubbles[i + 1..] {
                let gap = a.at.distance(b.at) - a.radius - b.radius;
                assert!(gap > -4.5, "{gap} at zoom {zoom}: {} and {}", a.count, b.count);
            }
        }
    }
}

#[test]
fn rings_are_as_wide_as_they_say_and_only_where_the_place_is_unsure() {
    let classes = PlaceClass::ALL.into_iter().zip(0_u8..);
    let events = classes.map(|(class, i)| {
        let at = Some((-2.0 + f64::from(i) * 2.0, 15.0));
        event(u32::from(i) + 1, EventType::Battles, at, class)
    });
    let session = session(events);
    let frame = frame(2.0, 15.0, 7.0);
    let scene = scene(session.result(), frame);
    let rings: Vec<(f32, bool)> = scene.rings.iter().map(|r| (r.radius, r.dashed)).collect();
    let expected = |metres| frame.radius(LonLat::new(2.0, 15.0).unwrap(), metres);
    assert_eq!(rings, [(expected(25_000.0), false), (expected(60_000.0), true)]);
    assert_eq!(scene.areas.len(), 2);
    // Zoomed out, a ring that would hug its symbol is not drawn.
    assert!(
        self::scene(session.result(), MapFrame { zoom: 4.0, ..frame })
            .rings
            .is_empty()
    );
}

#[test]
fn inside_the_circle_of_a_town_the_scene_says_so_though_no_ring_is_drawn() {
    let session = session([event(1, EventType::Battles, Some((2.0, 15.0)), PlaceClass::P1)]);
    let scene = scene(session.result(), frame(2.01, 15.01, 16.0));
    assert!(scene.rings.is_empty());
    assert_eq!(scene.inside.len(), 1);
    assert_eq!(scene.inside[0].radius, 5_000.0);
}

#[test]
fn inside_a_ring_the_scene_says_so() {
    let session = session([event(1, EventType::Battles, Some((2.0, 15.0)), PlaceClass::P3)]);
    let scene = scene(session.result(), frame(2.1, 15.1, 12.0));
    assert_eq!(scene.inside.len(), 1);
    assert_eq!(scene.inside[0].radius, 60_000.0);
    assert_eq!(scene.counts.in_frame, 0);
}

#[test]
fn too_many_rings_are_drawn_only_for_what_is_pointed_at() {
    let mut rng = fastrand::Rng::with_seed(1);
    let events: Vec<_> = (1..=200)
        .map(|n| {
            let at = (rng.f64() * 9.0 - 4.0, 13.5 + rng.f64() * 4.0);
            event(n, EventType::Battles, Some(at), PlaceClass::P2)
        })
        .collect();
    let session = session(events);
    let frame = frame(0.5, 15.5, 7.4);
    assert!(scene(session.result(), frame).rings.is_empty());
    let one = session.result().rows.get(17).unwrap();
    let pointed = Scene::of(session.result(), frame, &[one], false);
    assert_eq!(pointed.rings.len(), 1);
    assert_eq!(pointed.rings[0].event, one);
}

#[test]
fn other_reported_places_are_drawn_for_the_selected_and_never_counted() {
    let events = [5, 6].map(|n| event(n, EventType::Battles, Some((f64::from(n) - 5.0, 15.0)), PlaceClass::P1));
    let session = session(events);
    let frame = frame(0.5, 16.0, 6.0);
    let result = session.result();
    assert!(scene(result, frame).others.is_empty());
    let first = result.rows.get(0).unwrap();
    let selected = Scene::of(result, frame, &[first], false);
    assert_eq!(selected.others.len(), 1);
    let other = selected.others[0];
    assert!(other.at.distance(frame.project(LonLat::new(1.0, 18.0).unwrap())) < 0.1);
    assert!(pick(&selected, other.at).is_none());
    assert_eq!(selected.marks.len(), 2);
    assert_eq!(Scene::of(result, frame, &[], true).others.len(), 1);
}

#[test]
fn a_selected_event_of_a_bubble_stands_beside_it_and_counts_once() {
    let at = Some((1.0, 15.0));
    let session = session((1..=9).map(|n| event(n, EventType::Battles, at, PlaceClass::P1)));
    let chosen = session.result().rows.get(3).unwrap();
    let scene = Scene::of(session.result(), frame(1.0, 15.0, 7.0), &[chosen], false);
    assert_eq!(scene.raised.len(), 1);
    assert_eq!(bubbled(&scene), 9);
    let beside = scene.anchor(chosen).unwrap();
    assert!(beside.distance(scene.bubbles[0].at) > scene.bubbles[0].radius);
}

#[test]
fn tags_cover_no_symbol_and_are_never_in_the_middle_of_their_area() {
    let mut events = vec![event(1, EventType::Battles, Some((1.0, 15.0)), PlaceClass::P4)];
    // A symbol exactly where the tag would stand.
    let north = LonLat::new(1.0, 15.0).unwrap().destination(0.0, 100_000.0);
    events.push(event(
        2,
        EventType::Battles,
        Some((north.lon(), north.lat())),
        PlaceClass::P1,
    ));
    events.push(event(3, EventType::Civilians, Some((1.0, 15.0)), PlaceClass::P0));
    let session = session(events);
    let scene = scene(session.result(), frame(1.0, 15.0, 7.0));
    let [tag] = scene.tags.as_slice() else {
        panic!("{:?}", scene.tags)
    };
    for mark in &scene.marks {
        let apart = mark.at.x < tag.min.x || mark.at.x > tag.max.x || mark.at.y < tag.min.y || mark.at.y > tag.max.y;
        assert!(apart, "{mark:?} under {tag:?}");
    }
    let middle = Pt::new((tag.min.x + tag.max.x) / 2.0, (tag.min.y + tag.max.y) / 2.0);
    let area = scene.areas[0];
    assert!((middle.distance(area.centre) - area.radius).abs() < 1.0, "on the edge");
    assert!(middle.y < area.centre.y, "on the northern side");
}

#[test]
fn the_frame_projects_as_the_map_widget_does() {
    use walkers::Projection as _;
    let widget = walkers::MercatorProjection;
    for zoom in [2.0, 6.7, 14.5] {
        let frame = frame(2.0, 15.0, zoom);
        let theirs =
            widget.project(walkers::lon_lat(2.05, 15.02), zoom) - widget.project(walkers::lon_lat(2.0, 15.0), zoom);
        let ours = frame.project(LonLat::new(2.05, 15.02).unwrap());
        assert!((theirs.x() - f64::from(ours.x - 551.0)).abs() < 0.01);
        assert!((theirs.y() - f64::from(ours.y - 247.0)).abs() < 0.01);
    }
}

fn labels_of(scene: &Scene, near: &NearTowns, lang: Lang) -> Vec<Label> {
    let measure = |text: &str, kind: LabelKind| {
        let letter = kind.size() * 0.55 + kind.spacing();
        (text.chars().count() as f32 * letter, kind.size() * 1.35)
    };
    labels::place(&LabelRequest {
        scene,
        gazetteer: gazetteer::bundled(),
        near,
        lang,
        covered: &[],
        measure: &measure,
    })
}

fn meet(a: &Label, b: &Label) -> bool {
    let (aw, ah) = a.bounds();
    let (bw, bh) = b.bounds();
    (a.centre.x - b.centre.x).abs() < (aw + bw) / 2.0 && (a.centre.y - b.centre.y).abs() < (ah + bh) / 2.0 - 4.0
}

#[test]
fn labels_meet_neither_symbols_nor_one_another_and_are_few() {
    let session = session(scattered(300, 5));
    let near = NearTowns::of(&Places::of(session.result()), gazetteer::bundled());
    for tenth in 30..120_u8 {
        let zoom = f64::from(tenth) / 10.0;
        let scene = scene(session.result(), frame(0.0, 15.0, zoom));
        let labels = labels_of(&scene, &near, Lang::En);
        assert!(zoom >= 8.0 || labels.len() <= 30, "{} at {zoom}", labels.len());
        for (i, a) in labels.iter().enumerate() {
            assert!(labels[i + 1..].iter().all(|b| !meet(a, b)), "{a:?}");
            let (w, h) = a.bounds();
            for mark in &scene.marks {
                let apart = (mark.at.x - a.centre.x).abs() > w / 2.0 + mark.size / 2.0
                    || (mark.at.y - a.centre.y).abs() > h / 2.0 - 4.0 + mark.size / 2.0;
                assert!(apart, "{} under a symbol at {zoom}", a.text);
            }
        }
    }
}

#[test]
fn labels_follow_the_language_and_keep_their_accents() {
    let session = session([event(1, EventType::Battles, Some((0.75, 14.0)), PlaceClass::P1)]);
    let near = NearTowns::of(&Places::of(session.result()), gazetteer::bundled());
    let scene = scene(session.result(), frame(-1.0, 15.5, 6.7));
    let texts = |lang| -> Vec<String> { labels_of(&scene, &near, lang).into_iter().map(|l| l.text).collect() };
    let (en, fr) = (texts(Lang::En), texts(Lang::Fr));
    assert!(
        en.contains(&"Timbuktu".to_owned()) && !en.contains(&"Tombouctou".to_owned()),
        "{en:?}"
    );
    assert!(
        fr.contains(&"Tombouctou".to_owned()) && fr.contains(&"Téra".to_owned()),
        "{fr:?}"
    );
}

#[test]
fn labels_stand_still_while_the_map_is_dragged() {
    let session = session(scattered(120, 15));
    let near = NearTowns::of(&Places::of(session.result()), gazetteer::bundled());
    let start = frame(0.0, 14.5, 6.9);
    let before = labels_of(&scene(session.result(), start), &near, Lang::En);
    for step in 1..10_u8 {
        let (dx, dy) = (f32::from(step) * 6.0, f32::from(step) * 3.0);
        let moved = start.dragged(Pt::default(), Pt::new(dx, dy));
        let after = labels_of(&scene(session.result(), moved), &near, Lang::En);
        for label in &before {
            let same = after.iter().filter(|l| l.text == label.text && l.kind == label.kind);
            for other in same {
                let gap = other.centre.distance(label.centre.plus(dx, dy));
                // A river has several names; the same one is where it was or far away.
                assert!(!(0.1..=40.0).contains(&gap), "{} jumped by {gap}", label.text);
            }
        }
    }
}

/// `CARGO_PROFILE_DEV_OPT_LEVEL=3 cargo test --test scene ten_thousand -- --ignored --nocapture`
#[test]
#[ignore = "measures; only means something when optimised"]
fn ten_thousand_rows_are_fast() {
    let session = session(scattered(10_000, 77));
    let result = session.result();
    let time = |name: &str, run: &mut dyn FnMut() -> usize| {
        let mut best = f64::MAX;
        let mut sum = 0;
        for _ in 0..20 {
            let start = Instant::now();
            sum += run();
            best = best.min(start.elapsed().as_secs_f64() * 1e3);
        }
        println!("{name}: {best:.2} ms ({sum})");
        best
    };
    let mut zoom = 5.0;
    let whole = time("places, groups, scene", &mut || {
        scene(result, frame(0.0, 16.0, 6.0)).marks.len()
    });
    time("places", &mut || Places::of(result).list.len());
    let places = Places::of(result);
    time("groups", &mut || {
        Groups::of(&places, frame(0.0, 16.0, 6.0).world_side()).list.len()
    });
    let mut cache = SceneCache::default();
    time("a new zoom", &mut || {
        zoom += 0.05;
        cache
            .scene(result, frame(0.0, 16.0, zoom), None, &[], false)
            .marks
            .len()
    });
    let mut lon = 0.0;
    time("a pan", &mut || {
        lon += 0.01;
        cache.scene(result, frame(lon, 16.0, 6.0), None, &[], false).marks.len()
    });
    time("towns near incidents", &mut || {
        std::hint::black_box(NearTowns::of(&places, gazetteer::bundled()));
        1
    });
    let near = NearTowns::of(&places, gazetteer::bundled());
    let shown = scene(result, frame(0.0, 16.0, 6.0));
    time("labels", &mut || labels_of(&shown, &near, Lang::En).len());
    assert!(whole < 5.0, "{whole} ms");
}
