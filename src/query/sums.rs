//! Counts and bars of any window without a look at rows: sums by day and type.
//!
//! ```text
//! touches [a, b)      events that start before b, less those that are over by a
//! starts in a bar     events that start before its end, less those that start before it
//! reaches over a day  events of more than one day, by length: those of 33 to 64 days start in the 64 before it
//! ```
//!
//! A window may move anywhere in some microseconds, however many events there are. The sums hold for one filter:
//! another filter is one pass over what it leaves, so they are made when the window moves for the first time after
//! it ([`LazySums`]). [`super::Histogram::of_rows`] gives the same bars from the rows of a result, and
//! `tests/day_sums.rs` holds the two against each other.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::base::{Day, DaySpan, Step};
use crate::model::SpanKind;

use super::histogram::{KindCounts, empty_bins};
use super::result::{Part, QueryResult};
use super::running::{ByDay, Running, Upto};
use super::window::{Certainty, TimeWindow};

/// Lengths of events by powers of two: every length in days has its class.
const CLASSES: usize = 32;

/// An event of more than one day.
#[derive(Debug, Clone, Copy)]
struct Long {
    start: Day,
    end: Day,
    kind: u8,
    uncertain: bool,
}

impl Long {
    /// The class whose events are longer than `1 << class` days, and not longer than twice that.
    fn class(&self) -> usize {
        let days = self.end.number().saturating_sub(self.start.number());
        (days - 1).max(1).ilog2() as usize
    }
}

/// One bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayBar {
    /// Days of the bar.
    pub span: DaySpan,
    /// Events that start in it and pass the filter, whatever the window.
    pub matching: u32,
    /// Those that the window shows too, by type.
    pub visible: KindCounts,
    /// Those of them that only may have happened in the window.
    pub possible_only: u32,
}

/// What a window holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WindowCounts {
    /// Visible events, those without a date included.
    pub visible: usize,
    /// Visible events that certainly happened in the window.
    pub certain: usize,
    /// Bars over the whole extent, earliest first.
    pub bars: Vec<DayBar>,
    /// Which [`DayBars`] they are; 0 for none.
    of: u64,
    /// Bars that the window filled.
    filled: Range<usize>,
    /// Those of them that lie wholly in the window, where no longer event reaches over its edges: they are the same
    /// in any other window that they lie in.
    whole: Range<usize>,
}

/// Bars of a step that a window has not filled yet.
#[derive(Debug, Clone, Default)]
pub struct DayBars {
    bars: Vec<DayBar>,
    /// Different for all that were ever made.
    name: u64,
}

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct DaySums {
    running: Running,
    /// By class of length, those that occur, sorted by start.
    long: Vec<(usize, Vec<Long>)>,
    undated: usize,
    extent: Option<DaySpan>,
}

/// The sums of what passes a filter, for all results of it.
#[derive(Debug, Default)]
pub struct LazySums {
    /// Revision of the result that asked first, plus 1; 0 for none.
    first: AtomicU64,
    sums: OnceLock<DaySums>,
    /// The window that was counted last, with its bars.
    last: Mutex<Option<Counted>>,
}

/// What a window holds in bars of a step.
#[derive(Debug)]
struct Counted {
    step: Step,
    bars: DayBars,
    window: TimeWindow,
    counts: WindowCounts,
}

impl LazySums {
    /// The sums; `None` for the first result that asks, which is cheaper to count itself.
    pub(super) fn of(&self, result: &QueryResult) -> Option<&DaySums> {
        let me = result.revision + 1;
        let first = self.first.compare_exchange(0, me, Ordering::Relaxed, Ordering::Relaxed);
        let is_first = first.is_ok() || first == Err(me);
        if is_first && self.sums.get().is_none() {
            return None;
        }
        Some(self.sums.get_or_init(|| DaySums::of(result)))
    }

    /// What the window of a result holds, in bars of a step; `None` as for [`Self::of`].
    pub(super) fn count<T>(
        &self,
        result: &QueryResult,
        step: Step,
        told: impl FnOnce(&WindowCounts) -> T,
    ) -> Option<T> {
        let sums = self.of(result)?;
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = last.take().filter(|last| last.step == step);
        let same = counted.as_ref().is_some_and(|last| last.window == result.window);
        let counted = last.insert(counted.unwrap_or_else(|| Counted {
            step,
            bars: sums.bars(step),
            window: result.window,
            counts: WindowCounts::default(),
        }));
        if !same {
            counted.window = result.window;
            sums.count(&counted.bars, counted.window, &mut counted.counts);
        }
        Some(told(&counted.counts))
    }
}

impl DaySums {
    /// The sums of what passes the filter of a result. One pass over these events.
    pub fn of(result: &QueryResult) -> Self {
        let mut counts = Vec::new();
        let mut classes = [const { Vec::new() }; CLASSES];
        for part in &result.parts {
            collect(part, &mut counts, &mut classes);
        }
        let mut long: Vec<(usize, Vec<Long>)> = classes.into_iter().enumerate().collect();
        long.retain(|(_, events)| !events.is_empty());
        long.iter_mut()
            .for_each(|(_, events)| events.sort_by_key(|long| long.start));
        Self {
            running: Running::of(counts),
            undated: super::undated_matching(result),
            long,
            extent: result.extent,
        }
    }

    /// The bars of a step.
    pub fn bars(&self, step: Step) -> DayBars {
        static NAMES: AtomicU64 = AtomicU64::new(1);
        let bins = self.extent.map(|extent| empty_bins(extent, step)).unwrap_or_default();
        let bar = |bin: &super::Bin| DayBar {
            span: bin.span,
            matching: total(&self.starting(bin.span.start(), bin.span.end())),
            visible: KindCounts::default(),
            possible_only: 0,
        };
        DayBars {
            bars: bins.iter().map(bar).collect(),
            name: NAMES.fetch_add(1, Ordering::Relaxed),
        }
    }

    /// Events that start on a day or later, and before another.
    fn starting(&self, from: Day, to: Day) -> KindCounts {
        let (from, to) = (self.running.before(from).starts, self.running.before(to).starts);
        std::array::from_fn(|kind| {
            let count = from.get(kind).zip(to.get(kind));
            count.map_or(0, |(from, to)| to.saturating_sub(*from))
        })
    }

    /// What a window holds, in bars of these sums. `to` is used again: only what another window filled is emptied.
    pub fn count(&self, bars: &DayBars, window: TimeWindow, to: &mut WindowCounts) {
        let (a, b) = (window.span.start(), window.span.end());
        let touching = total(&self.running.before(b).starts) - self.running.before(a).over;
        to.take(bars);
        let (filled, whole) = to.in_window(a, b);
        let as_before = to.make_room(&whole);
        let (left, right) = if as_before.is_empty() {
            (filled.clone(), filled.end..filled.end)
        } else {
            (filled.start..as_before.start, as_before.end..filled.end)
        };
        for i in left.chain(right) {
            if let Some(bar) = to.bars.get_mut(i) {
                // A window may begin or end in the middle of a bar.
                bar.visible = self.starting(bar.span.start().max(a), bar.span.end().min(b));
            }
        }
        (to.filled, to.whole) = (filled, whole);
        let only_certain = window.certainty == Certainty::Certain;
        let (mut unsure, mut last) = (0, 0);
        self.each_over(a, |long| {
            unsure += usize::from(long.uncertain);
            if let Some(bar) = to.bar_at(&mut last, long.start) {
                if !(long.uncertain && only_certain) {
                    bump(&mut bar.visible, long.kind);
                }
                bar.possible_only += u32::from(long.uncertain && !only_certain);
            }
        });
        self.each_over(b, |long| {
            // Those that reach over both edges were met at the first.
            if !long.uncertain || long.start < a {
                return;
            }
            unsure += 1;
            if let Some(bar) = to.bar_at(&mut last, long.start) {
                if only_certain {
                    drop_one(&mut bar.visible, long.kind);
                } else {
                    bar.possible_only += 1;
                }
            }
        });
        to.certain = touching as usize - unsure;
        to.visible = if only_certain {
            to.certain
        } else {
            touching as usize + self.undated
        };
    }

    /// The events that start before a day and are not over on it.
    fn each_over(&self, day: Day, mut each: impl FnMut(&Long)) {
        for (class, events) in &self.long {
            let longest = i32::try_from(2i64 << class).unwrap_or(i32::MAX);
            let earliest = Day::from_number(day.number().saturating_sub(longest));
            let from = events.partition_point(|long| long.start < earliest);
            let events = events.get(from..).unwrap_or_default();
            let before = events.iter().take_while(|long| long.start < day);
            before.filter(|long| long.end > day).for_each(&mut each);
        }
    }
}

/// The events of a part that have a date and pass the filter.
fn collect(part: &Part, counts: &mut ByDay, classes: &mut [Vec<Long>; CLASSES]) {
    let dataset = &part.dataset;
    let dated = dataset.dated_rows();
    let columns = (dataset.starts(), dataset.ends(), dataset.kinds(), dataset.span_kinds());
    // Rows are sorted by start: the counts of a day are complete when the next day comes.
    let mut today: Option<(Day, Upto)> = None;
    let close = |day: &mut Option<(Day, Upto)>, counts: &mut ByDay| counts.extend(day.take());
    part.passing.all.each(|row| {
        let i = row as usize;
        let (Some(start), Some(end), Some(kind)) = (columns.0.get(i), columns.1.get(i), columns.2.get(i)) else {
            return;
        };
        if !dated.contains(&row) {
            return;
        }
        if today.as_ref().is_some_and(|(day, _)| day != start) {
            close(&mut today, counts);
        }
        let (_, upto) = today.get_or_insert((*start, Upto::default()));
        let number = kind.index() as u8;
        bump(&mut upto.starts, number);
        if *end == start.plus(1) {
            upto.over += 1;
            return;
        }
        let over = Upto {
            over: 1,
            ..Upto::default()
        };
        counts.push((end.plus(-1), over));
        let long = Long {
            start: *start,
            end: *end,
            kind: number,
            uncertain: columns.3.get(i) == Some(&SpanKind::Uncertain),
        };
        if let Some(class) = classes.get_mut(long.class()) {
            class.push(long);
        }
    });
    close(&mut today, counts);
}

impl WindowCounts {
    /// Takes other bars.
    fn take(&mut self, bars: &DayBars) {
        if self.of != bars.name {
            self.of = bars.name;
            self.bars.clone_from(&bars.bars);
            (self.filled, self.whole) = (0..0, 0..0);
        }
    }

    /// The bars that share a day with a window of these edges, and those that lie in it.
    fn in_window(&self, a: Day, b: Day) -> (Range<usize>, Range<usize>) {
        let (first, behind) = (self.before(a), self.before(b));
        let cut = first
            .checked_sub(1)
            .filter(|at| self.bars.get(*at).is_some_and(|bar| bar.span.end() > a));
        let is_whole = |at: usize| self.bars.get(at).is_some_and(|bar| bar.span.end() <= b);
        let last = behind.checked_sub(1).filter(|last| !is_whole(*last));
        (cut.unwrap_or(first)..behind, first..last.unwrap_or(behind))
    }

    /// Bars that begin before a day. All are of about one length: it is found near where it should be.
    fn before(&self, day: Day) -> usize {
        let Some((first, last)) = self.bars.first().zip(self.bars.last()) else {
            return 0;
        };
        let days = |to: Day| i64::from(to.number()) - i64::from(first.span.start().number());
        let bars = i64::try_from(self.bars.len()).unwrap_or(i64::MAX);
        let near = days(day).saturating_mul(bars) / days(last.span.end()).max(1);
        let mut at = usize::try_from(near).unwrap_or(0).min(self.bars.len());
        let is_before = |at: usize| self.bars.get(at).is_some_and(|bar| bar.span.start() < day);
        while at > 0 && !is_before(at - 1) {
            at -= 1;
        }
        while is_before(at) {
            at += 1;
        }
        at
    }

    /// Empties the bars that a window filled. Gives those that are left as they are: they lie in the next window too.
    fn make_room(&mut self, whole: &Range<usize>) -> Range<usize> {
        let stay = self.whole.start.max(whole.start)..self.whole.end.min(whole.end);
        let mut empty = |range: Range<usize>| {
            for bar in self.bars.get_mut(range).unwrap_or_default() {
                bar.visible = KindCounts::default();
                bar.possible_only = 0;
            }
        };
        let was = self.filled.clone();
        if stay.is_empty() {
            empty(was);
            return 0..0;
        }
        empty(was.start..stay.start.max(was.start));
        empty(stay.end.min(was.end)..was.end);
        stay
    }

    /// The bar of a day, to be filled; mostly the same as that of the day asked for before, at `last`.
    fn bar_at(&mut self, last: &mut usize, day: Day) -> Option<&mut DayBar> {
        if !self.bars.get(*last).is_some_and(|bar| bar.span.has(day)) {
            *last = self.bars.partition_point(|bar| bar.span.end() <= day);
        }
        self.whole = 0..0;
        if !self.filled.contains(last) && *last < self.bars.len() {
            self.filled = if self.filled.is_empty() {
                *last..*last + 1
            } else {
                self.filled.start.min(*last)..self.filled.end.max(*last + 1)
            };
        }
        self.bars.get_mut(*last)
    }
}

fn bump(counts: &mut KindCounts, kind: u8) {
    if let Some(count) = counts.get_mut(usize::from(kind)) {
        *count += 1;
    }
}

fn drop_one(counts: &mut KindCounts, kind: u8) {
    if let Some(count) = counts.get_mut(usize::from(kind)) {
        *count -= 1;
    }
}

fn total(counts: &KindCounts) -> u32 {
    counts.iter().sum()
}
