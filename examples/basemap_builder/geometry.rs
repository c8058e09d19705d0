//! Projection to the world grid, simplification and clipping.

/// A point on the world grid: x to the east, y to the south, whole numbers unless clipped.
pub type Point = [f64; 2];

/// Width of the world in grid units: 256 steps to one tile unit at the last zoom.
pub const GRID: f64 = (1u64 << 28) as f64;

/// Web Mercator position of degrees, rounded to the grid.
pub fn on_grid(lon: f64, lat: f64) -> Point {
    let lat = lat.clamp(-85.051_1, 85.051_1).to_radians();
    let x = lon / 360.0 + 0.5;
    let y = 0.5 - (std::f64::consts::FRAC_PI_4 + lat / 2.0).tan().ln() / std::f64::consts::TAU;
    [(x * GRID).round(), (y * GRID).round()]
}

/// Douglas-Peucker: drops points nearer than `tolerance` to the line that remains. The ends
/// stay, so lines that met before still meet.
pub fn simplify(points: &[Point], tolerance: f64) -> Vec<Point> {
    if points.len() < 3 {
        return points.to_vec();
    }
    let mut keep = vec![false; points.len()];
    let last = points.len() - 1;
    keep[0] = true;
    keep[last] = true;
    let mut spans = vec![(0, last)];
    while let Some((from, to)) = spans.pop() {
        let mut farthest = (tolerance * tolerance, None);
        for i in from + 1..to {
            let distance = squared_distance(points[i], points[from], points[to]);
            if distance > farthest.0 {
                farthest = (distance, Some(i));
            }
        }
        if let Some(i) = farthest.1 {
            keep[i] = true;
            spans.push((from, i));
            spans.push((i, to));
        }
    }
    let kept = points.iter().zip(keep).filter(|(_, keep)| *keep);
    kept.map(|(point, _)| *point).collect()
}

/// As [`simplify`] for a closed ring (first point not repeated): cut at the point farthest
/// from the first, so that a small island does not collapse into one line.
pub fn simplify_ring(ring: &[Point], tolerance: f64) -> Vec<Point> {
    let Some(first) = ring.first() else {
        return Vec::new();
    };
    let apart = |p: &Point| (p[0] - first[0]).powi(2) + (p[1] - first[1]).powi(2);
    let far = (0..ring.len())
        .max_by(|a, b| apart(&ring[*a]).total_cmp(&apart(&ring[*b])))
        .unwrap_or(0);
    let mut out = simplify(&ring[..=far], tolerance);
    let mut back = ring[far..].to_vec();
    back.push(*first);
    let back = simplify(&back, tolerance);
    out.extend(back.iter().skip(1).take(back.len().saturating_sub(2)));
    out
}

fn squared_distance(p: Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let length = dx * dx + dy * dy;
    let t = if length > 0.0 {
        (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let (ex, ey) = (p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
    ex * ex + ey * ey
}

/// An axis-parallel box: smallest x and y, largest x and y.
#[derive(Clone, Copy, Debug)]
pub struct Bounds(pub [f64; 4]);

impl Bounds {
    /// The smallest box around `points`.
    pub fn around(points: &[Point]) -> Self {
        let mut b = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
        for p in points {
            b = [b[0].min(p[0]), b[1].min(p[1]), b[2].max(p[0]), b[3].max(p[1])];
        }
        Self(b)
    }

    /// Whether the two boxes share a point.
    pub fn meets(&self, other: &Self) -> bool {
        let (a, b) = (self.0, other.0);
        a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
    }
}

/// The part of a closed ring inside `bounds` (Sutherland-Hodgman). Pieces of a concave ring
/// stay joined along the edge of the box, where the tile's buffer hides them.
pub fn clip_ring(ring: &[Point], bounds: &Bounds) -> Vec<Point> {
    let mut points = ring.to_vec();
    for (axis, limit, keep_below) in [
        (0, bounds.0[0], false),
        (0, bounds.0[2], true),
        (1, bounds.0[1], false),
        (1, bounds.0[3], true),
    ] {
        let inside = |p: &Point| {
            if keep_below { p[axis] <= limit } else { p[axis] >= limit }
        };
        let mut out = Vec::with_capacity(points.len());
        for (i, p) in points.iter().enumerate() {
            let before = &points[(i + points.len() - 1) % points.len()];
            if inside(p) != inside(before) {
                out.push(crossing(*before, *p, axis, limit));
            }
            if inside(p) {
                out.push(*p);
            }
        }
        points = out;
    }
    points
}

/// The parts of a line inside `bounds`.
pub fn clip_line(line: &[Point], bounds: &Bounds) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    let mut open = false;
    for pair in line.windows(2) {
        let Some((from, to)) = clip_segment(pair[0], pair[1], bounds) else {
            open = false;
            continue;
        };
        match parts.last_mut() {
            Some(part) if open => part.push(to),
            _ => parts.push(vec![from, to]),
        }
        open = to == pair[1];
    }
    parts
}

/// Liang-Barsky, in the form that cuts one side after another.
fn clip_segment(mut a: Point, mut b: Point, bounds: &Bounds) -> Option<(Point, Point)> {
    for axis in 0..2 {
        let (low, high) = (bounds.0[axis], bounds.0[axis + 2]);
        if (a[axis] < low && b[axis] < low) || (a[axis] > high && b[axis] > high) {
            return None;
        }
        let (from, to) = (a, b);
        for (end, p) in [(&mut a, from), (&mut b, to)] {
            if p[axis] < low {
                *end = crossing(from, to, axis, low);
            } else if p[axis] > high {
                *end = crossing(from, to, axis, high);
            }
        }
    }
    Some((a, b))
}

fn crossing(from: Point, to: Point, axis: usize, limit: f64) -> Point {
    let t = (limit - from[axis]) / (to[axis] - from[axis]);
    let mut p = [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
    p[axis] = limit;
    p
}
