//! The report is one whole page: nothing that people wrote is read as HTML, every chart says in words what it
//! shows, equal outcomes give equal bytes, and it stays small.

use matchwright::assign::Monitor;
use matchwright::criteria::{Overlap, Same};
use matchwright::report::{Plot, Report, html};
use matchwright::roster::{Person, Table};
use matchwright::rules::MustDiffer;
use matchwright::tables::{Frame, Values};
use matchwright::{Error, Matcher, Outcome, PeopleTables, Program, Roster, Vocabulary};
use suite::crowd::crowd;

type Failure = Box<dyn std::error::Error>;

const CANARY: &str = "<script>alert(1)</script>\"'&\u{202e}";

/// Everything that people and organisers write holds the canary.
fn hostile() -> Result<Outcome, Failure> {
    let text = format!(
        "name = '''{CANARY} plan'''\n[tables]\nname = \"Full\"\n\
         [[criteria]]\nkind = \"overlap\"\ncolumn = '''{CANARY}topics'''\nname = '''{CANARY} c'''\n\
         [[rules]]\nkind = \"must_differ\"\ncolumn = '''{CANARY}unit'''\nwhen = {{ column = \"Full\", equals = '''{CANARY}''' }}\n"
    );
    let program = Program::from_toml_str(&text)?;
    let cell = CANARY.replace('"', "\"\"");
    let table = |side: &str| {
        let head = format!("id,Full,\"{cell}topics\",\"{cell}unit\"\n");
        let rows = ["1", "2", "3"].map(|at| {
            format!("\"{cell}{side}{at}\",\"{cell} n{at}\",\"{cell} SQL; X{at}\",\"u{at}\"\n")
        });
        let merged = format!("\"{cell}{side}4\",\"{cell} n4\",\"{cell} sql\",\"u4\"\n");
        Table::from_csv_reader((head + &rows.concat() + &merged).as_bytes(), side)
    };
    let tables = PeopleTables::Each([Ok::<_, Error>(table("e")?), Ok(table("m")?)]);
    let (matcher, roster) = Matcher::with_people(program, tables, "id", &Vocabulary::default())?;
    Ok(matcher.run(&roster)?)
}

fn simple(pairs: usize) -> Result<Outcome, Error> {
    let program = Program::builder()
        .name("Spring")
        .criterion(2.0, Overlap::new("topics"))
        .criterion(1.0, Same::new("site"))
        .rule(MustDiffer::new("site"))
        .build();
    let person = |side: &str, at: usize| {
        let site = ["York", "Leeds", "Hull"][(at + usize::from(side == "m")) % 3];
        let topics = ["chess", "rowing", "film"].into_iter().skip(at % 3);
        Person::new(format!("{side}{at}")).text("site", site).list("topics", topics)
    };
    let mut roster = Roster::builder();
    for at in 0..pairs {
        roster = roster.mentee(person("e", at)).mentor(person("m", at));
    }
    let roster = roster.mentee(person("e", pairs)).build(&program)?;
    Matcher::new(program)?.run(&roster)
}

#[test]
fn what_people_wrote_is_never_html() -> Result<(), Failure> {
    let outcome = hostile()?;
    let audit = Frame::new([(CANARY, Values::Texts(vec![CANARY.to_owned()]))]);
    let report = Report::new(&outcome, &Monitor::new())?.with_date(CANARY).with_audit(&audit);
    let page = report.html();
    assert_eq!(page.matches("<script").count(), 1, "the page's own");
    assert!(page.contains("&#60;script&#62;alert(1)"), "the canary is there, as text");
    assert!(!page.contains("alert(1)</script"));
    for part in ["<h1>&#60;script", "<figure", "<td>&#60;script", "<th scope=\"row\">&#60;script"] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains('\u{202e}'), "no text runs backwards");
    Ok(())
}

#[test]
fn every_chart_says_in_words_what_it_shows() -> Result<(), Failure> {
    for outcome in [simple(1)?, simple(9)?, hostile()?] {
        let page = html(&outcome)?;
        let charts: Vec<&str> = page.split("<svg").skip(1).collect();
        assert_eq!(charts.len(), Plot::ALL.len());
        for (chart, plot) in charts.into_iter().zip(Plot::ALL) {
            let chart = chart.split("</svg>").next().unwrap_or_default();
            let name = plot.name();
            assert!(
                chart.contains(&format!(
                    "role=\"img\" aria-labelledby=\"{name}-title {name}-desc\""
                ))
            );
            for part in ["title", "desc"] {
                let text = chart.split(&format!("<{part} id=\"{name}-{part}\">")).nth(1);
                let text = text.and_then(|text| text.split("</").next()).unwrap_or_default();
                assert!(text.len() > 5, "{name}: {part} {text:?}");
            }
        }
        assert_eq!(page.matches("<summary>The numbers</summary><div").count(), Plot::ALL.len());
    }
    Ok(())
}

#[test]
fn equal_outcomes_give_equal_bytes() -> Result<(), Failure> {
    let again = Outcome::from_json_str(&simple(9)?.to_json_string()?, &std::sync::Arc::default())?;
    assert_eq!(html(&simple(9)?)?, html(&again)?);
    let dated = |date| -> Result<String, Error> {
        Ok(Report::new(&again, &Monitor::new())?.with_date(date).html())
    };
    assert!(dated("2026-11-26")?.contains("2026-11-26"));
    assert_ne!(dated("2026-11-26")?, dated("2026-11-27")?);
    Ok(())
}

#[test]
fn the_numbers_are_those_of_the_outcome() -> Result<(), Failure> {
    let outcome = simple(30)?;
    let frame = |plot: Plot| plot.frame(&outcome, &Monitor::new());
    let sum = |frame: &Frame, name: &str| -> i64 {
        let column = frame.columns().iter().find(|(column, _)| column == name);
        match column {
            Some((_, Values::Whole(numbers))) => numbers.iter().sum(),
            _ => -1,
        }
    };
    let pairs = outcome.pairs().len() as i64;
    let (mentees, mentors) = (outcome.roster().mentees().len(), outcome.roster().mentors().len());
    let scores = outcome.scores();
    let allowed =
        (0..mentees).map(|mentee| scores.row(mentee).iter().filter(|s| !s.is_nan()).count());
    let (some, all) =
        allowed.fold((0, 0), |(some, all), n| (some + i64::from(n > 0), all + n as i64));
    assert_eq!(
        [sum(&frame(Plot::Scores)?, "pairs"), sum(&frame(Plot::Scores)?, "best_possible")],
        [pairs, some]
    );
    assert_eq!(
        [sum(&frame(Plot::Ranks)?, "mentees"), sum(&frame(Plot::Ranks)?, "mentors")],
        [pairs, pairs]
    );
    let map = frame(Plot::Heatmap)?;
    assert_eq!(map.rows(), mentees * mentors);
    assert_eq!([sum(&map, "pairs"), sum(&map, "allowed")], [pairs, all]);
    assert_eq!(sum(&frame(Plot::Loads)?, "load"), pairs);
    Ok(())
}

#[test]
fn a_large_map_is_drawn_in_groups_and_counts_everybody() -> Result<(), Failure> {
    let program = Program::from_file("examples/cohort/program.toml")?;
    let roster = crowd(450, 230, 7, &program)?;
    let outcome = Matcher::new(program)?.run(&roster)?;
    let map = Plot::Heatmap.frame(&outcome, &Monitor::new())?;
    assert_eq!(map.rows(), 200 * 200);
    let Values::Whole(pairs) = &map.columns()[4].1 else { return Err("counts".into()) };
    assert_eq!(pairs.iter().sum::<i64>(), outcome.pairs().len() as i64);
    let page = html(&outcome)?;
    assert!(page.len() < 600_000, "{}", page.len());
    Ok(())
}
