//! What a map keeps between frames against what a new one counts: counts of places and clusters that follow a window.
#![cfg(test)]

mod random_events;

use std::sync::Arc;

use random_events::{change_filter, dataset, scattered};
use sahel_atlas::base::{Day, DaySpan, LonLat, Text};
use sahel_atlas::figure::MapFrame;
use sahel_atlas::figure::crowd::{ClusterGrid, CrowdCache};
use sahel_atlas::query::{
    Certainty, Engine, Filter, Layer, PlaceTable, PlaceTally, QueryResult, RowSet, Slice, TimeWindow,
};

fn check(crowd: &mut CrowdCache, result: &Arc<QueryResult>, frame: &MapFrame) {
    crowd.refresh(result);
    let table = PlaceTable::of(result);
    let anew = table.visible(result);
    assert_eq!(crowd.set().world, table.set.world);
    for place in 0..table.set.len() as u32 {
        assert_eq!(crowd.counts().at(place), anew.counts().at(place), "place {place}");
    }
    let clusters = ClusterGrid::of(&table.set, frame.zoom).sums(&anew.counts());
    assert_eq!(crowd.clusters(frame).1, clusters);
}

/// A map that counts on as long as it can.
#[derive(Default)]
struct Followed {
    table: PlaceTable,
    tally: PlaceTally,
    /// How often it could, and places that changed then.
    steps: (usize, usize),
}

impl Followed {
    fn see(&mut self, result: &Arc<QueryResult>) {
        if !self.table.is_of(result) {
            self.table = PlaceTable::of(result);
        }
        let mut changed = 0;
        if self.table.follow(result, &mut self.tally, |_, _, _| changed += 1) {
            self.steps = (self.steps.0 + 1, self.steps.1 + changed);
        } else {
            self.table.count_visible(result, &mut self.tally);
        }
    }
}

#[test]
fn places_and_clusters_that_follow_a_window_are_those_counted_anew() {
    let mut steps = (0, 0);
    for seed in 0..8 {
        let mut followed = Followed::default();
        let mut rng = fastrand::Rng::with_seed(seed);
        // Where there are few places they are always counted anew.
        let one = match seed % 4 < 2 {
            true => scattered(&mut rng, "one", 4_000),
            false => dataset(&mut rng, "one", 2_000),
        };
        let mut layers = vec![Layer::new(Slice::whole(one))];
        if seed % 2 == 1 {
            // Its places are partly the same.
            let other = dataset(&mut rng, "two", 700);
            let half = RowSet::filter(other.len(), |row| row % 3 > 0);
            layers.push(Layer::new(Slice::new(
                other,
                Arc::new(half),
                Arc::new(Text::same("two")),
                1,
            )));
        }
        let (mut engine, mut crowd) = (Engine::with_few(300), CrowdCache::default());
        let (mut filter, mut certainty) = (Filter::default(), Certainty::Possible);
        let (mut from, mut days, mut zoom) = (19_600, 60, 4.0);
        for _ in 0..80 {
            match rng.u8(0..16) {
                0..9 => from += rng.i32(-5..6),
                9 => days = (days + rng.i32(-60..40)).max(1),
                10 => (from, days) = (19_500 + rng.i32(0..600), rng.i32(1..400)),
                11 => certainty = [Certainty::Possible, Certainty::Certain][rng.usize(0..2)],
                12 => zoom = [1.0, 4.0, 7.5, 12.0][rng.usize(0..4)],
                // A result that the map never sees.
                13 => drop(engine.run(&layers, &Filter::default(), window(19_700, 9, certainty))),
                14 => layers.rotate_left(1),
                _ => change_filter(&mut rng, &mut filter),
            }
            let result = Arc::new(engine.run(&layers, &filter, window(from, days, certainty)));
            let frame = MapFrame {
                centre: LonLat::new(0.0, 14.0).unwrap(),
                zoom,
                size: (900.0, 600.0),
            };
            check(&mut crowd, &result, &frame);
            followed.see(&result);
        }
        steps = (steps.0 + followed.steps.0, steps.1 + followed.steps.1);
    }
    assert!(steps.0 > 60 && steps.1 > 1_000, "{steps:?}");
}

fn window(from: i32, days: i32, certainty: Certainty) -> TimeWindow {
    let start = Day::from_number(from);
    TimeWindow {
        span: DaySpan::inclusive(start, start.plus(days - 1)),
        certainty,
    }
}
