//! Mappings as they are written: every key reads and writes back, and what makes no sense is refused.
use crate::support::Failure;
use matchwright_tables::mapping::{Active, Mapping, Role, Source};

/// Every key, as the documentation shows it.
const EVERY_KEY: &str = r#"
id = ["First name", "Last name"]
role = { column = "Mentor or mentee?", mentee = "Mentee", mentor = "Mentor", both = "Both" }
latest = "Timestamp"
active = { column = "Joining this round?", yes = "Yes" }
no_answer = ["None", "N/A", "n/a", "-", "Prefer not to say"]
name = "Full name"

[columns]
choices = { from = ["1st choice", "2nd choice", "3rd choice"] }
topics  = { ticked = "Topic: *" }
skills  = { from = "What can you teach?", separator = ",", whole = ["Strategy (vision, mission)"] }
seats   = { from = "How many mentees?", read = { "One mentee only, please!" = 1, "2-3" = 3 } }
grade   = { from = "Level", scale = ["Junior", "Senior", "Lead"] }
hours   = { busy = "Check the times that you are UNAVAILABLE [*]" }
evenings = { free = "Evenings [*]" }
experience = { from = "I enjoy coaching", likert = 5 }
skills_prefix = { from = "skills", strip = "Skill: " }
"#;

#[test]
fn every_key_is_the_same_in_toml_json_and_rust() -> Result<(), Failure> {
    let mapping: Mapping = toml::from_str(EVERY_KEY)?;
    assert!(mapping.check().is_empty(), "{}", mapping.check());
    assert_eq!(toml::from_str::<Mapping>(&toml::to_string(&mapping)?)?, mapping);
    assert_eq!(serde_json::from_str::<Mapping>(&serde_json::to_string(&mapping)?)?, mapping);
    let built = Mapping::new()
        .with_id(["First name", "Last name"])
        .with_role(Role::new("Mentor or mentee?", "Mentee", "Mentor").with_both("Both"))
        .with_latest("Timestamp")
        .with_active(Active::new("Joining this round?").with_yes("Yes"))
        .with_no_answer(["None", "N/A", "n/a", "-", "Prefer not to say"])
        .with_name("Full name")
        .with_column("choices", Source::from(["1st choice", "2nd choice", "3rd choice"]))
        .with_column("topics", Source::ticked("Topic: *"))
        .with_column(
            "skills",
            Source::from("What can you teach?")
                .with_separator(",")
                .with_whole("Strategy (vision, mission)"),
        )
        .with_column(
            "seats",
            Source::from("How many mentees?")
                .with_read("One mentee only, please!", 1.0)
                .with_read("2-3", 3.0),
        )
        .with_column("grade", Source::from("Level").with_scale(["Junior", "Senior", "Lead"]))
        .with_column("hours", Source::busy("Check the times that you are UNAVAILABLE [*]"))
        .with_column("evenings", Source::free("Evenings [*]"))
        .with_column("experience", Source::from("I enjoy coaching").with_likert(5))
        .with_column("skills_prefix", Source::from("skills").with_strip("Skill: "));
    assert_eq!(built, mapping);
    assert_eq!(serde_json::to_string(&Mapping::new())?, "{}");
    Ok(())
}

#[test]
fn fields_that_do_not_exist_are_refused() {
    for text in [
        "ids = \"x\"",
        "role = { column = \"a\", mentee = \"b\", mentor = \"c\", all = \"d\" }",
        "active = { colum = \"a\" }",
        "columns.x = { from = \"a\", seperator = \",\" }",
        "columns.x = { from = 3 }",
        "columns.x = { from = \"a\", read = { b = [1] } }",
        "columns.x = { from = \"a\", likert = 300 }",
    ] {
        assert!(toml::from_str::<Mapping>(text).is_err(), "{text}");
    }
}

#[test]
fn what_makes_no_sense_names_its_field() -> Result<(), Failure> {
    for (text, field) in [
        ("id = []", "id"),
        ("name = \" \"", "name"),
        ("latest = \"\"", "latest"),
        ("role = { column = \"a\", mentee = \"x\", mentor = \" X\" }", "role"),
        ("role = { column = \"a\", mentee = [], mentor = \"x\" }", "role"),
        ("role = { column = \"\", mentee = \"x\", mentor = \"y\" }", "role"),
        ("role = { column = \"a\", mentee = \"x\", mentor = \"\" }", "role"),
        ("active = { column = \"a\", yes = [] }", "active"),
        ("no_answer = [\"\"]", "no_answer"),
        ("columns.id = { from = \"a\" }", "columns"),
        ("columns.x = { }", "columns.x"),
        ("columns.x = { from = \"a\", free = \"b *\" }", "columns.x"),
        ("columns.x = { from = [] }", "columns.x.from"),
        ("columns.x = { from = \"a\", separator = \"\" }", "columns.x.separator"),
        ("columns.x = { from = \"a\", whole = [\"a, b\"] }", "columns.x.whole"),
        ("columns.x = { from = \"a\", separator = \",\", whole = [\"\"] }", "columns.x.whole"),
        ("columns.x = { from = \"a\", strip = \" \" }", "columns.x.strip"),
        ("columns.x = { from = \"a\", read = { b = inf } }", "columns.x.read"),
        ("columns.x = { from = \"a\", read = { b = 1, \" B\" = 2 } }", "columns.x.read"),
        ("columns.x = { from = \"a\", scale = [\"b\"] }", "columns.x.scale"),
        ("columns.x = { from = \"a\", scale = [\"b\", \"B\"] }", "columns.x.scale"),
        ("columns.x = { from = \"a\", likert = 1 }", "columns.x.likert"),
        ("columns.x = { from = \"a\", likert = 5, scale = [\"b\", \"c\"] }", "columns.x.likert"),
        ("columns.x = { ticked = \"* of *\" }", "columns.x.ticked"),
        ("columns.x = { ticked = [\"a\", \"*\"] }", "columns.x.ticked"),
        ("columns.x = { ticked = \"a *\", separator = \",\" }", "columns.x.separator"),
        ("columns.x = { busy = \"Monday\" }", "columns.x.busy"),
        ("columns.x = { free = \"*\" }", "columns.x.free"),
        ("columns.x = { free = \"a *\", scale = [\"b\", \"c\"] }", "columns.x.scale"),
        ("columns.x = { free = \"a *\", likert = 5 }", "columns.x.likert"),
        ("columns.x = { free = \"a *\", separator = \",\", whole = [\"b\"] }", "columns.x.whole"),
    ] {
        let findings = toml::from_str::<Mapping>(text)?.check();
        let fields: Vec<_> =
            findings.as_slice().iter().filter_map(|finding| finding.column.clone()).collect();
        assert_eq!(fields, [format!("tables.{field}")], "{text}: {findings}");
        assert!(findings.as_slice().iter().all(|finding| finding.code == "mapping"));
    }
    Ok(())
}
