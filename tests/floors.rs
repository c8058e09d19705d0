//! The house has floors, and a module uses only floors below its own (`src/lib.rs` says why). This test reads
//! `src/` and fails where one looks up, where a drawing library is named below floor 5, where a thread is
//! started outside the modules that own threads, and where a file has grown past reading.
//!
//! It follows `crate::`, `self::` and `super::` paths in expressions, types, patterns, `use` trees, macro
//! arguments and attribute strings, and names that the crate root re-exports. Links in documentation may
//! point anywhere.

#![cfg(test)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};

/// Modules by floor.
const FLOORS: &[(&str, u8)] = &[
    ("base", 0),
    ("model", 1),
    ("words", 1),
    ("read", 2),
    ("write", 2),
    ("query", 2),
    ("analyse", 2),
    ("session", 3),
    ("figure", 3),
    ("tasks", 4),
    ("gpu", 5),
    ("tiles", 5),
    ("ui", 6),
    ("app", 7),
    ("cli", 7),
];

/// Modules of one floor of which the first may use the second. Words name the types of the model; comparisons
/// are made of queries; what is written is often a query's result, or what came of reading a file; a figure may show
/// the state; the command line opens the window.
const NEIGHBOURS: &[(&str, &str)] = &[
    ("words", "model"),
    ("analyse", "query"),
    ("write", "query"),
    ("write", "read"),
    ("figure", "session"),
    ("cli", "app"),
];

/// Libraries that draw, and the lowest floor that may name them.
const DRAWING: &[&str] = &[
    "egui",
    "eframe",
    "egui_wgpu",
    "egui_extras",
    "epaint",
    "emath",
    "ecolor",
    "walkers",
    "wgpu",
    "winit",
];
const DRAWING_FLOOR: u8 = 5;

/// Modules that may start threads that outlive a call: the jobs, the decoder of the basemap, and the measurement
/// of the start, which must wait for the graphics adapter beside the window. Scoped threads are free.
const THREADS: &[&str] = &["tasks", "tiles", "app::report"];

/// Longest file, in lines.
/// Lines of a file of tests: a list of cases is read one by one.
const MOST_LINES_OF_TESTS: usize = 700;
const MOST_LINES: usize = 450;

fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// What a root re-export stands for: `pub use ui::Theme;` makes `crate::Theme` a name of `ui`.
type Reexports = BTreeMap<String, String>;

/// Reads one file and collects what breaks the rules.
struct Reader<'a> {
    /// Module path of the place that is being read, without `crate`.
    module: Vec<String>,
    reexports: &'a Reexports,
    in_test: bool,
    found: Vec<String>,
}

impl Reader<'_> {
    /// Top module of the file; empty for the crate root, which may name everything.
    fn own(&self) -> &str {
        self.module.first().map_or("", String::as_str)
    }

    /// Judges a path as written, `segments` being its names.
    fn path(&mut self, segments: &[String]) {
        let Some(first) = segments.first().map(String::as_str) else {
            return;
        };
        self.thread(segments);
        let absolute = match first {
            "crate" => segments[1..].to_vec(),
            "self" => [&self.module[..], &segments[1..]].concat(),
            "super" => {
                let ups = segments.iter().take_while(|s| *s == "super").count();
                let kept = self.module.len().saturating_sub(ups);
                [&self.module[..kept], &segments[ups..]].concat()
            }
            name if DRAWING.contains(&name) => return self.drawing(name),
            _ => return,
        };
        match absolute.first().map(String::as_str) {
            None | Some("*") => self.report("names the whole crate, so that nobody sees which floor it uses"),
            Some(target) => self.target(target),
        }
    }

    fn target(&mut self, target: &str) {
        let own = self.own().to_owned();
        let target = self.reexports.get(target).map_or(target, String::as_str).to_owned();
        if own.is_empty() || own == target {
            return;
        }
        let (Some(here), Some(there)) = (floor(&own), floor(&target)) else {
            return self.report(&format!("`{own}` uses `{target}`, and one of them has no floor"));
        };
        let sideways = here == there && !self.in_test && !NEIGHBOURS.contains(&(&own, &target));
        if there > here || sideways {
            self.report(&format!("`{own}` (floor {here}) uses `{target}` (floor {there})"));
        }
    }

    fn drawing(&mut self, library: &str) {
        let own = self.own().to_owned();
        if let Some(here) = floor(&own).filter(|here| *here < DRAWING_FLOOR) {
            self.report(&format!("`{own}` (floor {here}) uses the drawing library {library}"));
        }
    }

    fn thread(&mut self, segments: &[String]) {
        let starts = segments
            .windows(2)
            .any(|pair| pair[0] == "thread" && matches!(pair[1].as_str(), "spawn" | "Builder" | "*"));
        let module = self.module.join("::");
        let may = THREADS
            .iter()
            .any(|home| module == *home || module.starts_with(&format!("{home}::")));
        if starts && !self.in_test && !may {
            self.report("starts a thread outside the modules that own threads");
        }
    }

    fn report(&mut self, text: &str) {
        self.found.push(format!("{}: {text}", self.module.join("::")));
    }

    /// Paths inside text that is not parsed: macro arguments, attribute strings.
    fn loose_text(&mut self, text: &str) {
        let text = text.replace(" :: ", "::").replace(":: ", "::").replace(" ::", "::");
        for piece in text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')) {
            if piece.contains("::") {
                let names = piece.split("::").filter(|s| !s.is_empty()).map(str::to_owned);
                self.path(&names.collect::<Vec<_>>());
            }
        }
    }

    fn use_tree(&mut self, tree: &syn::UseTree, before: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.use_tree(&path.tree, before);
                before.pop();
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.use_tree(tree, before)),
            syn::UseTree::Glob(_) => self.path(&[&before[..], &["*".to_owned()]].concat()),
            syn::UseTree::Name(name) => self.used(before, &name.ident.to_string()),
            syn::UseTree::Rename(rename) => {
                let name = rename.ident.to_string();
                if name == "thread" || (name == "crate" && before.is_empty()) {
                    self.report(&format!("renames `{name}`, so that nobody sees what it uses"));
                }
                self.used(before, &name);
            }
        }
    }

    fn used(&mut self, before: &[String], name: &str) {
        // `use a::{self}` names `a`.
        let last = (name != "self" || before.is_empty()).then(|| name.to_owned());
        self.path(&before.iter().cloned().chain(last).collect::<Vec<_>>());
    }

    /// Runs `inside` with the test flag up where the attributes say `cfg(test)` or `test`.
    fn with_attributes(&mut self, attributes: &[syn::Attribute], inside: impl FnOnce(&mut Self)) {
        let is_test = attributes.iter().any(|a| match &a.meta {
            syn::Meta::Path(path) => path.is_ident("test"),
            syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
            syn::Meta::NameValue(_) => false,
        });
        let before = self.in_test;
        self.in_test |= is_test;
        inside(self);
        self.in_test = before;
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<_> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        self.path(&names);
        visit::visit_path(self, path);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.with_attributes(&item.attrs, |reader| reader.use_tree(&item.tree, &mut Vec::new()));
    }

    fn visit_item_extern_crate(&mut self, item: &'ast syn::ItemExternCrate) {
        self.report(&format!("`extern crate {}` hides what is used", item.ident));
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.attrs.iter().any(|a| a.path().is_ident("path")) {
            self.report("`#[path]` puts a module where its floor cannot be seen");
        }
        self.with_attributes(&item.attrs, |reader| {
            reader.module.push(item.ident.to_string());
            visit::visit_item_mod(reader, item);
            reader.module.pop();
        });
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.with_attributes(&item.attrs, |reader| visit::visit_item_fn(reader, item));
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        self.loose_text(&mac.tokens.to_string());
        visit::visit_macro(self, mac);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        match &attribute.meta {
            syn::Meta::List(list) => self.loose_text(&list.tokens.to_string()),
            // A link in documentation is no use of what it points to.
            syn::Meta::NameValue(_) | syn::Meta::Path(_) => {}
        }
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}

/// What the source of the module `module` ("ui::marks") breaks.
fn judge(module: &str, source: &str, reexports: &Reexports) -> Vec<String> {
    let module = module.split("::").filter(|s| !s.is_empty()).map(str::to_owned);
    let mut reader = Reader {
        module: module.collect(),
        reexports,
        in_test: false,
        found: Vec::new(),
    };
    match syn::parse_file(source) {
        Ok(file) => reader.visit_file(&file),
        Err(error) => reader.report(&format!("cannot be parsed: {error}")),
    }
    reader.found
}

/// Names that the crate root re-exports, with the top module they come from.
fn root_reexports(source: &str) -> Reexports {
    fn walk(tree: &syn::UseTree, top: Option<&str>, found: &mut Reexports) {
        match tree {
            syn::UseTree::Path(path) => {
                let name = path.ident.to_string();
                let is_prefix = matches!(name.as_str(), "crate" | "self");
                let top = top.map(str::to_owned).or((!is_prefix).then_some(name));
                walk(&path.tree, top.as_deref(), found);
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| walk(tree, top, found)),
            syn::UseTree::Name(syn::UseName { ident }) | syn::UseTree::Rename(syn::UseRename { rename: ident, .. }) => {
                found.insert(ident.to_string(), top.unwrap_or_default().to_owned());
            }
            // A glob at the root could hide anything: its names stay unknown and have no floor.
            syn::UseTree::Glob(_) => {}
        }
    }
    let mut found = Reexports::new();
    for item in syn::parse_file(source).expect("the crate root parses").items {
        if let syn::Item::Use(item) = item {
            walk(&item.tree, None, &mut found);
        }
    }
    found
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of the repository") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(files_under(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// `src/ui/mod.rs` is `ui`, `src/ui/marks.rs` is `ui::marks`, `src/lib.rs` is the root.
fn module_of(file: &Path, src: &Path) -> String {
    let relative = file.strip_prefix(src).expect("a file under src").with_extension("");
    let names: Vec<_> = relative.iter().map(|s| s.to_string_lossy().into_owned()).collect();
    let names = names.iter().filter(|n| !matches!(n.as_str(), "mod" | "lib" | "main"));
    names.cloned().collect::<Vec<_>>().join("::")
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn every_module_uses_only_floors_below_it() {
    let src = source_folder();
    let reexports = root_reexports(&std::fs::read_to_string(src.join("lib.rs")).expect("src/lib.rs"));
    let files = files_under(&src);
    assert!(files.len() > 30, "only {} files found under src", files.len());
    let mut found = Vec::new();
    for file in files {
        let source = std::fs::read_to_string(&file).expect("a source file");
        let module = module_of(&file, &src);
        if !module.is_empty() && floor(module.split("::").next().unwrap_or_default()).is_none() {
            found.push(format!("{module}: no floor is given for this module"));
        }
        found.extend(judge(&module, &source, &reexports));
    }
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn no_file_is_too_long_to_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut long = Vec::new();
    for (folder, most) in [
        ("src", MOST_LINES),
        ("examples", MOST_LINES),
        ("tests", MOST_LINES_OF_TESTS),
    ] {
        for file in files_under(&root.join(folder)) {
            let lines = std::fs::read_to_string(&file).expect("a source file").lines().count();
            if lines > most {
                long.push(format!("{}: {lines} lines, at most {most}", file.display()));
            }
        }
    }
    assert!(long.is_empty(), "\n{}\n", long.join("\n"));
}

/// How many rules a piece of source breaks.
fn broken(module: &str, source: &str) -> usize {
    let root = "pub mod base; pub mod ui; pub use ui::Theme; pub use crate::base::{Day, day::Step as Stride};";
    judge(module, source, &root_reexports(root)).len()
}

#[test]
fn the_rules_see_what_breaks_them() {
    for (module, source) in [
        ("base::day", "use crate::ui::Theme;"),
        ("base::day", "use super::super::ui::Theme;"),
        ("base", "use super::ui::Theme;"),
        ("model", "use crate::{base::Day, query::Filter};"),
        ("model", "fn f() { crate::session::go(); }"),
        ("model", "fn f(x: crate::session::Session) {}"),
        ("model", "fn f() { println!(\"{}\", crate::ui::x()); }"),
        ("model", "mod inner { mod deep { use super::super::super::ui::X; } }"),
        ("model", "#[cfg(test)] mod tests { use crate::ui::X; }"),
        ("model", "#[serde(with = \"crate::ui::format\")] struct S;"),
        ("model", "pub use crate::ui as screen;"),
        ("model", "use crate::Theme;"),
        ("model", "use crate::Unheard;"),
        ("model", "use crate::*;"),
        ("model", "use crate as house;"),
        ("model", "extern crate egui as e;"),
        ("model", "#[path = \"../ui/marks.rs\"] mod marks;"),
        ("read", "use crate::write::Table;"),
        ("query", "use crate::analyse::X;"),
        ("session", "use egui::Color32;"),
        ("tasks", "fn f() -> walkers::Position { todo!() }"),
        ("figure", "use ::egui_wgpu::wgpu;"),
        ("figure", "use eframe::{egui, App};"),
        ("read", "fn f() { std::thread::spawn(|| ()); }"),
        ("ui", "use std::thread; fn f() { thread::Builder::new(); }"),
        ("ui", "use std::thread::{sleep, spawn};"),
        ("app", "fn f() { std::thread::Builder::new(); }"),
        ("ui", "use std::thread as t;"),
        ("ui", "use std::thread::*;"),
        ("attic", "use crate::base::Day;"),
    ] {
        assert!(broken(module, source) > 0, "{module}: {source}");
    }
}

#[test]
fn the_rules_let_pass_what_keeps_them() {
    for (module, source) in [
        (
            "ui::marks",
            "use super::theme::Theme; use crate::base::Day; use egui::Ui;",
        ),
        ("ui", "use crate::{Day, Stride};"),
        (
            "base::day",
            "/// See [`crate::ui::Theme`].\npub(crate) struct X; mod tests { use super::*; }",
        ),
        ("words", "use crate::model::EventType;"),
        ("query", "#[cfg(test)] mod tests { use crate::read::bundled; }"),
        ("read", "fn f() { std::thread::scope(|s| ()); }"),
        ("tasks::store", "fn f() { std::thread::Builder::new(); }"),
        ("app::report", "fn f() { std::thread::Builder::new(); }"),
        ("ui", "#[test] fn f() { std::thread::spawn(|| ()); }"),
        ("", "pub use crate::app::run; pub mod ui;"),
    ] {
        assert_eq!(broken(module, source), 0, "{module}: {source}");
    }
}
