//! `render` by running it, without a display.

#![cfg(test)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("sahel-atlas-render-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        entries
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

fn render(out: &Path, args: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sahel-atlas"));
    command.arg("render").arg("--out").arg(out).args(args);
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    command.envs(environment.iter().copied()).output().unwrap()
}

fn message(output: &Output) -> String {
    // Drivers write to stderr as they please; our own lines are what counts.
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    text.lines()
        .filter(|l| !l.contains("XDG_RUNTIME_DIR"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// No adapter on this machine: said and passed here, failed under continuous integration.
fn has_adapter() -> bool {
    match sahel_atlas::gpu::Offscreen::new() {
        Ok(_) => true,
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{error}");
            println!("skipped: {error}");
            false
        }
    }
}

#[test]
fn a_picture_is_written_whole_in_the_size_asked_for() {
    if !has_adapter() {
        return;
    }
    let folder = Folder::new("whole");
    let out = folder.file("map.png");
    let output = render(
        &out,
        &[
            "--size",
            "800x600",
            "--lang",
            "fr",
            "--theme",
            "dark",
            "--country",
            "Niger",
        ],
        &[],
    );
    assert_eq!(output.status.code(), Some(0), "{}", message(&output));
    assert!(output.stdout.is_empty());
    assert!(message(&output).contains("Enregistré"), "{}", message(&output));
    let image = image::open(&out).unwrap().to_rgba8();
    assert_eq!(image.dimensions(), (800, 600));
    // The dark ground of the sheet.
    assert_eq!(image.get_pixel(1, 1).0, [0x24, 0x27, 0x2B, 255]);
    assert_eq!(folder.names(), ["map.png"]);
}

#[test]
fn a_file_that_is_there_is_replaced_only_by_force() {
    if !has_adapter() {
        return;
    }
    let folder = Folder::new("force");
    let out = folder.file("map.png");
    std::fs::write(&out, "mine").unwrap();
    let output = render(&out, &["--size", "640x480"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(message(&output).contains("--force"), "{}", message(&output));
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "mine");
    let output = render(&out, &["--size", "640x480", "--force"], &[]);
    assert_eq!(output.status.code(), Some(0), "{}", message(&output));
    assert_eq!(image::open(&out).unwrap().width(), 640);
}

#[test]
fn what_cannot_be_drawn_is_said_in_one_line_and_leaves_no_file() {
    if !has_adapter() {
        return;
    }
    let folder = Folder::new("cannot");
    for (args, name, part) in [
        (&["--size", "300x200"][..], "small.png", "640 x 480"),
        (&["--size", "9000x9000"], "large.png", "8192"),
        (&["--from", "2024-13-01"], "date.png", "2024-13-01"),
        (&["--country", "Atlantis"], "country.png", "Atlantis"),
        (&["/nonexistent/events.csv"], "file.png", "events.csv"),
        (&[], "map.jpg", ".png"),
    ] {
        let output = render(&folder.file(name), args, &[]);
        let text = message(&output);
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(text.contains(part) && text.lines().count() == 1, "{text}");
        assert!(!text.contains("panicked"), "{text}");
    }
    let nowhere = render(&folder.file("no/such/folder/map.png"), &["--size", "640x480"], &[]);
    assert_eq!(nowhere.status.code(), Some(2), "{}", message(&nowhere));
    assert!(folder.names().is_empty(), "{:?}", folder.names());
}

#[test]
fn without_an_adapter_one_sentence_names_the_package() {
    let folder = Folder::new("adapter");
    // No Vulkan driver, and no other backend allowed.
    let without = [
        ("WGPU_BACKEND", "vulkan"),
        ("VK_DRIVER_FILES", "/nonexistent.json"),
        ("VK_ICD_FILENAMES", "/nonexistent.json"),
    ];
    let output = render(&folder.file("map.png"), &[], &without);
    let text = message(&output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(
        text.contains("mesa-vulkan-drivers") && text.lines().count() == 1,
        "{text}"
    );
}
