//! Where a popup stands beside its symbol.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// Air between symbol and popup, points.
pub const GAP: f32 = 12.0;
/// Room that a symbol takes around its place: half of the largest symbol.
const SYMBOL: f32 = 12.0;
/// Air between popup and the edges of the map.
pub const MARGIN: f32 = 8.0;

/// The rectangle of a popup of this size: right of the symbol, else left, below, above; inside `map` and under
/// `top` in any case. Without a symbol in the map it stands at the top right.
pub fn beside(anchor: Option<Pos2>, size: Vec2, map: Rect, top: f32) -> Rect {
    let bounds = under(map, top).shrink(MARGIN);
    let Some(anchor) = anchor.filter(|at| map.contains(*at)) else {
        let corner = pos2(bounds.right() - size.x, bounds.top());
        return inside(Rect::from_min_size(corner, size), bounds);
    };
    let off = SYMBOL + GAP;
    let middle = anchor - size / 2.0;
    let candidates = [
        pos2(anchor.x + off, middle.y),
        pos2(anchor.x - off - size.x, middle.y),
        pos2(middle.x, anchor.y + off),
        pos2(middle.x, anchor.y - off - size.y),
    ];
    let symbol = Rect::from_center_size(anchor, Vec2::splat(2.0 * SYMBOL));
    let placed = candidates.map(|corner| inside(Rect::from_min_size(corner, size), bounds));
    let free = placed.iter().find(|rect| !rect.intersects(symbol));
    // No side has room: rather cover the symbol than leave the map.
    *free.unwrap_or(&placed[0])
}

/// What of a map lies under `top`.
pub fn under(map: Rect, top: f32) -> Rect {
    map.with_min_y(map.top().max(top))
}

/// A rectangle moved into bounds by the least amount; its top left corner wins where it is too large.
pub fn inside(rect: Rect, bounds: Rect) -> Rect {
    let x = rect.left().min(bounds.right() - rect.width()).max(bounds.left());
    let y = rect.top().min(bounds.bottom() - rect.height()).max(bounds.top());
    Rect::from_min_size(pos2(x, y), rect.size())
}

/// The card at the bottom of a narrow window.
pub fn bottom_card(map: Rect, height: f32) -> Rect {
    let bounds = map.shrink(MARGIN);
    let height = height.min(bounds.height());
    Rect::from_min_size(
        pos2(bounds.left(), bounds.bottom() - height),
        vec2(bounds.width(), height),
    )
}

/// The line from a popup to its symbol, from edge to edge; `None` where they touch or the symbol is covered.
pub fn leader(popup: Rect, anchor: Pos2) -> Option<[Pos2; 2]> {
    let from = pos2(
        anchor.x.clamp(popup.left(), popup.right()),
        anchor.y.clamp(popup.top(), popup.bottom()),
    );
    let way = anchor - from;
    (way.length() > SYMBOL + 2.0).then(|| [from, anchor - way.normalized() * SYMBOL])
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: Rect = Rect {
        min: pos2(264.0, 40.0),
        max: pos2(1366.0, 534.0),
    };
    const SIZE: Vec2 = vec2(360.0, 440.0);

    #[test]
    fn the_popup_stands_right_then_left_of_its_symbol() {
        let right = beside(Some(pos2(500.0, 300.0)), SIZE, MAP, MAP.top());
        assert_eq!(right.left(), 500.0 + 12.0 + GAP);
        let left = beside(Some(pos2(1200.0, 300.0)), SIZE, MAP, MAP.top());
        assert_eq!(left.right(), 1200.0 - 12.0 - GAP);
    }

    #[test]
    fn a_small_popup_goes_below_where_neither_side_has_room() {
        let narrow = Rect::from_min_max(pos2(0.0, 0.0), pos2(400.0, 600.0));
        let below = beside(Some(pos2(200.0, 100.0)), vec2(360.0, 300.0), narrow, 0.0);
        assert_eq!(below.top(), 100.0 + 12.0 + GAP);
    }

    #[test]
    fn it_never_leaves_the_map() {
        for x in (264..1366).step_by(50) {
            for y in (40..534).step_by(50) {
                let rect = beside(Some(pos2(x as f32, y as f32)), SIZE, MAP, MAP.top());
                assert!(MAP.contains_rect(rect), "{x} {y}: {rect:?}");
                let low = beside(Some(pos2(x as f32, y as f32)), vec2(360.0, 400.0), MAP, 90.0);
                assert!(low.top() >= 90.0 && MAP.contains_rect(low), "{x} {y}: {low:?}");
            }
        }
        assert!(MAP.contains_rect(beside(Some(pos2(-50.0, 0.0)), SIZE, MAP, MAP.top())));
        assert!(MAP.contains_rect(beside(None, SIZE, MAP, MAP.top())));
    }

    #[test]
    fn the_leader_ends_at_the_edge_of_the_symbol() {
        let anchor = pos2(500.0, 300.0);
        let popup = beside(Some(anchor), SIZE, MAP, MAP.top());
        let [from, to] = leader(popup, anchor).unwrap();
        assert_eq!(from.x, popup.left());
        assert_eq!(to.distance(anchor), 12.0);
        assert!(leader(Rect::from_center_size(anchor, SIZE), anchor).is_none());
    }
}
