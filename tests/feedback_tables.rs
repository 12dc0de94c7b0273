//! Feedback is read as people write it: what is missing stays missing, what is wrong is said with its place, and nothing
//! that somebody wrote is repeated.

use matchwright::Error;
use matchwright::roster::Table;
use matchwright::tables::mapping::{Mapping, Source};
use matchwright::tuning::{Aspect, Feedback};

fn read(text: &str, mapping: &Mapping) -> Result<Feedback, Error> {
    Feedback::read(&Table::from_csv_reader(text.as_bytes(), "feedback.csv")?, mapping)
}

fn found(text: &str) -> Vec<(Option<usize>, Option<String>, &'static str)> {
    match read(text, &Mapping::new()) {
        Err(Error::Input(findings)) => {
            assert!(!findings.to_string().contains("secret"), "{findings}");
            let findings = findings.as_slice().iter();
            findings.map(|one| (one.row, one.column.clone(), one.code)).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn every_column_but_the_ids_may_be_missing() -> Result<(), Error> {
    let only = read("mentee_id,mentor_id\ne1,m1\n", &Mapping::new())?;
    assert_eq!((only.len(), only.answers(Aspect::Fit)), (1, 0));
    let text = "mentee_id,mentor_id,fit,accepted,ended_early,meetings,goal_reached\n\
                e1,m1,5,Yes,no,3,TRUE\ne1,m2,,declined,,,N/A\n";
    let all = read(text, &Mapping::new())?;
    let counts = Aspect::ALL.map(|aspect| all.answers(aspect));
    assert_eq!(counts, [1, 1, 2, 1, 1], "fit, goal, accepted, ended, meetings");
    Ok(())
}

#[test]
fn what_is_wrong_has_its_place() {
    let text = "mentee_id,mentor_id,fit,accepted\ne1,m1,6,yes\n,m2,3,secret\ne1,m1,4,no\n";
    let column = |name: &str| Some(name.to_owned());
    assert_eq!(
        found(text),
        [
            (Some(3), column("mentee_id"), "no_id"),
            (Some(2), column("fit"), "feedback_answer"),
            (Some(3), column("accepted"), "feedback_answer"),
            (Some(4), column("mentee_id"), "pair_twice"),
        ]
    );
    let nowhere = found("mentee,mentor_id\ne1,m1\n");
    assert_eq!(nowhere, [(None, column("mentee_id"), "no_such_column")]);
}

#[test]
fn a_pair_may_meet_in_several_rounds() -> Result<(), Error> {
    let text = "mentee_id,mentor_id,fit,round\ne1,m1,5,1\ne1,m1,2,2\n";
    assert_eq!(read(text, &Mapping::new())?.len(), 2);
    Ok(())
}

#[test]
fn a_mapping_says_what_an_export_calls_things() -> Result<(), Error> {
    let mapping = Mapping::new()
        .with_column("mentee_id", Source::from("Your id"))
        .with_column("mentor_id", Source::from("Your mentor"))
        .with_column("fit", Source::from("How was it?").with_read("great", 5.0))
        .with_no_answer(["no idea"]);
    let text = "Your id,Your mentor,How was it?\ne1,m1,great\ne1,m2,no idea\n";
    let feedback = read(text, &mapping)?;
    assert_eq!((feedback.len(), feedback.answers(Aspect::Fit)), (2, 1));
    Ok(())
}
