//! `matchwright letters`, and the day on the page.

use std::io;

use crate::run_dir::{RunDir, words};

const FILES: &str = "--mentees mentees.csv --mentors mentors.csv --program program.toml";

fn dir() -> io::Result<RunDir> {
    RunDir::with(&[
        ("mentees.csv", "id,Full name,topics\ne1,Ada Quill,film; chess\ne2,,golf\n"),
        ("mentors.csv", "id,Full name,topics\nm1,Ben Roy,film\nm2,Cy Dee,golf\n"),
        (
            "program.toml",
            "name = \"Spring\"\n[[criteria]]\nkind = \"overlap\"\ncolumn = \"topics\"\n\
             [tables]\nname = \"Full name\"\n",
        ),
        ("letter.md", "# Hello {{name}}\nMeet {{partner}} about {{shared_topics}}.\n"),
        ("wrong.md", "Dear {{nam}}\n"),
    ])
}

#[test]
fn everybody_gets_a_letter_of_the_template() -> io::Result<()> {
    let dir = dir()?;
    let said = dir.run(&format!("letters {FILES} --out-folder out --template letter.md"))?.done();
    assert_eq!(said, "4 letters, each as .md and as .eml, in out\n");
    assert_eq!(dir.read("out/mentee-e1.md")?, "# Hello Ada Quill\nMeet Ben Roy about film.\n");
    assert_eq!(dir.read("out/mentor-m2.md")?, "# Hello Cy Dee\nMeet e2 about golf.\n");
    let mail = dir.read("out/mentee-e1.eml")?;
    assert!(
        mail.starts_with("Date: ") && mail.contains("\r\nSubject: Hello Ada Quill\r\n"),
        "{mail}"
    );
    dir.run(&format!("letters {FILES} --out-folder other"))?.done();
    assert!(dir.read("other/mentor-m1.md")?.contains("Ada Quill"));
    Ok(())
}

#[test]
fn a_mistyped_placeholder_is_refused_before_anybody_is_matched() -> io::Result<()> {
    let dir = dir()?;
    let error =
        dir.run(&format!("letters {FILES} --out-folder out --template wrong.md"))?.refused();
    assert!(words(&error).contains("did you mean `{{name}}`?"), "{error}");
    assert!(!dir.path("out").exists());
    for template in ["program.toml", "none.md"] {
        let run = dir.run(&format!("letters {FILES} --out-folder out --template {template}"))?;
        assert_eq!(
            run.status,
            Some(i32::from(template == "none.md")),
            "{template}: {}",
            run.stderr
        );
    }
    Ok(())
}

#[test]
fn the_page_says_on_which_day_it_was_made() -> io::Result<()> {
    let dir = dir()?;
    dir.run(&format!("match {FILES} --report page.html"))?.done();
    let page = dir.read("page.html")?;
    let day = page.split("<time>").nth(1).and_then(|text| text.split("</time>").next());
    let day = day.unwrap_or_default();
    assert!(day.len() == 10 && day.starts_with("20") && day.as_bytes()[4] == b'-', "{day}");
    Ok(())
}

#[test]
fn a_saved_outcome_gives_the_same_letters() -> io::Result<()> {
    let dir = dir()?;
    dir.run(&format!("match {FILES} --save round.json"))?.done();
    let asked = format!("letters {FILES} --out-folder asked --template letter.md");
    dir.run(&asked)?.done();
    dir.run("letters --outcome round.json --out-folder saved --template letter.md")?.done();
    for name in ["mentee-e1.md", "mentor-m2.md"] {
        assert_eq!(dir.read(&format!("saved/{name}"))?, dir.read(&format!("asked/{name}"))?);
    }
    dir.run("letters --out-folder other")?.misused();
    Ok(())
}
