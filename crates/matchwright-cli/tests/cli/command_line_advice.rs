//! `recommend`, `explain` and `validate`: what they say without changing anything.

use std::io;

use crate::run_dir::{RunDir, words};

const MENTEES: &str = "id,site,manager\ne1,Leeds,x1\ne2,York,x2\ne3,,x3\n";
const MENTORS: &str = "id,site,manager\nm1,Leeds,x1\nm2,Leeds,x2\nm3,York,x4\nm4,Leeds,x4\n";
const PROGRAM: &str = "[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n\
    [[rules]]\nkind = \"must_differ\"\ncolumn = \"manager\"\n";
const FILES: &str = "--mentees mentees.csv --mentors mentors.csv --program program.toml";

fn dir() -> io::Result<RunDir> {
    RunDir::with(&[("mentees.csv", MENTEES), ("mentors.csv", MENTORS), ("program.toml", PROGRAM)])
}

#[test]
fn the_best_mentors_come_first_and_equals_share_a_rank() -> io::Result<()> {
    let dir = dir()?;
    let text = dir.run(&format!("recommend {FILES} --k 3 --out best.csv"))?.done();
    let expected = "mentee_id,mentor_id,rank,score\n\
        e1,m2,1,1\ne1,m4,1,1\ne1,m3,3,0\n\
        e2,m3,1,1\ne2,m1,2,0\ne2,m4,2,0\n\
        e3,m1,1,0.5\ne3,m2,1,0.5\ne3,m3,1,0.5\n";
    assert_eq!(dir.read("best.csv")?, expected);
    assert!(words(&text).contains("e1 m2 1 1.000 e1 m4 1 1.000"), "{text}");
    assert!(text.starts_with("Among 3 mentees and 4 mentors:\n"), "{text}");
    Ok(())
}

#[test]
fn one_mentee_can_be_asked_for() -> io::Result<()> {
    let dir = dir()?;
    dir.run(&format!("recommend {FILES} --k 1 --mentee e2 --out best.csv"))?.done();
    assert_eq!(dir.read("best.csv")?, "mentee_id,mentor_id,rank,score\ne2,m3,1,1\n");
    for command in ["recommend", "explain"] {
        let error = dir.run(&format!("{command} {FILES} --mentee e9"))?.refused();
        assert!(error.contains("there is no mentee with the id \"e9\""), "{error}");
    }
    Ok(())
}

#[test]
fn mentors_have_lists_too() -> io::Result<()> {
    let dir = dir()?;
    dir.run(&format!("recommend {FILES} --k 1 --side mentor --out best.csv"))?.done();
    let expected = "mentee_id,mentor_id,rank,score\n\
        e3,m1,1,0.5\ne1,m2,1,1\ne2,m3,1,1\ne1,m4,1,1\n";
    assert_eq!(dir.read("best.csv")?, expected);
    dir.run(&format!("recommend {FILES} --k 2 --mentor m4 --out best.csv"))?.done();
    assert_eq!(dir.read("best.csv")?, "mentee_id,mentor_id,rank,score\ne1,m4,1,1\ne3,m4,2,0.5\n");
    let error = dir.run(&format!("recommend {FILES} --mentor m9"))?.refused();
    assert!(error.contains("there is no mentor with the id \"m9\""), "{error}");
    dir.run(&format!("recommend {FILES} --mentor m1 --mentee e1"))?.misused();
    dir.write("mentees.csv", "id,site,manager\ne1,Leeds,x1\n")?;
    let text = dir.run(&format!("recommend {FILES} --side mentor"))?.done();
    assert!(text.ends_with("Mentors with an empty list: 1; `match` says why.\n"), "{text}");
    Ok(())
}

#[test]
fn pairs_of_earlier_rounds_do_not_meet_again() -> io::Result<()> {
    let dir = dir()?;
    dir.run(&format!("match {FILES} --out spring.csv"))?.done();
    let spring = dir.read("spring.csv")?;
    dir.run(&format!("match {FILES} --history spring.csv --out autumn.csv"))?.done();
    let pairs = |text: &str| -> Vec<String> {
        let pair = |line: &str| line.split(',').take(2).collect::<Vec<_>>().join(",");
        text.lines().skip(1).map(pair).collect()
    };
    let (first, second) = (pairs(&spring), pairs(&dir.read("autumn.csv")?));
    assert_eq!((first.len(), second.len()), (3, 3));
    assert!(second.iter().all(|pair| !first.contains(pair)), "{first:?} {second:?}");
    let text = dir
        .run(&format!("explain {FILES} --history spring.csv --history autumn.csv --mentee e1"))?
        .done();
    assert!(text.contains("history"), "{text}");
    let met = r#"[{"mentee_id": "e1", "mentor_id": "m2"}, {"mentee_id": "e1", "mentor_id": "m4"}]"#;
    dir.write("met.json", met)?;
    dir.run(&format!("match {FILES} --history met.json --out winter.csv"))?.done();
    let winter = pairs(&dir.read("winter.csv")?);
    assert!(winter.contains(&"e1,m3".to_owned()), "{winter:?}");
    let error = dir.run(&format!("match {FILES} --history met.docx"))?.refused();
    assert!(
        error.contains(
            "met.docx: tables are read from .csv, .tsv, .txt, .xlsx, .xls, .ods, .json, .jsonl"
        ),
        "{error}"
    );
    dir.write("wrong.csv", "mentee,mentor_id\ne1,\n")?;
    let error = dir.run(&format!("validate {FILES} --history wrong.csv"))?.refused();
    for part in
        ["column \"mentee_id\": there is no such column", "row 2, column \"mentor_id\": an id"]
    {
        assert!(error.contains(part), "{part:?} is missing in\n{error}");
    }
    Ok(())
}

#[test]
fn validate_shows_what_is_wrong_in_a_cell_and_match_does_not() -> io::Result<()> {
    let dir = dir()?;
    dir.write(
        "seats.toml",
        "capacity = \"site\"\n[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n",
    )?;
    let files = "--mentees mentees.csv --mentors mentors.csv --program seats.toml";
    dir.write("mentors.csv", "id,site\nm1,two-ish\nm2,1\nm3,two-ish\n")?;
    let error = dir.run(&format!("validate {files}"))?.refused();
    let told = "mentors, 2 rows (rows 2, 4), column \"site\": must be a whole number from 0 to \
                1,000,000; written: \"two-ish\" × 2: rows 2, 4";
    assert!(error.contains(told), "{error}");
    let error = dir.run(&format!("match {files}"))?.refused();
    assert!(error.contains("row 2 (id m1)") && !error.contains("two-ish"), "{error}");
    Ok(())
}

#[test]
fn nobody_to_recommend_is_said() -> io::Result<()> {
    let dir = dir()?;
    dir.write("mentors.csv", "id,site,manager\nm1,Leeds,x1\n")?;
    let text = dir.run(&format!("recommend {FILES} --mentee e1"))?.done();
    assert!(text.ends_with("Mentees with an empty list: 1; `match` says why.\n"), "{text}");
    Ok(())
}

#[test]
fn an_explanation_adds_up_and_names_what_stands_between() -> io::Result<()> {
    let text = dir()?.run(&format!("explain {FILES} --mentee e1"))?.done();
    let shown = [
        "e1 meets m2: number 1 in e1's own list, and e1 number 1 in theirs.",
        "same_site 1.000 1.000 1.000000",
        "3 of 4 mentors are allowed; the best fit scores 1.000.",
        "m1 must_differ_manager 1.000",
        "The plan for 3 mentees and 4 mentors is proven optimal.",
    ];
    for part in shown {
        assert!(words(&text).contains(part), "{part:?} is missing in\n{text}");
    }
    Ok(())
}

#[test]
fn an_explanation_says_why_nobody() -> io::Result<()> {
    let dir = dir()?;
    dir.write("mentors.csv", "id,site,manager\nm1,Leeds,x1\n")?;
    let text = dir.run(&format!("explain {FILES} --mentee e1 --json e1.json"))?.done();
    let reason = "e1 meets nobody: must_differ_manager excludes 1 of 1 mentor, 1 by itself.";
    assert!(text.starts_with(reason), "{text}");
    assert!(dir.read("e1.json")?.contains("\"reason\": \"ruled_out\""));
    Ok(())
}

#[test]
fn what_another_pair_would_cost_and_what_would_help() -> io::Result<()> {
    let dir = dir()?;
    let text = dir.run(&format!("why-not {FILES} --mentee e1 --mentor m1"))?.done();
    assert!(words(&text).contains("may not meet because of must_differ_manager."), "{text}");
    let text = dir.run(&format!("why-not {FILES} --mentee e1 --mentor m3 --json e1.json"))?.done();
    assert!(words(&text).contains("the total score would fall by"), "{text}");
    assert!(dir.read("e1.json")?.contains("\"pairs_lost\": 0"));
    let text = dir.run(&format!("explain {FILES} --mentor m2"))?.done();
    assert!(words(&text).contains("m2 meets e1: number 1 in m2's own list"), "{text}");
    let text = dir.run(&format!("weights {FILES}"))?.done();
    assert!(words(&text).contains("same_site 1.000 0.000 any"), "{text}");

    dir.write("mentors.csv", "id,site,manager\nm1,Leeds,x1\n")?;
    let text = dir.run(&format!("why-unmatched {FILES} e1"))?.done();
    assert!(
        words(&text).contains("without the rule must_differ_manager they would meet m1"),
        "{text}"
    );
    let text = dir.run(&format!("relaxations {FILES}"))?.done();
    assert!(words(&text).contains("seat m1"), "{text}");
    Ok(())
}

#[test]
fn suspicions_are_told_and_errors_refuse() -> io::Result<()> {
    let dir = dir()?;
    let text = dir.run(&format!("validate {FILES}"))?.done();
    assert!(text.ends_with("No errors, 0 suspicions in 3 mentees and 4 mentors.\n"), "{text}");

    dir.write("mentors.csv", "id,site,manager\nm1,,x1\n")?;
    let text = dir.run(&format!("validate {FILES}"))?.done();
    assert!(text.contains("suspicious: mentors, column \"site\": nobody among 1"), "{text}");

    dir.write("mentors.csv", "id,town,manager\nm1,Leeds,x1\nm1,York,x2\n")?;
    let error = dir.run(&format!("validate {FILES}"))?.refused();
    for part in ["this id already stands in row 2", "column \"site\": there is no such column"] {
        assert!(error.contains(part), "{part:?} is missing in\n{error}");
    }
    Ok(())
}
