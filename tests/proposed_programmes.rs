//! What is proposed for exports as they come holds on them, finds what they ask, and scores nothing that
//! must not be scored.

use std::collections::HashMap;
use std::fs;

use matchwright::program::{Capacity, Clause};
use matchwright::propose::Proposal;
use matchwright::roster::Table;
use matchwright::tables::ReadOptions;
use matchwright::tables::mapping::{ReadAs, Tables, Texts};
use matchwright::{Error, Matcher, PeopleTables, Program, Vocabulary};
use serde_json::Value;

type Failure = Box<dyn std::error::Error>;

/// What no programme may read for a score, in the words of the exports here.
const FORBIDDEN: [&str; 22] = [
    "Timestamp",
    "Start time",
    "Completion time",
    "gender",
    "Female",
    "Male",
    "race",
    "minority",
    "identity",
    "characteristics",
    "age",
    "pronouns",
    "country_of_origin",
    "email",
    "biography",
    "Pitch",
    "Notes",
    "Comments",
    "Please confirm",
    "job title",
    "Nickname",
    "Elevator",
];

fn read(text: &str) -> Result<Table, Error> {
    Ok(Table::from_csv_reader(text.as_bytes(), "people.csv")?)
}

/// Two files of the published data; `None` where they are absent.
fn files(mentees: &str, mentors: &str) -> Result<Option<[Table; 2]>, Failure> {
    let (Some(mentees), Some(mentors)) = (suite::data_file(mentees), suite::data_file(mentors))
    else {
        return Ok(None);
    };
    Ok(Some([Table::from_file(mentees)?, Table::from_file(mentors)?]))
}

/// The proposal for two tables, after everything that holds for any has been looked at.
fn proposed([mentees, mentors]: &[Table; 2]) -> Result<Proposal, Failure> {
    let proposal = Proposal::new(&Tables::sides(mentees, mentors))?;
    checked(&proposal)?;
    if proposal.problems().is_empty() {
        let tables = [Ok::<_, Error>(mentees), Ok(mentors)];
        let program = Program::from_toml_str(proposal.to_toml())?;
        let (matcher, roster) =
            Matcher::with_people(program, tables, "id", &Vocabulary::default())?;
        assert!(matcher.run(&roster)?.certificate().is_optimal());
    }
    Ok(proposal)
}

fn checked(proposal: &Proposal) -> Result<(), Failure> {
    let program = Program::from_toml_str(proposal.to_toml())?;
    assert_eq!(program, *proposal.program(), "{}", proposal.to_toml());
    assert!(program.criteria.len() <= 8, "few criteria: {}", proposal.to_toml());
    for column in columns(&program) {
        let is_forbidden = |word: &&&str| column.to_lowercase().contains(&word.to_lowercase());
        let word =
            FORBIDDEN.iter().filter(|word| **word != "age" || column == "age").find(is_forbidden);
        assert_eq!(word, None, "{column:?} in\n{}", proposal.to_toml());
    }
    Ok(())
}

/// Every column of the export that a score or a rule reads.
fn columns(program: &Program) -> Vec<String> {
    let mapping = program.tables.clone().unwrap_or_default();
    let texts = |texts: &Option<Texts>| {
        texts.iter().flat_map(|texts| texts.as_slice().to_vec()).collect::<Vec<_>>()
    };
    let reads = program.reads().into_iter().map(|read| read.column);
    reads
        .flat_map(|name| match mapping.columns.get(&name) {
            Some(source) => {
                let grids = [&source.busy, &source.free].into_iter().flatten().cloned();
                texts(&source.from).into_iter().chain(texts(&source.ticked)).chain(grids).collect()
            }
            None => vec![name],
        })
        .collect()
}

fn kinds(proposal: &Proposal) -> Vec<&str> {
    proposal.program().criteria.iter().map(|term| term.criterion.kind()).collect()
}

fn id(proposal: &Proposal) -> Vec<String> {
    let mapping = proposal.program().tables.clone().unwrap_or_default();
    mapping.id.map(|id| id.as_slice().to_vec()).unwrap_or_default()
}

fn why(proposal: &Proposal, table: &str, column: &str) -> String {
    let left = proposal.left_out().iter().find(|left| left.table == table && left.column == column);
    left.map(|left| left.why.clone()).unwrap_or_default()
}

#[test]
fn microsoft_forms_with_seats_in_words_and_a_prefix() -> Result<(), Failure> {
    let Some(tables) = files("forms/ms_forms_mentees.csv", "forms/ms_forms_mentors.csv")? else {
        return Ok(());
    };
    let proposal = proposed(&tables)?;
    assert!(proposal.problems().is_empty(), "{}", proposal.problems());
    assert_eq!(id(&proposal), ["WWID"], "the column ID is empty for some");
    assert_eq!(kinds(&proposal), ["preference", "skill_coverage", "gap", "overlap", "same"]);
    let program = proposal.program();
    let mapping = program.tables.clone().unwrap_or_default();
    assert_eq!(mapping.latest, None, "nobody answered twice");
    assert_eq!(mapping.name, Some(Texts::from(["First Name", "Last Name"])));
    assert_eq!(program.capacity, Capacity::from("seats"));
    let seats: Vec<_> = mapping.columns["seats"].read.values().cloned().collect();
    assert_eq!(seats, [3.0, 2.0, 1.0].map(ReadAs::Number));
    assert_eq!(mapping.columns["needs"].strip, Some(Texts::from("Skill: ")));
    let options = mapping.columns["options"].ticked.clone().map(|ticked| ticked.as_slice().len());
    assert_eq!(options, Some(5), "the five sites that both were asked about");
    assert!(why(&proposal, "mentees", "Female").contains("audit"));
    assert!(why(&proposal, "mentors", "Male").contains("audit"));
    assert!(why(&proposal, "mentees", "Titusville (Janssen)").contains("other side"));
    assert!(why(&proposal, "mentors", "function").contains("same answer"));
    let scale = proposal
        .to_toml()
        .find("Professional Level")
        .zip(proposal.to_toml().find("President Level"));
    assert!(scale.is_some_and(|(lowest, highest)| lowest < highest));
    Ok(())
}

#[test]
fn google_forms_with_choices_hours_and_wishes_by_name() -> Result<(), Failure> {
    let file = "forms/google_forms_teams.csv";
    let Some(tables) = files(file, file)? else { return Ok(()) };
    let proposal = proposed(&tables)?;
    assert!(proposal.problems().is_empty(), "{}", proposal.problems());
    assert_eq!(id(&proposal), ["What is your first name?", "What is your last name?"]);
    assert_eq!(kinds(&proposal), ["preference", "gap", "gap", "shared_time", "overlap", "same"]);
    let mapping = proposal.program().tables.clone().unwrap_or_default();
    let choices = mapping.columns["choices"]
        .from
        .clone()
        .map(|from| from.as_slice().to_vec())
        .unwrap_or_default();
    assert_eq!(choices.len(), 3);
    assert!(
        choices[0].ends_with("[Top choice]") && choices[2].ends_with("[Choice 3]"),
        "{choices:?}"
    );
    assert!(mapping.columns["hours"].busy.as_ref().is_some_and(|pattern| pattern.ends_with("[*]")));
    assert_eq!(mapping.columns["rating"].likert, Some(4));
    assert_eq!(mapping.columns["wishes"].separator.as_deref(), Some(","));
    let rules = || proposal.program().rules.iter().map(|clause| clause.rule.kind());
    assert!(rules().any(|kind| kind == "avoid"), "people name others whom they do not want");
    assert!(
        why(&proposal, "mentees", "In which section are you enrolled?")
            .contains("`same` or `different`")
    );

    let one = Proposal::new(&Tables::people(&tables[0]))?;
    checked(&one)?;
    assert!(
        one.questions().iter().any(|question| question.starts_with("Who is mentee")),
        "no role is there"
    );
    Ok(())
}

#[test]
fn google_forms_with_people_who_answered_twice() -> Result<(), Failure> {
    let file = "forms/google_forms_duplicates.csv";
    let Some(tables) = files(file, file)? else { return Ok(()) };
    let proposal = proposed(&tables)?;
    assert_eq!(id(&proposal), ["What is your Northeastern email address?"], "two may share a name");
    assert_eq!(
        proposal.program().tables.clone().unwrap_or_default().latest.as_deref(),
        Some("Timestamp")
    );
    // Their two answers are of the same second: no programme can tell which counts.
    let codes: Vec<&str> =
        proposal.problems().as_slice().iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["same_moment"; 6]);
    assert!(why(&proposal, "mentees", "Are you a minority?").contains("audit"));
    assert_eq!(kinds(&proposal), ["gap", "gap", "shared_time"]);
    Ok(())
}

#[test]
fn a_civil_service_cohort_with_grades_and_identities() -> Result<(), Failure> {
    for size in ["small", "large"] {
        let name = |side| format!("mentor_cohort/{size}-{side}.csv");
        let Some(tables) = files(&name("mentees"), &name("mentors"))? else { return Ok(()) };
        let proposal = proposed(&tables)?;
        assert!(proposal.problems().is_empty(), "{}", proposal.problems());
        assert_eq!(id(&proposal), ["first name", "last name"]);
        assert_eq!(kinds(&proposal), ["gap", "same", "different"], "{}", proposal.to_toml());
        assert!(
            proposal
                .to_toml()
                .contains(r#""AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS1""#)
        );
        for (table, column) in [("mentees", "identity to match"), ("mentors", "characteristics")] {
            assert!(why(&proposal, table, column).contains("audit"), "{column}");
        }
    }
    Ok(())
}

#[test]
fn header_lines_without_people_are_looked_at_by_their_names() -> Result<(), Failure> {
    for (file, id_column, protected) in [
        ("forms/typeform_header.csv", &["#"][..], "Do you want to share your pronouns?"),
        ("forms/drupal_header.csv", &["first_name", "last_name"], "age"),
    ] {
        let Some(tables) = files(file, file)? else { return Ok(()) };
        let proposal = proposed(&tables)?;
        assert_eq!(id(&proposal), id_column);
        assert!(proposal.program().criteria.is_empty(), "nobody has answered");
        assert!(proposal.questions().iter().any(|question| question.contains("holds nobody")));
        assert!(why(&proposal, "mentees", protected).contains("audit"));
    }
    Ok(())
}

#[test]
fn users_of_a_directory_have_ids_and_managers() -> Result<(), Failure> {
    let file = "scim/rfc7643-8.3-enterprise_user.json";
    let Some(tables) = files(file, file)? else { return Ok(()) };
    let proposal = proposed(&tables)?;
    assert!(id(&proposal).is_empty(), "the column id is one");
    assert!(proposal.problems().is_empty(), "{}", proposal.problems());
    assert!(why(&proposal, "mentees", "meta.created").contains("of its own accord"));
    assert!(!proposal.to_toml().contains("must_share"), "one language of a screen is no list");
    let rules: Vec<String> = proposal.program().rules.iter().map(Clause::name).collect();
    assert_eq!(rules, ["must_differ_manager.value"]);
    Ok(())
}

/// The two tables of a case; those of one side alone stand on both.
fn case(name: &str) -> Result<Option<[Table; 2]>, Failure> {
    let Some(path) = suite::data_file("../cases/cases.jsonl") else { return Ok(None) };
    let cases: HashMap<String, Value> = fs::read_to_string(path)?
        .lines()
        .map(|line| {
            let case: Value = serde_json::from_str(line)?;
            Ok((case["id"].as_str().unwrap_or_default().to_owned(), case["input"].clone()))
        })
        .collect::<Result<_, serde_json::Error>>()?;
    let text = |side: &str| {
        cases[name][side].as_str().or(cases[name]["mentees"].as_str()).unwrap_or_default()
    };
    Ok(Some([read(text("mentees"))?, read(text("mentors"))?]))
}

#[test]
fn rw11_managers_who_are_nobody_here_make_no_rule() -> Result<(), Failure> {
    let Some(tables) = case("RW11")? else { return Ok(()) };
    let proposal = proposed(&tables)?;
    assert!(proposal.program().rules.is_empty());
    assert!(why(&proposal, "mentees", "manager").contains("forbid nothing"));
    assert!(why(&proposal, "mentees", "wants").contains("same answer"));
    Ok(())
}

#[test]
fn rw17_the_latest_answer_counts() -> Result<(), Failure> {
    let Some(tables) = case("RW17")? else { return Ok(()) };
    let proposal = proposed(&tables)?;
    assert!(proposal.problems().is_empty(), "{}", proposal.problems());
    assert_eq!(
        proposal.program().tables.clone().unwrap_or_default().latest.as_deref(),
        Some("Timestamp")
    );
    Ok(())
}

#[test]
fn rw23_options_in_columns_become_one_list() -> Result<(), Failure> {
    let Some(tables) = case("RW23")? else { return Ok(()) };
    let proposal = proposed(&tables)?;
    assert!(proposal.problems().is_empty(), "{}", proposal.problems());
    assert_eq!(id(&proposal), ["#"]);
    assert_eq!(kinds(&proposal), ["overlap"]);
    let mapping = proposal.program().tables.clone().unwrap_or_default();
    assert_eq!(
        mapping.columns["options"].ticked,
        Some(Texts::from(["Leadership", "Career growth"]))
    );
    assert!(why(&proposal, "mentees", "Other").contains("twice"));
    Ok(())
}

#[test]
fn rw25_and_rw26_silence_is_no_label_and_prefixes_are_taken_away() -> Result<(), Failure> {
    let Some(tables) = case("RW25")? else { return Ok(()) };
    let silent = proposed(&tables)?;
    assert!(why(&silent, "mentees", "interests").contains("nobody answered"));

    let Some(tables) = case("RW26")? else { return Ok(()) };
    let proposal = proposed(&tables)?;
    assert_eq!(kinds(&proposal), ["skill_coverage"], "{}", proposal.to_toml());
    Ok(())
}

#[test]
fn one_table_of_both_roles_is_parted() -> Result<(), Failure> {
    let people = read(
        "Timestamp,Full name,Mentor or mentee?,I want to learn,I can teach,How many mentees could you take?\n\
         2026-01-10 09:00,Ada Quill,I am looking for a mentor,\"SQL, Strategy (vision, mission)\",,\n\
         2026-01-11 09:00,Ben Roy,I want to be a mentor,,\"Strategy (vision, mission), SQL\",2-3\n\
         2026-01-12 09:00,Cy Dee,Both,SQL,Rust,1\n",
    )?;
    let proposal = Proposal::new(&Tables::people(&people))?;
    checked(&proposal)?;
    assert!(proposal.problems().is_empty(), "{}\n{}", proposal.problems(), proposal.to_toml());
    let program = Program::from_toml_str(proposal.to_toml())?;
    let tables = PeopleTables::Both(Ok::<_, Error>(&people));
    let (_, roster) = Matcher::with_people(program, tables, "id", &Vocabulary::default())?;
    assert_eq!([roster.mentees().len(), roster.mentors().len()], [2, 2]);
    let mapping = proposal.program().tables.clone().unwrap_or_default();
    assert_eq!(
        mapping.columns["want_learn"].whole,
        ["Strategy (vision, mission)"],
        "{}",
        proposal.to_toml()
    );
    let asked = proposal.questions().iter().find(|question| question.contains("\"2-3\""));
    assert!(
        asked.is_some_and(|question| question.contains("counts as 2")),
        "{:?}",
        proposal.questions()
    );
    Ok(())
}

#[test]
fn wishes_by_name_are_no_labels() -> Result<(), Failure> {
    let people = |names: &str| {
        read(&format!("Timestamp,Email Address,Full Name,1st choice,2nd choice,Site\n{names}"))
    };
    let mentees = people(
        "2026-01-02,ada@x.org,Ada Quill,Ben Roy,Di Fox,Leeds\n2026-01-03,cy@x.org,Cy Dee,Di Fox,,York\n\
         2026-01-04,cy@x.org,Cy Dee,Ben Roy,,York\n",
    )?;
    let mentors =
        people("2026-01-02,ben@x.org,Ben Roy,,,Leeds\n2026-01-03,di@x.org,Di Fox,,,York\n")?;
    let proposal = proposed(&[mentees, mentors])?;
    assert_eq!(id(&proposal), ["Email Address"], "somebody answered twice, and an address says it");
    assert_eq!(kinds(&proposal), ["same"], "names are compared with nothing");
    assert!(proposal.questions().iter().any(|question| question.contains("by their names")));
    assert!(
        !proposal.to_toml().contains("x.org") && !proposal.to_toml().contains("Fox"),
        "nobody is named"
    );
    Ok(())
}

#[test]
fn wishes_by_address_find_people_whose_id_it_is() -> Result<(), Failure> {
    let mentees =
        read("Email,Preferred mentors\nada@x.org,\"ben@x.org, di@x.org\"\ncy@x.org,di@x.org\n")?;
    let mentors = read("Email,Site\nben@x.org,Leeds\ndi@x.org,York\n")?;
    let proposal = proposed(&[mentees, mentors])?;
    assert!(proposal.problems().is_empty(), "{}", proposal.problems());
    assert_eq!(kinds(&proposal), ["preference"]);
    assert!(!proposal.to_toml().contains("x.org"), "nobody is named");
    Ok(())
}

/// One table of everybody, as it is proposed and matched.
fn proposed_of_one(people: &Table) -> Result<Proposal, Failure> {
    let proposal = Proposal::new(&Tables::people(people))?;
    checked(&proposal)?;
    let program = Program::from_toml_str(proposal.to_toml())?;
    let one = PeopleTables::<_, Error>::Both(Ok(people));
    let (matcher, roster) = Matcher::with_people(program, one, "id", &Vocabulary::default())?;
    assert!(matcher.run(&roster)?.certificate().is_optimal());
    Ok(proposal)
}

#[test]
fn a_staff_table_with_roles_as_people_write_them() -> Result<(), Failure> {
    let people = read(
        "Staff no,Mentoring role,Site,How many mentees?\n\
         101,Mentee,Leeds,\n102,mentee ,York,\n103,MENTOR,York,3\n104,Both,Leeds,\n105,none,York,\n\
         106,,Leeds,\n103,MENTOR,York,3\n,6,,\n",
    )?;
    let proposal = proposed_of_one(&people)?;
    let mapping = proposal.program().tables.clone().unwrap_or_default();
    let role = mapping.role.ok_or("a role")?;
    assert_eq!((role.column.as_str(), role.mentee), ("Mentoring role", Texts::from("Mentee")));
    let active = mapping.active.and_then(|active| active.yes).ok_or("who takes part")?;
    assert_eq!(active, Texts::from(["Mentee", "MENTOR", "Both"]));
    assert_eq!(mapping.columns["seats"].empty, Some(ReadAs::Number(1.0)));
    let asked = |text: &str| proposal.questions().iter().any(|question| question.contains(text));
    assert!(asked("\"6\", no answer"), "{:?}", proposal.questions());
    assert!(!asked("several rows"), "{:?}", proposal.questions());
    assert!(asked("How many mentees does the mentor take who left"), "{:?}", proposal.questions());
    Ok(())
}

#[test]
fn scim_users_with_roles() -> Result<(), Failure> {
    let user = |id: usize, role: &str| {
        format!(
            r#"{{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "u{id}",
                "roles": [{{"value": "{role}"}}], "title": "Nurse", "addresses": [{{"locality": "{}"}}]}}"#,
            ["York", "Leeds"][id % 2]
        )
    };
    let users = (0..9).map(|id| user(id, ["mentee", "mentor", "staff"][id % 3]));
    let text = format!("[{}]", users.collect::<Vec<_>>().join(","));
    let people = Table::from_bytes(text.into(), "users.json", &ReadOptions::default())?;
    let proposal = proposed_of_one(&people)?;
    let mapping = proposal.program().tables.clone().unwrap_or_default();
    assert_eq!(mapping.role.map(|role| role.column), Some("roles".to_owned()));
    assert!(mapping.active.is_some(), "the staff take no part");
    Ok(())
}

#[test]
fn whom_somebody_does_not_want_to_meet_is_heeded_or_asked_about() -> Result<(), Failure> {
    let mentees = read(
        "id,site,Who should you not be matched with?,\"If I can't be paired with my choice, I'd rather not be \
         paired\"\ne1001,Leeds,m2002,yes\ne1002,York,,no\ne1003,York,\"m2001, m2003\",no\n",
    )?;
    let mentors = read("id,site\nm2001,Leeds\nm2002,York\nm2003,York\n")?;
    let proposal = proposed(&[mentees, mentors])?;
    let rule = proposal.program().rules.first().ok_or("a rule")?;
    assert_eq!(rule.rule.kind(), "avoid");
    let question = proposal.questions().iter().find(|question| question.contains("rather not"));
    assert!(question.is_some_and(|question| question.contains("`block`")), "{proposal:?}");
    Ok(())
}
