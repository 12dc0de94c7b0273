//! Fifty programmes that ask for what cannot be: each is refused with the witness that a person would give, at once, and
//! every change that is said to help does.

use matchwright::program::{Level, Objective, Seats};
use matchwright::roster::Table;
use matchwright::{Error, Infeasible, Matcher, Program, Relaxed, Roster};

/// A programme's demands, its mentees and mentors (`id site team least most`), what the witness says, and which fields
/// would help.
struct Case(
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const ALWAYS: &str = "[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n";
const SAME_SITE: &str = "[[rules]]\nkind = \"must_equal\"\ncolumn = \"site\"\n";
const OTHER_TEAM: &str = "[[rules]]\nkind = \"must_differ\"\ncolumn = \"team\"\n";

include!("support/impossible_cases.rs");

type Failure = Box<dyn std::error::Error>;

fn people(rows: &str) -> Result<Table, Failure> {
    let mut text = "id,site,team,least,most\n".to_owned();
    for row in rows.split(';').map(str::trim) {
        let mut cells: Vec<&str> = row.split(' ').collect();
        let given = cells.len();
        cells.extend(["", "Leeds", "red", "0", "1"].iter().skip(given));
        text.extend([&cells.join(","), "\n"]);
    }
    Ok(Table::from_csv_reader(text.as_bytes(), "people")?)
}

fn program(demands: &str) -> Result<Program, Failure> {
    let text = demands.replace("SAME_SITE", SAME_SITE).replace("OTHER_TEAM", OTHER_TEAM);
    Ok(Program::from_toml_str(&format!("{text}\n{ALWAYS}"))?)
}

fn refused(
    program: &Program,
    mentees: &Table,
    mentors: &Table,
) -> Result<Option<Infeasible>, Failure> {
    let roster = Roster::new(mentees, mentors, program)?;
    match Matcher::new(program.clone())?.run(&roster) {
        Ok(_) => Ok(None),
        Err(Error::Infeasible(why)) => Ok(Some(*why)),
        Err(error) => Err(error.into()),
    }
}

/// The programme with one change.
fn with(program: &Program, Relaxed { field, change }: &Relaxed) -> Result<Program, Failure> {
    let mut changed = program.clone();
    changed.pinned.clear();
    let number = || change.split(' ').next().and_then(|text| text.parse::<u32>().ok());
    let position = |list: &str| -> Option<usize> {
        let rest = field.strip_prefix(list)?.trim_start();
        rest.split([' ', '.']).next()?.parse::<usize>().ok()?.checked_sub(1)
    };
    let to = number().unwrap_or_default();
    match field.as_str() {
        "capacity.min" => changed.capacity.min = Seats::Same(to),
        "capacity.max" => changed.capacity.max = Seats::Same(to),
        "mentors_per_mentee.min" => changed.mentors_per_mentee.min = Seats::Same(to),
        "mentors_per_mentee.max" => changed.mentors_per_mentee.max = Seats::Same(to),
        "min_score" => changed.min_score = 0.0,
        _ => match (position("rules"), position("quotas"), position("criteria")) {
            (Some(at), ..) => drop(changed.rules.remove(at)),
            (_, Some(at), _) if field.split('.').next_back() == Some("min") => {
                changed.quotas[at].min = to;
                // A quota without bounds would be refused.
                changed.quotas[at].max.get_or_insert(1_000);
            }
            (_, Some(at), _) => changed.quotas[at].max = Some(to),
            (.., Some(at)) => changed.criteria[at].required = None,
            _ => return Err(format!("what is {field}?").into()),
        },
    }
    Ok(changed)
}

#[test]
fn each_is_refused_with_its_witness_and_what_helps_does() -> Result<(), Failure> {
    assert!(CASES.len() >= 50, "{}", CASES.len());
    let mut wrong = Vec::new();
    for (number, Case(demands, mentees, mentors, said, helps)) in CASES.iter().enumerate() {
        let (program, mentees, mentors) = (program(demands)?, people(mentees)?, people(mentors)?);
        let Some(why) = refused(&program, &mentees, &mentors)? else {
            wrong.push(format!("{number} is possible"));
            continue;
        };
        let text = why.to_string();
        let mut lacks = |what: &str| wrong.push(format!("{number}: {text}\n    lacks {what:?}"));
        if why.needed <= why.possible {
            lacks("a number that is not reached");
        }
        said.iter().filter(|said| !text.contains(**said)).for_each(|said| lacks(said));
        let has = |field: &str| why.relaxations.iter().any(|one| one.field.starts_with(field));
        helps.iter().filter(|field| !has(field)).for_each(|field| lacks(field));
        for change in &why.relaxations {
            let changed = with(&program, change)?;
            if refused(&changed, &mentees, &mentors)?.is_some() {
                wrong.push(format!("{number}: {change:?} does not help"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn levels_do_not_matter_for_what_is_impossible() -> Result<(), Failure> {
    for Case(demands, mentees, mentors, ..) in CASES {
        let mut program = program(demands)?;
        let (mentees, mentors) = (people(mentees)?, people(mentors)?);
        let plain = refused(&program, &mentees, &mentors)?;
        program.objective =
            Objective::new([Level::Participation, Level::MentorsInUse, Level::Worst]);
        assert_eq!(refused(&program, &mentees, &mentors)?, plain);
    }
    Ok(())
}

/// `{ min = 0, or_none = true }` says nothing and is refused: with 1 already everything is possible.
#[test]
fn so_many_or_nobody_is_lowered_to_one_at_most() -> Result<(), Failure> {
    let whoever = "mentors_per_mentee = { min = 1, max = 1 }";
    for (demands, mentees, lowered) in [
        ("capacity = { min = 2, max = 2, or_none = true }", "e1", "1 in place of 2"),
        ("capacity = { min = 3, max = 3, or_none = true }", "e1; e2; e3; e4", "2 in place of 3"),
    ] {
        let program = program(&format!("{demands}\n{whoever}"))?;
        let (mentees, mentors) = (people(mentees)?, people("m1; m2")?);
        let why = refused(&program, &mentees, &mentors)?.ok_or("it is possible")?;
        let of_mentors = why.relaxations.iter().find(|one| one.field == "capacity.min");
        assert_eq!(of_mentors.map(|one| one.change.as_str()), Some(lowered), "{why}");
        for change in &why.relaxations {
            assert_eq!(refused(&with(&program, change)?, &mentees, &mentors)?, None, "{change:?}");
        }
    }
    Ok(())
}
