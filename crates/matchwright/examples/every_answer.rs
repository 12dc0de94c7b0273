//! Answers about people who do not exist and about costs, in the order in which the library makes them.
//! Builds with other features have to write the same: `python3 check.py features`.

use matchwright::assign::{CostFn, Method, Monitor, Options, Problem, assign, k_best, seat_prices};
use matchwright::criteria::{GoalFit, Overlap, Same, SkillCoverage};
use matchwright::roster::Side;
use matchwright::rules::MustDiffer;
use matchwright::simulate::Simulation;
use matchwright::validate::validate_with;
use matchwright::{Error, Matcher, Program, Roster, Vocabulary};

/// So many rows and columns are shared out among threads.
const SIZE: usize = 600;

fn main() -> Result<(), Error> {
    people()?;
    costs()
}

/// Some people meet nobody, on either side, and most scores stand more than once.
fn people() -> Result<(), Error> {
    let population = Simulation::new(700, 300).seats(2).seed(5).population()?;
    let program = Program::builder()
        .criterion(2.0, SkillCoverage::new("wants_to_learn", "skills"))
        .criterion(2.0, GoalFit::new("goals", "can_help_with"))
        .criterion(1.0, Overlap::new("interests"))
        .criterion(1.0, Same::new("site"))
        .rule(MustDiffer::new("department"))
        .capacity("capacity")
        .min_score(0.2)
        .build();
    let goals = (0..20).map(|at| (format!("goal {at}"), vec![1.0, at as f32 / 10.0]));
    let vocabulary = Vocabulary::default().with_vectors(goals, 0.99)?;
    let (mentees, mentors) = (&population.mentees, &population.mentors);
    let monitor = Monitor::new();
    let tables = [Ok::<_, Error>(mentees), Ok(mentors)];
    println!("{:?}", validate_with(&program, tables, ("id", "id"), &vocabulary, &monitor)?);

    let roster = Roster::with_vocabulary(mentees, mentors, "id", &program, &vocabulary)?;
    let matcher = Matcher::new(program)?;
    let scores = matcher.scores(&roster)?;
    println!("{:?}", scores.matrix(&monitor)?.into_raw_vec_and_offset());
    for side in [Side::Mentee, Side::Mentor] {
        println!("{:?}", scores.recommend(side, 3, &monitor)?);
    }
    println!("{}", serde_json::json!(matcher.run(&roster)?.facts()));
    Ok(())
}

/// Ties everywhere.
fn costs() -> Result<(), Error> {
    let costs = CostFn::new(SIZE, SIZE, |row, column| ((row * 7 + column * 5) % 11) as i64);
    let problem = Problem::new(&costs);
    for method in [Method::Hungarian, Method::Auction, Method::Repair] {
        let solution = assign(&problem, &Options::default().with_method(method))?;
        println!("{:?} {:?}", solution.pairs(), solution.prices());
        let worth = seat_prices(&problem, &solution, &Monitor::new())?;
        println!("{:?} {worth:?}", solution.certificate());
    }
    for plan in k_best(&problem, 3, &Options::default())? {
        println!("{:?}", plan.pairs());
    }
    Ok(())
}
