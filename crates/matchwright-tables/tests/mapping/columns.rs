//! New columns: where each kind comes from, what its texts mean, and what is said where they mean nothing.
use crate::support::{Failure, mentees, table, texts, told};
use matchwright_tables::mapping::{Mapping, Source, Tables};
use matchwright_tables::{Cell, Item, Table};

/// The new column `new` from the answers to one question.
fn new(source: &str, answers: &[&str]) -> Result<Vec<String>, Failure> {
    let mut csv = csv_line(&["id", "Q"]);
    for (row, answer) in answers.iter().enumerate() {
        csv.push_str(&csv_line(&[&format!("e{row}"), answer]));
    }
    let mapped = mentees(&format!("columns.new = {source}"), &csv)?;
    assert!(mapped.findings.is_empty(), "{:?}", told(&mapped));
    Ok(texts(&mapped.mentees.table, "new"))
}

fn csv_line(cells: &[&str]) -> String {
    let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{cell}\"")).collect();
    format!("{}\n", quoted.join(","))
}

#[test]
fn a_column_under_another_name_keeps_its_cells() -> Result<(), Failure> {
    assert_eq!(new(r#"{ from = "Q" }"#, &["SQL; Rust", "", " Leeds"])?, ["SQL; Rust", "", "Leeds"]);
    Ok(())
}

#[test]
fn choices_in_several_columns_keep_their_places() -> Result<(), Failure> {
    let mapped = mentees(
        r#"columns.choices = { from = ["1st choice", "2nd choice", "3rd choice"] }"#,
        "id,1st choice,2nd choice,3rd choice\na,m1,m2,m3\nb,,m2,\nc,,,\nd,m1,n/a,m3\ne,site:1,m;2,\n",
    )?;
    assert_eq!(
        texts(&mapped.mentees.table, "choices"),
        ["m1; m2; m3", "; m2", "", "m1; ; m3", "site:1; m;2"]
    );
    let cells = mapped.mentees.table.column("choices").unwrap_or_default();
    let expected = Cell::List(vec![Item::new("site:1"), Item::new("m;2")]);
    assert_eq!(cells[4], expected, "an entry with the separator in it stays one");
    assert!(mapped.mentees.table.column("2nd choice").is_some(), "what came stays");
    Ok(())
}

#[test]
fn separators_are_any_text_and_options_can_stay_whole() -> Result<(), Failure> {
    let source = r#"{ from = "Q", separator = ",", whole = ["Strategy (vision, mission)"] }"#;
    assert_eq!(
        new(source, &["SQL, Strategy (vision, mission),", "Strategy (vision", ", -, N/A"])?,
        ["SQL; Strategy (vision, mission)", "Strategy (vision", ""],
    );
    assert_eq!(new(r#"{ from = "Q", separator = " and " }"#, &["a and b and c"])?, ["a; b; c"]);
    assert_eq!(new(r#"{ from = "Q", separator = "\n" }"#, &["a\nb:4"])?, ["a; b:4"]);
    assert_eq!(new(r#"{ from = "Q", separator = " " }"#, &["123   456 "])?, ["123; 456"]);
    Ok(())
}

#[test]
fn a_prefix_is_taken_away_from_every_entry() -> Result<(), Failure> {
    let source = r#"{ from = "Q", strip = "Skill: " }"#;
    assert_eq!(
        new(source, &["Skill: Public Speaking;Skill: SQL:3;", "skill:SQL", "Skillful"])?,
        ["Public Speaking; SQL:3", "SQL", "Skillful"],
    );
    Ok(())
}

#[test]
fn texts_are_read_as_numbers_and_the_rest_is_asked_for() -> Result<(), Failure> {
    let csv = "id,n\na,\"One mentee only, please!\"\nb,2-3\nc,4\nd,2–3\ne,None\nf,a few\ng,2 - 3\nh,n/a\n";
    let source = r#"{ from = "n", read = { "One mentee  only, please!" = 1, None = 0 } }"#;
    let mapped = mentees(&format!("columns.seats = {source}"), csv)?;
    assert_eq!(texts(&mapped.mentees.table, "seats"), ["1", "", "4", "", "0", "", "", ""]);
    let cells = mapped.mentees.table.column("seats").unwrap_or_default();
    assert_eq!(cells[2], Cell::Number(4.0));
    let values = mapped.findings.as_slice().iter();
    let values: Vec<_> =
        values.filter_map(|f| Some((f.row?, f.value.as_ref()?.as_str()))).collect();
    assert_eq!(values, [(2, "2-3"), (4, "2–3"), (6, "a few"), (7, "2 - 3")]);
    assert!(mapped.findings.as_slice().iter().all(|finding| finding.code == "unknown_text"));
    assert_eq!(mapped.notes[0].rows, [8], "None has a meaning here, n/a has none");
    Ok(())
}

#[test]
fn texts_that_are_read_as_texts_leave_the_others() -> Result<(), Failure> {
    let source =
        r#"{ from = "Q", separator = ",", read = { BA = "Business analyst", "-" = "-" } }"#;
    assert_eq!(new(source, &["ba, SQL", "-"])?, ["Business analyst; SQL", "-"]);
    Ok(())
}

#[test]
fn steps_of_a_scale_are_numbers_from_one() -> Result<(), Failure> {
    let source = r#"{ from = "Q", scale = ["0-1", "1-2", "None", "10+"] }"#;
    assert_eq!(new(source, &["1 – 2", "10+", "none", "N/A", ""])?, ["2", "4", "3", "", ""]);
    let off = mentees(&format!("columns.new = {source}"), "id,Q\na,12\nb,10\n")?;
    assert_eq!(off.findings.as_slice().len(), 2, "12 is not 1-2, and 10 is not 10+");
    Ok(())
}

#[test]
fn steps_behind_labels_are_their_levels() -> Result<(), Failure> {
    let source = r#"{ from = "Q", scale = ["low", "Fairly high", "high"] }"#;
    let answers = ["Python: High; SQL:low;Rust", "C++:fairly  high", "low", "n/a; Go:low"];
    assert_eq!(new(source, &answers)?, ["Python:3; SQL:1; Rust", "C++:2", "1", "Go:1"]);
    assert_eq!(
        new(source, &["Python (high); SQL - low; C (ANSI)"])?,
        ["Python:3; SQL:1; C (ANSI)"]
    );
    let off = mentees(&format!("columns.new = {source}"), "id,Q\na,Go:low; SQL:top\nb,Go:top\n")?;
    assert_eq!(off.findings.as_slice().len(), 2, "{:?}", told(&off));
    Ok(())
}

#[test]
fn ratings_are_numbers() -> Result<(), Failure> {
    let answers = ["5 - strongly agree", "Agree", "3", "", "Strongly disagree", "n/a"];
    let expected = ["5", "4", "3", "", "1", ""];
    assert_eq!(new(r#"{ from = "Q", likert = 5 }"#, &answers)?, expected);
    let off =
        mentees("columns.new = { from = \"Q\", likert = 5 }", "id,Q\na,6\nb,4.5\nc,4-5\nd,ok\n")?;
    assert_eq!(off.findings.as_slice().len(), 4);
    Ok(())
}

#[test]
fn what_is_ticked_is_the_list() -> Result<(), Failure> {
    let mapped = mentees(
        r#"columns.topics = { ticked = "Topic: *" }"#,
        "id,Topic: Leadership,Topic:  Career\na,Leadership,\nb,no,x\nc,,-\nd,TRUE,0\ne,1,yes\n",
    )?;
    let topics = texts(&mapped.mentees.table, "topics");
    assert_eq!(topics, ["Leadership", "Career", "", "Leadership", "Leadership; Career"]);
    Ok(())
}

#[test]
fn how_much_something_is_ticked_is_its_level() -> Result<(), Failure> {
    let mapped = mentees(
        r#"columns.sites = { ticked = ["Malvern (A)", "Horsham (B)"], read = { "Definitely Yes" = 2, "if I must" = 1, No = 0 } }"#,
        "id,Malvern (A),Horsham (B)\na,Definitely Yes,If I must\nb,No,definitely yes\nc,,perhaps\n",
    )?;
    let sites = texts(&mapped.mentees.table, "sites");
    assert_eq!(sites, ["Malvern (A):2; Horsham (B):1", "Horsham (B):2", ""]);
    let finding = &mapped.findings.as_slice()[0];
    assert_eq!((finding.row, finding.column.as_deref()), (Some(3), Some("Horsham (B)")));
    Ok(())
}

#[test]
fn a_grid_of_hours_becomes_slots() -> Result<(), Failure> {
    let csv = "id,Busy [Monday],Busy [Tuesday]\n\
               a,8AM;9AM;noon,\n\
               b,,\"10AM, 11AM\"\n\
               c,,\n\
               d,8AM;9AM;10AM;11AM;noon,8AM;9AM;10AM;11AM;12pm\n";
    let mapped = mentees(r#"columns.hours = { busy = "Busy [*]" }"#, csv)?;
    assert_eq!(
        texts(&mapped.mentees.table, "hours"),
        [
            "mon 10:00-12:00; tue 08:00-13:00",
            "mon 08:00-13:00; tue 08:00-10:00; tue 12:00-13:00",
            "",
            "",
        ]
    );
    let codes: Vec<_> = mapped.notes.iter().map(|note| (note.code, note.rows.clone())).collect();
    assert_eq!(
        codes,
        [("nothing_ticked", vec![3]), ("no_time", vec![4]), ("offered_hours", vec![])]
    );
    let offered = mapped.notes[2].to_string();
    assert!(offered.ends_with("free is what nobody ticked of 08:00-13:00"), "{offered}");

    let mapped = mentees(r#"columns.hours = { free = "Busy [*]" }"#, csv)?;
    let first = &texts(&mapped.mentees.table, "hours")[0];
    assert_eq!(first, "mon 08:00-10:00; mon 12:00-13:00");
    Ok(())
}

#[test]
fn a_grid_can_be_turned_and_say_anything_twice() -> Result<(), Failure> {
    let mapped = mentees(
        r#"columns.hours = { free = "When? [*]", read = { Weekend = "Sat" } }"#,
        "id,When? [9am - 12pm],When? [22-02]\na,\"Monday, Sunday\",Sun\nb,weekend;None,someday\n",
    )?;
    let hours = texts(&mapped.mentees.table, "hours");
    assert_eq!(
        hours,
        ["mon 00:00-02:00; mon 09:00-12:00; sun 09:00-12:00; sun 22:00-24:00", "sat 09:00-12:00",]
    );
    assert_eq!(mapped.findings.as_slice()[0].code, "unknown_time");
    assert_eq!(mapped.findings.as_slice()[0].column.as_deref(), Some("When? [22-02]"));
    let wrong =
        mentees(r#"columns.hours = { free = "Q [*]" }"#, "id,Q [Mo],Q [later]\na,9-10,9-10\n")?;
    assert_eq!(wrong.findings.as_slice()[0].code, "unknown_weekday");
    Ok(())
}

#[test]
fn half_hours_last_half_an_hour() -> Result<(), Failure> {
    let mapped =
        mentees(r#"columns.hours = { free = "[*]" }"#, "id,[Mon]\na,8:30\nb,9:00;10:30\n")?;
    assert_eq!(
        texts(&mapped.mentees.table, "hours"),
        ["mon 08:30-09:00", "mon 09:00-09:30; mon 10:30-11:00"]
    );
    Ok(())
}

#[test]
fn texts_that_mean_no_answer_are_none() -> Result<(), Failure> {
    let csv = "id,interests,role\na,None,-\nb,n/a; Chess,Lead\nc,NA,none of these\n";
    let mapped = mentees("", csv)?;
    assert_eq!(texts(&mapped.mentees.table, "interests"), ["", " Chess", "NA"]);
    assert_eq!(texts(&mapped.mentees.table, "role"), ["", "Lead", "none of these"]);
    let notes: Vec<String> = mapped.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "mentees, column \"interests\": 2 answers count as none: \"N/A\", \"None\" (the default of \
         `no_answer`) (rows 1, 2)",
            "mentees, column \"role\": 1 answer counts as none: \"-\" (the default of `no_answer`) (row 1)",
        ]
    );
    let mapped = mentees("no_answer = [\"NA\"]", csv)?;
    assert_eq!(texts(&mapped.mentees.table, "interests"), ["None", "n/a; Chess", ""]);
    assert!(mentees("no_answer = []", csv)?.notes.is_empty());
    Ok(())
}

#[test]
fn typed_cells_are_read_as_texts_are() -> Result<(), Failure> {
    let mut mentees = Table::new(3);
    let ids = ["a", "b", "c"].map(|id| Cell::Text(id.to_owned()));
    mentees.insert("id", ids.to_vec());
    let list = Cell::List(vec![Item::new("N/A"), Item::with_level("Skill: SQL", 3.0)]);
    mentees.insert("Q", vec![Cell::Number(2.0), list, Cell::Numbers(vec![0.5, 1.0])]);
    let mapping = Mapping::new()
        .with_column("plain", Source::from("Q"))
        .with_column("skills", Source::from("Q").with_strip("Skill:"))
        .with_column("read", Source::from("Q").with_read("2", "two"));
    let mapped = mapping.apply(&Tables::sides(&mentees, &table("id\nm\n")?))?;
    let column = |name| mapped.mentees.table.column(name).unwrap_or_default();
    assert_eq!(column("plain")[0], Cell::Number(2.0));
    assert_eq!(column("plain")[2], Cell::Numbers(vec![0.5, 1.0]));
    assert_eq!(column("skills")[1], Cell::List(vec![Item::with_level("SQL", 3.0)]));
    assert_eq!(column("read")[0], Cell::Text("two".to_owned()));
    Ok(())
}

#[test]
fn a_new_column_is_made_where_its_columns_are() -> Result<(), Failure> {
    let mapping = Mapping::new()
        .with_column("skills", Source::from("What can you teach?"))
        .with_column("level", Source::from("Level").with_scale(["Junior", "Senior"]))
        .with_column("Level", Source::from("level"));
    let mentees = table("id,Level\ne,Junior\n")?;
    let mentors = table("id,\"What can\n\nyou teach?\",level\nm,SQL,Senior\n")?;
    let mapped = mapping.apply(&Tables::sides(&mentees, &mentors))?;
    assert_eq!(mapped.mentees.table.names().collect::<Vec<_>>(), ["id", "Level", "level"]);
    assert_eq!(texts(&mapped.mentors.table, "skills"), ["SQL"], "a name may run over lines");
    assert_eq!(texts(&mapped.mentors.table, "level"), ["2"], "the new column takes the place");
    Ok(())
}

#[test]
fn an_empty_cell_counts_as_what_is_said() -> Result<(), Failure> {
    let mapping = Mapping::new()
        .with_column("seats", Source::from("n").with_read("two", 2.0).with_empty(1.0))
        .with_column("site", Source::from("s").with_empty("anywhere"));
    let mentors = table("id,n,s\na,two,Leeds\nb,,\nc,N/A,-\nd,3,York\n")?;
    let mapped = mapping.apply(&Tables::sides(&table("id\ne\n")?, &mentors))?;
    assert_eq!(texts(&mapped.mentors.table, "seats"), ["2", "1", "1", "3"]);
    assert_eq!(texts(&mapped.mentors.table, "site"), ["Leeds", "anywhere", "anywhere", "York"]);
    let infinite = Mapping::new().with_column("seats", Source::from("n").with_empty(f64::INFINITY));
    let refused = infinite.apply(&Tables::sides(&mentors, &mentors));
    assert!(refused.is_err_and(|error| error.to_string().contains("finite")));
    Ok(())
}
