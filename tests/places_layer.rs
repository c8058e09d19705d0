//! The layer of places: its shader without an adapter, its pixels with one, on OpenGL too where there is one.
#![cfg(test)]

use std::sync::Arc;
use std::time::Duration;

use egui::{Color32, pos2, vec2};
use naga::valid::{Capabilities, ValidationFlags, Validator};
use sahel_atlas::gpu::layer::{Marks, SHADER, Shape};
use sahel_atlas::gpu::{Batch, Camera, Colours, Layer, Look, Offscreen, state_of};

/// Everything that runs on the adapter.
const SHADERS: [&str; 2] = [SHADER, sahel_atlas::gpu::still::SHADER];

fn module(shader: &str) -> (naga::Module, naga::valid::ModuleInfo) {
    let module =
        naga::front::wgsl::parse_str(shader).unwrap_or_else(|error| panic!("{}", error.emit_to_string(shader)));
    // No capability beyond the plainest: what every backend has.
    let info = Validator::new(ValidationFlags::all(), Capabilities::empty())
        .validate(&module)
        .unwrap_or_else(|error| panic!("{}", error.emit_to_string(shader)));
    (module, info)
}

#[test]
fn the_shaders_are_valid_and_use_no_storage() {
    let modules = SHADERS.map(|shader| module(shader).0);
    for (_, variable) in modules.iter().flat_map(|module| module.global_variables.iter()) {
        assert!(
            !matches!(variable.space, naga::AddressSpace::Storage { .. }),
            "{:?} is a storage buffer: OpenGL has none",
            variable.name
        );
    }
}

#[test]
fn the_shaders_can_be_said_in_the_oldest_opengl() {
    use naga::back::glsl;
    let stages = [("vs", naga::ShaderStage::Vertex), ("fs", naga::ShaderStage::Fragment)];
    for (shader, (entry_point, shader_stage)) in SHADERS.iter().flat_map(|shader| stages.map(|stage| (shader, stage))) {
        let (module, info) = module(shader);
        let options = glsl::Options {
            version: glsl::Version::new_gles(300),
            ..glsl::Options::default()
        };
        let pipeline = glsl::PipelineOptions {
            shader_stage,
            entry_point: entry_point.to_owned(),
            multiview: None,
        };
        let mut out = String::new();
        let bounds = naga::proc::BoundsCheckPolicies::default();
        let mut writer = glsl::Writer::new(&mut out, &module, &info, &options, &pipeline, bounds).unwrap();
        writer.write().unwrap();
        assert!(out.contains("void main"));
    }
}

const SIZE: f32 = 200.0;

fn colours() -> Colours {
    let kinds = [
        Color32::RED,
        Color32::GREEN,
        Color32::BLUE,
        Color32::YELLOW,
        Color32::LIGHT_BLUE,
        Color32::GOLD,
        Color32::GRAY,
    ];
    Colours {
        kinds,
        halo: Color32::WHITE,
        outline: Color32::BLACK,
        ground: Color32::WHITE,
        accent: Color32::BLUE,
        line: Color32::BLACK,
    }
}

/// Where the camera looks: a street, so that a point is some hundred steps of fixed point wide.
const ORIGIN: [u32; 2] = [2_200_000_017, 1_999_999_999];
const SIDE: f64 = 5_900_000.0;

/// A position so many points from the middle.
fn at(dx: f64, dy: f64) -> [u32; 2] {
    let step = 4_294_967_296.0 / SIDE;
    [
        (f64::from(ORIGIN[0]) + dx * step) as u32,
        (f64::from(ORIGIN[1]) + dy * step) as u32,
    ]
}

fn picture(offscreen: &mut Offscreen, instances: &[([u32; 2], Look)], most_bytes: u64, name: u64) -> image::RgbaImage {
    let (positions, looks): (Vec<_>, Vec<_>) = instances.iter().copied().unzip();
    let batch = Batch {
        name,
        positions: Arc::new(positions),
        looks: Arc::new(looks),
        shown: std::iter::once(0..instances.len() as u32).collect(),
    };
    let draw = |ui: &mut egui::Ui| {
        let all = ui.ctx().content_rect();
        ui.painter().rect_filled(all, 0.0, Color32::DARK_GRAY);
        let layer = Layer {
            camera: Camera {
                origin: ORIGIN,
                side: SIDE,
                middle: pos2(SIZE / 2.0, SIZE / 2.0),
            },
            colours: colours(),
            part: 1.0,
            batches: vec![batch.clone()],
            most_bytes,
            format: state_of(ui.ctx()).unwrap().target_format,
        };
        ui.painter().add(layer.shape(all));
        true
    };
    offscreen
        .render(vec2(SIZE, SIZE), 1.0, Duration::from_secs(60), draw)
        .unwrap()
}

fn offscreen() -> Option<Offscreen> {
    match Offscreen::new() {
        Ok(offscreen) => {
            println!("adapter: {}", offscreen.adapter_name());
            Some(offscreen)
        }
        Err(error) if std::env::var_os("CI").is_none() => {
            println!("skipped: {error}");
            None
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn symbols_stand_where_they_should_in_their_colours() {
    let Some(mut offscreen) = offscreen() else { return };
    let mut instances: Vec<_> = (0..7_u8)
        .map(|kind| {
            (
                at(f64::from(kind) * 26.0 - 78.0, -40.0),
                Look::new(Shape::Symbol(kind), 18.0),
            )
        })
        .collect();
    instances.push((at(50.0, 40.0), Look::NOTHING));
    // Half red, half blue: red on the right, from north on clockwise.
    let pie = Look::new(Shape::Pie, 40.0).with_shares(&[5, 0, 5, 0, 0, 0, 0]);
    instances.push((at(-50.0, 40.0), pie));
    let found = picture(&mut offscreen, &instances, 0, 1);
    let ground = Color32::DARK_GRAY.to_array();
    for (kind, colour) in colours().kinds.into_iter().enumerate() {
        let x = 22 + kind as u32 * 26;
        assert_eq!(found.get_pixel(x, 60).0, colour.to_array(), "type {kind}");
        assert_eq!(found.get_pixel(x, 30).0, ground, "above type {kind}");
        // The halo, then nothing.
        assert_eq!(found.get_pixel(x, 80).0, ground, "below type {kind}");
    }
    assert_eq!(
        found.get_pixel(150, 140).0,
        ground,
        "nothing is drawn of what is not there"
    );
    assert_eq!(found.get_pixel(50, 140).0, [255; 4], "the ground of the ring");
    assert_eq!(found.get_pixel(67, 140).0, Color32::RED.to_array());
    assert_eq!(found.get_pixel(32, 140).0, Color32::BLUE.to_array());
}

#[test]
fn hollow_pale_and_ringed_looks_differ_where_they_should() {
    let Some(mut offscreen) = offscreen() else { return };
    let symbol = Look::new(Shape::Symbol(0), 24.0);
    let ring = Shape::Ring {
        kind: 2,
        dashed: false,
        radius: (60.0 / SIDE * 4_294_967_296.0) as u32,
    };
    let instances = [
        (at(0.0, 0.0), Look::new(ring, 0.0)),
        (
            at(-40.0, 0.0),
            symbol.with(Marks {
                hollow: true,
                ..Marks::default()
            }),
        ),
        (
            at(0.0, 0.0),
            symbol.with(Marks {
                possible: true,
                ..Marks::default()
            }),
        ),
        (
            at(40.0, 0.0),
            symbol.with(Marks {
                selected: true,
                ..Marks::default()
            }),
        ),
    ];
    let found = picture(&mut offscreen, &instances, 0, 1);
    assert_eq!(found.get_pixel(60, 100).0, [255; 4], "hollow core");
    assert_eq!(found.get_pixel(68, 100).0, Color32::RED.to_array(), "around the core");
    let pale = found.get_pixel(100, 100).0;
    assert!(pale[0] > 240 && (120..200).contains(&pale[1]), "{pale:?}");
    let accent = found.get_pixel(140, 76).0;
    assert!(accent[2] > 200 && accent[0] < 90, "accent ring {accent:?}");
    let circle = found.get_pixel(100, 40).0;
    assert!(circle[2] > circle[0] + 60, "ring of precision {circle:?}");
}

#[test]
fn tags_have_a_ground_a_line_and_a_bar_of_shares() {
    let Some(mut offscreen) = offscreen() else { return };
    let tag = Look::new(Shape::Tag { beside: 20.0 }, 60.0).with_shares(&[1, 0, 1, 0, 0, 0, 0]);
    let hovered = Marks {
        hovered: true,
        ..Marks::default()
    };
    let other = Look::new(Shape::Tag { beside: 0.0 }, 30.0).with(hovered);
    let found = picture(&mut offscreen, &[(at(0.0, 0.0), tag), (at(-60.0, 60.0), other)], 0, 1);
    // Its middle stands 20 points to the north-east of its position.
    assert_eq!(found.get_pixel(120, 77).0, [255; 4], "ground");
    assert_eq!(found.get_pixel(120, 67).0, [0, 0, 0, 255], "line");
    assert_eq!(
        found.get_pixel(100, 88).0,
        Color32::RED.to_array(),
        "the first half of the bar"
    );
    assert_eq!(found.get_pixel(140, 88).0, Color32::BLUE.to_array(), "the other half");
    assert_eq!(found.get_pixel(120, 91).0, [255; 4], "below the bar");
    assert_eq!(found.get_pixel(120, 60).0, Color32::DARK_GRAY.to_array(), "outside");
    let accent = found.get_pixel(40, 144).0;
    assert!(
        accent[2] > 200 && accent[0] < 90,
        "line around what is pointed at {accent:?}"
    );
}

#[test]
fn buffers_split_by_the_adapters_limit_draw_the_same() {
    let Some(mut offscreen) = offscreen() else { return };
    let mut rng = fastrand::Rng::with_seed(6);
    let instances: Vec<_> = (0..700)
        .map(|_| {
            let place = at(rng.f64() * 180.0 - 90.0, rng.f64() * 180.0 - 90.0);
            (place, Look::new(Shape::Symbol(rng.u8(..7)), 12.0))
        })
        .collect();
    let whole = picture(&mut offscreen, &instances, 0, 1);
    for most in [12, 500, 4_096] {
        let split = picture(&mut offscreen, &instances, most, 2 + most);
        assert!(whole == split, "{most} bytes to a buffer");
    }
}

#[test]
fn another_device_draws_what_the_lost_one_did() {
    let (Some(mut first), Some(mut second)) = (offscreen(), offscreen()) else {
        return;
    };
    let instances = [(at(0.0, 0.0), Look::new(Shape::Symbol(3), 24.0))];
    let before = picture(&mut first, &instances, 0, 1);
    assert!(before == picture(&mut second, &instances, 0, 1));
}

/// The other backend: the same tests in a process of their own, because the choice is made by a variable.
#[test]
fn opengl_draws_the_same() {
    if std::env::var_os("WGPU_BACKEND").is_some() {
        return;
    }
    let this = std::env::current_exe().unwrap();
    for test in [
        "symbols_stand_where_they_should_in_their_colours",
        "hollow_pale_and_ringed_looks_differ_where_they_should",
        "tags_have_a_ground_a_line_and_a_bar_of_shares",
        "buffers_split_by_the_adapters_limit_draw_the_same",
    ] {
        let mut command = std::process::Command::new(&this);
        command.env("WGPU_BACKEND", "gl").env_remove("CI");
        let output = command.args(["--exact", test, "--nocapture"]).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{test}:\n{text}");
        println!(
            "{test}: {}",
            text.lines().find(|l| l.contains("adapter")).unwrap_or("no OpenGL")
        );
    }
}
