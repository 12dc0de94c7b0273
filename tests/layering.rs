//! The layers of the core crates: an import may only point downwards.
//!
//! Every folder and every file beside a crate's `lib.rs` is a layer. They are listed here, the lowest
//! first, as ARCHITECTURE.md tells them; `lib.rs` names them in the same order. A layer that imports
//! none above itself is on no circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The crates, each with its layers, the lowest first.
const CRATES: [(&str, &[&str]); 4] = [
    (
        "matchwright-assign",
        &[
            "basics",
            "costs",
            "problem",
            "plan",
            "proof",
            "solver",
            "options",
            "solution",
            "level_plan",
            "estimate",
            "assign",
            "levels",
            "sensitivity",
            "remote",
            "general",
            "stable",
            "circles",
        ],
    ),
    (
        "matchwright-tables",
        &[
            "plain",
            "counted",
            "finding",
            "error",
            "reading",
            "table",
            "hours",
            "labels",
            "read",
            "write",
            "vocabulary",
            "mapping",
        ],
    ),
    (
        "matchwright",
        &[
            "error", "given", "registry", "lanes", "dice", "lines", "student", "schema", "roster",
            "compare", "criteria", "rules", "program", "scores", "matching", "outcome", "validate",
            "propose", "search", "tuning", "scorer", "answers", "tracking", "report", "simulate",
        ],
    ),
    ("matchwright-wasm", &["errors", "matrix", "people"]),
];

/// What a build may lack, and the files that know how to do without.
const ONLY_IN: [(&str, &[&str]); 5] = [
    ("Instant", &["basics/clock.rs"]),
    ("SystemTime", &["basics/clock.rs"]),
    ("rayon::", &["basics/threads.rs", "vocabulary/vectors.rs"]),
    ("pathfinding::", &["solver/reference.rs"]),
    ("toml::", &["program/text.rs"]),
];

type Failure = Box<dyn std::error::Error>;

/// What no program of tests names would never run.
#[test]
fn no_promise_is_left_out() -> Result<(), Failure> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let listed = fs::read_to_string(root.join("tests/main.rs"))?;
    let manifest = fs::read_to_string(root.join("Cargo.toml"))?;
    for file in fs::read_dir(root.join("tests"))? {
        let path = file?.path();
        let Some(name) = path.file_stem().and_then(|name| name.to_str()) else { continue };
        let is_file = path.extension().is_some_and(|ending| ending == "rs") && name != "main";
        if !is_file && !path.join("main.rs").exists() {
            continue;
        }
        let is_module = listed.lines().any(|line| line == format!("mod {name};"));
        let is_alone = manifest.contains(&format!("[[test]]\nname = \"{name}\"\n"));
        assert!(is_module || is_alone, "{name} is in no program of tests");
    }
    Ok(())
}

#[test]
fn no_import_points_upwards() -> Result<(), Failure> {
    let mut upward = Vec::new();
    for (name, layers) in CRATES {
        let folder = source_of(name);
        let exports = exports(&fs::read_to_string(folder.join("lib.rs"))?);
        for file in files(&folder)? {
            let own = layer_of(&folder, &file);
            let Some(height) = layers.iter().position(|layer| *layer == own) else { continue };
            let code = code(&fs::read_to_string(&file)?);
            for import in imports(&code, depth(&folder, &file)) {
                let import = exports.get(&import).unwrap_or(&import);
                if layers.iter().skip(height + 1).any(|layer| layer == import) {
                    let file = file.strip_prefix(&folder)?.display();
                    upward.push(format!("{name}: {file} imports {import}"));
                }
            }
        }
    }
    assert!(upward.is_empty(), "imports that point upwards:\n{}", upward.join("\n"));
    Ok(())
}

#[test]
fn every_layer_is_listed_in_the_order_of_the_crate_page() -> Result<(), Failure> {
    for (name, layers) in CRATES {
        let folder = source_of(name);
        let there: BTreeSet<String> = fs::read_dir(&folder)?
            .map(|entry| Ok(layer_of(&folder, &entry?.path())))
            .collect::<Result<_, Failure>>()?;
        let listed = layers.iter().copied().chain(["lib"]).map(str::to_owned).collect();
        assert_eq!(there, listed, "{name}");
        let page = fs::read_to_string(folder.join("lib.rs"))?;
        let told = page.lines().filter_map(|line| {
            line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ")?.strip_suffix(';')
        });
        assert_eq!(told.collect::<Vec<_>>(), layers, "{name}: the order in lib.rs");
    }
    Ok(())
}

#[test]
fn what_can_be_left_out_is_named_in_one_place() -> Result<(), Failure> {
    let mut others = Vec::new();
    for (name, _) in CRATES {
        let folder = source_of(name);
        for file in files(&folder)? {
            let code = code(&fs::read_to_string(&file)?);
            let is_named = |(word, places): &&(&str, &[&str])| {
                code.contains(word) && !places.iter().any(|place| file.ends_with(place))
            };
            let file = file.strip_prefix(&folder)?.display();
            let named = ONLY_IN.iter().filter(is_named);
            others.extend(named.map(|(word, _)| format!("{name}: {file} names {word}")));
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
    Ok(())
}

#[test]
fn imports_are_found_however_they_are_written() {
    let text = "use crate::one::{A, B};\nuse crate::{two, three::C,\n  four::{D, crate_like}};\n\
                pub(crate) use super::five::E;\nlet x = crate::six::f(crate::Seven);\n\
                // crate::eight\n#[cfg(test)]\nmod tests {\n    use crate::nine;\n}\n";
    let found: BTreeSet<String> = imports(&code(text), 1).into_iter().collect();
    let expected = ["Seven", "five", "four", "one", "six", "three", "two"];
    assert_eq!(found, expected.map(str::to_owned).into());
    assert!(imports("use super::one;", 2).is_empty(), "super of a file in a folder is its layer");
    assert_eq!(imports("use super::super::one;", 2), ["one"]);
    let page = "pub use crate::one::{\n    A, B,\n};\npub use two::C;\n";
    let exports: Vec<String> =
        exports(page).into_iter().map(|(name, layer)| format!("{name} of {layer}")).collect();
    assert_eq!(exports, ["A of one", "B of one", "C of two"]);
}

fn source_of(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("crates").join(name).join("src")
}

/// The files below a folder's own: those of `lib.rs` are no layer's.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The folder or the file beside `lib.rs` that a path belongs to.
fn layer_of(source: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(source).unwrap_or(path);
    let first =
        inside.components().next().map(|part| Path::new(part.as_os_str()).with_extension(""));
    first.unwrap_or_default().display().to_string()
}

/// How many times `super` leads from a file to the crate's root.
fn depth(source: &Path, file: &Path) -> usize {
    let inside = file.strip_prefix(source).unwrap_or(file);
    let is_mod = file.file_name().is_some_and(|name| name == "mod.rs");
    inside.components().count() - usize::from(is_mod)
}

/// A file without comments, and without the tests at its end, which may use whatever they need.
fn code(text: &str) -> String {
    let tests = text.find("#[cfg(test)]\nmod ").unwrap_or(text.len());
    let lines = text[..tests].lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The names behind `crate::`, and behind as many `super::` as lead to the crate's root.
fn imports(code: &str, depth: usize) -> Vec<String> {
    let up = "super::".repeat(depth);
    let behind = |mark: &str| {
        let parts: Vec<String> = code.split(mark).skip(1).flat_map(first_names).collect();
        parts
    };
    [behind("crate::"), behind(&up)].concat()
}

/// The first name of a path, or of each path in a group `{…}`.
fn first_names(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut open, mut starts) = (0_usize, vec![0]);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => open += 1,
            '}' if open == 0 => break,
            '}' => open -= 1,
            ',' if open == 0 => starts.push(at + 1),
            _ => {}
        }
    }
    starts.into_iter().map(|start| name(group[start..].trim_start())).collect()
}

fn name(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The layer of each name that `lib.rs` exports.
fn exports(page: &str) -> BTreeMap<String, String> {
    let uses = page.split("pub use ").skip(1).filter_map(|text| text.split_once(';'));
    let names = uses.flat_map(|(path, _)| {
        let path = path.trim_start_matches("crate::");
        let words = path.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        let mut words = words.filter(|word| !word.is_empty());
        let layer = words.next().unwrap_or_default().to_owned();
        words.map(move |word| (word.to_owned(), layer.clone()))
    });
    names.collect()
}
