//! The sums by day against the rows of a result: any filter, any window, any step.
#![cfg(test)]

mod random_events;

use std::sync::Arc;

use random_events::{change_filter, dataset};
use sahel_atlas::base::{Day, DaySpan, Step, Text};
use sahel_atlas::query::{
    Certainty, DaySums, Engine, Filter, Histogram, Layer, QueryResult, RowSet, Slice, TimeWindow, WindowCounts,
};

fn check(result: &QueryResult, step: Step, counts: &WindowCounts) {
    assert_eq!(counts.visible, result.count());
    assert_eq!(counts.certain, result.certain);
    let histogram = Histogram::of_rows(result, step);
    let kinds = histogram.kinds_of_rows(result);
    // Whichever way the timeline takes.
    assert_eq!(Histogram::count(result, step), histogram);
    assert_eq!(histogram.kinds(result), kinds);
    assert_eq!(counts.bars.len(), histogram.bins.len());
    for ((bar, bin), kinds) in counts.bars.iter().zip(&histogram.bins).zip(kinds) {
        assert_eq!((bar.span, bar.visible), (bin.span, kinds), "{:?}", result.window);
        assert_eq!((bar.matching, bar.possible_only), (bin.matching, bin.possible_only));
    }
}

#[test]
fn sums_by_day_count_what_the_rows_of_a_result_count() {
    let mut rng = fastrand::Rng::with_seed(77);
    for round in 0..40 {
        let mut layers = vec![Layer::new(Slice::whole(dataset(&mut rng, "one", 300)))];
        if round % 3 == 1 {
            let other = dataset(&mut rng, "two", 120);
            let half = RowSet::filter(other.len(), |row| row % 3 > 0);
            let slice = Slice::new(other, Arc::new(half), Arc::new(Text::same("two")), 1);
            layers.push(Layer::new(slice));
        }
        let mut filter = Filter::default();
        (0..round % 4).for_each(|_| change_filter(&mut rng, &mut filter));
        let step = Step::ALL[rng.usize(0..Step::ALL.len())];
        let mut engine = Engine::new();
        let whole = DaySpan::inclusive(Day::from_number(0), Day::from_number(40_000));
        let ask = |engine: &mut Engine, span, certainty| engine.run(&layers, &filter, TimeWindow { span, certainty });
        let sums = DaySums::of(&ask(&mut engine, whole, Certainty::Possible));
        let bars = sums.bars(step);
        let mut counts = WindowCounts::default();
        for _ in 0..30 {
            let start = Day::from_number(19_500 + rng.i32(0..600));
            let most = [1, 8, 60, 900][rng.usize(0..4)];
            let span = DaySpan::inclusive(start, start.plus(rng.i32(0..most)));
            for certainty in [Certainty::Possible, Certainty::Certain] {
                let result = ask(&mut engine, span, certainty);
                sums.count(&bars, result.window, &mut counts);
                check(&result, step, &counts);
            }
        }
    }
}

#[test]
fn no_event_at_all_has_no_bar() {
    let result = Engine::new().run(
        &[],
        &Filter::default(),
        TimeWindow {
            span: DaySpan::day(Day::from_number(0)),
            certainty: Certainty::Possible,
        },
    );
    let mut counts = WindowCounts::default();
    let sums = DaySums::of(&result);
    sums.count(&sums.bars(Step::Month), result.window, &mut counts);
    assert_eq!((counts.visible, counts.certain), (0, 0));
    assert!(counts.bars.is_empty());
}
