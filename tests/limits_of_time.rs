//! Ranks and reasons take time that grows with the pairs of people, not with its square, and a limit of
//! time holds for them, too: what it cuts short says so.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use matchwright::assign::{Monitor, Options, Scope};
use matchwright::outcome::Reason;
use matchwright::roster::Table;
use matchwright::{Error, Matcher, Program, Roster};

/// Mentees of some sites and grades, and few mentors, of whom one has no seats.
fn crowd(mentees: usize, seats: fn(usize) -> usize) -> Result<(Matcher, Roster), Error> {
    let program = Program::from_toml_str(
        r#"
        capacity = "seats"
        criteria = [{ kind = "same", column = "site" }, { kind = "gap", column = "grade", ideal = 2, tolerance = 1 }]
        "#,
    )?;
    let row = |person: usize| format!("p{person},s{},{}", person % 7, person % 9);
    let own: String = (0..mentees).map(|person| row(person) + "\n").collect();
    let seats = |person: usize| if person == 3 { 0 } else { seats(person) };
    let others = (0..20).map(|person| format!("{},{}\n", row(person), seats(person)));
    let others: String = others.collect();
    let read = |text: String| Table::from_csv_reader(text.as_bytes(), "crowd");
    let tables =
        [read(format!("id,site,grade\n{own}"))?, read(format!("id,site,grade,seats\n{others}"))?];
    let roster = Roster::new(&tables[0], &tables[1], &program)?;
    Ok((Matcher::new(program)?, roster))
}

fn many(_: usize) -> usize {
    100_000
}

#[test]
fn many_seats_of_few_mentors_are_ranked_in_one_pass() -> Result<(), Error> {
    let (matcher, roster) = crowd(200_000, many)?;
    let outcome = matcher.run(&roster)?;
    assert_eq!(outcome.pairs().len(), 200_000);
    // A pass takes a tenth of a second; every pair with every mentee, 20 seconds.
    assert!(outcome.timings().outcome < 5.0, "{}", outcome.timings().outcome);
    Ok(())
}

#[test]
fn ranks_are_what_everybody_counts_for_themselves() -> Result<(), Error> {
    [many, |person| [1, 2, 8, 9, 60][person % 5]].into_iter().try_for_each(ranks_are_counted)
}

fn ranks_are_counted(seats: fn(usize) -> usize) -> Result<(), Error> {
    let (matcher, roster) = crowd(400, seats)?;
    let outcome = matcher.run(&roster)?;
    let scores = outcome.scores();
    let rows: Vec<Vec<f64>> = (0..400).map(|mentee| scores.row(mentee)).collect();
    for pair in outcome.pairs() {
        let mentee = roster.mentees().position(pair.mentee())?;
        let mentor = roster.mentors().position(pair.mentor())?;
        let own = rows[mentee][mentor];
        let for_mentee = rows[mentee].iter().filter(|&&other| other > own).count() + 1;
        let for_mentor = rows.iter().filter(|row| row[mentor] > own).count() + 1;
        let ranks = (pair.rank_for_mentee() as usize, pair.rank_for_mentor() as usize);
        assert_eq!(ranks, (for_mentee, for_mentor));
    }
    Ok(())
}

#[test]
fn what_a_limit_cuts_short_says_so() -> Result<(), Error> {
    let (matcher, roster) = crowd(400, many)?;
    let options = Options { time_limit: Some(Duration::from_nanos(1)), ..Options::default() };
    let outcome = matcher.run_with(&roster, &options)?;
    assert!(!outcome.pairs().is_empty());
    let scope = outcome.certificate().assignment().map(|proof| proof.scope);
    assert_eq!(scope, Some(Scope::NotChecked));
    assert!(!outcome.certificate().is_optimal());
    let is_uncounted = |ranks: (u32, u32)| ranks == (0, 0);
    let mut pairs = outcome.pairs().iter();
    assert!(pairs.all(|pair| is_uncounted((pair.rank_for_mentee(), pair.rank_for_mentor()))));
    let reason = |id: &str| {
        outcome.unmatched().iter().find(|person| person.id == id).map(|person| person.reason)
    };
    assert_eq!(reason("p3"), Some(Reason::NoSeats));
    let mut others = outcome.unmatched().iter().filter(|person| person.id != "p3");
    assert!(others.all(|person| person.reason == Reason::NotSought));
    Ok(())
}

#[test]
fn ranks_are_cancelled_at_once() -> Result<(), Error> {
    let (matcher, roster) = crowd(200_000, many)?;
    let monitor = Arc::new(Monitor::new());
    let options = Options::default().with_monitor(Arc::clone(&monitor));
    let watcher = std::thread::spawn(move || {
        while monitor.stage() != matchwright::assign::Stage::Outcome {
            std::thread::sleep(Duration::from_millis(1));
        }
        monitor.cancel();
        Instant::now()
    });
    let answer = matcher.run_with(&roster, &options);
    let ended = Instant::now();
    let cancelled = watcher.join().expect("the watcher only waits");
    if answer.is_err() {
        assert!(ended.saturating_duration_since(cancelled) < Duration::from_millis(500));
    }
    Ok(())
}
