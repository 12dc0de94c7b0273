//! An audit finds what is unequal, and raises no more false alarms than its level says.

use std::fmt::Write as _;

use matchwright::answers::{Attributes, Audit, AuditOptions, AuditRow, Metric};
use matchwright::assign::Monitor;
use matchwright::roster::{Side, Table};
use matchwright::{Error, Outcome};
use ndarray::Array2;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use suite::groups::{audit, outcome, table};

type Failure = Box<dyn std::error::Error>;

/// People whose scores are drawn, those of every third mentee lower by `penalty`.
fn crowd(mentees: usize, mentors: usize, penalty: i32) -> Result<Outcome, Error> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(11);
    outcome(&Array2::from_shape_fn((mentees, mentors), |(mentee, _)| {
        let score: i32 = random.random_range(30..90);
        score - if mentee % 3 == 0 { penalty } else { 0 }
    }))
}

fn thirds(people: usize) -> Vec<String> {
    (0..people).map(|at| if at % 3 == 0 { "few" } else { "many" }.to_owned()).collect()
}

fn row<'a>(audit: &'a Audit, side: Side, group: &str, metric: Metric) -> Option<&'a AuditRow> {
    let is_it = |row: &&AuditRow| row.side == side && row.group == group && row.metric == metric;
    audit.rows().iter().find(is_it)
}

#[test]
fn a_planted_disparity_is_found() -> Result<(), Failure> {
    let outcome = crowd(120, 60, 25)?;
    let audit = audit(&outcome, &[("origin", thirds(180))], &AuditOptions::default())?;
    let match_rate = row(&audit, Side::Mentee, "few", Metric::MatchRate).ok_or("no row")?;
    assert_eq!(match_rate.reference_group.as_deref(), Some("many"));
    assert!(match_rate.flag.contains("below_four_fifths; significant"), "{}", match_rate.flag);
    assert!(match_rate.note.contains("also by Holm's correction"), "{}", match_rate.note);
    assert_eq!(match_rate.p_value, Some(1.0 / 10_001.0));
    assert!(match_rate.ratio < Some(0.8) && match_rate.ci_high < Some(0.0));
    let before = row(&audit, Side::Mentee, "few", Metric::ScoreGap).ok_or("no row")?;
    let difference = before.difference.unwrap_or_default();
    assert!(
        (difference + 0.25).abs() < 0.02,
        "the penalty, before anybody is matched: {difference}"
    );
    assert!(before.ci_low < Some(-0.23) && before.ci_high > Some(-0.27));
    // Nobody planted anything among the mentors.
    let mentors = row(&audit, Side::Mentor, "few", Metric::ScoreGap).ok_or("no row")?;
    assert!(mentors.p_value > Some(0.05));
    assert!(audit.to_string().contains("no legal opinion"));
    Ok(())
}

#[test]
fn a_ratio_never_stands_alone() -> Result<(), Failure> {
    let outcome = crowd(120, 60, 10)?;
    let audit = audit(&outcome, &[("origin", thirds(180))], &AuditOptions::default())?;
    let with_ratio = audit.rows().iter().filter(|row| row.ratio.is_some());
    assert!(with_ratio.clone().count() > 10);
    for row in with_ratio {
        let others = [row.difference, row.ci_low, row.ci_high, row.p_value];
        assert!(others.iter().all(Option::is_some) && row.test == Some("permutation"));
        assert!(row.ci_low <= row.difference && row.difference <= row.ci_high);
    }
    Ok(())
}

/// One plan, and labels that are drawn without a look at it.
#[test]
fn labels_that_say_nothing_are_flagged_in_five_of_a_hundred() -> Result<(), Failure> {
    let outcome = crowd(90, 60, 0)?;
    let mut labels = thirds(150);
    let mut flagged = 0;
    for seed in 0..1_000 {
        labels.shuffle(&mut Xoshiro256PlusPlus::seed_from_u64(seed));
        let options = AuditOptions { metrics: vec![Metric::MeanScore], seed, draws: 199 };
        let audit = audit(&outcome, &[("origin", labels.clone())], &options)?;
        let row = row(&audit, Side::Mentee, "few", Metric::MeanScore).ok_or("no row")?;
        flagged += u32::from(row.flag.contains("significant"));
    }
    assert!((40..=60).contains(&flagged), "{flagged} of 1,000");
    Ok(())
}

#[test]
fn the_same_bytes_for_any_number_of_threads() -> Result<(), Failure> {
    let outcome = crowd(120, 60, 5)?;
    let half: Vec<String> = (0..180).map(|at| format!("site {}", at % 2)).collect();
    let columns = [("origin", thirds(180)), ("site", half)];
    let options = AuditOptions { draws: 500, ..AuditOptions::default() };
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        let audit = pool.install(|| audit(&outcome, &columns, &options))?;
        let text = serde_json::to_string(&(audit.rows(), audit.mixing()))?;
        Ok::<String, Failure>(text)
    };
    let one = on(1)?;
    for threads in [2, 5] {
        assert_eq!(on(threads)?, one, "{threads} threads");
    }
    let other = AuditOptions { seed: 1, ..options.clone() };
    assert_ne!(audit(&outcome, &columns, &options)?, audit(&outcome, &columns, &other)?);
    Ok(())
}

#[test]
fn the_columns_are_those_of_the_contract() -> Result<(), Failure> {
    let audit = audit(&crowd(40, 20, 0)?, &[("origin", thirds(60))], &AuditOptions::default())?;
    let expected = "side attribute group n n_share metric value reference_group difference ratio ci_low \
                    ci_high p_value test flag suppressed note";
    let frame = audit.frame();
    assert_eq!(frame.names().collect::<Vec<_>>(), expected.split(' ').collect::<Vec<_>>());
    assert_eq!(frame.rows(), audit.rows().len());
    Ok(())
}

#[test]
fn people_of_whom_nothing_is_known_are_a_group() -> Result<(), Failure> {
    let outcome = crowd(60, 30, 0)?;
    let mut labels = thirds(90);
    labels[..30].fill(String::new());
    labels[30] = "Unknown".to_owned();
    let audit = audit(&outcome, &[("origin", labels)], &AuditOptions::default())?;
    let unknown = row(&audit, Side::Mentee, "unknown", Metric::MatchRate).ok_or("no row")?;
    assert_eq!(unknown.n, Some(31));
    assert!(unknown.flag.contains("unknown"));
    // It is the largest group, and no measure of the others.
    assert_eq!(unknown.reference_group.as_deref(), Some("many"));
    Ok(())
}

/// Texts that stand in cells of attributes.
const CANARY: &str = "Zanzibar7q";

#[test]
fn no_error_and_no_debug_shows_an_attribute() -> Result<(), Failure> {
    let outcome = crowd(40, 20, 0)?;
    let label = |at: usize| format!("{CANARY}{}", at % 3);
    let columns = [("origin", (0..60).map(label).collect::<Vec<_>>())];
    let attributes = Attributes::read(&table(&outcome, &columns), "id", &["origin"])?;
    let audit = outcome.audit(&attributes, &AuditOptions::default(), &Monitor::new())?;
    let mut shown = format!("{attributes:?} {audit:?} {:?}", audit.rows());
    let twice = format!("id,origin\ne000,{CANARY}\ne000,{CANARY}2\n");
    let mut measured = "id,origin\n".to_owned();
    for row in 0..20 {
        writeln!(measured, "e{row:03},{row}7177")?;
    }
    let strangers = format!("id,origin\nx1,{CANARY}\n");
    for text in [&twice, &measured] {
        let table = Table::from_csv_reader(text.as_bytes(), "hr.csv")?;
        let refused = Attributes::read(&table, "id", &["origin"]).err().ok_or("was read")?;
        write!(shown, "{refused} {refused:?}")?;
    }
    let table = Table::from_csv_reader(strangers.as_bytes(), "hr.csv")?;
    let strangers = Attributes::read(&table, "id", &["origin"])?;
    let refused = outcome.audit(&strangers, &AuditOptions::default(), &Monitor::new());
    let refused = refused.err().ok_or("was audited")?;
    write!(shown, "{refused} {refused:?}")?;
    assert!(!shown.contains(CANARY) && !shown.contains("7177"), "{shown}");
    assert!(shown.contains("put them into bands") && shown.contains("stands twice"), "{shown}");
    Ok(())
}

#[test]
fn the_gaps_add_up_and_the_price_is_what_other_plans_have() -> Result<(), Failure> {
    let outcome = crowd(60, 30, 20)?;
    let audit = audit(&outcome, &[("origin", thirds(90))], &AuditOptions::default())?;
    let value = |group: &str, metric| {
        row(&audit, Side::Mentee, group, metric).and_then(|row| row.value).unwrap_or_default()
    };
    for group in ["few", "many"] {
        let parts = value(group, Metric::ScoreGap) + value(group, Metric::AssignmentGap);
        let plan = value(group, Metric::MatchRate) * value(group, Metric::MeanScore);
        assert!((parts - plan).abs() < 1e-8, "{group}: {parts} and {plan}");
    }
    let prices = outcome.price_of_fairness(&audit, &std::sync::Arc::new(Monitor::new()))?;
    let plans: Vec<&str> = prices.iter().map(|plan| plan.plan).collect();
    assert_eq!(plans, ["as_is", "max_min", "highest_total", "group_first"]);
    assert_eq!(prices[0].price, Some(0.0));
    assert!(prices[1].lowest >= prices[0].lowest && prices[1].pairs >= prices[0].pairs);
    assert!(prices[3].group_matched == Some(20) && prices[3].pairs == 30);
    assert!(prices[3].price > Some(0.0));
    Ok(())
}

/// The highest floor, and the best total there, by trying all plans.
#[test]
fn max_min_is_what_trying_all_plans_finds() -> Result<(), Failure> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(3);
    for _ in 0..60 {
        let scores = Array2::from_shape_fn((4, 4), |_| random.random_range(0..30));
        let outcome = outcome(&scores)?;
        let labels = vec!["a".to_owned(); 8];
        let audit = audit(
            &outcome,
            &[("origin", labels)],
            &AuditOptions { draws: 1, ..AuditOptions::default() },
        )?;
        let prices = outcome.price_of_fairness(&audit, &std::sync::Arc::new(Monitor::new()))?;
        let mut best = (0, 0);
        for number in 0..256_usize {
            let plan: Vec<usize> = (0..4).map(|at| number >> (2 * at) & 3).collect();
            let is_plan = (0..4).all(|mentor| plan.contains(&mentor));
            let values = || (0..4).map(|mentee| scores[(mentee, plan[mentee])]);
            if is_plan {
                best = best.max((values().min().unwrap_or(0), values().sum()));
            }
        }
        let hundredths = |score: f64| (100.0 * score).round() as i32;
        let found = (prices[1].lowest.map_or(-1, hundredths), hundredths(prices[1].total));
        assert_eq!(found, best, "{scores}");
    }
    Ok(())
}
