//! Where output goes: onto whatever has the name, which stays what it is.
#![cfg(unix)]

use std::io::{self, Write as _};
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _, symlink};
use std::process::{Command, Stdio};
use std::{fs, thread};

use crate::run_dir::{Run, RunDir};

const FILES: &str = "--mentees mentees.csv --mentors mentors.csv --program program.toml";
const PAIRS: &str =
    "mentee_id,mentor_id,score,rank_for_mentee,rank_for_mentor,same_site\ne1,m1,1,1,1,1\n";

fn dir() -> io::Result<RunDir> {
    RunDir::with(&[
        ("mentees.csv", "id,site\ne1,York\n"),
        ("mentors.csv", "id,site\nm1,York\n"),
        ("program.toml", "[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n"),
    ])
}

/// Runs a command of the system in the dir; whether it went well.
fn system(dir: &RunDir, program: &str, arguments: &[&str]) -> io::Result<bool> {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(dir.path(""));
    Ok(command.stderr(Stdio::null()).status()?.success())
}

#[test]
fn a_link_is_followed_and_stays_a_link() -> io::Result<()> {
    let dir = dir()?;
    fs::create_dir(dir.path("elsewhere"))?;
    dir.write("elsewhere/old.csv", "old")?;
    symlink("elsewhere/old.csv", dir.path("link"))?;
    symlink("link", dir.path("link-to-link"))?;
    symlink("elsewhere/new.csv", dir.path("to-nothing-yet"))?;
    for (link, target) in [
        ("link", "elsewhere/old.csv"),
        ("link-to-link", "elsewhere/old.csv"),
        ("to-nothing-yet", "elsewhere/new.csv"),
    ] {
        dir.run(&format!("match {FILES} --out {link}"))?.done();
        assert!(dir.path(link).is_symlink(), "{link}");
        assert_eq!(dir.read(target)?, PAIRS, "{link}");
        assert!(!dir.path(target).is_symlink(), "{target}");
    }
    symlink("nowhere/new.csv", dir.path("to-no-folder"))?;
    let error = dir.run(&format!("match {FILES} --out to-no-folder"))?.refused();
    assert!(
        error.contains("to-no-folder: cannot be written: there is no folder nowhere"),
        "{error}"
    );
    Ok(())
}

#[test]
fn links_to_one_file_are_one_file() -> io::Result<()> {
    let dir = dir()?;
    symlink("mentees.csv", dir.path("people"))?;
    symlink("new.csv", dir.path("to-nothing-yet"))?;
    for outputs in ["--out people", "--out new.csv --json to-nothing-yet"] {
        let error = dir.run(&format!("match {FILES} {outputs}"))?.refused();
        assert!(error.contains("is named twice"), "{error}");
    }
    Ok(())
}

#[test]
fn a_pipe_gets_the_content_and_stays_a_pipe() -> io::Result<()> {
    let dir = dir()?;
    assert!(system(&dir, "mkfifo", &["pipe"])?, "mkfifo");
    let path = dir.path("pipe");
    let reader = thread::spawn(move || fs::read_to_string(path));
    dir.run(&format!("match {FILES} --out pipe"))?.done();
    assert!(dir.path("pipe").metadata()?.file_type().is_fifo());
    assert_eq!(reader.join().map_err(|_| io::Error::other("the reader"))??, PAIRS);
    // Nothing in a pipe can be replaced, so nobody has to say --force.
    let path = dir.path("pipe");
    let reader = thread::spawn(move || fs::read_to_string(path));
    dir.run("init --mentees mentees.csv --mentors mentors.csv --out pipe")?.done();
    let text = reader.join().map_err(|_| io::Error::other("the reader"))??;
    assert!(text.contains("[[criteria]]"), "{text}");
    Ok(())
}

#[test]
fn a_device_is_written_into_and_stays_a_device() -> io::Result<()> {
    let dir = dir()?;
    // The number of the device that forgets whatever is written.
    if !system(&dir, "mknod", &["forgets", "c", "1", "3"])? {
        println!("passed over: only an administrator can make a device");
        return Ok(());
    }
    dir.run(&format!("match {FILES} --out forgets"))?.done();
    assert!(dir.path("forgets").metadata()?.file_type().is_char_device());
    Ok(())
}

#[test]
fn what_is_neither_a_file_nor_a_pipe_is_refused() -> io::Result<()> {
    let dir = dir()?;
    let _socket = std::os::unix::net::UnixListener::bind(dir.path("socket"))?;
    let error = dir.run(&format!("match {FILES} --out socket"))?.refused();
    assert!(error.contains("socket: cannot be written: is neither a file nor a pipe"), "{error}");
    assert!(dir.path("socket").metadata()?.file_type().is_socket());
    Ok(())
}

#[test]
fn a_replaced_file_keeps_who_may_read_it() -> io::Result<()> {
    let dir = dir()?;
    for mode in [0o600, 0o640, 0o666] {
        dir.write("private.csv", "old")?;
        fs::set_permissions(dir.path("private.csv"), fs::Permissions::from_mode(mode))?;
        let old = dir.path("private.csv").metadata()?;
        dir.run(&format!("match {FILES} --out private.csv"))?.done();
        let new = dir.path("private.csv").metadata()?;
        let access = |file: &fs::Metadata| (file.mode(), file.uid(), file.gid());
        assert_eq!(access(&new), access(&old));
        assert_eq!(dir.read("private.csv")?, PAIRS);
    }
    Ok(())
}

#[test]
fn a_dash_is_standard_output_and_the_text_steps_aside() -> io::Result<()> {
    let dir = dir()?;
    let run = dir.run(&format!("match {FILES} --out - --json outcome.json"))?;
    assert_eq!((run.status, run.stdout.as_str()), (Some(0), PAIRS));
    assert!(run.stderr.contains("Proven optimal"), "{}", run.stderr);
    assert!(dir.path("outcome.json").exists() && !dir.path("-").exists());
    for (command, begins) in [
        (format!("match {FILES} --json -"), "{\n"),
        (format!("match {FILES} --loads -"), "mentor_id,capacity,"),
        (format!("match {FILES} --report -"), "<!doctype html>"),
        (format!("recommend {FILES} --out -"), "mentee_id,mentor_id,rank,score\n"),
        (format!("explain {FILES} --mentee e1 --json -"), "{\n"),
        ("init --mentees mentees.csv --mentors mentors.csv --out -".to_owned(), "# A first"),
    ] {
        let run = dir.run(&command)?;
        let text = run.stdout.to_lowercase();
        assert!(run.status == Some(0) && text.starts_with(&begins.to_lowercase()), "{run:?}");
        assert!(!run.stderr.is_empty(), "{command}");
    }
    let error = dir.run(&format!("match {FILES} --out - --json -"))?.refused();
    assert!(error.contains("-: is named twice"), "{error}");
    Ok(())
}

#[test]
fn a_file_that_output_is_redirected_to_is_not_replaced() -> io::Result<()> {
    let dir = dir()?;
    dir.write("log", "earlier\n")?;
    for name in ["log", "/dev/stdout"] {
        dir.write("log", "earlier\n")?;
        let mut command = dir.command(&format!("match {FILES} --out {name}"));
        let log = fs::File::options().append(true).open(dir.path("log"))?;
        let run = Run::from(command.stdout(log).output()?);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        assert_eq!(dir.read("log")?, format!("earlier\n{PAIRS}"), "{name}");
    }
    Ok(())
}

#[test]
fn a_dash_is_standard_input() -> io::Result<()> {
    let dir = dir()?;
    let program = dir.read("program.toml")?;
    let words = "label,preferred,broader\nYork,Jorvik,\n";
    let cases = [
        ("--mentees mentees.csv", "--mentees -", "\n id,site\ne1,York\n"),
        ("--mentees mentees.csv", "--mentees -", " [{\"id\": \"e1\", \"site\": \"York\"}]"),
        ("--program program.toml", "--program -", &program),
        (
            "--program program.toml",
            "--program -",
            "\n{\"criteria\": [{\"kind\": \"same\", \"column\": \"site\"}]}",
        ),
        ("--mentees", "--vocabulary - --mentees", words),
        ("--mentees", "--history - --mentees", "mentee_id,mentor_id\ne9,m1\n"),
    ];
    for (from, to, content) in cases {
        let files = FILES.replacen(from, to, 1);
        let mut command = dir.command(&format!("match {files} --out -"));
        let mut child = command.stdin(Stdio::piped()).spawn()?;
        child.stdin.take().map_or(Ok(()), |mut input| input.write_all(content.as_bytes()))?;
        let run = Run::from(child.wait_with_output()?);
        assert_eq!((run.status, run.stdout.as_str()), (Some(0), PAIRS), "{to}: {}", run.stderr);
    }
    let error = dir.run("validate --mentees - --mentors - --program program.toml")?.refused();
    assert!(error.contains("-: is named twice"), "{error}");
    Ok(())
}

#[test]
fn an_unknown_folder_is_named_and_no_temporary_file() -> io::Result<()> {
    let dir = dir()?;
    let cases = [
        format!("match {FILES} --out nowhere/pairs.csv"),
        format!("match {FILES} --json nowhere/pairs.csv"),
        format!("recommend {FILES} --out nowhere/pairs.csv"),
        "init --mentees mentees.csv --mentors mentors.csv --out nowhere/pairs.csv".to_owned(),
    ];
    for command in cases {
        let error = dir.run(&command)?.refused();
        let told = "nowhere/pairs.csv: cannot be written: there is no folder nowhere";
        assert!(error.contains(told) && !error.contains(".matchwright-"), "{error}");
    }
    Ok(())
}
