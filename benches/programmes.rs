//! How long does each form of programme take, from profiles to the proof, and what is proven?
//!
//! ```text
//! cargo bench --bench programmes -- 2000 700           mentees, mentors
//! cargo bench --bench programmes -- 20000 6000 quota   those forms whose name holds this
//! ```
//!
//! People, criteria and rules are those of the sample programme, without its floor, so that minimums can be kept to.
//! Mentors have half as many seats again as are needed. Peers are as many people as there are mentees.

use std::time::Instant;

use matchwright::roster::{Cell, Table};
use matchwright::simulate::Simulation;
use matchwright::{Error, Matcher, Program, Roster};
use suite::memory::memory;

const PROGRAM: &str = include_str!("../examples/cohort/program.toml");

/// What peers have in common, by columns of one table.
const OF_PEERS: &str = "
    criteria = [{ kind = \"overlap\", column = \"interests\" }, { kind = \"overlap\", column = \"goals\" }]
    rules = [{ kind = \"must_differ\", column = \"manager\" }]";

/// Name, and fields; `SEATS` stands for the most mentees of a mentor.
const FORMS: [(&str, &str); 17] = [
    ("one_to_several", "capacity = SEATS"),
    ("minimum", "capacity = { min = 1, max = SEATS }"),
    (
        "minimum_quota",
        "capacity = { min = 1, max = SEATS }
         quotas = [{ of = \"mentee\", column = \"site\", min = 100 }]",
    ),
    ("or_nobody", "capacity = { min = 3, max = 5, or_none = true }"),
    ("several_mentors", "capacity = { min = 1, max = 9 }\nmentors_per_mentee = 2"),
    (
        "quota_per_mentor",
        "capacity = SEATS
         quotas = [{ of = \"mentee\", column = \"site\", per = \"mentor\", max = 1 }]",
    ),
    (
        "crossing_quota",
        "capacity = SEATS
         quotas = [{ of = \"mentee\", column = \"site\", per = \"mentor\", max = 1 },
                   { of = \"mentee\", column = \"department\", per = \"mentor\", max = 1 }]",
    ),
    ("mentors_in_use", "capacity = SEATS\nobjective = [\"participation\", \"mentors_in_use\"]"),
    ("worst", "capacity = SEATS\nobjective = [\"participation\", \"worst\"]"),
    ("leximin", "capacity = SEATS\nobjective = [\"participation\", \"leximin\"]"),
    ("ranks", "capacity = SEATS\nobjective = [\"participation\", \"ranks\"]"),
    ("balance", "capacity = SEATS\nobjective = [\"participation\", \"balance\"]"),
    ("priority", "capacity = 1\npriority = \"rounds_waited\""),
    ("stable", "capacity = SEATS\nobjective = \"stable\""),
    ("peers", "form = \"peers\""),
    ("circles", "form = \"circles\"\ncircles = { size = { min = 3, max = 6 } }"),
    (
        "circles_that_fit",
        "form = \"circles\"
         circles = { criteria = [{ kind = \"overlap\", column = \"interests\" }] }",
    ),
];

fn main() -> Result<(), Error> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|one| one != "--bench").collect();
    let mut numbers = arguments.iter().filter_map(|argument| argument.parse::<usize>().ok());
    let (mentees, mentors) = (numbers.next().unwrap_or(2_000), numbers.next().unwrap_or(700));
    let wanted = arguments.iter().find(|argument| argument.parse::<usize>().is_err());
    let mut people = Simulation::new(mentees, mentors).noise(1.0).seed(23).population()?;
    let rounds = (0..mentees).map(|at| Cell::Number((at % 4) as f64)).collect();
    people.mentees.insert("rounds_waited", rounds);
    let seats = (3 * mentees).div_ceil(2 * mentors).to_string();
    for (name, fields) in FORMS {
        if wanted.is_none_or(|wanted| name.contains(wanted.as_str())) {
            let others = if name == "peers" { &people.mentees } else { &people.mentors };
            run(name, &fields.replace("SEATS", &seats), [&people.mentees, others])?;
        }
    }
    Ok(())
}

fn run(name: &str, fields: &str, [mentees, others]: [&Table; 2]) -> Result<(), Error> {
    let program = programme(fields, name == "peers")?;
    let roster = Roster::new(mentees, others, &program)?;
    let started = Instant::now();
    let found = Matcher::new(program)?.run(&roster);
    let seconds = started.elapsed().as_secs_f64();
    match found {
        Ok(outcome) => println!(
            "{name:18} {seconds:7.2} s  {:9} {:6} pairs  bound {:?}  {}",
            outcome.status().name(),
            outcome.pairs().len(),
            outcome.bound(),
            memory().unwrap_or_default()
        ),
        Err(error) => println!("{name:18} {seconds:7.2} s  {error}"),
    }
    Ok(())
}

/// The sample programme with other fields at its head.
fn programme(fields: &str, are_peers: bool) -> Result<Program, Error> {
    let is_kept = |line: &&str| {
        !["capacity", "objective", "min_score"].iter().any(|field| line.starts_with(field))
    };
    let sample: Vec<&str> = PROGRAM.lines().filter(is_kept).collect();
    let rest = if are_peers { OF_PEERS.to_owned() } else { sample.join("\n") };
    Program::from_toml_str(&format!("{fields}\n{rest}"))
}
