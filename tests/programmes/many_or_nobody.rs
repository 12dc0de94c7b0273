//! So many, or nobody.

use matchwright::program::Level;
use matchwright::roster::Side;

use crate::case::{Case, check_all};
use crate::draw::{Draw, minimums, plain, quotas, several_mentors};

/// Mentors who take two or three at least, or nobody.
pub(crate) fn filled(draw: &mut Draw) -> Case {
    let mut case = plain(draw);
    case.or_none[1] = true;
    for (least, most) in &mut case.seats[1] {
        *most = 1 + draw(4) as u32;
        *least = (1 + draw(3) as u32).min(*most);
    }
    case
}

#[test]
fn of_mentors() {
    let tried = check_all(5_000, filled);
    assert!(tried.nothing == 0 && tried.searched > tried.all / 20, "{}", tried.searched);
}

#[test]
fn of_mentees() {
    let tried = check_all(5_000, |draw| {
        let mut case = plain(draw);
        several_mentors(&mut case, draw);
        case.or_none[0] = true;
        for (least, most) in &mut case.seats[0] {
            *least = (1 + draw(2) as u32).min(*most);
        }
        case
    });
    assert!(tried.nothing == 0 && tried.searched > tried.all / 20, "{}", tried.searched);
}

#[test]
fn beside_minimums_quotas_and_levels() {
    let tried = check_all(5_000, |draw| {
        let mut case = filled(draw);
        match draw(3) {
            0 => minimums(&mut case, Side::Mentee, 3, draw),
            1 => quotas(&mut case, 2, 2, draw),
            _ => several_mentors(&mut case, draw),
        }
        let further = [Level::MentorsInUse, Level::Worst, Level::Leximin, Level::Balance];
        case.levels.push(further[draw(4) as usize]);
        case
    });
    assert!(tried.nothing > 0 && tried.searched > tried.all / 20, "{}", tried.searched);
}

/// Two mentees have to share one of the two mentors; alone, each would have the better one.
#[test]
fn what_that_gave_up_is_told() -> Result<(), matchwright::Error> {
    use matchwright::roster::Person;
    let text = "capacity = { min = 2, max = 2, or_none = true }\ncriteria = [{ kind = \"same\", column = \"site\" }]";
    let program = matchwright::Program::from_toml_str(text)?;
    let person = |id: &str, site: &str| Person::new(id).text("site", site);
    let roster =
        matchwright::Roster::builder().mentee(person("e1", "Leeds")).mentee(person("e2", "York"));
    let roster =
        roster.mentor(person("m1", "Leeds")).mentor(person("m2", "York")).build(&program)?;
    let outcome = matchwright::Matcher::new(program)?.run(&roster)?;
    let given_up = outcome.given_up(&std::sync::Arc::default())?;
    let total = given_up.iter().find(|one| one.measure == "total");
    assert_eq!(total.map(|one| (one.value, one.best)), Some((1.0, 2.0)));
    Ok(())
}
