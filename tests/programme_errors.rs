//! What is wrong in a programme is said with its place, in the words of organisers.

use matchwright::Program;

const SOUND: &str = "[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n";

fn error(text: &str) -> String {
    Program::from_toml_str(text).map_or_else(|error| error.to_string(), |_| "accepted".to_owned())
}

/// The error of a third criterion.
fn third(fields: &str) -> String {
    error(&format!("{SOUND}name = \"a\"\n{SOUND}name = \"b\"\n[[criteria]]\n{fields}"))
}

#[test]
fn numbers_without_an_end_are_refused() {
    assert!(third("kind = \"overlap\"\ncolumn = \"x\"\nweight = inf").contains("must be a number"));
    let matrix = "kind = \"matrix\"\nmentee_ids = [\"e\"]\nmentor_ids = [\"m\"]\nvalues = ";
    assert!(third(&format!("{matrix}[[1e111]]")).contains("a number of `values` is too large"));
    assert!(third(&format!("{matrix}[[-inf]]")).contains("must be a number"));
    assert_eq!(third(&format!("{matrix}[[nan]]")), "accepted");
}

#[test]
fn the_entry_is_named_by_number_and_kind() {
    let cases = [
        (
            "kind = \"overlap\"\ncolumn = \"x\"\nrarity = 3",
            "(overlap): rarity: must be yes or no (true or false), not a number",
        ),
        (
            "kind = \"overlap\"\ncolumn = \"x\"\nweight = \"much\"",
            "(overlap): weight: must be a number, not text",
        ),
        ("kind = \"overlap\"", "(overlap): the field `column` is missing"),
        (
            "kind = \"gap\"\ncolumn = \"x\"\nideal = [1]\ntolerance = 1",
            "(gap): ideal: must be a number, not a list",
        ),
        (
            "kind = \"gap\"\ncolumn = \"x\"\nideal = 1\ntolerance = 1\nscale = \"a\"",
            "(gap): scale: must be a list, not text",
        ),
        (
            "kind = \"gap\"\ncolumn = \"x\"\nideal = 1\ntolerance = 1\nscale = [\"a\", 2]",
            "(gap): scale 2: must be text, not a number",
        ),
        (
            "kind = \"vector\"\ncolumn = \"x\"\ndimensions = -3",
            "(vector): dimensions: must be a whole number, 0 or more",
        ),
        (
            "kind = \"same\"\ncolumn = \"x\"\nwhen = \"yes\"",
            "(same): when: must be a table of fields, not text",
        ),
        (
            "kind = \"same\"\ncolumn = \"x\"\nwhen = { column = \"y\", equal = \"z\" }",
            "(same): when: there is no field `equal` (did you mean `equals`?); there are `column`, `equals`",
        ),
        (
            "kind = \"table\"\ncolumn = \"x\"\nentries = [[\"a\", \"b\"]]",
            "(table): entries 1: must be a list of 3, not of 2",
        ),
    ];
    for (fields, expected) in cases {
        let text = third(fields);
        assert!(text.starts_with(&format!("programme: criteria 3 {expected}")), "{fields}: {text}");
    }
    assert_eq!(third("column = \"x\""), "programme: criteria 3: the field `kind` is missing");
    let rules = format!(
        "{SOUND}[[rules]]\nkind = \"block\"\npairs = [[\"a\", \"b\"], [\"a\", \"b\", \"c\"]]\n"
    );
    assert_eq!(error(&rules), "programme: rules 1 (block): pairs 2: must be a list of 2, not of 3");
}

#[test]
fn the_nearest_name_is_offered() {
    for (written, meant) in
        [("overlp", "overlap"), ("skill_covrage", "skill_coverage"), ("Gap", "gap")]
    {
        let text = third(&format!("kind = \"{written}\""));
        let expected = format!("there is no kind `{written}` (did you mean `{meant}`?); there are");
        assert!(text.contains(&expected), "{text}");
    }
    assert!(!third("kind = \"telepathy\"").contains("did you mean"));
}

#[test]
fn the_fields_of_all_criteria_and_rules_are_among_those_that_there_are() {
    let text = third("kind = \"overlap\"\ncolumn = \"x\"\nwhat = 1");
    let common = "`kind`, `weight`, `missing`, `required`, `when`, `voice`, `name`";
    assert!(text.ends_with(common) && text.contains("`column`"), "{text}");
    let text =
        error(&format!("{SOUND}[[rules]]\nkind = \"must_differ\"\ncolumn = \"x\"\nweight = 1\n"));
    assert!(text.ends_with("`kind`, `missing`, `when`, `name`"), "{text}");
}

#[test]
fn no_value_is_repeated_and_none_stands_twice() {
    for text in [
        third("kind = \"overlap\"\ncolumn = \"x\"\nweight = \"secret\""),
        error("pinned = [\"secret\"]"),
    ] {
        assert!(!text.contains("secret"), "{text}");
    }
    let twice = Program::from_json_str(r#"{"name": "a", "name": "b"}"#).map_err(|e| e.to_string());
    assert!(twice.is_err_and(|text| text.contains("the field `name` stands here twice")));
}

#[test]
fn so_many_or_nobody_needs_a_number() {
    let checked = |fields: &str| {
        Program::from_toml_str(&format!("{fields}\n{SOUND}"))
            .map_or_else(|error| error.to_string(), |program| program.check().to_string())
    };
    for field in ["capacity", "mentors_per_mentee"] {
        let text = checked(&format!("{field} = {{ max = 3, or_none = true }}"));
        assert!(text.contains(&format!("{field}.or_none")), "{text}");
        let sound = checked(&format!("{field} = {{ min = 2, max = 3, or_none = true }}"));
        assert!(!sound.contains("or_none"), "{sound}");
    }
    let circles = "form = \"circles\"\ncircles = { size = { min = 3, max = 6, or_none = true } }";
    assert!(checked(circles).contains("circles.size.or_none"));
    let text = error("capacity = { min = 2, max = 3, or_nobody = true }");
    assert!(text.contains("`or_none`"), "{text}");
}
