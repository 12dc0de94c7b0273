//! A letter says who its reader is and whom they meet, and holds nothing of anybody else; whatever ids people
//! have, every letter has files of its own.

use std::collections::BTreeSet;
use std::fs;

use matchwright::assign::Monitor;
use matchwright::criteria::Same;
use matchwright::outcome::Pair;
use matchwright::report::{Letter, Letters};
use matchwright::roster::{Person, Side, Table};
use matchwright::{Error, Matcher, Outcome, PeopleTables, Program, Roster, Vocabulary};

type Failure = Box<dyn std::error::Error>;

const FULL: &str = "{{name}}|{{partner}}|{{shared_topics}}|{{why}}";

/// Everybody has a name, a site and topics of their own, beside topics that some share.
fn outcome(seats: u32) -> Result<Outcome, Failure> {
    let program = format!(
        "capacity = {seats}\n[tables]\nname = \"Full\"\n\
         [[criteria]]\nkind = \"overlap\"\ncolumn = \"topics\"\nname = \"topics\"\n\
         [[criteria]]\nkind = \"preference\"\nmentor = \"prefers\"\nname = \"wishes\"\n"
    );
    let mentees = "id,Full,topics\n\
        e1,Nameone,Owntopicone; Sharedone\ne2,Nametwo,Owntopictwo; Sharedtwo\ne3,Namethree,Owntopicthree; Sharedone\n";
    let mentors = "id,Full,topics,prefers\n\
        m1,Nameten,Owntopicten; Sharedone,e1\nm2,Nametwenty,Owntopictwenty; Sharedtwo,e1\n";
    let table = |text: &str, name| Table::from_csv_reader(text.as_bytes(), name);
    let tables = PeopleTables::Each([
        Ok::<_, Error>(table(mentees, "mentees")?),
        Ok(table(mentors, "mentors")?),
    ]);
    let program = Program::from_toml_str(&program)?;
    let (matcher, roster) = Matcher::with_people(program, tables, "id", &Vocabulary::default())?;
    Ok(matcher.run(&roster)?)
}

fn letters(outcome: &Outcome, template: &str) -> Result<Letters, Error> {
    Letters::new(outcome, template, Some("2026-11-26"), &Monitor::new())
}

/// Words that say who somebody is, or what they alone wrote.
fn private(id: &str) -> Vec<&'static str> {
    match id {
        "e1" => vec!["e1", "Nameone", "Owntopicone"],
        "e2" => vec!["e2", "Nametwo", "Owntopictwo"],
        "e3" => vec!["e3", "Namethree", "Owntopicthree"],
        "m1" => vec!["m1", "Nameten", "Owntopicten"],
        _ => vec!["m2", "Nametwenty", "Owntopictwenty"],
    }
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_alphanumeric()).collect()
}

#[test]
fn a_letter_holds_nobody_elses_data() -> Result<(), Failure> {
    for seats in [1, 2] {
        let outcome = outcome(seats)?;
        for template in [FULL, Letters::TEMPLATE] {
            for letter in letters(&outcome, template)?.as_slice() {
                let partners: Vec<&str> =
                    outcome.pairs().iter().filter_map(|pair| partner(pair, letter)).collect();
                for other in ["e1", "e2", "e3", "m1", "m2"] {
                    let is_known = other == letter.id || partners.contains(&other);
                    let own = private(other);
                    // Of a partner the name alone.
                    let hidden = if is_known { &own[2..] } else { &own[..] };
                    for text in [&letter.markdown, &letter.mail] {
                        let told = words(text);
                        let leaked: Vec<_> =
                            hidden.iter().filter(|word| told.contains(*word)).collect();
                        assert!(
                            leaked.is_empty(),
                            "{leaked:?} in the letter to {}: {text}",
                            letter.id
                        );
                    }
                }
                for partner in partners {
                    assert!(letter.markdown.contains(private(partner)[1]), "{}", letter.markdown);
                }
            }
        }
    }
    Ok(())
}

fn partner<'a>(pair: &'a matchwright::outcome::Pair, letter: &Letter) -> Option<&'a str> {
    match letter.side {
        Side::Mentee => (pair.mentee() == letter.id).then(|| pair.mentor()),
        Side::Mentor => (pair.mentor() == letter.id).then(|| pair.mentee()),
    }
}

#[test]
fn everybody_with_a_pair_has_one_letter_and_nobody_else() -> Result<(), Failure> {
    let outcome = outcome(1)?;
    let letters = letters(&outcome, FULL)?;
    let have: Vec<&str> = letters.as_slice().iter().map(|letter| letter.id.as_str()).collect();
    let mut mentees: Vec<&str> = outcome.pairs().iter().map(Pair::mentee).collect();
    mentees.extend(["m1", "m2"]);
    assert_eq!(have, mentees);
    assert!(!format!("{letters:?}").contains("Name"), "what is shown of letters is of nobody");
    Ok(())
}

#[test]
fn what_two_share_is_named() -> Result<(), Failure> {
    let letters = letters(&outcome(1)?, "{{shared_topics}}")?;
    let of = |id: &str| letters.as_slice().iter().find(|letter| letter.id == id);
    assert!(of("e2").is_some_and(|letter| letter.markdown.contains("Sharedtwo")));
    assert!(of("m1").is_some_and(|letter| letter.markdown.contains("Sharedone")));
    Ok(())
}

#[test]
fn nothing_is_written_where_a_placeholder_does_not_exist() -> Result<(), Failure> {
    let error = letters(&outcome(1)?, "Dear {{nmae}}").err();
    let Some(Error::Input(findings)) = error else { return Err("refused".into()) };
    assert_eq!(findings.as_slice()[0].code, "placeholder");
    assert!(findings.to_string().contains("did you mean `{{name}}`"), "{findings}");
    assert!(Letters::check("{{name}}").is_ok() && Letters::check("{{name").is_err());
    let date = Letters::new(&outcome(1)?, FULL, Some("tomorrow"), &Monitor::new());
    assert!(matches!(date, Err(Error::Input(_))));
    Ok(())
}

#[test]
fn whatever_ids_there_are_every_letter_has_its_files() -> Result<(), Failure> {
    let long = "x".repeat(300);
    let ids = [
        "../../up",
        "/etc/passwd",
        "..",
        "a/b",
        "a\\b",
        "e1",
        "E1",
        "e1-2",
        "安藤",
        "con",
        "-rf",
        &long,
    ];
    let program = Program::builder().criterion(1.0, Same::new("site")).build();
    let mut roster = Roster::builder();
    for id in ids {
        roster = roster.mentee(Person::new(id).text("site", "York"));
        roster = roster.mentor(Person::new(format!("m{id}")).text("site", "York"));
    }
    let outcome = Matcher::new(program.clone())?.run(&roster.build(&program)?)?;
    let folder = tempfile::tempdir()?;
    let inside = folder.path().join("a").join("letters");
    letters(&outcome, FULL)?.write(&inside)?;
    let names: Vec<String> = fs::read_dir(&inside)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().to_lowercase()))
        .collect::<Result<_, std::io::Error>>()?;
    let distinct: BTreeSet<&String> = names.iter().collect();
    assert_eq!((names.len(), distinct.len()), (4 * ids.len(), 4 * ids.len()));
    assert_eq!(fs::read_dir(folder.path())?.count(), 1, "nothing stands outside of the folder");
    assert_eq!(fs::read_dir(folder.path().join("a"))?.count(), 1);
    Ok(())
}
