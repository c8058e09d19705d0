// A picture put where it was taken, pixel by pixel; moved or stretched where the camera has begun to move.

struct Where {
    // Pixels of the target.
    to_min: vec2<f32>,
    to_max: vec2<f32>,
    screen: vec2<f32>,
    // Pixels of the picture: the one at `to_min`, and how many there are to one of the target.
    from_min: vec2<f32>,
    scale: vec2<f32>,
    spare: vec2<f32>,
}

@group(0) @binding(0) var<uniform> lies: Where;
@group(0) @binding(1) var picture: texture_2d<f32>;

@vertex
fn vs(@builtin(vertex_index) corner: u32) -> @builtin(position) vec4<f32> {
    let side = vec2<f32>(f32(corner & 1u), f32(corner >> 1u));
    let unit = mix(lies.to_min, lies.to_max, side) / lies.screen * 2.0 - 1.0;
    return vec4<f32>(unit.x, -unit.y, 0.0, 1.0);
}

@fragment
fn fs(@builtin(position) at: vec4<f32>) -> @location(0) vec4<f32> {
    let size = vec2<i32>(textureDimensions(picture, 0));
    let pixel = vec2<i32>(floor((at.xy - lies.to_min) * lies.scale + lies.from_min));
    return textureLoad(picture, clamp(pixel, vec2<i32>(0), size - 1), 0);
}
