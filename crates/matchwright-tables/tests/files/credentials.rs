//! Badges and learner records become people with skills: of each skill the latest, with its level, day and evidence;
//! none that has expired on the day that is named. What says nothing of anybody is listed.

use matchwright_tables::{Error, ReadOptions, Table};

use crate::{read, refused, texts};

fn example() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/standards/badges.json");
    std::fs::read_to_string(path).unwrap_or_default()
}

fn on(date: &str, text: &str) -> Result<Table, Error> {
    let options = ReadOptions { date: Some(date.to_owned()), ..ReadOptions::default() };
    Table::from_bytes(text.into(), "badges.json", &options)
}

/// A credential in the form of Open Badges 3.0.
fn badge(who: &str, skill: &str, from: &str, to: &str) -> String {
    format!(
        r#"{{"type": ["VerifiableCredential", "OpenBadgeCredential"], "validFrom": "{from}T00:00:00Z",
            "validUntil": "{to}T00:00:00Z", "credentialSubject": {{"id": "mailto:{who}",
            "achievement": {{"name": "{skill}"}}}}}}"#
    )
}

#[test]
fn the_example_holds_every_form() -> Result<(), Error> {
    let table = on("2026-03-02", &example())?;
    let ids = ["ben.roy@example.org", "cy.lane@example.org", "dee.moss@example.org"];
    assert_eq!(texts(&table, "id"), ids);
    assert_eq!(texts(&table, "name"), ["", "", "Dee Moss"]);
    let skills = ["Python:3", "Facilitation", "Project management; Public speaking"];
    assert_eq!(texts(&table, "skills"), skills);
    assert_eq!(texts(&table, "alignments"), ["Programming", "", ""]);
    let issued = [
        "Python: 2025-05-12",
        "Facilitation: 2024-11-02",
        "Project management: 2024-06-01; Public speaking: 2024-12",
    ];
    assert_eq!(texts(&table, "issued"), issued);
    assert_eq!(texts(&table, "expires"), ["", "", "Project management: 2027-05-31"]);
    let evidence = [
        "Python: https://work.example.org/ben/analysis",
        "Facilitation: https://work.example.org/cy/workshop",
        "Project management: EX-2024-17",
    ];
    assert_eq!(texts(&table, "evidence"), evidence);
    assert_eq!(texts(&table, "issuers")[1], "Facilitation: Example Academy");
    let said = table.reading().to_string();
    for part in [
        "read as credentials; 5 credentials of 3 people; no signature and no revocation was checked",
        "1 credential expired before 2026-03-02: no skill",
        "1 credential naming nobody but by a hash passed over",
        "achievement.criteria, achievement.description",
        "employmentHistories",
        "proof",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(!said.contains("@example.org") && !said.contains("Python"), "{said}");
    Ok(())
}

#[test]
fn without_a_day_nothing_expires_and_it_is_said() -> Result<(), Error> {
    let table = read(&example(), "badges.json")?;
    assert_eq!(texts(&table, "skills")[1], "Facilitation; First aid");
    let said = table.reading().to_string();
    assert!(said.contains("2 credentials with a last day, all of which count"), "{said}");
    Ok(())
}

#[test]
fn the_day_decides_and_the_last_day_counts() -> Result<(), Error> {
    let text = badge("a@x.example", "Rust", "2025-01-10", "2026-01-10");
    for (date, skill) in
        [("2025-01-09", ""), ("2025-01-10", "Rust"), ("2026-01-10", "Rust"), ("2026-01-11", "")]
    {
        let table = on(date, &text)?;
        assert_eq!(texts(&table, "skills"), [skill], "{date}");
        assert_eq!(texts(&table, "id"), ["a@x.example"], "nobody is lost: {date}");
    }
    assert!(refused(on("2026-13-01", &text)).contains("must be a day"));
    assert!(refused(on("2026-01-11T09:00", &text)).contains("must be a day"));
    Ok(())
}

#[test]
fn of_one_skill_the_latest_counts_whatever_the_order() -> Result<(), Error> {
    let badges = [
        badge("a@x.example", "Rust", "2023-01-01", "2030-01-01"),
        badge("A@x.example", "rust", "2025-01-01", "2030-01-01"),
        badge("a@x.example", "SQL", "2024-01-01", "2030-01-01"),
    ];
    let forwards = read(&format!("[{}]", badges.join(",")), "badges.json")?;
    let lines = [&badges[2], &badges[1], &badges[0]].map(|line| line.replace('\n', " "));
    let backwards = read(&lines.join("\n"), "badges.jsonl")?;
    for table in [&forwards, &backwards] {
        assert_eq!(texts(table, "skills"), ["rust; SQL"]);
        assert_eq!(texts(table, "issued"), ["rust: 2025-01-01; SQL: 2024-01-01"]);
        assert!(
            table.reading().to_string().contains("1 credential of a skill that the same person")
        );
    }
    Ok(())
}

#[test]
fn what_says_nothing_of_anybody_is_listed() -> Result<(), Error> {
    let text = r#"[
        {"type": "Assertion", "badge": {"name": "Rust"}},
        {"type": "Assertion", "recipient": {"identity": 7}, "badge": {"name": "Rust"}},
        {"type": "Assertion", "recipient": {"identity": "a@x.example"}, "badge": "https://x.example/b/1"},
        {"type": "Assertion", "recipient": {"identity": "b@x.example"}, "badge": "https://x.example/b/2"},
        {"type": "BadgeClass", "id": "https://x.example/b/2", "name": "SQL"},
        {"type": "Assertion", "recipient": {"identity": "b@x.example"}, "badge": {"name": "Go"}, "revoked": true},
        {"type": "OpenBadgeCredential", "credentialSubject": {"achievement": {"name": "Go"}}},
        {"type": "OpenBadgeCredential"},
        {"type": ["VerifiableCredential", "EndorsementCredential"], "credentialSubject": {"id": "c"}}
    ]"#;
    let table = read(text, "badges.json")?;
    assert_eq!(texts(&table, "id"), ["a@x.example", "b@x.example"]);
    assert_eq!(texts(&table, "skills"), ["", "SQL"]);
    let said = table.reading().to_string();
    for part in [
        "4 credentials naming nobody",
        "1 credential not saying what was achieved",
        "1 credential revoked",
        "1 object beside achievements",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    Ok(())
}

#[test]
fn wallets_and_learner_records_hold_badges() -> Result<(), Error> {
    let one = badge("a@x.example", "Rust", "2025-01-01", "2030-01-01");
    let record = format!(
        r#"{{"type": ["VerifiableCredential", "ClrCredential"],
            "credentialSubject": {{"type": "ClrSubject", "verifiableCredential": [{one}]}}}}"#
    );
    let wallet =
        format!(r#"{{"type": "VerifiablePresentation", "verifiableCredential": [{record}]}}"#);
    for text in [record, wallet] {
        let table = read(&text, "wallet.json")?;
        assert_eq!(texts(&table, "skills"), ["Rust"]);
        assert_eq!(texts(&table, "expires"), ["Rust: 2030-01-01"]);
    }
    Ok(())
}

#[test]
fn a_level_that_is_a_word_is_left_to_a_scale() -> Result<(), Error> {
    let text = r#"{"type": "AchievementCredential", "credentialSubject": {"id": "a@x.example",
        "result": [{"value": "91", "resultDescription": "p"}, {"achievedLevel": "b"}],
        "achievement": {"name": "Rust", "resultDescription": [{"id": "r", "rubricCriterionLevel": [
            {"id": "a", "name": "Junior"}, {"id": "b", "name": "Senior"}]}]}}}"#;
    assert_eq!(texts(&read(text, "badges.json")?, "skills"), ["Rust: Senior"]);
    Ok(())
}

#[test]
fn other_json_stays_what_it_was() -> Result<(), Error> {
    let table = read(
        r#"[{"id": "e1", "type": "Assertion of nothing", "skills": ["sql"]}]"#,
        "people.json",
    )?;
    assert_eq!(table.reading().format, "JSON");
    let mixed = format!(r#"[{}, {{"id": "e1"}}]"#, badge("a", "Rust", "2025-01-01", "2030-01-01"));
    assert!(refused(read(&mixed, "people.json")).contains("must be"));
    Ok(())
}

#[test]
fn a_hundred_thousand_credentials_are_read() -> Result<(), Error> {
    let badges: Vec<String> = (0..100_000)
        .map(|at| {
            badge(
                &format!("p{}@x.example", at % 1_000),
                &format!("s{}", at % 7),
                "2025-01-01",
                "2030-01-01",
            )
        })
        .collect();
    let table = read(&format!("[{}]", badges.join(",")), "badges.json")?;
    assert_eq!(table.rows(), 1_000);
    Ok(())
}
