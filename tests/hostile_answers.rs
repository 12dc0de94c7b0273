//! Answers that hold more than a word or a number: each that cannot be read is refused with table,
//! row, id and column and what is allowed there, and never repeated.

use matchwright::roster::Table;
use matchwright::{Error, Program, Roster};

/// The error's text where one mentee gives this answer and the mentor a sound one, or "read".
fn attempt(criterion: &str, column: &str, answer: &str, sound: &str) -> String {
    let read = || -> Result<Roster, Error> {
        let program = Program::from_toml_str(&format!("criteria = [{{ {criterion} }}]"))?;
        let table = |id: &str, answer: &str| {
            let text = format!("id,{column}\n{id},\"{answer}\"\n");
            Table::from_csv_reader(text.as_bytes(), "table")
        };
        Roster::new(&table("e1", answer)?, &table("m1", sound)?, &program)
    };
    read().map_or_else(|error| error.to_string(), |_| "read".to_owned())
}

/// Every answer is refused with the same words, a sound one and none at all are read.
fn refused(criterion: &str, column: &str, sound: &str, allowed: &str, answers: &[&str]) {
    let expected = format!("mentees, row 2 (id e1), column {column:?}: {allowed}");
    for answer in answers {
        assert_eq!(attempt(criterion, column, answer, sound), expected, "{answer}");
    }
    for answer in [sound, "", " "] {
        assert_eq!(attempt(criterion, column, answer, sound), "read", "{answer}");
    }
}

#[test]
fn hours() {
    let allowed = "must be slots such as \"mon 09-12\" or \"mon-fri 14:00-16:30\", in whole \
                   quarters of an hour";
    let answers = [
        "mornings",
        "mon",
        "mon 9-25",
        "mon 9-12; never",
        "mon 09:10-12",
        "mon 9-9",
        "99999999999999999999-5",
        "mon ٣-٥",
    ];
    refused(
        r#"kind = "shared_time", column = "free", hours = 1"#,
        "free",
        "Mon 9-12; tue-thu 22–6",
        allowed,
        &answers,
    );
    let many = "mon 9-12;".repeat(10_001);
    let criterion = r#"kind = "shared_time", column = "free", hours = 1"#;
    let text = attempt(criterion, "free", &many, "9-12");
    assert!(text.ends_with("must list at most 10,000 entries, not 10001"), "{text}");
}

/// The other columns that a criterion reads, as `zone` beside `free`, have the same answer.
#[test]
fn zones() {
    let time = r#"kind = "shared_time", column = "free", hours = 1, zone = "zone""#;
    let attempt = |criterion: &str, zone: &str| {
        let program = Program::from_toml_str(&format!("criteria = [{{ {criterion} }}]"))?;
        let table = |id: &str| {
            let text = format!("id,free,zone\n{id},9-17,\"{zone}\"\n");
            Table::from_csv_reader(text.as_bytes(), "table")
        };
        Roster::new(&table("e1")?, &table("m1")?, &program)
    };
    let named = format!("{time}, date = \"2026-03-02\"");
    for zone in ["UTC", "UTC+2", "-03:30", "+5.75", "-4", ""] {
        assert!(attempt(time, zone).is_ok(), "{zone}");
        assert!(attempt(&named, zone).is_ok(), "{zone}");
    }
    let text =
        |result: Result<Roster, Error>| result.map_or_else(|e| e.to_string(), |_| String::new());
    let offsets =
        "must be an offset such as UTC+2 or -03:30; names of zones need the programme's `date`";
    let by_name = "must be a time zone such as Europe/London, UTC+2 or -03:30";
    assert!(attempt(&named, "Europe/London").is_ok());
    for (criterion, zone, allowed) in [
        (time, "Europe/London", offsets),
        (time, "+15", offsets),
        (time, "UTC+0:07", offsets),
        (&named, "Europe/Atlantis", by_name),
        (&named, "../../etc/passwd", by_name),
    ] {
        let place = "row 2 (id m1), column \"zone\"";
        let found = text(attempt(criterion, zone));
        assert!(found.contains(&format!("mentors, {place}: {allowed}")), "{zone}: {found}");
    }
}

#[test]
fn degrees() {
    let place = r#"place = { latitude = "degrees", longitude = "degrees" }"#;
    let distance = format!(r#"kind = "distance", half_life = 1, {place}"#);
    let north = "must be a number from -90 to 90";
    let east = "must be a number from -180 to 180";
    for (answer, allowed) in [
        ("181", vec![east, north]),
        ("-90.001", vec![north]),
        ("53°48′", vec!["must be a finite number"; 2]),
        ("inf", vec!["must be a finite number"; 2]),
    ] {
        let place = "mentees, row 2 (id e1), column \"degrees\"";
        let expected: Vec<String> = allowed.iter().map(|text| format!("{place}: {text}")).collect();
        assert_eq!(attempt(&distance, "degrees", answer, "53.8"), expected.join("\n"), "{answer}");
    }
    assert_eq!(attempt(&distance, "degrees", "-90", "90"), "read");
}

#[test]
fn traits() {
    let traits = r#"kind = "personality", traits = [{ column = "open", range = [1, 5] }]"#;
    refused(traits, "open", "3.5", "must be a number from 1 to 5", &["0.99", "5.1", "-3", "1e300"]);
    refused(traits, "open", "1", "must be a finite number", &["very", "nan", "inf"]);
}

#[test]
fn vectors() {
    let long = "1;".repeat(40_000);
    let answers = ["1", "1; 2; 3", "1; x", "1; nan", "1; 1e39", "1:2; 2", "[1; 2]", &long];
    let vector = r#"kind = "vector", column = "about", dimensions = 2"#;
    refused(vector, "about", "0.5; -2e-3", "must be a list of 2 finite numbers", &answers);
    // A programme that nobody has checked yet.
    let huge = format!(r#"kind = "vector", column = "about", dimensions = {}"#, i64::MAX);
    let text = attempt(&huge, "about", "1; 2", "1; 2");
    assert!(text.contains("column \"about\": must be a list of 4096 finite numbers"), "{text}");
}

#[test]
fn vectors_as_numbers() -> Result<(), Error> {
    let criteria = r#"criteria = [{ kind = "vector", column = "about", dimensions = 2 }]"#;
    let program = Program::from_toml_str(criteria)?;
    let read = |mentees: &str| {
        let [mentees, mentors] = [mentees, r#"[{"id": "m1", "about": [0.5, 1]}]"#]
            .map(|text| Table::from_json(text, "table"));
        Roster::new(&mentees?, &mentors?, &program)
    };
    let whole =
        read(r#"[{"id": "e1", "about": [3, 4]}, {"id": "e2", "about": []}, {"id": "e3"}]"#)?;
    let vectors = whole.mentees().vectors("about", 2);
    assert_eq!((vectors.of(1), vectors.of(2)), (1..2, 2..3));
    let vectors = vectors.all;
    assert_eq!(vectors.row(0).to_vec(), [3.0, 4.0]);
    assert!(vectors.rows().into_iter().skip(1).flatten().all(|number| number.is_nan()));
    for wrong in ["[0.5]", "[0.5, 1, 2]", "[0.5, 1e300]", "0.5", r#"{"a": 1}"#] {
        let refused = read(&format!(r#"[{{"id": "e1", "about": {wrong}}}]"#));
        let text = refused.map_or_else(|error| error.to_string(), |_| "read".to_owned());
        let expected =
            "mentees, row 1 (id e1), column \"about\": must be a list of 2 finite numbers";
        assert_eq!(text, expected, "{wrong}");
    }
    Ok(())
}
