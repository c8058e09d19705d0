// Symbols, rings of shares and rings of precision, one instance a place or cluster. Vertex attributes and one
// uniform buffer only: runs wherever egui does. Shapes and sizes are those of figure::symbol, looks those of
// ui::map::mark.

struct Camera {
    // Fixed-point position that is drawn at `middle`.
    origin: vec2<u32>,
    // Points to a fixed-point step; pixels to a point.
    scale: f32,
    pixels: f32,
    // In points of the screen.
    middle: vec2<f32>,
    screen: vec2<f32>,
    // x: 1 where the target wants linear light. y: sizes of symbols are drawn so much smaller.
    more: vec4<f32>,
    // 0-6 fills of the types, 7 halo, 8 outline, 9 ground of rings and tags, 10 accent, 11 line of tags. Opaque.
    colours: array<vec4<f32>, 12>,
}

@group(0) @binding(0) var<uniform> camera: Camera;

struct Out {
    @builtin(position) clip: vec4<f32>,
    // Points from the middle of the symbol.
    @location(0) at: vec2<f32>,
    @location(1) @interpolate(flat) look: vec3<u32>,
    // Radius of a ring of precision, points.
    @location(2) @interpolate(flat) wide: f32,
}

const LINE = 1.5;
const PALE = 0.62;
const CORE = 0.45;
const PIE = 4.5;
const PI = 3.14159265;

const SHAPE_PIE = 7u;
const SHAPE_RING = 8u;
const SHAPE_TAG = 9u;
// Half the height of a tag.
const TAG = 13.0;

fn shape_of(look: u32) -> u32 { return look & 15u; }
fn size_of(look: u32) -> f32 { return f32((look >> 4u) & 1023u) * 0.25 * camera.more.y; }
// Width of lines: thinner around smaller symbols.
fn line() -> f32 { return LINE * camera.more.y; }
fn has(look: u32, bit: u32) -> bool { return ((look >> bit) & 1u) == 1u; }
const HOLLOW = 14u;
const POSSIBLE = 15u;
const HOVERED = 16u;
const SELECTED = 17u;
const DASHED = 18u;
// Type of a ring of precision: bits 20 to 22. How far a tag stands to the north-east, quarters of a point: bits
// 23 to 31.

// The difference of two fixed-point numbers, whatever its sign: exact as long as it is on a screen.
fn difference(a: u32, b: u32) -> f32 {
    if a >= b { return f32(a - b); }
    return -f32(b - a);
}

@vertex
fn vs(@builtin(vertex_index) corner: u32, @location(0) world: vec2<u32>, @location(1) look: vec3<u32>) -> Out {
    var out: Out;
    let shape = shape_of(look.x);
    let size = size_of(look.x);
    var reach = size * 0.8 + 3.0 * camera.more.y;
    out.wide = 0.0;
    if shape == SHAPE_PIE { reach = size * 0.5 + 3.0; }
    if has(look.x, HOVERED) || has(look.x, SELECTED) { reach = reach + 8.0; }
    if shape == SHAPE_RING {
        out.wide = f32(look.y) * camera.scale;
        reach = out.wide + 2.0;
    }
    let side = vec2<f32>(f32(corner & 1u), f32(corner >> 1u)) * 2.0 - 1.0;
    out.at = side * reach;
    var beside = vec2<f32>(0.0);
    if shape == SHAPE_TAG {
        out.at = side * vec2<f32>(size * 0.5 + 6.0, TAG + 6.0);
        beside = vec2<f32>(0.25, -0.25) * f32(look.x >> 23u);
    }
    let offset = vec2<f32>(difference(world.x, camera.origin.x), difference(world.y, camera.origin.y));
    let point = camera.middle + offset * camera.scale + beside + out.at;
    let unit = point / camera.screen * 2.0 - 1.0;
    out.clip = vec4<f32>(unit.x, -unit.y, 0.0, 1.0);
    // Nothing to draw: outside of everything.
    if (look.x & 16383u) == 0u { out.clip = vec4<f32>(2.0, 2.0, 0.0, 1.0); }
    out.look = look;
    return out;
}

// Distance in points from the outline of the symbol of a type, negative inside. Equal area for every type.
fn outline(shape: u32, size: f32, p: vec2<f32>) -> f32 {
    let area = PI * size * size * 0.25;
    switch shape {
        case 0u: { return length(p) - size * 0.5; }
        case 1u, 3u: {
            let down = sqrt(4.0 * area / sqrt(3.0)) / (2.0 * sqrt(3.0));
            let y = select(p.y, -p.y, shape == 3u);
            return max(y - down, abs(p.x) * 0.8660254 - y * 0.5 - down);
        }
        case 2u: { return max(abs(p.x), abs(p.y)) - sqrt(area) * 0.5; }
        case 4u: { return (abs(p.x) + abs(p.y) - sqrt(area * 0.5)) * 0.70710678; }
        case 5u: {
            let b = sqrt(area / (2.0 * 0.42 - 0.42 * 0.42)) * 0.5;
            let a = b * 0.42;
            let q = abs(p);
            return min(max(q.x - a, q.y - b), max(q.x - b, q.y - a));
        }
        default: {
            let r = size / 3.0;
            return length(p - vec2<f32>(clamp(p.x, -r, r), 0.0)) - r;
        }
    }
}

// How much of a pixel lies inside, from the distance to the edge.
fn cover(distance: f32) -> f32 { return clamp(0.5 - distance * camera.pixels, 0.0, 1.0); }

// Colours are not premultiplied until the end.
fn over(below: vec4<f32>, colour: vec3<f32>, alpha: f32) -> vec4<f32> {
    return vec4<f32>(colour * alpha + below.rgb * (1.0 - alpha), alpha + below.a * (1.0 - alpha));
}

fn accent_ring(below: vec4<f32>, distance: f32, width: f32) -> vec4<f32> {
    let edge = abs(distance) - width * 0.5;
    let halo = over(below, camera.colours[7].rgb, cover(edge - 1.0) * 0.8);
    return over(halo, camera.colours[10].rgb, cover(edge));
}

fn kind_colour(kind: u32, possible: bool) -> vec3<f32> {
    let full = camera.colours[kind].rgb;
    return select(full, mix(full, camera.colours[7].rgb, PALE), possible);
}

fn symbol(look: vec3<u32>, p: vec2<f32>) -> vec4<f32> {
    let shape = shape_of(look.x);
    let size = size_of(look.x);
    let possible = has(look.x, POSSIBLE);
    let halo = camera.colours[7].rgb;
    let dark = select(camera.colours[8].rgb, mix(camera.colours[8].rgb, halo, 0.35), possible);
    let d = outline(shape, size, p);
    var c = over(vec4<f32>(0.0), halo, cover(d - 1.5 * line()));
    c = over(c, kind_colour(shape, possible), cover(d));
    if has(look.x, HOLLOW) { c = over(c, halo, cover(outline(shape, size * CORE, p))); }
    return over(c, dark, cover(abs(d) - 0.5 * line()));
}

// Byte `i` of the two words of shares.
fn share(look: vec3<u32>, i: u32) -> f32 {
    let word = select(look.y, look.z, i > 3u);
    return f32((word >> ((i & 3u) * 8u)) & 255u) / 255.0;
}

fn pie(look: vec3<u32>, p: vec2<f32>) -> vec4<f32> {
    let r = size_of(look.x) * 0.5;
    let width = min(PIE, r * 0.4);
    let d = length(p) - r;
    let dark = camera.colours[8].rgb;
    var c = over(vec4<f32>(0.0), camera.colours[7].rgb, cover(d - 1.5 * line()));
    c = over(c, camera.colours[9].rgb, cover(d));
    let turn = fract(atan2(p.x, -p.y) / (2.0 * PI) + 1.0);
    var kind = 0u;
    for (var i = 0u; i < 6u; i = i + 1u) {
        if turn >= share(look, i) { kind = i + 1u; }
    }
    let ring = max(d, -(d + width));
    c = over(c, kind_colour(kind, has(look.x, POSSIBLE)), cover(ring));
    c = over(c, dark, cover(abs(d - 0.5 * line()) - 0.5 * line()));
    return over(c, dark, cover(abs(d + width + 0.5) - 0.5) * camera.more.y);
}

// Distance from a rectangle with round corners, negative inside.
fn round_box(p: vec2<f32>, half: vec2<f32>, radius: f32) -> f32 {
    let q = abs(p) - half + vec2<f32>(radius);
    return length(max(q, vec2<f32>(0.0))) + min(max(q.x, q.y), 0.0) - radius;
}

// A tag of areas: square where rings are round, with the shares of types in a bar at its foot. Sizes are those of
// ui::map::paint.
fn tag(look: vec3<u32>, p: vec2<f32>) -> vec4<f32> {
    let half = vec2<f32>(size_of(look.x) * 0.5, TAG);
    let d = round_box(p, half, 5.0);
    var c = vec4<f32>(0.0);
    if has(look.x, HOVERED) { c = over(c, camera.colours[10].rgb, cover(round_box(p, half + 4.0, 8.0))); }
    c = over(c, camera.colours[7].rgb, cover(round_box(p, half + 1.5, 6.0)));
    c = over(c, camera.colours[9].rgb, cover(d));
    c = over(c, camera.colours[11].rgb, cover(abs(d + 0.5) - 0.5));
    let along = (p.x + half.x - 4.0) / (2.0 * half.x - 8.0);
    var kind = 0u;
    for (var i = 0u; i < 6u; i = i + 1u) {
        if along >= share(look, i) { kind = i + 1u; }
    }
    let bar = round_box(p - vec2<f32>(0.0, TAG - 5.0), vec2<f32>(half.x - 4.0, 2.0), 0.0);
    return over(c, kind_colour(kind, has(look.x, POSSIBLE)), cover(bar));
}

fn accuracy(look: vec3<u32>, p: vec2<f32>, radius: f32) -> vec4<f32> {
    let d = abs(length(p) - radius) - 0.75;
    var alpha = cover(d) * 0.7;
    if has(look.x, DASHED) {
        // Six points on, four off, from north on, stretched so that a whole number goes round.
        let whole = max(round(2.0 * PI * radius / 10.0), 4.0);
        let turn = fract(atan2(p.x, -p.y) / (2.0 * PI) + 1.0);
        if fract(turn * whole) > 0.6 { alpha = 0.0; }
    }
    return over(vec4<f32>(0.0), camera.colours[(look.x >> 20u) & 7u].rgb, alpha);
}

fn drawn(in: Out) -> vec4<f32> {
    let shape = shape_of(in.look.x);
    var c: vec4<f32>;
    var edge: f32;
    if shape == SHAPE_RING {
        return accuracy(in.look, in.at, in.wide);
    } else if shape == SHAPE_TAG {
        return tag(in.look, in.at);
    } else if shape == SHAPE_PIE {
        c = pie(in.look, in.at);
        edge = length(in.at) - size_of(in.look.x) * 0.5 - 4.0;
    } else {
        c = symbol(in.look, in.at);
        edge = length(in.at) - size_of(in.look.x) * 0.78 - 4.0;
    }
    if has(in.look.x, SELECTED) { c = accent_ring(c, edge, 3.0); }
    else if has(in.look.x, HOVERED) { c = accent_ring(c, edge, 2.0); }
    return c;
}

fn linear(c: vec3<f32>) -> vec3<f32> {
    let low = c / 12.92;
    let high = pow((c + vec3<f32>(0.055)) / 1.055, vec3<f32>(2.4));
    return select(high, low, c <= vec3<f32>(0.04045));
}

@fragment
fn fs(in: Out) -> @location(0) vec4<f32> {
    var c = drawn(in);
    if c.a <= 0.0 { discard; }
    if camera.more.x > 0.5 { c = vec4<f32>(linear(c.rgb / c.a) * c.a, c.a); }
    return c;
}
