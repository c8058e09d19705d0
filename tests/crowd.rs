//! Many incidents: sums agree, nothing moves while time runs, a click finds everything, cells are of equal area.
#![cfg(test)]

mod map_common;

use std::collections::BTreeSet;

use geo::ChamberlainDuquetteArea as _;
use map_common::{event, scattered, session};
use sahel_atlas::base::{LonLat, Rgb, mercator};
use sahel_atlas::figure::crowd::clusters::{self, in_frame};
use sahel_atlas::figure::crowd::hexagons::{EqualArea, area_of, radius_of, width_at};
use sahel_atlas::figure::crowd::{ClusterGrid, CrowdCache, Heat, HexGrid, Shown, spots};
use sahel_atlas::figure::map_frame::World;
use sahel_atlas::figure::pick::REACH;
use sahel_atlas::figure::{MapFrame, Pt};
use sahel_atlas::model::{EventType, PlaceClass};
use sahel_atlas::query::{PlaceTable, QueryResult};
use sahel_atlas::session::{Command, FilterCommand, MapMode, MapWeight, Session};
use sahel_atlas::ui::theme;

fn frame(lon: f64, lat: f64, zoom: f64) -> MapFrame {
    MapFrame {
        centre: LonLat::new(lon, lat).unwrap(),
        zoom,
        size: (1102.0, 494.0),
    }
}

fn table(result: &QueryResult) -> PlaceTable {
    PlaceTable::of(result)
}

/// A session that shows some of what it has.
fn filtered(count: u32, seed: u64) -> Session {
    let mut session = session(scattered(count, seed));
    if seed.is_multiple_of(2) {
        session.apply(Command::Filter(FilterCommand::ToggleKind(EventType::Battles)));
        session.apply(Command::Filter(FilterCommand::ToggleKind(EventType::Protests)));
        session.refresh();
    }
    session
}

#[test]
fn counts_by_place_are_those_of_the_events_one_by_one() {
    for seed in 0..6 {
        let session = filtered(900, seed);
        let result = session.result();
        let table = table(result);
        let tally = table.visible(result);
        let counts = tally.counts();
        let mut seen = 0;
        for place in 0..table.set.len() as u32 {
            let events: Vec<_> = table.events(place).filter(|at| result.shows(*at)).collect();
            seen += events.len();
            assert_eq!(counts.visible(place) as usize, events.len());
            let shown = events.iter().map(|at| result.event(*at).unwrap());
            let deaths: u32 = shown.clone().filter_map(|e| e.deaths().shown()).sum();
            assert_eq!(counts.deaths(place), deaths);
            for (kind, count) in EventType::ALL.into_iter().zip(counts.kinds(place)) {
                assert_eq!(count as usize, shown.clone().filter(|e| e.kind() == kind).count());
            }
            for (at, event) in events.iter().zip(shown) {
                assert_eq!(table.place(*at), Some(place));
                let (centre, radius) = event.circle().unwrap();
                assert_eq!(centre, table.set.lonlat[place as usize]);
                assert_eq!(radius as f32, table.set.radius[place as usize]);
                assert_eq!(event.point().is_some(), (place as usize) < table.set.points);
            }
        }
        assert_eq!(seen + result.unlocated, result.count());
    }
}

#[test]
fn a_range_of_places_leaves_nothing_in_the_rectangle_out() {
    let session = session(scattered(2_000, 3));
    let set = table(session.result()).set.clone();
    let mut rng = fastrand::Rng::with_seed(12);
    for _ in 0..300 {
        let zoom = 1.0 + rng.f64() * 14.0;
        let frame = frame(rng.f64() * 30.0 - 14.0, rng.f64() * 20.0 + 6.0, zoom);
        let (from, to) = sahel_atlas::figure::crowd::corners(&frame, 20.0);
        for areas in [false, true] {
            let ranges = set.ranges_in(areas, from, to);
            assert!(ranges.windows(2).all(|pair| pair[0].end < pair[1].start), "{ranges:?}");
            let got: BTreeSet<u32> = ranges.into_iter().flatten().collect();
            for place in set.part(areas) {
                let [x, y] = set.world[place];
                let inside = (from[0]..=to[0]).contains(&x) && (from[1]..=to[1]).contains(&y);
                assert!(!inside || got.contains(&(place as u32)), "zoom {zoom}, place {place}");
            }
            assert!(got.iter().all(|place| set.part(areas).contains(&(*place as usize))));
        }
    }
}

#[test]
fn clusters_hold_every_located_event_exactly_once_at_every_zoom() {
    for seed in 0..6 {
        let session = filtered(1_200, seed);
        let result = session.result();
        let table = table(result);
        let tally = table.visible(result);
        for zoom in [1.0, 3.2, 5.9, 8.0, 11.7, 14.5] {
            let grid = ClusterGrid::of(&table.set, zoom);
            let clusters = grid.sums(&tally.counts());
            let sum: u32 = clusters.iter().map(|cluster| cluster.count).sum();
            assert_eq!(sum as usize + result.unlocated, result.count(), "zoom {zoom}");
            for cluster in &clusters {
                assert_eq!(cluster.kinds.iter().sum::<u32>(), cluster.count);
                let places = cluster.places.clone();
                assert!(places.clone().all(|p| cluster.area == (p as usize >= table.set.points)));
                // One cell: the same first bits of the code.
                let shift = 64 - 2 * u32::from(clusters::level_of(zoom));
                let cells: BTreeSet<u64> = places.map(|p| table.set.code[p as usize] >> shift).collect();
                assert_eq!(cells.len(), 1);
            }
        }
    }
}

#[test]
fn clusters_keep_their_places_and_positions_whatever_is_counted() {
    let all = session(scattered(1_500, 8));
    let table = table(all.result());
    let mut some = session(scattered(1_500, 8));
    some.apply(Command::Filter(FilterCommand::OnlyKind(EventType::Riots)));
    some.refresh();
    for zoom in [3.0, 6.4, 9.9] {
        let grid = ClusterGrid::of(&table.set, zoom);
        let full = grid.sums(&table.visible(all.result()).counts());
        // Another dataset of the same rows has the same places in the same order.
        let other = self::table(some.result());
        let few = ClusterGrid::of(&other.set, zoom).sums(&other.visible(some.result()).counts());
        assert!(!few.is_empty() && few.len() < full.len());
        for cluster in few {
            let same = full.iter().find(|c| c.places == cluster.places).expect("the same cell");
            assert_eq!(same.world, cluster.world);
            assert!(cluster.count <= same.count);
        }
    }
}

#[test]
fn rings_of_neighbouring_cells_never_touch() {
    let session = session(scattered(3_000, 5));
    let table = table(session.result());
    let tally = table.visible(session.result());
    for zoom in [4.0, 6.0, 7.5] {
        let clusters = ClusterGrid::of(&table.set, zoom).sums(&tally.counts());
        let frame = frame(0.0, 16.0, zoom);
        let rings: Vec<_> = clusters.iter().filter(|c| !c.area && !c.single()).collect();
        for (i, a) in rings.iter().enumerate() {
            for b in &rings[i + 1..] {
                let ((at, r), (to, s)) = (a.spot(&table.set, &frame), b.spot(&table.set, &frame));
                assert!(at.distance(to) >= r + s, "{a:?} {b:?}");
            }
        }
    }
}

#[test]
fn a_pick_of_places_is_that_of_asking_every_place() {
    let mut rng = fastrand::Rng::with_seed(21);
    for seed in 0..5 {
        let session = filtered(2_500, seed);
        let table = table(session.result());
        let tally = table.visible(session.result());
        let (set, counts) = (&table.set, tally.counts());
        for _ in 0..200 {
            let frame = frame(rng.f64() * 24.0 - 10.0, 10.0 + rng.f64() * 12.0, 2.0 + rng.f64() * 9.0);
            let at = Pt::new(rng.f32() * 1102.0, rng.f32() * 494.0);
            let mut slow: Vec<(f32, u32)> = (0..set.len() as u32)
                .filter_map(|place| {
                    let spot = spots::spot(set, &counts, place)?;
                    let distance = frame.place(World::of_fixed(set.world[place as usize])).distance(at);
                    (distance <= REACH.max(spot.size / 2.0)).then_some((distance, place))
                })
                .collect();
            slow.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let slow: Vec<u32> = slow.into_iter().map(|(_, place)| place).collect();
            assert_eq!(spots::pick(set, &counts, &frame, at, REACH), slow);
        }
    }
}

#[test]
fn a_symbol_is_left_out_only_where_one_at_least_as_large_covers_it() {
    let session = session(scattered(6_000, 14));
    let table = table(session.result());
    let tally = table.visible(session.result());
    let (set, counts) = (&table.set, tally.counts());
    let mut most = usize::MAX;
    for (zoom, part) in [(2.0, 0.8_f32), (5.0, 0.8), (14.0, 0.8)] {
        let drawn = spots::all(set, &counts, zoom, part);
        assert_eq!(drawn.len(), set.points);
        let frame = frame(1.0, 16.0, zoom);
        let at = |place: usize| frame.place(World::of_fixed(set.world[place]));
        let mut hidden = 0;
        for (place, shown) in drawn.iter().enumerate() {
            let own = spots::spot(set, &counts, place as u32);
            if let Some(shown) = shown {
                assert_eq!(Some(*shown), own);
            } else if let Some(own) = own {
                hidden += 1;
                let covers = drawn.iter().enumerate().any(|(other, spot)| {
                    spot.is_some_and(|spot| spot.size >= own.size) && at(other).distance(at(place)) <= part * 4.0 * 1.5
                });
                assert!(covers, "zoom {zoom}: place {place}");
            }
        }
        // Fewer and fewer; those of one position for ever.
        assert!(hidden > 0 && hidden < most, "zoom {zoom}: {hidden}");
        most = hidden;
    }
}

#[test]
fn a_pick_of_clusters_finds_the_nearest_and_only_what_is_there() {
    let session = session(scattered(2_000, 6));
    let table = table(session.result());
    let clusters = ClusterGrid::of(&table.set, 6.2).sums(&table.visible(session.result()).counts());
    let frame = frame(1.0, 15.0, 6.2);
    let drawn: Vec<_> = in_frame(&clusters, &table.set, &frame, 40.0).collect();
    assert!(drawn.len() > 20);
    let mut rng = fastrand::Rng::with_seed(2);
    for _ in 0..800 {
        let at = Pt::new(rng.f32() * 1102.0, rng.f32() * 494.0);
        let slow = clusters.iter().map(|c| (c.spot(&table.set, &frame), c));
        let slow = slow
            .map(|((spot, radius), c)| (spot.distance(at), radius, c))
            .filter(|(distance, radius, _)| *distance <= radius.max(REACH))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        let fast = clusters::pick(&clusters, &table.set, &frame, at, REACH);
        assert_eq!(
            fast.map(|(c, _)| c.places.clone()),
            slow.map(|(_, _, c)| c.places.clone())
        );
    }
}

#[test]
fn five_hundred_events_on_one_position_are_a_list_of_all_of_them() {
    let stacked = (0..500).map(|i| event(i, EventType::Battles, Some((2.1, 13.5)), PlaceClass::P1));
    let session = session(stacked.chain((500..900).map(|i| {
        let at = (f64::from(i % 40) * 0.4 - 6.0, 11.0 + f64::from(i / 40 % 20) * 0.5);
        event(i, EventType::Protests, Some(at), PlaceClass::P1)
    })));
    let table = table(session.result());
    let tally = table.visible(session.result());
    let grid = ClusterGrid::of(&table.set, 14.5);
    let clusters = grid.sums(&tally.counts());
    let stack = clusters.iter().find(|c| c.count == 500).expect("the stack");
    // No zoom takes it apart: the first click lists, the second chooses.
    assert_eq!(stack.bounds(&table.set, &tally.counts()), None);
    let mut crowd = CrowdCache::default();
    crowd.refresh(session.result());
    assert_eq!(crowd.events(stack.places.clone()).len(), 500);
}

#[test]
fn hexagons_are_of_equal_area_on_the_sphere() {
    let session = session(scattered(4_000, 17));
    let table = table(session.result());
    for width in [50_000.0, 200_000.0] {
        let grid = HexGrid::of(&table.set, EqualArea::of(&table.set), width);
        assert!(grid.len() > 50);
        let mut seen = Vec::new();
        for cell in 0..grid.len() {
            let corners = grid.outline(cell).unwrap();
            seen.push(area_on_sphere(&corners, &EqualArea::of(&table.set)));
        }
        let expected = area_of(width);
        for area in &seen {
            assert!((area / expected - 1.0).abs() < 0.001, "{area} {expected}");
        }
    }
}

/// Area of a hexagon whose sides are straight in the projection, by another library's formula for polygons on
/// the sphere, which takes no notice of the projection.
fn area_on_sphere(corners: &[(f64, f64); 6], projection: &EqualArea) -> f64 {
    let plane: Vec<(f64, f64)> = corners
        .iter()
        .map(|(lon, lat)| projection.project(LonLat::new(*lon, *lat).unwrap()))
        .collect();
    let mut line = Vec::new();
    for (a, b) in plane.iter().zip(plane.iter().cycle().skip(1)) {
        for i in 0..40 {
            let part = f64::from(i) / 40.0;
            let (lon, lat) = projection.unproject((a.0 + (b.0 - a.0) * part, a.1 + (b.1 - a.1) * part));
            line.push(geo::Coord { x: lon, y: lat });
        }
    }
    let polygon = geo::Polygon::new(geo::LineString::new(line), Vec::new());
    // That formula uses the equatorial radius.
    let sphere = sahel_atlas::figure::crowd::hexagons::AUTHALIC / 6_378_137.0;
    polygon.chamberlain_duquette_unsigned_area() * sphere * sphere
}

#[test]
fn no_place_is_counted_in_a_cell_finer_than_it_is_known() {
    let session = session(scattered(3_000, 9));
    let result = session.result();
    let table = table(result);
    let tally = table.visible(result);
    let projection = EqualArea::of(&table.set);
    for width in [10_000.0, 20_000.0, 50_000.0, 100_000.0, 200_000.0, 1_000_000.0] {
        let grid = HexGrid::of(&table.set, projection, width);
        let sums = grid.sums(&tally.counts());
        let within: u32 = sums.events.iter().sum();
        assert_eq!((within + sums.too_coarse) as usize + result.unlocated, result.count());
        let mut counted = 0;
        for cell in 0..grid.len() {
            for place in grid.places(cell) {
                let class = table.set.class[place as usize];
                assert!(class.has_point() && f64::from(table.set.radius[place as usize]) <= radius_of(width));
                counted += 1;
            }
        }
        let fine = (0..table.set.points).filter(|p| f64::from(table.set.radius[*p]) <= radius_of(width));
        assert_eq!(counted, fine.count());
        let coarse = table.set.class.contains(&PlaceClass::P2);
        assert!(coarse);
        if width < 50_000.0 {
            assert!(grid.places(0).all(|p| table.set.class[p as usize] < PlaceClass::P2));
        }
    }
    // However close one looks, cells never get finer than a town is known.
    assert!((width_at(&projection, 14.5) - 10_000.0).abs() < 1.0);
}

#[test]
fn a_hexagon_is_found_under_each_of_its_places() {
    let session = session(scattered(1_500, 30));
    let table = table(session.result());
    let frame = frame(1.0, 16.0, 5.4);
    let projection = EqualArea::of(&table.set);
    let grid = HexGrid::of(&table.set, projection, width_at(&projection, frame.zoom));
    let mut found = 0;
    for cell in 0..grid.len() {
        for place in grid.places(cell) {
            let at = frame.place(World::of_fixed(table.set.world[place as usize]));
            if frame.has(at, 0.0) {
                found += 1;
                // Sides are drawn straight on the map, where they bend a little.
                let near = [(0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)];
                assert!(
                    near.iter()
                        .any(|(x, y)| grid.pick(&frame, at.plus(*x, *y)) == Some(cell))
                );
            }
        }
    }
    assert!(found > 200);
}

#[test]
fn scale_and_mode_stay_while_the_window_moves_and_heat_stays_while_the_map_moves() {
    let mut events = scattered(5_000, 40);
    for (i, event) in events.iter_mut().enumerate() {
        let day = event.span.unwrap().start().plus(i as i32 % 300);
        event.span = Some(sahel_atlas::base::DaySpan::day(day));
    }
    let mut session = session(events);
    let mut crowd = CrowdCache::default();
    let frame = frame(1.0, 16.0, 5.0);
    crowd.refresh(session.result());
    let (_, all, scale) = crowd.hexagons(&frame, MapWeight::Events);
    let all = all.clone();
    let shown = crowd.shown(MapMode::Auto, &frame);
    assert_eq!(shown, Shown::Clusters);
    let start = session.extent().start();
    for days in [3, 30, 90] {
        let window = sahel_atlas::base::DaySpan::inclusive(start, start.plus(days));
        session.apply(Command::Time(sahel_atlas::session::TimeCommand::Window(window)));
        session.refresh();
        crowd.refresh(session.result());
        let (_, sums, now) = crowd.hexagons(&frame, MapWeight::Events);
        assert!(sums.events.iter().sum::<u32>() < all.events.iter().sum::<u32>());
        assert_eq!(now, scale);
        assert_eq!(crowd.shown(MapMode::Auto, &frame), shown);
    }
    let heat = |crowd: &mut CrowdCache, frame: &MapFrame| {
        crowd.hexagons(frame, MapWeight::Events);
        let (grid, _) = crowd.last_hexagons().unwrap();
        Heat::of(crowd.set(), &crowd.counts(), grid, frame, MapWeight::Events)
    };
    let still = heat(&mut crowd, &frame);
    let moved = heat(&mut crowd, &frame.dragged(Pt::default(), Pt::new(300.0, 40.0)));
    let top = |heat: &Heat| heat.values.iter().copied().fold(0.0_f32, f32::max);
    assert!(top(&still) > 1.0 && (top(&still) - top(&moved)).abs() < top(&still) * 0.5);
}

/// Full dichromacy, linear RGB: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based
/// Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (6), 2009, severity 1.0.
const SIGHTS: [(&str, [[f64; 3]; 3]); 3] = [
    (
        "protan",
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
    ),
    (
        "deutan",
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
    ),
    (
        "tritan",
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
    ),
];

/// CIE L*a*b* (D65, CIE 15:2004) of a colour as a sight sees it.
fn lab(Rgb(r, g, b): Rgb, sight: &[[f64; 3]; 3]) -> [f64; 3] {
    let linear = [r, g, b].map(|c| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    });
    let mul = |m: &[[f64; 3]; 3], v: [f64; 3]| m.map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum::<f64>());
    let seen = mul(sight, linear).map(|c| c.clamp(0.0, 1.0));
    let to_xyz = [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ];
    let [x, y, z] = mul(&to_xyz, seen);
    let f = |t: f64| {
        if t > 0.008856 {
            t.cbrt()
        } else {
            7.787 * t + 16.0 / 116.0
        }
    };
    let (fx, fy, fz) = (f(x / 0.95047), f(y), f(z / 1.08883));
    [116.0 * fy - 16.0, 500.0 * (fx - fy), 200.0 * (fy - fz)]
}

fn delta(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn colours_of_types_stay_apart_for_every_sight() {
    for (name, sight) in &SIGHTS {
        for (i, a) in EventType::ALL.into_iter().enumerate() {
            for b in EventType::ALL.into_iter().skip(i + 1) {
                let distance = delta(lab(theme::type_colour(a), sight), lab(theme::type_colour(b), sight));
                assert!(distance >= 15.0, "{name}: {a:?} and {b:?} are {distance:.1} apart");
            }
        }
    }
}

#[test]
fn classes_of_a_surface_grow_lighter_or_darker_for_every_sight() {
    for palette in [&theme::LIGHT, &theme::DARK] {
        for (name, sight) in &SIGHTS {
            let lightness: Vec<f64> = palette
                .heat
                .iter()
                .map(|c| lab(Rgb(c.r(), c.g(), c.b()), sight)[0])
                .collect();
            let steps: Vec<f64> = lightness.windows(2).map(|pair| pair[1] - pair[0]).collect();
            let one_way = steps.iter().all(|s| *s >= 5.0) || steps.iter().all(|s| *s <= -5.0);
            assert!(one_way, "{name}: {lightness:?}");
        }
    }
}

#[test]
fn fixed_point_positions_project_as_the_exact_ones_do() {
    let mut rng = fastrand::Rng::with_seed(77);
    for _ in 0..1_000 {
        let at = LonLat::new(rng.f64() * 40.0 - 20.0, rng.f64() * 40.0 - 10.0).unwrap();
        let frame = MapFrame {
            centre: at,
            zoom: 14.5,
            size: (2560.0, 1440.0),
        };
        let distance = frame
            .project(at)
            .distance(frame.place(World::of_fixed(mercator::fixed(at))));
        assert!(distance < 0.01, "{distance}");
    }
}
