//! Where a disk is full, every command that writes says so, what stood there before stays whole, and nothing else stays
//! behind; nor does a command that is killed while it writes harm what stood there.
//!
//! The shell limits how large a file may become. Where the signal is ignored that would end a program beyond it, a
//! write fails as on a full disk; where it is not, it kills the program in the middle of the write.
#![cfg(unix)]

use std::fs;
use std::io;
use std::process::Command;

use crate::run_dir::{Run, RunDir, root};
use crate::{learned, tracking};

const FILES: &str = "--mentees mentees.csv --mentors mentors.csv --program program.toml";

/// Sizes that a file may reach, in blocks of the shell's; no output of the commands below fits into the smallest, and
/// most fit into none.
const BLOCKS: [u32; 4] = [0, 1, 2, 4];

/// A command, ready to run in a directory but for the option that says which file to write.
struct Writer {
    arguments: String,
    option: &'static str,
    file: String,
}

impl Writer {
    fn line(&self) -> String {
        let Self { arguments, option, file } = self;
        format!("{arguments} --{option} {file}")
    }

    /// Runs it where files may become so large, with something before it that the shell does.
    fn run(&self, dir: &RunDir, before: &str, blocks: u32) -> io::Result<Run> {
        limited(dir, before, blocks, &self.line())
    }
}

fn limited(dir: &RunDir, before: &str, blocks: u32, arguments: &str) -> io::Result<Run> {
    let command = env!("CARGO_BIN_EXE_matchwright");
    let line = format!("{before}; ulimit -f {blocks}; exec {command} {arguments}");
    Command::new("sh").args(["-c", &line]).current_dir(dir.path("")).output().map(Run::from)
}

/// Has writes fail beyond the limit, or the program end there.
const FULL: &str = "trap '' XFSZ";
const KILLED: &str = "ulimit -c 0";

/// People at the length of whose answers even the smallest table does not fit into the blocks; and who is asked about
/// beside them.
fn dir() -> io::Result<RunDir> {
    let long = "Yorkshire and the Humber ".repeat(40);
    let people = |letter: char| {
        let person = |number| {
            format!("{letter}{number},{long}{number},chess; film,{letter}{number}@example.org\n")
        };
        format!("id,site,topics,email\n{}", (0..60).map(person).collect::<String>())
    };
    let program = "capacity = 2\n[[criteria]]\nkind = \"overlap\"\ncolumn = \"topics\"\n\
                   [[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n";
    let person = |number: usize| format!("e{number},{}\n", ["f", "m"][number % 2]);
    let staff = (0..60).map(person).collect::<String>();
    let dir = RunDir::with(&[
        ("mentees.csv", &people('e')),
        ("mentors.csv", &people('m')),
        ("likely.csv", &people('c')),
        ("one.csv", &people('m').lines().take(2).collect::<Vec<_>>().join("\n")),
        ("program.toml", program),
        ("staff.csv", &format!("id,gender\n{staff}")),
    ])?;
    dir.run(&format!("match {FILES} --save told.json"))?.done();
    Ok(dir)
}

/// A command's options, each with the file that it writes.
fn writers(arguments: &str, files: &[(&'static str, &str)]) -> Vec<Writer> {
    let writer = |&(option, file): &(&'static str, &str)| Writer {
        arguments: arguments.to_owned(),
        option,
        file: file.to_owned(),
    };
    files.iter().map(writer).collect()
}

const MATCHED: [(&str, &str); 12] = [
    ("out", "plan.csv"),
    ("out", "plan.tsv"),
    ("out", "plan.json"),
    ("out", "plan.parquet"),
    ("out", "plan.xlsx"),
    ("out", "plan.csv.gz"),
    ("json", "facts.json"),
    ("record", "record.json"),
    ("report", "report.html"),
    ("report", "report.txt"),
    ("save", "outcome.json"),
    ("loads", "loads.csv"),
];

const COMPARED: [(&str, &str); 3] =
    [("out", "pairs.csv"), ("out-people", "people.csv"), ("json", "all.json")];

/// What is asked of people and a programme.
fn of_people() -> Vec<Writer> {
    [
        writers(&format!("match {FILES}"), &MATCHED),
        writers(&format!("match {FILES}"), &[("waiting", "waiting.csv")]),
        writers(&format!("recommend {FILES} --k 30"), &[("out", "lists.csv")]),
        writers(
            &format!("report {FILES}"),
            &[("out", "a.html"), ("out", "a.txt"), ("out", "a.xlsx")],
        ),
        writers(&format!("rematch {FILES} --previous told.json"), &MATCHED),
        writers(
            &format!("rematch {FILES} --previous told.json"),
            &[("waiting", "waiting.csv"), ("changes", "changes.csv")],
        ),
        writers("compare told.json told.json", &COMPARED),
        writers("what-if --outcome told.json --capacity m1=1", &COMPARED),
        writers(
            &format!("quality {FILES}"),
            &[("out", "quality.csv"), ("blocking", "blocking.csv"), ("json", "quality.json")],
        ),
        writers(
            &format!("audit {FILES} --attributes staff.csv --by gender"),
            &[("out", "audit.csv"), ("mixing", "mixing.csv"), ("json", "audit.json")],
        ),
        writers(
            "recruit --outcome told.json --candidates likely.csv",
            &[("out", "recruits.csv"), ("json", "recruits.json")],
        ),
        questions(),
        writers("search chess --people mentors.csv", &[("out", "found.csv")]),
        writers(
            "init --mentees mentees.csv --mentors mentors.csv --force",
            &[("out", "first.toml")],
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What is asked of an outcome by one question.
fn questions() -> Vec<Writer> {
    let json = |arguments: &str| writers(arguments, &[("json", "answer.json")]);
    let unmatched = FILES.replace("mentors.csv", "one.csv");
    [
        json(&format!("explain {FILES} --mentee e1")),
        json(&format!("why-not {FILES} --mentee e1 --mentor m2")),
        json(&format!("why-unmatched {unmatched} e5")),
        json(&format!("relaxations {FILES}")),
        json(&format!("weights {FILES}")),
        json(&format!("given-up {FILES}")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What is asked of feedback.
fn of_feedback() -> Vec<Writer> {
    let files = format!("{} --feedback-tables form.toml", learned::FILES);
    let mut all = writers(
        &format!("learn {files}"),
        &[("out", "learned.toml"), ("weights", "weights.csv"), ("report", "learned.html")],
    );
    all.extend(writers(
        &format!("evaluate {files} --draws 50"),
        &[("out", "measures.csv"), ("calibration", "chances.csv"), ("report", "page.html")],
    ));
    all
}

/// What is asked of check-ins.
fn of_check_ins() -> Vec<Writer> {
    let files = "--pairs pairs.csv --check-ins check_ins.csv --column 'satisfaction=How happy?'";
    writers(
        &format!("track {files}"),
        &[("out", "states.csv"), ("report", "page.html"), ("json", "all.json")],
    )
}

/// All that can be written, each in a directory with what it is made of.
fn for_each_writer(check: impl Fn(&RunDir, &Writer) -> io::Result<()>) -> io::Result<()> {
    for (dir, writers) in [
        (dir()?, of_people()),
        (learned::dir()?, of_feedback()),
        (tracking::dir()?, of_check_ins()),
    ] {
        writers.iter().try_for_each(|writer| {
            dir.write(&writer.file, "old")?;
            check(&dir, writer)?;
            fs::remove_file(dir.path(&writer.file))
        })?;
    }
    Ok(())
}

#[test]
fn the_old_file_stays_whole_and_nothing_else_stays_behind() -> io::Result<()> {
    for_each_writer(|dir, writer| {
        let (line, before) = (writer.line(), dir.files()?);
        let mut refusals = 0;
        for blocks in BLOCKS {
            let run = writer.run(dir, FULL, blocks)?;
            if run.status == Some(0) {
                // It fits: what was written is as whole as on an empty disk.
                dir.write(&writer.file, "old")?;
                continue;
            }
            refusals += 1;
            assert_eq!(run.status, Some(1), "{line}: {run:?}");
            assert!(run.stderr.contains(&format!("{}: cannot be written", writer.file)), "{run:?}");
            assert_eq!((dir.read(&writer.file)?.as_str(), dir.files()?), ("old", before.clone()));
        }
        assert!(refusals > 0, "{line}: every block is enough");
        Ok(())
    })
}

#[test]
fn a_process_that_is_killed_leaves_the_old_file_whole() -> io::Result<()> {
    for_each_writer(|dir, writer| {
        let before = dir.files()?;
        let mut deaths = 0;
        for blocks in [0, 1] {
            let run = writer.run(dir, KILLED, blocks)?;
            if run.status == Some(0) {
                dir.write(&writer.file, "old")?;
                continue;
            }
            deaths += 1;
            assert_eq!((run.status, dir.read(&writer.file)?.as_str()), (None, "old"), "{run:?}");
            // Whoever is killed leaves a draft, under a name of its own.
            for draft in dir.files()?.iter().filter(|file| !before.contains(file)) {
                assert!(draft.starts_with(".matchwright-"), "{}: {draft}", writer.line());
                fs::remove_file(dir.path(draft))?;
            }
        }
        assert!(deaths > 0, "{}: every block is enough", writer.line());
        Ok(())
    })
}

#[test]
fn no_option_is_left_out() -> io::Result<()> {
    let page = fs::read_to_string(root().join("docs/reference/commands.md"))?;
    let all: Vec<Writer> =
        of_people().into_iter().chain(of_feedback()).chain(of_check_ins()).collect();
    let mut command = "";
    for line in page.lines() {
        command = line.strip_prefix("## ").unwrap_or(command);
        let Some((option, about)) = line.trim().split_once(" <FILE>") else { continue };
        if ["Write ", "Save ", "Where to write"].iter().any(|verb| about.trim().starts_with(verb)) {
            let is_this = |writer: &Writer| {
                writer.arguments.split(' ').next() == Some(command)
                    && format!("--{}", writer.option) == option
            };
            assert!(all.iter().any(is_this), "{command} {option}");
        }
    }
    Ok(())
}

/// Three files, all of them or none.
#[test]
fn a_population_is_written_whole_or_not_at_all() -> io::Result<()> {
    let names = ["mentees.csv", "mentors.csv", "truth.csv"];
    let dir = RunDir::with(&names.map(|name| (name, "old")))?;
    let line = "simulate --mentees 60 --mentors 60 --force";
    for (before, blocks) in [(FULL, 0), (FULL, 1), (FULL, 4), (KILLED, 0), (KILLED, 1)] {
        let run = limited(&dir, before, blocks, line)?;
        let status = if before == FULL { Some(1) } else { None };
        assert_eq!(run.status, status, "{run:?}");
        for name in names {
            assert_eq!(dir.read(name)?, "old", "{name}");
        }
        let is_alone = dir.files()? == names;
        assert!(is_alone || before == KILLED, "{:?}", dir.files()?);
    }
    dir.run(line)?.done();
    assert!(names.iter().all(|name| dir.read(name).is_ok_and(|text| text != "old")));
    Ok(())
}

#[test]
fn letters_are_whole_or_not_there() -> io::Result<()> {
    let dir = dir()?;
    dir.run(&format!("letters {FILES} --out-folder whole"))?.done();
    for blocks in BLOCKS {
        let folder = format!("out{blocks}");
        let line = format!("letters {FILES} --out-folder {folder}");
        let run = limited(&dir, FULL, blocks, &line)?;
        assert!(run.status == Some(0) || run.status == Some(1), "{run:?}");
        for file in fs::read_dir(dir.path(&folder))? {
            let file = file?;
            let whole = dir.path("whole").join(file.file_name());
            let is_whole = file.path().extension().is_some_and(|ending| ending == "eml")
                || fs::read(file.path())? == fs::read(whole)?;
            assert!(is_whole, "{:?}", file.file_name());
        }
    }
    Ok(())
}
