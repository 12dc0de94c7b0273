//! Simulated populations are the same everywhere, are as they were wanted, and their truth is found.

use std::collections::{BTreeMap, BTreeSet};

use matchwright::roster::{Cell, Table};
use matchwright::simulate::{Population, Simulation};
use matchwright::tables::Error as ReadError;
use matchwright::{Error, Matcher, Program, Roster};

fn text(table: &Table) -> Result<String, Error> {
    let mut text = Vec::new();
    let file = |source| ReadError::File { path: "memory".to_owned(), source };
    table.write_csv(&mut text).map_err(file)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

fn answers<'t>(table: &'t Table, column: &str) -> Vec<&'t Cell> {
    table.column(column).unwrap_or_default().iter().collect()
}

/// Six criteria and the rules of the sample programme, every mentor's seats as simulated.
fn sample() -> Result<Program, Error> {
    Program::from_file(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cohort/program.toml"))
}

/// The share of the truth that the best plan has.
fn found(population: &Population) -> Result<f64, Error> {
    let program = sample()?;
    let roster = Roster::new(&population.mentees, &population.mentors, &program)?;
    let outcome = Matcher::new(program)?.run(&roster)?;
    assert!(outcome.certificate().is_optimal());
    let truth: BTreeMap<&str, &str> =
        population.truth.iter().map(|(e, m)| (e.as_str(), m.as_str())).collect();
    let right = outcome.pairs().iter().filter(|p| truth.get(p.mentee()) == Some(&p.mentor()));
    Ok(right.count() as f64 / truth.len() as f64)
}

#[test]
fn equal_seeds_write_equal_files() -> Result<(), Error> {
    let wanted = Simulation::new(3, 2).seed(1);
    let population = wanted.population()?;
    assert_eq!(population, wanted.population()?);
    assert_ne!(population, wanted.seed(2).population()?);
    let mentees = "\
        id,department,manager,grade,site,time_zone,languages,wants_to_learn,goals,interests,prefers\n\
        e000000,department 2,x2,Lead,site 1,Europe/Berlin,German,\
        skill 8:3; skill 0:4; skill 21:2; skill 10:3,goal 2; goal 0,interest 16; interest 6,m000000\n\
        e000001,department 5,x5,,site 4,Asia/Tokyo,Japanese; English,skill 0:3,goal 0,\
        interest 4; interest 0; interest 5,m000000; m000001\n\
        e000002,department 0,x0,Professional,site 0,Europe/London,English,skill 13:4; skill 4:2,\
        goal 3; goal 0,,\n";
    assert_eq!(text(&population.mentees)?, mentees);
    let mentors = "\
        id,department,manager,grade,site,time_zone,languages,skills,can_help_with,interests,prefers,\
        capacity\n\
        m000000,department 3,x3,Director,site 1,Europe/Berlin,,skill 12:4; skill 23:4; skill 16:4; \
        skill 26:4; skill 13:4; skill 0:5; skill 18:3,,interest 3; interest 4,,1\n\
        m000001,department 1,x1,Lead,site 0,Europe/London,English,skill 4:5; skill 16:5; \
        skill 13:4,goal 2; goal 1; goal 0,interest 0; interest 18,,1\n";
    assert_eq!(text(&population.mentors)?, mentors);
    Ok(())
}

#[test]
fn without_noise_the_truth_is_the_plan() -> Result<(), Error> {
    let wanted = Simulation::new(300, 300).noise(0.0).missing(0.0).wishes(1.0);
    for seed in 0..3 {
        assert!((found(&wanted.clone().seed(seed).population()?)? - 1.0).abs() < 1e-9, "{seed}");
    }
    Ok(())
}

#[test]
fn the_more_noise_the_less_of_the_truth_is_found() -> Result<(), Error> {
    let shares = [0.0, 0.2, 0.5, 0.8, 1.0].map(|noise| {
        let population = Simulation::new(300, 300).noise(noise).seed(4).population()?;
        found(&population)
    });
    let shares = shares.into_iter().collect::<Result<Vec<f64>, _>>()?;
    assert!(shares.windows(2).all(|pair| pair[0] > pair[1]), "{shares:?}");
    assert!(shares[0] > 0.9 && shares[4] < 0.05, "{shares:?}");
    Ok(())
}

#[test]
fn sizes_seats_and_truth_are_as_wanted() -> Result<(), Error> {
    for (mentees, mentors, seats) in [(50, 20, 2), (10, 30, 1), (7, 3, 0), (9, 2, 1_000_000)] {
        let population = Simulation::new(mentees, mentors).seats(seats).population()?;
        assert_eq!((population.mentees.rows(), population.mentors.rows()), (mentees, mentors));
        let most = (mentors as u64 * u64::from(seats)).min(mentees as u64);
        assert_eq!(population.truth.len() as u64, most);
        let mut loads: BTreeMap<&String, u32> = BTreeMap::new();
        population.truth.iter().for_each(|(_, mentor)| *loads.entry(mentor).or_default() += 1);
        assert!(loads.values().all(|&load| load <= seats));
        let own: BTreeSet<&String> = population.truth.iter().map(|(mentee, _)| mentee).collect();
        assert_eq!(own.len(), population.truth.len(), "each mentee once");
        let capacity = Cell::Number(f64::from(seats));
        assert!(answers(&population.mentors, "capacity").iter().all(|&cell| *cell == capacity));
        Roster::new(&population.mentees, &population.mentors, &sample()?)?;
    }
    Ok(())
}

#[test]
fn shares_are_as_wanted() -> Result<(), Error> {
    let wanted = Simulation::new(4_000, 4_000).departments([1, 0, 3]).missing(0.25).wishes(0.3);
    let population = wanted.noise(1.0).popularity(0.0).seed(9).population()?;
    let share = |column: &str, text: &str| {
        let cells = answers(&population.mentees, column);
        let equal = cells.iter().filter(|cell| cell.to_string() == text).count();
        equal as f64 / cells.len() as f64
    };
    let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 0.03, "{found} {wanted}");
    near(share("department", "department 0"), 0.25);
    near(share("department", "department 2"), 0.75);
    assert!(share("department", "department 1") == 0.0);
    for column in ["goals", "interests", "languages", "grade"] {
        near(share(column, ""), 0.25);
    }
    near(share("prefers", ""), 0.7);
    near(share("site", "site 4"), 0.2);
    let popular = Simulation::new(4_000, 1).noise(1.0).population()?;
    let sites = answers(&popular.mentees, "site");
    let last = sites.iter().filter(|cell| cell.to_string() == "site 4").count();
    near(last as f64 / 4_000.0, 12.0 / 137.0);
    Ok(())
}

#[test]
fn lines_of_managers_can_be_followed() -> Result<(), Error> {
    use matchwright::criteria::Same;
    use matchwright::rules::NotInReportingLine;

    let population = Simulation::new(200, 60).population()?;
    let program = Program::builder()
        .criterion(1.0, Same::new("site"))
        .rule(NotInReportingLine::new("manager"))
        .build();
    let roster = Roster::new(&population.mentees, &population.mentors, &program)?;
    let scores = Matcher::new(program)?.scores(&roster)?;
    let forbidden = (0..200).flat_map(|mentee| scores.row(mentee)).filter(|score| score.is_nan());
    assert!((150..=200).contains(&forbidden.count()), "most have a manager among the mentors");
    Ok(())
}

#[test]
fn numbers_out_of_range_are_refused_together() {
    let mut wanted = Simulation::new(0, 2_000_000).seats(1_000_001).departments([0, 0]);
    (wanted.popularity, wanted.missing, wanted.noise) = (-0.1, 1.5, f64::NAN);
    let refused = wanted.population().map(|_| ()).map_err(|error| error.to_string());
    let message = refused.err().unwrap_or_default();
    let fields = ["mentees", "mentors", "seats", "departments", "popularity", "missing", "noise"];
    for field in fields {
        assert!(message.contains(&format!("simulation, column {field:?}: must ")), "{message}");
    }
    assert_eq!(message.lines().count(), fields.len());
}
