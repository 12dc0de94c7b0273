//! Whatever comes in, an error says where and what is allowed; nothing panics and nothing hangs.
//!
//! Every case is a programme and two tables. The expected text is the whole error, or its beginning
//! where the case says so, or "matched" where the input is odd but fine.

use matchwright::assign::Monitor;
use matchwright::roster::Table;
use matchwright::validate::validate_with;
use matchwright::{Error, Matcher, Program, Roster, Vocabulary};

const PROGRAM: &str = "[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n";
const MENTEES: &str = "id,site\ne1,Leeds\n";
const MENTORS: &str = "id,site\nm1,Leeds\n";

/// What the input leads to: the error's text, or "matched".
fn attempt(program: &str, mentees: &[u8], mentors: &[u8]) -> String {
    let run = || -> Result<(), Error> {
        let matcher = Matcher::new(Program::from_toml_str(program)?)?;
        let read = |bytes: &[u8], origin| match bytes.first() {
            Some(b'[' | b'{') => Table::from_json(&String::from_utf8_lossy(bytes), origin),
            _ => Table::from_csv_reader(bytes, origin),
        };
        let (mentees, mentors) = (read(mentees, "mentees")?, read(mentors, "mentors")?);
        let roster = Roster::new(&mentees, &mentors, matcher.program())?;
        let outcome = matcher.run(&roster)?;
        assert!(outcome.certificate().is_optimal());
        Ok(())
    };
    run().map_or_else(|error| error.to_string(), |()| "matched".to_owned())
}

/// Cases whose people are sound and whose programme is not.
fn programs(cases: &[(&str, &str, &str)]) {
    for (name, program, expected) in cases {
        assert_begins(name, &attempt(program, MENTEES.as_bytes(), MENTORS.as_bytes()), expected);
    }
}

/// Cases with one table of mentees against a sound table of mentors.
fn mentees(program: &str, cases: &[(&str, &str, &str)]) {
    for (name, mentees, expected) in cases {
        let text = attempt(program, mentees.as_bytes(), MENTORS.as_bytes());
        assert_begins(name, &text, expected);
    }
}

/// Cases with one table of mentors against a sound table of mentees.
fn mentors(program: &str, cases: &[(&str, &str, &str)]) {
    for (name, mentors, expected) in cases {
        let text = attempt(program, MENTEES.as_bytes(), mentors.as_bytes());
        assert_begins(name, &text, expected);
    }
}

/// `expected` ends in "…" where only the beginning is promised (a parser's own words follow).
fn assert_begins(name: &str, text: &str, expected: &str) {
    match expected.strip_suffix('…') {
        Some(beginning) => assert!(text.contains(beginning), "{name}: {text}"),
        None => assert_eq!(text, expected, "{name}"),
    }
}

#[test]
fn tables_without_people() {
    mentees(
        PROGRAM,
        &[
            ("header only", "id,site\n", "mentees: at least one row is needed"),
            (
                "nothing at all",
                "",
                "mentees, column \"id\": there is no such column; the table has none\n\
                 mentees: at least one row is needed\n\
                 mentees, column \"site\": there is no such column; the table has none",
            ),
            ("JSON without people", "[]", "mentees, column \"id\": there is no such column…"),
        ],
    );
    mentors(PROGRAM, &[("header only", "id,site\n", "mentors: at least one row is needed")]);
}

#[test]
fn ids() {
    let twice = "mentees, row 3 (id e1), column \"id\": this id already stands in row 2";
    mentees(
        PROGRAM,
        &[
            ("duplicate", "id,site\ne1,Leeds\ne1,York\n", twice),
            ("duplicate but for blanks", "id,site\ne1,Leeds\n e1 ,York\n", twice),
            (
                "Unicode-equivalent",
                "id,site\n\u{e9},Leeds\ne\u{301},York\n",
                "mentees, row 3 (id \u{e9}), column \"id\": this id already stands in row 2",
            ),
            ("only case differs", "id,site\ne1,Leeds\nE1,York\n", "matched"),
            ("blank", "id,site\n  ,Leeds\n", "mentees, row 2, column \"id\": an id is needed"),
            (
                "no id column",
                "name,site\ne1,Leeds\n",
                "mentees, column \"id\": there is no such column; there are: name, site",
            ),
            (
                "id column in capitals",
                "ID,site\ne1,Leeds\n",
                "mentees, column \"id\": there is no such column; did you mean \"ID\"?",
            ),
            ("a NUL in the id", "id,site\ne\u{0}1,Leeds\n", "matched"),
            ("a number as id in JSON", r#"[{"id": 7, "site": "Leeds"}]"#, "matched"),
        ],
    );
    let long = format!("id,site\n{},Leeds\n", "x".repeat(64 * 1024 + 1));
    let expected = "mentees, row 2, column \"id\": must be at most 64 KiB long";
    mentees(PROGRAM, &[("a huge id", &long, expected)]);
}

#[test]
fn no_error_is_obeyed_by_a_terminal() {
    let odd = "\u{1b}[31m\u{202e}\u{2068}\u{85}\u{7}";
    let shown = "\u{fffd}[31m\u{fffd}\u{fffd}\u{fffd}\u{fffd}";
    let twice =
        format!("mentees, row 3 (id e{shown}), column \"id\": this id already stands in row 2");
    let unknown =
        format!("mentees, column \"site\": there is no such column; there are: id, {shown}");
    mentees(
        PROGRAM,
        &[
            ("an id twice", &format!("id,site\ne{odd},a\ne{odd},b\n"), &twice),
            ("a column", &format!("id,{odd}\ne1,a\n"), &unknown),
        ],
    );
    let path = std::path::PathBuf::from(format!("nowhere/{odd}.csv"));
    let errors = [
        Table::from_csv(&path).err().map(|error| error.to_string()),
        Program::from_toml_str(&format!("{odd}\n{odd} = 1")).err().map(|error| error.to_string()),
    ];
    for error in errors.into_iter().flatten() {
        let obeyed = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}' || c == '\u{2068}');
        assert!(!error.contains(obeyed), "{error:?}");
    }
}

#[test]
fn columns() {
    mentees(
        PROGRAM,
        &[
            (
                "unknown, with a likely meaning",
                "id,stie\ne1,Leeds\n",
                "mentees, column \"site\": there is no such column; did you mean \"stie\"?",
            ),
            (
                "unknown",
                "id,town\ne1,Leeds\n",
                "mentees, column \"site\": there is no such column; there are: id, town",
            ),
            (
                "repeated",
                "id,site,site\ne1,Leeds,York\n",
                "mentees, column \"site\": stands twice in the table",
            ),
            ("a column that nobody reads twice", "id,x,site,x\ne1,1,Leeds,2\n", "matched"),
            (
                "ragged",
                "id,site\ne1,Leeds\ne2\n",
                "mentees: 1 cells where the header has 2, line 3",
            ),
            ("byte order mark", "\u{feff}id,site\ne1,Leeds\n", "matched"),
            ("byte order mark and quotes", "\u{feff}\"id\",site\ne1,Leeds\n", "matched"),
            (
                "a quote that never closes",
                "id,site\ne1,\"Leeds\ne2,Leeds\ne3,Leeds\n",
                "mentees: a quote that opens in line 2 never closes",
            ),
            (
                "a quote that never closes, in the header",
                "id,\"site\ne1,Leeds\n",
                "mentees: a quote that opens in line 1 never closes",
            ),
            (
                "a quote that closes at another's beginning",
                "id,site\ne1,Leeds\ne2,\"Leeds\ne3,\"York\n",
                "mentees: a quote that opens in line 3 closes in the middle of a cell, line 4",
            ),
            (
                "a quote in the last cell, before its end",
                "id,site\ne1,\"Leeds\" Road\n",
                "mentees: a quote that opens in line 2 closes in the middle of a cell, line 2",
            ),
            ("quotes in quotes, and blanks behind", "id,site\n\"e\"\"1\" ,\"\"\n", "matched"),
            ("quotes that mean nothing", "id,site\ne1,5\" pipe\ne\"2, \"York\n", "matched"),
            ("an answer of two lines", "id,site\r\ne1,\"Leeds,\r\nEngland\"\r\n", "matched"),
            ("no line end behind a quote", "id,site\ne1,\"Leeds\"", "matched"),
            ("all answers missing", "id,site\ne1,\n", "matched"),
        ],
    );
    let bytes = attempt(PROGRAM, b"id,site\ne1,\xff\x81\n", MENTORS.as_bytes());
    assert_eq!(bytes, "mentees: not UTF-8, line 2; save it as CSV UTF-8, or name its encoding");
}

#[test]
fn labels() {
    let huge = format!("id,site\ne1,{}\n", "x".repeat(64 * 1024 + 1));
    mentees(
        PROGRAM,
        &[
            (
                "a huge text",
                &huge,
                "mentees, row 2 (id e1), column \"site\": must be at most 64 KiB long",
            ),
            (
                "a list where one label is read",
                r#"[{"id": "e1", "site": ["Leeds", "York"]}]"#,
                "mentees, row 1 (id e1), column \"site\": must be a single value, not a list",
            ),
            (
                "an object in an object",
                r#"[{"id": "e1", "site": {"a": {"b": 1}}}]"#,
                "mentees, row 1, column \"site\": must be a text, a number, an array of texts, or \
                 an object of numbers",
            ),
            ("null", r#"[{"id": "e1", "site": null}]"#, "matched"),
            ("JSON that is no array", r#"{"id": "e1"}"#, "mentees: not an array of objects…"),
            ("JSON cut short", r#"[{"id": "e1", "#, "mentees: not an array of objects…"),
        ],
    );
    let deep = format!("[{{\"id\": {}1{}}}]", "[".repeat(100_000), "]".repeat(100_000));
    mentees(PROGRAM, &[("100,000 arrays deep", &deep, "mentees: not an array of objects…")]);
}

#[test]
fn numbers() {
    let program = "[[criteria]]\nkind = \"gap\"\ncolumn = \"site\"\nideal = 1\ntolerance = 2\n";
    let refused = "mentees, row 2 (id e1), column \"site\": must be a finite number…";
    mentees(
        program,
        &[
            ("text", "id,site\ne1,Leeds\n", refused),
            ("NaN", "id,site\ne1,NaN\n", refused),
            ("infinity", "id,site\ne1,inf\n", refused),
            ("minus infinity", "id,site\ne1,-inf\n", refused),
            ("overflow", "id,site\ne1,1e999\n", refused),
            (
                "a list",
                r#"[{"id": "e1", "site": [1, 2]}]"#,
                "mentees, row 1 (id e1), column \"site\": must be a single value, not a list…",
            ),
        ],
    );
}

#[test]
fn scales() {
    let scale = |labels: &str| {
        format!(
            "[[criteria]]\nkind = \"gap\"\ncolumn = \"site\"\nideal = 1\ntolerance = 2\n\
             scale = [{labels}]\n"
        )
    };
    mentees(
        &scale("\"York\", \"Leeds\""),
        &[(
            "a label outside the scale",
            "id,site\ne1,Hull\n",
            "mentees, row 2 (id e1), column \"site\": must be one of the scale York, Leeds",
        )],
    );
    programs(&[
        ("a cycle", &scale("\"a\", \"b\", \"A\""), "programme, field \"criteria 1 (gap).scale\"…"),
        ("one label", &scale("\"a\""), "programme, field \"criteria 1 (gap).scale\"…"),
        ("a blank label", &scale("\"a\", \" \""), "programme, field \"criteria 1 (gap).scale\"…"),
    ]);
}

#[test]
fn lists() {
    let program = "[[criteria]]\nkind = \"skill_coverage\"\nneed = \"site\"\nhave = \"site\"\n";
    let many = |count: usize| {
        let labels: Vec<String> = (0..count).map(|label| format!("skill {label}")).collect();
        format!("id,site\ne1,{}\n", labels.join(";"))
    };
    let levels =
        "mentees, row 2 (id e1), column \"site\": levels must be numbers from 0 to 1,000,000";
    mentees(
        program,
        &[
            ("a negative level", "id,site\ne1,python:-3\n", levels),
            ("a level that is no number", "id,site\ne1,python:NaN\n", levels),
            ("an infinite level", "id,site\ne1,python:inf\n", levels),
            ("ten thousand skills", &many(10_000), "matched"),
            (
                "more skills",
                &many(10_001),
                "mentees, row 2 (id e1), column \"site\": must list at most 10,000 entries, not 10001",
            ),
            ("nothing but separators", "id,site\ne1,;;;;\n", "matched"),
            ("the same skill many times", "id,site\ne1,sql:1;SQL:3; sql\n", "matched"),
        ],
    );
}

#[test]
fn capacities() {
    let program = format!("capacity = \"seats\"\n{PROGRAM}");
    let refused = "mentors, row 2 (id m1), column \"seats\": must be a whole number from 0 to \
                   1,000,000";
    mentors(
        &program,
        &[
            ("negative", "id,site,seats\nm1,Leeds,-1\n", refused),
            ("half a seat", "id,site,seats\nm1,Leeds,1.5\n", refused),
            ("more than anybody", "id,site,seats\nm1,Leeds,1000001\n", refused),
            ("NaN", "id,site,seats\nm1,Leeds,NaN\n", refused),
            ("blank", "id,site,seats\nm1,Leeds,\n", refused),
            ("a word", "id,site,seats\nm1,Leeds,two\n", refused),
            ("no seat at all", "id,site,seats\nm1,Leeds,0\n", "matched"),
            (
                "no such column",
                MENTORS,
                "mentors, column \"seats\": there is no such column; there are: id, site",
            ),
        ],
    );
    programs(&[
        (
            "too many for all",
            &format!("capacity = 1000001\n{PROGRAM}"),
            "programme, field \"capacity\": must be a whole number from 0 to 1,000,000",
        ),
        (
            "negative for all",
            &format!("capacity = -1\n{PROGRAM}"),
            "must be a whole number from 0 to 1,000,000, a column name, or both as in {…",
        ),
        (
            "half a seat for all",
            &format!("capacity = 0.5\n{PROGRAM}"),
            "must be a whole number from 0 to 1,000,000, a column name, or both as in {…",
        ),
    ]);
}

#[test]
fn programme_texts() {
    let huge = format!("# {}\n{PROGRAM}", "x".repeat(2 * 1024 * 1024));
    let deep = format!("name = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    programs(&[
        ("2 MiB", &huge, "programme: longer than 1 MiB"),
        ("100,000 arrays deep", &deep, "programme: …"),
        ("not TOML", "criteria = = 3", "programme: …"),
        (
            "no criteria",
            "name = \"x\"",
            "programme, field \"criteria\": at least one criterion is needed",
        ),
        (
            "unknown field",
            &format!("capcity = 3\n{PROGRAM}"),
            "programme: there is no field `capcity` (did you mean `capacity`?); there are `name`, …",
        ),
        (
            "unknown objective",
            &format!("objective = \"best\"\n{PROGRAM}"),
            "programme: objective: there is no `best`; there are `participation`, `mentors_in_use`, `total`…",
        ),
        (
            "unknown kind",
            "[[criteria]]\nkind = \"sam\"\n",
            "programme: criteria 1 (sam): there is no kind `sam` (did you mean `same`?); there are `…",
        ),
        (
            "no kind",
            "[[criteria]]\ncolumn = \"site\"\n",
            "programme: criteria 1: the field `kind` is missing",
        ),
        (
            "unknown parameter",
            "[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\nwieght = 2\n",
            "programme: criteria 1 (same): there is no field `wieght` (did you mean `weight`?); \
             there are `column`, `separator`, `kind`, `weight`, `missing`, `required`, `when`, \
             `voice`, `name`",
        ),
        (
            "a parameter of the wrong type",
            "[[criteria]]\nkind = \"same\"\ncolumn = 3\n",
            "expected a column name, or a table with `mentee` and `mentor`…",
        ),
        ("criteria that are no tables", "criteria = [1, 2]\n", "programme: …"),
    ]);
}

#[test]
fn programme_values() {
    let with = |line: &str| format!("{PROGRAM}{line}\n");
    let before = |line: &str| format!("{line}\n{PROGRAM}");
    let weight = "programme, field \"criteria 1 (same).weight\": must be a number above 0, up to \
                  1,000,000";
    let missing =
        "programme, field \"criteria 1 (same).missing\": must be from 0 to 1, or \"skip\"";
    let required = "programme, field \"criteria 1 (same).required\": must be a number from 0 to 1";
    let floor = "programme, field \"min_score\": must be a number from 0 to 1";
    let separator = "programme, field \"list_separator\": must be a mark such as ; or , and not a \
                     colon";
    let skipping = (0..11).fold(String::new(), |text, term| {
        format!("{text}{PROGRAM}missing = \"skip\"\nname = \"t{term}\"\n")
    });
    programs(&[
        ("weight 0", &with("weight = 0"), weight),
        ("negative weight", &with("weight = -1"), weight),
        ("weight of millions", &with("weight = 1e7"), weight),
        ("weight NaN", &with("weight = nan"), "weight: …"),
        ("weight infinite", &with("weight = inf"), "weight: …"),
        ("weight in words", &with("weight = \"much\""), "weight: …"),
        ("missing above 1", &with("missing = 2"), missing),
        ("missing in words", &with("missing = \"maybe\""), "missing: …"),
        ("required below 0", &with("required = -0.1"), required),
        ("floor above 1", &before("min_score = 1.5"), floor),
        ("floor NaN", &before("min_score = nan"), "programme: min_score: must be a number"),
        ("a colon between entries", &before("list_separator = \":\""), separator),
        ("nothing between entries", &before("list_separator = \"\""), separator),
        (
            "the same criterion twice",
            &format!("{PROGRAM}{PROGRAM}"),
            "programme, field \"criteria\": two are called \"same_site\"; give one of them a name",
        ),
        (
            "eleven that skip",
            &skipping,
            "programme, field \"criteria\": at most 10 of them may skip missing answers",
        ),
    ]);
}

#[test]
fn rules() {
    let with = |lines: &str| format!("{PROGRAM}{lines}");
    programs(&[
        (
            "rules that no pair can satisfy",
            &with(
                "[[rules]]\nkind = \"must_share\"\ncolumn = \"site\"\n\
                 [[rules]]\nkind = \"must_differ\"\ncolumn = \"site\"\n",
            ),
            "programme, field \"rules 1 (…",
        ),
        (
            "a block of people who are not there",
            &with("[[rules]]\nkind = \"block\"\npairs = [[\"nobody\", \"m1\"]]\n"),
            "matched",
        ),
        (
            "a block of one id",
            &with("[[rules]]\nkind = \"block\"\npairs = [[\"e1\"]]\n"),
            "programme: rules 1 (block): pairs 1: must be a list of 2, not of 1",
        ),
        (
            "a rule that forbids everybody",
            &with("[[rules]]\nkind = \"must_differ\"\ncolumn = \"site\"\n"),
            "matched",
        ),
        (
            "a scale with a cycle",
            &with(
                "[[rules]]\nkind = \"min_gap\"\ncolumn = \"site\"\ngap = 1\n\
                 scale = [\"a\", \"b\", \"a\"]\n",
            ),
            "programme, field \"rules 1 (min_gap).scale\"…",
        ),
    ]);
}

#[test]
fn matrices() {
    let matrix = |values: &str| {
        format!(
            "[[criteria]]\nkind = \"matrix\"\nmentee_ids = [\"e1\"]\nmentor_ids = [\"m1\"]\n\
             values = {values}\n"
        )
    };
    programs(&[
        ("a value above 1", &matrix("[[2.0]]"), "programme, field \"criteria 1 (matrix).values\"…"),
        ("a row too many", &matrix("[[0.5], [0.5]]"), "programme, field \"criteria 1 (matrix)…"),
        ("a row too short", &matrix("[[]]"), "programme, field \"criteria 1 (matrix)…"),
        ("sound", &matrix("[[0.5]]"), "matched"),
    ]);
}

#[test]
fn wishes() {
    let program = "[[criteria]]\nkind = \"preference\"\nmentee = \"site\"\n";
    mentees(
        program,
        &[
            ("for people who are not there", "id,site\ne1,m7;m8\n", "matched"),
            ("for the same person twice", "id,site\ne1,m1;m1\n", "matched"),
            ("for oneself", "id,site\ne1,e1\n", "matched"),
            ("for an id with a colon", "id,site\ne1,site:12\n", "matched"),
        ],
    );
}

#[test]
fn many_findings_are_counted() {
    let long = "x".repeat(70_000);
    let rows = (0..30).fold(String::new(), |rows, row| format!("{rows}e{row},{long}\n"));
    let text = attempt(PROGRAM, format!("id,site\n{rows}").as_bytes(), MENTORS.as_bytes());
    assert_eq!(text.lines().count(), 21);
    assert!(text.ends_with("\n… and 10 more"), "{}", &text[text.len() - 40..]);
}

#[test]
fn no_error_repeats_what_a_person_wrote() {
    let program = "capacity = \"seats\"\n[[criteria]]\nkind = \"gap\"\ncolumn = \"grade\"\n\
                   ideal = 1\ntolerance = 2\n";
    let text = attempt(
        program,
        b"id,grade\ne1,secret one\n",
        b"id,grade,seats\nm1,secret two,secret three\n",
    );
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(!text.contains("secret"), "{text}");
}

/// A programme and two tables, each with something wrong.
fn wrong_everywhere() -> Result<(Program, [Result<Table, matchwright::tables::Error>; 2]), Error> {
    let program = Program::from_toml_str(&format!("min_score = 7\n{PROGRAM}"))?;
    let mentees = Table::from_json(r#"[{"id": "e1", "site": [[[1]]]}]"#, "mentees");
    let mentors = Table::from_json(r#"[{"id": "m1"}, {"id": "m2", "site": [{}]}]"#, "mentors");
    Ok((program, [mentees, mentors]))
}

#[test]
fn what_is_wrong_with_programme_and_people_is_said_together() -> Result<(), Error> {
    let vocabulary = Vocabulary::default();
    let (program, tables) = wrong_everywhere()?;
    let matched = Matcher::with_people(program, tables, "id", &vocabulary);
    let (program, tables) = wrong_everywhere()?;
    let validated = validate_with(&program, tables, "id", &vocabulary, &Monitor::new())?;
    let found = match matched {
        Err(Error::Input(found)) => found,
        _ => matchwright::Findings::default(),
    };
    assert_eq!(found, validated.errors);
    assert_eq!((validated.mentees, validated.mentors), (None, None));
    let places = found.as_slice().iter().map(|finding| (finding.table.as_deref(), finding.row));
    let expected =
        [(Some("programme"), None), (Some("mentees"), Some(1)), (Some("mentors"), Some(2))];
    assert_eq!(places.collect::<Vec<_>>(), expected);
    Ok(())
}

#[test]
fn tables_are_read_by_the_ending_of_their_names() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::temp_dir().join(format!("matchwright-endings-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let named = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).map(|()| path)
    };
    let json = r#"[{"id": "e1"}]"#;
    for (name, text) in
        [("a.csv", MENTEES), ("b.CSV", MENTEES), ("c.json", json), ("d.txt", MENTEES)]
    {
        assert_eq!(Table::from_file(named(name, text)?)?.rows(), 1, "{name}");
    }
    for name in ["d.docx", "csv", ".csv"] {
        let refused = Table::from_file(named(name, MENTEES)?).err().map(|error| error.to_string());
        let expected = ".json, .jsonl, .ics, .parquet and .arrow files";
        assert!(refused.is_some_and(|text| text.ends_with(expected)), "{name}");
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}
