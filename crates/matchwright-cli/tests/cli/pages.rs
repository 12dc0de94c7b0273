//! The shell lines of the documentation run as they stand, and print what a page shows behind them.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use crate::run_dir::{Run, RunDir, root};

#[cfg(unix)]
#[test]
fn the_shell_lines_of_every_page_run() -> Result<(), Box<dyn Error>> {
    let mut ran = 0;
    for path in pages(&root().join("docs"))? {
        let page = fs::read_to_string(&path)?;
        let blocks = blocks(&page);
        if blocks.is_empty() {
            continue;
        }
        let dir = RunDir::new()?;
        copy(&root().join("examples"), &dir.path("examples"))?;
        // Each block is a shell of its own that goes on where the one before has been.
        let mut folder = dir.path("");
        for (lines, shown) in blocks {
            let printed = run(&format!("{lines}\npwd > {}", dir.path("pwd").display()), &folder)?;
            folder = PathBuf::from(dir.read("pwd")?.trim_end());
            for line in shown.lines().filter(|line| *line != "…") {
                let is_there = printed.lines().any(|have| have.trim_end() == line);
                assert!(is_there, "{}: {line:?} is not in\n{printed}", path.display());
            }
            ran += 1;
        }
    }
    assert!(ran > 20, "{ran} blocks");
    Ok(())
}

/// All Markdown files below a folder.
fn pages(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(pages(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The blocks of `sh`, each with the block of `text` that stands behind it, or nothing.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    page.split("```sh\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("\n```\n"))
        .map(|(lines, rest)| {
            let shown = rest.strip_prefix("\n```text\n").and_then(|text| text.split_once("```"));
            (lines, shown.map_or("", |(text, _)| text))
        })
        .collect()
}

/// What the lines print, with the command that was built in front of all others.
fn run(lines: &str, folder: &Path) -> Result<String, Box<dyn Error>> {
    let own = Path::new(env!("CARGO_BIN_EXE_matchwright")).parent().map(Path::to_owned);
    let others = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(own.into_iter().chain(env::split_paths(&others)))?;
    let output =
        Command::new("sh").args(["-euc", lines]).current_dir(folder).env("PATH", path).output()?;
    let run = Run::from(output);
    assert_eq!(run.status, Some(0), "{lines}\n{}{}", run.stdout, run.stderr);
    Ok(run.stdout)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let Some(name) = path.file_name() else { continue };
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}
