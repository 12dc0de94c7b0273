//! `match`: the files it writes, the text it prints, and that it does all or nothing.

use std::io;

use crate::run_dir::{RunDir, words};

const MENTEES: &str = "id,site,manager\n\
    e3,York,x2\ne1,Leeds,x1\ne2,Leeds,x3\ne4,Leeds,x9\n";
const MENTORS: &str = "id,site,manager,seats\n\
    m2,York,x9,1\nm1,Leeds,x9,2\nm3,Leeds,x9,0\n";
const PROGRAM: &str = r#"
    name = "Autumn round"
    capacity = "seats"

    [[criteria]]
    kind = "same"
    column = "site"
    name = "town"
    weight = 3

    [[criteria]]
    kind = "same"
    column = { mentee = "id", mentor = "id" }

    [[rules]]
    kind = "must_differ"
    column = "manager"
"#;
const FILES: &str = "--mentees mentees.csv --mentors mentors.csv --program program.toml";

fn dir() -> io::Result<RunDir> {
    RunDir::with(&[("mentees.csv", MENTEES), ("mentors.csv", MENTORS), ("program.toml", PROGRAM)])
}

#[test]
fn the_pairs_are_written_with_every_part_of_the_score() -> io::Result<()> {
    let dir = dir()?;
    dir.run(&format!("match {FILES} --out pairs.csv"))?.done();
    let expected = "mentee_id,mentor_id,score,rank_for_mentee,rank_for_mentor,town,same_id\n\
        e1,m1,0.75,1,1,0.75,0\n\
        e2,m1,0.75,1,1,0.75,0\n\
        e3,m2,0.75,1,1,0.75,0\n";
    assert_eq!(dir.read("pairs.csv")?, expected);
    assert_eq!(dir.files()?, ["mentees.csv", "mentors.csv", "pairs.csv", "program.toml"]);
    Ok(())
}

#[test]
fn the_terminal_shows_summary_pairs_reasons_and_proof() -> io::Result<()> {
    let text = dir()?.run(&format!("match {FILES}"))?.done();
    let shown = [
        "Autumn round",
        "3 of 3",
        "75.0 % of the mentees",
        "2.250000",
        "e3 m2 0.750 1 0.750 0.000",
        "mentor m3 no_seats the mentor offers no seat",
        "must_differ_manager excludes 3 of 3 mentors, 3 by itself",
        "Proven optimal: no plan has more than 3 pairs, and none with as many has a total score \
         above 2.250000 (checked over all 12 pairs of people).",
    ];
    for part in shown {
        assert!(words(&text).contains(part), "{part:?} is missing in\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "no escape sequence where nobody watches");
    Ok(())
}

#[test]
fn the_outcome_is_written_as_json() -> Result<(), Box<dyn std::error::Error>> {
    let dir = dir()?;
    dir.run(&format!("match {FILES} --json outcome.json"))?.done();
    let outcome: serde_json::Value = serde_json::from_str(&dir.read("outcome.json")?)?;
    assert_eq!(outcome["pairs"].as_array().map(Vec::len), Some(3));
    assert_eq!(outcome["unmatched"][0]["id"], "e4");
    assert_eq!(outcome["certificate"]["primal"], outcome["certificate"]["dual"]);
    Ok(())
}

#[test]
fn the_loads_are_written_with_what_a_seat_is_worth() -> io::Result<()> {
    let dir = dir()?;
    dir.run(&format!("match {FILES} --loads loads.csv"))?.done();
    // By hand: everybody who may meet anybody has 0.75, so that no seat more gains anything; whose
    // seat is taken away could only go to another full mentor, so that a pair is lost.
    let expected = "mentor_id,capacity,load,\
        seat_price_low,seat_price_high,seat_pairs_low,seat_pairs_high\n\
        m1,2,2,0,0.75,0,1\n\
        m2,1,1,0,0.75,0,1\n\
        m3,0,0,0,,0,0\n";
    assert_eq!(dir.read("loads.csv")?, expected);
    Ok(())
}

#[test]
fn neither_the_order_of_rows_nor_the_number_of_threads_shows() -> io::Result<()> {
    let dir = dir()?;
    let turned = |table: &str| {
        let (head, rows) = table.split_once('\n').unwrap_or_default();
        let mut rows: Vec<&str> = rows.lines().collect();
        rows.reverse();
        format!("{head}\n{}\n", rows.join("\n"))
    };
    dir.write("turned-mentees.csv", &turned(MENTEES))?;
    dir.write("turned-mentors.csv", &turned(MENTORS))?;
    dir.run(&format!("match {FILES} --json 0.json"))?.done();
    for threads in [1, 2, 7] {
        let files = "--mentees turned-mentees.csv --mentors turned-mentors.csv \
                     --program program.toml";
        dir.run(&format!("match {files} --json 1.json --threads {threads}"))?.done();
        assert_eq!(dir.read("0.json")?, dir.read("1.json")?, "{threads} threads");
    }
    Ok(())
}

#[test]
fn json_tables_and_other_id_columns_are_read() -> io::Result<()> {
    let dir = dir()?;
    dir.write("mentees.JSON", r#"[{"mail": "a@b", "site": "York", "manager": "x2"}]"#)?;
    let program = PROGRAM.replace(r#"{ mentee = "id", mentor = "id" }"#, "\"manager\"");
    dir.write("program.toml", &program)?;
    dir.run(
        "match --mentees mentees.JSON --mentors mentors.csv --program program.toml \
         --mentee-id mail --out pairs.csv",
    )?
    .done();
    assert!(dir.read("pairs.csv")?.contains("\na@b,m2,0.75,"));
    Ok(())
}

#[test]
fn long_lists_are_cut_with_a_note() -> io::Result<()> {
    let dir = dir()?;
    let rows: Vec<String> = (0..50).map(|k| format!("e{k:02},Leeds,x1")).collect();
    dir.write("mentees.csv", &format!("id,site,manager\n{}\n", rows.join("\n")))?;
    dir.write("program.toml", &PROGRAM.replace("\"seats\"", "10"))?;
    let text = dir.run(&format!("match {FILES}"))?.done();
    assert!(text.contains("… and 10 more; --out pairs.csv writes them all"), "{text}");
    assert!(text.contains(" e19 ") && !text.contains(" e20 "), "{text}");
    Ok(())
}

#[test]
fn control_characters_in_an_id_do_not_reach_the_terminal() -> io::Result<()> {
    let dir = dir()?;
    dir.write("mentees.csv", "id,site,manager\ne\u{1b}[31m1,Leeds,x1\n")?;
    let text = dir.run(&format!("match {FILES} --out pairs.csv"))?.done();
    assert!(!text.contains('\u{1b}') && text.contains('\u{fffd}'));
    assert!(dir.read("pairs.csv")?.contains("\ne\u{1b}[31m1,m1,"), "files hold the id itself");
    Ok(())
}

#[test]
fn a_criterion_called_score_has_a_column_of_its_own() -> io::Result<()> {
    let dir = dir()?;
    dir.write("program.toml", &PROGRAM.replace("name = \"town\"", "name = \"score\""))?;
    let said = dir.run(&format!("match {FILES} --out pairs.csv"))?.done();
    let header = "mentee_id,mentor_id,score,rank_for_mentee,rank_for_mentor,score_points,same_id\n";
    assert!(dir.read("pairs.csv")?.starts_with(header));
    assert!(words(&said).contains("mentee mentor score rank score_points same_id"), "{said}");
    Ok(())
}

#[test]
fn findings_are_listed_together_and_nothing_is_written() -> io::Result<()> {
    let dir = dir()?;
    dir.write("pairs.csv", "from yesterday\n")?;
    dir.write("mentors.csv", "id,site,manager,seats\nm1,York,x1,secret\nm1,Leeds,x2,-1\n")?;
    dir.write("program.toml", &PROGRAM.replace("weight = 3", "weight = -3"))?;
    let error = dir.run(&format!("match {FILES} --out pairs.csv --json o.json"))?.refused();
    let told = [
        "programme, field \"criteria 1 (same).weight\": must be a number above 0, up to 1,000,000",
        "mentors, row 3 (id m1), column \"id\": this id already stands in row 2",
        "mentors, row 2 (id m1), column \"seats\": must be a whole number from 0 to 1,000,000",
    ];
    for part in told {
        assert!(error.contains(part), "{part:?} is missing in\n{error}");
    }
    assert!(!error.contains("secret"), "a person's values stay in the table");
    assert_eq!(dir.read("pairs.csv")?, "from yesterday\n");
    let files = ["mentees.csv", "mentors.csv", "pairs.csv", "program.toml"];
    assert_eq!(dir.files()?, files, "no trace of what was not written");
    Ok(())
}

#[test]
fn cells_that_cannot_be_read_stand_beside_the_other_findings() -> io::Result<()> {
    let dir = dir()?;
    dir.write("mentees.json", r#"[{"id": "e1", "site": [[[1]]]}]"#)?;
    dir.write("program.toml", &PROGRAM.replace("weight = 3", "weight = -3"))?;
    let files = FILES.replace("mentees.csv", "mentees.json");
    for command in ["match", "validate"] {
        let error = dir.run(&format!("{command} {files}"))?.refused();
        for part in [
            "programme, field \"criteria 1 (same).weight\"",
            "mentees.json, row 1, column \"site\"",
        ] {
            assert!(error.contains(part), "{command}: {part:?} is missing in\n{error}");
        }
    }
    Ok(())
}

#[test]
fn unreadable_input_is_refused_by_name() -> io::Result<()> {
    let dir = dir()?;
    dir.write("people.docx", "PK")?;
    dir.write("broken.toml", "[[criteria]]\nkind = \"telepathy\"\n")?;
    dir.write("uneven.csv", "id,site\ne1\n")?;
    let cases = [
        ("mentees.csv", "people.docx", "people.docx: tables are read from .csv, .tsv, .txt, .xlsx"),
        ("mentees.csv", "nowhere.csv", "nowhere.csv: No such file or directory"),
        ("mentees.csv", "uneven.csv", "uneven.csv: 1 cells where the header has 2, line 2"),
        (
            "program.toml",
            "broken.toml",
            "criteria 1 (telepathy): there is no kind `telepathy`; there are `",
        ),
    ];
    for (good, bad, message) in cases {
        let error = dir.run(&format!("match {}", FILES.replace(good, bad)))?.refused();
        assert!(error.contains(message), "{message:?} is missing in\n{error}");
    }
    Ok(())
}

#[test]
fn a_path_that_cannot_be_written_is_refused_before_the_work() -> io::Result<()> {
    let dir = dir()?;
    let error = dir.run(&format!("match {FILES} --out nowhere/pairs.csv"))?.refused();
    assert!(
        error.contains("nowhere/pairs.csv: cannot be written: there is no folder nowhere"),
        "{error}"
    );
    let error = dir.run(&format!("match {FILES} --out ."))?.refused();
    assert!(error.contains("cannot be written: is a directory"), "{error}");
    Ok(())
}

#[test]
fn an_output_never_replaces_an_input_or_another_output() -> io::Result<()> {
    let dir = dir()?;
    for outputs in ["--out mentees.csv", "--out ./mentees.csv", "--out a.csv --json ./a.csv"] {
        let error = dir.run(&format!("match {FILES} {outputs}"))?.refused();
        assert!(error.contains("is named twice"), "{error}");
    }
    assert_eq!(dir.read("mentees.csv")?, MENTEES);
    Ok(())
}

#[test]
fn wrong_usage_has_a_status_of_its_own() -> io::Result<()> {
    let dir = dir()?;
    let cases = [
        ("pair", "unrecognized subcommand 'pair'"),
        ("match --never", "unexpected argument '--never'"),
        ("match --threads 0", "0 is not in 1..=1024"),
        ("recommend --k 0", "0 is not in 1.."),
        ("match --out", "a value is required for '--out <FILE>'"),
    ];
    for (arguments, message) in cases {
        let error = dir.run(&format!("{arguments} {FILES}"))?.misused();
        assert!(error.contains(message), "{message:?} is missing in\n{error}");
    }
    assert!(dir.run("match --mentees mentees.csv")?.misused().contains("--program <FILE>"));
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_new_file_is_as_readable_as_any_other() -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = dir()?;
    dir.run(&format!("match {FILES} --out pairs.csv"))?.done();
    let mode = |name: &str| Ok::<_, io::Error>(dir.path(name).metadata()?.permissions().mode());
    assert_eq!(mode("pairs.csv")?, mode("mentees.csv")?);
    Ok(())
}

#[test]
fn a_closed_pipe_is_no_failure() -> io::Result<()> {
    let dir = dir()?;
    let mut child = dir.command(&format!("match {FILES} --out pairs.csv")).spawn()?;
    drop(child.stdout.take());
    let run = crate::run_dir::Run::from(child.wait_with_output()?);
    assert_eq!(run.done(), "");
    assert!(dir.path("pairs.csv").exists());
    Ok(())
}
