//! The page of all commands is what they say of themselves: `MATCHWRIGHT_WRITE=1 cargo test --package
//! matchwright-cli --test cli` writes it.

use std::{fs, io};

use crate::run_dir::{RunDir, root};

const HEAD: &str = "\
<!-- Made from the command's own help; its tests say how. -->

# Commands

The exit status is 0 when done, 1 when the input is refused, with all findings, and 2 for wrong usage.
Ctrl-C ends a command at once, with 130, and leaves no file half written.
";

#[test]
fn the_page_of_commands_is_current() -> io::Result<()> {
    let path = root().join("docs/reference/commands.md");
    let page = page(&RunDir::new()?)?;
    if std::env::var_os("MATCHWRIGHT_WRITE").is_some() {
        fs::write(&path, &page)?;
    }
    assert!(fs::read_to_string(&path)? == page, "MATCHWRIGHT_WRITE=1 writes it anew");
    Ok(())
}

/// Every command with its help, in the order in which they are listed.
fn page(dir: &RunDir) -> io::Result<String> {
    let mut parts = vec![HEAD.to_owned()];
    for name in names(&dir.run("--help")?.done()) {
        let help = dir.run(&format!("{name} --help"))?.done();
        let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
        parts.push(format!("\n## {name}\n\n```text\n{}\n```\n", lines.join("\n")));
    }
    Ok(parts.concat())
}

fn names(help: &str) -> Vec<&str> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    listed.map_while(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect()
}
