//! Ids, roles, the latest answer and who takes part: who stands in which table, and what is said of it.
use crate::support::{Failure, mentees, people, table, texts, told};
use matchwright_tables::mapping::{Mapping, Role, Tables};
use matchwright_tables::{Cell, Error, Item, Table, Withheld};

const ROLE: &str = r#"role = { column = "role", mentee = "Mentee", mentor = ["Mentor", "I offer time"], both = "Both" }"#;

#[test]
fn a_column_says_who_is_what() -> Result<(), Failure> {
    let mapped = people(ROLE, "id,role\na, mentee\nb,MENTOR\nc,both\nd,I  offer time\n")?;
    assert_eq!(texts(&mapped.mentees.table, "id"), ["a", "c"]);
    assert_eq!(texts(&mapped.mentors.table, "id"), ["b", "c", "d"]);
    assert_eq!((mapped.mentees.rows, mapped.mentors.rows), (vec![0, 2], vec![1, 2, 3]));
    assert!(mapped.findings.is_empty());
    assert_eq!(mapped.notes.len(), 1);
    assert_eq!(mapped.notes[0].to_string(), "people: 1 person is mentee and mentor (row 3)");
    Ok(())
}

#[test]
fn a_role_that_is_none_is_refused_without_repeating_it() -> Result<(), Failure> {
    let mapped = people(ROLE, "id,role\na,Mentee\nb,maybe later\nc,\nd,maybe later\ne,Mentor\n")?;
    let findings = mapped.findings.as_slice();
    let codes: Vec<_> = findings.iter().map(|finding| (finding.code, finding.row)).collect();
    assert_eq!(codes, [("no_role", Some(3)), ("unknown_role", Some(2))]);
    let unknown = &findings[1];
    assert_eq!(unknown.id.as_deref(), Some("b"));
    assert_eq!(unknown.value.as_ref().map(Withheld::as_str), Some("maybe later"));
    assert!(unknown.to_string().contains("(2 cells: rows 2, 4)"), "{unknown}");
    assert!(!format!("{unknown} {unknown:?}").contains("maybe"));
    assert!(!serde_json::to_string(unknown)?.contains("maybe"));
    Ok(())
}

#[test]
fn one_table_needs_a_role_and_two_have_none() -> Result<(), Failure> {
    let table = table("id,role\na,Mentee\n")?;
    let refused = Mapping::new().apply(&Tables::people(&table));
    assert!(matches!(refused, Err(Error::Input(_))), "{refused:?}");
    let mapping = Mapping::new().with_role(Role::new("role", "Mentee", "Mentor"));
    let refused = mapping.apply(&Tables::sides(&table, &table));
    assert!(matches!(refused, Err(Error::Input(_))), "{refused:?}");
    Ok(())
}

#[test]
fn ids_are_joined_and_compared_without_case_and_blanks() -> Result<(), Failure> {
    let csv = "first name,Last Name,n\nAda , Quill,1\n,Roy,2\nADA,quill,3\n,,4\nJose\u{301},,5\nJos\u{e9},,6\n";
    let mapping = Mapping::new().with_id(["First name", "last name"]).with_name("First name");
    let mapped =
        mapping.apply(&Tables::sides(&table(csv)?, &table("first name,Last Name\nM,M\n")?))?;
    assert_eq!(texts(&mapped.mentees.table, "id"), ["Ada Quill", "Roy", "Jose\u{301}"]);
    let names = mapped.mentees.names.iter();
    let names: Vec<_> = names.map(|name| name.as_ref().map(Withheld::as_str)).collect();
    assert_eq!(names, [Some("Ada"), None, Some("Jose\u{301}")]);
    assert!(!format!("{mapped:?}").contains("Some(\"Ada\")"), "names are withheld");
    let codes: Vec<_> = mapped.findings.as_slice().iter().map(|f| (f.code, f.row)).collect();
    assert_eq!(codes, [("no_id", Some(4)), ("id_twice", Some(3)), ("id_twice", Some(6))]);
    let twice = mapped.findings.as_slice()[1].to_string();
    assert!(twice.contains("row 3 (id ADA quill)") && twice.contains("row 1"), "{twice}");
    Ok(())
}

#[test]
fn characters_that_nobody_sees_are_left_out_of_ids_and_reported() -> Result<(), Failure> {
    let mapped = mentees("latest = \"at\"", "id,at\nm1\u{200b},2026-01-02\nm1,2026-01-01\n")?;
    assert_eq!(texts(&mapped.mentees.table, "id"), ["m1"]);
    assert_eq!(mapped.mentees.rows, [0]);
    let codes: Vec<&str> = mapped.notes.iter().map(|note| note.code).collect();
    assert_eq!(codes, ["invisible_characters", "replaced"]);
    assert_eq!((&*mapped.notes[0].rows, &*mapped.notes[1].rows), (&[1][..], &[2][..]));
    Ok(())
}

#[test]
fn typed_ids_stay_as_they_are() -> Result<(), Failure> {
    let mut mentees = Table::new(3);
    let numbers = [597_449.0, 9_007_199_254_740_992.0, 9_007_199_254_740_993.0];
    mentees.insert("id", numbers.map(Cell::Number).to_vec());
    let mapped =
        Mapping::new().apply(&Tables::sides(&mentees, &table("id\n597449\n42\n00042\n")?))?;
    let ids = mapped.mentees.table.column("id").unwrap_or_default();
    assert_eq!(ids, [Cell::Number(597_449.0), Cell::Number(9_007_199_254_740_992.0)]);
    assert_eq!(mapped.findings.as_slice()[0].code, "id_twice", "two numbers that are one");
    assert_eq!(mapped.mentors.table.rows(), 3, "00042 and 42 are two ids");
    let both = &mapped.notes[0];
    assert_eq!((both.code, &*both.rows), ("both_roles", &[1][..]));
    Ok(())
}

#[test]
fn the_latest_answer_counts_whatever_the_order_of_rows() -> Result<(), Failure> {
    for (first, second, third) in [
        ("2026-01-10 09:00", "2026-01-12 18:00", "2026-01-11 23:59"),
        ("2018/02/07 3:48:34PM EST", "2018/02/08 12:50:24PM EST", "2018/02/08 12:50:23PM EST"),
        ("31/01/2026 09:00", "01/02/2026 08:00", "30/01/2026 10:00:59"),
        ("1/31/2026 9:00", "2/1/2026 8:00", "1/30/2026 10:00"),
        ("43815.42", "43815.43", "43815.425"),
        // Neither order of day and month changes which is the latest.
        ("1/2/2026 9:00", "3/4/2026 9:00", "2/2/2026 9:00"),
    ] {
        let csv = format!("id,at,site\na,{first},old\nA,{second},new\na ,{third},old\nb,,x\n");
        let mapped = mentees("latest = \"at\"", &csv)?;
        assert_eq!(texts(&mapped.mentees.table, "site"), ["new", "x"], "{second}");
        assert_eq!(mapped.notes[0].rows, [1, 3], "{second}");
        assert!(mapped.findings.is_empty(), "{:?}", told(&mapped));
    }
    Ok(())
}

#[test]
fn a_latest_answer_that_cannot_be_told_is_refused() -> Result<(), Failure> {
    for (first, second, code) in [
        ("1/2/2026", "2/1/2026", "ambiguous_dates"),
        ("2026-01-10 09:00", "2026-01-10 09:00", "same_moment"),
        ("2026-01-10 09:00", "", "unknown_moment"),
        ("yesterday", "2026-01-10 09:00", "unknown_moment"),
        ("13/1/2026", "1/13/2026", "ambiguous_dates"),
    ] {
        let mapped =
            mentees("latest = \"at\"", &format!("id,at,n\na,{first},1\nb,x,2\na,{second},3\n"))?;
        let findings = mapped.findings.as_slice();
        assert_eq!(findings.len(), 1, "{first}: {:?}", told(&mapped));
        assert_eq!((findings[0].code, findings[0].row), (code, Some(3)), "{first}");
        assert!(findings[0].to_string().contains("row 1"), "{}", findings[0]);
    }
    Ok(())
}

#[test]
fn a_person_may_answer_once_in_each_role() -> Result<(), Failure> {
    let mapped = people(ROLE, "id,role\na,Mentee\nA,Mentor\nb,Both\nb,Mentee\n")?;
    assert_eq!(texts(&mapped.mentors.table, "id"), ["A", "b"]);
    let findings = mapped.findings.as_slice();
    assert_eq!((findings.len(), findings[0].code, findings[0].row), (1, "id_twice", Some(4)));
    assert_eq!(mapped.notes[0].rows, [1, 2, 3]);
    Ok(())
}

#[test]
fn only_active_people_count() -> Result<(), Failure> {
    let csv = "id,joining,n\na,YES,1\nb,No,2\nc,,3\n,No,4\na,no,5\nd,Yes,6\n";
    let mapped = mentees("active = { column = \"joining\", yes = \"Yes\" }", csv)?;
    assert_eq!(texts(&mapped.mentees.table, "n"), ["1", "6"]);
    assert!(mapped.findings.is_empty(), "{:?}", told(&mapped));
    let notes: Vec<String> = mapped.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "mentees: 1 row without an id is left out as not active (row 4)",
            "mentees, column \"joining\": 3 rows are left out as not active, 1 of them without an answer \
         (rows 2, 3, 5)",
        ]
    );
    let told = mentees("active = { column = \"joining\" }\nlatest = \"n\"", csv)?;
    assert_eq!(texts(&told.mentees.table, "n"), ["6"], "the latest answer of a is no");
    Ok(())
}

#[test]
fn columns_that_are_not_there_are_refused_with_the_likeliest() {
    let refused =
        mentees("latest = \"Timestmp\"\nactive = { column = \"x\" }", "id,Timestamp\na,1\n");
    let message = refused.map_or_else(|error| error.to_string(), |_| String::new());
    assert!(message.contains("did you mean \"Timestamp\"?"), "{message}");
    assert!(message.contains("column \"x\""), "{message}");
    let twice = mentees("latest = \"Other\"", "id,Other,Other\na,1,2\n");
    assert!(twice.is_err_and(|error| error.to_string().contains("more than once")));
}

#[test]
fn rows_are_those_that_the_spreadsheet_shows() -> Result<(), Failure> {
    let csv = "id,joining,at\n\na,yes,1\nb,no,1\n,yes,1\nA,yes,2\n";
    let people = Table::from_csv_reader(csv.as_bytes(), "people.csv")?;
    let mapping: Mapping = toml::from_str("latest = \"at\"\nactive = { column = \"joining\" }")?;
    let mapped = mapping.apply(&Tables::sides(&people, &people))?;
    let notes: Vec<_> = mapped.notes.iter().map(|note| (note.code, note.rows.clone())).collect();
    assert_eq!(notes[..2], [("replaced", vec![3]), ("inactive", vec![4])]);
    assert_eq!(mapped.findings.as_slice()[0].row, Some(5));
    let table = &mapped.mentees.table;
    assert_eq!((table.rows(), table.sheet_row(0), &*mapped.mentees.rows), (1, 6, &[3][..]));
    Ok(())
}

#[test]
fn a_row_that_is_repeated_in_every_cell_counts_once() -> Result<(), Failure> {
    let mapped = mentees("", "id,n\na,1\nb,2\na,1\nA,1\nb,3\n")?;
    let notes: Vec<_> = mapped.notes.iter().map(|note| (note.code, note.rows.clone())).collect();
    assert_eq!(notes, [("repeated_rows", vec![3])]);
    let refused: Vec<_> = mapped.findings.as_slice().iter().map(|finding| finding.row).collect();
    assert_eq!(
        refused,
        [Some(4), Some(5)],
        "\"A\" is written in another way, and b says something else"
    );
    let mapped = mentees("", "id,n\na,1\nb,1\na,2\nb,1\n")?;
    assert_eq!(mapped.notes[0].rows, [4], "nobody repeats the row of somebody else");
    let mapped = mentees("latest = \"n\"", "id,n\na,1\na,1\n")?;
    assert!(mapped.findings.is_empty(), "two answers of one moment that are the same");
    Ok(())
}

#[test]
fn a_list_of_roles_says_who_takes_part() -> Result<(), Failure> {
    let mut people = Table::new(3);
    people.insert("id", ["a", "b", "c"].map(|id| Cell::Text(id.to_owned())).to_vec());
    let roles = [Cell::List(vec![Item::new("Mentor")]), Cell::Missing, Cell::Text("mentee".into())];
    people.insert("roles", roles.to_vec());
    let mapping: Mapping = toml::from_str(
        "role = { column = \"roles\", mentee = \"mentee\", mentor = \"mentor\" }\n\
         active = { column = \"roles\", yes = [\"mentee\", \"mentor\"] }",
    )?;
    let mapped = mapping.apply(&Tables::people(&people))?;
    assert!(mapped.findings.is_empty(), "{}", mapped.findings);
    assert_eq!((mapped.mentees.rows, mapped.mentors.rows), (vec![2], vec![0]));
    Ok(())
}
