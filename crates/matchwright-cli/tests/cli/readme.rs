//! What the README shows is what a reader gets.

use std::error::Error;
use std::{env, fs, io};

use crate::run_dir::{Run, RunDir, root};

/// The first block in the given language behind a line.
fn block(readme: &str, behind: &str, language: &str) -> String {
    let fence = format!("```{language}\n");
    let text = readme.split_once(behind).map(|(_, rest)| rest);
    let text = text.and_then(|text| Some(text.split_once(&fence)?.1.split_once("```")?.0));
    text.unwrap_or_default().to_owned()
}

fn readme() -> io::Result<String> {
    fs::read_to_string(root().join("README.md"))
}

#[test]
fn the_demonstration_prints_what_the_readme_shows() -> Result<(), Box<dyn Error>> {
    let config = fs::read_to_string(root().join(".cargo/config.toml"))?;
    let config: toml::Table = toml::from_str(&config)?;
    let words = config["alias"]["demo"].as_array().ok_or("`cargo demo` is a list")?;
    let words: Vec<&str> = words.iter().filter_map(toml::Value::as_str).collect();
    let arguments = words.split(|word| *word == "--").nth(1).ok_or("arguments")?;
    let mut command = RunDir::new()?.command(&arguments.join(" "));
    let printed = Run::from(command.current_dir(root()).output()?).done();

    let shown = block(&readme()?, "It prints this", "text");
    assert!(shown.lines().count() > 20, "{shown}");
    for line in shown.lines().filter(|line| *line != "…") {
        assert!(printed.lines().any(|have| have == line), "{line:?} is not in\n{printed}");
    }
    Ok(())
}

#[cfg(unix)]
#[test]
fn the_shell_lines_run() -> Result<(), Box<dyn Error>> {
    let lines = block(&readme()?, "## Sixty seconds of the command line", "sh");
    assert!(lines.contains("matchwright match"), "{lines}");
    let dir = RunDir::new()?;
    for name in ["mentees.csv", "mentors.csv", "program.toml"] {
        fs::copy(root().join("examples/cohort").join(name), dir.path(name))?;
    }
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_matchwright")).parent();
    let folders = folder.map(std::path::Path::to_owned).into_iter();
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(folders.chain(env::split_paths(&path)))?;
    let mut shell = std::process::Command::new("sh");
    shell.args(["-euc", &lines]).current_dir(dir.path("")).env("PATH", path);
    Run::from(shell.output()?).done();
    for name in ["pairs.csv", "loads.csv", "outcome.json", "report.html", "first.toml"] {
        assert!(!dir.read(name)?.is_empty(), "{name}");
    }
    Ok(())
}

#[test]
fn the_examples_are_the_readmes_own() -> io::Result<()> {
    let readme = readme()?;
    for (behind, language, name, start) in [
        ("## For developers: sixty seconds of Rust", "rust", "first_match.rs", "use matchwright"),
        (
            "## For analysts: sixty seconds of Python",
            "python",
            "first_match.py",
            "import matchwright",
        ),
    ] {
        let file = fs::read_to_string(root().join("examples").join(name))?;
        let code = file.find(start).map(|at| &file[at..]);
        assert_eq!(Some(block(&readme, behind, language).as_str()), code, "{name}");
    }
    Ok(())
}

#[test]
fn every_kind_is_named() -> io::Result<()> {
    let readme = readme()?;
    let criteria = matchwright::criteria::AnyCriterion::KINDS;
    for kind in criteria.iter().chain(matchwright::rules::AnyRule::KINDS) {
        assert!(readme.contains(&format!("`{kind}`")), "{kind}");
    }
    Ok(())
}
